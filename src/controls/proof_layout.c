/* Documents of evidence: have they what their definition reads? */
#include "proof_layout.h"

#include <string.h>

#include "base/buf.h"
#include "value/member.h"

enum { NAMES_SHOWN = 10 }; /* of members that are not read */

bool
proof_layout_has(const struct taking *t, const struct nodes *each,
    const struct fields *f)
{
	size_t i, k;

	for (i = 0; i < each->n; i++)
		for (k = 0; k < f->n; k++)
			if (field_first(f->v[k], t->doc, each->v[i]) != NULL)
				return true;
	return false;
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

/* The name that is read and that the text is, but for its case and white space
 * around it; or NULL. */
static const char *
find_name(const struct part *parts, size_t n, struct arena *mem,
    const char *text)
{
	const char *name;
	size_t i, k;

	text = str_trim(mem, text);
	for (i = 0; i < n; i++)
		for (k = 0; k < parts[i].fields->n; k++) {
			name = field_name(parts[i].fields->v[k]);
			if (name != NULL && str_equal_nocase(name, text))
				return name;
		}
	return NULL;
}

/* Writes the names of a header as they are read. All rows have them from it. */
static void
use_names(const struct part *parts, size_t n, cJSON *header)
{
	struct arena work = { 0 };
	const char *name;
	cJSON *e;

	cJSON_ArrayForEach(e, header) {
		name = find_name(parts, n, &work, e->string);
		if (name != NULL)
			memcpy(e->string, name, strlen(name) + 1);
	}
	arena_free(&work);
}

bool
proof_layout_check(const struct taking *t, cJSON *header,
    const struct nodes *each)
{
	const struct source *s = t->s;
	const struct part parts[] = { { &s->proof_control, true },
		{ &s->proof_link, true }, { &s->proof_outcome, true },
		{ &s->proof_test,
		    s->proof_control.n + s->proof_link.n == 0 }, { &s->proof_date, false },
		{ &s->proof_when.field, false } };
	enum { PARTS = sizeof(parts) / sizeof(parts[0]) };
	struct buf missing = BUF_INIT, unread = BUF_INIT;
	const cJSON *twice;
	bool whole = true;
	size_t i;

	use_names(parts, PARTS, header);
	twice = find_twice(parts, PARTS, each->v[0]);
	if (twice != NULL) {
		findings_add(t->f, t->d->path, value_mark(twice)->name_line,
		    "unknown-layout", "more than one %s", twice->string);
		return false;
	}

	for (i = 0; i < PARTS; i++) {
		if (parts[i].fields->n == 0 ||
		    proof_layout_has(t, each, parts[i].fields))
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

bool
proof_layout_check_empty(const struct taking *t)
{
	const struct fields *f = &t->s->each;
	const cJSON *list;
	const char *name;
	size_t i;

	for (i = 0; i < f->n; i++) {
		name = field_name(f->v[i]);
		list = name == NULL ? t->doc : member_get(t->doc, name);
		if (cJSON_IsArray(list) ||
		    (name != NULL && cJSON_IsObject(list)))
			return true;
	}
	findings_add(t->f, t->d->path, value_line(t->doc), "unknown-layout",
	    "without %s", f->n > 0 ? field_text(f->v[0]) : "anything");
	return false;
}
