/* Which logs are collected, what of techniques they make visible, and which
 * controls run on them. */
#include "base/buf.h"
#include "diff_parts.h"

#include "value/member.h"
#include "words/logs.h"

/* Names that one has and the other has not, each once. */
static void
add_without(cJSON *to, const char *name, const cJSON *these,
    const cJSON *those)
{
	cJSON *list = cJSON_AddArrayToObject(to, name);
	const cJSON *e;

	cJSON_ArrayForEach(e, these)
		if (!member_has(those, e->valuestring) &&
		    !member_has(list, e->valuestring))
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(e->valuestring));
}

static enum visible
visible_at(const struct technique *t, enum side side)
{
	return visible_read(member_string(t->node[side], "visible"));
}

/* Is it one of the techniques that figures are about? */
static bool
is_scoped(const struct technique *t, enum side side)
{
	return t->chosen && t->active[side] &&
	    member_get(t->node[side], "out") == NULL;
}

/* How many techniques of each domain are so visible. */
static void
add_visible(cJSON *to, const struct diff *d, enum side side)
{
	const struct technique *t = d->techniques;
	cJSON *all = cJSON_AddObjectToObject(to, "visible"), *one;
	const cJSON *domain;
	int v;

	cJSON_ArrayForEach(domain, member_get(d->snapshot[side], "techniques")) {
		one = cJSON_AddObjectToObject(all, domain->string);
		for (v = VISIBLE_FULL; v >= VISIBLE_NOT_TOLD; v--)
			member_add_number(one, visible_names[v], 0);
	}
	for (; t != LIST_END(d->techniques, d->ntechniques); t++)
		if (is_scoped(t, side))
			member_add_to(member_get(all, t->domain),
			    visible_name(visible_at(t, side)), 1);
}

/* How many detections that count run. */
static void
add_runs_of_side(cJSON *to, const struct diff *d, enum side side)
{
	const struct control *k = d->controls[side];
	cJSON *one = cJSON_AddObjectToObject(to, "runs");
	int r;

	for (r = RUNS_YES; r >= RUNS_NOT_TOLD; r--)
		member_add_number(one, runs_names[r], 0);
	for (; k < d->controls[side] + d->ncontrols[side]; k++)
		if (k->counts && k->kind == KIND_DETECTION)
			member_add_to(one, runs_name(member_runs(k->node)), 1);
}

cJSON *
diff_logs_of(const struct diff *d, enum side side)
{
	const cJSON *names = member_get(d->snapshot[side], "logs");
	cJSON *logs;

	if (names == NULL)
		return NULL;
	logs = cJSON_CreateObject();
	cJSON_AddItemToObject(logs, "collected", cJSON_Duplicate(names, 1));
	add_visible(logs, d, side);
	add_runs_of_side(logs, d, side);
	return logs;
}

static void
add_ratio(cJSON *to, const char *name, const cJSON *counts, const char *which)
{
	cJSON *one = cJSON_AddObjectToObject(to, name);
	const cJSON *n;
	long long of = 0;

	cJSON_ArrayForEach(n, counts)
		of += (long long)n->valuedouble;
	member_add_number(one, "covered", member_number(counts, which));
	member_add_number(one, "of", of);
}

/* By domain and visibility, or by whether controls run: before and after. */
static void
add_ratios(cJSON *list, const char *domain, const char *what,
    const cJSON *old, const cJSON *new)
{
	const cJSON *n;
	cJSON *one;

	cJSON_ArrayForEach(n, new) {
		one = cJSON_CreateObject();
		member_add_text(one, "domain", domain);
		member_add_text(one, what, n->string);
		add_ratio(one, "before", old, n->string);
		add_ratio(one, "after", new, n->string);
		cJSON_AddItemToArray(list, one);
	}
}

cJSON *
diff_add_logs_of(cJSON *to, const cJSON *old, const cJSON *new)
{
	cJSON *logs = cJSON_AddObjectToObject(to, "logs"), *list;
	const cJSON *domain, *other;

	if (old == NULL || new == NULL) {
		member_add_text(logs, "untold", old == NULL ? "old" : "new");
		return logs;
	}
	add_without(logs, "added", member_get(new, "collected"),
	    member_get(old, "collected"));
	add_without(logs, "removed", member_get(old, "collected"),
	    member_get(new, "collected"));
	list = cJSON_AddArrayToObject(logs, "visible");
	cJSON_ArrayForEach(domain, member_get(new, "visible")) {
		other = member_get(member_get(old, "visible"), domain->string);
		if (other != NULL)
			add_ratios(list, domain->string, "visible", other,
			    domain);
	}
	add_ratios(cJSON_AddArrayToObject(logs, "runs"), NULL, "runs",
	    member_get(old, "runs"), member_get(new, "runs"));
	return logs;
}

