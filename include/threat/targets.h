/*
 * Resolving words for techniques, for those who use them, for tactics and for
 * files that name them to one set of techniques.
 *
 *	T1059.001, t1086, PowerShell    a technique: its id, an old id, its name
 *	G0016, APT29, "Cozy Bear"       a group, software or a campaign: its id,
 *	                                name or another name
 *	TA0006                          a tactic: its active techniques
 *	CVE-2021-44228, kev             a vulnerability in any spelling, or all that
 *	                                a source of the catalog knows: techniques
 *	                                that exploit them, or follow
 *	threats.json, report.md, -      a file (report.h says of which formats), or
 *	                                standard input: what it names
 *	technique:…, group:…, software:…, campaign:…, tactic:…, vulnerability:…,
 *	layer:…, report:…               only that kind; a tactic also by its name
 *
 * Case does not matter except in file names. A word without a kind is a file if
 * it ends as one (target_word.h); else it is tried as a technique, a tactic, a
 * group, a campaign and software, a vulnerability, and then as a file that is
 * there. A group's
 * techniques include those of the campaigns attributed to it. An id is the same
 * actor in all domains: what any of them says counts.
 */
#ifndef THREAT_TARGETS_H
#define THREAT_TARGETS_H

#include "catalog/catalog.h"

/* How, any of: also what the software of groups and campaigns does; of files
 * only the techniques that they name, not those of the groups, campaigns and
 * software that they name; no word is a file, but "-" may be one. */
enum { TARGETS_SOFTWARE = 1, TARGETS_NAMED = 2, TARGETS_NO_FILES = 4 };

/*
 * {"targets": [{word, kind (technique, group, …), label (an id, a file's name),
 * id, name, url, through [{id, kind, name}: campaigns and software whose
 * techniques are among its], techniques [id]; of a layer attack (its version)
 * and passed_over; of a report format, file and its own name, its techniques
 * are those that it names; what is a target because a file names it has file,
 * line, lines and taken_for, as below; of a vulnerability category, sources
 * [ids], mappings [{tagged, technique_id, type, note, source}]; of a source its
 * kind is "vulnerabilities", which is also how many it has}], "techniques": [rows of Q_TECHNIQUES,
 * active ones, by domain and id; targets [labels of those that name it], via
 * [ids, where only campaigns or software of a target use it], score (the highest
 * of layers), vulnerabilities (of how many of those asked for it is)],
 * "told": [{word, id, outcome, why}], "unresolved": [{word, why, near [{id,
 * name}]}], "found": [{word, kind (also "vulnerability", and "actor" where it is
 * not known which), id and name (where it is known), file, line, lines (the
 * first 20), times, in ("attack-pattern", "column group"; absent in plain text),
 * taken_for: a phrase, "group G0016 APT29"}: what files name, in their order;
 * absent where no file was given}.
 *
 * told is what a person should know, and nothing failed: outcome "revoked"
 * (the successor is taken), "deprecated", "unknown" and "withdrawn" (of a file:
 * not taken) and "other-domain" (of a layer: not taken), "ambiguous" (others
 * have the name too), "note" (of a file), "empty". The word of what a file names is its place,
 * "report.md:12". A word in unresolved is no target. In the thread's cJSON
 * memory; returns NULL after reporting the error: the catalog, or a file that
 * cannot be read.
 */
cJSON *targets_resolve(struct catalog *c, const struct strs *words,
    unsigned how);

#endif
