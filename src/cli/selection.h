/*
 * The options that choose which controls a figure is made of.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef CLI_SELECTION_H
#define CLI_SELECTION_H

#include "catalog/catalog.h"
#include "output/options.h"

/* What the options of reports set. Starts as { 0 }; selection_free. */
struct selection {
	struct catalog_selection chosen;
	const char *evidence;
};

#define OPT_SELECTION(s) \
	{ OPT_LIST, 0, "source", "ID", &(s).chosen.sources, \
		"only controls of this source; repeatable" }, \
	{ OPT_LIST, 0, "platform", "NAME", &(s).chosen.platforms, \
		"only techniques of this platform; repeatable" }, \
	{ OPT_LIST, 0, "kind", "NAME", &(s).chosen.kinds, \
		"only policy, detection or test controls" }, \
	{ OPT_LIST, 0, "type", "NAME", &(s).chosen.types, \
		"only controls of this type, such as hunting" }, \
	{ OPT_TEXT, 0, "evidence", "LEVEL", &(s).evidence, \
		"only controls with evidence E1 to E5 or better" }, \
	{ OPT_FLAG, 0, "deployed", NULL, &(s).chosen.deployed, \
		"only controls that are deployed" }

/* Checks what was given, and makes words what they mean; returns 0, or
 * EXIT_USAGE after reporting the error. */
int selection_check(const struct command *self, struct selection *s);

/*
 * These look words up in the catalog, and make them what they are called
 * there. 0; or EXIT_USAGE where one is unknown, or -1. Of a selection these
 * are sources and platforms. A domain may have MITRE's suffix -attack, may be
 * NULL, and lives in the thread's cJSON memory.
 */
int selection_find(struct catalog *c, struct selection *s);
int selection_find_sources(struct catalog *c, const char *option,
    struct strs *sources);
int selection_find_domain(struct catalog *c, const char **domain);

/* The kind that figures are of: the one chosen, that of the sources and of the
 * others (may be NULL), or detection. As above: EXIT_USAGE, they have several. */
int selection_kind(struct catalog *c, const struct selection *s,
    const struct strs *others, const char **kind);

/* Says where nothing of what was chosen counts. kind: of that one (NULL: of
 * those chosen). As above: EXIT_USAGE, no control is of it at all. */
int selection_weigh(struct catalog *c, const struct selection *s,
    const char *kind);

/* Is nothing chosen, so that figures are of all? */
bool selection_is_all(const struct selection *s);

void selection_free(struct selection *s);

#endif
