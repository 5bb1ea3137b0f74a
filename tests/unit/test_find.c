/* What a person calls a technique. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model.h"
#include "search/find.h"
#include "search/suggest.h"
#include "value/member.h"

static const struct {
	const char *word, *id, *old; /* of the rows found */
} found[] = {
	{ "T1001", "T1001", NULL },
	{ "t1001", "T1001", NULL },
	{ " T1001.001\n", "T1001.001", NULL },
	{ "t1001.002", "T1001.002", NULL },
	{ "T1003", "T1003", NULL },
	/* an old id leads to its successor, if it has one */
	{ "t1002", "T1001", "T1002" },
	{ "T1004", "T1004", NULL },
	{ "T1005", "T1005", NULL },
	/* a name */
	{ "Junk Data", "T1001.001", NULL },
	{ "  junk DATA ", "T1001.001", NULL },
	{ "data compressed", "T1001", "T1002" },
	{ "Bygone", "T1003", NULL },
};

static void
ids_and_names_are_found(void **state)
{
	cJSON *row, *old;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(found) / sizeof(found[0]); i++) {
		if (find_exact(model_catalog, found[i].word, &row, &old) != 1)
			fail_msg("\"%s\" is not found", found[i].word);
		assert_string_equal(member_text(row, "id"), found[i].id);
		if (found[i].old == NULL)
			assert_null(old);
		else
			assert_string_equal(member_text(old, "id"),
			    found[i].old);
	}
	/* Of two with one id, the active one. */
	assert_int_equal(find_exact(model_catalog, "T1005", &row, &old), 1);
	assert_string_equal(member_text(row, "state"), "active");
}

/* "by thing id|", a row each. */
static const char *
called(const char *word)
{
	struct buf b = BUF_INIT;
	cJSON *rows = NULL;
	const cJSON *row;
	char *text;

	assert_int_equal(catalog_called(model_catalog, word, &rows), 0);
	cJSON_ArrayForEach(row, rows)
		buf_printf(&b, "%lld %s %s|", member_number(row, "by"),
		    member_text(row, "thing"), member_text_or(row, "id",
		    member_text(row, "name")));
	text = arena_strdup(&model_mem, buf_str(&b));
	buf_free(&b);
	return text;
}

static void
everything_is_called_something(void **state)
{
	static const char *const all[][2] = {
		{ "t1001/1", "0 technique T1001.001|" },
		{ "T 1005", "0 technique T1005|0 technique T1005|" },
		{ "junk-data", "1 technique T1001.001|" },
		{ "Data Obfuscation: Junk Data", "1 technique T1001.001|" },
		{ "g1", "0 group G0001|" },
		{ "AUTUMN", "1 campaign C0001|" },
		{ "det-001", "0 strategy DET0001|" },
		{ "an 2", "0 analytic AN0002|" },
		{ "dc1", "0 component DC0001|" },
		{ "sysmon", "1 log-source Sysmon|" },
		{ "m-01", "0 policy M1|" },
		{ "rule A", "1 detection a|" },
		{ "", "" },
		{ "...", "" },
		{ "T1001.001.001", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		assert_string_equal(called(all[i][0]), all[i][1]);
}

static const struct {
	const char *word, *near;
} missed[] = {
	{ "T1008", "T1001 T1005" },
	{ "T10010", "T1001" },
	{ "T1001.003", "T1001.001 T1001.002" },
	{ "Junk Dat", "T1001.001" },
	{ "Jnuk data", "T1001.001" },
	{ "obfusc", "T1001" },
	{ "Stegonography", "T1001.002" },
	{ "data", "T1001 T1001.001" },
	{ "T10", "T1001 T1001.001 T1001.002 T1005" },
	{ "t10", "T1001 T1001.001 T1001.002 T1005" },
	{ "bygon", "" },         /* deprecated: no good advice */
	{ "Data Compres", "" },  /* revoked: neither */
	{ "T9999", "" },
	{ "nothing like it", "" },
	{ "T1001; DROP TABLE technique", "" },
	{ "%", "" },
	{ "'", "" },
};

static void
suggest_misses_are_told(void **state)
{
	struct buf b = BUF_INIT;
	const cJSON *one;
	cJSON *near;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(missed) / sizeof(missed[0]); i++) {
		buf_reset(&b);
		near = cJSON_CreateArray();
		assert_int_equal(suggest_techniques(model_catalog,
		    missed[i].word, near), 0);
		suggest_choose(near);
		cJSON_ArrayForEach(one, near) {
			buf_printf(&b, "%s%s", b.len > 0 ? " " : "",
			    member_text(one, "id"));
			assert_non_null(member_text(one, "name"));
			assert_int_equal(cJSON_GetArraySize(one), 2);
		}
		if (strcmp(buf_str(&b), missed[i].near) != 0)
			fail_msg("\"%s\" is near \"%s\", not \"%s\"",
			    missed[i].word, buf_str(&b), missed[i].near);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_and_names_are_found),
		cmocka_unit_test(suggest_misses_are_told),
		cmocka_unit_test(everything_is_called_something),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
