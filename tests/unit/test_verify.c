/* What breaks the promises of a catalog is not opened; what was looked at once
 * need not be again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <time.h>

#include "capture.h"
#include "catalog/db.h"
#include "filled.h"
#include "value/value.h"

static char *root, *path, *notes;
static struct capture talk;

static int
set_up(void **state)
{
	struct catalog *c;

	(void)state;
	root = scratch_begin();
	path = path_join(root, "out/a catalog?#%41.db");
	notes = path_join(root, "sextant/verified");
	setenv("XDG_CACHE_HOME", root, 1);
	c = catalog_create(path);
	if (c == NULL || fill(c) == -1 || catalog_commit(c) == -1)
		return -1;
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
	free(notes);
	scratch_end(root);
	return 0;
}

static void
execute(const char *file, const char *sql)
{
	sqlite3 *db = NULL;
	char *why = NULL;

	assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Opens it; what was said (caller frees), or NULL where it could be opened. */
static char *
refusal(void)
{
	struct catalog *c = catalog_open(path);
	char *said = capture_end(&talk);

	capture_begin(&talk);
	if (c == NULL)
		return said;
	catalog_close(c);
	assert_string_equal(said, "");
	free(said);
	return NULL;
}

/* The schema is edited, the rows are, and the schema is put back. */
#define UNDER(was, is, sql) \
	"PRAGMA writable_schema = ON;" \
	"CREATE TEMP TABLE kept AS SELECT * FROM sqlite_schema;" \
	"UPDATE sqlite_schema SET sql = replace(sql, '" was "', '" is "');" \
	"PRAGMA writable_schema = RESET;" sql ";" \
	"PRAGMA writable_schema = ON;" \
	"UPDATE sqlite_schema AS s SET sql = k.sql FROM kept AS k" \
	" WHERE k.type = s.type AND k.name = s.name;" \
	"PRAGMA writable_schema = RESET"
#define UNCHECKED(sql) "PRAGMA ignore_check_constraints = ON;" sql

static const struct {
	const char *sql, *said; /* after "damaged: ", or all of it */
} cases[] = {
	{ "CREATE TABLE more (x)", "does not match" },
	{ "CREATE INDEX more ON control (title)", "does not match" },
	{ "DROP INDEX uses_technique", "does not match" },
	{ "ALTER TABLE control ADD COLUMN more TEXT", "does not match" },
	{ "ALTER TABLE control RENAME COLUMN title TO name", "does not match" },
	{ "CREATE TRIGGER more AFTER INSERT ON meta BEGIN SELECT 1; END",
	    "does not match" },
	{ "DROP TABLE meta; CREATE VIEW meta AS SELECT 'inputs' AS key,"
	  " '0123' AS value", "does not match" },
	{ "ALTER TABLE meta RENAME TO kept", "does not match" },
	{ "UPDATE technique SET pk = 0 WHERE pk = 8", "technique: keys" },
	{ "UPDATE technique SET pk = 9 WHERE pk = 8", "technique: keys" },
	{ "UPDATE technique SET pk = 1 << 62 WHERE pk = 8",
	    "technique: keys" },
	{ "DELETE FROM technique WHERE pk = 6", "technique: keys" },
	{ "UPDATE domain SET ord = -1", "domain: domains" },
	{ "UPDATE control SET pk = -5 WHERE pk = 5", "a row leads to" },
	{ "UPDATE technique SET parent = 99 WHERE pk = 2",
	    "technique: a row leads to a technique that is not there" },
	{ "UPDATE technique SET successor = -1 WHERE pk = 4",
	    "technique: a row leads to a technique" },
	{ "UPDATE mapping SET technique = 1 << 40 WHERE control = 1",
	    "mapping: a row leads to a technique" },
	{ "UPDATE uses SET technique = 99 WHERE actor = 3",
	    "uses: a row leads to a technique" },
	{ "UPDATE control SET source = 77 WHERE pk = 1",
	    "control: a row leads to a source" },
	{ "UPDATE tactic SET domain = 'mobile'",
	    "tactic: a row leads to a domain" },
	{ "UPDATE control_cve SET control = 99",
	    "control_cve: a row leads to a control" },
	{ UNCHECKED("UPDATE control_cve SET cve = 'CVE-1'"),
	    "CHECK constraint failed in control_cve" },
	{ UNCHECKED("UPDATE technique SET state = 'asleep' WHERE pk = 1"),
	    "CHECK constraint failed in technique" },
	{ UNCHECKED("UPDATE control SET evidence = 6 WHERE pk = 1"),
	    "CHECK constraint failed in control" },
	{ UNCHECKED("UPDATE mapping SET outcome = ''"),
	    "CHECK constraint failed in mapping" },
	{ UNCHECKED("UPDATE source SET kind = 'x'"),
	    "CHECK constraint failed in source" },
	{ UNDER("STRICT", "",
	    "UPDATE technique SET name = x'00ff' WHERE pk = 1"), NULL },
	{ UNDER("STRICT", "", UNCHECKED("UPDATE technique SET sub = 'x'")),
	    NULL },
	{ UNDER("name TEXT NOT NULL", "name TEXT",
	    "UPDATE technique SET name = NULL WHERE pk = 1"),
	    "NULL value in technique.name" },
	/* An index that covers a question answers it without the table. */
	{ UNDER("ON uses (technique, actor)", "ON uses (actor, technique)",
	    "REINDEX uses_technique"), NULL },
	{ "DELETE FROM total WHERE source = 1", "total: a source has no row" },
	{ "UPDATE source SET documents = -1",
	    "source: documents: a value is out of range" },
	{ "UPDATE finding SET line = 1 << 31",
	    "finding: line: a value is out of range" },
	{ "UPDATE total SET exact = 9223372036854775807",
	    "total: exact: a value is out of range" },
	{ "UPDATE search_data SET block = zeroblob(40) WHERE id > 10",
	    NULL },
	{ "UPDATE technique SET name = CAST(x'c328' AS TEXT) WHERE pk = 1",
	    "technique: name: a value is no UTF-8" },
	{ "UPDATE finding SET why = 'a' || char(0) || 'b'",
	    "finding: why: a value is no UTF-8" },
	{ "UPDATE technique SET url = 'javascript:alert(1)' WHERE pk = 1",
	    "technique: url: a value is no http(s) address" },
	{ "UPDATE source SET homepage = 'file:///etc/passwd'",
	    "source: homepage: a value is no http(s) address" },
};

