/* The figures of a source, and what each counts. */
#include "words/source_figure.h"

#include <stddef.h>

#include "base/str.h"

static const char not_followed[] = "ids are not followed";

const struct source_figure source_figures[] = {
	{ "documents", "Documents", "files read", NULL },
	{ "controls", "All controls", "whatever their state", NULL },
	{ "active", "Active controls",
	    "neither deprecated, removed, unsupported nor disabled, nor merely part "
	    "of a correlation or assessed as not mappable", NULL },
	{ "mapped", "Mapped controls",
	    "those that may count, and name at least one technique",
	    "those that may count, and name at least one id, of a technique of today "
	    "or not" },
	{ "exact", "Exact", "ids that are techniques of today", NULL },
	{ "remapped", "Remapped", "old ids, counted for their successor",
	    not_followed },
	{ "merged", "Merged", "old ids whose control names the successor, too: "
	    "counted once", not_followed },
	{ "retired", "Retired", "revoked without one successor: count nowhere",
	    "revoked ids, counted here and for no technique of today" },
	{ "deprecated", "Deprecated", "count nowhere",
	    "counted here and for no technique of today" },
	{ "unknown", "Unknown", "of no technique: count nowhere",
	    "of no technique, counted here alone" },
	{ "newer", "Newer", "those of the unknown that a newer version knows",
	    NULL },
	{ "malformed", "Malformed", "no id at all", NULL },
	{ "other_framework", "Other frameworks",
	    "ids of a framework that is no domain here: count nowhere", NULL },
	{ "mappings", "Mappings",
	    "pairs of a control and a technique: exact + remapped - merged",
	    "exact + retired + deprecated + unknown" },
	{ NULL, NULL, NULL, NULL },
};

const char *
source_figure_means(const struct source_figure *f, enum resolve resolve)
{
	return resolve == RESOLVE_EXACT && f->as_tagged != NULL ? f->as_tagged
	    : f->means;
}

bool
source_figure_is_basic(const struct source_figure *f)
{
	static const char *const basic[] = { "documents", "controls", "active",
		"mapped", "mappings", NULL };
	size_t i;

	for (i = 0; basic[i] != NULL; i++)
		if (str_equal(basic[i], f->name))
			return true;
	return false;
}
