/* Catch-all rules, told from those that tell events apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "condition/catch_all.h"
#include "value/yaml.h"

static struct arena mem, scratch;
static struct source sigma;

/* The definition that users have. */
static int
set_up(void **state)
{
	(void)state;
	return source_read("data/sources/sigma.yaml", "sigma", &mem, &sigma);
}

static int
tear_down(void **state)
{
	(void)state;
	source_free(&sigma);
	arena_free(&scratch);
	arena_free(&mem);
	return 0;
}

static cJSON *
parse(const char *text)
{
	struct arena *before = value_use(&scratch);
	struct value_error why = { 0 };
	cJSON *docs = NULL;

	if (yaml_parse(text, strlen(text), 0, &docs, &why) == -1)
		fail_msg("%s: %s", text, why.what);
	value_use(before);
	return docs->child;
}

/* Of these the condition is true of every event. */
static const char *const everything[] = {
	/* a value that is whatever there is */
	"detection: {a: {EventID: '*'}, condition: a}",
	"detection: {a: {EventID: '**'}, condition: a}",
	"detection: {a: {EventID: '*', Image: '*'}, condition: a}",
	"detection: {a: {Image|contains: '*'}, condition: a}",
	"detection: {a: {Image|contains: ''}, condition: a}",
	"detection: {a: {Image|startswith: ''}, condition: a}",
	"detection: {a: {Image|endswith|cased: '**'}, condition: a}",
	"detection: {a: {Image|contains|windash: '*'}, condition: a}",
	"detection: {a: {Image|base64offset|contains: ''}, condition: a}",
	"detection: {a: {Image|re: '.*'}, condition: a}",
	"detection: {a: {Image|re|i: '^.*$'}, condition: a}",
	"detection: {a: {Address|cidr: 0.0.0.0/0}, condition: a}",
	"detection: {a: {Address|cidr: ['10.0.0.0/8', '::/0']}, condition: a}",
	"detection: {a: {Port|gte: 0}, condition: a}",
	"detection: {a: {Port|gt: -1}, condition: a}",
	"detection: {a: {Time|hour|gte: 0}, condition: a}",
	"detection: {a: {Image|exists: true}, condition: a}",
	"detection: {a: {Image|exists: Yes}, condition: a}",
	"detection: {a: {Image|fieldref: Image}, condition: a}",
	"detection: {a: {Image|expand: '*'}, condition: a}",
	"detection: {a: {}, condition: a}",
	"detection: {a: '*', condition: a}",
	"detection: {a: {'|all': ['*', '*']}, condition: a}",
	/* lists: one such member is enough, or under `all` every one */
	"detection: {a: {EventID: ['*']}, condition: a}",
	"detection: {a: {EventID: [1, '*']}, condition: a}",
	"detection: {a: {Image|contains|all: ['*', '**']}, condition: a}",
	"detection: {a: {Image|contains|all: ['', '*']}, condition: a}",
	"detection: {a: {all: ['*', x]}, condition: a}",
	"detection: {a: [{EventID: '*'}, {EventID: 1}], condition: a}",
	"detection: {a: [{EventID: 1}, {}], condition: a}",
	"detection: {a: ['*', x], condition: a}",
	"detection: {a: [['*']], condition: a}",
	/* what a condition makes of them */
	"detection: {a: {b: '*'}, c: {d: x}, condition: a}",
	"detection: {a: {b: '*'}, c: {d: x}, condition: a or c}",
	"detection: {a: {b: '*'}, c: {d: x}, condition: 1 of them}",
	"detection: {a: {b: '*'}, c: {d: x}, condition: any of them}",
	"detection: {a: {b: '*'}, c: {d: '*'}, condition: all of them}",
	"detection: {a: {b: '*'}, _c: {d: x}, condition: all of them}",
	"detection: {_a: {b: '*'}, condition: 1 of _*}",
	"detection: {s1: {b: '*'}, s2: {d: x}, condition: 1 of s*}",
	"detection: {s1: {b: '*'}, f: {d: x}, condition: all of s*}",
	"detection: {s1: {b: '*'}, s2: {d: '*'}, s3: {e: x},"
	" condition: 2 of s*}",
	"detection: {a: {b: x}, condition: a or not a}",
	"detection: {a: {b: x}, condition: NOT a OR (a)}",
	"detection: {a: {b: x}, c: {d: y}, condition: not (a and not a and c)}",
	"detection: {a: {b: x}, c: {d: y},"
	" condition: (a and c) or (a and not c) or not a}",
	"detection: {a: {b: x}, c: {d: y}, condition: 1 of them or not a and"
	" not c}",
	"detection: {a: {b: '*'}, condition: a, timeframe: }",
	"detection: {a: {b: '*'}, c: {d: x}, condition: [c, a]}",
	"detection: {a: {b: '*'}, condition: ['a | count() > 5', a]}",
	"detection: {a: {b: '*'}, condition: a}\ncorrelation: ",
	/* one clause, however it is written */
	"detection: {a: {b: x}, c: {b: X}, condition: a or not c}",
	"detection: {a: {b: [x]}, c: [{b: x}], condition: a or not c}",
	"detection: {a: {b: [x, y]}, c: {b: x}, condition: a or not c}",
	"detection: {a: {b: ['1', y]}, c: {b: [y, 1]}, condition: a or not c}",
	"detection: {a: {b: x, c: y}, d: {c: y, b: x},"
	" condition: a or not d}",
	"detection: {a: {b|contains: x}, c: {b: '**x*'}, condition: a or not c}",
	"detection: {a: {b|startswith: x}, c: {b: x*}, condition: a or not c}",
	"detection: {a: {b|endswith: x}, c: {b|endswith: '*x'},"
	" condition: a or not c}",
	"detection: {a: {b|contains|all: [x, y]}, c: {b|contains: y},"
	" condition: c or not a}",
	"detection: {a: {b: x}, c: {b|neq: x}, condition: a or c}",
	"detection: {a: {b: null}, c: {b: [null]}, condition: a or not c}",
	/* a rule without a condition: all of it must hold */
	"detection: {a: {b: '*'}}",
};

