/* What looks like an id, and is not read as one. */
#include "controls/unread_id.h"

#include <stdlib.h>
#include <string.h>

#include "attack/known_ids.h"
#include "base/regex.h"
#include "words/shape.h"
#include "controls/resolve.h"

enum {
	UNREAD_MAX = 100, /* of one control */
	SHORT = 100,      /* bytes of a text that is no prose */
	TEXT_MAX = 200,   /* bytes that are looked at for an id */
	NEAR = 2,         /* edits from a name space to what was meant as it */
	DEEP = 4,         /* maps in each other that are looked into */
	SUGGEST_FROM = 6,    /* characters of a name that may have so many */
};

/* Where an id is looked for. */
struct looking {
	const struct taking *t;
	const struct tagging *how;
	const cJSON *node;
	const char *text;
	struct control *c;
	bool labels; /* labels may say anything: only a whole id counts, or what
		        is read */
};

static void
add_unread(const struct looking *l, struct unread_id s)
{
	struct unread_ids *to = &l->c->unread;

	if (to->n == UNREAD_MAX)
		return;
	s.node = l->node;
	s.line = value_line(l->node);
	s.text = l->text;
	s.how = l->how;
	*ARENA_ADD(l->t->mem, to->v, to->n) = s;
}

/* The id as the definition reads it; NULL: it does not say how. */
static const char *
as_written(const struct tagging *how, const char *id, struct arena *mem)
{
	struct source_word word = { "id", id };

	if (how == NULL || how->written == NULL || id == NULL)
		return NULL;
	if (how->letters == LETTERS_LOWER)
		word.value = str_lower(mem, id);
	return source_expand(mem, how->written, &word, 1);
}

/* What stands before the id in the usual form, "attack"; or "". */
static const char *
name_space(const struct looking *l)
{
	const char *text = l->how->written, *end;

	end = text == NULL ? NULL : strchr(text, '{');
	while (end != NULL && end > text && !shape_is_word(end[-1]))
		end--;
	return end == NULL ? "" : arena_strndup(l->t->mem, text,
	    (size_t)(end - text));
}

static bool
matches_any(const struct taggings *all, const char *text)
{
	regmatch_t m[2];
	size_t i;

	for (i = 0; i < all->n; i++)
		if (all->v[i].regex != NULL &&
		    regex_match(all->v[i].regex, text, 2, m, 0))
			return true;
	return false;
}

/* Does some part of the definition read it, as a technique or tactic? */
static bool
is_read(const struct looking *l, const char *text)
{
	return matches_any(&l->t->s->techniques, text) ||
	    matches_any(&l->t->s->tactics, text);
}

/* What may stand between a name space and an id. */
static const char apart[] = ".:/_- \t";

/* A part of a value, up to the next separator. */
struct part {
	size_t at, len;
	char plain[TEXT_MAX + 1]; /* its letters and digits, in lower case */
};

static bool
next_part(const char *text, struct part *p)
{
	size_t i, n = 0;

	p->at += p->len;
	p->at += strspn(text + p->at, apart);
	p->len = strcspn(text + p->at, apart);
	for (i = 0; i < p->len && n < TEXT_MAX; i++)
		if (shape_is_word(text[p->at + i]))
			p->plain[n++] = text[p->at + i];
	p->plain[n] = '\0';
	return p->len > 0;
}

/* Is it the name space, or nearly? */
static bool
is_near(const char *part, const char *space, bool *exact)
{
	size_t may = strlen(space) >= SUGGEST_FROM ? NEAR : 1;

	*exact = strcmp(part, space) == 0;
	return *exact || (part[0] == space[0] &&
	    str_distance(part, space) <= may);
}

