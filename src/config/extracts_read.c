/* What is read of texts, and of paths. */
#include "extracts_read.h"

#include "base/buf.h"
#include "base/str.h"
#include "value/extract.h"
#include "value/member.h"

enum { LEVELS_MAX = 8 }; /* of `text` in `text` */

/* An element as it is written; its `text` is read by read_level itself. */
struct written {
	const char *pattern, *as;
};

static const struct key written_keys[] = {
	{ "pattern", KEY_TEXT, offsetof(struct written, pattern), NULL, NULL },
	{ "as", KEY_TEXT, offsetof(struct written, as), NULL, NULL },
	{ "text", KEY_SKIP, 0, NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static int
compile_named(const struct keys_at *at, const cJSON *node, const char *key,
    const char *text, struct pattern **pattern)
{
	struct buf why = BUF_INIT;
	int rc = -1;

	pattern_free(*pattern);
	*pattern = pattern_new(text, &why);
	if (*pattern == NULL)
		keys_error(at, node, "%s: no regular expression: %s", key,
		    buf_str(&why));
	else if (pattern_groups(*pattern) == 0)
		keys_error(at, node, "%s: expected a named group, such as "
		    "(?<technique>...), in the regular expression", key);
	else
		rc = 0;
	buf_free(&why);
	return rc;
}

/* Would the name be that of a list of objects, and of texts? */
static bool
is_both(const struct extracts *all, const struct extract *one)
{
	const struct extract *e, *list, *texts;
	size_t i, k;

	for (k = 0; k < all->n; k++) {
		e = &all->v[k];
		list = e->as != NULL ? e : one;
		texts = e->as != NULL ? one : e;
		if (list->as == NULL || texts->as != NULL)
			continue;
		for (i = 0; i < pattern_groups(texts->pattern); i++)
			if (str_equal(pattern_group(texts->pattern, i),
			    list->as))
				return true;
	}
	return false;
}

/* Is it the name of a group of the match that the list is read in? */
static bool
is_group_of(const struct extract *around, const char *name)
{
	size_t i;

	for (i = 0; around != NULL &&
	     i < pattern_groups(around->pattern); i++)
		if (str_equal(pattern_group(around->pattern, i), name))
			return true;
	return false;
}

/* Would a member be read twice, of this element and of the match around? */
static bool
is_taken(const struct extract *around, const struct extract *e)
{
	size_t i;

	if (e->as != NULL)
		return is_group_of(around, e->as);
	for (i = 0; i < pattern_groups(e->pattern); i++)
		if (is_group_of(around, pattern_group(e->pattern, i)))
			return true;
	return false;
}

static int
read_one(const struct keys_at *at, const cJSON *node,
    const struct extract *around, struct extracts *all)
{
	static const char key[] = "text";
	struct written w = { 0 };
	struct extract *e;

	if (cJSON_IsObject(node)) {
		if (keys_read(at, node, written_keys, &w) == -1)
			return -1;
		if (w.pattern == NULL)
			return keys_error(at, node, "%s: pattern: missing", key);
	} else if (keys_read_one(at, node, &written_keys[0], &w) == -1) {
		return -1;
	}
	e = LIST_ADD(all->v, all->n);
	e->as = w.as;
	if (compile_named(at, node, key, w.pattern, &e->pattern) == -1)
		return -1;
	if (w.as == NULL && member_get(node, "text") != NULL)
		return keys_error(at, node, "%s: text: expected `as` beside it",
		    key);
	if (is_both(all, e) || is_taken(around, e))
		return keys_error(at, node, "%s: two members would have one "
		    "name", key);
	return 0;
}

static int
read_level(const struct keys_at *at, const cJSON *node, int level,
    const struct extract *around, struct extracts *all)
{
	const cJSON *e, *text;
	struct extract *last;

	if (!cJSON_IsArray(node) || node->child == NULL)
		return keys_error(at, node, "text: expected a list of regular "
		    "expressions");
	if (level == LEVELS_MAX)
		return keys_error(at, node, "text: more than %d levels",
		    LEVELS_MAX);
	cJSON_ArrayForEach(e, node) {
		if (read_one(at, e, around, all) == -1)
			return -1;
		text = member_get(e, "text");
		last = &all->v[all->n - 1];
		if (text != NULL && read_level(at, text, level + 1, last,
		    &last->within) == -1)
			return -1;
	}
	return 0;
}

int
extracts_read(const struct keys_at *at, const cJSON *node, void *into)
{
	extracts_free(into);
	return read_level(at, node, 0, NULL, into);
}

int
path_pattern_read(const struct keys_at *at, const cJSON *node, void *into)
{
	static const struct key text = { "path", KEY_TEXT, 0, NULL, NULL };
	const char *pattern = NULL;

	if (keys_read_one(at, node, &text, &pattern) == -1)
		return -1;
	return compile_named(at, node, "path", pattern, into);
}
