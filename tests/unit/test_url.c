/* Addresses: which may be fetched, from where, and whom they may send us to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "fetch/url.h"

static const struct { const char *url; bool good; } urls[] = {
	{ "https://codeload.github.com/o/r/tar.gz/refs/heads/main", true },
	{ "https://e.org:8443/x?y=z&a=%20", true },
	{ "https://e.org/a..b/...", true },
	{ "https://e.org/a(b)'c", true },
	{ "https://127.0.0.1/x", true },
	{ "https://a-b.e.org/x", true },
	{ "https://e.org/x?from=a..b", true },
	{ "http://e.org/x", false },
	{ "file:///etc/passwd", false },
	{ "ftp://e.org/x", false },
	{ "https:/e.org/x", false },
	{ "https:///x", false },
	{ "https://e.org", false },
	{ "https://e.org/", false },
	{ "https://user@e.org/x", false },
	{ "https://user:word@e.org/x", false },
	{ "https://e.org\\@other.org/x", false },
	{ "https://e.org:/x", false },
	{ "https://e.org:99999999/x", false },
	{ "https://e.org/x#y", false },
	{ "https://e.org/x y", false },
	{ "https://e.org/x\ny", false },
	{ "https://e.org/r\xc3\xa8gle", false },
	{ "https://e.org/100%", false },
	{ "https://e.org/%zz", false },
	{ "https://e.org/x%00", false },
	{ "https://e.org/../x", false },
	{ "https://e.org/x/..", false },
	{ "https://e.org/x/..?y", false },
	{ "https://e.org/%2e%2E/x", false },
	{ "https://e.org/x%2f..%2fy", false },
	{ "https://e.org/x%2F.%2e%2fy", false },
	{ "https://e.org/x?y/../../z", false },
	{ "https://e.org/x?y%2f..%2fz", false },
	{ "https://../x", false },
	{ "https://./x", false },
	{ "https://.../x", false },
	{ "https://..:80/x", false },
	{ "https://%2e%2e/x", false },
	{ "https://.%2E/x", false },
	{ "https://..%2fx/y", false },
	{ "https://.e.org/x", false },
	{ "https://e..org/x", false },
	{ "https://e.org./x", false },
	{ "https://-e.org/x", false },
	{ "https://e-.org/x", false },
};

static void
only_whole_https_addresses_are_good(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		if ((url_why_not(urls[i].url) == NULL) != urls[i].good)
			fail_msg("%s", urls[i].url);
}

static const struct { const char *mirror, *url, *want; } mirrors[] = {
	{ "http://127.0.0.1:8000", "https://e.org/x?y",
	    "http://127.0.0.1:8000/e.org/x?y" },
	{ "https://m.org/a/", "https://e.org/x", "https://m.org/a/e.org/x" },
	{ "file:///srv/m", "https://e.org/x?y=z",
	    "file:///srv/m/e.org/x%3Fy=z" },
	{ "file:///a b//", "https://e.org/%20", "file:///a%20b/e.org/%20" },
};

static void
a_mirror_has_it_below_its_host(void **state)
{
	char *got;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(mirrors) / sizeof(mirrors[0]); i++) {
		assert_null(url_why_no_mirror(mirrors[i].mirror));
		got = url_in_mirror(mirrors[i].mirror, mirrors[i].url);
		assert_string_equal(got, mirrors[i].want);
		free(got);
	}
	assert_non_null(url_why_no_mirror("/srv/m"));
	assert_non_null(url_why_no_mirror("file://host/m"));
	assert_non_null(url_why_no_mirror("ftp://m.org/"));
	assert_non_null(url_why_no_mirror("http://"));
}

static const struct { const char *url; bool github; } hosts[] = {
	{ "https://api.github.com/x", true },
	{ "https://codeload.github.com/x", true },
	{ "https://github.com/x", true },
	{ "https://raw.githubusercontent.com/x", true },
	{ "http://api.github.com/x", false },
	{ "https://api.github.com.evil.org/x", false },
	{ "https://api.github.com@evil.org/x", false },
	{ "https://api.github.com:444/x", false },
	{ "https://evil.org/https://api.github.com/x", false },
	{ "https://pages.github.com/x", false },
	{ "https://xgithub.com/x", false },
};

static void
the_token_is_for_github_only(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++)
		if (url_is_github(hosts[i].url) != hosts[i].github)
			fail_msg("%s", hosts[i].url);
}

static const struct { const char *from, *to; bool may; } moves[] = {
	{ "https://a/x", "https://b/x", true },
	{ "https://a/x", "http://a/x", false },
	{ "https://a/x", "file:///x", false },
	{ "https://a/x", "ftp://a/x", false },
	{ "http://a/x", "http://b/x", true },
	{ "http://a/x", "https://b/x", true },
	{ "http://a/x", "file:///x", false },
	{ "file:///x", "https://b/x", false },
	{ "file:///x", "http://b/x", false },
	{ "file:///x", "file:///y", false },
};

static void
nobody_sends_us_down(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(moves) / sizeof(moves[0]); i++)
		if (url_may_follow(moves[i].from, moves[i].to) != moves[i].may)
			fail_msg("%s to %s", moves[i].from, moves[i].to);
}

#define COMMIT "0123456789abcdef0123456789abcdef01234567"
#define RAW "https://raw.githubusercontent.com/"
#define API "https://api.github.com/repos/"

/* at: with COMMIT in place of the reference; asks: where its commit is told. */
static const struct { const char *url, *at, *asks; } references[] = {
	{ "https://codeload.github.com/o/r/tar.gz/refs/heads/a/b",
	    "https://codeload.github.com/o/r/tar.gz/" COMMIT,
	    API "o/r/commits/heads/a/b" },
	{ "https://codeload.github.com/o/r/zip/refs/tags/v1",
	    "https://codeload.github.com/o/r/zip/" COMMIT,
	    API "o/r/commits/tags/v1" },
	{ RAW "o/r/main/a/b.json", RAW "o/r/" COMMIT "/a/b.json",
	    API "o/r/commits/main" },
	{ RAW "o/r/refs/heads/main/b.json", RAW "o/r/" COMMIT "/b.json",
	    API "o/r/commits/heads/main" },
	{ "https://github.com/o/r/raw/v1.2/b.csv",
	    "https://github.com/o/r/raw/" COMMIT "/b.csv",
	    API "o/r/commits/v1.2" },
	{ RAW "o/r/" COMMIT "/b.json", RAW "o/r/" COMMIT "/b.json", NULL },
	/* a branch that is called refs */
	{ RAW "o/r/refs/b.json", RAW "o/r/" COMMIT "/b.json",
	    API "o/r/commits/refs" },
	{ "https://codeload.github.com/o/r/zip/refs/",
	    "https://codeload.github.com/o/r/zip/" COMMIT,
	    API "o/r/commits/refs/" },
	{ RAW "o/r/main", NULL, NULL },
	{ RAW "o/r/main/", NULL, NULL },
	{ RAW "o//main/b", NULL, NULL },
	{ RAW "o/r/refs/heads/main", NULL, NULL },
	{ "https://github.com/o/r/releases/b.json", NULL, NULL },
	{ "https://codeload.github.com/o/r/tar.gz/", NULL, NULL },
	{ "https://e.org/o/r/tar.gz/main", NULL, NULL },
};

