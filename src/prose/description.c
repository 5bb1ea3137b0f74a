/* ATT&CK's own prose as plain CommonMark. */
#include "prose/description.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/str.h"
#include "value/member.h"

static const char code_open[] = "<code>", code_close[] = "</code>";

enum {
	PARENTHESES_MAX = 32,  /* in an address: as many as cmark takes */
	PROSE_MAX = 64 * 1024, /* cmark takes the square of it for "![[]()" */
	LINE_MAX_BYTES = 8 * 1024,
};

/* A text being written. */
struct prose {
	struct buf *out;
	size_t start;   /* of it in out */
	size_t longest; /* run of backticks in all of it */
	bool line;      /* all of it becomes one line */
	/* This paragraph has backticks that nothing on their line closes: what
	 * follows may or may not be code. */
	bool dangling;
};

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

/* A backslash at the end is to stay one, and not take what comes next. */
static void
end_escape(struct prose *p)
{
	size_t n = 0;

	while (n < p->out->len - p->start &&
	    p->out->s[p->out->len - 1 - n] == '\\')
		n++;
	if (n % 2 == 1)
		buf_putc(p->out, '\\');
}

/* What opens a link next is not to open a picture: that would be loaded from
 * elsewhere. */
static void
end_mark(struct prose *p)
{
	size_t n = p->out->len;

	if (n == p->start || p->out->s[n - 1] != '!')
		return;
	buf_cut(p->out, n - 1);
	end_escape(p);
	buf_puts(p->out, "\\!");
}

/* Runs of backticks that come from two places are not to become one. */
static void
end_ticks(struct prose *p)
{
	if (p->out->len > p->start && p->out->s[p->out->len - 1] == '`')
		buf_putc(p->out, ' ');
}

static void
put_ticks(struct prose *p, size_t n, bool pad_before, bool pad_behind)
{
	if (pad_before)
		buf_putc(p->out, ' ');
	while (n-- > 0)
		buf_putc(p->out, '`');
	if (pad_behind)
		buf_putc(p->out, ' ');
}

/*
 * A code span (CommonMark 6.1) that holds just the n bytes at s; but where it
 * both begins and ends with spaces, one of each is not shown.
 */
static void
put_code(struct prose *p, const char *s, size_t n)
{
	size_t i, ticks = p->dangling ? p->longest : longest_ticks(s, n);
	bool pad = n > 0 && (s[0] == '`' || s[n - 1] == '`');

	if (n == 0)
		return;
	end_escape(p);
	end_ticks(p);
	put_ticks(p, ticks + 1, false, pad);
	for (i = 0; i < n; i++)
		buf_putc(p->out, s[i] == '\n' || s[i] == '\r' ? ' ' : s[i]);
	put_ticks(p, ticks + 1, pad, false);
}

/* Bytes of a code span at s that ends on its line, or 0. */
static size_t
code_span(const char *s)
{
	size_t ticks = strspn(s, "`"), n = ticks, run;

	while (s[n] != '\0' && s[n] != '\n') {
		run = strspn(s + n, "`");
		if (run == ticks)
			return n + run;
		n += run > 0 ? run : 1;
	}
	return 0;
}

