/* Names of logs, and the rows that they stand for. */
#include "logs/logs.h"

#include <stdlib.h>
#include <string.h>

#include "base/glob.h"
#include "base/log.h"
#include "parts.h"

const char *
logs_fill(struct arena *mem, const char *text, const char *event)
{
	const char *at = text == NULL ? NULL : strstr(text, log_event);

	if (at == NULL || event == NULL)
		return arena_strdup(mem, text);
	return arena_printf(mem, "%.*s%s%s", (int)(at - text), text, event,
	    at + strlen(log_event));
}

static int
log_error_at(const struct logs *l, int line, const char *id, const char *what)
{
	log_error("%s:%d: %s: %s", l->table->path, line, id, what);
	return -1;
}

/* What a name is looked up by. */
static const char *
name_key(struct arena *mem, size_t vocabulary, const char *name)
{
	return arena_printf(mem, "%zu %s", vocabulary, str_lower(mem, name));
}

static void
add_pattern(struct logs *l, size_t row, const struct log_name *name)
{
	struct log_pattern *p = ARENA_ADD(&l->mem, l->patterns, l->npatterns);
	const char *text = str_lower(&l->mem, name->name);
	const char *event = strstr(text, log_event);

	p->row = row;
	p->vocabulary = name->vocabulary;
	if (event == NULL) {
		p->glob = text;
		p->literal = strlen(text);
		return;
	}
	p->before = arena_strndup(&l->mem, text, (size_t)(event - text));
	p->after = event + strlen(log_event);
	p->literal = strlen(p->before) + strlen(p->after);
}

