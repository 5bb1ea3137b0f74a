/* The five named definitions, against figures worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "count/coverage.h"
#include "count/percent.h"
#include "model/model.h"
#include "value/value.h"
#include "value/member.h"

static char *root;
static struct arena mem;
static struct catalog *c;
static long long controls;

static int
set_up(void **state)
{
	char *path;

	(void)state;
	root = scratch_begin();
	value_use(&mem);
	path = path_join(root, "catalog.db");
	c = catalog_create(path);
	controls = 0;
	free(path);
	return c == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	catalog_close(c);
	value_use(NULL);
	arena_free(&mem);
	scratch_end(root);
	return 0;
}

/* What was put is what is asked from now on. */
static void
open_it(void)
{
	const struct catalog_domain domain = { .id = "enterprise",
		.name = "x", .version = "18.1", .sha256 = "00" };
	char *path = path_join(root, "catalog.db");

	assert_int_equal(catalog_put_domain(c, &domain), 0);
	assert_int_equal(catalog_commit(c), 0);
	c = catalog_open(path);
	assert_non_null(c);
	free(path);
}

static void
put_technique(long long pk, long long parent, bool scoped)
{
	struct catalog_technique t = { .pk = pk, .domain = "enterprise",
		.name = "x", .description = "", .url = "", .parent = parent,
		.sub = parent != 0, .state = "active", .scoped = scoped };

	t.id = arena_printf(&mem, "T%lld", 1000 + pk);
	t.stix = t.id;
	assert_int_equal(catalog_put_technique(c, &t), 0);
}

static void
put_source(long long ord, const char *kind)
{
	const struct catalog_source s = { .ord = ord, .title = "x",
		.id = arena_printf(&mem, "s%lld", ord), .kind = kind,
		.domain = "enterprise", .perspective = "all",
		.compass_list = "files" };

	assert_int_equal(catalog_put_source(c, &s), 0);
}

/* A control of a source that maps to one technique. */
static void
put_control(long long source, long long technique, int evidence, bool counted)
{
	const struct catalog_control k = { .pk = ++controls, .source = source,
		.title = "x", .lifecycle = "active", .type = "rule",
		.evidence = evidence, .whose = "available", .counts = true };
	const struct catalog_mapping m = { .control = controls, .tagged = "x",
		.technique = technique, .outcome = "exact",
		.counted = counted, .evidence = evidence };

	assert_int_equal(catalog_put_control(c, &k), 0);
	assert_int_equal(catalog_put_mapping(c, &m), 0);
}

static void
assert_ratio(const cJSON *coverage, const char *kind, const char *definition,
    int covered, int of)
{
	const cJSON *r = member_get(member_get(coverage, kind), definition);

	if (r == NULL || member_get(r, "covered")->valueint != covered ||
	    member_get(r, "of")->valueint != of)
		fail_msg("%s %s: %s, not %d of %d", kind, definition,
		    cJSON_PrintUnformatted(r), covered, of);
}

enum { POLICY = 1, DETECTION, MORE_DETECTION, TEST };

static void
put_sources(void)
{
	put_source(POLICY, "policy");
	put_source(DETECTION, "detection");
	put_source(MORE_DETECTION, "detection");
	put_source(TEST, "test");
}

/*
 * 1 with 2 (tested) and 3 (none); 4 without any of its own, with 5 (two
 * sources) and 6 (out of scope); 7 alone, tested; 8 alone, with a test; 9 with
 * 10 only, which is out of scope; 11 out of scope; 12 with 13, both of 13's
 * controls left out.
 */
static void
put_case(void)
{
	static const struct {
		long long parent;
		bool scoped;
	} techniques[] = { { 0, true }, { 1, true }, { 1, true }, { 0, true },
		{ 4, true }, { 4, false }, { 0, true }, { 0, true },
		{ 0, true }, { 9, false }, { 0, false }, { 0, true },
		{ 12, true } };
	size_t i;

	put_sources();
	for (i = 0; i < sizeof(techniques) / sizeof(techniques[0]); i++)
		put_technique((long long)i + 1, techniques[i].parent,
		    techniques[i].scoped);
	put_control(DETECTION, 1, 0, true);
	put_control(DETECTION, 2, 2, true);
	put_control(DETECTION, 5, 1, true);
	put_control(MORE_DETECTION, 5, 1, true);
	put_control(DETECTION, 7, 0, true);
	put_control(MORE_DETECTION, 7, 3, true);
	put_control(TEST, 8, 2, true);
	put_control(DETECTION, 10, 2, true);
	put_control(DETECTION, 11, 2, true);
	put_control(DETECTION, 13, 2, false);
	put_control(POLICY, 13, 2, false);
	put_control(DETECTION, 0, 2, true); /* nowhere */
}

static void
figures_are_those_of_the_hand(void **state)
{
	cJSON *all;

	(void)state;
	put_case();
	open_it();
	all = coverage_read(c, "enterprise", NULL);
	assert_non_null(all);
	/* In scope: 1 2 3 4 5 7 8 9 12 13; with one: 1 2 5 7. */
	assert_ratio(all, "detection", "exact", 4, 10);
	/* Parents 1 4 7 8 9 12: 1 itself, 4 by 5, 7 itself; 10 helps none. */
	assert_ratio(all, "detection", "any", 3, 6);
	/* 1 lacks 3; 4's only one in scope is 5; 7 itself; 9 has none. */
	assert_ratio(all, "detection", "all-subs", 2, 6);
	/* 2 3 5 7 8 9 13: 2, 5 and 7. */
	assert_ratio(all, "detection", "leaf", 3, 7);
	assert_ratio(all, "detection", "tested", 2, 10);
	assert_ratio(all, "test", "exact", 1, 10);
	assert_ratio(all, "test", "any", 1, 6);
	assert_ratio(all, "test", "all-subs", 1, 6);
	assert_ratio(all, "test", "leaf", 1, 7);
	assert_null(member_get(member_get(all, "test"), "tested"));
	assert_ratio(all, "policy", "exact", 0, 10);
	assert_ratio(all, "policy", "any", 0, 6);
	assert_ratio(all, "policy", "all-subs", 0, 6);
	assert_ratio(all, "policy", "leaf", 0, 7);
	assert_null(member_get(member_get(all, "policy"), "tested"));
}

