/* show: what answers one technique; what is known of one control. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "cmd.h"
#include "common.h"
#include "export/api.h"
#include "model/control.h"
#include "search/find.h"
#include "model/model.h"
#include "threat/targets.h"
#include "model/technique_select.h"
#include "output/output.h"
#include "output/terminal.h"
#include "selection.h"
#include "show.h"
#include "site/render.h"
#include "value/member.h"
#include "words/words.h"

/* format: one of render's. */
static int
print_page(cJSON *m, const char *format)
{
	struct buf page = BUF_INIT;
	char *templates = build_home("templates");
	int rc = -1;

	if (templates != NULL)
		rc = render_technique(templates, render_format(format), m,
		    &page);
	if (rc == 0)
		fwrite(buf_str(&page), 1, page.len, stdout);
	buf_free(&page);
	free(templates);
	return rc;
}

/* A group, a tactic and so on is threat's to answer; EXIT_USAGE, or -1. */
static int
say_near(struct catalog *c, const char *word, const cJSON *near)
{
	struct strs words = { 0 };
	struct buf b = BUF_INIT;
	const cJSON *found, *t;
	const char *kind;

	strs_add(&words, word);
	found = targets_resolve(c, &words, false);
	strs_free(&words);
	if (found == NULL)
		return -1;
	t = member_get(found, "targets")->child;
	if (t != NULL && member_text(t, "id") != NULL) {
		kind = member_text(t, "kind");
		log_error("%s is %s%s: see `sextant threat %s`", word,
		    str_equal(kind, "software") ? "" : "a ", kind,
		    member_text(t, "id"));
		return EXIT_USAGE;
	}

	cJSON_ArrayForEach(t, near)
		buf_printf(&b, "%s%s %s", b.len > 0 ? ", " : "",
		    member_text(t, "id"), member_text(t, "name"));
	log_error("%s: no such technique or control%s%s%s", word,
	    b.len > 0 ? "; did you mean " : "", buf_str(&b),
	    b.len > 0 ? "?" : "");
	buf_free(&b);
	return EXIT_USAGE;
}

/* Others of the same name: "Digital Certificates" is two techniques. */
static void
say_namesakes(struct catalog *c, const cJSON *row)
{
	cJSON *rows = NULL;
	const cJSON *t;

	if (catalog_rows(c, Q_NAMED, member_text(row, "name"), &rows) == -1)
		return;
	cJSON_ArrayForEach(t, rows)
		if (member_state(t) == STATE_ACTIVE &&
		    !str_equal(member_text(t, "id"),
		    member_text(row, "id")))
			log_info("%s has that name too: see %s",
			    member_text(t, "id"), member_text(t, "id"));
}

struct question {
	const char *word, *format;
	struct selection selection;
	bool all;
};

enum { WHOLE = 3 }; /* controls of one name that are shown, and not listed */

/* May a control be chosen by this selection? Only sources tell controls apart. */
static int
check_control_options(const struct question *q)
{
	struct selection s = q->selection;

	memset(&s.chosen.sources, 0, sizeof(s.chosen.sources));
	if (s.of == NULL)
		s.chosen.of = OF_DEFAULT;
	if (selection_is_all(&s) && strcmp(q->format, "compass") != 0)
		return 0;
	log_error("%s is a control: of one there is only --source, and no "
	    "compass page", q->word);
	return EXIT_USAGE;
}

/* Controls of other sources than those chosen go. */
static void
choose_sources(cJSON *rows, const struct strs *sources)
{
	cJSON *row, *next;

	for (row = rows->child; row != NULL; row = next) {
		next = row->next;
		if (sources->n > 0 &&
		    !strs_has(sources, member_text(row, "source_id")))
			cJSON_Delete(cJSON_DetachItemViaPointer(rows, row));
	}
}

/* Controls that only share a title or a file, a line each. */
static void
list_controls(const cJSON *rows, const char *word)
{
	struct terminal t;
	const cJSON *row;

	terminal_begin(&t);
	cJSON_ArrayForEach(row, rows) {
		terminal_put(&t, STYLE_PLAIN, member_text(row, "title"));
		terminal_printf(&t, "  ");
		terminal_put(&t, STYLE_QUIET, member_text_or(row, "id", ""));
		terminal_printf(&t, "  ");
		terminal_put(&t, STYLE_QUIET, member_text(row, "source_id"));
		terminal_printf(&t, ": ");
		terminal_put(&t, STYLE_QUIET, member_text_or(row, "path", ""));
		terminal_printf(&t, "\n");
	}
	terminal_end(&t);
	log_info("%d controls are called %s: name one by its id or path",
	    cJSON_GetArraySize(rows), word);
}

