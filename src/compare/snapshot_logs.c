/* What of logs a snapshot keeps. */
#include "snapshot_logs.h"

#include "base/buf.h"
#include "count/needs.h"
#include "count/visibility.h"
#include "value/member.h"
#include "words/logs.h"
#include "words/words.h"

int
snapshot_logs_open(struct snapshot_logs *l, struct catalog *c,
    const struct visibility *seen, bool lacks)
{
	static const struct visibility_asked all = { 0 };

	l->lacks = lacks;
	switch (needs_are_told(c)) {
	case -1:
		return -1;
	case 0:
		return 0;
	}
	if (seen == NULL)
		l->own = visibility_open(c, &all);
	l->seen = seen != NULL ? seen : l->own;
	if (l->seen == NULL)
		return -1;
	if (lacks)
		l->needs = needs_open(c, NULL);
	return lacks && l->needs == NULL ? -1 : 0;
}

void
snapshot_logs_close(struct snapshot_logs *l)
{
	visibility_close(l->own);
	needs_free(l->needs);
	*l = (struct snapshot_logs){ 0 };
}

/* "WinEventLog:Security (EventCode=4688), on Linux, Windows": of a row of
 * Q_COLLECTED. */
static cJSON *
name_of(const cJSON *row)
{
	const char *channel = member_string(row, "channel");
	const char *s = member_text_or(row, "platforms", "");
	struct buf b = BUF_INIT;
	cJSON *name;

	buf_puts(&b, member_string(row, "name"));
	if (channel != NULL)
		buf_printf(&b, " (%s)", channel);
	buf_puts(&b, *s != '\0' ? ", on " : "");
	for (; *s != '\0'; s++) {
		buf_putc(&b, *s == '\n' ? ',' : *s);
		buf_puts(&b, *s == '\n' ? " " : "");
	}
	name = cJSON_CreateString(buf_str(&b));
	buf_free(&b);
	return name;
}

/* Those that are collected of rows of one name, which begin with first; *next is
 * what stands behind them. Empty: all of them. NULL: none. */
static cJSON *
channels_of(const cJSON *first, const cJSON **next)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *row;
	bool all = true;

	for (row = first; row != NULL && str_equal(member_string(row, "name"),
	    member_string(first, "name")); row = row->next) {
		if (member_number(row, "collected") == 0)
			all = false;
		else
			cJSON_AddItemToArray(list, cJSON_CreateString(
			    member_text_or(row, "channel", "")));
	}
	*next = row;
	if (!all && list->child != NULL)
		return list;
	cJSON_Delete(list);
	return all ? cJSON_CreateArray() : NULL;
}

int
snapshot_logs_add_names(const struct snapshot_logs *l, struct catalog *c,
    cJSON *snapshot)
{
	cJSON *names = NULL, *sources = NULL, *to, *channels;
	const cJSON *row, *next;
	int rc = -1;

	if (l->seen == NULL)
		return 0;
	if (catalog_rows(c, Q_COLLECTED, NULL, &names) == -1 ||
	    catalog_rows(c, Q_ALL_LOG_SOURCES, NULL, &sources) == -1)
		goto out;
	to = cJSON_AddArrayToObject(snapshot, "logs");
	cJSON_ArrayForEach(row, names)
		cJSON_AddItemToArray(to, name_of(row));
	to = cJSON_AddObjectToObject(snapshot, "log_sources");
	for (row = sources->child; row != NULL; row = next) {
		channels = channels_of(row, &next);
		if (channels != NULL)
			cJSON_AddItemToObject(to, member_string(row, "name"),
			    channels);
	}
	rc = 0;
out:
	cJSON_Delete(names);
	cJSON_Delete(sources);
	return rc;
}

/* Adds a log source to those that are missed, once. */
static void
add_miss(cJSON *list, const cJSON *log_source)
{
	static const char *const copied[] = { "name", "channel", NULL };
	cJSON *one = member_pick(log_source, copied);
	const cJSON *e;

	cJSON_ArrayForEach(e, list)
		if (cJSON_Compare(e, one, 1))
			break;
	if (e == NULL)
		cJSON_AddItemToArray(list, one);
	else
		cJSON_Delete(one);
}

/* Adds the log sources of its analytics that are not collected. */
static void
add_misses(const struct visibility *v, long long pk, cJSON *technique)
{
	cJSON *analytics = visibility_analytics(v, pk);
	cJSON *list = cJSON_AddArrayToObject(technique, "misses");
	const cJSON *a, *s;

	cJSON_ArrayForEach(a, analytics)
		cJSON_ArrayForEach(s, member_get(a, "log_sources"))
			if (!cJSON_IsTrue(member_get(s, "collected")))
				add_miss(list, s);
	cJSON_Delete(analytics);
}

void
snapshot_logs_add_technique(const struct snapshot_logs *l, const cJSON *row,
    cJSON *technique)
{
	long long pk = member_number(row, "pk");
	enum visible visible;

	if (l->seen == NULL || !visibility_asks(l->seen, pk))
		return;
	visible = visibility_of(l->seen, pk);
	if (visible != VISIBLE_NOT_TOLD)
		member_add_text(technique, "visible", visible_name(visible));
	if (l->lacks && (visible == VISIBLE_PARTLY || visible == VISIBLE_BLIND))
		add_misses(l->seen, pk, technique);
}

void
snapshot_logs_add_control(const struct snapshot_logs *l, const cJSON *row,
    cJSON *control)
{
	enum runs runs = member_runs(row);
	cJSON *needs;

	if (l->seen == NULL || runs == RUNS_NOT_TOLD)
		return;
	member_add_text(control, "runs", runs_name(runs));
	if (runs != RUNS_NO || l->needs == NULL)
		return;
	needs = cJSON_CreateObject();
	member_add_text(needs, "kind", kind_name(KIND_DETECTION));
	needs_add(l->needs, member_number(row, "pk"), needs);
	member_copy(control, needs, "lacks");
	cJSON_Delete(needs);
}
