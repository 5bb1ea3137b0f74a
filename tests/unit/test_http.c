/* Fetching from a server that behaves well or badly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <time.h>

#include "base/str.h"
#include "capture.h"
#include "fetch/fetch.h"
#include "fetch/http.h"
#include "server.h"
#include "store/cache.h"
#include "value/value.h"

#define TOKEN "secret-of-the-test"
#define COMMIT "0123456789abcdef0123456789abcdef01234567"

static struct server plain, tls;
static char glob[] = "**", *globs[] = { glob };
static const struct strs all = { globs, 1 }, no_globs = { NULL, 0 };
static char *root, *tls_folder, mirror[64], connect_to[64];

static void
set_quick(struct http_options *h)
{
	http_defaults(h);
	h->retries = 2;
	h->wait_ms = 10;
	h->wait_max_ms = 40;
	h->connect_s = 30;
	h->stall_s = 30;
	h->size_max = 1 << 20;
	h->token = TOKEN;
}

/* One item from the mirror at /e.org/SCRIPT; what was said in *said. */
static int
get_with(const char *script, struct fetch_item *i, struct lock *l,
    struct http_options *h, char **said)
{
	struct fetch_options o = { .cache = root, .mirror = mirror,
		.quiet = true, .http = h };
	struct capture c;
	char url[256];
	int rc;

	snprintf(url, sizeof(url), "https://e.org/%s", script);
	i->id = "it";
	i->url = url;
	capture_begin(&c);
	rc = fetch_items(i, 1, l, &o);
	*said = capture_end(&c);
	i->url = NULL;
	return rc;
}

static int
get(const char *script, struct fetch_item *i, struct lock *l, char **said)
{
	struct http_options h;

	set_quick(&h);
	return get_with(script, i, l, &h, said);
}

/* The bytes that a script left in the cache; caller frees. */
static char *
body_of(const char *script)
{
	struct fetch_item i = { .id = NULL };
	struct lock l = { 0 };
	struct buf b = BUF_INIT;
	char *said, *path;

	assert_int_equal(get(script, &i, &l, &said), 0);
	assert_string_equal(said, "");
	path = cache_object_path(root, i.got.sha256);
	assert_int_equal(file_read(path, 0, &b), 0);
	free(path);
	free(said);
	lock_free(&l);
	return buf_take(&b);
}

/* How often the mirror was asked for a script. */
static int
count_of(const char *script)
{
	char name[128], *body;
	int n;

	snprintf(name, sizeof(name), "count/e.org/%s", script);
	body = body_of(name);
	n = atoi(body + strlen("{\"count\": "));
	free(body);
	return n;
}

static void
what_is_known_is_asked_for_once(void **state)
{
	static const char *const scripts[] = { "etag/a", "modified/a" };
	struct fetch_item i = { .json = true };
	struct lock l = { 0 };
	char *said;
	size_t s, n;

	(void)state;
	for (s = 0; s < 2; s++) {
		for (n = 0; n < 3; n++) {
			assert_int_equal(get(scripts[s], &i, &l, &said), 0);
			assert_string_equal(said, "");
			assert_int_equal(i.got.size, 9);
			free(said);
		}
		assert_int_equal(count_of(scripts[s]), 3);
	}
	lock_free(&l);
}

static void
without_its_object_nothing_is_known(void **state)
{
	struct fetch_item i = { .json = true };
	struct lock l = { 0 };
	char *said, *path;

	(void)state;
	assert_int_equal(get("etag/gone", &i, &l, &said), 0);
	free(said);
	path = cache_object_path(root, i.got.sha256);
	assert_int_equal(file_remove(path), 0);
	assert_int_equal(get("etag/gone", &i, &l, &said), 0);
	assert_true(file_exists(path));
	free(said);
	free(path);
	lock_free(&l);
}

static const struct {
	const char *script;
	int asked;     /* requests of the script's own path */
	long least_ms; /* that a server's wish takes */
} later[] = {
	{ "busy", 2, 900 },
	{ "busy-date", 2, 400 }, /* whole seconds: one to two from now */
	{ "limit", 2, 900 },
	{ "flaky", 2, 0 },
	{ "cut-once", 2, 0 },
	{ "moved", 1, 0 },
};

