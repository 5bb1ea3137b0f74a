/* Tries: what is asked, within which limits, and the bytes that come. */
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/str.h"
#include "http_job.h"
#include "url.h"

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

void
job_explain(struct job *j, const char *fmt, ...)
{
	struct buf why = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&why, fmt, ap);
	va_end(ap);
	str_copy(j->t->why, sizeof(j->t->why), buf_str(&why));
	buf_free(&why);
}

static void
explain_path(struct job *j, const char *path, const char *why)
{
	job_explain(j, "%.*s: %.*s", str_fit(path, PATH_SHOWN), path,
	    str_fit(why, PATH_SHOWN), why);
}

/* libcurl's header callback, of headers of any answer of the try: also 1xx, and
 * trailers. */
static size_t
on_header(char *bytes, size_t one, size_t n, void *arg)
{
	struct job *j = arg;

	(void)bytes;
	j->head += n * one;
	return j->head > HEAD_MAX ? 0 : n * one;
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

	if (value == NULL)
		return;
	buf_printf(&b, "%s: %s", name, value);
	j->headers = j->curl->slist_append(j->headers, buf_str(&b));
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
#if LIBCURL_VERSION_NUM >= 0x075700
	/* A name server that is silent holds up its own thread, not the end. */
	curl->easy_setopt(e, CURLOPT_QUICK_EXIT, 1L);
#endif
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
	curl->easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
	curl->easy_setopt(e, CURLOPT_HEADERDATA, j);
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

void
job_release(struct run *r, struct job *j)
{
	const struct curl *curl = j->curl;

	if (j->easy == NULL)
		return;
	curl->multi_remove_handle(r->multi, j->easy);
	curl->easy_cleanup(j->easy);
	curl->slist_free_all(j->headers);
	curl->slist_free_all(j->connect_to);
	j->easy = NULL;
	j->headers = NULL;
	j->connect_to = NULL;
}

void
job_end(struct run *r, struct job *j, enum http_result result)
{
	job_release(r, j);
	j->state = ENDED;
	j->t->result = result;
	r->failed += result == HTTP_FAILED && !j->t->absent;
	r->left--;
	j->t->done(j->t->ctx);
}

/* Whatever was of the last try. */
static void
begin_try(struct job *j)
{
	long long now = log_clock(), deadline = j->o->deadline;

	if (j->half == 0 && deadline > 0)
		j->half = now + (deadline - now) / 2;
	j->seen = now;
	j->got = j->seen_got = 0;
	j->head = 0;
	j->begun = false;
	j->too_large = false;
	j->enough = false;
	j->error[0] = '\0';
}

void
job_start(struct run *r, struct job *j)
{
	const struct curl *curl = j->curl;
	const char *scheme = scheme_of(j);

	begin_try(j);
	if (scheme == NULL) {
		job_explain(j, "not an address that may be read here");
		job_end(r, j, HTTP_FAILED);
		return;
	}
	if (strcmp(scheme, "file") == 0 && !is_file_http(j)) {
		job_end(r, j, HTTP_FAILED);
		return;
	}
	j->easy = curl->easy_init();
	if (j->easy == NULL || curl->easy_setopt(j->easy,
	    CURLOPT_PROTOCOLS_STR, scheme) != CURLE_OK) {
		job_explain(j, "libcurl does not know this kind of address");
		job_end(r, j, HTTP_FAILED);
		return;
	}
	set_limits(j);
	set_request(j);
	if (curl->multi_add_handle(r->multi, j->easy) != CURLM_OK) {
		job_explain(j, "libcurl does not take the transfer");
		job_end(r, j, HTTP_FAILED);
		return;
	}
	j->state = RUNNING;
	r->running++;
}
