/* HTML fragments through an allow-list (libxml2). */
#ifndef PROSE_HTML_H
#define PROSE_HTML_H

#include <stddef.h>

#include "base/buf.h"

/* Once, by main, before the first thread starts: the parser's own tables. */
void html_init(void);

/*
 * Parses len bytes as an HTML fragment and appends it to out with only these:
 * p br hr h1-h6 ul ol li (start) blockquote pre code (class language-*) em
 * strong a (href, title) table thead tbody tr th td (align, scope) del sub sup
 * details summary dl dt dd; id (letters, digits, . - _) on headings. Other
 * elements lose their tags and keep their text; script, style, iframe, object,
 * svg, math, template, textarea, select and comments vanish with what is in
 * them. So do tags that would reach out of the fragment into what it is put
 * into: li, td, dt and their like stay only within their list or table.
 *
 * href: http, https, or relative without a scheme; any other a loses its tags.
 * Links out (http, https, //host) get rel="noopener noreferrer". Output is
 * well-formed (void elements as <br>), UTF-8, and nests at most 64 levels;
 * broken UTF-8 and NUL are U+FFFD. Bidirectional characters stay as they are.
 *
 * Safe for several threads at a time. Returns 0, or -1 after reporting the
 * error (larger than 16 MiB): then out is as it was.
 */
int html_clean(const char *text, size_t len, struct buf *out);

/* The version of libxml2 that is loaded, into version. */
void html_library(char *version, size_t n);

#endif
