/* Which controls have pages of their own, and what these are called. */
#ifndef SITE_CONTROL_PAGES_H
#define SITE_CONTROL_PAGES_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/mem.h"
#include "catalog/catalog.h"

/* Starts as { 0 }; control_pages_free. */
struct control_pages {
	struct control_page {
		const char *name; /* NULL: it has none */
		bool framework;
	} *v;                     /* by the control's pk - 1 */
	size_t n;
	struct arena mem;
};

/*
 * Names the pages of all controls of a source (a row of Q_SOURCES):
 * "SOURCE/NAME", NAME being made of the control's id, or where it has none of
 * its path. Of letters a to z, digits, '.', '_' and '-' only, no two of a source
 * are the same, whatever the case, and none is a device's on Windows. A control
 * keeps its name as long as no other with the like id comes or goes: then each of
 * them has a digest of what tells them apart behind it. Returns 0, or -1.
 */
int control_pages_add(struct control_pages *p, struct catalog *c,
    const cJSON *source);
void control_pages_free(struct control_pages *p);

/* The page of a control, without an ending; NULL: it has none. */
const char *control_pages_of(const struct control_pages *p, long long pk);

/* Is it of a framework: policies that are not one's own? */
bool control_pages_is_framework(const struct control_pages *p, long long pk);

/* Adds page to each control of a technique's model that has one. */
void control_pages_mark(const struct control_pages *p, cJSON *technique);

#endif