/* Takes what stands behind a name space, or behind nearly one. */
static bool
take_spaced(const struct looking *l, const char *rest, bool nearly)
{
	struct arena *mem = l->t->mem;
	struct unread_id s = { .len = strlen(l->text) };
	struct shape shape;
	const char *right;

	rest = str_trim(mem, rest + strspn(rest, apart));
	if (shape_read(rest, &shape)) {
		s.meant = *shape.id == '\0' ? NULL
					    : arena_strdup(mem, shape.id);
		s.right = as_written(l->how, s.meant, mem);
		s.read = shape.kind == SHAPE_OTHER && !nearly;
	} else {
		right = as_written(l->how, rest, mem);
		if (nearly && (right == NULL || !is_read(l, right)))
			return false; /* of another name space */
		s.right = nearly ? right : NULL;
	}
	add_unread(l, s);
	return true;
}

/* Takes a value of the definition's name space, written exactly or nearly
 * so. */
static bool
take_named(const struct looking *l)
{
	const char *space = name_space(l);
	const char *lower = str_lower(l->t->mem, l->text);
	const char *usual = as_written(l->how, "", l->t->mem);
	struct part p = { 0 };
	struct shape shape;
	bool exact;

	if (*space == '\0')
		return false;
	if (str_has_prefix(lower, usual))
		return take_spaced(l, lower + strlen(usual), false);
	while (next_part(lower, &p)) {
		if (is_near(p.plain, space, &exact))
			return take_spaced(l, lower + p.at + p.len, true);
		/* Nothing stands between: attackt1059. */
		if (str_has_prefix(p.plain, space) &&
		    shape_read(p.plain + strlen(space), &shape))
			return take_spaced(l, lower + p.at + strlen(space),
			    true);
	}
	return false;
}

/* Is it, or does it overlap, an id that is read? */
static bool
is_sighted(const struct sightings *all, const struct shape *shape)
{
	const struct sighting *s;
	size_t i;

	for (i = 0; i < all->n; i++) {
		s = &all->v[i];
		if (s->len > 0 && (str_equal(shape->id, s->id) ||
		    (shape->at < s->at + s->len &&
		    s->at < shape->at + shape->len)))
			return true;
	}
	return false;
}

/* Takes ids of techniques among other words, except those of `all`. May one be
 * the whole text, it is told how it is written. */
static void
take_words(const struct looking *l, const struct sightings *all, bool whole)
{
	struct shape shape;
	struct unread_id s;
	size_t from = 0;

	while (shape_find(l->text, from, &shape)) {
		from = shape.at + shape.len;
		if (is_sighted(all, &shape))
			continue;
		s = (struct unread_id){ .at = shape.at, .len = shape.len };
		s.meant = arena_strdup(l->t->mem, shape.id);
		if (shape.at == 0 && l->text[shape.len] == '\0' && whole)
			s.right = as_written(l->how, s.meant, l->t->mem);
		add_unread(l, s);
	}
}

/* Takes a value that is an id as a whole, but not that of a technique with its
 * T: G0016, TA0002 or 1059.001. */
static bool
take_bare(const struct looking *l)
{
	const char *text = str_trim(l->t->mem, l->text);
	struct unread_id s = { .len = strlen(l->text) };
	struct shape shape;

	if (!shape_read(text, &shape) || (shape.kind == SHAPE_TECHNIQUE &&
	    (*text == 't' || *text == 'T' ||
	    strcspn(text, ".") != strlen("0000") ||
	    strlen(text) != strlen("0000.000"))))
		return false;
	s.meant = arena_strdup(l->t->mem, shape.id);
	s.right = as_written(l->how, s.meant, l->t->mem);
	add_unread(l, s);
	return true;
}

/* Takes a text in an array or object that stands in place of a value. */
static void
take_text(struct looking *l, const char *text)
{
	static const struct sightings none = { 0 };
	struct shape shape;

	l->text = pick_cut(l->t, text, TEXT_MAX);
	if (!is_read(l, l->text))
		take_words(l, &none, false);
	else if (shape_find(l->text, 0, &shape))
		add_unread(l, (struct unread_id){ .len = strlen(l->text),
		    .meant = arena_strdup(l->t->mem, shape.id) });
}

static void
take_nested(struct looking l)
{
	const cJSON *in = l.node, *e;

	cJSON_ArrayForEach(e, in) {
		l.node = e;
		if (e->string != NULL)
			take_text(&l, e->string);
		if (value_text(e) != NULL)
			take_text(&l, value_text(e));
		else
			take_nested(l);
	}
}

