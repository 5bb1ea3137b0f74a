/* What is wrong in a bundle, as findings: the first of each kind by name. */
#include "faults.h"

#include <stdarg.h>

enum { KEPT = 50 }; /* of a kind */

static const struct {
	const char *what, *noun;
} kinds[FAULTS] = {
	[FAULT_BROKEN] = { "broken-object", "objects are left out" },
	[FAULT_MEMBER] = { "odd-member", "objects have odd members" },
	[FAULT_REPEAT] = { "repeated-key", "objects have a key twice" },
	[FAULT_DUPLICATE] = { "duplicate-object", "objects have another's id" },
	[FAULT_RELATION] = { "odd-relation", "relationships are odd" },
	[FAULT_VERSION] = { "several-versions", "collections are of another version" },
};

void
fault_add(struct faults *f, enum fault_kind kind, int line, const char *fmt,
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
fault_end(struct faults *f)
{
	int k;

	for (k = 0; k < FAULTS; k++)
		if (f->n[k] > KEPT)
			findings_add(f->findings, f->path, 0, kinds[k].what,
			    "and %zu more %s", f->n[k] - KEPT, kinds[k].noun);
}
