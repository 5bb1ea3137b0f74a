/* The text of a report, as it is read: without markup, and with its lines. */
#ifndef REPORT_PLAIN_H
#define REPORT_PLAIN_H

#include <stddef.h>

#include "base/buf.h"

/*
 * Appends to out len bytes of UTF-8 without NUL, with each line end where it
 * was, and so that ids and names can be found:
 *
 *	HTML             without tags, comments, scripts and styles, but with the
 *	                 addresses that links lead to; &amp; and the like are
 *	                 what they stand for
 *	T1059\.001       Markdown's backslashes before punctuation are gone
 *	T1059[.]001      and so is what disarms an address: [.] (.) {.} [dot] [:]
 *	%2F              is a slash
 *	soft hyphens     and what else shows nothing is gone; other hyphens, spaces
 *	                 and quotes are those of ASCII
 *
 * A '<' is a tag only before the name of an element of HTML.
 */
void plain_put(const char *text, size_t len, struct buf *out);

#endif
