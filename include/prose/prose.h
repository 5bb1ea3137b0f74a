/*
 * Prose of upstream as HTML of the site.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef PROSE_PROSE_H
#define PROSE_PROSE_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/mem.h"

/* Where upstream's own pages stand in the site. Starts as { 0 }. */
struct prose_links {
	struct prose_link *v;
	size_t n;
	struct arena mem;
};

/*
 * Each row ({url, id}) stands at folder/ID.html ("techniques"). After all rows
 * are added, prose_links_sort; then safe for several threads at a time.
 */
void prose_links_add(struct prose_links *l, const cJSON *rows,
    const char *folder);
void prose_links_sort(struct prose_links *l);
/* Adds all of them to a digest. */
void prose_links_digest(const struct prose_links *l, struct digest *d);
void prose_links_free(struct prose_links *l);

/*
 * Appends Markdown (description_markdown) as HTML that has passed the
 * allow-list; links to what stands in the site lead there, from a page whose
 * way up is root ("../"). Of a line, a paragraph alone loses its tags. Returns
 * 0, or -1.
 */
int prose_html(const struct prose_links *l, const char *root,
    const char *markdown, bool line, struct buf *out);

/* prose_html of the member from, where it is text, as the member to; false
 * where it is none. Returns 0, or -1. */
int prose_add(const struct prose_links *l, const char *root, cJSON *object,
    const char *from, const char *to, bool line);

#endif
