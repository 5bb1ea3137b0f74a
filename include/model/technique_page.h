/* What the site's page of a technique needs beyond the technique's own model.
 * */
#ifndef MODEL_TECHNIQUE_PAGE_H
#define MODEL_TECHNIQUE_PAGE_H

#include <cjson/cJSON.h>

/* Of a section, on the technique's page; the others have a page of their own. */
enum { PAGE_RULES = 15, PAGE_ROWS = 105 };

/*
 * Adds to a technique's model:
 *
 * summary {rules ("2 rules of yours in 1 source, 1 of them tested; 7 more
 * public"), tests, policy,
 * used; single: one rule answers it; gap: none does}; policy_section,
 * detection_section and test_section, its sections (references), each with
 * tables [{source_id, source_title, total, rows, more}], left_out (how many do
 * not count) and counted_out [{rows}], those. Of detection only PAGE_RULES rows
 * stand there, of the others PAGE_ROWS: yours first, then shared among the sources,
 * each source's strongest first; the others in rest {count, tables}, false where
 * there is none. more: how many rows of the source stand there, or false.
 *
 * A row: {name, href, page, id, level, status, on, type, score, evidence, glyph,
 * words, seen, made_of, old_ids, yours, why, note_markdown}: false where
 * there is none.
 *
 * tactic_id of each of its tactics, false of one that the matrix does not have.
 *
 * has_logs of each of MITRE's analytics.
 *
 * states [{state_source, state}]: of each source of policies in site, whether it maps
 * the technique, found it not mappable, or does not speak of it.
 *
 * elsewhere [{text, href}]: of a gap, where to look; href is relative to the
 * page, or false. lower [cells of its sub-techniques], has_lower. cells are
 * those of matrix_make, which must live as long, as must site.
 */
void technique_page_add(cJSON *technique, const cJSON *site, cJSON *const *cells,
    size_t n);

#endif
