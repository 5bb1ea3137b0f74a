/* The logs that a control needs. */
#include "needs.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/glob.h"
#include "value/clean.h"

enum {
	VALUES_MAX = 200,  /* of a part */
	VALUE_BYTES = 200, /* of each */
	NEEDS_MAX = 40,
	LOGS_MAX = 200,    /* of a need */
	TRIES_MAX = 20000, /* combinations of values */
};

struct need_reading {
	const struct taking *t;
	const struct log_names *how;
	size_t vocabulary;
	struct arena mem; /* of all that is read */
	struct strs values[LOG_PARTS_MAX];       /* by part */
	const char *chosen[LOG_PARTS_MAX]; /* of each part now, or NULL */
	size_t all;             /* the part each value of which is a need */
	size_t tries;
	bool full;
};

static void
add_value(struct need_reading *r, struct strs *to, const char *text, size_t n)
{
	char *value = arena_strndup(&r->mem, text, n);

	value[str_fit(value, VALUE_BYTES)] = '\0';
	value = clean_line(&r->mem, str_trim(&r->mem, value));
	value = logs_strip(r->t->logs, r->vocabulary, value, &r->mem);
	if (*value == '\0' || strs_has_nocase(to, value))
		return;
	if (to->n == VALUES_MAX)
		r->full = true;
	else
		*ARENA_ADD(&r->mem, to->v, to->n) = value;
}

/* A value of the field: all of it, or what the expression finds in it. */
static void
take_part_value(struct need_reading *r, const struct log_field *f, const char *text,
    struct strs *to)
{
	regmatch_t m[2];
	size_t from = 0;

	if (f->regex == NULL)
		add_value(r, to, text, strlen(text));
	while (f->regex != NULL && regexec(f->regex, text + from, 2, m,
	    from > 0 ? REG_NOTBOL : 0) == 0) {
		if (m[1].rm_so >= 0)
			add_value(r, to, text + from + m[1].rm_so,
			    (size_t)(m[1].rm_eo - m[1].rm_so));
		from += m[0].rm_eo > 0 ? (size_t)m[0].rm_eo : 1;
		if (from > strlen(text))
			break;
	}
}

/* Takes the values at node; of members of the field's name alone, where it has one.
 * A document's depth is limited by who read it. */
static void
take_part_values(struct need_reading *r, const struct log_field *f,
    const cJSON *node, bool named, struct strs *to)
{
	const char *text = value_text(node);
	const cJSON *e;

	if (text != NULL) {
		if (named)
			take_part_value(r, f, text, to);
		return;
	}
	cJSON_ArrayForEach(e, node)
		take_part_values(r, f, e, named || (e->string != NULL &&
		    f->member != NULL && glob_match(f->member, e->string)), to);
}

static void
take_part(struct need_reading *r, const struct log_part *p, struct strs *to)
{
	struct nodes found;
	size_t i, k;

	for (i = 0; i < p->n; i++) {
		found = pick_nodes(r->t, &p->v[i].fields);
		for (k = 0; k < found.n; k++)
			take_part_values(r, &p->v[i], found.v[k],
			    p->v[i].member == NULL, to);
		free(found.v);
	}
}

static size_t
part_of(const struct log_names *how, const char *name, size_t n)
{
	size_t i = 0;

	while (i < how->nparts && (strlen(how->parts[i].name) != n ||
	    strncmp(how->parts[i].name, name, n) != 0))
		i++;
	return i;
}

/* The form with the chosen values, in the arena; NULL: a part is missing. *all: it
 * has the part each value of which is a need. */
static const char *
fill_form(struct need_reading *r, const char *form, bool *all)
{
	struct buf b = BUF_INIT;
	const char *open, *close, *name = NULL;
	size_t part;

	*all = false;
	while ((open = strchr(form, '{')) != NULL) {
		close = strchr(open, '}');
		part = part_of(r->how, open + 1, (size_t)(close - open - 1));
		if (r->chosen[part] == NULL)
			goto out;
		*all = *all || part == r->all;
		buf_put(&b, form, (size_t)(open - form));
		buf_puts(&b, r->chosen[part]);
		form = close + 1;
	}
	buf_puts(&b, form);
	name = arena_strdup(&r->mem, buf_str(&b));
out:
	buf_free(&b);
	return name;
}

