/* What the parts of check share: rules, results, choices. */
#include "check/check.h"

#include <string.h>

#include "base/str.h"
#include "count/measure.h"
#include "count/perspective.h"
#include "value/member.h"
#include "words/logs.h"
#include "words/words.h"

static const struct {
	const char *id, *level, *summary, *help;
} rules[] = {
	{ "lost-technique", "error",
	    "a technique that the baseline answers is no longer answered",
	    "Bring the rule back, or name the technique in another one. If it "
	    "is meant to go, write a new baseline with `sextant check "
	    "--update-baseline` and commit it." },
	{ "lost-evidence", "warning",
	    "a technique has no tested rule any more",
	    "In the baseline one of its rules carried test data or was seen "
	    "to fire (E2 or better), and none does now." },
	{ "lost-by-attack", "note",
	    "a technique of the baseline is not in this ATT&CK version",
	    "The rules are what they were: the newer ATT&CK replaced, merged "
	    "or retired the technique. `sextant lint --fix` rewrites ids "
	    "that have a successor." },
	{ "lost-visibility", "error",
	    "a technique is less visible than in the baseline",
	    "Log sources that MITRE's analytics of it read are no longer "
	    "collected. Collect them again, or write a new baseline with "
	    "`sextant check --update-baseline` and commit it." },
	{ "lost-log", "note",
	    "a log of the baseline is no longer collected",
	    "It is no longer named under `logs` of the configuration." },
	{ "missing-log", "error",
	    "a rule of yours needs a log that is not collected",
	    "Collect it and name it under `logs` of the configuration, or take "
	    "the rule out of service. One that did not run in the baseline "
	    "either is a warning." },
	{ "unknown-log", "warning",
	    "a name under `logs` that nobody knows",
	    "Neither data/logs.yaml nor ATT&CK has a log of that name, so it "
	    "counts as not collected." },
	{ "unknown-need", "note",
	    "a rule of yours needs a log that nobody knows",
	    "data/logs.yaml has no log of that name: whether the rule runs is "
	    "unknown." },
	{ "other-baseline", "error",
	    "the baseline was made with another scope or other settings",
	    "What was lost is unknown then, so nothing is guarded: "
	    "write a new baseline with `sextant check --update-baseline` "
	    "and commit it." },
	{ "new-technique", "note",
	    "a technique is answered that the baseline does not know",
	    "Write a new baseline with `sextant check --update-baseline`, "
	    "so that its loss would be seen." },
	{ "threshold", "error", "less is covered than required",
	    "The figure and its definition stand in `check: thresholds` of "
	    "the configuration." },
	{ "open-target", "error",
	    "a technique that must be answered is not",
	    "The targets stand in `check: must` of the configuration." },
	{ "moved-target", "note",
	    "a technique that must be answered has moved",
	    "The ATT&CK version ahead gives it another id, and controls name "
	    "that one: they count once that version is the chosen one." },
	{ "unclear-target", "warning",
	    "a target that must be answered is not what it seems",
	    "The words of `check: must` are ids and names of techniques, "
	    "groups, software, campaigns and tactics of this ATT&CK "
	    "version, or layers." },
	{ "future-result", "warning",
	    "a result is dated in the future",
	    "It counts all the same. A day may be mistyped, or --today or "
	    "SOURCE_DATE_EPOCH is of an earlier one." },
	{ "expired-exception", "error",
	    "an exception of the scope has run out",
	    "The risk was accepted until that day. Answer the technique and "
	    "take it out of `scope: except`, or have its owner accept it "
	    "for longer." },
	{ "stale-rule", "warning",
	    "a rule of yours has not been changed for long",
	    "`check: stale` of the configuration says how long that is. Look "
	    "whether the rule still does what it is for, and date it. One "
	    "that does not say when it was changed is a note." },
	{ "thin-source", "error",
	    "a source, or ATT&CK itself, suddenly gives less",
	    "Its layout may have changed, or its files are gone. "
	    "--accept-change SOURCE accepts it." },
};

enum { RULES = sizeof(rules) / sizeof(rules[0]) };

static size_t
find_rule(const char *id)
{
	size_t i;

	for (i = 0; i < RULES; i++)
		if (str_equal(rules[i].id, id))
			break;
	return i;
}

void
check_rule_ids(struct strs *ids)
{
	size_t i;

	for (i = 0; i < RULES; i++)
		strs_add(ids, rules[i].id);
}

void
check_add_rules(cJSON *list)
{
	cJSON *one;
	size_t i;

	for (i = 0; i < RULES; i++) {
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "id", rules[i].id);
		cJSON_AddStringToObject(one, "level", rules[i].level);
		cJSON_AddStringToObject(one, "summary", rules[i].summary);
		cJSON_AddStringToObject(one, "help", rules[i].help);
		cJSON_AddItemToArray(list, one);
	}
}

