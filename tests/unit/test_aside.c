/* Files made beside the ones whose places they take. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/temp.h"
#include "capture.h"

#define LEFT ".x.new-0123456789abcdef"

static char *root, *path;

static int
set_up(void **state)
{
	(void)state;
	root = scratch_begin();
	path = path_join(root, "x");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	free(path);
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
	char *to = at(name);

	assert_int_equal(file_write_new(to, text, strlen(text)), 0);
	free(to);
}

static void
check(const char *name, const char *want)
{
	struct buf b = BUF_INIT;
	char *from = at(name);

	assert_int_equal(file_read(from, 0, &b), 0);
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
	free(from);
}

static void
it_takes_the_place(void **state)
{
	struct temp a = { 0 };

	(void)state;
	assert_int_equal(temp_begin(&a, path), 0);
	assert_int_equal(scratch_files(root), 1);
	assert_false(file_exists(path));
	assert_int_equal(file_write_all(a.fd, "new", 3), 0);
	assert_int_equal(temp_commit(&a, path), 0);
	check("x", "new");
	assert_int_equal(temp_begin(&a, path), 0);
	temp_abort(&a);
	temp_abort(&a);
	check("x", "new");
	assert_int_equal(scratch_files(root), 1);
}

static void
a_mode_stays(void **state)
{
	static const mode_t modes[] = { 0600, 0444, 0755 };
	struct temp a = { 0 };
	struct stat st;
	size_t i;

	(void)state;
	put("x", "old");
	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		assert_int_equal(chmod(path, modes[i]), 0);
		assert_int_equal(temp_begin(&a, path), 0);
		assert_int_equal(temp_commit(&a, path), 0);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 07777, modes[i]);
	}
}

/* Nothing that somebody put there beforehand is written to. */
static void
no_two_have_a_name(void **state)
{
	struct temp a = { 0 }, b = { 0 };

	(void)state;
	assert_int_equal(temp_begin(&a, path), 0);
	assert_int_equal(temp_begin(&b, path), 0);
	assert_string_not_equal(a.path, b.path);
	assert_int_equal(scratch_files(root), 2);
	assert_int_equal(file_write_all(a.fd, "a", 1), 0);
	assert_int_equal(temp_commit(&b, path), 0);
	assert_int_equal(temp_commit(&a, path), 0);
	check("x", "a");
}

static void
what_killed_runs_left_is_removed(void **state)
{
	struct temp a = { 0 };
	pid_t child = fork();
	int status;

	(void)state;
	if (child == 0) {
		if (temp_begin(&a, path) == 0)
			raise(SIGKILL);
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(scratch_files(root), 1);
	put(LEFT, "x");
	temp_tidy(path);
	assert_int_equal(scratch_files(root), 0);
}

static void
what_is_anothers_stays(void **state)
{
	static const char *const others[] = { "x.123", ".x.new-", ".x.new-1",
		".x.new-0123456789abcdeg", ".x.new-0123456789abcdef0",
		".xx.new-0123456789abcdef", "x.new-0123456789abcdef" };
	char *link = at(LEFT), *held = at(".x.new-00000000000000ff");
	size_t i, n = sizeof(others) / sizeof(others[0]);
	int fd;

	(void)state;
	for (i = 0; i < n; i++)
		put(others[i], "theirs");
	put(".x.new-00000000000000ff", "of a run that lives");
	fd = open(held, O_RDONLY);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_int_equal(symlink("x.123", link), 0);
	temp_tidy(path);
	for (i = 0; i < n; i++)
		check(others[i], "theirs");
	check(LEFT, "theirs");
	assert_true(file_exists(held));
	close(fd);
	temp_tidy(path);
	assert_false(file_exists(held));
	free(link);
	free(held);
}

static void
a_second_name_takes_the_place(void **state)
{
	struct temp a = { 0 };
	char *from = at("from"), *to;

	(void)state;
	put("from", "text");
	assert_int_equal(temp_link(&a, path, from), 0);
	/* While it is there it is no leftover, nor where both are one. */
	temp_tidy(path);
	assert_int_equal(temp_commit(&a, path), 0);
	check("x", "text");
	assert_int_equal(temp_link(&a, path, from), 0);
	assert_int_equal(temp_commit(&a, path), 0);
	assert_int_equal(scratch_files(root), 2);
	to = at("link");
	assert_int_equal(symlink("from", to), 0);
	assert_int_equal(temp_link(&a, path, to), -1);
	assert_int_equal(errno, ELOOP);
	assert_null(a.path);
	free(from);
	free(to);
}

static void
what_cannot_be_made_leaves_nothing(void **state)
{
	struct temp a = { 0 };
	char *missing = at("none/x");

	(void)state;
	assert_int_equal(temp_begin(&a, missing), -1);
	assert_int_equal(errno, ENOENT);
	assert_null(a.path);
	assert_int_equal(temp_begin(&a, path), 0);
	assert_int_equal(temp_commit(&a, missing), -1);
	assert_int_equal(errno, ENOENT);
	assert_null(a.path);
	assert_int_equal(scratch_files(root), 0);
	free(missing);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(it_takes_the_place),
		TEST(a_mode_stays),
		TEST(no_two_have_a_name),
		TEST(what_killed_runs_left_is_removed),
		TEST(what_is_anothers_stays),
		TEST(a_second_name_takes_the_place),
		TEST(what_cannot_be_made_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
