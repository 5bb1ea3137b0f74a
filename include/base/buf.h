/* Bytes that grow. Always ends in a NUL, which does not count. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

struct buf {
	char *s;    /* read it with buf_str */
	size_t len; /* bytes, without the NUL */
	size_t cap;
};

#define BUF_INIT { NULL, 0, 0 }

/* Appends: n bytes, a string, a character, text as by printf. */
void buf_put(struct buf *b, const void *bytes, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

/* Room for n more bytes; returns where they go. Then buf_add what was used. */
char *buf_room(struct buf *b, size_t n);
void buf_add(struct buf *b, size_t n);

const char *buf_str(const struct buf *b); /* borrowed, never NULL */
char *buf_take(struct buf *b);            /* caller frees; b is empty again */
void buf_cut(struct buf *b, size_t len);  /* shorter: len bytes stay */
void buf_reset(struct buf *b);            /* empty, memory kept */
void buf_free(struct buf *b);             /* empty, memory given back */

/*
 * Appends n in groups of five bits, the lowest first, each as a digit of base64
 * (RFC 4648, section 4): to the value of all but the last group 32 is added. 0
 * to 31 take one byte, up to 1023 two. That is the Base64 VLQ of source maps
 * (https://tc39.es/ecma426/) without its sign.
 */
void buf_put_vlq(struct buf *b, unsigned long long n);

#endif
