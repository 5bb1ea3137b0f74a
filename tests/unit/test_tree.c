/* The rendered tree: what is new, what is the same, what goes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/pool.h"
#include "tree_place.h"

static void
first_tree_stands_whole(void **state)
{
	const struct place *p = *state;

	make_three(p);
	check_at(p, "index.html", "index");
	check_at(p, "a/b.html", "bee");
	check_at(p, "a/c/d.html", "dee");
	check_at(p, MANIFEST_NAME,
	    "62cb81b5904a262ffaeed02abef36bfc"
	    "540b09f964b8b0b636662f77ffce6714  a/b.html\n"
	    "e7834034bd059ecf00b0661f88f1e724"
	    "2450bf1951c1e76803e80ce4182e2e9c  a/c/d.html\n"
	    "1bc04b5291c26a46d918139138b992d2"
	    "de976d6851d0893b0476b85bfbdfc6e6  index.html\n");
	check_nothing_beside(p);
}

static void
modes_follow_the_umask(void **state)
{
	const struct place *p = *state;
	struct tree *t;

	umask(027);
	t = begin(p);
	put_three(t);
	commit(t, 3, 0, 0);
	assert_int_equal(stat_at(p, "").st_mode & 07777, 0750);
	assert_int_equal(stat_at(p, "a").st_mode & 07777, 0750);
	assert_int_equal(stat_at(p, "a/b.html").st_mode & 07777, 0640);
	assert_int_equal(stat_at(p, MANIFEST_NAME).st_mode & 07777, 0640);
	/* The folder's own mode is its owner's business. */
	assert_int_equal(chmod(p->site, 0711), 0);
	t = begin(p);
	put_three(t);
	put(t, "new.html", "n");
	commit(t, 1, 3, 0);
	assert_int_equal(stat_at(p, "").st_mode & 07777, 0711);
}

/* Its owner may not write in it, and so could not even remove the old one. */
static void
a_read_only_folder_stays_so(void **state)
{
	const struct place *p = *state;
	struct tree *t;

	make_three(p);
	assert_int_equal(chmod(p->site, 0555), 0);
	t = begin(p);
	put(t, "index.html", "new");
	commit(t, 1, 0, 2);
	check_at(p, "index.html", "new");
	assert_int_equal(stat_at(p, "").st_mode & 07777, 0555);
	t = begin(p);
	put(t, "index.html", "newer");
	tree_abort(t);
	check_nothing_beside(p);
	assert_int_equal(chmod(p->site, 0755), 0);
}

static void
nothing_changed_writes_nothing(void **state)
{
	const struct place *p = *state;
	struct tree *t;
	char *before;

	make_three(p);
	before = snapshot(p);
	t = begin(p);
	put_three(t);
	commit(t, 0, 3, 0);
	check_untouched(p, before);
}

static void
unchanged_files_stay_the_same_file(void **state)
{
	const struct place *p = *state;
	struct stat b, d, now;
	struct tree *t;

	make_three(p);
	b = stat_at(p, "a/b.html");
	d = stat_at(p, "a/c/d.html");
	t = begin(p);
	put(t, "a/b.html", "bee");
	put(t, "a/c/d.html", "DEE");
	put(t, "e.html", "new");
	commit(t, 2, 1, 1);
	now = stat_at(p, "a/b.html");
	assert_int_equal(now.st_ino, b.st_ino);
	assert_int_equal(now.st_nlink, 1);
	assert_int_equal(now.st_mtim.tv_nsec, b.st_mtim.tv_nsec);
	assert_int_not_equal(stat_at(p, "a/c/d.html").st_ino, d.st_ino);
	check_at(p, "a/c/d.html", "DEE");
	check_at(p, "e.html", "new");
	assert_false(is_at(p, "index.html"));
	check_nothing_beside(p);
}

