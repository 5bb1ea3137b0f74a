/* XML as people write it, made into what a strict parser takes. */
#ifndef BASE_XML_MEND_H
#define BASE_XML_MEND_H

#include <stddef.h>

#include "base/buf.h"

/* A parser compares the attributes of a tag each with each. */
enum { XML_ATTRIBUTES_MAX = 256 };

/*
 * Appends the XML of len bytes at text, in UTF-8, to out, line by line where it
 * stood: without comments, processing instructions and DOCTYPE, and with escapes
 * for what begins no reference or markup: "&", "<" and "]]>". What is cut off
 * stays, for the parser to complain of. Returns 0, or the line in which a tag has
 * more than XML_ATTRIBUTES_MAX attributes: then out ends there.
 */
int xml_mend(const char *text, size_t len, struct buf *out);

/*
 * What the text is written in, by its byte order mark or declaration, as iconv
 * calls it: "" is UTF-8, or what cannot be told from it. *bom gets the length of
 * the mark.
 */
enum { XML_ENCODING_MAX = 40 };
void xml_encoding(const char *text, size_t len, char name[XML_ENCODING_MAX],
    size_t *bom);

#endif
