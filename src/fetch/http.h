/*
 * Transfers over HTTP and from files, several at once. The owner of libcurl.
 * Reports nothing: each transfer holds its error.
 */
#ifndef FETCH_HTTP_H
#define FETCH_HTTP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Bytes of a body a second; below that a try is given up. A modem is faster; and
 * six at once on a line that gives each of them less get, by the default
 * deadline, no source whole.
 */
enum { HTTP_RATE_MIN = 4096 };

enum http_result {
	HTTP_FAILED,    /* why is filled */
	HTTP_DONE,      /* all bytes that add wanted were given to it */
	HTTP_UNCHANGED, /* what etag or modified name is still right */
};

/* One transfer. Strings are borrowed until http_run returns. */
struct http_transfer {
	const char *url;      /* https://; of a mirror also http:// or file:// */
	bool mirror;          /* no token, and what its URL says is allowed */
	bool compressed;      /* may come compressed; add gets it unpacked */
	const char *etag;     /* of what is known already, or NULL */
	const char *modified; /* its Last-Modified, or NULL */
	const char *accept;   /* the kind of answer, or NULL: any */
	bool once;            /* not retried */

	/* A body begins, perhaps anew; then its bytes. 0, or -1 with why
	 * filled (by whoever ctx is): then local is set and nothing retried.
	 * add: 1 where that is enough: what follows is not read, and the
	 * transfer is done. */
	int (*begin)(void *ctx);
	int (*add)(void *ctx, const char *bytes, size_t n);
	/* Where it is not NULL, called each time its host asks for a wait of more
	 * than some seconds: why says until when. */
	void (*waits)(void *ctx);
	/* Called once, as soon as the result is known. */
	void (*done)(void *ctx);
	void *ctx;

	enum http_result result;
	char why[400];
	bool unreachable;      /* the network, or the host as a whole */
	bool absent;           /* it is not there: 404, 410, no such file */
	bool local;            /* begin or add failed, not the network */
	bool late;             /* the deadline came first, and no error did */
	char got_etag[512];    /* as sent, or "" */
	char got_modified[64]; /* as sent, or "" */
	long long got_size;    /* Content-Length, or -1: not told (of 200) */
	long long got_time;    /* Last-Modified, in seconds, or -1: likewise */
};

/* Waits and limits: http_defaults, or a test's own. */
struct http_options {
	int jobs;                /* transfers at once */
	bool gentle;             /* all of one host: when it asks to wait, all
	                            do, and after 5 failures no more is asked */
	int retries;             /* after the first try */
	int wait_ms, wait_max_ms; /* before the first retry; doubles, up to */
	int connect_s;           /* to connect within */
	int stall_s;             /* over spans of this long its rate is looked at */
	long long deadline;      /* of log_clock: what is not done then has failed;
	                            0: none */
	int timeout;             /* the seconds of which that is the end, to be told */
	bool more;               /* others come after these: half of what is left is
	                            theirs */
	long long size_max;      /* bytes of one body */
	const char *token;       /* GITHUB_TOKEN, or NULL: github.com over https */
	const char *ca_file;     /* instead of the system's, or NULL */
	const char *connect_to;  /* tests: HOST:PORT that stands for all, or NULL */
};

/* The values used outside tests; the token is from the environment. */
void http_defaults(struct http_options *o);

/* Those that a call is to have: the defaults, or a test's, with its number of
 * transfers at once, of which 32 are the most. */
struct fetch_options;
void http_of_options(const struct fetch_options *of, struct http_options *o);

/*
 * Runs all. Redirects are followed (at most 5), from https to https only, from
 * http to http or https, and never to or from a file. Connections that fail or
 * are slow, and answers 429, 5xx, and 403 that says when, are tried again, while others
 * go on. What asks to be asked later than the deadline has failed, and why says
 * when; so has one that took half of what was left of it while others wait for
 * its place. Returns 0, or -1 after reporting that libcurl cannot be loaded.
 */
int http_run(struct http_transfer *t, size_t n, const struct http_options *o);

/* See fetch_library. */
void http_library(char *version, size_t n);

#endif
