/*
 * What could be seen: of each technique, by MITRE's own analytics, on the logs
 * that are collected. data/README.md, "Logs".
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef COUNT_VISIBILITY_H
#define COUNT_VISIBILITY_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "catalog/catalog.h"
#include "words/logs.h"

/* What is full, partly, blind and not told, in one line. */
extern const char visibility_definition[];

struct visibility_asked {
	/* NULL: all. Its platforms bound what is asked, else the scope's. Only
	 * visibility_next also looks at what controls it chooses. */
	const struct catalog_selection *selection;
	const struct strs *with; /* names of MITRE's log sources, as if all of
	                            their channels were collected, too; or NULL */
	const char *techniques;  /* pks, an array as JSON; NULL: all */
};

/*
 * Replaces words by the names of MITRE's log sources that they are, in any spelling,
 * or that they stand for in data/logs.yaml: one word may become several names.
 * Returns 1; 0, after appending to why, if one is none; -1 after reporting the error.
 */
struct buf;
int visibility_resolve(struct catalog *c, struct strs *words, struct buf *why);

/* What is asked is borrowed until visibility_close (v may be NULL). In the
 * thread's cJSON memory, which must outlive it. */
struct visibility;
struct visibility *visibility_open(struct catalog *c,
    const struct visibility_asked *asked);
void visibility_close(struct visibility *v);

/* Does anybody say what is collected (sextant.yaml, or with)? If not, nothing is:
 * what follows is true, and not worth saying. */
bool visibility_told(const struct visibility *v);

/* Is the technique of that pk asked about: in scope, and of its platforms one of
 * those that bound the figures? */
bool visibility_asks(const struct visibility *v, long long technique);

/* How far it could be seen; of one that is not asked about VISIBLE_NOT_TOLD. */
enum visible visibility_of(const struct visibility *v, long long technique);

/*
 * Adds to a technique that is asked about visible (a name), analytics (how many
 * that name a log source) and, where platforms bound the figures, visible_on (those
 * of the technique on which it is as visible as that); of one that is partly visible or
 * blind also nearest (the id of the analytic that lacks the fewest log sources, the
 * first of them), lacks [names of the log sources that it lacks, each once] and
 * missing: these as it has them [{name, channel, component_id, component}].
 */
void visibility_add(const struct visibility *v, long long technique,
    cJSON *to);

/*
 * Its analytics that name a log source and are of the platforms: [{id, name, url,
 * platforms [], visible, log_sources [{name, channel, component_id, component,
 * collected}]}]; without visible and collected where nothing is told.
 */
cJSON *visibility_analytics(const struct visibility *v, long long technique);

/* Is it less visible on some of the platforms that bound the figures than it is on
 * others? */
bool visibility_differs(const struct visibility *v, long long technique);

/* How many techniques are how visible. */
struct visibility_figures {
	long long n[VISIBLE_FULL + 1], of;
};

/*
 * Counts the techniques of a domain (NULL: of all) that are asked about; where
 * only is not NULL, those for whose pk it has true (at pk - 1). platform (NULL:
 * those that bound the figures): as if the figures were bounded by that alone.
 */
void visibility_count(const struct visibility *v, const char *domain,
    const char *platform, const bool *only, struct visibility_figures *figures);

/* Adds of, full, partly, blind and not_told. */
void visibility_add_figures(cJSON *to, const struct visibility_figures *figures);

/*
 * Which one more of MITRE's log sources, with all of its channels, would make
 * most techniques visible: those that make a technique fully visible or let a rule
 * run, first those that gain most, then those that let most rules run, then by
 * name; at most so many (0: all).
 *
 * [{name, gain (techniques that become fully visible), partly (blind ones that
 * become partly visible), techniques [{domain, id, name}: those gained], rules
 * {yours, available}: detection rules that count for a technique asked about, do not
 * run, and would, groups [{id, name, techniques: how many of those gained it
 * uses}: those that use most of them first], users: how many these are, used_by: the
 * first three in words ("APT29 3, APT28 2")}].
 */
cJSON *visibility_next(const struct visibility *v, struct catalog *c, int most);

/*
 * The log sources that MITRE's analytics of the techniques asked about name, whether
 * collected or not: [{name, techniques (how many), analytics (how many), alone (how
 * many techniques it makes fully visible by itself), collected (of its channels
 * that are named: "yes", "part", "no"), and where that is part lacks
 * [the channels that are not, those that most analytics name first]}]; those of most
 * techniques first, then by name.
 */
cJSON *visibility_sources(const struct visibility *v);

#endif