static long
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
what_passes_is_tried_again(void **state)
{
	struct fetch_item i = { .json = true };
	struct lock l = { 0 };
	char *said;
	long began;
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(later) / sizeof(later[0]); n++) {
		began = now_ms();
		if (get(later[n].script, &i, &l, &said) != 0 || *said != '\0')
			fail_msg("%s: %s", later[n].script, said);
		free(said);
		if (now_ms() - began < later[n].least_ms)
			fail_msg("%s: too soon", later[n].script);
		assert_int_equal(i.got.size, 9);
		assert_int_equal(count_of(later[n].script), later[n].asked);
	}
	lock_free(&l);
}

static const struct {
	const char *script, *want;
	int asked;
	bool archive, json;
} bad[] = {
	{ "missing", ": HTTP 404: not there\n", 1, false, false },
	{ "refused", ": HTTP 403: refused, perhaps for now\n", 1, false, false },
	{ "down", ": HTTP 500 (tried 3 times)\n", 3, false, false },
	{ "cut", " (tried 3 times)\n", 3, false, true },
	{ "empty", ": an empty answer\n", 1, false, false },
	{ "html", ": not JSON (an HTML page?)\n", 1, false, true },
	{ "html/2", ": no tar, gzip or zip archive", 1, true, false },
	{ "archive-cut", ": broken archive: ", 1, true, false },
	{ "large", ": larger than 1048576 bytes\n", 1, false, false },
	{ "large-unsaid", ": larger than 1048576 bytes\n", 1, false, false },
	{ "unasked", ": HTTP 304\n", 1, false, false },
	{ "loop", ": redirected too often\n", 6, false, false },
	{ "to-file", ": redirected to file:///etc/hostname: refused\n", 1,
	    false, false },
};

static void
what_fails_is_one_line_and_leaves_nothing(void **state)
{
	struct strs left = { NULL, 0 };
	struct lock l = { 0 };
	char *said, want[256], *tmp = path_join(root, "tmp");
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(bad) / sizeof(bad[0]); n++) {
		struct fetch_item i = { .archive = bad[n].archive,
			.json = bad[n].json, .files = &all,
			.except = &no_globs };

		assert_int_equal(get(bad[n].script, &i, &l, &said), -1);
		assert_true(i.failed);
		snprintf(want, sizeof(want), "sextant: it: https://e.org/%s: ",
		    bad[n].script);
		if (count_lines(said) != 1 || strstr(said, want) != said ||
		    strstr(said, bad[n].want) == NULL)
			fail_msg("%s: want \"%s\", got: %s", bad[n].script,
			    bad[n].want, said);
		free(said);
		assert_int_equal(count_of(bad[n].script), bad[n].asked);
	}
	assert_int_equal(l.n, 0);
	assert_int_equal(file_walk(tmp, &left, NULL), 0);
	assert_int_equal(left.n, 0);
	free(tmp);
	lock_free(&l);
}

static void
what_stalls_is_given_up(void **state)
{
	struct fetch_item i = { .id = NULL };
	struct lock l = { 0 };
	struct http_options h;
	char *said;

	(void)state;
	set_quick(&h);
	h.retries = 0;
	h.stall_s = 1;
	assert_int_equal(get_with("slow", &i, &l, &h, &said), -1);
	assert_non_null(strstr(said, "slower than 4096 bytes a second for "
				     "1 s\n"));
	assert_int_equal(count_lines(said), 1);
	free(said);
	lock_free(&l);
}

static void
nobody_there_is_one_line(void **state)
{
	struct fetch_item i[] = {
		{ .id = "a", .url = "https://e.org/x" },
		{ .id = "b", .url = "https://e.org/y", .optional = true },
		{ .id = "c", .url = "https://e.org/z" },
	};
	struct http_options h;
	struct fetch_options o = { .cache = root, .quiet = true, .http = &h,
		.mirror = "http://127.0.0.1:1" };
	struct lock l = { 0 };
	struct capture c;
	char *said;
	int rc;

	(void)state;
	set_quick(&h);
	capture_begin(&c);
	rc = fetch_items(i, 3, &l, &o);
	said = capture_end(&c);
	assert_int_equal(rc, -1);
	assert_true(i[0].failed && i[1].failed && i[2].failed);
	assert_int_equal(count_lines(said), 1);
	assert_ptr_equal(strstr(said, "sextant: a: https://e.org/x: "), said);
	assert_non_null(strstr(said, " (tried 3 times); so also: b, c\n"));
	free(said);
	lock_free(&l);
}

