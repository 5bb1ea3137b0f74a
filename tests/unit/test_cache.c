/* The cache: bytes by their digest, and what is known of a URL. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "capture.h"
#include "store/cache.h"
#include "value/value.h"

/* SHA-256 of "hello". */
#define HELLO "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

static char *root;

static size_t
count_files(const char *folder)
{
	struct strs paths = { NULL, 0 };
	char *dir = path_join(root, folder);
	size_t n;

	assert_int_equal(file_walk(dir, &paths, NULL), 0);
	n = paths.n;
	strs_free(&paths);
	free(dir);
	return n;
}

static void
store(const char *text)
{
	struct cache_object o = { 0 };

	assert_int_equal(cache_object_begin(&o, root), 0);
	assert_int_equal(cache_object_add(&o, text, strlen(text)), 0);
	assert_int_equal(cache_object_end(&o), 0);
	assert_int_equal(o.size, strlen(text));
	assert_int_equal(cache_object_commit(&o, root), 0);
	cache_object_abort(&o);
}

static void
the_root_is_found_by_rule(void **state)
{
	static const struct { const char *given, *xdg, *home, *want; } roots[] = {
		{ "/a", "/b", "/c", "/a" },
		{ NULL, "/b", "/c", "/b/sextant" },
		{ NULL, "b", "/c", "/c/.cache/sextant" },
		{ NULL, "", "/c", "/c/.cache/sextant" },
		{ NULL, NULL, "/c", "/c/.cache/sextant" },
		{ NULL, NULL, NULL, NULL },
	};
	struct capture c;
	char *got, *said;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(roots) / sizeof(roots[0]); i++) {
		unsetenv("XDG_CACHE_HOME");
		unsetenv("HOME");
		if (roots[i].xdg != NULL)
			setenv("XDG_CACHE_HOME", roots[i].xdg, 1);
		if (roots[i].home != NULL)
			setenv("HOME", roots[i].home, 1);
		capture_begin(&c);
		got = cache_root(roots[i].given);
		said = capture_end(&c);
		if (roots[i].want == NULL)
			assert_null(got);
		else
			assert_string_equal(got, roots[i].want);
		assert_int_equal(count_lines(said), roots[i].want == NULL);
		free(got);
		free(said);
	}
}

static void
bytes_stand_by_their_digest(void **state)
{
	struct buf text = BUF_INIT;
	char *path = cache_object_path(root, HELLO);

	(void)state;
	assert_non_null(strstr(path, "/objects/2c/" HELLO));
	store("hello");
	store("hello");
	assert_int_equal(file_read(path, 0, &text), 0);
	assert_string_equal(buf_str(&text), "hello");
	assert_int_equal(count_files("objects"), 1);
	assert_int_equal(count_files("tmp"), 0);
	buf_free(&text);
	free(path);
}

static void
a_damaged_object_is_mended(void **state)
{
	struct buf text = BUF_INIT;
	char *path = cache_object_path(root, HELLO);

	(void)state;
	store("hello");
	assert_int_equal(truncate(path, 2), 0);
	store("hello");
	assert_int_equal(file_read(path, 0, &text), 0);
	assert_string_equal(buf_str(&text), "hello");
	buf_free(&text);
	free(path);
}

static void
what_is_given_up_leaves_nothing(void **state)
{
	struct cache_object o = { 0 };

	(void)state;
	cache_object_abort(&o);
	assert_int_equal(cache_object_begin(&o, root), 0);
	assert_int_equal(cache_object_add(&o, "12345", 5), 0);
	/* A second try begins anew. */
	assert_int_equal(cache_object_begin(&o, root), 0);
	assert_int_equal(cache_object_add(&o, "hello", 5), 0);
	assert_int_equal(cache_object_end(&o), 0);
	assert_string_equal(o.sha256, HELLO);
	cache_object_abort(&o);
	cache_object_abort(&o);
	assert_int_equal(count_files("objects"), 0);
	assert_int_equal(count_files("tmp"), 0);
}

