/* What is in a folder: which definitions fit which files. */
#include "lint/survey.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/pool.h"
#include "lint_document.h"

enum { NAMED = 4 }; /* at least one of so many files names a technique */

struct surveying {
	struct linting l;
	const struct source **fits; /* of each file; NULL: none */
	bool *named;                /* does it name a technique? */
	struct arena *scratch;      /* one a worker */
};

static int
look_at(void *ctx, size_t i, int worker)
{
	struct surveying *w = ctx;
	static const char *const passed_over[] = { "out/", "node_modules/",
		"vendor/" };
	const char *path = w->l.files->v[i].path;
	size_t k;

	for (k = 0; k < sizeof(passed_over) / sizeof(passed_over[0]); k++)
		if (str_has_prefix(path, passed_over[k]))
			return 0;
	if (w->l.files->v[i].refused == NULL)
		w->fits[i] = lint_fit(&w->l, &w->scratch[worker],
		    &w->l.files->v[i], &w->named[i]);
	arena_free(&w->scratch[worker]);
	return 0;
}

/* How many bytes of a are a folder that b is in, too, with its slash. */
static size_t
shared_folder(const char *a, size_t n, const char *b)
{
	size_t i, shared = 0;

	for (i = 0; i < n && a[i] == b[i] && a[i] != '\0'; i++)
		if (a[i] == '/')
			shared = i + 1;
	return shared;
}

/* Is there nothing beside what the first n bytes of path are, a folder? */
static bool
is_only_one(struct arena *mem, const char *path, size_t n)
{
	const char *above = arena_strndup(mem, path, n);
	struct strs names = { 0 };
	bool only = file_names(AT_FDCWD, above, 0, &names) == 0 && names.n == 1;

	strs_free(&names);
	return only;
}

/* The folder that the first n bytes of path are; or one above it, where that has
 * nothing else: who has rules for Windows alone may have others tomorrow. */
static const char *
widen(struct arena *mem, const char *path, size_t n)
{
	size_t above;

	while (n > 1) {
		for (above = n - 1; above > 0 && path[above - 1] != '/';)
			above--;
		if (above == 0 || !is_only_one(mem, path, above))
			break;
		n = above;
	}
	return n == 0 ? "." : arena_strndup(mem, path, n - 1);
}

/* Files that a source like s would pass over, since its patterns name others of
 * the folder, are to be named. */
static void
find_glob(const struct surveying *w, const struct source *s,
    struct survey_find *one, struct arena *mem)
{
	size_t skip = strcmp(one->folder, ".") == 0 ? 0
	    : strlen(one->folder) + 1;
	size_t i, named = 0;
	const char *dot;

	for (i = 0; i < w->l.files->n; i++)
		if (w->fits[i] == s)
			named += source_reads(s, w->l.files->v[i].path + skip);
	dot = strrchr(path_base(one->example), '.');
	if (named > 0 && named * 2 < one->files && dot != NULL)
		one->glob = arena_printf(mem, "**/*%s", dot);
}

/* Adds what there is of s, if any. */
static void
add_find(const struct surveying *w, const struct source *s, struct survey *out)
{
	const struct lint_files *f = w->l.files;
	struct survey_find *one = NULL;
	size_t i, shared = 0, named = 0;

	for (i = 0; i < f->n; i++) {
		if (w->fits[i] != s)
			continue;
		if (one == NULL) {
			one = LIST_ADD(out->v, out->n);
			one->example = arena_strdup(&out->mem, f->v[i].path);
			shared = strlen(one->example);
			shared = shared_folder(one->example, shared,
			    one->example);
		}
		shared = shared_folder(one->example, shared, f->v[i].path);
		one->files++;
		named += w->named[i];
	}
	if (one == NULL)
		return;
	/* Most rules do; what hardly ever does only looks alike. */
	if (named * NAMED < one->files) {
		out->n--;
		return;
	}
	one->definition = arena_strdup(&out->mem, s->id);
	one->kind = s->kind;
	one->folder = widen(&out->mem, one->example, shared);
	find_glob(w, s, one, &out->mem);
}

static int
compare_finds(const void *a, const void *b)
{
	const struct survey_find *x = a, *y = b;

	return x->files != y->files ? (x->files < y->files ? 1 : -1)
	    : strcmp(x->definition, y->definition);
}

int
survey_make(const struct config *c, const char *definitions, int jobs,
    struct survey *out)
{
	struct config bare = *c; /* what is configured reads nothing here */
	struct strs paths = { 0 }, disabled = { 0 };
	struct lint_options o = { .definitions = definitions, .paths = &paths,
		.disabled = &disabled, .jobs = jobs };
	struct lint_files files = { 0 };
	struct surveying w = { .l = { &bare, &o, &files, NULL } };
	size_t i;
	int rc;

	bare.n = 0;
	strs_add(&paths, ".");
	rc = lint_files_list(&bare, &o, &files);
	w.fits = mem_array(files.n, sizeof(*w.fits));
	w.named = mem_array(files.n, sizeof(*w.named));
	w.scratch = mem_array((size_t)pool_jobs(jobs), sizeof(*w.scratch));
	if (rc == 0)
		rc = pool_run(jobs, files.n, look_at, &w);
	for (i = 0; rc == 0 && i < files.nsources; i++)
		add_find(&w, &files.sources[i], out);
	if (out->n > 0)
		qsort(out->v, out->n, sizeof(*out->v), compare_finds);
	out->looked = files.n;
	free(w.fits);
	free(w.named);
	free(w.scratch);
	lint_files_free(&files);
	strs_free(&paths);
	return rc;
}

void
survey_free(struct survey *s)
{
	free(s->v);
	arena_free(&s->mem);
}
