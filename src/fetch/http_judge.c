/* What a try came to: an answer, a wait, another address, or the end. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "http_job.h"
#include "limit.h"
#include "url.h"

enum {
	HOPS_MAX = 5,            /* redirects */
	WAIT_TOLD_MS = 3000,     /* a longer one is told */
	HEADER_SHORT = 64,       /* room for a header that has a number or a date */
	STATUS_NOT_MODIFIED = 304,
	STATUS_UNAUTHORIZED = 401,
	STATUS_FORBIDDEN = 403,
	STATUS_NOT_FOUND = 404,
	STATUS_GONE = 410,
	STATUS_TOO_MANY = 429,   /* RFC 6585, 4 */
};

/* How long it may take from now on, in milliseconds. */
static long long
left_ms(const struct job *j)
{
	long long end = j->o->more ? j->half : j->o->deadline;

	return end == 0 ? LLONG_MAX : end - log_clock();
}

void
job_add_tries(struct job *j, const char *then)
{
	char *why = mem_strdup(j->t->why);

	job_explain(j, "%s (tried %d time%s%s)", why, j->tries,
	    j->tries == 1 ? "" : "s", then);
	free(why);
}

void
job_again(struct run *r, struct job *j, long long asked_ms)
{
	const struct http_options *o = r->o;
	long long wait = o->wait_ms;
	int i;

	if (++j->tries > o->retries || j->t->once) {
		if (j->tries > 1)
			job_add_tries(j, "");
		job_end(r, j, HTTP_FAILED);
		return;
	}
	for (i = 1; i < j->tries && wait < o->wait_max_ms; i++)
		wait *= 2;
	if (wait > o->wait_max_ms)
		wait = o->wait_max_ms;
	if (asked_ms > left_ms(j)) {
		/* Why says when; of one host nobody is asked any more. */
		if (o->gentle)
			r->failed = FAILURES_MAX;
		job_end(r, j, HTTP_FAILED);
		return;
	}
	job_release(r, j);
	j->state = WAITING;
	j->due = log_clock() + (asked_ms > wait ? asked_ms : wait);
	if (o->gentle && asked_ms > 0 && r->held < j->due)
		r->held = j->due;
	if (asked_ms > WAIT_TOLD_MS && j->t->waits != NULL)
		j->t->waits(j->t->ctx);
}

/* No answer, or not all of it. */
static void
judge_broken(struct run *r, struct job *j, CURLcode code)
{
	if (j->too_large || code == CURLE_FILESIZE_EXCEEDED)
		job_explain(j, "larger than %lld bytes", j->o->size_max);
	else if (j->head > HEAD_MAX)
		job_explain(j, "more than %d bytes of headers", HEAD_MAX);
	else if (!j->t->local)
		job_explain(j, "%s", j->error[0] != '\0' ? j->error
		    : j->curl->easy_strerror(code));
	j->t->unreachable = code == CURLE_COULDNT_RESOLVE_HOST ||
	    code == CURLE_COULDNT_RESOLVE_PROXY ||
	    code == CURLE_COULDNT_CONNECT;
	if (!j->too_large && !j->t->local && curl_is_passing(code))
		job_again(r, j, 0);
	else
		job_end(r, j, HTTP_FAILED);
}

static void
follow_http(struct run *r, struct job *j)
{
	char *to = NULL;

	j->curl->easy_getinfo(j->easy, CURLINFO_REDIRECT_URL, &to);
	if (to == NULL || ++j->hops > HOPS_MAX || !url_may_follow(j->url, to)) {
		if (to == NULL)
			job_explain(j, "redirected without a location");
		else if (j->hops > HOPS_MAX)
			job_explain(j, "redirected too often");
		else
			job_explain(j, "redirected to %.*s: refused",
			    str_fit(to, PATH_SHOWN), to);
		job_end(r, j, HTTP_FAILED);
		return;
	}
	to = mem_strdup(to);
	free(j->url);
	j->url = to;
	job_release(r, j);
	j->state = WAITING;
	j->due = 0;
}

/* The header as sent, or "" where it is none that we would send back. */
static void
keep_header(struct job *j, const char *name, char *to, size_t room)
{
	struct curl_header *h;
	const char *p;

	to[0] = '\0';
	if (j->curl->easy_header(j->easy, name, 0, CURLH_HEADER, -1, &h) !=
	    CURLHE_OK || strlen(h->value) >= room)
		return;
	for (p = h->value; *p != '\0'; p++)
		if (*p < ' ' || *p > '~')
			return;
	str_copy(to, room, h->value);
}

