/* A platform means one thing: the techniques that have it are the denominator,
 * and a control counts that names none, or one of those that the technique
 * has. */
#include "world.h"

#include "count/coverage.h"
#include "count/platforms.h"
#include "model/gaps.h"
#include "value/member.h"

#define ON(platforms) ",'x_mitre_platforms':[" platforms "]"
#define SUB ",'x_mitre_is_subtechnique':true"
#define STARTS PHASE("mitre-attack", "start")

static const char bundle[] =
    OBJECT("x-mitre-tactic", "Start", "TA9001",
    ",'x_mitre_shortname':'start'")
    TECHNIQUE("a", "T9001", STARTS ON("'Linux','Windows'"))
    TECHNIQUE("a1", "T9001.001", STARTS ON("'Windows'") SUB)
    TECHNIQUE("a2", "T9001.002", STARTS ON("'Linux'") SUB)
    TECHNIQUE("b", "T9002", STARTS ON("'Linux','macOS'"))
    TECHNIQUE("c", "T9003", STARTS ON("'Windows'"))
    RELATION("subtechnique-of", AP "a1", AP "a")
    RELATION("subtechnique-of", AP "a2", AP "a");
static const char other[] =
    OBJECT("x-mitre-tactic", "Start", "TA9101",
    ",'x_mitre_shortname':'start'")
    TECHNIQUE("m1", "T9101", PHASE("mitre-mobile-attack", "start")
    ON("'Slate'"))
    TECHNIQUE("m2", "T9102", PHASE("mitre-mobile-attack", "start")
    ON("'Slab'"))
    TECHNIQUE("m3", "T9103", DEPRECATED ON("'Linux'"));

/* Two for Windows, one of them also where only Linux is; one for Linux; and one
 * that names no platform. */
static const char rules[] =
    "title: one\nlogsource: {product: windows}\ndetection: {a: {b: c}, "
    "condition: a}\ntags: [attack.t9001, attack.t9001.001, attack.t9002]\n"
    "---\ntitle: two\nlogsource: {product: windows}\ndetection: {a: {b: c}, "
    "condition: a}\ntags: [attack.t9003]\n"
    "---\ntitle: three\nlogsource: {product: linux}\ndetection: {a: {b: c}, "
    "condition: a}\ntags: [attack.t9001.002]\n"
    "---\ntitle: four\nlogsource: {category: proxy}\ndetection: {a: {b: c}, "
    "condition: a}\ntags: [attack.t9002, attack.t9003]\n";

static void
make(struct world *w, const char *scope)
{
	world_put_bundle(w, "enterprise.json", "18.1", bundle);
	world_put_bundle(w, "mobile.json", "17.1", other);
	world_put(w, "rules.yml", rules);
	world_put(w, "sextant.yaml", arena_printf(&w->mem,
	    "attack: {enterprise: {path: enterprise.json}, "
	    "mobile: {path: mobile.json}}\n"
	    "sources: {ours: {like: sigma, path: rules.yml}}\n%s", scope));
	assert_int_equal(world_map(w, NULL), 0);
}

/* "2/3 1" of each definition of detection: covered of how many, named. */
static const char *
figures(struct world *w, const char *domain, const char *platform)
{
	struct catalog_selection s = { 0 };
	struct buf b = BUF_INIT;
	const cJSON *d;
	const char *text;

	if (platform != NULL)
		strs_add(&s.platforms, platform);
	cJSON_ArrayForEach(d, member_get(coverage_read(w->catalog, domain,
	    &s), "detection")) {
		buf_printf(&b, "%s %d/%d", d->string,
		    member_get(d, "covered")->valueint,
		    member_get(d, "of")->valueint);
		if (member_get(d, "named") != NULL)
			buf_printf(&b, " %d", member_get(d, "named")->valueint);
		buf_putc(&b, '|');
	}
	strs_free(&s.platforms);
	text = arena_strdup(&w->mem, buf_str(&b));
	buf_free(&b);
	return text;
}

static void
a_platform_bounds_both_sides(void **state)
{
	struct world *w = *state;

	make(w, "");
	assert_string_equal(figures(w, "enterprise", NULL),
	    "exact 5/5|any 3/3|all-subs 3/3|leaf 4/4|tested 0/5|");
	/* T9001 by nothing of Linux; T9002 by the one that names none; of T9001
	 * only the sub-technique that Linux has is looked at. */
	assert_string_equal(figures(w, "enterprise", "linux"),
	    "exact 2/3 1|any 2/2 1|all-subs 2/2 1|leaf 2/2 1|tested 0/3 0|");
	assert_string_equal(figures(w, "enterprise", "Windows"),
	    "exact 3/3 3|any 2/2 2|all-subs 2/2 2|leaf 2/2 2|tested 0/3 0|");
	assert_string_equal(figures(w, "enterprise", "macOS"),
	    "exact 1/1 0|any 1/1 0|all-subs 1/1 0|leaf 1/1 0|tested 0/1 0|");
	assert_string_equal(figures(w, "mobile", "Linux"),
	    "exact 0/0 0|any 0/0 0|all-subs 0/0 0|leaf 0/0 0|tested 0/0 0|");
}

