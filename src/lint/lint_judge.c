/* Problems of the controls of one document. */
#include "lint_judge.h"

#include <string.h>

#include "words/shape.h"
#include "base/buf.h"
#include "controls/resolve.h"
#include "controls/tagging.h"
#include "controls/unread_id.h"
#include "lint_named.h"
#include "value/clean.h"
#include "value/member.h"
#include "words/words.h"

enum { SHOWN = 100 }; /* bytes of a stranger's words in a message */

bool
lint_is_past(const struct control *c)
{
	return c->lifecycle == LIFECYCLE_DEPRECATED ||
	    c->lifecycle == LIFECYCLE_REMOVED ||
	    c->lifecycle == LIFECYCLE_UNSUPPORTED;
}

void
lint_place(const struct judge *g, struct problem *p, const struct spot *spot)
{
	p->line = spot->line;
	p->column = spot->column;
	p->of = g->j->of;
	if (g->past)
		p->level = LINT_NOTE;
}

/* A problem of one id. */
static struct problem *
place_named(const struct judge *g, struct problem *p, const struct named *n)
{
	lint_place(g, p, &n->spot);
	p->technique = n->s->id;
	return p;
}

/* The id as the format writes it; in an address with a slash for the dot. */
static const char *
as_written(const struct judge *g, const struct named *n, const char *id)
{
	struct arena *mem = g->j->out->mem;
	char *text = n->s->how->letters == LETTERS_LOWER ? str_lower(mem, id)
							 : arena_strdup(mem, id);
	char *dot = strchr(text, '.');

	if (dot != NULL && strstr(n->s->text, "://") != NULL)
		*dot = '/';
	return text;
}

static bool
is_exact(const struct spot *s)
{
	return s->end > s->start;
}

/* The member of the object that node is in, anywhere below `in`. */
static const cJSON *
member_beside(const cJSON *in, const cJSON *node, const char *name)
{
	const cJSON *e, *found;

	for (e = in->child; e != NULL; e = e->next) {
		if (e == node)
			return member_get(in, name);
		found = e->child == NULL ? NULL
		    : member_beside(e, node, name);
		if (found != NULL)
			return found;
	}
	return NULL;
}

static const cJSON *
beside(const struct judge *g, const struct named *n, const char *name)
{
	return name == NULL ? NULL
	    : member_beside(g->c->node, n->s->node, name);
}

/* Without the slash that an address may end in. */
static size_t
address_length(const char *url)
{
	size_t n = strlen(url);

	return n > 0 && url[n - 1] == '/' ? n - 1 : n;
}

static bool
same_address(const char *a, const char *b)
{
	size_t n = address_length(a);

	return n == address_length(b) && strncmp(a, b, n) == 0;
}

/* Rewrites the name or address beside the id, if it is that of the old
 * technique. */
static void
edit_beside(const struct judge *g, const struct named *n, struct problem *p,
    const char *member, const char *old, const char *fresh, bool address)
{
	const struct judging *j = g->j;
	const cJSON *node = beside(g, n, member);
	const char *text = value_text(node);
	struct spot spot;
	size_t len;

	if (text == NULL || old == NULL || fresh == NULL ||
	    !(address ? same_address(text, old) : strcmp(text, old) == 0))
		return;
	len = address ? address_length(text) : strlen(text);
	spot = spot_find(j->bytes, j->len, node, text, 0, len);
	if (is_exact(&spot) && spot_takes(j->bytes, node, fresh))
		problem_edit(j->out, p, spot.start, spot.end, fresh);
}

static void
judge_revoked(const struct judge *g, const struct named *n)
{
	const struct tagging *how = n->s->how;
	struct problems *out = g->j->out;
	struct problem *p;

	p = place_named(g, problems_add(out, LINT_REVOKED_ID,
	    "%s %s was revoked: %s %s took its place", n->s->id,
	    n->itself->name, n->end->id, n->end->name), n);
	p->successor = n->end->id;
	if (!is_exact(&n->spot))
		return;
	problem_edit(out, p, n->spot.start, n->spot.end,
	    as_written(g, n, n->end->id));
	edit_beside(g, n, p, how->context_name, n->itself->name, n->end->name,
	    false);
	if (n->itself->url != NULL && n->end->url != NULL)
		edit_beside(g, n, p, how->context_url, n->itself->url,
		    arena_strndup(out->mem, n->end->url,
		    address_length(n->end->url)), true);
}

