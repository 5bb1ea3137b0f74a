/* ATT&CK's index.json: which versions there are, and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "map/map.h"
#include "value/value.h"

#define AT(domain, version) \
	"{\"version\": \"" version "\", \"url\": \"https://e.org/" domain \
	"-attack-" version ".json\"}"
#define INDEX(versions) "{\"collections\": [{\"versions\": [" versions "]}]}"

static char *root, *path;
static struct arena mem;
static const char *found, *url;

static int
set_up(void **state)
{
	(void)state;
	root = scratch_begin();
	path = path_join(root, "index.json");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(&mem);
	free(path);
	scratch_end(root);
	return 0;
}

static int
ask(const char *text, const char *domain, const char *version)
{
	file_remove(path);
	assert_int_equal(file_write_new(path, text, strlen(text)), 0);
	return map_index(path, domain, version, &mem, &found, &url);
}

static void
the_latest_is_the_greatest_number(void **state)
{
	static const struct {
		const char *index, *latest;
	} indexes[] = {
		{ INDEX(AT("enterprise", "9.0") "," AT("enterprise", "18.1")),
		    "18.1" },
		{ INDEX(AT("enterprise", "18.1") "," AT("enterprise", "9.0")),
		    "18.1" },
		{ INDEX(AT("enterprise", "18.9") "," AT("enterprise", "18.10")),
		    "18.10" },
		{ INDEX(AT("enterprise", "18") "," AT("enterprise", "18.1")),
		    "18.1" },
		{ INDEX(AT("enterprise", "18.1") "," AT("enterprise", "18")),
		    "18.1" },
		{ INDEX(AT("enterprise", "1.0") "," AT("mobile", "20.0") ","
		    AT("enterprise-x", "30.0")), "1.0" },
		{ INDEX(AT("enterprise", "2.0") "," AT("enterprise", "2.0")),
		    "2.0" },
		{ "{\"collections\": [{\"versions\": []}, {}, 5, {\"versions\":"
		  " [7, " AT("enterprise", "3.0") "]}]}", "3.0" },
		{ INDEX("{\"version\": \"9\", \"url\":"
		  " \"http://e.org/enterprise-attack.json\"},"
		  AT("enterprise", "2.0")), "2.0" },
		{ INDEX("{\"version\": \"9\"}, {\"url\": \"https://e.org/"
		  "enterprise-attack.json\"}," AT("enterprise", "2.0")),
		    "2.0" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(indexes) / sizeof(indexes[0]); i++) {
		assert_int_equal(ask(indexes[i].index, "enterprise", NULL), 0);
		assert_string_equal(found, indexes[i].latest);
		assert_non_null(strstr(url, indexes[i].latest));
		assert_non_null(strstr(url, "https://e.org/enterprise-attack"));
	}
}

static void
a_version_has_its_address(void **state)
{
	static const char index[] = INDEX(AT("enterprise", "9.0") ","
	    AT("enterprise", "18.1") "," AT("mobile", "17.1"));

	(void)state;
	assert_int_equal(ask(index, "enterprise", "9.0"), 0);
	assert_string_equal(found, "9.0");
	assert_string_equal(url, "https://e.org/enterprise-attack-9.0.json");
	assert_int_equal(ask(index, "mobile", NULL), 0);
	assert_string_equal(found, "17.1");
	/* One that the index does not know stays, without an address. */
	assert_int_equal(ask(index, "enterprise", "19.1"), 0);
	assert_string_equal(found, "19.1");
	assert_null(url);
	assert_int_equal(ask(index, "enterprise", "9"), 0);
	assert_null(url);
	assert_int_equal(ask(INDEX(""), "enterprise", "9.0"), 0);
	assert_string_equal(found, "9.0");
	assert_null(url);
}

static void
what_is_no_index_is_said(void **state)
{
	static const struct {
		const char *text, *said;
	} broken[] = {
		{ "", "attack/index:" },
		{ "<html>", "attack/index:1: " },
		{ "{\"collections\":\n [", "attack/index:2: " },
		{ "{}", "attack/index: no version of enterprise in it" },
		{ "[]", "attack/index: no version of enterprise in it" },
		{ "{\"collections\": 5}",
		    "attack/index: no version of enterprise in it" },
		{ INDEX(AT("mobile", "1.0")),
		    "attack/index: no version of enterprise in it" },
	};
	struct capture c;
	char *said;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		capture_begin(&c);
		assert_int_equal(ask(broken[i].text, "enterprise", NULL), -1);
		said = capture_end(&c);
		assert_int_equal(count_lines(said), 1);
		assert_non_null(strstr(said, broken[i].said));
		assert_null(found);
		assert_null(url);
		free(said);
	}
	capture_begin(&c);
	assert_int_equal(map_index(root, "enterprise", NULL, &mem, &found,
	    &url), -1);
	said = capture_end(&c);
	assert_int_equal(count_lines(said), 1);
	free(said);
}

/* Comparing two of them never ended. */
static void
versions_that_are_no_numbers_are_passed_over(void **state)
{
	static const char *const indexes[] = {
		INDEX(AT("enterprise", "x") "," AT("enterprise", "y") ","
		    AT("enterprise", "3.0")),
		INDEX(AT("enterprise", "3.0") "," AT("enterprise", "4.0-rc1")
		    "," AT("enterprise", "4.0-rc2")),
		INDEX(AT("enterprise", "") "," AT("enterprise", ".9") ","
		    AT("enterprise", "3.0") "," AT("enterprise", "-5")),
	};
	size_t i;

	(void)state;
	alarm(10);
	for (i = 0; i < sizeof(indexes) / sizeof(indexes[0]); i++) {
		assert_int_equal(ask(indexes[i], "enterprise", NULL), 0);
		assert_string_equal(found, "3.0");
	}
	alarm(0);
	/* Not even to one who asks for such a one by name. */
	assert_int_equal(ask(indexes[1], "enterprise", "4.0-rc2"), 0);
	assert_string_equal(found, "4.0-rc2");
	assert_null(url);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(the_latest_is_the_greatest_number),
		TEST(a_version_has_its_address),
		TEST(versions_that_are_no_numbers_are_passed_over),
		TEST(what_is_no_index_is_said),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
