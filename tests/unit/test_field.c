/* Field paths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "value/field.h"
#include "value/member.h"

static const char doc_json[] =
    "{\"title\": \"t\", \"none\": null, \"tags\": {\"ids\": [\"T1\", \"T2\"],"
    " \"one\": \"T3\"}, \"threat\": [{\"technique\": [{\"id\": 1},"
    " {\"id\": 2}]},"
    " {\"other\": 0}, {\"technique\": [{\"id\": 3}]}], \"a.b\": {\"c/d\": 5},"
    " \"deep\": [[1, [2]], [3]], \"map\": {\"x\": {\"v\": 8},"
    " \"y\": {\"v\": 9}},"
    " \"\": 6, \"twice\": 1, \"twice\": 2, \"nulls\": [null, 7],"
    " \"node\": {\"title\": \"inner\", \"list\": [4, 5]}}";

/* What is found from the member "node", or from the whole, as JSON. */
static const struct {
	const char *path;
	bool in_node;
	const char *want;
} finds[] = {
	{ "title", false, "\"t\" " },
	{ "title", true, "\"inner\" " },
	{ "/title", true, "\"t\" " },
	{ "Title", false, "" },
	{ "none", false, "null " },
	{ "none[]", false, "" },
	{ "absent", false, "" },
	{ "absent[].x", false, "" },
	{ "title.x", false, "" },
	{ "title[]", false, "\"t\" " },
	{ "title[][]", false, "\"t\" " },
	{ "title[].x", false, "" },
	{ "tags.ids", false, "[\"T1\",\"T2\"] " },
	{ "tags.ids[]", false, "\"T1\" \"T2\" " },
	{ "tags.ids.x", false, "" },
	{ "tags.one[]", false, "\"T3\" " },
	{ "tags[]", false, "[\"T1\",\"T2\"] \"T3\" " },
	{ "tags[][]", false, "\"T1\" \"T2\" \"T3\" " },
	{ "threat[].technique[].id", false, "1 2 3 " },
	{ "threat.technique", false, "" },
	{ "deep[]", false, "[1,[2]] [3] " },
	{ "deep[][]", false, "1 [2] 3 " },
	{ "deep[][][]", false, "1 2 3 " },
	{ "map[].v", false, "8 9 " },
	{ "nulls[]", false, "null 7 " },
	{ "nulls[][]", false, "7 " },
	{ "\"a.b\".\"c/d\"", false, "5 " },
	{ "\"a.b\"[]", false, "5 " },
	{ "\"\"", false, "6 " },
	{ "twice", false, "2 " },
	{ ".", true, "{\"title\":\"inner\",\"list\":[4,5]} " },
	{ "[]", true, "\"inner\" [4,5] " },
	{ "[].x", true, "" },
	{ "/node[]", true, "\"inner\" [4,5] " },
	{ "/node.list[]", true, "4 5 " },
	{ "threat[].technique[].id.^.^.~", false,
	    "\"technique\" \"technique\" \"technique\" " },
	{ "map[].~", false, "\"x\" \"y\" " },
	{ "map[].v.^.~", false, "\"x\" \"y\" " },
	{ "tags.ids[].~", false, "" },
	{ "~", false, "" },
	{ "~", true, "\"node\" " },
	{ "^.title", true, "\"t\" " },
	{ "list[].^.^.title", true, "\"inner\" \"inner\" " },
	{ "/^", true, "" },
	{ "^.^", true, "" },
	{ "\"^\"", false, "" },
	{ "\"~\".x", false, "" },
};

static const char *const bad[] = {
	"", "..", "a.", ".a", "a..b", "//", "/.", "/a/b", "a/b", "a[", "a[0]",
	"a]", "a[]b", "a[].", "a.[]", "\"", "\"a", "a\"b\"", "\"a\"b", "[]a",
	"a[]]", "[", "]", "a.~.b", "~[]", "[].~.^",
};

static char *
print_all(const struct nodes *found)
{
	struct buf text = BUF_INIT;
	char *one;
	size_t i;

	for (i = 0; i < found->n; i++) {
		one = cJSON_PrintUnformatted(found->v[i]);
		buf_printf(&text, "%s ", one);
		free(one);
	}
	return buf_take(&text);
}

