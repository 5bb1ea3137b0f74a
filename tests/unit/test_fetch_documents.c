/* Fetching the many documents of one source: politely, and only what is new. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"
#include "capture.h"
#include "fetch/fetch.h"
#include "fetch/http.h"
#include "server.h"
#include "store/cache.h"
#include "value/value.h"

#define EDITION_1 "1111111111111111111111111111111111111111111111111111111111111111"
#define EDITION_2 "2222222222222222222222222222222222222222222222222222222222222222"
#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

enum { ITEMS = 20, OFFLINE = 1, LOCKED = 2, TOLD = 4 };

static char *base, *root, *mirror;
static struct lock l;
static struct fetch_item items[ITEMS];
static char ids[ITEMS][16], urls[ITEMS][64];

/* s/0, s/1 and so on at https://e.org/SCRIPT/NUMBER. */
static void
plan(const char *script, const char *edition)
{
	size_t i;

	for (i = 0; i < ITEMS; i++) {
		snprintf(ids[i], sizeof(ids[i]), "s/%zu", i);
		snprintf(urls[i], sizeof(urls[i]), "https://e.org/%s/%zu",
		    script, i);
		items[i] = (struct fetch_item){ .id = ids[i], .url = urls[i],
			.json = true, .edition = edition, .may_lack = true };
	}
}

static int
fetch(size_t n, int how, const struct http_options *h, char **said)
{
	struct fetch_options o = { .cache = root, .mirror = mirror,
		.offline = (how & OFFLINE) != 0, .locked = (how & LOCKED) != 0,
		.quiet = (how & TOLD) == 0, .documents_of = "s", .http = h };
	struct capture c;
	int rc;

	capture_begin(&c);
	rc = fetch_items(items, n, &l, &o);
	*said = capture_end(&c);
	return rc;
}

/* How they came is told in one line. */
static void
expect_told(size_t n, int how, const char *want)
{
	char *said;
	int rc = fetch(n, how | TOLD, NULL, &said);

	if (rc != 0 || strcmp(said, want) != 0)
		fail_msg("want \"%s\", got %d: \"%s\"", want, rc, said);
	free(said);
}

static void
expect_failure(size_t n, int how, const char *want)
{
	char *said;
	int rc = fetch(n, how, NULL, &said);

	if (rc != -1 || count_lines(said) != 1 || strstr(said, want) == NULL)
		fail_msg("want \"%s\", got %d: \"%s\"", want, rc, said);
	free(said);
}

/* Puts text where the file mirror has document i of "a"; NULL: takes it away. */
static void
publish(size_t i, const char *text)
{
	char *folder = path_join(base, "mirror/e.org/a"), *path;
	char name[8];

	snprintf(name, sizeof(name), "%zu", i);
	path = path_join(folder, name);
	assert_int_equal(file_make_parents(path), 0);
	assert_int_equal(file_remove(path), 0);
	if (text != NULL)
		assert_int_equal(file_write_new(path, text, strlen(text)), 0);
	free(path);
	free(folder);
}

static void
of_one_edition_they_are_asked_for_once(void **state)
{
	char first[DIGEST_HEX + 1];

	(void)state;
	publish(0, "{\"a\": 1}");
	publish(1, "{}");
	plan("a", EDITION_1);
	expect_told(2, 0, "s: 2 documents: 2 fetched, 10 bytes\n");
	memcpy(first, items[0].got.sha256, sizeof(first));
	/* Nobody looks whether they are still what they were. */
	publish(0, "{\"a\": 2}");
	publish(1, NULL);
	expect_told(2, 0, "s: 2 documents: 2 in the cache\n");
	assert_string_equal(items[0].got.sha256, first);
	/* Those that the cache has not are asked for. */
	publish(2, "[]");
	expect_told(3, 0, "s: 3 documents: 1 fetched, 2 bytes, "
	    "2 in the cache\n");
	plan("a", EDITION_2);
	publish(1, "{}");
	expect_told(3, 0, "s: 3 documents: 1 fetched, 8 bytes, 2 unchanged\n");
	assert_true(strcmp(items[0].got.sha256, first) != 0);
	/* And without an edition, always. */
	plan("a", NULL);
	expect_told(3, 0, "s: 3 documents: 3 unchanged\n");
}

static void
what_is_not_there_is_no_failure(void **state)
{
	(void)state;
	publish(0, "{}");
	plan("a", EDITION_1);
	expect_told(2, 0, "s: 2 documents: 1 fetched, 2 bytes, 1 not there\n");
	assert_int_equal(items[1].got.size, 0);
	assert_string_equal(lock_find(&l, "s/1")->sha256, EMPTY);
	expect_told(2, OFFLINE, "s: 2 documents: 1 in the cache, "
	    "1 not there\n");
	expect_told(2, LOCKED, "s: 2 documents: 1 in the cache, "
	    "1 not there\n");
	/* So says the lock; without it, it is asked for again. */
	publish(1, "{\"new\": 1}");
	expect_told(2, 0, "s: 2 documents: 1 in the cache, 1 not there\n");
	lock_free(&l);
	expect_told(2, 0, "s: 2 documents: 1 fetched, 10 bytes, "
	    "1 in the cache\n");
	/* Where it must be there, nothing is not an answer. */
	plan("a", EDITION_1);
	items[2].may_lack = false;
	expect_failure(3, 0, "s/2: https://e.org/a/2: ");
}

