/* Resolving words to a set of techniques. */
#include "threat/targets.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/word.h"
#include "search/find.h"
#include "layer_file.h"
#include "search/suggest.h"
#include "value/member.h"
#include "words/words.h"

/* What has been found so far. */
struct seeker {
	struct catalog *c;
	bool software;
	cJSON *rows;   /* Q_TECHNIQUES, read on demand */
	cJSON **by_pk; /* of the techniques of the set, by_pk[pk - 1] */
	size_t n;
	cJSON *targets, *told, *unresolved;
};

/* Kinds of actors; if a name is ambiguous, the first is meant. */
static const char *const actor_kinds[] = { "group", "campaign", "software",
	NULL };

static void
tell(struct seeker *s, const char *word, const char *id,
    const char *outcome, const char *why)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddStringToObject(one, "word", word);
	member_add_text(one, "id", id);
	cJSON_AddStringToObject(one, "outcome", outcome);
	cJSON_AddStringToObject(one, "why", why);
	cJSON_AddItemToArray(s->told, one);
}

static cJSON *
new_target(struct seeker *s, const char *word, const char *kind,
    const cJSON *row)
{
	static const char *const kept[] = { "id", "name", "url", NULL };
	cJSON *target = cJSON_CreateObject();

	cJSON_AddStringToObject(target, "word", word);
	cJSON_AddStringToObject(target, "kind", kind);
	member_add_text(target, "label", row != NULL ? member_string(row, "id")
						    : path_base(word));
	member_copy_all(target, row, kept);
	cJSON_AddArrayToObject(target, "techniques");
	cJSON_AddItemToArray(s->targets, target);
	return target;
}

static void
add_once(cJSON *list, const char *word)
{
	if (!member_has(list, word))
		cJSON_AddItemToArray(list, cJSON_CreateString(word));
}

/* Adds an active technique to the set for a target. via is the actor that uses
 * it for the target, NULL if the target does itself. */
static cJSON *
take_active(struct seeker *s, cJSON *target, const cJSON *row, const char *via)
{
	size_t at = (size_t)member_number(row, "pk") - 1;
	cJSON *t;

	if (at >= s->n) {
		s->by_pk = mem_grow(s->by_pk, at + 1, sizeof(*s->by_pk));
		memset(s->by_pk + s->n, 0, (at + 1 - s->n) *
		    sizeof(*s->by_pk));
		s->n = at + 1;
	}
	t = s->by_pk[at];
	if (t == NULL) {
		t = s->by_pk[at] = cJSON_Duplicate(row, 1);
		cJSON_AddArrayToObject(t, "targets");
		if (via != NULL)
			cJSON_AddArrayToObject(t, "via");
	}
	add_once(member_get(t, "targets"), member_string(target, "label"));
	if (via == NULL)
		cJSON_DeleteItemFromObject(t, "via");
	else if (member_get(t, "via") != NULL)
		add_once(member_get(t, "via"), via);
	add_once(member_get(target, "techniques"), member_string(row, "id"));
	return t;
}

/* The same for a technique in any state; notes what became of it. NULL if it is
 * not added. */
static cJSON *
take_any(struct seeker *s, cJSON *target, const cJSON *row, const char *via)
{
	enum technique_state state = member_state(row);

	if (state == STATE_ACTIVE)
		return take_active(s, target, row, via);
	tell(s, member_string(target, "word"), member_string(row, "id"),
	    state_name(state), state == STATE_DEPRECATED
		? "deprecated: it counts nowhere"
		: "revoked without one successor: it counts nowhere");
	return NULL;
}

/* "revoked: its successor is T1059.001" */
static void
tell_revoked(struct seeker *s, const char *word, const char *id,
    const char *successor)
{
	struct arena mem = { 0 };

	tell(s, word, id, state_name(STATE_REVOKED), arena_printf(&mem,
	    "revoked: its successor is %s", successor));
	arena_free(&mem);
}

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
		tell_revoked(s, word, member_string(old, "id"),
		    member_string(row, "id"));
	take_any(s, new_target(s, word, "technique", row), row, NULL);
	return 1;
}

/* Reads all techniques on demand. Returns 0, or -1 after reporting the error.
 * */
static int
need_rows(struct seeker *s)
{
	return s->rows != NULL ? 0
	    : catalog_rows(s->c, Q_TECHNIQUES, NULL, &s->rows);
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
			take_active(s, target, row, NULL);
	}
}

/* Several domains may have a tactic of that name: all are meant. A name alone
 * will do only after "tactic:". */
