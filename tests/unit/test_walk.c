/* A folder that is walked while files in it come and go. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture.h"

static char *root;
static atomic_bool ended;

/* Makes files under another name, as what is written here is, and folders. */
static void *
come_and_go(void *arg)
{
	char *new = path_join(root, "a.new"), *old = path_join(root, "a");
	char *folder = path_join(root, "b"), *below = path_join(folder, "c");

	(void)arg;
	while (!ended) {
		if (file_write_new(new, "x", 1) == -1 || rename(new, old) == -1 ||
		    mkdir(folder, 0700) == -1 || mkdir(below, 0700) == -1 ||
		    rmdir(below) == -1 || rmdir(folder) == -1)
			break;
	}
	free(new);
	free(old);
	free(folder);
	free(below);
	return NULL;
}

static void
what_goes_meanwhile_is_no_error(void **state)
{
	struct strs paths = { 0 };
	struct capture c;
	pthread_t thread;
	char *said;
	int i, rc = 0;

	(void)state;
	scratch_put(root, "stays", "x");
	assert_int_equal(pthread_create(&thread, NULL, come_and_go, NULL), 0);
	capture_begin(&c);
	for (i = 0; i < 20000 && rc == 0; i++) {
		rc = file_walk(root, &paths, NULL);
		rc = paths.n == 0 || !strs_has(&paths, "stays") ? -2 : rc;
		strs_free(&paths);
	}
	said = capture_end(&c);
	ended = true;
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_string_equal(said, "");
	assert_int_equal(rc, 0);
	free(said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_goes_meanwhile_is_no_error),
	};
	int failed;

	root = scratch_begin();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	scratch_end(root);
	return failed;
}
