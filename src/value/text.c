/* What the parsers that read a text themselves ask of it first. */
#include "text.h"

#include <string.h>

#include "base/str.h"

enum { TEXT_MAX = 16 * 1024 * 1024 };

size_t
text_bom(const char *text, size_t len)
{
	static const char bom[] = "\xef\xbb\xbf";

	if (len < strlen(bom) || memcmp(text, bom, strlen(bom)) != 0)
		return 0;
	return strlen(bom);
}

/* A line feed is never part of another character: lines can be asked alone. */
static int
find_broken_line(const char *text, size_t len)
{
	const char *at = text, *end = text + len, *stop;
	int line = 1;

	while (at < end) {
		stop = memchr(at, '\n', (size_t)(end - at));
		if (stop == NULL || !str_is_utf8(at, (size_t)(stop - at)))
			break;
		at = stop + 1;
		line++;
	}
	return line;
}

int
text_fits(size_t len, struct value_error *why)
{
	why->line = 0;
	if (len <= TEXT_MAX)
		return 0;
	str_copy(why->what, sizeof(why->what), "more than 16 MiB");
	return -1;
}

int
text_check(const char *text, size_t len, struct value_error *why)
{
	if (text_fits(len, why) == -1)
		return -1;
	if (str_is_utf8(text, len))
		return 0;
	why->line = find_broken_line(text, len);
	str_copy(why->what, sizeof(why->what), "not UTF-8, or a NUL in it");
	return -1;
}
