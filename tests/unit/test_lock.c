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

static char glob_1[] = "detections/**/*.yml", glob_2[] = "a: b", glob_3[] = "*";
static char *globs[] = { glob_1, glob_2, glob_3 };

static const struct lock_entry splunk = { .id = "splunk",
	.url = "https://codeload.github.com/splunk/security_content/tar.gz/refs/"
	"heads/develop", .revision = C40, .sha256 = A64, .size = 1233008,
	.accessed = "2026-08-09", .files = { globs, 2 },
	.except = { globs + 2, 1 } };
static const struct lock_entry attack = { .id = "attack/enterprise",
	.url = "https://example.org/a b.json?x=1#\"'", .sha256 = D64,
	.accessed = "2024-02-29" };
static const struct lock_entry ahead = { .id = "attack/ahead/mobile",
	.url = "", .none = true };
static const struct lock_entry yes = { .id = "yes",
	.url = "https://example.org/", .sha256 = A64, .size = 5,
	.accessed = "2022-08-09" };

static const char written[] =
    "# Which bytes the pages are made from. Written by sextant fetch; to be "
    "committed.\n"
    "schema: 2\n"
    "sources:\n"
    "  attack/ahead/mobile: none\n"
    "  attack/enterprise:\n"
    "    url: \"https://example.org/a b.json?x=1#\\\"'\"\n"
    "    revision: unknown\n"
    "    sha256: \"" D64 "\"\n"
    "    size: 0\n"
    "    accessed: 2024-02-29\n"
    "  splunk:\n"
    "    url: https://codeload.github.com/splunk/security_content/tar.gz/refs/"
    "heads/develop\n"
    "    revision: " C40 "\n"
    "    files:\n"
    "      - \"detections/**/*.yml\"\n"
    "      - \"a: b\"\n"
    "    except:\n"
    "      - \"*\"\n"
    "    sha256: " A64 "\n"
    "    size: 1233008\n"
    "    accessed: 2026-08-09\n"
    "  \"yes\":\n"
    "    url: https://example.org/\n"
    "    revision: unknown\n"
    "    sha256: " A64 "\n"
    "    size: 5\n"
    "    accessed: 2022-08-09\n";

static void
assert_same_list(const struct strs *a, const struct strs *b)
{
	size_t i;

	assert_int_equal(a->n, b->n);
	for (i = 0; i < a->n; i++)
		assert_string_equal(a->v[i], b->v[i]);
}

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
	assert_int_equal(a->none, b->none);
	assert_string_equal(a->accessed, b->accessed);
	assert_same_list(&a->files, &b->files);
	assert_same_list(&a->except, &b->except);
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
	lock_set(&l, &ahead);
	assert_int_equal(lock_write(path, &l), 0);
	assert_int_equal(file_read(path, 0, &text), 0);
	assert_string_equal(buf_str(&text), written);
	assert_int_equal(lock_read(path, &again), 1);
	assert_int_equal(again.n, 4);
	assert_same(lock_find(&again, "attack/ahead/mobile"), &ahead);
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

/* Of before: without a word on the revision it is not known. */
static void
schema_1_is_read(void **state)
{
	static const char old[] = "schema: 1\nsources:\n"
	    "  yes: {url: https://example.org/, sha256: " A64 ", size: 5, "
	    "accessed: 2022-08-09}\n"
	    "  x: {url: https://example.org/, revision: " C40 ", sha256: " A64
	    ", size: 5, accessed: 2022-08-09}\n";
	struct lock l = { 0 };

	(void)state;
	put(old);
	assert_int_equal(lock_read(path, &l), 1);
	assert_same(lock_find(&l, "yes"), &yes);
	assert_string_equal(lock_find(&l, "x")->revision, C40);
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
#define HEAD_2 "schema: 2\nsources:\n  x:\n    revision: unknown\n"

static const struct {
	const char *text, *want; /* behind "sextant: PATH" */
} bad[] = {
	{ "", ": not one YAML document" },
	{ "schema: 1\n---\nschema: 1\n", ": not one YAML document" },
	{ "- 1\n", ":1: not a lock of this version (schema: 1 or 2)" },
	{ "sources: {}\n", ":1: not a lock of this version (schema: 1 or 2)" },
	{ "schema: 3\nsources: {}\n",
	    ":1: not a lock of this version (schema: 1 or 2)" },
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
	    ":8: revision is not a commit of 40 or 64 hexadecimal digits, nor "
	    "unknown" },
	{ HEAD URL SHA REST "    files: [x]\n", ":8: files: unknown key" },
	{ "schema: 2\nsources:\n  x:\n" URL SHA REST,
	    ":4: revision is missing" },
	{ HEAD_2 URL SHA REST "    files: x\n",
	    ":9: files is not a list of patterns" },
	{ HEAD_2 URL SHA REST "    files: []\n",
	    ":9: files is not a list of patterns" },
	{ HEAD_2 URL SHA REST "    files: [x, [y]]\n",
	    ":9: files is not a list of patterns" },
	{ HEAD_2 URL SHA REST "    files: [x]\n    except: [\"\"]\n",
	    ":10: except is not a list of patterns" },
	{ HEAD URL SHA REST "    revision: null\n",
	    ":8: revision is not a commit of 40 or 64 hexadecimal digits, nor "
	    "unknown" },
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
		cmocka_unit_test(schema_1_is_read),
		cmocka_unit_test(an_empty_lock_is_a_lock),
		cmocka_unit_test(no_lock_is_no_error),
		cmocka_unit_test(what_is_wrong_is_said_with_its_line),
		cmocka_unit_test(a_lock_that_cannot_be_written_stays),
		cmocka_unit_test(it_stands_beside_the_configuration),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
