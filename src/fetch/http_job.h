/*
 * One transfer through its tries and redirects: what http.c runs, http_try.c
 * asks for, and http_judge.c makes of the answers.
 */
#ifndef FETCH_HTTP_JOB_H
#define FETCH_HTTP_JOB_H

#include "curl.h"
#include "http.h"

enum {
	PATH_SHOWN = 200,        /* bytes of a path or address in a reason */
	HEAD_MAX = 256 * 1024,   /* bytes of all headers of a try */
	FAILURES_MAX = 5,        /* where it is gentle */
	STATUS_OK = 200,         /* RFC 9110, 15 */
};

enum job_state { WAITING, RUNNING, ENDED };

struct job {
	struct http_transfer *t;
	const struct http_options *o;
	const struct curl *curl;
	CURL *easy;
	struct curl_slist *headers, *connect_to;
	char *url; /* of this try */
	enum job_state state;
	long long due;      /* milliseconds; while waiting */
	long long half;     /* of what was left of the deadline as its first try
	                       began, in milliseconds; 0: not yet, or no deadline */
	long long got;      /* bytes of the body; of the headers: */
	size_t head;
	long long seen, seen_got; /* when its rate was looked at, and got then */
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

/* Begins a try; where it cannot, the job ends. */
void job_start(struct run *r, struct job *j);

/* Gives back what belongs to one try. */
void job_release(struct run *r, struct job *j);

void job_end(struct run *r, struct job *j, enum http_result result);

/* Sets why, cut off where it is long. */
void job_explain(struct job *j, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds to why how often it was tried, and what came of that. */
void job_add_tries(struct job *j, const char *then);

/* A running try is over, with an answer or without one: the job ends, or waits
 * for the next. */
void job_judge(struct run *r, struct job *j, CURLcode code);

/* Again after a while, or the end once there were enough tries; so many
 * milliseconds are to be waited at least. */
void job_again(struct run *r, struct job *j, long long asked_ms);

#endif
