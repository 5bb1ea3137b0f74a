/* What a table of logs may be, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "logs_of_text.h"

static void
refuses(const char *text, const char *why)
{
	struct capture said;
	char *captured;

	capture_begin(&said);
	assert_int_equal(read_table(text), -1);
	captured = capture_end(&said);
	assert_non_null(strstr(captured, why));
	free(captured);
	log_table_free(&table);
}

static void
a_wrong_table_is_told(void **state)
{
	struct capture said;
	char *captured;

	(void)state;
	refuses("logs: {a: {title: A, sigma: x}}\n",
	    ":1: sigma: no such key, and no vocabulary");
	refuses("vocabularies: {s: {title: S}}\n"
	    "logs:\n  a: {s: x}\n  b: {s: X}\n",
	    ":4: b: a name of it is of a, too");
	refuses("logs: {a: {any: [b]}}\n", "b: no such log, in any");
	refuses("vocabularies: {s: {title: S}}\nlogs: {'a/{event}': {s: x}}\n",
	    "x: lacks {event}, which its log is of");
	refuses("vocabularies: {title: {title: S}}\n", "title: a key of rows");
	assert_int_equal(read_table("logs: {a: {any: [b]}, b: {any: [a]}}\n"), 0);
	capture_begin(&said);
	assert_int_equal(logs_settle(logs), -1);
	captured = capture_end(&said);
	assert_non_null(strstr(captured, "holds itself, by way of any"));
	free(captured);
}

/* Appends "before N behind" for N from 0 up to n. */
static void
put_numbered(struct buf *out, int n, const char *before, const char *behind)
{
	int i;

	for (i = 0; i < n; i++)
		buf_printf(out, "%s%d%s", before, i, behind);
}

static void
what_would_be_too_much_is_refused(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	buf_puts(&text, "vocabularies:\n");
	put_numbered(&text, 41, "  v", ": {title: V}\n");
	refuses(buf_str(&text), ":42: more than 40 vocabularies");
	buf_reset(&text);
	buf_puts(&text, "logs:\n");
	put_numbered(&text, 20001, "  a", ": {}\n");
	refuses(buf_str(&text), ":20002: more than 20000 logs");
	buf_reset(&text);
	buf_puts(&text, "vocabularies: {s: {title: S}}\nlogs: {a: {s: [");
	put_numbered(&text, 501, "n", ", ");
	buf_puts(&text, "]}}\n");
	refuses(buf_str(&text), ":2: a: more than 500 names");
	buf_reset(&text);
	buf_puts(&text, "logs: {a: {title: ");
	put_numbered(&text, 120, "x", "");
	buf_puts(&text, "}}\n");
	refuses(buf_str(&text), ":1: expected at most 200 bytes");
	buf_free(&text);
}

static void
what_has_no_sense_is_refused(void **state)
{
	static const char head[] = "vocabularies: {s: {title: S}}\nlogs:\n";
	static const struct {
		const char *rows, *why;
	} wrong[] = {
		{ "  a: {}\n  A: {}\n", ":4: A: this id has a, too" },
		{ "  a: {}\n  a: {}\n", ":4: " },
		{ "  /a: {}\n", ":3: /a: expected an id of letters" },
		{ "  a/: {}\n", ":3: a/: expected an id" },
		{ "  a b: {}\n", ":3: a b: expected an id" },
		{ "  'a/{event}/b': {}\n", ":3: a/{event}/b: expected an id" },
		{ "  '{event}': {}\n", ":3: {event}: expected an id" },
		{ "  a: 1\n", ":3: a: expected keys and values" },
		{ "  a: {s: ''}\n", ":3: a: expected a name" },
		{ "  a: {s: {channel: c}}\n", ":3: a: expected a name" },
		{ "  a: {s: {name: n, chanel: c}}\n", ":3: " },
		{ "  a: {s: [[n]]}\n", ":3: a: expected a name" },
		{ "  'a/{event}': {s: '{event} {event}'}\n",
		    ":3: {event} {event}: {event} stands there twice" },
		{ "  a: {s: 'n {event}'}\n",
		    ":3: n {event}: has {event}, which its log is not of" },
		{ "  'a/{event}': {s: 'n {event}'}\n"
		    "  'b/{event}': {s: 'N {event}'}\n",
		    ":4: b/{event}: a name of it is of a/{event}, too" },
		{ "  a: {s: 'n*'}\n  b: {s: [m, 'N*']}\n",
		    ":4: b: a name of it is of a, too" },
		{ "  a: {any: [b]}\n", ":3: b: no such log, in any" },
		{ "  a: {any: {b: c}}\n", ":3: " },
		{ "  a: {whole: maybe}\n", ":3: " },
	};
	struct buf text = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		buf_reset(&text);
		buf_printf(&text, "%s%s", head, wrong[i].rows);
		refuses(buf_str(&text), wrong[i].why);
	}
	buf_free(&text);
}

static void
what_holds_itself_is_refused(void **state)
{
	static const char *const tables[] = {
		"logs: {a: {any: [a]}}\n",
		"logs: {a: {}, a/b: {any: [a]}}\n",
		"logs: {a: {any: [b]}, b: {any: [c]}, c: {any: [a]}, d: {}}\n",
		"logs: {a: {any: [b]}, b: {}, b/c: {any: [a]}}\n",
	};
	struct capture said;
	char *captured;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		assert_int_equal(read_table(tables[i]), 0);
		capture_begin(&said);
		assert_int_equal(logs_settle(logs), -1);
		captured = capture_end(&said);
		assert_non_null(strstr(captured, "holds itself"));
		free(captured);
		logs_free(logs);
		log_table_free(&table);
	}
	logs = NULL;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(a_wrong_table_is_told, end),
		cmocka_unit_test_teardown(what_would_be_too_much_is_refused, end),
		cmocka_unit_test_teardown(what_has_no_sense_is_refused, end),
		cmocka_unit_test_teardown(what_holds_itself_is_refused, end),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
