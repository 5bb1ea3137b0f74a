/* The manifest of a tree: which files are ours. */
#include "tree_manifest.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/log.h"

enum {
	SIZE_MAX_BYTES = 256 * 1024 * 1024,
	FILES_MAX = 1000000,
	PATH_AT = DIGEST_HEX + 2, /* where a line's path starts */
};

/* The path in a line of n bytes; caller frees. NULL: it is no such line. */
static char *
line_path(const char *line, size_t n)
{
	char *path;

	if (n <= PATH_AT || strspn(line, "0123456789abcdef") != DIGEST_HEX ||
	    strncmp(line + DIGEST_HEX, "  ", 2) != 0)
		return NULL;
	path = mem_strndup(line + PATH_AT, n - PATH_AT);
	if (strlen(path) == n - PATH_AT && path_is_plain(path))
		return path;
	free(path);
	return NULL;
}

static int
parse_lines(const char *where, struct manifest *m)
{
	const char *s = buf_str(&m->text), *end = s + m->text.len, *stop;
	const char *why = NULL;
	char *path;

	while (s < end && why == NULL) {
		stop = memchr(s, '\n', (size_t)(end - s));
		path = stop == NULL ? NULL : line_path(s, (size_t)(stop - s));
		if (path == NULL)
			why = "not a digest and a path";
		else if (m->paths.n == FILES_MAX)
			why = "more than a million files";
		else if (m->paths.n > 0 &&
		    strcmp(m->paths.v[m->paths.n - 1], path) >= 0)
			why = "not in order";
		else
			strs_add(&m->paths, path);
		free(path);
		s = stop == NULL ? end : stop + 1;
	}
	if (why == NULL)
		return 0;
	log_error("%s:%zu: %s; remove the folder to have it made anew", where,
	    m->paths.n + 1, why);
	return -1;
}

int
manifest_read(const char *folder, struct manifest *m)
{
	char *path = path_join(folder, MANIFEST_NAME);
	struct stat st;
	int rc = -1;

	if (lstat(path, &st) == -1) {
		if (errno == ENOENT)
			rc = 0;
		else
			log_error("%s: %s", path, strerror(errno));
	} else if (file_read(path, SIZE_MAX_BYTES, &m->text) == 0 &&
	    parse_lines(path, m) == 0) {
		rc = 1;
	}
	free(path);
	return rc;
}

bool
manifest_has(const struct manifest *m, const char *path)
{
	return m->paths.n > 0 && bsearch(&path, m->paths.v, m->paths.n,
	    sizeof(*m->paths.v), strs_compare) != NULL;
}

const char *
manifest_line(const char *at, char hex[DIGEST_HEX + 1])
{
	str_copy(hex, DIGEST_HEX + 1, at);
	return strchr(at, '\n') + 1;
}

void
manifest_put(struct buf *text, const char *hex, const char *path)
{
	buf_printf(text, "%s  %s\n", hex, path);
}

void
manifest_free(struct manifest *m)
{
	buf_free(&m->text);
	strs_free(&m->paths);
}
