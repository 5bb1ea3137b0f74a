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

static size_t
files(void)
{
	struct strs paths = { 0 };
	size_t n;

	assert_int_equal(file_walk(root, &paths, NULL), 0);
	n = paths.n;
	strs_free(&paths);
	return n;
}

static void
make(void)
{
	struct catalog *c = catalog_create(path);

	assert_non_null(c);
	assert_int_equal(fill(c), 0);
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
	assert_int_equal(files(), 1);
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
	assert_int_equal(files(), 0);
	catalog_abort(NULL);
	make();
	c = catalog_create(path);
	assert_int_equal(catalog_put_meta(c, "inputs", "other"), 0);
	catalog_abort(c);
	assert_int_equal(files(), 1);
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
	assert_int_equal(files(), 1);
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
	char *said;

	(void)state;
	assert_not_opened("catalog.db: no catalog there: run `sextant map` "
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
	make();
	execute("PRAGMA user_version = 99");
	assert_not_opened("catalog.db: a catalog of schema 99, where 1 is "
			  "read: run `sextant map` again\n");
	make();
	execute("PRAGMA application_id = 1");
	assert_not_opened("catalog.db: not a catalog of Sextant\n");
	assert_int_equal(file_remove(path), 0);
	assert_int_equal(file_make_folders(path), 0);
	assert_null(catalog_open(path));
	said = capture_end(&talk);
	capture_begin(&talk);
	assert_int_equal(count_lines(said), 1);
	assert_non_null(strstr(said, "catalog.db: cannot read: "));
	free(said);
	catalog_close(NULL);
	buf_free(&text);
}

static void
a_damaged_catalog_is_said(void **state)
{
	struct buf b = BUF_INIT;
	struct catalog *c;
	cJSON *rows = NULL;
	char key[65];

	(void)state;
	make();
	execute("DROP TABLE meta; DROP TABLE finding");
	c = catalog_open(path);
	assert_non_null(c);
	assert_int_equal(catalog_rows(c, Q_META, NULL, &rows), -1);
	assert_null(rows);
	assert_said("catalog.db: prepare: no such table: meta\n");
	assert_int_equal(catalog_dump(c, &b), -1);
	assert_said("catalog.db: read: no such table: meta\n");
	assert_int_equal(catalog_rows(c, Q_TACTICS, NULL, &rows), 0);
	cJSON_Delete(rows);
	catalog_close(c);
	assert_int_equal(catalog_inputs(path, key, sizeof(key)), 0);
	buf_free(&b);
}

static void
what_cannot_be_put_is_said(void **state)
{
	struct catalog *c = catalog_create(path);
	const struct catalog_finding finding = { "x", NULL, 0, NULL, "why" };
	const struct catalog_tactic tactic = { "d", 0, "i", "s", "n", NULL,
		NULL };

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
	assert_int_equal(files(), 0);
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
	{ Q_REFERENCES, "1", "[{\"name\":\"Blog\",\"description\":\"A blog.\","
	    "\"url\":\"https://e.org/blog\"},{\"name\":\"Book\"}]" },
	{ Q_CONTROL_PLATFORMS, "2", "[{\"platform\":\"Windows\"},"
	    "{\"platform\":\"Linux\"}]" },
	{ Q_COUNTS, NULL, "[{\"technique\":1,\"source\":1,\"kind\":\"policy\","
	    "\"count\":1,\"tested\":0},{\"technique\":1,\"source\":2,\"kind\":"
	    "\"detection\",\"count\":1,\"tested\":0},{\"technique\":1,"
	    "\"source\":3,\"kind\":\"detection\",\"count\":2,\"tested\":1},"
	    "{\"technique\":2,\"source\":4,\"kind\":\"test\",\"count\":1,"
	    "\"tested\":1}]" },
	{ Q_NAMED, "junk DATA", "[{\"pk\":2,\"domain\":\"enterprise\",\"id\":"
	    "\"T1001.001\",\"name\":\"Junk Data\",\"url\":"
	    "\"https://e.org/T1001/001\",\"sub\":1,\"state\":\"active\","
	    "\"scoped\":1,\"parent\":1,\"parent_id\":\"T1001\","
	    "\"parent_name\":\"Data Obfuscation\"}]" },
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
	    "\"mappings\":1},{\"source\":2,\"controls\":1,\"active\":1,"
	    "\"mapped\":1,\"exact\":1,\"remapped\":0,\"merged\":0,"
	    "\"retired\":0,\"deprecated\":0,\"unknown\":1,\"malformed\":0,"
	    "\"mappings\":1},{\"source\":3,\"controls\":5,\"active\":4,"
	    "\"mapped\":2,\"exact\":1,\"remapped\":2,\"merged\":1,"
	    "\"retired\":1,\"deprecated\":1,\"unknown\":0,\"malformed\":1,"
	    "\"mappings\":2},{\"source\":4,\"controls\":1,\"active\":1,"
	    "\"mapped\":1,\"exact\":1,\"remapped\":0,\"merged\":0,"
	    "\"retired\":0,\"deprecated\":0,\"unknown\":0,\"malformed\":0,"
	    "\"mappings\":1}]" },
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

static void
every_question_has_rows(void **state)
{
	static const int counts[Q_END] = { [Q_META] = 3, [Q_DOMAINS] = 1,
		[Q_SOURCES] = 4, [Q_OUTCOMES] = 4, [Q_TACTICS] = 2,
		[Q_TECHNIQUES] = 8, [Q_TECHNIQUE] = 2, [Q_NAMED] = 2,
		[Q_FORMERLY] = 1, [Q_SUBS] = 2, [Q_PHASES] = 2,
		[Q_ALL_PHASES] = 4, [Q_PLATFORMS] = 2, [Q_ALL_PLATFORMS] = 2,
		[Q_REFERENCES] = 2, [Q_CONTROLS] = 7, [Q_CONTROL_PLATFORMS] = 2,
		[Q_COUNTS] = 4, [Q_FINDINGS] = 2 };
	const char *param;
	struct catalog *c;
	cJSON *rows;
	int q, turn;

	(void)state;
	make();
	c = catalog_open(path);
	for (turn = 0; turn < 2; turn++) {
		for (q = 0; q < Q_END; q++) {
			param = q == Q_TECHNIQUE ? "T1005"
			    : q == Q_NAMED ? "twice"
			    : q == Q_CONTROL_PLATFORMS ? "2" : "1";
			assert_int_equal(catalog_rows(c, (enum catalog_query)q,
			    param, &rows), 0);
			assert_int_equal(cJSON_GetArraySize(rows), counts[q]);
			cJSON_Delete(rows);
		}
	}
	/* Of one id the active technique is the first. */
	assert_int_equal(catalog_rows(c, Q_TECHNIQUE, "T1005", &rows), 0);
	assert_int_equal(cJSON_GetObjectItem(rows->child, "pk")->valueint, 8);
	cJSON_Delete(rows);
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
	    "inputs\t0123\ntitle\tOurs\n[domain]\nenterprise\t"));
	assert_true(str_has_suffix(first, "[finding]\n1\trules\trules/z.yml\t3"
	    "\tbroken-document\tx\\ty\\\\\\nz\n2\trules\t-\t-\tunknown-id\t"
	    "T9999\n"));
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
		TEST(every_question_has_rows),
		TEST(dumps_and_bytes_are_the_same_each_time),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
