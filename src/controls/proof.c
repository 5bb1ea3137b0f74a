/* Evidence: the tests that a rule names, and what came of tests. */
#include "proof.h"

#include <limits.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/moment.h"
#include "value/clean.h"
#include "value/member.h"
#include "words/words.h"

enum {
	SIMULATES_MAX = 1000, /* tests that one control names */
	NAMES_SHOWN = 10,     /* of members that are not read */
};

static void
add_test(const struct taking *t, struct control *c, const cJSON *node)
{
	const char *text = value_text(node);
	size_t i, n = c->nsimulates;

	text = text == NULL ? "" : clean_line(t->mem, str_trim(t->mem, text));
	if (*text == '\0' || n > SIMULATES_MAX)
		return;
	for (i = 0; i < n; i++)
		if (str_equal_nocase(c->simulates[i].id, text))
			return;
	if (n == SIMULATES_MAX) {
		c->nsimulates++; /* reported once */
		findings_add(t->f, t->d->path, value_line(node),
		    "too-many-tests", "more than %d tests: the rest is left "
		    "out", SIMULATES_MAX);
		return;
	}
	*ARENA_ADD(t->mem, c->simulates, c->nsimulates) =
	    (struct test_name){ text, value_line(node) };
}

void
proof_simulated(const struct taking *t, struct control *c)
{
	const struct rules *rules = &t->s->evidence;
	struct nodes found;
	size_t i, k;

	for (i = 0; i < rules->n; i++) {
		if (evidence_read(rules->v[i].is) != E3 ||
		    !pick_rule_holds(t, &rules->v[i]))
			continue;
		found = pick_nodes(t, &rules->v[i].field);
		for (k = 0; k < found.n; k++)
			add_test(t, c, found.v[k]);
		free(found.v);
	}
	if (c->nsimulates > SIMULATES_MAX)
		c->nsimulates = SIMULATES_MAX;
}

/* A proof for each value of the fields. */
static void
take_values(const struct taking *t, const struct fields *fields, bool links,
    struct proof p, struct controls *out)
{
	struct nodes found = pick_nodes(t, fields);
	const char *text;
	size_t i;

	for (i = 0; i < found.n; i++) {
		text = value_text(found.v[i]);
		text = text == NULL ? "" : str_trim(t->mem, text);
		if (*text == '\0')
			continue;
		p.control = links ? NULL : text;
		p.link = links ? text : NULL;
		*LIST_ADD(out->proofs, out->nproofs) = p;
	}
	free(found.v);
}

/* Reads when it was; false: the date is in another form. */
static bool
take_date(const struct taking *t, struct proof *p)
{
	const char *text = pick_line(t, &t->s->proof_date);
	struct moment m;

	p->day = NULL;
	p->at = LLONG_MIN;
	if (text == NULL)
		return true;
	if (!moment_read(text, &m)) {
		findings_add(t->f, p->path, p->line, "unclear-date",
		    "%.*s: not a date as ISO 8601 writes it (2026-02-01): "
		    "the row is not used", str_fit(text, 40), text);
		return false;
	}
	p->day = arena_strdup(t->mem, m.day);
	p->at = m.at;
	return true;
}

/* Does any of the rows have one of the fields, even an empty one? */
static bool
is_anywhere(const struct taking *t, const struct nodes *each,
    const struct fields *f)
{
	size_t i, k;

	for (i = 0; i < each->n; i++)
		for (k = 0; k < f->n; k++)
			if (field_first(f->v[k], t->doc, each->v[i]) != NULL)
				return true;
	return false;
}

/* Reads what came of it; false: the word is unknown. */
static bool
take_outcome(const struct taking *t, struct proof *p)
{
	const struct nodes self = { (const cJSON *[]){ t->node }, 1 };
	const char *word = pick_line(t, &t->s->proof_outcome);
	const struct strs *words = t->s->proof_words;

	p->outcome = RESULT_DETECTED;
	if (t->s->proof_outcome.n == 0)
		return true;
	if (!is_anywhere(t, &self, &t->s->proof_outcome)) {
		findings_add(t->f, p->path, p->line, "no-outcome",
		    "it does not give the test's result: the row is not "
		    "used");
		return false;
	}
	if (word == NULL)
		word = "";
	for (p->outcome = RESULT_DETECTED; p->outcome < RESULT_NONE;
	    p->outcome++)
		if (strs_has_nocase(&words[p->outcome], word))
			return true;
	findings_add(t->f, p->path, p->line, "unknown-outcome",
	    "%.*s: not a word for a test's result: the row is not used",
	    str_fit(word, 40), *word == '\0' ? "nothing" : word);
	return false;
}

