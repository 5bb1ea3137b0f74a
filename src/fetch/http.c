/* Transfers over HTTP and from files, by libcurl's multi interface. */
#include "http.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/interrupt.h"
#include "base/log.h"
#include "base/mem.h"
#include "http_job.h"

enum { IDLE_MS = 1000 }; /* the longest sleep between two looks */

/* What failed so often will fail again: the rest is not asked for. */
static void
give_up(struct run *r)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (r->jobs[i].state != WAITING)
			continue;
		job_explain(&r->jobs[i], "not fetched, since others failed");
		job_end(r, &r->jobs[i], HTTP_FAILED);
	}
}

static void
start_due(struct run *r)
{
	long long now = log_clock();
	size_t i;

	if (r->o->gentle && r->failed >= FAILURES_MAX)
		give_up(r);
	if (now < r->held)
		return;
	for (i = 0; i < r->n && r->running < r->o->jobs; i++)
		if (r->jobs[i].state == WAITING && r->jobs[i].due <= now)
			job_start(r, &r->jobs[i]);
}

static void
take_messages(struct run *r)
{
	CURLMsg *m;
	char *private;
	CURLcode code;
	int more;

	while ((m = r->curl.multi_info_read(r->multi, &more)) != NULL) {
		if (m->msg != CURLMSG_DONE)
			continue;
		/* The message does not outlive its handle. */
		code = m->data.result;
		r->curl.easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &private);
		job_judge(r, (struct job *)(void *)private, code);
	}
}

/* ---- what takes too long ---- */

static bool
is_over(const struct run *r)
{
	return r->o->deadline > 0 && log_clock() >= r->o->deadline;
}

/* Does anybody wait for the place of one that runs? */
static bool
have_others(const struct run *r, long long now)
{
	size_t i;

	for (i = 0; !r->o->more && i < r->n; i++)
		if (r->jobs[i].state == WAITING && r->jobs[i].due <= now)
			return r->running >= r->o->jobs;
	return r->o->more;
}

/* Bytes of the body are counted, not of headers, trailers or what else may come
 * for ever; and over a whole span, so that bursts are no way around it. */
static bool
is_slow(struct job *j, long long now)
{
	long long came = j->got - j->seen_got;

	if (now - j->seen < j->o->stall_s * 1000LL)
		return false;
	j->seen = now;
	j->seen_got = j->got;
	return came < (long long)HTTP_RATE_MIN * j->o->stall_s;
}

static void
end_slow(struct run *r)
{
	long long now = log_clock();
	bool others = have_others(r, now);
	char span[DATE_SPAN_LEN + 1];
	struct job *j;

	if (is_over(r)) /* which says more, and of all */
		return;
	date_span(r->o->timeout, span);
	for (j = r->jobs; j != LIST_END(r->jobs, r->n); j++) {
		if (j->state != RUNNING)
			continue;
		if (others && j->half > 0 && now >= j->half) {
			r->running--;
			job_explain(j, "not done within half of the time that "
			    "was left (--timeout %s), and others wait", span);
			job_end(r, j, HTTP_FAILED);
		} else if (is_slow(j, now)) {
			r->running--;
			job_explain(j, "slower than %d bytes a second for "
			    "%d s", HTTP_RATE_MIN, r->o->stall_s);
			job_again(r, j, 0);
		}
	}
}

/* Ends what the deadline has come before, or an error of libcurl's. */
static void
end_rest(struct run *r, CURLMcode code)
{
	char span[DATE_SPAN_LEN + 1];
	struct job *j;

	date_span(r->o->timeout, span);
	for (j = r->jobs; j != LIST_END(r->jobs, r->n); j++) {
		if (j->state == ENDED)
			continue;
		j->t->late = code == CURLM_OK && j->tries == 0;
		if (code != CURLM_OK)
			job_explain(j, "%s", r->curl.multi_strerror(code));
		else if (j->t->late)
			job_explain(j, "not done within %s (--timeout)", span);
		else
			job_add_tries(j, "; not done within --timeout");
		job_end(r, j, HTTP_FAILED);
	}
}

/* ---- all of them ---- */

/* How long nothing of ours falls due. */
static int
idle_ms(const struct run *r)
{
	long long now = log_clock(), wait = IDLE_MS;
	size_t i;

	if (r->o->deadline > 0 && r->o->deadline - now < wait)
		wait = r->o->deadline - now;
	if (now < r->held && r->held - now < wait)
		wait = r->held - now;
	for (i = 0; now >= r->held && r->running < r->o->jobs && i < r->n; i++)
		if (r->jobs[i].state == WAITING && r->jobs[i].due - now < wait)
			wait = r->jobs[i].due - now;
	return wait < 0 ? 0 : (int)wait;
}

static CURLMcode
loop(struct run *r)
{
	CURLMcode code = CURLM_OK;
	int still;

	while (code == CURLM_OK && r->left > 0 && !interrupted() &&
	    !is_over(r)) {
		start_due(r);
		code = r->curl.multi_perform(r->multi, &still);
		take_messages(r);
		end_slow(r);
		if (code == CURLM_OK && r->left > 0)
			code = r->curl.multi_poll(r->multi, NULL, 0, idle_ms(r),
			    NULL);
	}
	return code;
}

int
http_run(struct http_transfer *t, size_t n, const struct http_options *o)
{
	struct run r = { .o = o, .n = n, .left = n };
	size_t i;

	if (curl_load(&r.curl, true) == -1)
		return -1;
	if (r.curl.global_init_mem(CURL_GLOBAL_DEFAULT, mem_get, free,
	    mem_resize, mem_strdup, mem_array) != CURLE_OK ||
	    (r.multi = r.curl.multi_init()) == NULL) {
		log_error("libcurl cannot be started");
		return -1;
	}
	r.jobs = mem_array(n, sizeof(*r.jobs));
	for (i = 0; i < n; i++) {
		r.jobs[i].t = &t[i];
		r.jobs[i].o = o;
		r.jobs[i].curl = &r.curl;
		r.jobs[i].url = mem_strdup(t[i].url);
	}
	end_rest(&r, loop(&r));
	for (i = 0; i < n; i++)
		free(r.jobs[i].url);
	free(r.jobs);
	r.curl.multi_cleanup(r.multi);
	r.curl.global_cleanup();
	return 0;
}

void
http_library(char *version, size_t n)
{
	struct curl curl;

	version[0] = '\0';
	if (curl_load(&curl, false) == 0)
		snprintf(version, n, "%s",
		    curl.version_info(CURLVERSION_NOW)->version);
}