static int
compare_patterns(const void *a, const void *b)
{
	const struct log_pattern *x = a, *y = b;
	bool xg = x->glob != NULL, yg = y->glob != NULL;

	if (xg != yg)
		return xg ? 1 : -1;
	if (x->literal != y->literal)
		return x->literal > y->literal ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* A name by which rules may call the row; those with a channel are only told. alike
 * gets what is looked up otherwise. */
static void
index_name(struct logs *l, size_t row, const struct log_name *name,
    struct lookup *alike)
{
	bool pattern = strstr(name->name, log_event) != NULL ||
	    strchr(name->name, '*') != NULL;

	if (pattern)
		add_pattern(l, row, name);
	if (pattern || name->channel == NULL)
		lookup_add(pattern ? alike : &l->names, name_key(&l->mem,
		    name->vocabulary, name->name), row);
}

static bool
is_of_event(const char *text)
{
	return text != NULL && strstr(text, log_event) != NULL;
}

/* Are names of a row of {event} of that event, and others of none? */
static int
check_names(const struct logs *l, const struct log_row *row)
{
	bool of = is_of_event(row->id);
	const struct log_name *n;
	size_t i;

	for (i = 0; i < row->nnames; i++) {
		n = &row->names[i];
		if ((is_of_event(n->name) || is_of_event(n->channel)) != of)
			return log_error_at(l, n->line, n->name, of
			    ? "lacks {event}, which its log is of"
			    : "has {event}, which its log is not of");
	}
	return 0;
}

/* Does a text stand there twice? */
static int
check_once(const struct logs *l, const struct lookup *of, const char *what)
{
	const struct log_row *row;
	size_t i;

	for (i = 1; i < of->n; i++)
		if (strcmp(of->v[i].text, of->v[i - 1].text) == 0) {
			row = &l->table->rows[of->v[i].at];
			log_error("%s:%d: %s: %s %s, too", l->table->path,
			    row->line, row->id, what,
			    l->table->rows[of->v[i - 1].at].id);
			return -1;
		}
	return 0;
}

static int
index_rows(struct logs *l, struct lookup *alike)
{
	const struct log_table *t = l->table;
	size_t i, k;

	for (i = 0; i < t->n; i++) {
		if (check_names(l, &t->rows[i]) == -1)
			return -1;
		lookup_add(&l->ids, str_lower(&l->mem, t->rows[i].id), i);
		for (k = 0; k < t->rows[i].nnames; k++)
			index_name(l, i, &t->rows[i].names[k], alike);
	}
	lookup_sort(alike);
	lookup_sort(&l->ids);
	lookup_sort(&l->names);
	if (l->npatterns > 0)
		qsort(l->patterns, l->npatterns, sizeof(*l->patterns),
		    compare_patterns);
	return check_once(l, &l->ids, "this id has") == -1 ||
	    check_once(l, &l->names, "a name of it is of") == -1 ? -1
	    : check_once(l, alike, "a name of it is of");
}

static int
put_explicit(struct logs *l)
{
	struct log_key key = { NULL, NULL };
	struct arena mem = { 0 };
	size_t i, k;
	int rc = 0;

	for (i = 0; i < l->table->n; i++) {
		key.id = l->table->rows[i].id;
		if (!is_of_event(key.id) && logs_find_id(l, key.id, &mem, &key))
			logs_put(l, &key);
	}
	for (i = 0; rc == 0 && i < l->table->n; i++)
		for (k = 0; rc == 0 && k < l->table->rows[i].any.n; k++)
			if (!logs_find_id(l, l->table->rows[i].any.v[k], &mem,
			    &key))
				rc = log_error_at(l, l->table->rows[i].line,
				    l->table->rows[i].any.v[k],
				    "no such log, in any");
	arena_free(&mem);
	return rc;
}

struct logs *
logs_new(const struct log_table *t)
{
	struct logs *l = mem_alloc(sizeof(*l));
	struct lookup alike = { 0 };
	int rc;

	l->table = t;
	rc = index_rows(l, &alike);
	free(alike.v);
	if (rc == 0 && put_explicit(l) == 0)
		return l;
	logs_free(l);
	return NULL;
}

void
logs_free(struct logs *l)
{
	size_t i;

	if (l == NULL)
		return;
	for (i = 0; i < l->n; i++) {
		strs_free(&l->v[i].platforms);
		free(l->v[i].any);
		free(l->v[i].parts);
		free(l->v[i].by_any);
	}
	free(l->v);
	free(l->by_id);
	free(l->ids.v);
	free(l->names.v);
	free(l->sources.v);
	free(l->given.v);
	free(l->told);
	arena_free(&l->mem);
	free(l);
}

size_t
logs_vocabulary(const struct logs *l, const char *id)
{
	size_t i = 0;

	while (i < l->table->nvocabularies &&
	    !str_equal(l->table->vocabularies[i].id, id))
		i++;
	return i;
}

bool
logs_knows(const struct logs *l, size_t vocabulary)
{
	return vocabulary < l->table->nvocabularies;
}

/* The longest of the words that s begins with, or ends in, ASCII case ignored;
 * not all of it. */
static size_t
strips(const struct strs *words, const char *s, size_t n, bool behind)
{
	size_t i, len, best = 0;
	char *part;

	for (i = 0; i < words->n; i++) {
		len = strlen(words->v[i]);
		if (len >= n || len <= best)
			continue;
		part = mem_strndup(behind ? s + n - len : s, len);
		if (str_equal_nocase(part, words->v[i]))
			best = len;
		free(part);
	}
	return best;
}

char *
logs_strip(const struct logs *l, size_t vocabulary, const char *part,
    struct arena *mem)
{
	const struct log_vocabulary *v = &l->table->vocabularies[vocabulary];
	size_t n = strlen(part), before = strips(&v->before, part, n, false);

	part += before;
	n -= before;
	return arena_strndup(mem, part, n - strips(&v->behind, part, n, true));
}

/* A part of an id: what is no sign of one is a dash. */
static const char *
id_part(struct arena *mem, const char *event)
{
	char *id = arena_strdup(mem, event);
	size_t n = strlen(id), i;

	for (i = 0; i < n; i++)
		if (strchr("-_.:", id[i]) == NULL && !str_is_digit(id[i]) &&
		    !((id[i] | 0x20) >= 'a' && (id[i] | 0x20) <= 'z'))
			id[i] = '-';
	return id;
}

/* Fills the key of the row for what of name the pattern's {event} is. */
static bool
fit_event(const struct logs *l, const struct log_pattern *p, const char *name,
    const char *folded, struct arena *mem, struct log_key *key)
{
	size_t before = strlen(p->before), n = strlen(folded);

	if (n <= p->literal || !str_has_prefix(folded, p->before) ||
	    !str_has_suffix(folded, p->after))
		return false;
	key->event = arena_strndup(mem, name + before, n - p->literal);
	key->id = logs_fill(mem, l->table->rows[p->row].id,
	    id_part(mem, key->event));
	return true;
}

bool
logs_find(const struct logs *l, size_t vocabulary, const char *name,
    struct arena *mem, struct log_key *key)
{
	size_t i, row = lookup_first(&l->names,
	    name_key(mem, vocabulary, name));
	const char *folded = str_lower(mem, name);
	const struct log_pattern *p;

	*key = (struct log_key){ NULL, NULL };
	if (row > 0)
		key->id = l->table->rows[row - 1].id;
	for (i = 0; key->id == NULL && i < l->npatterns; i++) {
		p = &l->patterns[i];
		if (p->vocabulary != vocabulary)
			continue;
		if (p->glob == NULL)
			fit_event(l, p, name, folded, mem, key);
		else if (glob_match(p->glob, folded))
			key->id = l->table->rows[p->row].id;
	}
	return key->id != NULL;
}
