/* Loads libmicrohttpd. */
#include "mhd.h"

#include <stdio.h>

#include "base/library.h"
#include "serve/serve.h"

/* Its one interface since 2013. */
LIBRARY_NAMES(sonames, "serve", "previews a site", "recommended",
    "libmicrohttpd.12.dylib", "libmicrohttpd.so.12");

static const struct library_call calls[] = {
#define MHD_CALL(name) LIBRARY_CALL(struct mhd, MHD_, name)
	MHD_CALLS(MHD_CALL)
#undef MHD_CALL
};

int
mhd_load(struct mhd *mhd, bool said)
{
	return library_load(said ? "libmicrohttpd" : NULL, sonames, calls,
	    sizeof(calls) / sizeof(calls[0]), mhd);
}

void
serve_library(char *version, size_t n)
{
	struct mhd mhd;

	version[0] = '\0';
	if (mhd_load(&mhd, false) == 0)
		snprintf(version, n, "%s", mhd.get_version());
}