/* Was MITRE's log source collected by the old state? */
static bool
was_collected(const struct diff *d, const cJSON *log_source)
{
	const char *name = member_string(log_source, "name");
	const char *channel = member_string(log_source, "channel");
	const cJSON *e, *one;

	cJSON_ArrayForEach(e, member_get(d->snapshot[OLD], "log_sources")) {
		if (!str_equal_nocase(e->string, name))
			continue;
		if (e->child == NULL)
			return true;
		cJSON_ArrayForEach(one, e)
			if (str_equal(one->valuestring,
			    channel != NULL ? channel : ""))
				return true;
	}
	return false;
}

/* Those of its log sources that were collected and are not now, each with the
 * channels; NULL: it does not say which are not. */
static cJSON *
lost_of(const struct diff *d, const struct technique *t)
{
	const cJSON *misses = member_get(t->node[NEW], "misses"), *e;
	cJSON *list = misses != NULL ? cJSON_CreateArray() : NULL;
	const char *channel;
	struct buf b = BUF_INIT;

	cJSON_ArrayForEach(e, misses) {
		if (!was_collected(d, e))
			continue;
		channel = member_string(e, "channel");
		buf_reset(&b);
		buf_puts(&b, member_string(e, "name"));
		if (channel != NULL)
			buf_printf(&b, " (%s)", channel);
		cJSON_AddItemToArray(list, cJSON_CreateString(buf_str(&b)));
	}
	buf_free(&b);
	return list;
}

/* Is that domain of ATT&CK the same for both? */
static bool
is_same_attack(const struct diff *d, const char *domain)
{
	const cJSON *old, *new;

	old = member_get(member_get(d->snapshot[OLD], "attack"), domain);
	new = member_get(member_get(d->snapshot[NEW], "attack"), domain);
	return diff_is_same_source(old, new) && str_equal(member_string(old,
	    "version"), member_string(new, "version"));
}

/* Whose doing it is: compare/diff.h. */
static const char *
cause_of(const struct diff *d, const struct technique *t, const cJSON *lost,
    const cJSON *names)
{
	if (d->cause != NULL)
		return d->cause;
	if (is_same_attack(d, t->domain))
		return "logs";
	if (lost != NULL)
		return lost->child != NULL ? "logs" : "attack";
	return names->child != NULL ? "mixed" : "attack";
}

/* Techniques that both know, and that are more visible, or less. */
static void
add_visible_otherwise(cJSON *to, const struct diff *d)
{
	cJSON *list = cJSON_AddArrayToObject(to, "techniques"), *one, *lost;
	const struct technique *t = d->techniques;
	enum visible was, is;

	for (; t != LIST_END(d->techniques, d->ntechniques); t++) {
		if (!is_scoped(t, OLD) || !is_scoped(t, NEW))
			continue;
		was = visible_at(t, OLD);
		is = visible_at(t, NEW);
		if (was == is)
			continue;
		lost = is < was ? lost_of(d, t) : NULL;
		one = cJSON_CreateObject();
		member_add_text(one, "domain", t->domain);
		member_add_text(one, "id", t->id);
		member_copy(one, t->node[NEW], "name");
		member_add_text(one, "cause", cause_of(d, t, lost,
		    member_get(to, is < was ? "removed" : "added")));
		member_add_text(one, "before", visible_name(was));
		member_add_text(one, "after", visible_name(is));
		if (lost != NULL)
			cJSON_AddItemToObject(one, "lost", lost);
		cJSON_AddItemToArray(list, one);
	}
}

/* Controls that count of which it is not as it was whether they run; or also
 * those that do not. */
static void
add_controls_logs(cJSON *to, const struct diff *d)
{
	cJSON *list = cJSON_AddArrayToObject(to, "controls"), *one;
	const struct control *k = d->controls[NEW];
	enum runs was, is;

	for (; k < d->controls[NEW] + d->ncontrols[NEW]; k++) {
		is = member_runs(k->node);
		was = k->twin == NULL ? is : member_runs(k->twin->node);
		if (!k->counts || (was == is &&
		    (is != RUNS_NO || !d->filter->lacking)))
			continue;
		one = diff_control(k->twin, k);
		if (k->twin != NULL)
			member_add_text(one, "before", runs_name(was));
		member_add_text(one, "after", runs_name(is));
		member_copy(one, k->node, "lacks");
		cJSON_AddItemToArray(list, one);
	}
}

void
diff_add_logs(cJSON *to, const struct diff *d)
{
	cJSON *old = diff_logs_of(d, OLD), *new = diff_logs_of(d, NEW), *logs;

	if (old == NULL && new == NULL)
		return;
	logs = diff_add_logs_of(to, old, new);
	if (old != NULL && new != NULL) {
		add_visible_otherwise(logs, d);
		add_controls_logs(logs, d);
	}
	cJSON_Delete(old);
	cJSON_Delete(new);
}

cJSON *
diff_told_logs(const cJSON *snapshot)
{
	static const struct diff_filter all;
	struct diff d;
	cJSON *logs;

	diff_begin(&d, snapshot, snapshot, &all);
	logs = diff_logs_of(&d, NEW);
	diff_end(&d);
	return logs;
}
