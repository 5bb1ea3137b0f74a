/* `check` of sextant.yaml: thresholds, targets, a baseline and levels. */
#include "checks_read.h"

#include <stdlib.h>
#include <string.h>

#include "config/checks.h"
#include "config/source.h"

#include "base/word.h"
#include "value/member.h"
#include "words/logs.h"
#include "words/target_word.h"
#include "words/words.h"
#include "worth_read.h"

#define OF(type, member) offsetof(struct type, member)

const char *const check_levels[] = { "error", "warning", "note", "never",
	NULL };

static int
read_types(const struct keys_at *at, const cJSON *node, void *into)
{
	struct strs *types = into;
	const struct key list = { "type", KEY_LIST, 0, NULL, NULL };
	struct buf known = BUF_INIT;
	const char *word;
	size_t i;

	if (keys_read_one(at, node, &list, types) == -1)
		return -1;
	for (i = 0; i < types->n; i++) {
		word = word_find(types->v[i], type_names);
		if (word != NULL) {
			strs_set(types, i, word);
			continue;
		}
		word_put_list(&known, type_names);
		word_put_near_of(&known, types->v[i], type_names);
		keys_error(at, node, "type: %s: expected %s", types->v[i],
		    buf_str(&known));
		buf_free(&known);
		return -1;
	}
	return 0;
}

static int
read_runs(const struct keys_at *at, const cJSON *node, void *into)
{
	const char **runs = into;
	const char *word = value_text(node);
	size_t i;

	for (i = 0; runs_choices[i] != NULL; i++)
		if (str_equal(word, runs_choices[i]))
			break;
	*runs = runs_choices[i];
	if (*runs != NULL)
		return 0;
	return keys_error(at, node, "runs: expected yes, no, unknown or "
	    "not-told");
}

static int
read_visible(const struct keys_at *at, const cJSON *node, void *into)
{
	int *visible = into;
	const char *word = value_text(node);

	*visible = word == NULL ? VISIBLE_NOT_TOLD : (int)visible_read(word);
	if (*visible >= VISIBLE_PARTLY)
		return 0;
	return keys_error(at, node, "visibility: expected full or partly");
}

/* Where visibility is asked for, controls are not. */
static int
check_visible(const struct keys_at *at, const cJSON *node,
    const struct check_choice *of)
{
	static const char *const names[] = { "kind", "coverage", "source",
		"type", "evidence", "level", "status", "of", "runs" };
	size_t i;

	for (i = 0; of->visible != VISIBLE_NOT_TOLD &&
	    i < sizeof(names) / sizeof(names[0]); i++)
		if (member_get(node, names[i]) != NULL)
			return keys_error(at, member_get(node, names[i]),
			    "%s: it chooses controls, and visibility is by "
			    "logs", names[i]);
	return 0;
}

/* What chooses controls, and by which definition they cover. */
#define CHOICE_KEYS(type) \
	{ "name", KEY_LINE, OF(type, of.name), NULL, NULL }, \
	{ "kind", KEY_CHOICE, OF(type, of.kind), control_kinds, NULL }, \
	{ "coverage", KEY_CHOICE, OF(type, of.coverage), coverage_names, \
	    NULL }, \
	{ "source", KEY_LIST, OF(type, of.sources), NULL, NULL }, \
	{ "platform", KEY_LIST, OF(type, of.platforms), NULL, NULL }, \
	{ "type", KEY_OTHER, OF(type, of.types), NULL, read_types }, \
	{ "evidence", KEY_CHOICE, OF(type, of.evidence), evidence_names, \
	    NULL }, \
	{ "level", KEY_OTHER, OF(type, of.worth.level), NULL, \
	    worth_read_level }, \
	{ "status", KEY_OTHER, OF(type, of.worth.status), NULL, \
	    worth_read_status }, \
	{ "of", KEY_CHOICE, OF(type, of.of), of_names, NULL }, \
	{ "runs", KEY_OTHER, OF(type, of.runs), NULL, read_runs }, \
	{ "visibility", KEY_OTHER, OF(type, of.visible), NULL, read_visible }

/* Up to 9 digits at *s as a number; moves *s behind them. */
static bool
take_digits(const char **s, long long *n)
{
	size_t digits = strspn(*s, "0123456789");

	if (digits == 0 || digits > 9)
		return false;
	*n = strtoll(*s, NULL, 10);
	*s += digits;
	return true;
}

/* "60%", "62.5 %": hundredths of a percent, up to 100; "400": techniques. */
static bool
take_least(const char *s, struct check_threshold *t)
{
	long long n = 0, part = 0;
	const char *point;

	if (!take_digits(&s, &n))
		return false;
	if (*s == '\0') {
		t->least = n;
		return true;
	}
	n *= 100;
	if (*s == '.') {
		point = ++s;
		if (!take_digits(&s, &part) || s - point > 2)
			return false;
		n += s - point == 1 ? part * 10 : part;
	}
	s += strspn(s, " ");
	t->share = true;
	t->least = n;
	return strcmp(s, "%") == 0 && n <= 100 * 100;
}

static int
read_least(const struct keys_at *at, const cJSON *node, void *into)
{
	struct check_threshold *t = into;
	const char *text = value_text(node);

	if (text == NULL || !take_least(text, t))
		return keys_error(at, node, "at-least: expected a number of "
		    "techniques, or a share as 60%%");
	t->wanted = arena_strdup(at->mem, text);
	return 0;
}

