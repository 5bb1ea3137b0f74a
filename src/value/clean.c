/* Strangers' words, as they may stand in a catalog. */
#include "value/clean.h"

#include <stddef.h>

#include "base/buf.h"
#include "base/escape.h"

static char *
clean(struct arena *mem, const char *text,
    void (*escape)(struct buf *b, const char *s))
{
	struct buf b = BUF_INIT;
	char *copy;

	if (text == NULL)
		return NULL;
	escape(&b, text);
	copy = arena_strdup(mem, buf_str(&b));
	buf_free(&b);
	return copy;
}

char *
clean_line(struct arena *mem, const char *text)
{
	return clean(mem, text, escape_line);
}

char *
clean_prose(struct arena *mem, const char *text)
{
	return clean(mem, text, escape_prose);
}