static void
a_broken_promise_is_not_opened(void **state)
{
	struct mapped sound;
	struct buf copy = BUF_INIT;
	char *said;
	size_t i;

	(void)state;
	assert_null(refusal());
	assert_int_equal(file_map(path, &sound), 0);
	buf_put(&copy, sound.bytes, sound.len);
	file_unmap(&sound);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(file_remove(path), 0);
		assert_int_equal(file_write_new(path, buf_str(&copy),
		    copy.len), 0);
		execute(path, cases[i].sql);
		said = refusal();
		if (said == NULL)
			fail_msg("opened after %s", cases[i].sql);
		if (count_lines(said) != 1 || (cases[i].said != NULL &&
		    strstr(said, cases[i].said) == NULL))
			fail_msg("%s: said %s", cases[i].sql, said);
		free(said);
	}
	buf_free(&copy);
}

/* Every page in turn loses a part: no crash, whatever is said. */
static void
broken_pages_are_read_without_harm(void **state)
{
	struct mapped sound;
	struct buf copy = BUF_INIT, broken = BUF_INIT;
	char *said;
	size_t at, opened = 0;

	(void)state;
	assert_int_equal(file_map(path, &sound), 0);
	buf_put(&copy, sound.bytes, sound.len);
	file_unmap(&sound);
	for (at = 100; at + 64 < copy.len; at += 4093) {
		buf_reset(&broken);
		buf_put(&broken, buf_str(&copy), copy.len);
		memset(broken.s + at, (int)(at % 256), 64);
		assert_int_equal(file_remove(path), 0);
		assert_int_equal(file_write_new(path, broken.s, broken.len),
		    0);
		said = refusal();
		opened += said == NULL;
		free(said);
	}
	assert_true(opened > 0); /* much of a small file is empty */
	buf_free(&copy);
	buf_free(&broken);
}

/* What lies beside the file is no part of it. */
static void
a_log_beside_is_not_read(void **state)
{
	struct buf b = BUF_INIT;
	sqlite3 *db = NULL;
	char *said;

	(void)state;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	assert_int_equal(sqlite3_exec(db, "PRAGMA journal_mode = WAL;"
	    "UPDATE technique SET name = 'x' WHERE pk = 8", NULL, NULL, NULL),
	    SQLITE_OK);
	sqlite3_close(db);
	buf_printf(&b, "%s-wal", path);
	assert_true(file_exists(buf_str(&b)));
	said = refusal();
	assert_non_null(strstr(said, "not a catalog's file format"));
	free(said);
	buf_free(&b);
}

