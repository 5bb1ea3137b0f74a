/* Rules that were made from others': which are joined, and what one has of the
 * other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "words/shape.h"
#include "base/buf.h"
#include "bundle.h"
#include "map/twins.h"
#include "words/words.h"

static const char bundle[] = BUNDLE(TECHNIQUE("T1001", "") ","
    TECHNIQUE("T1002", "") "," TECHNIQUE("T1003", REVOKED) ","
    REVOKED_BY("T1003", "T1002"));

enum { OURS, THEIRS, OTHERS, INPUTS, CONTROLS = 8 };
static struct stix attack;
static struct config config;
static struct arena mem;
static struct source sources[INPUTS];
static struct input inputs[INPUTS];
static struct inputs all;

static int
set_up(void **state)
{
	static const char *const ids[] = { "ours", "theirs", "others" };
	size_t i;

	(void)state;
	if (stix_read(bundle, strlen(bundle), "bundle", NULL, false, 1, &attack) == -1)
		return -1;
	all = (struct inputs){ .config = &config, .v = inputs, .n = INPUTS };
	for (i = 0; i < INPUTS; i++) {
		sources[i] = (struct source){ .id = ids[i],
			.kind = KIND_DETECTION, .own = i == OURS };
		inputs[i] = (struct input){ .source = &sources[i] };
		inputs[i].findings.mem = &mem;
		inputs[i].controls = mem_array(CONTROLS,
		    sizeof(struct control));
	}
	strs_add(&sources[OURS].twin_of, "theirs");
	return 0;
}

static int
tear_down(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < INPUTS; i++) {
		strs_free(&sources[i].twin_of);
		free(inputs[i].controls);
		free(inputs[i].findings.v);
		arena_free(&inputs[i].mem);
	}
	stix_free(&attack);
	arena_free(&mem);
	return 0;
}

/* A new active control; ids: of techniques, parted by spaces. */
static struct control *
add(size_t of, const char *id, const char *title, const char *ids)
{
	struct control *k = &inputs[of].controls[inputs[of].ncontrols++];
	size_t n;

	assert_true(inputs[of].ncontrols <= CONTROLS);
	*k = (struct control){ .id = id, .title = title, .path = id,
		.line = 1, .counts = true };
	for (; *ids != '\0'; ids += n + strspn(ids + n, " ")) {
		n = strcspn(ids, " ");
		*ARENA_ADD(&mem, k->tags, k->ntags) = (struct tag){
			.id = arena_strndup(&mem, ids, n) };
		k->tags[k->ntags - 1].formed =
		    shape_is_technique(k->tags[k->ntags - 1].id);
	}
	return k;
}

/* One of one's own that calls its twin so. */
static struct control *
add_own(const char *twin_id, const char *twin_name, const char *ids)
{
	struct control *k = add(OURS, "own", "Own", ids);

	if (twin_id != NULL)
		*ARENA_ADD(&mem, k->twin_ids.v, k->twin_ids.n) =
		    arena_strdup(&mem, twin_id);
	if (twin_name != NULL)
		*ARENA_ADD(&mem, k->twin_names.v, k->twin_names.n) =
		    arena_strdup(&mem, twin_name);
	return k;
}

/* Joins all, and compares the twins of the first of one's own, as "ID by". */
static void
assert_twins(const char *want)
{
	const struct control *k = &inputs[OURS].controls[0];
	struct buf b = BUF_INIT;
	size_t i;

	twins_find(&all, &attack);
	for (i = 0; i < k->ntwins; i++)
		buf_printf(&b, "%s%s by %s", i > 0 ? ", " : "",
		    k->twins[i].control->id, k->twins[i].by);
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
}

static void
an_id_is_enough(void **state)
{
	(void)state;
	add(THEIRS, "a", "A", "T1001");
	add(THEIRS, "b", "B", "T1001");
	add_own("A", "B", "T1001");
	assert_twins("a by id");
}

static void
a_name_is_where_one_rule_has_it(void **state)
{
	(void)state;
	add(THEIRS, "a", "A rule", "T1001");
	add(THEIRS, "b", "B", "T1001");
	add_own("x", "a RULE", "T1001");
	assert_twins("a by name");
}

static void
a_name_of_several_is_a_finding(void **state)
{
	(void)state;
	add(THEIRS, "a", "A", "T1001");
	add(THEIRS, "b", "a", "T1001");
	add_own(NULL, "A", "T1001");
	assert_twins("");
	assert_int_equal(inputs[OURS].findings.n, 1);
	assert_string_equal(inputs[OURS].findings.v[0].what, "ambiguous-twin");
	assert_non_null(strstr(inputs[OURS].findings.v[0].why, "theirs: a, "));
	assert_non_null(strstr(inputs[OURS].findings.v[0].why, "theirs: b"));
}

static void
also_over_sources(void **state)
{
	(void)state;
	strs_add(&sources[OURS].twin_of, "others");
	add(THEIRS, "a", "A", "T1001");
	add(OTHERS, "b", "A", "T1001");
	add_own(NULL, "A", "T1001");
	assert_twins("");
	assert_int_equal(inputs[OURS].findings.n, 1);
}

static void
the_active_ones_are_meant(void **state)
{
	(void)state;
	add(THEIRS, "a", "A", "T1001")->lifecycle = LIFECYCLE_DEPRECATED;
	add(THEIRS, "b", "A", "T1001");
	add(THEIRS, "c", "A", "T1001")->lifecycle = LIFECYCLE_REMOVED;
	add_own(NULL, "A", "T1001");
	assert_twins("b by name");
}

