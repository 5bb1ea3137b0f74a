/* Where objects stand in their lists, by their STIX ids. */
#ifndef ATTACK_STIX_IDS_H
#define ATTACK_STIX_IDS_H

#include <stddef.h>

/* STIX ids, sorted, each with its place. Starts as { 0 }; free() v. */
struct stix_id {
	const char *stix;
	size_t i;
};
struct stix_ids {
	struct stix_id *v;
	size_t n;
};

/* Of n elements of size bytes, each with its STIX id, a pointer, at offset. */
void stix_ids_list(struct stix_ids *p, const void *list, size_t n, size_t size,
    size_t offset);

/* The place + 1 of a STIX id, or 0. */
size_t stix_ids_find(const struct stix_ids *p, const char *stix);

#endif
