/* Loads libcurl. */
#include "curl.h"

#include "base/library.h"

/* Its one interface since 2006, as it comes, and as Debian has it with another
 * TLS library. */
LIBRARY_NAMES(sonames, "fetch", "fetches ATT&CK and the sources", "required",
    "libcurl.4.dylib", "libcurl.so.4", "libcurl-gnutls.so.4");

static const struct library_call calls[] = {
#define CURL_CALL(name) { "curl_" #name, offsetof(struct curl, name) },
	CURL_CALLS(CURL_CALL)
#undef CURL_CALL
};

int
curl_load(struct curl *curl)
{
	return library_load("libcurl", sonames, calls,
	    sizeof(calls) / sizeof(calls[0]), curl);
}

bool
curl_is_passing(CURLcode code)
{
	switch (code) {
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
	case CURLE_PARTIAL_FILE:
	case CURLE_OPERATION_TIMEDOUT:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_GOT_NOTHING:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
		return true;
	default:
		return false;
	}
}