/* The technique was revoked, and its successor is gone too, or there is not
 * exactly one. */
static void
judge_retired(const struct judge *g, const struct named *n)
{
	struct problems *out = g->j->out;

	if (n->end == NULL)
		place_named(g, problems_add(out, LINT_RETIRED_ID,
		    "%s %s was revoked in ATT&CK %s, %s", n->s->id,
		    n->itself->name, g->j->stix->version,
		    resolve_why_retired(g->j->stix, n->itself, out->mem)), n);
	else
		place_named(g, problems_add(out, LINT_RETIRED_ID,
		    "%s %s was revoked: %s %s, which took its place, is "
		    "deprecated", n->s->id, n->itself->name, n->end->id,
		    n->end->name), n);
}

/* Is it written as its format does? */
static void
judge_form(const struct judge *g, const struct named *n)
{
	const char *right = as_written(g, n, n->s->id);
	const char *is = n->s->text + n->s->at;
	struct problem *p;

	if (strncmp(is, right, n->s->len) == 0)
		return;
	p = place_named(g, problems_add(g->j->out, LINT_WRONG_FORM,
	    "%.*s is written %s", (int)n->s->len, is, right), n);
	if (is_exact(&n->spot))
		problem_edit(g->j->out, p, n->spot.start, n->spot.end, right);
}

static void
judge_stale(const struct judge *g, const struct named *n)
{
	const char *name = value_text(beside(g, n, n->s->how->context_name));
	const char *url = value_text(beside(g, n, n->s->how->context_url));
	const struct stix_technique *t = n->itself;

	if (name != NULL && strcmp(name, t->name) != 0)
		place_named(g, problems_add(g->j->out, LINT_STALE_NAME,
		    "%s is called %s, not %.*s", t->id, t->name,
		    str_fit(name, SHOWN), name), n);
	if (url != NULL && t->url != NULL && !same_address(url, t->url))
		place_named(g, problems_add(g->j->out, LINT_STALE_NAME,
		    "%s stands at %s, not at %.*s", t->id, t->url,
		    str_fit(url, SHOWN), url), n);
}

static void
judge_unknown(const struct judge *g, const struct named *n)
{
	const struct stix *s = g->j->stix, *other = stix_elsewhere(s, n->s->id);

	place_named(g, other == NULL
	    ? problems_add(g->j->out, LINT_UNKNOWN_ID,
	    "%s %s has no technique %s", s->framework == NULL ? "ATT&CK"
	    : s->framework->title, s->version, n->s->id)
	    : problems_add(g->j->out, LINT_UNKNOWN_ID,
	    "%s is of ATT&CK %s %s, not of %s", n->s->id, other->domain,
	    other->version, s->domain), n);
}

static void
judge_named(const struct judge *g, const struct named *n)
{
	struct problems *out = g->j->out;
	const char *version = g->j->stix->version;

	if (n->tag.other)
		return;
	if (!n->tag.formed) {
		place_named(g, problems_add(out, LINT_MALFORMED_ID,
		    "%.*s is %s", str_fit(n->s->id, SHOWN), n->s->id,
		    tagging_why_malformed(g->j->source->of, &n->tag,
		    out->mem)), n);
	} else if (n->itself == NULL) {
		judge_unknown(g, n);
	} else if (n->end == NULL || (n->end != n->itself &&
	    n->end->deprecated)) {
		judge_retired(g, n);
	} else if (n->end != n->itself) {
		judge_revoked(g, n);
	} else {
		if (n->itself->deprecated)
			place_named(g, problems_add(out, LINT_DEPRECATED_ID,
			    "%s %s is deprecated in ATT&CK %s", n->s->id,
			    n->itself->name, version), n);
		judge_form(g, n);
		judge_stale(g, n);
	}
}