/* What a scope leaves out is what --platform leaves out. */
static void
a_scope_is_the_same_as_a_default(void **state)
{
	struct world *w = *state;
	const char *const names[] = { "Linux", "Windows", "macOS" };
	const char *chosen[3];
	size_t i;

	make(w, "");
	for (i = 0; i < 3; i++)
		chosen[i] = figures(w, "enterprise", names[i]);
	for (i = 0; i < 3; i++) {
		make(w, arena_printf(&w->mem, "scope: {platforms: [%s]}\n",
		    names[i]));
		assert_string_equal(figures(w, "enterprise", NULL), chosen[i]);
		assert_string_equal(figures(w, "enterprise", names[i]),
		    chosen[i]);
	}
	make(w, "scope: {platforms: [Linux, Windows]}\n");
	assert_string_equal(figures(w, "enterprise", "Linux"), chosen[0]);
	assert_string_equal(figures(w, "enterprise", "windows"), chosen[1]);
}

static void
a_scope_bounds_only_what_it_is_about(void **state)
{
	struct world *w = *state;

	make(w, "scope: {platforms: [Linux], tactics: [start], "
	    "except: [{id: T9102, reason: gone}]}\n");
	assert_string_equal(world_ask(w, Q_DOMAINS, NULL, "id platforms scope"),
	    "enterprise Linux platforms Linux; tactics start|"
	    "mobile - platforms Linux (none of them here: not applied); "
	    "tactics start; without T9102 (gone)|");
	assert_string_equal(figures(w, "mobile", NULL),
	    "exact 0/1|any 0/1|all-subs 0/1|leaf 0/1|tested 0/1|");
	make(w, "scope: {platforms: [linux, slab]}\n");
	assert_string_equal(figures(w, "mobile", NULL),
	    "exact 0/1 0|any 0/1 0|all-subs 0/1 0|leaf 0/1 0|tested 0/1 0|");
}

static const char *
wrong(struct world *w, const char *platform, int want)
{
	struct strs one = { 0 };
	struct buf why = BUF_INIT;
	const char *text;

	strs_add(&one, platform);
	assert_int_equal(platforms_resolve(w->catalog, &one, &why), want);
	strs_free(&one);
	text = arena_strdup(&w->mem, buf_str(&why));
	buf_free(&why);
	return text;
}

static void
what_is_no_platform_is_told(void **state)
{
	struct world *w = *state;

	make(w, "scope: {platforms: [Linux]}\n");
	wrong(w, "LINUX", 1);
	wrong(w, "Slate", 1); /* the scope does not bound that domain */
	assert_string_equal(wrong(w, "linus", 0),
	    "linus: unknown platform; did you mean Linux?");
	assert_string_equal(wrong(w, "BeOS", 0), "BeOS: unknown platform; "
	    "there are Linux, Windows, macOS, Slab, Slate");
	assert_string_equal(wrong(w, "Windows", 0),
	    "Windows: out of the scope that sextant.yaml sets");
}

/* Every answer that has a platform behind it says so. */
static void
answers_tell_it(void **state)
{
	struct world *w = *state;
	struct catalog_selection s = { 0 };
	struct gaps_filter filter = { 0 };
	const cJSON *list, *d;

	make(w, "mapping: {resolve: exact, lifecycle: all}\n");
	strs_add(&s.platforms, "linux");
	list = gaps_list(w->catalog, &s, &filter);
	assert_string_equal(member_text(list, "settings"),
	    "resolve: exact, lifecycle: all");
	d = member_get(list, "domains")->child;
	assert_string_equal(member_text(d, "text"), "ATT&CK enterprise "
	    "18.1: 1 of 3 techniques without a detection rule of yours that "
	    "names them (exact); 2 with at least one, 2 of these with only "
	    "one; public detection rules exist for 0 more; 1 by "
	    "detection rules that name Linux, 1 only by detection rules that "
	    "name no platform");
	assert_string_equal(member_text(d->next, "text"),
	    "ATT&CK mobile 17.1: no technique is for the platforms chosen");
	strs_free(&s.platforms);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(a_platform_bounds_both_sides),
		WORLD_TEST(a_scope_is_the_same_as_a_default),
		WORLD_TEST(a_scope_bounds_only_what_it_is_about),
		WORLD_TEST(what_is_no_platform_is_told),
		WORLD_TEST(answers_tell_it),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
