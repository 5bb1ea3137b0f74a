/* Definitions that are like another: its layout, at a home of their own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "config/config.h"

#define ATTACK "title: ATT&CK\nkind: attack\nfetch: {index:" \
	       " 'https://e.org/i', bundle: 'https://e.org/b'}\n"
#define LAYOUT "title: A layout\nkind: detection\ndefault: true\n" \
	       "licence: MIT\nhomepage: https://e.org/\n" \
	       "fetch: {github: a/b, ref: refs/heads/main}\n" \
	       "link: https://e.org/{path}\nleast: {share: 0.5}\n" \
	       "read: {files: ['rules/*.yml', '*.yaml'], has: [rule]}\n" \
	       "control: {title: rule, id: id}\n" \
	       "techniques: [{fields: 'tags[]', pattern: '(T[0-9]+)'}]\n" \
	       "lifecycle: [{is: disabled, field: off}]\n"
#define HOME "title: Another home\nlike: layout\n" \
	     "fetch: {github: c/d, ref: refs/heads/x}\n"

static char *root, *path;
static struct config c;

static void
put(const char *name, const char *text)
{
	scratch_put(root, name, text);
}

static int
set_up(void **state)
{
	(void)state;
	root = scratch_begin();
	path = path_join(root, "conf/sextant.yaml");
	put("attack.yaml", ATTACK);
	put("layout.yaml", LAYOUT);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	config_free(&c);
	free(path);
	scratch_end(root);
	return 0;
}

static const struct source *
read_home(const char *definition, const char *config)
{
	config_free(&c);
	put("home.yaml", definition);
	put("conf/sextant.yaml", config);
	assert_int_equal(config_read(path, root, NULL, &c), 0);
	return config_source(&c, "home");
}

static void
the_layout_is_the_other_s(void **state)
{
	const struct source *s = read_home(HOME, "sources: [home]\n");

	(void)state;
	assert_string_equal(s->title, "Another home");
	assert_string_equal(s->like, "layout");
	assert_int_equal(s->kind, KIND_DETECTION);
	assert_int_equal(s->files.n, 2);
	assert_int_equal(s->has.n, 1);
	assert_int_equal(s->techniques.n, 1);
	assert_int_equal(s->lifecycle.n, 1);
	assert_string_equal(s->github, "c/d");
	assert_null(s->licence);
	assert_null(s->homepage);
	assert_null(s->link);
	assert_true(s->least_share == 0);
	assert_false(s->own);
}

static void
what_it_says_itself_lies_over_that(void **state)
{
	const struct source *s = read_home(HOME "read: {files: [more/*.yml]}\n"
	    "lifecycle: []\n", "sources: {home: {ref: refs/tags/v1}}\n");

	(void)state;
	assert_int_equal(s->files.n, 1);
	assert_string_equal(s->files.v[0], "more/*.yml");
	assert_int_equal(s->has.n, 1);
	assert_int_equal(s->lifecycle.n, 0);
	assert_string_equal(s->ref, "refs/tags/v1");
}

static void
it_is_no_default_where_the_other_is(void **state)
{
	(void)state;
	assert_null(read_home(HOME, "sources: {default: true}\n"));
	assert_non_null(config_source(&c, "layout"));
	assert_non_null(read_home(HOME "default: true\n", "title: x\n"));
}

static void
one_s_own_may_be_like_it(void **state)
{
	const struct source *s;

	(void)state;
	read_home(HOME, "sources: {ours: {like: home, path: r}}\n");
	s = config_source(&c, "ours");
	assert_int_equal(s->has.n, 1);
	assert_null(s->github);
	assert_string_equal(s->title, "ours");
	assert_true(s->own);
}

/* What map writes follows the other's file too. */
static void
the_other_s_file_is_part_of_it(void **state)
{
	char *before;

	(void)state;
	before = mem_strdup(
	    read_home(HOME, "sources: [home]\n")->definition);
	put("layout.yaml", LAYOUT "tactics: []\n");
	assert_string_not_equal(before,
	    read_home(HOME, "sources: [home]\n")->definition);
	free(before);
}

static void
what_is_wrong_is_said(void **state)
{
	static const struct { const char *like, *error; } wrong[] = {
		{ "nothing", "home.yaml:1: like: nothing: no such definition" },
		{ "home", "home.yaml:1: like: home is like another itself" },
		{ "../layout", "home.yaml:1: like: expected a definition" },
		{ "[layout]", "home.yaml:1: like: expected a definition" },
	};
	struct buf text = BUF_INIT;
	struct capture capture;
	char *said;
	size_t i;

	(void)state;
	put("conf/sextant.yaml", "sources: [home]\n");
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		buf_reset(&text);
		buf_printf(&text, "like: %s\ntitle: x\n", wrong[i].like);
		put("home.yaml", buf_str(&text));
		config_free(&c);
		capture_begin(&capture);
		assert_int_equal(config_read(path, root, NULL, &c), -1);
		said = capture_end(&capture);
		assert_non_null(strstr(said, wrong[i].error));
		free(said);
	}
	buf_free(&text);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(the_layout_is_the_other_s),
		TEST(what_it_says_itself_lies_over_that),
		TEST(it_is_no_default_where_the_other_is),
		TEST(one_s_own_may_be_like_it),
		TEST(the_other_s_file_is_part_of_it),
		TEST(what_is_wrong_is_said),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
