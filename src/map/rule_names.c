/* By which names others call controls: ids, and addresses of their files. */
#include "rule_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"

void
rule_names_add(struct rule_names *b, struct inputs *in)
{
	struct control *k;
	const char *path;
	struct input *i;

	for (i = in->v; i != LIST_END(in->v, in->n); i++) {
		for (k = i->controls; k != LIST_END(i->controls, i->ncontrols); k++) {
			if (k->id != NULL)
				lookup_add(&b->ids, str_lower(&b->mem, k->id),
				    b->n);
			if (i->source->kind == KIND_TEST &&
			    k->lifecycle == LIFECYCLE_ACTIVE)
				lookup_add(&b->tests, str_lower(&b->mem,
				    k->title), b->n);
			if (i->source->github != NULL && k->path != NULL) {
				path = str_lower(&b->mem, k->path);
				lookup_add(&b->paths, path, b->n);
				lookup_add(&b->files, path_base(path), b->n);
			}
			*LIST_ADD(b->rules, b->n) = (struct named_rule){ k, i };
		}
	}
	lookup_sort(&b->ids);
	lookup_sort(&b->tests);
	lookup_sort(&b->paths);
	lookup_sort(&b->files);
}

/* The first control of a text in the repository; only: where no other of it has
 * that text. */
static const struct lookup_entry *
find_file(const struct rule_names *b, const struct lookup *l, const char *text,
    const char *repository, bool only)
{
	const struct lookup_entry *found = NULL, *e;
	const char *github;
	size_t i, n;

	e = lookup_find(l, text, &n);
	for (i = 0; i < n; i++) {
		github = b->rules[e[i].at].of->source->github;
		if (!str_equal_nocase(repository, github))
			continue;
		if (found != NULL && only)
			return NULL;
		if (found == NULL)
			found = &e[i];
	}
	return found;
}

const struct lookup_entry *
rule_names_find_id(struct rule_names *b, const char *id, size_t *n)
{
	return lookup_find(&b->ids, str_lower(&b->mem, id), n);
}

const struct lookup_entry *
rule_names_find_test(struct rule_names *b, const char *title, size_t *n)
{
	return lookup_find(&b->tests, str_lower(&b->mem, title), n);
}

const struct lookup_entry *
rule_names_find_link(struct rule_names *b, const char *link, bool *file)
{
	static const char host[] = "https://github.com/", blob[] = "/blob/";
	const struct lookup_entry *found;
	const char *behind = strstr(link, blob), *path, *repository;

	*file = str_has_prefix(link, host) && behind != NULL;
	if (!*file)
		return NULL;
	link += strlen(host);
	path = strchr(behind + strlen(blob), '/');
	if (path == NULL || behind < link)
		return NULL;
	path = str_lower(&b->mem, path + 1);
	repository = arena_strndup(&b->mem, link, (size_t)(behind - link));
	found = find_file(b, &b->paths, path, repository, false);
	return found != NULL ? found
	    : find_file(b, &b->files, path_base(path), repository, true);
}

void
rule_names_free(struct rule_names *b)
{
	free(b->rules);
	free(b->ids.v);
	free(b->tests.v);
	free(b->paths.v);
	free(b->files.v);
	arena_free(&b->mem);
}
