/* XML 1.0 as cJSON trees (libxml2). */
#ifndef VALUE_XML_H
#define VALUE_XML_H

#include "value/value.h"

/* Prepares libxml2, whose memory is that of base/mem.h from then on: it cannot fail
 * to be had. value_init calls it, before any thread. */
void xml_init(void);

/*
 * Reads len bytes at text into the thread's arena (value_use must be set): *doc
 * is a cJSON object, with its marks. 0, or -1 with *why filled. See
 * https://www.w3.org/TR/xml/.
 *
 * The object's one member has the name of the root element. A member is the list
 * of all elements of its name, in their order, even where there is one alone.
 * An element with neither attributes nor elements in it is its text; any other
 * is an object: a member "@name" an attribute, one each name of the elements in
 * it, and "#text", its own text, where it has some. White space around a text is
 * no part of it. CDATA is text. Prefixes of names, and declarations of name spaces,
 * are left out; of two attributes that are called alike then the last counts,
 * which why->repeats tells. An element's line, and its text's, is that of its
 * start tag. No mark has a range of bytes.
 *
 * The encoding is that of a byte order mark, or else of the XML declaration, if
 * libxml2 or the C library can convert it; otherwise UTF-8.
 *
 * Nothing is loaded or expanded: a DOCTYPE, as comments and processing
 * instructions, is passed over, and of references only those to characters and
 * to amp, lt, gt, quot and apos are replaced; any other stays as it is
 * written. Read too, although XML has none of it: several root elements, as the
 * rules of Wazuh have; a "&" that begins no reference, a "<" that begins no
 * markup or stands in an attribute's value, "]]>" in a text; "--" in comments.
 * Text outside all elements is an error; with why->table it is told there, and
 * left out.
 *
 * Whatever else is not well-formed is an error. So are limits: 31 elements
 * inside each other, 256 attributes of one, 10,000,000 bytes of a value of
 * one, 150,000 different names, those of name spaces too, 1,000,000 values,
 * 16 MiB, before and after conversion.
 */
int xml_parse(const char *text, size_t len, cJSON **doc,
    struct value_error *why);

#endif
