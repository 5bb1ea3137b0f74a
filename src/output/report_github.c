/* A report as workflow commands: GitHub shows them at the lines. */
#include "base/escape.h"
#include "report_formats.h"
#include "value/member.h"

/* GitHub's words for the levels. */
static const char *const commands[] = { "error", "warning", "notice" };

static void
put_place_github(struct buf *out, const cJSON *r)
{
	struct buf path = BUF_INIT;

	report_put_path(r, &path);
	if (path.len == 0)
		return;
	buf_puts(out, "file=");
	escape_workflow_property(out, buf_str(&path));
	buf_free(&path);
	buf_puts(out, ",");
	if ((int)member_number(r, "line") > 0)
		buf_printf(out, "line=%d,", (int)member_number(r, "line"));
	if ((int)member_number(r, "line") > 0 &&
	    (int)member_number(r, "column") > 0)
		buf_printf(out, "col=%d,", (int)member_number(r, "column"));
}

static void
put_result_github(struct report *report, const cJSON *r, struct terminal *t)
{
	struct buf *out = &t->text;

	(void)report;
	buf_printf(out, "::%s ", report_is_fixed(r) ? commands[LEVEL_NOTE]
	    : commands[report_level(r)]);
	put_place_github(out, r);
	buf_puts(out, "title=");
	escape_workflow_property(out, member_text_or(r, "rule", ""));
	buf_puts(out, "::");
	escape_workflow(out, member_text_or(r, "message", ""));
	buf_putc(out, '\n');
}

const struct report_format report_github = { NULL, put_result_github,
	report_put_tail, false };
