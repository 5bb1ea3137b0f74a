/* show: what anything is, which techniques it is about, and what answers these. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "cmd.h"
#include "common.h"
#include "count/provenance.h"
#include "count/visibility.h"
#include "crosswalk/crosswalk.h"
#include "export/api.h"
#include "model/control.h"
#include "search/find.h"
#include "model/model.h"
#include "model/technique_logs.h"
#include "model/technique_select.h"
#include "output/output.h"
#include "output/terminal.h"
#include "selection.h"
#include "text/show.h"
#include "site/render.h"
#include "subject/subject.h"
#include "value/member.h"
#include "words/words.h"

enum {
	WHOLE = 3,    /* controls of one name that are shown, and not listed */
	LISTED = 24,  /* things of one name, unless all */
	NAMESAKES = 5 /* that are told beside what is shown */
};

struct question {
	const char *word, *format;
	struct selection selection;
	bool all;
};

static bool
is_format(const struct question *q, const char *format)
{
	return strcmp(q->format, format) == 0;
}

/* format: one of render's. */
static int
print_page(cJSON *m, const char *format)
{
	struct buf page = BUF_INIT;
	char *templates = build_home("templates");
	int rc = -1;

	if (templates != NULL)
		rc = render_technique(templates, NULL, render_format(format), m,
		    &page);
	if (rc == 0)
		fwrite(buf_str(&page), 1, page.len, stdout);
	buf_free(&page);
	free(templates);
	return rc;
}

/* "T1059.001 PowerShell", "AC-02 Account Management (nist-800-53)"; of a rule or
 * a test nobody knows the id. */
static void
put_called(struct buf *b, const cJSON *one)
{
	const char *id = subject_is_control(one) &&
	    member_kind(one) != KIND_POLICY ? NULL : member_text(one, "id");

	buf_printf(b, "%s%s%s", id == NULL ? "" : id, id == NULL ? "" : " ",
	    member_text_or(one, "name", ""));
	if (member_text(one, "source") != NULL)
		buf_printf(b, " (%s)", member_text(one, "source"));
	if (member_text(one, "word") != NULL)
		buf_printf(b, " (%s)", member_text(one, "word"));
}

/* What was looked for, and the nearest of every kind; EXIT_USAGE. */
static int
say_near(const cJSON *answer)
{
	const cJSON *n = member_get(answer, "near")->child;
	const char *kind;
	struct buf b = BUF_INIT;

	subject_put_kinds(&b, member_text(answer, "kind"));
	log_error("%s: no such %s", member_text(answer, "name"), buf_str(&b));
	while (n != NULL) {
		kind = member_text(n, "kind");
		buf_reset(&b);
		for (; n != NULL && str_equal(member_text(n, "kind"), kind);
		    n = n->next) {
			buf_puts(&b, b.len > 0 ? ", " : "");
			put_called(&b, n);
		}
		log_info("did you mean the %s %s?", subject_noun(kind),
		    buf_str(&b));
	}
	buf_free(&b);
	return EXIT_USAGE;
}

/* Others of the same name: "Digital Certificates" is two techniques. */
static void
say_namesakes(const cJSON *answer, const cJSON *shown)
{
	const cJSON *const lists[] = { member_get(answer, "found"),
		member_get(answer, "others") };
	const cJSON *one;
	int n = 0;
	size_t i;

	if (member_number(shown, "by") == 0)
		return;
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		cJSON_ArrayForEach(one, lists[i]) {
			if (one == shown || (member_get(one, "state") != NULL &&
			    member_state(one) != STATE_ACTIVE))
				continue;
			if (n++ < NAMESAKES)
				log_info("%s has that name too: see %s",
				    member_text_or(one, "id",
				    member_text_or(one, "name", "")),
				    member_text(one, "ask"));
		}
	if (n > NAMESAKES)
		log_info("and %d more", n - NAMESAKES);
}

/* One of what has the name, a line: kind, id, name, and how to ask for it. */
static void
add_line_of(struct table *table, const cJSON *one)
{
	struct buf ask = BUF_INIT;
	const char *path = member_text(one, "path");

	table_add(table, subject_noun(member_text(one, "kind")));
	table_add(table, member_text_or(one, "id", ""));
	table_add_styled(table, STYLE_STRONG, member_text(one, "name"));
	buf_printf(&ask, "%s", member_text(one, "ask"));
	table_add(table, buf_str(&ask));
	buf_reset(&ask);
	if (member_text(one, "source") != NULL)
		buf_printf(&ask, "%s%s%s", member_text(one, "source"),
		    path == NULL ? "" : ": ", path == NULL ? "" : path);
	else
		buf_puts(&ask, member_text_or(one, "domain", ""));
	table_add(table, buf_str(&ask));
	buf_free(&ask);
}

