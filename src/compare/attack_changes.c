/* What ATT&CK itself changed between two snapshots. */
#include "attack_changes.h"

#include <stdlib.h>
#include <string.h>

#include "value/member.h"

/* The active technique that replaced one; NULL where there is none. */
static const struct side_technique *
successor(const struct side *s, const struct side_technique *t)
{
	const struct side_technique *to = side_find(s, t->domain,
	    member_string(t->node, "successor"));

	return to != NULL && to->active ? to : NULL;
}

static bool
was_active(const struct cell *c)
{
	return c->old != NULL && c->old->active;
}

static bool
is_active_attack_changes(const struct cell *c)
{
	return c->new != NULL && c->new->active;
}

void
attack_begin(struct attack *a, const struct steps *steps)
{
	const struct side_technique *to;
	const struct cell *c = steps->cells;

	a->steps = steps;
	a->into = mem_array(steps->new->ntechniques, sizeof(*a->into));
	for (; c < steps->cells + steps->ncells; c++) {
		if (!was_active(c) || c->new == NULL || c->new->active)
			continue;
		to = successor(steps->new, c->new);
		if (to != NULL)
			a->into[to - steps->new->techniques]++;
	}
}

const char *
attack_how(const struct attack *a, const struct cell *c,
    const struct side_technique **to)
{
	const struct side *new = a->steps->new;
	const struct side_technique *before;

	*to = NULL;
	if (!was_active(c) || is_active_attack_changes(c))
		return NULL;
	if (c->new == NULL)
		return "missing";
	if (str_equal(member_string(c->new->node, "state"), "deprecated"))
		return "deprecated";
	*to = successor(new, c->new);
	if (*to == NULL)
		return "retired";
	before = side_find(a->steps->old, c->domain, (*to)->id);
	return a->into[*to - new->techniques] > 1 ||
	    (before != NULL && before->active) ? "merged" : "replaced";
}

const char *
attack_namesake(const struct attack *a, const struct cell *c)
{
	const char *name = member_string(c->old->node, "name");
	const struct cell *x = a->steps->cells;

	for (; x < a->steps->cells + a->steps->ncells; x++)
		if (is_active_attack_changes(x) && !was_active(x) &&
		    strcmp(x->domain, c->domain) == 0 &&
		    str_equal_nocase(member_string(x->new->node, "name"), name))
			return x->id;
	return NULL;
}

const char *
attack_moved(const struct attack *a, const struct moved *m)
{
	const char *ids[] = { m->tagged, m->from }, *how = NULL;
	const struct side_technique *to;
	const struct cell *c;
	size_t i;

	for (i = 0; how == NULL && i < 2; i++) {
		c = steps_cell(a->steps, m->old->domain, ids[i]);
		how = c == NULL ? NULL : attack_how(a, c, &to);
	}
	if (how != NULL)
		return how;
	if (m->is == NULL)
		return "missing";
	return m->was == NULL && side_find(a->steps->old, m->old->domain,
	    m->tagged) == NULL ? "known" : "restored";
}

static cJSON *
add_change(cJSON *list, const char *domain, const char *id, const char *name,
    const char *change)
{
	cJSON *one = cJSON_CreateObject();

	member_add_text(one, "domain", domain);
	member_add_text(one, "id", id);
	member_add_text(one, "name", name);
	member_add_text(one, "change", change);
	cJSON_AddItemToArray(list, one);
	return one;
}

/* What a tactic is known by, whatever it is called: its id; its short name,
 * where the snapshot has no such tactic. */
static const char *
tactic_id(const struct side *s, const char *domain, const char *shortname)
{
	const cJSON *t;

	cJSON_ArrayForEach(t, member_get(member_get(s->snapshot, "tactics"),
	    domain))
		if (str_equal(member_string(t, "shortname"), shortname))
			return t->string;
	return shortname;
}

