/* Archives: whole, without a top folder, hostile, cut off. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/str.h"
#include "capture.h"
#include "store/content.h"

#define COMMIT "0123456789abcdef0123456789abcdef01234567"
#define COMMIT64 COMMIT "0123456789abcdef01234567"

static char *folder;

/* ---- making archives ---- */

/* One entry of POSIX ustar, with its data. */
static void
tar_put(struct buf *b, const char *name, char type, const char *link,
    const char *data, size_t len)
{
	char h[512] = "";
	unsigned sum = 0;
	size_t i;

	snprintf(h, 101, "%s", name);
	snprintf(h + 100, 8, "%07o", 0644U);
	snprintf(h + 108, 8, "%07o", 0U);
	snprintf(h + 116, 8, "%07o", 0U);
	snprintf(h + 124, 12, "%011o", (unsigned)len);
	snprintf(h + 136, 12, "%011o", 0U);
	h[156] = type;
	if (link != NULL)
		snprintf(h + 157, 101, "%s", link);
	memcpy(h + 257, "ustar\00000", 8);
	memset(h + 148, ' ', 8);
	for (i = 0; i < sizeof(h); i++)
		sum += (unsigned char)h[i];
	snprintf(h + 148, 8, "%06o", sum);
	buf_put(b, h, sizeof(h));
	buf_put(b, data, data == NULL ? 0 : len);
	while (b->len % 512 != 0)
		buf_putc(b, '\0');
}

static void
tar_file(struct buf *b, const char *name, const char *text)
{
	tar_put(b, name, '0', NULL, text, strlen(text));
}

static void
tar_pax(struct buf *b, char type, const char *key, const char *value)
{
	char record[512];
	size_t n = strlen(key) + strlen(value) + 3, digits = n + 2 > 99 ? 3 : 2;

	snprintf(record, sizeof(record), "%zu %s=%s\n", n + digits, key, value);
	tar_put(b, "pax_global_header", type, NULL, record, strlen(record));
}

static void
tar_end(struct buf *b)
{
	static const char zeros[1024];

	buf_put(b, zeros, sizeof(zeros));
}

static void
gzip(const struct buf *plain, struct buf *packed)
{
	struct archive *a = archive_write_new();
	struct archive_entry *e = archive_entry_new();
	size_t room = plain->len / 2 + 65536, used = 0;

	archive_write_add_filter_gzip(a);
	archive_write_set_format_raw(a);
	archive_write_set_bytes_per_block(a, 0);
	assert_int_equal(archive_write_open_memory(a, buf_room(packed, room),
	    room, &used), ARCHIVE_OK);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_pathname(e, "x");
	assert_int_equal(archive_write_header(a, e), ARCHIVE_OK);
	assert_int_equal(archive_write_data(a, plain->s, plain->len), plain->len);
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	buf_add(packed, used);
	archive_entry_free(e);
	archive_write_free(a);
}

static void
zip(struct buf *b, const char *const *names)
{
	struct archive *a = archive_write_new();
	struct archive_entry *e = archive_entry_new();
	size_t used = 0;

	archive_write_set_format_zip(a);
	archive_write_set_bytes_per_block(a, 0);
	assert_int_equal(archive_write_open_memory(a, buf_room(b, 65536), 65536,
	    &used), ARCHIVE_OK);
	for (; *names != NULL; names++) {
		archive_entry_clear(e);
		archive_entry_set_filetype(e, AE_IFREG);
		archive_entry_set_pathname(e, *names);
		archive_entry_set_size(e, 4);
		archive_write_header(a, e);
		archive_write_data(a, "text", 4);
	}
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	buf_add(b, used);
	archive_entry_free(e);
	archive_write_free(a);
}

/* ---- reading them ---- */

struct seen {
	struct buf text; /* "path=content;" of each file */
	size_t stop_after, n;
};

static bool
want_all(void *ctx, const char *path)
{
	(void)ctx;
	return !str_has_suffix(path, ".skip");
}