static int
seek_tactic(struct seeker *s, const char *word, const char *name,
    const char *kind)
{
	cJSON *tactics = NULL, *phases = NULL, *target = NULL;
	const cJSON *t;
	int rc = -1;

	if (catalog_rows(s->c, Q_TACTICS, NULL, &tactics) == -1 ||
	    catalog_rows(s->c, Q_ALL_PHASES, NULL, &phases) == -1)
		goto out;
	cJSON_ArrayForEach(t, tactics) {
		if (!str_equal_nocase(member_string(t, "id"), name) &&
		    (kind == NULL ||
		    (!word_is(name, member_string(t, "shortname")) &&
		    !word_is(name, member_string(t, "name")))))
			continue;
		if (need_rows(s) == -1)
			goto out;
		if (target == NULL)
			target = new_target(s, word, "tactic", t);
		take_tactic(s, target, t, phases);
	}
	rc = target != NULL;
out:
	cJSON_Delete(tactics);
	cJSON_Delete(phases);
	return rc;
}

/* Adds an actor whose techniques are the target's, too; false if it is there
 * already. */
static bool
add_through(cJSON *target, const cJSON *link)
{
	cJSON *list = member_get(target, "through"), *one;
	const cJSON *e;

	if (list == NULL)
		list = cJSON_AddArrayToObject(target, "through");
	cJSON_ArrayForEach(e, list)
		if (str_equal(member_string(e, "id"),
		    member_string(link, "id")))
			return false;
	one = cJSON_CreateObject();
	member_copy(one, link, "id");
	member_add_text(one, "kind", member_string(link, "other_kind"));
	member_copy(one, link, "name");
	cJSON_AddItemToArray(list, one);
	return true;
}

/* Does a link lead to an actor whose techniques are the other's, too? */
static bool
is_through(const struct seeker *s, const cJSON *link)
{
	if (member_get(link, "from") == NULL)
		return str_equal(member_string(link, "kind"), "attributed-to");
	return s->software && str_equal(member_string(link, "kind"), "uses");
}

/* Adds what the actor uses, in all domains, then what campaigns attributed to
 * it use and, if asked for, the software of all of them. via is as for
 * take_active. */
static int
take_actor(struct seeker *s, cJSON *target, const char *id, const char *via)
{
	cJSON *rows = NULL, *links = NULL;
	const cJSON *row, *l;
	const char *other;
	int rc = -1;

	if (catalog_rows(s->c, Q_ACTOR_TECHNIQUES, id, &rows) == -1 ||
	    catalog_rows(s->c, Q_ACTOR_LINKS, id, &links) == -1)
		goto out;
	cJSON_ArrayForEach(row, rows)
		take_any(s, target, row, via);
	cJSON_ArrayForEach(l, links) {
		other = member_string(l, "id");
		if (is_through(s, l) && add_through(target, l) &&
		    take_actor(s, target, other, other) == -1)
			goto out;
	}
	rc = 0;
out:
	cJSON_Delete(rows);
	cJSON_Delete(links);
	return rc;
}

/* The actor that is meant: the best match; of equal ones the first kind. */
static const cJSON *
choose_actor(const cJSON *rows, const char *only)
{
	const cJSON *row, *best = NULL;
	size_t i;

	for (i = 0; actor_kinds[i] != NULL; i++)
		cJSON_ArrayForEach(row, rows)
			if (str_equal(member_string(row, "kind"),
			    actor_kinds[i]) && (only == NULL ||
			    str_equal(only, actor_kinds[i])) &&
			    (best == NULL || member_number(row, "by") <
			    member_number(best, "by")))
				best = row;
	return best;
}

static void
tell_namesakes(struct seeker *s, const char *word, const cJSON *rows,
    const cJSON *chosen, const char *only)
{
	struct arena mem = { 0 };
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (!str_equal(member_string(row, "id"),
		    member_string(chosen, "id")) && (only == NULL ||
		    str_equal(only, member_string(row, "kind"))))
			tell(s, word, member_string(row, "id"), "ambiguous",
			    arena_printf(&mem, "%s %s has that name too",
			    member_string(row, "kind"),
			    member_string(row, "name")));
	arena_free(&mem);
}

/* Several domains may have an actor of that id: all are meant. */
static int
seek_actor(struct seeker *s, const char *word, const char *name,
    const char *only)
{
	cJSON *rows = NULL, *target = NULL;
	const cJSON *chosen;
	int rc = -1;

	if (catalog_rows(s->c, Q_ACTOR, name, &rows) == -1)
		goto out;
	chosen = choose_actor(rows, only);
	rc = chosen != NULL;
	if (chosen == NULL)
		goto out;
	target = new_target(s, word, member_string(chosen, "kind"), chosen);
	if (take_actor(s, target, member_string(chosen, "id"), NULL) == -1)
		rc = -1;
	tell_namesakes(s, word, rows, chosen, only);
	if (member_get(target, "techniques")->child == NULL)
		tell(s, word, member_string(target, "id"), "empty",
		    "no technique of it is known");
out:
	cJSON_Delete(rows);
	return rc;
}

