/* Structs as bytes, and back. */
#include "store/pack.h"

#include <string.h>

#include "base/str.h"

/* ---- as bytes ---- */

/* Seven bits a byte, the least first; the sign is the first bit. */
static void
put_integer(long long n, struct buf *out)
{
	unsigned long long u = (unsigned long long)n << 1 ^ (n < 0 ? ~0ull : 0);

	for (; u >= 0x80; u >>= 7)
		buf_putc(out, (char)(u | 0x80));
	buf_putc(out, (char)u);
}

/* With its NUL, so that it can be used where it is. */
static void
put_string(const char *s, struct buf *out)
{
	size_t n = s == NULL ? 0 : strlen(s) + 1;

	put_integer((long long)n, out);
	if (n > 0)
		buf_put(out, s, n);
}

static long long
number_at(const void *p, size_t size)
{
	bool flag;
	int n;
	long long wide;

	if (size == sizeof(flag)) {
		memcpy(&flag, p, size);
		return flag;
	}
	if (size == sizeof(n)) {
		memcpy(&n, p, size);
		return n;
	}
	memcpy(&wide, p, sizeof(wide));
	return wide;
}

static const char *
pointer_at(const char *p)
{
	const char *at;

	memcpy(&at, p, sizeof(at));
	return at;
}

/* Which of all elements of the arrays it is, from 1; 0: none. */
static size_t
end_number(const char *p, const struct pack_ends *ends)
{
	size_t i, before = 0;
	const char *v;

	for (i = 0; i < PACK_ENDS; i++) {
		v = ends[i].v;
		if (v != NULL && p >= v && p < v + ends[i].n * ends[i].size)
			return before + (size_t)(p - v) / ends[i].size + 1;
		before += ends[i].n;
	}
	return 0;
}

static int put_struct(const char *from, const struct pack_member *m,
    const struct pack_ends *ends, struct buf *out);

static int
put_list(const char *from, const struct pack_member *m,
    const struct pack_ends *ends, struct buf *out)
{
	const char *v = pointer_at(from + m->at);
	size_t i, n;
	int rc = 0;

	memcpy(&n, from + m->n, sizeof(n));
	put_integer((long long)n, out);
	for (i = 0; i < n && rc == 0; i++) {
		if (m->of != NULL)
			rc = put_struct(v + i * m->size, m->of, ends, out);
		else if (m->type >= PACK_TEXTS)
			put_string(pointer_at(v + i * m->size), out);
		else
			put_integer(number_at(v + i * m->size, m->size), out);
	}
	return rc;
}

static int
put_end(const char *p, const struct pack_ends *ends, struct buf *out)
{
	size_t number = p == NULL ? 0 : end_number(p, ends);

	put_integer((long long)number, out);
	return p != NULL && number == 0 ? -1 : 0;
}

static int
put_struct(const char *from, const struct pack_member *m,
    const struct pack_ends *ends, struct buf *out)
{
	int rc = 0;

	for (; m->type != PACK_END && rc == 0; m++) {
		if (m->type == PACK_TEXT)
			put_string(pointer_at(from + m->at), out);
		else if (m->type == PACK_NUMBER)
			put_integer(number_at(from + m->at, m->size), out);
		else if (m->type == PACK_STRUCT)
			rc = put_struct(from + m->at, m->of, ends, out);
		else if (m->type == PACK_LINK)
			rc = put_end(pointer_at(from + m->at), ends, out);
		else
			rc = put_list(from, m, ends, out);
	}
	return rc;
}

int
pack_put(const void *from, const struct pack_member *shape,
    const struct pack_ends ends[PACK_ENDS], struct buf *out)
{
	return put_struct(from, shape, ends, out);
}

/* ---- and back ---- */

struct unpacking {
	const char *at, *end; /* at NULL: it went wrong */
	const struct pack_ends *ends;
	struct arena *mem;
};

static long long
take_integer(struct unpacking *u)
{
	unsigned long long n = 0;
	int shift;

	for (shift = 0; u->at != NULL && u->at < u->end && shift < 64; shift += 7) {
		n |= (unsigned long long)(*u->at & 0x7f) << shift;
		if ((*u->at++ & 0x80) == 0)
			return (long long)(n >> 1 ^ ((n & 1) != 0 ? ~0ull : 0));
	}
	u->at = NULL;
	return 0;
}

