/* Domains by the names that people and formats have for them. */
#include "domains.h"

#include <string.h>

#include "base/log.h"
#include "base/str.h"
#include "value/member.h"

const cJSON *
domains_find(const cJSON *domains, const char *name)
{
	const cJSON *d;
	const char *id;

	cJSON_ArrayForEach(d, domains) {
		id = member_string(d, "id");
		if (name == NULL || str_equal(name, id) ||
		    (str_has_prefix(name, id) &&
		    str_equal(name + strlen(id), DOMAINS_SUFFIX)))
			return d;
	}
	log_error("%s: no such domain in the catalog",
	    name != NULL ? name : "ATT&CK");
	return NULL;
}
