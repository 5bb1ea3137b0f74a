/* What an answer says of the lock, with a cache that knows nothing or something. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"
#include "capture.h"
#include "fetch/ask.h"
#include "fetch/http.h"
#include "server.h"
#include "store/cache.h"
#include "value/value.h"

#define COMMIT "0123456789abcdef0123456789abcdef01234567"
#define OTHER "1123456789abcdef0123456789abcdef01234567"

static struct server server;
static char *root, mirror[64];
static struct arena mem;
static const struct http_options impatient = { .jobs = 4, .retries = 1,
	.wait_ms = 1, .wait_max_ms = 1, .connect_s = 30,
	.stall_s = 30, .size_max = 1 << 20 };

/* One entry, and what is to be said of it; sizes of GOOD in server.py: 9. */
static const struct asked {
	const char *url, *accessed, *revision;
	long long size;
	bool archive, day_given;
	enum ask_state state;
	const char *why; /* begins it; NULL: none */
} asked[] = {
	{ "https://e.org/good/1", "2022-08-09", NULL, 9, false, false,
	    ASK_UNCLEAR, "as large as it was" },
	{ "https://e.org/good/2", "2022-08-09", NULL, 8, false, false,
	    ASK_NEWER, "9 bytes, not 8" },
	/* It was modified on 2022-08-09. */
	{ "https://e.org/modified/1", "2022-08-10", NULL, 9, false, false,
	    ASK_CURRENT, NULL },
	{ "https://e.org/modified/2", "2022-08-09", NULL, 9, false, false,
	    ASK_UNCLEAR, "as large" },
	{ "https://e.org/modified/3", "2022-08-08", NULL, 9, false, false,
	    ASK_NEWER, "modified 2022-08-09" },
	{ "https://e.org/modified/4", "2022-08-08", NULL, 9, false, true,
	    ASK_UNCLEAR, "as large" },
	/* No more is read than is asked for. */
	{ "https://e.org/large_unsaid/1", "2022-08-09", NULL, 9, false, false,
	    ASK_UNCLEAR, "as large" },
	{ "https://e.org/slow/1", "2022-08-09", NULL, 9, false, false,
	    ASK_NEWER, "100 bytes" },
	/* The commit of an archive. */
	{ "https://e.org/archive/1", "2022-08-09", COMMIT, 1, true, false,
	    ASK_CURRENT, NULL },
	{ "https://e.org/archive/2", "2022-08-09", OTHER, 1, true, false,
	    ASK_NEWER, NULL },
	{ "https://e.org/archive/3", "2022-08-09", NULL, 1, true, false,
	    ASK_UNCLEAR, "the lock does not name" },
	{ "https://e.org/good/3", "2022-08-09", COMMIT, 1, true, false,
	    ASK_UNCLEAR, "the archive does not name" },
	/* Nobody is asked. */
	{ "https://codeload.github.com/o/r/tar.gz/" COMMIT, "2022-08-09",
	    COMMIT, 1, true, false, ASK_PINNED, "to a commit" },
	{ "https://codeload.github.com/o/r/tar.gz/refs/tags/v1", "2022-08-09",
	    COMMIT, 1, true, false, ASK_PINNED, "to a tag" },
	/* What goes wrong. */
	{ "https://e.org/none/1", "2022-08-09", NULL, 9, false, false,
	    ASK_FAILED, "HTTP 404" },
	{ "https://e.org/down/1", "2022-08-09", NULL, 9, false, false,
	    ASK_FAILED, "HTTP 500 (tried 2 times)" },
	{ "https://e.org/unasked/1", "2022-08-09", NULL, 9, false, false,
	    ASK_FAILED, "HTTP 304" },
	{ "https://e.org/empty/1", "2022-08-09", NULL, 9, false, false,
	    ASK_FAILED, "an empty answer" },
	{ "https://e.org/loop/1", "2022-08-09", NULL, 9, false, false,
	    ASK_FAILED, "redirected too often" },
	{ "https://e.org/to_file/1", "2022-08-09", NULL, 9, false, false,
	    ASK_FAILED, "redirected to file:" },
	{ "http://e.org/good/1", "2022-08-09", NULL, 9, false, false,
	    ASK_FAILED, "not an https:// address" },
};

enum { ASKED = sizeof(asked) / sizeof(asked[0]) };

static struct lock_entry
entry_of(const char *url)
{
	struct lock_entry e = { .id = url, .url = url, .size = 9 };

	str_copy(e.accessed, sizeof(e.accessed), "2022-08-09");
	memset(e.sha256, 'a', DIGEST_HEX);
	return e;
}

static int
ask(struct ask *asks, size_t n, char **said)
{
	const struct fetch_options o = { .cache = root, .mirror = mirror,
		.http = &impatient };
	struct capture c;
	int rc;

	capture_begin(&c);
	rc = ask_all(asks, n, &o, &mem);
	*said = capture_end(&c);
	return rc;
}

