/* Resolving words to a set of techniques. */
#include "threat/targets.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/word.h"
#include "search/find.h"
#include "search/suggest.h"
#include "seeker.h"
#include "value/member.h"
#include "words/target_word.h"
#include "words/words.h"

static int
seek_technique(struct seeker *s, const char *word, const char *name,
    const char *kind)
{
	cJSON *row = NULL, *old = NULL;
	int found = find_exact(s->c, name, &row, &old);

	(void)kind;
	if (found != 1)
		return found;
	if (old != NULL)
		seeker_tell_revoked(s, word, member_string(old, "id"),
		    member_string(row, "id"));
	seeker_take(s, seeker_target(s, word, "technique", row), row, NULL);
	return 1;
}

static void
take_tactic(struct seeker *s, cJSON *target, const cJSON *tactic,
    const cJSON *phases)
{
	const cJSON *phase, *row = s->rows->child;

	/* Both are in the order of techniques. */
	cJSON_ArrayForEach(phase, phases) {
		while (row != NULL && member_number(row, "pk") <
		    member_number(phase, "technique"))
			row = row->next;
		if (row != NULL && member_state(row) == STATE_ACTIVE &&
		    str_equal(member_string(row, "domain"),
		    member_string(tactic, "domain")) &&
		    str_equal(member_string(phase, "shortname"),
		    member_string(tactic, "shortname")))
			seeker_take(s, target, row, NULL);
	}
}

/* Several domains may have a tactic of that name: all are meant. A name alone
 * will do only after "tactic:". */
static int
seek_tactic(struct seeker *s, const char *word, const char *name,
    const char *kind)
{
	cJSON *tactics = NULL, *phases = NULL, *target = NULL, *same = NULL;
	const cJSON *t;
	int rc = -1;

	if (seeker_same(s, name, "tactic", &same) == -1 ||
	    catalog_rows(s->c, Q_TACTICS, NULL, &tactics) == -1)
		goto out;
	if (same != NULL)
		name = member_string(same, "id");
	cJSON_ArrayForEach(t, tactics) {
		if (!str_equal_nocase(member_string(t, "id"), name) &&
		    (kind == NULL ||
		    (!word_is(name, member_string(t, "shortname")) &&
		    !word_is(name, member_string(t, "name")))))
			continue;
		if (seeker_need_rows(s) == -1 || (phases == NULL &&
		    catalog_rows(s->c, Q_ALL_PHASES, NULL, &phases) == -1))
			goto out;
		if (target == NULL)
			target = seeker_target(s, word, "tactic", t);
		take_tactic(s, target, t, phases);
	}
	rc = target != NULL;
out:
	cJSON_Delete(same);
	cJSON_Delete(tactics);
	cJSON_Delete(phases);
	return rc;
}

static int
seek_actor(struct seeker *s, const char *word, const char *name,
    const char *only)
{
	cJSON *row, *target;
	int rc = seeker_find_actor(s, word, name, only, &row);

	if (rc != 1)
		return rc;
	target = seeker_target(s, word, member_string(row, "kind"), row);
	rc = seeker_use_actor(s, target, word);
	cJSON_Delete(row);
	return rc;
}

static int
seek_any(struct seeker *s, const char *word, const char *name,
    const char *kind)
{
	bool files = (s->how & TARGETS_NO_FILES) == 0;
	size_t prefix;
	int rc;

	if ((files && target_word_is_file(name, &prefix)) ||
	    strcmp(name, "-") == 0)
		return seeker_report_file(s, word, name, kind);
	rc = seek_technique(s, word, name, kind);
	if (rc == 0)
		rc = seek_tactic(s, word, name, kind);
	if (rc == 0)
		rc = seek_actor(s, word, name, kind);
	if (rc == 0)
		rc = seeker_vulnerability(s, word, name, kind);
	if (rc == 0 && files && file_exists(name) && !file_is_folder(name))
		rc = seeker_report_file(s, word, name, kind);
	return rc;
}

