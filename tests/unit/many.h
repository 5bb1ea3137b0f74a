/* Texts that go on and on. */
#ifndef TESTS_MANY_H
#define TESTS_MANY_H

#include <string.h>

#include "base/buf.h"

/* Adds s to b n times: by pages, as each call takes its time under sanitizers. */
static inline void
put_many(struct buf *b, const char *s, size_t n)
{
	size_t i, times = 4096 / (strlen(s) + 1) + 1;
	struct buf page = BUF_INIT;

	for (i = 0; i < times && i < n; i++)
		buf_puts(&page, s);
	for (; n >= times; n -= times)
		buf_put(b, page.s, page.len);
	while (n-- > 0)
		buf_puts(b, s);
	buf_free(&page);
}

#endif
