/* What became of it over builds. */
#include "board/trend.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "board_parts.h"
#include "compare/diff.h"
#include "compare/history.h"
#include "compare/snapshot.h"
#include "count/percent.h"
#include "model/model.h"
#include "value/member.h"

enum { BUILDS_TOLD = 6, CHANGES_TOLD = 5 };

cJSON *
trend_of(const cJSON *history, const char *domain, const char *kind)
{
	cJSON *list = cJSON_CreateArray(), *one;
	const cJSON *build, *figure;
	struct buf b = BUF_INIT;
	long long covered, of;

	cJSON_ArrayForEach(build, member_get(history, "builds")) {
		figure = member_get(member_get(member_get(member_get(build,
		    "figures"), domain), kind),
		    coverage_names[COVERAGE_EXACT]);
		if (cJSON_GetArraySize(figure) != 2)
			continue;
		covered = figure->child->valueint;
		of = figure->child->next->valueint;
		one = cJSON_CreateObject();
		member_add_text(one, "whose", member_text_or(member_get(build,
		    "perspective"), kind, of_name(OF_ALL)));
		member_add_text(one, "date",
		    member_text_or(build, "date", "no date"));
		member_add_or_false(one, "version", member_string(
		    member_get(build, "attack"), domain));
		member_add_number(one, "covered", covered);
		member_add_number(one, "of", of);
		member_add_number(one, "share", percent_of(covered, of));
		buf_reset(&b);
		percent_put(&b, covered, of, 0);
		member_add_text(one, "percent", of > 0 ? buf_str(&b) : "0");
		cJSON_AddItemToArray(list, one);
	}
	buf_free(&b);
	return list;
}

/* The builds before this one, and this one: of the history, or else of the catalog
 * before. *changes: what is between the last two, or NULL. */
static int
read_builds(const struct making *m, cJSON **history, const cJSON **changes)
{
	const struct board_asked *a = m->asked;
	cJSON *before, *now, *since;
	int rc = 0;

	*history = NULL;
	*changes = a->changes;
	if (a->history != NULL && history_read(a->history, history) == -1)
		return -1;
	if (a->before != NULL && a->changes == NULL) {
		before = snapshot_of(a->before, NULL);
		now = snapshot_of(m->c, NULL);
		if (before == NULL || now == NULL)
			rc = -1;
		else
			*changes = diff_snapshots(before, now, NULL);
	}
	if (*history == NULL) {
		*history = history_new();
		if (rc == 0 && a->before != NULL)
			rc = history_add(*history, a->before, NULL,
			    a->before_logs);
	}
	if (rc != -1 && history_add(*history, m->c, NULL, a->logs) == -1)
		rc = -1;
	if (rc != -1 && a->before == NULL) {
		rc = history_changes(*history, m->c, &since);
		*changes = since;
	}
	return rc == -1 ? -1 : 0;
}

/* Has the build the figures that changes say were before? */
static bool
is_before(const cJSON *build, const cJSON *diff)
{
	const cJSON *f, *figure;

	cJSON_ArrayForEach(f, member_get(diff, "figures")) {
		figure = member_get(member_get(member_get(member_get(build,
		    "figures"), member_text(f, "domain")),
		    member_text(f, "kind")), member_text(f, "definition"));
		if (cJSON_GetArraySize(figure) == 2 &&
		    (figure->child->valueint != member_number(member_get(f,
		    "before"), "covered") || figure->child->next->valueint !=
		    member_number(member_get(f, "before"), "of")))
			return false;
	}
	return true;
}

const char *
trend_day_before(const cJSON *history, const cJSON *diff)
{
	const cJSON *builds = member_get(history, "builds");

	return builds == NULL || builds->child == NULL || builds->child->next == NULL ||
	    !is_before(builds->child->prev->prev, diff) ? NULL
	    : member_string(builds->child->prev->prev, "date");
}

/* The name of a technique of an id, as it is called now. */
static const cJSON *
row_of(const struct making *m, const char *id)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, m->rows)
		if (str_equal(member_string(row, "id"), id))
			return row;
	return NULL;
}

