/* CommonMark (0.30, by cmark) to HTML that is safe to show. */
#ifndef PROSE_MARKDOWN_H
#define PROSE_MARKDOWN_H

#include <stddef.h>

#include "base/buf.h"

enum {
	MARKDOWN_SAFE = 0,  /* raw HTML in it is left out */
	MARKDOWN_RAW = 1,   /* raw HTML stays, as far as the allow-list has it */
};

/*
 * Appends the HTML of len bytes of Markdown to out. Whatever flags say, all of
 * it has passed the allow-list of html_clean. Returns 0, or -1 after reporting
 * the error (larger than 8 MiB).
 */
int markdown_to_html(const char *text, size_t len, int flags, struct buf *out);

/* The version of cmark that is loaded, into version. */
void markdown_library(char *version, size_t n);

#endif