static void
an_answer_is_held_against_the_lock(void **state)
{
	static struct lock_entry entries[ASKED];
	struct ask asks[ASKED] = { 0 };
	size_t i, failed = 0;
	char *said;

	(void)state;
	for (i = 0; i < ASKED; i++) {
		entries[i] = entry_of(asked[i].url);
		entries[i].revision = asked[i].revision;
		entries[i].size = asked[i].size;
		str_copy(entries[i].accessed, sizeof(entries[i].accessed),
		    asked[i].accessed);
		asks[i].e = &entries[i];
		asks[i].archive = asked[i].archive;
		asks[i].day_given = asked[i].day_given;
	}
	assert_int_equal(ask(asks, ASKED, &said), -1);
	for (i = 0; i < ASKED; i++) {
		failed += asks[i].state == ASK_FAILED;
		if (asks[i].state != asked[i].state ||
		    (asks[i].why == NULL) != (asked[i].why == NULL) ||
		    (asks[i].why != NULL && strncmp(asks[i].why, asked[i].why,
		    strlen(asked[i].why)) != 0))
			fail_msg("%s: %d %s", asked[i].url, asks[i].state,
			    asks[i].why);
	}
	assert_int_equal(count_lines(said), failed);
	free(said);
}

/* Puts text into the cache, as of where the mirror has url. */
static void
remember(const char *url, const char *text, struct cache_url *u)
{
	struct cache_object object = { 0 };
	struct buf b = BUF_INIT;

	assert_int_equal(cache_prepare(root), 0);
	assert_int_equal(cache_object_begin(&object, root), 0);
	assert_int_equal(cache_object_add(&object, text, strlen(text)), 0);
	assert_int_equal(cache_object_end(&object), 0);
	assert_int_equal(cache_object_commit(&object, root), 0);
	str_copy(u->sha256, sizeof(u->sha256), object.sha256);
	str_copy(u->first, sizeof(u->first), "2022-08-09");
	u->size = object.size;
	buf_printf(&b, "%s/%s", mirror, url + strlen("https://"));
	assert_int_equal(cache_remember(root, buf_str(&b), u), 0);
	cache_object_abort(&object);
	buf_free(&b);
}

static void
what_the_cache_keeps_is_asked_with(void **state)
{
	static const struct {
		const char *url, *etag, *modified;
		bool of_lock;
		enum ask_state state;
	} known[] = {
		{ "https://e.org/etag/1", "W/\"v1\"", NULL, true, ASK_CURRENT },
		{ "https://e.org/etag/2", "W/\"v1\"", NULL, false, ASK_NEWER },
		{ "https://e.org/etag/3", "W/\"v0\"", NULL, true, ASK_NEWER },
		{ "https://e.org/etag/4", "W/\"v0\"", NULL, false, ASK_UNCLEAR },
		{ "https://e.org/modified/a", NULL,
		    "Tue, 09 Aug 2022 00:00:00 GMT", true, ASK_CURRENT },
		{ "https://e.org/modified/b", NULL,
		    "Mon, 08 Aug 2022 00:00:00 GMT", true, ASK_NEWER },
	};
	enum { KNOWN = sizeof(known) / sizeof(known[0]) };
	static struct lock_entry entries[KNOWN];
	struct ask asks[KNOWN] = { 0 };
	struct cache_url u;
	char *said;
	size_t i;

	(void)state;
	for (i = 0; i < KNOWN; i++) {
		u = (struct cache_url){ .etag = known[i].etag,
			.modified = known[i].modified };
		remember(known[i].url, "{\"v\": 1}\n", &u);
		entries[i] = entry_of(known[i].url);
		if (known[i].of_lock)
			memcpy(entries[i].sha256, u.sha256, DIGEST_HEX);
		asks[i].e = &entries[i];
	}
	assert_int_equal(ask(asks, KNOWN, &said), 0);
	assert_string_equal(said, "");
	for (i = 0; i < KNOWN; i++)
		if (asks[i].state != known[i].state)
			fail_msg("%s: %d %s", known[i].url, asks[i].state,
			    asks[i].why);
	free(said);
}

static void
a_text_is_that_of_now(void **state)
{
	const struct fetch_options o = { .cache = root, .mirror = mirror,
		.http = &impatient };
	struct cache_url u = { .etag = "W/\"v1\"" };
	struct buf text = BUF_INIT;
	struct capture c;
	char *said;

	(void)state;
	assert_int_equal(ask_text("https://e.org/good/t", "it", 9, &o, &text),
	    0);
	assert_string_equal(buf_str(&text), "{\"v\": 1}\n");
	buf_reset(&text);
	remember("https://e.org/etag/t", "kept\n", &u);
	assert_int_equal(ask_text("https://e.org/etag/t", "it", 9, &o, &text),
	    0);
	assert_string_equal(buf_str(&text), "kept\n");
	buf_reset(&text);
	capture_begin(&c);
	assert_int_equal(ask_text("https://e.org/good/t", "it", 8, &o, &text),
	    -1);
	assert_int_equal(ask_text("https://e.org/none/t", "it", 8, &o, &text),
	    -1);
	said = capture_end(&c);
	assert_string_equal(said,
	    "sextant: it: https://e.org/good/t: too large\n"
	    "sextant: it: https://e.org/none/t: HTTP 404: not there\n");
	assert_int_equal(text.len, 0);
	free(said);
	buf_free(&text);
}

static int
setup(void **state)
{
	(void)state;
	root = scratch_begin();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	scratch_end(root);
	arena_free(&mem);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_answer_is_held_against_the_lock),
		TEST(what_the_cache_keeps_is_asked_with),
		TEST(a_text_is_that_of_now),
	};
	int rc;

	value_init();
	server_clean_environment();
	if (!server_begin(&server, NULL))
		return 0;
	snprintf(mirror, sizeof(mirror), "http://127.0.0.1:%d", server.port);
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	server_end(&server);
	return rc;
}
