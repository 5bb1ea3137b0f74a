/* What is said of logs with a technique, and with each of its rules. */
#include "model/technique_logs.h"

#include "base/buf.h"
#include "base/str.h"
#include "count/needs.h"
#include "model/logs.h"
#include "value/member.h"
#include "words/logs.h"

enum {
	MISSING_SHOWN = 3,
	NEEDS_SHOWN = 2,
};

/* In the order of enum visible. */
static const struct {
	const char *text, *word, *flag;
} states[] = {
	{ "not told", "not told", "not_told" },
	{ "blind", "blind", "blind" },
	{ "partly visible", "partly", "partly" },
	{ "fully visible", "full", "full" },
};

const char *
technique_logs_word(enum visible visible)
{
	return states[visible].word;
}

/* Takes the log sources of an analytic: names has each once. */
static void
take_log_sources(cJSON *names, const cJSON *analytic, bool told)
{
	const char *name;
	cJSON *log;

	cJSON_ArrayForEach(log, member_get(analytic, "log_sources")) {
		name = member_string(log, "name");
		if (!member_has(names, name))
			cJSON_AddItemToArray(names, cJSON_CreateString(name));
		cJSON_AddBoolToObject(log, "log_told", told);
	}
}

static void
add_list(cJSON *t, bool told)
{
	cJSON *names = cJSON_CreateArray();
	const cJSON *strategy, *analytic;

	cJSON_ArrayForEach(strategy, member_get(t, "strategies"))
		cJSON_ArrayForEach(analytic, member_get(strategy, "analytics"))
			take_log_sources(names, analytic, told);
	member_add_joined(t, "log_list", names);
	cJSON_Delete(names);
}

/* What the nearest analytic lacks, but for what is too much of it. */
static void
shorten_missing(cJSON *seen)
{
	cJSON *missing = member_get(seen, "missing");
	int n = cJSON_GetArraySize(missing);

	while (cJSON_GetArraySize(missing) > MISSING_SHOWN)
		cJSON_DeleteItemFromArray(missing, MISSING_SHOWN);
	member_mark_last(missing);
	member_add_number_or_false(seen, "missing_more",
	    n > MISSING_SHOWN ? n - MISSING_SHOWN : 0);
}

void
technique_logs_add(cJSON *t, const struct visibility *v, long long pk)
{
	enum visible visible = visibility_of(v, pk);
	cJSON *seen;

	add_list(t, visibility_told(v));
	if (!visibility_told(v) || !visibility_asks(v, pk))
		return;
	seen = cJSON_AddObjectToObject(t, "visibility");
	visibility_add(v, pk, seen);
	member_add_joined(seen, "on", member_get(seen, "visible_on"));
	cJSON_AddBoolToObject(seen, "only_there", visibility_differs(v, pk));
	if (member_get(seen, "missing") != NULL)
		shorten_missing(seen);
	cJSON_AddStringToObject(seen, "text", states[visible].text);
	member_add_flag(seen, states[visible].flag, 1);
}

/* In the order of enum runs. */
static const char *const said[] = { "not told", "unknown", "lacks", "runs" };

/* The log of a need that is named: one that is collected, if any is. */
static const cJSON *
first_log(const cJSON *need)
{
	const cJSON *any = member_get(need, "any"), *log;

	cJSON_ArrayForEach(log, any)
		if (str_equal(member_string(log, "collected"), "yes"))
			return log;
	return any->child;
}

/* "Sysmon event 1 or 2 more" */
static void
put_need(struct buf *b, const cJSON *need)
{
	int n = cJSON_GetArraySize(member_get(need, "any"));

	needs_put_log(b, first_log(need));
	if (n > 1)
		buf_printf(b, " or %d more", n - 1);
}

/* Adds needs_full, if that says more than needs. */
static void
add_full(cJSON *row, const cJSON *needs)
{
	struct buf b = BUF_INIT;
	const cJSON *need, *log;

	cJSON_ArrayForEach(need, needs) {
		if (b.len > 0)
			buf_puts(&b, "; ");
		cJSON_ArrayForEach(log, member_get(need, "any")) {
			if (log->prev->next != NULL)
				buf_puts(&b, " or ");
			needs_put_log(&b, log);
		}
	}
	member_add_or_false(row, "needs_full", b.len == 0 ||
	    str_equal(buf_str(&b), member_string(row, "needs")) ? NULL
	    : buf_str(&b));
	buf_free(&b);
}

/* Adds needs; lacking: only those that are not met. Returns the first log that
 * has a row, or NULL. */
static const cJSON *
add_short(cJSON *row, const cJSON *needs, bool lacking)
{
	const cJSON *need, *first = NULL;
	struct buf b = BUF_INIT;
	int n = 0;

	cJSON_ArrayForEach(need, needs) {
		if (lacking && runs_read(member_string(need, "met")) != RUNS_NO)
			continue;
		if (n++ >= NEEDS_SHOWN)
			continue;
		if (b.len > 0)
			buf_puts(&b, " and ");
		put_need(&b, need);
		if (first == NULL &&
		    member_string(first_log(need), "log") != NULL)
			first = first_log(need);
	}
	if (n > NEEDS_SHOWN)
		buf_printf(&b, " and %d more", n - NEEDS_SHOWN);
	member_add_or_false(row, "needs", b.len > 0 ? buf_str(&b) : NULL);
	buf_free(&b);
	return first;
}

void
needs_row_add(cJSON *row, const cJSON *control, bool counts)
{
	const char *runs = member_string(control, "runs");
	const cJSON *first = add_short(row, member_get(control, "needs"),
	    runs != NULL && runs_read(runs) == RUNS_NO);
	struct buf place = BUF_INIT;

	add_full(row, member_get(control, "needs"));
	if (first != NULL)
		logs_put_place(&place, member_string(first, "log"));
	member_add_or_false(row, "needs_place",
	    first != NULL && counts ? buf_str(&place) : NULL);
	buf_free(&place);
	member_add_or_false(row, "runs", runs);
	member_add_or_false(row, "runs_said",
	    runs != NULL ? said[runs_read(runs)] : NULL);
}
