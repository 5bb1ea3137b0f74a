/* Where words begin and end in UTF-8. */
#include "bounds.h"

#include "words/shape.h"

/* The first byte of two that write a letter, from U+00C0 on; of three, up to
 * U+1FFF. What comes behind is punctuation, signs, and scripts without spaces. */
enum { TWO = 0xc3, THREE_END = 0xe1, MORE = 0x80, LEAD = 0xc0 };

bool
bounds_is_word(const char *text, size_t at)
{
	unsigned char c = (unsigned char)text[at];
	size_t back = 0;

	if (c < MORE)
		return shape_is_word(text[at]) || c == '_';
	while (c < LEAD && back < 3 && back < at)
		c = (unsigned char)text[at - ++back];
	return c >= TWO && c <= THREE_END;
}

bool
bounds_before(const char *text, size_t at)
{
	return at == 0 || !bounds_is_word(text, at - 1);
}

bool
bounds_after(const char *text, size_t at)
{
	return text[at] == '\0' || !bounds_is_word(text, at);
}
