/* Waits and limits of transfers, as they are outside tests. */
#include <stdlib.h>

#include "fetch/fetch.h"
#include "http.h"

enum {
	SIZE_MAX_MIB = 256,
	JOBS_MAX = 32,
	STALL_S = 30,
};

void
http_defaults(struct http_options *o)
{
	const char *token = getenv("GITHUB_TOKEN");
	const char *ca_file = getenv("CURL_CA_BUNDLE");
	const char *p;

	if (ca_file == NULL || *ca_file == '\0')
		ca_file = getenv("SSL_CERT_FILE");

	*o = (struct http_options){
		.jobs = 6,
		.retries = 4,
		.wait_ms = 500,
		.wait_max_ms = 8000,
		.connect_s = 20,
		.stall_s = STALL_S,
		.size_max = (long long)SIZE_MAX_MIB << 20,
		.ca_file = ca_file != NULL && *ca_file != '\0' ? ca_file : NULL,
	};
	if (token == NULL || *token == '\0')
		return;
	for (p = token; *p > ' ' && *p <= '~'; p++)
		;
	if (*p == '\0')
		o->token = token;
}

void
http_of_options(const struct fetch_options *of, struct http_options *o)
{
	http_defaults(o);
	if (of->http != NULL)
		*o = *of->http;
	o->deadline = of->deadline;
	o->timeout = of->timeout;
	o->more = of->more;
	/* Where there is little time, some must be left for another try. */
	if (of->timeout > 0 && o->stall_s > of->timeout / 4)
		o->stall_s = of->timeout < 4 ? 1 : of->timeout / 4;
	if (of->jobs > 0)
		o->jobs = of->jobs < JOBS_MAX ? of->jobs : JOBS_MAX;
}
