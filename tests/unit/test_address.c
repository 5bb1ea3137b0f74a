/* What a request means to a preview. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "serve/address.h"

/* want NULL: no file can be meant. */
static const struct {
	const char *path, *want;
} files[] = {
	{ "/", "index.html" },
	{ "/index.html", "index.html" },
	{ "/techniques/T1003.001.html", "techniques/T1003.001.html" },
	{ "/tactics/", "tactics/index.html" },
	{ "/a%20b.html", "a b.html" },
	{ "/%C3%A4.html", "\xc3\xa4.html" },
	{ "/%61%2Fb", "a/b" },
	{ "/100%25", "100%" },
	{ "/a+b", "a+b" },
	{ "/a..b/c...", "a..b/c..." },
	{ "", NULL },
	{ "index.html", NULL },
	{ "http://127.0.0.1/", NULL },
	{ "*", NULL },
	{ "//", NULL },
	{ "//etc/passwd", NULL },
	{ "/a//b", NULL },
	{ "/..", NULL },
	{ "/../x", NULL },
	{ "/a/../b", NULL },
	{ "/a/./b", NULL },
	{ "/a/..", NULL },
	{ "/%2e%2e/x", NULL },
	{ "/%2E./x", NULL },
	{ "/..%2fx", NULL },
	{ "/%2fetc/passwd", NULL },
	{ "/a%5c..%5cb", NULL },
	{ "/a\\b", NULL },
	{ "/.sextant-manifest", NULL },
	{ "/a/.git/config", NULL },
	{ "/%2egit/config", NULL },
	{ "/a%00b", NULL },
	{ "/a%00", NULL },
	{ "/a%", NULL },
	{ "/a%1", NULL },
	{ "/a%g1", NULL },
	{ "/a%1g", NULL },
	{ "/a%0ab", NULL },
	{ "/a%7f", NULL },
	{ "/%ff", NULL },
	{ "/%c0%ae%c0%ae/x", NULL },
	{ "/%ed%a0%80", NULL },
};

static void
names_files_of_the_site(void **state)
{
	struct buf file = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		assert_int_equal(address_file(files[i].path, &file),
		    files[i].want != NULL);
		assert_string_equal(buf_str(&file),
		    files[i].want == NULL ? "" : files[i].want);
		buf_reset(&file);
	}
	buf_free(&file);
}

static void
refuses_what_is_too_long(void **state)
{
	struct buf path = BUF_INIT, file = BUF_INIT;

	(void)state;
	buf_putc(&path, '/');
	while (path.len < 4096)
		buf_putc(&path, 'a');
	assert_true(address_file(buf_str(&path), &file));
	buf_putc(&path, 'a');
	assert_false(address_file(buf_str(&path), &file));
	buf_free(&path);
	buf_free(&file);
}

static void
knows_types_by_names(void **state)
{
	(void)state;
	assert_string_equal(address_type("x/index.html"),
	    "text/html; charset=utf-8");
	assert_string_equal(address_type("assets/site.js"),
	    "text/javascript; charset=utf-8");
	assert_string_equal(address_type("api/index.json"),
	    "application/json");
	assert_string_equal(address_type("changes.atom"),
	    "application/atom+xml");
	assert_string_equal(address_type("CNAME"), "application/octet-stream");
	assert_string_equal(address_type("html"), "application/octet-stream");
}

static const struct {
	const char *host;
	int port;
	bool want;
} hosts[] = {
	{ "localhost:8000", 8000, true },
	{ "127.0.0.1:8000", 8000, true },
	{ "[::1]:8000", 8000, true },
	{ "localhost", 80, true },
	{ "[::1]", 80, true },
	{ "localhost", 8000, false },
	{ "localhost:80", 8000, false },
	{ "localhost:8000.example", 8000, false },
	{ "localhost.example:8000", 8000, false },
	{ "127.0.0.1.example:8000", 8000, false },
	{ "example:8000", 8000, false },
	{ "127.0.0.2:8000", 8000, false },
	{ "::1:8000", 8000, false },
	{ " localhost:8000", 8000, false },
	{ "", 80, false },
	{ NULL, 80, false },
};

static void
knows_this_machine_by_its_names(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++)
		assert_int_equal(address_is_ours(hosts[i].host, hosts[i].port),
		    hosts[i].want);
}

static void
finds_a_tag_in_a_list(void **state)
{
	(void)state;
	assert_true(address_has_tag("\"a\"", "\"a\""));
	assert_true(address_has_tag("W/\"a\"", "\"a\""));
	assert_true(address_has_tag("\"b\" , W/\"a\",\"c\"", "\"a\""));
	assert_true(address_has_tag("*", "\"a\""));
	assert_false(address_has_tag(NULL, "\"a\""));
	assert_false(address_has_tag("", "\"a\""));
	assert_false(address_has_tag(" ,, ", "\"a\""));
	assert_false(address_has_tag("\"ab\", \"a", "\"a\""));
	assert_false(address_has_tag("\"a\"b", "\"a\""));
	assert_false(address_has_tag("a", "\"a\""));
}

/* want NULL: none. */
static const struct {
	const char *page, *want;
} policies[] = {
#define META "<meta http-equiv=\"Content-Security-Policy\" content="
	{ "<head>" META "\"default-src 'none'\">", "default-src 'none'" },
	{ META "\"a; b\"></head>", "a; b" },
	{ META "\"a\">" META "\"b\">", "a" },
	{ "</head>" META "\"a\">", NULL },
	{ META "\"\">", NULL },
	{ META "\"a", NULL },
	{ META "\"a\r\nSet-Cookie: b\">", NULL },
	{ META "\"a\tb\">", NULL },
	{ META "\"a &amp; b\">", NULL },
	{ META "\"\xc3\xa4\">", NULL },
	{ "", NULL },
};

static void
reads_the_policy_of_a_page(void **state)
{
	struct buf policy = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(policies) / sizeof(policies[0]); i++) {
		buf_reset(&policy);
		if (address_policy(policies[i].page, &policy) !=
		    (policies[i].want != NULL))
			fail_msg("%s", policies[i].page);
		assert_string_equal(buf_str(&policy),
		    policies[i].want != NULL ? policies[i].want : "");
	}
	buf_free(&policy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_files_of_the_site),
		cmocka_unit_test(refuses_what_is_too_long),
		cmocka_unit_test(knows_types_by_names),
		cmocka_unit_test(knows_this_machine_by_its_names),
		cmocka_unit_test(finds_a_tag_in_a_list),
		cmocka_unit_test(reads_the_policy_of_a_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
