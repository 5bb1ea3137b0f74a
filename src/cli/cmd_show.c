/* show: what answers one technique. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "cmd.h"
#include "common.h"
#include "model/model.h"
#include "render/render.h"
#include "terminal.h"
#include "value/value.h"

static const char *const headings[] = { "Policy", "Detection", "Test" };

/* "  name      text", where there is a text. */
static void
put_row(struct terminal *t, const char *name, const char *text)
{
	if (text == NULL)
		return;
	terminal_printf(t, "  ");
	terminal_pad(t, name, 11);
	terminal_put(t, STYLE_PLAIN, text);
	terminal_printf(t, "\n");
}

/* "T1562.001 Disable or Modify Tools, …" */
static void
put_list(struct terminal *t, const char *name, const cJSON *list)
{
	struct buf b = BUF_INIT;
	const cJSON *e;

	cJSON_ArrayForEach(e, list)
		buf_printf(&b, "%s%s %s", b.len > 0 ? ", " : "",
		    value_get_text(e, "id"), value_get_text(e, "name"));
	if (b.len > 0)
		put_row(t, name, buf_str(&b));
	buf_free(&b);
}

static void
put_head(struct terminal *t, const cJSON *m)
{
	const cJSON *attack = value_get(m, "attack");
	struct buf b = BUF_INIT;

	if (value_get(m, "sample") != NULL) {
		terminal_put(t, STYLE_WARN, "SAMPLE: made from sample data");
		terminal_printf(t, "\n");
	}
	terminal_put(t, STYLE_STRONG, value_get_text(m, "id"));
	terminal_printf(t, "  ");
	terminal_put(t, STYLE_STRONG, value_get_text(m, "name"));
	terminal_printf(t, "\n");
	if (value_get(m, "parent_id") != NULL) {
		buf_printf(&b, "%s %s", value_get_text(m, "parent_id"),
		    value_get_text(m, "parent_name"));
		put_row(t, "part of", buf_str(&b));
	}
	put_list(t, "formerly", value_get(m, "formerly"));
	put_row(t, "tactics", value_get_text(m, "tactic_list"));
	put_row(t, "platforms", value_get_text(m, "platform_list"));
	buf_reset(&b);
	buf_printf(&b, "%s, ATT&CK %s%s%s", value_get_text(m, "url"),
	    value_get(attack, "several") != NULL
	    ? value_get_text(attack, "id") : "",
	    value_get(attack, "several") != NULL ? " " : "",
	    value_get_text(attack, "version"));
	put_row(t, "at MITRE", buf_str(&b));
	if (strcmp(value_get_text(m, "state"), "active") != 0)
		put_row(t, "state", value_get_text(m, "state"));
	else if (value_get(m, "scoped") == NULL) {
		buf_reset(&b);
		buf_printf(&b, "out: %s", value_get_text(m, "reason"));
		put_row(t, "scope", buf_str(&b));
	}
	put_row(t, "newer", value_get_text(value_get(m, "moved"), "text"));
	terminal_printf(t, "\n");
	terminal_put(t, STYLE_PLAIN, value_get_text(m, "verdict"));
	terminal_printf(t, "\n");
	buf_free(&b);
}

static void
put_control(struct terminal *t, const cJSON *k)
{
	const char *why = value_get_text(k, "why");
	const char *id = value_get_text(k, "id");

	terminal_printf(t, "    ");
	if (str_equal(value_get_text(k, "type"), "mitigation") && id != NULL) {
		terminal_put(t, STYLE_PLAIN, id);
		terminal_printf(t, "  ");
	}
	terminal_link(t, value_get_text(k, "title"), value_get_text(k, "url"));
	if (value_get_text(k, "facts") != NULL) {
		terminal_printf(t, "  ");
		terminal_put(t, STYLE_QUIET, value_get_text(k, "facts"));
	}
	if (value_get(k, "remapped_from") != NULL) {
		terminal_printf(t, "  tagged ");
		terminal_put(t, STYLE_PLAIN,
		    value_get_text(k, "remapped_from"));
	}
	if (why != NULL) {
		terminal_printf(t, "  ");
		terminal_put(t, STYLE_WARN, why);
	}
	terminal_printf(t, "\n");
}

static void
put_source(struct terminal *t, const cJSON *s)
{
	const cJSON *k;

	terminal_printf(t, "  ");
	terminal_put(t, STYLE_STRONG, value_get_text(s, "title"));
	terminal_printf(t, ": %d", (int)value_get(s, "count")->valuedouble);
	if (value_get_text(s, "accessed") != NULL) {
		terminal_printf(t, "  ");
		terminal_put(t, STYLE_QUIET, value_get_text(s, "accessed"));
	}
	terminal_printf(t, "\n");
	cJSON_ArrayForEach(k, value_get(s, "controls"))
		put_control(t, k);
	if (value_get(s, "left_out") == NULL)
		return;
	terminal_printf(t, "    not counted:\n");
	cJSON_ArrayForEach(k, value_get(s, "others"))
		put_control(t, k);
}

