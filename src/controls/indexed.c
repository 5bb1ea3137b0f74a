/* What full text finds a control by: its tags, its log source, what it looks for,
 * and the CVEs that it names. */
#include "indexed.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

enum {
	WORDS_BYTES = 512 * 1024, /* of its tags, and so on */
	CVES_MAX = 200,
	CVE = 3, /* letters */
	YEAR_DIGITS = 4,
	NUMBER_MIN = 4, /* digits of a CVE's number */
	NUMBER_MAX = 10,
};

struct words {
	const struct source *s;
	const struct nodes *selections; /* where they stand */
	struct buf text;
	bool cut;
};

struct cves {
	struct strs *ids;
	bool full; /* there were more */
};

static bool
is_of_word(char c)
{
	return isalnum((unsigned char)c) || (c & 0x80) != 0;
}

/* Adds the words of n bytes, each behind a space. */
static void
index_words(struct words *w, const char *s, size_t n)
{
	size_t i, start;

	for (i = 0; i < n;) {
		if (!is_of_word(s[i])) {
			i++;
			continue;
		}
		for (start = i; i < n && is_of_word(s[i]);)
			i++;
		if (w->text.len + 1 + (i - start) > WORDS_BYTES) {
			w->cut = true;
			return;
		}
		if (w->text.len > 0)
			buf_putc(&w->text, ' ');
		buf_put(&w->text, s + start, i - start);
	}
}

static bool
has(const struct nodes *nodes, const cJSON *node)
{
	size_t i;

	for (i = 0; i < nodes->n; i++)
		if (nodes->v[i] == node)
			return true;
	return false;
}

/* Adds a node and all in it. A document's depth is limited by who read it. */
static void
index_node(struct words *w, const cJSON *node)
{
	const char *text = value_text(node);
	bool selections = has(w->selections, node);
	const cJSON *e;

	if (text != NULL) {
		index_words(w, text, strlen(text));
		return;
	}
	for (e = node->child; e != NULL && !w->cut; e = e->next) {
		if (e->string != NULL && selections &&
		    strs_has(&w->s->catch_all_besides, e->string))
			continue;
		if (e->string != NULL)
			index_words(w, e->string, strcspn(e->string, "|"));
		index_node(w, e);
	}
}

/* The words at the fields, in the arena; NULL: there are none. */
static const char *
take_words(const struct taking *t, const struct fields *f, const char *what)
{
	struct nodes selections = pick_nodes(t, &t->s->catch_all);
	struct words w = { t->s, &selections, BUF_INIT, false };
	struct nodes found = pick_nodes(t, f);
	const char *text = NULL;
	size_t i;

	for (i = 0; i < found.n; i++)
		index_node(&w, found.v[i]);
	if (w.cut)
		findings_add(t->f, t->d->path, value_line(t->node), "long-text",
		    "more than %d bytes of %s: search finds no word behind them",
		    WORDS_BYTES, what);
	if (w.text.len > 0)
		text = arena_strdup(t->mem, buf_str(&w.text));
	free(selections.v);
	free(found.v);
	buf_free(&w.text);
	return text;
}

static bool
is_between(char c)
{
	return c != '\0' && strchr("-_. ", c) != NULL;
}

static size_t
count_digits(const char *s)
{
	size_t n = 0;

	while (s[n] >= '0' && s[n] <= '9')
		n++;
	return n;
}

/* Adds the CVE whose "CVE" stands in front of s, if it is one. */
static void
add_cve(const struct taking *t, const char *s, struct cves *c)
{
	const char *number;
	char *id;
	size_t n;

	if (!is_between(s[0]) || count_digits(s + 1) != YEAR_DIGITS ||
	    !is_between(s[1 + YEAR_DIGITS]))
		return;
	number = s + 1 + YEAR_DIGITS + 1;
	n = count_digits(number);
	if (n < NUMBER_MIN || n > NUMBER_MAX)
		return;
	id = arena_strndup(t->mem, s - CVE, CVE + (size_t)(number - s) + n);
	memcpy(id, "CVE-", CVE + 1);
	id[CVE + 1 + YEAR_DIGITS] = '-';
	if (strs_has(c->ids, id))
		return;
	if (c->ids->n < CVES_MAX)
		*ARENA_ADD(t->mem, c->ids->v, c->ids->n) = id;
	else
		c->full = true;
}

static void
find_cves(const struct taking *t, const char *text, struct cves *c)
{
	const char *v = text;

	while ((v = strpbrk(v, "vV")) != NULL) {
		if (v > text && (v[-1] == 'c' || v[-1] == 'C') &&
		    (v[1] == 'e' || v[1] == 'E') &&
		    (v - 1 == text || !is_of_word(v[-2])))
			add_cve(t, v + 2, c);
		v++;
	}
}

static void
find_cves_in(const struct taking *t, const cJSON *node, struct cves *c)
{
	const cJSON *e;

	if (cJSON_IsString(node))
		find_cves(t, node->valuestring, c);
	cJSON_ArrayForEach(e, node)
		find_cves_in(t, e, c);
}

static void
take_cves(const struct taking *t, struct strs *ids)
{
	struct cves c = { ids, false };

	find_cves(t, t->d->path, &c);
	find_cves_in(t, t->node, &c);
	if (c.full)
		findings_add(t->f, t->d->path, value_line(t->node), "many-cves",
		    "more than %d CVEs: the rest is left out", CVES_MAX);
}

void
indexed_take(const struct taking *t, struct control *c)
{
	const struct source *s = t->s;

	c->indexed.tags = take_words(t, &s->control_tags, "tags");
	c->indexed.log = take_words(t, &s->log_source, "log sources");
	c->indexed.logic = take_words(t,
	    s->logic.n > 0 ? &s->logic : &s->query, "what it looks for");
	take_cves(t, &c->indexed.cves);
}