/* Elements of one array stand in one chain; cJSON's first has no way back. */
bool
lint_stands_behind(const cJSON *node, const cJSON *before)
{
	if (node->string != NULL || before->string != NULL)
		return false;
	for (before = before->next; before != NULL; before = before->next)
		if (before == node)
			return true;
	return false;
}

void
lint_take_away(const struct judge *g, struct problem *p, const cJSON *node)
{
	struct spot all;

	if (g->j->source->format != FORMAT_TEXT &&
	    spot_of_element(g->j->bytes, g->j->len, node, &all))
		problem_edit(g->j->out, p, all.start, all.end, "");
}

static void
judge_repeated(const struct judge *g, const struct named *n)
{
	const struct named *first;
	struct problem *p;

	if (g->j->source->format == FORMAT_TEXT)
		return; /* all of a text: in its title, and in a table */
	for (first = g->v; first < n; first++)
		if (strcmp(first->s->id, n->s->id) == 0 &&
		    first->spot.start != n->spot.start &&
		    lint_stands_behind(n->s->node, first->s->node))
			break;
	if (first == n)
		return;
	p = place_named(g, problems_add(g->j->out, LINT_REPEATED_ID,
	    "%s is already in this list", n->s->id), n);
	lint_take_away(g, p, n->s->node);
}

static void
judge_parent(const struct judge *g, const struct named *n)
{
	size_t i;

	if (n->s->instead || !n->tag.formed || strchr(n->s->id, '.') != NULL)
		return;
	for (i = 0; i < g->c->ntags; i++)
		if (shape_is_sub(g->c->tags[i].id, n->s->id))
			break;
	if (i < g->c->ntags)
		place_named(g, problems_add(g->j->out, LINT_PARENT_AND_SUB,
		    "%s is listed beside its sub-technique %s", n->s->id,
		    g->c->tags[i].id), n);
}

/* Is it a sub-technique of the technique whose table it stands in? */
static void
judge_misplaced(const struct judge *g, const struct named *n)
{
	const char *parent = NULL;
	size_t i;

	if (n->s->instead || !n->tag.formed)
		return;
	for (i = 0; i < g->n; i++) {
		if (g->v[i].s->within != n->s->within ||
		    !g->v[i].s->instead || !g->v[i].tag.formed)
			continue;
		parent = g->v[i].s->id;
		if (shape_is_sub(n->s->id, parent))
			return;
	}
	if (parent != NULL && strcmp(parent, n->s->id) == 0)
		place_named(g, problems_add(g->j->out, LINT_MISPLACED_SUB,
		    "%s is listed under itself: it needs no sub-technique",
		    parent), n);
	else if (parent != NULL)
		place_named(g, problems_add(g->j->out, LINT_MISPLACED_SUB,
		    "%s is not a sub-technique of %s, under which it is listed",
		    n->s->id, parent), n);
}

/* ATT&CK's word, in the matrix of ICS, for a technique without a platform. */
static const char no_platform[] = "None";

/* Reports the rule's platforms that the technique, or its successor, lacks. */
static void
judge_platforms(const struct judge *g, const struct named *n)
{
	const struct strs *named = &g->c->platforms;
	const struct stix_technique *t = n->end;
	struct buf lacks = BUF_INIT, has = BUF_INIT;
	size_t i, k;

	if (t == NULL || t->deprecated || t->platforms.n == 0 ||
	    strs_has(&t->platforms, no_platform))
		return;
	for (i = 0; i < named->n; i++)
		if (!strs_has_nocase(&t->platforms, named->v[i]))
			buf_printf(&lacks, "%s%s", lacks.len > 0 ? ", " : "",
			    named->v[i]);
	for (k = 0; k < t->platforms.n; k++)
		buf_printf(&has, "%s%s", k > 0 ? ", " : "",
		    t->platforms.v[k]);
	if (lacks.len > 0)
		place_named(g, problems_add(g->j->out, LINT_OTHER_PLATFORM,
		    "%s %s is not for %.*s in ATT&CK %s, but for %.*s",
		    t->id, t->name, str_fit(buf_str(&lacks), 100),
		    buf_str(&lacks), g->j->stix->version,
		    str_fit(buf_str(&has), 200), buf_str(&has)), n);
	buf_free(&lacks);
	buf_free(&has);
}

