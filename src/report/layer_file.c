/* Reading layers of the ATT&CK Navigator. */
#include "report/layer_file.h"

#include <stdbool.h>
#include <string.h>

#include "base/log.h"
#include "base/str.h"
#include "value/json.h"
#include "value/member.h"

enum {
	LAYER_MAX = 16 << 20, /* bytes */
	ENTRIES_MAX = 50000,
};

/* "mitre-enterprise" and "enterprise-attack" are both "enterprise". */
static void
add_domain(cJSON *layer, const char *name)
{
	struct arena mem = { 0 };
	char *domain;

	if (name == NULL)
		return;
	if (str_has_prefix(name, "mitre-"))
		name += strlen("mitre-");
	domain = str_trim(&mem, name);
	if (str_has_suffix(domain, "-attack"))
		domain[strlen(domain) - strlen("-attack")] = '\0';
	cJSON_AddStringToObject(layer, "domain", domain);
	arena_free(&mem);
}

/* Checks that the layer's format is known; a layer without one passes. */
static int
check_version(const char *path, const cJSON *doc)
{
	const cJSON *versions = member_get(doc, "versions");
	const char *version = member_text(versions, "layer");

	if (version == NULL)
		version = member_text(doc, "version");
	if (version == NULL)
		return 0;
	if ((version[0] == '3' || version[0] == '4') &&
	    (version[1] == '.' || version[1] == '\0'))
		return 0;
	log_error("%s: a layer of format %.*s: expected 3 to 4", path,
	    str_fit(version, 20), version);
	return -1;
}

/* Is the entry only there to unfold a technique? */
static bool
is_unfolding(const cJSON *entry)
{
	return cJSON_IsTrue(member_get(entry, "showSubtechniques")) &&
	    value_is_empty(member_get(entry, "score")) &&
	    value_is_empty(member_get(entry, "color")) &&
	    value_is_empty(member_get(entry, "comment")) &&
	    value_is_empty(member_get(entry, "metadata")) &&
	    value_is_empty(member_get(entry, "links"));
}

/*
 * Adds one entry to list, or counts it in *passed if it is no target. Returns
 * 0, or -1 after reporting the error.
 */
static int
add_entry(const char *path, const cJSON *entry, int at, cJSON *list,
    long long *passed)
{
	const char *id = member_string(entry, "techniqueID");
	const cJSON *score = member_get(entry, "score");
	struct arena mem = { 0 };
	cJSON *one;

	if (id == NULL) {
		log_error("%s: techniques[%d]: no techniqueID", path, at);
		return -1;
	}
	if (!value_is_empty(score) && !cJSON_IsNumber(score)) {
		log_error("%s: techniques[%d]: score: expected a number", path,
		    at);
		return -1;
	}
	if (cJSON_IsFalse(member_get(entry, "enabled")) ||
	    is_unfolding(entry)) {
		(*passed)++;
		return 0;
	}
	one = cJSON_CreateObject();
	cJSON_AddStringToObject(one, "id", str_upper(&mem, str_trim(&mem, id)));
	member_add_text(one, "tactic", member_string(entry, "tactic"));
	if (cJSON_IsNumber(score))
		member_copy(one, entry, "score");
	cJSON_AddItemToArray(list, one);
	arena_free(&mem);
	return 0;
}

static int
add_entries(const char *path, const cJSON *entries, cJSON *layer)
{
	cJSON *list = cJSON_AddArrayToObject(layer, "techniques");
	const cJSON *entry;
	long long passed = 0;
	int at = 0;

	if (cJSON_GetArraySize(entries) > ENTRIES_MAX) {
		log_error("%s: more than %d techniques", path, ENTRIES_MAX);
		return -1;
	}
	cJSON_ArrayForEach(entry, entries)
		if (add_entry(path, entry, at++, list, &passed) == -1)
			return -1;
	member_add_number(layer, "passed_over", passed);
	return 0;
}

int
layer_file_parse(const char *path, const char *text, size_t len, cJSON **layer)
{
	const cJSON *entries;
	cJSON *doc = NULL;

	*layer = NULL;
	if (len > LAYER_MAX) {
		log_error("%s: larger than %d bytes", path, LAYER_MAX);
		return -1;
	}
	if (json_read(path, text, len, &doc) == -1)
		return -1;
	entries = member_get(doc, "techniques");
	if (!cJSON_IsArray(entries)) {
		log_error("%s: no layer of the Navigator: no list called "
		    "techniques", path);
		return -1;
	}
	if (check_version(path, doc) == -1)
		return -1;
	*layer = cJSON_CreateObject();
	member_add_text(*layer, "name", member_string(doc, "name"));
	add_domain(*layer, member_string(doc, "domain"));
	member_add_text(*layer, "attack", member_text(
	    member_get(doc, "versions"), "attack"));
	if (add_entries(path, entries, *layer) == 0)
		return 0;
	cJSON_Delete(*layer);
	*layer = NULL;
	return -1;
}