/* What a word may start with; the last row is for all others. seek returns 1 if
 * found, 0 if not, -1 after reporting the error. */
static const struct {
	const char *prefix, *kind;
	int (*seek)(struct seeker *s, const char *word, const char *name,
	    const char *kind);
} kinds[] = {
	{ "technique:", "technique", seek_technique },
	{ "group:", "group", seek_actor },
	{ "software:", "software", seek_actor },
	{ "campaign:", "campaign", seek_actor },
	{ "tactic:", "tactic", seek_tactic },
	{ "vulnerability:", "vulnerability", seeker_vulnerability },
	{ "layer:", "layer", seeker_layer_file },
	{ "report:", "report", seeker_report_file },
	{ "", NULL, seek_any },
};

static const size_t nkinds = sizeof(kinds) / sizeof(kinds[0]);

/* Adds a word that names nothing, with suggestions. */
static int
add_unresolved(struct seeker *s, const char *word, const char *name,
    const char *kind)
{
	cJSON *one = cJSON_CreateObject(), *near;
	bool any = kind == NULL, technique = str_equal(kind, "technique");
	bool tactic = str_equal(kind, "tactic");
	struct buf why = BUF_INIT;

	cJSON_AddItemToArray(s->unresolved, one);
	cJSON_AddStringToObject(one, "word", word);
	if (any && seeker_is_vulnerability(name))
		buf_puts(&why, "no source of this catalog knows it");
	else if (any)
		buf_puts(&why, "no such technique, tactic, group, software or "
		    "campaign");
	else
		buf_printf(&why, "no such %s", kind);
	member_take_buf(one, "why", &why);
	near = cJSON_AddArrayToObject(one, "near");
	if (((any || technique) &&
	    suggest_techniques(s->c, name, near) == -1) ||
	    (!technique && !tactic &&
	    suggest_actors(s->c, name, kind, near) == -1) ||
	    (tactic && suggest_tactics(s->c, name, near) == -1) ||
	    (seeker_is_vulnerability(name) &&
	    suggest_vulnerabilities(s->c, name, near) == -1))
		return -1;
	suggest_choose(near);
	return 0;
}

static int
seek(struct seeker *s, const char *word)
{
	struct arena mem = { 0 };
	const char *name;
	size_t i = 0, prefix;
	int rc = 0;

	while (i < nkinds - 1 && strncasecmp(word, kinds[i].prefix,
	    strlen(kinds[i].prefix)) != 0)
		i++;
	name = str_trim(&mem, word + strlen(kinds[i].prefix));
	if ((s->how & TARGETS_NO_FILES) == 0 || strcmp(name, "-") == 0 ||
	    !target_word_is_file(word, &prefix) || prefix == 0)
		rc = kinds[i].seek(s, word, name, kinds[i].kind);
	if (rc == 0)
		rc = add_unresolved(s, word, name, kinds[i].kind);
	arena_free(&mem);
	return rc == -1 ? -1 : 0;
}

cJSON *
targets_resolve(struct catalog *c, const struct strs *words, unsigned how)
{
	struct seeker s = { .c = c, .how = how };
	cJSON *all = cJSON_CreateObject(), *list;
	size_t i;
	int rc = 0;

	s.targets = cJSON_AddArrayToObject(all, "targets");
	list = cJSON_AddArrayToObject(all, "techniques");
	s.told = cJSON_AddArrayToObject(all, "told");
	s.unresolved = cJSON_AddArrayToObject(all, "unresolved");
	for (i = 0; rc == 0 && i < words->n; i++)
		rc = seek(&s, words->v[i]);
	for (i = 0; i < s.n; i++)
		if (s.by_pk[i] != NULL)
			cJSON_AddItemToArray(list, s.by_pk[i]);
	if (s.found != NULL)
		cJSON_AddItemToObject(all, "found", s.found);
	free(s.by_pk);
	cJSON_Delete(s.rows);
	if (rc == 0)
		return all;
	cJSON_Delete(all);
	return NULL;
}
