/* Does what was received look like what was requested? */
#include "sniff.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

enum { EDGE = 256 }; /* bytes of white space around JSON that are looked at */

/* The last byte in text of n that is no white space; NUL for none. */
static char
last_byte(const char *text, size_t n)
{
	while (n > 0 && strchr(" \t\r\n", text[n - 1]) != NULL)
		n--;
	return n > 0 ? text[n - 1] : '\0';
}

const char *
sniff_why_no_json(const char *path)
{
	char head[EDGE + 1] = "", tail[EDGE];
	FILE *file = fopen(path, "re");
	const char *p = head;
	size_t n;

	if (file == NULL)
		return "cannot be read back from the cache";
	n = fread(head, 1, EDGE, file);
	head[n] = '\0';
	if (fseek(file, -EDGE, SEEK_END) == -1)
		rewind(file); /* shorter than that */
	n = fread(tail, 1, sizeof(tail), file);
	fclose(file);
	if (str_has_prefix(p, "\xef\xbb\xbf"))
		p += 3;
	p += strspn(p, " \t\r\n");
	if (*p != '{' && *p != '[')
		return "not JSON (an HTML page?)";
	return last_byte(tail, n) == (*p == '{' ? '}' : ']') ? NULL
	    : "cut off: it does not end as JSON does";
}