/* Of these it is not, or nobody can tell. */
static const char *const something[] = {
	"detection: {a: {EventID: '*', Image: x}, condition: a}",
	"detection: {a: {EventID: 1}, condition: a}",
	"detection: {a: {Image: '*x'}, condition: a}",
	"detection: {a: {Image: '?'}, condition: a}",
	"detection: {a: {Image: '?*'}, condition: a}",
	"detection: {a: {Image: '\\*'}, condition: a}",
	"detection: {a: {Image|contains: '\\*'}, condition: a}",
	"detection: {a: {Image: ' *'}, condition: a}",
	"detection: {a: {Image: ''}, condition: a}",
	"detection: {a: {Image: null}, condition: a}",
	"detection: {a: {Image: }, condition: a}",
	"detection: {a: {Image|exists: false}, condition: a}",
	"detection: {a: {Image|exists: no}, condition: a}",
	"detection: {a: {Image|re: '.+'}, condition: a}",
	"detection: {a: {Image|re: '*'}, condition: a}",
	"detection: {a: {Image|cidr: 10.0.0.0/10}, condition: a}",
	"detection: {a: {Image|cidr: '*'}, condition: a}",
	"detection: {a: {Port|gte: 1}, condition: a}",
	"detection: {a: {Port|gt: 0}, condition: a}",
	"detection: {a: {Port|gte: ''}, condition: a}",
	"detection: {a: {Port|lte: 0}, condition: a}",
	"detection: {a: {Port|lt: '*'}, condition: a}",
	"detection: {a: {Image|neq: '*'}, condition: a}",
	"detection: {a: {Image|neq: x}, condition: a}",
	"detection: {a: {Image|fieldref: '*'}, condition: a}",
	"detection: {a: {Image|fieldref|contains: ''}, condition: a}",
	"detection: {a: {Image|base64|contains: '*'}, condition: a}",
	"detection: {a: {Image|nobodyknows: '*'}, condition: a}",
	"detection: {a: {b: {c: '*'}}, condition: a}",
	"detection: {a: {EventID: [1, 2]}, condition: a}",
	"detection: {a: {EventID: []}, condition: a}",
	"detection: {a: {EventID: [null, '']}, condition: a}",
	"detection: {a: {Image|contains|all: ['*', x]}, condition: a}",
	"detection: {a: {Image|all: []}, condition: a}",
	"detection: {a: {'|all': ['*', x]}, condition: a}",
	"detection: {a: {Image|all|re: ['*', x]}, condition: a}",
	"detection: {a: {Image|allx: ['*', x]}, condition: a}",
	"detection: {a: [{EventID: 2}, {EventID: 1}], condition: a}",
	"detection: {a: [x, y], condition: a}",
	"detection: {a: [''], condition: a}",
	"detection: {a: [null], condition: a}",
	"detection: {a: [], condition: a}",
	"detection: {a: x, condition: a}",
	"detection: {a: '', condition: a}",
	"detection: {a: null, condition: a}",
	"detection: {a: {b: '*'}, c: {d: x}, condition: a and c}",
	"detection: {a: {b: '*'}, c: {d: x}, condition: all of them}",
	"detection: {a: {b: '*'}, c: {d: x}, condition: 2 of them}",
	"detection: {a: {b: '*'}, condition: 2 of them}",
	"detection: {a: {b: '*'}, condition: not a}",
	"detection: {_a: {b: '*'}, c: {d: x}, condition: 1 of them}",
	"detection: {_a: {b: '*'}, c: {d: x}, condition: '1 of *'}",
	"detection: {a: {b: x}, c: {b: y}, condition: a or not c}",
	"detection: {a: {b: x}, c: {d: x}, condition: a or not c}",
	"detection: {a: {b|cased: x}, c: {b|cased: X}, condition: a or not c}",
	"detection: {a: {b|re: x}, c: {b: x}, condition: a or not c}",
	"detection: {a: {b: ''}, c: {b: null}, condition: a or not c}",
	"detection: {a: {b: '*'}, condition: a, timeframe: 5m}",
	"detection: {a: {b: '*'}, condition: 'a | count() > 5'}",
	"detection: {a: {b: '*'}, condition: 'a |count(b) by c > 5'}",
	("detection: {a: {b: '*'}, c: {d: x}, condition: ['a | count() > 5',"
	" c]}"),
	"detection: {a: {b: '*'}, condition: a}\ncorrelation: {type: x}",
	"detection: {a: {b: '*'}, c: {d: x}}",
	"action: global\ndetection: {condition: a}",
	"detection: {timeframe: 5m}",
	"detection: {}",
	"detection: x",
	"detection: [{a: '*'}]",
	"title: x",
};

