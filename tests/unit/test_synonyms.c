/* Synonyms: what is read of their file, and what they lead to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "config/config.h"
#include "value/value.h"

#define ATTACK "title: ATT&CK\nkind: attack\nfetch: {index:" \
	" 'https://e.org/i', bundle: 'https://e.org/b'}\n"

static char *root, *folder, *path;

static void
put_file(const char *name, const char *text)
{
	scratch_put(root, name, text);
}

static int
set_up(void **state)
{
	(void)state;
	root = scratch_begin();
	folder = path_join(root, "defs");
	path = path_join(root, "sextant.yaml");
	put_file("defs/attack.yaml", ATTACK);
	put_file("sextant.yaml", "sources: {}\n");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	free(folder);
	free(path);
	scratch_end(root);
	return 0;
}

static void
words_are_read_for_ids(void **state)
{
	struct config c;
	char before[65];

	(void)state;
	assert_int_equal(config_read(path, folder, NULL, &c), 0);
	assert_int_equal(c.nsynonyms, 0);
	memcpy(before, c.digest, sizeof(before));
	config_free(&c);
	put_file("synonyms.yaml",
	    "T1001: [hidden data, 4104]\nTA0011: c2\nT9999: []\n");
	assert_int_equal(config_read(path, folder, NULL, &c), 0);
	assert_int_equal(c.nsynonyms, 3);
	assert_string_equal(c.synonyms[0].id, "T1001");
	assert_string_equal(c.synonyms[0].word, "hidden data");
	assert_string_equal(c.synonyms[1].word, "4104");
	assert_string_equal(c.synonyms[2].id, "TA0011");
	assert_string_equal(c.synonyms[2].word, "c2");
	/* The catalog depends on them. */
	assert_string_not_equal(c.digest, before);
	config_free(&c);
}

static const struct {
	const char *text, *said;
} wrong[] = {
	{ "T1001: [a, {b: c}]\n",
	    ":1: T1001: expected a word of at most 80 bytes\n" },
	{ "T1001:\n  - a\n  - '-'\n",
	    ":3: T1001: expected a word of at most 80 bytes\n" },
	{ "T1: [a123456789a123456789a123456789a123456789a123456789a12345"
	    "6789a123456789a1234567890]\n",
	    ":1: T1: expected a word of at most 80 bytes\n" },
	{ "T1001: [Rat,\n rat]\n", ":2: T1001: rat: named twice\n" },
	{ "'-': [a]\n", ":1: -: expected an id\n" },
	{ "T1001: a\nT1001: b\n", NULL },
	{ "- T1001\n", NULL },
};

static void
what_is_wrong_is_said_with_its_line(void **state)
{
	struct capture said;
	struct config c;
	char *text;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		put_file("synonyms.yaml", wrong[i].text);
		capture_begin(&said);
		assert_int_equal(config_read(path, folder, NULL, &c), -1);
		text = capture_end(&said);
		assert_non_null(strstr(text, "/synonyms.yaml:"));
		if (wrong[i].said != NULL)
			assert_non_null(strstr(text, wrong[i].said));
		assert_int_equal(count_lines(text), 1);
		free(text);
		config_free(&c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(words_are_read_for_ids, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(
		    what_is_wrong_is_said_with_its_line, set_up, tear_down),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
