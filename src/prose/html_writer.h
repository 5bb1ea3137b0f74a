/* The allow-list of HTML, and the writer that keeps to it. */
#ifndef PROSE_HTML_WRITER_H
#define PROSE_HTML_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { HTML_DEPTH_MAX = 64 };

struct html_element;

/* Starts as { .out = ... }; its owner frees scratch. */
struct html_writer {
	struct buf *out;
	struct buf scratch;
	size_t depth; /* elements that are written and not yet ended */
	const struct html_element *open[HTML_DEPTH_MAX];
};

/*
 * A start tag, in lower case; attributes are names and values (NULL: without)
 * in turn and a NULL at the end, or NULL. What the list has of it is written,
 * with the end tags that it implies. False: the element is to vanish with all
 * that is in it; nothing is written.
 */
bool html_writer_open(struct html_writer *w, const char *name,
    const char *const *attributes);

void html_writer_text(struct html_writer *w, const char *text, size_t len);

/* Ends elements until no more than depth are open. */
void html_writer_close(struct html_writer *w, size_t depth);

#endif
