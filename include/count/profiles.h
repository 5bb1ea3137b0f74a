/*
 * Whom sources of threats say that actors attack, and where these are said to be
 * from: which of ATT&CK's groups that are. What a source says is its own, and
 * suspected at best.
 */
#ifndef COUNT_PROFILES_H
#define COUNT_PROFILES_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/* Countries of origin, countries of victims, and sectors, as a person writes
 * them. */
struct profiles_asked {
	struct strs origins, victims, sectors;
};

/*
 * The groups of which any profile says one of each list that is not empty; what
 * several profiles of a group say is said of the group.
 *
 * {"asked": [{option ("origin", "country", "sector"), word, usual (Russia, of
 * RU)}], "groups": [{id, name, said}], "without_group": [{name, said}: profiles of
 * which the same holds, and that are of no group of ATT&CK], "silent": how many
 * groups have a profile that says nothing at all of what was asked, "not_described":
 * [{id, name}: groups without a profile], "sources": [ids of those asked],
 * "unresolved": [{option, word, why}: words that no profile has, and what may have
 * been meant]}; said: [{source, profile (its name), by (what joins it to the group:
 * "id", "name" or "alias"), what ("origin", "victim", "sector"), text (as the
 * source has it)}]. Lists are by id, or in the order of the sources.
 *
 * In the thread's cJSON memory; NULL after reporting an error of the catalog.
 */
cJSON *profiles_match(struct catalog *c, const struct profiles_asked *asked);

#endif
