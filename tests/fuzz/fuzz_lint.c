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
check(const struct lint_document *d, const struct lint_document *again,
    size_t was, size_t is)
{
	size_t i, fixed = 0;

	for (i = 0; i < d->nproblems; i++) {
		if (d->problems[i].of > d->ncontrols ||
		    d->problems[i].line < 0 || d->problems[i].column < 0)
			abort();
		fixed += d->problems[i].fixed;
	}
	if (d->diff != NULL && (again->ncontrols != d->ncontrols ||
	    again->source == NULL || is > was + 64 * fixed))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lint_document d, again = { 0 };
	struct arena before, late = { 0 };
	struct buf is = BUF_INIT;

	if (size == 0)
		return 0;
	before = world.mem;
	memset(&world.mem, 0, sizeof(world.mem));
	if (lint_world_read(&world, data[0] % 4, (const char *)data + 1,
	    size - 1, &d) == -1)
		abort();
	buf_put(&is, buf_str(&world.is), world.is.len);
	if (d.diff != NULL && lint_world_read(&world, data[0] % 4,
	    buf_str(&is), is.len, &again) == -1)
		abort();
	lint_calls(&d, 1, &late);
	lint_calls(&again, 1, &late);
	check(&d, &again, size - 1, is.len);
	buf_free(&is);
	arena_free(&late);
	lint_worker_free(&world.worker);
	memset(&world.worker, 0, sizeof(world.worker));
	arena_free(&world.mem);
	world.mem = before;
	return 0;
}
