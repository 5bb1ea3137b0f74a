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
#include "words/words.h"

/* With another catalog; NULL after reporting the error. */
static cJSON *
compare_catalogs(const struct site *s, struct catalog *c)
{
	struct catalog *old = catalog_open(s->o->previous);
	cJSON *before, *now;

	if (old == NULL)
		return NULL;
	before = snapshot_of(old, NULL);
	now = snapshot_of(c, NULL);
	catalog_close(old);
	return before == NULL || now == NULL ? NULL
	    : diff_snapshots(before, now, NULL);
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

/* The rows of a cause and a change, under a name of the page. */
static void
add_rows_changes(cJSON *page, const cJSON *diff, const char *name,
    const char *cause)
{
	static const char *const changes[] = { "lost", "gained", "untested",
		"tested" };
	cJSON *part = cJSON_AddObjectToObject(page, name), *list, *row, *one;
	cJSON *rows = member_get(diff, "techniques");
	bool any = false;
	size_t i;

	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		list = cJSON_AddArrayToObject(part, changes[i]);
		cJSON_ArrayForEach(row, rows) {
			if (!has_text(row, "change", changes[i]) ||
			    (member_get(row, "cause") != NULL &&
			    !has_text(row, "cause", cause)))
				continue;
			one = cJSON_CreateObject();
			cJSON_AddItemReferenceToObject(one, "row", row);
			cJSON_AddItemToArray(list, one);
			any = true;
		}
	}
	cJSON_AddBoolToObject(part, "any", any);
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
	cJSON_AddItemReferenceToObject(page, "domains",
	    member_get(diff, "domains"));
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
		add_rows_changes(page, diff, "bounded", cause);
	} else {
		add_rows_changes(page, diff, "controls", "controls");
		if (s->o->previous != NULL)
			add_rows_changes(page, diff, "attack", "attack");
	}
	cJSON_AddItemToObject(page, "moved_ids", member_get(diff, "attack") !=
	    NULL ? cJSON_Duplicate(member_get(diff, "attack"), 1)
	    : cJSON_CreateArray());
	cJSON_AddBoolToObject(page, "has_moved_ids",
	    member_get(page, "moved_ids")->child != NULL);
}

/* Names of a feed and of this build in it, the same for the same input. */
static void
add_names(const struct site *s, cJSON *page)
{
	const char *of[] = { member_text(s->model, "title"),
		member_text(s->model, "inputs") };
	static const char *const names[] = { "feed_id", "build_id" };
	char hex[DIGEST_HEX + 1];
	struct digest d;
	size_t i;

	for (i = 0; i < 2; i++) {
		digest_begin(&d);
		digest_add_str(&d, of[i] != NULL ? of[i] : "");
		digest_end(&d, hex);
		cJSON_AddStringToObject(page, names[i], hex);
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
	cJSON *page = p->data, *diff = NULL, *history = NULL;

	if (s->o->previous != NULL) {
		diff = compare_catalogs(s, p->catalog);
		if (diff == NULL)
			return -1;
	}
	if (s->o->history != NULL &&
	    history_read(s->o->history, &history) == -1)
		return -1;
	if (s->o->previous == NULL && history != NULL)
		diff = history_changes(history);
	add_trend(s, page, history);
	fill_changes(s, page, diff);
	return put_feed(s, cJSON_Duplicate(page, 1));
}
