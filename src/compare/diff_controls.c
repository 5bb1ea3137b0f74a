/* Which controls changed, and which ids lead elsewhere now. */
#include "diff_parts.h"
#include "value/member.h"

cJSON *
diff_control(const struct side_control *old, const struct side_control *new)
{
	static const char *const copied[] = { "id", "title", "path", "line",
		"url", NULL };
	const struct side_control *k = new != NULL ? new : old;
	cJSON *one = cJSON_CreateObject();
	size_t i;

	member_add_text(one, "source", k->source->string);
	member_add_text(one, "kind", parts_kinds[k->kind]);
	for (i = 0; copied[i] != NULL; i++)
		member_copy(one, k->node, copied[i]);
	member_copy(one, k->source, "own");
	member_add_flag(one, "of_attack", k->of_attack);
	return one;
}

static void
add_pair_diff_controls(cJSON *to, const char *name, cJSON *old, cJSON *new)
{
	cJSON *pair = cJSON_AddObjectToObject(to, name);

	cJSON_AddItemToObject(pair, "old", old);
	cJSON_AddItemToObject(pair, "new", new);
}

static bool
names_id(const struct side_control *k, const char *id)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, member_get(k->node, "ids"))
		if (str_equal(e->valuestring, id))
			return true;
	return member_get(member_get(k->node, "resolved"), id) != NULL;
}

/* Ids that a names and b does not. */
static cJSON *
ids_without(const struct side_control *a, const struct side_control *b)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *e;

	cJSON_ArrayForEach(e, member_get(a->node, "ids"))
		if (!names_id(b, e->valuestring))
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(e->valuestring));
	cJSON_ArrayForEach(e, member_get(a->node, "resolved"))
		if (!names_id(b, e->string))
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(e->string));
	return list;
}

static cJSON *
state(const struct side_control *k)
{
	return cJSON_CreateString(k->counts
	    ? "active" : member_string(k->node, "state"));
}

/* Adds how what it says differs: which ids, whether it counts, how well it is
 * tested. Does any of it? */
static bool
add_said(cJSON *one, const struct diff *d, const struct side_control *a,
    const struct side_control *b)
{
	cJSON *gained = ids_without(b, a), *lost = ids_without(a, b);
	bool retagged = gained->child != NULL || lost->child != NULL;
	bool restated = !str_equal(member_string(a->node, "state"),
	    member_string(b->node, "state"));

	cJSON_AddItemToObject(one, "gained", gained);
	cJSON_AddItemToObject(one, "lost", lost);
	member_add_flag(one, "follows", retagged && !b->of_attack &&
	    a->counts == b->counts && !d->steps.touched[b - d->new.controls]);
	if (restated)
		add_pair_diff_controls(one, "state", state(a), state(b));
	if (a->best != b->best)
		add_pair_diff_controls(one, "evidence",
		    cJSON_CreateNumber(a->best), cJSON_CreateNumber(b->best));
	return retagged || restated || a->best != b->best;
}

/* What is different in a control that both have; NULL where nothing is. What
 * another scope or setting may have done is not the control's change. */
static cJSON *
changed(const struct diff *d, const struct side_control *a,
    const struct side_control *b)
{
	cJSON *one = diff_control(a, b);
	bool any = d->cause == NULL && add_said(one, d, a, b);

	member_add_text(one, "change", "changed");
	if (!str_equal(a->path, b->path)) {
		member_add_text(one, "old_path", a->path);
		any = true;
	}
	if (any)
		return one;
	cJSON_Delete(one);
	return NULL;
}

static bool
leads_to_chosen(const struct steps *s, const char *domain, const char *id)
{
	const struct cell *c = steps_cell(s, domain, id);

	return c != NULL && c->chosen;
}

/* Does it name a technique of the tactics that are asked for? */
static bool
is_chosen_diff_controls(const struct steps *s, const struct side_control *k)
{
	const cJSON *e;

	if (s->new->filter->tactics.n == 0)
		return true;
	cJSON_ArrayForEach(e, member_get(k->node, "ids"))
		if (leads_to_chosen(s, k->domain, e->valuestring))
			return true;
	cJSON_ArrayForEach(e, member_get(k->node, "resolved"))
		if (leads_to_chosen(s, k->domain, e->string) ||
		    leads_to_chosen(s, k->domain, e->valuestring))
			return true;
	return false;
}

