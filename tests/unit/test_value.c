/* Nodes and their memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "value/value.h"
#include "value/member.h"

static void
test_use_nests(void **state)
{
	struct arena a = { 0 }, b = { 0 };

	(void)state;
	assert_null(value_use(&a));
	assert_ptr_equal(value_use(&b), &a);
	assert_ptr_equal(value_use(NULL), &b);
	assert_null(value_use(NULL));
}

static void
test_memory_is_the_arenas(void **state)
{
	struct arena a = { 0 };
	struct arena *before = value_use(&a);
	size_t used;
	cJSON *node;
	char *text;

	(void)state;
	node = cJSON_Parse("{\"a\": [1, 2, \"three\"]}");
	assert_true(a.bytes > 0);
	used = a.bytes;
	text = cJSON_PrintUnformatted(node);
	assert_true(a.bytes > used);
	cJSON_free(text);
	cJSON_Delete(node);
	/* Nothing was given back: what is in the arena can still be read. */
	assert_string_equal(text, "{\"a\":[1,2,\"three\"]}");
	assert_true(cJSON_IsObject(node));
	value_use(before);
	arena_free(&a);
}

static void
test_heap_without_arena(void **state)
{
	cJSON *node;
	char *text;

	(void)state;
	node = cJSON_Parse("{\"a\": [1, 2, \"three\"]}");
	assert_int_equal(value_line(node), 0);
	value_mark(node)->end = UINT_MAX;
	text = cJSON_PrintUnformatted(node);
	assert_string_equal(text, "{\"a\":[1,2,\"three\"]}");
	free(text);
	cJSON_Delete(node);
}

static void
test_marks(void **state)
{
	struct arena a = { 0 };
	struct arena *before = value_use(&a);
	cJSON *list = cJSON_CreateArray(), *one = cJSON_CreateString("one");
	cJSON *two = cJSON_CreateNumber(2);

	(void)state;
	cJSON_AddItemToArray(list, one);
	cJSON_AddItemToArray(list, two);
	assert_int_equal(value_line(one), 0);
	assert_int_equal(value_mark(two)->start, 0);
	value_mark(one)->line = 7;
	value_mark(one)->end = 99;
	assert_int_equal(value_line(one), 7);
	assert_int_equal(value_line(two), 0);
	assert_int_equal(value_line(NULL), 0);
	assert_string_equal(cJSON_PrintUnformatted(list), "[\"one\",2]");
	value_use(before);
	arena_free(&a);
}

static void *
other_thread(void *arg)
{
	struct arena *mine = arg;

	value_use(mine);
	cJSON_CreateString("in the thread's own arena");
	return NULL;
}

static void
test_arena_is_of_the_thread(void **state)
{
	struct arena a = { 0 }, b = { 0 };
	struct arena *before = value_use(&a);
	pthread_t thread;

	(void)state;
	assert_int_equal(pthread_create(&thread, NULL, other_thread, &b), 0);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(a.bytes, 0);
	assert_true(b.bytes > 0);
	assert_ptr_equal(value_use(before), &a);
	arena_free(&b);
}

static void
test_get(void **state)
{
	struct arena a = { 0 };
	struct arena *before = value_use(&a);
	cJSON *node =
	    cJSON_Parse("{\"a\": 1, \"b\": 2, \"A\": 3, \"a\": 4, \"\": 5}");

	(void)state;
	assert_int_equal(member_get(node, "a")->valueint, 4);
	assert_int_equal(member_get(node, "A")->valueint, 3);
	assert_int_equal(member_get(node, "")->valueint, 5);
	assert_null(member_get(node, "c"));
	assert_null(member_get(NULL, "a"));
	assert_null(member_get(member_get(node, "a"), "a"));
	assert_null(member_get(cJSON_Parse("[1]"), ""));
	assert_string_equal(member_text(node, "b"), "2");
	assert_null(member_text(node, "c"));
	value_use(before);
	arena_free(&a);
}

