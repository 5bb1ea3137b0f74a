/* Waits and limits of transfers, as they are outside tests. */
#include <stdlib.h>

#include "fetch/fetch.h"
#include "http.h"

enum {
	SIZE_MAX_MIB = 256,
	JOBS_MAX = 32,
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
		.asked_max_ms = 60000,
		.connect_s = 20,
		.stall_s = 30,
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
	if (of->jobs > 0)
		o->jobs = of->jobs < JOBS_MAX ? of->jobs : JOBS_MAX;
}
