/* The logs that there are, and what each of them would add. */
#include "model/logs.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/lookup.h"
#include "base/str.h"
#include "count/log_gains.h"
#include "count/perspective.h"
#include "value/member.h"
#include "value/value.h"
#include "words/logs.h"
#include "words/words.h"

enum { LACKS = 8 }; /* channels that are named */

/* How long the part of an id is that its group has. */
static size_t
group_length(const char *id)
{
	return strcspn(id, "/");
}

/* A log's id as an anchor: of letters, digits, dashes, and _ for a slash. */
static void
put_anchor(struct buf *out, const char *id)
{
	for (; *id != '\0'; id++)
		buf_putc(out, *id == '/' ? '_' : str_is_digit(*id) ||
		    (*id >= 'a' && *id <= 'z') || (*id >= 'A' && *id <= 'Z')
		    ? *id : '-');
}

void
logs_put_place(struct buf *out, const char *id)
{
	buf_printf(out, "logs/%.*s.html#", (int)group_length(id), id);
	put_anchor(out, id);
}

/* Adds the domains, with what could be seen where that is told. */
static void
list_domains(cJSON *m, const cJSON *site, const struct visibility *v)
{
	static const char *const kept[] = { "id", "name", "version", NULL };
	cJSON *list = cJSON_AddArrayToObject(m, "domains"), *one;
	struct visibility_figures figures;
	const cJSON *domain;

	cJSON_ArrayForEach(domain, member_get(site, "domains")) {
		one = member_pick(domain, kept);
		cJSON_AddItemToArray(list, one);
		if (!visibility_told(v))
			continue;
		visibility_count(v, member_string(domain, "id"), NULL, NULL,
		    &figures);
		visibility_add_figures(one, &figures);
	}
	member_mark_last(list);
}

/* Adds how many rules run, of yours if there are any, and of others. */
static int
add_runs(struct catalog *c, cJSON *m)
{
	static const char *const names[] = { "not_told", "unknown", "no",
		"yes" };
	static const enum of of[] = { OF_YOURS, OF_AVAILABLE };
	cJSON *list = cJSON_AddArrayToObject(m, "runs"), *rows = NULL, *one;
	long long n[RUNS_YES + 1], all;
	const cJSON *row;
	size_t i, k;

	if (catalog_rows(c, Q_RUN_COUNTS, NULL, &rows) == -1)
		return -1;
	for (i = 0; i < sizeof(of) / sizeof(of[0]); i++) {
		memset(n, 0, sizeof(n));
		all = 0;
		cJSON_ArrayForEach(row, rows) {
			if (!perspective_has(of[i], member_whose(row)))
				continue;
			n[member_runs(row)] += member_number(row, "count");
			all += member_number(row, "count");
		}
		if (all == 0)
			continue;
		one = cJSON_CreateObject();
		cJSON_AddItemToArray(list, one);
		cJSON_AddStringToObject(one, "whose", of_name(of[i]));
		cJSON_AddStringToObject(one, "noun",
		    perspective_rule(of[i], true));
		member_add_number(one, "of", all);
		for (k = 0; k <= RUNS_YES; k++)
			member_add_number(one, names[k], n[k]);
	}
	cJSON_Delete(rows);
	return 0;
}

/* Adds as name how many of rules are of those that are counted. */
static void
add_counted(cJSON *to, const char *name, enum of of, long long yours,
    long long available)
{
	member_add_number(to, name, of == OF_YOURS ? yours
	    : of == OF_AVAILABLE ? available : yours + available);
}

/* Adds to a log source what it would add, of which next has a row, or NULL. */
static void
add_gain(cJSON *source, const cJSON *row, enum of of)
{
	static const char *const who[] = { "users", "used_by", NULL };
	static const char *const cell[] = { "id", "name", NULL };
	long long yours, available;
	const cJSON *rules = member_get(row, "rules");
	const cJSON *techniques = member_get(row, "techniques");
	cJSON *cells;

	member_add_number(source, "gain", member_number(row, "gain"));
	member_add_number(source, "would_partly", member_number(row, "partly"));
	yours = member_number(rules, whose_name(WHOSE_YOURS));
	available = member_number(rules, whose_name(WHOSE_AVAILABLE));
	add_counted(source, "would", of, yours, available);
	member_add_number(source, "would_yours", yours);
	member_add_number(source, "would_available", available);
	member_copy_all(source, row, who);
	cJSON_AddItemToObject(source, "gained", member_column(techniques, "id"));
	cells = member_pick_all(techniques, cell);
	member_mark_last(cells);
	cJSON_AddItemToObject(source, "cells", cells);
}

