/*
 * Structs as bytes, and back: for prepared parts. A shape says which members a struct
 * has that are kept; what it does not name is zero afterwards.
 */
#ifndef STORE_PACK_H
#define STORE_PACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"

enum pack_type {
	PACK_END,
	PACK_TEXT,   /* char *, or NULL */
	PACK_NUMBER, /* bool, int, enum, or of eight bytes: as it stands there */
	PACK_STRUCT, /* in place */
	PACK_LINK,   /* a pointer into one of the arrays of struct pack_ends */
	PACK_LIST,   /* a pointer to size_t many of them, */
	PACK_HEAP,   /* which is freed by itself, */
	PACK_TEXTS,  /* or to texts, */
	PACK_HEAPED, /* in a list that is freed by itself, */
	PACK_WORDS,  /* or that strs_free frees */
};

struct pack_member {
	enum pack_type type;
	size_t at, size; /* in the struct; of the member, or of an element */
	size_t n;        /* where the number of elements is */
	const struct pack_member *of;
};

#define PACK_SIZE(s, m) sizeof(((s *)0)->m)
#define PACK_ONE(type, s, m) { type, offsetof(s, m), PACK_SIZE(s, m), 0, NULL }
#define PACK_MANY(type, s, m, n, of) \
	{ type, offsetof(s, m), PACK_SIZE(s, m[0]), offsetof(s, n), of }
#define PACK_STRS(s, m) PACK_MANY(PACK_TEXTS, s, m.v, m.n, NULL)
#define PACK_IN(s, m, of) { PACK_STRUCT, offsetof(s, m), 0, 0, of }
#define PACK_STOP { PACK_END, 0, 0, 0, NULL }

/* Arrays that outlive what is packed, and are the same when it is unpacked. */
struct pack_ends {
	const void *v;
	size_t n, size;
};
enum { PACK_ENDS = 4 };

/* Appends the struct. Returns 0, or -1: a link leads elsewhere. */
int pack_put(const void *from, const struct pack_member *shape,
    const struct pack_ends ends[PACK_ENDS], struct buf *out);

/*
 * Fills the struct, which is zero, with what was packed. Texts stay where they are in
 * bytes; lists have room as LIST_ADD and ARENA_ADD would leave it, in mem or on the
 * heap. Returns 0, or -1: these are no such bytes (lists on the heap may be filled by
 * then).
 */
int pack_get(const char *bytes, size_t len, const struct pack_member *shape,
    const struct pack_ends ends[PACK_ENDS], struct arena *mem, void *to);

/* The same of bytes up to end that have more behind it: *at is where, then. */
int pack_next(const char **at, const char *end, const struct pack_member *shape,
    const struct pack_ends ends[PACK_ENDS], struct arena *mem, void *to);

#endif
