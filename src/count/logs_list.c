/* The logs of data/logs.yaml, and how much asks for each. */
#include "count/logs_list.h"

#include "base/buf.h"
#include "base/str.h"
#include "catalog/logs.h"
#include "count/needs.h"
#include "count/provenance.h"
#include "value/member.h"
#include "value/value.h"
#include "words/logs.h"
#include "words/words.h"

static bool
is_named_log(const cJSON *row)
{
	return member_number(row, "yours") + member_number(row, "available") +
	    member_number(row, "techniques") + member_number(row, "collected") >
	    0;
}

static cJSON *
new_log(const cJSON *row, bool told)
{
	static const char *const kept[] = { "id", "title", "?whole", NULL };
	static const char *const counts[] = { "yours", "available",
		"techniques", NULL };
	cJSON *one = member_pick(row, kept);

	if (told)
		member_add_text(one, "collected", collected_name(
		    (enum collected)member_number(row, "collected")));
	member_copy_all(one, row, counts);
	cJSON_AddItemToObject(one, "platforms",
	    value_lines(member_string(row, "platforms")));
	return one;
}

/* Adds logs, and how many there are in a sentence: "312 logs that rules or MITRE's
 * analytics name; 31 of them collected, 4 in part". */
static void
add_listed_logs(cJSON *m, const cJSON *rows, const struct logs_asked *asked, bool told)
{
	cJSON *list = cJSON_AddArrayToObject(m, "logs"), *one;
	long long n[COLLECTED_YES + 1] = { 0 };
	struct buf b = BUF_INIT;
	const cJSON *row;

	cJSON_ArrayForEach(row, rows) {
		if (!asked->all && !is_named_log(row))
			continue;
		n[member_number(row, "collected")]++;
		one = new_log(row, told);
		if (asked->collected == NULL || str_equal(asked->collected,
		    member_string(one, "collected")))
			cJSON_AddItemToArray(list, one);
		else
			cJSON_Delete(one);
	}
	buf_printf(&b, "%lld logs%s", n[COLLECTED_NO] + n[COLLECTED_PART] +
	    n[COLLECTED_YES], asked->all ? "" : " that rules or MITRE's "
	    "analytics name");
	if (told)
		buf_printf(&b, "; %lld of them collected, %lld in part",
		    n[COLLECTED_YES], n[COLLECTED_PART]);
	member_take_buf(m, "text", &b);
}

cJSON *
logs_list(struct catalog *c, const struct logs_asked *asked)
{
	cJSON *m = cJSON_CreateObject(), *rows = NULL;
	int told = needs_are_told(c);

	if (told != -1 && provenance_add(m, c, NULL,
	    kind_name(KIND_DETECTION)) == 0 &&
	    catalog_rows(c, Q_LOGS, NULL, &rows) == 0) {
		cJSON_DeleteItemFromObject(m, "perspective");
		cJSON_DeleteItemFromObject(m, "logs");
		member_add_flag(m, "told", told);
		add_listed_logs(m, rows, asked, told == 1);
		cJSON_Delete(rows);
		return m;
	}
	cJSON_Delete(m);
	return NULL;
}
