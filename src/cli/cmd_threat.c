/* threat: what of a group, of software or of a layer nothing answers, and what
 * would close it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "common.h"
#include "count/percent.h"
#include "count/perspective.h"
#include "filter.h"
#include "threat/targets.h"
#include "threat/threat.h"
#include "threat_profiles.h"
#include "output/answer.h"
#include "output/output.h"
#include "value/member.h"
#include "words/words.h"

struct asked {
	struct selection s;
	struct strs words;
	struct profiles_asked profiles;
	const char *format;
	bool software, named, open, thin, no_files;
};

/* For programs and Markdown: a row a technique. */
static const struct column threat_columns[] = {
	{ { "domain", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "domain" },
	{ { "technique", TABLE_LEFT, 0, 0 }, true, CELL_LINK, NULL, "id" },
	{ { "name", TABLE_LEFT, 16, 0 }, true, CELL_TEXT, NULL, "name" },
	{ { "state", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "state" },
	{ { "targets", TABLE_LEFT, 0, 0 }, false, CELL_LIST, NULL,
	    "targets" },
	{ { "via", TABLE_LEFT, 0, 0 }, false, CELL_LIST, NULL, "via" },
	{ { "score", TABLE_RIGHT, 0, 0 }, false, CELL_TEXT, NULL, "score" },
	{ { "used_by", TABLE_RIGHT, 0, 0 }, false, CELL_TEXT, NULL, "used_by" },
	{ { "vulnerabilities", TABLE_RIGHT, 0, 0 }, false, CELL_TEXT, NULL,
	    "vulnerabilities" },
	{ { "tactics", TABLE_LEFT, 0, 0 }, false, CELL_LIST, NULL,
	    "tactics" },
	{ { "policy", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL,
	    "policy" },
	{ { "detection", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL,
	    "detection" },
	{ { "test", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, "test" },
	{ { "evidence", TABLE_LEFT, 0, 0 }, true, CELL_LEVEL, NULL,
	    "evidence" },
	{ { "yours", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, "yours" },
	{ { "available", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL,
	    "available" },
	{ { "answered_by", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL,
	    "answered_by" },
	{ { "elsewhere", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, "elsewhere",
	    "text" },
	{ { "closer", TABLE_LEFT, 0, 0 }, true, CELL_LINK, "closer",
	    "title" },
	{ { "closer_source", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, "closer",
	    "source" },
	{ { "closer_evidence", TABLE_LEFT, 0, 0 }, false, CELL_LEVEL,
	    "closer", "evidence" },
	{ { "closer_needs", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, "closer",
	    "needs_text" },
	{ { "closer_runs", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, "closer",
	    "runs" },
	{ { "closer_url", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, "closer",
	    "url" },
	{ { "url", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "url" },
	{ { NULL, TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, NULL },
};

/* For people, of what is covered. */
static const struct column covered[] = {
	{ { "technique", TABLE_LEFT, 0, 0 }, true, CELL_LINK, NULL, "id" },
	{ { "name", TABLE_LEFT, 20, 0 }, true, CELL_TEXT, NULL, "name" },
	{ { "used by", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "used" },
	{ { "policy", TABLE_RIGHT, 0, 1 }, true, CELL_NUMBER, NULL,
	    "policy" },
	{ { "detection", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL,
	    "detection" },
	{ { "test", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, "test" },
	{ { "evidence", TABLE_LEFT, 0, 0 }, true, CELL_LEVEL, NULL,
	    "evidence" },
	{ { "sources", TABLE_LEFT, 16, 2 }, true, CELL_TEXT, NULL, "by" },
	{ { NULL, TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, NULL },
};

/* For people, of what is not: a row for the technique, and below it one for
 * each thing that would close it, from where in the first column. */
static const struct table_column closing[] = {
	{ "technique", TABLE_LEFT, 0, 0 },
	{ "what would close it", TABLE_LEFT, 36, 0 },
	{ "type", TABLE_LEFT, 0, 2 },
	{ "evidence", TABLE_LEFT, 0, 0 },
	{ "runs", TABLE_LEFT, 0, 0 },
	{ "used by", TABLE_LEFT, 0, 0 },
};
enum { RUNS_AT = 4 };
enum { CLOSING = sizeof(closing) / sizeof(closing[0]) };

/* Whose controls the answer counts. */
static enum of
of_threat(const cJSON *m)
{
	return of_read(member_text(member_get(m, "perspective"),
	    member_text_or(m, "kind", "")));
}

static bool
is_state_threat(const cJSON *t, const char *state)
{
	return str_equal(member_text(t, "state"), state);
}

/* Do techniques differ in who uses them, or in how many vulnerabilities are of
 * them? */
static bool
is_used(const cJSON *m)
{
	const cJSON *t;

	if (member_number(m, "used_of") > 1)
		return true;
	cJSON_ArrayForEach(t, member_get(m, "techniques"))
		if (member_number(t, "vulnerabilities") > 1)
			return true;
	return false;
}

/* Adds used: "5 of 6", how many of several targets use it; "19 CVEs". */
static void
add_used(const cJSON *m, cJSON *t)
{
	long long of = member_number(m, "used_of");
	long long n = member_number(t, "vulnerabilities");
	struct buf b = BUF_INIT;

	if (of > 1)
		buf_printf(&b, "%lld of %lld", member_number(t, "used_by"), of);
	if (n > 0)
		buf_printf(&b, "%s%lld CVE%s", b.len > 0 ? ", " : "", n,
		    n == 1 ? "" : "s");
	cJSON_AddStringToObject(t, "used", buf_str(&b));
	buf_free(&b);
}

/* Adds the best closer as closer; by: "sigma 4, splunk 2", the sources of the
 * kind; and answered_by: "ours: A rule; ours: Another". */
static void
add_columns_threat(const cJSON *m, cJSON *t)
{
	const cJSON *s, *first = member_get(t, "closers");
	struct buf b = BUF_INIT;
	const char *id;

	if (first != NULL)
		cJSON_AddItemToObject(t, "closer",
		    cJSON_Duplicate(first->child, 1));
	cJSON_ArrayForEach(s, member_get(m, "sources")) {
		id = member_text(s, "id");
		if (member_get(member_get(t, "counts"), id) != NULL)
			buf_printf(&b, "%s%s %lld", b.len > 0 ? ", " : "", id,
			    member_number(member_get(t, "counts"), id));
	}
	cJSON_AddStringToObject(t, "by", buf_str(&b));
	buf_reset(&b);
	cJSON_ArrayForEach(s, member_get(t, "answers"))
		buf_printf(&b, "%s%s: %s", b.len > 0 ? "; " : "",
		    member_text_or(s, "source", ""),
		    member_text_or(s, "title", ""));
	cJSON_AddStringToObject(t, "answered_by", buf_str(&b));
	buf_free(&b);
}

/* A table of what would close techniques. */
struct closing {
	struct table *table;
	bool runs; /* it has that column */
	bool used; /* it has the last column */
};

/* The technique's own row: what it has. */
static void
put_technique(struct closing *to, const cJSON *t, const char *kind)
{
	long long n = member_number(t, kind);
	struct buf has = BUF_INIT;

	table_add_link(to->table, member_text_or(t, "id", ""),
	    member_text(t, "url"));
	table_add_styled(to->table, STYLE_STRONG, member_text(t, "name"));
	table_add(to->table, NULL);
	buf_printf(&has, "%lld at %s", n, evidence_name(member_evidence(t)));
	table_add(to->table, n == 0 ? "nothing" : buf_str(&has));
	if (to->runs)
		table_add(to->table, NULL);
	if (to->used)
		table_add(to->table, member_text_or(t, "used", ""));
	buf_free(&has);
}

/* Something that would close it; any but by may be NULL. */
static void
put_closer(struct closing *to, const char *by, const cJSON *one,
    const char *title, const char *url)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "  %s", by);
	table_add(to->table, buf_str(&b));
	table_add_link(to->table, title, url);
	table_add(to->table, member_text(one, "type"));
	table_add(to->table, member_kind(one) == KIND_DETECTION
	    ? evidence_name(member_evidence(one)) : NULL);
	if (to->runs)
		table_add(to->table, member_text(one, "runs"));
	if (to->used)
		table_add(to->table, NULL);
	buf_free(&b);
}

/* The controls of yours that answer it, by name. */
static void
put_answers(struct closing *to, const cJSON *t)
{
	struct buf by = BUF_INIT;
	const cJSON *one;

	cJSON_ArrayForEach(one, member_get(t, "answers")) {
		buf_reset(&by);
		buf_printf(&by, "by %s", member_text_or(one, "source", ""));
		put_closer(to, buf_str(&by), one, member_text(one, "title"),
		    member_text(one, "url"));
	}
	buf_free(&by);
}

/* The best controls of a kind, and how many there are beside: of the kind that
 * is asked about elsewhere, of tests all. */
static void
put_closers(struct closing *to, const cJSON *t, const char *kind,
    const char *asked)
{
	long long n = member_number(member_get(t, "elsewhere"), kind) +
	    (str_equal(kind, asked) ? 0 : member_number(t, kind));
	const cJSON *one;
	char more[48];
	bool any = false;

	cJSON_ArrayForEach(one, member_get(t, "closers")) {
		if (!str_equal(member_text(one, "kind"), kind))
			continue;
		put_closer(to, member_text_or(one, "source", ""), one,
		    member_text(one, "title"), member_text(one, "url"));
		any = true;
		n--;
	}
	if (!any || n <= 0)
		return;
	snprintf(more, sizeof(more), "and %lld more", n);
	put_closer(to, "", NULL, more, NULL);
}

/* What counts for its parent or its sub-techniques is near, and no more. */
static void
put_nearby(struct closing *to, const cJSON *t)
{
	struct buf b = BUF_INIT;

	if (member_number(t, "parent") > 0)
		buf_printf(&b, "%lld on its parent %s",
		    member_number(t, "parent"),
		    member_text_or(t, "parent_id", ""));
	if (member_number(t, "subs") > 0)
		buf_printf(&b, "%lld on its sub-techniques",
		    member_number(t, "subs"));
	if (b.len > 0)
		put_closer(to, "nearby", NULL, buf_str(&b), NULL);
	buf_free(&b);
}

/* "7 detection rules name T1685 Its New Name in ATT&CK 19.1" */
static void
put_moved(struct closing *to, const cJSON *t, const char *kind)
{
	struct buf b = BUF_INIT;

	if (member_get(t, "moved_id") == NULL)
		return;
	percent_put_namers(&b, member_number(member_get(t, "moved"), kind),
	    kind_read(kind));
	buf_printf(&b, " %s %s in ATT&CK %s", member_text_or(t, "moved_id", ""),
	    member_text_or(t, "moved_name", ""),
	    member_text_or(t, "moved_version", ""));
	put_closer(to, "moved", NULL, buf_str(&b), NULL);
	buf_free(&b);
}

/* What would close one technique; of yours also what answers it. */
static void
put_closing(struct closing *to, const cJSON *t, const char *kind, bool yours)
{
	const cJSON *s;

	put_technique(to, t, kind);
	if (yours)
		put_answers(to, t);
	if (is_state_threat(t, "covered"))
		return;
	put_closers(to, t, kind, kind);
	if (kind_read(kind) != KIND_TEST)
		put_closers(to, t, kind_name(KIND_TEST), kind);
	cJSON_ArrayForEach(s, member_get(t, "strategies"))
		put_closer(to, member_text_or(s, "id", ""), NULL,
		    member_text(s, "name"), member_text(s, "url"));
	put_nearby(to, t);
	put_moved(to, t, kind);
	if (member_get(t, "closers") == NULL &&
	    member_get(t, "strategies") == NULL &&
	    member_number(t, "parent") + member_number(t, "subs") == 0 &&
	    member_get(t, "moved_id") == NULL)
		put_closer(to, "", NULL, "nothing that is known", NULL);
}

static void
put_heading_threat(struct terminal *to, const char *text)
{
	terminal_printf(to, "\n");
	terminal_put(to, STYLE_STRONG, text);
	terminal_printf(to, "\n");
}

/* Those of one state, as a table of what would close them. */
static void
put_state(struct terminal *to, const cJSON *m, const char *state, int width)
{
	bool used = is_used(m);
	bool runs = member_get(m, "logs") != NULL;
	struct table_column columns[CLOSING];
	size_t i, n = 0;
	struct closing closers = { NULL, runs, used };
	const char *kind = member_text_or(m, "kind", "");
	const char *heading = perspective_state(of_threat(m), kind_read(kind),
	    state);
	const cJSON *t;

	for (i = 0; i < CLOSING; i++)
		if ((runs || i != RUNS_AT) && (used || i != CLOSING - 1))
			columns[n++] = closing[i];
	closers.table = table_new(columns, n);
	cJSON_ArrayForEach(t, member_get(m, "techniques")) {
		if (!is_state_threat(t, state))
			continue;
		if (heading != NULL)
			put_heading_threat(to, heading);
		heading = NULL;
		put_closing(&closers, t, kind, of_threat(m) == OF_YOURS);
	}
	table_put(closers.table, to, width);
	table_free(closers.table);
}

/* What is covered: by which controls of yours, or else by how many. */
static void
put_covered(struct terminal *to, const cJSON *m, int width)
{
	struct column columns[sizeof(covered) / sizeof(covered[0])];
	cJSON *list = cJSON_CreateArray(), *t;
	enum of of = of_threat(m);
	size_t i, n = 0;

	if (of == OF_YOURS) {
		put_state(to, m, "covered", width);
		cJSON_Delete(list);
		return;
	}
	cJSON_ArrayForEach(t, member_get(m, "techniques"))
		if (is_state_threat(t, "covered"))
			cJSON_AddItemReferenceToArray(list, t);
	if (list->child != NULL)
		put_heading_threat(to, perspective_state(of,
		    kind_read(member_text_or(m, "kind", "")), "covered"));
	for (i = 0; i < sizeof(covered) / sizeof(covered[0]); i++)
		if (is_used(m) || !str_equal(covered[i].member, "used"))
			columns[n++] = covered[i];
	answer_put_rows(to, list, columns, width);
	cJSON_Delete(list);
}

static void
put_text_threat(const cJSON *m, const struct strs *head,
    const struct strs *foot)
{
	int width = terminal_columns();
	struct terminal to;

	terminal_begin(&to);
	answer_put_lines(&to, head, width);
	put_state(&to, m, "open", width);
	put_state(&to, m, "moved", width);
	put_state(&to, m, "thin", width);
	put_covered(&to, m, width);
	terminal_printf(&to, foot->n == 0 ? "" : "\n");
	answer_put_lines(&to, foot, width);
	terminal_end(&to);
}

/* Leaves only those states that were asked for. */
static void
choose_threat(cJSON *list, const struct asked *a)
{
	cJSON *t, *next;

	if (!a->open && !a->thin)
		return;
	for (t = list->child; t != NULL; t = next) {
		next = t->next;
		if ((!a->open || !is_state_threat(t, "open")) &&
		    (!a->thin || !is_state_threat(t, "thin")))
			cJSON_Delete(cJSON_DetachItemViaPointer(list, t));
	}
}

static int
print(cJSON *m, const struct asked *a)
{
	cJSON *list = member_get(m, "techniques"), *t;
	struct strs head = { 0 }, foot = { 0 };
	struct column *columns;

	choose_threat(list, a);
	if (strcmp(a->format, "json") == 0)
		return output_write_json(NULL, m);
	cJSON_ArrayForEach(t, list) {
		add_used(m, t);
		add_columns_threat(m, t);
	}
	answer_head(m, &head);
	threat_profiles_put(m, &head);
	answer_foot(m, 0, &foot);
	if (strcmp(a->format, "text") == 0) {
		put_text_threat(m, &head, &foot);
	} else {
		filter_put_states(m, a->format);
		columns = filter_told(threat_columns, m);
		answer_print(m, columns, a->format, &head, &foot);
		free(columns);
	}
	strs_free(&head);
	strs_free(&foot);
	return 0;
}

static int
answer_threat(struct catalog *c, void *what)
{
	struct asked *a = what;
	struct threats *threats;
	const char *kind;
	cJSON *m, *found = NULL;
	int rc;

	rc = selection_find(c, &a->s);
	if (rc == 0)
		rc = selection_kind(c, &a->s, NULL, &kind);
	if (rc == 0)
		rc = selection_weigh(c, &a->s, kind);
	if (rc == 0 && threat_profiles_any(&a->profiles))
		rc = threat_profiles_find(c, &a->profiles, &a->words, &found);
	if (rc != 0)
		return rc;
	threats = threat_open(c, &a->s.chosen, kind);
	if (threats == NULL)
		return -1;
	m = threat_answer(threats, &a->words,
	    (a->software ? TARGETS_SOFTWARE : 0u) |
	    (a->named ? TARGETS_NAMED : 0u) |
	    (a->no_files ? TARGETS_NO_FILES : 0u));
	threat_close(threats);
	if (m == NULL || (found != NULL &&
	    threat_profiles_add(c, m, found) == -1))
		return -1;
	rc = filter_say(m, NULL);
	return rc != 0 ? rc : print(m, a);
}

int
cmd_threat(const struct command *self, int argc, char **argv)
{
	struct build_options c = { 0 };
	struct asked a = { .format = "text" };
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text, tsv, csv, markdown or json (text)",
		    answer_formats },
		{ OPT_FLAG, 0, "open", NULL, &a.open,
		    "only techniques without a control" },
		{ OPT_FLAG, 0, "thin", NULL, &a.thin,
		    "only techniques that are thinly covered" },
		{ OPT_FLAG, 0, "software", NULL, &a.software,
		    "also techniques of the software they use" },
		{ OPT_FLAG, 0, "named", NULL, &a.named,
		    "of files only the techniques that they name" },
		{ OPT_FLAG, 0, "no-files", NULL, &a.no_files,
		    "take no word for a file; - is standard input" },
		{ OPT_LIST, 0, "sector", "WORD", &a.profiles.sectors,
		    "groups that attack this sector" },
		{ OPT_LIST, 0, "country", "WORD", &a.profiles.victims,
		    "groups that attack this country" },
		{ OPT_LIST, 0, "origin", "WORD", &a.profiles.origins,
		    "groups from this country" },
		OPT_SELECTION(a.s), OPT_LAST };
	int i, n, rc = options_read(self, opts, argc, argv, argc, &n);

	for (i = 0; rc == 0 && i < n; i++)
		strs_add(&a.words, argv[i]);
	if (rc == 0)
		rc = filter_check(self, &a.s);
	if (rc == 0 && n == 0 && !threat_profiles_any(&a.profiles))
		rc = options_wrong(self, "expected a group, software, a "
		    "campaign, or a file");
	if (rc == 0)
		rc = common_ask(&c, answer_threat, &a);
	selection_free(&a.s);
	strs_free(&a.words);
	strs_free(&a.profiles.sectors);
	strs_free(&a.profiles.victims);
	strs_free(&a.profiles.origins);
	return rc;
}
