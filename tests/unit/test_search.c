/* What a search finds, in which order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model.h"
#include "search/search.h"
#include "value/member.h"

/* "technique T1001 T1001.001; group G0001", and in parentheses what was
 * searched instead. */
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
	if (member_get(m, "instead") != NULL)
		buf_printf(&b, " (%s)", member_text(m, "instead"));
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
	/* An id before what is part of it, whatever the case. */
	{ .words = "t1001", .kind = "technique",
	    .want = "technique T1001 T1001.001 T1001.002" },
	{ .words = "t1001/2", .want = "technique T1001.002" },
	{ .words = "T1001.009", .want = "technique T1001 (T1001)" },
	{ .words = "attack.t1002",
	    .want = "technique T1001; vulnerability CVE-2021-44228" }, /* an old id */
	{ .words = "compressed", .want = "technique T1001" },
	{ .words = "steg", .want = "technique T1001.002" },
	{ .words = "obfuscation steg", .want = "technique T1001.002" },
	{ .words = "hides", .want = "technique T1001" },
	{ .words = "bygone", .want = "technique T1003" },
	{ .words = "gone", .want = "" }, /* revoked, without a successor */
	{ .words = "brown bear", .want = "group G0001" },
	{ .words = "bear brown", .want = "group G0001" },
	{ .words = "brownbear", .want = "group G0001" },
	{ .words = "\"bear brown\"", .want = "" },
	{ .words = "\"brown bear\"", .want = "group G0001" },
	{ .words = "B\xc3\xa9\xc3\x81r", .want = "group G0001" },
	{ .words = "hammer", .kind = "group", .want = "" },
	{ .words = "hammer", .kind = "software", .want = "software S0001" },
	{ .words = "autumn", .want = "campaign C0001" },
	{ .words = "hammer", .source = "rules", .want = "" },
	{ .words = "rule", .want = "technique T1001; detection a b e c d" },
	{ .words = "rule", .limit = 2, .kind = "detection",
	    .want = "detection a b of 5" },
	{ .words = "rule", .source = "rules", .kind = "detection",
	    .want = "detection a b e c d" },
	{ .words = "rule", .source = "tests", .want = "" },
	{ .words = "t1", .kind = "test", .want = "test t1" },
	{ .words = "haxmer", .want = "software S0001 (hammer)" },
	{ .words = "haxmer zwieback", .want = "software S0001 (hammer)" },
	{ .words = "\"haxmer\"", .want = "" },
	{ .words = "hammer bear",
	    .want = "group G0001 (bear)" }, /* both are there, apart */
	{ .words = "cve_2021_44228", .kind = "vulnerability",
	    .want = "vulnerability CVE-2021-44228 CVE-2021-44228" },
	{ .words = "CVE-2021-9999", .want = "" },
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
		cmocka_unit_test(words_find_what_has_them),
		cmocka_unit_test(a_long_query_is_no_error),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
