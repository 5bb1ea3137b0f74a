/* The same work on many things, by several threads. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

/*
 * Calls work(ctx, i, worker) once for each i from 0 to n - 1, on up to jobs
 * threads (0: as many as there are processors); worker is 0 to jobs - 1, and
 * calls of one worker never overlap. The order is free, so results belong at
 * index i. Once a call returns -1 no further ones start. Returns 0, or -1
 * where any call did.
 */
int pool_run(int jobs, size_t n, int (*work)(void *ctx, size_t i, int worker),
    void *ctx);

/* How many threads pool_run would use at most for jobs. */
int pool_jobs(int jobs);

#endif
