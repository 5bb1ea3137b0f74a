/* Fields and rules of a definition, asked of one node. */
#include "controls/pick.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/glob.h"
#include "base/regex.h"
#include "value/clean.h"
#include "base/str.h"

enum {
	TEXT_MAX = 64 * 1024, /* bytes of any field */
	LINE_MAX_BYTES = 500, /* of a title, level and the like */
};

char *
pick_cut(const struct taking *t, const char *text, size_t max)
{
	size_t n;

	text += strspn(text, str_space);
	n = (size_t)str_fit(text, (int)max);
	while (n > 0 && strchr(str_space, text[n - 1]) != NULL)
		n--;
	return arena_strndup(t->mem, text, n);
}

const char *
pick_text(const struct taking *t, const struct fields *f)
{
	const char *text;
	size_t i;

	for (i = 0; i < f->n; i++) {
		text = value_text(field_first(f->v[i], t->doc, t->node));
		if (text != NULL && text[strspn(text, str_space)] != '\0')
			return pick_cut(t, text, TEXT_MAX);
	}
	return NULL;
}

const char *
pick_line(const struct taking *t, const struct fields *f)
{
	const char *text = pick_text(t, f);

	return text == NULL ? NULL
	    : clean_line(t->mem, pick_cut(t, text, LINE_MAX_BYTES));
}

const char *
pick_day(const struct taking *t, const struct fields *f)
{
	const char *text = pick_line(t, f);
	char *day;

	if (text == NULL || strlen(text) < DATE_LEN ||
	    strchr(" T", text[DATE_LEN]) == NULL)
		return text;
	day = arena_strndup(t->mem, text, DATE_LEN);
	if (day[4] == '/' && day[7] == '/')
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

struct nodes
pick_nodes_or_self(const struct taking *t, const struct fields *f)
{
	struct nodes found = pick_nodes(t, f);

	if (f->n == 0)
		*LIST_ADD(found.v, found.n) = t->node;
	return found;
}

bool
pick_match(const regex_t *regex, const char *text, size_t *from,
    regmatch_t *group)
{
	regmatch_t m[2];

	if (!regex_match(regex, text + *from, 2, m, *from > 0 ? REG_NOTBOL : 0) ||
	    m[0].rm_eo <= 0 || m[1].rm_so == -1)
		return false;
	group->rm_so = m[1].rm_so + (regoff_t)*from;
	group->rm_eo = m[1].rm_eo + (regoff_t)*from;
	*from += (size_t)m[0].rm_eo;
	return true;
}

size_t
pick_count(const struct taking *t, const struct fields *f)
{
	struct nodes found = { 0 };
	size_t i, k, n = 0;

	for (i = 0; i < f->n; i++) {
		found.n = 0;
		field_find(f->v[i], t->doc, t->node, &found);
		for (k = 0; k < found.n && value_is_empty(found.v[k]); k++)
			;
		n += k < found.n;
	}
	free(found.v);
	return n;
}

/* Is the text one of the words, or another for the same truth? */
static bool
one_of(const struct strs *words, const char *text)
{
	const char *word;
	size_t i;

	for (i = 0; text != NULL && i < words->n; i++) {
		word = words->v[i];
		if (str_equal_nocase(text, word) ||
		    (strcmp(word, "true") == 0 && str_is_true(text)) ||
		    (strcmp(word, "false") == 0 && str_is_false(text)))
			return true;
	}
	return false;
}

/* Has the node, or a node in it, a member of such a name? A document's depth
 * is limited by who read it. */
static bool
has_member(const cJSON *node, const struct strs *names)
{
	const cJSON *e;
	size_t i;

	cJSON_ArrayForEach(e, node) {
		for (i = 0; e->string != NULL && i < names->n; i++)
			if (glob_match(names->v[i], e->string))
				return true;
		if (has_member(e, names))
			return true;
	}
	return false;
}

static bool
field_holds(const struct taking *t, const struct rule *r)
{
	struct nodes found = pick_nodes(t, &r->field);
	bool member = r->member.n == 0, word = false, empty = true;
	size_t i;

	for (i = 0; i < found.n; i++) {
		member = member || has_member(found.v[i], &r->member);
		empty = empty && value_is_empty(found.v[i]);
		word = word || one_of(&r->in, value_text(found.v[i]));
	}
	free(found.v);
	if (r->in.n == 0)
		return r->member.n > 0 ? member : !empty;
	return member && (word || (empty && strs_has(&r->in, "")));
}

bool
pick_rule_holds(const struct taking *t, const struct rule *r)
{
	return (r->path.n == 0 || source_matches(&r->path, t->d->path)) &&
	    (r->field.n == 0 || field_holds(t, r));
}

bool
pick_is_read(const struct taking *t)
{
	const struct source *s = t->s;

	return pick_count(t, &s->only) == s->only.n &&
	    pick_count(t, &s->has) == s->has.n &&
	    (s->has_any.n == 0 || pick_count(t, &s->has_any) > 0) &&
	    pick_count(t, &s->has_none) == 0 &&
	    (s->when.n == 0 || pick_any_rule(t, &s->when));
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

bool
pick_any_rule(const struct taking *t, const struct rules *rules)
{
	size_t i;

	for (i = 0; i < rules->n; i++)
		if (pick_rule_holds(t, &rules->v[i]))
			return true;
	return false;
}
