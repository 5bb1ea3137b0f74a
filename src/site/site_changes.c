/* What changed since the last build, controls and ATT&CK kept apart. */

#include "base/buf.h"
#include "base/digest.h"
#include "base/str.h"
#include "board/trend.h"
#include "compare/diff.h"
#include "compare/history.h"
#include "compare/snapshot.h"
#include "count/perspective.h"
#include "site.h"
#include "value/member.h"
#include "value/value.h"
#include "words/logs.h"
#include "words/words.h"

int
site_read_changes(struct site *s, struct catalog *c)
{
	const struct snapshot_options lacks = { .seen = s->visibility,
		.lacks = true };
	struct arena mem = { 0 }, *kept;
	cJSON *before, *now, *diff = NULL;

	if (s->o->previous == NULL)
		return 0;
	s->before = catalog_open_digested(s->o->previous,
	    &s->inputs.previous);
	if (s->before == NULL)
		return -1;
	kept = value_use(&mem);
	before = snapshot_of(s->before, NULL);
	now = snapshot_of(c, &lacks);
	if (before != NULL && now != NULL)
		diff = diff_snapshots(before, now, NULL);
	value_use(kept);
	s->changes = cJSON_Duplicate(diff, 1);
	s->told_before = before == NULL ? NULL : diff_told_logs(before);
	s->told_logs = now == NULL ? NULL : diff_told_logs(now);
	arena_free(&mem);
	return s->changes == NULL ? -1 : 0;
}

/* Detection, exact, of each build of the history, the first domain's. */
static void
add_trend(const struct site *s, cJSON *page, const cJSON *history)
{
	cJSON *list = trend_of(history, member_text(member_get(s->matrix,
	    "domains")->child, "id"), kind_name(KIND_DETECTION));

	cJSON_AddItemToObject(page, "builds", list);
	cJSON_AddBoolToObject(page, "has_builds", list->child != NULL);
}

static bool
has_text(const cJSON *row, const char *name, const char *text)
{
	return str_equal(member_text(row, name), text);
}

/* Sources of which something is not as it was; all, where only a history knows
 * of them. */
static void
add_sources_changes(cJSON *page, const cJSON *diff, bool by_history)
{
	static const char *const counts[] = { "id", "old", "new", NULL };
	cJSON *list = cJSON_AddArrayToObject(page, "sources"), *s;

	cJSON_ArrayForEach(s, member_get(diff, "sources")) {
		if (by_history)
			cJSON_AddItemToArray(list, member_pick(s, counts));
		else if (!has_text(s, "change", "same") &&
		    member_get(s, "of_attack") == NULL)
			cJSON_AddItemReferenceToArray(list, s);
	}
	cJSON_AddBoolToObject(page, "has_sources", list->child != NULL);
}

/* What both were mapped with, where that differs; alone: nothing else does. */
static void
add_settings_changes(cJSON *page, const cJSON *diff)
{
	const cJSON *list = member_get(diff, "settings");

	cJSON_AddItemToObject(page, "bounds", list != NULL
	    ? cJSON_Duplicate(list, 1) : cJSON_CreateArray());
	cJSON_AddBoolToObject(page, "alone", has_text(diff, "cause",
	    "settings"));
}

/* The versions of each domain, with its framework. */
static void
add_domains_changes(const struct site *s, cJSON *page, const cJSON *domains)
{
	cJSON *list = cJSON_AddArrayToObject(page, "domains"), *one;
	const cJSON *d, *mine;

	cJSON_ArrayForEach(d, domains) {
		one = cJSON_Duplicate(d, 1);
		mine = site_domain(s, member_text(d, "domain"));
		member_add_text(one, "framework", mine != NULL
		    ? member_text(mine, "framework")
		    : member_text(d, "domain"));
		cJSON_AddItemToArray(list, one);
	}
}

