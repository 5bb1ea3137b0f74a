/* Figures of each build, for a checkout that has no previous catalog. */
#include "compare/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "base/word.h"
#include "compare/diff.h"
#include "compare/snapshot.h"
#include "count/needs.h"
#include "count/perspective.h"
#include "model/model.h"
#include "settings.h"
#include "value/json.h"
#include "value/lines.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

enum {
	SCHEMA = 2, /* or 1, as history.h has it */
	FILE_MAX = 64 << 20,
	BUILDS_MAX = 10000,
	COUNT_MAX = 1 << 28,
	REVISION = 12 /* characters that are kept of one */
};

static const char file_name[] = "sextant.history.json";

cJSON *
history_new(void)
{
	cJSON *history = cJSON_CreateObject();

	member_add_number(history, "schema", SCHEMA);
	member_add_text(history, "what", "history");
	cJSON_AddArrayToObject(history, "builds");
	return history;
}

static cJSON_bool
is_count(const cJSON *e)
{
	return cJSON_IsNumber(e) && e->valuedouble >= 0 &&
	    e->valuedouble <= COUNT_MAX &&
	    e->valuedouble == (double)e->valueint;
}

static cJSON_bool
is_figure(const cJSON *f)
{
	return cJSON_IsArray(f) && cJSON_GetArraySize(f) == 2 &&
	    is_count(f->child) && is_count(f->child->next) &&
	    f->child->valueint <= f->child->next->valueint;
}

static cJSON_bool
is_source(const cJSON *s)
{
	const cJSON *revision = member_get(s, "revision");

	return is_count(member_get(s, "controls")) &&
	    (revision == NULL || cJSON_IsString(revision));
}

/* Objects of objects, so many levels of them, and what is in the last. */
static bool
are(const cJSON *node, int levels, cJSON_bool (*is)(const cJSON *e))
{
	const cJSON *e;

	if (levels == 0)
		return is(node);
	if (!cJSON_IsObject(node))
		return false;
	cJSON_ArrayForEach(e, node)
		if (!are(e, levels - 1, is))
			return false;
	return true;
}

/* Counts by kind, and in its place: ids are in order. */
static cJSON_bool
is_counted(const cJSON *technique)
{
	return are(technique, 1, is_count) && (technique->next == NULL ||
	    strcmp(technique->string, technique->next->string) < 0);
}

static cJSON_bool
is_whose(const cJSON *e)
{
	return cJSON_IsString(e) &&
	    word_find(e->valuestring, of_choices) != NULL;
}

/* Absent, or as state.h has it. */
static bool
is_logs(const cJSON *logs)
{
	const cJSON *names = member_get(logs, "collected"), *e;

	cJSON_ArrayForEach(e, names)
		if (!cJSON_IsString(e))
			return false;
	return logs == NULL || (cJSON_IsArray(names) &&
	    are(member_get(logs, "visible"), 2, is_count) &&
	    are(member_get(logs, "runs"), 1, is_count));
}

/* What is wrong with a build, or NULL. */
static const char *
why_no_build(const cJSON *b)
{
	static const char *const texts[] = { "resolve", "lifecycle", "scope",
		"counts" };
	const cJSON *date = member_get(b, "date"), *v;
	size_t i;

	if (!cJSON_IsObject(b))
		return "expected an object";
	if (date != NULL &&
	    (!cJSON_IsString(date) || !date_is_valid(date->valuestring)))
		return "date: expected a day, YYYY-MM-DD";
	if (!are(member_get(b, "attack"), 1, cJSON_IsString))
		return "attack: expected versions by domain";
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		v = member_get(b, texts[i]);
		if (v != NULL && !cJSON_IsString(v))
			return "resolve, lifecycle, scope, counts: expected texts";
	}
	if (!is_logs(member_get(b, "logs")))
		return "logs: expected collected, and counts in visible and "
		    "runs";
	v = member_get(b, "perspective");
	if (v != NULL && !are(v, 1, is_whose))
		return "perspective: expected yours, available or all by kind";
	if (!are(member_get(b, "figures"), 3, is_figure))
		return "figures: expected [covered, of] by domain, kind and "
		    "definition";
	if (!are(member_get(b, "sources"), 1, is_source))
		return "sources: expected revision and controls of each";
	return NULL;
}

