/*
 * Resolving words for techniques, for those who use them, for tactics and for
 * layers to one set of techniques.
 *
 *	T1059.001, t1086, PowerShell    a technique: its id, an old id, its name
 *	G0016, APT29, "Cozy Bear"       a group, software or a campaign: its id,
 *	                                name or another name
 *	TA0006                          a tactic: its active techniques
 *	threats.json                    a layer of the Navigator (navigator.h)
 *	technique:…, group:…, software:…, campaign:…, tactic:…, layer:…
 *	                                only that kind; a tactic also by its name
 *
 * Case does not matter except in file names. A word without a kind is tried as
 * a file that ends in .json, then as a technique, a tactic, a group, a campaign
 * and software. A group's techniques include those of the campaigns attributed
 * to it. An id is the same actor in all domains: what any of them says counts.
 */
#ifndef THREAT_TARGETS_H
#define THREAT_TARGETS_H

#include "catalog/catalog.h"

/*
 * {"targets": [{word, kind (technique, group, …), label (an id, a layer's file
 * name), id, name, url, through [{id, kind, name}: campaigns and software whose
 * techniques are among its], techniques [id]; of a layer attack (its version)
 * and passed_over}], "techniques": [rows of Q_TECHNIQUES, active ones, by
 * domain and id; targets [labels of those that name it], via [ids, where only
 * campaigns or software of a target use it], score (the highest of layers)],
 * "told": [{word, id, outcome, why}], "unresolved": [{word, why, near [{id,
 * name}]}]}.
 *
 * told is what a person should know, and nothing failed: outcome "revoked"
 * (the successor is taken), "deprecated", "unknown" and "other-domain" (of a
 * layer: not taken), "ambiguous" (others have the name too), "empty". A word
 * in unresolved is no target. With software also what the software of groups
 * and campaigns does. In the thread's cJSON memory; returns NULL after
 * reporting the error: the catalog, or a layer that cannot be read.
 */
cJSON *targets_resolve(struct catalog *c, const struct strs *words,
    bool software);

#endif
