/* Where the tests of the rendered tree work, and what they say of it. */
#ifndef TESTS_TREE_PLACE_H
#define TESTS_TREE_PLACE_H

#include <errno.h>
#include <stdbool.h>
#include <sys/stat.h>

#include "capture.h"
#include "tree/tree.h"
#include "tree/tree_exchange.h"
#include "tree/tree_manifest.h"

/*
 * What each test works in: a scratch folder with "out" in it, whose folder
 * "site" is the tree.
 */
struct place {
	char *scratch, *out, *site;
};

static inline int
set_up(void **state)
{
	struct place *p = mem_alloc(sizeof(*p));

	umask(022);
	p->scratch = scratch_begin();
	p->out = path_join(p->scratch, "out");
	p->site = path_join(p->out, "site");
	*state = p;
	return 0;
}

static inline int
tear_down(void **state)
{
	struct place *p = *state;

	scratch_end(p->scratch);
	free(p->out);
	free(p->site);
	free(p);
	return 0;
}

static inline void
put(struct tree *t, const char *path, const char *text)
{
	assert_int_equal(tree_put(t, path, NULL, text, strlen(text)), 0);
}

static inline void
commit(struct tree *t, size_t written, size_t kept, size_t gone)
{
	size_t w, k, g;

	assert_int_equal(tree_commit(t, &w, &k, &g), 0);
	assert_int_equal(w, written);
	assert_int_equal(k, kept);
	assert_int_equal(g, gone);
}

static inline struct tree *
begin(const struct place *p)
{
	struct tree *t = tree_begin(p->site);

	assert_non_null(t);
	return t;
}

/* index.html, a/b.html and a/c/d.html. */
static inline void
put_three(struct tree *t)
{
	put(t, "index.html", "index");
	put(t, "a/b.html", "bee");
	put(t, "a/c/d.html", "dee");
}

static inline void
make_three(const struct place *p)
{
	struct tree *t = begin(p);

	put_three(t);
	commit(t, 3, 0, 0);
}

static inline char *
below(const struct place *p, const char *path)
{
	return path_join(p->site, path);
}

static inline void
write_at(const struct place *p, const char *path, const char *text)
{
	char *full = below(p, path);

	assert_int_equal(file_make_parents(full), 0);
	assert_int_equal(file_remove(full), 0);
	assert_int_equal(file_write_new(full, text, strlen(text)), 0);
	free(full);
}

static inline void
check_at(const struct place *p, const char *path, const char *want)
{
	struct buf text = BUF_INIT;
	char *full = below(p, path);

	assert_int_equal(file_read(full, 0, &text), 0);
	assert_string_equal(buf_str(&text), want);
	buf_free(&text);
	free(full);
}

static inline struct stat
stat_at(const struct place *p, const char *path)
{
	char *full = below(p, path);
	struct stat st;

	assert_int_equal(lstat(full, &st), 0);
	free(full);
	return st;
}

static inline bool
is_at(const struct place *p, const char *path)
{
	char *full = below(p, path);
	struct stat st;
	bool is = lstat(full, &st) == 0;

	free(full);
	return is;
}

static inline void
snap(struct buf *b, const char *path, const char *relative)
{
	struct stat st;
	struct timespec m, c;

	assert_int_equal(lstat(path, &st), 0);
	m = st.st_mtim;
	c = st.st_ctim;
	buf_printf(b, "%s %lu %o %ld.%09ld %ld.%09ld %ld\n", relative,
	    (unsigned long)st.st_ino, (unsigned)st.st_mode, (long)m.tv_sec,
	    m.tv_nsec, (long)c.tv_sec, c.tv_nsec, (long)st.st_nlink);
}

/*
 * All of out, with inodes, modes, times of change and links: two that are
 * equal mean that not a thing was written between them. Caller frees.
 */
static inline char *
snapshot(const struct place *p)
{
	static const char *const folders[] = { ".", "site", "site/a",
		"site/a/c" };
	struct strs files = { 0 };
	struct buf b = BUF_INIT;
	char *path;
	size_t i;

	for (i = 0; i < 4; i++) {
		path = path_join(p->out, folders[i]);
		if (file_exists(path))
			snap(&b, path, folders[i]);
		free(path);
	}
	assert_int_equal(file_walk(p->out, &files, NULL), 0);
	for (i = 0; i < files.n; i++) {
		path = path_join(p->out, files.v[i]);
		snap(&b, path, files.v[i]);
		free(path);
	}
	strs_free(&files);
	return buf_take(&b);
}

static inline void
check_untouched(const struct place *p, char *before)
{
	char *now = snapshot(p);

	assert_string_equal(now, before);
	free(now);
	free(before);
}

/* Only the tree stands in out: nothing is left beside it. */
static inline void
check_nothing_beside(const struct place *p)
{
	struct strs files = { 0 };
	size_t i;

	assert_int_equal(file_walk(p->out, &files, NULL), 0);
	for (i = 0; i < files.n; i++)
		assert_true(str_has_prefix(files.v[i], "site/"));
	strs_free(&files);
}

/* One line was said, and want is in it. */
static inline void
check_said(struct capture *c, const char *want)
{
	char *said = capture_end(c);

	if (count_lines(said) != 1 || strstr(said, want) == NULL)
		fail_msg("said: %s\nwanted: %s", said, want);
	free(said);
}

static inline void
refused(const char *folder, const char *want)
{
	struct capture c;

	capture_begin(&c);
	assert_null(tree_begin(folder));
	check_said(&c, want);
}

static inline void
put_refused(struct tree *t, const char *path, const char *want)
{
	struct capture c;
	int rc;

	capture_begin(&c);
	rc = tree_put(t, path, NULL, "x", 1);
	check_said(&c, want);
	assert_int_equal(rc, -1);
}

static inline void
commit_refused(struct tree *t, const char *want)
{
	struct capture c;
	int rc;

	capture_begin(&c);
	rc = tree_commit(t, NULL, NULL, NULL);
	check_said(&c, want);
	assert_int_equal(rc, -1);
}

/* What others put into the tree, in all shapes. */
static inline void
add_others(const struct place *p)
{
	char *path;

	write_at(p, "CNAME", "example.org");
	write_at(p, "a/notes.txt", "mine");
	write_at(p, "x/y/z.txt", "deep");
	path = below(p, "x/empty");
	assert_int_equal(mkdir(path, 0700), 0);
	free(path);
	path = below(p, "a/dead");
	assert_int_equal(symlink("/no/such/place", path), 0);
	free(path);
	path = below(p, "folder");
	assert_int_equal(symlink("a", path), 0);
	free(path);
	path = below(p, "pipe");
	assert_int_equal(mkfifo(path, 0600), 0);
	free(path);
	path = below(p, "x/y");
	assert_int_equal(chmod(path, 0750), 0);
	free(path);
}

#define PLACE_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

#endif
