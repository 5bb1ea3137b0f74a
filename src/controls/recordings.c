/* Recordings of attacks, by what rules call them: the addresses of their files. */
#include "controls/recordings.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "words/words.h"

/* Where files of GitHub's stand: what is before OWNER/REPOSITORY, and whether the
 * kind of view (blob, raw, tree) is between that and the ref. */
static const struct {
	const char *prefix;
	bool view;
} hosts[] = {
	{ "github.com/", true },
	{ "www.github.com/", true },
	{ "raw.githubusercontent.com/", false },
	{ "media.githubusercontent.com/media/", false },
};

/* A file of a repository: both in lower case. */
struct repository_file {
	const char *repository; /* NULL: of none at GitHub */
	const char *path;
};

static int
hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0'
	    : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The address in lower case, as it is compared: without its scheme, what asks (?)
 * or points into it (#), and slashes at its end; %20 is a space. */
static char *
plain_address(struct arena *mem, const char *text)
{
	char *s = str_lower(mem, text), *from, *to;
	const char *scheme = strstr(s, "://");
	size_t len;

	if (scheme != NULL)
		s += scheme + strlen("://") - s;
	len = strcspn(s, "?#");
	while (len > 0 && s[len - 1] == '/')
		len--;
	s[len] = '\0';
	for (from = to = s; *from != '\0'; from++) {
		if (*from == '%' && hex_digit(from[1]) >= 2 &&
		    hex_digit(from[2]) >= 0) {
			*to++ = (char)(hex_digit(from[1]) * 16 +
			    hex_digit(from[2]));
			from += 2;
		} else
			*to++ = *from;
	}
	*to = '\0';
	return s;
}

/* What stands behind n slashes; NULL: there are fewer. */
static const char *
behind_slashes(const char *s, int n)
{
	for (; n > 0 && s != NULL; n--) {
		s = strchr(s, '/');
		if (s != NULL)
			s++;
	}
	return s;
}

/* Takes a plain address apart. */
static struct repository_file
file_at(struct arena *mem, const char *address)
{
	struct repository_file f = { NULL, address };
	const char *at, *path;
	size_t i;

	for (i = 0; i < sizeof(hosts) / sizeof(*hosts); i++)
		if (str_has_prefix(address, hosts[i].prefix))
			break;
	if (i == sizeof(hosts) / sizeof(*hosts))
		return f;
	at = address + strlen(hosts[i].prefix);
	path = behind_slashes(at, hosts[i].view ? 3 : 2);
	if (path != NULL && str_has_prefix(path, "refs/"))
		path = behind_slashes(path, 2);
	path = path == NULL ? NULL : behind_slashes(path, 1);
	if (path == NULL)
		return f;
	f.repository = arena_strndup(mem, at,
	    (size_t)(behind_slashes(at, 2) - 1 - at));
	f.path = path;
	return f;
}

/* Its name without extensions: empire_dll_injection of .tar.gz and of .md. */
static const char *
file_stem(struct arena *mem, const char *path)
{
	const char *name = path_base(path);

	return arena_strndup(mem, name, strcspn(name, "."));
}

static void
add_recorded_file(struct recordings *r, const char *home, const char *text)
{
	const char *address = plain_address(&r->mem, text);
	struct repository_file f = file_at(&r->mem, address);

	address += strspn(address, "/");
	f.path += strspn(f.path, "/");
	if (strstr(text, "://") == NULL)
		f.repository = home;
	if (f.repository == NULL || f.repository == home)
		lookup_add(&r->files, address, r->n);
	if (f.repository == NULL)
		return;
	lookup_add(&r->files, arena_printf(&r->mem, "%s/%s", f.repository,
	    f.path), r->n);
	if (home != NULL)
		lookup_add(&r->names, arena_printf(&r->mem, "%s %s",
		    f.repository, file_stem(&r->mem, f.path)), r->n);
}

void
recordings_add(struct recordings *r, const struct source *s,
    const struct control *v, size_t n)
{
	const char *home = s->github == NULL ? NULL
	    : str_lower(&r->mem, s->github);
	const struct control *k;
	size_t i;

	if (s->recorded.n == 0 || n == 0)
		return;
	if (home != NULL)
		lookup_add(&r->repositories, home, r->n);
	for (i = 0; home != NULL && i < s->formerly.n; i++)
		lookup_add(&r->repositories,
		    str_lower(&r->mem, s->formerly.v[i]), r->n);
	for (k = v; k != LIST_END(v, n); k++) {
		for (i = 0; i < k->nfiles; i++)
			add_recorded_file(r, home, k->files[i]);
		if (home != NULL)
			lookup_add(&r->files, arena_printf(&r->mem, "%s/%s",
			    home, str_lower(&r->mem, k->path)), r->n);
		if (k->id != NULL)
			lookup_add(&r->ids, str_lower(&r->mem, k->id), r->n);
		*LIST_ADD(r->v, r->n) = (struct recording){ k, s };
	}
}

void
recordings_sort(struct recordings *r)
{
	lookup_sort(&r->files);
	lookup_sort(&r->names);
	lookup_sort(&r->ids);
	lookup_sort(&r->repositories);
}

/* The recordings of a file of a repository. */
static struct recordings_found
find_in_repository(struct recordings *r, const struct repository_file *f)
{
	struct recordings_found found = { 0 };
	const char *today = f->repository;
	const struct lookup_entry *home;
	size_t n;

	home = lookup_find(&r->repositories, today, &n);
	found.ours = n > 0;
	if (found.ours)
		today = str_lower(&r->mem, r->v[home->at].source->github);
	found.v = lookup_find(&r->files,
	    arena_printf(&r->mem, "%s/%s", today, f->path), &found.n);
	if (found.n > 0 || !found.ours)
		return found;
	found.v = lookup_find(&r->names, arena_printf(&r->mem, "%s %s", today,
	    file_stem(&r->mem, f->path)), &found.n);
	for (n = 1; n < found.n; n++)
		if (found.v[n].at != found.v[0].at)
			found.n = 0;
	found.n = found.n > 0;
	return found;
}

struct recordings_found
recordings_find(struct recordings *r, const char *text)
{
	const char *address = plain_address(&r->mem, text);
	struct repository_file f = file_at(&r->mem, address);
	struct recordings_found found = { 0 };

	if (f.repository != NULL)
		return find_in_repository(r, &f);
	found.v = lookup_find(&r->files, address + strspn(address, "/"),
	    &found.n);
	if (found.n == 0 && strstr(text, "://") != NULL)
		found.v = lookup_find(&r->ids, file_stem(&r->mem, address),
		    &found.n);
	return found;
}

void
recordings_free(struct recordings *r)
{
	free(r->v);
	free(r->files.v);
	free(r->names.v);
	free(r->ids.v);
	free(r->repositories.v);
	arena_free(&r->mem);
}
