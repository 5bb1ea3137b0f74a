/* Members of objects: how they are read, added, copied and sorted. */
#ifndef VALUE_MEMBER_H
#define VALUE_MEMBER_H

#include <cjson/cJSON.h>
#include <stdbool.h>

/*
 * A member of an object by its exact name, the last of that name; NULL where
 * there is none, or node is NULL or no object.
 */
cJSON *member_get(const cJSON *node, const char *name);

/* A member that is any scalar, as text (value_text), or NULL; or otherwise. */
const char *member_text(const cJSON *node, const char *name);
const char *member_text_or(const cJSON *node, const char *name,
    const char *otherwise);

/* A member that is a string, or NULL. */
const char *member_string(const cJSON *node, const char *name);

/* A member that is a number, or 0. */
long long member_number(const cJSON *node, const char *name);

/* Adds text, unless it is NULL; adds a flag, unless it is false. */
void member_add_text(cJSON *to, const char *name, const char *text);
void member_add_flag(cJSON *to, const char *name, int is);
/* Adds text, or false where there is none, so that a template does not find
 * that of the object around. */
void member_add_or_false(cJSON *to, const char *name, const char *text);

/* Adds the text, unless it is empty, and frees it. */
struct buf;
void member_take_buf(cJSON *to, const char *name, struct buf *text);

/* Adds a number. */
void member_add_number(cJSON *to, const char *name, long long n);

/* Adds a number, or false for 0. */
void member_add_number_or_false(cJSON *to, const char *name, long long n);

/* Adds n to a number, or a number where there is none. */
void member_add_to(cJSON *to, const char *name, long long n);

/* Adds a copy of a member of row, where it has one. */
void member_copy(cJSON *to, const cJSON *row, const char *name);

/*
 * Adds copies of the members of row that are named and there, in that order. A
 * name behind "?" is of a flag: true, or absent (also of 0). The others make a new
 * object of a row, and a list of these of rows.
 */
void member_copy_all(cJSON *to, const cJSON *row, const char *const *names);
cJSON *member_pick(const cJSON *row, const char *const *names);
cJSON *member_pick_all(const cJSON *rows, const char *const *names);

/* Is the text one of an array of strings? */
bool member_has(const cJSON *strings, const char *text);

/* Have both, of which either may be NULL, the same id in the same domain? */
bool member_same_id(const cJSON *a, const cJSON *b);

/* The strings of a column of rows as an array. */
cJSON *member_column(const cJSON *rows, const char *name);

/* Appends strings with between in front of each, but not of the first thing in
 * out; the other adds them joined by ", ", unless there are none. */
void member_put_joined(struct buf *out, const cJSON *strings,
    const char *between);
void member_add_joined(cJSON *to, const char *name, const cJSON *strings);

/* Adds "accessed_long": "August 09, 2022" for the member accessed. */
void member_add_date(cJSON *row);

/* Adds "revision_short", the first digits of the member revision. */
void member_add_revision(cJSON *row);

/* Sorts an array as qsort does; compare is given pointers to cJSON *. */
void member_sort(cJSON *array, int (*compare)(const void *a, const void *b));

/* Marks the last of an array's objects, for templates that separate. */
void member_mark_last(cJSON *array);

#endif
