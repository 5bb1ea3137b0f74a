/* The rendered tree when something fails: what stood before still stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "tree_place.h"

#define DIGITS "-0123456789abcdef"

static void
abort_leaves_no_trace(void **state)
{
	const struct place *p = *state;
	struct tree *t;
	char *before;

	t = begin(p);
	assert_false(file_exists(p->out));
	put_three(t);
	tree_abort(t);
	assert_false(file_exists(p->out));
	make_three(p);
	before = snapshot(p);
	t = begin(p);
	put_three(t);
	tree_abort(t);
	check_untouched(p, before);
	t = begin(p);
	put(t, "new", "x");
	tree_abort(t);
	assert_false(is_at(p, "new"));
	check_nothing_beside(p);
	tree_abort(NULL);
}

static int
exchange_fails(int parent, const char *aside, const char *name)
{
	(void)parent;
	(void)aside;
	(void)name;
	errno = EBUSY;
	return -1;
}

/* Builds a tree anew, exchanged in this way. */
static void
check_exchange(const struct place *p, tree_exchange way)
{
	struct tree *t = begin(p);

	add_others(p);
	put(t, "index.html", "new");
	tree_use_exchange(t, way);
	commit(t, 1, 0, 2);
	check_at(p, "index.html", "new");
	check_at(p, "CNAME", "example.org");
	assert_false(is_at(p, "a/b.html"));
	check_nothing_beside(p);
}

static void
exchanged_in_one_step(void **state)
{
	const struct place *p = *state;
	int fd = open(p->scratch, O_PATH);
	char *a = path_join(p->scratch, "a"), *b = path_join(p->scratch, "b");

	assert_int_equal(mkdir(a, 0700), 0);
	assert_int_equal(mkdir(b, 0700), 0);
	if (tree_exchange_atomic(fd, "a", "b") == -1 &&
	    (errno == EINVAL || errno == ENOSYS)) {
		print_message("skipped: no RENAME_EXCHANGE here\n");
	} else {
		make_three(p);
		check_exchange(p, tree_exchange_atomic);
	}
	close(fd);
	free(a);
	free(b);
}

static void
exchanged_by_two_renames(void **state)
{
	make_three(*state);
	check_exchange(*state, tree_exchange_twice);
}

static void
a_failed_rename_is_undone(void **state)
{
	const struct place *p = *state;
	int fd;

	make_three(p);
	fd = open(p->out, O_PATH);
	assert_int_equal(tree_exchange_twice(fd, ".none", "site"), -1);
	assert_int_equal(errno, ENOENT);
	check_at(p, "index.html", "index");
	check_nothing_beside(p);
	assert_int_equal(tree_exchange_twice(fd, "site", "none"), -1);
	assert_int_equal(tree_exchange_best(fd, ".none", "site"), -1);
	check_at(p, "index.html", "index");
	close(fd);
}

static void
a_failed_exchange_leaves_the_old_tree(void **state)
{
	const struct place *p = *state;
	struct stat before;
	struct tree *t;

	make_three(p);
	before = stat_at(p, "");
	t = begin(p);
	put(t, "index.html", "new");
	tree_use_exchange(t, exchange_fails);
	commit_refused(t, "site: cannot be renamed: ");
	assert_int_equal(stat_at(p, "").st_ino, before.st_ino);
	check_at(p, "index.html", "index");
	check_at(p, "a/b.html", "bee");
	check_nothing_beside(p);
}

static void
two_runs_at_a_time_are_refused(void **state)
{
	const struct place *p = *state;
	struct tree *one, *two;

	/* Neither finds a folder: the second to end finds that of the first. */
	one = begin(p);
	two = begin(p);
	put(one, "x", "one");
	put(two, "x", "two");
	commit(one, 1, 0, 0);
	commit_refused(two, "cannot be renamed: ");
	check_at(p, "x", "one");
	one = begin(p);
	refused(p->site, "another run is writing it");
	put(one, "x", "uno");
	commit(one, 1, 0, 0);
	check_at(p, "x", "uno");
}

static void
a_folder_exchanged_meanwhile_is_left_alone(void **state)
{
	const struct place *p = *state;
	char *other = path_join(p->out, "other");
	struct tree *t;

	make_three(p);
	t = begin(p);
	put(t, "x", "y");
	assert_int_equal(rename(p->site, other), 0);
	write_at(p, "theirs", "z");
	commit_refused(t, "another run has exchanged it");
	check_at(p, "theirs", "z");
	free(other);
}

/* A folder beside the tree, with a file in it, as a run leaves it. */
static char *
leave(const struct place *p, const char *name)
{
	char *path = path_join(p->out, name);
	char *file = path_join(path, "half");

	assert_int_equal(file_make_parents(file), 0);
	assert_int_equal(file_write_new(file, "x", 1), 0);
	free(file);
	return path;
}

static void
what_dead_runs_left_is_removed(void **state)
{
	const struct place *p = *state;
	char *dead, *alive, *old, *other;
	struct tree *t;
	int fd;

	make_three(p);
	dead = leave(p, ".site.new-999999999" DIGITS);
	old = leave(p, ".site.old-999999999" DIGITS);
	other = leave(p, ".site.new-12");
	alive = leave(p, ".site.new-1" DIGITS);
	fd = open(alive, O_RDONLY | O_DIRECTORY);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	t = begin(p);
	assert_false(file_exists(dead));
	assert_false(file_exists(old));
	assert_true(file_exists(alive));
	assert_true(file_exists(other));
	tree_abort(t);
	close(fd);
	tree_abort(begin(p));
	assert_false(file_exists(alive));
	free(dead);
	free(old);
	free(other);
	free(alive);
}

