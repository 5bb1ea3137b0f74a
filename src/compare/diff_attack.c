/* What ATT&CK itself changed between two snapshots. */
#include <stdlib.h>
#include <string.h>

#include "diff_parts.h"
#include "value/member.h"
#include "words/words.h"

const char *
diff_became(const struct diff *d, const struct technique *t,
    const struct technique **to)
{
	const struct technique *successor = diff_successor(d, t);

	*to = NULL;
	if (!t->active[OLD] || t->active[NEW])
		return NULL;
	if (t->node[NEW] == NULL)
		return "missing";
	if (member_state(t->node[NEW]) == STATE_DEPRECATED)
		return outcome_name(OUTCOME_DEPRECATED);
	*to = successor;
	if (successor == NULL)
		return outcome_name(OUTCOME_RETIRED);
	return successor->merged > 1 || successor->active[OLD] ? "merged"
	    : "replaced";
}

const char *
diff_namesake(const struct diff *d, const struct technique *t)
{
	const char *name = member_string(t->node[OLD], "name");
	const struct technique *x;
	size_t i;

	for (i = 0; i < d->ntechniques; i++) {
		x = &d->techniques[i];
		if (x->active[NEW] && !x->active[OLD] &&
		    strcmp(x->domain, t->domain) == 0 &&
		    str_equal_nocase(member_string(x->node[NEW], "name"), name))
			return x->id;
	}
	return NULL;
}

static cJSON *
add_change(cJSON *list, const char *domain, const char *id, const cJSON *node,
    const char *change)
{
	cJSON *one = cJSON_CreateObject();

	member_add_text(one, "domain", domain);
	member_add_text(one, "id", id);
	member_copy(one, node, "name");
	member_add_text(one, "change", change);
	cJSON_AddItemToArray(list, one);
	return one;
}

/* What a tactic is known by, whatever it is called: its id; its short name,
 * where the snapshot has no such tactic. */
static const char *
tactic_id(const struct diff *d, enum side side, const char *domain,
    const char *shortname)
{
	const cJSON *t;

	cJSON_ArrayForEach(t, member_get(member_get(d->snapshot[side],
	    "tactics"), domain))
		if (str_equal(member_string(t, "shortname"), shortname))
			return t->string;
	return shortname;
}

/* The tactics of a technique that it has in that state only. */
static cJSON *
tactics_only(const struct diff *d, const struct technique *t, enum side side)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *e, *other;
	const char *id;

	cJSON_ArrayForEach(e, member_get(t->node[side], "tactics")) {
		id = tactic_id(d, side, t->domain, e->valuestring);
		cJSON_ArrayForEach(other, member_get(t->node[!side], "tactics"))
			if (str_equal(tactic_id(d, !side, t->domain,
			    other->valuestring), id))
				break;
		if (other == NULL)
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(e->valuestring));
	}
	return list;
}

/* Active in both: another name, other tactics. */
static void
add_altered(cJSON *list, const struct diff *d, const struct technique *t)
{
	const char *name = member_string(t->node[OLD], "name");
	cJSON *gained = tactics_only(d, t, NEW);
	cJSON *lost = tactics_only(d, t, OLD), *one;

	if (!str_equal(member_string(t->node[NEW], "name"), name)) {
		one = add_change(list, t->domain, t->id, t->node[NEW],
		    "renamed");
		member_add_text(one, "old_name", name);
	}
	if (gained->child != NULL || lost->child != NULL) {
		one = add_change(list, t->domain, t->id, t->node[NEW],
		    "tactics");
		cJSON_AddItemToObject(one, "tactics_gained", gained);
		cJSON_AddItemToObject(one, "tactics_lost", lost);
	} else {
		cJSON_Delete(gained);
		cJSON_Delete(lost);
	}
}

static void
add_technique(cJSON *list, const struct diff *d, const struct technique *t)
{
	const struct technique *to;
	const char *how = diff_became(d, t, &to);
	cJSON *one, *next;

	if (how != NULL) {
		one = add_change(list, t->domain, t->id, t->node[OLD], how);
		if (to == NULL) {
			member_add_text(one, "namesake", diff_namesake(d, t));
			return;
		}
		next = cJSON_AddObjectToObject(one, "to");
		member_add_text(next, "id", to->id);
		member_copy(next, to->node[NEW], "name");
	} else if (t->active[NEW] && t->active[OLD]) {
		add_altered(list, d, t);
	} else if (t->active[NEW]) {
		add_change(list, t->domain, t->id, t->node[NEW],
		    t->node[OLD] == NULL ? "new" : "restored");
	}
}

/* Tactics of a domain of both: new, missing or renamed. */
static void
add_tactics(cJSON *list, const struct pair *domain)
{
	size_t i, n;
	struct pair *p = pair_up(domain->old, domain->new, OLD_FIRST, &n);
	const char *was;
	cJSON *one;

	for (i = 0; i < n; i++) {
		was = member_string(p[i].old, "name");
		if (p[i].old != NULL && p[i].new != NULL &&
		    str_equal(was, member_string(p[i].new, "name")))
			continue;
		one = add_change(list, domain->name, p[i].name,
		    p[i].new != NULL ? p[i].new : p[i].old,
		    p[i].new == NULL ? "missing"
		    : p[i].old == NULL ? "new" : "renamed");
		if (p[i].old != NULL && p[i].new != NULL)
			member_add_text(one, "old_name", was);
		member_add_flag(one, "tactic", true);
	}
	free(p);
}

void
diff_add_attack(cJSON *to, const struct diff *d)
{
	const cJSON *old = member_get(d->snapshot[OLD], "tactics");
	const cJSON *new = member_get(d->snapshot[NEW], "tactics");
	cJSON *list = cJSON_AddArrayToObject(to, "attack");
	const struct technique *t;
	size_t i, n;
	struct pair *domains = pair_up(old, new, OLD_FIRST, &n);

	for (i = 0; i < n; i++)
		if (domains[i].old != NULL && domains[i].new != NULL)
			add_tactics(list, &domains[i]);
	free(domains);
	/* A domain that one alone has is one difference, not a thousand. */
	for (i = 0; i < d->ntechniques; i++) {
		t = &d->techniques[i];
		if (t->chosen && member_get(old, t->domain) != NULL &&
		    member_get(new, t->domain) != NULL)
			add_technique(list, d, t);
	}
}
