/*
 * Mustache templates: the whole published specification (v1.4.2,
 * github.com/mustache/spec: interpolation, sections, inverted, comments,
 * partials, delimiters, and the optional inheritance and dynamic names), but
 * lambdas. Data are cJSON trees.
 *
 * Where the specification leaves a choice:
 * - Falsey are false, null, an empty list, and what is not there. 0, "" and {}
 *   are not: leave a name out where there is nothing to show.
 * - true and false print as these words, lists and objects as JSON, null as
 *   nothing.
 * - A blank line of a standalone partial is indented like any other.
 * - Of nested parents that set the same block the outermost decides; an
 *   argument is filled with those in force where it was written. Its context is
 *   that of the place where it is put.
 * - A block whose tags are alone on their lines takes whole lines: an argument
 *   within a line gets a line end behind it, and none is doubled.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef TEMPLATE_MUSTACHE_H
#define TEMPLATE_MUSTACHE_H

#include <cjson/cJSON.h>

#include "base/buf.h"

/* A folder of templates, read once: NAME.mustache, by name without the ending
 * ("partials/head" for partials/head.mustache). */
struct templates;

/*
 * Reads every *.mustache below folder, then below over (may be NULL), whose
 * templates replace those of the same name. NULL on error: path:line: what,
 * for each broken file (not UTF-8, over 1 MiB, a tag that does not end, nested
 * more than 64 deep ...). A line end at the end of a file is part of it.
 */
struct templates *templates_load(const char *folder, const char *over);

/* Adds a template from text, in place of one of the same name, for tests. Makes
 * *t if it is NULL. Returns 0, or -1. */
int templates_add(struct templates **t, const char *name, const char *text,
    size_t len);

void templates_free(struct templates *t);

/* The digest of all names and texts, in order: 64 hex digits and a NUL. */
void templates_digest(const struct templates *t, char *hex);

/* How {{name}} is escaped; {{{name}}} and {{&name}} never are. NULL: not. */
typedef void (*mustache_escape)(struct buf *b, const char *s);

/*
 * Appends the template called name, filled from data, to out. Safe for many
 * threads at a time over the same templates. Items of lists may be folded
 * (value/value.h): each is read while it is filled in. Returns 0, or -1 with out as it
 * was (no such template, partials deeper than 64, these and sections deeper than
 * 1024, 2^24 tags, 64 MiB of output; 2^12 tags and 64 KiB more for each item that is
 * folded). It needs little stack: 64 KiB is plenty. Numbers are
 * printed as JSON prints them, integers without a fraction; a missing name
 * or partial is the empty string.
 */
int mustache_render(const struct templates *t, const char *name,
    const cJSON *data, mustache_escape escape, struct buf *out);

#endif
