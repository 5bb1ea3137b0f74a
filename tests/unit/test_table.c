/* Tables: what is cut and left out on a short line, and forms for programs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "output/table.h"

static const struct table_column columns[] = {
	{ "id", TABLE_LEFT, 0, 0 },
	{ "name", TABLE_LEFT, 6, 0 },
	{ "rules", TABLE_RIGHT, 0, 0 },
	{ "tactics", TABLE_LEFT, 8, 2 },
	{ "tests", TABLE_RIGHT, 0, 1 },
};

static struct table *
sample(void)
{
	struct table *t = table_new(columns, 5);

	table_add(t, "T1");
	table_add_link(t, "A long name", "https://example.org/a(b)");
	table_add_number(t, 12);
	table_add(t, "persistence, execution");
	table_add_number(t, 3);
	table_add(t, "T1.001");
	table_add(t, "=cmd|\x1b[2J");
	table_add_number(t, 0);
	table_add(t, NULL);
	table_add(t, "");
	return t;
}

static const struct {
	int columns;
	const char *want;
} widths[] = {
	{ 0, "id      name          rules  tactics                 tests\n"
	     "T1      A long name      12  persistence, execution      3\n"
	     "T1.001  =cmd|\\x1b[2J      0\n" },
	{ 48, "id      name          rules  tactics       tests\n"
	      "T1      A long name      12  persistence…      3\n"
	      "T1.001  =cmd|\\x1b[2J      0\n" },
	{ 28, "id      name    rules  tests\n"
	      "T1      A lon…     12      3\n"
	      "T1.001  =cmd|…      0\n" },
	{ 21, "id      name    rules\n"
	      "T1      A lon…     12\n"
	      "T1.001  =cmd|…      0\n" },
	/* What must be there is, on the shortest line too. */
	{ 5, "id      name    rules\n"
	     "T1      A lon…     12\n"
	     "T1.001  =cmd|…      0\n" },
};

static void
shows_as_wide_as_there_is_room(void **state)
{
	struct table *t = sample();
	struct terminal to = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		buf_reset(&to.text);
		table_put(t, &to, widths[i].columns);
		assert_string_equal(buf_str(&to.text), widths[i].want);
	}
	buf_free(&to.text);
	table_free(t);
}

static void
counts_columns_of_wide_text(void **state)
{
	struct table *t = table_new(columns, 2);
	struct terminal to = { 0 };

	(void)state;
	table_add(t, "語");
	table_add(t, "語語語語語");
	table_add(t, "e\xcc\x81");
	table_add(t, "x");
	table_put(t, &to, 10);
	assert_string_equal(buf_str(&to.text),
	    "id  name\n語  語語…\ne\xcc\x81   x\n");
	buf_free(&to.text);
	table_free(t);
}

static const struct {
	const char *form, *want;
} forms[] = {
	{ "tsv", "id\tname\trules\ttactics\ttests\n"
		 "T1\tA long name\t12\tpersistence, execution\t3\n"
		 "T1.001\t'=cmd| [2J\t0\t\t\n" },
	{ "csv", "id,name,rules,tactics,tests\r\n"
		 "T1,A long name,12,\"persistence, execution\",3\r\n"
		 "T1.001,\"'=cmd| [2J\",0,,\r\n" },
	{ "markdown",
	    "| id | name | rules | tactics | tests |\n"
	    "| --- | --- | ---: | --- | ---: |\n"
	    "| T1 | [A long name](https://example.org/a%28b%29) | 12"
	    " | persistence, execution | 3 |\n"
	    "| T1.001 | \\=cmd\\| \\[2J | 0 |  |  |\n" },
};

static void
writes_whole_for_programs(void **state)
{
	struct table *t = sample();
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	assert_false(table_has_form("text"));
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		assert_true(table_has_form(forms[i].form));
		buf_reset(&out);
		table_write(t, forms[i].form, &out);
		assert_string_equal(buf_str(&out), forms[i].want);
	}
	buf_free(&out);
	table_free(t);
}

static void
shows_nothing_without_rows(void **state)
{
	struct table *t = table_new(columns, 5);
	struct terminal to = { 0 };

	(void)state;
	table_put(t, &to, 80);
	assert_string_equal(buf_str(&to.text), "");
	table_free(t);
	table_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_as_wide_as_there_is_room),
		cmocka_unit_test(counts_columns_of_wide_text),
		cmocka_unit_test(writes_whole_for_programs),
		cmocka_unit_test(shows_nothing_without_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
