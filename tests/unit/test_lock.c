/* The lock: written as it reads, and only what is right is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "store/lock.h"
#include "value/value.h"

#define A64 "a123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define D64 "0123456789012345678901234567890123456789012345678901234567890123"
#define C40 "f123456789abcdef0123456789abcdef01234567"

static char *folder, *path;

static const struct lock_entry splunk = { "splunk",
	"https://codeload.github.com/splunk/security_content/tar.gz/refs/heads/"
	"develop", C40, A64, 1233008, "2026-08-09" };
static const struct lock_entry attack = { "attack/enterprise",
	"https://example.org/a b.json?x=1#\"'", NULL, D64, 0, "2024-02-29" };
static const struct lock_entry yes = { "yes", "https://example.org/", NULL,
	A64, 5, "2022-08-09" };

static const char written[] =
    "# Which bytes the pages are made from. Written by sextant fetch; to be "
    "committed.\n"
    "schema: 1\n"
    "sources:\n"
    "  attack/enterprise:\n"
    "    url: \"https://example.org/a b.json?x=1#\\\"'\"\n"
    "    sha256: \"" D64 "\"\n"
    "    size: 0\n"
    "    accessed: 2024-02-29\n"
    "  splunk:\n"
    "    url: https://codeload.github.com/splunk/security_content/tar.gz/refs/"
    "heads/develop\n"
    "    revision: " C40 "\n"
    "    sha256: " A64 "\n"
    "    size: 1233008\n"
    "    accessed: 2026-08-09\n"
    "  \"yes\":\n"
    "    url: https://example.org/\n"
    "    sha256: " A64 "\n"
    "    size: 5\n"
    "    accessed: 2022-08-09\n";

static void
assert_same(const struct lock_entry *a, const struct lock_entry *b)
{
	assert_non_null(a);
	assert_string_equal(a->id, b->id);
	assert_string_equal(a->url, b->url);
	if (b->revision == NULL)
		assert_null(a->revision);
	else
		assert_string_equal(a->revision, b->revision);
	assert_string_equal(a->sha256, b->sha256);
	assert_int_equal(a->size, b->size);
	assert_string_equal(a->accessed, b->accessed);
}

static void
put(const char *text)
{
	assert_int_equal(file_remove(path), 0);
	assert_int_equal(file_write_new(path, text, strlen(text)), 0);
}

static void
what_is_written_is_read(void **state)
{
	struct lock l = { 0 }, again = { 0 };
	struct buf text = BUF_INIT;

	(void)state;
	lock_set(&l, &yes);
	lock_set(&l, &splunk);
	lock_set(&l, &attack);
	assert_int_equal(lock_write(path, &l), 0);
	assert_int_equal(file_read(path, 0, &text), 0);
	assert_string_equal(buf_str(&text), written);
	assert_int_equal(lock_read(path, &again), 1);
	assert_int_equal(again.n, 3);
	assert_same(lock_find(&again, "splunk"), &splunk);
	assert_same(lock_find(&again, "attack/enterprise"), &attack);
	assert_same(lock_find(&again, "yes"), &yes);
	assert_null(lock_find(&again, "sigma"));
	buf_free(&text);
	lock_free(&l);
	lock_free(&again);
}

static void
setting_replaces_and_copies(void **state)
{
	struct lock l = { 0 };
	struct lock_entry e = splunk;
	char id[16], url[32] = "https://example.org/other";
	int i;

	(void)state;
	for (i = 0; i < 100; i++) {
		snprintf(id, sizeof(id), "s%d", i);
		e.id = id;
		lock_set(&l, &e);
	}
	e.id = "s7";
	e.url = url;
	e.revision = NULL;
	lock_set(&l, &e);
	memset(url, 'x', sizeof(url) - 1);
	assert_int_equal(l.n, 100);
	assert_string_equal(lock_find(&l, "s7")->url,
	    "https://example.org/other");
	assert_null(lock_find(&l, "s7")->revision);
	assert_string_equal(lock_find(&l, "s99")->url, splunk.url);
	lock_free(&l);
}

static void
an_empty_lock_is_a_lock(void **state)
{
	struct lock l = { 0 };

	(void)state;
	assert_int_equal(lock_write(path, &l), 0);
	assert_int_equal(lock_read(path, &l), 1);
	assert_int_equal(l.n, 0);
	lock_free(&l);
}

static void
no_lock_is_no_error(void **state)
{
	struct lock l = { 0 };

	(void)state;
	assert_int_equal(lock_read("/nowhere/sextant.lock", &l), 0);
	lock_free(&l);
}

#define URL "    url: https://example.org/x\n"
#define SHA "    sha256: " A64 "\n"
#define REST "    size: 1\n    accessed: 2026-08-09\n"
#define HEAD "schema: 1\nsources:\n  x:\n"

static const struct {
	const char *text, *want; /* behind "sextant: PATH" */
} bad[] = {
	{ "", ": not one YAML document" },
	{ "schema: 1\n---\nschema: 1\n", ": not one YAML document" },
	{ "- 1\n", ":1: not a lock of this version (schema: 1)" },
	{ "sources: {}\n", ":1: not a lock of this version (schema: 1)" },
	{ "schema: 2\nsources: {}\n",
	    ":1: not a lock of this version (schema: 1)" },
	{ "schema: 1\n", ":1: sources is missing" },
	{ "schema: 1\nsources: []\n", ":2: sources has no entries" },
	{ "schema: 1\nsource: {}\n", ":2: source: unknown key" },
	{ HEAD URL SHA REST "    colour: red\n", ":8: colour: unknown key" },
	{ HEAD URL SHA "    size: 1\n", ": accessed is missing" },
	{ HEAD SHA REST, ": url is missing" },
	{ HEAD URL REST, ": sha256 is missing" },
	{ HEAD "    url: http://example.org/x\n" SHA REST,
	    ":4: url is not an https:// address" },
	{ HEAD "    url: [a]\n" SHA REST, ":4: url is not an https:// address" },
	{ HEAD URL "    sha256: abc\n" REST,
	    ":5: sha256 is not 64 hexadecimal digits" },
	{ HEAD URL "    sha256: " A64 "0\n" REST,
	    ":5: sha256 is not 64 hexadecimal digits" },
	{ HEAD URL SHA "    size: -1\n    accessed: 2026-08-09\n",
	    ":6: size is not a number of bytes" },
	{ HEAD URL SHA "    size: 1e3\n    accessed: 2026-08-09\n",
	    ":6: size is not a number of bytes" },
	{ HEAD URL SHA "    size: 1\n    accessed: 2026-02-29\n",
	    ":7: accessed is not a day (YYYY-MM-DD)" },
	{ HEAD URL SHA REST "    revision: main\n",
	    ":8: revision is not a commit of 40 or 64 hexadecimal digits" },
	{ HEAD URL SHA REST "    revision: null\n",
	    ":8: revision is not a commit of 40 or 64 hexadecimal digits" },
	{ "schema: 1\nsources:\n  x: 1\n", ":3: x: has no url, sha256" },
	{ HEAD URL URL SHA REST, ":5: " }, /* twice */
	{ "schema: [\n", ":" },
};

