/* Memory that cannot fail to be had, and arenas for what lives together. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

/*
 * Ends the process at once, with one line and exit code 1: there is no memory,
 * for us or a library. What stood before stands: what was being made aside is
 * removed by the next run that makes it, as of one that was killed.
 */
_Noreturn void mem_fail(void);

/*
 * Zeroed memory of n bytes (n times size for mem_array); caller frees with
 * free(). Never NULL: the process ends with one line when there is none.
 */
void *mem_alloc(size_t n);
void *mem_array(size_t n, size_t size);

/* p, grown to n elements of size bytes; the new part is not zeroed. */
void *mem_grow(void *p, size_t n, size_t size);

/* malloc and realloc that do not fail, for libraries that take such. */
void *mem_get(size_t n);
void *mem_resize(void *p, size_t n);

/*
 * Appends a zeroed element to the list v of n elements and points to it:
 *
 *	one = LIST_ADD(l->v, l->n);
 *
 * v and n start as NULL and 0, and grow by nothing else; free(v). The other is
 * what it is made of: p with room for one more behind n elements of size bytes,
 * doubled where n is 0, 1, 2, 4 and so on.
 */
#define LIST_ADD(v, n) \
	((v) = mem_more((v), (n), sizeof(*(v))), &(v)[(n)++])
void *mem_more(void *p, size_t n, size_t size);

/* Behind the last of a list; where it is empty, v, to which as NULL nothing may be
 * added: for (x = l->v; x != LIST_END(l->v, l->n); x++). */
#define LIST_END(v, n) ((n) == 0 ? (v) : (v) + (n))

/* Gives what has been freed back to the system, where the C library has kept it and
 * can. */
void mem_trim(void);

/* A copy of s (of its first n bytes, and a NUL); caller frees. */
char *mem_strdup(const char *s);
char *mem_strndup(const char *s, size_t n);

/*
 * An arena: memory freed all at once. Starts as { 0 }. Not for two threads at
 * a time.
 */
struct arena_block;
struct arena {
	struct arena_block *blocks;
	char *at;     /* next free byte of the newest block */
	size_t left;  /* free bytes behind at */
	size_t bytes; /* all that was handed out */
};

/* Zeroed memory of n bytes, aligned for any type, until arena_free. The other is
 * not zeroed: for what is written at once. */
void *arena_alloc(struct arena *a, size_t n);
void *arena_room(struct arena *a, size_t n);

/* LIST_ADD for a list in the arena. */
#define ARENA_ADD(a, v, n) \
	((v) = arena_more((a), (v), (n), sizeof(*(v))), &(v)[(n)++])
void *arena_more(struct arena *a, void *p, size_t n, size_t size);

/* Copies into the arena; a NULL s gives NULL. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);

/* As sprintf, into the arena. */
char *arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

/* Takes back all that was handed out, and keeps a block for what comes next. */
void arena_reset(struct arena *a);

/* Frees all; the arena is empty and may be used again. */
void arena_free(struct arena *a);

#endif
