/* How much is covered: data/README.md, "Definitions". */
#ifndef COUNT_COVERAGE_H
#define COUNT_COVERAGE_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/*
 * The named definitions, of each kind, of one domain: {"detection":
 * {"exact": {"covered", "of"}, "any", "all-subs", "leaf", "tested"}, "test":
 * …, "policy": …}, these two without tested; named, covered by controls that
 * name one, where platforms bound them. Only techniques in scope. The one
 * place where coverage is computed. Returns NULL after reporting the error.
 */
cJSON *coverage_read(struct catalog *c, const char *domain,
    const struct catalog_selection *selection);

#endif
