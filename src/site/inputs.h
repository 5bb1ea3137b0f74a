/* What pages are made from. */
#ifndef SITE_INPUTS_H
#define SITE_INPUTS_H

#include "base/digest.h"
#include "site/render.h"

#include "catalog/seen.h"

/* The catalogs that are read. */
struct inputs {
	struct catalog_bytes catalog, previous;
};

/*
 * A digest of all that render_run reads: the bytes of every file, and the options that show
 * in pages, into hex; and what was digested of catalogs. Returns 0, or -1.
 */
int inputs_digest(const char *catalog, const struct render_options *o,
    struct inputs *in, char hex[DIGEST_HEX + 1]);

#endif
