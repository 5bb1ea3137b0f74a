/* What to build, to test and to collect next. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "board_parts.h"
#include "count/percent.h"
#include "count/perspective.h"
#include "count/priority.h"
#include "value/member.h"
#include "words/reason.h"

enum { GAPS_TOLD = 7, TESTS_TOLD = 3, TESTS_ASKED = 30, LOGS_TOLD = 3 };

static long long
pk_of(const struct making *m, const cJSON *t)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, m->rows)
		if (str_equal(member_string(row, "id"),
		    member_string(t, "id")) &&
		    str_equal(member_string(row, "domain"),
		    member_string(t, "domain")))
			return member_number(row, "pk");
	return 0;
}

/* "44 groups and 10 campaigns" */
static void
add_users(cJSON *one, const cJSON *t)
{
	static const char *const who[] = { "group", "campaign", "software" };
	static const char *const members[] = { "groups", "campaigns",
		"software" };
	struct buf b = BUF_INIT;
	long long n;
	size_t i;

	for (i = 0; i < 3; i++) {
		n = member_number(t, members[i]);
		if (n == 0 || (i == 2 && b.len > 0))
			continue;
		buf_printf(&b, "%s%lld %s%s", b.len > 0 ? ", " : "", n, who[i],
		    n == 1 || i == 2 ? "" : "s");
	}
	member_add_or_false(one, "used", b.len > 0 ? buf_str(&b) : NULL);
	buf_free(&b);
}

static cJSON *
new_entry(const struct making *m, const cJSON *t)
{
	static const char *const kept[] = { "domain", "id", "name", "url",
		NULL };
	cJSON *one = member_pick(t, kept);
	const cJSON *priority = member_get(t, "priority");
	struct buf b = BUF_INIT;

	if (priority != NULL)
		priority_put(&b, priority->valuedouble, 1, false);
	member_add_or_false(one, "priority", b.len > 0 ? buf_str(&b) : NULL);
	buf_free(&b);
	add_users(one, t);
	member_add_or_false(one, "why_text", member_string(t, "why_text"));
	member_add_number(one, "pk", pk_of(m, t));
	return one;
}

/* The best control of a kind that would close it, of catalog_closers; or NULL. */
static const cJSON *
closer_of(const cJSON *rows, const cJSON *one, enum kind kind)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (member_number(row, "technique") ==
		    member_number(one, "pk") && member_kind(row) == kind)
			return row;
	return NULL;
}

/* Adds a remedy: what to do, a text, and of a control where it is from. */
static void
put_remedy(cJSON *one, const char *how, const char *text, const cJSON *control,
    long long count)
{
	const char *from = member_string(control, "source_id");

	member_add_text(one, "do", how);
	member_add_text(one, "remedy", text);
	member_add_or_false(one, "from", from != NULL ? from
	    : member_string(control, "source"));
	member_add_or_false(one, "remedy_url", member_string(control, "url"));
	member_add_or_false(one, "remedy_level", control != NULL &&
	    member_kind(control) == KIND_DETECTION
	    ? evidence_name(member_evidence(control)) : NULL);
	member_add_number_or_false(one, "more", count > 1 ? count - 1 : 0);
}

/* What to collect, and for how many rules of the first. */
static void
put_collect(cJSON *one, const cJSON *t)
{
	long long rules = member_number(member_get(t, "missing")->child,
	    "rules");
	struct buf b = BUF_INIT;

	buf_puts(&b, member_string(t, "missing_text"));
	if (rules > 0)
		buf_printf(&b, ": %lld rule%s lack%s %s", rules,
		    rules == 1 ? "" : "s", rules == 1 ? "s" : "",
		    member_get(t, "missing")->child->next != NULL
		    ? "the first" : "it");
	put_remedy(one, "collect", buf_str(&b), NULL, 0);
	buf_free(&b);
}

/* There is none to adopt and nothing to collect. */
static void
put_write(const struct making *m, cJSON *one, const cJSON *t)
{
	long long analytics = m->kind == KIND_DETECTION
	    ? member_number(t, "analytics") : 0;
	struct buf b = BUF_INIT;

	buf_printf(&b, "a %s: ", m->kind == KIND_DETECTION ? "rule"
	    : perspective_noun(OF_ALL, m->kind, false));
	if (analytics > 0)
		buf_printf(&b, "MITRE describes %lld analytic%s", analytics,
		    analytics == 1 ? "" : "s");
	else
		buf_puts(&b, "nothing is known to start from");
	put_remedy(one, "write", buf_str(&b), NULL, 0);
	buf_free(&b);
}

static void
add_remedy(const struct making *m, cJSON *one, const cJSON *t,
    const cJSON *closers)
{
	const cJSON *adopt = member_get(t, "adopt");
	const cJSON *closer = closer_of(closers, one, m->kind);

	if (adopt != NULL && adopt->child != NULL)
		put_remedy(one, "adopt", member_text_or(adopt->child, "title",
		    ""), adopt->child, member_number(t, "adopt_count"));
	else if (member_string(t, "missing_text") != NULL)
		put_collect(one, t);
	else if (closer != NULL)
		put_remedy(one, "adopt", member_text_or(closer, "title", ""),
		    closer, member_number(closer, "count"));
	else
		put_write(m, one, t);
}

