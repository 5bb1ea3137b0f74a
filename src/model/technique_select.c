/* A technique for `sextant show`: selected, sorted, and what else there is. */
#include "model/technique_select.h"

#include <stdbool.h>
#include <string.h>

#include "base/moment.h"
#include "count/perspective.h"
#include "count/platforms.h"
#include "count/provenance.h"
#include "technique.h"
#include "value/member.h"
#include "words/logs.h"
#include "words/words.h"

enum { SUGGEST_MAX = 5 };

/* The selection for one technique: its platforms are only those that the
 * technique has. */
struct choice {
	struct catalog_selection s;
	bool none; /* it is for no selected platform */
	const cJSON *baseline; /* Q_BASELINE_CONTROLS; NULL: none is selected */
};

/* As the catalog's IS_WORTH has it. */
static bool
is_worth(const cJSON *control, const struct catalog_selection *s)
{
	const char *author = member_text_or(control, "author", "");
	char day[DATE_LEN + 1];

	return level_of(member_string(control, "level")) >= s->worth.level &&
	    status_of(member_string(control, "status")) >= s->worth.status &&
	    (s->author == NULL || str_contains_nocase(author, s->author)) &&
	    (s->since == NULL || (moment_last_day(member_string(control,
	    "modified"), member_string(control, "date"), day) &&
	    strcmp(day, s->since) >= 0));
}

/* Does the baseline, if any is selected, choose the control? */
static bool
is_in_baseline(const cJSON *control, const cJSON *baseline)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, baseline)
		if (member_number(row, "control") ==
		    member_number(control, "control"))
			return true;
	return baseline == NULL;
}

static bool
is_selected(const cJSON *control, const struct choice *c)
{
	const struct catalog_selection *s = &c->s;

	return !c->none && (platforms_has(control, s) ||
	    member_get(control, "platforms")->child == NULL) &&
	    (s->types.n == 0 ||
	    strs_has(&s->types, member_string(control, "type"))) &&
	    member_evidence(control) >= s->evidence &&
	    (s->of == OF_DEFAULT || s->of == OF_ALL ||
	    str_equal(member_string(control, "whose"), of_name(s->of))) &&
	    (s->runs == NULL || member_runs(control) == runs_read(s->runs)) &&
	    is_worth(control, s) && is_in_baseline(control, c->baseline);
}

/* Removes controls that are not selected; returns how many. */
static int
choose_some(cJSON *list, const struct choice *c)
{
	cJSON *one = list->child, *next;
	int gone = 0;

	for (; one != NULL; one = next) {
		next = one->next;
		if (is_selected(one, c))
			continue;
		cJSON_Delete(cJSON_DetachItemViaPointer(list, one));
		gone++;
	}
	return gone;
}

/* Removes controls that are not selected, and sources without any left. Returns
 * how many that counted are gone. */
static long long
choose_sources(cJSON *sources, const struct choice *c)
{
	cJSON *one = sources->child, *next, *controls, *others;
	long long gone, all = 0;

	for (; one != NULL; one = next) {
		next = one->next;
		if (c->s.sources.n > 0 &&
		    !strs_has(&c->s.sources, member_string(one, "id"))) {
			all += member_number(one, "count");
			cJSON_Delete(cJSON_DetachItemViaPointer(sources, one));
			continue;
		}
		controls = member_get(one, "controls");
		others = member_get(one, "others");
		gone = choose_some(controls, c);
		all += gone;
		choose_some(others, c);
		cJSON_SetNumberValue(member_get(one, "count"),
		    cJSON_GetArraySize(controls));
		cJSON_DeleteItemFromObject(one, "some");
		cJSON_DeleteItemFromObject(one, "left_out");
		member_add_flag(one, "some", controls->child != NULL);
		member_add_flag(one, "left_out", others->child != NULL);
		if (gone > 0)
			member_add_number(one, "hidden", gone);
		else if (controls->child == NULL && others->child == NULL)
			cJSON_Delete(cJSON_DetachItemViaPointer(sources, one));
	}
	return all;
}

