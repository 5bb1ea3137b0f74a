/* One figure on a badge, for a README or a wiki: whose controls it counts, and by
 * which definition. */
#ifndef EXPORT_BADGE_H
#define EXPORT_BADGE_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/* Zero is: the catalog's first domain, policies, exact. */
struct badge_options {
	const char *domain;     /* "enterprise", or "enterprise-attack" */
	enum kind kind;
	const char *definition; /* a name, or NULL */
};

/*
 * What the template svg/badge gets (templates/README.md): label ("ATT&CK detection,
 * yours, exact"; where nothing is yours "public rules", never "covered"), message
 * ("22 of 64, 34 %"), title (both, what that means and what it rests on), colour
 * ("#rrggbb"), and in pixels where they are and how wide. The selection (NULL:
 * all) bounds the figure, and is told in the label. Of the thread's cJSON memory.
 * NULL after reporting the error; a domain that there is not is one.
 */
cJSON *badge_make(struct catalog *c, const struct catalog_selection *selection,
    const struct badge_options *o);

#endif