/* What stands in the condition could not be judged, and why. */
static const struct {
	const char *condition, *why;
} doubtful[] = {
	{ "b", "`b` is no selection" },
	{ "A", "`A` is no selection" },
	{ "a and b*", "`b*` is no selection" },
	{ "1 of b*", "`b*` matches no selection" },
	{ "1 of", "`of` what?" },
	{ "a a", "`a` lacks `and` or `or` before it" },
	{ "a (a)", "`(` lacks `and` or `or` before it" },
	{ "(a", "a parenthesis is missing" },
	{ "a)", "`)` lacks `and` or `or` before it" },
	{ "a or", "a name is missing" },
	{ "not", "a name is missing" },
	{ "()", "a name is missing" },
	{ "| count() > 1", "a name is missing" },
	{ "1 of them", NULL },
	{ " a\n\tor not\n( a ) ", NULL },
	{ "a | anything (goes", NULL },
};

static bool
is_catch_all(const char *rule, struct catch_all_doubt *doubt)
{
	const cJSON *doc = parse(rule);

	return catch_all(&sigma, doc, doc, doubt);
}

static void
a_rule_for_everything_is_a_catch_all(void **state)
{
	struct catch_all_doubt doubt;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(everything) / sizeof(everything[0]); i++)
		if (!is_catch_all(everything[i], &doubt))
			fail_msg("%s: %s", everything[i], doubt.why);
	for (i = 0; i < sizeof(something) / sizeof(something[0]); i++)
		if (is_catch_all(something[i], &doubt) || doubt.what != NULL)
			fail_msg("%s: %s", something[i], doubt.why);
}

