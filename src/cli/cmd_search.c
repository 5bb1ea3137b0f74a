/* search: full text over all that a catalog has. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "cmd.h"
#include "common.h"
#include "search/search.h"
#include "output/answer.h"
#include "output/output.h"
#include "output/table.h"
#include "output/terminal.h"
#include "selection.h"
#include "value/member.h"
#include "words/words.h"

enum { LIMIT = 10 }; /* of each kind, for people */

/* Tables for people: the first title says what the rows are. */
static const struct table_column techniques[] = {
	{ "technique", TABLE_LEFT, 0, 0 },
	{ "name", TABLE_LEFT, 20, 0 },
	{ "policy", TABLE_RIGHT, 0, 3 },
	{ "detection", TABLE_RIGHT, 0, 1 },
	{ "test", TABLE_RIGHT, 0, 2 },
};
/* Of a kind; then whose it is. */
static const struct table_column actors[] = {
	{ NULL, TABLE_LEFT, 0, 0 },
	{ "name", TABLE_LEFT, 20, 0 },
	{ "techniques", TABLE_RIGHT, 0, 1 },
	{ "also called", TABLE_LEFT, 12, 2 },
};
static const struct table_column controls[] = {
	{ NULL, TABLE_LEFT, 8, 0 },
	{ "title", TABLE_LEFT, 24, 0 },
	{ "evidence", TABLE_LEFT, 0, 2 },
	{ "techniques", TABLE_LEFT, 9, 1 },
};
/* Of a kind; then what it is about. The ids of logs are long. */
static const struct table_column others[] = {
	{ NULL, TABLE_LEFT, 16, 0 },
	{ "name", TABLE_LEFT, 24, 0 },
	{ "techniques", TABLE_LEFT, 9, 1 },
};
/* For programs: all in one. */
static const struct table_column all[] = {
	{ "kind", TABLE_LEFT, 0, 0 }, { "id", TABLE_LEFT, 0, 0 },
	{ "name", TABLE_LEFT, 0, 0 }, { "source", TABLE_LEFT, 0, 0 },
	{ "lifecycle", TABLE_LEFT, 0, 0 }, { "evidence", TABLE_LEFT, 0, 0 },
	{ "proved", TABLE_LEFT, 0, 0 },
	{ "techniques", TABLE_LEFT, 0, 0 }, { "url", TABLE_LEFT, 0, 0 },
};

/* "OS Credential Dumping: LSASS Memory", as MITRE writes it. */
static void
add_name_search(struct table *t, const cJSON *item)
{
	struct buf b = BUF_INIT;

	if (member_get(item, "parent_name") != NULL)
		buf_printf(&b, "%s: ", member_text(item, "parent_name"));
	buf_puts(&b, member_text(item, "name"));
	if (member_get(item, "state") != NULL &&
	    member_state(item) != STATE_ACTIVE)
		buf_printf(&b, " (%s)", member_text(item, "state"));
	table_add_link(t, buf_str(&b), member_text(item, "url"));
	buf_free(&b);
}

static void
add_evidence_search(struct table *t, const cJSON *item)
{
	const char *proved = member_text(item, "proved");
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s%s%s", evidence_name(member_evidence(item)),
	    proved == NULL ? "" : " on ", proved == NULL ? "" : proved);
	table_add(t, buf_str(&b));
	buf_free(&b);
}

static struct table *
technique_table(const cJSON *items)
{
	struct table *t = table_new(techniques, 5);
	const cJSON *i;

	cJSON_ArrayForEach(i, items) {
		table_add(t, member_text(i, "id"));
		add_name_search(t, i);
		table_add_number(t, member_number(i, "policy"));
		table_add_number(t, member_number(i, "detection"));
		table_add_number(t, member_number(i, "test"));
	}
	return t;
}

/* How many techniques, or which. */
static void
add_technique_cell(struct table *t, const cJSON *item)
{
	if (cJSON_IsNumber(member_get(item, "techniques")))
		table_add_number(t, member_number(item, "techniques"));
	else
		table_add(t, member_text(item, "techniques"));
}

static void
add_actor_row(struct table *t, const cJSON *actor)
{
	table_add(t, member_text(actor, "id"));
	add_name_search(t, actor);
	add_technique_cell(t, actor);
	table_add(t, member_text(actor, "aliases"));
}

static void
add_control_row(struct table *t, const cJSON *control)
{
	table_add(t, member_text(control, "source"));
	add_name_search(t, control);
	if (member_lifecycle(control) == LIFECYCLE_ACTIVE)
		add_evidence_search(t, control);
	else
		table_add_styled(t, STYLE_WARN,
		    member_text(control, "lifecycle"));
	table_add(t, member_text(control, "techniques"));
}

static void
add_other_row(struct table *t, const cJSON *item)
{
	table_add(t, member_text(item, "id"));
	add_name_search(t, item);
	add_technique_cell(t, item);
}

/* By what the first one has; columns has room for four, and stays as long as the
 * table. */
