/* How much is covered: data/README.md, "Definitions". */
#ifndef COUNT_COVERAGE_H
#define COUNT_COVERAGE_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/*
 * The figures of one domain under each definition, by kind: {"detection":
 * {"exact": {"covered", "of", "named"}, "any", "all-subs", "leaf", "tested"},
 * "test": …, "policy": …}. Tests and policies have no tested. Where the figures are
 * of yours they have more: how many further ones available controls cover. named is how many
 * are covered by controls that name a platform; it is there only where
 * platforms bound the figures. Only techniques in scope are counted. Coverage
 * is computed nowhere else. Returns NULL after reporting the error.
 */
cJSON *coverage_read(struct catalog *c, const char *domain,
    const struct catalog_selection *selection);

#endif
