/* The tests of a plan as scripts and adversaries: nobody's title is a command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "export/plan_list.h"
#include "value/json.h"

/* Two rules share a test; ids and paths that are none are left out. */
static const char plan_text[] =
    "{\"text\": \"2 rules\", \"targets\": [{\"label\": \"x: y\"}],"
    "\"rules_without_test\": [{\"tests\": ["
    "{\"id\": \"a-1\", \"runner\": \"atomic\", \"path\": \"a/T1/T1.yaml\","
    " \"title\": \"One\\n; two\", \"platforms\": [\"Linux\"]},"
    "{\"id\": \"c: 1\", \"runner\": \"caldera\", \"title\": \"C\"}]},"
    "{\"tests\": [{\"id\": \"A-1\", \"runner\": \"atomic\","
    " \"path\": \"a/T1/T1.yaml\"},"
    "{\"id\": \"a;b\", \"runner\": \"atomic\", \"path\": \"T1.yaml\"},"
    "{\"id\": \"a-2\", \"runner\": \"atomic\", \"path\": \"T1 x.yaml\"},"
    "{\"id\": \"a-3\", \"runner\": \"atomic\", \"path\": \"index.yaml\"},"
    "{\"id\": \"a-4\", \"runner\": \"atomic\"},"
    "{\"runner\": \"atomic\", \"path\": \"T1.yaml\"},"
    "{\"id\": \"s-1\", \"path\": \"T1.yaml\"}]}],"
    "\"tests_without_rule\": [{\"id\": \"a-9\", \"runner\": \"atomic\","
    " \"path\": \"T1.yaml\"}],"
    "\"outdated_proofs\": [{\"tests\": [{\"id\": \"a-5\","
    " \"runner\": \"atomic\", \"path\": \"T1.002.yml\", \"title\": \"Five\","
    " \"executor\": \"sh\", \"elevated\": true}]}]}";

static void
test_lists(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	struct buf out = BUF_INIT, again = BUF_INIT;
	cJSON *plan = NULL;

	(void)state;
	assert_int_equal(json_parse(plan_text, strlen(plan_text), &plan, &why),
	    0);
	assert_int_equal(plan_list_atomic(plan, &out), 2);
	assert_string_equal(buf_str(&out), "# 2 rules\n"
	    "Invoke-AtomicTest T1 -TestGuids a-1 # Linux: One ; two\n"
	    "Invoke-AtomicTest T1.002 -TestGuids a-5 # sh, elevated: Five\n");
	buf_reset(&out);
	assert_int_equal(plan_list_caldera(plan, &out), 1);
	assert_non_null(strstr(buf_str(&out),
	    "\nname: \"Sextant plan for x: y\"\n"));
	assert_non_null(strstr(buf_str(&out),
	    "\natomic_ordering:\n- \"c: 1\"\n"));
	assert_non_null(strstr(buf_str(&out), "1 ability for 1 rule to prove"));
	assert_int_equal(plan_list_caldera(plan, &again), 1);
	assert_string_equal(buf_str(&again), buf_str(&out));
	buf_free(&out);
	buf_free(&again);
	value_use(before);
	arena_free(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_lists) };

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