void
unread_id_take(const struct taking *t, const struct tagging *how,
    const cJSON *node, const struct sightings *all, struct control *c)
{
	struct looking l = { .t = t, .how = how, .node = node, .c = c };

	if (all == NULL) {
		take_nested(l);
		return;
	}
	l.text = all->v[0].text;
	if (how->regex != NULL && all->v[0].len > 0)
		take_words(&l, all, false);
	else if (how->regex != NULL && !is_read(&l, l.text) &&
	    !take_named(&l) && !take_bare(&l))
		take_words(&l, all, true);
}

/* Does the node stand at one of the fields? */
static bool
is_at(const struct taking *t, const struct fields *fields, const cJSON *node)
{
	struct nodes found = pick_nodes(t, fields);
	bool there = false;
	size_t i;

	for (i = 0; i < found.n && !there; i++)
		there = found.v[i] == node;
	free(found.v);
	return there;
}

/* Does an element of the definition look at the node, whatever its `when`
 * says? */
static bool
looks_at(struct taking t, const struct tagging *how, const cJSON *node)
{
	struct nodes within = pick_nodes_or_self(&t, &how->within), of;
	bool does = false;
	size_t i, k;

	for (i = 0; i < within.n && !does; i++) {
		t.node = within.v[i];
		of = pick_nodes_or_self(&t, &how->of);
		for (k = 0; k < of.n && !does; k++) {
			t.node = of.v[k];
			does = is_at(&t, &how->fields, node) ||
			    is_at(&t, &how->sub, node) ||
			    is_at(&t, &how->otherwise, node);
		}
		free(of.v);
	}
	free(within.v);
	return does;
}

static bool
is_looked_at(const struct taking *t, const cJSON *node)
{
	size_t i;

	for (i = 0; i < t->s->techniques.n; i++)
		if (looks_at(*t, &t->s->techniques.v[i], node))
			return true;
	return false;
}

static bool
is_named(const struct control *c, const char *id)
{
	size_t i;

	if (control_find_tag(c, id) != NULL)
		return true;
	for (i = 0; i < c->unread.n; i++)
		if (str_equal(c->unread.v[i].meant, id))
			return true;
	return false;
}

/* Does a member's name say that techniques stand there, or is it one's id, or a
 * tactic's? */
static bool
says_techniques(const char *name)
{
	static const char *const words[] = { "attack", "att&ck", "mitre",
		"technique", "ttp" };
	struct shape s;
	size_t i;

	if ((*name == 'T' || *name == 't') && shape_read(name, &s))
		return true;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcasestr(name, words[i]) != NULL)
			return true;
	return false;
}

/* Or the labels of the control? */
static bool
says_labels(const char *name)
{
	return str_equal_nocase(name, "tag") || str_equal_nocase(name, "tags") ||
	    str_equal_nocase(name, "label") ||
	    str_equal_nocase(name, "labels");
}

/* Takes a text that begins with an id, or is short, not an address, and has
 * one, if the control does not name that id otherwise. */
static void
take_aside(struct looking *l, const cJSON *node, const char *text)
{
	struct shape s;

	if (text == NULL || !shape_find(text, 0, &s) ||
	    (l->labels && s.at > 0 && !is_read(l, text)) ||
	    (s.at > 0 && (strlen(text) > SHORT || strstr(text, "://"))) ||
	    is_named(l->c, s.id) ||
	    (text != node->string && is_looked_at(l->t, node)))
		return;
	l->node = node;
	l->text = pick_cut(l->t, text, TEXT_MAX);
	add_unread(l, (struct unread_id){ .at = s.at, .len = s.len,
	    .meant = arena_strdup(l->t->mem, s.id) });
}

/* Likewise an element of a list of techniques: "T1059", "T1059: a name", which
 * YAML takes for a map, or {id: T1059}. */
static void
take_element(struct looking *l, const cJSON *node)
{
	const cJSON *e;

	take_aside(l, node, cJSON_GetStringValue(node));
	if (cJSON_IsObject(node) && !is_looked_at(l->t, node))
		cJSON_ArrayForEach(e, node) {
			take_aside(l, e, e->string);
			take_aside(l, e, cJSON_GetStringValue(e));
		}
}