static bool
same_log(const struct need_log *a, const struct need_log *b)
{
	if (a->key.id == NULL || b->key.id == NULL)
		return a->key.id == b->key.id &&
		    str_equal_nocase(a->name, b->name);
	return str_equal_nocase(a->key.id, b->key.id);
}

static bool
has_log(const struct need *n, const struct need_log *log)
{
	size_t i;

	for (i = 0; i < n->n; i++)
		if (same_log(&n->v[i], log))
			return true;
	return false;
}

static void
add_log(struct need_reading *r, struct need *to, const struct need_log *log)
{
	if (has_log(to, log))
		return;
	if (to->n == LOGS_MAX)
		r->full = true;
	else
		*ARENA_ADD(&r->mem, to->v, to->n) = *log;
}

/* What may be needed: found by way of the part each value of which is a need, and
 * otherwise. */
struct found_logs {
	struct need with, without;
};

/* What the chosen values name: the first form that is known, else the first that
 * can be made. */
static void
name_chosen(struct need_reading *r, struct found_logs *found)
{
	const char *between = r->how->joined_by;
	struct need_log log = { NULL, { NULL, NULL }, 0 };
	const char *name;
	bool all = false;
	size_t i;

	for (i = 0; i < r->how->names.n && log.key.id == NULL; i++) {
		name = fill_form(r, r->how->names.v[i], &all);
		if (name != NULL && log.name == NULL)
			log.name = name;
		if (name != NULL && (between == NULL ||
		    strstr(name, between) == NULL) && logs_find(r->t->logs,
		    r->vocabulary, name, &r->mem, &log.key))
			log.name = name;
	}
	if (log.name == NULL)
		return;
	add_log(r, log.key.id != NULL && all ? &found->with
	    : &found->without, &log);
}

/* Each combination of the values of the parts from this one on. */
static void
combine(struct need_reading *r, size_t part, struct found_logs *found)
{
	const struct strs *values = &r->values[part];
	size_t i;

	if (part == r->how->nparts) {
		if (r->tries++ < TRIES_MAX)
			name_chosen(r, found);
		else
			r->full = true;
		return;
	}
	if (part == r->all || values->n == 0) {
		if (part != r->all)
			r->chosen[part] = NULL;
		combine(r, part + 1, found);
		return;
	}
	for (i = 0; i < values->n && r->tries < TRIES_MAX; i++) {
		r->chosen[part] = values->v[i];
		combine(r, part + 1, found);
	}
}

/* Are all of a's among b's? Then who has one of a's has one of b's. */
static bool
is_within(const struct need *a, const struct need *b)
{
	size_t i;

	for (i = 0; i < a->n; i++)
		if (!has_log(b, &a->v[i]))
			return false;
	return true;
}

/* Adds a need, unless one that is there says so much; it takes the place of those
 * that say less. */
static void
add_need(struct need_reading *r, struct control *c, const struct need *need)
{
	size_t i, k = 0;

	if (need->n == 0)
		return;
	for (i = 0; i < c->nneeds; i++)
		if (is_within(&c->needs[i], need))
			return;
	for (i = 0; i < c->nneeds; i++)
		if (!is_within(need, &c->needs[i]))
			c->needs[k++] = c->needs[i];
	c->nneeds = k;
	if (c->nneeds == NEEDS_MAX)
		r->full = true;
	else
		*ARENA_ADD(&r->mem, c->needs, c->nneeds) = *need;
}

/* One need: of the logs that were found by way of the part that makes needs, else of
 * all. Those that are unknown stand beside either. */
static void
add_found_logs(struct need_reading *r, struct control *c, struct found_logs *found)
{
	bool any = found->with.n > 0;
	size_t i;

	for (i = 0; i < found->without.n; i++)
		if (!any || found->without.v[i].key.id == NULL)
			add_log(r, &found->with, &found->without.v[i]);
	add_need(r, c, &found->with);
}