static void
or_else_all(void **state)
{
	(void)state;
	add(THEIRS, "a", "A", "T1001")->lifecycle = LIFECYCLE_DEPRECATED;
	add(THEIRS, "A", "B", "T1001")->lifecycle = LIFECYCLE_DEPRECATED;
	add_own("a", NULL, "T1001");
	assert_twins("a by id, A by id");
}

static void
only_among_the_sources_named(void **state)
{
	(void)state;
	add(OTHERS, "a", "A", "T1001");
	add_own("a", "A", "T1001");
	assert_twins("");
}

static void
only_of_its_kind(void **state)
{
	(void)state;
	sources[THEIRS].kind = KIND_TEST;
	add(THEIRS, "a", "A", "T1001");
	add_own("a", "A", "T1001");
	assert_twins("");
}

static void
techniques_are_its_own_or_its_twins(void **state)
{
	struct control *own;

	(void)state;
	add(THEIRS, "a", "A", "T1003 T1001 none");
	own = add_own("a", NULL, "none");
	assert_twins("a by id");
	assert_true(own->twins[0].techniques);
	assert_int_equal(own->ntags, 3);
	assert_string_equal(own->tags[1].id, "T1003");
	assert_int_equal(own->tags[1].outcome, OUTCOME_REMAPPED);
	assert_true(own->tags[1].counted);
	assert_int_equal(inputs[OURS].findings.n, 0);
	/* Again: it has some now. */
	own->ntwins = 0;
	own->tags[0].formed = true;
	assert_twins("a by id");
	assert_false(own->twins[0].techniques);
	assert_int_equal(own->ntags, 3);
}

static void
evidence_up_to_what_joins_them(void **state)
{
	static const struct {
		const char *id, *own, *other;
		enum evidence most, evidence;
		bool changed;
	} cases[] = {
		{ "a", "q", "q", E4, E2, false },
		{ "a", NULL, "q", E4, E2, false },
		{ "a", NULL, NULL, E4, E2, false },
		{ "a", "q", "r", E1, E1, true },
		{ "a", "q", NULL, E1, E1, false },
		{ NULL, "q", "q", E1, E1, false },
	};
	struct control *own;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (i > 0)
			set_up(state);
		add(THEIRS, "a", "A", "T1001")->query = cases[i].other;
		inputs[THEIRS].controls[0].evidence = E2;
		own = add_own(cases[i].id, "A", "T1001");
		own->query = cases[i].own;
		assert_twins(cases[i].id != NULL ? "a by id" : "a by name");
		assert_int_equal(own->twins[0].most, cases[i].most);
		assert_int_equal(own->evidence, cases[i].evidence);
		assert_int_equal(own->twins[0].changed, cases[i].changed);
		if (i + 1 < sizeof(cases) / sizeof(cases[0]))
			tear_down(state);
	}
}

static void
what_does_not_count_has_nothing_of_it(void **state)
{
	struct control *own;

	(void)state;
	add(THEIRS, "a", "A", "T1001")->evidence = E2;
	own = add_own("a", NULL, "");
	own->lifecycle = LIFECYCLE_DISABLED;
	own->counts = false;
	assert_twins("a by id");
	assert_int_equal(own->ntags, 0);
	assert_int_equal(own->evidence, E0);
	twins_exclude(&all);
	assert_true(inputs[THEIRS].controls[0].counts);
}

static void
a_copy_of_a_copy_has_what_that_has(void **state)
{
	struct control *own, *copy;

	(void)state;
	sources[THEIRS].own = true;
	strs_add(&sources[THEIRS].twin_of, "others");
	copy = add(THEIRS, "a", "A", "");
	*ARENA_ADD(&mem, copy->twin_ids.v, copy->twin_ids.n) =
	    arena_strdup(&mem, "b");
	add(OTHERS, "b", "B", "T1001")->evidence = E2;
	own = add_own("a", NULL, "");
	assert_twins("a by id");
	assert_int_equal(own->ntags, 1);
	assert_int_equal(own->evidence, E2);
	twins_exclude(&all);
	assert_true(own->counts);
	assert_false(copy->counts);
	assert_false(inputs[OTHERS].controls[0].counts);
}

static void
sources_that_name_each_other_are_told(void **state)
{
	struct control *other;

	(void)state;
	sources[THEIRS].own = true;
	strs_add(&sources[THEIRS].twin_of, "ours");
	other = add(THEIRS, "own", "A", "T1001");
	*ARENA_ADD(&mem, other->twin_ids.v, other->twin_ids.n) =
	    arena_strdup(&mem, "own");
	add_own("own", NULL, "T1001");
	assert_twins("own by id");
	assert_int_equal(other->ntwins, 0);
	assert_int_equal(inputs[THEIRS].findings.n, 1);
	assert_string_equal(inputs[THEIRS].findings.v[0].what, "twin-of");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(an_id_is_enough),
		TEST(a_name_is_where_one_rule_has_it),
		TEST(a_name_of_several_is_a_finding),
		TEST(also_over_sources),
		TEST(the_active_ones_are_meant),
		TEST(or_else_all),
		TEST(only_among_the_sources_named),
		TEST(only_of_its_kind),
		TEST(techniques_are_its_own_or_its_twins),
		TEST(evidence_up_to_what_joins_them),
		TEST(what_does_not_count_has_nothing_of_it),
		TEST(a_copy_of_a_copy_has_what_that_has),
		TEST(sources_that_name_each_other_are_told),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
