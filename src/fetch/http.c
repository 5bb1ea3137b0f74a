/* Transfers over HTTP and from files, by libcurl's multi interface. */
#include "http.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/interrupt.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "curl.h"
#include "url.h"

enum {
	HOPS_MAX = 5,            /* redirects */
	PATH_SHOWN = 200,        /* bytes of a path or address in a reason */
	SLOW = 1024,             /* bytes a second that count as none */
	TOTAL_S = 60 * 60,       /* one try, however steadily it drips */
	IDLE_MS = 1000,          /* the longest sleep between two looks */
	FAILURES_MAX = 5,        /* where it is gentle */
	STATUS_OK = 200,         /* RFC 9110, 15 */
	STATUS_NOT_MODIFIED = 304,
	STATUS_UNAUTHORIZED = 401,
	STATUS_FORBIDDEN = 403,
	STATUS_NOT_FOUND = 404,
	STATUS_GONE = 410,
	STATUS_TOO_MANY = 429,   /* RFC 6585, 4 */
};

enum technique_state { WAITING, RUNNING, ENDED };

/* One transfer through its tries and redirects. */
struct job {
	struct http_transfer *t;
	const struct http_options *o;
	const struct curl *curl;
	CURL *easy;
	struct curl_slist *headers, *connect_to;
	char *url; /* of this try */
	enum technique_state state;
	long long due; /* milliseconds; while waiting */
	long long got;
	int tries, hops;
	bool begun, too_large, enough, with_token;
	char error[CURL_ERROR_SIZE];
};

struct run {
	struct curl curl;
	CURLM *multi;
	const struct http_options *o;
	struct job *jobs;
	size_t n, left;
	int running, failed;
	long long held; /* milliseconds: until then the host wants nothing */
};

static const char *
scheme_of(const struct job *j)
{
	if (str_has_prefix(j->url, "https://"))
		return "https";
	if (!j->t->mirror)
		return NULL;
	return str_has_prefix(j->url, "http://") ? "http"
	    : str_has_prefix(j->url, "file://") ? "file" : NULL;
}

/* ---- one try ---- */

static void
explain(struct job *j, const char *why)
{
	str_copy(j->t->why, sizeof(j->t->why), why);
}

static void
explain_path(struct job *j, const char *path, const char *why)
{
	snprintf(j->t->why, sizeof(j->t->why), "%.*s: %.*s",
	    str_fit(path, PATH_SHOWN), path, str_fit(why, PATH_SHOWN), why);
}

/* libcurl's write callback. Another number than n stops the transfer. */
static size_t
on_body(char *bytes, size_t one, size_t n, void *arg)
{
	struct job *j = arg;
	long status = 0;
	int rc = 0;

	n *= one;
	j->got += (long long)n;
	j->too_large = j->got > j->o->size_max;
	if (j->too_large)
		return 0;
	j->curl->easy_getinfo(j->easy, CURLINFO_RESPONSE_CODE, &status);
	if (n == 0 || (status != STATUS_OK && status != 0))
		return n; /* the page that comes with an error */
	if (!j->begun)
		j->t->local = j->t->begin(j->t->ctx) == -1;
	j->begun = true;
	if (!j->t->local)
		rc = j->t->add(j->t->ctx, bytes, n);
	j->t->local |= rc == -1;
	j->enough = rc == 1;
	return j->t->local || j->enough ? 0 : n;
}

static void
add_header(struct job *j, const char *name, const char *value)
{
	struct buf b = BUF_INIT;
	struct curl_slist *more;

	if (value == NULL)
		return;
	buf_printf(&b, "%s: %s", name, value);
	more = j->curl->slist_append(j->headers, buf_str(&b));
	if (more != NULL)
		j->headers = more;
	buf_free(&b);
}

static void
set_limits(struct job *j)
{
	const struct curl *curl = j->curl;
	const struct http_options *o = j->o;
	const char *ca_file = o->ca_file != NULL ? o->ca_file
	    : curl_ca_file(curl);
	CURL *e = j->easy;

	curl->easy_setopt(e, CURLOPT_CONNECTTIMEOUT, (long)o->connect_s);
	curl->easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW);
	curl->easy_setopt(e, CURLOPT_LOW_SPEED_TIME, (long)o->stall_s);
	curl->easy_setopt(e, CURLOPT_TIMEOUT, (long)TOTAL_S);
	curl->easy_setopt(e, CURLOPT_MAXFILESIZE_LARGE,
	    (curl_off_t)o->size_max);
	if (ca_file != NULL)
		curl->easy_setopt(e, CURLOPT_CAINFO, ca_file);
	if (o->connect_to != NULL) {
		j->connect_to = curl->slist_append(NULL, o->connect_to);
		curl->easy_setopt(e, CURLOPT_CONNECT_TO, j->connect_to);
	}
}