static void
find_named(struct judge *g)
{
	const struct stix *stix = g->j->stix;
	const struct sighting *s;
	struct named *n;
	size_t i;

	for (i = 0; i < g->c->seen.n; i++) {
		s = &g->c->seen.v[i];
		if (s->len == 0)
			continue;
		n = ARENA_ADD(g->j->out->mem, g->v, g->n);
		n->s = s;
		n->spot = spot_find(g->j->bytes, g->j->len, s->node, s->text,
		    s->at, s->len);
		n->tag.id = s->id;
		tagging_tell_form(g->j->source, s->how, &n->tag);
		resolve_tag(stix, false, &n->tag);
		n->itself = n->tag.formed ? stix_find(stix, s->id) : NULL;
		if (n->tag.technique != 0)
			n->end = &stix->techniques[n->tag.technique - 1];
	}
}

/* What looks like an id, and is not read as one. */
static void
judge_unread(const struct judge *g)
{
	const struct judging *j = g->j;
	struct arena *mem = j->out->mem;
	const char *what, *why, *text;
	const struct unread_id *one;
	struct problem *p;
	struct spot spot;
	bool unknown;
	size_t i;

	for (i = 0; i < g->c->unread.n; i++) {
		one = &g->c->unread.v[i];
		why = unread_id_why(one, j->stix, mem, &what);
		if (why == NULL)
			continue;
		text = clean_line(mem, one->text);
		spot = spot_find(j->bytes, j->len, one->node, one->text,
		    one->at, one->len);
		unknown = str_equal(what, "unknown-id");
		p = problems_add(j->out, unknown ? LINT_UNKNOWN_ID
		    : LINT_UNREAD_ID, "%.*s: %s", str_fit(text, SHOWN), text,
		    why);
		lint_place(g, p, &spot);
		p->technique = unknown ? one->meant : NULL;
	}
}

/* Where the control's id stands: at the first of the definition's fields that
 * has it. */
static struct spot
spot_of_id(const struct judge *g)
{
	const struct fields *f = &g->j->source->control_id;
	struct spot spot = { .line = g->c->line };
	const cJSON *node;
	size_t i;

	for (i = 0; g->c->id != NULL && i < f->n; i++) {
		node = field_first(f->v[i], g->c->doc, g->c->node);
		if (value_text(node) == NULL || value_is_empty(node))
			continue;
		return spot_find(g->j->bytes, g->j->len, node,
		    g->c->id, 0, strlen(g->c->id));
	}
	return spot;
}

struct spot
lint_judge(const struct judging *j, const struct control *c)
{
	struct judge g = { .j = j, .c = c, .past = lint_is_past(c) };
	struct spot whole = { .line = c->line };
	size_t i;

	find_named(&g);
	for (i = 0; i < g.n; i++) {
		judge_named(&g, &g.v[i]);
		judge_repeated(&g, &g.v[i]);
		judge_parent(&g, &g.v[i]);
		judge_misplaced(&g, &g.v[i]);
		judge_platforms(&g, &g.v[i]);
	}
	lint_judge_tactics(&g);
	judge_unread(&g);
	if (c->catch_all)
		lint_place(&g, problems_add(j->out, LINT_CATCH_ALL,
		    "its condition is true of every event of its log source"),
		    &whole);
	if (c->ntags == 0 && !j->source->may_be_none)
		lint_place(&g, problems_add(j->out, LINT_NO_TECHNIQUE,
		    "%.*s names no technique", str_fit(c->title, SHOWN),
		    c->title), &whole);
	return spot_of_id(&g);
}