static void
take_row(struct taking *t, struct controls *out)
{
	const struct source *s = t->s;
	struct proof p = { .path = t->d->path, .line = value_line(t->node) };
	size_t before = out->nproofs;
	bool dated, clear;

	if (!pick_rule_holds(t, &s->proof_when))
		return;
	out->rows++;
	p.test = pick_line(t, &s->proof_test);
	dated = take_date(t, &p);
	clear = take_outcome(t, &p);
	if (!dated || !clear)
		return;
	take_values(t, &s->proof_control, false, p, out);
	take_values(t, &s->proof_link, true, p, out);
	if (out->nproofs > before)
		out->understood++;
	else if (s->proof_control.n > 0)
		findings_add(t->f, p.path, p.line, "no-control",
		    "it names no control");
}

/* A part of what a definition reads of each row. */
struct part {
	const struct fields *fields;
	bool needed;
};

/* "id or control" */
static void
put_fields(struct buf *b, const struct fields *f)
{
	const char *name;
	size_t i;

	for (i = 0; i < f->n; i++) {
		name = field_name(f->v[i]);
		if (name == NULL)
			name = ".";
		buf_printf(b, "%s%.*s", i > 0 ? " or " : "",
		    str_fit(name, 40), name);
	}
}

static bool
is_read(const struct part *parts, size_t n, const char *name)
{
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = 0; k < parts[i].fields->n; k++)
			if (str_equal(field_name(parts[i].fields->v[k]), name))
				return true;
	return false;
}

/* The first name that is read, and that the header has twice; or NULL. */
static const cJSON *
find_twice(const struct part *parts, size_t n, const cJSON *row)
{
	const cJSON *e;

	if (!cJSON_IsObject(row))
		return NULL;
	cJSON_ArrayForEach(e, row)
		if (member_get(row, e->string) != e &&
		    is_read(parts, n, e->string))
			return e;
	return NULL;
}

/* Where the names of a row stand, or it itself. */
static int
layout_line(const cJSON *row)
{
	int line = row->child != NULL ? value_mark(row->child)->name_line : 0;

	return line > 0 ? line : value_line(row);
}

/* Appends the members of the first row that are not read: only one, of a table
 * with another separator. */
static void
put_unread(struct buf *b, const struct part *parts, size_t n, const cJSON *row)
{
	const cJSON *e;
	int shown = 0;

	if (!cJSON_IsObject(row))
		return;
	cJSON_ArrayForEach(e, row)
		if (*e->string != '\0' && !is_read(parts, n, e->string) &&
		    shown++ < NAMES_SHOWN)
			buf_printf(b, "%s%.*s", shown > 1 ? ", " : "",
			    str_fit(e->string, 80), e->string);
}

/*
 * Checks that some row has what the definition reads. What none has is a
 * finding if it is needed, or if the rows have members that are not read: then
 * the header or the separator has changed. False: the rows cannot be used.
 */
static bool
check_layout(const struct taking *t, const struct nodes *each)
{
	const struct source *s = t->s;
	const struct part parts[] = { { &s->proof_control, true },
		{ &s->proof_link, true }, { &s->proof_outcome, true },
		{ &s->proof_test, false }, { &s->proof_date, false },
		{ &s->proof_when.field, false } };
	enum { PARTS = sizeof(parts) / sizeof(parts[0]) };
	struct buf missing = BUF_INIT, unread = BUF_INIT;
	const cJSON *twice = find_twice(parts, PARTS, each->v[0]);
	bool whole = true;
	size_t i;

	if (twice != NULL) {
		findings_add(t->f, t->d->path, value_mark(twice)->name_line,
		    "unknown-layout", "more than one %s", twice->string);
		return false;
	}

	for (i = 0; i < PARTS; i++) {
		if (parts[i].fields->n == 0 ||
		    is_anywhere(t, each, parts[i].fields))
			continue;
		whole = whole && !parts[i].needed;
		buf_puts(&missing, missing.len > 0 ? ", " : "");
		put_fields(&missing, parts[i].fields);
	}
	put_unread(&unread, parts, PARTS, each->v[0]);
	if (missing.len > 0 && (!whole || unread.len > 0))
		findings_add(t->f, t->d->path, layout_line(each->v[0]),
		    "unknown-layout", "no %s%s%s", buf_str(&missing),
		    unread.len > 0 ? "; not read: " : "", buf_str(&unread));
	buf_free(&missing);
	buf_free(&unread);
	return whole;
}

void
proof_take(struct taking *t, const cJSON *header, struct controls *out)
{
	const struct nodes head = { &header, header != NULL };
	struct nodes each;
	size_t i;

	t->node = t->doc;
	each = pick_nodes_or_self(t, &t->s->each);
	if (head.n + each.n > 0 &&
	    !check_layout(t, head.n > 0 ? &head : &each)) {
		out->rows += each.n;
		out->unread = out->rows == 0;
		each.n = 0;
	}
	for (i = 0; i < each.n; i++) {
		t->node = each.v[i];
		take_row(t, out);
	}
	free(each.v);
}
