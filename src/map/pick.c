/* Fields and rules of a definition, asked of one node. */
#include "pick.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/glob.h"

enum { LINE_MAX_BYTES = 500 }; /* of a title, level and the like */

const char *
pick_text(const struct taking *t, const struct fields *f)
{
	const cJSON *node;
	size_t i;

	for (i = 0; i < f->n; i++) {
		node = field_first(f->v[i], t->doc, t->node);
		if (!value_is_empty(node) && value_text(node) != NULL)
			return str_trim(t->mem, value_text(node));
	}
	return NULL;
}

/* One line without control characters, of at most LINE_MAX_BYTES. */
static void
make_line(char *s)
{
	size_t n = 0;
	char *p;

	for (p = s; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = ' ';
	n = (size_t)(p - s);
	if (n <= LINE_MAX_BYTES)
		return;
	n = LINE_MAX_BYTES;
	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--; /* no half of a character */
	s[n] = '\0';
}

const char *
pick_line(const struct taking *t, const struct fields *f)
{
	const char *text = pick_text(t, f);
	char *copy;

	if (text == NULL)
		return NULL;
	copy = arena_strdup(t->mem, text);
	make_line(copy);
	return copy;
}

const char *
pick_day(const struct taking *t, const struct fields *f)
{
	const char *text = pick_line(t, f);
	char *day;

	if (text == NULL || strlen(text) != DATE_LEN || text[4] != '/' ||
	    text[7] != '/')
		return text;
	day = arena_strdup(t->mem, text);
	day[4] = day[7] = '-';
	return date_is_valid(day) ? day : text;
}

struct nodes
pick_nodes(const struct taking *t, const struct fields *f)
{
	struct nodes found = { 0 };
	size_t i;

	for (i = 0; i < f->n; i++)
		field_find(f->v[i], t->doc, t->node, &found);
	return found;
}

static bool
is_there(const struct taking *t, const struct field *f)
{
	struct nodes found = { 0 };
	bool there = false;
	size_t i;

	field_find(f, t->doc, t->node, &found);
	for (i = 0; i < found.n && !there; i++)
		there = !value_is_empty(found.v[i]);
	free(found.v);
	return there;
}

size_t
pick_count(const struct taking *t, const struct fields *f)
{
	size_t i, n = 0;

	for (i = 0; i < f->n; i++)
		n += is_there(t, f->v[i]);
	return n;
}

static bool
one_of(const struct strs *words, const char *text)
{
	size_t i;

	for (i = 0; text != NULL && i < words->n; i++)
		if (str_equal_nocase(words->v[i], text))
			return true;
	return false;
}

static bool
field_holds(const struct taking *t, const struct rule *r)
{
	struct nodes found;
	bool holds = false, empty = true;
	size_t i;

	if (r->in.n == 0)
		return pick_count(t, &r->field) > 0;
	found = pick_nodes(t, &r->field);
	for (i = 0; i < found.n && !holds; i++) {
		empty = empty && value_is_empty(found.v[i]);
		holds = one_of(&r->in, value_text(found.v[i]));
	}
	free(found.v);
	return holds || (empty && strs_has(&r->in, ""));
}

bool
pick_rule_holds(const struct taking *t, const struct rule *r)
{
	bool path = r->path.n == 0;
	size_t i;

	for (i = 0; i < r->path.n && !path; i++)
		path = glob_match(r->path.v[i], t->d->path);
	return path && (r->field.n == 0 || field_holds(t, r));
}

const char *
pick_first_rule(const struct taking *t, const struct rules *rules,
    const char *otherwise)
{
	size_t i;

	for (i = 0; i < rules->n; i++)
		if (pick_rule_holds(t, &rules->v[i]))
			return rules->v[i].is;
	return otherwise;
}
