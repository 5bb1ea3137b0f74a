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

void
report_github(const cJSON *report, struct terminal *t)
{
	struct terminal plain = { t->text, false };
	const cJSON *r;

	cJSON_ArrayForEach(r, member_get(report, "results")) {
		buf_printf(&plain.text, "::%s ",
		    cJSON_IsTrue(member_get(r, "fixed"))
		    ? commands[LEVEL_NOTE] : commands[report_level(r)]);
		put_place_github(&plain.text, r);
		buf_puts(&plain.text, "title=");
		escape_workflow_property(&plain.text,
		    member_text_or(r, "rule", ""));
		buf_puts(&plain.text, "::");
		escape_workflow(&plain.text, member_text_or(r, "message", ""));
		buf_putc(&plain.text, '\n');
	}
	report_put_tail(report, &plain);
	t->text = plain.text;
}
