/* A bundle without all that stix_read passes over where it reads chains only. */
#include "attack/chains.h"

#include <stdlib.h>
#include <string.h>

#include "attack/known_ids.h"
#include "attack/object.h"
#include "base/str.h"
#include "value/json.h"
#include "value/member.h"

/* What is read of an object, and of a collection besides. A day or version else tells
 * only which of two that stand for one is the better. */
static const char *const read_members[] = { "type", "id", "name", "revoked",
	"x_mitre_deprecated", "x_mitre_is_subtechnique", "x_mitre_shortname",
	"x_mitre_platforms", "x_mitre_data_sources", "relationship_type",
	"source_ref", "target_ref", "kill_chain_phases", "external_references", NULL };
static const char *const dated[] = { "modified", "x_mitre_version", NULL };

static bool
is_one_of(const char *const *words, const char *word)
{
	while (*words != NULL && strcmp(*words, word) != 0)
		words++;
	return *words != NULL;
}

/* Takes the members that are none of the names out of the object, and what is false,
 * as is what is not there. */
static void
keep_members(cJSON *o, const char *const *names, const char *const *more)
{
	cJSON *m, *next;

	for (m = o->child; m != NULL; m = next) {
		next = m->next;
		if (cJSON_IsFalse(m) || (!is_one_of(names, m->string) &&
		    (more == NULL || !is_one_of(more, m->string))))
			cJSON_DetachItemViaPointer(o, m);
	}
}

/* Of its references those with an id, without what they say. */
static void
keep_ids(cJSON *o)
{
	static const char *const names[] = { "source_name", "external_id", "url",
		NULL };
	cJSON *list = cJSON_GetObjectItemCaseSensitive(o, "external_references");
	cJSON *e, *next;

	for (e = list == NULL ? NULL : list->child; e != NULL; e = next) {
		next = e->next;
		if (member_get(e, "external_id") == NULL)
			cJSON_DetachItemViaPointer(list, e);
		else
			keep_members(e, names, NULL);
	}
}

/* Puts the value as JSON. Returns 0, or -1 where it is none. */
static int
put_bare(const cJSON *o, struct buf *out)
{
	char *text = cJSON_PrintUnformatted(o);

	if (text == NULL)
		return -1;
	buf_puts(out, text);
	return 0;
}

/* The ids that known_ids_list finds, as those of a single object. */
static int
put_known_ids(const struct json_slice *slices, size_t n, struct buf *out)
{
	cJSON *o = cJSON_CreateObject(), *list, *one;
	struct strs ids = { 0 };
	size_t i;
	int rc;

	known_ids_list(slices, n, &ids);
	cJSON_AddStringToObject(o, "type", "tool");
	list = cJSON_AddArrayToObject(o, "external_references");
	for (i = 0; i < ids.n; i++) {
		one = cJSON_CreateObject();
		cJSON_AddItemToArray(list, one);
		cJSON_AddStringToObject(one, "external_id", ids.v[i]);
	}
	rc = put_bare(o, out);
	strs_free(&ids);
	return rc;
}

static int
put_objects(const struct json_slice *slices, size_t n, struct buf *out)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	struct value_error why = { 0 };
	const struct json_slice *s;
	cJSON *o;
	int rc = put_known_ids(slices, n, out);

	for (s = slices; rc == 0 && s != LIST_END(slices, n); s++) {
		if (!stix_is_chained(s))
			continue;
		arena_reset(&mem);
		rc = json_parse(s->s, s->len, &o, &why);
		if (rc == -1)
			break;
		keep_members(o, read_members, object_type(s->type) ==
		    OBJECT_COLLECTION ? dated : NULL);
		keep_ids(o);
		buf_puts(out, ",\n");
		rc = put_bare(o, out);
	}
	value_use(before);
	arena_free(&mem);
	return rc;
}

int
chains_put(const char *text, size_t len, struct buf *out)
{
	struct json_slice *slices = NULL;
	struct value_error why = { 0 };
	size_t n;
	int rc = json_slices(text, len, "objects", &slices, &n, &why);

	if (rc == 0) {
		buf_puts(out, "{\"type\":\"bundle\",\"objects\":[\n");
		rc = put_objects(slices, n, out);
		buf_puts(out, "\n]}\n");
	}
	free(slices);
	return rc;
}
