/* A report as GitLab's code quality report. */
#include "base/digest.h"
#include "output/output.h"
#include "report_formats.h"
#include "value/member.h"

/* Code Climate's words for the levels; GitLab takes info to blocker. */
static const char *const severities[] = { "major", "minor", "info" };

static void
add_issue(cJSON *list, const cJSON *r)
{
	enum { SHOWN = 32 }; /* characters of a digest */
	int line = (int)member_number(r, "line");
	cJSON *one = cJSON_CreateObject(), *place;
	struct buf b = BUF_INIT;

	cJSON_AddItemToArray(list, one);
	cJSON_AddStringToObject(one, "description",
	    member_text_or(r, "message", ""));
	cJSON_AddStringToObject(one, "check_name",
	    member_text_or(r, "rule", ""));
	report_put_fingerprint(r, SHOWN, &b);
	cJSON_AddStringToObject(one, "fingerprint", buf_str(&b));
	cJSON_AddStringToObject(one, "severity", severities[report_level(r)]);
	place = cJSON_AddObjectToObject(one, "location");
	buf_reset(&b);
	report_put_path(r, &b);
	/* An issue without a file is refused, with all others. */
	cJSON_AddStringToObject(place, "path",
	    b.len > 0 ? buf_str(&b) : "sextant.yaml");
	cJSON_AddNumberToObject(cJSON_AddObjectToObject(place, "lines"),
	    "begin", line > 0 ? line : 1);
	buf_free(&b);
}

void
report_gitlab(const cJSON *report, struct terminal *t)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *r;

	cJSON_ArrayForEach(r, member_get(report, "results"))
		if (!cJSON_IsTrue(member_get(r, "fixed")))
			add_issue(list, r);
	output_put_json(&t->text, list);
	cJSON_Delete(list);
}
