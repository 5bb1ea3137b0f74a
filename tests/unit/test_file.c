/* Files and folders: read whole, written whole or not at all, walked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "capture.h"

static char *root;
static struct capture talk;

static int
set_up(void **state)
{
	(void)state;
	root = scratch_begin();
	capture_begin(&talk);
	return 0;
}

/* What was said since set_up is one line with this in it, or nothing. */
static void
assert_said(const char *part)
{
	char *said = capture_end(&talk);
	bool good = part == NULL ? *said == '\0'
	    : count_lines(said) == 1 && strstr(said, part) != NULL &&
	    strncmp(said, "sextant: ", 9) == 0;

	capture_begin(&talk);
	if (!good)
		fail_msg("said \"%s\", not \"%s\"", said,
		    part == NULL ? "" : part);
	free(said);
}

static int
tear_down(void **state)
{
	char *said = capture_end(&talk);

	(void)state;
	fputs(said, stderr); /* of asserts that failed */
	free(said);
	scratch_end(root);
	return 0;
}

static char *
at(const char *name)
{
	return path_join(root, name);
}

static void
put(const char *name, const char *text)
{
	char *path = at(name);

	assert_int_equal(file_make_parents(path), 0);
	assert_int_equal(file_write_new(path, text, strlen(text)), 0);
	free(path);
}

/* A file's text; caller frees. */
static char *
text_of(const char *name)
{
	struct buf b = BUF_INIT;
	char *path = at(name);

	assert_int_equal(file_read(path, 0, &b), 0);
	free(path);
	return buf_take(&b);
}

static void
assert_text(const char *name, const char *want)
{
	char *text = text_of(name);

	assert_string_equal(text, want);
	free(text);
}

static size_t
files_below(const char *name)
{
	struct strs paths = { 0 };
	char *path = at(name);
	size_t n;

	assert_int_equal(file_walk(path, &paths, NULL), 0);
	n = paths.n;
	strs_free(&paths);
	free(path);
	return n;
}

static void
a_file_is_read_up_to_its_limit(void **state)
{
	struct buf b = BUF_INIT;
	char *path = at("ten");

	(void)state;
	put("ten", "0123456789");
	buf_puts(&b, "before ");
	assert_int_equal(file_read(path, 10, &b), 0);
	assert_string_equal(buf_str(&b), "before 0123456789");
	assert_int_equal(file_read(path, 0, &b), 0);
	assert_int_equal(b.len, 27);
	assert_said(NULL);
	assert_int_equal(file_read(path, 9, &b), -1);
	assert_said("ten: larger than 9 bytes\n");
	buf_free(&b);
	free(path);
}

/* Room was made for all of it before the limit was looked at. */
static void
a_huge_file_is_refused_at_its_limit(void **state)
{
	struct buf b = BUF_INIT;
	char *path = at("huge");

	(void)state;
	put("huge", "");
	if (truncate(path, 1LL << 42) == -1)
		skip();
	assert_int_equal(file_read(path, 1000, &b), -1);
	assert_said("huge: larger than 1000 bytes\n");
	assert_true(b.cap < 1 << 20);
	buf_free(&b);
	free(path);
}

/* It waited for a writer. */
static void
a_pipe_is_refused(void **state)
{
	struct buf b = BUF_INIT;
	char *path = at("pipe");

	(void)state;
	assert_int_equal(mkfifo(path, 0600), 0);
	alarm(10);
	assert_int_equal(file_read(path, 0, &b), -1);
	alarm(0);
	assert_said("pipe: not a regular file\n");
	buf_free(&b);
	free(path);
}

static void
what_is_no_file_is_not_read(void **state)
{
	struct buf b = BUF_INIT;
	struct mapped m;
	char *missing = at("missing");

	(void)state;
	assert_int_equal(file_read(missing, 0, &b), -1);
	assert_said("missing: No such file or directory\n");
	assert_int_equal(file_read(root, 0, &b), -1);
	assert_said(": not a regular file\n");
	assert_int_equal(file_map(missing, &m), -1);
	assert_said("missing: No such file or directory\n");
	assert_int_equal(m.len, 0);
	file_unmap(&m);
	assert_int_equal(b.len, 0);
	buf_free(&b);
	free(missing);
}