static void
offline_has_no_other_edition(void **state)
{
	(void)state;
	publish(0, "{}");
	publish(1, "[]");
	plan("a", EDITION_1);
	expect_told(2, 0, "s: 2 documents: 2 fetched, 4 bytes\n");
	lock_free(&l);
	expect_told(2, OFFLINE, "s: 2 documents: 2 in the cache\n");
	lock_free(&l);
	plan("a", EDITION_2);
	expect_failure(2, OFFLINE, "s/0: https://e.org/a/0: not in the cache, "
	    "and offline; 2 of 2 documents failed\n");
}

static void
failures_are_one_line(void **state)
{
	char *said;

	(void)state;
	publish(0, "{}");
	publish(1, "<html>");
	publish(2, "<html>");
	plan("a", EDITION_1);
	expect_failure(3, 0, "sextant: s/1: https://e.org/a/1: not JSON (an "
	    "HTML page?); 2 of 3 documents failed\n");
	assert_false(items[0].failed);
	assert_true(items[1].failed && items[2].failed);
	items[0].optional = items[1].optional = items[2].optional = true;
	assert_int_equal(fetch(3, 0, NULL, &said), 0);
	assert_ptr_equal(strstr(said, "sextant: warning: s/1: "), said);
	assert_int_equal(count_lines(said), 1);
	free(said);
}

/* ---- of a server ---- */

static struct server server;

static void
set_quick(struct http_options *h)
{
	http_defaults(h);
	h->retries = 0;
	h->wait_ms = 10;
	h->wait_max_ms = 40;
}

/* The number in what item i got: {"...": NUMBER}. */
static int
number_of(size_t i)
{
	char *path = cache_object_path(root, items[i].got.sha256);
	struct buf b = BUF_INIT;
	int n;

	assert_int_equal(file_read(path, 0, &b), 0);
	assert_non_null(strchr(buf_str(&b), ':'));
	n = atoi(strchr(buf_str(&b), ':') + 1);
	buf_free(&b);
	free(path);
	return n;
}

static void
no_more_than_two_at_once(void **state)
{
	struct http_options h;
	char *said;
	int most = 0;
	size_t i;

	(void)state;
	set_quick(&h);
	plan("most", NULL);
	assert_int_equal(fetch(ITEMS, 0, &h, &said), 0);
	for (i = 0; i < ITEMS; i++)
		most = number_of(i) > most ? number_of(i) : most;
	assert_int_equal(most, 2);
	free(said);
}

static void
after_five_failures_no_more_is_asked(void **state)
{
	struct http_options h;
	char *said;
	int asked = 0;
	size_t i;

	(void)state;
	set_quick(&h);
	plan("down", NULL);
	assert_int_equal(fetch(ITEMS, 0, &h, &said), -1);
	assert_int_equal(count_lines(said), 1);
	assert_non_null(strstr(said, ": HTTP 500; 20 of 20 documents failed"));
	free(said);
	for (i = 0; i < ITEMS; i++) {
		snprintf(urls[i], sizeof(urls[i]),
		    "https://e.org/count/e.org/down/%zu", i);
		items[i].may_lack = false;
	}
	assert_int_equal(fetch(ITEMS, 0, &h, &said), 0);
	free(said);
	for (i = 0; i < ITEMS; i++)
		asked += number_of(i);
	/* The one beside the fifth was on its way. */
	assert_in_range(asked, 5, 6);
}

static void
a_wait_that_is_asked_for_holds_all(void **state)
{
	struct http_options h;
	char *said;

	(void)state;
	set_quick(&h);
	h.retries = 1;
	h.jobs = 1;
	/* The first answer asks to wait a second; who does not is refused. */
	plan("hold", NULL);
	assert_int_equal(fetch(ITEMS, 0, &h, &said), 0);
	assert_string_equal(said, "");
	free(said);
}

static int
setup(void **state)
{
	(void)state;
	base = scratch_begin();
	root = path_join(base, "cache");
	mirror = mem_alloc(strlen(base) + 32);
	sprintf(mirror, "file://%s/mirror/", base);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	lock_free(&l);
	free(mirror);
	free(root);
	scratch_end(base);
	return 0;
}

static int
setup_server(void **state)
{
	setup(state);
	sprintf(mirror, "http://127.0.0.1:%d", server.port);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
#define TEST_SERVER(f) \
	cmocka_unit_test_setup_teardown(f, setup_server, teardown)

int
main(void)
{
	const struct CMUnitTest of_files[] = {
		TEST(of_one_edition_they_are_asked_for_once),
		TEST(what_is_not_there_is_no_failure),
		TEST(offline_has_no_other_edition),
		TEST(failures_are_one_line),
	};
	const struct CMUnitTest of_server[] = {
		TEST_SERVER(no_more_than_two_at_once),
		TEST_SERVER(after_five_failures_no_more_is_asked),
		TEST_SERVER(a_wait_that_is_asked_for_holds_all),
	};
	int failed;

	value_init();
	server_clean_environment();
	failed = cmocka_run_group_tests(of_files, NULL, NULL);
	if (server_begin(&server, NULL)) {
		failed += cmocka_run_group_tests(of_server, NULL, NULL);
		server_end(&server);
	}
	return failed;
}
