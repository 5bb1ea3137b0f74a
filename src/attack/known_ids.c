/* Ids of a bundle's groups, software and the like, found without parsing. */
#include "attack/known_ids.h"

#include <stdlib.h>
#include <string.h>

enum { ID_MAX = 16 }; /* bytes */

static bool
is_listed(const char *type)
{
	static const char *const types[] = { "intrusion-set", "malware", "tool",
		"campaign", "course-of-action", "x-mitre-data-source",
		"x-mitre-data-component", "x-mitre-detection-strategy",
		"x-mitre-analytic" };
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(type, types[i]) == 0)
			return true;
	return false;
}

/* Adds the string value of the member whose name ends at s. */
static void
take_value(const char *s, const char *end, struct strs *ids)
{
	static const char space[] = " \t\r\n:";
	char id[ID_MAX + 1];
	size_t n = 0;

	while (s < end && strchr(space, *s) != NULL)
		s++;
	if (s == end || *s++ != '"')
		return;
	while (s < end && n < ID_MAX && *s != '"' && *s != '\\')
		id[n++] = *s++;
	id[n] = '\0';
	if (s < end && *s == '"' && strlen(id) == n)
		strs_add(ids, id);
}

void
known_ids_list(const struct json_slice *slices, size_t n, struct strs *ids)
{
	static const char name[] = "\"external_id\"";
	const char *s, *end;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!is_listed(slices[i].type))
			continue;
		end = slices[i].s + slices[i].len;
		for (s = slices[i].s; s < end;) {
			s = memmem(s, (size_t)(end - s), name, strlen(name));
			if (s == NULL)
				break;
			s += strlen(name);
			take_value(s, end, ids);
		}
	}
	strs_sort(ids);
}

bool
known_ids_has(const struct strs *ids, const char *id)
{
	return ids->n > 0 && bsearch(&id, ids->v, ids->n, sizeof(*ids->v),
	    strs_compare) != NULL;
}