static void
a_file_is_mapped(void **state)
{
	struct mapped m;
	char *path = at("x"), *empty = at("empty");

	(void)state;
	put("x", "a\nb");
	put("empty", "");
	assert_int_equal(file_map(path, &m), 0);
	assert_int_equal(m.len, 3);
	assert_memory_equal(m.bytes, "a\nb", 3);
	file_unmap(&m);
	assert_int_equal(m.len, 0);
	assert_int_equal(file_map(empty, &m), 0);
	assert_int_equal(m.len, 0);
	assert_non_null(m.bytes);
	file_unmap(&m);
	free(path);
	free(empty);
}

static int
commit(const char *name, const char *text)
{
	struct outfile f;
	char *path = at(name);
	int rc;

	outfile_begin(&f, path);
	buf_puts(&f.text, text);
	rc = outfile_commit(&f);
	assert_null(f.path);
	assert_int_equal(f.text.len, 0);
	free(path);
	return rc;
}

/* So many times ten bytes through what leads there; whether any were aside. */
static bool
spill(const char *name, int n, int *rc)
{
	struct outfile f;
	char *path = at(name);
	bool aside = false;

	outfile_begin(&f, path);
	for (; n > 0; n--) {
		buf_puts(&f.text, "0123456789");
		outfile_spill(&f);
		aside |= f.aside.path != NULL;
	}
	*rc = outfile_commit_through(&f);
	assert_null(f.path);
	assert_null(f.aside.path);
	free(path);
	return aside;
}

static void
much_text_is_aside(void **state)
{
	struct stat before, after;
	char *path = at("much"), *link = at("link");
	int rc;

	(void)state;
	assert_false(spill("little", 9, &rc));
	assert_int_equal(rc, 0);
	assert_true(spill("much", 300000, &rc));
	assert_int_equal(rc, 0);
	assert_int_equal(stat(path, &before), 0);
	assert_int_equal(before.st_size, 3000000);
	/* The same again is left as it is. */
	assert_true(spill("much", 300000, &rc));
	assert_int_equal(rc, 0);
	assert_int_equal(stat(path, &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	/* Through a link, which stays. */
	assert_int_equal(symlink("much", link), 0);
	assert_true(spill("link", 300001, &rc));
	assert_int_equal(rc, 0);
	assert_int_equal(lstat(link, &after), 0);
	assert_true(S_ISLNK(after.st_mode));
	assert_int_equal(stat(path, &after), 0);
	assert_int_equal(after.st_size, 3000010);
	assert_int_not_equal(before.st_ino, after.st_ino);
	/* In a folder that is not there yet it waits. */
	assert_false(spill("new/one", 300000, &rc));
	assert_int_equal(rc, 0);
	assert_int_equal(files_below("."), 4);
	free(path);
	free(link);
}

static void
a_file_appears_with_its_folders(void **state)
{
	struct outfile f;
	char *path = at("a/b/c");

	(void)state;
	outfile_begin(&f, path);
	buf_puts(&f.text, "x");
	outfile_abort(&f);
	assert_int_equal(files_below("."), 0);
	assert_int_equal(commit("a/b/c", "one"), 0);
	assert_text("a/b/c", "one");
	assert_int_equal(commit("a/b/c", "two"), 0);
	assert_text("a/b/c", "two");
	assert_int_equal(commit("empty", ""), 0);
	assert_text("empty", "");
	assert_int_equal(files_below("."), 2);
	assert_said(NULL);
	free(path);
}

static void
the_same_bytes_are_not_written_again(void **state)
{
	struct stat before, after;
	char *path = at("x");

	(void)state;
	assert_int_equal(commit("x", "same"), 0);
	assert_int_equal(stat(path, &before), 0);
	assert_int_equal(commit("x", "same"), 0);
	assert_int_equal(stat(path, &after), 0);
	assert_true(before.st_ino == after.st_ino);
	assert_true(before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
	    before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
	assert_int_equal(commit("x", "sAme"), 0);
	assert_int_equal(stat(path, &after), 0);
	assert_true(before.st_ino != after.st_ino);
	free(path);
}

static void
what_cannot_be_written_leaves_the_old(void **state)
{
	struct rlimit most, small;
	char big[8192];

	(void)state;
	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	put("file", "old");
	put("folder/inside", "old");
	assert_int_equal(commit("folder", "new"), -1);
	assert_said("/folder: Is a directory\n");
	assert_int_equal(commit("file/below", "new"), -1);
	assert_said("/file: cannot make the folder: Not a directory\n");

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &most), 0);
	small = most;
	small.rlim_cur = 4096;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(commit("file", big), -1);
	assert_int_equal(commit("other", big), -1);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &most), 0);

	assert_text("file", "old");
	assert_text("folder/inside", "old");
	assert_int_equal(files_below("."), 2);
}

