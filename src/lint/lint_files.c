/* What lint reads, and by which definitions. */
#include "lint_files.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/log.h"
#include "base/word.h"
#include "controls/documents.h"
#include "lint_definitions.h"
#include "lint_format.h"
#include "store/archive.h"
#include "words/words.h"

struct listing {
	const struct config *c;
	const struct lint_options *o;
	const struct source *like; /* of --like, or NULL */
	struct lint_files *out;
	const char *root; /* the archive that is read */
};

static int
no_like(const struct listing *l)
{
	struct strs known = { 0 };
	struct buf meant = BUF_INIT;
	size_t i;

	if (source_ids(l->o->definitions, &known) == -1)
		strs_free(&known);
	for (i = 0; i < l->c->n; i++)
		if (!strs_has(&known, l->c->sources[i].id))
			strs_add(&known, l->c->sources[i].id);
	if (!strs_has(&known, l->o->like)) /* but of policies, or threats */
		word_put_near(&meant, l->o->like, "",
		    (const char *const *)known.v, known.n);
	log_error("--like %s: no source or definition of rules has this name%s",
	    l->o->like, buf_str(&meant));
	strs_free(&known);
	buf_free(&meant);
	return -1;
}

/* Finds what --like names: a source of the configuration, or a definition. */
static int
find_like(struct listing *l)
{
	const char *like = l->o->like;

	if (like == NULL)
		return 0;
	l->like = config_source(l->c, like);
	if (l->like == NULL && l->out->nsources > 0)
		l->like = &l->out->sources[0];
	if (l->like != NULL && lint_may_read(l->c, l->like))
		return 0;
	return no_like(l);
}

/* Skips "./". */
static const char *
past_dot(const char *path)
{
	while (path[0] == '.' && path[1] == '/')
		for (path += 2; *path == '/'; path++)
			;
	return path;
}

static char *
below_text(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	while (n > 0 && folder[n - 1] == '/')
		n--;
	if (n == 0 || strncmp(path, folder, n) != 0 ||
	    (path[n] != '/' && path[n] != '\0'))
		return NULL;
	n += strspn(path + n, "/");
	return mem_strdup(path[n] == '\0' ? path_base(path) : path + n);
}

/* Does the path begin elsewhere than here? */
static bool
is_away(const char *path)
{
	return *path == '/' || str_has_prefix(path, "../") ||
	    strcmp(path, "..") == 0;
}

/* The path as seen from the folder that it is below, of that itself its name;
 * caller frees. NULL: it is elsewhere. */
static char *
below_folder(const char *path, const char *folder)
{
	char *below, *whole, *root;

	path = past_dot(path);
	folder = past_dot(folder);
	if (strcmp(folder, ".") == 0 && !is_away(path))
		return mem_strdup(path);
	below = below_text(path, folder);
	if (below != NULL || (!is_away(path) && !is_away(folder)))
		return below;
	whole = path_whole(path);
	root = path_whole(folder);
	below = below_text(whole, root);
	free(whole);
	free(root);
	return below;
}

/* Is the path below the folder, or the folder itself? */
static bool
is_below(const char *path, const char *folder)
{
	char *below = below_folder(path, folder);
	bool is = below != NULL;

	free(below);
	return is;
}

const char *
lint_path_in(const struct lint_file *f, const struct source *s)
{
	if (s->path != NULL && is_below(f->path, s->path))
		return f->below;
	return source_names(&s->files, f->below) || !path_is_plain(f->path) ||
	    !source_names(&s->files, f->path) ? f->below : f->path;
}

bool
lint_is_left_out(const struct lint_file *f, const struct source *s)
{
	return source_matches(&s->except, f->below) ||
	    source_matches(&s->except, f->path);
}

static bool
is_named(const struct lint_file *f, const struct source *s)
{
	return source_names(&s->files, lint_path_in(f, s));
}

bool
lint_is_doubtful(const struct lint_files *files, const struct lint_file *f,
    const struct source *s)
{
	return f->named[s - files->sources] && !is_named(f, s);
}

