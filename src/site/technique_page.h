/* What the site's page of a technique needs beyond the technique's own model.
 * */
#ifndef SITE_TECHNIQUE_PAGE_H
#define SITE_TECHNIQUE_PAGE_H

#include <cjson/cJSON.h>

/*
 * Adds to a technique's model:
 *
 * summary {rules ("2 rules of yours in 1 source, 1 of them tested; 7 more
 * public"), tests, policy,
 * used; single: one rule answers it; gap: none does}; policy_section,
 * detection_section and test_section, its sections (references), each with
 * what technique_rows_add adds.
 *
 * tactic_id of each of its tactics, false of one that the matrix does not have.
 *
 * has_logs of each of MITRE's analytics.
 *
 * states [{state_source, state}]: of each of these sources of policies, whether it maps
 * the technique, found it not mappable, or does not speak of it.
 *
 * front (technique_front.h).
 *
 * elsewhere [{text, href}]: of a gap alone, where to look; href is relative to the
 * page: lower are the cells of its sub-techniques, parent is its parent's; or NULL.
 */
void technique_page_add(cJSON *technique, const cJSON *policies,
    const cJSON *lower, const cJSON *parent);

/* The sources of policies of that site (model_overview): all that a page reads of it. */
cJSON *technique_policies(const cJSON *site);

#endif
