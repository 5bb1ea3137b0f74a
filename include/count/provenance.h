/* What figures are based on: sources, scope and settings. Every answer carries
 * it. */
#ifndef COUNT_PROVENANCE_H
#define COUNT_PROVENANCE_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/buf.h"
#include "catalog/catalog.h"

/* What the figures of sources count if a scope is set. */
extern const char provenance_all_ids[], provenance_chosen_ids[];

/* Does the selection (NULL: all) have the source, a row of Q_SOURCES, by its id
 * and its kind? */
bool provenance_has(const cJSON *source, const struct catalog_selection *s);

/* Adds selection {sources [], platforms [], kinds [], types [], evidence,
 * of, level, status, author, modified_since, baseline, runs}, only members that are
 * set; nothing if none is. */
void provenance_add_selection(cJSON *to, const struct catalog_selection *s);

/* Appends the selection in words: "sources splunk, sigma; evidence E2 or
 * better". */
void provenance_put_selection(struct buf *out,
    const struct catalog_selection *s);

/* Appends what bounds a domain's figures, in sentences with a space between:
 * the selection, the domain's scope, the settings of meta. */
void provenance_put_basis(struct buf *out, const cJSON *meta, const cJSON *domain,
    const struct catalog_selection *s);

/*
 * Adds to the list "from" of an answer, which is made where it is not there yet,
 * what the answer comes from, each once: {source (its id; of ATT&CK
 * "attack/DOMAIN"), title, revision (a commit; of ATT&CK its version; of what
 * has neither "sha256:..." of its documents), date (UTC day on which it was
 * fetched, or says that it was; null of local files without)}. Returns 0, or -1
 * after reporting the error.
 *
 * _from: ATT&CK's domains, and the sources that are selected (NULL: all) and of
 * that kind (NULL: all but threats and crosswalks); _from_sources: those of ids.
 */
int provenance_add_from(cJSON *to, struct catalog *c,
    const struct catalog_selection *s, const char *kind);
int provenance_add_from_sources(cJSON *to, struct catalog *c,
    const struct strs *ids);

/*
 * Adds schema 2, the selection, perspective (perspective.h), sample, scope and
 * settings and logs (if the catalog has them), domains [{id, name, version, accessed,
 * newer_version, scope, platforms (if any bound its figures), basis
 * (provenance_put_basis, if not empty)}] and
 * sources [{id, title, kind, domain, own, homepage, revision, revision_short,
 * accessed}], only those selected and of that kind (NULL: of all but threats and
 * crosswalks), and
 * from (the same, as above). Returns 0, or -1 after reporting the error.
 */
int provenance_add(cJSON *to, struct catalog *c,
    const struct catalog_selection *s, const char *kind);

/* Adds those of ids to sources and to from, behind what provenance_add added.
 * Returns 0, or -1 after reporting the error. */
int provenance_add_sources(cJSON *to, struct catalog *c,
    const struct strs *ids);

/* Adds all that the catalog says of itself: title, generator, scope and so on.
 * Returns 0, or -1 after reporting the error. */
int provenance_read_meta(cJSON *to, struct catalog *c);

/* Adds sample, scope, settings and logs ("told": sextant.yaml says which are
 * collected), if the catalog has them. Likewise. */
int provenance_add_meta(cJSON *to, struct catalog *c);

/* Removes a domain that provenance_add added, and its sources, also of from. */
void provenance_leave_out(cJSON *from, cJSON *domain);

#endif
