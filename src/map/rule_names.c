/* By which names others call controls: ids, and addresses of their files. */
#include "rule_names.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/str.h"

static int
compare_names_rule_names(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order != 0 ? order : x->i < y->i ? -1 : x->i > y->i;
}

static void
add_name_rule_names(struct rule_names *b, struct names *l, const char *text,
    const char *github, struct control *k, const struct input *of)
{
	struct name *one = LIST_ADD(l->v, l->n);

	one->text = str_lower(&b->mem, text);
	one->github = github;
	one->of = of;
	one->i = l->n - 1;
	one->k = k;
}

static void
sort_names(struct names *l)
{
	if (l->n > 0)
		qsort(l->v, l->n, sizeof(*l->v), compare_names_rule_names);
}

void
rule_names_write(struct rule_names *b, struct inputs *in)
{
	const char *github;
	struct control *k;
	size_t i, j;

	for (i = 0; i < in->n; i++) {
		github = in->v[i].source->github;
		for (j = 0; j < in->v[i].ncontrols; j++) {
			k = &in->v[i].controls[j];
			if (k->id != NULL)
				add_name_rule_names(b, &b->ids, k->id, NULL, k,
				    &in->v[i]);
			if (github == NULL || k->path == NULL)
				continue;
			add_name_rule_names(b, &b->paths, k->path, github, k,
			    &in->v[i]);
			add_name_rule_names(b, &b->files, path_base(k->path),
			    github, k, &in->v[i]);
		}
	}
	sort_names(&b->ids);
	sort_names(&b->paths);
	sort_names(&b->files);
}

/* The run of entries that have this text; *n of them. */
static const struct name *
find_names(const struct names *l, const char *text, size_t *n)
{
	size_t low = 0, high = l->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (strcmp(l->v[mid].text, text) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (*n = 0; low + *n < l->n; (*n)++)
		if (strcmp(l->v[low + *n].text, text) != 0)
			break;
	return l->v + low;
}

static bool
is_repository(const char *text, size_t n, const char *github)
{
	return github != NULL && strlen(github) == n &&
	    strncasecmp(text, github, n) == 0;
}

/*
 * The control of a file's address, https://github.com/OWNER/REPO/blob/REF/PATH;
 * only == true: where no other control has that text.
 */
static const struct name *
find_file(const struct names *l, const char *text, const char *repo, size_t len,
    bool only)
{
	const struct name *found = NULL;
	size_t i, n;
	const struct name *e = find_names(l, text, &n);

	for (i = 0; i < n; i++) {
		if (!is_repository(repo, len, e[i].github))
			continue;
		if (found != NULL && only)
			return NULL;
		if (found == NULL)
			found = &e[i];
	}
	return found;
}

const struct name *
rule_names_find_id(struct rule_names *b, const char *id, size_t *n)
{
	return find_names(&b->ids, str_lower(&b->mem, id), n);
}

const struct name *
rule_names_find_link(struct rule_names *b, const char *link, bool *file)
{
	static const char host[] = "https://github.com/", blob[] = "/blob/";
	const char *repo = link + strlen(host), *path;
	const struct name *k;
	char *text;
	size_t len;

	*file = str_has_prefix(link, host) && strstr(link, blob) != NULL;
	if (!*file)
		return NULL;
	len = (size_t)(strstr(link, blob) - repo);
	path = strchr(strstr(link, blob) + strlen(blob), '/');
	if (path == NULL)
		return NULL;
	text = str_lower(&b->mem, path + 1);
	k = find_file(&b->paths, text, repo, len, false);
	return k != NULL ? k
	    : find_file(&b->files, path_base(text), repo, len, true);
}

void
rule_names_free(struct rule_names *b)
{
	free(b->ids.v);
	free(b->paths.v);
	free(b->files.v);
	arena_free(&b->mem);
}
