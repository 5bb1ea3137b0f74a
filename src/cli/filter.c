/* list and gaps: techniques by a filter. */
#include "filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "common.h"
#include "count/percent.h"
#include "count/perspective.h"
#include "count/profiles.h"
#include "threat/targets.h"
#include "output/output.h"
#include "text/ranked.h"
#include "value/member.h"
#include "words/reason.h"
#include "words/words.h"

struct asked {
	const struct filtered *how;
	struct selection s;
	struct strs tactics, groups, sectors;
	const char *domain, *format, *by, *reason;
	bool single;
	int limit;
};

int
filter_check(const struct command *self, struct selection *s)
{
	int rc = selection_check(self, s);

	if (rc == 0 && s->chosen.kinds.n > 1)
		rc = options_wrong(self, "--kind: expected one kind");
	return rc;
}

/* Of an option's words the prefix that says what the option does goes. */
static void
say_unresolved(const cJSON *u, const char *option)
{
	const char *word = member_text_or(u, "word", "");
	size_t len = option == NULL ? 0 : strlen(option);
	struct buf b = BUF_INIT;
	const cJSON *n;

	if (len > 0 && strncmp(word, option, len) == 0 && word[len] == ':')
		word += len + 1;
	cJSON_ArrayForEach(n, member_get(u, "near"))
		buf_printf(&b, "%s%s %s", b.len > 0 ? ", " : "",
		    member_text_or(n, "id", ""), member_text_or(n, "name", ""));
	log_error("%s%s%s%s: %s%s%s%s", len > 0 ? "--" : "",
	    len > 0 ? option : "", len > 0 ? " " : "", word,
	    member_text_or(u, "why", ""), b.len > 0 ? "; did you mean " : "",
	    buf_str(&b), b.len > 0 ? "?" : "");
	buf_free(&b);
}

/* What is told of one word for one reason stands on one line. */
static const cJSON *
say_told(const cJSON *first)
{
	const char *word = member_text_or(first, "word", "");
	const char *why = member_text_or(first, "why", "");
	struct buf b = BUF_INIT;
	const cJSON *one = first;

	do {
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
		    member_text_or(one, "id", ""));
		one = one->next;
	} while (one != NULL &&
	    strcmp(member_text_or(one, "word", ""), word) == 0 &&
	    strcmp(member_text_or(one, "why", ""), why) == 0);
	log_info("%s: %s%s%s", word, buf_str(&b), b.len > 0 ? ": " : "", why);
	buf_free(&b);
	return one;
}

int
filter_say(const cJSON *targets, const char *option)
{
	const cJSON *one = member_get(targets, "told")->child;

	while (one != NULL)
		one = say_told(one);
	cJSON_ArrayForEach(one, member_get(targets, "unresolved"))
		say_unresolved(one, option);
	if (member_get(targets, "unresolved")->child == NULL)
		return 0;
	return EXIT_USAGE;
}

/* Words of one kind, resolved; *targets stays NULL where there are none. */
static int
resolve(struct catalog *c, const char *kind, const struct strs *words,
    const cJSON **targets)
{
	struct arena mem = { 0 };
	struct strs all = { 0 };
	const cJSON *found;
	size_t i;

	if (words->n == 0)
		return 0;
	for (i = 0; i < words->n; i++)
		strs_add(&all, arena_printf(&mem, "%s:%s", kind, words->v[i]));
	*targets = found = targets_resolve(c, &all, false);
	strs_free(&all);
	arena_free(&mem);
	return found == NULL ? -1 : filter_say(found, kind);
}

static bool
by_priority(const struct asked *a)
{
	return strcmp(a->by, a->how->orders[0]) != 0;
}

/* Reports words that no source says of an actor; returns 0, EXIT_USAGE, or -1. */
static int
check_sectors(struct catalog *c, const struct strs *sectors)
{
	struct profiles_asked asked = { .sectors = *sectors };
	const cJSON *one, *unresolved;
	cJSON *found;

	if (sectors->n == 0)
		return 0;
	found = profiles_match(c, &asked);
	if (found == NULL)
		return -1;
	unresolved = member_get(found, "unresolved");
	cJSON_ArrayForEach(one, unresolved)
		log_error("--sector %s: %s", member_string(one, "word"),
		    member_string(one, "why"));
	return unresolved->child != NULL ? EXIT_USAGE : 0;
}

