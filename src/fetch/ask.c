/* Asks what is new, and reads no more of an answer than tells it. */
#include "fetch/ask.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/str.h"
#include "http.h"
#include "pin.h"
#include "store/cache.h"
#include "store/content.h"
#include "url.h"

/* Of a packed archive so much unpacks to its head (store/archive.h). */
enum { HEAD = 128 * 1024 };

/* One request, for every ask that is answered by it. */
struct request {
	struct ask *of;       /* the first of them */
	const struct fetch_options *o;
	const struct http_transfer *t;
	char *address;        /* the URL, or where a mirror has it */
	struct cache_url known; /* what the cache has of it; sha256 "": nothing */
	bool of_lock;         /* that is what the lock names */
	bool of_address;      /* its ETag is this address's own */
	struct buf body;      /* of an archive: its head; of a text: all */
	struct digest digest; /* of a local file */
	bool local, digesting;
	size_t enough;        /* bytes of body; 0: none is read */
};

/* ---- what is read of an answer ---- */

static void
end_digest(struct request *r)
{
	char unused[DIGEST_HEX + 1];

	if (r->digesting)
		digest_end(&r->digest, unused);
	r->digesting = false;
}

static int
ask_begin(void *ctx)
{
	struct request *r = ctx;

	buf_reset(&r->body);
	end_digest(r);
	digest_begin(&r->digest);
	r->digesting = true;
	return 0;
}

static int
ask_add(void *ctx, const char *bytes, size_t n)
{
	struct request *r = ctx;

	if (r->enough == 0 && r->local) {
		digest_add(&r->digest, bytes, n);
		return 0;
	}
	if (r->enough > 0)
		buf_put(&r->body, bytes, n);
	return r->body.len >= r->enough ? 1 : 0;
}

static void
ask_done(void *ctx)
{
	(void)ctx;
}

/* ---- what an answer says ---- */

static void
judge(struct ask *a, enum ask_state state, const char *why)
{
	a->state = state;
	a->why = why;
}

/* Is the answer what the cache's was, by the validator that it sends, though
 * it does not say 304? Only where either has one. */
static bool
is_same_answer(const struct request *r)
{
	const struct http_transfer *t = r->t;

	if (t->etag != NULL)
		return strcmp(t->got_etag, t->etag) == 0;
	return t->modified != NULL &&
	    strcmp(t->got_modified, t->modified) == 0;
}

/* Did it come with the kind of validator that was asked with? */
static bool
is_other_answer(const struct request *r)
{
	const struct http_transfer *t = r->t;

	return r->of_address && !is_same_answer(r) &&
	    ((t->etag != NULL && t->got_etag[0] != '\0') ||
	    (t->modified != NULL && t->got_modified[0] != '\0'));
}

static void
judge_archive(struct request *r, struct arena *mem)
{
	char commit[ARCHIVE_REVISION + 1] = "";
	struct ask *a = r->of;

	archive_head_revision(r->body.s, r->body.len, commit);
	if (commit[0] != '\0')
		a->revision = arena_strdup(mem, commit);
	if (a->revision != NULL && a->e->revision != NULL)
		judge(a, strcmp(commit, a->e->revision) == 0 ? ASK_CURRENT
		    : ASK_NEWER, NULL);
	else if (is_other_answer(r))
		judge(a, ASK_NEWER, "the host has another archive than that "
		    "which was fetched");
	else
		judge(a, ASK_UNCLEAR, a->revision == NULL
		    ? "the archive does not name its commit"
		    : "the lock does not name the commit");
}

/* A local file was read: its bytes decide. */
static void
judge_local(struct request *r)
{
	char sha256[DIGEST_HEX + 1];

	digest_end(&r->digest, sha256);
	r->digesting = false;
	judge(r->of, strcmp(sha256, r->of->e->sha256) == 0 ? ASK_CURRENT
	    : ASK_NEWER, NULL);
}

/* By size and day, of which the lock has its own. */
static void
judge_file(struct request *r, struct arena *mem)
{
	const struct http_transfer *t = r->t;
	struct ask *a = r->of;
	char day[DATE_LEN + 1] = "";
	int order = 0;

	if (t->got_time >= 0 && !a->day_given) {
		date_of(t->got_time, day);
		order = strcmp(day, a->e->accessed);
	}
	if (is_other_answer(r) && r->of_lock)
		judge(a, ASK_NEWER, "the host has another version than that "
		    "which was fetched");
	else if (t->got_size >= 0 && t->got_size != a->e->size)
		judge(a, ASK_NEWER, arena_printf(mem, "%lld bytes, not %lld",
		    t->got_size, a->e->size));
	else if (order > 0)
		judge(a, ASK_NEWER, arena_printf(mem, "modified %s", day));
	else if (order < 0)
		judge(a, ASK_CURRENT, NULL);
	else
		judge(a, ASK_UNCLEAR, "as large as it was, and the cache keeps "
		    "no ETag of it");
}