/* What the head of a good answer says of what it has. */
static void
keep_head(struct job *j)
{
	struct http_transfer *t = j->t;
	curl_off_t size = -1, day = -1;

	keep_header(j, "ETag", t->got_etag, sizeof(t->got_etag));
	keep_header(j, "Last-Modified", t->got_modified,
	    sizeof(t->got_modified));
	j->curl->easy_getinfo(j->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T,
	    &size);
	j->curl->easy_getinfo(j->easy, CURLINFO_FILETIME_T, &day);
	t->got_size = size;
	t->got_time = day;
}

/* The second before which we are not to ask again, or 0; used_up as in
 * limit_until. */
static long long
asked_until(struct job *j, long long now, bool *used_up)
{
	char after[HEADER_SHORT], remaining[HEADER_SHORT], reset[HEADER_SHORT];
	struct limit l = { after, -1, remaining, reset };

	keep_header(j, "Retry-After", after, sizeof(after));
	if (after[0] != '\0')
		l.retry_date = j->curl->getdate(after, NULL);
	keep_header(j, "X-RateLimit-Remaining", remaining, sizeof(remaining));
	keep_header(j, "X-RateLimit-Reset", reset, sizeof(reset));
	if (remaining[0] == '\0') {
		keep_header(j, "RateLimit-Remaining", remaining,
		    sizeof(remaining));
		keep_header(j, "RateLimit-Reset", reset, sizeof(reset));
	}
	return limit_until(&l, now, used_up);
}

/* "HTTP 403: rate limit used up until 2026-11-30 14:05:33 UTC (…)" */
static void
explain_until(struct job *j, long status, long long until, bool used_up)
{
	bool github = !j->t->mirror && url_is_github(j->url);
	char text[DATE_TIME_LEN + 1];

	date_time(until, text);
	job_explain(j, "HTTP %ld: %s %s%s", status,
	    used_up ? "rate limit used up until" : "not to be asked before",
	    text, !github || j->with_token || status >= 500 ? ""
	    : " (GITHUB_TOKEN raises the limit, and is not set)");
}

static void
explain_status(struct job *j, long status)
{
	const char *what = "";
	bool github = !j->t->mirror && url_is_github(j->url);

	if (status == STATUS_NOT_FOUND)
		what = github && !j->with_token ?
		    ": not there, or private (GITHUB_TOKEN is not set)" :
		    ": not there";
	else if (status == STATUS_UNAUTHORIZED && j->with_token)
		what = ": GITHUB_TOKEN is refused";
	else if (status == STATUS_FORBIDDEN || status == STATUS_TOO_MANY)
		what = github && !j->with_token ?
		    ": refused, perhaps for now (GITHUB_TOKEN is not set)" :
		    ": refused, perhaps for now";
	job_explain(j, "HTTP %ld%s", status, what);
}

static void
judge_status(struct run *r, struct job *j, long status)
{
	long long now = date_now(), until = 0;
	bool limits = status >= 500 || status == STATUS_TOO_MANY ||
	    status == STATUS_FORBIDDEN, used_up;

	if (limits)
		until = asked_until(j, now, &used_up);
	if (until > 0)
		explain_until(j, status, until, used_up);
	else
		explain_status(j, status);
	j->t->absent = status == STATUS_NOT_FOUND || status == STATUS_GONE;
	if (limits && (until > 0 || status != STATUS_FORBIDDEN))
		job_again(r, j, until > 0 ? (until - now) * 1000 : 0);
	else if (status == 301 || status == 302 || status == 303 ||
	    status == 307 || status == 308)
		follow_http(r, j);
	else
		job_end(r, j, HTTP_FAILED);
}

void
job_judge(struct run *r, struct job *j, CURLcode code)
{
	bool asked_if = j->t->etag != NULL || j->t->modified != NULL;
	long status = 0;

	r->running--;
	j->t->unreachable = false;
	j->curl->easy_getinfo(j->easy, CURLINFO_RESPONSE_CODE, &status);
	if (code != CURLE_OK && !j->enough) {
		judge_broken(r, j, code);
		return;
	}
	if (status == STATUS_NOT_MODIFIED && asked_if) {
		job_end(r, j, HTTP_UNCHANGED);
		return;
	}
	if (status != STATUS_OK && status != 0) {
		judge_status(r, j, status);
		return;
	}
	if (j->got == 0) {
		job_explain(j, "an empty answer");
		job_end(r, j, HTTP_FAILED);
		return;
	}
	if (status == STATUS_OK)
		keep_head(j);
	job_end(r, j, HTTP_DONE);
}