static void
set_request(struct job *j)
{
	const struct curl *curl = j->curl;
	CURL *e = j->easy;

	curl->easy_setopt(e, CURLOPT_URL, j->url);
	curl->easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L); /* see follow */
	curl->easy_setopt(e, CURLOPT_HTTP_VERSION,
	    (long)CURL_HTTP_VERSION_2TLS);
	curl->easy_setopt(e, CURLOPT_USERAGENT, "sextant/" SEXTANT_VERSION);
	curl->easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
	curl->easy_setopt(e, CURLOPT_WRITEDATA, j);
	curl->easy_setopt(e, CURLOPT_ERRORBUFFER, j->error);
	curl->easy_setopt(e, CURLOPT_PRIVATE, j);
	curl->easy_setopt(e, CURLOPT_FILETIME, 1L);
	if (j->t->compressed)
		curl->easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "gzip");
	add_header(j, "Accept", j->t->accept);
	add_header(j, "If-None-Match", j->t->etag);
	add_header(j, "If-Modified-Since", j->t->modified);
	curl->easy_setopt(e, CURLOPT_HTTPHEADER, j->headers);
	/* Not a header of ours: libcurl keeps this from proxies, too. */
	j->with_token = j->o->token != NULL && !j->t->mirror &&
	    url_is_github(j->url);
	if (j->with_token) {
		curl->easy_setopt(e, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER);
		curl->easy_setopt(e, CURLOPT_XOAUTH2_BEARER, j->o->token);
	}
}

/* A file must be one: what libcurl makes of a folder differs by version. */
static bool
is_file_http(struct job *j)
{
	const struct curl *curl = j->curl;
	CURLU *u = curl->url();
	char *path = NULL;
	struct stat st;
	bool is = false;

	if (u == NULL ||
	    curl->url_set(u, CURLUPART_URL, j->url, 0) != CURLUE_OK ||
	    curl->url_get(u, CURLUPART_PATH, &path, CURLU_URLDECODE) !=
	    CURLUE_OK || stat(path, &st) == -1) {
		j->t->absent = path != NULL && errno == ENOENT;
		explain_path(j, path == NULL ? j->url : path, "no such file");
	} else if (!S_ISREG(st.st_mode)) {
		explain_path(j, path, "not a file");
	} else {
		is = true;
	}
	curl->free(path);
	curl->url_cleanup(u);
	return is;
}

/* Gives back what belongs to one try. */
static void
release(struct job *j, CURLM *multi)
{
	const struct curl *curl = j->curl;
	if (j->easy == NULL)
		return;
	curl->multi_remove_handle(multi, j->easy);
	curl->easy_cleanup(j->easy);
	curl->slist_free_all(j->headers);
	curl->slist_free_all(j->connect_to);
	j->easy = NULL;
	j->headers = NULL;
	j->connect_to = NULL;
}

static void
end(struct run *r, struct job *j, enum http_result result)
{
	release(j, r->multi);
	j->state = ENDED;
	j->t->result = result;
	r->failed += result == HTTP_FAILED && !j->t->absent;
	r->left--;
	j->t->done(j->t->ctx);
}

static void
start(struct run *r, struct job *j)
{
	const struct curl *curl = j->curl;
	const char *scheme = scheme_of(j);

	j->got = 0;
	j->begun = false;
	j->too_large = false;
	j->enough = false;
	j->error[0] = '\0';
	if (scheme == NULL) {
		explain(j, "not an address that may be read here");
		end(r, j, HTTP_FAILED);
		return;
	}
	if (strcmp(scheme, "file") == 0 && !is_file_http(j)) {
		end(r, j, HTTP_FAILED);
		return;
	}
	j->easy = curl->easy_init();
	if (j->easy == NULL || curl->easy_setopt(j->easy,
	    CURLOPT_PROTOCOLS_STR, scheme) != CURLE_OK) {
		explain(j, "libcurl does not know this kind of address");
		end(r, j, HTTP_FAILED);
		return;
	}
	set_limits(j);
	set_request(j);
	if (curl->multi_add_handle(r->multi, j->easy) != CURLM_OK) {
		explain(j, "libcurl does not take the transfer");
		end(r, j, HTTP_FAILED);
		return;
	}
	j->state = RUNNING;
	r->running++;
}

/* ---- what a try came to ---- */

/* Again after a while, or the end once there were enough tries. */
static void
again(struct run *r, struct job *j, long long asked_ms)
{
	const struct http_options *o = r->o;
	long long wait = o->wait_ms;
	size_t n = strlen(j->t->why);
	int i;

	if (++j->tries > o->retries || j->t->once) {
		if (j->tries > 1)
			snprintf(j->t->why + n, sizeof(j->t->why) - n,
			    " (tried %d times)", j->tries);
		end(r, j, HTTP_FAILED);
		return;
	}
	for (i = 1; i < j->tries && wait < o->wait_max_ms; i++)
		wait *= 2;
	if (wait > o->wait_max_ms)
		wait = o->wait_max_ms;
	if (asked_ms > o->asked_max_ms)
		asked_ms = o->asked_max_ms;
	release(j, r->multi);
	j->state = WAITING;
	j->due = log_clock() + (asked_ms > wait ? asked_ms : wait);
	if (o->gentle && asked_ms > 0 && r->held < j->due)
		r->held = j->due;
}

