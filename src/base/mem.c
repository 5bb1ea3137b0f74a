/* Memory that cannot fail to be had, and arenas for what lives together. */
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

enum {
	BLOCK_SIZE = 64 * 1024, /* an arena's later blocks, */
	BLOCK_FIRST = 2 * 1024, /* and its first: many hold a few words */
	ALIGN = 16,
	EXIT_NO_MEMORY = 1,
};

struct arena_block {
	struct arena_block *next;
	size_t size; /* of what follows */
};

/* Nothing that exit() would run is safe beside other threads, or without memory. */
void
mem_fail(void)
{
	static const char said[] = "sextant: out of memory\n";

	if (write(STDERR_FILENO, said, sizeof(said) - 1) == -1)
		_exit(EXIT_NO_MEMORY);
	_exit(EXIT_NO_MEMORY);
}

void *
mem_alloc(size_t n)
{
	return mem_array(n, 1);
}

void *
mem_array(size_t n, size_t size)
{
	void *p = calloc(n > 0 ? n : 1, size > 0 ? size : 1);

	if (p == NULL)
		mem_fail();
	return p;
}

void *
mem_grow(void *p, size_t n, size_t size)
{
	void *q;

	if (size != 0 && n > SIZE_MAX / size)
		mem_fail();
	q = realloc(p, n * size > 0 ? n * size : 1);
	if (q == NULL)
		mem_fail();
	return q;
}

void *
mem_get(size_t n)
{
	return mem_grow(NULL, n, 1);
}

void *
mem_resize(void *p, size_t n)
{
	return mem_grow(p, n, 1);
}

void *
mem_more(void *p, size_t n, size_t size)
{
	if ((n & (n - 1)) == 0)
		p = mem_grow(p, n > 0 ? n * 2 : 1, size);
	memset((char *)p + n * size, 0, size);
	return p;
}

char *
mem_strndup(const char *s, size_t n)
{
	char *p = mem_grow(NULL, n + 1, 1);

	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *
mem_strdup(const char *s)
{
	return mem_strndup(s, strlen(s));
}

void
mem_trim(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

static struct arena_block *
new_block(size_t size)
{
	struct arena_block *b = mem_grow(NULL, sizeof(*b) + size, 1);

	b->next = NULL;
	b->size = size;
	return b;
}

/* A block for a piece of that size, as large as all before it: what needs little
 * takes little. */
static void
add_block(struct arena *a)
{
	size_t size = a->bytes < BLOCK_FIRST ? BLOCK_FIRST
	    : a->bytes > BLOCK_SIZE ? BLOCK_SIZE : a->bytes;
	struct arena_block *b = new_block(size);

	b->next = a->blocks;
	a->blocks = b;
	a->at = (char *)(b + 1);
	a->left = size;
}

void *
arena_room(struct arena *a, size_t n)
{
	size_t whole = n == 0 ? ALIGN : (n + ALIGN - 1) / ALIGN * ALIGN;
	struct arena_block *b;
	void *p;

	if (whole < n || whole > SIZE_MAX - sizeof(struct arena_block))
		mem_fail();
	a->bytes += whole;
	if (whole > BLOCK_SIZE / 4) {
		/* It gets a block of its own; the newest stays in use. */
		b = new_block(whole);
		if (a->blocks == NULL) {
			a->blocks = b;
		} else {
			b->next = a->blocks->next;
			a->blocks->next = b;
		}
		return b + 1;
	}
	if (whole > a->left)
		add_block(a);
	p = a->at;
	a->at += whole;
	a->left -= whole;
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	return memset(arena_room(a, n), 0, n);
}

void *
arena_more(struct arena *a, void *p, size_t n, size_t size)
{
	size_t room = n > 0 ? n * 2 : 1;
	char *more;

	if ((n & (n - 1)) != 0)
		return p;
	more = arena_room(a, room * size);
	if (n > 0)
		memcpy(more, p, n * size);
	memset(more + n * size, 0, (room - n) * size);
	return more;
}

/* For n bytes of text, which no type asks to be aligned: from the block's end. */
static char *
text_room(struct arena *a, size_t n)
{
	if (n > a->left || n > BLOCK_SIZE / 4)
		return arena_room(a, n);
	a->bytes += n;
	a->left -= n;
	return a->at + a->left;
}

char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *p;

	if (s == NULL)
		return NULL;
	p = text_room(a, n + 1);
	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return s == NULL ? NULL : arena_strndup(a, s, strlen(s));
}

char *
arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	int n;
	char *p;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		mem_fail();
	p = text_room(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return p;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return p;
}

void
arena_free(struct arena *a)
{
	struct arena_block *b, *next;

	for (b = a->blocks; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	memset(a, 0, sizeof(*a));
}

void
arena_reset(struct arena *a)
{
	struct arena_block *keep = a->blocks;

	if (a->at == NULL) { /* none, or a large piece alone */
		arena_free(a);
		return;
	}
	a->blocks = keep->next;
	arena_free(a);
	keep->next = NULL;
#ifdef __SANITIZE_ADDRESS__
	/* Who goes on reading what was taken back finds nothing in it. */
	memset(keep + 1, 0xa5, keep->size);
#endif
	a->blocks = keep;
	a->at = (char *)(keep + 1);
	a->left = keep->size;
}