static void
several_go_at_once(void **state)
{
	struct fetch_item i[] = {
		{ .id = "a", .url = "https://e.org/together/1" },
		{ .id = "b", .url = "https://e.org/together/2" },
		{ .id = "c", .url = "https://e.org/together/3" },
		{ .id = "d", .url = "https://e.org/good/shared" },
		{ .id = "e", .url = "https://e.org/good/shared" },
	};
	struct http_options h;
	struct fetch_options o = { .cache = root, .quiet = true, .http = &h,
		.mirror = mirror };
	struct lock l = { 0 };

	(void)state;
	set_quick(&h);
	assert_int_equal(fetch_items(i, 5, &l, &o), 0);
	assert_string_equal(i[3].got.sha256, i[4].got.sha256);
	assert_string_equal(i[4].got.id, "e");
	assert_int_equal(count_of("good/shared"), 1);
	lock_free(&l);
}

static void
archives_come_as_they_are_and_files_compressed(void **state)
{
	struct fetch_item i = { .archive = true, .files = &all,
		.except = &no_globs };
	struct lock l = { 0 };
	char *said, *body;
	int n;

	(void)state;
	for (n = 0; n < 2; n++) {
		assert_int_equal(get("archive", &i, &l, &said), 0);
		assert_string_equal(said, "");
		assert_string_equal(i.got.revision, COMMIT);
		free(said);
	}
	body = body_of("gzip");
	assert_string_equal(body, "{\"v\": 1}\n");
	free(body);
	lock_free(&l);
}

static void
a_mirror_never_gets_the_token(void **state)
{
	char *body = body_of("echo/1");

	(void)state;
	assert_non_null(strstr(body, "sextant/" SEXTANT_VERSION));
	assert_null(strstr(body, TOKEN));
	assert_null(strstr(body, "authorization"));
	free(body);
	/* Also not when it sends us on. */
	body = body_of("to-http");
	assert_non_null(strstr(body, "user-agent"));
	assert_null(strstr(body, "authorization"));
	free(body);
}

static void
a_proxy_of_the_environment_is_used(void **state)
{
	char proxy[64], *body;

	(void)state;
	snprintf(proxy, sizeof(proxy), "%s", mirror);
	snprintf(mirror, sizeof(mirror), "http://mirror.example/");
	setenv("http_proxy", proxy, 1);
	body = body_of("echo/2");
	unsetenv("http_proxy");
	snprintf(mirror, sizeof(mirror), "%s", proxy);
	assert_non_null(strstr(body, "\"proxied\": true"));
	assert_non_null(strstr(body, "mirror.example"));
	free(body);
}

/* ---- over TLS, as upstream ---- */

static const struct {
	const char *url, *want; /* in the body, or in what is said */
	bool works, token;
} upstream[] = {
	{ "https://api.github.com/echo", "user-agent", true, true },
	{ "https://codeload.github.com/echo", "user-agent", true, true },
	{ "https://elsewhere.example/echo", "user-agent", true, false },
	{ "https://api.github.com/to-codeload", "codeload.github.com", true,
	    true },
	{ "https://api.github.com/to-elsewhere", "elsewhere.example", true,
	    false },
	{ "https://elsewhere.example/to-codeload", "codeload.github.com", true,
	    true },
	{ "https://api.github.com/to-http", "redirected to http://127", false,
	    false },
	{ "https://api.github.com/to-file", "redirected to file:///", false,
	    false },
	{ "https://api.github.com/used-up/4102444800", ": HTTP 403: rate limit "
	    "used up until 2100-01-01 00:00:00 UTC\n", false, false },
	/* The certificate does not name this one. */
	{ "https://github.com/echo", "certificate", false, false },
};