static void
test_find(void **state)
{
	struct arena mem = { 0 }, *before;
	cJSON *doc = cJSON_Parse(doc_json), *node;
	const cJSON *first;
	struct value_error why = { 0 };
	struct nodes found;
	struct field *f;
	char *text;
	size_t i;

	(void)state;
	assert_non_null(doc);
	for (i = 0; i < sizeof(finds) / sizeof(finds[0]); i++) {
		node = finds[i].in_node ? member_get(doc, "node") : doc;
		found = (struct nodes){ 0 };
		f = field_new(finds[i].path, &why);
		assert_non_null(f);
		before = value_use(&mem);
		field_find(f, doc, node, &found);
		first = field_first(f, doc, node);
		value_use(before);
		text = print_all(&found);
		assert_string_equal(text, finds[i].want);
		if (strchr(finds[i].path, '~') == NULL)
			assert_ptr_equal(first,
			    found.n > 0 ? found.v[0] : NULL);
		else
			assert_true(first == NULL ? found.n == 0
			    : cJSON_Compare(first, found.v[0], true));
		free(text);
		free(found.v);
		field_free(f);
	}
	arena_free(&mem);
	cJSON_Delete(doc);
}

/* Of many members the last of a name counts, as of few. */
static void
test_find_in_many(void **state)
{
	static const char *const paths[] = { "m0", "m7", "m99", "m100", "m" };
	struct arena mem = { 0 }, *before = value_use(&mem);
	cJSON *doc = cJSON_CreateObject();
	const cJSON *found;
	struct field *f;
	char name[8];
	int i;

	(void)state;
	for (i = 0; i < 200; i++) {
		snprintf(name, sizeof(name), "m%d", i % 100);
		cJSON_AddNumberToObject(doc, name, i);
	}
	for (i = 0; i < 5; i++) {
		f = field_new(paths[i], &(struct value_error){ 0 });
		found = field_first(f, doc, doc);
		assert_ptr_equal(found, member_get(doc, paths[i]));
		field_free(f);
	}
	assert_int_equal(member_get(doc, "m7")->valueint, 107);
	value_use(before);
	arena_free(&mem);
}

static const struct {
	const char *path;
	bool want;
} ends[] = {
	{ "none[]", true }, /* null */
	{ "absent[]", false },
	{ "empty[]", true },
	{ "empty[].x[]", true },
	{ "threat[].nothing[]", false },
	{ "threat[].none[].x", true },
	{ "threat[]", false }, /* found */
	{ "[]", false },
};

static void
test_ends_at_list(void **state)
{
	cJSON *doc = cJSON_Parse("{\"empty\": [], \"none\": null,"
	    " \"threat\": [{\"none\": {}}, {}]}");
	struct field *f;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		f = field_new(ends[i].path, &(struct value_error){ 0 });
		assert_int_equal(field_ends_at_list(f, doc, doc), ends[i].want);
		field_free(f);
	}
	cJSON_Delete(doc);
}

static void
test_find_adds(void **state)
{
	cJSON *doc = cJSON_Parse("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]");
	struct field *f = field_new("/[]", &(struct value_error){ 0 });
	struct nodes found = { 0 };

	(void)state;
	field_find(f, doc, NULL, &found);
	field_find(f, doc, NULL, &found);
	assert_int_equal(found.n, 20);
	assert_int_equal(found.v[9]->valueint, 10);
	assert_int_equal(found.v[19]->valueint, 10);
	free(found.v);
	field_free(f);
	cJSON_Delete(doc);
}

static void
test_nothing_to_find_in(void **state)
{
	static const char *const paths[] = { ".", "/", "a", "/a", "[]", "a[]" };
	struct nodes found = { 0 };
	struct field *f;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		f = field_new(paths[i], &(struct value_error){ 0 });
		field_find(f, NULL, NULL, &found);
		assert_null(field_first(f, NULL, NULL));
		field_free(f);
	}
	assert_int_equal(found.n, 0);
}

static void
test_bad(void **state)
{
	struct value_error why = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		why = (struct value_error){ .line = -1 };
		assert_null(field_new(bad[i], &why));
		assert_int_equal(why.line, 0);
		assert_true(strlen(why.what) > 0);
	}
}

static void
test_limits(void **state)
{
	struct value_error why = { 0 };
	char path[600];
	struct field *f;

	(void)state;
	memset(path, 'a', sizeof(path));
	path[513] = '\0';
	assert_null(field_new(path, &why));
	assert_non_null(strstr(why.what, "512 bytes"));
	path[512] = '\0';
	f = field_new(path, &why);
	assert_non_null(f);
	field_free(f);

	strcpy(path, "a");
	while (strlen(path) < 63)
		strcat(path, ".a");
	f = field_new(path, &why);
	assert_non_null(f);
	field_free(f);
	strcat(path, ".a");
	assert_null(field_new(path, &why));
	assert_non_null(strstr(why.what, "32 steps"));
	field_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_find_in_many),
		cmocka_unit_test(test_ends_at_list),
		cmocka_unit_test(test_find_adds),
		cmocka_unit_test(test_nothing_to_find_in),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_limits),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