static const struct {
	const char *json, *text; /* NULL: no text */
	bool empty;
} scalars[] = {
	{ "null", NULL, true },
	{ "\"\"", "", true },
	{ "[]", NULL, true },
	{ "{}", NULL, true },
	{ "[null]", NULL, false },
	{ "{\"a\": null}", NULL, false },
	{ "\" \"", " ", false },
	{ "\"x\"", "x", false },
	{ "0", "0", false },
	{ "-1.5", "-1.5", false },
	{ "12345678901", "12345678901", false },
	{ "true", "true", false },
	{ "false", "false", false },
};

static void
test_text_and_empty(void **state)
{
	struct arena a = { 0 };
	struct arena *before = value_use(&a);
	const char *text;
	cJSON *node;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(scalars) / sizeof(scalars[0]); i++) {
		node = cJSON_Parse(scalars[i].json);
		text = value_text(node);
		if (scalars[i].text == NULL)
			assert_null(text);
		else
			assert_string_equal(text, scalars[i].text);
		assert_int_equal(value_is_empty(node), scalars[i].empty);
	}
	assert_null(value_text(NULL));
	assert_true(value_is_empty(NULL));
	value_use(before);
	arena_free(&a);
}

static void
test_text_of_made_number(void **state)
{
	struct arena a = { 0 };
	cJSON *node = cJSON_CreateNumber(2.5);
	struct arena *before;

	(void)state;
	assert_null(value_text(node));
	before = value_use(&a);
	assert_string_equal(value_text(node), "2.5");
	node->valuedouble = -1.2345678901234567e-300;
	assert_true(strtod(value_text(node), NULL) == node->valuedouble);
	value_use(before);
	arena_free(&a);
	cJSON_Delete(node);
}

static void
test_row_is_an_object(void **state)
{
	struct arena a = { 0 }, *before = value_use(&a);
	cJSON *row = value_row(2), *one, *copy;
	char *text;

	(void)state;
	assert_null(row->child);
	one = value_row_add(row, "x");
	one->type = cJSON_Number;
	cJSON_SetNumberHelper(one, 7);
	value_row_add(row, "y")->type = cJSON_True;
	cJSON_AddStringToObject(row, "z", "more"); /* as to any object */
	text = cJSON_PrintUnformatted(row);
	assert_string_equal(text, "{\"x\":7,\"y\":true,\"z\":\"more\"}");
	assert_int_equal(value_line(one), 0);
	cJSON_DeleteItemFromObject(row, "y");
	value_use(NULL);
	copy = cJSON_Duplicate(row, 1);
	value_use(before);
	arena_free(&a);
	/* A copy has names of its own. */
	text = cJSON_PrintUnformatted(copy);
	assert_string_equal(text, "{\"x\":7,\"z\":\"more\"}");
	cJSON_free(text);
	value_delete(copy);
}

static void
test_fold(void **state)
{
	static const char text[] =
	    "{\"a\":[1,2.5,\"\\u0001\\\"\"],\"b\":{},\"c\":null,\"d\":false}";
	struct arena a = { 0 };
	struct buf b = BUF_INIT;
	cJSON *tree = cJSON_Parse(text), *list = cJSON_CreateArray();
	const cJSON *folded;
	size_t used;

	(void)state;
	cJSON_AddItemToArray(list, value_fold(tree));
	cJSON_Delete(tree);
	folded = list->child;
	assert_null(folded->child);
	value_use(&a);
	value_print(list, &b); /* is as the tree, and leaves nothing */
	used = a.bytes;
	assert_int_equal(b.s[1 + strlen(text)], ']');
	assert_memory_equal(b.s + 1, text, strlen(text));
	tree = value_unfold(folded);
	assert_int_equal(used, 0);
	assert_string_equal(cJSON_PrintUnformatted(tree), text);
	value_use(NULL);
	arena_free(&a);
	buf_free(&b);
	cJSON_Delete(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_use_nests),
		cmocka_unit_test(test_memory_is_the_arenas),
		cmocka_unit_test(test_heap_without_arena),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_arena_is_of_the_thread),
		cmocka_unit_test(test_get),
		cmocka_unit_test(test_text_and_empty),
		cmocka_unit_test(test_text_of_made_number),
		cmocka_unit_test(test_row_is_an_object),
		cmocka_unit_test(test_fold),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
