/* The templates of a folder, parsed and sorted by name. */
#include "template/mustache.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "template.h"

enum {
	TEMPLATE_LEN_MAX = 1024 * 1024, /* bytes */
	TEMPLATES_MAX = 4096,
};

static const char suffix[] = ".mustache";

struct templates {
	struct template **v; /* by name */
	size_t n;
};

void
template_free(struct template *t)
{
	if (t == NULL)
		return;
	free(t->name);
	free(t->path);
	free(t->text);
	free(t->nodes);
	buf_free(&t->names);
	free(t);
}

void
templates_free(struct templates *t)
{
	size_t i;

	if (t == NULL)
		return;
	for (i = 0; i < t->n; i++)
		template_free(t->v[i]);
	free(t->v);
	free(t);
}

/* Where name is, or where it belongs; *found says which. */
static size_t
find_place(const struct templates *t, const char *name, bool *found)
{
	size_t low = 0, high = t->n, middle;
	int order;

	*found = false;
	while (low < high) {
		middle = low + (high - low) / 2;
		order = strcmp(t->v[middle]->name, name);
		if (order == 0) {
			*found = true;
			return middle;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct template *
templates_find(const struct templates *all, const char *name)
{
	bool found;
	size_t i = find_place(all, name, &found);

	return found ? all->v[i] : NULL;
}

/* Takes one, in place of another of its name. */
static int
put_template(struct templates *all, struct template *one)
{
	bool found;
	size_t i = find_place(all, one->name, &found);

	if (found) {
		template_free(all->v[i]);
		all->v[i] = one;
		return 0;
	}
	if (all->n == TEMPLATES_MAX) {
		log_error(
		    "%s: more than %d templates", one->path, TEMPLATES_MAX);
		return -1;
	}
	all->v = mem_grow(all->v, all->n + 1, sizeof(struct template *));
	memmove(all->v + i + 1, all->v + i,
	    (all->n - i) * sizeof(struct template *));
	all->v[i] = one;
	all->n++;
	return 0;
}

/* The number of the first line that is no UTF-8, or 0. */
static unsigned
find_broken_line(const char *text, size_t len)
{
	const char *p = text, *end = text + len, *nl;
	unsigned line = 1;

	if (str_is_utf8(text, len))
		return 0;
	for (;;) {
		nl = memchr(p, '\n', (size_t)(end - p));
		if (nl == NULL || !str_is_utf8(p, (size_t)(nl - p)))
			return line;
		p = nl + 1;
		line++;
	}
}

static int
add_template(struct templates *all, const char *name, const char *path,
    const char *text, size_t len)
{
	struct template *one;
	unsigned line;

	if (len > TEMPLATE_LEN_MAX) {
		log_error("%s: larger than %d bytes", path, TEMPLATE_LEN_MAX);
		return -1;
	}
	line = find_broken_line(text, len);
	if (line > 0) {
		log_error("%s:%u: not UTF-8", path, line);
		return -1;
	}
	one = mem_alloc(sizeof(*one));
	one->name = mem_strdup(name);
	one->path = mem_strdup(path);
	one->text = mem_strndup(text, len);
	one->len = len;
	if (template_parse(one) == 0 && put_template(all, one) == 0)
		return 0;
	template_free(one);
	return -1;
}

int
templates_add(
    struct templates **t, const char *name, const char *text, size_t len)
{
	if (*t == NULL)
		*t = mem_alloc(sizeof(**t));
	return add_template(*t, name, name, text, len);
}

/* Goes on after a broken template, so that all are named. */
static int
load_folder(struct templates *all, const char *folder)
{
	struct strs paths = { 0 };
	struct buf text = BUF_INIT;
	char *path, *name;
	size_t i;
	int rc = file_walk(folder, &paths, NULL);

	for (i = 0; i < paths.n; i++) {
		if (!str_has_suffix(paths.v[i], suffix))
			continue;
		path = path_join(folder, paths.v[i]);
		name = mem_strndup(paths.v[i],
		    strlen(paths.v[i]) - strlen(suffix));
		buf_reset(&text);
		if (file_read(path, TEMPLATE_LEN_MAX, &text) == -1 ||
		    add_template(all, name, path, buf_str(&text),
		    text.len) == -1)
			rc = -1;
		free(name);
		free(path);
	}
	buf_free(&text);
	strs_free(&paths);
	return rc;
}

struct templates *
templates_load(const char *folder, const char *over)
{
	struct templates *all = mem_alloc(sizeof(*all));

	if (load_folder(all, folder) == 0 &&
	    (over == NULL || load_folder(all, over) == 0))
		return all;
	templates_free(all);
	return NULL;
}

void
templates_digest(const struct templates *t, char *hex)
{
	struct digest d;
	size_t i;

	digest_begin(&d);
	for (i = 0; i < t->n; i++) {
		digest_add_str(&d, t->v[i]->name);
		digest_add_str(&d, t->v[i]->text);
	}
	digest_end(&d, hex);
}