static int
note(void *ctx, const char *path, const char *bytes, size_t len)
{
	struct seen *s = ctx;

	assert_int_equal(bytes[len], '\0');
	buf_printf(&s->text, "%s=%s;", path, bytes);
	return ++s->n == s->stop_after ? -1 : 0;
}

/* Reads bytes as an archive; what was said in *said (caller frees). */
static int
read_bytes(const char *bytes, size_t len, struct seen *seen, char *revision,
    char **said)
{
	struct archive_reader r = { want_all, note, seen, NULL };
	struct capture c;
	char *path = path_join(folder, "archive");
	int rc;

	assert_int_equal(file_remove(path), 0);
	assert_int_equal(file_write_new(path, bytes, len), 0);
	capture_begin(&c);
	rc = archive_read(path, "it", &r, revision);
	*said = capture_end(&c);
	free(path);
	return rc;
}

/* Reads well, and gives want. */
static void
expect(const struct buf *b, const char *want, const char *want_revision)
{
	struct seen seen = { BUF_INIT, 0, 0 };
	char revision[ARCHIVE_REVISION + 1] = "?", *said;

	assert_int_equal(read_bytes(b->s, b->len, &seen, revision, &said), 0);
	assert_string_equal(said, "");
	assert_string_equal(buf_str(&seen.text), want);
	assert_string_equal(revision, want_revision);
	buf_free(&seen.text);
	free(said);
}

/* Fails with one line that has what in it. */
static void
expect_failure(const char *bytes, size_t len, const char *what)
{
	struct seen seen = { BUF_INIT, 0, 0 };
	char *said;

	assert_int_equal(read_bytes(bytes, len, &seen, NULL, &said), -1);
	if (count_lines(said) != 1 || strstr(said, what) == NULL)
		fail_msg("not one line with \"%s\": %s", what, said);
	buf_free(&seen.text);
	free(said);
}

static void
put_github(struct buf *b, const char *commit)
{
	tar_pax(b, 'g', "comment", commit);
	tar_put(b, "repo-main/", '5', NULL, NULL, 0);
	tar_file(b, "repo-main/README", "hello");
	tar_put(b, "repo-main/rules/", '5', NULL, NULL, 0);
	tar_file(b, "repo-main/rules/a.yml", "a: 1");
	tar_file(b, "repo-main/rules/empty", "");
	tar_file(b, "repo-main/rules/b.skip", "not wanted");
	tar_end(b);
}

static void
github_archives_lose_their_top_folder(void **state)
{
	static const char want[] = "README=hello;rules/a.yml=a: 1;rules/empty=;";
	struct buf plain = BUF_INIT, packed = BUF_INIT;

	(void)state;
	put_github(&plain, COMMIT);
	gzip(&plain, &packed);
	expect(&packed, want, COMMIT);
	expect(&plain, want, COMMIT);
	buf_reset(&plain);
	put_github(&plain, COMMIT64);
	expect(&plain, want, COMMIT64);
	buf_free(&plain);
	buf_free(&packed);
}

static void
only_a_commit_is_a_revision(void **state)
{
	static const char *const comments[] = { "hello", "", COMMIT "0",
		"0123456789ABCDEF0123456789ABCDEF01234567",
		"x123456789abcdef0123456789abcdef01234567" };
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(comments) / sizeof(comments[0]); i++) {
		buf_reset(&b);
		tar_pax(&b, 'g', "comment", comments[i]);
		tar_file(&b, "x/a", "1");
		tar_end(&b);
		expect(&b, "a=1;", "");
	}
	buf_reset(&b);
	tar_put(&b, "g", 'g', NULL, "99999 comment=x\n", 16);
	tar_put(&b, "g", 'g', NULL, "1 comment=\n", 11);
	tar_file(&b, "x/a", "1");
	tar_end(&b);
	expect(&b, "a=1;", "");
	buf_free(&b);
}

