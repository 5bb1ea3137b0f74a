/* What map warns about. */
#include "value/findings.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "value/clean.h"

enum { SHOWN = 100 }; /* bytes of a stranger's name in a message */

void
findings_add(struct findings *f, const char *path, int line, const char *what,
    const char *fmt, ...)
{
	struct finding *one;
	va_list ap;

	one = LIST_ADD(f->v, f->n);
	one->path = path;
	one->line = line;
	one->what = what;
	va_start(ap, fmt);
	one->why = arena_vprintf(f->mem, fmt, ap);
	va_end(ap);
}

/* By what they say, and then in the order in which they were added. */
static int
compare_findings(const void *a, const void *b)
{
	const struct finding *x = *(const struct finding *const *)a;
	const struct finding *y = *(const struct finding *const *)b;
	int order = strcmp(x->why, y->why);

	if (order == 0)
		order = strcmp(x->what, y->what);
	if (order == 0)
		order = strcmp(x->path == NULL ? "" : x->path,
		    y->path == NULL ? "" : y->path);
	if (order == 0)
		order = x->line < y->line ? -1 : x->line > y->line;
	return order != 0 ? order : x < y ? -1 : x > y;
}

static bool
is_same_findings(const struct finding *a, const struct finding *b)
{
	return a->line == b->line && strcmp(a->why, b->why) == 0 &&
	    strcmp(a->what, b->what) == 0 && str_equal(a->path, b->path);
}

void
findings_unite(struct findings *f)
{
	struct finding **by = mem_array(f->n, sizeof(struct finding *));
	bool *again = mem_array(f->n, sizeof(bool));
	size_t i, kept = 0;

	for (i = 0; i < f->n; i++)
		by[i] = &f->v[i];
	if (f->n > 0)
		qsort(by, f->n, sizeof(struct finding *), compare_findings);
	for (i = 1; i < f->n; i++)
		again[by[i] - f->v] = is_same_findings(by[i], by[i - 1]);
	for (i = 0; i < f->n; i++)
		if (!again[i])
			f->v[kept++] = f->v[i];
	f->n = kept;
	free(again);
	free(by);
}

void
findings_drop(struct findings *f, const char *path, int line,
    const char *what)
{
	const struct finding *one;
	size_t i, n = 0;

	for (i = 0; i < f->n; i++) {
		one = &f->v[i];
		if (one->line != line || strcmp(one->what, what) != 0 ||
		    !str_equal(one->path, path))
			f->v[n++] = *one;
	}
	f->n = n;
}

void
findings_add_rows(const struct value_table *t, const char *path,
    struct findings *f)
{
	size_t i;

	for (i = 0; i < t->n && i < VALUE_FAULTS_MAX; i++)
		findings_add(f, path, t->v[i].line, "broken-row", "%s",
		    t->v[i].what);
	if (t->n > VALUE_FAULTS_MAX)
		findings_add(f, path, 0, "broken-row", "%zu more are bad",
		    t->n - VALUE_FAULTS_MAX);
}

void
findings_add_repeats(const struct value_repeats *r, const char *path,
    struct findings *f)
{
	const char *name;
	size_t i;

	for (i = 0; i < r->n && i < VALUE_REPEATS_MAX; i++) {
		name = clean_line(f->mem, r->v[i].name);
		findings_add(f, path, r->v[i].line, "repeated-key", "%.*s: it "
		    "is already in line %d: the last counts",
		    str_fit(name, SHOWN), name, r->v[i].first);
	}
	if (r->n > VALUE_REPEATS_MAX)
		findings_add(f, path, 0, "repeated-key", "%zu more are "
		    "already there", r->n - VALUE_REPEATS_MAX);
}
