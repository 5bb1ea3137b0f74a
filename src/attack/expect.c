/* What a complete bundle of one of MITRE's three matrices has. */
#include "attack/expect.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "words/words.h"

enum { ALWAYS = 1, NEVER = 1000, SHOWN = 3 };

/*
 * What is never absent, by its measure, and since which version of each
 * matrix: data components came to Enterprise with 10, to ICS with 12 and to
 * Mobile with 13, analytics to all with 18. Another framework may have no more than
 * techniques and tactics.
 */
static const struct {
	const char *measure, *what;
	int since[DOMAINS]; /* as enum domain */
	bool grave;
} required[] = {
	{ "tactics", "no tactic", { ALWAYS, ALWAYS, ALWAYS, ALWAYS }, true },
	{ "phases", "no technique is of a tactic",
	    { ALWAYS, ALWAYS, ALWAYS, ALWAYS }, true },
	{ "platforms", "no technique names a platform (x_mitre_platforms)",
	    { ALWAYS, ALWAYS, ALWAYS, NEVER }, true },
	{ "mitigates", "no `mitigates` relation",
	    { ALWAYS, ALWAYS, ALWAYS, NEVER }, true },
	{ "uses", "no `uses` relation", { ALWAYS, ALWAYS, ALWAYS, NEVER }, true },
	{ "detects", "no `detects` relation", { 10, 13, 12, NEVER }, true },
	{ "analytics", "no strategy has an analytic (x_mitre_analytic_refs)",
	    { 18, 18, 18, NEVER }, true },
	{ "log-sources", "no analytic has a log source", { 18, 18, 18, NEVER },
	    false },
	{ "columns", "no tactic is in a matrix (tactic_refs)",
	    { ALWAYS, ALWAYS, ALWAYS, NEVER }, false },
	{ "groups", "no group", { ALWAYS, ALWAYS, ALWAYS, NEVER }, false },
	{ "software", "no software", { ALWAYS, ALWAYS, ALWAYS, NEVER }, false },
	{ "deprecated", "no technique is deprecated (x_mitre_deprecated)",
	    { 14, 14, 14, NEVER }, false },
};
enum { REQUIRED = sizeof(required) / sizeof(required[0]) };

void
expect_count(struct stix *s, const struct object *objects, size_t n)
{
	const char **detected = mem_array(n, sizeof(*detected));
	size_t i, all = 0;

	for (i = 0; i < n; i++) {
		if (objects[i].type == OBJECT_RELATION &&
		    strcmp(objects[i].relation.type, "detects") == 0)
			detected[all++] = objects[i].relation.to;
		s->odd.flags += objects[i].odd_flag;
		s->odd.ids += objects[i].odd_id;
	}
	s->detected = strs_distinct(detected, all);
	free(detected);
}

static void
check_required(const struct stix *s, const struct counts *c, bool whole,
    struct strs *grave, struct strs *slight)
{
	long major = strtol(s->version, NULL, 10);
	int domain = 0, since;
	size_t i;

	while (domain < ATTACK_DOMAINS &&
	    strcmp(domain_name(domain), s->domain) != 0)
		domain++;
	for (i = 0; i < REQUIRED; i++) {
		since = required[i].since[domain];
		if (since != NEVER && (since == ALWAYS || major >= since) &&
		    counts_get(c, required[i].measure) == 0 &&
		    (required[i].grave || whole))
			strs_add(required[i].grave ? grave : slight,
			    required[i].what);
	}
}

/* Adds a phrase for n odd objects of all: grave if they are more than 1 %. */
static void
add_odd(size_t n, size_t all, const char *what, const char *examples,
    struct strs *grave, struct strs *slight)
{
	struct buf b = BUF_INIT;

	if (n == 0)
		return;
	buf_printf(&b, "%zu %s", n, what);
	if (*examples != '\0')
		buf_printf(&b, " (%s)", examples);
	strs_add(n * 100 > all ? grave : slight, buf_str(&b));
	buf_free(&b);
}

static bool
is_lost(const struct stix *s, const struct stix_technique *t)
{
	size_t i, k;

	for (i = 0; i < t->tactics.n; i++) {
		for (k = 0; k < s->ntactics; k++)
			if (strcmp(s->tactics[k].shortname,
			    t->tactics.v[i]) == 0)
				break;
		if (k == s->ntactics)
			return true;
	}
	return t->tactics.n == 0;
}

static bool
is_mistaken_sub(const struct stix *s, const struct stix_technique *t)
{
	(void)s;
	return t->sub != (strchr(t->id, '.') != NULL);
}

static bool
is_orphan(const struct stix *s, const struct stix_technique *t)
{
	(void)s;
	return t->sub && t->parent == 0;
}

/* It has a successor, and is not revoked. */
static bool
is_replaced(const struct stix *s, const struct stix_technique *t)
{
	(void)s;
	return t->next != 0;
}

/* Faults of active techniques. */
static const struct {
	bool (*is)(const struct stix *s, const struct stix_technique *t);
	const char *what;
} odd[] = {
	{ is_lost, "techniques with a phase that no tactic has, or none" },
	{ is_mistaken_sub, "techniques whose id and x_mitre_is_subtechnique "
	    "disagree" },
	{ is_orphan, "sub-techniques that are `subtechnique-of` none" },
	{ is_replaced, "techniques that are `revoked-by` another and not "
	    "revoked" },
};

static void
check_techniques(const struct stix *s, size_t k, struct strs *grave,
    struct strs *slight)
{
	const struct stix_technique *t = s->techniques;
	struct buf examples = BUF_INIT;
	size_t n = 0, all = 0;

	for (; t != LIST_END(s->techniques, s->ntechniques); t++) {
		if (!stix_is_active(t))
			continue;
		all++;
		if (!odd[k].is(s, t))
			continue;
		if (n++ < SHOWN)
			buf_printf(&examples, "%s%s", n > 1 ? ", " : "", t->id);
	}
	if (n > SHOWN)
		buf_puts(&examples, " …");
	add_odd(n, all, odd[k].what, buf_str(&examples), grave, slight);
	buf_free(&examples);
}

void
expect_check(const struct stix *s, const struct counts *c, bool whole,
    struct strs *grave, struct strs *slight)
{
	size_t i;

	check_required(s, c, whole, grave, slight);
	add_odd(s->odd.flags, s->ntechniques, "objects with a flag that is "
	    "neither true nor false", "", grave, slight);
	add_odd(s->odd.ids, s->ntechniques + s->odd.ids,
	    s->framework != NULL ? "techniques without a name or an id of their form"
	    : "techniques without a name or an id as T0000 or T0000.000", "",
	    grave, slight);
	for (i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
		check_techniques(s, i, grave, slight);
	if (counts_get(c, "revoked") > 0 && counts_get(c, "revoked-by") == 0)
		strs_add(grave, "no `revoked-by` relation");
}