static void
a_new_file_is_new(void **state)
{
	char *path = at("x"), *deep = at("no/such");

	(void)state;
	assert_int_equal(file_write_new(path, "one", 3), 0);
	assert_int_equal(file_write_new(path, "two", 3), -1);
	assert_said("x: File exists\n");
	assert_text("x", "one");
	assert_int_equal(file_write_new(deep, "", 0), -1);
	assert_said("no/such: No such file or directory\n");
	free(path);
	free(deep);
}

static void
folders_are_made(void **state)
{
	char *deep = at("a/b//c/"), *file = at("f"), *below = at("f/x/y");

	(void)state;
	put("f", "");
	assert_int_equal(file_make_folders(deep), 0);
	assert_int_equal(file_make_folders(deep), 0);
	assert_true(file_is_folder(deep));
	assert_true(file_exists(file));
	assert_false(file_is_folder(file));
	assert_said(NULL);
	assert_int_equal(file_make_folders(file), -1);
	assert_said("f: cannot make the folder: Not a directory\n");
	assert_int_equal(file_make_parents(below), -1);
	assert_said("f/x: cannot make the folder: Not a directory\n");
	assert_int_equal(file_make_parents("plain"), 0);
	free(deep);
	free(file);
	free(below);
}

static void
link_to(const char *target, const char *name)
{
	char *path = at(name);

	assert_int_equal(symlink(target, path), 0);
	free(path);
}

static void
assert_words(const struct strs *l, const char *const *want)
{
	size_t i;

	for (i = 0; want[i] != NULL; i++) {
		assert_true(i < l->n);
		assert_string_equal(l->v[i], want[i]);
	}
	assert_int_equal(l->n, i);
}

static void
a_walk_is_sorted_and_stays_inside(void **state)
{
	static const char *const want[] = { "B", "a.b/x", "a/x", "inside",
		"up", "z/.hidden", "z/0/1", "z/\xc3\xa4", NULL };
	static const char *const out[] = { "dangling", "fifo", "out",
		"outfolder", "self", "sly", NULL };
	static const char *const whys[] = { "a link that leads nowhere",
		"no file, but a pipe, socket or device",
		"a link that leads out of the folder",
		"a link that leads out of the folder",
		"a link that leads in a circle",
		"a link that leads out of the folder", NULL };
	struct file_refused refused = { 0 };
	struct strs paths = { 0 };
	char *folder = at("tree"), *fifo = at("tree/fifo");

	(void)state;
	put("outside/secret", "x");
	put("tree-too/secret", "x");
	put("tree/a.b/x", "");
	put("tree/a/x", "");
	put("tree/B", "");
	put("tree/z/0/1", "");
	put("tree/z/.hidden", "");
	put("tree/z/\xc3\xa4", "");
	link_to("z/0/1", "tree/inside");
	link_to("../tree/B", "tree/up");
	link_to("z", "tree/folder");
	link_to("..", "tree/z/circle");
	link_to("../outside/secret", "tree/out");
	link_to("../outside", "tree/outfolder");
	link_to("../tree-too/secret", "tree/sly");
	link_to("nowhere", "tree/dangling");
	link_to("self", "tree/self");
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_int_equal(file_walk(folder, &paths, &refused), 0);
	assert_said(NULL);
	assert_words(&paths, want);
	assert_words(&refused.paths, out);
	assert_words(&refused.whys, whys);
	strs_free(&paths);
	assert_int_equal(file_walk(folder, &paths, NULL), 0);
	assert_words(&paths, want);
	strs_free(&paths);
	file_refused_free(&refused);
	free(folder);
	free(fifo);
}

