/* Which paths are documents of a source. */
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/glob.h"
#include "config/source.h"

/* The other spelling of a YAML file's ending; NULL: it has none. */
static const char *
other_ending(const char *ending)
{
	if (str_equal_nocase(ending, ".yml"))
		return ".yaml";
	return str_equal_nocase(ending, ".yaml") ? ".yml" : NULL;
}

static bool
any_match(const struct strs *globs, const char *path, bool hidden)
{
	size_t i;

	for (i = 0; i < globs->n; i++)
		if (hidden ? glob_match(globs->v[i], path)
			   : glob_match_visible(globs->v[i], path))
			return true;
	return false;
}

static bool
matches_select(const struct strs *globs, const char *path, bool hidden)
{
	const char *dot = strrchr(path_base(path), '.');
	const char *other = dot == NULL ? NULL : other_ending(dot);
	struct buf twin = BUF_INIT;
	bool found = any_match(globs, path, hidden);

	if (!found && other != NULL && globs->n > 0) {
		buf_put(&twin, path, (size_t)(dot - path));
		buf_puts(&twin, other);
		found = any_match(globs, buf_str(&twin), hidden);
		buf_free(&twin);
	}
	return found;
}

bool
source_matches(const struct strs *globs, const char *path)
{
	return matches_select(globs, path, true);
}

bool
source_names(const struct strs *globs, const char *path)
{
	return matches_select(globs, path, false);
}

bool
source_selects(const struct strs *files, const struct strs *except,
    const char *path)
{
	return source_names(files, path) && !source_matches(except, path);
}

bool
source_reads(const struct source *s, const char *path)
{
	return source_selects(&s->files, &s->except, path);
}

bool
source_has_extension(const struct source *s, const char *path)
{
	const char *dot = strrchr(path_base(path), '.'), *one, *other;
	size_t i;

	for (i = 0; dot != NULL && i < s->files.n; i++) {
		one = strrchr(s->files.v[i], '.');
		other = one == NULL ? NULL : other_ending(one);
		if (one != NULL && (str_equal_nocase(dot, one) ||
		    (other != NULL && str_equal_nocase(dot, other))))
			return true;
	}
	return false;
}