/* What adds most first, then what is read most, then by name. */
static int
by_gain(const void *a, const void *b)
{
	static const char *const keys[] = { "gain", "would", "techniques" };
	const cJSON *x = *(const cJSON *const *)a;
	const cJSON *y = *(const cJSON *const *)b;
	long long d;
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		d = member_number(y, keys[i]) - member_number(x, keys[i]);
		if (d != 0)
			return d < 0 ? -1 : 1;
	}
	return strcmp(member_string(x, "name"), member_string(y, "name"));
}

/* Adds the first channels that a log source lacks, in words. */
static void
add_lack_list(cJSON *source)
{
	const cJSON *lacks = member_get(source, "lacks"), *channel;
	struct buf b = BUF_INIT;
	int n = 0;

	cJSON_ArrayForEach(channel, lacks)
		if (n++ < LACKS)
			buf_printf(&b, "%s%s", n == 1 ? "" : "; ",
			    channel->valuestring);
	if (n > LACKS)
		buf_printf(&b, " and %d more", n - LACKS);
	member_add_or_false(source, "lack_list", n > 0 ? buf_str(&b) : NULL);
	buf_free(&b);
}

/* Adds MITRE's log sources. */
static int
add_log_sources(struct catalog *c, cJSON *m, const struct visibility *v, enum of of)
{
	cJSON *sources = visibility_sources(v), *next, *one;
	struct lookup by_name = { 0 };
	const cJSON *row;
	size_t i = 0, at;

	cJSON_AddItemToObject(m, "sources", sources);
	if (!visibility_told(v))
		return 0;
	next = visibility_next(v, c, 0);
	if (next == NULL)
		return -1;
	cJSON_ArrayForEach(row, next)
		lookup_add(&by_name, member_string(row, "name"), i++);
	lookup_sort(&by_name);
	cJSON_ArrayForEach(one, sources) {
		add_lack_list(one);
		at = lookup_first(&by_name, member_string(one, "name"));
		add_gain(one, at == 0 ? NULL
		    : cJSON_GetArrayItem(next, (int)at - 1), of);
	}
	member_sort(sources, by_gain);
	free(by_name.v);
	cJSON_Delete(next);
	return 0;
}

/* "mitre: WinEventLog:Sysmon, EventCode=1; splunk: Sysmon EventID 1" */
static void
add_named(cJSON *log)
{
	const char *before = "", *vocabulary;
	struct buf b = BUF_INIT;
	const cJSON *name;

	cJSON_ArrayForEach(name, member_get(log, "names")) {
		vocabulary = member_string(name, "vocabulary");
		if (str_equal(vocabulary, before))
			buf_printf(&b, " or %s", member_string(name, "name"));
		else
			buf_printf(&b, "%s%s: %s", b.len > 0 ? "; " : "",
			    vocabulary, member_string(name, "name"));
		if (member_string(name, "channel") != NULL)
			buf_printf(&b, ", %s", member_string(name, "channel"));
		before = vocabulary;
	}
	member_take_buf(log, "named", &b);
}

/* Gives each log its names; rows of both are by log. */
static int
add_log_names(struct catalog *c, cJSON *logs)
{
	static const char *const kept[] = { "vocabulary", "name", "channel",
		NULL };
	cJSON *rows = NULL, *log, *list;
	const cJSON *row;

	if (catalog_rows(c, Q_ALL_LOG_NAMES, NULL, &rows) == -1)
		return -1;
	row = rows->child;
	cJSON_ArrayForEach(log, logs) {
		list = cJSON_AddArrayToObject(log, "names");
		for (; row != NULL && member_number(row, "log") ==
		    member_number(log, "pk"); row = row->next)
			cJSON_AddItemToArray(list, member_pick(row, kept));
		add_named(log);
	}
	cJSON_Delete(rows);
	return 0;
}

/* Is there anything to say of a log here? */
static bool
is_told_of(const cJSON *log)
{
	return member_number(log, "yours") > 0 ||
	    member_number(log, "available") > 0 ||
	    member_number(log, "would_yours") > 0 ||
	    member_number(log, "would_available") > 0 ||
	    member_number(log, "collected") != COLLECTED_NO;
}

/* A log as it is listed, of a row of Q_LOGS. */
static cJSON *
new_log(const cJSON *row, bool told, enum of of)
{
	static const char *const kept[] = { "id", "title", "?whole", "names",
		"named", "techniques", "yours", "available", NULL };
	static const char *const would[] = { "would_yours", "would_available",
		NULL };
	cJSON *one = member_pick(row, kept), *platforms;
	struct buf anchor = BUF_INIT;

	put_anchor(&anchor, member_string(row, "id"));
	member_take_buf(one, "anchor", &anchor);
	platforms = value_lines(member_string(row, "platforms"));
	member_add_joined(one, "platform_list", platforms);
	cJSON_AddItemToObject(one, "platforms", platforms);
	add_counted(one, "rules", of, member_number(row, "yours"),
	    member_number(row, "available"));
	if (!told)
		return one;
	member_add_text(one, "collected", collected_name(
	    (enum collected)member_number(row, "collected")));
	member_copy_all(one, row, would);
	add_counted(one, "would", of, member_number(row, "would_yours"),
	    member_number(row, "would_available"));
	return one;
}

