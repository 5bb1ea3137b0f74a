/* Which controls changed, and which ids lead elsewhere now. */
#include "diff_parts.h"
#include "value/member.h"
#include "words/words.h"

cJSON *
diff_control(const struct control *old, const struct control *new)
{
	static const char *const copied[] = { "id", "title", "path", "line",
		"url", NULL };
	const struct control *k = new != NULL ? new : old;
	cJSON *one = cJSON_CreateObject();

	member_add_text(one, "source", k->source->string);
	member_add_text(one, "kind", control_kinds[k->kind]);
	member_copy_all(one, k->node, copied);
	member_copy(one, k->source, "own");
	member_add_flag(one, "of_attack", k->of_attack);
	return one;
}

static void
add_pair(cJSON *to, const char *name, cJSON *old, cJSON *new)
{
	cJSON *pair = cJSON_AddObjectToObject(to, name);

	cJSON_AddItemToObject(pair, "old", old);
	cJSON_AddItemToObject(pair, "new", new);
}

static bool
names_id(const struct control *k, const char *id)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, member_get(k->node, "ids"))
		if (str_equal(e->valuestring, id))
			return true;
	return member_get(member_get(k->node, "resolved"), id) != NULL;
}

/* Ids that a control names, and the other (NULL: none) does not. */
static cJSON *
ids_without(const struct control *k, const struct control *other)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *e;

	cJSON_ArrayForEach(e, member_get(k->node, "ids"))
		if (other == NULL || !names_id(other, e->valuestring))
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(e->valuestring));
	cJSON_ArrayForEach(e, member_get(k->node, "resolved"))
		if (other == NULL || !names_id(other, e->string))
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(e->string));
	return list;
}

/* active, or why it is not in the figures. */
static const char *
state(const struct control *k)
{
	const char *why = member_string(k->node, "state");

	return k->counts ? lifecycle_name(LIFECYCLE_ACTIVE)
	    : why != NULL ? why : whose_name(k->whose);
}

bool
diff_add_state(cJSON *one, const struct control *a, const struct control *b)
{
	if (str_equal(state(a), state(b)))
		return false;
	add_pair(one, "state", cJSON_CreateString(state(a)),
	    cJSON_CreateString(state(b)));
	return true;
}

/* Adds how what it says differs: which ids, whether it counts, how well it is
 * tested. Does any of it? */
static bool
add_said(cJSON *one, const struct control *a, const struct control *b)
{
	cJSON *gained = ids_without(b, a), *lost = ids_without(a, b);
	bool retagged = gained->child != NULL || lost->child != NULL;
	bool restated;

	cJSON_AddItemToObject(one, "gained", gained);
	cJSON_AddItemToObject(one, "lost", lost);
	member_add_flag(one, "follows", retagged && !b->of_attack &&
	    a->counts == b->counts && !b->touched);
	restated = diff_add_state(one, a, b);
	if (a->best != b->best)
		add_pair(one, "evidence", cJSON_CreateNumber(a->best),
		    cJSON_CreateNumber(b->best));
	return retagged || restated || a->best != b->best;
}

static bool
leads_to_chosen(const struct diff *d, const char *domain, const char *id)
{
	const struct technique *t = diff_technique(d, SIDES, domain, id);

	return t != NULL && t->chosen;
}

/* Does it name a technique of the tactics that are asked for? */
static bool
names_chosen(const struct diff *d, const struct control *k)
{
	const cJSON *e;

	if (d->filter->tactics.n == 0)
		return true;
	cJSON_ArrayForEach(e, member_get(k->node, "ids"))
		if (leads_to_chosen(d, k->domain, e->valuestring))
			return true;
	cJSON_ArrayForEach(e, member_get(k->node, "resolved"))
		if (leads_to_chosen(d, k->domain, e->string) ||
		    leads_to_chosen(d, k->domain, e->valuestring))
			return true;
	return false;
}

/* A control that both have, where anything of it is different. What another
 * scope or setting may have done is not the control's change. */
