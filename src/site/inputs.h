/* What pages are made from. */
#ifndef SITE_INPUTS_H
#define SITE_INPUTS_H

#include "base/digest.h"
#include "site/render.h"

/*
 * A digest of all that render_run reads: the bytes of every file, and the options that show
 * in pages, into hex. Returns 0, or -1.
 */
int inputs_digest(const char *catalog, const struct render_options *o,
    char hex[DIGEST_HEX + 1]);

#endif
