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
	size_t i; /* equal names stay in the order of the controls */
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
	int order = strcmp(x->text, y->text);

	return order != 0 ? order : x->i < y->i ? -1 : x->i > y->i;
}

static void
add_name(struct book *b, struct names *l, const char *text, const char *github,
    struct control *k)
{
	if ((l->n & (l->n - 1)) == 0)
		l->v = mem_grow(l->v, l->n > 0 ? l->n * 2 : 1, sizeof(*l->v));
	l->v[l->n].text = str_lower(&b->mem, text);
	l->v[l->n].github = github;
	l->v[l->n].i = l->n;
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

/* The control of a file's address; *file: is it the address of a file? */
static struct control *
find_link(struct book *b, const char *link, bool *file)
{
	static const char host[] = "https://github.com/", blob[] = "/blob/";
	const char *repo = link + strlen(host), *path;
	struct control *k;
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

/* The last part of an address. */
static const char *
link_end(struct book *b, const char *link)
{
	size_t len = strlen(link);

	while (len > 0 && link[len - 1] == '/')
		len--;
	return path_base(arena_strndup(&b->mem, link, len));
}

static void
prove(struct input *i, const struct proof *p, struct control *k)
{
	struct joined *j;

	if ((i->njoined & (i->njoined - 1)) == 0)
		i->joined = mem_grow(i->joined,
		    i->njoined > 0 ? i->njoined * 2 : 1, sizeof(*i->joined));
	j = &i->joined[i->njoined++];
	j->control = k;
	j->proof = p;
}

static void
join(struct input *i, struct book *b, const struct proof *p)
{
	const char *id = p->control;
	const struct name *named;
	struct control *k = NULL;
	bool file = false;
	size_t n = 0, all;

	if (id == NULL)
		k = find_link(b, p->link, &file);
	if (k != NULL) {
		prove(i, p, k);
		return;
	}
	if (id == NULL && !file)
		id = link_end(b, p->link);
	if (id != NULL) {
		/* An organisation's copy of a public rule has its id too. */
		named = find_names(&b->ids, str_lower(&b->mem, id), &all);
		for (; n < all; n++)
			prove(i, p, named[n].k);
	}
	if (n == 0)
		findings_add(&i->findings, p->path, p->line, "unknown-control",
		    "%.200s: no source has it",
		    p->control != NULL ? p->control : p->link);
}

/* Is it the address of something in the repository of a source at hand? */
static bool
is_of_source(const struct inputs *in, const char *link)
{
	static const char host[] = "https://github.com/";
	const char *github;
	size_t i, n;

	if (link == NULL || !str_has_prefix(link, host))
		return false;
	link += strlen(host);
	for (i = 0; i < in->n; i++) {
		github = in->v[i].source->github;
		n = github == NULL ? 0 : strlen(github);
		if (n > 0 && strncasecmp(link, github, n) == 0 &&
		    link[n] == '/')
			return true;
	}
	return false;
}

/* A proof among those of the same control and test. */
struct outcome {
	const struct joined *j;
	bool forgotten;
};

static const char *
or_empty(const char *s)
{
	return s == NULL ? "" : s;
}

/* By control and test; then as time went, of one day as they were read. */
static int
compare_outcomes(const void *a, const void *b)
{
	const struct joined *x = (*(struct outcome *const *)a)->j;
	const struct joined *y = (*(struct outcome *const *)b)->j;
	int order;

	if (x->control != y->control)
		return x->control < y->control ? -1 : 1;
	order = strcmp(or_empty(x->proof->test), or_empty(y->proof->test));
	if (order == 0)
		order = strcmp(or_empty(x->proof->date),
		    or_empty(y->proof->date));
	return order != 0 ? order : x < y ? -1 : x > y;
}

static bool
is_same_test(const struct joined *x, const struct joined *y)
{
	return x->control == y->control &&
	    strcmp(or_empty(x->proof->test), or_empty(y->proof->test)) == 0;
}

/* What was missed is no proof, and neither is what went before it. */
static void
forget_missed(struct outcome **sorted, size_t n)
{
	size_t i = n;
	bool missed = false;

	while (i-- > 0) {
		if (i + 1 < n && !is_same_test(sorted[i]->j, sorted[i + 1]->j))
			missed = false;
		missed |= sorted[i]->j->proof->missed;
		sorted[i]->forgotten = missed;
	}
}

/* Keeps what proves something today, and raises the controls by it. */
static void
raise_controls(struct input *in)
{
	struct outcome *all, **sorted;
	size_t i, n = 0;
	int level;

	if (in->njoined == 0)
		return; /* most sources prove nothing */
	level = in->source->proof_level[1] - '0';
	all = mem_array(in->njoined, sizeof(*all));
	sorted = mem_array(in->njoined, sizeof(struct outcome *));
	for (i = 0; i < in->njoined; i++) {
		all[i].j = &in->joined[i];
		sorted[i] = &all[i];
	}
	qsort(sorted, in->njoined, sizeof(*sorted), compare_outcomes);
	forget_missed(sorted, in->njoined);
	for (i = 0; i < in->njoined; i++) {
		if (all[i].forgotten)
			continue;
		if (level > in->joined[i].control->evidence)
			in->joined[i].control->evidence = level;
		in->joined[n++] = in->joined[i];
	}
	in->njoined = n;
	free(all);
	free(sorted);
}

void
evidence_join(struct inputs *in)
{
	struct book b = { 0 };
	bool any = false;
	size_t i, k, before;

	for (i = 0; i < in->n; i++)
		any |= in->v[i].nproofs > 0;
	if (!any)
		return;
	write_book(&b, in);
	for (i = 0; i < in->n; i++) {
		for (k = 0; k < in->v[i].nproofs; k++) {
			before = in->v[i].njoined;
			join(&in->v[i], &b, &in->v[i].proofs[k]);
			if (!is_of_source(in, in->v[i].proofs[k].link))
				continue;
			in->v[i].nknown++;
			in->v[i].nhit += in->v[i].njoined > before;
		}
		raise_controls(&in->v[i]);
	}
	free(b.ids.v);
	free(b.paths.v);
	free(b.files.v);
	arena_free(&b.mem);
}