/* The technique of an id, or NULL. */
static const cJSON *
row_of_id(const struct seeker *s, const char *id)
{
	const cJSON *row, *any = NULL;

	cJSON_ArrayForEach(row, s->rows)
		if (str_equal(member_string(row, "id"), id) &&
		    (any == NULL || member_get(row, "page") != NULL))
			any = row;
	return any;
}

static void
take_entry(struct seeker *s, cJSON *target, const cJSON *entry,
    const char *domain)
{
	const char *id = member_string(entry, "id");
	const char *word = member_string(target, "word"), *successor;
	const cJSON *row = row_of_id(s, id),
		    *score = member_get(entry, "score");
	cJSON *t;

	if (row == NULL) {
		tell(s, word, id, outcome_name(OUTCOME_UNKNOWN),
		    "not known to this ATT&CK");
		return;
	}
	if (domain != NULL &&
	    !str_equal(member_string(row, "domain"), domain)) {
		tell(s, word, id, "other-domain",
		    "not of the layer's domain");
		return;
	}
	successor = member_string(row, "successor_id");
	if (member_state(row) == STATE_REVOKED &&
	    successor != NULL) {
		tell_revoked(s, word, id, successor);
		row = row_of_id(s, successor);
	}
	t = take_any(s, target, row, NULL);
	if (t == NULL || score == NULL || (member_get(t, "score") != NULL &&
	    member_get(t, "score")->valuedouble >= score->valuedouble))
		return;
	cJSON_DeleteItemFromObject(t, "score");
	member_copy(t, entry, "score");
}

/* Does the catalog have techniques of the domain? */
static bool
has_domain(const struct seeker *s, const char *domain)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, s->rows)
		if (str_equal(member_string(row, "domain"), domain))
			return true;
	return false;
}

static int
seek_layer(struct seeker *s, const char *word, const char *path,
    const char *kind)
{
	static const char *const kept[] = { "name", "domain", "attack",
		"passed_over", NULL };
	cJSON *layer = NULL, *target;
	const char *domain;
	const cJSON *entry;

	(void)kind;
	if (need_rows(s) == -1 || layer_file_read(path, &layer) == -1)
		return -1;
	target = new_target(s, word, "layer", NULL);
	member_copy_all(target, layer, kept);
	domain = member_string(layer, "domain");
	if (domain != NULL && !has_domain(s, domain))
		tell(s, word, NULL, "other-domain",
		    "a layer of a domain that the catalog does not have");
	else
		cJSON_ArrayForEach(entry, member_get(layer, "techniques"))
			take_entry(s, target, entry, domain);
	if (member_get(target, "techniques")->child == NULL)
		tell(s, word, NULL, "empty",
		    "no technique of it is a target");
	cJSON_Delete(layer);
	return 1;
}

static int
seek_any(struct seeker *s, const char *word, const char *name,
    const char *kind)
{
	size_t n = strlen(name);
	int rc;

	if (n > 5 && strcasecmp(name + n - 5, ".json") == 0)
		return seek_layer(s, word, name, kind);
	rc = seek_technique(s, word, name, kind);
	if (rc == 0)
		rc = seek_tactic(s, word, name, kind);
	if (rc == 0)
		rc = seek_actor(s, word, name, kind);
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
	{ "layer:", "layer", seek_layer },
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
	if (any)
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
	    (tactic && suggest_tactics(s->c, name, near) == -1))
		return -1;
	suggest_choose(near);
	return 0;
}

static int
seek(struct seeker *s, const char *word)
{
	struct arena mem = { 0 };
	const char *name;
	size_t i = 0;
	int rc;

	while (i < nkinds - 1 && strncasecmp(word, kinds[i].prefix,
	    strlen(kinds[i].prefix)) != 0)
		i++;
	name = str_trim(&mem, word + strlen(kinds[i].prefix));
	rc = kinds[i].seek(s, word, name, kinds[i].kind);
	if (rc == 0)
		rc = add_unresolved(s, word, name, kinds[i].kind);
	arena_free(&mem);
	return rc == -1 ? -1 : 0;
}

cJSON *
targets_resolve(struct catalog *c, const struct strs *words, bool software)
{
	struct seeker s = { .c = c, .software = software };
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
	free(s.by_pk);
	cJSON_Delete(s.rows);
	if (rc == 0)
		return all;
	cJSON_Delete(all);
	return NULL;
}
