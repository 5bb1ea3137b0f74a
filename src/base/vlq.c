/* Numbers as text, small ones short. */
#include "base/vlq.h"

enum {
	GROUP = 5, /* bits */
	MORE = 1 << GROUP,
};

void
vlq_put(struct buf *b, unsigned long long n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (; n >= MORE; n >>= GROUP)
		buf_putc(b, digits[MORE + n % MORE]);
	buf_putc(b, digits[n]);
}
