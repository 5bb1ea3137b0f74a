/* Which counted mappings a selection takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "count/coverage.h"
#include "model.h"
#include "model/model.h"
#include "value/member.h"

/* Words apart by spaces; lists of a selection. */
static const struct {
	const char *sources, *kinds, *types;
	int evidence;
	enum of of;
	const char *want; /* "1.3 2(1)E4": of technique 1, source 3, two, one
	                     of them tested, the best E4 */
} cases[] = {
	{ .want = "1.1 1(0)E0, 1.2 1(1)E4, 1.3 2(1)E3, 2.4 1(1)E2" },
	{ .sources = "rules tests", .want = "1.3 2(1)E3, 2.4 1(1)E2" },
	{ .sources = "none", .want = "" },
	{ .kinds = "policy test", .want = "1.1 1(0)E0, 2.4 1(1)E2" },
	{ .types = "hunting", .want = "1.3 1(1)E3" },
	{ .types = "rule mitigation",
	    .want = "1.1 1(0)E0, 1.2 1(1)E4, 1.3 1(0)E1" },
	{ .evidence = 1, .want = "1.2 1(1)E4, 1.3 2(1)E3, 2.4 1(1)E2" },
	{ .evidence = 3, .want = "1.2 1(1)E4, 1.3 1(1)E3" },
	{ .evidence = 5, .want = "" },
	{ .of = OF_YOURS, .want = "1.2 1(1)E4, 1.3 1(1)E3" },
	{ .of = OF_YOURS, .sources = "rules", .types = "rule", .want = "" },
};

static void
add_words(struct strs *list, const char *text)
{
	char word[16];
	size_t n;

	for (; text != NULL && *text != '\0'; text += n + (text[n] == ' ')) {
		n = strcspn(text, " ");
		snprintf(word, sizeof(word), "%.*s", (int)n, text);
		strs_add(list, word);
	}
}

/* pks: of these, NULL: of all. */
static void
assert_counts_of(const struct catalog_selection *s, const char *pks,
    const char *want)
{
	struct buf b = BUF_INIT;
	struct catalog_count *v;
	size_t n, i;

	assert_int_equal(catalog_read_counts(model_catalog, s, pks, &v, &n), 0);
	for (i = 0; i < n; i++)
		buf_printf(&b, "%s%lld.%lld %lld(%lld)E%d", i > 0 ? ", " : "",
		    v[i].technique, v[i].source, v[i].count, v[i].tested,
		    v[i].evidence);
	free(v);
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
}

static void
assert_counts(const struct catalog_selection *s, const char *want)
{
	struct strs kinds = { 0 };
	struct catalog_selection same = { 0 };

	assert_counts_of(s, NULL, want);
	assert_counts_of(s, "[1,2,3,4,5,6,7,8,9,10]", want);
	assert_counts_of(s, "[]", "");
	if (s != NULL)
		same = *s;
	/* What is kept is what is counted. */
	strs_add(&kinds, "policy");
	strs_add(&kinds, "detection");
	strs_add(&kinds, "test");
	if (same.kinds.n == 0)
		same.kinds = kinds;
	assert_counts_of(&same, NULL, want);
	strs_free(&kinds);
}

static void
a_selection_says_what_is_counted(void **state)
{
	struct catalog_selection s;
	size_t i;

	(void)state;
	assert_counts(NULL, cases[0].want);
	assert_counts_of(NULL, "[2]", "2.4 1(1)E2");
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		s = (struct catalog_selection){
			.evidence = cases[i].evidence,
			.of = cases[i].of,
		};
		add_words(&s.sources, cases[i].sources);
		add_words(&s.kinds, cases[i].kinds);
		add_words(&s.types, cases[i].types);
		assert_counts(&s, cases[i].want);
		strs_free(&s.sources);
		strs_free(&s.kinds);
		strs_free(&s.types);
	}
}