static void
add_changed(cJSON *list, const struct diff *d, const struct control *a,
    const struct control *b)
{
	cJSON *one = diff_control(a, b);
	bool any = d->cause == NULL && add_said(one, a, b);

	member_add_text(one, "change", "changed");
	if (!str_equal(a->path, b->path)) {
		member_add_text(one, "old_path", a->path);
		any = true;
	}
	if (any && (names_chosen(d, a) || names_chosen(d, b)))
		cJSON_AddItemToArray(list, one);
	else
		cJSON_Delete(one);
}

/* One that only that state has; unless it is only by another scope or setting
 * that the other has it not: its source is the same there. */
static void
add_alone(cJSON *list, const struct diff *d, enum side side,
    const struct control *k)
{
	const cJSON *other = member_get(member_get(d->snapshot[!side],
	    "sources"), k->source->string);
	cJSON *one;

	if (!names_chosen(d, k) || (d->cause != NULL && other != NULL &&
	    diff_is_pinned(other) && diff_is_same_source(k->source, other)))
		return;
	one = diff_control(k, NULL);
	member_add_text(one, "change", side == NEW ? "added" : "removed");
	if (!k->counts)
		member_add_text(cJSON_AddObjectToObject(one, "state"),
		    side == NEW ? "new" : "old", state(k));
	cJSON_AddItemToArray(list, one);
}

void
diff_add_controls(cJSON *to, const struct diff *d)
{
	cJSON *list = cJSON_AddArrayToObject(to, "controls");
	const struct control *k;
	size_t i;
	int side;

	for (side = OLD; side < SIDES; side++) {
		for (i = 0; i < d->ncontrols[side]; i++) {
			k = &d->controls[side][i];
			if (d->filter->same_controls && !k->of_attack)
				continue;
			if (k->twin == NULL)
				add_alone(list, d, side, k);
			else if (side == NEW)
				add_changed(list, d, k->twin, k);
		}
	}
}

/* Why an id counts elsewhere now. */
static const char *
how_moved(const struct diff *d, const struct moved *m)
{
	const char *ids[] = { m->tagged, m->from }, *how = NULL;
	const char *domain = m->old->domain;
	const struct technique *t, *to;
	size_t i;

	for (i = 0; how == NULL && i < 2; i++) {
		t = diff_technique(d, OLD, domain, ids[i]);
		how = t == NULL ? NULL : diff_became(d, t, &to);
	}
	if (how != NULL)
		return how;
	if (diff_technique(d, NEW, domain, m->to) == NULL)
		return "missing";
	return diff_technique(d, OLD, domain, m->from) == NULL &&
	    diff_technique(d, OLD, domain, m->tagged) == NULL ? "known"
	    : "restored";
}

void
diff_add_moves(cJSON *to, const struct diff *d)
{
	cJSON *list = cJSON_AddArrayToObject(to, "moves"), *one;
	const struct moved *m;
	size_t i;

	for (i = 0; i < d->nmoved; i++) {
		m = &d->moved[i];
		one = diff_control(m->old, m->new);
		member_add_text(one, "tagged", m->tagged);
		member_add_text(one, "old", m->from);
		member_add_text(one, "new", m->to);
		member_add_text(one, "how", how_moved(d, m));
		cJSON_AddItemToArray(list, one);
	}
}

void
diff_add_stranded(cJSON *to, const struct diff *d)
{
	cJSON *list = cJSON_AddArrayToObject(to, "stranded"), *one, *tagged;
	const struct stranded *s;
	const cJSON *e;
	size_t i;

	for (i = 0; i < d->nstranded; i++) {
		s = &d->stranded[i];
		one = diff_control(s->old, s->new);
		tagged = cJSON_CreateArray();
		cJSON_ArrayForEach(e, member_get(s->new->node, "resolved"))
			cJSON_AddItemToArray(tagged,
			    cJSON_CreateString(e->string));
		/* Those that the new scope takes the control from. */
		if (tagged->child == NULL)
			tagged = ids_without(s->old, NULL);
		cJSON_AddItemToObject(one, "tagged", tagged);
		cJSON_AddItemToArray(list, one);
	}
}