static void
what_cannot_be_judged_is_told(void **state)
{
	struct catch_all_doubt doubt;
	char rule[256];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(doubtful) / sizeof(doubtful[0]); i++) {
		snprintf(rule, sizeof(rule), "detection:\n  a: {b: '*'}\n"
		    "  condition: \"%s\"\n", doubtful[i].condition);
		if (is_catch_all(rule, &doubt) !=
		    (doubtful[i].why == NULL &&
		    strchr(doubtful[i].condition, '|') == NULL))
			fail_msg("%s", doubtful[i].condition);
		if (doubtful[i].why == NULL) {
			assert_null(doubt.what);
			continue;
		}
		assert_string_equal(doubt.what, "broken-condition");
		assert_string_equal(doubt.why, doubtful[i].why);
		assert_int_equal(doubt.line, 3);
	}
	assert_false(is_catch_all("detection: {a: x, condition: {b: c}}",
	    &doubt));
	assert_string_equal(doubt.why, "it is no text");
}

static void
a_condition_of_no_selections_is_told(void **state)
{
	static const char *const rules[] = {
		"detection: {condition: sel}",
		"detection: {condition: sel and not filter}",
		"detection: {condition: not sel}",
		"detection: {condition: 1 of them}",
		"detection: {condition: [sel]}",
		"detection: {timeframe: 5m, condition: sel}",
		"detection: {a: {b: x}, timeframe: 5m, condition: sel}",
	};
	struct catch_all_doubt doubt;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		assert_false(is_catch_all(rules[i], &doubt));
		if (!str_equal(doubt.what, "broken-condition"))
			fail_msg("%s: %s", rules[i], doubt.why);
	}
}

/* A chain of n selections, each with its own and its neighbour's values. */
static void
put_chain(struct buf *b, int n, const char *condition)
{
	int i;

	buf_puts(b, "detection:\n");
	for (i = 0; i < n; i++)
		buf_printf(b, "  s%d: {F: [v%d, w%d], G|contains|all: [v%d,"
		    " w%d]}\n", i, i, i, i, i + 1);
	buf_printf(b, "  condition: %s\n", condition);
}

static void
size_does_not_matter(void **state)
{
	static const struct {
		const char *condition;
		bool is;
	} chains[] = {
		{ "1 of s* or not all of s*", true },
		{ "1 of s*", false },
		{ "not 1 of s* or 1 of s*", true },
		{ "200 of s* or not 100 of s*", false },
		{ "100 of s* or not 200 of s*", true },
		{ "(s1 and s2) or not (s2 and s1)", true },
	};
	struct catch_all_doubt doubt;
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(chains) / sizeof(chains[0]); i++) {
		buf_reset(&b);
		put_chain(&b, 300, chains[i].condition);
		assert_int_equal(is_catch_all(buf_str(&b), &doubt),
		    chains[i].is);
		assert_null(doubt.what);
	}
	buf_free(&b);
}

static void
what_is_too_large_is_told(void **state)
{
	struct catch_all_doubt doubt;
	struct buf b = BUF_INIT;
	int i;

	(void)state;
	buf_puts(&b, "detection:\n  a:\n    F:\n");
	for (i = 0; i < 10001; i++)
		buf_printf(&b, "    - v%d\n", i);
	buf_puts(&b, "  condition: a or not a\n");
	assert_false(is_catch_all(buf_str(&b), &doubt));
	assert_string_equal(doubt.what, "large-condition");
	buf_free(&b);
}

/*
 * Conditions made by chance, judged by a truth table. Selections are a to f,
 * one of them true of everything; node: 'n', 'a', 'o', or a selection.
 */
enum { SELECTIONS = 6, NODES = 64 };