/* The tactics of a technique on side a that it has not on side b. */
static cJSON *
without(const struct side *a, const struct side_technique *x,
    const struct side *b, const struct side_technique *y)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *e, *other;
	const char *id;

	cJSON_ArrayForEach(e, member_get(x->node, "tactics")) {
		id = tactic_id(a, x->domain, e->valuestring);
		cJSON_ArrayForEach(other, member_get(y->node, "tactics"))
			if (str_equal(tactic_id(b, y->domain,
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
add_altered(cJSON *list, const struct steps *s, const struct cell *c)
{
	const char *name = member_string(c->new->node, "name");
	cJSON *gained = without(s->new, c->new, s->old, c->old);
	cJSON *lost = without(s->old, c->old, s->new, c->new), *one;

	if (!str_equal(member_string(c->old->node, "name"), name)) {
		one = add_change(list, c->domain, c->id, name, "renamed");
		member_add_text(one, "old_name",
		    member_string(c->old->node, "name"));
	}
	if (gained->child != NULL || lost->child != NULL) {
		one = add_change(list, c->domain, c->id, name, "tactics");
		cJSON_AddItemToObject(one, "tactics_gained", gained);
		cJSON_AddItemToObject(one, "tactics_lost", lost);
	} else {
		cJSON_Delete(gained);
		cJSON_Delete(lost);
	}
}

static void
add_technique_attack_changes(cJSON *list, const struct attack *a,
    const struct cell *c)
{
	const struct side_technique *to;
	const char *how = attack_how(a, c, &to);
	cJSON *one, *next;

	if (how != NULL) {
		one = add_change(list, c->domain, c->id,
		    member_string(c->old->node, "name"), how);
		if (to == NULL) {
			member_add_text(one, "namesake", attack_namesake(a, c));
			return;
		}
		next = cJSON_AddObjectToObject(one, "to");
		member_add_text(next, "id", to->id);
		member_copy(next, to->node, "name");
	} else if (is_active_attack_changes(c) && was_active(c)) {
		add_altered(list, a->steps, c);
	} else if (is_active_attack_changes(c)) {
		add_change(list, c->domain, c->id,
		    member_string(c->new->node, "name"),
		    c->old == NULL ? "new" : "restored");
	}
}

static void
add_tactics_attack_changes(cJSON *list, const cJSON *domain, const cJSON *other,
    bool old)
{
	const cJSON *t, *now;
	cJSON *one;

	cJSON_ArrayForEach(t, domain) {
		now = member_get(other, t->string);
		one = NULL;
		if (now == NULL)
			one = add_change(list, domain->string, t->string,
			    member_string(t, "name"), old ? "missing" : "new");
		else if (old && !str_equal(member_string(t, "name"),
		    member_string(now, "name"))) {
			one = add_change(list, domain->string, t->string,
			    member_string(now, "name"), "renamed");
			member_add_text(one, "old_name",
			    member_string(t, "name"));
		}
		member_add_flag(one, "tactic", one != NULL);
	}
}

cJSON *
attack_changes(const struct attack *a)
{
	const struct steps *s = a->steps;
	const cJSON *old = member_get(s->old->snapshot, "tactics"), *d;
	const cJSON *new = member_get(s->new->snapshot, "tactics"), *other;
	cJSON *list = cJSON_CreateArray();
	const struct cell *c = s->cells;

	cJSON_ArrayForEach(d, old) {
		other = member_get(new, d->string);
		if (other == NULL)
			continue;
		add_tactics_attack_changes(list, d, other, true);
		add_tactics_attack_changes(list, other, d, false);
	}
	/* A domain that one alone has is one difference, not a thousand. */
	for (; c < s->cells + s->ncells; c++)
		if (c->chosen && member_get(old, c->domain) != NULL &&
		    member_get(new, c->domain) != NULL)
			add_technique_attack_changes(list, a, c);
	return list;
}

void
attack_free(struct attack *a)
{
	free(a->into);
	memset(a, 0, sizeof(*a));
}
