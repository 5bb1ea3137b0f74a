/* ATT&CK's own prose as plain CommonMark. */
#include "description.h"

#include <string.h>
#include <strings.h>

static const char code_open[] = "<code>", code_close[] = "</code>";

/* The longest run of backticks in the n bytes at s. */
static size_t
longest_ticks(const char *s, size_t n)
{
	size_t i, run = 0, best = 0;

	for (i = 0; i < n; i++) {
		run = s[i] == '`' ? run + 1 : 0;
		if (run > best)
			best = run;
	}
	return best;
}

/* A code span (CommonMark 6.1) that holds just the n bytes at s. */
static void
put_code(struct buf *out, const char *s, size_t n)
{
	size_t i, ticks = longest_ticks(s, n) + 1;
	bool pad = n > 0 && (s[0] == '`' || s[n - 1] == '`');

	if (n == 0)
		return;
	for (i = 0; i < ticks; i++)
		buf_putc(out, '`');
	if (pad)
		buf_putc(out, ' ');
	for (i = 0; i < n; i++)
		buf_putc(out, s[i] == '\n' || s[i] == '\r' ? ' ' : s[i]);
	if (pad)
		buf_putc(out, ' ');
	for (i = 0; i < ticks; i++)
		buf_putc(out, '`');
}

/* Bytes of a <br>, <br/> or <br /> at s, or 0. */
static size_t
line_break(const char *s)
{
	static const char *const spellings[] = { "<br>", "<br/>", "<br />" };
	size_t i;

	for (i = 0; i < 3; i++)
		if (strncasecmp(s, spellings[i], strlen(spellings[i])) == 0)
			return strlen(spellings[i]);
	return 0;
}

void
description_markdown(struct buf *out, const char *text, bool line)
{
	const char *end;
	size_t n;

	while (*text != '\0') {
		end = strncmp(text, code_open, strlen(code_open)) == 0
		    ? strstr(text, code_close) : NULL;
		n = line_break(text);
		if (end != NULL) {
			text += strlen(code_open);
			put_code(out, text, (size_t)(end - text));
			text = end + strlen(code_close);
		} else if (n > 0) {
			buf_puts(out, line ? " " : "\\\n");
			text += n;
		} else if (*text == '<') {
			buf_puts(out, "&lt;");
			text++;
		} else if (*text == '\r' || (line && *text == '\n')) {
			buf_putc(out, ' ');
			text++;
		} else {
			buf_putc(out, *text++);
		}
	}
}
