/* CommonMark (0.30, by cmark) to HTML that is safe to show. */
#ifndef RENDER_MARKDOWN_H
#define RENDER_MARKDOWN_H

#include <stddef.h>

#include "base/buf.h"

enum {
	MARKDOWN_SAFE = 0,  /* raw HTML in it is left out */
	MARKDOWN_RAW = 1,   /* raw HTML stays, as far as the allow-list has it */
	MARKDOWN_IDS = 2,   /* headings get an id made of their text, unique */
};

/*
 * Appends the HTML of len bytes of Markdown to out. Whatever flags say, all of
 * it has passed the allow-list of html_clean. An id is the heading's text with
 * ASCII letters in lower case, digits, and "-" for any run of others; the
 * second of the same gets "-2". A heading that has an id keeps it, and from
 * the 513th on they get none. 0, or -1 once said (larger than 256 KiB).
 */
int markdown_to_html(const char *text, size_t len, int flags, struct buf *out);

/* The version of cmark that is loaded, into version. */
void markdown_library(char *version, size_t n);

#endif