cJSON *
check_add(struct checking *k, const char *rule, const char *path, int line,
    const char *message)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddStringToObject(one, "rule", rule);
	cJSON_AddStringToObject(one, "level", rules[find_rule(rule)].level);
	cJSON_AddStringToObject(one, "message", message);
	if (path != NULL)
		cJSON_AddStringToObject(one, "path", path);
	if (path != NULL && line > 0)
		cJSON_AddNumberToObject(one, "line", line);
	cJSON_AddItemToArray(k->results, one);
	return one;
}

void
check_add_figure(struct checking *k, const struct check_choice *of,
    const char *target, const char *name, const char *value,
    const char *wanted, bool ok)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddNumberToObject(one, "line", of->line);
	if (target != NULL)
		cJSON_AddStringToObject(one, "target", target);
	cJSON_AddStringToObject(one, "name", name);
	cJSON_AddStringToObject(one, "value", value);
	cJSON_AddStringToObject(one, "wanted", wanted);
	cJSON_AddBoolToObject(one, "ok", ok);
	cJSON_AddItemToArray(k->figures, one);
}

void
check_add_unasked(struct checking *k, const struct check_choice *of,
    const char *target, const char *rule, const char *name,
    const char *wanted, const char *why)
{
	const char *value = arena_printf(k->mem, "cannot be checked: %s", why);
	cJSON *one;

	check_add_figure(k, of, target, name, value, wanted, false);
	one = check_add(k, rule, k->config->path, of->line,
	    arena_printf(k->mem, "%s: %s", name, value));
	if (target != NULL)
		cJSON_AddStringToObject(one, "target", target);
	check_set_level(one, "error");
}

void
check_set_level(cJSON *result, const char *level)
{
	cJSON_ReplaceItemInObject(result, "level", cJSON_CreateString(level));
}

void
check_add_count(struct checking *k, const char *what, long long n)
{
	cJSON *old = member_get(k->checked, what);

	if (old != NULL)
		cJSON_SetNumberValue(old, old->valuedouble + (double)n);
	else if (n > 0)
		cJSON_AddNumberToObject(k->checked, what, (double)n);
}

static void
put_list_check(struct buf *b, const char *what, const struct strs *words)
{
	size_t i;

	for (i = 0; i < words->n; i++)
		buf_printf(b, "%s%s", i > 0 ? " or " : what, words->v[i]);
}

int
check_read_perspective(struct checking *k)
{
	if (perspective_read(k->catalog, NULL, &k->of) == -1)
		return -1;
	perspective_add(k->report, &k->of);
	return 0;
}

/* Whose controls a choice counts. */
static enum of
whose_asked(const struct checking *k, const struct check_choice *of)
{
	struct catalog_selection s = { .of = (enum of)of->of,
		.sources = of->sources };

	perspective_settle(&s);
	if (s.of == OF_DEFAULT)
		s.of = k->asked;
	return s.of != OF_DEFAULT ? s.of : k->of.of[of->kind];
}

void
check_put_choice(struct buf *b, const struct checking *k,
    const struct check_choice *of)
{
	if (of->visible != VISIBLE_NOT_TOLD) {
		buf_puts(b, of->visible == VISIBLE_FULL ? "fully visible"
		    : "at least partly visible");
		put_list_check(b, ", platform ", &of->platforms);
		return;
	}
	buf_printf(b, "%s, %s", control_kinds[of->kind],
	    coverage_names[of->coverage]);
	put_list_check(b, ", source ", &of->sources);
	put_list_check(b, ", platform ", &of->platforms);
	put_list_check(b, ", type ", &of->types);
	if (of->evidence > 0)
		buf_printf(b, ", %s or better", evidence_name(of->evidence));
	if (of->runs != NULL)
		buf_printf(b, ", runs %s", of->runs);
	buf_printf(b, ", %s", of_name(whose_asked(k, of)));
	worth_put(b, &of->worth, ", ");
}

static void
copy_list(struct strs *to, const struct strs *from)
{
	size_t i;

	for (i = 0; i < from->n; i++)
		strs_add(to, from->v[i]);
}

void
check_measure(struct checking *k, const struct check_choice *of,
    struct measure *m)
{
	memset(m, 0, sizeof(*m));
	m->where = arena_printf(k->mem, "%s:%d", k->config->path, of->line);
	m->kind = control_kinds[of->kind];
	m->definition = coverage_names[of->coverage];
	copy_list(&m->selection.sources, &of->sources);
	copy_list(&m->selection.platforms, &of->platforms);
	copy_list(&m->selection.types, &of->types);
	m->selection.evidence = of->evidence;
	m->selection.runs = of->runs;
	m->selection.of = (enum of)of->of;
	perspective_settle(&m->selection);
	if (m->selection.of == OF_DEFAULT)
		m->selection.of = k->asked;
	m->selection.worth = of->worth;
}

void
check_unmeasure(struct measure *m)
{
	strs_free(&m->selection.sources);
	strs_free(&m->selection.platforms);
	strs_free(&m->selection.types);
}
