/* A report as GitLab's code quality report. */
#include "base/digest.h"
#include "output/output.h"
#include "report_formats.h"
#include "value/member.h"

/* Code Climate's words for the levels; GitLab takes info to blocker. */
static const char *const severities[] = { "major", "minor", "info" };

static void
begin_gitlab(struct report *report, struct terminal *t)
{
	cJSON *list = cJSON_CreateArray();

	output_begin_list(&t->text, list, list, &report->behind);
}

static void
put_issue_gitlab(struct report *report, const cJSON *r, struct terminal *t)
{
	enum { SHOWN = 32 }; /* characters of a digest */
	int line = (int)member_number(r, "line");
	struct buf path = BUF_INIT, print = BUF_INIT;
	cJSON *one, *place;

	report_put_fingerprint(report, r, SHOWN, &print);
	if (report_is_fixed(r))
		goto out;
	one = cJSON_CreateObject();
	cJSON_AddStringToObject(one, "description",
	    member_text_or(r, "message", ""));
	cJSON_AddStringToObject(one, "check_name",
	    member_text_or(r, "rule", ""));
	cJSON_AddStringToObject(one, "fingerprint", buf_str(&print));
	cJSON_AddStringToObject(one, "severity", severities[report_level(r)]);
	place = cJSON_AddObjectToObject(one, "location");
	report_put_path(r, &path);
	/* An issue without a file is refused, with all others. */
	cJSON_AddStringToObject(place, "path",
	    path.len > 0 ? buf_str(&path) : "sextant.yaml");
	cJSON_AddNumberToObject(cJSON_AddObjectToObject(place, "lines"),
	    "begin", line > 0 ? line : 1);
	output_put_element(&t->text, one, 1, report->put++ == 0);
out:
	buf_free(&path);
	buf_free(&print);
}

const struct report_format report_gitlab = { begin_gitlab, put_issue_gitlab, report_put_behind,
	false };
