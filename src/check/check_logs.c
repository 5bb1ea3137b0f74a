/* Is there still a log for each technique and rule that had one? */
#include "check/check.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"
#include "count/controls_list.h"
#include "count/needs.h"
#include "value/member.h"
#include "words/logs.h"

enum { SHOWN = 3 }; /* names in a message */

/* The key of what only logs can answer, where a threshold or a target asks for it;
 * NULL: none does. */
static const char *
asked_of(const struct check_choice *of)
{
	return of->visible != VISIBLE_NOT_TOLD ? "visibility"
	    : of->runs != NULL ? "runs" : NULL;
}

/* The first that asks for such, or NULL. */
static const struct check_choice *
find_asked(const struct checks *c)
{
	size_t i;

	for (i = 0; i < c->nthresholds; i++)
		if (asked_of(&c->thresholds[i].of) != NULL)
			return &c->thresholds[i].of;
	for (i = 0; i < c->nmusts; i++)
		if (asked_of(&c->musts[i].of) != NULL)
			return &c->musts[i].of;
	return NULL;
}

int
check_read_logs(struct checking *k)
{
	const struct check_choice *of = find_asked(&k->config->checks);
	int told = needs_are_told(k->catalog);

	if (told == -1)
		return -1;
	k->told = told == 1;
	if (k->told || of == NULL)
		return 0;
	log_error("%s:%d: %s: nothing says which logs are collected (logs:)",
	    k->config->path, of->line, asked_of(of));
	return -1;
}

/* "WinEventLog:Sysmon (EventCode=1), … and 3 more" */
static void
put_lost(struct buf *b, const cJSON *lost)
{
	const cJSON *e;
	int n = 0, all = cJSON_GetArraySize(lost);

	cJSON_ArrayForEach(e, lost)
		if (n++ < SHOWN)
			buf_printf(b, "%s%s", n > 1 ? ", " : ": no longer "
			    "collected: ", e->valuestring);
	if (all > SHOWN)
		buf_printf(b, " and %d more", all - SHOWN);
}

/* The line of the first name under `logs` in the configuration, or 0. */
static int
logs_line(const struct checking *k)
{
	return k->config->nlogs > 0 ? k->config->logs[0].line : 0;
}

/* A technique that the baseline could see better. */
static void
take_less_visible(struct checking *k, const cJSON *t)
{
	static const char *const words[] = {
		[VISIBLE_NOT_TOLD] = "is not told of by MITRE's analytics",
		[VISIBLE_BLIND] = "is blind",
		[VISIBLE_PARTLY] = "is only partly visible",
		[VISIBLE_FULL] = "is fully visible",
	};
	bool by_attack = str_equal(member_text(t, "cause"), "attack");
	enum visible was = visible_read(member_text(t, "before"));
	struct buf b = BUF_INIT;
	cJSON *one;

	buf_printf(&b, "%s %s %s, and was %s", member_text_or(t, "id", ""),
	    member_text_or(t, "name", ""),
	    words[visible_read(member_text(t, "after"))],
	    was == VISIBLE_FULL ? "fully visible" : "partly visible");
	if (by_attack)
		buf_puts(&b, ": by a change in ATT&CK, not in logs");
	else
		put_lost(&b, member_get(t, "lost"));
	one = check_add(k, by_attack ? "lost-by-attack" : "lost-visibility",
	    k->config->path, logs_line(k), buf_str(&b));
	member_add_text(one, "technique", member_text(t, "id"));
	member_copy(one, t, "before");
	member_copy(one, t, "after");
	if (member_get(t, "lost") != NULL)
		cJSON_AddItemToObject(one, "lost", cJSON_Duplicate(
		    member_get(t, "lost"), 1));
	buf_free(&b);
}

/* What was collected, and is named no more. */
static void
take_removed(struct checking *k, const cJSON *removed)
{
	struct buf b = BUF_INIT;
	const cJSON *e;

	cJSON_ArrayForEach(e, removed) {
		buf_reset(&b);
		buf_printf(&b, "%s is collected in the baseline, and `logs:` "
		    "no longer names it", e->valuestring);
		check_add(k, "lost-log", k->config->path, logs_line(k),
		    buf_str(&b));
	}
	buf_free(&b);
}

/* Only one of the two says what is collected. */
static void
take_untold(struct checking *k, bool old, const char *file)
{
	cJSON *one = check_add(k, "other-baseline", file, 0, old
	    ? "the baseline does not say what is collected, so that no loss of "
	    "visibility would be seen; `sextant check --update-baseline` writes "
	    "a new one"
	    : "the baseline says what is collected, and `logs:` of the "
	    "configuration no longer does: nothing of it is compared");

	if (old)
		check_set_level(one, "note");
}