static const struct key threshold_keys[] = {
	CHOICE_KEYS(check_threshold),
	{ "domain", KEY_TEXT, OF(check_threshold, domain), NULL, NULL },
	{ "tactic", KEY_LIST, OF(check_threshold, tactics), NULL, NULL },
	{ "at-least", KEY_OTHER, 0, NULL, read_least },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key must_keys[] = {
	CHOICE_KEYS(check_must),
	{ "target", KEY_LIST, OF(check_must, targets), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

/* Only of detections is there evidence that they are tested. */
static int
check_tested(const struct keys_at *at, const cJSON *node,
    const struct check_choice *of)
{
	if (of->kind == KIND_DETECTION ||
	    of->coverage != COVERAGE_TESTED)
		return 0;
	return keys_error(at, node, "coverage: tested: only of detection");
}

static int
read_thresholds(const struct keys_at *at, const cJSON *node, void *into)
{
	struct checks *c = into;
	struct check_threshold *t;
	const cJSON *e;

	if (!cJSON_IsArray(node))
		return keys_error(at, node, "thresholds: expected a list");
	cJSON_ArrayForEach(e, node) {
		t = LIST_ADD(c->thresholds, c->nthresholds);
		t->of.line = value_line(e);
		t->of.kind = KIND_DETECTION;
		if (keys_read(at, e, threshold_keys, t) == -1)
			return -1;
		if (t->wanted == NULL)
			return keys_error(at, e,
			    "thresholds: expected at-least");
		if (check_tested(at, e, &t->of) == -1 ||
		    check_visible(at, e, &t->of) == -1)
			return -1;
	}
	return 0;
}

/* Files stand where the configuration says, as all paths of it. */
static void
resolve_files(const struct keys_at *at, struct strs *targets)
{
	const char *path;
	char *whole;
	size_t i, n;

	for (i = 0; i < targets->n; i++) {
		path = targets->v[i];
		if (!target_word_is_file(path, &n))
			continue;
		whole = mem_strdup(arena_printf(at->mem, "%.*s%s", (int)n, path,
		    keys_path(at, path + n)));
		free(targets->v[i]);
		targets->v[i] = whole;
	}
}

/* A word, or a mapping with words under target. */
static int
read_musts(const struct keys_at *at, const cJSON *node, void *into)
{
	struct checks *c = into;
	struct check_must *m;
	const cJSON *e;

	if (!cJSON_IsArray(node))
		return keys_error(at, node, "must: expected a list");
	cJSON_ArrayForEach(e, node) {
		m = LIST_ADD(c->musts, c->nmusts);
		m->of.line = value_line(e);
		m->of.kind = KIND_DETECTION;
		if (cJSON_IsObject(e)) {
			if (keys_read(at, e, must_keys, m) == -1 ||
			    check_tested(at, e, &m->of) == -1 ||
			    check_visible(at, e, &m->of) == -1)
				return -1;
		} else if (value_text(e) != NULL) {
			strs_add(&m->targets, value_text(e));
		}
		if (m->targets.n == 0)
			return keys_error(at, e, "must: expected a technique, "
			    "a group or another target");
		if (strs_has(&m->targets, "-"))
			return keys_error(at, e, "must: standard input is no "
			    "target here");
		resolve_files(at, &m->targets);
	}
	return 0;
}

static int
read_levels(const struct keys_at *at, const cJSON *node, void *into)
{
	const struct key level = { "level", KEY_CHOICE, 0, check_levels, NULL };
	struct checks *c = into;
	struct check_level *l;
	const cJSON *e;
	int i = 0;

	if (!cJSON_IsObject(node))
		return keys_error(at, node,
		    "levels: expected rules, each with its level");
	cJSON_ArrayForEach(e, node) {
		if (keys_read_one(at, e, &level, &i) == -1)
			return -1;
		l = LIST_ADD(c->levels, c->nlevels);
		l->rule = arena_strdup(at->mem, e->string);
		l->line = value_line(e);
		l->level = i;
	}
	return 0;
}

static const struct key stale_keys[] = {
	{ "days", KEY_COUNT, OF(checks, stale_days), NULL, NULL },
	{ "since", KEY_DAY, OF(checks, stale_since), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static int
read_stale(const struct keys_at *at, const cJSON *node, void *into)
{
	struct checks *c = into;

	if (keys_read(at, node, stale_keys, c) == -1)
		return -1;
	if (c->stale_days > 0 ? c->stale_since == NULL
	    : c->stale_since != NULL)
		return 0;
	return keys_error(at, node, "stale: expected days (above 0), or since");
}

static const struct key check_keys[] = {
	{ "thresholds", KEY_OTHER, 0, NULL, read_thresholds },
	{ "must", KEY_OTHER, 0, NULL, read_musts },
	{ "baseline", KEY_TEXT, OF(checks, baseline), NULL, NULL },
	{ "stale", KEY_OTHER, 0, NULL, read_stale },
	{ "levels", KEY_OTHER, 0, NULL, read_levels },
	{ NULL, KEY_END, 0, NULL, NULL },
};

int
checks_read(const struct keys_at *at, const cJSON *node, void *into)
{
	struct checks *c = into;

	if (keys_read(at, node, check_keys, c) == -1)
		return -1;
	c->baseline = keys_path(at, c->baseline);
	return 0;
}

void
checks_free(struct checks *c)
{
	size_t i;

	for (i = 0; i < c->nthresholds; i++) {
		keys_free(threshold_keys, &c->thresholds[i]);
		strs_free(&c->thresholds[i].of.types);
	}
	for (i = 0; i < c->nmusts; i++) {
		keys_free(must_keys, &c->musts[i]);
		strs_free(&c->musts[i].of.types);
	}
	free(c->thresholds);
	free(c->musts);
	free(c->levels);
	memset(c, 0, sizeof(*c));
}
