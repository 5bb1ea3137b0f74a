/* The options that choose which controls a figure is made of. */
#ifndef CLI_SELECTION_H
#define CLI_SELECTION_H

#include "catalog/catalog.h"
#include "options.h"

/* What the options of reports set. Starts as { 0 }; selection_free. */
struct selection {
	struct catalog_selection chosen;
	const char *evidence;
};

#define OPT_SELECTION(s) \
	{ OPT_LIST, 0, "source", "ID", &(s).chosen.sources, \
		"only controls of this source; may be repeated" }, \
	{ OPT_LIST, 0, "platform", "NAME", &(s).chosen.platforms, \
		"only techniques for it, and what is for these" }, \
	{ OPT_LIST, 0, "kind", "NAME", &(s).chosen.kinds, \
		"only policy, detection or test controls" }, \
	{ OPT_LIST, 0, "type", "NAME", &(s).chosen.types, \
		"only rule, hunting, correlation and so on" }, \
	{ OPT_TEXT, 0, "evidence", "LEVEL", &(s).evidence, \
		"only controls at E1 to E5, or better" }, \
	{ OPT_FLAG, 0, "deployed", NULL, &(s).chosen.deployed, \
		"only controls that the organisation runs" }

/* Is each one a kind? -1 to go on, else EXIT_USAGE once said. */
int selection_kinds(const struct command *self, const struct strs *kinds);

/* Checks what was given; -1 to go on, else EXIT_USAGE once said. */
int selection_check(const struct command *self, struct selection *s);

/* Are the sources and platforms that it names in the catalog? 0; once said
 * EXIT_USAGE, where a platform is none, or -1. */
int selection_find(struct catalog *c, const struct selection *s);

/* Are these, the values of --option, sources of the catalog? 0, or -1 once
 * said. */
int selection_find_sources(struct catalog *c, const char *option,
    const struct strs *sources);

/* Is nothing chosen, so that figures are of all? */
bool selection_is_all(const struct selection *s);

void selection_free(struct selection *s);

#endif
