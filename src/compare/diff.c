/* What is between two states: settings, domains and sources, and all parts put
 * together. */
#include <stdlib.h>
#include <string.h>

#include "diff_parts.h"
#include "settings.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

enum { SCHEMA = 3 };

void
diff_begin(struct diff *d, const cJSON *old, const cJSON *new,
    const struct diff_filter *filter)
{
	memset(d, 0, sizeof(*d));
	d->filter = filter;
	d->snapshot[OLD] = old;
	d->snapshot[NEW] = new;
	diff_take_perspective(d);
	diff_take_techniques(d, member_get(old, "techniques"),
	    member_get(new, "techniques"));
	diff_take_controls(d);
}

void
diff_end(struct diff *d)
{
	free(d->techniques);
	free(d->controls[OLD]);
	free(d->controls[NEW]);
	free(d->effects);
	free(d->moved);
	free(d->stranded);
	memset(d, 0, sizeof(*d));
}

static const char *
version(const cJSON *domain)
{
	return cJSON_IsObject(domain) ? member_string(domain, "version")
	    : value_text(domain);
}

static void
add_domains(cJSON *to, const cJSON *old, const cJSON *new,
    enum pair_order order)
{
	cJSON *list = cJSON_AddArrayToObject(to, "domains"), *one;
	size_t i, n;
	struct pair *p = pair_up(old, new, order, &n);

	for (i = 0; i < n; i++) {
		one = cJSON_CreateObject();
		member_add_text(one, "domain", p[i].name);
		member_add_text(one, "old", version(p[i].old));
		member_add_text(one, "new", version(p[i].new));
		cJSON_AddItemToArray(list, one);
	}
	free(p);
}

bool
diff_is_pinned(const cJSON *source)
{
	return member_string(source, "sha256") != NULL ||
	    member_string(source, "revision") != NULL;
}

bool
diff_is_same_source(const cJSON *a, const cJSON *b)
{
	return str_equal(member_string(a, "sha256"),
		   member_string(b, "sha256")) &&
	    str_equal(member_string(a, "revision"),
		member_string(b, "revision"));
}

/* What a snapshot has of a source, with the number of its controls. */
static cJSON *
state_of_source(const cJSON *snapshot, const cJSON *source)
{
	static const char *const copied[] = { "revision", "accessed", NULL };
	cJSON *one = member_pick(source, copied);

	member_add_number(one, "controls", cJSON_GetArraySize(member_get(
	    member_get(snapshot, "controls"), source->string)));
	return one;
}

/* How many of the listed controls of the source changed so; of all of them. */
static long long
add_changes(cJSON *one, const cJSON *controls, const char *source)
{
	static const char *const names[] = { "added", "removed", "changed" };
	const cJSON *k;
	long long n, all = 0;
	size_t i;

	for (i = 0; i < 3; i++) {
		n = 0;
		cJSON_ArrayForEach(k, controls)
			n += str_equal(member_string(k, "source"), source) &&
			    str_equal(member_string(k, "change"), names[i]);
		member_add_number(one, names[i], n);
		all += n;
	}
	return all;
}

static void
add_sources(cJSON *to, const struct diff *d)
{
	static const char *const copied[] = { "title", "kind", "domain", "own",
		NULL };
	const cJSON *controls = member_get(to, "controls"), *old, *new, *s;
	cJSON *list = cJSON_AddArrayToObject(to, "sources"), *one;
	size_t i, n;
	struct pair *p = pair_up(member_get(d->snapshot[OLD], "sources"),
	    member_get(d->snapshot[NEW], "sources"), NEW_FIRST, &n);
	long long changes;

	for (i = 0; i < n; i++) {
		old = p[i].old;
		new = p[i].new;
		s = new != NULL ? new : old;
		if (!diff_wants(d, s))
			continue;
		one = cJSON_CreateObject();
		member_add_text(one, "id", p[i].name);
		member_copy_all(one, s, copied);
		member_add_flag(one, "of_attack", diff_is_attack(d,
		    new != NULL ? NEW : OLD, s));
		if (old != NULL)
			cJSON_AddItemToObject(one, "old",
			    state_of_source(d->snapshot[OLD], old));
		if (new != NULL)
			cJSON_AddItemToObject(one, "new",
			    state_of_source(d->snapshot[NEW], new));
		changes = add_changes(one, controls, p[i].name);
		member_add_text(one, "change", old == NULL ? "added"
		    : new == NULL ? "removed" : diff_is_same_source(old, new) &&
		    (changes == 0 || diff_is_pinned(new)) ? "same" : "updated");
		cJSON_AddItemToArray(list, one);
	}
	free(p);
}