/* The text's own code stays as it is, '<' and all. */
static const char *
take_ticks(struct prose *p, const char *s)
{
	size_t n = p->dangling ? 0 : code_span(s), i;

	end_escape(p); /* of what stood before a citation of nothing */
	end_ticks(p);
	if (n == 0) {
		p->dangling = true;
		n = strspn(s, "`");
	}
	for (i = 0; i < n; i++)
		buf_putc(p->out, s[i] == '\r' ? ' ' : s[i]);
	return s + n;
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

/* s behind spaces and one line's end; *ended: a paragraph ends there. */
static const char *
skip_line_end(const char *s, bool *ended)
{
	const char *next = s + strspn(s, " \t\r");

	*ended = *next == '\0';
	if (*next != '\n')
		return s;
	s = next + 1;
	next = s + strspn(s, " \t\r");
	*ended = *next == '\0' || *next == '\n';
	return s;
}

/* Line breaks in a row. At the end of a paragraph there are none: there a
 * backslash would be one. */
static const char *
take_breaks(struct prose *p, const char *s)
{
	bool ended = false;
	size_t breaks = 0, n;

	for (n = line_break(s); n > 0; n = line_break(s)) {
		s += n;
		breaks++;
	}
	if (p->line) {
		buf_putc(p->out, ' ');
		return s;
	}
	skip_line_end(s, &ended);
	if (ended)
		return s;
	end_escape(p);
	while (breaks-- > 0)
		buf_puts(p->out, "\\\n");
	return skip_line_end(s, &ended);
}

/* Does the address of a link stand at s, without a title, up to its ')'? */
static bool
is_address_description(const char *s)
{
	int depth = 0;

	for (; *s != '\0' && strchr(" \t\r\n`<\\", *s) == NULL; s++) {
		if (*s == ')' && depth-- == 0)
			return true;
		if (*s == '(' && ++depth > PARENTHESES_MAX)
			return false;
	}
	return false;
}

/* Does it lead to the web, or to a place of the same site? */
static bool
is_web(const char *s)
{
	return strncasecmp(s, "https://", 8) == 0 ||
	    strncasecmp(s, "http://", 7) == 0 || *s == '#' ||
	    (*s == '/' && s[1] != '/');
}

/*
 * What is behind a ']' and could swallow a backtick, as other links and
 * definitions of links could, or leads to anything but the web, is not to be
 * one.
 */
static const char *
take_bracket(struct prose *p, const char *s)
{
	buf_putc(p->out, *s++);
	if (*s == ':' ||
	    (*s == '(' && !(is_address_description(s + 1) && is_web(s + 1))))
		buf_putc(p->out, '\\');
	return s;
}

static const char *
take_line_end(struct prose *p, const char *s)
{
	buf_putc(p->out, p->line || *s == '\r' ? ' ' : '\n');
	if (*s++ == '\n' && !p->line && s[strspn(s, " \t\r")] == '\n')
		p->dangling = false; /* a blank line ends what was open */
	return s;
}

/*
 * The end of the code that begins at s; NULL where none does, or where it holds
 * what would mean something if CommonMark saw no code there.
 */
static const char *
code_end(const struct prose *p, const char *s)
{
	const char *end;

	if (strncasecmp(s, code_open, strlen(code_open)) != 0)
		return NULL;
	s += strlen(code_open);
	end = strcasestr(s, code_close);
	if (end != NULL && p->dangling &&
	    strcspn(s, "`<") < (size_t)(end - s))
		return NULL;
	return end;
}

static const char *
take_angle(struct prose *p, const char *s)
{
	const char *end = code_end(p, s);

	if (end != NULL) {
		s += strlen(code_open);
		put_code(p, s, (size_t)(end - s));
		return end + strlen(code_close);
	}
	if (line_break(s) > 0)
		return take_breaks(p, s);
	end_escape(p);
	buf_puts(p->out, "&lt;");
	return s + 1;
}

/*
 * "(Citation: X)" at s: its number among the references, as a link where it has
 * an address; nothing where it is none of them. Returns what is behind it, or s
 * where no citation stands.
 */
static const char *
take_citation(struct prose *p, const char *s, const cJSON *references)
{
	static const char mark[] = "(Citation: ";
	const char *name = s + strlen(mark), *known, *url;
	const cJSON *r;
	int number = 0;
	size_t n;

	if (strncmp(s, mark, strlen(mark)) != 0)
		return s;
	n = strcspn(name, ")\n");
	if (name[n] != ')')
		return s;
	cJSON_ArrayForEach(r, references) {
		number++;
		known = member_string(r, "name");
		url = member_string(r, "url");
		if (known == NULL || strlen(known) != n ||
		    strncmp(known, name, n) != 0)
			continue;
		end_escape(p);
		end_mark(p);
		if (url != NULL)
			buf_printf(p->out, "[\\[%d\\]](%s)", number, url);
		else
			buf_printf(p->out, "\\[%d\\]", number);
		break;
	}
	return name + n + 1;
}

static const char *
take_other(struct prose *p, const char *s, const cJSON *references)
{
	const char *behind = *s == '(' ? take_citation(p, s, references) : s;

	if (behind > s)
		return behind;
	if (*s == '[')
		end_mark(p);
	if (*s == '\\' && (s[1] == '`' || s[1] == '\\'))
		buf_putc(p->out, *s++);
	buf_putc(p->out, *s++);
	return s;
}

void
description_markdown(struct buf *out, const char *text, bool line,
    const cJSON *references)
{
	char *cut = mem_strndup(text, (size_t)str_fit(text,
	    line ? LINE_MAX_BYTES : PROSE_MAX));
	struct prose p = { out, out->len, longest_ticks(cut, strlen(cut)),
		line, false };

	for (text = cut; *text != '\0';) {
		if (*text == '<')
			text = take_angle(&p, text);
		else if (*text == '`')
			text = take_ticks(&p, text);
		else if (*text == ']')
			text = take_bracket(&p, text);
		else if (*text == '\n' || *text == '\r')
			text = take_line_end(&p, text);
		else
			text = take_other(&p, text, references);
	}
	free(cut);
}

void
description_add(cJSON *to, const char *name, const char *text, bool line,
    const cJSON *references)
{
	struct buf b = BUF_INIT;

	if (text == NULL)
		return;
	description_markdown(&b, text, line, references);
	cJSON_AddStringToObject(to, name, buf_str(&b));
	buf_free(&b);
}
