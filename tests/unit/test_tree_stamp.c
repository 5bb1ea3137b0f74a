/* The stamp: whether a tree is known to be made from the same already. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tree_place.h"

static const char ours[] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
static const char others[] =
    "1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static char *
stamp_path(const struct place *p)
{
	return path_join(p->scratch, "stamp");
}

/* Whether the tree is made from that; nothing is said in either case. */
static bool
is_made(const struct place *p, struct tree *t, const char *inputs)
{
	char *path = stamp_path(p), *said;
	struct capture c;
	bool made;

	capture_begin(&c);
	made = tree_is_made(t, path, inputs);
	said = capture_end(&c);
	assert_string_equal(said, "");
	free(said);
	free(path);
	return made;
}

static void
make_stamped(const struct place *p)
{
	struct tree *t = begin(p);

	assert_false(is_made(p, t, ours));
	put_three(t);
	commit(t, 3, 0, 0);
}

static void
check_made(const struct place *p, const char *inputs, bool want)
{
	struct tree *t = begin(p);

	assert_int_equal(is_made(p, t, inputs), want);
	tree_abort(t);
}

static void
write_stamp(const struct place *p, const char *text)
{
	char *path = stamp_path(p);

	assert_int_equal(file_remove(path), 0);
	assert_int_equal(file_write_new(path, text, strlen(text)), 0);
	free(path);
}

static void
what_is_made_is_left(void **state)
{
	const struct place *p = *state;
	struct tree *t;
	char *before;
	int i;

	make_stamped(p);
	before = snapshot(p);
	for (i = 0; i < 3; i++) {
		t = begin(p);
		assert_true(is_made(p, t, ours));
		commit(t, 0, 3, 0);
	}
	check_untouched(p, before);
}

static void
from_other_inputs_it_is_not(void **state)
{
	const struct place *p = *state;
	struct tree *t;

	make_stamped(p);
	t = begin(p);
	assert_false(is_made(p, t, others));
	put_three(t);
	commit(t, 0, 3, 0);
	check_made(p, others, true);
	check_made(p, ours, false);
}

/* What became of a/b.html. */
enum change { REMOVED, OTHER_BYTES, LONGER, A_LINK, A_FOLDER, CHANGES };

static void
change_page(const struct place *p, enum change how)
{
	char *path = below(p, "a/b.html");

	if (how == OTHER_BYTES)
		write_at(p, "a/b.html", "BEE");
	else if (how == LONGER)
		write_at(p, "a/b.html", "bees");
	else
		assert_int_equal(file_remove(path), 0);
	if (how == A_LINK)
		assert_int_equal(symlink("../index.html", path), 0);
	if (how == A_FOLDER)
		assert_int_equal(mkdir(path, 0700), 0);
	free(path);
}

static void
a_page_that_changed_is_found(void **state)
{
	const struct place *p = *state;
	struct tree *t;
	char *path = below(p, "a/b.html");
	int how;

	make_stamped(p);
	for (how = 0; how < CHANGES; how++) {
		change_page(p, (enum change)how);
		t = begin(p);
		assert_false(is_made(p, t, ours));
		if (how == A_LINK || how == A_FOLDER) {
			tree_abort(t);
			assert_int_equal(file_remove(path), 0);
			continue;
		}
		put_three(t);
		commit(t, 1, 2, 0);
		check_at(p, "a/b.html", "bee");
		check_made(p, ours, true);
	}
	free(path);
}

/* Of the same length, in the same file, with the old time: and at once, so that the clock
 * of the file system may not have gone on since. */
static void
so_is_one_that_hides_it(void **state)
{
	const struct place *p = *state;
	char *path = below(p, "a/b.html");
	struct timespec times[2];
	struct stat st;
	struct tree *t;
	int fd, i;

	make_stamped(p);
	for (i = 0; i < 30; i++) {
		st = stat_at(p, "a/b.html");
		times[0] = st.st_atim;
		times[1] = st.st_mtim;
		fd = open(path, O_WRONLY);
		assert_int_equal(pwrite(fd, "BEE", 3, 0), 3);
		assert_int_equal(futimens(fd, times), 0);
		close(fd);
		t = begin(p);
		assert_false(is_made(p, t, ours));
		put_three(t);
		commit(t, 1, 2, 0);
		check_at(p, "a/b.html", "bee");
	}
	free(path);
}

static void
a_copy_is_read_and_known(void **state)
{
	const struct place *p = *state;

	make_stamped(p);
	write_at(p, "index.html", "index");
	write_at(p, "a/b.html", "bee");
	check_made(p, ours, true);
	write_at(p, "a/b.html", "eeb");
	check_made(p, ours, false);
}

/* The manifest says what the pages are to be: one that was edited along with a page. */
static void
another_manifest_is_another_tree(void **state)
{
	const struct place *p = *state;
	struct tree *t;

	make_stamped(p);
	t = begin(p); /* without a stamp, as an older program */
	put(t, "index.html", "index");
	commit(t, 0, 1, 2);
	check_made(p, ours, false);
}

static void
a_stamp_that_is_damaged_says_nothing(void **state)
{
	static const char *const damaged[] = { "", "\n", "sextant pages 2\n",
		"sextant pages 0\n", "sextant pages 2\nno digest\n" };
	const struct place *p = *state;
	struct buf whole = BUF_INIT, part = BUF_INIT;
	char *path = stamp_path(p);
	size_t i;

	make_stamped(p);
	assert_int_equal(file_read(path, 0, &whole), 0);
	check_made(p, ours, true);
	for (i = 0; i < sizeof(damaged) / sizeof(damaged[0]); i++) {
		write_stamp(p, damaged[i]);
		check_made(p, ours, false);
	}
	for (i = 0; i < whole.len; i++) {
		buf_reset(&part);
		buf_put(&part, buf_str(&whole), i);
		write_stamp(p, buf_str(&part));
		check_made(p, ours, false);
	}
	write_stamp(p, buf_str(&whole));
	check_made(p, ours, true);
	buf_free(&whole);
	buf_free(&part);
	free(path);
}