/* What became of techniques and tactics themselves, the same change together. */
static void
add_attack_changes(const struct site *s, cJSON *page, const cJSON *rows)
{
	const char *const words[][2] = { { "new", "new" },
		{ "restored", "active again" },
		{ "replaced", "replaced by new ones" },
		{ "merged", "merged into others" },
		{ "retired", "revoked without one successor" },
		{ outcome_name(OUTCOME_DEPRECATED),
		    outcome_name(OUTCOME_DEPRECATED) }, { "missing", "missing" },
		{ "renamed", "renamed" }, { "tactics", "in other tactics" } };
	cJSON *list = cJSON_AddArrayToObject(page, "ids"), *group, *of, *one;
	const cJSON *row;
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		group = cJSON_CreateObject();
		member_add_text(group, "change", words[i][1]);
		of = cJSON_AddArrayToObject(group, "of");
		cJSON_ArrayForEach(row, rows) {
			if (!has_text(row, "change", words[i][0]))
				continue;
			one = cJSON_Duplicate(row, 1);
			cJSON_AddBoolToObject(one, "linked",
			    member_get(row, "tactic") == NULL &&
			    site_has_technique(s, member_text(row, "id")));
			cJSON_AddItemToArray(of, one);
		}
		member_add_number(group, "n", cJSON_GetArraySize(of));
		if (of->child != NULL)
			cJSON_AddItemToArray(list, group);
		else
			cJSON_Delete(group);
	}
	cJSON_AddBoolToObject(page, "has_ids", list->child != NULL);
}

/* What is visible otherwise: less, or more. */
static void
add_visible_changes(const struct site *s, cJSON *to, const cJSON *rows,
    const char *name, bool less)
{
	cJSON *list = cJSON_AddArrayToObject(to, name), *one, *lost;
	const cJSON *row;

	cJSON_ArrayForEach(row, rows) {
		if ((visible_read(member_text(row, "after")) <
		    visible_read(member_text(row, "before"))) != less)
			continue;
		one = cJSON_Duplicate(row, 1);
		cJSON_AddBoolToObject(one, "linked", site_has_technique(s,
		    member_text(row, "id")));
		lost = cJSON_DetachItemFromObject(one, "lost");
		member_add_joined(one, "lost_logs", lost != NULL ? lost
		    : cJSON_CreateArray());
		cJSON_AddItemToArray(list, one);
	}
	member_add_number_or_false(to, less ? "n_less" : "n_more",
	    cJSON_GetArraySize(list));
}

/* Which logs are collected now, or no longer, and what that did. */
static void
add_logs_changes(const struct site *s, cJSON *page, const cJSON *logs)
{
	static const char *const figures[] = { "visible", "runs" };
	cJSON *to, *list;
	const cJSON *row;
	size_t i;

	if (logs == NULL || member_get(logs, "untold") != NULL) {
		cJSON_AddFalseToObject(page, "logs");
		return;
	}
	to = cJSON_AddObjectToObject(page, "logs");
	member_add_joined(to, "added", member_get(logs, "added"));
	member_add_joined(to, "removed", member_get(logs, "removed"));
	for (i = 0; i < 2; i++) {
		list = cJSON_AddArrayToObject(to, figures[i]);
		cJSON_ArrayForEach(row, member_get(logs, figures[i]))
			if (!cJSON_Compare(member_get(row, "before"),
			    member_get(row, "after"), 1))
				cJSON_AddItemToArray(list,
				    cJSON_Duplicate(row, 1));
	}
	add_visible_changes(s, to, member_get(logs, "techniques"), "less", true);
	add_visible_changes(s, to, member_get(logs, "techniques"), "more", false);
}