static void
pointer_put(const void *v, char *p)
{
	memcpy(p, &v, sizeof(v));
}

/* A number of things that take at least a byte each. */
static size_t
take_count(struct unpacking *u)
{
	long long n = take_integer(u);

	if (u->at != NULL && n >= 0 && n <= u->end - u->at)
		return (size_t)n;
	u->at = NULL;
	return 0;
}

static const char *
take_packed(struct unpacking *u)
{
	size_t n = take_count(u);
	const char *s = u->at;

	if (n == 0)
		return NULL;
	if (s[n - 1] == '\0') {
		u->at = s + n;
		return s;
	}
	u->at = NULL;
	return NULL;
}

static void
number_put(long long n, void *p, size_t size)
{
	bool flag = n != 0;
	int narrow = (int)n;

	if (size == sizeof(flag))
		memcpy(p, &flag, size);
	else if (size == sizeof(narrow))
		memcpy(p, &narrow, size);
	else
		memcpy(p, &n, sizeof(n));
}

static const void *
take_end(struct unpacking *u)
{
	size_t i, number = (size_t)take_integer(u);
	const struct pack_ends *e;

	if (number == 0)
		return NULL;
	for (number--, i = 0; i < PACK_ENDS; number -= e->n, i++) {
		e = &u->ends[i];
		if (number < e->n)
			return (const char *)e->v + number * e->size;
	}
	u->at = NULL;
	return NULL;
}

static void take_struct(struct unpacking *u, const struct pack_member *m, char *to);

/* Room for n, and as many more as a list of n has that grew one by one. */
static void *
room(struct unpacking *u, const struct pack_member *m, size_t n)
{
	size_t all = 1;

	if (n == 0)
		return NULL;
	while (all < n)
		all *= 2;
	return m->type != PACK_LIST && m->type != PACK_TEXTS
	    ? mem_array(all, m->size) : arena_alloc(u->mem, all * m->size);
}

static void
take_list(struct unpacking *u, const struct pack_member *m, char *to)
{
	size_t i, n = take_count(u);
	const char *s;
	char *v = room(u, m, n);

	pointer_put(v, to + m->at);
	memcpy(to + m->n, &n, sizeof(n));
	for (i = 0; i < n && u->at != NULL; i++) {
		if (m->of != NULL) {
			take_struct(u, m->of, v + i * m->size);
		} else if (m->type >= PACK_TEXTS) {
			s = take_packed(u);
			pointer_put(m->type == PACK_WORDS && s != NULL
			    ? mem_strdup(s) : s, v + i * m->size);
		} else {
			number_put(take_integer(u), v + i * m->size, m->size);
		}
	}
}

static void
take_struct(struct unpacking *u, const struct pack_member *m, char *to)
{
	for (; m->type != PACK_END && u->at != NULL; m++) {
		if (m->type == PACK_TEXT) {
			pointer_put(take_packed(u), to + m->at);
		} else if (m->type == PACK_NUMBER) {
			number_put(take_integer(u), to + m->at, m->size);
		} else if (m->type == PACK_STRUCT) {
			take_struct(u, m->of, to + m->at);
		} else if (m->type == PACK_LINK) {
			pointer_put(take_end(u), to + m->at);
		} else {
			take_list(u, m, to);
		}
	}
}

int
pack_next(const char **at, const char *end, const struct pack_member *shape,
    const struct pack_ends ends[PACK_ENDS], struct arena *mem, void *to)
{
	struct unpacking u = { *at, end, ends, mem };

	take_struct(&u, shape, to);
	if (u.at == NULL)
		return -1;
	*at = u.at;
	return 0;
}

int
pack_get(const char *bytes, size_t len, const struct pack_member *shape,
    const struct pack_ends ends[PACK_ENDS], struct arena *mem, void *to)
{
	const char *at = bytes, *end = bytes + len;

	return pack_next(&at, end, shape, ends, mem, to) == 0 && at == end ? 0 : -1;
}