/* Takes the ids of a member: a text, a list, or a map in place of that. */
static void
take_member(struct looking *l, const cJSON *e)
{
	const cJSON *one;

	take_aside(l, e, cJSON_GetStringValue(e));
	if (cJSON_IsArray(e))
		cJSON_ArrayForEach(one, e)
			take_element(l, one);
	if (cJSON_IsObject(e))
		cJSON_ArrayForEach(one, e)
			take_aside(l, one, one->string);
}

/* Takes the ids of all members that may have some; not in lists of objects,
 * which are about something else than the control, nor in its detection. */
static void
take_members(struct looking *l, const cJSON *object, int depth)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, object) {
		if (cJSON_IsObject(e) && depth < DEEP &&
		    !is_at(l->t, &l->t->s->catch_all, e))
			take_members(l, e, depth + 1);
		l->labels = !says_techniques(e->string);
		if (!l->labels || says_labels(e->string))
			take_member(l, e);
	}
}

/* Takes the ids of techniques in what is written about a rule. */
static void
take_prose(struct looking *l, const struct fields *fields)
{
	struct nodes found = pick_nodes(l->t, fields);
	struct shape shape;
	const char *text;
	size_t i, from;

	for (i = 0; i < found.n; i++) {
		text = value_text(found.v[i]);
		for (from = 0; text != NULL && shape_find(text, from, &shape);
		    from = shape.at + shape.len) {
			if (is_named(l->c, shape.id))
				continue;
			l->node = found.v[i];
			l->text = arena_strndup(l->t->mem, text + shape.at,
			    shape.len);
			add_unread(l, (struct unread_id){ .len = shape.len,
			    .meant = arena_strdup(l->t->mem, shape.id) });
		}
	}
	free(found.v);
}

void
unread_id_take_rest(const struct taking *t, struct control *c)
{
	struct looking l = { .t = t, .c = c };

	if (cJSON_IsObject(t->node))
		take_members(&l, t->node, 0);
	if (t->s->own && c->ntags == 0) {
		take_prose(&l, &t->s->control_title);
		take_prose(&l, &t->s->description);
	}
}

static bool
is_tactic(const struct unread_id *s)
{
	return s->meant != NULL && str_has_prefix(s->meant, "TA");
}

/* Is it a group or the like, or a tactic, that this ATT&CK does not have? */
static bool
is_unknown(const struct unread_id *s, const struct stix *stix)
{
	size_t i;

	if (s->meant == NULL || (s->meant[0] == 'T' && !is_tactic(s)))
		return false;
	if (!is_tactic(s))
		return !known_ids_has(&stix->others, s->meant);
	for (i = 0; i < stix->ntactics; i++)
		if (str_equal(stix->tactics[i].id, s->meant))
			return false;
	return true;
}

const char *
unread_id_right(const struct unread_id *s, const struct stix *stix, struct arena *mem)
{
	size_t i;

	if (is_unknown(s, stix))
		return NULL;
	for (i = 0; i < stix->ntactics; i++)
		if (str_equal(stix->tactics[i].id, s->meant))
			return as_written(s->how, stix->tactics[i].shortname,
			    mem);
	return s->right;
}

const char *
unread_id_why(const struct unread_id *s, const struct stix *stix, struct arena *mem,
    const char **what)
{
	const char *right = unread_id_right(s, stix, mem);

	*what = "unknown-id";
	if (is_unknown(s, stix))
		return is_tactic(s)
		    ? "this version of ATT&CK has no such tactic"
		    : resolve_why_unknown(stix, s->meant, mem);
	if (s->read)
		return NULL;
	*what = "unread-id";
	if (right != NULL)
		return arena_printf(mem, "not read: it is written %s", right);
	if (s->meant == NULL)
		return "not read: it is no id of ATT&CK";
	if (s->len < strlen(s->text))
		return arena_printf(mem, "%s in it is not read", s->meant);
	return "not read: no id is looked for where it stands";
}
