/* Servers that never end, and the deadline that all have together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "fetch/fetch.h"
#include "fetch/http.h"
#include "server.h"
#include "value/value.h"

static struct server server;
static char *root, mirror[64];

static void
set_quick(struct http_options *h)
{
	http_defaults(h);
	h->retries = 0;
}

/* None of these ends by itself. Each is ended, for the reason wanted. */
static void
expect_ended(const char *const *scripts, size_t n, int stall_s,
    const char *want)
{
	struct fetch_item items[8] = { { .id = NULL } };
	struct http_options h;
	struct fetch_options o = { .cache = root, .mirror = mirror,
		.quiet = true, .http = &h, .jobs = 8 };
	struct lock l = { 0 };
	struct capture c;
	char *said, *line, *end, url[8][64];
	size_t i;

	set_quick(&h);
	h.stall_s = stall_s;
	for (i = 0; i < n; i++) {
		snprintf(url[i], sizeof(url[i]), "https://e.org/%s", scripts[i]);
		items[i].id = scripts[i];
		items[i].url = url[i];
	}
	capture_begin(&c);
	assert_int_equal(fetch_items(items, n, &l, &o), -1);
	said = capture_end(&c);
	for (line = said, i = 0; *line != '\0'; line = end + 1, i++) {
		end = strchr(line, '\n');
		*end = '\0';
		if (strstr(line, want) == NULL)
			fail_msg("want \"%s\", got: %s", want, line);
	}
	assert_int_equal(i, n);
	free(said);
	lock_free(&l);
}

static void
what_never_ends_is_ended(void **state)
{
	static const char *const slow[] = { "silent", "drip", "byte", "head",
		"extension" };
	static const char *const floods[] = { "head-fast", "continue",
		"trailers" };

	(void)state;
	expect_ended(slow, 5, 1, "slower than 4096 bytes a second for 1 s");
	expect_ended(floods, 3, 60, "more than 262144 bytes of headers");
}

/* Of one place each has its turn, and the deadline is that of all. */
static void
nobody_keeps_others_out(void **state)
{
	struct fetch_item i[] = {
		{ .id = "a", .url = "https://e.org/steady" },
		{ .id = "b", .url = "https://e.org/good/b" },
		{ .id = "c", .url = "https://e.org/steady/c" },
		{ .id = "d", .url = "https://e.org/good/d" },
	};
	struct http_options h;
	struct fetch_options o = { .cache = root, .mirror = mirror,
		.quiet = true, .http = &h, .jobs = 1 };
	struct lock l = { 0 };
	struct capture c;
	char *said;

	(void)state;
	set_quick(&h);
	fetch_begin(&o, 16);
	capture_begin(&c);
	assert_int_equal(fetch_items(i, 4, &l, &o), -1);
	said = capture_end(&c);
	assert_true(i[0].failed && !i[1].failed && i[2].failed &&
	    !i[3].failed);
	assert_int_equal(count_lines(said), 2);
	assert_non_null(strstr(said, "(--timeout 16s), and others wait\n"));
	free(said);
	/* No time is left: all in one line, and nothing of it is asked. */
	capture_begin(&c);
	o.deadline = 1;
	assert_int_equal(fetch_items(i, 4, &l, &o), -1);
	said = capture_end(&c);
	assert_string_equal(said, "sextant: a: https://e.org/steady: not done "
	    "within 16s (--timeout); so also: b, c, d\n");
	free(said);
	lock_free(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_never_ends_is_ended),
		cmocka_unit_test(nobody_keeps_others_out),
	};
	int failed;

	value_init();
	server_clean_environment();
	if (!server_begin(&server, NULL))
		return 0;
	root = scratch_begin();
	snprintf(mirror, sizeof(mirror), "http://127.0.0.1:%d", server.port);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	server_end(&server);
	scratch_end(root);
	return failed;
}
