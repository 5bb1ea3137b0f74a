/* Which recordings an address names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "controls/recordings.h"
#include "map/recorded.h"
#include "value/value.h"

/* Recordings of a public source, of one with an older name, and of a folder. */
static void
add_recordings_of_three(struct recordings *r, struct source *s)
{
	static const char *files[] = { "/data/T1/a.log", "data/T2/a.log",
		"https://raw.githubusercontent.com/Org/Rec/main/data/T1/b%20c.zip",
		"https://files.example.org/x/d.zip?raw=1", "e.log" };
	static struct control of[] = {
		{ .id = "R-1", .path = "meta/one.yml", .files = &files[0],
			.nfiles = 1 },
		{ .id = "R-2", .path = "meta/two.yml", .files = &files[1],
			.nfiles = 2 },
		{ .id = "X-1", .path = "x.yml", .files = &files[3], .nfiles = 1 },
		{ .path = "own.yml", .files = &files[4], .nfiles = 1 },
	};
	size_t i;

	for (i = 0; i < 3; i++)
		s[i].recorded.n = 1;
	s[0].github = "Org/Rec";
	strs_add(&s[0].formerly, "old/Mordor");
	s[1].github = "Other/Rec";
	recordings_add(r, &s[0], &of[0], 2);
	recordings_add(r, &s[1], &of[2], 1);
	recordings_add(r, &s[2], &of[3], 1);
	s[2].recorded.n = 0; /* says nothing of files: has no recordings */
	recordings_add(r, &s[2], &of[3], 1);
	recordings_sort(r);
}

/* "R-1 R-2", "ours" where it is a file of a repository of theirs. */
static const char *
found_words(struct recordings *r, const char *text, struct buf *b)
{
	struct recordings_found f = recordings_find(r, text);
	size_t i;

	buf_reset(b);
	for (i = 0; i < f.n; i++)
		buf_printf(b, "%s%s", i > 0 ? " " : "",
		    r->v[f.v[i].at].k->id != NULL ? r->v[f.v[i].at].k->id
		    : "-");
	if (f.ours)
		buf_printf(b, "%sours", f.n > 0 ? " " : "");
	return buf_str(b);
}

static void
finds_what_an_address_names(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "https://github.com/Org/Rec/blob/main/data/T1/a.log", "R-1 ours" },
		{ "http://www.github.com/org/rec/raw/v1/DATA/T1/A.log?x#L1",
			"R-1 ours" },
		{ "https://raw.githubusercontent.com/org/rec/refs/heads/main/data/"
		  "T2/a.log", "R-2 ours" },
		{ "https://media.githubusercontent.com/media/Org/Rec/main/data/T1/"
		  "b c.zip", "R-2 ours" },
		{ "https://github.com/Org/Rec/blob/main/meta/two.yml/", "R-2 ours" },
		{ "https://github.com/Old/Mordor/blob/master/small/b%20c.md",
			"R-2 ours" },
		/* two are called so */
		{ "https://github.com/Old/Mordor/blob/master/small/a.tar.gz",
			"ours" },
		{ "https://github.com/Org/Rec/blob/main/data/T1/z.log", "ours" },
		{ "https://github.com/Org/Rec", "" },
		{ "https://github.com/Org/Rec/blob/main", "" },
		{ "https://github.com/Foreign/Rec/blob/main/data/T1/a.log", "" },
		{ "https://files.example.org/x/d.zip", "X-1" },
		{ "https://files.example.org/y/d.zip", "" },
		{ "https://page.example.org/R-2.html?q", "R-2" },
		{ "https://page.example.org/R-3.html", "" },
		{ "data/T1/a.log", "R-1" },
		{ "/data/T2/a.log", "R-2" },
		{ "e.log", "-" },
		{ "R-2", "" },
		{ "", "" },
		{ "https://", "" },
		{ "https://github.com/", "" },
		{ "https://raw.githubusercontent.com/a/b/refs/heads", "" },
		{ "%", "" },
	};
	struct source s[3] = { 0 };
	struct recordings r = { 0 };
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	add_recordings_of_three(&r, s);
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(found_words(&r, cases[i].text, &b),
		    cases[i].want);
	buf_free(&b);
	recordings_free(&r);
	strs_free(&s[0].formerly);
}

static void
of_none_finds_none(void **state)
{
	struct recordings r = { 0 };

	(void)state;
	recordings_sort(&r);
	assert_int_equal(recordings_find(&r, "https://x.example.org/y").n, 0);
	recordings_free(&r);
}

/* A stranger may call any number so: no more than 100 are a rule's. */
static void
a_rule_has_a_hundred_at_most(void **state)
{
	static const char *const file[] = { "https://files.example.org/a.log" };
	static struct control of[150], rules[2];
	static struct source tests = { .kind = KIND_TEST, .recorded.n = 1 };
	static struct source detections = { .kind = KIND_DETECTION };
	struct test_name name = { file[0], 3 };
	struct input v[] = {
		{ .source = &tests, .controls = of, .ncontrols = 150 },
		{ .source = &detections, .controls = rules, .ncontrols = 2 },
	};
	struct inputs in = { .v = v, .n = 2 };
	size_t i;

	(void)state;
	v[1].findings.mem = &v[1].mem;
	for (i = 0; i < 150; i++)
		of[i] = (struct control){ .path = "r.yml", .nfiles = 1,
			.title = arena_printf(&v[0].mem, "%zu", i),
			.files = (const char **)(uintptr_t)file };
	for (i = 0; i < 2; i++)
		rules[i] = (struct control){ .path = "a.yml",
			.recordings = &name, .nrecordings = 1 };
	recorded_join(&in);
	assert_int_equal(v[1].njoined, 200);
	assert_int_equal(v[1].findings.n, 2);
	assert_string_equal(v[1].findings.v[0].what, "too-many-recordings");
	assert_int_equal(rules[1].evidence, E2);
	free(v[1].joined);
	free(v[1].findings.v);
	arena_free(&v[0].mem);
	arena_free(&v[1].mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_an_address_names),
		cmocka_unit_test(of_none_finds_none),
		cmocka_unit_test(a_rule_has_a_hundred_at_most),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