int
history_check(const char *file, const cJSON *doc)
{
	const cJSON *schema = member_get(doc, "schema"), *b;
	const cJSON *builds = member_get(doc, "builds");
	const cJSON *previous = member_get(doc, "previous");
	const cJSON *latest = member_get(doc, "latest");
	const char *why;
	int n = 0;

	if (!str_equal(member_text(doc, "what"), "history")) {
		log_error("%s: no history of builds", file);
		return -1;
	}
	if (!cJSON_IsNumber(schema) || schema->valuedouble < 1 ||
	    schema->valuedouble > SCHEMA) {
		log_error("%s: a history of another schema than 1 or %d", file,
		    SCHEMA);
		return -1;
	}
	if (!cJSON_IsArray(builds) ||
	    cJSON_GetArraySize(builds) > BUILDS_MAX) {
		log_error("%s: builds: expected a list of up to %d", file,
		    BUILDS_MAX);
		return -1;
	}
	cJSON_ArrayForEach(b, builds) {
		n++;
		why = why_no_build(b);
		if (why == NULL)
			continue;
		log_error("%s: build %d: %s", file, n, why);
		return -1;
	}
	if ((previous == NULL || are(previous, 2, is_counted)) &&
	    (latest == NULL || are(latest, 2, is_counted)))
		return 0;
	log_error("%s: previous, latest: expected counts by domain, id (in "
	    "order) and kind", file);
	return -1;
}

int
history_parse(const char *name, const char *text, size_t len, cJSON **history)
{
	cJSON *doc = NULL;

	*history = NULL;
	if (json_read(name, text, len, &doc) == -1 ||
	    history_check(name, doc) == -1)
		return -1;
	*history = doc;
	return 0;
}

int
history_read(const char *path, cJSON **history)
{
	struct buf text = BUF_INIT;
	int rc = -1;

	*history = NULL;
	if (!file_exists(path))
		return 0;
	if (file_read(path, FILE_MAX, &text) == 0 && history_parse(path,
	    buf_str(&text), text.len, history) == 0)
		rc = 1;
	buf_free(&text);
	return rc;
}

const char *
history_day(const cJSON *site)
{
	static const char *const lists[] = { "domains", "sources" };
	const char *best = NULL, *day;
	const cJSON *e;
	size_t i;

	for (i = 0; i < 2; i++) {
		cJSON_ArrayForEach(e, member_get(site, lists[i])) {
			day = member_string(e, "accessed");
			if (day != NULL && date_is_valid(day) &&
			    (best == NULL || strcmp(day, best) > 0))
				best = day;
		}
	}
	return best;
}

/* {covered, of} of each kind and definition, as pairs. */
static cJSON *
figures_of(const cJSON *coverage)
{
	cJSON *all = cJSON_CreateObject(), *of;
	const cJSON *k, *d;

	cJSON_ArrayForEach(k, coverage) {
		of = cJSON_AddObjectToObject(all, k->string);
		cJSON_ArrayForEach(d, k)
			cJSON_AddItemToObject(of, d->string,
			    cJSON_CreateIntArray((const int[]){
			    (int)member_number(d, "covered"),
			    (int)member_number(d, "of") }, 2));
	}
	return all;
}

/* Adds logs (NULL: not known yet), where it is told what is collected. Returns 0,
 * or -1. */