/* The words of the options as a filter, as the catalog has them; parts of it are
 * borrowed from a and of the thread's cJSON memory. As selection_find. */
static int
find_filter(struct catalog *c, struct asked *a, struct gaps_filter *filter)
{
	int rc = selection_find(c, &a->s);

	*filter = (struct gaps_filter){ .single = a->single };
	if (rc == 0)
		rc = selection_find_domain(c, &a->domain);
	if (rc == 0)
		rc = selection_kind(c, &a->s, NULL, &filter->kind);
	if (rc == 0)
		rc = resolve(c, "tactic", &a->tactics, &filter->tactics);
	if (rc == 0)
		rc = resolve(c, "group", &a->groups, &filter->users);
	if (rc == 0)
		rc = selection_weigh(c, &a->s, filter->kind);
	filter->domain = a->domain;
	filter->reason = a->reason;
	filter->by_priority = by_priority(a);
	filter->sectors = &a->sectors;
	if (rc == 0)
		rc = check_sectors(c, &a->sectors);
	return rc;
}

/* "moved in ATT&CK 19.1: T1562.001 to T1685 (7 detection rules name it)": those
 * that a newer ATT&CK has retired. */
static void
add_moved(const cJSON *m, struct strs *lines)
{
	const char *version, *last = NULL,
			     *kind = member_text_or(m, "kind", "");
	struct buf b = BUF_INIT;
	const cJSON *t;

	cJSON_ArrayForEach(t, member_get(m, "moved")) {
		version = member_text_or(t, "moved_version", "");
		if (last != NULL && strcmp(version, last) == 0) {
			buf_puts(&b, ", ");
		} else {
			if (b.len > 0)
				strs_add(lines, buf_str(&b));
			buf_reset(&b);
			buf_printf(&b, "moved in ATT&CK %s: ", version);
		}
		last = version;
		buf_puts(&b, member_text_or(t, "id", ""));
		buf_printf(&b, " to %s (", member_text_or(t, "moved_id", ""));
		percent_put_namers(&b,
		    member_number(member_get(t, "moved"), kind),
		    kind_read(kind));
		buf_puts(&b, " it)");
	}
	if (b.len > 0)
		strs_add(lines, buf_str(&b));
	buf_free(&b);
}

void
filter_put_states(const cJSON *m, const char *format)
{
	const char *kind = member_text_or(m, "kind", "");
	enum of of = of_read(member_text(member_get(m, "perspective"), kind));
	cJSON *t;

	if (strcmp(format, "text") != 0 && strcmp(format, "markdown") != 0)
		return;
	cJSON_ArrayForEach(t, member_get(m, "techniques"))
		cJSON_ReplaceItemInObject(t, "state", cJSON_CreateString(
		    perspective_state(of, kind_read(kind),
		    member_text_or(t, "state", ""))));
}

/* Has any of its controls, or techniques, the member? */
static bool
has_any(const cJSON *m, const char *rows, const char *member)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, member_get(m, rows))
		if (member_get(one, member) != NULL)
			return true;
	return false;
}

struct column *
filter_told(const struct column *columns, const cJSON *m)
{
	static const char *const told[] = { "runs", "lacks", "why_text",
		"missing_text", "adopt_text", "adopt_count", "collected",
		NULL };
	struct column *shown = NULL;
	size_t n = 0, i;
	bool is_of;

	do {
		is_of = false;
		for (i = 0; told[i] != NULL; i++)
			is_of |= str_equal(columns->member, told[i]);
		if (is_of && member_get(m, "logs") == NULL &&
		    !cJSON_IsTrue(member_get(m, "told")))
			continue;
		*LIST_ADD(shown, n) = *columns;
		if (str_equal(columns->member, "needs_text"))
			shown[n - 1].people = has_any(m, "controls", "needs");
		if (str_equal(columns->member, "missing_text") ||
		    str_equal(columns->member, "adopt_text"))
			shown[n - 1].people &= has_any(m, "techniques",
			    columns->member);
	} while (columns++->table.title != NULL);
	return shown;
}