static void
what_is_wrong_is_said_with_its_line(void **state)
{
	struct lock l = { 0 };
	struct capture c;
	char *said, want[512];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		put(bad[i].text);
		capture_begin(&c);
		assert_int_equal(lock_read(path, &l), -1);
		said = capture_end(&c);
		snprintf(want, sizeof(want), "sextant: %s", path);
		if (count_lines(said) != 1 || strstr(said, want) != said ||
		    strstr(said, bad[i].want) == NULL)
			fail_msg("%zu: want \"%s\", got: %s", i, bad[i].want,
			    said);
		free(said);
		lock_free(&l);
	}
}

static void
a_lock_that_cannot_be_written_stays(void **state)
{
	struct lock l = { 0 };
	struct capture c;
	struct buf text = BUF_INIT;
	char *said, *inside = path_join(path, "sextant.lock");

	(void)state;
	put("as it was");
	lock_set(&l, &splunk);
	capture_begin(&c);
	assert_int_equal(lock_write(inside, &l), -1);
	said = capture_end(&c);
	assert_int_equal(count_lines(said), 1);
	assert_int_equal(file_read(path, 0, &text), 0);
	assert_string_equal(buf_str(&text), "as it was");
	buf_free(&text);
	free(said);
	free(inside);
	lock_free(&l);
}

static void
it_stands_beside_the_configuration(void **state)
{
	static const struct { const char *config, *want; } places[] = {
		{ NULL, "sextant.lock" },
		{ "sextant.yaml", "sextant.lock" },
		{ "conf/sextant.yaml", "conf/sextant.lock" },
		{ "/sextant.yaml", "/sextant.lock" },
	};
	char *place;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		place = lock_path(places[i].config);
		assert_string_equal(place, places[i].want);
		free(place);
	}
}

static int
setup(void **state)
{
	(void)state;
	value_init();
	folder = scratch_begin();
	path = path_join(folder, "sextant.lock");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	free(path);
	scratch_end(folder);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(setting_replaces_and_copies),
		cmocka_unit_test(an_empty_lock_is_a_lock),
		cmocka_unit_test(no_lock_is_no_error),
		cmocka_unit_test(what_is_wrong_is_said_with_its_line),
		cmocka_unit_test(a_lock_that_cannot_be_written_stays),
		cmocka_unit_test(it_stands_beside_the_configuration),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
