/* ATT&CK's own prose as plain CommonMark. */
#include "description.h"

#include <string.h>
#include <strings.h>

enum {
	PROSE_MAX = 64 * 1024, /* cmark takes the square of it for "![[]()" */
	LINE_MAX_BYTES = 8 * 1024,
};

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

/* A text on its way to Markdown. */
struct prose {
	struct buf *out;
	const char *s;
	bool line;
	bool no_close; /* no </code> follows any more */
	const cJSON *references;
};

/* <code>…</code> at p->s; false where it is none. */
static bool
take_code(struct prose *p)
{
	const char *end;

	if (p->no_close ||
	    strncasecmp(p->s, code_open, strlen(code_open)) != 0)
		return false;
	end = strcasestr(p->s, code_close);
	if (end == NULL) {
		p->no_close = true; /* looked for once, not at each <code> */
		return false;
	}
	p->s += strlen(code_open);
	put_code(p->out, p->s, (size_t)(end - p->s));
	p->s = end + strlen(code_close);
	return true;
}

/* A code span of its own at p->s, in backticks: nothing in it is touched. */
static bool
take_span(struct prose *p)
{
	size_t ticks = strspn(p->s, "`"), run;
	const char *end = p->s + ticks;

	if (ticks == 0)
		return false;
	while (*end != '\0' && *end != '\n') {
		run = strspn(end, "`");
		if (run == ticks)
			break;
		end += run > 0 ? run : 1;
	}
	if (*end != '`')
		end = p->s; /* no end on this line: plain backticks */
	buf_put(p->out, p->s, (size_t)(end - p->s) + ticks);
	p->s = end + ticks;
	return true;
}

/* "(Citation: X)" at p->s: its number, as a link where it has an address. */
static bool
take_citation(struct prose *p)
{
	static const char mark[] = "(Citation: ";
	const char *name = p->s + strlen(mark), *end, *url;
	const cJSON *r;
	int number = 0;
	size_t n;

	if (strncmp(p->s, mark, strlen(mark)) != 0)
		return false;
	n = strcspn(name, ")\n");
	end = name + n;
	if (*end != ')')
		return false;
	cJSON_ArrayForEach(r, p->references) {
		const char *known = cJSON_GetStringValue(
		    cJSON_GetObjectItemCaseSensitive(r, "name"));

		number++;
		if (known == NULL || strlen(known) != n ||
		    strncmp(known, name, n) != 0)
			continue;
		url = cJSON_GetStringValue(
		    cJSON_GetObjectItemCaseSensitive(r, "url"));
		if (url != NULL)
			buf_printf(p->out, "[\\[%d\\]](%s)", number, url);
		else
			buf_printf(p->out, "\\[%d\\]", number);
		break;
	}
	p->s = end + 1;
	return true;
}

static void
take_char(struct prose *p)
{
	size_t n = line_break(p->s);
	unsigned char c = (unsigned char)*p->s;

	if (n > 0) {
		buf_puts(p->out, p->line ? " " : "\\\n");
		p->s += n;
		return;
	}
	if (c == '<')
		buf_puts(p->out, "&lt;");
	else if (c == '\n' && !p->line)
		buf_putc(p->out, '\n');
	else
		buf_putc(p->out, c < 0x20 || c == 0x7f ? ' ' : (char)c);
	p->s++;
}

/* All up to what could mean something. */
static void
take_plain(struct prose *p)
{
	size_t n = 0;

	while (p->s[n] != '<' && p->s[n] != '`' && p->s[n] != '(' &&
	    p->s[n] != 0x7f && (unsigned char)p->s[n] >= 0x20)
		n++;
	buf_put(p->out, p->s, n);
	p->s += n;
}

void
description_markdown(struct buf *out, const char *text, bool line,
    const cJSON *references)
{
	struct prose p = { out, text, line, false, references };
	const char *end = text + strnlen(text,
	    line ? LINE_MAX_BYTES : PROSE_MAX);

	while (*p.s != '\0' && p.s < end) {
		take_plain(&p);
		if (!take_code(&p) && !take_span(&p) && !take_citation(&p) &&
		    *p.s != '\0')
			take_char(&p);
	}
}