static void
expect_text(const char *of, char *got, const char *want)
{
	if ((got == NULL) != (want == NULL) ||
	    (got != NULL && strcmp(got, want) != 0))
		fail_msg("%s: %s", of, got != NULL ? got : "none");
	free(got);
}

static void
a_commit_stands_in_place_of_a_branch(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(references) / sizeof(references[0]); i++) {
		expect_text(references[i].url, url_at_commit(references[i].url,
		    COMMIT), references[i].at);
		expect_text(references[i].url,
		    url_of_commit(references[i].url), references[i].asks);
	}
	expect_text("a commit", url_commit(RAW "o/r/" COMMIT "/b"), COMMIT);
	expect_text("a branch", url_commit(RAW "o/r/main/b"), NULL);
	assert_true(url_is_tag(RAW "o/r/refs/tags/v1/b"));
	assert_false(url_is_tag(RAW "o/r/refs/heads/v1/b"));
	assert_false(url_is_tag("https://example.org/refs/tags/v1/b"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_whole_https_addresses_are_good),
		cmocka_unit_test(a_commit_stands_in_place_of_a_branch),
		cmocka_unit_test(a_mirror_has_it_below_its_host),
		cmocka_unit_test(the_token_is_for_github_only),
		cmocka_unit_test(nobody_sends_us_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
