/* The documents of a source: which, and in what order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "controls/documents.h"

static char *root;
static struct source s;
static struct documents d;
static struct arena mem;
static struct findings f;

static int
set_up(void **state)
{
	(void)state;
	root = scratch_begin();
	s = (struct source){ .id = "ours", .path = root };
	f = (struct findings){ .mem = &mem };
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	documents_free(&d);
	strs_free(&s.files);
	strs_free(&s.except);
	free(f.v);
	arena_free(&mem);
	scratch_end(root);
	return 0;
}

static void
put(const char *name, const char *text)
{
	char *path = path_join(root, name);

	assert_int_equal(file_make_parents(path), 0);
	assert_int_equal(file_write_new(path, text, strlen(text)), 0);
	free(path);
}

static int
read_anew(void)
{
	documents_free(&d);
	free(f.v);
	f = (struct findings){ .mem = &mem };
	return documents_read(&s, NULL, &d, &f);
}

static void
assert_paths(const char *want)
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < d.n; i++)
		buf_printf(&b, "%s%s", i > 0 ? " " : "", d.v[i].path);
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
}

/* Walk order: each stands before the next. */
static void
order_is_total(void **state)
{
	/* Files first, then folders; "_" behind all letters. */
	static const char *const order[] = { "a", "aZ.yml", "a_b.yml", "B.yml",
		"b_.yml", "z.yml", "_.yml", "\xc3\xa4.yml", "A/x.yml",
		"A/y/1.yml", "A/z/1.yml", "ab/x.yml", "a_b/x.yml",
		"B/Z.yml", "B/a/b.yml", "b_c/x.yml", "c/d/e/f.yml",
		"c/d/e/g/a.yml" };
	enum { N = sizeof(order) / sizeof(order[0]) };
	size_t i, k;
	int got;

	(void)state;
	for (i = 0; i < N; i++) {
		for (k = 0; k < N; k++) {
			got = documents_compare(order[i], order[k]);
			if ((got < 0) != (i < k) || (got > 0) != (i > k))
				fail_msg("%s and %s: %d", order[i], order[k],
				    got);
		}
	}
	assert_int_equal(documents_compare("A/b.yml", "a/B.YML"), 0);
	assert_true(documents_compare("a.yml", "a.yml.bak") < 0);
	assert_true(documents_compare("A/z", "a/y/x") < 0);
}

static void
a_repository_is_read_by_its_globs(void **state)
{
	(void)state;
	strs_add(&s.files, "rules*/**/*.yml");
	strs_add(&s.files, "old/*.yml");
	strs_add(&s.except, "**/*.ssa___*");
	put("rules/b/z.yml", "z");
	put("rules/b/a_a.yml", "a_a");
	put("rules/b/aZ.yml", "aZ");
	put("rules/B.yml", "B");
	put("rules/x.ssa___y.yml", "");
	put("rules-more/a.yml", "");
	put("rules/readme.txt", "");
	put("rules/UPPER.YML", "");
	put("old/o.yml", "");
	put("old/deep/o.yml", "");
	put("other.yml", "");
	assert_int_equal(read_anew(), 0);
	assert_paths("old/o.yml rules/B.yml rules/b/aZ.yml rules/b/a_a.yml "
		     "rules/b/z.yml rules-more/a.yml");
	assert_string_equal(d.v[2].bytes, "aZ");
	assert_int_equal(d.v[2].len, 2);
	assert_int_equal(f.n, 0);
}

static void
a_plain_folder_is_read_by_extension(void **state)
{
	(void)state;
	strs_add(&s.files, "rules/**/*.yml");
	strs_add(&s.files, "rules/**/*.yaml");
	put("a.yml", "");
	put("sub/B.YML", "");
	put("sub/c.Yaml", "");
	put("sub/d.json", "");
	put("sub/yml", "");
	put(".yml", "");
	put("e.yml.bak", "");
	assert_int_equal(read_anew(), 0);
	assert_paths("a.yml sub/B.YML sub/c.Yaml");
	/* One that a glob matches: the folder is a repository's root. */
	put("rules/x.yml", "");
	assert_int_equal(read_anew(), 0);
	assert_paths("rules/x.yml");
}

static void
what_is_refused_is_a_finding(void **state)
{
	char *big = path_join(root, "in/big.yml");
	char *link = path_join(root, "in/link.yml");
	char *inside = path_join(root, "in/inside.yml");
	char *in = path_join(root, "in");

	(void)state;
	s.path = in;
	strs_add(&s.files, "*.yml");
	put("secret.yml", "secret");
	put("in/a.yml", "a");
	put("in/big.yml", "");
	assert_int_equal(truncate(big, DOCUMENT_MAX + 1), 0);
	assert_int_equal(symlink("../secret.yml", link), 0);
	assert_int_equal(symlink("a.yml", inside), 0);
	assert_int_equal(read_anew(), 0);
	assert_paths("a.yml inside.yml");
	assert_string_equal(d.v[1].bytes, "a");
	assert_int_equal(f.n, 2);
	assert_string_equal(f.v[0].path, "big.yml");
	assert_string_equal(f.v[0].what, "broken-document");
	assert_string_equal(f.v[0].why, "larger than 16777216 bytes");
	assert_string_equal(f.v[1].path, "link.yml");
	assert_string_equal(f.v[1].what, "refused-file");
	free(big);
	free(link);
	free(inside);
	free(in);
}