static void
choose_section(cJSON *section, const struct choice *c)
{
	cJSON *sources = member_get(section, "sources");
	long long gone = choose_sources(sources, c);

	if (gone > 0)
		member_add_number(section, "hidden", gone);
	technique_count_section(section, c->s.of == OF_DEFAULT
	    ? member_of(section) : c->s.of);
}

/* Keeps only selected controls. A technique for no selected platform says so,
 * whatever the scope says. */
static void
select_controls(cJSON *t, const struct catalog_selection *s,
    cJSON *baseline)
{
	cJSON *sections = member_get(t, "sections");
	cJSON *one = sections->child, *next;
	struct choice c = { .s = *s, .baseline = baseline };
	struct buf b = BUF_INIT;
	const cJSON *p;
	size_t i;

	c.s.platforms = (struct strs){ 0 };
	cJSON_ArrayForEach(p, member_get(t, "platforms"))
		if (strs_has_nocase(&s->platforms, p->valuestring))
			strs_add(&c.s.platforms, p->valuestring);
	c.none = s->platforms.n > 0 && c.s.platforms.n == 0;
	for (; one != NULL; one = next) {
		next = one->next;
		if (s->kinds.n == 0 ||
		    strs_has(&s->kinds, member_string(one, "kind")))
			choose_section(one, &c);
		else
			cJSON_Delete(cJSON_DetachItemViaPointer(sections, one));
	}
	if (c.none) {
		buf_puts(&b, "not a technique for ");
		for (i = 0; i < s->platforms.n; i++)
			buf_printf(&b, "%s%s", i == 0 ? "" : i + 1 <
			    s->platforms.n ? ", " : " or ", s->platforms.v[i]);
		cJSON_DeleteItemFromObject(t, "scoped");
		cJSON_DeleteItemFromObject(t, "reason");
		cJSON_DeleteItemFromObject(t, "owner");
		cJSON_DeleteItemFromObject(t, "until");
		member_take_buf(t, "reason", &b);
	}
	strs_free(&c.s.platforms);
	technique_count(t);
}

/* Puts the selection before the basis that the technique has anyway. */
static void
add_basis(cJSON *t, const struct catalog_selection *s)
{
	struct buf b = BUF_INIT;

	provenance_put_basis(&b, NULL, NULL, s);
	if (b.len > 0 && member_string(t, "basis") != NULL)
		buf_printf(&b, " %s", member_string(t, "basis"));
	if (b.len > 0)
		cJSON_DeleteItemFromObject(t, "basis");
	member_take_buf(t, "basis", &b);
}

/* Adds those that were not read (model_technique_first). */
static void
add_unread(long long counts[EVIDENCE_LEVELS], const cJSON *source, enum of of,
    enum whose whose)
{
	const cJSON *n = member_get(member_get(source, "unread"), whose_name(whose));
	int i = 0;

	n = n == NULL || !perspective_has(of, whose) ? NULL : n->child;
	for (; n != NULL && i < EVIDENCE_LEVELS; n = n->next)
		counts[i++] += (long long)n->valuedouble;
}

/* Sorts controls by evidence, and counts how many of those that are asked for
 * have each level. */
static void
add_evidence_counts(cJSON *section)
{
	cJSON *list = cJSON_AddArrayToObject(section, "evidence"), *one;
	long long counts[EVIDENCE_LEVELS] = { 0 };
	enum of of = member_of(section);
	const cJSON *source, *k;
	cJSON *controls;
	int i;

	cJSON_ArrayForEach(source, member_get(section, "sources")) {
		controls = member_get(source, "controls");
		member_sort(controls, technique_by_evidence);
		cJSON_ArrayForEach(k, controls)
			if (perspective_has(of, member_whose(k)))
				counts[member_evidence(k)]++;
		add_unread(counts, source, of, WHOSE_YOURS);
		add_unread(counts, source, of, WHOSE_AVAILABLE);
	}
	for (i = EVIDENCE_LEVELS - 1; i >= 0; i--) {
		if (counts[i] == 0)
			continue;
		one = cJSON_CreateObject();
		cJSON_AddItemToArray(list, one);
		cJSON_AddStringToObject(one, "level", evidence_name(i));
		member_add_number(one, "count", counts[i]);
	}
}

