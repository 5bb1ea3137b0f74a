/* The catalog: built aside, opened read-only, asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>

#include "capture.h"
#include "filled.h"
#include "value/value.h"

static char *root, *path;
static struct capture talk;

static int
set_up(void **state)
{
	(void)state;
	root = scratch_begin();
	path = path_join(root, "out/catalog.db");
	capture_begin(&talk);
	return 0;
}

static int
tear_down(void **state)
{
	char *said = capture_end(&talk);

	(void)state;
	fputs(said, stderr);
	free(said);
	free(path);
	scratch_end(root);
	return 0;
}

/* What was said since: one line that ends so, or nothing. */
static void
assert_said(const char *end)
{
	char *said = capture_end(&talk);

	capture_begin(&talk);
	if (end == NULL ? *said != '\0'
			: count_lines(said) != 1 || !str_has_suffix(said, end))
		fail_msg("said \"%s\", not \"%s\"", said,
		    end == NULL ? "" : end);
	free(said);
}

static void
make(void)
{
	static const struct catalog_twin twin = { 8, 0, 4, "name", true,
		false, E1 };
	struct catalog *c = catalog_create(path);

	assert_non_null(c);
	assert_int_equal(fill(c), 0);
	assert_int_equal(catalog_put_twin(c, &twin), 0);
	assert_int_equal(catalog_commit(c), 0);
	assert_said(NULL);
}

static void
a_catalog_stands_once_it_is_committed(void **state)
{
	struct catalog *c;
	char key[65] = "";

	(void)state;
	assert_int_equal(catalog_inputs(path, key, sizeof(key)), 0);
	c = catalog_create(path);
	assert_non_null(c);
	assert_int_equal(fill(c), 0);
	assert_false(file_exists(path));
	assert_int_equal(catalog_commit(c), 0);
	assert_int_equal(scratch_files(root), 1);
	assert_int_equal(catalog_inputs(path, key, sizeof(key)), 1);
	assert_string_equal(key, "0123");
	assert_int_equal(catalog_inputs(path, key, 3), 1);
	assert_string_equal(key, "01");
	assert_said(NULL);
}

static void
what_is_aborted_leaves_nothing(void **state)
{
	struct catalog *c = catalog_create(path);
	char key[65] = "";

	(void)state;
	assert_int_equal(fill(c), 0);
	catalog_abort(c);
	assert_int_equal(scratch_files(root), 0);
	catalog_abort(NULL);
	make();
	c = catalog_create(path);
	assert_int_equal(catalog_put_meta(c, "inputs", "other"), 0);
	catalog_abort(c);
	assert_int_equal(scratch_files(root), 1);
	assert_int_equal(catalog_inputs(path, key, sizeof(key)), 1);
	assert_string_equal(key, "0123");
	assert_said(NULL);
}

static void
what_cannot_be_made_leaves_what_stood(void **state)
{
	struct catalog *c;
	char *below, *inside;

	(void)state;
	make();
	below = path_join(path, "catalog.db");
	assert_null(catalog_create(below));
	assert_said("cannot make the folder: Not a directory\n");
	free(below);
	/* A folder stands in its place by the time it is done. */
	c = catalog_create(path);
	assert_int_equal(file_remove(path), 0);
	inside = path_join(path, "x");
	assert_int_equal(file_make_parents(inside), 0);
	assert_int_equal(file_write_new(inside, "", 0), 0);
	assert_int_equal(catalog_commit(c), -1);
	assert_said("out/catalog.db: Is a directory\n");
	assert_int_equal(scratch_files(root), 1);
	free(inside);
}

static void
execute(const char *sql)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
put(const char *bytes, size_t n)
{
	file_remove(path);
	assert_int_equal(file_make_parents(path), 0);
	assert_int_equal(file_write_new(path, bytes, n), 0);
}

static void
assert_not_opened(const char *said)
{
	char key[65];

	assert_null(catalog_open(path));
	assert_said(said);
	assert_int_equal(catalog_inputs(path, key, sizeof(key)), 0);
	assert_said(NULL);
}

