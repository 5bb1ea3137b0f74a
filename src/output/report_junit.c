/* A report as JUnit's XML. */
#include <string.h>

#include "base/escape.h"
#include "base/str.h"
#include "report_formats.h"
#include "value/member.h"

static void
put_attribute(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, " %s=\"", name);
	escape_xml(out, value);
	buf_putc(out, '"');
}

/* The tool is the class: what it tells is its cases. */
static void
begin_case(struct buf *out, const cJSON *report, const char *name)
{
	struct buf class = BUF_INIT;

	buf_printf(&class, "sextant.%s", member_text_or(report, "tool", ""));
	buf_puts(out, "    <testcase");
	put_attribute(out, "classname", buf_str(&class));
	put_attribute(out, "name", name);
	buf_puts(out, " time=\"0\"");
	buf_free(&class);
}

static void
put_case(struct buf *out, const cJSON *report, const cJSON *r)
{
	const char *rule = member_text_or(r, "rule", "");
	const char *message = member_text_or(r, "message", "");
	bool failed = report_is_failure(report, r);
	struct buf place = BUF_INIT, name = BUF_INIT;

	report_put_place(r, &place);
	buf_printf(&name, "%s: %s%s%s", rule, buf_str(&place),
	    place.len > 0 ? ": " : "", message);
	begin_case(out, report, buf_str(&name));
	buf_puts(out, ">\n      ");
	if (failed) {
		buf_puts(out, "<failure");
		put_attribute(out, "type", rule);
		put_attribute(out, "message", message);
		buf_puts(out, ">");
	} else {
		buf_puts(out, "<system-out>");
		buf_printf(out, "%s: ", report_levels[report_level(r)]);
	}
	/* The rule stands in the type, or in the name. */
	escape_xml(out, buf_str(&name) + strlen(rule) + 2);
	buf_puts(out, failed ? "</failure>\n" : "</system-out>\n");
	buf_puts(out, "    </testcase>\n");
	buf_free(&place);
	buf_free(&name);
}

static void
put_passed(struct buf *out, const cJSON *report, const char *name)
{
	begin_case(out, report, name);
	buf_puts(out, "/>\n");
}

/* Cases of rules of which there is nothing to tell and figures that hold; how
 * many. */
static int
put_holding(struct buf *out, const struct report *report)
{
	struct buf name = BUF_INIT;
	const bool *told = report->told;
	const cJSON *o;
	int n = 0;

	cJSON_ArrayForEach(o, member_get(report->says, "rules")) {
		if (*told++)
			continue;
		put_passed(out, report->says, member_text_or(o, "id", ""));
		n++;
	}
	cJSON_ArrayForEach(o, member_get(report->says, "figures")) {
		if (!cJSON_IsTrue(member_get(o, "ok")))
			continue;
		buf_reset(&name);
		buf_printf(&name, "%s: %s, %s", member_text_or(o, "name", ""),
		    member_text_or(o, "value", ""),
		    member_text_or(o, "wanted", ""));
		put_passed(out, report->says, buf_str(&name));
		n++;
	}
	buf_free(&name);
	return n;
}

static void
put_suite(struct buf *out, const char *element, const cJSON *report, int n,
    int failed)
{
	struct buf name = BUF_INIT;

	buf_printf(&name, "sextant %s", member_text_or(report, "tool", ""));
	buf_printf(out, "<%s", element);
	put_attribute(out, "name", buf_str(&name));
	buf_printf(out, " tests=\"%d\" failures=\"%d\" errors=\"0\" "
	    "time=\"0\">\n", n, failed);
	buf_free(&name);
}

/* What its figures were made from: the schema has no better place. */
static void
put_context(struct buf *out, const cJSON *report)
{
	if (member_get(report, "figures") == NULL ||
	    *member_text_or(report, "context", "") == '\0')
		return;
	buf_puts(out, "    <properties>\n      <property name=\"context\"");
	put_attribute(out, "value", member_text_or(report, "context", ""));
	buf_puts(out, "/>\n    </properties>\n");
}

static void
begin_junit(struct report *report, struct terminal *t)
{
	struct buf *out = &t->text;
	int n = put_holding(&report->behind, report) +
	    (int)report_results(report) - report->counts.fixed;

	buf_puts(out, "<?xml version='1.0' encoding='UTF-8'?>\n");
	put_suite(out, "testsuites", report->says, n, report->counts.failures);
	buf_puts(out, "  ");
	put_suite(out, "testsuite", report->says, n, report->counts.failures);
	put_context(out, report->says);
	buf_puts(&report->behind, "  </testsuite>\n</testsuites>\n");
}

/* What is fixed is no case. */
static void
put_result_junit(struct report *report, const cJSON *r, struct terminal *t)
{
	if (!report_is_fixed(r))
		put_case(&t->text, report->says, r);
}

const struct report_format report_junit = { begin_junit, put_result_junit, report_put_behind,
	false };
