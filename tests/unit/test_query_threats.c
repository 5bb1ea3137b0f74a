/* The catalog's questions about what sources of threats hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "filled.h"
#include "value/value.h"

static const struct {
	enum catalog_query q;
	const char *param, *rows;
} asked[] = {
	{ Q_VULNERABILITY, "CVE-2021-44228", "[{\"pk\":1,\"id\":"
	    "\"CVE-2021-44228\",\"title\":\"A logger\",\"category\":"
	    "\"lookup\",\"path\":\"kev.json\",\"line\":3,\"source\":"
	    "\"mitigations\",\"techniques\":1},{\"pk\":3,\"id\":"
	    "\"CVE-2021-44228\",\"title\":\"The same\",\"path\":"
	    "\"own.csv\",\"line\":2,\"source\":\"rules\",\"techniques\":1}]" },
	{ Q_VULNERABILITY, "CVE-2019-0708", "[{\"pk\":2,\"id\":"
	    "\"CVE-2019-0708\",\"path\":\"kev.json\",\"line\":9,"
	    "\"source\":\"mitigations\",\"techniques\":0}]" },
	{ Q_VULNERABILITY, "CVE-2000-0001", "[]" },
	{ Q_EXPLOITED, NULL, "[{\"vulnerability\":1,\"technique\":1,"
	    "\"tagged\":\"T1001\",\"outcome\":\"exact\",\"type\":\"how\","
	    "\"note\":\"By a line.\",\"source\":\"mitigations\"},"
	    "{\"vulnerability\":3,\"technique\":1,"
	    "\"tagged\":\"T1001\",\"outcome\":\"exact\",\"type\":\"how\","
	    "\"note\":\"By a line.\",\"source\":\"rules\"}]" },
	{ Q_EXPLOITED_BY, "2", "[]" },
	{ Q_EXPLOITED_BY, "1", "[{\"source\":\"mitigations\",\"title\":"
	    "\"Mitigations\",\"vulnerabilities\":1},{\"source\":\"rules\","
	    "\"title\":\"Rules\",\"vulnerabilities\":1}]" },
	{ Q_EXPLOIT_COUNTS, NULL, "[{\"technique\":1,"
	    "\"vulnerabilities\":1}]" },
	{ Q_PROFILES, NULL, "[{\"pk\":1,\"id\":\"u-1\",\"name\":\"Bear\","
	    "\"path\":\"actors.json\",\"line\":4,\"source\":\"mitigations\","
	    "\"actors\":1},{\"pk\":2,\"name\":\"Nobody\",\"path\":"
	    "\"actors.json\",\"line\":9,\"source\":\"mitigations\",\"actors\":0}]" },
	{ Q_PROFILE_ACTORS, NULL, "[{\"profile\":1,\"actor\":1,\"actor_id\":"
	    "\"G0001\",\"actor_name\":\"Bear\",\"by\":\"alias\"}]" },
	{ Q_SAME_WORDS, NULL, "[{\"what\":\"country\",\"key\":\"ru\","
	    "\"word\":\"Russia\"}]" },
	{ Q_FACTOR_SOURCES, NULL, "[{\"source\":\"mitigations\",\"title\":"
	    "\"Mitigations\",\"factor\":\"kev\"},{\"source\":"
	    "\"mitigations\",\"title\":\"Mitigations\",\"factor\":"
	    "\"prevalence\"},{\"source\":\"rules\",\"title\":\"Rules\","
	    "\"revision\":\"0123456789abcdef0123456789abcdef01234567\",\"accessed\":"
	    "\"2026-08-01\",\"factor\":\"kev\"}]" },
	/* Of two ids that lead to one technique one number is its. */
	{ Q_FACTORS, NULL, "[{\"technique\":1,\"source\":\"mitigations\",\"name\":"
	    "\"prevalence\",\"value\":0.5,\"tagged\":\"T1001\"}]" },
};

static void
questions_about_threats_are_answered(void **state)
{
	char *root = scratch_begin(), *path = path_join(root, "catalog.db");
	struct catalog *c = catalog_create(path);
	cJSON *rows = NULL;
	char *text;
	size_t i;

	(void)state;
	assert_non_null(c);
	assert_int_equal(fill(c), 0);
	assert_int_equal(catalog_commit(c), 0);
	c = catalog_open(path);
	for (i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		assert_int_equal(catalog_rows(c, asked[i].q, asked[i].param,
		    &rows), 0);
		text = cJSON_PrintUnformatted(rows);
		assert_string_equal(text, asked[i].rows);
		free(text);
		cJSON_Delete(rows);
	}
	catalog_close(c);
	free(path);
	scratch_end(root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(questions_about_threats_are_answered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
