/* Files that a build is made from, looked at again and again. */
#include "build/watch.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/lock.h"

enum {
	DEPTH_MAX = 32,
	FILES_MAX = 1000000, /* as many as map walks */
};

/* One path for one place, whether it is there or not; caller frees. */
static char *
canonical(const char *path)
{
	char *whole = path_real(path), *folder, *real;

	if (whole != NULL)
		return whole;
	folder = path_dir(path);
	real = path_real(folder);
	whole = path_join(real != NULL ? real : folder, path_base(path));
	free(folder);
	free(real);
	return whole;
}

void
watch_add(struct watch *w, const char *path, const struct source *source)
{
	if (path != NULL)
		*LIST_ADD(w->places, w->n) = (struct watch_place){
			canonical(path), source };
}

void
watch_ignore(struct watch *w, const char *path)
{
	char *whole = canonical(path);

	strs_add(&w->ignored, whole);
	free(whole);
}

int
watch_build(struct watch *w, const struct build_options *c,
    const struct config *config)
{
	char *definitions = build_home("data/sources");
	char *templates = build_home("templates");
	char *lock = lock_path(config->path), *catalog = build_catalog(c);
	const struct source *s = config->sources;
	size_t i;

	watch_add(w, definitions, NULL);
	watch_add(w, templates, NULL);
	watch_add(w, lock, NULL);
	watch_add(w, config->path != NULL ? config->path : "sextant.yaml",
	    NULL);
	watch_add(w, config->statics, NULL);
	watch_add(w, config->templates, NULL);
	watch_add(w, config->look.logo, NULL);
	for (i = 0; i < config->nattacks; i++)
		watch_add(w, config->attacks[i].path, NULL);
	for (; s != LIST_END(config->sources, config->n); s++)
		watch_add(w, s->path, s);
	watch_ignore(w, catalog);
	watch_ignore(w, build_out(c, config));
	free(catalog);
	free(lock);
	free(templates);
	free(definitions);
	return definitions != NULL && templates != NULL ? 0 : -1;
}

void
watch_free(struct watch *w)
{
	while (w->n > 0)
		free(w->places[--w->n].path);
	free(w->places);
	w->places = NULL;
	strs_free(&w->ignored);
}

/* A look at one place. */
struct look {
	const struct watch *w;
	const struct watch_place *place;
	struct strs *seen;
	int depth;
};

static bool
is_ignored(const struct watch *w, const char *path)
{
	const char *name = path_base(path);
	size_t i, n;

	for (i = 0; i < w->ignored.n; i++) {
		n = strlen(w->ignored.v[i]);
		if (strncmp(path, w->ignored.v[i], n) == 0 &&
		    strchr("/.-", path[n]) != NULL)
			return true;
	}
	return *name == '.';
}

static void
see_file(const struct look *l, const char *path, const struct stat *st)
{
	const struct watch_place *place = l->place;
	struct buf line = BUF_INIT;

	if (l->seen->n >= FILES_MAX || (place->source != NULL &&
	    strcmp(path, place->path) != 0 &&
	    !source_has_extension(place->source, path)))
		return;
	buf_printf(&line, "%s\t%llx %llx %llx.%lx", path,
	    (unsigned long long)st->st_ino, (unsigned long long)st->st_size,
	    (unsigned long long)st->st_mtim.tv_sec,
	    (unsigned long)st->st_mtim.tv_nsec);
	strs_add(l->seen, buf_str(&line));
	buf_free(&line);
}

static void
see_folder(struct look *l, const char *folder)
{
	struct dirent *e;
	struct stat st;
	char *path;
	DIR *d = l->depth >= DEPTH_MAX ? NULL : opendir(folder);

	l->depth++;
	for (e = d == NULL ? NULL : readdir(d); e != NULL; e = readdir(d)) {
		path = path_join(folder, e->d_name);
		if (is_ignored(l->w, path) || lstat(path, &st) == -1)
			st.st_mode = 0;
		if (S_ISDIR(st.st_mode))
			see_folder(l, path);
		else if (S_ISREG(st.st_mode) || S_ISLNK(st.st_mode))
			see_file(l, path, &st);
		free(path);
	}
	l->depth--;
	if (d != NULL)
		closedir(d);
}

void
watch_look(const struct watch *w, struct strs *seen)
{
	struct stat st;
	size_t i;

	strs_free(seen);
	for (i = 0; i < w->n; i++) {
		struct look l = { w, &w->places[i], seen, 0 };

		if (stat(l.place->path, &st) == -1)
			continue;
		if (S_ISDIR(st.st_mode))
			see_folder(&l, l.place->path);
		else
			see_file(&l, l.place->path, &st);
	}
	strs_sort(seen);
}

const char *
watch_difference(const struct strs *before, const struct strs *after,
    size_t *length)
{
	const char *a, *b, *first;
	size_t i;

	for (i = 0; i < before->n || i < after->n; i++) {
		a = i < before->n ? before->v[i] : NULL;
		b = i < after->n ? after->v[i] : NULL;
		if (str_equal(a, b))
			continue;
		first = a == NULL || (b != NULL && strcmp(b, a) < 0) ? b : a;
		*length = strcspn(first, "\t");
		return first;
	}
	return NULL;
}