static void
a_url_is_remembered(void **state)
{
	struct cache_url u = { HELLO, 5, "2022-08-09", "W/\"a\\b\"",
		"Tue, 09 Aug 2022 00:00:00 GMT", HELLO }, got;
	struct arena mem = { 0 };

	(void)state;
	store("hello");
	assert_int_equal(cache_lookup(root, "https://e.org/x", &mem, &got), 0);
	assert_int_equal(cache_remember(root, "https://e.org/x", &u), 0);
	assert_int_equal(cache_lookup(root, "https://e.org/x", &mem, &got), 1);
	assert_string_equal(got.sha256, HELLO);
	assert_int_equal(got.size, 5);
	assert_string_equal(got.first, "2022-08-09");
	assert_string_equal(got.etag, "W/\"a\\b\"");
	assert_string_equal(got.modified, "Tue, 09 Aug 2022 00:00:00 GMT");
	assert_string_equal(got.edition, HELLO);
	u.etag = NULL;
	u.modified = NULL;
	u.edition = NULL;
	assert_int_equal(cache_remember(root, "https://e.org/x", &u), 0);
	assert_int_equal(cache_lookup(root, "https://e.org/x", &mem, &got), 1);
	assert_null(got.etag);
	assert_null(got.modified);
	assert_null(got.edition);
	assert_int_equal(cache_lookup(root, "https://e.org/y", &mem, &got), 0);
	arena_free(&mem);
}

static const char *const damaged[] = {
	"",
	"url: https://e.org/x\n",
	"[",
	"url: https://e.org/OTHER\nsha256: " HELLO "\nsize: 5\nfirst: 2022-08-09\n",
	"url: https://e.org/x\nsha256: abc\nsize: 5\nfirst: 2022-08-09\n",
	"url: https://e.org/x\nsha256: " HELLO "\nsize: 6\nfirst: 2022-08-09\n",
	"url: https://e.org/x\nsha256: " HELLO "\nsize: x\nfirst: 2022-08-09\n",
	"url: https://e.org/x\nsha256: " HELLO "\nsize: 5\nfirst: 2022-13-09\n",
};

static void
a_damaged_note_is_as_none(void **state)
{
	struct cache_url u = { HELLO, 5, "2022-08-09", NULL, NULL, NULL };
	struct strs names = { NULL, 0 };
	struct arena mem = { 0 };
	struct capture c;
	char *dir = path_join(root, "urls"), *path, *said;
	size_t i;

	(void)state;
	store("hello");
	assert_int_equal(cache_remember(root, "https://e.org/x", &u), 0);
	assert_int_equal(file_walk(dir, &names, NULL), 0);
	assert_int_equal(names.n, 1);
	path = path_join(dir, names.v[0]);
	capture_begin(&c);
	for (i = 0; i < sizeof(damaged) / sizeof(damaged[0]); i++) {
		file_remove(path);
		file_write_new(path, damaged[i], strlen(damaged[i]));
		if (cache_lookup(root, "https://e.org/x", &mem, &u) != 0)
			break;
	}
	said = capture_end(&c);
	assert_int_equal(i, sizeof(damaged) / sizeof(damaged[0]));
	assert_string_equal(said, "");
	free(said);
	free(path);
	free(dir);
	strs_free(&names);
	arena_free(&mem);
}

static void
an_object_that_is_gone_is_not_known(void **state)
{
	struct cache_url u = { HELLO, 5, "2022-08-09", NULL, NULL, NULL }, got;
	struct arena mem = { 0 };

	(void)state;
	u.etag = "\"a\"";
	assert_int_equal(cache_remember(root, "https://e.org/x", &u), 0);
	assert_int_equal(cache_lookup(root, "https://e.org/x", &mem, &got), 0);
	/* Or else its ETag would be sent, and "unchanged" be the answer. */
	assert_null(got.etag);
	assert_string_equal(got.sha256, "");
	arena_free(&mem);
}

static void
what_killed_runs_left_goes_and_nothing_else(void **state)
{
	char *dead = path_join(root, "tmp/.object.new-0123456789abcdef");
	char *other = path_join(root, "tmp/other");
	struct cache_object o = { 0 };

	(void)state;
	assert_int_equal(file_write_new(dead, "x", 1), 0);
	assert_int_equal(file_write_new(other, "x", 1), 0);
	assert_int_equal(cache_object_begin(&o, root), 0);
	assert_false(file_exists(dead));
	assert_int_equal(file_write_new(dead, "x", 1), 0);
	assert_int_equal(cache_prepare(root), 0);
	assert_false(file_exists(dead));
	assert_true(file_exists(other));
	assert_true(file_exists(o.file.path));
	cache_object_abort(&o);
	free(dead);
	free(other);
}