static void
what_is_no_catalog_is_not_opened(void **state)
{
	struct buf text = BUF_INIT;
	char *said, want[128];

	(void)state;
	assert_not_opened("catalog.db: no such catalog: run `sextant build` "
			  "first\n");
	put("", 0);
	assert_not_opened("catalog.db: not a catalog of Sextant\n");
	buf_printf(&text, "%1000s", "no database\n");
	put(buf_str(&text), text.len);
	assert_not_opened("catalog.db: not a catalog of Sextant\n");
	buf_reset(&text);
	file_remove(path);
	execute("CREATE TABLE x (y)");
	assert_not_opened("catalog.db: not a catalog of Sextant\n");
	file_remove(path);
	make();
	execute("PRAGMA user_version = 99");
	snprintf(want, sizeof(want), "catalog.db: a catalog of schema 99, "
	    "not %d: run `sextant map` again\n", CATALOG_SCHEMA);
	assert_not_opened(want);
	make();
	execute("PRAGMA application_id = 1");
	assert_not_opened("catalog.db: not a catalog of Sextant\n");
	/* It may be of use to its owner. */
	assert_null(catalog_create(path));
	assert_said("catalog.db: not a catalog of Sextant, and not overwritten; "
		    "name another file\n");
	assert_int_equal(file_remove(path), 0);
	assert_int_equal(file_make_folders(path), 0);
	assert_null(catalog_open(path));
	said = capture_end(&talk);
	capture_begin(&talk);
	assert_int_equal(count_lines(said), 1);
	assert_non_null(strstr(said, "not a catalog of Sextant\n"));
	free(said);
	catalog_close(NULL);
	buf_free(&text);
}

static void
a_damaged_catalog_is_said(void **state)
{
	char key[65];

	(void)state;
	make();
	execute("DROP TABLE meta; DROP TABLE finding");
	assert_null(catalog_open(path));
	assert_said("catalog.db: does not match schema 17: "
		    "run `sextant map` again\n");
	assert_int_equal(catalog_inputs(path, key, sizeof(key)), 0);
}

static void
what_cannot_be_put_is_said(void **state)
{
	struct catalog *c = catalog_create(path);
	const struct catalog_finding finding = { .source = "x", .why = "why" };
	const struct catalog_tactic tactic = { .domain = "d", .id = "i",
		.shortname = "s", .name = "n" };

	(void)state;
	assert_int_equal(catalog_put_meta(c, "a", "1"), 0);
	assert_int_equal(catalog_put_meta(c, "a", "2"), -1);
	assert_said(": write: UNIQUE constraint failed: meta.key\n");
	assert_int_equal(catalog_put_meta(c, "b", NULL), -1);
	assert_said(": write: NOT NULL constraint failed: meta.value\n");
	assert_int_equal(catalog_put_finding(c, &finding), -1);
	assert_said(": write: NOT NULL constraint failed: finding.what\n");
	assert_int_equal(catalog_put_tactic(c, &tactic), -1);
	assert_said(": write: NOT NULL constraint failed: "
		    "tactic.description\n");
	assert_int_equal(fill(c), 0);
	assert_int_equal(fill(c), -1);
	assert_said(": write: UNIQUE constraint failed: meta.key\n");
	catalog_abort(c);
	assert_int_equal(scratch_files(root), 0);
}

