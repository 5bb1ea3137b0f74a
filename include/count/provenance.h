/* What an answer's figures are made of: it stands beside each of them. */
#ifndef COUNT_PROVENANCE_H
#define COUNT_PROVENANCE_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/buf.h"
#include "catalog/catalog.h"

/* What the figures of sources are of, where a scope is set. */
extern const char provenance_all_ids[], provenance_chosen_ids[];

/* Is the source (a row of Q_SOURCES) among those that the selection (NULL:
 * all) names, by its id and its kind? */
bool provenance_has(const cJSON *source, const struct catalog_selection *s);

/* Adds selection {sources [], platforms [], kinds [], types [], evidence,
 * deployed}: what there is of it; nothing where all is chosen. */
void provenance_add_selection(cJSON *to, const struct catalog_selection *s);

/* Appends "sources splunk, sigma; evidence E2 or better": what is chosen. */
void provenance_put_selection(struct buf *out,
    const struct catalog_selection *s);

/* Appends what bounds a domain's figures, each a sentence, behind others behind
 * a space: the selection, the domain's scope, the settings of meta; all that
 * there is. */
void provenance_put_basis(struct buf *out, const cJSON *meta, const cJSON *domain,
    const struct catalog_selection *s);

/*
 * Adds schema 1, the selection, sample, scope and settings (where the catalog
 * has them), domains [{id, name, version, accessed, newer_version, scope,
 * platforms (that bound its figures, where any do), basis (provenance_put_basis,
 * where it says anything)}] and sources [{id, title, kind, domain, own,
 * homepage, revision, revision_short, accessed}]: those chosen, of that kind
 * (NULL: of all). Returns 0, or -1 after reporting the error.
 */
int provenance_add(cJSON *to, struct catalog *c,
    const struct catalog_selection *s, const char *kind);

/* Adds all that the catalog says of itself: title, generator, scope and so on;
 * likewise. */
int provenance_read_meta(cJSON *to, struct catalog *c);

/* Adds sample, scope and settings, where the catalog has them; likewise. */
int provenance_add_meta(cJSON *to, struct catalog *c);

/* Takes a domain of provenance_add out, and the sources that are of it. */
void provenance_leave_out(cJSON *from, cJSON *domain);

#endif
