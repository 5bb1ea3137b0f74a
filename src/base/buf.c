/* Bytes that grow. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	VLQ_BITS = 5,
	VLQ_MORE = 1 << VLQ_BITS,
};

char *
buf_room(struct buf *b, size_t n)
{
	if (b->len + n + 1 > b->cap) {
		b->cap = (b->len + n + 1) * 2;
		b->s = mem_grow(b->s, b->cap, 1);
		b->s[b->len] = '\0';
	}
	return b->s + b->len;
}

void
buf_add(struct buf *b, size_t n)
{
	b->len += n;
	b->s[b->len] = '\0';
}

void
buf_put(struct buf *b, const void *bytes, size_t n)
{
	if (n == 0)
		return;
	memcpy(buf_room(b, n), bytes, n);
	buf_add(b, n);
}

void
buf_puts(struct buf *b, const char *s)
{
	buf_put(b, s, strlen(s));
}

void
buf_putc(struct buf *b, char c)
{
	buf_put(b, &c, 1);
}

void
buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		mem_fail();
	if (n > 0) {
		vsnprintf(buf_room(b, (size_t)n), (size_t)n + 1, fmt, again);
		buf_add(b, (size_t)n);
	}
	va_end(again);
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

const char *
buf_str(const struct buf *b)
{
	return b->s == NULL ? "" : b->s;
}

char *
buf_take(struct buf *b)
{
	char *s = b->s == NULL ? mem_strdup("") : b->s;

	*b = (struct buf)BUF_INIT;
	return s;
}

void
buf_cut(struct buf *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->s[len] = '\0';
}

void
buf_reset(struct buf *b)
{
	buf_cut(b, 0);
}

void
buf_free(struct buf *b)
{
	free(b->s);
	*b = (struct buf)BUF_INIT;
}

void
buf_put_vlq(struct buf *b, unsigned long long n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (; n >= VLQ_MORE; n >>= VLQ_BITS)
		buf_putc(b, digits[VLQ_MORE + n % VLQ_MORE]);
	buf_putc(b, digits[n]);
}
