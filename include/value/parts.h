/* Small pieces that several models are made of. */
#ifndef VALUE_PARTS_H
#define VALUE_PARTS_H

#include <cjson/cJSON.h>

/* A member as a number, 0 where it is none. */
long long parts_number(const cJSON *row, const char *name);

/* A member as text, NULL where it is none. */
const char *parts_text(const cJSON *row, const char *name);

/* Adds text, unless it is NULL; adds a flag, unless it is false. */
void parts_add_text(cJSON *to, const char *name, const char *text);
void parts_add_flag(cJSON *to, const char *name, int is);
/* Adds text, or false where there is none, so that a template does not find
 * that of the object around. */
void parts_add_or_false(cJSON *to, const char *name, const char *text);

/* Adds a number. */
void parts_add_number(cJSON *to, const char *name, long long n);

/* Adds n to a number, or a number where there is none. */
void parts_add_to(cJSON *to, const char *name, long long n);

/* Adds a copy of a member of row, where it has one. */
void parts_copy(cJSON *to, const cJSON *row, const char *name);

/*
 * Adds copies of the members of row that are named and there, in that order. A
 * name behind "?" is of a flag: true, or absent (also of 0). The others make a new
 * object of a row, and a list of these of rows.
 */
void parts_copy_all(cJSON *to, const cJSON *row, const char *const *names);
cJSON *parts_pick(const cJSON *row, const char *const *names);
cJSON *parts_pick_all(const cJSON *rows, const char *const *names);

/* The strings of a column of rows as an array, and joined by ", ". */
cJSON *parts_column(const cJSON *rows, const char *name);
void parts_add_joined(cJSON *to, const char *name, const cJSON *strings);

/* Adds "accessed_long": "August 09, 2022" for the member accessed. */
void parts_add_date(cJSON *row);

/* Adds "revision_short", the first digits of the member revision. */
void parts_add_revision(cJSON *row);

/* Sorts an array as qsort does; compare is given pointers to cJSON *. */
void parts_sort(cJSON *array, int (*compare)(const void *a, const void *b));

/* Marks the last of an array's objects, for templates that separate. */
void parts_mark_last(cJSON *array);

extern const char *const parts_kinds[]; /* policy, detection, test, NULL */

/* One and several of each kind: "test", "tests". */
extern const char *const parts_nouns[][2];

#endif
