/* What is wrong in a bundle, as findings: the first of each kind by name. */
#include "defects.h"

#include <stdarg.h>

enum { KEPT = 50 }; /* of a kind */

static const struct {
	const char *what, *noun;
} kinds[DEFECTS] = {
	[DEFECT_BROKEN] = { "broken-object", "objects are left out" },
	[DEFECT_MEMBER] = { "odd-member", "objects have odd members" },
	[DEFECT_REPEAT] = { "repeated-key", "objects have a key twice" },
	[DEFECT_DUPLICATE] = { "duplicate-object", "objects have another's id" },
	[DEFECT_RELATION] = { "odd-relation", "relationships are odd" },
	[DEFECT_VERSION] = { "several-versions", "collections are of another version" },
};

void
defects_add(struct defects *f, enum defect kind, int line, const char *fmt,
    ...)
{
	const char *why;
	va_list ap;

	if (f->n[kind]++ >= KEPT)
		return;
	va_start(ap, fmt);
	why = arena_vprintf(f->findings->mem, fmt, ap);
	va_end(ap);
	findings_add(f->findings, f->path, line, kinds[kind].what, "%s", why);
}

void
defects_end(struct defects *f)
{
	int k;

	for (k = 0; k < DEFECTS; k++)
		if (f->n[k] > KEPT)
			findings_add(f->findings, f->path, 0, kinds[k].what,
			    "and %zu more %s", f->n[k] - KEPT, kinds[k].noun);
}