static void
fill_changes(const struct site *s, cJSON *page, const cJSON *diff)
{
	cJSON *figures = cJSON_AddArrayToObject(page, "figures"), *f;
	const char *cause;
	enum of of;

	cJSON_AddBoolToObject(page, "compared", diff != NULL);
	cJSON_AddBoolToObject(page, "by_history", s->o->previous == NULL);
	cJSON_AddBoolToObject(page, "same", diff != NULL &&
	    member_get(diff, "same") != NULL);
	if (diff == NULL)
		return;
	add_domains_changes(s, page, member_get(diff, "domains"));
	add_settings_changes(page, diff);
	cJSON_ArrayForEach(f, member_get(diff, "figures")) {
		if (!has_text(f, "definition",
		    coverage_names[COVERAGE_EXACT]))
			continue;
		of = of_read(member_string(member_get(diff, "perspective"),
		    member_text(f, "kind")));
		member_add_or_false(f, "counted",
		    of == OF_NONE || of == OF_DEFAULT ? NULL
		    : perspective_short(of));
		cJSON_AddItemReferenceToArray(figures, f);
	}
	cJSON_AddBoolToObject(page, "has_figures", figures->child != NULL);
	add_sources_changes(page, diff, s->o->previous == NULL);
	cause = member_text(diff, "cause");
	if (cause != NULL) {
		site_add_moves(s, page, diff, "bounded", cause);
	} else {
		site_add_moves(s, page, diff, "controls", "controls");
		if (s->o->previous != NULL)
			site_add_moves(s, page, diff, "attack", "attack");
	}
	add_attack_changes(s, page, member_get(diff, "attack"));
	add_logs_changes(s, page, member_get(diff, "logs"));
}

/* Of a digest: RFC 9562, version 8. */
static void
put_uuid(struct buf *b, const char hex[DIGEST_HEX])
{
	buf_put(b, hex, 8);
	buf_putc(b, '-');
	buf_put(b, hex + 8, 4);
	buf_puts(b, "-8");
	buf_put(b, hex + 12, 3);
	buf_printf(b, "-%c", "89ab"[hex[15] % 4]);
	buf_put(b, hex + 16, 3);
	buf_putc(b, '-');
	buf_put(b, hex + 20, 12);
}

/* Names of a feed and of this build in it, the same for the same input. */
static void
add_names(const struct site *s, cJSON *page)
{
	const char *title = member_text(s->model, "title");
	const char *feed = s->o->base != NULL ? s->o->base : title;
	const char *of[] = { "", member_text(s->model, "inputs") };
	static const char *const names[] = { "feed_id", "build_id" };
	char hex[DIGEST_HEX + 1];
	struct buf uuid = BUF_INIT;
	struct digest d;
	size_t i;

	for (i = 0; i < 2; i++) {
		digest_begin(&d);
		digest_add_str(&d, feed != NULL ? feed : "");
		digest_add_str(&d, of[i] != NULL ? of[i] : "");
		digest_end(&d, hex);
		put_uuid(&uuid, hex);
		member_take_buf(page, names[i], &uuid);
	}
}

/* A feed without a day is none: there may be only local sources. */
static int
put_feed(const struct site *s, cJSON *page)
{
	const char *day = history_day(s->model);

	if (day == NULL)
		return 0;
	cJSON_AddStringToObject(page, "day", day);
	add_names(s, page);
	cJSON_AddItemReferenceToObject(page, "headlines",
	    member_get(s->matrix, "domains"));
	return site_put(s, "html/feed", page, "changes.atom", NULL);
}

int
site_fill_changes(struct site_page *p)
{
	const struct site *s = p->site;
	/* What other threads read, too, stays as it is. */
	cJSON *page = p->data, *diff = cJSON_Duplicate(s->changes, 1);
	cJSON *history = NULL;

	if (s->o->history != NULL &&
	    history_read(s->o->history, &history) == -1)
		return -1;
	if (s->o->previous == NULL && history != NULL &&
	    history_changes(history, p->catalog, &diff) == -1)
		return -1;
	add_trend(s, page, history);
	member_add_or_false(page, "since", diff == NULL ? NULL
	    : trend_day_before(history, diff));
	fill_changes(s, page, diff);
	return put_feed(s, cJSON_Duplicate(page, 1));
}
