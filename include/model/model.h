/*
 * Models: what a page or an answer is made of, one cJSON object built from
 * catalog rows, for a template or as JSON. All are made of the thread's cJSON
 * memory (value_use); cJSON_Delete or the arena frees. A selection (NULL: all)
 * says which counted mappings figures are made of.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "catalog/catalog.h"

/*
 * What every page says of the whole: title, sample, generator, scope, domains
 * [{id, name, version, accessed, credit, scope, platforms [that bound its
 * figures], …, coverage (coverage_read), headline {covered, of, percent
 * (percent_put)}, several: true where there is more than one}], attack (the
 * first of them), sources [the source table and its outcomes, accessed_long
 * (in words), revision_short]. NULL on error.
 */
cJSON *model_overview(struct catalog *c,
    const struct catalog_selection *selection);

/* The same of all mappings without coverage, headline and attack: what the
 * model of one technique needs, and quick to make. NULL on error. */
cJSON *model_brief(struct catalog *c);

/* `sextant stats --format json`: from (count/provenance.h); of a domain no_source [kinds of
 * which no source chosen is of it], where there are any, and visibility {of, full,
 * partly, blind, not_told}, where it is told which logs are collected. NULL on error. */
cJSON *model_stats(struct catalog *c,
    const struct catalog_selection *selection);

/*
 * `sextant sources --format json`: {schema: 1, sources [as of model_overview, with
 * ledger [{tagged, resolved, outcome, controls}], every outcome but exact],
 * findings [{source, path, line, what, why}], and what figures rest on, where
 * there is any: settings, scopes {domain: text}, from (count/provenance.h)}. The sources
 * are taken out of site, which stays the caller's. NULL on error, or where site
 * is NULL.
 */
cJSON *model_sources(struct catalog *c, cJSON *site);

/*
 * Every technique that is not revoked, by domain and id, with counts by kind;
 * for the index and for exports: {"techniques": [{domain, id, name, url,
 * state, sub, parent_id, tactics [], platforms [], policy, detection, test,
 * counts {source id: n}, best {kind: the best evidence}}], "tactics":
 * [{domain, id, name, shortname, techniques: [...]}]}. NULL on error.
 */
cJSON *model_techniques(struct catalog *c,
    const struct catalog_selection *selection);

/*
 * One technique: row is one of Q_TECHNIQUES or Q_TECHNIQUE. site
 * (model_overview or model_brief) is referred to, and must live as long. {id,
 * name, url, state, parent_id …, formerly [], tactics [], platforms [],
 * description, references [], subs [], attack {…}, sections [policy, detection,
 * test: {kind, title, perspective, yours, available, count (of these), sources
 * [{id, title, count, controls [], others []}]}]}: controls count; others do
 * not, and say why. It also has what ATT&CK says (src/model/mitre.h): groups and
 * users, who use it; strategies and
 * data_sources, how to detect it. NULL on error.
 */
cJSON *model_technique(struct catalog *c, const cJSON *site, const cJSON *row);

/* What it says of a source, without the controls: row is one of the model's. */
cJSON *model_technique_source(const cJSON *row);

/*
 * The same, for who shows only the first of each source's controls: of a technique that many
 * name at most so many that count, the best evidence first, and so many others; the source has
 * unread {yours, available: how many more count, a number for each evidence; others: how
 * many do not}. Every count is that of all. NULL on error.
 */
cJSON *model_technique_first(struct catalog *c, const cJSON *site, const cJSON *row,
    int controls, int others);

/*
 * Adds to a technique's model what the compass page needs: to each section
 * and source items [{folders [{name, url}], title, link}], and files, names or
 * links, true for the one that it is.
 */
void model_compass(cJSON *technique);

#endif