static void
judge_answer(struct request *r, struct arena *mem)
{
	struct ask *a = r->of;

	if (r->t->result == HTTP_FAILED) {
		judge(a, ASK_FAILED, arena_strdup(mem, r->t->why));
		log_error("%s: %s: %s", a->e->id, a->e->url, a->why);
	} else if (r->t->result == HTTP_UNCHANGED || is_same_answer(r)) {
		judge(a, r->of_lock ? ASK_CURRENT : ASK_NEWER, r->of_lock
		    ? NULL : "the cache has it, and the lock does not");
	} else if (a->archive) {
		judge_archive(r, mem);
	} else if (r->local) {
		judge_local(r);
	} else {
		judge_file(r, mem);
	}
}

/* ---- what is asked ---- */

static const char *
why_pinned(const char *url)
{
	char *commit = url_commit(url);
	bool is = commit != NULL;

	free(commit);
	if (is)
		return "to a commit";
	return url_is_tag(url) ? "to a tag" : NULL;
}

/*
 * What the cache keeps of the address. Of a file that came by the address of a
 * commit, the tag that it had there: GitHub's is one of the bytes, so that
 * having the same one is to be the same, though having another proves nothing.
 * Returns 0, or -1 after reporting the error.
 */
static int
look_up(struct request *r, struct arena *mem)
{
	const struct lock_entry *e = r->of->e;
	const char *root = r->o->cache;
	char object[DIGEST_HEX + 1], *address = NULL;
	long long size;
	int rc = cache_lookup(root, r->address, mem, &r->known);

	r->of_address = true;
	if (rc == -1)
		return -1;
	if (r->known.etag == NULL && r->known.modified == NULL &&
	    e->revision != NULL && !r->of->archive && r->o->mirror == NULL)
		address = url_at_commit(e->url, e->revision);
	if (address != NULL) {
		r->of_address = false;
		rc = cache_lookup(root, address, mem, &r->known);
		r->known.modified = NULL;
	}
	free(address);
	r->of_lock = rc == 1 && content_find(root, e, object, &size) &&
	    strcmp(object, r->known.sha256) == 0;
	/* Of an archive only the lock's: packed anew it may be the same. */
	if (r->of_lock || (rc == 1 && !r->of->archive && r->of_address))
		return 0;
	r->known.etag = r->known.modified = NULL;
	return rc == -1 ? -1 : 0;
}

static void
set_transfer(struct request *r, struct http_transfer *t)
{
	r->t = t;
	*t = (struct http_transfer){
		.url = r->address,
		.mirror = r->o->mirror != NULL,
		.etag = r->known.etag,
		.modified = r->known.modified,
		.begin = ask_begin,
		.add = ask_add,
		.done = ask_done,
		.ctx = r,
	};
}

/* Would the same answer settle both? */
static bool
is_same_ask(const struct ask *a, const struct ask *b)
{
	return strcmp(a->e->url, b->e->url) == 0 && a->archive == b->archive &&
	    a->day_given == b->day_given &&
	    str_equal(a->e->revision, b->e->revision) &&
	    strcmp(a->e->accessed, b->e->accessed) == 0 &&
	    (a->archive || strcmp(a->e->sha256, b->e->sha256) == 0);
}

/* The first of them, up to the i-th itself, whose answer settles the i-th. */
static size_t
first_same(const struct ask *asks, size_t i)
{
	size_t k = 0;

	while (k < i && !is_same_ask(&asks[i], &asks[k]))
		k++;
	return k;
}

/* Is its address not to be asked? */
static bool
is_settled(struct ask *a)
{
	const char *url = a->e->url;

	judge(a, ASK_FAILED, url_why_not(url));
	if (a->why != NULL) {
		log_error("%s: %s: %s", a->e->id, url, a->why);
		return true;
	}
	judge(a, ASK_PINNED, why_pinned(url));
	return a->why != NULL;
}

/* A request for each that needs one. Returns their number, or -1 after
 * reporting the error. */
static int
list_requests(struct ask *asks, size_t n, const struct fetch_options *o,
    struct request *requests, struct arena *mem)
{
	struct request *r;
	size_t i;
	int count = 0;

	for (i = 0; i < n; i++) {
		asks[i].revision = NULL;
		asks[i].state = ASK_UNCLEAR;
		if (first_same(asks, i) < i || is_settled(&asks[i]))
			continue;
		r = &requests[count++];
		r->of = &asks[i];
		r->o = o;
		r->enough = asks[i].archive ? HEAD : 0;
		r->address = url_in_mirror(o->mirror, asks[i].e->url);
		r->local = str_has_prefix(r->address, "file:");
		if (look_up(r, mem) == -1)
			return -1;
	}
	return count;
}

