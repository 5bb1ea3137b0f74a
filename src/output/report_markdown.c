/* A report as Markdown: what a job's summary shows. */
#include "base/escape.h"
#include "report_formats.h"
#include "value/member.h"

/* GitHub takes 1 MiB a step; what others write there needs room, too. */
enum { SUMMARY_MAX = 1000 * 1000 };

static void
put_cell_markdown(struct buf *out, const char *text)
{
	buf_puts(out, " ");
	escape_markdown(out, text);
	buf_puts(out, " |");
}

static void
put_figures(struct buf *out, const cJSON *figures)
{
	const cJSON *f;

	if (figures == NULL || figures->child == NULL)
		return;
	buf_puts(out, "| | Figure | Is | Wanted |\n| --- | --- | --- | --- |\n");
	cJSON_ArrayForEach(f, figures) {
		buf_puts(out, "|");
		put_cell_markdown(out, cJSON_IsTrue(member_get(f, "ok")) ? "ok"
		    : "not met");
		put_cell_markdown(out, member_text_or(f, "name", ""));
		put_cell_markdown(out, member_text_or(f, "value", ""));
		put_cell_markdown(out, member_text_or(f, "wanted", ""));
		buf_putc(out, '\n');
	}
	buf_putc(out, '\n');
}

static void
put_row_markdown(struct buf *out, const cJSON *r)
{
	struct buf place = BUF_INIT;

	report_put_place(r, &place);
	buf_puts(out, "|");
	put_cell_markdown(out, report_is_fixed(r) ? "fixed"
	    : report_levels[report_level(r)]);
	put_cell_markdown(out, buf_str(&place));
	put_cell_markdown(out, member_text_or(r, "message", ""));
	put_cell_markdown(out, member_text_or(r, "rule", ""));
	buf_putc(out, '\n');
	buf_free(&place);
}

static void
begin_markdown(struct report *report, struct terminal *t)
{
	struct buf *out = &t->text;

	buf_puts(out, "## Sextant ");
	escape_markdown(out, member_text_or(report->says, "tool", ""));
	buf_puts(out, ": ");
	report_put_counts(report, out);
	buf_puts(out, "\n\n");
	put_figures(out, member_get(report->says, "figures"));
	if (report_results(report) > 0)
		buf_puts(out, "| Level | Where | What | Rule |\n"
		    "| --- | --- | --- | --- |\n");
}

static void
put_result_markdown(struct report *report, const cJSON *r, struct terminal *t)
{
	if (report->gone + t->text.len > SUMMARY_MAX)
		return;
	put_row_markdown(&t->text, r);
	report->put++;
}

static void
end_markdown(struct report *report, struct terminal *t)
{
	struct buf checked = BUF_INIT, *out = &t->text;
	const char *context = member_text_or(report->says, "context", "");
	size_t results = report_results(report);

	if (report->put < results)
		buf_printf(out, "\n%zu more are not shown: a summary has room "
		    "for a megabyte.\n", results - report->put);
	buf_puts(out, results > 0 ? "\n" : "");
	report_put_checked(report->says, &checked);
	if (checked.len > 0)
		buf_printf(out, "Checked %s.\n\n", buf_str(&checked));
	if (*context != '\0') {
		escape_markdown(out, context);
		buf_putc(out, '\n');
	}
	buf_free(&checked);
}

const struct report_format report_markdown = { begin_markdown, put_result_markdown,
	end_markdown, false };
