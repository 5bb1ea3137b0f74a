/* What map warns about. */
#include "findings.h"

#include <stdarg.h>
#include <stdio.h>

void
findings_add(struct findings *f, const char *path, int line, const char *what,
    const char *fmt, ...)
{
	char why[512];
	struct finding *one;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	if ((f->n & (f->n - 1)) == 0)
		f->v = mem_grow(f->v, f->n > 0 ? f->n * 2 : 1, sizeof(*f->v));
	one = &f->v[f->n++];
	one->path = path;
	one->line = line;
	one->what = what;
	one->why = arena_strdup(f->mem, why);
}