static void
put_of(struct tree *t, const char *path, const char *key, const char *text)
{
	assert_int_equal(tree_put(t, path, key, text, strlen(text)), 0);
}

/* Two of one key, one of another, and one of none. */
static void
make_keyed(const struct place *p)
{
	struct tree *t = begin(p);

	is_made(p, t, ours);
	put_of(t, "a/b.html", ours, "bee");
	put_of(t, "a/c/d.html", ours, "dee");
	put_of(t, "index.html", others, "index");
	put_of(t, "plain.html", NULL, "plain");
	commit(t, 4, 0, 0);
}

/* A run in which the keys are still the same, and other inputs not. */
static struct tree *
begin_next(const struct place *p)
{
	struct tree *t = begin(p);

	assert_false(is_made(p, t, others));
	return t;
}

static void
what_has_a_key_is_kept(void **state)
{
	const struct place *p = *state;
	struct stat b;
	struct tree *t;
	int i;

	make_keyed(p);
	b = stat_at(p, "a/b.html");
	for (i = 0; i < 2; i++) {
		t = begin(p);
		assert_false(is_made(p, t, i == 0 ? others : ours));
		assert_int_equal(tree_keep(t, ours), 1);
		assert_int_equal(tree_keep(t, others), 1);
		put(t, "plain.html", i == 0 ? "other" : "another");
		commit(t, 1, 3, 0);
		check_at(p, "a/b.html", "bee");
		check_at(p, "a/c/d.html", "dee");
		assert_int_equal(stat_at(p, "a/b.html").st_ino, b.st_ino);
	}
	t = begin_next(p);
	assert_int_equal(tree_keep(t, "none"), 0);
	put(t, "plain.html", "another");
	commit(t, 0, 1, 3);
	assert_false(is_at(p, "a/b.html"));
}

/* All of a key are made together: also those that nobody touched. */
static void
what_was_touched_is_not(void **state)
{
	const struct place *p = *state;
	struct tree *t;
	char *path = below(p, "a/b.html");
	int how;

	for (how = 0; how < CHANGES; how++) {
		file_remove(p->site);
		make_keyed(p);
		change_page(p, (enum change)how);
		t = begin_next(p);
		assert_int_equal(tree_keep(t, ours), 0);
		assert_int_equal(tree_keep(t, others), 1);
		tree_abort(t);
		assert_int_equal(file_remove(path), 0);
	}
	free(path);
}

static void
no_key_is_kept_twice(void **state)
{
	const struct place *p = *state;
	struct capture c;
	struct tree *t;
	int rc;

	make_keyed(p);
	t = begin_next(p);
	put(t, "index.html", "index");
	capture_begin(&c);
	rc = tree_keep(t, others);
	check_said(&c, "index.html: put twice");
	assert_int_equal(rc, -1);
	tree_abort(t);
}

/* What changed no sooner than the stamp was begun may change again within that tick: of
 * such a file nothing is noted. The stamp itself changes no sooner. Where the clock of
 * files is a fine one there is none such: render.test has this run where it is not. */
static void
what_could_still_change_unseen_is_not_noted(void **state)
{
	const struct place *p = *state;
	char *path = stamp_path(p), *site = below(p, "");
	long long inode, changed, stamped;
	struct buf text = BUF_INIT;
	const char *line;
	struct stat st;
	int i, files;

	for (i = 0; i < 200; i++) {
		make_stamped(p);
		assert_int_equal(stat(path, &st), 0);
		stamped = (long long)st.st_ctim.tv_sec * 1000000000 +
		    st.st_ctim.tv_nsec;
		buf_reset(&text);
		assert_int_equal(file_read(path, 0, &text), 0);
		files = 0;
		for (line = buf_str(&text); line != NULL; line = strchr(line, '\n')) {
			line += *line == '\n';
			if (sscanf(line, "- %lld %*d %*d %lld", &inode, &changed) != 2)
				continue;
			files++;
			assert_true(inode == 0 || changed < stamped);
		}
		assert_int_equal(files, 3);
		assert_int_equal(file_remove(site), 0);
		assert_int_equal(file_remove(path), 0);
	}
	buf_free(&text);
	free(path);
	free(site);
}

/* Neither what cannot be read nor what cannot be written. */
static void
no_stamp_does_no_harm(void **state)
{
	const struct place *p = *state;
	char *path = stamp_path(p);
	struct tree *t;

	assert_int_equal(mkdir(path, 0700), 0);
	make_stamped(p);
	check_made(p, ours, false);
	t = begin(p);
	assert_false(tree_is_made(t, "/no/such/folder/stamp", ours));
	put_three(t);
	commit(t, 0, 3, 0);
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(what_is_made_is_left),
		PLACE_TEST(from_other_inputs_it_is_not),
		PLACE_TEST(a_page_that_changed_is_found),
		PLACE_TEST(so_is_one_that_hides_it),
		PLACE_TEST(a_copy_is_read_and_known),
		PLACE_TEST(another_manifest_is_another_tree),
		PLACE_TEST(a_stamp_that_is_damaged_says_nothing),
		PLACE_TEST(what_has_a_key_is_kept),
		PLACE_TEST(what_was_touched_is_not),
		PLACE_TEST(no_key_is_kept_twice),
		PLACE_TEST(what_could_still_change_unseen_is_not_noted),
		PLACE_TEST(no_stamp_does_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