static int
exact_detections(const cJSON *coverage)
{
	return member_get(member_get(member_get(coverage, "detection"), "exact"),
	    "covered")->valueint;
}

/* Also those that do not count, in reading order. */
static void
controls_are_those_of_the_selection(void **state)
{
	static const struct {
		const char *sources;
		int evidence;
		const char *want;
	} wanted[] = {
		{ NULL, 0, "1 2 3 4 5 6 7 8 " },
		{ "rules tests", 0, "2 3 4 5 6 7 " },
		{ "rules", 1, "2 3 " },
		{ "none", 0, "" },
	};
	struct catalog_selection s;
	struct buf b = BUF_INIT;
	const cJSON *r;
	cJSON *rows;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		s = (struct catalog_selection){
			.evidence = wanted[i].evidence,
		};
		add_words(&s.sources, wanted[i].sources);
		assert_int_equal(catalog_controls(model_catalog,
		    i == 0 ? NULL : &s, &rows), 0);
		buf_reset(&b);
		cJSON_ArrayForEach(r, rows)
			buf_printf(&b, "%s ", member_text(r, "pk"));
		assert_string_equal(buf_str(&b), wanted[i].want);
		strs_free(&s.sources);
	}
	buf_free(&b);
}

/* Every model that has figures has those of the selection. */
static void
models_count_the_same(void **state)
{
	struct catalog_selection s = { 0 };
	const cJSON *t, *d;

	(void)state;
	strs_add(&s.sources, "tests");
	assert_int_equal(exact_detections(coverage_read(model_catalog,
	    "enterprise", NULL)), 1);
	assert_int_equal(exact_detections(coverage_read(model_catalog,
	    "enterprise", &s)), 0);
	d = member_get(model_overview(model_catalog, &s), "domains")->child;
	assert_int_equal(exact_detections(member_get(d, "coverage")), 0);
	d = member_get(model_stats(model_catalog, &s), "domains")->child;
	assert_int_equal(exact_detections(member_get(d, "definitions")), 0);
	t = member_get(model_techniques(model_catalog, &s), "techniques")->child;
	assert_string_equal(member_text(t, "id"), "T1001");
	assert_int_equal(member_get(t, "detection")->valueint, 0);
	t = member_get(model_techniques(model_catalog, NULL), "techniques")->child;
	assert_int_equal(member_get(t, "detection")->valueint, 3);
	strs_free(&s.sources);
}

/* What is kept at map time is what would be counted. */
static void
totals_are_those_of_a_selection_of_all(void **state)
{
	struct catalog_selection all = { 0 };
	cJSON *kept = NULL, *counted = NULL;

	(void)state;
	assert_int_equal(catalog_outcomes(model_catalog, NULL, &kept), 0);
	assert_int_equal(catalog_outcomes(model_catalog, &all, &counted), 0);
	assert_int_equal(cJSON_GetArraySize(kept), 4);
	assert_string_equal(json_of(kept), json_of(counted));
}

/* A technique's model is the same of the whole site, and in brief. */
static void
the_brief_site_is_enough_for_a_technique(void **state)
{
	cJSON *rows = NULL, *brief = model_brief(model_catalog);
	cJSON *site = model_overview(model_catalog, NULL);

	(void)state;
	assert_null(member_get(brief, "attack"));
	assert_string_equal(json_of(member_get(brief, "sources")),
	    json_of(member_get(site, "sources")));
	assert_int_equal(catalog_rows(model_catalog, Q_TECHNIQUE, "T1001",
	    &rows), 0);
	assert_string_equal(
	    json_of(model_technique(model_catalog, brief, rows->child)),
	    json_of(model_technique(model_catalog, site, rows->child)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_selection_says_what_is_counted),
		cmocka_unit_test(controls_are_those_of_the_selection),
		cmocka_unit_test(models_count_the_same),
		cmocka_unit_test(totals_are_those_of_a_selection_of_all),
		cmocka_unit_test(the_brief_site_is_enough_for_a_technique),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