static void
an_old_tree_gets_its_name_back(void **state)
{
	const struct place *p = *state;
	char *old = path_join(p->out, ".site.old-999999999" DIGITS);
	struct tree *t;

	make_three(p);
	assert_int_equal(rename(p->site, old), 0);
	t = begin(p);
	assert_false(file_exists(old));
	check_at(p, "index.html", "index");
	put_three(t);
	commit(t, 0, 3, 0);
	/* But not where another folder stands there: then both stay. */
	assert_int_equal(rename(p->site, old), 0);
	write_at(p, "x", "y");
	refused(p->site, "not made by sextant");
	assert_true(file_exists(old));
	free(old);
}

/* A run that is killed when all is written leaves the old tree. */
static int
exchange_dies(int parent, const char *aside, const char *name)
{
	(void)parent;
	(void)aside;
	(void)name;
	raise(SIGKILL);
	return -1;
}

static int
exchange_dies_between(int parent, const char *aside, const char *name)
{
	char old[96];

	snprintf(old, sizeof(old), ".%s.old-%ld" DIGITS, name, (long)getpid());
	if (renameat(parent, name, parent, old) == 0)
		exchange_dies(parent, aside, name);
	return -1;
}

static void
check_death(const struct place *p, tree_exchange death, bool stands)
{
	struct tree *t;
	int status;
	pid_t child = fork();

	if (child == 0) {
		t = tree_begin(p->site);
		if (t == NULL || tree_put(t, "index.html", NULL, "new", 3) == -1)
			_exit(1);
		tree_use_exchange(t, death);
		tree_commit(t, NULL, NULL, NULL);
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(is_at(p, "index.html"), stands);
	t = begin(p);
	check_nothing_beside(p);
	check_at(p, "index.html", "index");
	check_at(p, "a/c/d.html", "dee");
	put_three(t);
	commit(t, 0, 3, 0);
}

static void
a_killed_run_leaves_the_old_tree(void **state)
{
	make_three(*state);
	check_death(*state, exchange_dies, true);
	check_death(*state, exchange_dies_between, false);
}

static void
a_full_disk_is_one_line_and_the_old_tree(void **state)
{
	const struct place *p = *state;
	struct rlimit was, small = { 8192, 8192 };
	char *big = mem_alloc(20000);
	struct capture c;
	struct tree *t;
	int rc;

	make_three(p);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
	small.rlim_max = was.rlim_max;
	signal(SIGXFSZ, SIG_IGN);
	t = begin(p);
	put(t, "index.html", "new");
	capture_begin(&c);
	setrlimit(RLIMIT_FSIZE, &small);
	rc = tree_put(t, "big.html", NULL, big, 20000);
	setrlimit(RLIMIT_FSIZE, &was);
	check_said(&c, "out/site/big.html: File too large");
	assert_int_equal(rc, -1);
	assert_int_equal(tree_commit(t, NULL, NULL, NULL), -1);
	check_at(p, "index.html", "index");
	check_nothing_beside(p);
	free(big);
}

/* As nobody, if this is root: root may write everywhere. */
static void
no_permission_is_one_line_and_the_old_tree(void **state)
{
	const struct place *p = *state;
	bool root = geteuid() == 0;
	struct capture c;
	struct tree *t;
	char *none;
	int rc;

	make_three(p);
	assert_int_equal(chmod(p->scratch, 0755), 0);
	assert_int_equal(chmod(p->out, 0555), 0);
	if (root)
		assert_int_equal(seteuid(65534), 0);
	/* Nothing changed: nothing to write, and so no need to. */
	t = tree_begin(p->site);
	if (t != NULL && tree_put(t, "index.html", NULL, "index", 5) == 0 &&
	    tree_put(t, "a/b.html", NULL, "bee", 3) == 0 &&
	    tree_put(t, "a/c/d.html", NULL, "dee", 3) == 0)
		rc = tree_commit(t, NULL, NULL, NULL);
	else
		rc = -1;
	capture_begin(&c);
	t = tree_begin(p->site);
	if (t != NULL) {
		tree_put(t, "index.html", NULL, "new", 3);
		tree_put(t, "a/b.html", NULL, "new", 3);
		tree_commit(t, NULL, NULL, NULL);
	}
	none = path_join(p->out, "none/site");
	if (root)
		assert_int_equal(seteuid(0), 0);
	check_said(&c, "out/site/index.html: Permission denied");
	assert_int_equal(rc, 0);
	assert_non_null(t);
	check_at(p, "index.html", "index");
	check_nothing_beside(p);
	capture_begin(&c);
	if (root)
		assert_int_equal(seteuid(65534), 0);
	t = tree_begin(none);
	rc = t == NULL ? -1 : tree_put(t, "x", NULL, "y", 1);
	tree_abort(t);
	if (root)
		assert_int_equal(seteuid(0), 0);
	check_said(&c, "Permission denied");
	assert_int_equal(rc, -1);
	assert_int_equal(chmod(p->out, 0755), 0);
	free(none);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(abort_leaves_no_trace),
		PLACE_TEST(exchanged_in_one_step),
		PLACE_TEST(exchanged_by_two_renames),
		PLACE_TEST(a_failed_rename_is_undone),
		PLACE_TEST(a_failed_exchange_leaves_the_old_tree),
		PLACE_TEST(two_runs_at_a_time_are_refused),
		PLACE_TEST(a_folder_exchanged_meanwhile_is_left_alone),
		PLACE_TEST(what_dead_runs_left_is_removed),
		PLACE_TEST(an_old_tree_gets_its_name_back),
		PLACE_TEST(a_killed_run_leaves_the_old_tree),
		PLACE_TEST(a_full_disk_is_one_line_and_the_old_tree),
		PLACE_TEST(no_permission_is_one_line_and_the_old_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
