/* Full text: what a person types as a query, and what it finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "catalog/fts_query.h"
#include "model.h"
#include "search/search.h"
#include "value/member.h"

static const struct {
	const char *text, *query;
	size_t words;
} typed[] = {
	{ "", "", 0 },
	{ " \t\n", "", 0 },
	{ "lsass", "\"lsass\"*", 1 },
	{ "  lsass   memory ", "\"lsass\" \"memory\"*", 2 },
	{ "T1003.001", "\"T1003.001\"*", 1 },
	{ "\"lsass memory\"", "\"lsass memory\"", 1 },
	{ "\"lsass memory\" dump", "\"lsass memory\" \"dump\"*", 2 },
	{ "dump \"lsass memory", "\"dump\" \"lsass memory\"", 2 },
	{ "a\"b c\"d", "\"a\"\"b\" \"c\"\"d\"*", 2 },
	{ "\"\"", "", 0 },
	{ "\"", "", 0 },
	{ "\"\"\"\"", "", 0 },
	{ "- * ( ) : ^ + \"*\"", "", 0 },
	{ "cred* dump*", "\"cred*\"* \"dump*\"*", 2 },
	{ "e", "\"e\"", 1 },
	{ "e*", "\"e*\"*", 1 },
	{ "a AND NOT b", "\"a\" \"AND\" \"NOT\" \"b\"", 4 },
	{ "name:x", "\"name:x\"*", 1 },
	{ "NEAR(a, 5)", "\"NEAR(a,\" \"5)\"*", 2 },
	{ "-enc", "\"-enc\"*", 1 },
	{ "\xc3\xa9", "\"\xc3\xa9\"*", 1 },
	{ "\xff", "\"\xff\"", 1 },
};

static void
nothing_in_a_word_means_anything(void **state)
{
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
		buf_reset(&b);
		assert_int_equal(fts_query(typed[i].text, &b),
		    typed[i].words);
		assert_string_equal(buf_str(&b), typed[i].query);
	}
	buf_free(&b);
}

static const struct {
	const char *text, *plain;
} plain[] = {
	{ "", "" },
	{ " Cozy  Bear\t", "Cozy  Bear" },
	{ "\"Cozy Bear\"", "Cozy Bear" },
	{ "\" \"", "" },
};

static void
what_is_compared_has_no_quotes(void **state)
{
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		buf_reset(&b);
		buf_puts(&b, "> ");
		fts_plain(plain[i].text, &b);
		assert_string_equal(buf_str(&b) + 2, plain[i].plain);
	}
	buf_free(&b);
}

/* "technique T1001 T1001.001; group G0001", or "?word" where only such are
 * near. */
static const char *
found(const char *words, const char *kind, const char *source, int limit)
{
	struct catalog_search s = { .words = words, .limit = limit };
	struct buf b = BUF_INIT;
	const cJSON *m, *r, *i;
	const char *id;
	char *text;

	if (kind != NULL)
		strs_add(&s.kinds, kind);
	if (source != NULL)
		strs_add(&s.sources, source);
	m = search_find(model_catalog, &s);
	assert_non_null(m);
	cJSON_ArrayForEach(r, member_get(m, "results")) {
		buf_printf(&b, "%s%s", b.len > 0 ? "; " : "",
		    member_text(r, "kind"));
		cJSON_ArrayForEach(i, member_get(r, "items")) {
			id = member_text(i, "id");
			buf_printf(&b, " %s", id != NULL ? id : "-");
		}
		if (member_get(r, "found")->valueint >
		    member_get(r, "shown")->valueint)
			buf_printf(&b, " of %d",
			    member_get(r, "found")->valueint);
	}
	if (member_get(m, "suggestion") != NULL)
		buf_printf(&b, "?%s", member_text(m, "suggestion"));
	text = arena_strdup(&model_mem, buf_str(&b));
	buf_free(&b);
	strs_free(&s.kinds);
	strs_free(&s.sources);
	return text;
}

static const struct {
	const char *words, *kind, *source;
	int limit;
	const char *want;
} asked[] = {
	/* An id before what is part of it; a prefix, whatever the case. */
	{ .words = "t1001", .want = "technique T1001 T1001.002 T1001.001" },
	{ .words = "T1001.002", .want = "technique T1001.002" },
	{ .words = "T1002", .want = "technique T1001" }, /* an old id */
	{ .words = "compressed", .want = "technique T1001" },
	{ .words = "steg", .want = "technique T1001.002" },
	{ .words = "obfuscation steg", .want = "technique T1001.002" },
	{ .words = "hides", .want = "technique T1001" },
	{ .words = "bygone", .want = "technique T1003" },
	{ .words = "gone", .want = "" }, /* revoked, without a successor */
	{ .words = "brown bear", .want = "group G0001" },
	{ .words = "bear brown", .want = "group G0001" },
	{ .words = "\"bear brown\"", .want = "?bear brown" },
	{ .words = "B\xc3\xa9\xc3\x81r", .want = "group G0001" },
	{ .words = "hammer", .kind = "group", .want = "" },
	{ .words = "hammer", .kind = "software", .want = "software S0001" },
	{ .words = "autumn", .want = "campaign C0001" },
	{ .words = "hammer", .source = "rules", .want = "" },
	{ .words = "rule", .want = "detection b e a c d" },
	{ .words = "rule", .limit = 2, .want = "detection b e of 5" },
	{ .words = "rule", .source = "rules", .kind = "detection",
	    .want = "detection b e a c d" },
	{ .words = "rule", .source = "tests", .want = "" },
	{ .words = "T1", .kind = "test", .want = "test t1" },
	{ .words = "haxmer", .want = "?hammer" },
	{ .words = "haxmer zwieback", .want = "" },
	{ .words = "hammer bear", .want = "" }, /* both are there, apart */
	{ .words = "***", .want = "" },
	{ .words = "", .want = "" },
};

static void
words_find_what_has_them(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		const char *got = found(asked[i].words, asked[i].kind,
		    asked[i].source, asked[i].limit);

		if (!str_equal(got, asked[i].want))
			fail_msg("%s: found \"%s\", not \"%s\"",
			    asked[i].words, got, asked[i].want);
	}
}

/* More words than FTS5 has depth for. */
static void
a_long_query_is_no_error(void **state)
{
	struct buf b = BUF_INIT;
	int i;

	(void)state;
	for (i = 0; i < 5000; i++)
		buf_puts(&b, "hammer ");
	assert_string_equal(found(buf_str(&b), NULL, NULL, 0),
	    "software S0001");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_in_a_word_means_anything),
		cmocka_unit_test(what_is_compared_has_no_quotes),
		cmocka_unit_test(words_find_what_has_them),
		cmocka_unit_test(a_long_query_is_no_error),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