static void
nothing_at_all_is_an_error(void **state)
{
	char *missing = path_join(root, "missing"), *said;
	struct capture c;

	(void)state;
	strs_add(&s.files, "*.yml");
	put("a.txt", "");
	capture_begin(&c);
	assert_int_equal(read_anew(), -1);
	said = capture_end(&c);
	assert_int_equal(count_lines(said), 1);
	assert_non_null(strstr(said, "sextant: ours: /"));
	assert_non_null(strstr(said, ": no file there that the definition "
	    "reads\n"));
	free(said);
	s.path = missing;
	capture_begin(&c);
	assert_int_equal(read_anew(), -1);
	said = capture_end(&c);
	assert_int_equal(count_lines(said), 1);
	assert_non_null(strstr(said, "missing: No such file or directory"));
	free(said);
	free(missing);
}

static void
the_digest_is_of_paths_and_bytes(void **state)
{
	char before[DIGEST_HEX + 1];
	char *a = path_join(root, "a.yml"), *b = path_join(root, "b.yml");

	(void)state;
	strs_add(&s.files, "*.yml");
	put("a.yml", "one");
	assert_int_equal(read_anew(), 0);
	assert_true(digest_is_valid(d.digest));
	memcpy(before, d.digest, sizeof(before));
	put("x.txt", "not read");
	assert_int_equal(read_anew(), 0);
	assert_string_equal(d.digest, before);
	assert_int_equal(rename(a, b), 0);
	assert_int_equal(read_anew(), 0);
	assert_string_not_equal(d.digest, before);
	assert_int_equal(file_remove(b), 0);
	put("a.yml", "two");
	assert_int_equal(read_anew(), 0);
	assert_string_not_equal(d.digest, before);
	free(a);
	free(b);
}

static void
fetched_files_have_names_of_their_own(void **state)
{
	struct document_file files[] = {
		{ path_join(root, "ab12"), "T1002.json" },
		{ path_join(root, "cd34"), "T1001.json" },
		{ path_join(root, "gone"), "T1003.json" },
	};
	struct capture c;
	char *said;
	size_t i;

	(void)state;
	put("ab12", "two");
	put("cd34", "one");
	assert_int_equal(documents_read_files(files, 2, &d, &f), 0);
	assert_paths("T1001.json T1002.json");
	assert_memory_equal(d.v[0].bytes, "one", 3);
	documents_free(&d);
	capture_begin(&c);
	assert_int_equal(documents_read_files(files, 3, &d, &f), -1);
	said = capture_end(&c);
	assert_int_equal(count_lines(said), 1);
	free(said);
	for (i = 0; i < 3; i++)
		free(files[i].object);
}

/* Of more than memory is to hold the last are put aside, and read back alike. */
static void
what_is_too_much_is_put_aside(void **state)
{
	enum { MIB = 1024 * 1024, EACH = 12 * MIB };
	static const char *const names[] = { "a.yml", "b.yml", "c.yml", "d.yml" };
	char *text = mem_alloc(EACH + 1), *path;
	char digest[DIGEST_HEX + 1];
	size_t i, k;

	(void)state;
	for (i = 0; i < 4; i++) {
		for (k = 0; k < EACH; k++)
			text[k] = (char)('a' + (k * 7 + i) % 26);
		put(names[i], i == 3 ? "short" : text);
	}
	strs_add(&s.files, "*.yml");
	assert_int_equal(read_anew(), 0);
	assert_paths("a.yml b.yml c.yml d.yml");
	assert_non_null(d.v[1].bytes);
	assert_null(d.v[2].bytes);
	assert_non_null(d.v[3].bytes);
	assert_int_equal(documents_load(&d, &d.v[2]), 0);
	for (k = 0; k < EACH; k++)
		text[k] = (char)('a' + (k * 7 + 2) % 26);
	assert_int_equal(d.v[2].len, EACH);
	assert_memory_equal(d.v[2].bytes, text, EACH + 1);
	/* The digest is that of all bytes, aside or not. */
	memcpy(digest, d.digest, sizeof(digest));
	text[EACH - 1]++;
	path = path_join(root, "c.yml");
	assert_int_equal(unlink(path), 0);
	free(path);
	put("c.yml", text);
	assert_int_equal(read_anew(), 0);
	assert_string_not_equal(d.digest, digest);
	free(text);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(what_is_too_much_is_put_aside),
		TEST(order_is_total),
		TEST(a_repository_is_read_by_its_globs),
		TEST(a_plain_folder_is_read_by_extension),
		TEST(what_is_refused_is_a_finding),
		TEST(nothing_at_all_is_an_error),
		TEST(the_digest_is_of_paths_and_bytes),
		TEST(fetched_files_have_names_of_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