static void
the_revision_comes_without_the_files(void **state)
{
	struct buf b = BUF_INIT;
	char revision[ARCHIVE_REVISION + 1], *path = path_join(folder, "head");

	(void)state;
	put_github(&b, COMMIT);
	assert_int_equal(file_write_new(path, b.s, 2048), 0);
	assert_int_equal(archive_revision(path, "it", revision), 0);
	assert_string_equal(revision, COMMIT);
	archive_head_revision(b.s, 2048, revision);
	assert_string_equal(revision, COMMIT);
	archive_head_revision(b.s, 100, revision);
	assert_string_equal(revision, "");
	archive_head_revision(NULL, 0, revision);
	assert_string_equal(revision, "");
	buf_free(&b);
	free(path);
}

static const struct {
	const char *names[4], *want;
} tops[] = {
	{ { "x/a", "x/b/c", NULL }, "a=text;b/c=text;" },
	{ { "./x/a", "./x/b", NULL }, "a=text;b=text;" },
	{ { "rules/a", "README", NULL }, "rules/a=text;README=text;" },
	{ { "rules/a", "more/b", NULL }, "rules/a=text;more/b=text;" },
	{ { "rules/a", "rules2/b", NULL }, "rules/a=text;rules2/b=text;" },
	{ { "a", NULL }, "a=text;" },
	{ { "a/b", "a", NULL }, "a/b=text;a=text;" },
	/* What is passed over decides nothing. */
	{ { "../y", "x/a", "/z", NULL }, "a=text;" },
};

static void
a_top_folder_holds_everything(void **state)
{
	struct buf b = BUF_INIT;
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(tops) / sizeof(tops[0]); i++) {
		buf_reset(&b);
		for (j = 0; tops[i].names[j] != NULL; j++)
			tar_file(&b, tops[i].names[j], "text");
		tar_end(&b);
		expect(&b, tops[i].want, "");
		buf_reset(&b);
		zip(&b, tops[i].names);
		expect(&b, tops[i].want, "");
	}
	buf_free(&b);
}

static void
what_stands_outside_a_git_archive_is_an_error(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	tar_pax(&b, 'g', "comment", COMMIT);
	tar_put(&b, "rules/", '5', NULL, NULL, 0);
	tar_file(&b, "rules/a", "1");
	tar_file(&b, "setup", "1");
	tar_end(&b);
	expect_failure(b.s, b.len, "it: setup stands outside the top folder rules");
	buf_reset(&b);
	tar_pax(&b, 'g', "comment", COMMIT);
	tar_file(&b, "README", "1");
	tar_file(&b, "rules/a", "2");
	tar_end(&b);
	expect(&b, "README=1;rules/a=2;", COMMIT);
	buf_free(&b);
}

static void
hostile_entries_are_passed_over(void **state)
{
	static const char *const names[] = { "x/../y", "../y", "/y", "x//y",
		"x/./y", "x\\y", "x/\ny", "x/\x7f", "x/\xff\xfe", ".." };
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	tar_file(&b, "x/good", "1");
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		tar_file(&b, names[i], "bad");
	tar_put(&b, "x/symbolic", '2', "/etc/passwd", NULL, 0);
	tar_put(&b, "x/hard", '1', "x/good", NULL, 0);
	tar_put(&b, "x/device", '3', NULL, NULL, 0);
	tar_put(&b, "x/pipe", '6', NULL, NULL, 0);
	tar_end(&b);
	expect(&b, "good=1;", "");
	buf_free(&b);
}

