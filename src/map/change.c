/* Compares what was measured with what was measured before. */
#include "change.h"

enum {
	SMALL = 20, /* documents: a source of fewer never stops the run */
	FEW = 2,    /* a smaller loss is no change of layout */
};

/* How far a figure may fall. */
enum limit {
	LIMIT_NONE,  /* it is only reported */
	LIMIT_FIFTH, /* by 20 % */
	LIMIT_HALF,  /* to more than half */
};

struct limited {
	const char *name;
	enum limit limit;
	const char *of; /* as a share of that figure, or NULL */
};

static const struct limited of_sources[] = {
	{ "documents", LIMIT_FIFTH, NULL },
	{ "controls", LIMIT_NONE, NULL },
	{ "active", LIMIT_NONE, NULL },
	{ "inactive", LIMIT_HALF, NULL },
	{ "shelved", LIMIT_HALF, NULL },
	{ "mapped", LIMIT_FIFTH, NULL },
	{ "techniques", LIMIT_FIFTH, NULL },
	{ "sub-techniques", LIMIT_FIFTH, "ids" },
	{ "ids", LIMIT_NONE, NULL },
	{ "not-mappable", LIMIT_NONE, NULL },
	{ "E1", LIMIT_NONE, NULL },
	{ "E2", LIMIT_HALF, NULL },
	{ "E3", LIMIT_HALF, NULL },
	{ "platforms", LIMIT_NONE, "active" },
	{ "levels", LIMIT_NONE, "active" },
	{ "types", LIMIT_NONE, "active" },
	{ "own-ids", LIMIT_NONE, "active" },
	{ "descriptions", LIMIT_NONE, "active" },
	{ "authors", LIMIT_NONE, "active" },
	{ "dates", LIMIT_NONE, "active" },
	{ "executors", LIMIT_NONE, "active" },
	{ "notes", LIMIT_NONE, "ids" },
	{ "scores", LIMIT_NONE, "ids" },
	{ "attack-version", LIMIT_NONE, NULL },
	{ "proofs", LIMIT_FIFTH, NULL },
	{ "tests", LIMIT_FIFTH, NULL },
	{ "joined", LIMIT_NONE, NULL },
	{ "known-tests", LIMIT_NONE, "joined" },
	{ "days", LIMIT_NONE, "proofs" },
	{ "pairs", LIMIT_FIFTH, NULL },
	{ "threats", LIMIT_FIFTH, NULL },
	{ "titles", LIMIT_NONE, "threats" },
	{ "groups", LIMIT_FIFTH, NULL },
	{ "words", LIMIT_FIFTH, NULL },
	{ "numbers", LIMIT_FIFTH, NULL },
	{ NULL, LIMIT_NONE, NULL },
};

/* Strategies replaced components: what they all are made of may change. */
static const struct limited of_bundles[] = {
	{ "tactics", LIMIT_FIFTH, NULL },
	{ "active", LIMIT_FIFTH, NULL },
	{ "deprecated", LIMIT_HALF, NULL },
	{ "revoked", LIMIT_HALF, NULL },
	{ "sub-techniques", LIMIT_FIFTH, "active" },
	{ "phases", LIMIT_FIFTH, NULL },
	{ "platforms", LIMIT_FIFTH, NULL },
	{ "subtechnique-of", LIMIT_FIFTH, NULL },
	{ "revoked-by", LIMIT_FIFTH, NULL },
	{ "mitigations", LIMIT_FIFTH, NULL },
	{ "mitigates", LIMIT_FIFTH, NULL },
	{ "groups", LIMIT_FIFTH, NULL },
	{ "campaigns", LIMIT_FIFTH, NULL },
	{ "software", LIMIT_FIFTH, NULL },
	{ "uses", LIMIT_FIFTH, NULL },
	{ "attributed-to", LIMIT_FIFTH, NULL },
	{ "strategies", LIMIT_FIFTH, NULL },
	{ "analytics", LIMIT_FIFTH, NULL },
	{ "log-sources", LIMIT_FIFTH, NULL },
	{ "detects", LIMIT_FIFTH, NULL },
	{ "columns", LIMIT_NONE, NULL },
	{ "descriptions", LIMIT_NONE, NULL },
	{ "aliases", LIMIT_NONE, NULL },
	{ "mutables", LIMIT_NONE, NULL },
	{ NULL, LIMIT_NONE, NULL },
};

static double
share(const struct counts *c, const struct limited *l)
{
	double n = (double)counts_get(c, l->name);
	double all = l->of == NULL ? 1 : (double)counts_get(c, l->of);

	return all > 0 ? n / all : 0;
}

static bool
is_too_far(const struct limited *l, double now, double before, long long lost)
{
	if (lost < FEW && l->of == NULL)
		return false;
	return (l->limit == LIMIT_FIFTH && now * 100 < before * 80) ||
	    (l->limit == LIMIT_HALF && now * 2 <= before);
}

/* Adds to fell the former figures of what fell; true: something fell too
 * far. */
static bool
compare_figures(const struct limited *l, const struct counts *now,
    const struct counts *before, bool small, struct counts *fell)
{
	double is, was;
	long long lost;
	bool stop = false, far;

	for (; l->name != NULL; l++) {
		is = share(now, l);
		was = share(before, l);
		if (is * 100 >= was * 95)
			continue;
		lost = counts_get(before, l->name) - counts_get(now, l->name);
		far = !small && is_too_far(l, is, was, lost);
		/* A share falls, too, where something else is new. */
		if (lost <= 0 && !far)
			continue;
		counts_set(fell, l->name, counts_get(before, l->name));
		if (l->of != NULL)
			counts_set(fell, l->of, counts_get(before, l->of));
		stop |= far;
	}
	return stop;
}

bool
change_of_source(const struct counts *now, const struct counts *before,
    struct counts *fell)
{
	return compare_figures(of_sources, now, before,
	    counts_get(before, "documents") < SMALL, fell);
}

bool
change_of_bundle(const struct counts *now, const struct counts *before,
    struct counts *fell)
{
	return compare_figures(of_bundles, now, before, false, fell);
}

/* Is it in fell because it fell, and not only as the whole of a share? */
static bool
has_fallen(const struct limited *l, const struct counts *now,
    const struct counts *fell)
{
	return counts_get(fell, l->name) > 0 &&
	    share(now, l) * 100 < share(fell, l) * 95;
}

void
change_put(struct buf *b, const struct counts *now, const struct counts *fell,
    bool bundle)
{
	const struct limited *l = bundle ? of_bundles : of_sources;
	const char *between = "";
	double is, was;

	for (; l->name != NULL; l++) {
		if (!has_fallen(l, now, fell))
			continue;
		is = share(now, l);
		was = share(fell, l);
		buf_printf(b, "%s%s ", between, l->name);
		if (l->of != NULL)
			buf_printf(b, "%.1f %% of %s, %.1f %% before",
			    is * 100, l->of, was * 100);
		else
			buf_printf(b, "%.0f, %.0f before", is, was);
		buf_printf(b, " (-%.0f %%)", (was - is) * 100 / was);
		between = "; ";
	}
}
