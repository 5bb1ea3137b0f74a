/* What ids and names are compared by. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/key.h"

static const struct {
	const char *key;
	const char *words[6]; /* NULL ends */
} same[] = {
	{ "ac-2", { "AC-2", "ac-02", "AC 2", "Ac_002", "ac2" } },
	{ "ac-2-1", { "AC-2(1)", "ac-2.1", "AC-02 (01)", "ac 2 1" } },
	{ "ac-20", { "AC-20", "AC-020" } },
	{ "t-1059-1", { "T1059.001", "t1059/1", " T1059/001 " } },
	{ "m-1032", { "M1032", "m-1032", "M 1032" } },
	{ "8-2", { "8.2", "8.02", "08-2" } },
	{ "cve-2021-44228", { "CVE-2021-44228", "cve 2021.44228",
	    "CVE_2021_044228" } },
	{ "8-e-35-a-0", { "{8E35A0}", "8e35a0", "8e35-a0", "8E35A00" } },
	{ "apt-29", { "APT29", "APT 29", "apt-29" } },
	{ "pass-the-hash", { "Pass the Hash", "pass-the-hash",
	    "  PASS  THE\tHASH!" } },
	{ "wineventlog-security", { "WinEventLog:Security",
	    "wineventlog security" } },
	{ "0", { "0", "000" } },
	{ "7", { "007", "7" } },
	{ "strasse-cafe", { "Straße Café", "STRASSE CAFE\xcc\x81" } },
	{ "", { "", " -_/().:*", "\"" } },
	{ "a\xef\xbf\xbd", { "a\xff", "A\xfe" } },
};

static void
spellings_have_one_key(void **state)
{
	struct buf key = BUF_INIT;
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		for (k = 0; k < 6 && same[i].words[k] != NULL; k++) {
			buf_reset(&key);
			key_put(same[i].words[k], &key);
			assert_string_equal(buf_str(&key), same[i].key);
		}
	buf_free(&key);
}

/* What stands before is another's. */
static void
a_key_is_appended(void **state)
{
	struct buf key = BUF_INIT;

	(void)state;
	key_put("T1003", &key);
	key_put("007 x", &key);
	assert_string_equal(buf_str(&key), "t-10037-x");
	buf_free(&key);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spellings_have_one_key),
		cmocka_unit_test(a_key_is_appended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
