/* A log: how others name it, what it holds, what is seen in it and what needs it. */
#include "catalog/logs.h"
#include "count/needs.h"
#include "parts.h"
#include "value/member.h"
#include "value/value.h"
#include "words/logs.h"
#include "words/words.h"

/* Whether it is collected, where that is told. */
static void
add_collected(cJSON *to, const cJSON *row, bool told)
{
	if (told)
		member_add_text(to, "collected", collected_name(
		    (enum collected)member_number(row, "collected")));
}

static int
add_head(struct subject *s, bool told)
{
	cJSON *row = NULL;

	if (catalog_rows_of(s->c, Q_LOG, member_number(s->found, "pk"), &row)
	    == -1)
		return -1;
	add_collected(s->m, row->child, told);
	member_add_flag(s->m, "whole", member_get(row->child, "whole") != NULL);
	cJSON_AddItemToObject(s->m, "platforms",
	    value_lines(member_string(row->child, "platforms")));
	cJSON_Delete(row);
	return 0;
}

/* Adds names [{vocabulary, names ["WinEventLog:Sysmon (EventCode=1)"]}]. */
static int
add_names_of(struct subject *s)
{
	cJSON *list = cJSON_AddArrayToObject(s->m, "names"), *rows = NULL, *one;
	struct buf b = BUF_INIT;
	const cJSON *row;

	if (catalog_rows_of(s->c, Q_LOG_NAMES, member_number(s->found, "pk"),
	    &rows) == -1)
		return -1;
	one = NULL;
	cJSON_ArrayForEach(row, rows) {
		if (one == NULL || !str_equal(member_string(one, "vocabulary"),
		    member_string(row, "vocabulary"))) {
			one = cJSON_CreateObject();
			member_copy(one, row, "vocabulary");
			cJSON_AddArrayToObject(one, "names");
			cJSON_AddItemToArray(list, one);
		}
		buf_reset(&b);
		buf_puts(&b, member_string(row, "name"));
		if (member_string(row, "channel") != NULL)
			buf_printf(&b, " (%s)", member_string(row, "channel"));
		cJSON_AddItemToArray(member_get(one, "names"),
		    cJSON_CreateString(buf_str(&b)));
	}
	buf_free(&b);
	cJSON_Delete(rows);
	return 0;
}

/* Adds a log to a list of related ones. */
static void
add_log(struct subject *s, const char *what, const cJSON *row, bool told)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddStringToObject(one, "kind", "log");
	member_add_text(one, "id", member_string(row, "id"));
	member_add_text(one, "name", member_string(row, "title"));
	member_copy(one, row, "channel");
	add_collected(one, row, told);
	cJSON_AddItemToArray(subject_related(s, what), one);
}

static int
add_kin(struct subject *s, bool told)
{
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_rows_of(s->c, Q_LOG_KIN, member_number(s->found, "pk"),
	    &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		add_log(s, member_string(row, "how"), row, told);
	cJSON_Delete(rows);
	return 0;
}

/* The rules that ask for what it meets: yours, and those available. */
static int
add_asking(struct subject *s, bool told)
{
	static const char *const kept[] = { "kind", "id", "name", "url",
		"source", "path", "lifecycle", "whose", NULL };
	cJSON *rows = NULL, *one;
	const cJSON *row;

	if (catalog_rows_of(s->c, Q_LOG_RULES, member_number(s->found, "pk"),
	    &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		one = member_pick(row, kept);
		if (told)
			member_copy(one, row, "runs");
		cJSON_AddItemToObject(one, "techniques",
		    value_words(member_string(row, "techniques")));
		cJSON_AddItemToArray(subject_related(s, member_whose(row) ==
		    WHOSE_YOURS ? "rules of yours that need it"
		    : "public rules that need it"), one);
	}
	cJSON_Delete(rows);
	return 0;
}

int
subject_log(struct subject *s)
{
	cJSON *techniques = NULL;
	int told = needs_are_told(s->c);

	if (told == -1 || add_head(s, told) == -1 || add_names_of(s) == -1 ||
	    add_asking(s, told) == -1 || add_kin(s, told) == -1 ||
	    catalog_rows_of(s->c, Q_LOG_TECHNIQUES,
	    member_number(s->found, "pk"), &techniques) == -1)
		return -1;
	subject_take_pks(s, techniques);
	cJSON_Delete(techniques);
	return 0;
}

/* Of MITRE's log sources: whether every channel that its analytics read is
 * collected, or some. */
static int
add_source_collected(struct subject *s, const char *name)
{
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_rows(s->c, Q_LOG_SOURCE_COLLECTED, name, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		add_collected(s->m, row, true);
	cJSON_Delete(rows);
	return 0;
}

int
subject_add_logs(struct subject *s, const char *name)
{
	cJSON *rows = NULL;
	const cJSON *row;
	int told = needs_are_told(s->c);

	if (told == -1 || (told == 1 && add_source_collected(s, name) == -1) ||
	    catalog_rows(s->c, Q_LOG_SOURCE_LOGS, name, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		add_log(s, "logs", row, told);
	cJSON_Delete(rows);
	return 0;
}
