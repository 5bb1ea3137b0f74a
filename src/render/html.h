/* HTML fragments through an allow-list (libxml2). */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H

#include <stddef.h>

#include "base/buf.h"

/*
 * Parses len bytes as an HTML fragment and appends it to out with only these:
 * p br hr h1-h6 ul ol li (start) blockquote pre code (class language-*) em
 * strong a (href, title) table thead tbody tr th td (align, scope) del sub sup
 * details summary dl dt dd; id (letters, digits, . - _) on headings. Other
 * elements lose their tags and keep their text; script, style, iframe, object,
 * svg, math, template, textarea, select and comments vanish with what is in
 * them. href: http, https, or relative without a scheme; anything else is
 * dropped, and the text stays. Links out (http, https) get
 * rel="noopener noreferrer". Output is well-formed (void elements as <br>),
 * UTF-8, and nests at most 64 levels. 0, or -1 once said.
 */
int html_clean(const char *text, size_t len, struct buf *out);

#endif