/* Is it only by another scope or setting that the other side has it not? Its
 * source is the same there. */
static bool
is_by_settings(const struct diff *d, const struct side_control *k, bool is_new)
{
	const cJSON *other = member_get(member_get(is_new ? d->old.snapshot
	    : d->new.snapshot, "sources"), k->source->string);

	return d->cause != NULL && other != NULL && diff_is_pinned(other) &&
	    diff_is_same_source(k->source, other);
}

static void
add_alone(cJSON *list, const struct diff *d, const struct side_control *k,
    bool is_new)
{
	cJSON *one;

	if (!is_chosen_diff_controls(&d->steps, k) ||
	    is_by_settings(d, k, is_new) || (d->steps.same && !k->of_attack))
		return;
	one = diff_control(k, NULL);
	member_add_text(one, "change", is_new ? "added" : "removed");
	if (!k->counts)
		cJSON_AddItemToObject(cJSON_AddObjectToObject(one, "state"),
		    is_new ? "new" : "old", state(k));
	cJSON_AddItemToArray(list, one);
}

void
diff_add_controls(cJSON *to, const struct diff *d)
{
	cJSON *list = cJSON_AddArrayToObject(to, "controls"), *one;
	const struct side_control *a = d->old.controls, *b = d->new.controls;
	size_t i;

	for (i = 0; i < d->old.ncontrols; i++)
		if (a[i].twin == 0)
			add_alone(list, d, &a[i], false);
	for (i = 0; i < d->new.ncontrols; i++) {
		if (b[i].twin == 0) {
			add_alone(list, d, &b[i], true);
			continue;
		}
		if (d->steps.same && !b[i].of_attack)
			continue;
		one = changed(d, &a[b[i].twin - 1], &b[i]);
		if (one == NULL)
			continue;
		if (is_chosen_diff_controls(&d->steps, &b[i]) ||
		    is_chosen_diff_controls(&d->steps, &a[b[i].twin - 1]))
			cJSON_AddItemToArray(list, one);
		else
			cJSON_Delete(one);
	}
}

void
diff_add_moves(cJSON *to, const struct diff *d)
{
	cJSON *list = cJSON_AddArrayToObject(to, "moves"), *one;
	const struct moved *m;
	size_t i;

	for (i = 0; i < d->steps.nmoved; i++) {
		m = &d->steps.moved[i];
		one = diff_control(m->old, m->new);
		member_add_text(one, "tagged", m->tagged);
		member_add_text(one, "old", m->from);
		member_add_text(one, "new", m->to);
		member_add_text(one, "how", attack_moved(&d->attack, m));
		cJSON_AddItemToArray(list, one);
	}
}

/* All ids that a control names. */
static void
add_tagged(cJSON *tagged, const cJSON *control)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, member_get(control, "ids"))
		cJSON_AddItemToArray(tagged,
		    cJSON_CreateString(e->valuestring));
	cJSON_ArrayForEach(e, member_get(control, "resolved"))
		cJSON_AddItemToArray(tagged, cJSON_CreateString(e->string));
}

void
diff_add_stranded(cJSON *to, const struct diff *d)
{
	cJSON *list = cJSON_AddArrayToObject(to, "stranded"), *one;
	const struct side_control *k;
	const cJSON *e;
	cJSON *tagged;
	size_t i;

	for (i = 0; i < d->steps.nstranded; i++) {
		k = d->steps.stranded[i].new;
		one = diff_control(d->steps.stranded[i].old, k);
		tagged = cJSON_AddArrayToObject(one, "tagged");
		cJSON_ArrayForEach(e, member_get(k->node, "resolved"))
			cJSON_AddItemToArray(tagged,
			    cJSON_CreateString(e->string));
		/* Those that the new scope takes the control from. */
		if (tagged->child == NULL)
			add_tagged(tagged, d->steps.stranded[i].old->node);
		cJSON_AddItemToArray(list, one);
	}
}
