/* Texts of pictures: how much room they take, whatever the font is. */
#ifndef EXPORT_SVG_TEXT_H
#define EXPORT_SVG_TEXT_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "base/buf.h"

/* About how wide a text is in a usual font of that size, in pixels. */
int svg_text_width(const char *s, int size);

/* Bytes of the start of s that fit: whole words where a first one does, else
 * whole characters; at least one of these. */
size_t svg_text_fit(const char *s, int width, int size);

/* Adds a text; a control character, which XML cannot have, becomes U+FFFD. */
void svg_text_add(cJSON *to, const char *name, const char *s);

/* Appends what fits of s, with "…" at its end where that is not all. */
void svg_text_cut(struct buf *out, const char *s, int width, int size);

#endif
