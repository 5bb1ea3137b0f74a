/*
 * The options that select the controls which figures count.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef CLI_SELECTION_H
#define CLI_SELECTION_H

#include "catalog/catalog.h"
#include "common.h"
#include "output/options.h"

/* What the options of reports set. Starts as { 0 }; selection_free. */
struct selection {
	struct catalog_selection chosen;
	const char *evidence, *level, *status, *of, *baseline;
	bool deployed; /* as it was written before --of */
};

#define OPT_SELECTION(s) \
	{ OPT_LIST, 0, "source", "ID", &(s).chosen.sources, \
		"only controls of this source; repeatable" }, \
	{ OPT_LIST, 0, "platform", "NAME", &(s).chosen.platforms, \
		"only techniques of this platform; repeatable" }, \
	{ OPT_LIST, 0, "kind", "NAME", &(s).chosen.kinds, \
		"only policy, detection or test controls", control_kinds }, \
	{ OPT_LIST, 0, "type", "NAME", &(s).chosen.types, \
		"only controls of this type, such as hunting", type_names }, \
	{ OPT_TEXT, 0, "evidence", "LEVEL", &(s).evidence, \
		"only controls with evidence E1 to E5 or better", \
		evidence_names }, \
	{ OPT_TEXT, 0, "level", "LEVEL", &(s).level, \
		"only controls of this level or a higher one", level_names }, \
	{ OPT_TEXT, 0, "status", "STATUS", &(s).status, \
		"only controls of this status or a better one", status_names }, \
	{ OPT_TEXT, 0, "author", "TEXT", &(s).chosen.author, \
		"only controls with TEXT in their author" }, \
	{ OPT_TEXT, 0, "modified-since", "DAY", &(s).chosen.since, \
		"only controls changed on YYYY-MM-DD or later" }, \
	{ OPT_TEXT, 0, "runs", "WORD", &(s).chosen.runs, \
		"only what runs on your logs: yes, no or unknown", \
		runs_choices }, \
	{ OPT_TEXT, 0, "baseline", "NAME", &(s).baseline, \
		"only controls of policies that it chooses" }, \
	OPT_OF((s).of), \
	{ OPT_HIDDEN, 0, "deployed", NULL, &(s).deployed, NULL }

/* Checks the options, and sets what is chosen by them; returns 0, or EXIT_USAGE
 * after reporting the error. */
int selection_check(const struct command *self, struct selection *s);

/*
 * These look words up in the catalog, and set them to their names there:
 * selection_find the sources, platforms and baseline, which also chooses the source
 * that it is of, where none is, and all its controls, unless --of says whose. --runs
 * needs logs that are told. A
 * domain may be NULL or have MITRE's
 * suffix -attack; its name is of the thread's cJSON memory. Return 0, EXIT_USAGE
 * where one is unknown, or -1.
 */
int selection_find(struct catalog *c, struct selection *s);
int selection_find_sources(struct catalog *c, const char *option,
    struct strs *sources);
int selection_find_domain(struct catalog *c, const char **domain);

/* Reports an option (word NULL: not used) that asks for what runs where sextant.yaml
 * does not say which logs are collected. As above: then EXIT_USAGE. */
int selection_check_told(struct catalog *c, const char *option,
    const char *word);

/* The kind that figures are of: the one chosen, that of the sources and of the
 * others (may be NULL), or detection. As above: EXIT_USAGE, they have several. */
int selection_kind(struct catalog *c, const struct selection *s,
    const struct strs *others, const char **kind);

/* Warns where no control of the selection counts, of that kind (NULL: of those
 * selected). As above: EXIT_USAGE where there is no such control at all. */
int selection_weigh(struct catalog *c, const struct selection *s,
    const char *kind);

/* Is nothing selected, so that figures are of all controls? */
bool selection_is_all(const struct selection *s);

void selection_free(struct selection *s);

#endif