static void
vanished_pages_take_their_folders_along(void **state)
{
	const struct place *p = *state;
	struct tree *t;

	make_three(p);
	t = begin(p);
	put(t, "index.html", "index");
	commit(t, 0, 1, 2);
	assert_false(is_at(p, "a"));
	/* All of them: an empty tree is one, too. */
	commit(begin(p), 0, 0, 1);
	check_at(p, MANIFEST_NAME, "");
	t = begin(p);
	commit(t, 0, 0, 0);
}

static void
a_page_edited_by_hand_is_mended(void **state)
{
	const struct place *p = *state;
	struct tree *t;

	make_three(p);
	write_at(p, "a/b.html", "BEE");
	t = begin(p);
	put_three(t);
	commit(t, 1, 2, 0);
	check_at(p, "a/b.html", "bee");
}

static void
a_page_replaced_by_hand_is_mended(void **state)
{
	const struct place *p = *state;
	char *index = below(p, "index.html"), *b = below(p, "a/b.html");
	struct tree *t;

	make_three(p);
	assert_int_equal(unlink(index), 0);
	assert_int_equal(symlink("a/b.html", index), 0);
	assert_int_equal(unlink(b), 0);
	assert_int_equal(mkfifo(b, 0600), 0);
	t = begin(p);
	put_three(t);
	commit(t, 2, 1, 0);
	check_at(p, "index.html", "index");
	assert_true(S_ISREG(stat_at(p, "index.html").st_mode));
	check_at(p, "a/b.html", "bee");
	free(index);
	free(b);
}

static void
a_manifest_that_lies_is_mended(void **state)
{
	const struct place *p = *state;
	struct buf want = BUF_INIT;
	char *path = below(p, MANIFEST_NAME);
	struct tree *t;
	char *text;

	make_three(p);
	assert_int_equal(file_read(path, 0, &want), 0);
	text = mem_strdup(buf_str(&want));
	text[0] = text[0] == '0' ? '1' : '0';
	write_at(p, MANIFEST_NAME, text);
	t = begin(p);
	put_three(t);
	commit(t, 0, 3, 0);
	check_at(p, MANIFEST_NAME, buf_str(&want));
	free(text);
	free(path);
	buf_free(&want);
}

static void
files_and_folders_may_swap(void **state)
{
	const struct place *p = *state;
	struct tree *t;

	make_three(p);
	t = begin(p);
	put(t, "a", "was a folder");
	put(t, "index.html/x", "was a file");
	commit(t, 2, 0, 3);
	check_at(p, "a", "was a folder");
	check_at(p, "index.html/x", "was a file");
	t = begin(p);
	put_three(t);
	commit(t, 3, 0, 2);
	check_at(p, "a/c/d.html", "dee");
}

static void
paths_that_cannot_be_are_refused(void **state)
{
	static const char *const paths[] = { "", "/x", "../x", "a/../x", "a//x",
		"a/", ".", "a\nb", "a\\b", MANIFEST_NAME };
	const struct place *p = *state;
	struct tree *t;
	struct buf deep = BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		t = begin(p);
		put_refused(t, paths[i], "no path for a file");
		tree_abort(t);
	}
	t = begin(p);
	put(t, "a/b", "x");
	put_refused(t, "a/b", "site/a/b: put twice");
	tree_abort(t);
	t = begin(p);
	put(t, "a/b", "x");
	put_refused(t, "a", "site/a: both a file and a folder");
	/* The run has failed: it has been said, and will not be again. */
	assert_int_equal(tree_put(t, "a", NULL, "x", 1), -1);
	assert_int_equal(tree_commit(t, NULL, NULL, NULL), -1);
	t = begin(p);
	put(t, "a/b", "x");
	put_refused(t, "a/b/c", "site/a/b/c: both a file and a folder");
	tree_abort(t);
	for (i = 0; i < 65; i++)
		buf_puts(&deep, "d/");
	buf_puts(&deep, "x");
	t = begin(p);
	put_refused(t, buf_str(&deep), "more than 64 folders");
	tree_abort(t);
	buf_free(&deep);
	assert_false(file_exists(p->out));
}

