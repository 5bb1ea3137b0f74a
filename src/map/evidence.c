/* Joins evidence from elsewhere with the controls that it is of. */
#include "evidence.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/str.h"

/* A control by one of its names. */
struct name {
	const char *text;   /* id, path or file name; lower case */
	const char *github; /* of a path or file name: the repository */
	struct control *k;
};

struct names {
	struct name *v;
	size_t n;
};

/* All that proofs may call controls, each sorted. */
struct book {
	struct names ids, paths, files;
	struct arena mem;
};

static int
compare_names(const void *a, const void *b)
{
	const struct name *x = a, *y = b;

	return strcmp(x->text, y->text);
}

static void
add_name(struct book *b, struct names *l, const char *text, const char *github,
    struct control *k)
{
	if ((l->n & (l->n - 1)) == 0)
		l->v = mem_grow(l->v, l->n > 0 ? l->n * 2 : 1, sizeof(*l->v));
	l->v[l->n].text = str_lower(&b->mem, text);
	l->v[l->n].github = github;
	l->v[l->n++].k = k;
}

static void
sort_names(struct names *l)
{
	if (l->n > 0)
		qsort(l->v, l->n, sizeof(*l->v), compare_names);
}

static void
write_book(struct book *b, struct inputs *in)
{
	const char *github;
	struct control *k;
	size_t i, j;

	for (i = 0; i < in->n; i++) {
		github = in->v[i].source->github;
		for (j = 0; j < in->v[i].ncontrols; j++) {
			k = &in->v[i].controls[j];
			if (k->id != NULL)
				add_name(b, &b->ids, k->id, NULL, k);
			if (github == NULL || k->path == NULL)
				continue;
			add_name(b, &b->paths, k->path, github, k);
			add_name(b, &b->files, path_base(k->path), github, k);
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
static struct control *
find_file(const struct names *l, const char *text, const char *repo, size_t len,
    bool only)
{
	struct control *found = NULL;
	size_t i, n;
	const struct name *e = find_names(l, text, &n);

	for (i = 0; i < n; i++) {
		if (!is_repository(repo, len, e[i].github))
			continue;
		if (found != NULL && only)
			return NULL;
		if (found == NULL)
			found = e[i].k;
	}
	return found;
}

static struct control *
find_id(struct book *b, const char *id)
{
	size_t n;
	const struct name *e = find_names(&b->ids, str_lower(&b->mem, id), &n);

	return n > 0 ? e[0].k : NULL;
}

static struct control *
find_link(struct book *b, const char *link)
{
	static const char host[] = "https://github.com/", blob[] = "/blob/";
	const char *repo, *path;
	struct control *k = NULL;
	char *text;
	size_t len;

	if (str_has_prefix(link, host) && strstr(link, blob) != NULL) {
		repo = link + strlen(host);
		len = (size_t)(strstr(link, blob) - repo);
		path = strchr(strstr(link, blob) + strlen(blob), '/');
		if (path == NULL)
			return NULL;
		text = str_lower(&b->mem, path + 1);
		k = find_file(&b->paths, text, repo, len, false);
		if (k == NULL)
			k = find_file(&b->files, path_base(text), repo, len,
			    true);
		return k;
	}
	len = strlen(link);
	while (len > 0 && link[len - 1] == '/')
		len--;
	return find_id(b, path_base(arena_strndup(&b->mem, link, len)));
}

static void
join(struct input *i, struct book *b)
{
	int level = i->source->proof_level[1] - '0';
	const struct proof *p;
	struct joined *j;
	struct control *k;
	size_t n;

	i->joined = mem_array(i->nproofs, sizeof(*i->joined));
	for (n = 0; n < i->nproofs; n++) {
		p = &i->proofs[n];
		k = p->control != NULL ? find_id(b, p->control)
				       : find_link(b, p->link);
		if (k == NULL) {
			findings_add(&i->findings, p->link, 0,
			    "unknown-control", "%.200s: no source has it",
			    p->control != NULL ? p->control : p->link);
			continue;
		}
		j = &i->joined[i->njoined++];
		j->control = k;
		j->proof = p;
		if (level > k->evidence)
			k->evidence = level;
	}
}

void
evidence_join(struct inputs *in)
{
	struct book b = { 0 };
	bool any = false;
	size_t i;

	for (i = 0; i < in->n; i++)
		any |= in->v[i].nproofs > 0;
	if (!any)
		return;
	write_book(&b, in);
	for (i = 0; i < in->n; i++)
		if (in->v[i].nproofs > 0)
			join(&in->v[i], &b);
	free(b.ids.v);
	free(b.paths.v);
	free(b.files.v);
	arena_free(&b.mem);
}
