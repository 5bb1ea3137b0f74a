/* libcurl, loaded by the first who transfers (base/library.h). */
#ifndef FETCH_CURL_H
#define FETCH_CURL_H

#include <curl/curl.h>
#include <stdbool.h>

/* What is called of it: curl->easy_init() is curl_easy_init(). */
#define CURL_CALLS(X) \
	X(easy_cleanup) X(easy_getinfo) X(easy_header) X(easy_init) \
	X(easy_setopt) X(easy_strerror) X(free) X(getdate) \
	X(global_cleanup) X(global_init_mem) X(multi_add_handle) \
	X(multi_cleanup) \
	X(multi_info_read) X(multi_init) X(multi_perform) X(multi_poll) \
	X(multi_remove_handle) X(multi_strerror) X(slist_append) \
	X(slist_free_all) X(url) X(url_cleanup) X(url_get) X(url_set) \
	X(version_info)

struct curl {
#define CURL_CALL(name) __typeof__(curl_##name) *name;
	CURL_CALLS(CURL_CALL)
#undef CURL_CALL
};

/* Fills in its calls, which stand until the process ends; returns 0, or -1, which
 * is said or not. */
int curl_load(struct curl *curl, bool said);

/*
 * The file of the authorities that the system trusts, for a libcurl that knows
 * none itself, as the static program's: it stands elsewhere on each distribution.
 * Returns NULL where there is none, or SSL_CERT_DIR says otherwise.
 */
const char *curl_ca_file(const struct curl *curl);

/* May the same transfer succeed a moment later? */
bool curl_is_passing(CURLcode code);

#endif
