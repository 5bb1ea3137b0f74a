/* Mending: the first byte chooses a definition, the rest is a document. */
#include "fuzz.h"
#include "../unit/lint_world.h"
#include "lint/lint_calls.h"

static struct lint_world world;

int
fuzz_begin(void)
{
	if (lint_world_begin(&world) == -1)
		return -1;
	return 0;
}

/* Letters, digits and dots come and go, and elements of lists; no more. */
static void
check(const struct lint_document *d, const struct lint_document *again)
{
	size_t i;

	for (i = 0; i < d->problems.n; i++)
		if (d->problems.v[i].path == NULL ||
		    d->problems.v[i].line < 0 || d->problems.v[i].column < 0)
			abort();
	if (d->rewritten && (again->nrules != d->nrules ||
	    again->source == NULL ||
	    d->is.len > d->was.len + 64 * d->fixed.n))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lint_document d, again = { 0 };
	struct arena before;

	if (size == 0)
		return 0;
	before = world.mem;
	memset(&world.mem, 0, sizeof(world.mem));
	if (lint_world_read(&world, data[0] % 4, (const char *)data + 1,
	    size - 1, &d) == -1)
		abort();
	if (d.rewritten && lint_world_read(&world, data[0] % 4,
	    buf_str(&d.is), d.is.len, &again) == -1)
		abort();
	lint_calls(&d, 1);
	lint_calls(&again, 1);
	check(&d, &again);
	lint_document_free(&d);
	lint_document_free(&again);
	arena_free(&world.mem);
	world.mem = before;
	return 0;
}
