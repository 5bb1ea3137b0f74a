/* Loads libcurl. */
#include "curl.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/library.h"

/* Its one interface since 2006, as it comes, and as Debian has it with another
 * TLS library. */
LIBRARY_NAMES(sonames, "fetch", "fetches ATT&CK and the sources", "required",
    "libcurl.4.dylib", "libcurl.so.4", "libcurl-gnutls.so.4");

static const struct library_call calls[] = {
#define CURL_CALL(name) LIBRARY_CALL(struct curl, curl_, name)
	CURL_CALLS(CURL_CALL)
#undef CURL_CALL
};

int
curl_load(struct curl *curl, bool said)
{
	return library_load(said ? "libcurl" : NULL, sonames, calls,
	    sizeof(calls) / sizeof(calls[0]), curl);
}

const char *
curl_ca_file(const struct curl *curl)
{
	static const char *const files[] = {
		"/etc/ssl/certs/ca-certificates.crt", /* Debian, Arch, Alpine */
		"/etc/pki/tls/certs/ca-bundle.crt",   /* Fedora, RHEL */
		"/etc/ssl/ca-bundle.pem",             /* openSUSE */
		"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", /* RHEL */
		"/etc/ssl/cert.pem",                  /* Alpine, BSD */
	};
	const curl_version_info_data *info =
	    curl->version_info(CURLVERSION_NOW);
	size_t i;

	if (info->cainfo != NULL || info->capath != NULL ||
	    getenv("SSL_CERT_DIR") != NULL)
		return NULL;
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (access(files[i], R_OK) == 0)
			return files[i];
	return NULL;
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