static int
add_logs_history(cJSON *b, struct catalog *c, const cJSON *logs)
{
	int told = needs_are_told(c);
	struct arena mem = { 0 }, *before;
	const cJSON *snapshot;

	if (told != 1)
		return told;
	before = value_use(&mem);
	if (logs == NULL) {
		snapshot = snapshot_of(c, NULL);
		told = snapshot == NULL ? -1 : 0;
		logs = told == -1 ? NULL : diff_told_logs(snapshot);
	}
	value_use(before);
	if (logs != NULL)
		cJSON_AddItemToObject(b, "logs", cJSON_Duplicate(logs, 1));
	arena_free(&mem);
	return told == -1 ? -1 : 0;
}

/* NULL after reporting the error. */
static cJSON *
build_of(struct catalog *c, const cJSON *site, const char *day,
    const cJSON *logs)
{
	static const char *const settings[] = { "scope", "resolve",
		"lifecycle", "counts", NULL };
	cJSON *b = cJSON_CreateObject(), *to, *one;
	cJSON *meta = settings_read(c);
	struct perspective of;
	char revision[REVISION + 1];
	const cJSON *e;

	if (meta == NULL || perspective_read(c, NULL, &of) == -1) {
		cJSON_Delete(meta);
		cJSON_Delete(b);
		return NULL;
	}
	member_add_text(b, "date", day != NULL ? day : history_day(site));
	to = cJSON_AddObjectToObject(b, "attack");
	cJSON_ArrayForEach(e, member_get(site, "domains"))
		member_add_text(to, member_string(e, "id"),
		    member_string(e, "version"));
	perspective_add(b, &of);
	to = cJSON_AddObjectToObject(b, "figures");
	cJSON_ArrayForEach(e, member_get(site, "domains"))
		cJSON_AddItemToObject(to, member_string(e, "id"),
		    figures_of(member_get(e, "coverage")));
	to = cJSON_AddObjectToObject(b, "sources");
	cJSON_ArrayForEach(e, member_get(site, "sources")) {
		one = cJSON_AddObjectToObject(to, member_string(e, "id"));
		str_copy(revision, sizeof(revision),
		    member_text_or(e, "revision", ""));
		if (*revision != '\0')
			member_add_text(one, "revision", revision);
		member_add_number(one, "controls",
		    member_number(e, "controls"));
	}
	member_copy_all(b, meta, settings);
	cJSON_Delete(meta);
	if (add_logs_history(b, c, logs) == 0)
		return b;
	cJSON_Delete(b);
	return NULL;
}

/* How many controls of each kind count for a technique; rows is where its
 * rows of catalog_counts start, and moves behind them. NULL where none does. */
static cJSON *
counts_of(const cJSON **rows, long long pk)
{
	long long n[CONTROL_KINDS] = { 0 };
	cJSON *one = cJSON_CreateObject();
	size_t k;

	for (; *rows != NULL && member_number(*rows, "technique") <= pk;
	    *rows = (*rows)->next) {
		k = member_kind(*rows);
		if (k < CONTROL_KINDS && member_number(*rows, "technique") == pk)
			n[k] += member_number(*rows, "count");
	}
	for (k = 0; k < CONTROL_KINDS; k++)
		if (n[k] > 0)
			member_add_number(one, control_kinds[k], n[k]);
	if (one->child != NULL)
		return one;
	cJSON_Delete(one);
	return NULL;
}

/* Active techniques, each with its counts; returns NULL after reporting the
 * error. */
static cJSON *
techniques_of(struct catalog *c, const cJSON *site)
{
	cJSON *techniques = NULL, *counts = NULL, *all = NULL, *one;
	const cJSON *t, *d, *at;

	if (catalog_rows(c, Q_TECHNIQUES, NULL, &techniques) == -1 ||
	    catalog_counts(c, NULL, &counts) == -1)
		goto out;
	all = cJSON_CreateObject();
	cJSON_ArrayForEach(d, member_get(site, "domains"))
		cJSON_AddObjectToObject(all, member_string(d, "id"));
	at = counts->child;
	cJSON_ArrayForEach(t, techniques) {
		one = counts_of(&at, member_number(t, "pk"));
		if (one != NULL &&
		    member_state(t) == STATE_ACTIVE)
			cJSON_AddItemToObject(cJSON_GetObjectItemCaseSensitive(
			    all, member_string(t, "domain")),
			    member_string(t, "id"), one);
		else
			cJSON_Delete(one);
	}
out:
	cJSON_Delete(techniques);
	cJSON_Delete(counts);
	return all;
}

