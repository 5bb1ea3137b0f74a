/* One control: a rule, a test or a policy, and all that is known of it. */
#ifndef MODEL_CONTROL_H
#define MODEL_CONTROL_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/*
 * Of the control pk; site is model_overview or model_brief. What is absent is
 * not there:
 *
 * id, title, kind, source_id, source_title, own (true), type, lifecycle, level,
 * status, author, date, modified, changed (when it was last: modified, else
 * date), platforms [], platform_list, executor, elevated, cleanup, whose
 * (true), description; path, line, place ("PATH:LINE"), url and edit (to view it
 * and to change it), linked, editable (true where there is such an address);
 *
 * of a detection needs [], needs_text, needs_short, and where it is told which logs
 * are collected runs, lacks and runs_text (count/needs.h);
 *
 * counts: how many techniques it counts for; verdict: the same in words; why: it
 * does not count, whatever it names; bases [], base_of [] (titles), made_of;
 *
 * of a policy's: breadth (count/breadth.h); baselines [{source (its id), title,
 * name, last (true)}], those that choose it, where any does, and baseline_list;
 *
 * evidence (0 to 5: its best), evidence_name ("E4"), evidence_text ("E4 on
 * T1204.002"), glyph and words of that level;
 *
 * mappings [{tagged, outcome, technique (its pk), technique_id, technique_name, moved (true: tagged
 * by another id than the technique's), counted (true), not_counted (why),
 * evidence, note, score}];
 *
 * proofs [{proof_level ("E5"; of a test that ran, absent), outcome, test,
 * test_title, test_text (one of these, or "test not named"), day, by_id, by_title
 * (the source that says so), said_in ("PATH:LINE"), stands (true), proved (ids of
 * techniques)}];
 *
 * false_positives [{text}], references [{text, address}]: of own sources;
 *
 * related [{technique_id, technique_name, count, more, controls [{control (pk), name,
 * href, from_id, from_title, facts}]}]: controls of its kind in other sources that
 * count for its techniques, the best three of each, and how many more there are;
 * of one that counts for more than 20 none;
 *
 * twins [], from (src/model/twins.h), and the same for pages: made_from [{control,
 * name, href, from_id, from_title, joined ("id", "name"), has_other_query and
 * gives_techniques (true)}]; copied: what was made from it;
 *
 * sample, generator, source_basis; has_made_from, has_mappings, has_proofs, has_false_positives,
 * has_references, has_related.
 *
 * NULL after reporting the error, also where there is no such control.
 */
cJSON *model_control(struct catalog *c, const cJSON *site, long long pk);

/* The same without breadth, proofs, false_positives, references, edit and
 * related. */
cJSON *model_control_brief(struct catalog *c, const cJSON *site,
    long long pk);

#endif
