/* Where objects stand in their lists, by their STIX ids. */
#ifndef MAP_PLACES_H
#define MAP_PLACES_H

#include <stddef.h>

/* STIX ids, sorted, each with its place. Starts as { 0 }; free() v. */
struct place {
	const char *stix;
	size_t i;
};
struct places {
	struct place *v;
	size_t n;
};

/* Of n elements of size bytes, each with its STIX id, a pointer, at offset. */
void places_list(struct places *p, const void *list, size_t n, size_t size,
    size_t offset);

/* The place + 1 of a STIX id, or 0. */
size_t places_find(const struct places *p, const char *stix);

#endif