/* Do both builds say the same, but for the day? */
static bool
is_same_history(const cJSON *a, const cJSON *b)
{
	static const char *const members[] = { "attack", "perspective",
		"figures", "sources", "logs", NULL };
	cJSON *to = cJSON_CreateObject();
	bool same = settings_compare(to, a, b);
	const cJSON *x, *y;
	size_t i;

	cJSON_Delete(to);
	for (i = 0; members[i] != NULL; i++) {
		x = member_get(a, members[i]);
		y = member_get(b, members[i]);
		same &= (x == NULL && y == NULL) || cJSON_Compare(x, y, 1);
	}
	return same;
}

int
history_add(cJSON *history, struct catalog *c, const char *day,
    const cJSON *logs)
{
	cJSON *site = model_overview(c, NULL), *techniques = NULL, *build = NULL;
	cJSON *builds = member_get(history, "builds");
	const cJSON *last = builds->child == NULL ? NULL : builds->child->prev;
	int rc = -1;

	if (site != NULL)
		techniques = techniques_of(c, site);
	if (techniques != NULL)
		build = build_of(c, site, day, logs);
	if (build == NULL)
		goto out;
	rc = last == NULL || !is_same_history(last, build) ||
	    !cJSON_Compare(member_get(history, "latest"), techniques, 1);
	if (rc == 0)
		goto out;
	cJSON_SetNumberValue(member_get(history, "schema"), SCHEMA);
	cJSON_AddItemToArray(builds, build);
	cJSON_DeleteItemFromObjectCaseSensitive(history, "previous");
	if (member_get(history, "latest") != NULL)
		cJSON_AddItemToObject(history, "previous",
		    cJSON_DetachItemFromObjectCaseSensitive(history, "latest"));
	cJSON_AddItemToObject(history, "latest", techniques);
	build = techniques = NULL;
out:
	cJSON_Delete(site);
	cJSON_Delete(techniques);
	cJSON_Delete(build);
	return rc;
}

int
history_changes(const cJSON *history, struct catalog *c, cJSON **changes)
{
	static const struct strs no_source;
	static const struct snapshot_options bare = { .sources = &no_source };
	static const struct diff_filter filter = { .in_order = true };
	const cJSON *builds = member_get(history, "builds"), *new, *old;
	const cJSON *now = NULL;

	*changes = NULL;
	if (builds->child == NULL || builds->child->next == NULL)
		return 0;
	if (c != NULL) {
		now = snapshot_of(c, &bare);
		if (now == NULL)
			return -1;
	}
	new = builds->child->prev;
	old = new->prev;
	*changes = diff_states(
	    &(struct state){ .settings = old,
		.perspective = member_get(old, "perspective"),
		.attack = member_get(old, "attack"),
		.sources = member_get(old, "sources"),
		.counts = member_get(history, "previous"),
		.logs = member_get(old, "logs") },
	    &(struct state){ .settings = new,
		.perspective = member_get(new, "perspective"),
		.attack = member_get(new, "attack"),
		.sources = member_get(new, "sources"),
		.counts = member_get(history, "latest"),
		.techniques = member_get(now, "techniques"),
		.logs = member_get(new, "logs") }, &filter);
	return 0;
}

void
history_print(const cJSON *history, struct buf *out)
{
	lines_print(history, 3, out);
}

char *
history_path(const char *config)
{
	return path_beside(config, file_name);
}