/* "DET0001 Its name (3 analytics)" */
static void
put_strategy(struct terminal *t, const cJSON *s)
{
	int n = cJSON_GetArraySize(value_get(s, "analytics"));
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s %s (%d analytic%s)", value_get_text(s, "id"),
	    value_get_text(s, "name"), n, n == 1 ? "" : "s");
	put_row(t, "MITRE's", buf_str(&b));
	buf_free(&b);
}

static void
put_sections(struct terminal *t, const cJSON *m)
{
	const cJSON *section, *source, *strategy;
	size_t i = 0;

	cJSON_ArrayForEach(section, value_get(m, "sections")) {
		terminal_printf(t, "\n");
		terminal_put(t, STYLE_STRONG, headings[i++]);
		terminal_printf(t, "\n");
		if (value_get(section, "sources")->child == NULL)
			terminal_printf(t, "  nothing\n");
		cJSON_ArrayForEach(source, value_get(section, "sources"))
			put_source(t, source);
	}
	terminal_printf(t, "\n");
	cJSON_ArrayForEach(strategy, value_get(m, "strategies"))
		put_strategy(t, strategy);
	put_row(t, "data", value_get_text(m, "data_source_list"));
	put_row(t, "used by",
	    value_get_text(value_get(m, "users"), "text"));
	put_list(t, "parts", value_get(m, "subs"));
}

/* format: "text", "json", or one of render's. */
static int
print_technique(cJSON *m, const char *format)
{
	struct terminal t;
	struct buf page = BUF_INIT;
	char *templates;
	int rc = -1;

	if (strcmp(format, "json") == 0)
		return common_print_json(m);
	if (strcmp(format, "text") == 0) {
		terminal_begin(&t);
		put_head(&t, m);
		put_sections(&t, m);
		terminal_end(&t);
		return 0;
	}
	templates = common_home("templates");
	if (templates != NULL)
		rc = render_technique(templates, render_format(format), m,
		    &page);
	if (rc == 0)
		fwrite(buf_str(&page), 1, page.len, stdout);
	buf_free(&page);
	free(templates);
	return rc;
}

static void
say_near(const char *word, const cJSON *near)
{
	struct buf b = BUF_INIT;
	const cJSON *t;

	cJSON_ArrayForEach(t, near)
		buf_printf(&b, "%s%s %s", b.len > 0 ? ", " : "",
		    value_get_text(t, "id"), value_get_text(t, "name"));
	log_error("%s: no such technique%s%s%s", word,
	    b.len > 0 ? "; did you mean " : "", buf_str(&b),
	    b.len > 0 ? "?" : "");
	buf_free(&b);
}

/* Others of the same name: "Digital Certificates" is two techniques. */
static void
say_namesakes(struct catalog *c, const cJSON *row)
{
	cJSON *rows = NULL;
	const cJSON *t;

	if (catalog_rows(c, Q_NAMED, value_get_text(row, "name"), &rows) == -1)
		return;
	cJSON_ArrayForEach(t, rows)
		if (strcmp(value_get_text(t, "state"), "active") == 0 &&
		    !str_equal(value_get_text(t, "id"),
		    value_get_text(row, "id")))
			log_info("%s has that name too: see %s",
			    value_get_text(t, "id"), value_get_text(t, "id"));
}

struct question {
	const char *word, *format;
};

static int
show(struct catalog *c, void *what)
{
	const struct question *q = what;
	const char *word = q->word;
	cJSON *row = NULL, *old = NULL, *site = NULL, *m = NULL;
	int found = model_find(c, word, &row, &old);

	if (found == 0)
		say_near(word, row);
	if (found != 1)
		return -1;
	site = model_brief(c);
	if (site != NULL)
		m = model_technique(c, site, row);
	if (m == NULL)
		return -1;
	if (old != NULL)
		log_info("%s was revoked: this is its successor %s",
		    value_get_text(old, "id"), value_get_text(row, "id"));
	else if (strcmp(value_get_text(m, "state"), "revoked") == 0)
		log_info("%s was revoked, without a successor",
		    value_get_text(row, "id"));
	if (old == NULL && !str_equal_nocase(word, value_get_text(row, "id")))
		say_namesakes(c, row);
	return print_technique(m, q->format);
}

int
cmd_show(const struct command *self, int argc, char **argv)
{
	struct common c = { 0 };
	const char *format = "text";
	struct question q;
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_TEXT, 'f', "format", "NAME", &format,
		    "text, markdown, compass or json (text)" },
		OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 1, &n);

	if (rc != -1)
		return rc;
	if (n == 0)
		return options_wrong(self, "expected a technique");
	if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0 &&
	    strcmp(format, "markdown") != 0 && strcmp(format, "compass") != 0)
		return options_wrong(self, "--format: expected text, markdown, "
		    "compass or json");
	q.word = argv[0];
	q.format = format;
	return common_ask(&c, show, &q);
}
