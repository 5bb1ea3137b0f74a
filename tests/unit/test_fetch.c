/* Fetching from a mirror of files: the lock, the cache, and what goes wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "base/str.h"
#include "capture.h"
#include "fetch/fetch.h"
#include "fetch/http.h"
#include "server.h"
#include "store/cache.h"
#include "store/content.h"
#include "value/value.h"

#define COMMIT "0123456789abcdef0123456789abcdef01234567"
#define DAY_1 "1659999600" /* 2022-08-08 */
#define DAY_2 "1660086000" /* 2022-08-09 */

static char *base, *root, *mirror;
static struct lock l;

static char glob[] = "**", *globs[] = { glob };
static const struct strs all = { globs, 1 }, no_globs = { NULL, 0 };

/* Puts bytes where the mirror has https://e.org/NAME. */
static void
publish(const char *name, const char *bytes, size_t n)
{
	char *folder = path_join(base, "mirror/e.org");
	char *path = path_join(folder, name);

	assert_int_equal(file_make_parents(path), 0);
	assert_int_equal(file_remove(path), 0);
	assert_int_equal(file_write_new(path, bytes, n), 0);
	free(path);
	free(folder);
}

static void
publish_text(const char *name, const char *text)
{
	publish(name, text, strlen(text));
}

/* A small archive as git makes it; cut bytes are missing at its end. */
static void
publish_archive(const char *name, size_t cut)
{
	struct buf b = BUF_INIT;

	assert_int_equal(file_read("tests/fuzz/seeds/archive/git.tar.gz", 0,
	    &b), 0);
	publish(name, b.s, b.len - cut);
	buf_free(&b);
}

enum { OFFLINE = 1, LOCKED = 2 };

static int
fetch(struct fetch_item *items, size_t n, int how, char **said)
{
	struct fetch_options o = { .cache = root, .mirror = mirror,
		.quiet = true, .offline = (how & OFFLINE) != 0,
		.locked = (how & LOCKED) != 0 };
	struct capture c;
	int rc;

	capture_begin(&c);
	rc = fetch_items(items, n, &l, &o);
	*said = capture_end(&c);
	return rc;
}

static void
expect_success(struct fetch_item *i, int how)
{
	char *said;
	int rc = fetch(i, 1, how, &said);

	if (rc != 0 || *said != '\0' || i->failed)
		fail_msg("%s: %d %s", i->url, rc, said);
	free(said);
}

/* One line: with the item's id, its URL, and what. */
static void
expect_failure(struct fetch_item *i, int how, const char *what)
{
	char *said, want[512];
	int rc = fetch(i, 1, how, &said);

	snprintf(want, sizeof(want), "sextant: %s: %s: ", i->id, i->url);
	if (rc != -1 || !i->failed || count_lines(said) != 1 ||
	    strstr(said, want) != said || strstr(said, what) == NULL)
		fail_msg("want \"%s\", got: %s", what, said);
	free(said);
}

static bool
in_cache(const char *sha256)
{
	char *path = cache_object_path(root, sha256);
	bool is = file_exists(path);

	free(path);
	return is;
}

static void
a_file_and_an_archive_arrive(void **state)
{
	struct fetch_item i[] = {
		{ .id = "a", .url = "https://e.org/a.json", .json = true },
		{ .id = "r", .url = "https://e.org/o/r/tar.gz/main",
		    .archive = true, .files = &all, .except = &no_globs },
	};
	char *said, object[DIGEST_HEX + 1];
	long long size;

	(void)state;
	publish_text("a.json", "\xef\xbb\xbf \n[1]");
	publish_archive("o/r/tar.gz/main", 0);
	assert_int_equal(fetch(i, 2, 0, &said), 0);
	assert_string_equal(said, "");
	assert_int_equal(l.n, 2);
	assert_int_equal(i[0].got.size, 8);
	assert_null(i[0].got.revision);
	assert_string_equal(i[1].got.revision, COMMIT);
	assert_string_equal(lock_find(&l, "r")->url, i[1].url);
	assert_true(in_cache(i[0].got.sha256));
	assert_true(lock_is_of(&i[1].got, &all, &no_globs));
	assert_true(content_find(root, &i[1].got, object, &size));
	assert_true(in_cache(object));
	assert_string_not_equal(object, i[1].got.sha256);
	free(said);
}

