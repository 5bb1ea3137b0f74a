/* Which rules are meant where one calls another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "controls/called.h"

enum { RULES_MAX = 8, CALLS_MAX = 3 };

/* A rule as it is written: "id name path", "-" for none, "!" before the path of
 * one that is not active; and what it calls. */
struct written {
	const char *what, *calls[CALLS_MAX];
};

struct written_rules {
	struct caller v[RULES_MAX];
	struct rule_name names[RULES_MAX][CALLS_MAX];
	struct arena mem;
	size_t n;
};

static const char *
word(struct arena *mem, const char *from, size_t n)
{
	return n == 1 && *from == '-' ? NULL : arena_strndup(mem, from, n);
}

static void
read_rules(const struct written *from, struct written_rules *to)
{
	const char *s, *name, *path;
	size_t k;

	for (to->n = 0; to->n < RULES_MAX && from[to->n].what != NULL;
	    to->n++) {
		s = from[to->n].what;
		name = strchr(s, ' ') + 1;
		path = strchr(name, ' ') + 1;
		for (k = 0; k < CALLS_MAX && from[to->n].calls[k] != NULL; k++)
			to->names[to->n][k].text = from[to->n].calls[k];
		to->v[to->n] = (struct caller){
			.id = word(&to->mem, s, (size_t)(name - s) - 1),
			.name = word(&to->mem, name, (size_t)(path - name) - 1),
			.path = path + (*path == '!'), .line = (int)to->n + 1,
			.calls = to->names[to->n], .ncalls = k,
			.active = *path != '!' };
	}
}

/* "0>1 0>2! 3?": ! shares the name, ? is not there, @ goes in a circle. */
static void
tell(const struct calls *calls, struct buf *b)
{
	static const char marks[] = { '\0', '?', '!', '@' };
	const struct call *c;

	for (c = calls->v; c != LIST_END(calls->v, calls->n); c++) {
		buf_printf(b, "%s%zu", b->len > 0 ? " " : "", c->from);
		if (c->how != CALLED_NONE)
			buf_printf(b, ">%zu", c->to);
		if (marks[c->how] != '\0')
			buf_putc(b, marks[c->how]);
	}
}

static const struct {
	struct written rules[RULES_MAX + 1];
	const char *want;
} cases[] = {
	{ { { "a - x", { NULL } } }, "" },
	/* By id, in any case; by name, as it is written. */
	{ { { "ab - x", { NULL } }, { "- n y", { NULL } },
	    { "- - z", { "AB", "n", "N" } } }, "2>0 2>1 2?" },
	/* An id goes before a name. */
	{ { { "- n x", { NULL } }, { "n - y", { NULL } },
	    { "- - z", { "n" } } }, "2>1" },
	/* A name is that of a rule in the same file, if one has it there. */
	{ { { "- n x", { NULL } }, { "- n y", { NULL } },
	    { "- - y", { "n" } }, { "- - z", { "n" } } }, "2>1 3>0! 3>1!" },
	/* Active rules go first. */
	{ { { "- n !x", { NULL } }, { "- n y", { NULL } },
	    { "- - z", { "n" } } }, "2>1" },
	{ { { "i n !x", { NULL } }, { "- - z", { "n" } } }, "1>0" },
	/* Rules of one id are all meant. */
	{ { { "i - x", { NULL } }, { "I - y", { NULL } },
	    { "- - z", { "i" } } }, "2>0 2>1" },
	/* Circles: of one, of two and what calls them, of three. */
	{ { { "- a x", { "a" } } }, "0>0@" },
	{ { { "- a x", { "b" } }, { "- b x", { "a", "c" } },
	    { "- c x", { NULL } }, { "- d x", { "a" } } },
	    "0>1@ 1>0@ 1>2 3>0" },
	{ { { "- a x", { "b" } }, { "- b x", { "c" } },
	    { "- c x", { "a" } }, { "- d x", { "e" } },
	    { "- e x", { "c" } } }, "0>1@ 1>2@ 2>0@ 3>4 4>2" },
	/* Two ways to one rule are no circle. */
	{ { { "- a x", { "b", "c" } }, { "- b x", { "d" } },
	    { "- c x", { "d" } }, { "- d x", { NULL } } },
	    "0>1 0>2 1>3 2>3" },
};