static void
a_parent_out_of_scope_takes_its_subs_with_it_nowhere(void **state)
{
	cJSON *all;

	(void)state;
	put_sources();
	put_technique(1, 0, false);
	put_technique(2, 1, true);
	put_control(DETECTION, 2, 2, true);
	open_it();
	all = coverage_read(c, "enterprise", NULL);
	assert_ratio(all, "detection", "exact", 1, 1);
	assert_ratio(all, "detection", "any", 0, 0);
	assert_ratio(all, "detection", "all-subs", 0, 0);
	assert_ratio(all, "detection", "leaf", 1, 1);
	assert_ratio(all, "detection", "tested", 1, 1);
}

static void
all_subs_need_each_and_not_the_parent(void **state)
{
	cJSON *all;

	(void)state;
	put_sources();
	put_technique(1, 0, true);
	put_technique(2, 1, true);
	put_technique(3, 1, true);
	put_technique(4, 0, true);
	put_technique(5, 4, true);
	put_control(DETECTION, 2, 0, true);
	put_control(DETECTION, 3, 0, true);
	put_control(DETECTION, 4, 0, true);
	open_it();
	all = coverage_read(c, "enterprise", NULL);
	assert_ratio(all, "detection", "exact", 3, 5);
	assert_ratio(all, "detection", "any", 2, 2);
	assert_ratio(all, "detection", "all-subs", 1, 2);
	assert_ratio(all, "detection", "leaf", 2, 3);
	assert_ratio(all, "detection", "tested", 0, 5);
}

/* The only domain's. */
static const cJSON *
headline(void)
{
	return member_get(member_get(model_overview(c, NULL), "domains")->child,
	    "headline");
}

static void
of_nothing_there_is_nothing(void **state)
{
	static const char *const kinds[] = { "policy", "detection", "test" };
	const cJSON *h;
	cJSON *all;
	size_t i;

	(void)state;
	open_it();
	all = coverage_read(c, "enterprise", NULL);
	for (i = 0; i < 3; i++) {
		assert_ratio(all, kinds[i], "exact", 0, 0);
		assert_ratio(all, kinds[i], "any", 0, 0);
		assert_ratio(all, kinds[i], "all-subs", 0, 0);
		assert_ratio(all, kinds[i], "leaf", 0, 0);
	}
	h = headline();
	assert_int_equal(member_get(h, "of")->valueint, 0);
	assert_null(member_get(h, "percent"));
}

static void
the_headline_is_rounded(void **state)
{
	static const struct {
		int covered, of;
		const char *percent;
	} ratios[] = { { 0, 3, "0" }, { 1, 3, "33" }, { 2, 3, "67" },
		{ 1, 8, "13" }, { 3, 8, "38" }, { 1, 200, "1" },
		{ 1, 201, "<1" }, { 200, 201, ">99" }, { 3, 3, "100" } };
	const cJSON *h;
	size_t i;
	int k;

	(void)state;
	for (i = 0; i < sizeof(ratios) / sizeof(ratios[0]); i++) {
		put_sources();
		for (k = 1; k <= ratios[i].of; k++)
			put_technique(k, 0, true);
		for (k = 1; k <= ratios[i].covered; k++)
			put_control(DETECTION, k, 0, true);
		open_it();
		h = headline();
		assert_int_equal(member_get(h, "covered")->valueint,
		    ratios[i].covered);
		assert_int_equal(member_get(h, "of")->valueint, ratios[i].of);
		assert_string_equal(member_text(h, "percent"),
		    ratios[i].percent);
		tear_down(NULL);
		set_up(NULL);
	}
	open_it();
}

/* As many places as are asked for, and none for show. */
static void
a_share_never_looks_like_none_or_all(void **state)
{
	static const struct {
		long long part, of;
		int places;
		const char *text;
	} shares[] = { { 2, 691, 0, "<1" }, { 690, 691, 0, ">99" },
		{ 2, 691, 1, "0.3" }, { 1, 5000, 1, "<0.1" },
		{ 4999, 5000, 1, ">99.9" }, { 11, 14, 1, "78.6" },
		{ 11, 14, 0, "79" }, { 4, 64, 2, "6.25" }, { 1, 4, 2, "25" },
		{ 1201, 20000, 2, "6.01" }, { 1, 2, 1, "50" },
		{ 99999, 100000, 2, ">99.99" }, { 0, 5, 2, "0" },
		{ 5, 5, 2, "100" }, { 0, 0, 1, "" } };
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(shares) / sizeof(shares[0]); i++) {
		buf_reset(&b);
		percent_put(&b, shares[i].part, shares[i].of,
		    shares[i].places);
		assert_string_equal(buf_str(&b), shares[i].text);
	}
	buf_free(&b);
}

int
main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(figures_are_those_of_the_hand),
		CASE(a_parent_out_of_scope_takes_its_subs_with_it_nowhere),
		CASE(all_subs_need_each_and_not_the_parent),
		CASE(of_nothing_there_is_nothing),
		CASE(the_headline_is_rounded),
		CASE(a_share_never_looks_like_none_or_all),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