static void
names_are_decoded_once(void **state)
{
	static const struct { const char *file, *url; } names[] = {
		{ "x?y=z", "https://e.org/x?y=z" },
		{ "a b", "https://e.org/a%20b" },
		{ "a%20b", "https://e.org/a%2520b" },
		{ "r\xc3\xa8gle", "https://e.org/r%C3%A8gle" },
	};
	struct fetch_item i = { .id = "a" };
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(names) / sizeof(names[0]); n++)
		publish(names[n].file, "12345678", n + 1);
	for (n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
		i.url = names[n].url;
		expect_success(&i, 0);
		assert_int_equal(i.got.size, n + 1);
	}
}

static void
the_day_stays_while_the_bytes_do(void **state)
{
	struct fetch_item i = { .id = "a", .url = "https://e.org/a" };

	(void)state;
	publish_text("a", "one");
	setenv("SOURCE_DATE_EPOCH", DAY_1, 1);
	expect_success(&i, 0);
	assert_string_equal(i.got.accessed, "2022-08-08");
	setenv("SOURCE_DATE_EPOCH", DAY_2, 1);
	expect_success(&i, 0);
	assert_string_equal(i.got.accessed, "2022-08-08");
	/* The cache alone knows it, then the lock alone. */
	lock_free(&l);
	expect_success(&i, 0);
	assert_string_equal(i.got.accessed, "2022-08-08");
	assert_int_equal(file_remove(root), 0);
	expect_success(&i, 0);
	assert_string_equal(i.got.accessed, "2022-08-08");
	publish_text("a", "two");
	expect_success(&i, 0);
	assert_string_equal(i.got.accessed, "2022-08-09");
	i.accessed = "2020-02-29";
	expect_success(&i, 0);
	assert_string_equal(lock_find(&l, "a")->accessed, "2020-02-29");
}

static void
offline_takes_what_is_known(void **state)
{
	struct fetch_item i = { .id = "a", .url = "https://e.org/a" };
	struct lock_entry old;

	(void)state;
	expect_failure(&i, OFFLINE, ": not in the cache, and offline\n");
	publish_text("a", "one");
	expect_success(&i, 0);
	old = i.got;
	publish_text("a", "two");
	expect_success(&i, OFFLINE);
	assert_string_equal(i.got.sha256, old.sha256);
	/* The lock goes before what the URL last gave. */
	expect_success(&i, 0);
	lock_set(&l, &old);
	expect_success(&i, OFFLINE);
	assert_string_equal(i.got.sha256, old.sha256);
	/* Without the lock, or with another URL in it, the cache tells. */
	i.id = "b";
	expect_success(&i, OFFLINE);
	assert_int_equal(strcmp(i.got.sha256, old.sha256) != 0, 1);
	i.id = "a";
	old.url = "https://e.org/other";
	lock_set(&l, &old);
	expect_success(&i, OFFLINE);
	assert_int_equal(strcmp(i.got.sha256, old.sha256) != 0, 1);
}

static void
locked_takes_only_what_the_lock_says(void **state)
{
	struct fetch_item i = { .id = "a", .url = "https://e.org/a" };
	char first[DIGEST_HEX + 1];

	(void)state;
	publish_text("a", "one");
	expect_failure(&i, LOCKED, ": not in the lock\n");
	expect_success(&i, 0);
	memcpy(first, i.got.sha256, sizeof(first));
	publish_text("a", "two");
	expect_success(&i, LOCKED); /* from the cache */
	assert_string_equal(i.got.sha256, first);
	assert_int_equal(file_remove(root), 0);
	expect_failure(&i, LOCKED, first);
	/* SHA-256 of "two". */
	expect_failure(&i, LOCKED, "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41"
				   "cc1d7d3d376b0dbe685e2f3");
	assert_false(in_cache("3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41"
			      "cc1d7d3d376b0dbe685e2f3"));
	assert_string_equal(lock_find(&l, "a")->sha256, first);
	expect_failure(&i, LOCKED | OFFLINE, ": not in the cache, and offline");
	publish_text("a", "one");
	expect_success(&i, LOCKED);
	i.url = "https://e.org/b";
	expect_failure(&i, LOCKED,
	    ": the lock has another address: https://e.org/a\n");
}