/* Adds the tests that there are, and leaves the first that have one. */
static void
add_test_remedies(cJSON *tests, const cJSON *closers)
{
	const cJSON *test;
	cJSON *one, *next;
	int n = 0;

	for (one = tests->child; one != NULL; one = next) {
		next = one->next;
		test = closer_of(closers, one, KIND_TEST);
		if (test == NULL || n++ >= TESTS_TOLD) {
			cJSON_Delete(cJSON_DetachItemViaPointer(tests, one));
			continue;
		}
		put_remedy(one, kind_name(KIND_TEST), member_text_or(test, "title", ""),
		    test, member_number(test, "count"));
		cJSON_DeleteItemFromObject(one, "pk");
	}
}

/* Is it answered by rules, none of which was ever seen to fire? */
static bool
is_unproven(const struct making *m, const cJSON *t)
{
	return m->kind == KIND_DETECTION &&
	    member_number(t, kind_name(m->kind)) > 0 &&
	    member_evidence(t) < E4;
}

struct nexts {
	cJSON *gaps, *tests, *pks;
	const cJSON **of_gaps; /* of each of gaps */
	long long ngaps, ntests, most; /* of gaps, so many are told */
};

static void
take_next(const struct making *m, struct nexts *n, const cJSON *domain)
{
	const cJSON *t;
	cJSON *one;

	cJSON_ArrayForEach(t, m->techniques) {
		if (!board_is_of(t, domain))
			continue;
		one = NULL;
		if (str_equal(member_string(t, "state"), "gap")) {
			if (n->ngaps++ >= n->most)
				continue;
			n->of_gaps[n->ngaps - 1] = t;
			one = new_entry(m, t);
			cJSON_AddItemToArray(n->gaps, one);
		} else if (is_unproven(m, t)) {
			if (n->ntests++ >= TESTS_ASKED)
				continue;
			one = new_entry(m, t);
			member_add_text(one, "evidence_name",
			    evidence_name(member_evidence(t)));
			cJSON_AddItemToArray(n->tests, one);
		}
		if (one != NULL)
			cJSON_AddItemToArray(n->pks, cJSON_CreateNumber(
			    (double)member_number(one, "pk")));
	}
}

int
board_add_next(const struct making *m, cJSON *domain)
{
	struct nexts n = { cJSON_CreateArray(), cJSON_CreateArray(),
		cJSON_CreateArray(), NULL, 0, 0, GAPS_TOLD };
	cJSON *closers = NULL, *one;
	size_t i;
	int rc;

	if (m->asked->targets != NULL)
		n.most = cJSON_GetArraySize(m->techniques);
	n.of_gaps = mem_array((size_t)n.most, sizeof(*n.of_gaps));
	take_next(m, &n, domain);
	rc = catalog_closers(m->c, m->asked->selection, kind_name(m->kind),
	    n.pks, 1, &closers);
	i = 0;
	cJSON_ArrayForEach(one, n.gaps) {
		add_remedy(m, one, n.of_gaps[i++], closers);
		cJSON_DeleteItemFromObject(one, "pk");
	}
	add_test_remedies(n.tests, closers);
	board_add_list(domain, "next", n.gaps);
	member_add_number_or_false(domain, "gaps_more", n.ngaps > n.most
	    ? n.ngaps - n.most : 0);
	board_add_list(domain, "unproven", n.tests);
	member_add_number(domain, "unproven_n", n.ntests);
	free(n.of_gaps);
	cJSON_Delete(n.pks);
	cJSON_Delete(closers);
	return rc;
}

/* "156 techniques more fully visible, 2 more partly, 685 public rules would run" */
static void
add_log_text(const struct making *m, cJSON *one, const cJSON *log)
{
	const cJSON *rules = member_get(log, "rules");
	struct buf b = BUF_INIT;

	percent_put_some(&b, member_number(log, "gain"), "technique more fully visible",
	    "techniques more fully visible");
	percent_put_some(&b, member_number(log, "partly"), "more partly",
	    "more partly");
	if (m->of != OF_AVAILABLE)
		percent_put_some(&b, member_number(rules, "yours"),
		    "rule of yours would run", "rules of yours would run");
	percent_put_some(&b, member_number(rules, "available"),
	    "public rule would run", "public rules would run");
	member_take_buf(one, "text", &b);
}

int
board_add_logs(const struct making *m, cJSON *board)
{
	static const char *const kept[] = { "name", "gain", "partly", "rules",
		NULL };
	cJSON *list = cJSON_CreateArray(), *next, *one;
	const cJSON *log;
	int rc = 0;

	if (m->told) {
		next = visibility_next(m->seen, m->c, LOGS_TOLD);
		cJSON_ArrayForEach(log, next) {
			one = member_pick(log, kept);
			add_log_text(m, one, log);
			cJSON_AddItemToArray(list, one);
		}
		rc = next == NULL ? -1 : 0;
		cJSON_Delete(next);
	}
	board_add_list(board, "logs", list);
	return rc;
}