static const struct {
	enum catalog_query q;
	const char *param, *rows;
} asked[] = {
	{ Q_META, NULL, "[{\"key\":\"generator\",\"value\":\"Sextant\"},"
	    "{\"key\":\"inputs\",\"value\":\"0123\"},"
	    "{\"key\":\"title\",\"value\":\"Ours\"}]" },
	{ Q_FORMERLY, "1", "[{\"id\":\"T1002\",\"name\":\"Data Compressed\"}]" },
	{ Q_FORMERLY, "3", "[]" },
	{ Q_SUBS, "1", "[{\"id\":\"T1001.001\",\"name\":\"Junk Data\"},"
	    "{\"id\":\"T1001.002\",\"name\":\"Steganography\"}]" },
	{ Q_PHASES, "1", "[{\"shortname\":\"second\",\"name\":\"The Second\","
	    "\"id\":\"TA0002\"},{\"shortname\":\"first\",\"name\":\"The First\","
	    "\"id\":\"TA0001\",\"url\":\"https://e.org/TA0001\"}]" },
	{ Q_PHASES, "3", "[{\"shortname\":\"unlisted\",\"name\":"
	    "\"unlisted\"}]" },
	{ Q_ALL_PHASES, NULL, "[{\"technique\":1,\"shortname\":\"second\"},"
	    "{\"technique\":1,\"shortname\":\"first\"},"
	    "{\"technique\":2,\"shortname\":\"first\"},"
	    "{\"technique\":3,\"shortname\":\"unlisted\"}]" },
	{ Q_PLATFORMS, "1", "[{\"platform\":\"Linux\"},"
	    "{\"platform\":\"Windows\"}]" },
	{ Q_ALL_PLATFORMS, NULL, "[{\"technique\":1,\"platform\":\"Linux\"},"
	    "{\"technique\":1,\"platform\":\"Windows\"}]" },
	{ Q_ALL_USES, NULL, "[{\"actor\":1,\"technique\":1},{\"actor\":2,"
	    "\"technique\":1},{\"actor\":3,\"technique\":2}]" },
	{ Q_ALL_ACTOR_LINKS, NULL, "[{\"actor\":1,\"kind\":\"uses\","
	    "\"other\":2},{\"actor\":3,\"kind\":\"attributed-to\","
	    "\"other\":1}]" },
	{ Q_ACTOR_PROSE, NULL, "[{\"pk\":1,\"description\":\"A group.\"},"
	    "{\"pk\":2},{\"pk\":3}]" },
	{ Q_DETECTED, NULL, "[{\"technique\":1}]" },
	{ Q_REFERENCES, "1", "[{\"name\":\"Blog\",\"description\":\"A blog.\","
	    "\"url\":\"https://e.org/blog\"},{\"name\":\"Book\"}]" },
	{ Q_CONTROL_PLATFORMS, "1", "[{\"control\":2,\"platform\":"
	    "\"Windows\"},{\"control\":2,\"platform\":\"Linux\"}]" },
	{ Q_TECHNIQUE, "T1002", "[{\"pk\":4,\"domain\":\"enterprise\",\"id\":"
	    "\"T1002\",\"name\":\"Data Compressed\",\"url\":"
	    "\"https://e.org/T1002\",\"state\":\"revoked\",\"successor_id\":"
	    "\"T1001\",\"successor_name\":\"Data Obfuscation\","
	    "\"description\":\"\",\"stix\":\"ap--4\"}]" },
	{ Q_TECHNIQUE, "t1002", "[]" },
	{ Q_FINDINGS, NULL, "[{\"source\":\"rules\",\"path\":\"rules/z.yml\","
	    "\"line\":3,\"what\":\"broken-document\",\"why\":"
	    "\"x\\ty\\\\\\nz\"},{\"source\":\"rules\",\"what\":\"unknown-id\","
	    "\"why\":\"T9999\"}]" },
	{ Q_OUTCOMES, NULL, "[{\"source\":1,\"controls\":1,\"active\":1,"
	    "\"mapped\":1,\"exact\":1,\"remapped\":0,\"merged\":0,"
	    "\"retired\":0,\"deprecated\":0,\"unknown\":0,\"malformed\":0,"
	    "\"other_framework\":0,\"mappings\":1,\"newer\":0},{\"source\":2,\"controls\":1,"
	    "\"active\":1,\"mapped\":1,\"exact\":1,\"remapped\":0,\"merged\":0,"
	    "\"retired\":0,\"deprecated\":0,\"unknown\":1,\"malformed\":0,"
	    "\"other_framework\":0,\"mappings\":1,\"newer\":1},{\"source\":3,\"controls\":5,"
	    "\"active\":4,\"mapped\":2,\"exact\":1,\"remapped\":2,\"merged\":1,"
	    "\"retired\":1,\"deprecated\":1,\"unknown\":0,\"malformed\":1,"
	    "\"other_framework\":1,\"mappings\":2,\"newer\":0},{\"source\":4,\"controls\":1,"
	    "\"active\":1,\"mapped\":1,\"exact\":1,\"remapped\":0,\"merged\":0,"
	    "\"retired\":0,\"deprecated\":0,\"unknown\":0,\"malformed\":0,"
	    "\"other_framework\":0,\"mappings\":1,\"newer\":0}]" },
	{ Q_MOVED, "2", "[{\"kind\":\"detection\",\"controls\":1}]" },
	{ Q_EVIDENCE, "1", "[{\"control\":8,\"level\":4,\"source_id\":"
	    "\"rules\",\"test\":\"t1\",\"named\":1,\"test_title\":"
	    "\"Test 1\",\"date\":\"2026-01-02\"},{\"control\":8,"
	    "\"level\":4,\"source_id\":\"rules\"}]" },
	{ Q_EVIDENCE, "2", "[]" },
	{ Q_LATER, "2026-01-01", "[{\"source\":\"rules\",\"path\":"
	    "\"map.csv\",\"line\":2,\"date\":\"2026-01-02\"}]" },
	{ Q_LATER, "2026-01-02", "[]" },
	{ Q_RESULTS, NULL, "[{\"control\":8,\"level\":4,\"outcome\":\"detected\","
	    "\"stands\":1,\"techniques\":\"1\"},{\"control\":8,\"level\":4,"
	    "\"test\":\"t1\",\"named\":1,\"outcome\":\"detected\",\"stands\":1,"
	    "\"date\":\"2026-01-02\",\"techniques\":\"1\"}]" },
	/* The source maps a control to the first one. */
	{ Q_ASSESSED, "1", "[]" },
	{ Q_ASSESSED, "2", "[{\"source_id\":\"mitigations\","
	    "\"title\":\"Mitigations\",\"tagged\":\"T1001.001\"}]" },
	{ Q_KNOWN_PLATFORMS, NULL, "[{\"domain\":\"enterprise\","
	    "\"platform\":\"Linux\"},{\"domain\":\"enterprise\","
	    "\"platform\":\"Windows\"}]" },
	{ Q_LEDGER, NULL, "[{\"source_id\":\"ours\",\"tagged\":\"T9999\","
	    "\"outcome\":\"unknown\",\"controls\":1},{\"source_id\":\"rules\","
	    "\"tagged\":\"AML.T0051\",\"outcome\":\"other-framework\","
	    "\"framework_title\":\"MITRE ATLAS\","
	    "\"framework_url\":\"https://e.org/AML.T0051\",\"controls\":1},"
	    "{\"source_id\":\"rules\","
	    "\"tagged\":\"T1002\",\"resolved\":\"T1001\","
	    "\"outcome\":\"remapped\",\"controls\":2},{\"source_id\":\"rules\","
	    "\"tagged\":\"T1003\",\"resolved\":\"T1003\","
	    "\"outcome\":\"deprecated\",\"controls\":1},"
	    "{\"source_id\":\"rules\",\"tagged\":\"T1004\","
	    "\"outcome\":\"retired\",\"controls\":1},{\"source_id\":\"rules\","
	    "\"tagged\":\"T99\",\"outcome\":\"malformed\",\"controls\":1}]" },
	{ Q_ACTORS, NULL, "[{\"pk\":1,\"domain\":\"enterprise\","
	    "\"id\":\"G0001\",\"kind\":\"group\",\"name\":\"Bear\","
	    "\"url\":\"https://e.org/G0001\"},{\"pk\":2,"
	    "\"domain\":\"enterprise\",\"id\":\"S0001\",\"kind\":\"software\","
	    "\"name\":\"Hammer\"},{\"pk\":3,"
	    "\"domain\":\"enterprise\",\"id\":\"C0001\",\"kind\":\"campaign\","
	    "\"name\":\"Autumn\"}]" },
	{ Q_ACTOR, "brown bear", "[{\"pk\":1,\"domain\":\"enterprise\","
	    "\"id\":\"G0001\",\"kind\":\"group\",\"name\":\"Bear\","
	    "\"url\":\"https://e.org/G0001\","
	    "\"description\":\"A group.\",\"by\":2}]" },
	{ Q_ACTOR, "g0001", "[{\"pk\":1,\"domain\":\"enterprise\","
	    "\"id\":\"G0001\",\"kind\":\"group\",\"name\":\"Bear\","
	    "\"url\":\"https://e.org/G0001\","
	    "\"description\":\"A group.\",\"by\":0}]" },
	{ Q_ACTOR_ALIASES, "1", "[{\"alias\":\"Brown Bear\"}]" },
	{ Q_ALL_ALIASES, NULL, "[{\"actor\":1,\"alias\":\"Brown Bear\"}]" },
	{ Q_ACTOR_LINKS, "G0001", "[{\"kind\":\"uses\",\"from\":1,\"pk\":2,"
	    "\"id\":\"S0001\",\"name\":\"Hammer\",\"other_kind\":\"software\"},"
	    "{\"kind\":\"attributed-to\",\"pk\":3,\"id\":\"C0001\","
	    "\"name\":\"Autumn\",\"other_kind\":\"campaign\"}]" },
	{ Q_ACTOR_TECHNIQUES, "C0001", "[{\"pk\":2,\"domain\":\"enterprise\","
	    "\"id\":\"T1001.001\",\"name\":\"Junk Data\","
	    "\"url\":\"https://e.org/T1001/001\",\"sub\":1,"
	    "\"state\":\"active\",\"scoped\":1,\"page\":1,\"parent\":1,"
	    "\"parent_id\":\"T1001\",\"parent_name\":\"Data Obfuscation\","
	    "\"moved_version\":\"19.1\",\"moved_id\":\"T9999\","
	    "\"moved_name\":\"Junk\"}]" },
	{ Q_USERS, "1", "[{\"domain\":\"enterprise\",\"id\":\"G0001\","
	    "\"kind\":\"group\",\"name\":\"Bear\","
	    "\"url\":\"https://e.org/G0001\"},{\"domain\":\"enterprise\","
	    "\"id\":\"S0001\",\"kind\":\"software\",\"name\":\"Hammer\"}]" },
	{ Q_USE_COUNTS, NULL, "[{\"technique\":1,\"groups\":1,\"campaigns\":0,"
	    "\"software\":1},{\"technique\":2,\"groups\":0,\"campaigns\":1,"
	    "\"software\":0}]" },
	{ Q_STRATEGIES, "1", "[{\"pk\":1,\"id\":\"DET0001\",\"name\":\"Watch\","
	    "\"url\":\"https://e.org/DET0001\"}]" },
	{ Q_ANALYTIC_COUNTS, NULL, "[{\"technique\":1,\"analytics\":2}]" },
	{ Q_ANALYTICS, "1", "[{\"strategy\":1,\"pk\":2,\"id\":\"AN0002\","
	    "\"name\":\"Analytic 2\"},{\"strategy\":1,\"pk\":1,"
	    "\"id\":\"AN0001\",\"name\":\"Analytic 1\","
	    "\"description\":\"Look.\",\"url\":\"https://e.org/AN0001\"}]" },
	{ Q_ANALYTIC_PLATFORMS, "1", "[{\"analytic\":1,\"platform\":\"Linux\"},"
	    "{\"analytic\":1,\"platform\":\"Windows\"}]" },
	{ Q_LOG_SOURCES, "1", "[{\"analytic\":1,\"name\":\"Sysmon\","
	    "\"channel\":\"1\",\"component_id\":\"DC0001\","
	    "\"component\":\"Process Creation\"},{\"analytic\":2,"
	    "\"name\":\"auditd\"}]" },
	{ Q_MUTABLES, "1", "[{\"analytic\":1,\"field\":\"Window\","
	    "\"description\":\"How long.\"}]" },
	{ Q_DATA_SOURCES, "1", "[{\"name\":\"Process\"}]" },
	{ Q_DOMAINS, NULL, "[{\"ord\":0,\"id\":\"enterprise\","
	    "\"name\":\"Enterprise ATT&CK\",\"version\":\"18.1\","
	    "\"modified\":\"2025-11-12\",\"homepage\":\"https://e.org/\","
	    "\"licence\":\"terms\",\"credit\":\"MITRE\","
	    "\"url\":\"https://e.org/b.json\",\"sha256\":\"ab\","
	    "\"accessed\":\"2026-08-09\",\"newer_version\":\"19.1\","
	    "\"framework\":\"ATT&CK\"}]" },
};