/* The configured source whose folder the file is in, the nearest; none with --like,
 * nor where several have that folder: the text tells then. */
static const struct source *
find_owner(const struct listing *l, const char *path)
{
	const struct source *s = l->c->sources, *end = LIST_END(s, l->c->n);
	const struct source *owner = NULL;
	size_t n, least = SIZE_MAX;
	char *below;

	for (; l->like == NULL && s < end; s++) {
		if (s->path == NULL || !lint_may_read(l->c, s))
			continue;
		below = below_folder(path, s->path);
		n = below == NULL ? SIZE_MAX : strlen(below);
		if (n < least || (n == least && n < SIZE_MAX))
			owner = n < least ? s : NULL;
		least = n < least ? n : least;
		free(below);
	}
	return owner;
}

/* Has all that is to be read an owner? Then no definition is asked which file is of
 * it. A folder of several sources is of none. */
static bool
are_owned(const struct listing *l)
{
	const struct source *s = l->c->sources, *end = LIST_END(s, l->c->n), *other;
	size_t i;

	for (i = 0; i < l->o->paths->n; i++)
		if (find_owner(l, l->o->paths->v[i]) == NULL)
			return false;
	for (; s < end; s++)
		for (other = l->c->sources; other < s; other++)
			if (str_equal(s->path, other->path) && s->path != NULL)
				return false;
	return l->o->like == NULL;
}

/* Has the path one of the endings of the definition's patterns? That of Splunk's
 * files is many a program's: they are known by their names. */
static bool
has_ending(const struct source *s, const char *path)
{
	if (s->format == FORMAT_CONF && s->path == NULL)
		return source_names(&s->files, path);
	return source_has_extension(s, path) ||
	    (s->files.n == 0 && lint_format(path) == s->format);
}

/* Would the definition read it? below is the path as seen from the folder that
 * was given. What is hidden there is read only if a pattern names it. */
static bool
may_be_of(const struct source *s, const char *path, const char *below)
{
	char *owned = s->path != NULL && path_is_hidden(below)
	    ? below_folder(path, s->path) : NULL;
	bool may = has_ending(s, path) && (!path_is_hidden(below) ||
	    source_names(&s->files, owned != NULL ? owned : below));

	free(owned);
	return may;
}

/* Would any definition read it? With an owner or --like only that one. */
static bool
is_readable(const struct listing *l, const struct source *owner,
    const char *path, const char *below)
{
	size_t i;

	if (owner != NULL || l->like != NULL)
		return may_be_of(owner != NULL ? owner : l->like, path, below);
	for (i = 0; i < l->out->nsources; i++)
		if (may_be_of(&l->out->sources[i], path, below))
			return true;
	return false;
}

/* Adds a file. One of a configured source, its owner, is called as in the folder
 * of that one. */
static struct lint_file *
add_file(struct listing *l, const char *path, const char *below,
    const struct source *owner)
{
	struct lint_files *f = l->out;
	struct lint_file *one = LIST_ADD(f->v, f->n);
	char *owned = owner == NULL ? NULL : below_folder(path, owner->path);
	const char *seen = owned == NULL ? below : owned;

	one->path = arena_strdup(&f->mem, path);
	one->below = str_has_suffix(path, seen) /* as nearly always */
	    ? one->path + strlen(path) - strlen(seen)
	    : arena_strdup(&f->mem, seen);
	one->source = owner == NULL ? l->like : owner;
	one->format = lint_format(path);
	free(owned);
	return one;
}

/* Is it there by itself, and not by a symbolic link from elsewhere below? */
static bool
is_itself(const char *root, const char *path, const char *below)
{
	char *real = path_real(path), *wanted = path_join(root, below);
	bool itself = real != NULL && strcmp(real, wanted) == 0;

	free(real);
	free(wanted);
	return itself;
}