static int
print_control_page(cJSON *control)
{
	struct buf page = BUF_INIT;
	char *templates = build_home("templates");
	int rc = templates == NULL ? -1
	    : render_control(templates, control, &page);

	if (rc == 0)
		fwrite(buf_str(&page), 1, page.len, stdout);
	buf_free(&page);
	free(templates);
	return rc;
}

/* Prints controls one after the other; as JSON in one list. */
static int
print_controls(struct catalog *c, const cJSON *rows, const struct question *q)
{
	cJSON *site = model_brief(c), *answer = cJSON_CreateObject(), *list;
	bool json = strcmp(q->format, "json") == 0;
	bool text = strcmp(q->format, "text") == 0;
	const cJSON *row;
	cJSON *control;

	if (site == NULL)
		return -1;
	member_add_number(answer, "schema", 1);
	list = cJSON_AddArrayToObject(answer, "controls");
	cJSON_ArrayForEach(row, rows) {
		control = model_control(c, site, member_number(row, "pk"));
		if (control == NULL)
			return -1;
		if (json) {
			cJSON_AddItemToArray(list, api_control(control));
			continue;
		}
		if (row != rows->child)
			printf("\n");
		if (text)
			show_print_control(control, q->all);
		else if (print_control_page(control) == -1)
			return -1;
	}
	return json ? output_write_json(NULL, answer) : 0;
}

/* The controls that the word stands for. 1: there are none. */
static int
show_controls(struct catalog *c, const struct question *q)
{
	cJSON *rows = NULL;
	int rc = model_controls_called(c, q->word, &rows);

	if (rc == -1)
		return -1;
	choose_sources(rows, &q->selection.chosen.sources);
	if (rows->child == NULL)
		return 1;
	rc = check_control_options(q);
	if (rc != 0)
		return rc;
	if (cJSON_GetArraySize(rows) > WHOLE && strcmp(q->format, "json") != 0) {
		list_controls(rows, q->word);
		return 0;
	}
	return print_controls(c, rows, q);
}

/* A page is as it stands on the site, unless less was asked for. */
static int
look_show(struct catalog *c, cJSON *m, const cJSON *row,
    const struct question *q)
{
	if (!selection_is_all(&q->selection))
		return technique_select(c, m, row, &q->selection.chosen);
	if (render_format(q->format) != 0)
		return 0;
	return technique_select(c, m, row, NULL);
}

static int
show(struct catalog *c, void *what)
{
	struct question *q = what;
	const char *word = q->word;
	cJSON *row = NULL, *old = NULL, *site = NULL, *m = NULL;
	int found, rc;

	rc = selection_find(c, &q->selection);
	/* Of one technique it is told what else there is. */
	if (rc == 0 && q->selection.chosen.of == OF_YOURS)
		rc = selection_weigh(c, &q->selection, NULL);
	if (rc != 0)
		return rc;
	found = find_technique(c, word, &row, &old);
	if (found == 0) {
		rc = show_controls(c, q);
		return rc == 1 ? say_near(c, word, row) : rc;
	}
	if (found != 1)
		return -1;
	site = model_brief(c);
	if (site != NULL)
		m = model_technique(c, site, row);
	if (m == NULL || look_show(c, m, row, q) == -1)
		return -1;
	if (old != NULL)
		log_info("%s was revoked: this is its successor %s",
		    member_text(old, "id"), member_text(row, "id"));
	else if (member_state(m) == STATE_REVOKED)
		log_info("%s was revoked, without one successor",
		    member_text(row, "id"));
	if (old == NULL && !str_equal_nocase(word, member_text(row, "id")))
		say_namesakes(c, row);
	if (strcmp(q->format, "json") == 0)
		return output_write_json(NULL, m);
	if (strcmp(q->format, "text") != 0)
		return print_page(m, q->format);
	show_print(m, q->all);
	return 0;
}

int
cmd_show(const struct command *self, int argc, char **argv)
{
	static const char *const formats[] = { "text", "markdown", "compass",
		"json", NULL };
	struct build_options c = { 0 };
	struct question q = { .format = "text" };
	const struct opt opts[] = { OPT_CATALOG(c), OPT_SELECTION(q.selection),
		{ OPT_FLAG, 'a', "all", NULL, &q.all,
		    "do not cut long lists short" },
		{ OPT_TEXT, 'f', "format", "NAME", &q.format,
		    "text, markdown, compass or json (text)" },
		OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 1, &n);

	if (rc == 0)
		rc = selection_check(self, &q.selection);
	if (rc == 0 && n == 0)
		rc = options_wrong(self, "expected a technique or a control");
	if (rc == 0)
		rc = options_choose(self, "format", &q.format, formats);
	if (rc == 0) {
		q.word = argv[0];
		rc = common_ask(&c, show, &q);
	}
	selection_free(&q.selection);
	return rc;
}
