/* Frameworks beside ATT&CK: what their ids look like, and which table is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "capture.h"
#include "config/frameworks.h"
#include "value/value.h"

static struct arena mem;
static struct frameworks table;

static int
read_frameworks_text(const char *text)
{
	char path[] = "/tmp/sextant-frameworks-XXXXXX";
	int fd = mkstemp(path), rc = -1;

	if (fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text))
		rc = frameworks_read(path, &mem, &table, NULL);
	close(fd);
	unlink(path);
	return rc;
}

static int
end_frameworks(void **state)
{
	(void)state;
	frameworks_free(&table);
	arena_free(&mem);
	return 0;
}

static void
ids_of_the_table_that_is_installed(void **state)
{
	static const struct {
		const char *id, *framework, *url;
	} cases[] = {
		{ "AML.T0051", "atlas",
		    "https://atlas.mitre.org/techniques/AML.T0051" },
		{ "AML.T0051.001", "atlas",
		    "https://atlas.mitre.org/techniques/AML.T0051.001" },
		{ "AML.TA0002", "atlas",
		    "https://atlas.mitre.org/tactics/AML.TA0002" },
		{ "AML.T51", NULL, NULL },
		{ "AML.T0051.1", NULL, NULL },
		{ "XAML.T0051", NULL, NULL },
		{ "F1001", "f3", "https://ctid.mitre.org/fraud/techniques/F1001" },
		{ "FA0001", "f3", "https://ctid.mitre.org/fraud/tactics/FA0001" },
		{ "F0001", "mbc", NULL },
		{ "D3-NTF", "d3fend", NULL },
		{ "D3-", NULL, NULL },
		{ "CAPEC-163", "capec",
		    "https://capec.mitre.org/data/definitions/163.html" },
		{ "T1496.A007", "aws", "https://aws-samples.github.io/"
		    "threat-technique-catalog-for-aws/Techniques/T1496.A007.html" },
		{ "ACTION.HACKING.VARIETY.BRUTE FORCE", "veris", NULL },
		/* Of ATT&CK, as long as nobody says otherwise. */
		{ "T1059", NULL, NULL },
		{ "T1059.001", NULL, NULL },
		{ "TA0002", NULL, NULL },
		{ "C0024", NULL, NULL },
		{ "", NULL, NULL },
	};
	const struct framework *f;
	size_t i;

	(void)state;
	assert_int_equal(frameworks_read("data/frameworks.yaml", &mem, &table,
	    NULL), 0);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		f = frameworks_of(&table, cases[i].id);
		if (cases[i].framework == NULL) {
			assert_null(f);
			continue;
		}
		assert_string_equal(f->id, cases[i].framework);
		if (cases[i].url == NULL)
			assert_null(framework_url(f, cases[i].id, &mem));
		else
			assert_string_equal(framework_url(f, cases[i].id, &mem),
			    cases[i].url);
	}
	/* What is said is taken, in full. */
	f = frameworks_find(&table, "atlas");
	assert_string_equal(framework_whole(f, "T0051.001", &mem),
	    "AML.T0051.001");
	assert_string_equal(framework_whole(f, "AML.T0051", &mem), "AML.T0051");
	assert_string_equal(framework_whole(f, "X", &mem), "X");
	assert_non_null(framework_form(frameworks_find(&table, "aws"), "T1059"));
	assert_null(framework_form(frameworks_find(&table, "capec"), "T1059"));
	assert_null(frameworks_find(&table, "none"));
}

static void
refuses(const char *text, const char *why)
{
	struct capture said;
	char *captured;

	capture_begin(&said);
	assert_int_equal(read_frameworks_text(text), -1);
	captured = capture_end(&said);
	assert_non_null(strstr(captured, why));
	free(captured);
	frameworks_free(&table);
}

static void
a_wrong_table_of_frameworks_is_told(void **state)
{
	struct buf b = BUF_INIT;
	int i;

	(void)state;
	refuses("frameworks: [a]\n", ":1: frameworks: expected at most 100 ids");
	refuses("frameworks: {A: {title: A}}\n", "A: expected an id of lower-case");
	refuses("frameworks: {a: {title: A}}\n", "a: expected a title and ids");
	refuses("frameworks: {a: {ids: [{form: A}]}}\n",
	    "a: expected a title and ids");
	refuses("frameworks:\n  a: {title: A, ids: [{form: B}, {form: '('}]}\n",
	    ":2: form: no extended regular expression");
	refuses("frameworks: {a: {title: A, ids: [{url: 'https://e.org/'}]}}\n",
	    "form: expected an extended regular expression of at most 200 bytes");
	refuses("frameworks: {a: {title: A, ids: [{form: A, url: x}]}}\n", "url: ");
	refuses("frameworks: {a: {title: A, ids: B}}\n",
	    "ids: expected a list of at most 20 forms");
	refuses("frameworks: {a: {title: A, colour: red}}\n", "colour: ");
	buf_puts(&b, "frameworks: {a: {title: A, ids: [");
	for (i = 0; i < 21; i++)
		buf_puts(&b, "{form: A}, ");
	buf_puts(&b, "]}}\n");
	refuses(buf_str(&b), "at most 20 forms");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(ids_of_the_table_that_is_installed,
		    end_frameworks),
		cmocka_unit_test_teardown(a_wrong_table_of_frameworks_is_told,
		    end_frameworks),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
