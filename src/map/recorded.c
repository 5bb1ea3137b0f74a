/* Evidence: joins rules with the recordings that they name. */
#include "recorded.h"

#include <limits.h>

#include "base/str.h"
#include "controls/recordings.h"
#include "words/words.h"

/* Is it joined with that recording, by another of its files? */
static bool
has_recording(const struct input *i, const struct control *k, const char *test)
{
	size_t n;

	for (n = i->njoined; n-- > 0 && i->joined[n].control == k;)
		if (str_equal(i->joined[n].test, test))
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

/* Joins a rule with the recordings of what it names. */
static void
join_recording(struct input *i, struct control *k, const struct test_name *name,
    struct recordings *all, const struct recordings_found *found)
{
	const struct recording *one;
	const char *test;
	struct proof *p;
	bool *of, by_id;
	size_t n, t;

	for (n = 0; n < found->n; n++) {
		one = &all->v[found->v[n].at];
		test = recording_name(all, one->k, &by_id);
		if (one->k->lifecycle != LIFECYCLE_ACTIVE ||
		    has_recording(i, k, test))
			continue;
		p = arena_alloc(&i->mem, sizeof(*p));
		*p = (struct proof){ .test = test, .path = k->path,
			.line = name->line, .at = LLONG_MIN };
		of = arena_alloc(&i->mem, k->ntags + 1);
		for (t = 0; t < k->ntags; t++)
			of[t] = true;
		*LIST_ADD(i->joined, i->njoined) = (struct joined){ k, i, p, E2,
			test, by_id, false, true, of };
		if (k->evidence < E2)
			k->evidence = E2;
	}
}

static void
join_recordings(struct input *i, struct recordings *all)
{
	struct recordings_found found;
	const struct test_name *name;
	struct control *k;
	size_t n;

	for (k = i->controls; k < i->controls + i->ncontrols; k++) {
		for (n = 0; n < k->nrecordings; n++) {
			name = &k->recordings[n];
			found = recordings_find(all, name->id);
			join_recording(i, k, name, all, &found);
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

	for (i = in->v; i < in->v + in->n; i++)
		if (i->source->kind == KIND_TEST)
			recordings_add(&all, i->source, i->controls,
			    i->ncontrols);
	recordings_sort(&all);
	for (i = in->v; all.n > 0 && i < in->v + in->n; i++)
		if (i->source->kind == KIND_DETECTION)
			join_recordings(i, &all);
	recordings_free(&all);
}
