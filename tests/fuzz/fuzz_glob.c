/* Globs: the first line is a pattern, the rest a path. */
#include "fuzz.h"
#include "base/glob.h"
#include "base/mem.h"

enum { LENGTH_MAX = 2048 };

/* A path is what each of its characters, escaped, names. */
static void
check_literal(const char *path)
{
	size_t n = strlen(path), i, k = 0;
	char *pattern = mem_alloc(2 * n + 1);

	for (i = 0; i < n; i++) {
		if (path[i] != '/')
			pattern[k++] = '\\';
		pattern[k++] = path[i];
	}
	if (!glob_match(pattern, path))
		abort();
	free(pattern);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *end;
	char *pattern, *path;
	size_t n;

	if (size == 0 || size > LENGTH_MAX)
		return 0;
	end = memchr(text, '\n', size);
	n = end == NULL ? size : (size_t)(end - text);
	pattern = mem_strndup(text, n);
	path = end == NULL ? mem_strdup("a/b.yml")
			   : mem_strndup(end + 1, size - n - 1);
	glob_match(pattern, path);
	if (!glob_match("**", path))
		abort();
	if (strchr(path, '/') == NULL && !glob_match("*", path))
		abort();
	check_literal(path);
	free(pattern);
	free(path);
	return 0;
}
