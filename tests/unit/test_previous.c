/* The catalog that a new one replaces: kept, never older than one step. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/stat.h>

#include "catalog_place.h"
#include "catalog/catalog.h"
#include "value/value.h"

/* The key of the previous catalog, "" where there is none. */
static const char *
previous_key(void)
{
	static char key[65];
	char *previous = catalog_previous(path);

	if (catalog_inputs(previous, key, sizeof(key)) == 0)
		*key = '\0';
	free(previous);
	return key;
}

static void
make_of(const char *inputs)
{
	struct catalog *c = catalog_create(path);

	assert_int_equal(catalog_put_meta(c, "inputs", inputs), 0);
	assert_int_equal(catalog_commit(c), 0);
}

static void
the_previous_one_is_kept(void **state)
{
	struct capture talk;
	struct catalog *c;
	char *previous, *said;
	int rc;

	(void)state;
	make_of("one");
	assert_int_equal(scratch_files(root), 1);
	make_of("two");
	assert_string_equal(previous_key(), "one");
	make_of("three");
	assert_string_equal(previous_key(), "two");
	assert_int_equal(scratch_files(root), 2);
	c = catalog_create(path);
	catalog_abort(c);
	assert_string_equal(previous_key(), "two");
	assert_int_equal(file_remove(path), 0);
	make_of("four");
	assert_string_equal(previous_key(), "");
	assert_int_equal(scratch_files(root), 1);
	/* What cannot be replaced stops it all. */
	previous = catalog_previous(path);
	assert_int_equal(mkdir(previous, 0777), 0);
	c = catalog_create(path);
	assert_int_equal(catalog_put_meta(c, "inputs", "five"), 0);
	capture_begin(&talk);
	rc = catalog_commit(c);
	said = capture_end(&talk);
	assert_int_equal(rc, -1);
	assert_true(str_has_suffix(said,
	    "out/catalog.previous.db: Is a directory\n"));
	assert_int_equal(count_lines(said), 1);
	free(said);
	assert_int_equal(scratch_files(root), 1);
	free(previous);
	previous = catalog_previous("a/b");
	assert_string_equal(previous, "a/b.previous");
	free(previous);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_previous_one_is_kept,
		    set_up, tear_down),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
