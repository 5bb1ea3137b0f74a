/* What a test's subject says on standard error, and a folder for its files. */
#ifndef TESTS_CAPTURE_H
#define TESTS_CAPTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

struct capture {
	int saved;
	FILE *file;
};

static inline void
capture_begin(struct capture *c)
{
	fflush(stderr);
	c->saved = dup(STDERR_FILENO);
	c->file = tmpfile();
	if (c->saved == -1 || c->file == NULL ||
	    dup2(fileno(c->file), STDERR_FILENO) == -1)
		abort();
}

/* All that was said since capture_begin; caller frees. */
static inline char *
capture_end(struct capture *c)
{
	struct buf b = BUF_INIT;
	size_t n;

	fflush(stderr);
	dup2(c->saved, STDERR_FILENO);
	close(c->saved);
	rewind(c->file);
	do {
		n = fread(buf_room(&b, 4096), 1, 4096, c->file);
		buf_add(&b, n);
	} while (n > 0);
	fclose(c->file);
	return buf_take(&b);
}

static inline size_t
count_lines(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += *s == '\n';
	return n;
}

/* A new folder below $TMPDIR or /tmp; scratch_end removes it and frees. */
static inline char *
scratch_begin(void)
{
	const char *tmp = getenv("TMPDIR");
	char *path = path_join(tmp != NULL ? tmp : "/tmp", "sextant.XXXXXX");

	if (mkdtemp(path) == NULL)
		abort();
	return path;
}

/* Makes a file of that name in the folder, and what folders it needs. */
static inline void
scratch_put(const char *path, const char *name, const char *text)
{
	char *whole = path_join(path, name);
	struct outfile f;

	outfile_begin(&f, whole);
	buf_puts(&f.text, text);
	if (outfile_commit(&f) == -1)
		abort();
	free(whole);
}

/* How many files are in the folder and below it. */
static inline size_t
scratch_files(const char *path)
{
	struct strs paths = { 0 };
	size_t n;

	if (file_walk(path, &paths, NULL) == -1)
		abort();
	n = paths.n;
	strs_free(&paths);
	return n;
}

static inline void
scratch_end(char *path)
{
	if (file_remove(path) == -1)
		abort();
	free(path);
}

#endif
