/* Evidence: joins rules with the recordings that they name. */
#include "recorded.h"

#include <limits.h>

#include "base/str.h"
#include "controls/recordings.h"
#include "words/words.h"

enum { JOINED_MAX = 100 }; /* recordings that one rule is joined with */

/* Is it one of the n recordings that a rule was joined with last, by another of
 * its files? */
static bool
has_recording(const struct input *i, size_t n, const char *test)
{
	const struct joined *last = LIST_END(i->joined, i->njoined);

	for (; n > 0; n--)
		if (str_equal((--last)->test, test))
			return true;
	return false;
}

/* What a recording goes by: its id, or its title where others have that. */
static const char *
recording_name(struct recordings *all, const struct control *k, bool *by_id)
{
	size_t n = 0;

	if (k->id != NULL)
		lookup_find(&all->ids, str_lower(&all->mem, k->id), &n);
	*by_id = n == 1;
	return *by_id ? k->id : k->title;
}

/* Joins a rule with a recording. */
static void
join_recording(struct input *i, struct control *k, int line, const char *test,
    bool by_id)
{
	struct proof *p = arena_alloc(&i->mem, sizeof(*p));
	bool *of = arena_alloc(&i->mem, k->ntags + 1);
	size_t t;

	*p = (struct proof){ .test = test, .path = k->path, .line = line,
		.at = LLONG_MIN };
	for (t = 0; t < k->ntags; t++)
		of[t] = true;
	*LIST_ADD(i->joined, i->njoined) = (struct joined){ k, i, p, E2, test,
		by_id, false, true, of };
	if (k->evidence < E2)
		k->evidence = E2;
}

/* Joins a rule, which had some, with those of what it names. Returns how many it has
 * then, which is one too many where some were left out. */
static size_t
join_found(struct input *i, struct control *k, size_t had, int line,
    struct recordings *all, const struct recordings_found *found)
{
	const struct control *one;
	const char *test;
	bool by_id;
	size_t n;

	for (n = 0; n < found->n && had <= JOINED_MAX; n++) {
		one = all->v[found->v[n].at].k;
		test = recording_name(all, one, &by_id);
		if (one->lifecycle != LIFECYCLE_ACTIVE ||
		    has_recording(i, had, test))
			continue;
		if (had++ == JOINED_MAX)
			findings_add(&i->findings, k->path, line,
			    "too-many-recordings", "more than %d recordings: "
			    "the rest is left out", JOINED_MAX);
		else
			join_recording(i, k, line, test, by_id);
	}
	return had;
}

static void
join_recordings(struct input *i, struct recordings *all)
{
	struct recordings_found found;
	const struct test_name *name;
	struct control *k;
	size_t n, had;

	for (k = i->controls; k != LIST_END(i->controls, i->ncontrols); k++) {
		for (had = n = 0; n < k->nrecordings && had <= JOINED_MAX; n++) {
			name = &k->recordings[n];
			found = recordings_find(all, name->id);
			had = join_found(i, k, had, name->line, all, &found);
			if (found.n == 0 && found.ours && k->counts)
				findings_add(&i->findings, k->path, name->line,
				    "unknown-recording", "%.*s: no source has "
				    "a recording of that file",
				    str_fit(name->id, 200), name->id);
		}
	}
}

void
recorded_join(struct inputs *in)
{
	struct recordings all = { 0 };
	struct input *i;

	for (i = in->v; i != LIST_END(in->v, in->n); i++)
		if (i->source->kind == KIND_TEST)
			recordings_add(&all, i->source, i->controls,
			    i->ncontrols);
	recordings_sort(&all);
	for (i = in->v; all.n > 0 && i != LIST_END(in->v, in->n); i++)
		if (i->source->kind == KIND_DETECTION)
			join_recordings(i, &all);
	recordings_free(&all);
}
