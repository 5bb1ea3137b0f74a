/* plan: rules without a test, tests without a rule, and proofs that are old. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/log.h"
#include "cmd.h"
#include "common.h"
#include "export/plan_list.h"
#include "filter.h"
#include "model/plan.h"
#include "threat/targets.h"
#include "output/answer.h"
#include "output/output.h"
#include "value/member.h"
#include "words/logs.h"
#include "words/words.h"

enum { SHOWN_MAX = 3 }; /* tests of a rule that people see, unless they ask */

struct asked {
	struct selection s;
	struct strs threats;
	const char *format, *today;
	int valid_for, most;
};

static const char *const plan_formats[] = { "text", "tsv", "csv", "markdown",
	"json", "caldera", "atomic", NULL };

/* The lists of the model, and what each is called. */
static const struct {
	const char *member, *heading, *what;
} lists[] = {
	{ "rules_without_test", "rules without a test", "rule without test" },
	{ "tests_without_rule", "tests without a rule", "test without rule" },
	{ "outdated_proofs", "rules whose proof is old", "outdated proof" },
};
enum { LISTS = sizeof(lists) / sizeof(lists[0]) };

/* For programs and Markdown: a row a rule and test. */
static const struct column plan_columns[] = {
	{ { "plan", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "plan" },
	{ { "domain", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "domain" },
	{ { "source", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, "rule", "source" },
	{ { "id", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, "rule", "id" },
	{ { "title", TABLE_LEFT, 0, 0 }, true, CELL_LINK, "rule", "title" },
	{ { "path", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, "rule", "path" },
	{ { "techniques", TABLE_LEFT, 0, 0 }, true, CELL_LIST, NULL,
	    "techniques" },
	{ { "evidence", TABLE_LEFT, 0, 0 }, true, CELL_LEVEL, "rule",
	    "evidence" },
	{ { "result", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "outcome" },
	{ { "date", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "date" },
	{ { "test_source", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, "test",
	    "source" },
	{ { "test_id", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, "test", "id" },
	{ { "test_title", TABLE_LEFT, 0, 0 }, true, CELL_LINK, "test",
	    "title" },
	{ { "test_techniques", TABLE_LEFT, 0, 0 }, false, CELL_LIST, "test",
	    "techniques" },
	{ { "test_platforms", TABLE_LEFT, 0, 0 }, true, CELL_LIST, "test",
	    "platforms" },
	{ { "test_executor", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, "test",
	    "executor" },
	{ { "test_elevated", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, "test",
	    "elevated" },
	{ { "needs", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, "rule",
	    "needs_text" },
	{ { "runs", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, "rule", "runs" },
	{ { NULL, TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, NULL },
};

/* Lets the row have a member of one that outlives it, if that has it. */
static void
lend(cJSON *row, const cJSON *from, const char *name)
{
	cJSON *member = member_get(from, name);

	if (member != NULL)
		cJSON_AddItemReferenceToObject(row, name, member);
}

/* A row of such a table; rule or test may be NULL. */
static void
add_row_plan(cJSON *rows, const char *what, cJSON *rule, cJSON *test)
{
	const cJSON *of = rule != NULL ? rule : test;
	const cJSON *result = member_get(rule, "result");
	cJSON *row = cJSON_CreateObject();

	cJSON_AddStringToObject(row, "plan", what);
	lend(row, of, "domain");
	lend(row, of, "techniques");
	lend(row, result, "outcome");
	lend(row, result != NULL ? result : rule, "date");
	if (rule != NULL)
		cJSON_AddItemReferenceToObject(row, "rule", rule);
	if (test != NULL)
		cJSON_AddItemReferenceToObject(row, "test", test);
	cJSON_AddItemToArray(rows, row);
}

/* The rows of a rule, or of a test. */
static void
add_rows_plan(cJSON *rows, const char *what, cJSON *one)
{
	const cJSON *tests = member_get(one, "tests");
	cJSON *test;

	if (tests == NULL)
		add_row_plan(rows, what, NULL, one);
	else if (tests->child == NULL)
		add_row_plan(rows, what, one, NULL);
	else
		cJSON_ArrayForEach(test, tests)
			add_row_plan(rows, what, one, test);
}

/* The model as one table: {domains, techniques: its rows}. */
static cJSON *
new_table_plan(const cJSON *m)
{
	cJSON *all = cJSON_CreateObject(), *rows, *one;
	size_t i;

	member_copy(all, m, "domains");
	rows = cJSON_AddArrayToObject(all, "techniques");
	for (i = 0; i < LISTS; i++)
		cJSON_ArrayForEach(one, member_get(m, lists[i].member))
			add_rows_plan(rows, lists[i].what, one);
	return all;
}

/* For people: a row for the rule, and below it one for each of its tests, from
 * where in the first column. */
static const struct table_column shown_columns[] = {
	{ "rule, test", TABLE_LEFT, 0, 0 },
	{ "title", TABLE_LEFT, 20, 0 },
	{ "techniques", TABLE_LEFT, 10, 2 },
	{ "evidence, needs", TABLE_LEFT, 15, 1 },
};

static void
add_list_plan(struct table *table, const cJSON *list)
{
	struct buf b = BUF_INIT;

	member_put_joined(&b, list, ", ");
	table_add(table, buf_str(&b));
	buf_free(&b);
}

/* "E1, missed 2026-02-01", "proved 2026-02-01"; of one that does not run "E1, lacks
 * Sysmon event 1" */
static void
add_state_plan(struct table *table, const cJSON *rule)
{
	const cJSON *result = member_get(rule, "result");
	struct buf b = BUF_INIT;

	if (member_evidence(rule) == E5)
		buf_printf(&b, "proved %s", member_text_or(rule, "date",
		    "on no day that is known"));
	else
		buf_puts(&b, evidence_name(member_evidence(rule)));
	if (result != NULL)
		buf_printf(&b, ", %s%s%s",
		    member_text_or(result, "outcome", ""),
		    member_text(result, "date") == NULL ? "" : " ",
		    member_text_or(result, "date", ""));
	if (member_runs(rule) == RUNS_NO)
		buf_printf(&b, ", lacks %s",
		    member_text_or(rule, "lacks_short", ""));
	table_add(table, buf_str(&b));
	buf_free(&b);
}

/* "atomic, Windows, powershell, elevated" */
static void
add_needs(struct table *table, const cJSON *test)
{
	struct buf b = BUF_INIT;

	buf_puts(&b, member_text_or(test, "source", ""));
	member_put_joined(&b, member_get(test, "platforms"), ", ");
	if (member_text(test, "executor") != NULL)
		buf_printf(&b, ", %s", member_text(test, "executor"));
	if (member_get(test, "elevated") != NULL)
		buf_puts(&b, ", elevated");
	table_add(table, buf_str(&b));
	buf_free(&b);
}

static void
put_test(struct table *table, const cJSON *test, const char *before)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s%s", before, member_text_or(test, "id", "-"));
	table_add(table, buf_str(&b));
	table_add_link(table, member_text(test, "title"),
	    member_text(test, "url"));
	add_list_plan(table, member_get(test, "techniques"));
	add_needs(table, test);
	buf_free(&b);
}

static void
put_remark(struct table *table, const char *text)
{
	table_add(table, "");
	table_add(table, text);
	table_add(table, NULL);
	table_add(table, NULL);
}

/* A rule, and below it its tests, of which so many (0: all) are shown. */
static void
put_rule(struct table *table, const cJSON *rule, int most)
{
	const cJSON *test = member_get(rule, "tests")->child;
	long long more = member_number(rule, "more");
	struct buf b = BUF_INIT;
	int n;

	table_add(table, member_text(rule, "source"));
	table_add_link(table, member_text(rule, "title"),
	    member_text(rule, "url"));
	add_list_plan(table, member_get(rule, "techniques"));
	add_state_plan(table, rule);
	for (n = 0; test != NULL && (most == 0 || n < most); n++) {
		put_test(table, test, "  ");
		test = test->next;
	}
	for (; test != NULL; test = test->next)
		more++;
	if (more > 0) {
		buf_printf(&b, "and %lld more", more);
		put_remark(table, buf_str(&b));
	} else if (n == 0 && member_evidence(rule) < E5) {
		put_remark(table, "no test is known");
	}
	buf_free(&b);
}

static void
put_list(struct terminal *to, const cJSON *list, const char *heading, int most,
    int width)
{
	struct table *table;
	const cJSON *one;

	if (list->child == NULL)
		return;
	terminal_printf(to, "\n");
	terminal_put(to, STYLE_STRONG, heading);
	terminal_printf(to, "\n");
	table = table_new(shown_columns,
	    sizeof(shown_columns) / sizeof(shown_columns[0]));
	cJSON_ArrayForEach(one, list) {
		if (member_get(one, "tests") == NULL)
			put_test(table, one, "");
		else
			put_rule(table, one, most);
	}
	table_put(table, to, width);
	table_free(table);
}

static void
put_text_plan(const cJSON *m, int most, const struct strs *head,
    const struct strs *foot)
{
	int width = terminal_columns();
	struct terminal to;
	size_t i;

	terminal_begin(&to);
	answer_put_lines(&to, head, width);
	for (i = 0; i < LISTS; i++)
		put_list(&to, member_get(m, lists[i].member),
		    lists[i].heading, most, width);
	terminal_printf(&to, foot->n == 0 ? "" : "\n");
	answer_put_lines(&to, foot, width);
	terminal_end(&to);
}

static void
print_table_plan(const cJSON *m, const struct asked *a)
{
	bool text = strcmp(a->format, "text") == 0;
	struct column *columns = filter_told(plan_columns, m);
	struct strs head = { 0 }, foot = { 0 };

	answer_head(m, &head);
	answer_foot(m, 0, &foot);
	if (text)
		put_text_plan(m, a->most < 0 ? SHOWN_MAX : 0, &head, &foot);
	else
		answer_print(new_table_plan(m), columns, a->format, &head,
		    &foot);
	free(columns);
	strs_free(&head);
	strs_free(&foot);
}

/* As what a runner of tests reads. */
static void
print_list_plan(const cJSON *m, const char *format)
{
	struct buf out = BUF_INIT;
	size_t n = runner_read(format) == RUNNER_CALDERA
	    ? plan_list_caldera(m, &out) : plan_list_atomic(m, &out);

	if (n == 0)
		log_warn("there is no test to run");
	fwrite(buf_str(&out), 1, out.len, stdout);
	buf_free(&out);
}

static int
print_plan(const cJSON *m, const struct asked *a)
{
	if (strcmp(a->format, "json") == 0)
		return output_write_json(NULL, m);
	if (runner_read(a->format) != RUNNER_NONE)
		print_list_plan(m, a->format);
	else
		print_table_plan(m, a);
	return 0;
}

static int
answer_plan(struct catalog *c, void *what)
{
	struct asked *a = what;
	struct plan_asked asked = { .selection = &a->s.chosen,
		.today = a->today, .valid_for = a->valid_for,
		.most = a->most < 0 ? 0 : a->most };
	int rc = selection_find(c, &a->s);
	cJSON *targets, *m;

	if (rc == 0)
		rc = selection_weigh(c, &a->s, NULL);
	if (rc == 0 && a->threats.n > 0) {
		targets = targets_resolve(c, &a->threats, false);
		asked.targets = targets;
		rc = targets == NULL ? -1 : filter_say(targets, "threat");
	}
	if (rc != 0)
		return rc;
	m = plan_answer(c, &asked);
	return m == NULL ? -1 : print_plan(m, a);
}

static int
check_plan(const struct command *self, struct asked *a)
{
	const char *policy = kind_name(KIND_POLICY);
	int rc = selection_check(self, &a->s);

	if (rc == 0 && strs_has(&a->s.chosen.kinds, policy))
		rc = options_wrong(self, "--kind %s: nothing tests that",
		    policy);
	if (rc == 0 && !date_is_valid(a->today))
		rc = options_wrong(self,
		    "--today: expected a day as YYYY-MM-DD");
	return rc;
}

int
cmd_plan(const struct command *self, int argc, char **argv)
{
	struct build_options c = { 0 };
	char today[DATE_LEN + 1];
	struct asked a = { .format = "text", .today = today, .valid_for = -1,
		.most = -1 };
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text, tsv, csv, markdown, json, caldera, atomic",
		    plan_formats },
		{ OPT_LIST, 0, "threat", "WORD", &a.threats,
		    "only techniques of this threat; repeatable" },
		{ OPT_COUNT, 0, "tests", "N", &a.most,
		    "at most N tests of a rule; 0: all (text: 3)" },
		{ OPT_COUNT, 0, "valid-for", "DAYS", &a.valid_for,
		    "how long a proof holds; 0: for ever" },
		{ OPT_TEXT, 0, "today", "YYYY-MM-DD", &a.today,
		    "date to compare with (today, in UTC)" },
		OPT_SELECTION(a.s), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	date_today(today);
	if (rc == 0)
		rc = check_plan(self, &a);
	if (rc == 0)
		rc = common_ask(&c, answer_plan, &a);
	selection_free(&a.s);
	strs_free(&a.threats);
	return rc;
}