static void
names_keep_their_utf8(void **state)
{
	const char *const names[] = { "x/r\xc3\xa8gle", "x/e\xcc\x80", NULL };
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	tar_file(&b, "x/r\xc3\xa8gle", "1");
	tar_pax(&b, 'x', "path", "x/\xe8\xa6\x8f\xe5\x89\x87.yml");
	tar_file(&b, "x/short", "2");
	tar_end(&b);
	expect(&b, "r\xc3\xa8gle=1;\xe8\xa6\x8f\xe5\x89\x87.yml=2;", "");
	buf_reset(&b);
	zip(&b, names);
	expect(&b, "r\xc3\xa8gle=text;e\xcc\x80=text;", "");
	/* APPNOTE 4.4.4, bit 11: UTF-8. Then they are composed (NFC). */
	for (i = 0; i + 10 < b.len; i++)
		if (memcmp(b.s + i, "PK\3\4", 4) == 0)
			b.s[i + 7] |= 8;
		else if (memcmp(b.s + i, "PK\1\2", 4) == 0)
			b.s[i + 9] |= 8;
	expect(&b, "r\xc3\xa8gle=text;\xc3\xa8=text;", "");
	buf_free(&b);
}

static void
a_cut_is_always_seen(void **state)
{
	const char *const names[] = { "x/a", "x/b", NULL };
	struct buf plain = BUF_INIT, packed = BUF_INIT, zipped = BUF_INIT;
	size_t n;

	(void)state;
	put_github(&plain, COMMIT);
	gzip(&plain, &packed);
	zip(&zipped, names);
	for (n = 0; n < packed.len; n++)
		expect_failure(packed.s, n, "it: ");
	/* One block of zeros is enough of an end. */
	for (n = 0; n < plain.len - 512; n += n % 512 == 511 ? 1 : 73)
		expect_failure(plain.s, n, "it: ");
	for (n = 512; n < plain.len - 512; n += 512)
		expect_failure(plain.s, n, "it: ");
	for (n = 0; n < zipped.len; n++)
		expect_failure(zipped.s, n, "it: ");
	buf_free(&plain);
	buf_free(&packed);
	buf_free(&zipped);
}

static void
what_is_no_archive_is_said(void **state)
{
	static const char html[] = "<!DOCTYPE html><html><body>Sign in</body>";
	struct archive_reader none = { NULL, NULL, NULL, NULL };
	struct capture c;
	char *said;

	(void)state;
	expect_failure(html, sizeof(html) - 1, "it: no tar, gzip or zip archive");
	expect_failure("", 0, "it: no tar, gzip or zip archive");
	expect_failure("PK\003\004", 4, "it: broken archive");
	capture_begin(&c);
	assert_int_equal(archive_read("/nowhere/x", "it", &none, NULL), -1);
	said = capture_end(&c);
	assert_string_equal(said,
	    "sextant: it: /nowhere/x: No such file or directory\n");
	free(said);
}

static void
take_may_stop(void **state)
{
	struct seen seen = { BUF_INIT, 1, 0 };
	struct buf b = BUF_INIT;
	char *said;

	(void)state;
	put_github(&b, COMMIT);
	assert_int_equal(read_bytes(b.s, b.len, &seen, NULL, &said), -1);
	assert_string_equal(said, "");
	assert_string_equal(buf_str(&seen.text), "README=hello;");
	free(said);
	buf_free(&seen.text);
	buf_free(&b);
}

static void
limits_hold(void **state)
{
	struct buf b = BUF_INIT, packed = BUF_INIT;
	char name[32];
	int i;

	(void)state;
	tar_pax(&b, 'g', "comment", COMMIT);
	tar_put(&b, "x/large", '0', NULL, NULL, (64 << 20) + 1);
	tar_end(&b);
	expect_failure(b.s, b.len, "more than 64 MiB");
	buf_reset(&b);
	for (i = 0; i <= 200000; i++) {
		snprintf(name, sizeof(name), "x/%d.skip", i);
		tar_file(&b, name, "");
	}
	tar_end(&b);
	gzip(&b, &packed);
	expect_failure(packed.s, packed.len, "more than 200,000 entries");
	buf_free(&b);
	buf_free(&packed);
}

/* ---- what they hold for a source ---- */

/* Of a-b.yml, a.yml and a/b.yml, each "text". */
#define DIGEST "68fedda5ac13f7da29215f75c3f151794ea1f5a566fb3c4c0195fdf7371dc5ef"