static void
put_list_of(const cJSON *found, const struct question *q)
{
	static const struct table_column columns[] = {
		{ "kind", TABLE_LEFT, 0, 0 }, { "id", TABLE_LEFT, 12, 2 },
		{ "name", TABLE_LEFT, 16, 0 }, { "ask for", TABLE_LEFT, 0, 0 },
		{ "of", TABLE_LEFT, 12, 1 } };
	struct table *table = table_new(columns, 5);
	struct writer w;
	const cJSON *one;
	int n = 0, size = cJSON_GetArraySize(found);

	writer_begin(&w, is_format(q, "markdown"));
	cJSON_ArrayForEach(one, found) {
		if (!q->all && n >= LISTED && size > LISTED + 1)
			break;
		add_line_of(table, one);
		n++;
	}
	writer_table(&w, table);
	if (n < size)
		terminal_printf(&w.t, "… %d more: --all\n", size - n);
	writer_end(&w);
	log_info("%d things are called %s: ask for one of them", size,
	    q->word);
}

/* Adds what the answer is about, and what it comes from. */
static int
print_several(struct catalog *c, const cJSON *answer, const struct question *q)
{
	static const char *const kept[] = { "kind", "id", "name", "domain",
		"source", "path", "ask", NULL };
	const cJSON *found = member_get(answer, "found");
	cJSON *m;

	if (!is_format(q, "json")) {
		put_list_of(found, q);
		return 0;
	}
	m = cJSON_CreateObject();
	member_add_number(m, "schema", 1);
	member_copy(m, answer, "word");
	cJSON_AddItemToObject(m, "several", member_pick_all(found, kept));
	if (provenance_add_from(m, c, NULL, NULL) == -1)
		return -1;
	return output_write_json(NULL, m);
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

/* A control as JSON: as on the site, and its coverage. */
static cJSON *
new_control_json(const cJSON *control, const cJSON *coverage)
{
	static const char *const kept[] = { "coverage", "techniques", "from",
		NULL };
	cJSON *one = api_control(control);

	member_add_text(one, "name", member_text(control, "title"));
	member_copy_all(one, coverage, kept);
	return one;
}

/* Of several controls each is an element of controls. */
static int
print_controls_json(cJSON *list, const struct question *q)
{
	cJSON *m;

	if (cJSON_GetArraySize(list) == 1)
		return output_write_json(NULL, list->child);
	m = cJSON_CreateObject();
	member_add_number(m, "schema", 2);
	cJSON_AddStringToObject(m, "word", q->word);
	cJSON_AddItemToObject(m, "from", cJSON_DetachItemFromObject(
	    list->child, "from"));
	cJSON_AddItemToObject(m, "controls", list);
	return output_write_json(NULL, m);
}

/* Prints controls one after the other; as JSON in one list. */
static int
print_controls(struct catalog *c, const cJSON *found, const struct question *q,
    const char *kind)
{
	struct catalog_selection selection = q->selection.chosen;
	cJSON *site = model_brief(c), *list = cJSON_CreateArray(), *control;
	cJSON *one_json;
	const cJSON *one, *coverage;

	if (site == NULL)
		return -1;
	/* That says which control is meant. */
	selection.sources = (struct strs){ 0 };
	cJSON_ArrayForEach(one, found) {
		control = model_control(c, site, member_number(one, "pk"));
		coverage = control == NULL ? NULL
		    : subject_of_control(c, control, &selection, kind);
		if (coverage == NULL)
			return -1;
		if (one != found->child && !is_format(q, "json"))
			printf("\n");
		if (is_format(q, "json")) {
			one_json = new_control_json(control, coverage);
			cJSON_AddItemToArray(list, one_json);
			if (crosswalk_add_from(c, one_json) == -1)
				return -1;
		} else if (is_format(q, "text"))
			show_print_control(control, coverage, q->all);
		else if (print_control_page(control) == -1)
			return -1;
	}
	return is_format(q, "json") ? print_controls_json(list, q) : 0;
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

/* What a page says of logs. */
static int
add_page_logs(struct catalog *c, cJSON *m, const cJSON *row)
{
	long long pk = member_number(row, "pk");
	struct visibility_asked asked = { 0 };
	struct buf pks = BUF_INIT;
	struct visibility *v;

	buf_printf(&pks, "[%lld]", pk);
	asked.techniques = buf_str(&pks);
	v = visibility_open(c, &asked);
	if (v != NULL)
		technique_logs_add(m, v, pk);
	visibility_close(v);
	buf_free(&pks);
	return v == NULL ? -1 : 0;
}

static int
print_technique(struct catalog *c, const cJSON *answer,
    const struct question *q)
{
	const cJSON *one = member_get(answer, "found")->child;
	cJSON *row = NULL, *old = NULL, *site, *m = NULL;

	if (find_by_id(c, member_text(one, "id"), &row, &old) != 1)
		return -1;
	site = model_brief(c);
	/* What selects or shows more needs each of them. */
	if (site != NULL)
		m = is_format(q, "text") && !q->all && selection_is_all(&q->selection)
		    ? model_technique_first(c, site, row, SHOW_CONTROLS + 1,
		    SHOW_OTHERS + 1) : model_technique(c, site, row);
	if (m == NULL || look_show(c, m, row, q) == -1)
		return -1;
	if (old != NULL)
		log_info("%s was revoked: this is its successor %s",
		    member_text(old, "id"), member_text(row, "id"));
	else if (member_state(m) == STATE_REVOKED)
		log_info("%s was revoked, without one successor",
		    member_text(row, "id"));
	say_namesakes(answer, one);
	if (is_format(q, "text")) {
		show_print(m, q->all);
		return 0;
	}
	if (!is_format(q, "json"))
		return add_page_logs(c, m, row) == -1 ? -1
		    : print_page(m, q->format);
	member_add_number(m, "schema", 1);
	member_add_text(m, "kind", member_text(one, "kind"));
	if (provenance_add_from(m, c, &q->selection.chosen, NULL) == -1 ||
	    crosswalk_add_from(c, m) == -1)
		return -1;
	return output_write_json(NULL, m);
}

static int
print_subject(struct catalog *c, const cJSON *answer, const struct question *q,
    const char *kind)
{
	const cJSON *one = member_get(answer, "found")->child, *t;
	cJSON *m = subject_make(c, one, &q->selection.chosen, kind);

	if (m == NULL)
		return -1;
	if (member_text(one, "old") != NULL)
		log_info("%s was revoked: this is its successor %s",
		    member_text(one, "old"), member_text(one, "id"));
	say_namesakes(answer, one);
	cJSON_ArrayForEach(t, member_get(m, "told"))
		log_info("%s%s%s", member_text_or(t, "id", ""),
		    member_text(t, "id") == NULL ? "" : ": ",
		    member_text(t, "why"));
	if (is_format(q, "json"))
		return output_write_json(NULL, m);
	show_print_subject(m, is_format(q, "markdown"), q->all);
	return 0;
}

/* Are all of them controls (or techniques)? */
static bool
are_all(const cJSON *found, bool (*are)(const cJSON *one))
{
	const cJSON *one;

	cJSON_ArrayForEach(one, found)
		if (!are(one))
			return false;
	return true;
}

static bool
is_technique(const cJSON *one)
{
	return str_equal(member_text(one, "kind"), "technique");
}

static int
answer_show(struct catalog *c, const cJSON *answer, const struct question *q)
{
	const cJSON *found = member_get(answer, "found");
	int n = cJSON_GetArraySize(found), rc;
	const char *kind;

	if (n == 0)
		return say_near(answer);
	if (are_all(found, is_technique))
		return print_technique(c, answer, q);
	if (is_format(q, "compass")) {
		log_error("%s is no technique: there is no compass page of it",
		    q->word);
		return EXIT_USAGE;
	}
	rc = selection_kind(c, &q->selection, NULL, &kind);
	if (rc != 0)
		return rc;
	if (are_all(found, subject_is_control) &&
	    (n <= WHOLE || is_format(q, "json")))
		return print_controls(c, found, q, kind);
	return n == 1 ? print_subject(c, answer, q, kind)
	    : print_several(c, answer, q);
}

static int
show(struct catalog *c, void *what)
{
	struct question *q = what;
	const cJSON *answer;
	int rc = selection_find(c, &q->selection);

	/* Of one technique it is told what else there is. */
	if (rc == 0 && q->selection.chosen.of == OF_YOURS)
		rc = selection_weigh(c, &q->selection, NULL);
	if (rc != 0)
		return rc;
	answer = subject_find(c, q->word, &q->selection.chosen.sources);
	return answer == NULL ? -1 : answer_show(c, answer, q);
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
		    "text, markdown, compass or json (text)", formats },
		OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 1, &n);

	if (rc == 0)
		rc = selection_check(self, &q.selection);
	if (rc == 0 && n == 0)
		rc = options_wrong(self, "expected an id or a name");
	if (rc == 0) {
		q.word = argv[0];
		rc = common_ask(&c, show, &q);
	}
	selection_free(&q.selection);
	return rc;
}