/* Lists links and special files that would be read, as refused. */
static void
list_refused(struct listing *l, const char *base,
    const struct file_refused *refused)
{
	const struct source *owner;
	const char *below;
	char *path;
	size_t i;

	for (i = 0; i < refused->paths.n; i++) {
		path = path_join(base, refused->paths.v[i]);
		owner = find_owner(l, path);
		below = refused->paths.v[i];
		if (documents_may_be_folder(path, below) ||
		    is_readable(l, owner, path, below))
			add_file(l, path, below, owner)->refused =
			    arena_strdup(&l->out->mem, refused->whys.v[i]);
		free(path);
	}
}

static int
list_folder(struct listing *l, const char *folder)
{
	struct file_refused refused = { 0 };
	const char *base = strcmp(folder, ".") == 0 ? "" : past_dot(folder);
	const struct source *owner;
	struct strs paths = { 0 };
	char *path, *root = path_real(folder);
	size_t i;
	int rc = file_walk(folder, &paths, &refused);

	if (rc == 0)
		list_refused(l, base, &refused);
	for (i = 0; rc == 0 && i < paths.n; i++) {
		path = path_join(base, paths.v[i]);
		owner = find_owner(l, path);
		if (is_readable(l, owner, path, paths.v[i]) &&
		    is_itself(root, path, paths.v[i]))
			add_file(l, path, paths.v[i], owner);
		free(path);
	}
	strs_free(&paths);
	file_refused_free(&refused);
	free(root);
	return rc;
}

static bool
wants(void *ctx, const char *path)
{
	const struct listing *l = ctx;

	return is_readable(l, NULL, path, path);
}

/* Skips files that are too large to be read. */
static int
pass(void *ctx, const char *path, size_t size, const char *bytes, size_t n)
{
	(void)ctx;
	(void)path;
	(void)size;
	(void)bytes;
	(void)n;
	return 0;
}

static int
take_file(void *ctx, const char *path, const char *bytes, size_t len)
{
	struct listing *l = ctx;
	char *whole = path_join(l->root, path);
	struct lint_file *f = add_file(l, whole, path, NULL);

	/* One that is too large to be read is not kept. */
	f->bytes = mem_strndup(bytes, len > DOCUMENT_MAX ? 0 : len);
	f->len = len;
	free(whole);
	return 0;
}

/* Is it an archive, by its first bytes: gzip, zip, or tar (POSIX ustar,
 * "magic")? */
static bool
is_archive(const char *path)
{
	static const char gzip[] = "\x1f\x8b", zip[] = "PK\x03\x04";
	enum { MAGIC = 257 };
	char head[MAGIC + 5] = "";
	FILE *f = fopen(path, "rb");
	size_t n = f == NULL ? 0 : fread(head, 1, sizeof(head), f);

	if (f != NULL)
		fclose(f);
	return memcmp(head, gzip, strlen(gzip)) == 0 ||
	    memcmp(head, zip, strlen(zip)) == 0 ||
	    (n == sizeof(head) && memcmp(head + MAGIC, "ustar", 5) == 0);
}

static int
list_archive(struct listing *l, const char *path)
{
	struct archive_reader reader = { wants, take_file, l, pass };

	if (l->o->fix) {
		log_error("%s: an archive cannot be rewritten: unpack it",
		    path);
		return -1;
	}
	l->root = path;
	return archive_read(path, path, &reader, NULL);
}

/* Do the patterns of s name one of the files from first on? */
static bool
names_any(const struct lint_files *f, size_t first, const struct source *s)
{
	size_t i;

	for (i = first; i < f->n; i++)
		if (is_named(&f->v[i], s))
			return true;
	return false;
}

/* Drops files that map would not read. Those from first on came from one
 * place: if the patterns of a configured source name some of them, it reads
 * no others. */
