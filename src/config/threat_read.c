/* Reads `holds` and `threat` of a definition: what threats a source holds. */
#include "threat_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "words/words.h"

#define AT(member) offsetof(struct source, member)
#define WORDS(what) (AT(actor_words) + (what) * sizeof(struct fields))

enum {
	FACTORS_MAX = 32, /* numbers of one source */
	NAME_MAX = 40,    /* bytes of what one is called */
};

const char *const threat_holds[] = { "controls", "threats", "baseline",
	"crosswalk", NULL };

static const struct key path_key = { "", KEY_FIELDS,
	offsetof(struct factor_field, fields), NULL, NULL };

static void
factors_free(struct factor_fields *f)
{
	size_t i;

	for (i = 0; i < f->n; i++) {
		const struct key keys[] = { path_key,
			{ NULL, KEY_END, 0, NULL, NULL } };

		keys_free(keys, &f->v[i]);
	}
	free(f->v);
	f->v = NULL;
	f->n = 0;
}

/* Lower-case letters, digits and dashes, from a letter on: it names a column. */
static bool
is_factor_name(const char *name)
{
	return *name >= 'a' && *name <= 'z' && strlen(name) <= NAME_MAX &&
	    name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

static int
read_factors(const struct keys_at *at, const cJSON *node, void *into)
{
	struct factor_fields *f = into;
	struct factor_field *one;
	const cJSON *e;

	factors_free(f);
	if (!cJSON_IsObject(node))
		return keys_error(at, node, "factors: expected names, and where "
		    "the number of each stands");
	cJSON_ArrayForEach(e, node) {
		if (!is_factor_name(e->string))
			return keys_error(at, e, "factors: %s: expected a name "
			    "of lower-case letters, digits and -", e->string);
		if (f->n == FACTORS_MAX)
			return keys_error(at, e, "factors: more than %d",
			    FACTORS_MAX);
		one = LIST_ADD(f->v, f->n);
		one->name = arena_strdup(at->mem, e->string);
		if (keys_read_one(at, e, &path_key, one) == -1)
			return -1;
	}
	return 0;
}

const struct key threat_keys[] = {
	{ "vulnerability", KEY_FIELDS, AT(vulnerability), NULL, NULL },
	{ "title", KEY_FIELDS, AT(threat_title), NULL, NULL },
	{ "category", KEY_FIELDS, AT(threat_category), NULL, NULL },
	{ "actor", KEY_FIELDS, AT(actor), NULL, NULL },
	{ "id", KEY_FIELDS, AT(threat_id), NULL, NULL },
	{ "groups", KEY_OTHER, AT(groups), NULL, taggings_read },
	{ "aliases", KEY_FIELDS, WORDS(PROFILE_ALIAS), NULL, NULL },
	{ "origin", KEY_FIELDS, WORDS(PROFILE_ORIGIN), NULL, NULL },
	{ "victims", KEY_FIELDS, WORDS(PROFILE_VICTIM), NULL, NULL },
	{ "sectors", KEY_FIELDS, WORDS(PROFILE_SECTOR), NULL, NULL },
	{ "factors", KEY_OTHER, AT(factors), NULL, read_factors },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static int
misfit(const struct source *s, const char *what)
{
	log_error("%s:%d: %s: %s", s->file, s->line, s->id, what);
	return -1;
}

int
threat_settle(struct source *s)
{
	static const int kinds[] = { [HOLDS_CONTROLS] = KIND_NONE,
		[HOLDS_THREATS] = KIND_THREATS,
		[HOLDS_BASELINE] = KIND_BASELINE,
		[HOLDS_CROSSWALK] = KIND_CROSSWALK };

	if (s->kind >= KIND_THREATS)
		s->kind = KIND_NONE;
	if (s->holds == HOLDS_CONTROLS)
		return 0;
	if (s->kind != KIND_NONE)
		return misfit(s, "kind: what holds no controls has no kind of "
		    "control");
	s->kind = kinds[s->holds];
	return 0;
}

int
threat_check(const struct source *s)
{
	int n = (s->vulnerability.n > 0) + (s->actor.n > 0) +
	    (s->factors.n > 0);

	if (n != 1)
		return misfit(s, "threat: expected one of vulnerability, actor "
		    "and factors");
	if (s->actor.n == 0 && s->techniques.n == 0)
		return misfit(s, "techniques: missing");
	return 0;
}

void
threat_free(struct source *s)
{
	taggings_free(&s->groups);
	factors_free(&s->factors);
}