static void
links_to_the_folder_are_followed(void **state)
{
	const struct place *p = *state;
	char *link = path_join(p->scratch, "link");
	char *dead = path_join(p->scratch, "dead");
	struct tree *t;
	struct stat st;

	make_three(p);
	assert_int_equal(symlink("out/site", link), 0);
	assert_int_equal(symlink("out/none", dead), 0);
	t = tree_begin(link);
	assert_non_null(t);
	put(t, "index.html", "new");
	commit(t, 1, 0, 2);
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	check_at(p, "index.html", "new");
	check_nothing_beside(p);
	refused(dead, "dead: No such file");
	free(link);
	free(dead);
}

static void
names_of_all_kinds(void **state)
{
	static const char *const tails[] = { "/", "///", "/." };
	const struct place *p = *state;
	struct buf name = BUF_INIT;
	struct tree *t;
	size_t i;

	make_three(p);
	for (i = 0; i < 3; i++) {
		buf_reset(&name);
		buf_printf(&name, "%s%s", p->site, tails[i]);
		t = tree_begin(buf_str(&name));
		assert_non_null(t);
		put_three(t);
		commit(t, 0, 3, 0);
	}
	buf_reset(&name);
	buf_printf(&name, "%s/none/..", p->site);
	refused(buf_str(&name), "no name for a folder");
	refused("", "no name for a folder");
	refused("/", "/: ");
	buf_free(&name);
}

enum { MANY = 600 };

struct many {
	struct tree *t;
	char change; /* in the first hundred */
};

static int
put_one(void *ctx, size_t i, int worker)
{
	const struct many *m = ctx;
	char path[64], text[64];

	(void)worker;
	snprintf(path, sizeof(path), "d%zu/e%zu/f%zu.html", i % 7, i % 3, i);
	snprintf(text, sizeof(text), "%zu%c", i, i < 100 ? m->change : 'x');
	return tree_put(m->t, path, NULL, text, strlen(text));
}

static void
threads_put_at_a_time(void **state)
{
	const struct place *p = *state;
	struct many m = { begin(p), 'a' };

	assert_int_equal(pool_run(4, MANY, put_one, &m), 0);
	commit(m.t, MANY, 0, 0);
	check_at(p, "d3/e2/f500.html", "500x");
	m = (struct many){ begin(p), 'b' };
	assert_int_equal(pool_run(4, MANY, put_one, &m), 0);
	commit(m.t, 100, MANY - 100, 0);
	check_at(p, "d1/e2/f50.html", "50b");
	check_nothing_beside(p);
}

/* The n-th time, the same path: whoever comes second is told. */
static int
put_same(void *ctx, size_t i, int worker)
{
	(void)i;
	(void)worker;
	return tree_put(ctx, "same.html", NULL, "x", 1);
}

static void
threads_that_fail_say_one_line(void **state)
{
	const struct place *p = *state;
	struct tree *t = begin(p);
	struct capture c;
	int rc;

	capture_begin(&c);
	rc = pool_run(4, 100, put_same, t);
	check_said(&c, "site/same.html: put twice");
	assert_int_equal(rc, -1);
	assert_int_equal(tree_commit(t, NULL, NULL, NULL), -1);
	assert_false(file_exists(p->out));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(first_tree_stands_whole),
		PLACE_TEST(modes_follow_the_umask),
		PLACE_TEST(a_read_only_folder_stays_so),
		PLACE_TEST(nothing_changed_writes_nothing),
		PLACE_TEST(unchanged_files_stay_the_same_file),
		PLACE_TEST(vanished_pages_take_their_folders_along),
		PLACE_TEST(a_page_edited_by_hand_is_mended),
		PLACE_TEST(a_page_replaced_by_hand_is_mended),
		PLACE_TEST(a_manifest_that_lies_is_mended),
		PLACE_TEST(files_and_folders_may_swap),
		PLACE_TEST(paths_that_cannot_be_are_refused),
		PLACE_TEST(links_to_the_folder_are_followed),
		PLACE_TEST(names_of_all_kinds),
		PLACE_TEST(threads_put_at_a_time),
		PLACE_TEST(threads_that_fail_say_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