static size_t
noted(void)
{
	struct strs names = { 0 };
	size_t n;

	if (!file_is_folder(notes))
		return 0;
	assert_int_equal(file_walk(notes, &names, NULL), 0);
	n = names.n;
	strs_free(&names);
	return n;
}

static void
what_was_looked_at_is_noted_once_it_is_settled(void **state)
{
	const struct timespec two = { 2, 100 * 1000 * 1000 };
	struct catalog *c, *again;
	struct strs names = { 0 };

	(void)state;
	assert_null(refusal());
	assert_int_equal(noted(), 1); /* its bytes, by who wrote them */
	nanosleep(&two, NULL);
	assert_null(refusal());
	assert_int_equal(noted(), 2);
	assert_null(refusal());
	assert_int_equal(noted(), 2);
	c = catalog_open(path);
	again = catalog_again(c);
	assert_non_null(again);
	/* Another state of the file is looked at anew. */
	execute(path, "UPDATE technique SET pk = 0 WHERE pk = 8");
	assert_null(catalog_again(c));
	catalog_close(again);
	catalog_close(c);
	free(refusal());
	assert_int_equal(file_walk(notes, &names, NULL), 0);
	assert_int_equal(names.n, 2);
	strs_free(&names);
}

/* Tries it; was all of it read? */
static bool
is_looked_at(struct catalog_seen *seen)
{
	struct catalog *c = catalog_try(path, seen);
	bool whole;

	assert_non_null(c);
	whole = c->bytes.len > 0;
	catalog_close(c);
	return whole;
}

/* What was written is known by its bytes, wherever they are; and it is sound. */
static void
what_was_written_is_not_looked_at(void **state)
{
	char *other = path_join(root, "other.db"), *kept = path;
	struct catalog_seen seen = { "" }, none = { "" };
	struct mapped m;

	(void)state;
	assert_false(is_looked_at(&seen));
	assert_int_equal(file_map(path, &m), 0);
	assert_int_equal(file_write_new(other, m.bytes, m.len), 0);
	file_unmap(&m);
	path = other;
	assert_false(is_looked_at(&none));
	assert_int_equal(file_remove(notes), 0);
	none = (struct catalog_seen){ "" };
	assert_true(is_looked_at(&none));
	none = (struct catalog_seen){ "" };
	assert_false(is_looked_at(&none));
	path = kept;
	free(other);
}

static void
a_run_looks_at_what_it_has_seen_once(void **state)
{
	struct catalog_seen seen = { "" };
	char key[8];

	(void)state;
	assert_int_equal(file_remove(notes), 0);
	assert_true(is_looked_at(&seen));
	assert_string_not_equal(seen.stamp, "");
	assert_false(is_looked_at(&seen));
	execute(path, "UPDATE technique SET name = 'another' WHERE pk = 8");
	assert_true(is_looked_at(&seen));
	assert_false(is_looked_at(&seen));
	execute(path, "UPDATE technique SET pk = 0 WHERE pk = 8");
	assert_null(catalog_try(path, &seen));
	assert_int_equal(catalog_inputs_seen(path, key, sizeof(key), &seen), 0);
	assert_int_equal(file_remove(path), 0);
	assert_null(catalog_try(path, &seen));
}

static void
without_a_place_for_notes_it_is_looked_at_each_time(void **state)
{
	char *in_the_way = path_join(root, "sextant");

	(void)state;
	assert_int_equal(file_remove(in_the_way), 0);
	assert_int_equal(file_write_new(in_the_way, "", 0), 0);
	free(in_the_way);
	assert_null(refusal());
	unsetenv("XDG_CACHE_HOME");
	unsetenv("HOME");
	assert_null(refusal());
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_broken_promise_is_not_opened),
		TEST(broken_pages_are_read_without_harm),
		TEST(a_log_beside_is_not_read),
		TEST(what_was_looked_at_is_noted_once_it_is_settled),
		TEST(what_was_written_is_not_looked_at),
		TEST(a_run_looks_at_what_it_has_seen_once),
		TEST(without_a_place_for_notes_it_is_looked_at_each_time),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
