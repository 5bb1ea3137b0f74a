/* The ground of a catalog: laid first, or taken from an earlier one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>

#include "catalog_place.h"
#include "catalog/ground.h"
#include "catalog/postings.h"
#include "filled.h"
#include "value/value.h"

/* What is put behind the ground: of each table that is filled of others. */
static int
fill_rest(struct catalog *c)
{
	static const struct catalog_source source = { .ord = 5, .id = "local",
		.title = "Local", .kind = "policy", .domain = "enterprise",
		.perspective = "all", .documents = 1, .compass_list = "files" };
	static const struct catalog_control control = { .pk = 9, .source = 5,
		.id = "AC-2", .title = "Zebra accounts", .lifecycle = "active",
		.type = "rule", .whose = "yours", .counts = true };
	static const struct catalog_mapping mappings[] = {
		{ .control = 9, .tagged = "T1001", .technique = 1,
		    .outcome = "exact", .counted = true },
		{ .control = 9, .tagged = "AML.T0052",
		    .outcome = "other-framework", .framework = "atlas" },
	};
	static const struct catalog_vulnerability hole = { .pk = 5, .source = 5,
		.id = "CVE-2026-0001", .title = "Zebra hole", .path = "x",
		.line = 1 };

	if (catalog_put_source(c, &source) == -1 ||
	    catalog_put_control(c, &control) == -1 ||
	    catalog_put_mapping(c, &mappings[0]) == -1 ||
	    catalog_put_mapping(c, &mappings[1]) == -1 ||
	    catalog_put_vulnerability(c, &hole) == -1 ||
	    catalog_put_profile(c, 3, 5, "z", "Zebra bear", "x", 1) == -1 ||
	    catalog_put_profile_actor(c, 3, 1, "name") == -1)
		return -1;
	return catalog_put_synonym(c, "AC-2", "zebra words");
}

/* Adds a line for each posting, in the order of words and rows. */
static int
add_posting(void *ctx, const struct catalog_posting *p)
{
	buf_printf(ctx, "%s %lld %x\n", p->word, p->row, p->columns);
	return 0;
}

/* All that stands in the catalog. Caller frees. */
static char *
told(void)
{
	struct catalog *c = catalog_open(path);
	struct buf b = BUF_INIT;

	assert_non_null(c);
	assert_int_equal(catalog_dump(c, &b), 0);
	assert_int_equal(catalog_postings(c, add_posting, &b), 0);
	catalog_close(c);
	return buf_take(&b);
}

/* Lays the ground and goes on; *ground gets its pages, hex the digest of its rows. */
static void
lay(struct buf *ground, char hex[DIGEST_HEX + 1])
{
	struct catalog *c = catalog_create(path);
	char piece[4096];
	ssize_t n;
	off_t at;

	assert_non_null(c);
	catalog_digest_begin(c);
	assert_int_equal(fill(c), 0);
	catalog_digest_end(c, hex);
	assert_int_equal(catalog_lay(c), 0);
	for (at = 0; (n = pread(catalog_laid(c), piece, sizeof(piece), at)) > 0; at += n)
		buf_put(ground, piece, (size_t)n);
	assert_int_equal(fill_rest(c), 0);
	assert_int_equal(catalog_commit(c), 0);
}

static void
with_a_ground_it_says_the_same(void **state)
{
	struct catalog *c = catalog_create(path);
	char hex[DIGEST_HEX + 1], *plain, *laid;
	struct buf ground = BUF_INIT;

	(void)state;
	assert_int_equal(fill(c), 0);
	assert_int_equal(fill_rest(c), 0);
	assert_int_equal(catalog_commit(c), 0);
	plain = told();
	lay(&ground, hex);
	laid = told();
	assert_string_equal(plain, laid);
	assert_non_null(strstr(laid, "\nzebra 2147483657 "));
	assert_non_null(strstr(laid, "\nzebra 8589934597 "));
	assert_non_null(strstr(laid, "zebra-words\tsynonym"));
	free(plain);
	free(laid);
	buf_free(&ground);
}

static void
on_the_pages_of_another_the_bytes_are_the_same(void **state)
{
	struct buf ground = BUF_INIT, one = BUF_INIT, other = BUF_INIT;
	char hex[DIGEST_HEX + 1];
	struct catalog *c;

	(void)state;
	lay(&ground, hex);
	assert_int_equal(file_read(path, 0, &one), 0);
	c = catalog_create_on(path, buf_str(&ground), ground.len);
	assert_non_null(c);
	assert_int_equal(fill_rest(c), 0);
	assert_int_equal(catalog_commit(c), 0);
	assert_int_equal(file_read(path, 0, &other), 0);
	assert_int_equal(one.len, other.len);
	assert_memory_equal(buf_str(&one), buf_str(&other), one.len);
	buf_free(&ground);
	buf_free(&one);
	buf_free(&other);
}

static void
a_sketch_has_the_digest_of_the_rows(void **state)
{
	static const char *const none[] = { NULL, "" };
	char hex[DIGEST_HEX + 1], same[DIGEST_HEX + 1], last[DIGEST_HEX + 1] = "";
	struct buf ground = BUF_INIT;
	struct catalog *c;
	size_t i;

	(void)state;
	lay(&ground, hex);
	buf_free(&ground);
	c = catalog_sketch();
	assert_int_equal(fill(c), 0);
	catalog_digest_end(c, same);
	catalog_abort(c);
	assert_string_equal(hex, same);
	/* No text, and an empty one, are two rows; so is what only the index has. */
	for (i = 0; i < 2; i++) {
		c = catalog_sketch();
		assert_int_equal(catalog_put_control(c,
		    &(struct catalog_control){ .pk = 1, .title = "t",
		    .type = "rule", .lifecycle = "active", .whose = "yours",
		    .logic = none[i] }), 0);
		catalog_digest_end(c, same);
		catalog_abort(c);
		assert_string_not_equal(same, last);
		memcpy(last, same, sizeof(last));
	}
}

static void
what_is_no_ground_is_said(void **state)
{
	struct capture talk;
	struct catalog *c;
	char *said;

	(void)state;
	capture_begin(&talk);
	c = catalog_create_on(path, "no database", 11);
	said = capture_end(&talk);
	assert_null(c);
	assert_non_null(strstr(said, "catalog.db: write: file is not a database"));
	assert_false(file_exists(path));
	free(said);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(with_a_ground_it_says_the_same),
		TEST(on_the_pages_of_another_the_bytes_are_the_same),
		TEST(a_sketch_has_the_digest_of_the_rows),
		TEST(what_is_no_ground_is_said),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