/* Which sources both snapshots have looked at, where that is not all. */
static void
add_only(cJSON *to, const struct diff *d)
{
	const cJSON *a = member_get(d->snapshot[OLD], "only"), *e, *f;
	const cJSON *b = member_get(d->snapshot[NEW], "only");
	cJSON *list;

	if (a == NULL && b == NULL)
		return;
	list = cJSON_AddArrayToObject(to, "only");
	cJSON_ArrayForEach(e, (a != NULL ? a : b)) {
		cJSON_ArrayForEach(f, b)
			if (str_equal(e->valuestring, f->valuestring))
				break;
		if (b == NULL || f != NULL)
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(e->valuestring));
	}
}

/* Are the sources of one that are wanted those of the other, for certain? Not
 * those of a domain that the other is not configured with. */
static bool
has_same_sources(const struct diff *d, enum side side)
{
	const cJSON *e, *other, *there = d->snapshot[!side];

	cJSON_ArrayForEach(e, member_get(d->snapshot[side], "sources")) {
		if (!diff_wants(d, e) || member_get(member_get(there,
		    "attack"), member_string(e, "domain")) == NULL)
			continue;
		other = member_get(member_get(there, "sources"), e->string);
		if (other == NULL || !diff_is_pinned(e) ||
		    !diff_is_same_source(e, other))
			return false;
	}
	return true;
}

/* Is all that both were made from the same? */
static bool
are_inputs_same(const struct diff *d)
{
	const cJSON *e, *other;

	cJSON_ArrayForEach(e, member_get(d->snapshot[OLD], "attack")) {
		other = member_get(member_get(d->snapshot[NEW], "attack"),
		    e->string);
		if (other != NULL && (!diff_is_pinned(e) ||
		    !diff_is_same_source(e, other)))
			return false;
	}
	return has_same_sources(d, OLD) && has_same_sources(d, NEW);
}

/* All that is between two snapshots. */
static void
compare_snapshots(cJSON *to, const cJSON *old, const cJSON *new,
    const struct diff_filter *filter)
{
	struct diff d;

	diff_begin(&d, old, new, filter);
	add_only(to, &d);
	add_domains(to, member_get(old, "attack"), member_get(new, "attack"),
	    OLD_FIRST);
	/* What the same scope is called with another ATT&CK is no setting. */
	if (filter->same_controls)
		cJSON_AddArrayToObject(to, "settings");
	else if (!settings_compare(to, old, new))
		d.cause = are_inputs_same(&d) ? "settings" : "mixed";
	member_add_text(to, "cause", d.cause);
	diff_add_perspective(to, &d);
	diff_take_effects(&d);
	diff_add_controls(to, &d);
	add_sources(to, &d);
	diff_add_figures(to, &d);
	diff_add_techniques(to, &d);
	diff_add_moves(to, &d);
	diff_add_stranded(to, &d);
	diff_add_attack(to, &d);
	diff_add_logs(to, &d);
	diff_end(&d);
}

/* Fills in what a snapshot comes to, in the perspective of the other; of all,
 * where that does not say. */
static void
sum_up(struct state *s, const struct state *other)
{
	const struct diff_filter all = { .perspective =
		other->perspective != NULL ? other->perspective
		: cJSON_CreateObject() };
	cJSON *figures = cJSON_CreateObject(), *counts = cJSON_CreateObject();
	cJSON *sources = cJSON_CreateObject(), *by_id, *one;
	const struct technique *t;
	const cJSON *e;
	struct diff d;
	size_t i, k;

	diff_begin(&d, s->snapshot, s->snapshot, &all);
	diff_take_effects(&d);
	cJSON_ArrayForEach(e, member_get(s->snapshot, "sources")) {
		if (!diff_wants(&d, e))
			continue;
		one = state_of_source(s->snapshot, e);
		member_copy(one, e, "sha256");
		cJSON_AddItemToObject(sources, e->string, one);
	}
	cJSON_ArrayForEach(e, s->attack)
		cJSON_AddItemToObject(figures, e->string,
		    diff_coverage(&d, AFTER, e->string));
	by_id = cJSON_AddObjectToObject(counts, "");
	for (i = 0; i < d.ntechniques; i++) {
		t = &d.techniques[i];
		one = cJSON_CreateObject();
		for (k = 0; t->active[NEW] && k < CONTROL_KINDS; k++)
			if (t->at[AFTER][k].count > 0)
				member_add_number(one, control_kinds[k],
				    t->at[AFTER][k].count);
		if (one->child != NULL)
			cJSON_AddItemToObject(by_id, t->id, one);
		else
			cJSON_Delete(one);
	}
	s->logs = diff_logs_of(&d, NEW);
	diff_end(&d);
	s->perspective = all.perspective;
	s->sources = sources;
	s->figures = figures;
	s->counts = counts;
}

