/* What slices of a catalog tell apart, and that models of pages read nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>

#include "catalog_place.h"
#include "catalog/db.h"
#include "catalog/slices.h"
#include "filled.h"
#include "model/control.h"
#include "model/model.h"
#include "value/member.h"
#include "value/value.h"

enum { CONTROLS = 8 };

static int
set_up_filled(void **state)
{
	struct catalog *c;

	set_up(state);
	setenv("XDG_CACHE_HOME", root, 1);
	c = catalog_create(path);
	return c == NULL || fill(c) == -1 ? -1 : catalog_commit(c);
}

static void
read_slices(struct slices *s)
{
	struct catalog *c = catalog_open(path);

	assert_non_null(c);
	*s = (struct slices){ 0 };
	assert_int_equal(slices_read(c, s), 0);
	assert_int_equal(s->all.n, CONTROLS);
	catalog_close(c);
}

static const struct {
	const char *sql, *changes; /* numbers of controls, R: the rest */
} cases[] = {
	{ "UPDATE control SET title = 'other' WHERE pk = 3", "3" },
	{ "UPDATE control SET runs = 'yes' WHERE pk = 8", "8" },
	{ "UPDATE mapping SET note = NULL WHERE control = 1", "1" },
	{ "UPDATE mapping SET note = '' WHERE control = 2 AND tagged = 'T1002'",
	    "2" },
	{ "DELETE FROM control_platform WHERE control = 2 AND ord = 1", "2" },
	{ "DELETE FROM control_cve", "8" },
	{ "UPDATE control_line SET text = 'Other'", "8" },
	{ "UPDATE evidence SET date = '2026-01-03' WHERE ord = 0", "8" },
	{ "DELETE FROM evidence_technique WHERE ord = 1", "8" },
	{ "UPDATE meta SET value = 'Theirs' WHERE key = 'title'", "R" },
	{ "UPDATE meta SET value = '4567' WHERE key = 'inputs'", "" },
	{ "UPDATE source SET title = 'x' WHERE ord = 3", "R" },
	{ "UPDATE source SET sha256 = '11', documents = 9 WHERE ord = 3", "" },
	{ "UPDATE technique SET name = 'x' WHERE pk = 7", "R" },
	{ "UPDATE technique SET description = 'x' WHERE pk = 1", "R" },
	{ "UPDATE tactic SET url = NULL", "R" },
	{ "UPDATE analytic SET description = 'x' WHERE pk = 2", "R" },
	{ "UPDATE log_source SET collected = 1 WHERE analytic = 1", "R" },
	{ "UPDATE actor SET name = 'x' WHERE pk = 3", "R" },
	{ "UPDATE framework SET title = 'x'", "R" },
	{ "UPDATE crosswalk_pair SET note = 'x' WHERE from_id = 1", "R" },
	{ "UPDATE measure SET n = 7", "" },
	{ "UPDATE finding SET why = 'x'", "" },
};

static void
what_changes(void **state)
{
	struct slices before, after;
	struct buf changes = BUF_INIT;
	sqlite3 *db = NULL;
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		read_slices(&before);
		assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
		sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
		assert_int_equal(sqlite3_exec(db, cases[i].sql, NULL, NULL,
		    NULL), SQLITE_OK);
		assert_true(sqlite3_changes(db) > 0);
		sqlite3_close(db);
		read_slices(&after);
		buf_reset(&changes);
		for (k = 0; k < CONTROLS; k++)
			if (strcmp(before.all.v[k].hex, after.all.v[k].hex) != 0)
				buf_printf(&changes, "%zu", k + 1);
		if (strcmp(before.rest, after.rest) != 0)
			buf_puts(&changes, "R");
		if (strcmp(buf_str(&changes), cases[i].changes) != 0)
			fail_msg("%s: %s", cases[i].sql, buf_str(&changes));
		slices_free(&before);
		slices_free(&after);
	}
	buf_free(&changes);
}

static void
is_pairs(const struct slice_pairs *p, long long a, const char *want)
{
	struct buf b = BUF_INIT;
	const struct slice_pair *one;
	size_t n;

	one = slices_of(p, a, &n);
	for (; n > 0; n--, one++)
		buf_printf(&b, "%lld ", one->b);
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
}

static void
what_belongs_together(void **state)
{
	struct slices s;

	(void)state;
	read_slices(&s);
	is_pairs(&s.techniques, 2, "1 1 ");
	is_pairs(&s.techniques, 4, "1 ");
	is_pairs(&s.techniques, 9, "");
	is_pairs(&s.controls, 1, "1 2 3 4 5 8 ");
	is_pairs(&s.controls, 2, "7 8 "); /* 8 by the id that a newer one has */
	is_pairs(&s.others, 8, "7 ");     /* the test that its evidence names */
	is_pairs(&s.others, 1, "");
	assert_int_equal(s.all.v[0].source, 1);
	assert_int_equal(s.all.v[7].source, 2);
	assert_true(s.counts.n >= 2);
	assert_int_equal(strlen(s.counts.v[0].hex), DIGEST_HEX);
	slices_free(&s);
}

static int
refuse(void *ctx, int action, const char *table, const char *column,
    const char *database, const char *by)
{
	(void)ctx, (void)database, (void)by;
	return action == SQLITE_READ && table != NULL && *column != '\0' &&
	    slices_leave(table, column) ? SQLITE_DENY : SQLITE_OK;
}

/* SQLite itself looks what statements read. */
static void
models_read_what_is_in_slices(void **state)
{
	struct catalog *c = catalog_open(path);
	struct arena mem = { 0 };
	cJSON *site, *rows = NULL;
	const cJSON *row;
	long long pk;

	(void)state;
	assert_non_null(c);
	value_use(&mem);
	site = model_overview(c, NULL);
	assert_non_null(site);
	assert_int_equal(catalog_rows(c, Q_TECHNIQUES, NULL, &rows), 0);
	sqlite3_set_authorizer(c->db, refuse, NULL);
	cJSON_ArrayForEach(row, rows)
		assert_non_null(model_technique(c, site, row));
	for (pk = 1; pk <= CONTROLS; pk++) {
		assert_non_null(model_control(c, site, pk));
		assert_non_null(model_control_brief(c, site, pk));
	}
	for (pk = 1; pk <= 4; pk++)
		assert_int_equal(catalog_rows_of(c, Q_LISTED, pk, &rows), 0);
	/* That they are asked at all. */
	assert_int_equal(sqlite3_exec(c->db, "SELECT sha256 FROM source", NULL,
	    NULL, NULL), SQLITE_AUTH);
	assert_int_equal(sqlite3_exec(c->db, "SELECT key FROM called", NULL,
	    NULL, NULL), SQLITE_AUTH);
	value_use(NULL);
	arena_free(&mem);
	catalog_close(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_changes, set_up_filled, tear_down),
		cmocka_unit_test_setup_teardown(what_belongs_together, set_up_filled,
		    tear_down),
		cmocka_unit_test_setup_teardown(models_read_what_is_in_slices,
		    set_up_filled, tear_down),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