void
check_visibility_lost(struct checking *k, const cJSON *diff, const char *file)
{
	const cJSON *logs = member_get(diff, "logs"), *t;
	const char *untold = member_text(logs, "untold");

	if (untold != NULL)
		take_untold(k, str_equal(untold, "old"), file);
	take_removed(k, member_get(logs, "removed"));
	cJSON_ArrayForEach(t, member_get(logs, "techniques"))
		if (visible_read(member_text(t, "after")) <
		    visible_read(member_text(t, "before")))
			take_less_visible(k, t);
}

/* What the diff with the baseline has of a control, or NULL. */
static const cJSON *
find_before(const cJSON *diff, const cJSON *control)
{
	static const char *const names[] = { "source", "id", "path", "title",
		NULL };
	const cJSON *e;
	size_t i;

	cJSON_ArrayForEach(e, member_get(member_get(diff, "logs"),
	    "controls")) {
		for (i = 0; names[i] != NULL; i++)
			if (!str_equal(member_text(e, names[i]),
			    member_text(control, names[i])))
				break;
		if (names[i] == NULL)
			return e;
	}
	return NULL;
}

/* A rule of yours that does not run, or of which that is not known any more:
 * before is of the diff, NULL where there is no baseline. */
static void
take_rule(struct checking *k, const cJSON *control, const cJSON *before)
{
	bool unknown = member_runs(control) != RUNS_NO;
	enum runs was = runs_read(member_text(before, "before"));
	char *path = check_path(k->config, control);
	int line = (int)member_number(control, "line");
	struct buf b = BUF_INIT;
	cJSON *one;

	buf_printf(&b, "\"%s\" %s", member_text_or(control, "title", ""),
	    unknown ? "may no longer run: what it needs is collected in part"
	    : was == RUNS_YES ? "no longer runs"
	    : was == RUNS_NO ? "still does not run" : "does not run");
	if (!unknown)
		buf_printf(&b, ": not collected: %s",
		    member_text_or(control, "lacks", ""));
	one = check_add(k, "missing-log", path != NULL ? path
	    : k->config->path, path == NULL ? 0 : line > 0 ? line : 1,
	    buf_str(&b));
	/* Nobody's change made it so. */
	if (unknown || was == RUNS_NO)
		check_set_level(one, "warning");
	member_add_text(one, "control", member_text(control, "id"));
	member_copy(one, control, "lacks");
	buf_free(&b);
	free(path);
}

/* "a.yml needs a log that nobody knows: product/nowhere" */
static void
take_unknown_need(struct checking *k, const cJSON *control, const char *name)
{
	char *path = check_path(k->config, control);
	int line = (int)member_number(control, "line");
	struct buf b = BUF_INIT;

	buf_printf(&b, "\"%s\" needs a log that nobody knows, %s: whether it "
	    "runs is unknown", member_text_or(control, "title", ""), name);
	check_set_level(check_add(k, "unknown-need", path != NULL ? path
	    : k->config->path, path == NULL ? 0 : line > 0 ? line : 1,
	    buf_str(&b)), "note");
	buf_free(&b);
	free(path);
}

/* The first log that it needs and no row of data/logs.yaml is; or NULL. */
static const char *
unknown_need(const cJSON *control)
{
	const cJSON *need, *one;

	cJSON_ArrayForEach(need, member_get(control, "needs"))
		cJSON_ArrayForEach(one, member_get(need, "any"))
			if (member_get(one, "log") == NULL)
				return member_text(one, "name");
	return NULL;
}

/* Names in `logs:` that nobody knows, where they stand, as map found them. */
static int
take_unknown_names(struct checking *k)
{
	cJSON *rows = NULL;
	const cJSON *row;
	char *path;

	if (catalog_rows(k->catalog, Q_FINDINGS, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		if (!str_equal(member_text(row, "what"), "unknown-log"))
			continue;
		path = path_beside(k->config->path,
		    member_text_or(row, "path", ""));
		check_add(k, "unknown-log", path,
		    (int)member_number(row, "line"),
		    member_text_or(row, "why", ""));
		free(path);
	}
	return 0;
}

int
check_logs(struct checking *k, const cJSON *diff)
{
	struct catalog_selection yours = { .of = OF_YOURS };
	const struct controls_asked asked = { .kind = KIND_DETECTION };
	const cJSON *one, *before;
	const char *name;
	cJSON *m;

	if (!k->told)
		return 0;
	if (take_unknown_names(k) == -1)
		return -1;
	m = controls_list(k->catalog, &yours, &asked);
	cJSON_ArrayForEach(one, member_get(m, "controls")) {
		before = find_before(diff, one);
		name = unknown_need(one);
		if (member_runs(one) == RUNS_NO ||
		    (member_runs(one) == RUNS_UNKNOWN && before != NULL &&
		    runs_read(member_text(before, "before")) == RUNS_YES))
			take_rule(k, one, before);
		else if (member_runs(one) == RUNS_UNKNOWN && name != NULL)
			take_unknown_need(k, one, name);
	}
	return m == NULL ? -1 : 0;
}
