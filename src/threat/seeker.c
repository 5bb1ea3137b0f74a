/* What words for targets have led to so far. */
#include "seeker.h"

#include <string.h>

#include "base/file.h"
#include "threat/targets.h"
#include "value/member.h"
#include "words/words.h"

void
seeker_tell(struct seeker *s, const char *word, const char *id,
    const char *outcome, const char *why)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddStringToObject(one, "word", word);
	member_add_text(one, "id", id);
	cJSON_AddStringToObject(one, "outcome", outcome);
	cJSON_AddStringToObject(one, "why", why);
	cJSON_AddItemToArray(s->told, one);
}

cJSON *
seeker_target(struct seeker *s, const char *word, const char *kind,
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

const char *
seeker_why_not(const cJSON *row)
{
	return member_state(row) == STATE_DEPRECATED
	    ? "deprecated: it counts nowhere"
	    : "revoked without one successor: it counts nowhere";
}

cJSON *
seeker_take(struct seeker *s, cJSON *target, const cJSON *row,
    const char *via)
{
	enum technique_state state = member_state(row);

	if (state == STATE_ACTIVE)
		return take_active(s, target, row, via);
	seeker_tell(s, member_string(target, "word"), member_string(row, "id"),
	    state_name(state), seeker_why_not(row));
	return NULL;
}

/* "revoked: its successor is T1059.001" */
void
seeker_tell_revoked(struct seeker *s, const char *word, const char *id,
    const char *successor)
{
	struct arena mem = { 0 };

	seeker_tell(s, word, id, state_name(STATE_REVOKED), arena_printf(&mem,
	    "revoked: its successor is %s", successor));
	arena_free(&mem);
}

/* Reads all techniques on demand. Returns 0, or -1 after reporting the error.
 * */
int
seeker_need_rows(struct seeker *s)
{
	return s->rows != NULL ? 0
	    : catalog_rows(s->c, Q_TECHNIQUES, NULL, &s->rows);
}

/* The technique of an id, or NULL. */
const cJSON *
seeker_row(const struct seeker *s, const char *id)
{
	const cJSON *row, *any = NULL;

	cJSON_ArrayForEach(row, s->rows)
		if (str_equal(member_string(row, "id"), id) &&
		    (any == NULL || member_get(row, "page") != NULL))
			any = row;
	return any;
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
	return (s->how & TARGETS_SOFTWARE) != 0 &&
	    str_equal(member_string(link, "kind"), "uses");
}

/* Adds what the actor uses, in all domains, then what campaigns attributed to
 * it use and, if asked for, the software of all of them. via is as for
 * take_active. */
static int
take_actor(struct seeker *s, cJSON *target, const char *id,
    const char *via)
{
	cJSON *rows = NULL, *links = NULL;
	const cJSON *row, *l;
	const char *other;
	int rc = -1;

	if (catalog_rows(s->c, Q_ACTOR_TECHNIQUES, id, &rows) == -1 ||
	    catalog_rows(s->c, Q_ACTOR_LINKS, id, &links) == -1)
		goto out;
	cJSON_ArrayForEach(row, rows)
		seeker_take(s, target, row, via);
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

/* Kinds of actors; if a name is ambiguous, the first is meant. */
static const char *const actor_kinds[] = { "group", "campaign", "software",
	NULL };

enum report_actors
seeker_kind(const char *kind)
{
	return str_equal(kind, actor_kinds[0]) ? REPORT_GROUP
	    : str_equal(kind, actor_kinds[1]) ? REPORT_CAMPAIGN
	    : REPORT_SOFTWARE;
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
			seeker_tell(s, word, member_string(row, "id"),
			    "ambiguous",
			    arena_printf(&mem, "%s %s has that name too",
			    member_string(row, "kind"),
			    member_string(row, "name")));
	arena_free(&mem);
}

/* Is a row of catalog_called an id of that thing; NULL: of an actor? */
static bool
is_id_of(const cJSON *row, const char *thing)
{
	const char *is = member_string(row, "thing");
	size_t i;

	if (member_number(row, "by") != 0)
		return false;
	for (i = 0; thing == NULL && actor_kinds[i] != NULL; i++)
		if (str_equal(is, actor_kinds[i]))
			return true;
	return str_equal(is, thing);
}

int
seeker_same(struct seeker *s, const char *word, const char *thing, cJSON **row)
{
	cJSON *rows = NULL, *one;

	*row = NULL;
	if (catalog_called(s->c, word, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(one, rows)
		if (*row == NULL && is_id_of(one, thing))
			*row = cJSON_Duplicate(one, 1);
	cJSON_Delete(rows);
	return *row != NULL;
}

/* Makes *rows those of what a word of another spelling, or an old id, is. */
static int
take_same(struct seeker *s, const char *word, const cJSON *same, cJSON **rows)
{
	const char *id = member_string(same, "id");

	if (member_string(same, "old") != NULL)
		seeker_tell_revoked(s, word, member_string(same, "old"), id);
	cJSON_Delete(*rows);
	*rows = NULL;
	return catalog_rows(s->c, Q_ACTOR, id, rows);
}

int
seeker_find_actor(struct seeker *s, const char *word, const char *name,
    const char *only, cJSON **row)
{
	const cJSON *chosen;
	cJSON *rows = NULL, *same = NULL;
	int rc;

	*row = NULL;
	if (catalog_rows(s->c, Q_ACTOR, name, &rows) == -1)
		return -1;
	if (rows->child == NULL) {
		rc = seeker_same(s, name, only, &same);
		if (rc == 1)
			rc = take_same(s, word, same, &rows);
		cJSON_Delete(same);
		if (rc == -1) {
			cJSON_Delete(rows);
			return -1;
		}
	}
	chosen = choose_actor(rows, only);
	if (chosen != NULL) {
		*row = cJSON_Duplicate(chosen, 1);
		tell_namesakes(s, word, rows, chosen, only);
	}
	cJSON_Delete(rows);
	return *row != NULL;
}

int
seeker_use_actor(struct seeker *s, cJSON *target, const char *word)
{
	if (take_actor(s, target, member_string(target, "id"), NULL) ==
	    -1)
		return -1;
	if (member_get(target, "techniques")->child == NULL)
		seeker_tell(s, word, member_string(target, "id"), "empty",
		    "no technique of it is known");
	return 1;
}