static cJSON *
new_group(cJSON *groups, const char *id)
{
	cJSON *group = cJSON_CreateObject();
	struct buf name = BUF_INIT;

	cJSON_AddItemToArray(groups, group);
	buf_put(&name, id, group_length(id));
	member_take_buf(group, "id", &name);
	cJSON_AddArrayToObject(group, "rows");
	return group;
}

/* Adds the logs that are listed, by groups; rows are by id. */
static void
add_groups(cJSON *m, const cJSON *rows, bool told, enum of of)
{
	cJSON *groups = cJSON_AddArrayToObject(m, "groups"), *group = NULL;
	const cJSON *row;
	const char *id;
	long long n;

	cJSON_ArrayForEach(row, rows) {
		if (!is_told_of(row))
			continue;
		id = member_string(row, "id");
		if (group == NULL || strlen(member_string(group, "id")) !=
		    group_length(id) ||
		    !str_has_prefix(id, member_string(group, "id")))
			group = new_group(groups, id);
		cJSON_AddItemToArray(member_get(group, "rows"),
		    new_log(row, told, of));
	}
	cJSON_ArrayForEach(group, groups) {
		n = 0;
		cJSON_ArrayForEach(row, member_get(group, "rows"))
			n += str_equal(member_string(row, "collected"),
			    collected_name(COLLECTED_YES));
		member_add_number(group, "n",
		    cJSON_GetArraySize(member_get(group, "rows")));
		member_add_number(group, "n_collected", n);
	}
}

/* Adds what sextant.yaml says is collected. */
static void
add_collected(cJSON *m, const cJSON *rows)
{
	static const char *const kept[] = { "name", "what", "log", "channel",
		NULL };
	cJSON *list = cJSON_AddArrayToObject(m, "collected"), *one, *platforms;
	struct buf place = BUF_INIT;
	const cJSON *row;

	cJSON_ArrayForEach(row, rows) {
		one = member_pick(row, kept);
		cJSON_AddItemToArray(list, one);
		if (member_string(row, "log") != NULL)
			logs_put_place(&place, member_string(row, "log"));
		member_take_buf(one, "place", &place);
		platforms = value_lines(member_string(row, "platforms"));
		cJSON_AddItemToObject(one, "platforms", platforms);
		cJSON_AddBoolToObject(one, "not_known", str_equal(
		    member_string(row, "what"),
		    collected_what_name(COLLECTED_UNKNOWN)));
	}
	member_mark_last(list);
}

/* Adds the names that no log has. */
static void
add_unknown(cJSON *m, cJSON *rows, enum of of)
{
	cJSON *row;

	cJSON_ArrayForEach(row, rows)
		add_counted(row, "rules", of, member_number(row, "yours"),
		    member_number(row, "available"));
	member_add_flag(m, "has_unknown", rows->child != NULL);
	cJSON_AddItemToObject(m, "unknown", rows);
}

static int
add_logs(struct catalog *c, cJSON *m, bool told, enum of of)
{
	cJSON *rows = NULL, *unknown = NULL, *names = NULL;
	int rc = -1;

	if (catalog_rows(c, Q_LOGS, NULL, &rows) == 0 &&
	    catalog_rows(c, Q_COLLECTED_LOGS, NULL, &names) == 0 &&
	    catalog_rows(c, Q_UNKNOWN_LOGS, NULL, &unknown) == 0 &&
	    add_log_names(c, rows) == 0 && log_gains_add(c, rows) == 0) {
		if (told)
			add_collected(m, names);
		add_groups(m, rows, told, of);
		add_unknown(m, unknown, of);
		rc = 0;
	}
	cJSON_Delete(rows);
	cJSON_Delete(names);
	return rc;
}

cJSON *
logs_model(struct catalog *c, const cJSON *site, const struct visibility *v)
{
	static const char *const whole[] = { "title", "?sample", "generator",
		"source_basis", NULL };
	bool told = visibility_told(v);
	cJSON *m = member_pick(site, whole);
	enum of of = of_read(member_string(member_get(site, "perspective"),
	    kind_name(KIND_DETECTION)));

	member_add_flag(m, "told", told);
	member_add_flag(m, "yours_counted", of == OF_YOURS);
	list_domains(m, site, v);
	if ((!told || add_runs(c, m) == 0) && add_log_sources(c, m, v, of) == 0 &&
	    add_logs(c, m, told, of) == 0)
		return m;
	cJSON_Delete(m);
	return NULL;
}