static void
put_names(struct buf *b, const char *const *names)
{
	tar_pax(b, 'g', "comment", COMMIT);
	for (; *names != NULL; names++)
		tar_file(b, *names, "text");
	tar_end(b);
}

/* The documents of an archive: *.yml, but not old.yml. */
static int
read_content(const struct buf *b, struct content *c, char **said)
{
	char glob[] = "**/*.yml", old[] = "old.yml";
	char *globs[] = { glob }, *olds[] = { old };
	const struct strs files = { globs, 1 }, except = { olds, 1 };
	char *path = path_join(folder, "archive");
	struct capture capture;
	int rc;

	assert_int_equal(file_remove(path), 0);
	assert_int_equal(file_write_new(path, b->s, b->len), 0);
	capture_begin(&capture);
	rc = content_read(path, "it", &files, &except, NULL, NULL, c);
	*said = capture_end(&capture);
	free(path);
	return rc;
}

static void
the_digest_is_of_documents_however_they_are_packed(void **state)
{
	static const char *const sorted[] = { "r/a-b.yml", "r/a.yml",
		"r/a/b.yml", "r/b.txt", "r/old.yml", NULL };
	static const char *const unsorted[] = { "other/z", "other/a/b.yml",
		"other/a.yml", "other/a-b.yml", NULL };
	struct buf b[4] = { BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT };
	struct content c;
	char *said;
	size_t i;

	(void)state;
	put_names(&b[0], sorted);
	put_names(&b[1], unsorted);
	gzip(&b[1], &b[2]);
	zip(&b[3], unsorted);
	for (i = 0; i < 4; i++) {
		assert_int_equal(read_content(&b[i], &c, &said), 0);
		assert_string_equal(said, "");
		assert_string_equal(c.sha256, DIGEST);
		assert_int_equal(c.files, 3);
		assert_int_equal(c.size, 12);
		assert_string_equal(c.revision, i < 3 ? COMMIT : "");
		free(said);
		buf_free(&b[i]);
	}
}

static void
two_documents_of_one_path_are_an_error(void **state)
{
	static const char *const twice[][5] = {
		{ "r/a.yml", "r/a.yml", NULL },
		{ "r/a.yml", "r/b.yml", "./r/a.yml", NULL },
		{ "r/b.yml", "r/a.yml", "r/c.yml", "r/b.yml", NULL },
	};
	static const char *const besides[] = { "r/a.yml", "r/b.txt", "r/b.txt",
		NULL };
	struct buf b = BUF_INIT;
	struct content c;
	char *said;
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		buf_reset(&b);
		put_names(&b, twice[i]);
		assert_int_equal(read_content(&b, &c, &said), -1);
		assert_int_equal(count_lines(said), 1);
		assert_non_null(strstr(said, "yml: two entries of that path"));
		free(said);
	}
	/* What is no document may stand there twice. */
	buf_reset(&b);
	put_names(&b, besides);
	assert_int_equal(read_content(&b, &c, &said), 0);
	assert_int_equal(c.files, 1);
	free(said);
	buf_free(&b);
}

static int
setup(void **state)
{
	(void)state;
	folder = scratch_begin();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	scratch_end(folder);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(github_archives_lose_their_top_folder),
		cmocka_unit_test(only_a_commit_is_a_revision),
		cmocka_unit_test(the_revision_comes_without_the_files),
		cmocka_unit_test(a_top_folder_holds_everything),
		cmocka_unit_test(what_stands_outside_a_git_archive_is_an_error),
		cmocka_unit_test(hostile_entries_are_passed_over),
		cmocka_unit_test(names_keep_their_utf8),
		cmocka_unit_test(a_cut_is_always_seen),
		cmocka_unit_test(what_is_no_archive_is_said),
		cmocka_unit_test(take_may_stop),
		cmocka_unit_test(limits_hold),
		cmocka_unit_test(
		    the_digest_is_of_documents_however_they_are_packed),
		cmocka_unit_test(two_documents_of_one_path_are_an_error),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
