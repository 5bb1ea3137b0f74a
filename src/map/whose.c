/* Whose controls are. */
#include "whose.h"

#include "base/buf.h"
#include "base/str.h"
#include "base/word.h"
#include "words/words.h"
#include "words/worth.h"

/* Marks the active controls of an id as yours, or all where none is active;
 * false: there are none. */
static bool
deploy(struct input *in, const char *id)
{
	struct control *k, *end = LIST_END(in->controls, in->ncontrols);
	bool found = false, active = false;

	for (k = in->controls; k < end; k++) {
		if (!str_equal_nocase(k->id, id))
			continue;
		found = true;
		active |= k->lifecycle == LIFECYCLE_ACTIVE;
	}
	for (k = in->controls; found && k < end; k++)
		if (str_equal_nocase(k->id, id) &&
		    (!active || k->lifecycle == LIFECYCLE_ACTIVE))
			k->whose = WHOSE_YOURS;
	return found;
}

/* An id that is said to be deployed, and is not there, was mistyped or is gone. */
static void
deploy_listed(struct input *in)
{
	const struct strs *ids = &in->source->deployed_ids;
	size_t i;

	for (i = 0; i < ids->n; i++)
		if (!deploy(in, ids->v[i]))
			findings_add(&in->findings, NULL, 0, "unknown-control",
			    "%.*s: listed as deployed, but not found",
			    str_fit(ids->v[i], 200), ids->v[i]);
}

void
whose_exclude(struct control *k, enum whose whose)
{
	size_t i;

	k->whose = whose;
	k->counts = false;
	for (i = 0; i < k->ntags; i++)
		k->tags[i].counted = false;
}

/* What all controls of the source are that no list names. */
static enum whose
of_source(const struct source *s)
{
	if (s->deployed == DEPLOYED_ALL)
		return WHOSE_YOURS;
	if (!s->own)
		return WHOSE_AVAILABLE;
	return s->deployed == DEPLOYED_UNSAID ? WHOSE_YOURS
					      : WHOSE_NOT_DEPLOYED;
}

/* Is anything of the source said to be the organisation's? An own source is one
 * even where nothing of it counts. */
static bool
has_yours(const struct input *i)
{
	size_t n;

	if (i->source->own || i->source->deployed == DEPLOYED_ALL ||
	    i->source->deployed_ids.n > 0)
		return true;
	for (n = 0; n < i->ncontrols; n++)
		if (i->controls[n].whose == WHOSE_YOURS)
			return true;
	return false;
}

/* Is a word of a field less than what is asked for? means is what the word does
 * mean, 0: none that is known, which is a finding where there is one. */
static bool
is_less(struct input *i, const struct control *k, const char *word, int means,
    int least, const char *const *names)
{
	struct buf known = BUF_INIT;
	bool level = names == level_names;

	if (means == 0 && word != NULL && means < least) {
		word_put_list(&known, names);
		findings_add(&i->findings, k->path, k->line,
		    level ? "unknown-level" : "unknown-status",
		    "%s %.*s: expected %s; the rule does not count as yours",
		    level ? "level" : "status", str_fit(word, 200), word,
		    buf_str(&known));
		buf_free(&known);
	}
	return means < least;
}

/* Is it less than the least that counts as yours? What the definition of its
 * source does not read is not asked for. */
static bool
is_below(struct input *i, const struct control *k, const struct worth *least)
{
	const struct source *s = i->source;
	bool below = s->level.n > 0 && is_less(i, k, k->level,
	    (int)level_of(k->level), (int)least->level, level_names);

	return (s->status.n > 0 && is_less(i, k, k->status,
	    (int)status_of(k->status), (int)least->status, status_names)) ||
	    below;
}

/* Takes out of figures what is the organisation's or related to techniques only,
 * and is in none. */
static void
exclude_unwanted(struct inputs *in, struct input *i)
{
	struct control *k;
	size_t n;

	for (n = 0; n < i->ncontrols; n++) {
		k = &i->controls[n];
		if (i->source->apart)
			whose_exclude(k, WHOSE_APART);
		else if (k->whose == WHOSE_NOT_DEPLOYED)
			whose_exclude(k, WHOSE_NOT_DEPLOYED);
		else if (k->whose == WHOSE_YOURS && k->counts &&
		    i->source->kind == KIND_DETECTION &&
		    is_below(i, k, &in->config->counts))
			whose_exclude(k, WHOSE_BELOW);
	}
}

static void
decide_default(struct inputs *in)
{
	size_t i, kind;

	for (kind = 0; kind < KIND_NONE; kind++)
		in->of[kind] = in->config->of != OF_DEFAULT
		    ? (enum of)in->config->of : OF_AVAILABLE;
	for (i = 0; i < in->n; i++)
		if (in->config->of == OF_DEFAULT && has_yours(&in->v[i]))
			in->of[in->v[i].source->kind] = OF_YOURS;
}

void
whose_decide(struct inputs *in)
{
	struct control *k;
	struct input *i;
	size_t n;

	for (i = in->v; i != LIST_END(in->v, in->n); i++) {
		for (n = 0; n < i->ncontrols; n++) {
			k = &i->controls[n];
			k->whose = k->ran && !i->source->own ? WHOSE_YOURS
			    : of_source(i->source);
		}
		deploy_listed(i);
		exclude_unwanted(in, i);
	}
	decide_default(in);
}
