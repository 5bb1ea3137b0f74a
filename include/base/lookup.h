/* A sorted table: numbers by text. */
#ifndef BASE_LOOKUP_H
#define BASE_LOOKUP_H

#include <stddef.h>

struct lookup_entry {
	const char *text; /* borrowed */
	size_t at;
};

/* Starts as { 0 }. Frees: v. */
struct lookup {
	struct lookup_entry *v;
	size_t n;
};

/* Adds an entry at the end. */
void lookup_add(struct lookup *l, const char *text, size_t at);

/* Sorts by text, then by number. To be called before the first search. */
void lookup_sort(struct lookup *l);

/*
 * Adds the n elements of size bytes at list by their index, and sorts: offset
 * is that of their text, a pointer. Those whose text is NULL are left out.
 */
void lookup_list(struct lookup *l, const void *list, size_t n, size_t size,
    size_t offset);

/* The entries of a text, *n of them. */
const struct lookup_entry *lookup_find(const struct lookup *l,
    const char *text, size_t *n);

/* The number of the first entry of a text, plus 1; 0: there is none. */
size_t lookup_first(const struct lookup *l, const char *text);

#endif