/* The logs of one name, of which several may be needed: "A AND B". */
static struct need
split_name(struct need_reading *r, const struct need_log *log)
{
	const char *between = r->how->joined_by, *s = log->name, *end;
	struct need all = { NULL, 0 };
	struct need_log one;

	while (s != NULL) {
		end = between == NULL ? NULL : strstr(s, between);
		one = *log;
		if (end != NULL || s != log->name) {
			one.name = str_trim(&r->mem, arena_strndup(&r->mem,
			    s, end == NULL ? strlen(s) : (size_t)(end - s)));
			logs_find(r->t->logs, r->vocabulary, one.name,
			    &r->mem, &one.key);
		}
		if (*one.name != '\0')
			add_log(r, &all, &one);
		s = end == NULL ? NULL : end + strlen(between);
	}
	return all;
}

/* Of "A and B", or "A and C" one needs A, and B or C: each choice of one log of every
 * alternative is a need. */
static void
choose_logs(struct need_reading *r, struct control *c, const struct need *of,
    size_t n, const struct need *so_far)
{
	struct need more;
	size_t i;

	if (n == 0 || r->tries++ > TRIES_MAX) {
		r->full = r->full || n > 0;
		if (n == 0)
			add_need(r, c, so_far);
		return;
	}
	for (i = 0; i < of->n; i++) {
		more = (struct need){ NULL, 0 };
		for (size_t k = 0; k < so_far->n; k++)
			add_log(r, &more, &so_far->v[k]);
		add_log(r, &more, &of->v[i]);
		choose_logs(r, c, of + 1, n - 1, &more);
	}
}

static bool
is_joined(const struct need_reading *r, const struct need *need)
{
	size_t i;

	for (i = 0; r->how->joined_by != NULL && i < need->n; i++)
		if (strstr(need->v[i].name, r->how->joined_by) != NULL)
			return true;
	return false;
}

static void
add_joined_logs(struct need_reading *r, struct control *c, const struct need *need)
{
	struct need none = { NULL, 0 };
	struct need *of = mem_array(need->n, sizeof(*of));
	size_t i;

	r->tries = 0;
	for (i = 0; i < need->n; i++)
		of[i] = split_name(r, &need->v[i]);
	choose_logs(r, c, of, need->n, &none);
	free(of);
}

static void
read_needs(struct need_reading *r, struct control *c)
{
	const struct log_names *how = r->how;
	size_t i, n, each = r->all < how->nparts ? r->values[r->all].n : 0;
	struct found_logs found;

	n = each > 0 ? each : 1;
	for (i = 0; i < n; i++) {
		memset(&found, 0, sizeof(found));
		memset(r->chosen, 0, sizeof(r->chosen));
		if (each > 0)
			r->chosen[r->all] = r->values[r->all].v[i];
		combine(r, 0, &found);
		if (is_joined(r, &found.without))
			add_joined_logs(r, c, &found.without);
		else
			add_found_logs(r, c, &found);
	}
}

/* Copies what was read to where the control's texts are. */
static void
keep_needs(const struct need_reading *r, struct control *c)
{
	struct arena *mem = r->t->mem;
	struct need *needs = arena_alloc(mem, c->nneeds * sizeof(*needs));
	struct need_log *log;
	size_t i, k;

	for (i = 0; i < c->nneeds; i++) {
		needs[i].n = c->needs[i].n;
		needs[i].v = arena_alloc(mem, needs[i].n * sizeof(*log));
		for (k = 0; k < needs[i].n; k++) {
			log = &needs[i].v[k];
			*log = c->needs[i].v[k];
			log->name = arena_strdup(mem, log->name);
			log->key.id = arena_strdup(mem, log->key.id);
			log->key.event = arena_strdup(mem, log->key.event);
		}
	}
	c->needs = needs;
}

void
needs_take(const struct taking *t, struct control *c)
{
	struct need_reading r = { .t = t, .how = &t->s->logs };
	size_t i;

	if (t->logs == NULL || r.how->in == NULL)
		return;
	r.vocabulary = logs_vocabulary(t->logs, r.how->in);
	r.all = r.how->all == NULL ? r.how->nparts
	    : part_of(r.how, r.how->all, strlen(r.how->all));
	for (i = 0; i < r.how->nparts; i++)
		take_part(&r, &r.how->parts[i], &r.values[i]);
	read_needs(&r, c);
	keep_needs(&r, c);
	arena_free(&r.mem);
	if (r.full)
		findings_add(t->f, t->d->path, value_line(t->node), "many-logs",
		    "names too many logs: the rest is left out");
}
