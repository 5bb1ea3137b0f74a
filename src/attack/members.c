/* Members of an ATT&CK object that are not of their type. */
#include "members.h"

#include <string.h>

#include "base/buf.h"
#include "base/moment.h"

enum { SHOWN = 5 };

enum type {
	TEXT,
	DATE,
	FLAG,
	TEXTS,   /* a list of texts */
	OBJECTS, /* a list of objects */
	TYPES
};

static const char *const wrong_type[TYPES] = {
	[TEXT] = "no text",
	[DATE] = "no date",
	[FLAG] = "neither true nor false",
	[TEXTS] = "no list of texts",
	[OBJECTS] = "no list of objects",
};

struct member {
	const char *name;
	enum type type;
};

static const struct member members[] = {
	{ "id", TEXT },
	{ "name", TEXT },
	{ "description", TEXT },
	{ "created", DATE },
	{ "modified", DATE },
	{ "revoked", FLAG },
	{ "x_mitre_deprecated", FLAG },
	{ "x_mitre_is_subtechnique", FLAG },
	{ "x_mitre_shortname", TEXT },
	{ "x_mitre_version", TEXT },
	{ "x_mitre_platforms", TEXTS },
	{ "x_mitre_data_sources", TEXTS },
	{ "x_mitre_data_source_ref", TEXT },
	{ "x_mitre_analytic_refs", TEXTS },
	{ "x_mitre_aliases", TEXTS },
	{ "aliases", TEXTS },
	{ "tactic_refs", TEXTS },
	{ "relationship_type", TEXT },
	{ "source_ref", TEXT },
	{ "target_ref", TEXT },
	{ "external_references", OBJECTS },
	{ "kill_chain_phases", OBJECTS },
	{ "x_mitre_log_source_references", OBJECTS },
	{ "x_mitre_mutable_elements", OBJECTS },
};

/* Members of the objects in those lists. */
static const struct member inner[] = {
	{ "source_name", TEXT },
	{ "external_id", TEXT },
	{ "url", TEXT },
	{ "description", TEXT },
	{ "kill_chain_name", TEXT },
	{ "phase_name", TEXT },
	{ "x_mitre_data_component_ref", TEXT },
	{ "name", TEXT },
	{ "channel", TEXT },
	{ "field", TEXT },
};

static bool
is_list_of(const cJSON *list, bool objects)
{
	const cJSON *e;

	if (!cJSON_IsArray(list))
		return false;
	cJSON_ArrayForEach(e, list)
		if (objects ? !cJSON_IsObject(e) : !cJSON_IsString(e))
			return false;
	return true;
}

static bool
fits(const cJSON *value, enum type type)
{
	struct moment when;

	switch (type) {
	case TEXT:
		return cJSON_IsString(value);
	case DATE:
		return cJSON_IsString(value) &&
		    moment_read(value->valuestring, &when);
	case FLAG:
		return cJSON_IsBool(value);
	default:
		return is_list_of(value, type == OBJECTS);
	}
}

static const struct member *
find_members(const struct member *list, size_t n, const char *name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(list[i].name, name) == 0)
			return &list[i];
	return NULL;
}

/* Adds a phrase; within: the list whose objects have the member, or NULL. */
static void
put(struct buf *b, size_t *n, const char *within, const struct member *m)
{
	if (++*n > SHOWN)
		return;
	buf_printf(b, "%s", b->len > 0 ? "; " : "");
	if (within != NULL)
		buf_printf(b, "%s of ", m->name);
	buf_printf(b, "%s is %s", within != NULL ? within : m->name,
	    wrong_type[m->type]);
}

static void
put_inner(struct buf *b, size_t *n, const cJSON *list)
{
	const struct member *m;
	const cJSON *e, *value;

	cJSON_ArrayForEach(e, list) {
		cJSON_ArrayForEach(value, e) {
			m = find_members(inner,
			    sizeof(inner) / sizeof(inner[0]), value->string);
			if (m != NULL && !fits(value, m->type))
				put(b, n, list->string, m);
		}
	}
}

const char *
members_odd(const cJSON *node, struct arena *mem)
{
	const struct member *m;
	struct buf b = BUF_INIT;
	const char *phrase = NULL;
	const cJSON *value;
	size_t n = 0;

	cJSON_ArrayForEach(value, node) {
		m = find_members(members, sizeof(members) / sizeof(members[0]),
		    value->string);
		if (m == NULL)
			continue;
		if (!fits(value, m->type))
			put(&b, &n, NULL, m);
		else if (m->type == OBJECTS)
			put_inner(&b, &n, value);
	}
	if (n > SHOWN)
		buf_printf(&b, "; and %zu more", n - SHOWN);
	if (n > 0)
		phrase = arena_strdup(mem, buf_str(&b));
	buf_free(&b);
	return phrase;
}
