/* A report as text: by file on a terminal, a line each elsewhere. */
#include <string.h>

#include "base/str.h"
#include "report_formats.h"
#include "value/member.h"

static enum terminal_style
style_of(enum report_level level)
{
	return level == LEVEL_ERROR ? STYLE_STRONG
	    : level == LEVEL_WARNING ? STYLE_WARN : STYLE_QUIET;
}

static const char *
level_word(const cJSON *result)
{
	return report_is_fixed(result) ? "fixed"
	    : report_levels[report_level(result)];
}

/* "12:5", "12", or nothing. */
static void
put_place_text(struct buf *out, const cJSON *result)
{
	int line = (int)member_number(result, "line");
	int column = (int)member_number(result, "column");

	if (line > 0)
		buf_printf(out, "%d", line);
	if (line > 0 && column > 0)
		buf_printf(out, ":%d", column);
}

/* rules/a.yml:12:5: error: what it is [rule]: editors jump to such a line. */
static void
put_line(struct terminal *t, const cJSON *r)
{
	if (*member_text_or(r, "path", "") != '\0') {
		terminal_put(t, STYLE_PLAIN, member_text_or(r, "path", ""));
		terminal_printf(t, ":");
		put_place_text(&t->text, r);
		terminal_printf(t,
		    (int)member_number(r, "line") > 0 ? ": " : " ");
	}
	terminal_printf(t, "%s: ", level_word(r));
	terminal_put(t, STYLE_PLAIN, member_text_or(r, "message", ""));
	terminal_printf(t, " [");
	terminal_put(t, STYLE_PLAIN, member_text_or(r, "rule", ""));
	terminal_printf(t, "]\n");
}

/* The same below its file's name, in columns. */
static void
put_row_text(struct terminal *t, const cJSON *r)
{
	const char *level = level_word(r);
	struct buf place = BUF_INIT;

	put_place_text(&place, r);
	terminal_printf(t, "  %-7s ", buf_str(&place));
	terminal_put(t, style_of(report_level(r)), level);
	terminal_printf(t, "%*s", 9 - (int)strlen(level), "");
	terminal_put(t, STYLE_PLAIN, member_text_or(r, "message", ""));
	terminal_printf(t, "  ");
	terminal_put(t, STYLE_QUIET, member_text_or(r, "rule", ""));
	terminal_printf(t, "\n");
	buf_free(&place);
}

static void
put_result_text(struct report *report, const cJSON *r, struct terminal *t)
{
	const char *path = member_text_or(r, "path", "");

	if (!t->styled) {
		put_line(t, r);
		return;
	}
	if (report->put++ == 0 || !str_equal(path, buf_str(&report->path))) {
		terminal_printf(t, report->put == 1 ? "" : "\n");
		terminal_put(t, STYLE_STRONG, path);
		terminal_printf(t, *path == '\0' ? "" : "\n");
		buf_reset(&report->path);
		buf_puts(&report->path, path);
	}
	put_row_text(t, r);
}

/* "ok: detection, exact: 12 of 60 (20 %), at least 10 %" */
static void
put_figures(struct terminal *t, const cJSON *figures)
{
	const cJSON *f;

	cJSON_ArrayForEach(f, figures) {
		terminal_put(t, cJSON_IsTrue(member_get(f, "ok")) ? STYLE_PLAIN
		    : STYLE_STRONG, cJSON_IsTrue(member_get(f, "ok")) ? "ok"
		    : "not met");
		terminal_printf(t, ": ");
		terminal_put(t, STYLE_PLAIN, member_text_or(f, "name", ""));
		terminal_printf(t, ": ");
		terminal_put(t, STYLE_PLAIN, member_text_or(f, "value", ""));
		terminal_printf(t, ", ");
		terminal_put(t, STYLE_PLAIN, member_text_or(f, "wanted", ""));
		terminal_printf(t, "\n");
	}
}

void
report_put_tail(struct report *report, struct terminal *t)
{
	const cJSON *figures = member_get(report->says, "figures");
	const char *context = member_text_or(report->says, "context", "");
	struct buf checked = BUF_INIT;

	if (figures != NULL && figures->child != NULL) {
		put_figures(t, figures);
		terminal_printf(t, "\n");
	}
	report_put_counts(report, &t->text);
	report_put_checked(report->says, &checked);
	if (checked.len > 0)
		terminal_printf(t, "; checked %s", buf_str(&checked));
	terminal_printf(t, "\n");
	if (*context != '\0') {
		terminal_put(t, STYLE_QUIET, context);
		terminal_printf(t, "\n");
	}
	buf_free(&checked);
}

static void
end_text(struct report *report, struct terminal *t)
{
	terminal_printf(t, report_results(report) > 0 ? "\n" : "");
	report_put_tail(report, t);
}

const struct report_format report_text = { NULL, put_result_text, end_text, true };
