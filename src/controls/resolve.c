/* Which technique an id leads to, and whether it counts. */
#include "controls/resolve.h"

#include "controls/tagging.h"
#include "controls/unread_id.h"
#include "base/buf.h"
#include "value/clean.h"
#include "words/words.h"

size_t
resolve_place(const struct stix *s, const struct config *c, size_t place)
{
	size_t end = c->resolve_exact ? place : s->techniques[place - 1].end;

	return end == 0 || s->techniques[end - 1].deprecated ? 0 : end;
}

/* `resolve: exact`: an id stands for itself, revoked or not. */
static void
take_exact(const struct stix *s, const struct stix_technique *t,
    struct tag *tag)
{
	if (t == NULL)
		tag->outcome = OUTCOME_UNKNOWN;
	else if (t->revoked)
		tag->outcome = OUTCOME_RETIRED;
	else
		tag->outcome = t->deprecated ? OUTCOME_DEPRECATED
					       : OUTCOME_EXACT;
	if (t != NULL)
		tag->technique = (size_t)(t - s->techniques) + 1;
	tag->counted = true; /* in its source's total; if unknown, on no page */
}

static void
follow(const struct stix *s, const struct stix_technique *t,
    struct tag *tag)
{
	const struct stix_technique *end;

	if (t == NULL) {
		tag->outcome = OUTCOME_UNKNOWN;
		return;
	}
	if (t->end == 0) {
		tag->outcome = OUTCOME_RETIRED;
		return;
	}
	end = &s->techniques[t->end - 1];
	tag->technique = t->end;
	if (end->deprecated)
		tag->outcome = OUTCOME_DEPRECATED;
	else if (end == t)
		tag->outcome = OUTCOME_EXACT;
	else
		tag->outcome = OUTCOME_REMAPPED;
	tag->counted = !end->deprecated;
}

/* Lets a control count once for a technique: by the technique's own id, if it
 * names that too. */
static void
merge(struct control *k)
{
	size_t i, j;

	for (i = 0; i < k->ntags; i++) {
		if (!k->tags[i].counted ||
		    k->tags[i].outcome != OUTCOME_REMAPPED)
			continue;
		for (j = 0; j < k->ntags; j++) {
			if (j == i || !k->tags[j].counted ||
			    k->tags[j].technique != k->tags[i].technique)
				continue;
			k->tags[i].merged = true;
			k->tags[i].counted = false;
			break;
		}
	}
}

const char *
resolve_why_retired(const struct stix *s, const struct stix_technique *t,
    struct arena *mem)
{
	const struct stix_technique *fork;

	if (t->fork == 0)
		return "without a successor";
	fork = &s->techniques[t->fork - 1];
	if (fork == t)
		return arena_printf(mem, "with several successors: %s",
		    t->heirs);
	return arena_printf(mem, "by way of %s, which has several "
	    "successors: %s", fork->id, fork->heirs);
}

const char *
resolve_why_unknown(const struct stix *s, const char *id, struct arena *mem)
{
	const struct stix *other = stix_elsewhere(s, id);

	struct buf b = BUF_INIT;
	const char *why;

	if (other == NULL)
		return s->framework == NULL ? "not in this version of ATT&CK"
		    : arena_printf(mem, "not in this version of %s",
		    s->framework->title);
	domain_put(&b, other->domain, other->version);
	why = arena_printf(mem, "of %s, not of %s", buf_str(&b), s->domain);
	buf_free(&b);
	return why;
}

static const struct stix_technique *
find_tagged(const struct stix *s, const struct tag *tag)
{
	if (tag->known != 0)
		return &s->techniques[tag->known - 1];
	return tag->formed ? stix_find(s, tag->id) : NULL;
}

static void
add_finding(const struct stix *s, const struct control *k,
    const struct tag *tag, struct findings *f)
{
	const char *what = NULL, *why = NULL, *path = k->path;
	int line = tag->line;

	if (tag->outcome == OUTCOME_MALFORMED) {
		what = "malformed-id";
		why = tagging_why_malformed(s->framework, tag, f->mem);
	} else if (tag->outcome == OUTCOME_UNKNOWN) {
		what = "unknown-id";
		why = resolve_why_unknown(s, tag->id, f->mem);
	} else if (tag->outcome == OUTCOME_RETIRED) {
		what = "retired-id";
		/* One that counts was not followed, so there may be one. */
		why = tag->technique != 0 ? "revoked in this version of ATT&CK"
		    : arena_printf(f->mem, "revoked, %s", resolve_why_retired(s,
			find_tagged(s, tag), f->mem));
	} else if (tag->outcome == OUTCOME_DEPRECATED) {
		what = "deprecated-id";
		why = "deprecated in this version of ATT&CK";
	}
	if (tag->of != NULL) {
		path = tag->of;
		line = tag->of_line;
	}
	if (tag->newer)
		findings_add(f, path, line, what, "%.*s: %s, but in "
		    "%s", str_fit(tag->id, 40), tag->id, why,
		    s->newer->version);
	else if (what != NULL)
		findings_add(f, path, line, what, "%.*s: %s",
		    str_fit(tag->id, 40), tag->id, why);
}

void
resolve_tag(const struct stix *s, bool exact, struct tag *tag)
{
	const struct stix_technique *t = find_tagged(s, tag);

	if (!tag->formed)
		tag->outcome = tag->other ? OUTCOME_OTHER_FRAMEWORK
					  : OUTCOME_MALFORMED;
	else if (exact)
		take_exact(s, t, tag);
	else
		follow(s, t, tag);
	/* Reported, but never mapped to an older id. */
	tag->newer = tag->formed && t == NULL && s->newer != NULL &&
	    stix_find(s->newer, tag->id) != NULL;
}

/* Adds findings for what looks like an id of a control that counts, and is not
 * read as one. */
static void
add_unread_findings(const struct stix *s, const struct control *k, struct findings *f)
{
	const struct unread_id *one;
	const char *what, *why, *text;
	size_t i;

	for (i = 0; i < k->unread.n; i++) {
		one = &k->unread.v[i];
		why = unread_id_why(one, s, f->mem, &what);
		text = clean_line(f->mem, one->text);
		if (why != NULL)
			findings_add(f, k->path, one->line, what, "%.*s: %s",
			    str_fit(text, 60), text, why);
	}
}

void
resolve_control(const struct stix *s, const struct config *c,
    struct control *k, struct findings *f)
{
	size_t i;

	k->counts = !k->catch_all &&
	    (c->lifecycle_all || k->lifecycle == LIFECYCLE_ACTIVE);
	for (i = 0; i < k->ntags; i++)
		resolve_tag(s, c->resolve_exact, &k->tags[i]);
	merge(k);
	for (i = 0; i < k->ntags; i++) {
		k->tags[i].counted = k->tags[i].counted && k->counts;
		if (k->counts)
			add_finding(s, k, &k->tags[i], f);
	}
	if (k->counts)
		add_unread_findings(s, k, f);
}
