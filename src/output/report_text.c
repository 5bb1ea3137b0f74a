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
	return cJSON_IsTrue(member_get(result, "fixed")) ? "fixed"
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
put_results(struct terminal *t, const cJSON *results)
{
	const char *path, *last = NULL;
	const cJSON *r;

	cJSON_ArrayForEach(r, results) {
		if (!t->styled) {
			put_line(t, r);
			continue;
		}
		path = member_text_or(r, "path", "");
		if (last == NULL || !str_equal(path, last)) {
			terminal_printf(t, last == NULL ? "" : "\n");
			terminal_put(t, STYLE_STRONG, path);
			terminal_printf(t, *path == '\0' ? "" : "\n");
		}
		last = path;
		put_row_text(t, r);
	}
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
report_put_tail(const cJSON *report, struct terminal *t)
{
	const cJSON *figures = member_get(report, "figures");
	struct buf checked = BUF_INIT;

	if (figures != NULL && figures->child != NULL) {
		put_figures(t, figures);
		terminal_printf(t, "\n");
	}
	report_put_counts(report, &t->text);
	report_put_checked(report, &checked);
	if (checked.len > 0)
		terminal_printf(t, "; checked %s", buf_str(&checked));
	terminal_printf(t, "\n");
	if (*member_text_or(report, "context", "") != '\0') {
		terminal_put(t, STYLE_QUIET,
		    member_text_or(report, "context", ""));
		terminal_printf(t, "\n");
	}
	buf_free(&checked);
}

void
report_text(const cJSON *report, struct terminal *t)
{
	const cJSON *results = member_get(report, "results");

	put_results(t, results);
	if (results != NULL && results->child != NULL)
		terminal_printf(t, "\n");
	report_put_tail(report, t);
}
