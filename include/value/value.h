/*
 * Documents as cJSON trees that live in an arena, and where each node stood in
 * its file.
 */
#ifndef VALUE_VALUE_H
#define VALUE_VALUE_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"

/* Installs cJSON's memory hooks, and prepares libxml2. Once, before any thread and
 * any cJSON call. */
void value_init(void);

/*
 * From now on the cJSON memory of this thread comes from a (NULL: the heap),
 * and cJSON_Delete and cJSON_free give nothing back while an arena is set.
 * Returns the arena that was set before, so that calls nest:
 *
 *	struct arena *before = value_use(&mem);
 *	...
 *	value_use(before);
 *	arena_free(&mem);
 */
struct arena *value_use(struct arena *a);

/* The arena that is set, or NULL. */
struct arena *value_arena(void);

/* cJSON_Delete of a tree that may be large: where an arena is set, which has its
 * memory, nobody goes through the tree. */
void value_delete(cJSON *tree);

/*
 * An object in the thread's arena, which must be set, with room for n members one
 * behind the other, so that who goes through many such objects finds what is next
 * near. Its members are added by value_row_add alone, at most n of them, as nodes
 * without a value; name is borrowed as long as the arena is.
 */
cJSON *value_row(size_t n);
cJSON *value_row_add(cJSON *row, const char *name);

/* Where a node stood. Zero where it is not known. */
struct mark {
	int line;            /* 1 is the first */
	int name_line;       /* of a member: where its name stood */
	unsigned start, end; /* byte range of a scalar, quotes and all; documents are
	                        far from 4 GB */
	const cJSON *parent; /* field.c's, once a path has asked for it */
	const struct value_members *members; /* likewise, of a large object */
};

/* The mark of a node that cJSON made since value_init, in an arena or not. */
struct mark *value_mark(const cJSON *node);
int value_line(const cJSON *node); /* 0: not known, or node is NULL */

/*
 * A scalar as text: a string; a number or boolean as the document wrote it
 * (10.10 stays "10.10"). NULL for null, arrays, objects and NULL. Borrowed
 * until the arena is freed. A number that was made, not read, is printed into
 * the thread's arena, and NULL where none is set.
 */
const char *value_text(const cJSON *node);

/* Appends the JSON of a tree, in one line. */
void value_print(const cJSON *tree, struct buf *out);

/* The tree in one node, as text (cJSON_Raw): of many trees that are not needed at
 * once this takes a tenth of the memory. Printed it is the same; templates read it as
 * the tree, in lists. In the thread's memory, as is what value_unfold has: the tree. */
cJSON *value_fold(const cJSON *tree);
cJSON *value_unfold(const cJSON *folded);

/* A new array of the words of text, which one space parts, or of its lines; NULL
 * has none. */
cJSON *value_words(const char *text);
cJSON *value_lines(const char *text);

/* Is node absent, null, an empty string, array or object? */
bool value_is_empty(const cJSON *node);

/* A name that stands a second time in one object; of such members the last
 * counts. */
struct value_repeat {
	const char *name; /* of the document's memory */
	int line, first;  /* where it stands, and where first */
};

/* Starts as { 0 }; free() v, which has no more than VALUE_REPEATS_MAX. */
enum { VALUE_REPEATS_MAX = 100 };
struct value_repeats {
	struct value_repeat *v;
	size_t n; /* of all */
};

/*
 * A table that is read in spite of bad rows. Starts as { 0 }; free() v, which
 * has no more than VALUE_FAULTS_MAX.
 */
struct value_fault {
	int line;
	const char *what; /* constant, or of the document's memory */
};
enum { VALUE_FAULTS_MAX = 100 };
struct value_table {
	struct value_fault *v;
	size_t n;      /* of all */
	size_t lost;   /* rows of which nothing is kept */
	cJSON *header; /* an object with a member a column; NULL: no table */
};

/* Why a document could not be read. Starts as { 0 }. */
struct value_error {
	int line;       /* 0: not known */
	char what[160]; /* never quotes the document */
	struct value_repeats *repeats; /* of one that could; NULL: nobody asks */
	struct value_table *table; /* NULL: a bad row is an error */
};

/* The version of cJSON that is loaded, into version. */
void value_library(char *version, size_t n);

#endif