static void
calls_are_found(void **state)
{
	struct written_rules rules;
	struct calls calls;
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		rules = (struct written_rules){ 0 };
		calls = (struct calls){ 0 };
		read_rules(cases[i].rules, &rules);
		calls_find(rules.v, rules.n, &calls);
		buf_reset(&b);
		tell(&calls, &b);
		assert_string_equal(buf_str(&b), cases[i].want);
		calls_free(&calls);
		arena_free(&rules.mem);
	}
	buf_free(&b);
}

/* Whatever their order in the file, what is called comes first; and nobody runs
 * out of stack. */
static void
a_long_chain_is_ordered(void **state)
{
	enum { LENGTH = 100000 };
	struct caller *rules = mem_array(LENGTH, sizeof(*rules));
	struct rule_name *names = mem_array(LENGTH, sizeof(*names));
	struct calls calls = { 0 };
	struct arena mem = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH; i++) {
		rules[i].id = arena_printf(&mem, "r%zu", i);
		rules[i].path = "x";
		names[i].text = arena_printf(&mem, "r%zu", i + 1);
		rules[i].calls = &names[i];
		rules[i].ncalls = 1;
	}
	calls_find(rules, LENGTH, &calls);
	assert_int_equal(calls.n, LENGTH);
	assert_int_equal(calls.v[LENGTH - 1].how, CALLED_NONE);
	for (i = 0; i < LENGTH; i++)
		assert_int_equal(calls.order[i], LENGTH - 1 - i);
	calls_free(&calls);
	names[LENGTH - 1].text = "r0";
	calls_find(rules, LENGTH, &calls);
	for (i = 0; i < LENGTH; i++)
		assert_int_equal(calls.v[i].how, CALLED_CIRCLE);
	calls_free(&calls);
	arena_free(&mem);
	free(names);
	free(rules);
}

static const struct {
	const char *call, *what, *why;
	size_t n;
} reasons[] = {
	{ "one", NULL, NULL, 1 },
	{ "none", "unknown-rule",
	    "no rule of this source has that id or name", 1 },
	{ "two", "ambiguous-rule",
	    "the name of 2 rules (b:2, c:3): all are used", 2 },
	{ "three", "ambiguous-rule",
	    "the name of 3 rules (d:4, e:5, ...): all are used", 3 },
	{ "self", "circular-rule",
	    "made of this rule itself, so it is not used", 1 },
};

static void
what_is_wrong_is_told(void **state)
{
	static const struct written from[] = { { "- one a", { NULL } },
		{ "- two b", { NULL } }, { "- two c", { NULL } },
		{ "- three d", { NULL } }, { "- three e", { NULL } },
		{ "- three f", { NULL } }, { "- self g", { NULL } },
		{ NULL, { NULL } } };
	struct written_rules rules = { 0 };
	struct calls calls;
	const char *what, *why;
	size_t i, n;

	(void)state;
	read_rules(from, &rules);
	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		calls = (struct calls){ 0 };
		rules.names[6][0].text = reasons[i].call;
		rules.v[6].ncalls = 1;
		calls_find(rules.v, rules.n, &calls);
		why = calls_why(&calls, 0, rules.v, &rules.mem, &what, &n);
		assert_int_equal(n, reasons[i].n);
		assert_int_equal(n, calls.n);
		if (reasons[i].why == NULL) {
			assert_null(why);
		} else {
			assert_string_equal(why, reasons[i].why);
			assert_string_equal(what, reasons[i].what);
		}
		calls_free(&calls);
	}
	arena_free(&rules.mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(calls_are_found),
		cmocka_unit_test(a_long_chain_is_ordered),
		cmocka_unit_test(what_is_wrong_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
