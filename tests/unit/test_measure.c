/* One figure of a chosen part, and which techniques are answered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "config/checks.h"
#include "count/facts.h"
#include "count/measure.h"
#include "filled.h"
#include "value/value.h"
#include "value/member.h"
#include "words/words.h"

static char *root;
static struct arena mem;
static struct catalog *c;

static int
set_up(void **state)
{
	char *path;

	(void)state;
	root = scratch_begin();
	value_use(&mem);
	path = path_join(root, "catalog.db");
	c = catalog_create(path);
	if (c == NULL || fill(c) == -1 || catalog_commit(c) == -1)
		return -1;
	c = catalog_open(path);
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

static struct measure
of(const char *kind, const char *definition)
{
	const struct measure m = { .where = "x:1", .domain = "enterprise",
		.kind = kind, .definition = definition };

	return m;
}

static void
measure_free(struct measure *m)
{
	strs_free(&m->selection.sources);
	strs_free(&m->selection.platforms);
	strs_free(&m->tactics);
}

/* Frees m. */
static void
assert_figure(struct measure m, int covered, int all)
{
	const cJSON *f = measure_read(c, &m);

	assert_non_null(f);
	assert_string_equal(member_text(f, "definition"), m.definition);
	assert_string_equal(member_text(f, "version"), "18.1");
	assert_int_equal(member_get(f, "covered")->valueint, covered);
	assert_int_equal(member_get(f, "of")->valueint, all);
	measure_free(&m);
}

static void
a_figure_is_of_one_kind_and_definition(void **state)
{
	(void)state;
	assert_figure(of("detection", "exact"), 1, 3);
	assert_figure(of("detection", "any"), 1, 2);
	assert_figure(of("detection", "leaf"), 0, 2);
	assert_figure(of("test", "exact"), 1, 3);
	assert_figure(of("test", "any"), 1, 2);
	assert_figure(of("policy", "tested"), 0, 3);
}

static void
controls_are_chosen(void **state)
{
	struct measure m = of("detection", "exact");

	(void)state;
	strs_add(&m.selection.sources, "ours");
	assert_figure(m, 1, 3);
	m = of("detection", "exact");
	strs_add(&m.selection.sources, "tests");
	assert_figure(m, 0, 3);
	m = of("detection", "exact");
	m.selection.evidence = 5;
	assert_figure(m, 0, 3);
}

/* The parts of a technique count with it only where they are chosen, too. */
static void
techniques_are_chosen(void **state)
{
	static const char *const firsts[] = { "first", "TA0001", "the first" };
	struct measure m;
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		m = of("detection", "exact");
		strs_add(&m.tactics, firsts[i]);
		assert_figure(m, 1, 2);
	}
	m = of("detection", "leaf");
	strs_add(&m.tactics, "second");
	assert_figure(m, 1, 1);
	m = of("test", "any");
	strs_add(&m.tactics, "second");
	assert_figure(m, 0, 1);
	m = of("detection", "exact");
	strs_add(&m.selection.platforms, "windows");
	assert_figure(m, 1, 1);
}

/* Frees m. */
static void
assert_refused(struct measure m, const char *want)
{
	struct capture said;
	char *text;

	capture_begin(&said);
	assert_null(measure_read(c, &m));
	text = capture_end(&said);
	assert_string_equal(text, want);
	free(text);
	measure_free(&m);
}

static void
what_is_not_there_is_said(void **state)
{
	struct measure m = of("detection", "exact");

	(void)state;
	m.domain = "mobile";
	assert_refused(m, "sextant: x:1: the catalog has no domain mobile\n");
	m = of("detection", "exact");
	strs_add(&m.tactics, "third");
	assert_refused(m, "sextant: x:1: ATT&CK enterprise 18.1 has no tactic "
	    "third; there are The First, The Second\n");
	m = of("detection", "exact");
	strs_add(&m.selection.platforms, "BeOS");
	assert_refused(m, "sextant: x:1: platform BeOS: unknown platform; "
	    "there are Linux, Windows\n");
	m = of("detection", "exact");
	strs_add(&m.selection.sources, "theirs");
	assert_refused(m, "sextant: x:1: the catalog has no source theirs; "
	    "did you mean tests?\n");
}

/* Who asks why is told in short, and nothing is reported. */
static void
why_is_told_to_who_asks(void **state)
{
	struct buf why = BUF_INIT;
	struct measure m = of("detection", "exact");

	(void)state;
	m.why = &why;
	strs_add(&m.tactics, "third");
	assert_refused(m, "");
	assert_string_equal(buf_str(&why),
	    "ATT&CK enterprise 18.1 has no tactic third");
	buf_reset(&why);
	m = of("detection", "exact");
	m.why = &why;
	strs_add(&m.selection.platforms, "BeOS");
	assert_refused(m, "");
	assert_string_equal(buf_str(&why),
	    "platform BeOS: unknown platform");
	buf_free(&why);
}

static void
which_are_answered(void **state)
{
	struct measure m = of("detection", "exact");
	struct buf b = BUF_INIT;
	cJSON *rows = NULL;
	const cJSON *row;

	(void)state;
	assert_int_equal(catalog_rows(c, Q_TECHNIQUES, NULL, &rows), 0);
	assert_int_equal(measure_mark(c, &m, rows), 0);
	cJSON_ArrayForEach(row, rows) {
		if (member_get(row, "in_scope") != NULL)
			buf_printf(&b, " %s", member_text(row, "id"));
		if (member_get(row, "covered") != NULL)
			buf_puts(&b, "!");
	}
	assert_string_equal(buf_str(&b), " T1001! T1001.001 T1005");
	buf_free(&b);
}

/* What a configuration may say is what there is. */
static void
every_definition_may_be_asked_for(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; definitions[i].name != NULL; i++)
		assert_string_equal(coverage_names[i], definitions[i].name);
	assert_null(coverage_names[i]);
	for (i = 0; control_kinds[i] != NULL; i++)
		assert_int_equal(kind_read(control_kinds[i]), i);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_figure_is_of_one_kind_and_definition),
		cmocka_unit_test(controls_are_chosen),
		cmocka_unit_test(techniques_are_chosen),
		cmocka_unit_test(what_is_not_there_is_said),
		cmocka_unit_test(why_is_told_to_who_asks),
		cmocka_unit_test(which_are_answered),
		cmocka_unit_test(every_definition_may_be_asked_for),
	};

	value_init();
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
