/* A report as SARIF 2.1.0; numbers in comments are its sections. */
#include "base/digest.h"
#include "base/escape.h"
#include "base/str.h"
#include "output/output.h"
#include "report_formats.h"
#include "value/member.h"

static const char root[] = "%SRCROOT%";

/* A message or a multiformat message string: 3.11, 3.12. */
static void
add_text_sarif(cJSON *to, const char *name, const char *text)
{
	cJSON *o = cJSON_AddObjectToObject(to, name);

	cJSON_AddStringToObject(o, "text", text);
}

/* 3.49: each rule that the tool knows. */
static void
add_rules_sarif(cJSON *driver, const cJSON *rules)
{
	cJSON *list = cJSON_AddArrayToObject(driver, "rules"), *one;
	const cJSON *r;

	cJSON_ArrayForEach(r, rules) {
		one = cJSON_CreateObject();
		cJSON_AddItemToArray(list, one);
		cJSON_AddStringToObject(one, "id", member_text_or(r, "id", ""));
		add_text_sarif(one, "shortDescription",
		    member_text_or(r, "summary", ""));
		if (*member_text_or(r, "help", "") != '\0')
			add_text_sarif(one, "help",
			    member_text_or(r, "help", ""));
		cJSON_AddStringToObject(cJSON_AddObjectToObject(one,
		    "defaultConfiguration"), "level",
		    report_levels[report_level(r)]);
	}
}

/* 3.29: the file by a URI from the root, and where in it. */
static void
add_location(cJSON *locations, const cJSON *result)
{
	int line = (int)member_number(result, "line");
	int column = (int)member_number(result, "column");
	cJSON *one = cJSON_CreateObject(), *physical, *artifact, *region;
	struct buf path = BUF_INIT, uri = BUF_INIT;
	bool absolute;

	report_put_path(result, &path);
	absolute = *buf_str(&path) == '/';
	cJSON_AddItemToArray(locations, one);
	physical = cJSON_AddObjectToObject(one, "physicalLocation");
	artifact = cJSON_AddObjectToObject(physical, "artifactLocation");
	if (absolute)
		buf_puts(&uri, "file://");
	escape_path(&uri, buf_str(&path));
	cJSON_AddStringToObject(artifact, "uri", buf_str(&uri));
	if (!absolute)
		cJSON_AddStringToObject(artifact, "uriBaseId", root);
	/* What shows results shows none without a line. */
	region = cJSON_AddObjectToObject(physical, "region");
	cJSON_AddNumberToObject(region, "startLine", line > 0 ? line : 1);
	if (line > 0 && column > 0)
		cJSON_AddNumberToObject(region, "startColumn", column);
	buf_free(&path);
	buf_free(&uri);
}

static void
add_properties(cJSON *to, const cJSON *result)
{
	static const char *const names[] = { "technique", "successor" };
	cJSON *bag = NULL;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (*member_text_or(result, names[i], "") == '\0')
			continue;
		if (bag == NULL)
			bag = cJSON_AddObjectToObject(to, "properties");
		cJSON_AddStringToObject(bag, names[i],
		    member_text_or(result, names[i], ""));
	}
}

static void
put_result_sarif(struct report *report, const cJSON *r, struct terminal *t)
{
	enum { DEPTH = 4 }; /* log, runs, run, results */
	struct buf print = BUF_INIT;
	cJSON *one, *locations;
	int rule;

	report_put_fingerprint(report, r, DIGEST_HEX, &print);
	if (report_is_fixed(r))
		goto out;
	one = cJSON_CreateObject();
	cJSON_AddStringToObject(one, "ruleId", member_text_or(r, "rule", ""));
	/* 3.27.6: the place of the rule in the list. */
	rule = report_rule_index(report->says, member_text_or(r, "rule", ""));
	if (rule >= 0)
		cJSON_AddNumberToObject(one, "ruleIndex", rule);
	cJSON_AddStringToObject(one, "level", report_levels[report_level(r)]);
	add_text_sarif(one, "message", member_text_or(r, "message", ""));
	locations = cJSON_AddArrayToObject(one, "locations");
	if (*member_text_or(r, "path", "") != '\0')
		add_location(locations, r);
	/* 3.27.17: what stays where lines move. */
	cJSON_AddStringToObject(cJSON_AddObjectToObject(one,
	    "partialFingerprints"), "sextant/v1", buf_str(&print));
	add_properties(one, r);
	output_put_element(&t->text, one, DEPTH, report->put++ == 0);
out:
	buf_free(&print);
}

static void
begin_sarif(struct report *report, struct terminal *t)
{
	cJSON *log = cJSON_CreateObject(), *run = cJSON_CreateObject();
	cJSON *driver, *one, *list;
	struct buf id = BUF_INIT;
	const char *context = member_text_or(report->says, "context", "");

	cJSON_AddStringToObject(log, "$schema",
	    "https://json.schemastore.org/sarif-2.1.0.json");
	cJSON_AddStringToObject(log, "version", "2.1.0");
	cJSON_AddItemToArray(cJSON_AddArrayToObject(log, "runs"), run);
	driver = cJSON_AddObjectToObject(cJSON_AddObjectToObject(run, "tool"),
	    "driver");
	cJSON_AddStringToObject(driver, "name", "Sextant");
	cJSON_AddStringToObject(driver, "version", SEXTANT_VERSION);
	add_rules_sarif(driver, member_get(report->says, "rules"));
	/* 3.17: by this, runs of lint and check are told apart. */
	buf_printf(&id, "sextant/%s/",
	    member_text_or(report->says, "tool", ""));
	cJSON_AddStringToObject(cJSON_AddObjectToObject(run,
	    "automationDetails"), "id", buf_str(&id));
	buf_free(&id);
	one = cJSON_CreateObject();
	cJSON_AddTrueToObject(one, "executionSuccessful");
	cJSON_AddItemToArray(cJSON_AddArrayToObject(run, "invocations"), one);
	add_text_sarif(cJSON_AddObjectToObject(cJSON_AddObjectToObject(run,
	    "originalUriBaseIds"), root), "description",
	    "the repository's root, or the folder that it ran in");
	cJSON_AddStringToObject(run, "columnKind", "unicodeCodePoints");
	list = cJSON_AddArrayToObject(run, "results");
	if (*context != '\0')
		cJSON_AddStringToObject(cJSON_AddObjectToObject(run,
					    "properties"),
		    "context", context);
	output_begin_list(&t->text, log, list, &report->behind);
	cJSON_Delete(log);
}

const struct report_format report_sarif = { begin_sarif, put_result_sarif, report_put_behind,
	false };
