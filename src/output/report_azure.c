/* A report as logging commands: Azure Pipelines lists them with the run. */
#include "base/escape.h"
#include "report_formats.h"
#include "value/member.h"

static void
put_property(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, "%s=", name);
	escape_vso(out, value);
	buf_putc(out, ';');
}

static void
put_issue(struct buf *out, const cJSON *r)
{
	struct buf path = BUF_INIT;

	buf_printf(out, "##vso[task.logissue type=%s;",
	    report_levels[report_level(r)]);
	report_put_path(r, &path);
	if (path.len > 0)
		put_property(out, "sourcepath", buf_str(&path));
	if (path.len > 0 && (int)member_number(r, "line") > 0)
		buf_printf(out, "linenumber=%d;",
		    (int)member_number(r, "line"));
	if (path.len > 0 && (int)member_number(r, "column") > 0)
		buf_printf(out, "columnnumber=%d;",
		    (int)member_number(r, "column"));
	put_property(out, "code", member_text_or(r, "rule", ""));
	buf_puts(out, "]");
	escape_vso(out, member_text_or(r, "message", ""));
	buf_putc(out, '\n');
	buf_free(&path);
}

/* As the text has it, since what is no error and no warning has no command. */
static void
put_note(struct terminal *t, const cJSON *r)
{
	struct buf place = BUF_INIT;

	report_put_place(r, &place);
	terminal_put(t, STYLE_PLAIN, buf_str(&place));
	terminal_printf(t, "%s%s: ", place.len > 0 ? ": " : "",
	    report_is_fixed(r) ? "fixed"
	    : report_levels[LEVEL_NOTE]);
	terminal_put(t, STYLE_PLAIN, member_text_or(r, "message", ""));
	terminal_printf(t, "\n");
	buf_free(&place);
}

static void
put_result_azure(struct report *report, const cJSON *r, struct terminal *t)
{
	(void)report;
	if (report_is_fixed(r) || report_level(r) == LEVEL_NOTE)
		put_note(t, r);
	else
		put_issue(&t->text, r);
}

const struct report_format report_azure = { NULL, put_result_azure,
	report_put_tail, false };