static struct table *
result_table(const cJSON *result, struct table_column *columns)
{
	const cJSON *i, *items = member_get(result, "items");
	bool control = member_get(items->child, "lifecycle") != NULL;
	bool actor = member_get(items->child, "domains") != NULL;
	size_t n = control || actor ? 4 : 3;
	struct table *t;

	if (member_get(items->child, "state") != NULL)
		return technique_table(items);
	memcpy(columns, control ? controls : actor ? actors : others,
	    n * sizeof(*columns));
	columns[0].title = member_text(result, "kind");
	t = table_new(columns, n);
	cJSON_ArrayForEach(i, items)
		(control ? add_control_row : actor ? add_actor_row
		    : add_other_row)(t, i);
	return t;
}

/* "scope: platforms Windows": what counts rest on, if it was set. */
static void
put_bound(struct terminal *t, const cJSON *m, const char *name)
{
	if (member_text(m, name) == NULL || member_number(m, "found") == 0)
		return;
	terminal_printf(t, "%s: ", name);
	terminal_put(t, STYLE_QUIET, member_text(m, name));
	terminal_printf(t, "\n");
}

static void
print_text(const cJSON *m)
{
	const cJSON *r;
	struct terminal t;
	struct table_column columns[4];
	struct table *table;
	bool cut = false;

	terminal_begin(&t);
	cJSON_ArrayForEach(r, member_get(m, "results")) {
		if (t.text.len > 0)
			terminal_printf(&t, "\n");
		table = result_table(r, columns);
		table_put(table, &t, terminal_columns());
		table_free(table);
		if (member_number(r, "shown") == member_number(r, "found"))
			continue;
		cut = true;
		terminal_printf(&t, "… %lld of %lld", member_number(r, "shown"),
		    member_number(r, "found"));
		terminal_printf(&t, "\n");
	}
	if (cut)
		terminal_printf(&t, "\n--limit 0 shows all\n");
	put_bound(&t, m, "scope");
	put_bound(&t, m, "settings");
	terminal_end(&t);
}

static void
add_row(struct table *t, const char *kind, const cJSON *i, bool with_url)
{
	table_add(t, kind);
	table_add(t, member_text(i, "id"));
	add_name_search(t, i);
	table_add(t, member_text(i, "source"));
	table_add(t,
	    member_text_or(i, "lifecycle", member_text_or(i, "state", "")));
	table_add(t, member_get(i, "evidence") == NULL ? NULL
	    : evidence_name(member_evidence(i)));
	table_add(t, member_text(i, "proved"));
	add_technique_cell(t, i);
	if (with_url)
		table_add(t, member_text(i, "url"));
}

static void
print_form(const cJSON *m, const char *form)
{
	size_t n = sizeof(all) / sizeof(all[0]);
	bool links = strcmp(form, "markdown") == 0; /* in the name */
	struct table *t = table_new(all, links ? n - 1 : n);
	struct buf out = BUF_INIT;
	const cJSON *r, *i;

	cJSON_ArrayForEach(r, member_get(m, "results"))
		cJSON_ArrayForEach(i, member_get(r, "items"))
			add_row(t, member_text(r, "kind"), i, !links);
	table_write(t, form, &out);
	fwrite(buf_str(&out), 1, out.len, stdout);
	buf_free(&out);
	table_free(t);
	if (member_number(m, "shown") < member_number(m, "found"))
		log_info("%lld of %lld; --limit 0 shows all",
		    member_number(m, "shown"), member_number(m, "found"));
}

struct asked {
	struct catalog_search search;
	const char *format;
};

static int
answer_search(struct catalog *c, void *what)
{
	struct asked *a = what;
	cJSON *m;
	int rc;

	rc = selection_find_sources(c, "source", &a->search.sources);
	if (rc != 0)
		return rc;
	m = search_find(c, &a->search);
	if (m == NULL)
		return -1;
	if (strcmp(a->format, "json") == 0)
		return output_write_json(NULL, m);
	if (member_number(m, "found") == 0)
		log_info("%s: nothing found", a->search.words);
	else if (member_text(m, "instead") != NULL)
		log_info("%s: showing results for %s", a->search.words,
		    member_text(m, "instead"));
	if (strcmp(a->format, "text") == 0)
		print_text(m);
	else
		print_form(m, a->format);
	return 0;
}

static void
join_words(struct buf *b, int n, char **words)
{
	int i;

	for (i = 0; i < n; i++)
		buf_printf(b, "%s%s", i > 0 ? " " : "", words[i]);
}

int
cmd_search(const struct command *self, int argc, char **argv)
{
	struct build_options c = { 0 };
	struct asked a = { { .limit = -1 }, "text" };
	struct buf words = BUF_INIT;
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_LIST, 0, "kind", "NAME", &a.search.kinds,
		    "only this kind, such as technique or detection",
		    search_kinds },
		{ OPT_LIST, 0, "source", "ID", &a.search.sources,
		    "only controls of this source; repeatable" },
		OPT_LIMIT(a.search.limit,
		    "results a kind; 0: all (text: 10, else all)"),
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text, tsv, csv, markdown or json (text)",
		    answer_formats },
		OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, argc, &n);

	if (rc == 0 && n == 0)
		rc = options_wrong(self, "expected words");
	if (rc == 0) {
		join_words(&words, n, argv);
		a.search.words = buf_str(&words);
		if (a.search.limit == -1 && strcmp(a.format, "text") == 0)
			a.search.limit = LIMIT;
		rc = common_ask(&c, answer_search, &a);
	}
	buf_free(&words);
	strs_free(&a.search.kinds);
	strs_free(&a.search.sources);
	return rc;
}
