/* Loads libcurl. */
#include "curl.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#include "base/log.h"

/* Names of its one interface since 2006: as it comes, and as Debian has it with
 * another TLS library. */
static const char *const names[] = { "libcurl.so.4", "libcurl-gnutls.so.4",
	"libcurl.4.dylib" };

static const struct {
	const char *name;
	size_t offset;
} calls[] = {
#define CURL_CALL(name) { "curl_" #name, offsetof(struct curl, name) },
	CURL_CALLS(CURL_CALL)
#undef CURL_CALL
};

int
curl_load(struct curl *curl)
{
	void *library = NULL, *call;
	size_t i;

	for (i = 0; library == NULL && i < sizeof(names) / sizeof(names[0]);
	    i++)
		library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		call = library == NULL ? NULL : dlsym(library, calls[i].name);
		if (call == NULL) {
			log_error("libcurl cannot be loaded: %s", dlerror());
			return -1;
		}
		memcpy((char *)curl + calls[i].offset, &call, sizeof(call));
	}
	return 0;
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
