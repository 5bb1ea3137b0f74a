/* Catch-all rules, told from those that tell events apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "map/selective.h"
#include "value/yaml.h"

static struct arena mem;
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
	arena_free(&mem);
	return 0;
}

static cJSON *
parse(const char *text)
{
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *docs = NULL;

	if (yaml_parse(text, strlen(text), 0, &docs, &why) == -1)
		fail_msg("%s: %s", text, why.what);
	value_use(before);
	return docs->child;
}

static const struct {
	const char *rule;
	bool selective;
} rules[] = {
	/* maps: all fields must be wildcards */
	{ "detection: {a: {EventID: '*'}, condition: a}", false },
	{ "detection: {a: {EventID: '**'}, condition: a}", false },
	{ "detection: {a: {EventID: '*', Image: '*'}, condition: a}", false },
	{ "detection: {a: {EventID: '*', Image: x}, condition: a}", true },
	{ "detection: {a: {EventID: 1}, condition: a}", true },
	{ "detection: {a: {Image: '*x'}, condition: a}", true },
	{ "detection: {a: {Image: '?'}, condition: a}", true },
	{ "detection: {a: {Image: ' *'}, condition: a}", true },
	{ "detection: {a: {Image: ''}, condition: a}", true },
	{ "detection: {a: {Image: null}, condition: a}", true },
	{ "detection: {a: {Image: }, condition: a}", true },
	{ "detection: {a: {Image|exists: true}, condition: a}", true },
	{ "detection: {a: {Image|contains: '*'}, condition: a}", false },
	{ "detection: {a: {}, condition: a}", true },
	{ "detection: {a: {b: {c: '*'}}, condition: a}", true },
	/* lists of values: one wildcard is enough */
	{ "detection: {a: {EventID: ['*']}, condition: a}", false },
	{ "detection: {a: {EventID: [1, '*']}, condition: a}", false },
	{ "detection: {a: {EventID: [1, 2]}, condition: a}", true },
	{ "detection: {a: {EventID: []}, condition: a}", true },
	{ "detection: {a: {EventID: [null, '']}, condition: a}", true },
	/* ... unless all must hold */
	{ "detection: {a: {Image|contains|all: ['*', x]}, condition: a}", true },
	{ "detection: {a: {Image|contains|all: ['*', '**']}, condition: a}",
	    false },
	{ "detection: {a: {Image|all: []}, condition: a}", true },
	{ "detection: {a: {'|all': ['*', x]}, condition: a}", true },
	{ "detection: {a: {Image|all|re: ['*', x]}, condition: a}", true },
	{ "detection: {a: {Image|allx: ['*', x]}, condition: a}", false },
	{ "detection: {a: {all: ['*', x]}, condition: a}", false },
	/* lists of maps, and of keywords: likewise */
	{ "detection: {a: [{EventID: '*'}, {EventID: 1}], condition: a}",
	    false },
	{ "detection: {a: [{EventID: 2}, {EventID: 1}], condition: a}", true },
	{ "detection: {a: ['*', x], condition: a}", false },
	{ "detection: {a: [x, y], condition: a}", true },
	{ "detection: {a: [''], condition: a}", true },
	{ "detection: {a: [null], condition: a}", true },
	{ "detection: {a: [['*']], condition: a}", true },
	{ "detection: {a: [], condition: a}", true },
	/* a keyword */
	{ "detection: {a: '*', condition: a}", false },
	{ "detection: {a: x, condition: a}", true },
	{ "detection: {a: '', condition: a}", true },
	{ "detection: {a: null, condition: a}", true },
	/* every selection counts */
	{ "detection: {a: {b: '*'}, c: {d: '*'}, condition: a or c}", false },
	{ "detection: {a: {b: '*'}, c: {d: x}, condition: a and c}", true },
	{ "detection: {a: {b: '*'}}", false },
	{ "detection: {condition: a}", true },
	{ "detection: {}", true },
	{ "detection: x", true },
	{ "detection: [{a: '*'}]", true },
	{ "title: x", true },
	/* what else tells events apart */
	{ "detection: {a: {b: '*'}, condition: a, timeframe: 5m}", true },
	{ "detection: {a: {b: '*'}, condition: a, timeframe: }", false },
	{ "detection: {a: {b: '*'}, condition: 'a | count() > 5'}", true },
	{ "detection: {a: {b: '*'}, condition: 'a |count(b) by c > 5'}", true },
	{ "detection: {a: {b: '*'}, condition: [a, 'a | count() > 5']}", true },
	{ "detection: {a: {b: '*'}, condition: [a, b]}", false },
	{ "detection: {a: {b: '*'}, condition: a}\ncorrelation: {type: x}",
	    true },
	{ "detection: {a: {b: '*'}, condition: a}\ncorrelation: ", false },
	{ "detection: {timeframe: '*', condition: '*', a: {b: '*'}}", true },
};

static void
a_rule_of_wildcards_is_a_catch_all(void **state)
{
	const cJSON *doc;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		doc = parse(rules[i].rule);
		if (selective(&sigma, doc, doc) != rules[i].selective)
			fail_msg("%s", rules[i].rule);
	}
}

static void
without_the_key_nothing_is(void **state)
{
	const cJSON *doc = parse("detection: {a: {b: '*'}, condition: a}");
	struct source s = { 0 };

	(void)state;
	assert_true(selective(&s, doc, doc));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_of_wildcards_is_a_catch_all),
		cmocka_unit_test(without_the_key_nothing_is),
	};

	value_init();
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