static const struct {
	const char *url, *want;
} bad[] = {
	{ "http://e.org/a", ": not an https:// address" },
	{ "https://e.org/../../etc/passwd", ": an address with \"..\"" },
	{ "https://e.org/nowhere", "/mirror/e.org/nowhere: no such file" },
	{ "https://e.org/folder", "/mirror/e.org/folder: not a file" },
	{ "https://e.org/folder/", "/mirror/e.org/folder/: not a file" },
	{ "https://e.org/empty", ": an empty answer" },
};

static void
what_is_not_there_is_one_line(void **state)
{
	struct fetch_item i = { .id = "a" };
	size_t n;

	(void)state;
	publish_text("folder/x", "x");
	publish_text("empty", "");
	for (n = 0; n < sizeof(bad) / sizeof(bad[0]); n++) {
		i.url = bad[n].url;
		expect_failure(&i, 0, bad[n].want);
	}
	assert_int_equal(l.n, 0);
}

static void
what_stood_before_still_stands(void **state)
{
	static const char html[] = "<!DOCTYPE html>";
	struct fetch_item i[] = {
		{ .id = "a", .url = "https://e.org/a.json", .json = true },
		{ .id = "r", .url = "https://e.org/r.tar.gz", .archive = true,
		    .files = &all, .except = &no_globs },
	};
	struct lock_entry before[2];
	size_t n;

	(void)state;
	publish_text("a.json", "{}");
	publish_archive("r.tar.gz", 0);
	for (n = 0; n < 2; n++) {
		expect_success(&i[n], 0);
		before[n] = i[n].got;
	}
	publish_text("a.json", html);
	expect_failure(&i[0], 0, ": not JSON (an HTML page?)\n");
	publish_text("r.tar.gz", html);
	expect_failure(&i[1], 0, ": no tar, gzip or zip archive");
	publish_archive("r.tar.gz", 1);
	expect_failure(&i[1], 0, ": broken archive: cut off");
	for (n = 0; n < 2; n++) {
		assert_string_equal(lock_find(&l, i[n].id)->sha256,
		    before[n].sha256);
		expect_success(&i[n], OFFLINE);
		assert_string_equal(i[n].got.sha256, before[n].sha256);
	}
}

static void
what_is_optional_is_a_warning(void **state)
{
	struct fetch_item i[] = {
		{ .id = "o", .url = "https://e.org/nowhere", .optional = true },
		{ .id = "a", .url = "https://e.org/a" },
	};
	char *said;

	(void)state;
	publish_text("a", "one");
	assert_int_equal(fetch(i, 2, 0, &said), 0);
	assert_true(i[0].failed);
	assert_false(i[1].failed);
	assert_int_equal(count_lines(said), 1);
	assert_non_null(strstr(said, "sextant: warning: o: https://e.org/"));
	free(said);
}

static void
all_are_tried(void **state)
{
	struct fetch_item i[] = {
		{ .id = "x", .url = "https://e.org/nowhere" },
		{ .id = "a", .url = "https://e.org/a" },
		{ .id = "y", .url = "https://e.org/nowhere" },
	};
	char *said;

	(void)state;
	publish_text("a", "one");
	assert_int_equal(fetch(i, 3, 0, &said), -1);
	assert_true(i[0].failed && !i[1].failed && i[2].failed);
	assert_int_equal(count_lines(said), 2);
	assert_int_equal(l.n, 1);
	free(said);
}

