/* Names of the pages of controls. */
#include "control_pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/str.h"
#include "value/member.h"
#include "words/words.h"

enum {
	NAME_BYTES = 80,   /* of an id or path that a name keeps */
	DIGEST_DIGITS = 8, /* that tell like ids apart */
};

/* A control, and the name that it gets. */
struct named {
	const cJSON *row;
	char *name;
	size_t i;
};

/* Does the name stand for a device, whatever its ending?
 * https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
static bool
is_device(const char *name)
{
	static const char *const devices[] = { "con", "prn", "aux", "nul",
		"com", "lpt" };
	size_t n = strcspn(name, "."), i, len;

	for (i = 0; i < sizeof(devices) / sizeof(devices[0]); i++) {
		len = strlen(devices[i]);
		if (strncmp(name, devices[i], len) == 0 && (n == len ||
		    (i >= 4 && n == len + 1 && str_is_digit(name[len]))))
			return true;
	}
	return false;
}

/* Appends what of the text may stand in a file's name anywhere. */
static void
put_plain(struct buf *b, const char *text)
{
	size_t from = b->len;
	char c;

	for (; *text != '\0' && b->len - from < NAME_BYTES; text++) {
		c = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a')
		    : *text;
		if ((c >= 'a' && c <= 'z') || str_is_digit(c) || c == '_' ||
		    (b->len > from && c == '.' && text[1] != '\0'))
			buf_putc(b, c);
		else if (b->len > from && buf_str(b)[b->len - 1] != '-')
			buf_putc(b, '-');
	}
	while (b->len > from && strchr("-.", buf_str(b)[b->len - 1]) != NULL)
		buf_cut(b, b->len - 1);
}

/* The id, or the path without its ending, as a name. */
static char *
plain_name(const cJSON *row)
{
	const char *id = member_string(row, "id");
	const char *path = member_text_or(row, "path", ""), *dot;
	struct buf b = BUF_INIT, stem = BUF_INIT;

	dot = strrchr(path, '.');
	buf_put(&stem, path, dot != NULL && strchr(dot, '/') == NULL
	    ? (size_t)(dot - path) : strlen(path));
	put_plain(&b, id != NULL ? id : buf_str(&stem));
	if (b.len == 0)
		buf_puts(&b, "control");
	buf_free(&stem);
	return buf_take(&b);
}

/* Appends a digest of what tells controls of one name apart. */
static void
add_digest(struct named *one)
{
	static const char *const parts[] = { "id", "path", "title", NULL };
	char hex[DIGEST_HEX + 1];
	struct buf b = BUF_INIT;
	struct digest d;
	size_t i;

	digest_begin(&d);
	for (i = 0; parts[i] != NULL; i++)
		digest_add_str(&d, member_text_or(one->row, parts[i], ""));
	digest_end(&d, hex);
	buf_printf(&b, "%s-", one->name);
	buf_put(&b, hex, DIGEST_DIGITS);
	free(one->name);
	one->name = buf_take(&b);
}

static int
by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order != 0 ? order : x->i < y->i ? -1 : x->i > y->i;
}

/* Gives each of those with one name another, by change. Were any changed? */
static bool
part(struct named *v, size_t n, void (*change)(struct named *one, size_t nth))
{
	bool changed = false;
	size_t i, k, at;

	if (n > 0)
		qsort(v, n, sizeof(*v), by_name);
	for (i = 0; i < n; i = k) {
		for (k = i + 1; k < n && strcmp(v[k].name, v[i].name) == 0;)
			k++;
		if (k == i + 1)
			continue;
		changed = true;
		for (at = i; at < k; at++)
			change(&v[at], at - i);
	}
	return changed;
}

static void
change_by_digest(struct named *one, size_t nth)
{
	(void)nth;
	add_digest(one);
}

/* Of those that nothing tells apart: by their order. */
static void
change_by_number(struct named *one, size_t nth)
{
	struct buf b = BUF_INIT;

	if (nth == 0)
		return;
	buf_printf(&b, "%s-%zu", one->name, nth + 1);
	free(one->name);
	one->name = buf_take(&b);
}

/* Names without a like. A name with a digest or number may be another's whole
 * id, so this is done until none is. */
static void
name_all(struct named *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (is_device(v[i].name))
			add_digest(&v[i]);
	part(v, n, change_by_digest);
	while (part(v, n, change_by_number))
		;
}

static void
keep(struct control_pages *p, const cJSON *source, const struct named *one)
{
	size_t pk = (size_t)member_number(one->row, "pk");

	while (p->n < pk)
		*LIST_ADD(p->v, p->n) = (struct control_page){ NULL, false };
	p->v[pk - 1].name = arena_printf(&p->mem, "%s/%s",
	    member_string(source, "id"), one->name);
	p->v[pk - 1].framework = member_kind(source) == KIND_POLICY &&
	    member_get(source, "own") == NULL;
}

int
control_pages_add(struct control_pages *p, struct catalog *c,
    const cJSON *source)
{
	cJSON *rows = NULL;
	const cJSON *row;
	struct named *v;
	size_t n, i = 0;

	if (catalog_rows_of(c, Q_CONTROL_NAMES, member_number(source, "ord"),
	    &rows) == -1)
		return -1;
	n = (size_t)cJSON_GetArraySize(rows);
	v = mem_array(n, sizeof(*v));
	cJSON_ArrayForEach(row, rows) {
		v[i].row = row;
		v[i].name = plain_name(row);
		v[i].i = i;
		i++;
	}
	name_all(v, n);
	for (i = 0; i < n; i++) {
		keep(p, source, &v[i]);
		free(v[i].name);
	}
	free(v);
	cJSON_Delete(rows);
	return 0;
}

void
control_pages_free(struct control_pages *p)
{
	free(p->v);
	arena_free(&p->mem);
	memset(p, 0, sizeof(*p));
}

const char *
control_pages_of(const struct control_pages *p, long long pk)
{
	return pk > 0 && (size_t)pk <= p->n ? p->v[pk - 1].name : NULL;
}

bool
control_pages_is_framework(const struct control_pages *p, long long pk)
{
	return pk > 0 && (size_t)pk <= p->n && p->v[pk - 1].framework;
}

static void
mark(const struct control_pages *p, cJSON *controls)
{
	cJSON *k;

	cJSON_ArrayForEach(k, controls)
		member_add_text(k, "page", control_pages_of(p,
		    member_number(k, "control")));
}

void
control_pages_mark(const struct control_pages *p, cJSON *technique)
{
	cJSON *section, *source;

	if (p->n == 0)
		return;
	cJSON_ArrayForEach(section, member_get(technique, "sections"))
		cJSON_ArrayForEach(source, member_get(section, "sources")) {
			mark(p, member_get(source, "controls"));
			mark(p, member_get(source, "others"));
		}
}