static void
questions_are_answered(void **state)
{
	struct catalog *c;
	cJSON *rows = NULL;
	char *text;
	size_t i;

	(void)state;
	make();
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
}

static char *
dump(void)
{
	struct buf b = BUF_INIT;
	struct catalog *c = catalog_open(path);

	assert_non_null(c);
	assert_int_equal(catalog_dump(c, &b), 0);
	catalog_close(c);
	return buf_take(&b);
}

static void
dumps_and_bytes_are_the_same_each_time(void **state)
{
	struct buf one = BUF_INIT, other = BUF_INIT;
	char *first, *second;

	(void)state;
	make();
	first = dump();
	assert_int_equal(file_read(path, 0, &one), 0);
	make();
	second = dump();
	assert_int_equal(file_read(path, 0, &other), 0);
	assert_string_equal(first, second);
	assert_int_equal(one.len, other.len);
	assert_memory_equal(buf_str(&one), buf_str(&other), one.len);
	assert_true(str_has_prefix(first, "[meta]\ngenerator\tSextant\n"
	    "inputs\t0123\ntitle\tOurs\n[domain]\n0\tenterprise\t"));
	assert_true(str_has_suffix(first, "[finding]\n1\trules\trules/z.yml\t3"
	    "\tbroken-document\tx\\ty\\\\\\nz\n2\trules\t-\t-\tunknown-id\t"
	    "T9999\n[measure]\nrules\t0\tdocuments\t3\n"));
	free(first);
	free(second);
	buf_free(&one);
	buf_free(&other);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_catalog_stands_once_it_is_committed),
		TEST(what_is_aborted_leaves_nothing),
		TEST(what_cannot_be_made_leaves_what_stood),
		TEST(what_is_no_catalog_is_not_opened),
		TEST(a_damaged_catalog_is_said),
		TEST(what_cannot_be_put_is_said),
		TEST(questions_are_answered),
		TEST(dumps_and_bytes_are_the_same_each_time),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
