/* What map warns about. */
#include "findings.h"

#include <stdarg.h>

void
findings_add(struct findings *f, const char *path, int line, const char *what,
    const char *fmt, ...)
{
	struct finding *one;
	va_list ap;

	if ((f->n & (f->n - 1)) == 0)
		f->v = mem_grow(f->v, f->n > 0 ? f->n * 2 : 1, sizeof(*f->v));
	one = &f->v[f->n++];
	one->path = path;
	one->line = line;
	one->what = what;
	va_start(ap, fmt);
	one->why = arena_vprintf(f->mem, fmt, ap);
	va_end(ap);
}