/* In a process of its own: the limit cannot be taken back. */
static int
fill_disk(void)
{
	static const char bytes[4096];
	struct rlimit limit = { 10000, 10000 };
	struct cache_object o = { 0 };
	int i, rc = 0;

	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) == -1 ||
	    cache_object_begin(&o, root) == -1)
		return 2;
	for (i = 0; rc == 0 && i < 4; i++)
		rc = cache_object_add(&o, bytes, sizeof(bytes));
	if (rc == 0 || strstr(o.why, "File too large") == NULL)
		return 3;
	cache_object_abort(&o);
	return 0;
}

static void
a_full_disk_leaves_the_cache_sound(void **state)
{
	int status;
	pid_t pid = fork();

	(void)state;
	if (pid == 0)
		_exit(fill_disk());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(count_files("tmp"), 0);
	assert_int_equal(count_files("objects"), 0);
}

static void
a_root_that_is_no_folder_is_said_once(void **state)
{
	struct capture c;
	struct cache_object o = { 0 };
	char *file = path_join(root, "file"), *said;
	int rc;

	(void)state;
	assert_int_equal(file_write_new(file, "x", 1), 0);
	capture_begin(&c);
	rc = cache_prepare(file);
	said = capture_end(&c);
	assert_int_equal(rc, -1);
	assert_int_equal(count_lines(said), 1);
	assert_int_equal(cache_object_begin(&o, file), -1);
	assert_non_null(strstr(o.why, "Not a directory"));
	free(said);
	free(file);
}

static void
known_urls_are_listed(void **state)
{
	struct cache_url u = { .size = 5, .first = "2026-08-09", .etag = "e" };
	struct cache_known *list = NULL;
	struct arena mem = { 0 };
	struct outfile f;
	char *path;
	size_t n = 9;

	(void)state;
	path = path_join(root, "none");
	assert_int_equal(cache_urls(path, &mem, &list, &n), 0);
	assert_int_equal(n, 0);
	free(list);
	free(path);
	store("hello");
	memcpy(u.sha256, HELLO, sizeof(HELLO));
	assert_int_equal(cache_remember(root, "https://b.example/", &u), 0);
	assert_int_equal(cache_remember(root, "https://a.example/?x: 'y'", &u),
	    0);
	u.size = 6; /* not the object's */
	assert_int_equal(cache_remember(root, "https://c.example/", &u), 0);
	/* A note in another's place, and one that is none. */
	path = path_join(root, "urls/aa");
	outfile_begin(&f, path);
	buf_puts(&f.text, "url: https://d.example/\nsha256: " HELLO
	    "\nsize: 5\nfirst: 2026-08-09\n");
	assert_int_equal(outfile_commit(&f), 0);
	free(path);
	path = path_join(root, "urls/bb");
	outfile_begin(&f, path);
	buf_puts(&f.text, "url: [\n");
	assert_int_equal(outfile_commit(&f), 0);
	free(path);
	assert_int_equal(cache_urls(root, &mem, &list, &n), 0);
	assert_int_equal(n, 2);
	assert_string_equal(list[0].url, "https://a.example/?x: 'y'");
	assert_string_equal(list[1].url, "https://b.example/");
	assert_string_equal(list[1].of.sha256, HELLO);
	assert_string_equal(list[1].of.etag, "e");
	free(list);
	arena_free(&mem);
}

static int
setup(void **state)
{
	(void)state;
	root = scratch_begin();
	return cache_prepare(root);
}

static int
teardown(void **state)
{
	(void)state;
	scratch_end(root);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_root_is_found_by_rule),
		TEST(bytes_stand_by_their_digest),
		TEST(a_damaged_object_is_mended),
		TEST(what_is_given_up_leaves_nothing),
		TEST(a_url_is_remembered),
		TEST(a_damaged_note_is_as_none),
		TEST(an_object_that_is_gone_is_not_known),
		TEST(known_urls_are_listed),
		TEST(what_killed_runs_left_goes_and_nothing_else),
		TEST(a_full_disk_leaves_the_cache_sound),
		TEST(a_root_that_is_no_folder_is_said_once),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