/* Of files that are not clear yet, the commit that their branch is at. Returns
 * 0, or -1 after reporting the error. */
static int
ask_branches(struct ask *asks, size_t n, const struct fetch_options *o,
    const struct http_options *http, struct arena *mem)
{
	struct fetch_item *items = mem_array(n, sizeof(*items));
	struct fetch_pins pins = { 0 };
	const char *commit;
	size_t i, k = 0;
	int rc;

	for (i = 0; i < n; i++)
		if (asks[i].state == ASK_UNCLEAR && !asks[i].archive &&
		    asks[i].e->revision != NULL)
			items[k++].url = asks[i].e->url;
	rc = k > 0 ? pin_ask(&pins, items, k, o->mirror, http) : 0;
	for (i = 0; rc == 0 && k > 0 && i < n; i++) {
		commit = asks[i].state == ASK_UNCLEAR && !asks[i].archive
		    ? pin_of(&pins, asks[i].e->url) : NULL;
		if (commit == NULL)
			continue;
		asks[i].revision = arena_strdup(mem, commit);
		if (str_equal(commit, asks[i].e->revision))
			judge(&asks[i], ASK_CURRENT, NULL);
		else
			asks[i].why = "its branch has moved, perhaps without "
				      "it";
	}
	fetch_pins_free(&pins);
	free(items);
	return rc;
}

/* To those for which another one was asked. */
static void
copy_same(struct ask *asks, size_t n)
{
	struct ask *a;
	size_t i, k;

	for (i = 0; i < n; i++) {
		a = &asks[i];
		k = first_same(asks, i);
		if (k == i)
			continue;
		judge(a, asks[k].state, asks[k].why);
		a->revision = asks[k].revision;
		if (a->state == ASK_FAILED)
			log_error("%s: %s: %s", a->e->id, a->e->url, a->why);
	}
}

/* Runs them, each as one of t; returns 0, or -1 after reporting the error. */
static int
run_requests(struct request *requests, struct http_transfer *t, size_t n,
    const struct http_options *http)
{
	size_t i;

	for (i = 0; i < n; i++)
		set_transfer(&requests[i], &t[i]);
	return n == 0 ? 0 : http_run(t, n, http);
}

static void
free_requests(struct request *requests, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		free(requests[i].address);
		buf_free(&requests[i].body);
		end_digest(&requests[i]);
	}
	free(requests);
}

int
ask_all(struct ask *asks, size_t n, const struct fetch_options *o,
    struct arena *mem)
{
	struct request *requests = mem_array(n, sizeof(*requests));
	struct http_transfer *t = mem_array(n, sizeof(*t));
	struct http_options http;
	int i, count, rc = -1;
	bool all = true;
	size_t k;

	http_of_options(o, &http);
	count = list_requests(asks, n, o, requests, mem);
	if (count != -1)
		rc = run_requests(requests, t, (size_t)count, &http);
	for (i = 0; rc == 0 && i < count; i++)
		judge_answer(&requests[i], mem);
	if (rc == 0)
		rc = ask_branches(asks, n, o, &http, mem);
	if (rc == 0)
		copy_same(asks, n);
	for (k = 0; k < n; k++) {
		if (rc == -1)
			judge(&asks[k], ASK_FAILED, NULL);
		all &= asks[k].state != ASK_FAILED;
	}
	free_requests(requests, n);
	free(t);
	return all ? 0 : -1;
}

/* Adds what was told, or is as it was; returns 0, or -1 after reporting the
 * error. */
static int
keep_text(struct request *r, const char *url, const char *id, size_t max,
    struct buf *text)
{
	char *path;
	int rc;

	if (r->t->result == HTTP_FAILED || r->body.len > max) {
		log_error("%s: %s: %s", id, url,
		    r->t->result == HTTP_FAILED ? r->t->why : "too large");
		return -1;
	}
	if (r->t->result == HTTP_DONE) {
		buf_put(text, r->body.s, r->body.len);
		return 0;
	}
	path = cache_object_path(r->o->cache, r->known.sha256);
	rc = file_read(path, max, text);
	free(path);
	return rc;
}

int
ask_text(const char *url, const char *id, size_t max,
    const struct fetch_options *o, struct buf *text)
{
	struct request *r = mem_array(1, sizeof(*r));
	struct http_transfer t;
	struct arena mem = { 0 };
	struct http_options http;
	int rc = -1;

	http_of_options(o, &http);
	r->o = o;
	r->enough = max + 1;
	r->address = url_in_mirror(o->mirror, url);
	if (cache_lookup(o->cache, r->address, &mem, &r->known) != -1 &&
	    run_requests(r, &t, 1, &http) == 0)
		rc = keep_text(r, url, id, max, text);
	free_requests(r, 1);
	arena_free(&mem);
	return rc;
}