int
filter_list(cJSON *m, const char *rows, const struct column *columns,
    const char *format, int limit)
{
	int more = answer_cut(member_get(m, rows), limit);
	struct strs head = { 0 }, foot = { 0 };
	struct column *shown;

	if (strcmp(format, "json") == 0)
		return output_write_json(NULL, m);
	answer_head(m, &head);
	answer_foot(m, more, &foot);
	shown = filter_told(columns, m);
	answer_print(m, shown, format, &head, &foot);
	free(shown);
	strs_free(&head);
	strs_free(&foot);
	return 0;
}

/* The columns that are shown; the caller frees them. */
static struct column *
columns_of(const cJSON *m, const struct asked *a)
{
	const struct column *c = a->how->columns;
	struct column *all = NULL, *shown;
	size_t n = 0;

	if (by_priority(a)) {
		all = ranked_columns(m, a->single);
	} else {
		do {
			*LIST_ADD(all, n) = *c;
			if (a->single && str_equal(c->member, "state"))
				all[n - 1].people = true;
		} while (c++->table.title != NULL);
	}
	shown = filter_told(all, m);
	free(all);
	return shown;
}

static void
print_filtered(const cJSON *m, const struct asked *a, int more)
{
	struct column *shown = columns_of(m, a);
	struct strs head = { 0 }, foot = { 0 };

	filter_put_states(m, a->format);
	answer_head(m, &head);
	add_moved(m, &foot);
	answer_foot(m, more, &foot);
	answer_print(m, shown, a->format, &head, &foot);
	strs_free(&head);
	strs_free(&foot);
	free(shown);
}

/* A gap has a reason where it is told which logs are collected. As
 * selection_find. */
static int
check_reason(struct catalog *c, const struct asked *a, const char *kind)
{
	if (a->reason == NULL)
		return 0;
	if (kind_read(kind) != KIND_DETECTION) {
		log_error("--reason is for gaps of detections");
		return EXIT_USAGE;
	}
	return selection_check_told(c, "reason", a->reason);
}

static int
answer_filtered(struct catalog *c, void *what)
{
	struct asked *a = what;
	struct gaps_filter filter;
	int more, rc = find_filter(c, a, &filter);
	cJSON *m;

	if (rc != 0)
		return rc;
	rc = check_reason(c, a, filter.kind);
	if (rc != 0)
		return rc;
	m = a->how->model(c, &a->s.chosen, &filter);
	if (m == NULL)
		return -1;
	more = answer_cut(member_get(m, "techniques"), a->limit);
	if (strcmp(a->format, "json") == 0)
		return output_write_json(NULL, m);
	print_filtered(m, a, more);
	return 0;
}

int
filter_run(const struct command *self, const struct filtered *how, int argc,
    char **argv)
{
	struct build_options c = { 0 };
	struct asked a = { .how = how, .format = "text",
		.by = how->orders[0] };
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_TEXT, 0, "by", "NAME", &a.by, how->by, how->orders },
		{ OPT_LIST, 0, "sector", "WORD", &a.sectors,
		    "with --by priority, your sector; repeatable" },
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text, tsv, csv, markdown or json (text)",
		    answer_formats },
		OPT_LIMIT(a.limit, "only the first N techniques; 0: all (0)"),
		{ OPT_LIST, 0, "tactic", "NAME", &a.tactics,
		    "only techniques of this tactic; repeatable" },
		{ OPT_LIST, 0, "group", "NAME", &a.groups,
		    "only techniques of this group; repeatable" },
		{ OPT_TEXT, 0, "domain", "NAME", &a.domain,
		    "only enterprise, mobile or ics" },
		{ OPT_FLAG, 0, "single", NULL, &a.single, how->single },
		OPT_SELECTION(a.s),
		{ how->reasons ? OPT_TEXT : OPT_END, 0, "reason", "WORD",
		    &a.reason, "only for it: no-log, no-rule or "
		    "not-collected", reason_names }, OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = filter_check(self, &a.s);
	if (rc == 0 && a.sectors.n > 0 && !by_priority(&a))
		rc = options_wrong(self, "--sector goes with --by priority");
	if (rc == 0)
		rc = common_ask(&c, answer_filtered, &a);
	selection_free(&a.s);
	strs_free(&a.tactics);
	strs_free(&a.groups);
	strs_free(&a.sectors);
	return rc;
}
