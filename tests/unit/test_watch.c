/* Files looked at again and again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "build/watch.h"

/* A folder with what is watched, and two looks at it. */
struct place {
	char folder[64];
	struct watch watch;
	struct strs before, after;
};

static void
put(const struct place *p, const char *name, const char *text)
{
	char *path = path_join(p->folder, name);
	struct outfile f;

	outfile_begin(&f, path);
	buf_puts(&f.text, text);
	assert_int_equal(outfile_commit(&f), 0);
	free(path);
}

static void
watch(struct place *p, const char *name, const struct source *source)
{
	char *path = path_join(p->folder, name);

	watch_add(&p->watch, path, source);
	free(path);
}

static void
pass(struct place *p, const char *name)
{
	char *path = path_join(p->folder, name);

	watch_ignore(&p->watch, path);
	free(path);
}

static int
set_up(void **state)
{
	struct place *p = mem_alloc(sizeof(*p));

	snprintf(p->folder, sizeof(p->folder), "/tmp/watch.XXXXXX");
	assert_non_null(mkdtemp(p->folder));
	put(p, "c.yaml", "a: 1\n");
	put(p, "rules/one.yml", "1\n");
	put(p, "rules/deep/two.yml", "2\n");
	put(p, "rules/out/site/index.html", "x\n");
	watch(p, "c.yaml", NULL);
	watch(p, "rules/../rules/.", NULL);
	watch(p, "none/at/all", NULL);
	pass(p, "rules/out/site");
	pass(p, "rules/c.db");
	watch_look(&p->watch, &p->before);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	file_remove(p->folder);
	watch_free(&p->watch);
	strs_free(&p->before);
	strs_free(&p->after);
	free(p);
	return 0;
}

/* The next look finds that this file is the first that changed; NULL: none. */
static void
check(struct place *p, const char *name)
{
	char *path = path_join(p->folder, name == NULL ? "" : name);
	const char *found;
	size_t n = 0;

	watch_look(&p->watch, &p->after);
	found = watch_difference(&p->before, &p->after, &n);
	if (name == NULL) {
		assert_null(found);
	} else {
		assert_non_null(found);
		assert_int_equal(n, strlen(path));
		assert_memory_equal(found, path, n);
	}
	free(path);
}

static void
sees_what_is_written(void **state)
{
	check(*state, NULL);
	put(*state, "rules/deep/two.yml", "3\n");
	check(*state, "rules/deep/two.yml");
}

static void
sees_what_comes(void **state)
{
	put(*state, "rules/a.yml", "a\n");
	check(*state, "rules/a.yml");
}

static void
sees_a_place_that_comes(void **state)
{
	put(*state, "none/at/all/x.yml", "a\n");
	check(*state, "none/at/all/x.yml");
}

static void
sees_what_goes(void **state)
{
	struct place *p = *state;
	char *path = path_join(p->folder, "rules/one.yml");

	unlink(path);
	free(path);
	check(p, "rules/one.yml");
}

static void
sees_all_go(void **state)
{
	struct place *p = *state;

	file_remove(p->folder);
	check(p, "c.yaml");
}

static void
passes_over_what_the_build_writes(void **state)
{
	struct place *p = *state;

	put(p, "rules/out/site/new.html", "x\n");
	put(p, "rules/out/site.aside/new.html", "x\n");
	put(p, "rules/c.db", "x\n");
	put(p, "rules/c.db-journal", "x\n");
	put(p, "rules/.git/index", "x\n");
	put(p, "rules/.swp", "x\n");
	check(p, NULL);
	put(p, "rules/out/sites.yml", "x\n");
	check(p, "rules/out/sites.yml");
}

static void
follows_no_link(void **state)
{
	struct place *p = *state;
	char *path = path_join(p->folder, "rules/up");

	assert_int_equal(symlink("..", path), 0);
	free(path);
	check(p, "rules/up");
	watch_look(&p->watch, &p->before);
	put(p, "x", "x\n");
	check(p, NULL);
}

static void
minds_the_files_of_a_source(void **state)
{
	struct place *p = *state;
	struct source source = { 0 };

	strs_add(&source.files, "rules/**/*.yml");
	put(p, "mine/one.yml", "1\n");
	watch(p, "mine", &source);
	watch_look(&p->watch, &p->before);
	put(p, "mine/note.txt", "x\n");
	check(p, NULL);
	put(p, "mine/deep/two.yml", "2\n");
	check(p, "mine/deep/two.yml");
	strs_free(&source.files);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sees_what_is_written),
		TEST(sees_what_comes),
		TEST(sees_a_place_that_comes),
		TEST(sees_what_goes),
		TEST(sees_all_go),
		TEST(passes_over_what_the_build_writes),
		TEST(follows_no_link),
		TEST(minds_the_files_of_a_source),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