static void
a_walk_ends_somewhere(void **state)
{
	struct buf deep = BUF_INIT;
	struct strs paths = { 0 };
	char *missing = at("missing"), *path;
	int i;

	(void)state;
	assert_int_equal(file_walk(missing, &paths, NULL), -1);
	assert_said("missing: No such file or directory\n");
	for (i = 0; i < 31; i++)
		buf_puts(&deep, "d/");
	path = path_join(root, buf_str(&deep));
	assert_int_equal(file_make_folders(path), 0);
	assert_int_equal(files_below("."), 0);
	assert_said(NULL);
	free(path);
	buf_puts(&deep, "d/");
	path = path_join(root, buf_str(&deep));
	assert_int_equal(file_make_folders(path), 0);
	assert_int_equal(file_walk(root, &paths, NULL), -1);
	assert_said("more than 32 folders deep\n");
	assert_int_equal(paths.n, 0);
	free(path);
	free(missing);
	buf_free(&deep);
}

static void
what_is_removed_is_gone_but_no_more(void **state)
{
	char *folder = at("gone"), *link = at("gone-too"), *kept = at("kept/x");

	(void)state;
	put("kept/x", "x");
	put("gone/a/b", "");
	put("gone/c", "");
	link_to("../kept", "gone/link");
	link_to("kept", "gone-too");
	assert_int_equal(file_remove(folder), 0);
	assert_int_equal(file_remove(link), 0);
	assert_int_equal(file_remove(folder), 0);
	assert_said(NULL);
	assert_false(file_exists(folder));
	assert_text("kept/x", "x");
	assert_int_equal(file_remove(kept), 0);
	assert_int_equal(files_below("."), 0);
	free(folder);
	free(link);
	free(kept);
}

static void
a_path_is_seen_from_the_root_or_beside_a_file(void **state)
{
	static const struct {
		const char *path, *whole;
	} paths[] = { { "/", "/" }, { "/a/b", "/a/b" }, { "/a//b/", "/a/b" },
		{ "/a/./b/.", "/a/b" }, { "/a/b/../c", "/a/c" },
		{ "/a/../..", "/" }, { "/../a", "/a" }, { "/.a/..b", "/.a/..b" } };
	static const struct {
		const char *file, *name, *path;
	} beside[] = { { NULL, "a", "a" }, { "x", "a", "a" },
		{ "./x", "a", "a" }, { "../x", "a", "../a" },
		{ "y/x", "a/b", "y/a/b" }, { "/x", "a", "/a" },
		{ "y/x", "/a", "/a" } };
	char *here = getcwd(NULL, 0), *path, *want;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		path = path_whole(paths[i].path);
		assert_string_equal(path, paths[i].whole);
		free(path);
	}
	for (i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
		path = path_beside(beside[i].file, beside[i].name);
		assert_string_equal(path, beside[i].path);
		free(path);
	}
	want = path_join(here, "b");
	path = path_whole("a/../b");
	assert_string_equal(path, want);
	free(path);
	free(want);
	free(here);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_file_is_read_up_to_its_limit),
		TEST(a_huge_file_is_refused_at_its_limit),
		TEST(a_pipe_is_refused),
		TEST(what_is_no_file_is_not_read),
		TEST(a_file_is_mapped),
		TEST(much_text_is_aside),
		TEST(a_file_appears_with_its_folders),
		TEST(the_same_bytes_are_not_written_again),
		TEST(what_cannot_be_written_leaves_the_old),
		TEST(a_new_file_is_new),
		TEST(folders_are_made),
		TEST(a_walk_is_sorted_and_stays_inside),
		TEST(a_walk_ends_somewhere),
		TEST(what_is_removed_is_gone_but_no_more),
		TEST(a_path_is_seen_from_the_root_or_beside_a_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