static void
narrow(struct listing *l, size_t first)
{
	struct lint_files *f = l->out;
	bool *named = arena_alloc(&f->mem, f->nsources * sizeof(*named));
	const struct source *last = NULL;
	bool any = false;
	size_t i, n = first;

	for (i = 0; i < f->nsources; i++)
		named[i] = names_any(f, first, &f->sources[i]);
	for (i = first; i < f->n; i++) {
		f->v[i].named = named;
		if (f->v[i].source != last) {
			last = f->v[i].source;
			any = last != NULL && last != l->like &&
			    names_any(f, first, last);
		}
		if (last == NULL || (f->v[i].refused != NULL &&
		    documents_may_be_folder(f->v[i].path, f->v[i].below)) ||
		    (!lint_is_left_out(&f->v[i], last) &&
		    (!any || is_named(&f->v[i], last))))
			f->v[n++] = f->v[i];
		else
			free(f->v[i].bytes);
	}
	f->n = n;
}

/* Standard input, as the file that it is said to be. */
static int
list_input(struct listing *l)
{
	const char *name = l->o->input_name;
	const char *path = past_dot(name != NULL ? name : "-");
	const struct source *owner = find_owner(l, path);
	struct buf text = BUF_INIT;
	struct lint_file *f;

	if (file_read_input(DOCUMENT_MAX, &text) == -1) {
		buf_free(&text);
		return -1;
	}
	f = add_file(l, path, path, owner);
	f->alone = f->input = true;
	if (name == NULL)
		f->format = lint_format_of_text(&text);
	f->len = text.len;
	f->bytes = buf_take(&text);
	return 0;
}

static int
list_one(struct listing *l, const char *path)
{
	const struct source *owner;
	struct stat st;

	if (strcmp(path, "-") == 0)
		return list_input(l);
	if (stat(path, &st) == -1) {
		log_error("%s: %s", path, strerror(errno));
		return -1;
	}
	if (S_ISDIR(st.st_mode))
		return list_folder(l, path);
	if (S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode)) {
		log_error("%s: a pipe or socket: not read", path);
		return -1;
	}
	if (S_ISREG(st.st_mode) && is_archive(path))
		return list_archive(l, path);
	path = past_dot(path);
	owner = find_owner(l, path);
	if (l->like == NULL && !is_readable(l, owner, path, ""))
		return 0;
	add_file(l, path, path, owner)->alone = true;
	return 0;
}

static int
list_path(struct listing *l, const char *path)
{
	size_t first = l->out->n;
	int rc = list_one(l, path);

	narrow(l, first);
	return rc;
}

static int
list_sources(struct listing *l)
{
	const struct source *s = l->c->sources;
	bool any = false;
	int rc = 0;

	for (; rc == 0 && s != LIST_END(l->c->sources, l->c->n); s++) {
		if (s->path == NULL || !lint_may_read(l->c, s))
			continue;
		any = true;
		rc = list_path(l, s->path);
	}
	if (any)
		return rc;
	log_error("no files are named, and no source of the "
	    "configuration has a path");
	return -1;
}

static int
compare_files(const void *a, const void *b)
{
	const struct lint_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

/* Drops files that were listed twice. */
static void
drop_repeated(struct lint_files *f)
{
	size_t i, n = 0;

	if (f->n > 0)
		qsort(f->v, f->n, sizeof(*f->v), compare_files);
	for (i = 0; i < f->n; i++) {
		if (n == 0 || strcmp(f->v[n - 1].path, f->v[i].path) != 0) {
			f->v[n++] = f->v[i];
			continue;
		}
		f->v[n - 1].alone &= f->v[i].alone;
		free(f->v[i].bytes);
	}
	f->n = n;
}

int
lint_files_list(const struct config *c, const struct lint_options *o,
    struct lint_files *out)
{
	struct listing l = { .c = c, .o = o, .out = out };
	size_t i;
	int rc = 0;

	if ((!are_owned(&l) && lint_definitions_read(c, o, out) == -1) || find_like(&l) == -1)
		return -1;
	if (o->paths->n == 0)
		rc = list_sources(&l);
	for (i = 0; rc == 0 && i < o->paths->n; i++)
		rc = list_path(&l, o->paths->v[i]);
	drop_repeated(out);
	return rc;
}

void
lint_files_free(struct lint_files *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		free(f->v[i].bytes);
	free(f->v);
	lint_definitions_free(f);
	arena_free(&f->mem);
	memset(f, 0, sizeof(*f));
}