static void
try_upstream(size_t n, const struct fetch_options *o)
{
	struct fetch_item i = { .id = "it", .url = upstream[n].url };
	struct lock l = { 0 };
	struct buf body = BUF_INIT;
	struct capture c;
	char *said, *path;
	int rc;

	capture_begin(&c);
	rc = fetch_items(&i, 1, &l, o);
	said = capture_end(&c);
	if (upstream[n].works) {
		if (rc != 0)
			fail_msg("%s", said);
		path = cache_object_path(root, i.got.sha256);
		assert_int_equal(file_read(path, 0, &body), 0);
		free(path);
	} else {
		assert_int_equal(rc, -1);
		assert_int_equal(count_lines(said), 1);
		buf_puts(&body, said);
	}
	if (strstr(buf_str(&body), upstream[n].want) == NULL ||
	    (strstr(buf_str(&body), "Bearer " TOKEN) != NULL) !=
	    upstream[n].token)
		fail_msg("%s: %s", upstream[n].url, buf_str(&body));
	free(said);
	buf_free(&body);
	lock_free(&l);
}

/* Who has none is told of it, where it is GitHub that wants to be asked later. */
static void
tell_of_the_token(const struct fetch_options *o)
{
	static const char *const urls[] = {
		"https://api.github.com/used-up/4102444800",
		"https://codeload.github.com/wait/4000",
		"https://elsewhere.example/used-up/4102444800",
		"https://api.github.com/unavailable/4000",
	};
	struct lock l = { 0 };
	struct capture c;
	char *said;
	size_t n;

	for (n = 0; n < sizeof(urls) / sizeof(urls[0]); n++) {
		struct fetch_item i = { .id = "it", .url = urls[n] };

		capture_begin(&c);
		assert_int_equal(fetch_items(&i, 1, &l, o), -1);
		said = capture_end(&c);
		if (strstr(said, " UTC") == NULL || (n < 2) != (strstr(said,
		    " UTC (GITHUB_TOKEN raises the limit, and is not set)\n") !=
		    NULL))
			fail_msg("%s", said);
		free(said);
	}
	lock_free(&l);
}

static void
only_github_gets_the_token(void **state)
{
	struct http_options h;
	struct fetch_options o = { .cache = root, .quiet = true, .http = &h };
	char *ca_file = path_join(tls_folder, "cert.pem");
	size_t n;

	(void)state;
	if (!server_begin(&tls, tls_folder)) {
		free(ca_file);
		skip();
	}
	snprintf(connect_to, sizeof(connect_to), "::127.0.0.1:%d", tls.port);
	set_quick(&h);
	h.retries = 0;
	h.ca_file = ca_file;
	h.connect_to = connect_to;
	fetch_begin(&o, 60);
	for (n = 0; n < sizeof(upstream) / sizeof(upstream[0]); n++)
		try_upstream(n, &o);
	h.token = NULL;
	tell_of_the_token(&o);
	server_end(&tls);
	free(ca_file);
}

static void
the_token_comes_from_the_environment(void **state)
{
	struct http_options h;

	(void)state;
	http_defaults(&h);
	assert_null(h.token);
	setenv("GITHUB_TOKEN", "abc", 1);
	http_defaults(&h);
	assert_string_equal(h.token, "abc");
	setenv("GITHUB_TOKEN", "abc\r\nX-Evil: 1", 1);
	http_defaults(&h);
	assert_null(h.token);
	unsetenv("GITHUB_TOKEN");
}

static int
setup(void **state)
{
	(void)state;
	root = scratch_begin();
	tls_folder = scratch_begin();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	scratch_end(root);
	scratch_end(tls_folder);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_known_is_asked_for_once),
		TEST(without_its_object_nothing_is_known),
		TEST(what_passes_is_tried_again),
		TEST(what_fails_is_one_line_and_leaves_nothing),
		TEST(what_stalls_is_given_up),
		TEST(nobody_there_is_one_line),
		TEST(several_go_at_once),
		TEST(archives_come_as_they_are_and_files_compressed),
		TEST(a_mirror_never_gets_the_token),
		TEST(a_proxy_of_the_environment_is_used),
		TEST(only_github_gets_the_token),
		TEST(the_token_comes_from_the_environment),
	};
	int failed;

	value_init();
	server_clean_environment();
	if (!server_begin(&plain, NULL))
		return 0;
	snprintf(mirror, sizeof(mirror), "http://127.0.0.1:%d", plain.port);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	server_end(&plain);
	return failed;
}
