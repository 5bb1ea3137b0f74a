/* A technique that the scope leaves out by name. */
#include "words/exception.h"

void
exception_put(struct buf *b, const char *reason, const char *owner,
    const char *until)
{
	buf_puts(b, reason);
	if (owner != NULL)
		buf_printf(b, ", owner %s", owner);
	if (until != NULL)
		buf_printf(b, ", until %s", until);
}