/* No answer, or not all of it. */
static void
judge_broken(struct run *r, struct job *j, CURLcode code)
{
	if (j->too_large || code == CURLE_FILESIZE_EXCEEDED)
		snprintf(j->t->why, sizeof(j->t->why),
		    "larger than %lld bytes", j->o->size_max);
	else if (!j->t->local)
		explain(j, j->error[0] != '\0' ? j->error
						: j->curl->easy_strerror(code));
	j->t->unreachable = code == CURLE_COULDNT_RESOLVE_HOST ||
	    code == CURLE_COULDNT_RESOLVE_PROXY ||
	    code == CURLE_COULDNT_CONNECT;
	if (!j->too_large && !j->t->local && curl_is_passing(code))
		again(r, j, 0);
	else
		end(r, j, HTTP_FAILED);
}

static void
follow_http(struct run *r, struct job *j)
{
	char *to = NULL;

	j->curl->easy_getinfo(j->easy, CURLINFO_REDIRECT_URL, &to);
	if (to == NULL || ++j->hops > HOPS_MAX || !url_may_follow(j->url, to)) {
		if (to == NULL)
			explain(j, "redirected without a location");
		else if (j->hops > HOPS_MAX)
			explain(j, "redirected too often");
		else
			snprintf(j->t->why, sizeof(j->t->why),
			    "redirected to %.*s: refused",
			    str_fit(to, PATH_SHOWN), to);
		end(r, j, HTTP_FAILED);
		return;
	}
	to = mem_strdup(to);
	free(j->url);
	j->url = to;
	release(j, r->multi);
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
	snprintf(j->t->why, sizeof(j->t->why), "HTTP %ld%.*s", status,
	    str_fit(what, PATH_SHOWN), what);
}

static void
judge_status(struct run *r, struct job *j, long status)
{
	curl_off_t asked = 0;

	j->curl->easy_getinfo(j->easy, CURLINFO_RETRY_AFTER, &asked);
	if (asked < 0 || asked > TOTAL_S)
		asked = TOTAL_S;
	explain_status(j, status);
	j->t->absent = status == STATUS_NOT_FOUND || status == STATUS_GONE;
	if (status >= 500 || status == STATUS_TOO_MANY ||
	    (status == STATUS_FORBIDDEN && asked > 0))
		again(r, j, (long long)asked * 1000);
	else if (status == 301 || status == 302 || status == 303 ||
	    status == 307 || status == 308)
		follow_http(r, j);
	else
		end(r, j, HTTP_FAILED);
}

static void
judge_http(struct run *r, struct job *j, CURLcode code)
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
		end(r, j, HTTP_UNCHANGED);
		return;
	}
	if (status != STATUS_OK && status != 0) {
		judge_status(r, j, status);
		return;
	}
	if (j->got == 0) {
		explain(j, "an empty answer");
		end(r, j, HTTP_FAILED);
		return;
	}
	if (status == STATUS_OK)
		keep_head(j);
	end(r, j, HTTP_DONE);
}

/* ---- all of them ---- */

/* What failed so often will fail again: the rest is not asked for. */
static void
give_up(struct run *r)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (r->jobs[i].state != WAITING)
			continue;
		explain(&r->jobs[i], "not fetched, since others failed");
		end(r, &r->jobs[i], HTTP_FAILED);
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
			start(r, &r->jobs[i]);
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
		judge_http(r, (struct job *)(void *)private, code);
	}
}

/* How long nothing of ours falls due. */
static int
idle_ms(const struct run *r)
{
	long long now = log_clock(), wait = IDLE_MS;
	size_t i;

	if (r->running >= r->o->jobs)
		return IDLE_MS;
	if (now < r->held)
		return r->held - now < wait ? (int)(r->held - now) : IDLE_MS;
	for (i = 0; i < r->n; i++)
		if (r->jobs[i].state == WAITING && r->jobs[i].due - now < wait)
			wait = r->jobs[i].due - now;
	return wait < 0 ? 0 : (int)wait;
}

static CURLMcode
loop(struct run *r)
{
	CURLMcode code = CURLM_OK;
	int still;

	while (code == CURLM_OK && r->left > 0 && !interrupted()) {
		start_due(r);
		code = r->curl.multi_perform(r->multi, &still);
		take_messages(r);
		if (code == CURLM_OK && r->left > 0)
			code = r->curl.multi_poll(r->multi, NULL, 0, idle_ms(r),
			    NULL);
	}
	return code;
}

static void
run_all(struct run *r)
{
	CURLMcode code = loop(r);
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (r->jobs[i].state != ENDED) {
			explain(&r->jobs[i], r->curl.multi_strerror(code));
			end(r, &r->jobs[i], HTTP_FAILED);
		}
		free(r->jobs[i].url);
	}
}

int
http_run(struct http_transfer *t, size_t n, const struct http_options *o)
{
	struct run r = { .o = o, .n = n, .left = n };
	size_t i;

	if (curl_load(&r.curl, true) == -1)
		return -1;
	if (r.curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
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
	run_all(&r);
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
