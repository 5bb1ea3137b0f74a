/*
 * The JSON twins of pages that are about many things: api/gaps.json,
 * api/tactics/index.json and ID.json, api/sources/index.json and ID.json,
 * api/controls/SOURCE.json, api/threats/index.json, compare.json and SOURCE.json,
 * api/changes.json, api/methodology.json.
 *
 * Each is the head of all (export/api.h), what: the page's kind, page: where that
 * stands, and what the page says. A page gives what its template gets
 * (templates/README.md), and site is model_overview's. What does not apply, or is
 * false, is absent; flags of templates, bars and texts made for pages are left
 * out. Memory as in model.h.
 */
#ifndef EXPORT_API_PAGES_H
#define EXPORT_API_PAGES_H

#include <cjson/cJSON.h>

/*
 * domains [{id, name, version, of, gaps, adopt, single, more_moved, apart, formula,
 * factor_sources}]; no_rule, one_rule, no_test, moved: techniques, as the page has
 * them in order [{domain, id, name, parent_name, state, coverage, policy, detection,
 * test, available {kind: n}, adopt, adopt_run, evidence, out, reason, owner, until,
 * mitre, moved_version, moved_id, groups, campaigns, software, priority, visible, why,
 * best_public {rule, href, page, from, evidence, runs, others}, json}].
 */
cJSON *api_gaps(const cJSON *page, const cJSON *site);

/* domains [{id, name, version, apart, tactics [{domain, id, shortname, name, url, of,
 * covered, open, moved, more, kinds [{kind, covered, more}], json}]}]. */
cJSON *api_tactics(const cJSON *page, const cJSON *site);

/* The members of one of these, description, and techniques as of api_gaps. */
cJSON *api_tactic(const cJSON *page, const cJSON *site);

/* sources [a source (templates/README.md), findings: how many, json]. */
cJSON *api_sources(const cJSON *page, const cJSON *site);

/* The members of a source; ledger [{tagged, resolved, outcome, controls,
 * framework_title, framework_url}]; findings [{source, path, line, what, why}]. */
cJSON *api_source(const cJSON *page, const cJSON *site);

/*
 * id, title, kind, domain, own: of the source; controls, of all pages of the list, in
 * its order [{title, id, url, page, techniques: ids that it counts for, level, status,
 * evidence: its best, proved: ids for which tests say so, why: it does not count,
 * yours, needs, runs}].
 */
cJSON *api_controls(const cJSON *page, const cJSON *site);

/*
 * definitions; groups, campaigns, software, of which each is there that ATT&CK has,
 * by name [{id, kind, name, aliases, origin, victims, sectors, described_by, domain,
 * version, of, answered, covered, thin, moved, open, out, adopt (where yours are
 * counted), json}], once for each domain; exploited [{id, n, title, json}].
 */
cJSON *api_threats(const cJSON *page, const cJSON *site);

/*
 * definitions; techniques, the most used first [{domain, id, name, parent_name,
 * tactics, out, reason, owner, until, detection, evidence, available {kind: n}, state,
 * said, groups, campaigns, software: how many use it, group_names, used_by: the ids of
 * all these, json}].
 */
cJSON *api_compare(const cJSON *page, const cJSON *site);

/* id, title: of the source; vulnerabilities [{id, title, category, of, with, techniques
 * [{id, name, detection}], rules [{title, url, page, source}], more}]. */
cJSON *api_exploited(const cJSON *page, const cJSON *site);

/*
 * compared, by_history, same, alone: flags; domains [{domain, framework, old, new}]; bounds
 * [{name, kind, old, new}]; figures [{kind, domain, definition, of, before, rebased,
 * after}, the last three {covered, of}]; sources [{id, title, change, old, new}];
 * controls, attack or bounded {lost, gained ...: [{domain, id, name, kind, change,
 * before, after, became}]}; ids [{domain, id, name, change, to}]; builds [{date,
 * whose, covered, of}].
 */
cJSON *api_changes(const cJSON *page, const cJSON *site);

/* config_sha256; domains [{id, name, version, apart, definitions}]; levels [{evidence,
 * words, pairs, percent}]; attack, sources: the inputs, with their digests, licences
 * and, of sources, what did not count; findings: of all. */
cJSON *api_methodology(const cJSON *page, const cJSON *site);

#endif