/* Adds the text, unless it is empty, and frees it. */
static void
add_near(cJSON *list, const char *id, struct buf *text)
{
	cJSON *one;

	if (text->len == 0)
		return;
	one = cJSON_CreateObject();
	cJSON_AddItemToArray(list, one);
	member_take_buf(one, "text", text);
	member_add_text(one, "id", id);
}

/* "118 rules", with the noun of a kind. */
static void
put_count(struct buf *b, long long n, enum kind kind)
{
	buf_printf(b, "%lld %s", n, control_nouns[kind][n != 1]);
}

/* Adds related techniques with controls of the kind; kin are in the order to
 * list them in. */
static void
add_kin(cJSON *list, const cJSON *kin, const char *kind)
{
	struct buf b = BUF_INIT;
	const cJSON *k;
	int n = 0;

	cJSON_ArrayForEach(k, kin) {
		if (member_number(k, kind) == 0 || n++ >= SUGGEST_MAX)
			continue;
		put_count(&b, member_number(k, kind), kind_read(kind));
		buf_printf(&b, " on its %s %s %s", member_string(k, "kin"),
		    member_string(k, "id"), member_string(k, "name"));
		add_near(list, member_string(k, "id"), &b);
	}
	if (n > SUGGEST_MAX)
		buf_printf(&b, "and on %d more of its kin", n - SUGGEST_MAX);
	add_near(list, NULL, &b);
}

/* Adds analytics and tests, which help to write a rule. */
static void
add_help(cJSON *list, const cJSON *t)
{
	const cJSON *s;
	struct buf b = BUF_INIT;
	long long tests = member_number(member_get(t, "counts"), "test");
	int analytics = 0;

	cJSON_ArrayForEach(s, member_get(t, "strategies"))
		analytics += cJSON_GetArraySize(member_get(s, "analytics"));
	if (analytics > 0)
		buf_printf(&b, "%d %s of MITRE's to make a rule of", analytics,
		    analytics == 1 ? "analytic" : "analytics");
	add_near(list, NULL, &b);
	if (tests > 0) {
		put_count(&b, tests, KIND_TEST);
		buf_puts(&b, " to try a rule with");
	}
	add_near(list, NULL, &b);
}

static void
add_alternatives(cJSON *section, const cJSON *t, const cJSON *kin)
{
	cJSON *list = cJSON_AddArrayToObject(section, "elsewhere");
	const char *kind = member_string(section, "kind");
	struct buf b = BUF_INIT;

	if (member_get(section, "hidden") != NULL) {
		put_count(&b, member_number(section, "hidden"),
		    kind_read(kind));
		buf_puts(&b, " not chosen");
	}
	add_near(list, NULL, &b);
	add_kin(list, kin, kind);
	if (kind_read(kind) == KIND_DETECTION)
		add_help(list, t);
}

int
technique_select(struct catalog *c, cJSON *t, const cJSON *row,
    const struct catalog_selection *selection)
{
	cJSON *section, *kin = NULL, *baseline = NULL;

	if (selection != NULL && selection->baseline != NULL &&
	    catalog_rows(c, Q_BASELINE_CONTROLS, selection->baseline,
	    &baseline) == -1)
		return -1;
	if (selection != NULL) {
		select_controls(t, selection, baseline);
		add_basis(t, selection);
	}
	cJSON_Delete(baseline);
	cJSON_ArrayForEach(section, member_get(t, "sections")) {
		add_evidence_counts(section);
		if (member_number(section, "count") > 0 ||
		    member_state(t) != STATE_ACTIVE)
			continue;
		if (kin == NULL && catalog_rows_of(c, Q_KIN,
		    member_number(row, "pk"), &kin) == -1)
			return -1;
		add_alternatives(section, t, kin);
	}
	cJSON_Delete(kin);
	return 0;
}
