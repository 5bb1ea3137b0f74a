/* ATT&CK's own prose as plain CommonMark. */
#ifndef PROSE_DESCRIPTION_H
#define PROSE_DESCRIPTION_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/buf.h"

/*
 * Appends text as Markdown without HTML: <code>…</code> becomes a code span,
 * <br> a line break, any other '<' a character reference, but in its own code.
 * Its own Markdown (links, lists, emphasis, code) stays, less definitions of
 * links, links with titles or to other than the web, and pictures. A text of
 * several paragraphs keeps them, unless line is true: then it is made one line.
 * "(Citation: X)" becomes a link in brackets with the place of X among
 * references ([{name, url}], may be NULL), or vanishes where X is none of them.
 * Text over 64 KiB (a line: 8 KiB) is cut.
 */
void description_markdown(struct buf *out, const char *text, bool line,
    const cJSON *references);

/* Adds it as a member of to, unless text is NULL. */
void description_add(cJSON *to, const char *name, const char *text, bool line,
    const cJSON *references);

#endif
