/* Reads snapshots, which people commit, merge and edit: all is checked. */

#include "base/file.h"
#include "base/log.h"
#include "base/word.h"
#include "compare/snapshot.h"
#include "value/json.h"
#include "value/member.h"
#include "words/words.h"

enum {
	SCHEMA = 2, /* or 1: snapshot.h */
	NAME_SHOWN = 60, /* bytes of a name in a message */
	FILE_MAX = 64 << 20,
	LAST_LINE = 1 << 28,
	SOURCES_MAX = 200,
	TECHNIQUES_MAX = 20000, /* and tactics, of a domain */
	IDS_MAX = 1000          /* of a control, in either list */
};

/* What a member must be where it is there. */
enum json_type {
	TEXT,
	NEEDED_TEXT,
	FLAG,
	LINE,
	EVIDENCE,
	TEXTS,
	TEXT_OBJECT,
	TEXT_LISTS,
	LEVELS,
};

struct member {
	const char *name;
	enum json_type type;
};

static const struct member top_members[] = {
	{ "resolve", TEXT }, { "lifecycle", TEXT }, { "scope", TEXT },
	{ "counts", TEXT }, { "perspective", TEXT_OBJECT },
	{ "only", TEXTS }, { "logs", TEXTS }, { "log_sources", TEXT_LISTS },
	{ NULL, TEXT }
};
static const struct member attack_members[] = {
	{ "version", NEEDED_TEXT }, { "accessed", TEXT }, { "sha256", TEXT },
	{ NULL, TEXT }
};
static const struct member tactic_members[] = {
	{ "shortname", NEEDED_TEXT }, { "name", NEEDED_TEXT }, { NULL, TEXT }
};
static const struct member technique_members[] = {
	{ "name", NEEDED_TEXT }, { "parent", TEXT }, { "tactics", TEXTS },
	{ "state", TEXT }, { "successor", TEXT }, { "out", FLAG },
	{ "visible", TEXT },
	{ NULL, TEXT }
};
static const struct member source_members[] = {
	{ "title", NEEDED_TEXT }, { "kind", NEEDED_TEXT },
	{ "domain", NEEDED_TEXT }, { "own", FLAG }, { "revision", TEXT },
	{ "accessed", TEXT }, { "sha256", TEXT }, { NULL, TEXT }
};
static const struct member control_members[] = {
	{ "id", TEXT }, { "title", NEEDED_TEXT }, { "path", TEXT },
	{ "line", LINE }, { "url", TEXT }, { "state", TEXT }, { "whose", TEXT },
	{ "evidence", EVIDENCE }, { "proved", LEVELS }, { "ids", TEXTS },
	{ "resolved", TEXT_OBJECT }, { "runs", TEXT },
	{ "lacks", TEXT }, { NULL, TEXT }
};

static const struct part {
	const char *name;
	enum { FLAT, OBJECTS, LISTS } shape;
	const struct member *members;
} parts[] = {
	{ "attack", FLAT, attack_members },
	{ "tactics", OBJECTS, tactic_members },
	{ "techniques", OBJECTS, technique_members },
	{ "sources", FLAT, source_members },
	{ "controls", LISTS, control_members },
};

static bool
is_number(const cJSON *node, int max)
{
	return cJSON_IsNumber(node) && node->valuedouble >= 0 &&
	    node->valuedouble <= max &&
	    node->valuedouble == (double)node->valueint;
}

static cJSON_bool
is_level(const cJSON *node)
{
	return is_number(node, E5);
}

static bool
are_all(const cJSON *node, cJSON_bool (*is)(const cJSON *e))
{
	const cJSON *e;

	cJSON_ArrayForEach(e, node)
		if (!is(e))
			return false;
	return cJSON_GetArraySize(node) <= IDS_MAX;
}

static cJSON_bool
is_texts(const cJSON *node)
{
	return cJSON_IsArray(node) && are_all(node, cJSON_IsString);
}

static bool
is_of_type(const cJSON *node, enum json_type type)
{
	if (node == NULL)
		return type != NEEDED_TEXT;
	switch (type) {
	case TEXT:
	case NEEDED_TEXT:
		return cJSON_IsString(node);
	case FLAG:
		return cJSON_IsBool(node);
	case LINE:
		return is_number(node, LAST_LINE);
	case EVIDENCE:
		return is_level(node);
	case TEXTS:
		return is_texts(node);
	case TEXT_LISTS:
		return cJSON_IsObject(node) && are_all(node, is_texts);
	case TEXT_OBJECT:
		return cJSON_IsObject(node) && are_all(node, cJSON_IsString);
	case LEVELS:
		return cJSON_IsObject(node) && are_all(node, is_level);
	}
	return false;
}

/* An object with these members; returns 0, or -1 after reporting the error
 * where it stands. */