static void
a_wrong_mirror_is_said_once(void **state)
{
	struct fetch_item i[] = {
		{ .id = "a", .url = "https://e.org/a" },
		{ .id = "b", .url = "https://e.org/b" },
	};
	char *said, *good = mirror;
	int rc;

	(void)state;
	mirror = base;
	rc = fetch(i, 2, 0, &said);
	mirror = good;
	assert_int_equal(rc, -1);
	assert_true(i[0].failed && i[1].failed);
	assert_int_equal(count_lines(said), 1);
	assert_non_null(strstr(said, "--mirror"));
	free(said);
}

static void
a_cache_that_is_no_folder_is_said_once(void **state)
{
	struct fetch_item i[] = {
		{ .id = "a", .url = "https://e.org/a" },
		{ .id = "b", .url = "https://e.org/b" },
	};
	char *said;

	(void)state;
	publish_text("a", "one");
	assert_int_equal(file_write_new(root, "x", 1), 0);
	assert_int_equal(fetch(i, 2, 0, &said), -1);
	assert_true(i[0].failed && i[1].failed);
	assert_int_equal(count_lines(said), 1);
	assert_non_null(strstr(said, root));
	free(said);
}

/* In a process of its own: the limit cannot be taken back. */
static int
fetch_on_full_disk(void)
{
	struct rlimit limit = { 30000, 30000 };
	struct fetch_item i[] = {
		{ .id = "a", .url = "https://e.org/large1" },
		{ .id = "b", .url = "https://e.org/large2" },
		{ .id = "c", .url = "https://e.org/small" },
	};
	char *said;

	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) == -1 ||
	    fetch(i, 3, 0, &said) != -1)
		return 2;
	if (!i[0].failed || !i[1].failed || i[2].failed)
		return 3;
	if (count_lines(said) != 1 ||
	    strstr(said, "sextant: a: https://e.org/large1: ") != said ||
	    strstr(said, ": File too large; so also: b\n") == NULL)
		return 4;
	free(said);
	lock_free(&l);
	return 0;
}

static void
a_full_disk_is_said_once_and_leaves_nothing(void **state)
{
	static char large[40000];
	struct strs left = { NULL, 0 };
	char *tmp = path_join(root, "tmp"), *objects = path_join(root, "objects");
	int status;
	pid_t pid;

	(void)state;
	memset(large, 'x', sizeof(large));
	publish("large1", large, sizeof(large));
	publish("large2", large, sizeof(large) - 1);
	publish_text("small", "small");
	fflush(NULL);
	pid = fork();
	if (pid == 0)
		_exit(fetch_on_full_disk());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(file_walk(tmp, &left, NULL), 0);
	assert_int_equal(left.n, 0);
	assert_int_equal(file_walk(objects, &left, NULL), 0);
	assert_int_equal(left.n, 1);
	strs_free(&left);
	free(tmp);
	free(objects);
}

static int
setup(void **state)
{
	(void)state;
	base = scratch_begin();
	root = path_join(base, "cache");
	mirror = mem_alloc(strlen(base) + 32);
	sprintf(mirror, "file://%s/mirror/", base);
	unsetenv("SOURCE_DATE_EPOCH");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	lock_free(&l);
	free(mirror);
	free(root);
	scratch_end(base);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_file_and_an_archive_arrive),
		TEST(names_are_decoded_once),
		TEST(the_day_stays_while_the_bytes_do),
		TEST(offline_takes_what_is_known),
		TEST(locked_takes_only_what_the_lock_says),
		TEST(what_is_not_there_is_one_line),
		TEST(what_stood_before_still_stands),
		TEST(what_is_optional_is_a_warning),
		TEST(all_are_tried),
		TEST(a_wrong_mirror_is_said_once),
		TEST(a_cache_that_is_no_folder_is_said_once),
		TEST(a_full_disk_is_said_once_and_leaves_nothing),
	};

	value_init();
	server_clean_environment();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
