/* Which techniques a bundle has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "bundle.h"
#include "capture.h"
#include "map/map.h"
#include "value/value.h"

static char *root, *path;
static struct strs ids;

static int
set_up(void **state)
{
	(void)state;
	root = scratch_begin();
	path = path_join(root, "bundle.json");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	strs_free(&ids);
	free(path);
	scratch_end(root);
	return 0;
}

static int
list(const char *bundle, char **said)
{
	struct capture c;
	int rc;

	assert_int_equal(file_remove(path), 0);
	assert_int_equal(file_write_new(path, bundle, strlen(bundle)), 0);
	capture_begin(&c);
	rc = map_techniques(path, 1, &ids);
	*said = capture_end(&c);
	return rc;
}

static void
active_ones_are_listed_once(void **state)
{
	/* The last is another object of an id that is there. */
	static const char bundle[] = BUNDLE(
	    TECHNIQUE("T1002.001", SUB) ", " TECHNIQUE("T1003", REVOKED) ", "
	    TECHNIQUE("T1001", "") ", " TECHNIQUE("T1004", DEPRECATED) ", "
	    TECHNIQUE("T1002", "") ", " TECHNIQUE("TX", "") ", "
	    "{\"type\": \"attack-pattern\", \"id\": \"ap--other\", "
	    "\"name\": \"Other\", " REFERENCE("T1001") "}");
	char *said;

	(void)state;
	assert_int_equal(list(bundle, &said), 0);
	assert_string_equal(said, "");
	assert_int_equal(ids.n, 3);
	assert_string_equal(ids.v[0], "T1001");
	assert_string_equal(ids.v[1], "T1002");
	assert_string_equal(ids.v[2], "T1002.001");
	free(said);
}

static void
what_is_no_bundle_is_said_once(void **state)
{
	static const char *const broken[] = { "<html>", "{}", BUNDLE("") };
	char *said;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		assert_int_equal(list(broken[i], &said), -1);
		assert_int_equal(count_lines(said), 1);
		assert_non_null(strstr(said, path));
		assert_int_equal(ids.n, 0);
		free(said);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(active_ones_are_listed_once,
		    set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_no_bundle_is_said_once,
		    set_up, tear_down),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