/* Is what both say of it the same? A revision may be cut short. */
static bool
is_same_text(const cJSON *old, const cJSON *new, const char *name)
{
	const char *a = member_string(old, name), *b = member_string(new, name);

	return a == NULL || b == NULL || str_has_prefix(a, b) ||
	    str_has_prefix(b, a);
}

/* Sources of which the controls are not known. */
static void
add_bare_sources(cJSON *to, const struct state *old, const struct state *new,
    enum pair_order order)
{
	cJSON *list = cJSON_AddArrayToObject(to, "sources"), *one;
	size_t i, n;
	struct pair *p = pair_up(old->sources, new->sources, order, &n);

	for (i = 0; i < n; i++) {
		one = cJSON_CreateObject();
		member_add_text(one, "id", p[i].name);
		member_add_text(one, "change", p[i].old == NULL ? "added"
		    : p[i].new == NULL ? "removed"
		    : is_same_text(p[i].old, p[i].new, "revision") &&
		    is_same_text(p[i].old, p[i].new, "sha256") ? "same"
		    : "updated");
		if (p[i].old != NULL)
			cJSON_AddItemToObject(one, "old",
			    cJSON_Duplicate(p[i].old, 1));
		if (p[i].new != NULL)
			cJSON_AddItemToObject(one, "new",
			    cJSON_Duplicate(p[i].new, 1));
		cJSON_AddItemToArray(list, one);
	}
	free(p);
}

static void
add_bare_kinds(cJSON *list, struct technique *t, const struct strs *kinds)
{
	size_t k;

	for (k = 0; k < CONTROL_KINDS; k++) {
		if (!strs_has(kinds, control_kinds[k]))
			continue;
		t->at[BEFORE][k].count = member_number(t->node[OLD],
		    control_kinds[k]);
		t->at[AFTER][k].count = member_number(t->node[NEW],
		    control_kinds[k]);
		diff_add_technique(list, t, k, BEFORE, AFTER, NULL);
	}
}

/* Techniques of which only the number of controls is known. */
static void
add_bare_techniques(cJSON *to, const struct state *old,
    const struct state *new, const struct diff_filter *filter,
    const struct strs *kinds)
{
	cJSON *list = cJSON_AddArrayToObject(to, "techniques");
	struct diff d = { .filter = filter };
	struct technique *t;
	const cJSON *domain;
	size_t i;

	diff_take_techniques(&d, old->counts, new->counts);
	cJSON_ArrayForEach(domain, old->counts)
		for (i = 0; i < d.ntechniques; i++) {
			t = &d.techniques[i];
			if (t->chosen && strcmp(t->domain, domain->string) == 0)
				add_bare_kinds(list, t, kinds);
		}
	diff_add_bare_moves(list, new->techniques, new->counts);
	diff_end(&d);
}

/* Whose each figure is. */
static void
add_bare_of(cJSON *figures, const cJSON *perspective)
{
	cJSON *f;

	cJSON_ArrayForEach(f, figures)
		member_add_text(f, "of", member_string(perspective,
		    member_string(f, "kind")));
}