static void
add_board_change(const struct making *m, cJSON *list, const cJSON *t)
{
	const cJSON *row = row_of(m, member_text(t, "id"));
	const cJSON *to = member_get(t, "became");
	cJSON *one = cJSON_CreateObject();

	member_add_text(one, "id", member_text(t, "id"));
	member_add_or_false(one, "name", member_string(t, "name") != NULL
	    ? member_string(t, "name") : member_string(row, "name"));
	member_add_or_false(one, "url", member_string(row, "url"));
	cJSON_AddBoolToObject(one, "page", row != NULL &&
	    member_state(row) != STATE_REVOKED);
	member_add_or_false(one, "to_id", member_string(to, "id"));
	member_add_or_false(one, "to_name", member_string(to, "name"));
	cJSON_AddItemToArray(list, one);
}

static bool
add_changes_of(const struct making *m, cJSON *to, const char *name,
    const cJSON *rows, bool unseen)
{
	cJSON *list = cJSON_CreateArray();
	struct buf n = BUF_INIT;
	long long all = 0;
	const cJSON *t;

	cJSON_ArrayForEach(t, rows) {
		if (unseen ? visible_read(member_text(t, "after")) >=
		    visible_read(member_text(t, "before"))
		    : (!str_equal(member_text(t, "kind"), kind_name(m->kind)) ||
		    !str_equal(member_text(t, "change"), name)))
			continue;
		if (all++ < CHANGES_TOLD)
			add_board_change(m, list, t);
	}
	member_mark_last(list);
	board_add_list(to, name, list);
	buf_printf(&n, "%s_n", name);
	member_add_number(to, buf_str(&n), all);
	buf_reset(&n);
	buf_printf(&n, "%s_more", name);
	member_add_number_or_false(to, buf_str(&n), all > CHANGES_TOLD
	    ? all - CHANGES_TOLD : 0);
	buf_free(&n);
	return all > 0;
}

static void
add_changes(const struct making *m, cJSON *board, const cJSON *diff,
    const cJSON *history)
{
	static const char *const names[] = { "lost", "gained", "moved",
		"untested", "tested" };
	cJSON *to = cJSON_AddObjectToObject(board, "changes");
	const cJSON *rows = member_get(diff, "techniques");
	bool any = false;
	size_t i;

	cJSON_AddBoolToObject(to, "compared", diff != NULL);
	if (diff == NULL)
		return;
	cJSON_AddBoolToObject(to, "by_history", m->asked->before == NULL);
	member_add_or_false(to, "since", trend_day_before(history, diff));
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		any |= add_changes_of(m, to, names[i], rows, false);
	any |= add_changes_of(m, to, "unseen", m->told ? member_get(
	    member_get(diff, "logs"), "techniques") : NULL, true);
	cJSON_AddBoolToObject(to, "none", !any);
}

/* Leaves the last builds. */
static void
leave_last(cJSON *builds)
{
	while (cJSON_GetArraySize(builds) > BUILDS_TOLD)
		cJSON_DeleteItemFromArray(builds, 0);
}

int
board_add_trend(const struct making *m, cJSON *board)
{
	cJSON *history = NULL, *d, *builds;
	const cJSON *diff = NULL;
	bool partial = cJSON_IsTrue(member_get(board, "partial")), any = false;

	if (!partial && read_builds(m, &history, &diff) == -1)
		return -1;
	cJSON_ArrayForEach(d, member_get(board, "domains")) {
		builds = trend_of(history, member_text(d, "id"),
		    kind_name(m->kind));
		leave_last(builds);
		if (builds->child != NULL && builds->child->next == NULL)
			cJSON_DeleteItemFromArray(builds, 0);
		any |= builds->child != NULL;
		board_add_list(d, "builds", builds);
	}
	cJSON_AddBoolToObject(board, "trend", any);
	if (partial)
		cJSON_AddFalseToObject(board, "changes");
	else
		add_changes(m, board, diff, history);
	return 0;
}
