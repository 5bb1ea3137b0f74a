/* The ids in a value, by the definitions of the repository. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "taking.h"

static struct source sigma, csv_rules;

static int
begin(void **state)
{
	(void)state;
	if (source_read("data/sources/sigma.yaml", "sigma", &mem,
	    &sigma) == -1)
		return -1;
	return source_read("data/sources/csv-rules.yaml", "csv-rules", &mem,
	    &csv_rules);
}

static int
end(void **state)
{
	(void)state;
	source_free(&sigma);
	source_free(&csv_rules);
	arena_free(&mem);
	arena_free(&scratch);
	return 0;
}

/* The first control in the text. */
static const struct control *
take_first(const struct source *s, const char *path, const char *text)
{
	const struct control *k = take(s, path, text);

	assert_non_null(k);
	return k;
}

/* The ids of a control, joined; those that are malformed in parentheses. */
static void
assert_tags(const struct control *k, const char *want)
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < k->ntags; i++)
		buf_printf(&b, k->tags[i].formed ? "%s%s" : "%s(%s)",
		    i > 0 ? " " : "", k->tags[i].id);
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
}

/* Only the first was read. */
static void
a_value_names_several_ids(void **state)
{
	static const struct {
		const char *cell, *want;
		int unread;
	} cells[] = {
		{ "T1055", "T1055", 0 },
		{ "T1003.001, T1055", "T1003.001 T1055", 0 },
		{ "T1021.001;T1021/002|t1047", "T1021.001 T1021.002 T1047", 0 },
		{ "T1055\nT1047\tT1055", "T1055 T1047", 0 },
		{ "T1105 - Ingress Tool Transfer", "T1105", 0 },
		{ "Valid Accounts (T1078), T1110", "T1078 T1110", 0 },
		{ "T1496.A007 T1047", "(T1496.A007) T1047", 0 },
		{ "T1047 T-1059", "T1047", 0 },
		{ "none", "", 0 },
	};
	struct buf b = BUF_INIT;
	const struct control *k;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		buf_reset(&b);
		buf_printf(&b, "title,techniques\na,\"%s\"\n",
		    cells[i].cell);
		k = take_first(&csv_rules, "a.csv", buf_str(&b));
		assert_tags(k, cells[i].want);
		assert_int_equal(k->unread.n, cells[i].unread);
	}
	/* A pattern from the first character on has one at most. */
	k = take_first(&sigma, "rules/a.yml", "title: x\ndetection: {a: b}\n"
	    "tags: ['attack.t1059', 'attack.t1047, attack.t1003']\n");
	assert_tags(k, "T1059 (T1047, ATTACK.T1003)");
	buf_free(&b);
}

/* What is behind is told, and not dropped. */
static void
a_value_of_many_ids_has_a_limit(void **state)
{
	struct buf b = BUF_INIT;
	const struct control *k;
	int i;

	(void)state;
	buf_puts(&b, "title,techniques\na,");
	for (i = 0; i < 700; i++)
		buf_printf(&b, "T1%03d ", i);
	k = take_first(&csv_rules, "a.csv", buf_str(&b));
	assert_int_equal(k->ntags, 683);
	assert_int_equal(found.n, 1);
	assert_int_equal(found.v[0].line, 2);
	assert_string_equal(found.v[0].what, "too-many-ids");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(a_value_names_several_ids,
		    tear_down),
		cmocka_unit_test_teardown(a_value_of_many_ids_has_a_limit,
		    tear_down),
	};

	value_init();
	return cmocka_run_group_tests(tests, begin, end);
}