/* What both know, where one is no snapshot; is there anything? */
static bool
compare_bare(cJSON *to, struct state old, struct state new,
    const struct diff_filter *filter)
{
	const cJSON *at[POINTS], *d;
	cJSON *figures;
	struct strs kinds = { 0 };
	enum pair_order order = filter->in_order ? NEW_FIRST : BY_NAME;

	if (old.snapshot != NULL)
		sum_up(&old, &new);
	if (new.snapshot != NULL)
		sum_up(&new, &old);
	if (old.settings != NULL && new.settings != NULL)
		settings_compare(to, old.settings, new.settings);
	diff_add_bare_perspective(to, &old, &new, &filter->kinds, &kinds);
	if (old.attack != NULL && new.attack != NULL)
		add_domains(to, old.attack, new.attack, order);
	if (old.sources != NULL && new.sources != NULL)
		add_bare_sources(to, &old, &new, order);
	if (old.figures != NULL && new.figures != NULL) {
		figures = cJSON_AddArrayToObject(to, "figures");
		cJSON_ArrayForEach(d, old.figures) {
			at[BEFORE] = d;
			at[REBASED] = NULL;
			at[AFTER] = member_get(new.figures, d->string);
			diff_add_figures_of(figures, d->string, at, &kinds);
		}
		add_bare_of(figures, member_get(to, "perspective"));
	}
	if (old.counts != NULL && new.counts != NULL)
		add_bare_techniques(to, &old, &new, filter, &kinds);
	if (old.logs != NULL && new.logs != NULL)
		diff_add_logs_of(to, old.logs, new.logs);
	strs_free(&kinds);
	return member_get(to, "sources") != NULL ||
	    member_get(to, "figures") != NULL ||
	    member_get(to, "techniques") != NULL;
}

/* Does it say that other logs are collected, or that more or less comes of
 * them? */
static bool
has_other_logs(const cJSON *logs)
{
	static const char *const figures[] = { "visible", "runs" };
	static const char *const lists[] = { "added", "removed", "techniques",
		"controls" };
	const cJSON *e;
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (cJSON_GetArraySize(member_get(logs, lists[i])) > 0)
			return true;
	for (i = 0; i < sizeof(figures) / sizeof(figures[0]); i++)
		cJSON_ArrayForEach(e, member_get(logs, figures[i]))
			if (!cJSON_Compare(member_get(e, "before"),
			    member_get(e, "after"), 1))
				return true;
	return member_get(logs, "untold") != NULL;
}

/* A source of another day that holds the same is no difference; whether it
 * does, only snapshots know. */
static bool
is_same(const cJSON *to, bool snapshots)
{
	static const char *const lists[] = { "settings", "techniques",
		"controls", "moves", "attack", NULL };
	const cJSON *e;
	size_t i;

	for (i = 0; lists[i] != NULL; i++)
		if (cJSON_GetArraySize(member_get(to, lists[i])) > 0)
			return false;
	if (has_other_logs(member_get(to, "logs")))
		return false;
	cJSON_ArrayForEach(e, member_get(to, "domains"))
		if (!str_equal(member_string(e, "old"),
		    member_string(e, "new")))
			return false;
	cJSON_ArrayForEach(e, member_get(to, "sources"))
		if (snapshots ? member_get(e, "old") == NULL ||
		    member_get(e, "new") == NULL
		    : !str_equal(member_string(e, "change"), "same"))
			return false;
	cJSON_ArrayForEach(e, member_get(to, "figures"))
		if (!snapshots && !cJSON_Compare(member_get(e, "before"),
		    member_get(e, "after"), 1))
			return false;
	return true;
}

cJSON *
diff_states(const struct state *old, const struct state *new,
    const struct diff_filter *filter)
{
	static const struct diff_filter all;
	bool snapshots = old->snapshot != NULL && new->snapshot != NULL;
	cJSON *to = cJSON_CreateObject();

	if (filter == NULL)
		filter = &all;
	member_add_number(to, "schema", SCHEMA);
	if (snapshots) {
		compare_snapshots(to, old->snapshot, new->snapshot, filter);
	} else if (!compare_bare(to, *old, *new, filter)) {
		cJSON_Delete(to);
		return NULL;
	}
	member_add_flag(to, "same", is_same(to, snapshots));
	return to;
}

cJSON *
diff_snapshots(const cJSON *old, const cJSON *new,
    const struct diff_filter *filter)
{
	struct state before, after;

	state_of_snapshot(old, &before);
	state_of_snapshot(new, &after);
	return diff_states(&before, &after, filter);
}

static void
add_word(struct strs *words, const char *word)
{
	if (word != NULL && !strs_has(words, word))
		strs_add(words, word);
}

void
diff_add_words(const cJSON *snapshot, struct strs *tactics,
    struct strs *sources)
{
	const cJSON *domain, *e;

	cJSON_ArrayForEach(domain, member_get(snapshot, "tactics"))
		cJSON_ArrayForEach(e, domain) {
			add_word(tactics, member_string(e, "name"));
			add_word(tactics, member_string(e, "shortname"));
			add_word(tactics, e->string);
		}
	cJSON_ArrayForEach(e, member_get(snapshot, "sources"))
		add_word(sources, e->string);
}
