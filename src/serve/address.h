/* What a request means: nothing here knows of the network. */
#ifndef SERVE_ADDRESS_H
#define SERVE_ADDRESS_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * The file that the path of a request ("/techniques/T1003%2e001.html", without
 * its query) names, relative to the site, appended to file; a path that ends
 * in '/' names its index.html. False, and nothing appended, where no file of a
 * site can be meant: broken escapes, a way up, a name that begins with a dot,
 * control characters, no UTF-8, more than 4096 bytes.
 */
bool address_file(const char *path, struct buf *file);

/* The media type of a file, by its name; borrowed, of octets without another. */
const char *address_type(const char *file);

/*
 * Appends to policy the Content-Security-Policy that page, the beginning of an
 * HTML file, has in a <meta> of its head, as the templates write it; false, and
 * nothing appended, where there is none that a header may have.
 */
bool address_policy(const char *page, struct buf *policy);

/* Is host, as a request has it (NULL: not at all), this machine at this port:
 * localhost, 127.0.0.1 or [::1], without a port where that is 80? */
bool address_is_ours(const char *host, int port);

/* Does the list of If-None-Match (NULL: none) have the tag, or "*"? */
bool address_has_tag(const char *list, const char *tag);

#endif
