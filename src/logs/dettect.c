/* DeTT&CT's data sources as what is collected. */
#include "logs/dettect.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/word.h"
#include "dettect_sources.h"
#include "parts.h"

enum { SHOWN = 100 }; /* bytes of a stranger's word in a message */
static const char own_words[] = "dettect"; /* the vocabulary */

/* What is to be told, once, with all platforms that it is collected of. */
struct tell {
	const char *name, *channel; /* channel: or NULL */
	enum collected_what what;
	int line;
	struct strs platforms;
};

struct dettect {
	struct dettect_sources sources;
	struct tell *v;
	size_t n;
};

/* What analytics read of a component on some platforms. */
struct reads {
	const struct log_pair **v;
	size_t n;
};

static void
take(struct dettect *d, const struct dettect_source *s, const char *name,
    const char *channel, enum collected_what what)
{
	struct tell *t = d->v, *end = LIST_END(d->v, d->n);

	while (t < end && (t->what != what || !str_equal_nocase(t->name, name) ||
	    !str_equal(t->channel, channel)))
		t++;
	if (t == end) {
		t = LIST_ADD(d->v, d->n);
		t->name = name;
		t->channel = channel;
		t->what = what;
		t->line = s->line;
	}
	strs_merge(&t->platforms, &s->platforms);
}

/* Is there such a component? Fills in what is read of it. */
static bool
find_reads(const struct logs *l, const struct dettect_source *s,
    struct reads *reads)
{
	const struct log_pair *p, *end = LIST_END(l->sources.v, l->sources.n);
	bool known = false;

	for (p = l->sources.v; p < end; p++) {
		if (!logs_is_component(p, s->name))
			continue;
		known = true;
		if (logs_is_on(p, &s->platforms))
			*LIST_ADD(reads->v, reads->n) = p;
	}
	return known;
}

/* "NAME", or "NAME: CHANNEL". */
static bool
is_called(const struct log_pair *p, const char *product)
{
	size_t len = strlen(p->name);

	if (strlen(product) > len && product[len] == ':')
		return strncasecmp(p->name, product, len) == 0 &&
		    product[len + 1] == ' ' &&
		    str_equal_nocase(p->channel, product + len + 2);
	return str_equal_nocase(p->name, product);
}

/* Does the log have the pair among its names of MITRE's? */
static bool
has_pair(const struct log *log, size_t mitre, const struct log_pair *p)
{
	const struct log_name *n, *end = LIST_END(log->names, log->nnames);

	for (n = log->names; n < end; n++)
		if (n->vocabulary == mitre && strcmp(n->name, p->name) == 0 &&
		    (n->channel == NULL || str_equal(n->channel, p->channel)))
			return true;
	return false;
}

/* The log of that title, of which there is one only. */
static bool
find_title(const struct logs *l, const char *title, struct log_key *key)
{
	const struct log_row *row, *end = LIST_END(l->table->rows, l->table->n);

	for (row = l->table->rows; row < end; row++)
		if (str_equal_nocase(row->title, title) &&
		    strstr(row->id, log_event) == NULL) {
			*key = (struct log_key){ .id = row->id };
			return true;
		}
	return false;
}

/* The log that a product is in the table: its id, title, or name in any
 * vocabulary; NULL: none. */
static const struct log *
find_product(struct logs *l, const char *product)
{
	struct arena mem = { 0 };
	struct log_key key;
	bool found = logs_find_id(l, product, &mem, &key) ||
	    find_title(l, product, &key) ||
	    logs_find_in(l, NULL, product, &mem, &key);
	const struct log *log;

	log = found ? logs_at(l, logs_put(l, &key)) : NULL;
	arena_free(&mem);
	return log;
}

/* Marks what a product is of them. Is it any? */
static bool
mark_product(struct logs *l, const struct reads *reads, const char *product,
    bool *marks)
{
	const struct log *log;
	size_t i, mitre = logs_vocabulary(l, "mitre");
	bool any = false;

	for (i = 0; i < reads->n; i++)
		if (is_called(reads->v[i], product))
			marks[i] = any = true;
	if (any)
		return true;
	log = find_product(l, product);
	for (i = 0; log != NULL && i < reads->n; i++)
		if (has_pair(log, mitre, reads->v[i]))
			marks[i] = any = true;
	return any;
}

/* A component, or what its products record of it. */
static void
take_component(struct dettect *d, struct logs *l,
    const struct dettect_source *s, const struct reads *reads)
{
	bool *marks = mem_array(reads->n, sizeof(*marks));
	bool narrow = s->products.n > 0;
	size_t i;

	for (i = 0; i < s->products.n && narrow; i++)
		narrow = mark_product(l, reads, s->products.v[i], marks);
	if (!narrow)
		take(d, s, s->name, NULL, COLLECTED_COMPONENT);
	for (i = 0; narrow && i < reads->n; i++)
		if (marks[i])
			take(d, s, reads->v[i]->name, reads->v[i]->channel,
			    COLLECTED_LOG_SOURCE);
	free(marks);
}

/* The names of components. */
static void
list_components(const struct logs *l, struct strs *known)
{
	const char *name;
	size_t i;

	for (i = 0; i < l->sources.n; i++) {
		name = l->sources.v[i].component;
		if (name != NULL && !strs_has(known, name))
			strs_add(known, name);
	}
}

/* Names the nearest component. */
static void
say_unknown(const struct tell *t, const struct strs *known, const char *path,
    struct findings *f)
{
	struct buf meant = BUF_INIT;

	word_put_meant(&meant, t->name, known);
	findings_add(f, path, t->line, "unknown-log", "%.*s: no data component "
	    "that MITRE's analytics read%s", str_fit(t->name, SHOWN), t->name,
	    buf_str(&meant));
	buf_free(&meant);
}

static void
take_there(struct dettect *d, struct logs *l,
    const struct dettect_source *s)
{
	struct reads reads = { 0 };

	if (find_reads(l, s, &reads))
		take_component(d, l, s, &reads);
	else
		take(d, s, s->name, NULL, COLLECTED_UNKNOWN);
	free(reads.v);
}

static void
tell_all_of(const struct dettect *d, struct logs *l, const char *path,
    struct findings *f)
{
	struct strs known = { 0 };
	struct log_told told;
	const struct tell *t;

	list_components(l, &known);
	for (t = d->v; t != LIST_END(d->v, d->n); t++) {
		told = (struct log_told){ .name = t->name,
			.channel = t->channel, .path = path, .line = t->line,
			.platforms = &t->platforms,
			.component = t->what == COLLECTED_COMPONENT,
			.vocabulary = t->what == COLLECTED_UNKNOWN ? own_words
			    : NULL };
		logs_tell(l, &told);
		if (told.what == COLLECTED_UNKNOWN)
			say_unknown(t, &known, path, f);
	}
	strs_free(&known);
}

struct dettect *
dettect_tell(struct logs *l, const char *path, const char *text, size_t len,
    const struct dettect_domain *domains, size_t n, struct findings *f)
{
	struct dettect *d = mem_alloc(sizeof(*d));
	size_t i;

	dettect_sources_read(path, text, len, domains, n, &d->sources, f);
	for (i = 0; i < d->sources.n; i++)
		take_there(d, l, &d->sources.v[i]);
	tell_all_of(d, l, path, f);
	return d;
}

void
dettect_free(struct dettect *d)
{
	size_t i;

	if (d == NULL)
		return;
	for (i = 0; i < d->n; i++)
		strs_free(&d->v[i].platforms);
	free(d->v);
	dettect_sources_free(&d->sources);
	free(d);
}