struct chance {
	unsigned seed;
	struct buf text;
	struct {
		char what; /* "&|!", 'a' to 'f', or a digit: as many of them */
		int left, right;
	} v[NODES];
	int n;
};

static unsigned
draw(struct chance *c, unsigned below)
{
	c->seed = c->seed * 1103515245u + 12345u;
	return (c->seed >> 16) % below;
}

/* Adds some condition to the text, and to the nodes: its place. */
static int
make(struct chance *c, int depth)
{
	int at = c->n++;

	c->v[at].what = (char)('a' + draw(c, SELECTIONS));
	if (depth > 0 && draw(c, 4) > 0)
		c->v[at].what = "&|!"[draw(c, 3)];
	else if (draw(c, 8) == 0)
		c->v[at].what = (char)('1' + draw(c, SELECTIONS));
	if (c->v[at].what == '!') {
		buf_puts(&c->text, "not (");
		c->v[at].left = make(c, depth - 1);
		buf_puts(&c->text, ")");
	} else if (c->v[at].what == '&' || c->v[at].what == '|') {
		buf_puts(&c->text, "(");
		c->v[at].left = make(c, depth - 1);
		buf_puts(&c->text, c->v[at].what == '&' ? ") and (" : ") or (");
		c->v[at].right = make(c, depth - 1);
		buf_puts(&c->text, ")");
	} else {
		buf_printf(&c->text, c->v[at].what <= '9' ? "%c of them" : "%c",
		    c->v[at].what);
	}
	return at;
}

static bool
holds(const struct chance *c, int at, unsigned table)
{
	char what = c->v[at].what;

	if (what == '!')
		return !holds(c, c->v[at].left, table);
	if (what == '&')
		return holds(c, c->v[at].left, table) &&
		    holds(c, c->v[at].right, table);
	if (what == '|')
		return holds(c, c->v[at].left, table) ||
		    holds(c, c->v[at].right, table);
	if (what <= '9')
		return __builtin_popcount(table) >= what - '0';
	return (table >> (what - 'a') & 1) != 0;
}

static bool
always_holds(const struct chance *c)
{
	unsigned table;

	/* The first selection is true of everything. */
	for (table = 1; table < 1 << SELECTIONS; table += 2)
		if (!holds(c, 0, table))
			return false;
	return true;
}

static void
truth_tables_agree(void **state)
{
	struct chance c = { .seed = 1, .text = BUF_INIT };
	struct catch_all_doubt doubt;
	struct buf rule = BUF_INIT;
	int i, yes = 0;

	(void)state;
	for (i = 0; i < 5000; i++) {
		buf_reset(&c.text);
		buf_reset(&rule);
		c.n = 0;
		make(&c, 4);
		buf_printf(&rule, "detection: {a: {F: '*'}, b: {F: 1},"
		    " c: {F: 2}, d: {G|contains: x}, e: [k, l],"
		    " f: {F: [3, 4]}, condition: '%s'}", buf_str(&c.text));
		if (is_catch_all(buf_str(&rule), &doubt) != always_holds(&c) ||
		    doubt.what != NULL)
			fail_msg("%s: %s", buf_str(&rule), doubt.why);
		yes += always_holds(&c);
		arena_reset(&scratch);
	}
	assert_in_range(yes, 500, 4500); /* both answers were asked for */
	buf_free(&c.text);
	buf_free(&rule);
}

static void
without_the_key_nothing_is(void **state)
{
	const cJSON *doc = parse("detection: {a: {b: '*'}, condition: a}");
	struct catch_all_doubt doubt;
	struct source s = { 0 };

	(void)state;
	assert_false(catch_all(&s, doc, doc, &doubt));
	assert_null(doubt.what);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_for_everything_is_a_catch_all),
		cmocka_unit_test(what_cannot_be_judged_is_told),
		cmocka_unit_test(a_condition_of_no_selections_is_told),
		cmocka_unit_test(size_does_not_matter),
		cmocka_unit_test(what_is_too_large_is_told),
		cmocka_unit_test(truth_tables_agree),
		cmocka_unit_test(without_the_key_nothing_is),
	};

	value_init();
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