static int
check_object(const char *file, const char *where, const char *which,
    const cJSON *node, const struct member *m)
{
	static const char *const words[] = { "a text", "a text",
		"true or false", "a line", "a level from 0 to 5",
		"a list of up to 1000 texts", "up to 1000 texts by name",
		"up to 1000 lists of up to 1000 texts by name",
		"up to 1000 levels from 0 to 5 by name" };

	if (!cJSON_IsObject(node)) {
		log_error("%s: %s %.*s: expected an object", file, where,
		    str_fit(which, NAME_SHOWN), which);
		return -1;
	}
	for (; m->name != NULL; m++) {
		if (is_of_type(member_get(node, m->name), m->type))
			continue;
		log_error("%s: %s %.*s: %s: expected %s", file, where,
		    str_fit(which, NAME_SHOWN), which, m->name,
		    words[m->type]);
		return -1;
	}
	return 0;
}

static int
check_children(const char *file, const char *name, const cJSON *list,
    const struct member *members)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, list)
		if (check_object(file, name, e->string != NULL ? e->string
		    : member_text_or(e, "id", "without an id"), e,
		    members) == -1)
			return -1;
	return 0;
}

/*
 * Each child of a top-level member; or where these are objects or lists, each
 * child of each of these. Returns 0, or -1 after reporting the error.
 */
static int
check_part(const char *file, const cJSON *doc, const struct part *p)
{
	const cJSON *all = member_get(doc, p->name), *list;
	bool lists = p->shape == LISTS;

	if (!cJSON_IsObject(all)) {
		log_error("%s: %s: expected an object", file, p->name);
		return -1;
	}
	if (p->shape == FLAT)
		return check_children(file, p->name, all, p->members);
	cJSON_ArrayForEach(list, all) {
		if (lists ? !cJSON_IsArray(list) : !cJSON_IsObject(list)) {
			log_error("%s: %s: %.*s: expected %s", file, p->name,
			    str_fit(list->string, NAME_SHOWN), list->string,
			    lists ? "a list" : "an object");
			return -1;
		}
		if (!lists && cJSON_GetArraySize(list) > TECHNIQUES_MAX) {
			log_error("%s: %s: %.*s: more than %d", file, p->name,
			    str_fit(list->string, NAME_SHOWN), list->string,
			    TECHNIQUES_MAX);
			return -1;
		}
		if (check_children(file, p->name, list, p->members) == -1)
			return -1;
	}
	return 0;
}

/* Each source is of a domain, each list of controls of a source of a kind. */
static int
check_sources(const char *file, const cJSON *doc)
{
	const cJSON *all = member_get(doc, "sources"), *e;

	if (cJSON_GetArraySize(all) > SOURCES_MAX) {
		log_error("%s: more than %d sources", file, SOURCES_MAX);
		return -1;
	}
	cJSON_ArrayForEach(e, all) {
		if (member_get(member_get(doc, "techniques"),
		    member_string(e, "domain")) != NULL)
			continue;
		log_error("%s: sources %.*s: domain: not under techniques",
		    file, str_fit(e->string, NAME_SHOWN), e->string);
		return -1;
	}
	cJSON_ArrayForEach(e, member_get(doc, "controls")) {
		if (member_kind(member_get(all, e->string)) < CONTROL_KINDS)
			continue;
		log_error("%s: controls %.*s: not a source of policies, "
		    "detections or tests", file,
		    str_fit(e->string, NAME_SHOWN), e->string);
		return -1;
	}
	return 0;
}

/* Of each kind, whose controls count. */
static int
check_perspective(const char *file, const cJSON *doc)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, member_get(doc, "perspective")) {
		if (kind_read(e->string) < CONTROL_KINDS &&
		    word_find(e->valuestring, of_choices) != NULL)
			continue;
		log_error("%s: perspective %.*s: expected a kind with yours, "
		    "available or all", file, str_fit(e->string, NAME_SHOWN),
		    e->string);
		return -1;
	}
	return 0;
}

int
snapshot_check(const char *file, const cJSON *doc)
{
	const cJSON *schema = member_get(doc, "schema");
	size_t i;

	if (!str_equal(member_text(doc, "what"), "snapshot")) {
		log_error("%s: no snapshot of a catalog", file);
		return -1;
	}
	if (!cJSON_IsNumber(schema) || schema->valuedouble < 1 ||
	    schema->valuedouble > SCHEMA) {
		log_error("%s: a snapshot of another schema than 1 or %d: write "
		    "it anew", file, SCHEMA);
		return -1;
	}
	if (check_object(file, "the", "snapshot", doc, top_members) == -1 ||
	    check_perspective(file, doc) == -1)
		return -1;
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (check_part(file, doc, &parts[i]) == -1)
			return -1;
	return check_sources(file, doc);
}

int
snapshot_parse(const char *name, const char *text, size_t len,
    cJSON **snapshot)
{
	cJSON *doc = NULL;

	*snapshot = NULL;
	if (json_read(name, text, len, &doc) == -1 ||
	    snapshot_check(name, doc) == -1)
		return -1;
	*snapshot = doc;
	return 0;
}

int
snapshot_read(const char *path, cJSON **snapshot)
{
	struct buf text = BUF_INIT;
	int rc = -1;

	*snapshot = NULL;
	if (file_read(path, FILE_MAX, &text) == 0)
		rc = snapshot_parse(path, buf_str(&text), text.len, snapshot);
	buf_free(&text);
	return rc;
}
