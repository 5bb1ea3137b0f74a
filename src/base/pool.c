/* The same work on many things, by several threads. */
#include "base/pool.h"

#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

#include "base/interrupt.h"

enum { JOBS_MAX = 64 };

struct pool {
	pthread_mutex_t lock; /* guards next and failed */
	size_t next, n;
	bool failed;
	int (*work)(void *ctx, size_t i, int worker);
	void *ctx;
};

struct worker {
	struct pool *pool;
	pthread_t thread;
	int number;
	bool started;
};

static void *
worker_main(void *arg)
{
	struct worker *w = arg;
	struct pool *p = w->pool;
	bool failed = false;
	size_t i;

	for (;;) {
		pthread_mutex_lock(&p->lock);
		p->failed |= failed || interrupted();
		i = p->failed ? p->n : p->next++;
		pthread_mutex_unlock(&p->lock);
		if (i >= p->n)
			return NULL;
		failed = p->work(p->ctx, i, w->number) == -1;
	}
}

int
pool_jobs(int jobs)
{
	long n = jobs > 0 ? jobs : sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > JOBS_MAX ? JOBS_MAX : (int)n;
}

int
pool_run(int jobs, size_t n, int (*work)(void *ctx, size_t i, int worker),
    void *ctx)
{
	struct pool pool = { PTHREAD_MUTEX_INITIALIZER, 0, n, false, work, ctx };
	struct worker workers[JOBS_MAX] = { 0 };
	int i;

	jobs = pool_jobs(jobs);
	if ((size_t)jobs > n)
		jobs = n > 0 ? (int)n : 1;
	for (i = 0; i < jobs; i++) {
		workers[i].pool = &pool;
		workers[i].number = i;
	}
	/* The caller is worker 0; where no thread can be had, the only one. */
	for (i = 1; i < jobs; i++)
		workers[i].started = pthread_create(&workers[i].thread, NULL,
		    worker_main, &workers[i]) == 0;
	worker_main(&workers[0]);
	for (i = 1; i < jobs; i++)
		if (workers[i].started)
			pthread_join(workers[i].thread, NULL);
	pthread_mutex_destroy(&pool.lock);
	return pool.failed ? -1 : 0;
}
