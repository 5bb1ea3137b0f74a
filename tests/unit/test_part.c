/* Prepared parts: there whole, or not at all. */
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
#include "base/str.h"
#include "store/part.h"

static char root[] = "/tmp/sextant-part-XXXXXX";
static const char *const words[] = { "what", "1", "of" };

static int
set_up(void **state)
{
	(void)state;
	return mkdtemp(root) == NULL ? -1 : 0;
}

/* The only file of the cache. */
static char *
part_file(void)
{
	char *folder = path_join(root, "parts"), *path;
	struct strs names = { 0 };

	assert_int_equal(file_names(-1, folder, 0, &names), 0);
	assert_int_equal(names.n, 1);
	path = path_join(folder, names.v[0]);
	strs_free(&names);
	free(folder);
	return path;
}

static bool
is_found(const char *bytes)
{
	struct part p;
	bool same;

	if (!part_open(root, words, 3, &p))
		return false;
	same = p.len == strlen(bytes) && memcmp(p.bytes, bytes, p.len) == 0;
	part_close(&p);
	assert_true(same);
	return true;
}

static void
kept_and_found(void **state)
{
	static const char *const others[][3] = { { "what", "2", "of" },
		{ "what", "1o", "f" }, { "wha", "t1", "of" } };
	struct part p;
	size_t i;

	(void)state;
	assert_false(is_found("bytes"));
	part_keep(root, words, 3, "bytes", 5);
	assert_true(is_found("bytes"));
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_false(part_open(root, others[i], 3, &p));
	assert_false(part_open(root, words, 2, &p));
	part_keep(root, words, 3, "other bytes", 11);
	assert_true(is_found("other bytes"));
}

static void
of_a_file_kept_and_found(void **state)
{
	char *path = path_join(root, "file");
	struct buf b = BUF_INIT;
	int i, fd;

	(void)state;
	for (i = 0; i < 20000; i++)
		buf_printf(&b, "%d ", i);
	assert_int_equal(file_write_new(path, buf_str(&b), b.len), 0);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	lseek(fd, 5, SEEK_SET);
	part_keep_file(root, words, 3, "", fd);
	assert_true(is_found(buf_str(&b)));
	part_keep_file(root, words, 3, "first", fd);
	buf_reset(&b);
	buf_puts(&b, "first");
	assert_int_equal(file_read(path, 0, &b), 0);
	assert_true(is_found(buf_str(&b)));
	/* What cannot be read is not kept. */
	part_keep_file(root, words, 3, "other", -1);
	assert_true(is_found(buf_str(&b)));
	close(fd);
	buf_free(&b);
	free(path);
}

/* Each byte of it may be another, and it may end anywhere. */
static void
damaged_ones_are_none(void **state)
{
	char *path;
	struct buf was = BUF_INIT;
	FILE *f;
	size_t i, k;

	(void)state;
	part_keep(root, words, 3, "bytes", 5);
	path = part_file();
	assert_int_equal(file_read(path, 1000, &was), 0);
	for (i = 0; i < 2 * was.len; i++) {
		f = fopen(path, "w");
		assert_non_null(f);
		for (k = 0; k < was.len && (i < was.len || k < i - was.len); k++)
			fputc(buf_str(&was)[k] ^ (k == i), f);
		fclose(f);
		assert_false(is_found("bytes"));
	}
	part_keep(root, words, 3, "bytes", 5);
	assert_true(is_found("bytes"));
	buf_free(&was);
	free(path);
}

static void
only_ones_own_are_taken(void **state)
{
	char *path;

	(void)state;
	part_keep(root, words, 3, "bytes", 5);
	path = part_file();
	assert_int_equal(chmod(path, 0666), 0);
	assert_false(is_found("bytes"));
	umask(0);
	part_keep(root, words, 3, "bytes", 5);
	assert_true(is_found("bytes"));
	if (geteuid() == 0) {
		assert_int_equal(chown(path, 12345, (gid_t)-1), 0);
		assert_false(is_found("bytes"));
	}
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("/dev/null", path), 0);
	assert_false(is_found("bytes"));
	part_keep(root, words, 3, "bytes", 5);
	assert_true(is_found("bytes"));
	free(path);
}

/* A cache that cannot be written is none, and nothing is said. */
static void
nothing_is_said(void **state)
{
	struct part p;

	(void)state;
	part_keep("/dev/null/cache", words, 3, "bytes", 5);
	assert_false(part_open("/dev/null/cache", words, 3, &p));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(kept_and_found),
		cmocka_unit_test(of_a_file_kept_and_found),
		cmocka_unit_test(damaged_ones_are_none),
		cmocka_unit_test(only_ones_own_are_taken),
		cmocka_unit_test(nothing_is_said),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
