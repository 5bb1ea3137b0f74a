/* A section of the documentation, for people on a terminal. */
#include "text/topic.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

enum {
	COLUMNS = 80, /* where the terminal does not say */
	CELLS = 8,    /* of a row of a table */
	INDENT = 2,
	BROAD = 16, /* words of a table up to so broad have their text beside */
};

/* A part of the text that reads on: from start, n bytes. */
struct part {
	const char *start;
	size_t n;
};

static struct part
cut_line(const char **at)
{
	struct part line = { *at, strcspn(*at, "\n") };

	*at += line.n + ((*at)[line.n] == '\n');
	return line;
}

static bool
starts(struct part line, const char *with)
{
	return line.n >= strlen(with) &&
	    strncmp(line.start, with, strlen(with)) == 0;
}

/* Appends the text without marks of code, weight and links. */
static void
put_plain(struct buf *out, struct part text)
{
	const char *c = text.start, *end = c + text.n, *close;

	for (; c < end; c++) {
		close = *c == '[' ? memchr(c, ']', (size_t)(end - c)) : NULL;
		if (close != NULL && close + 1 < end && close[1] == '(' &&
		    memchr(close, ')', (size_t)(end - close)) != NULL) {
			buf_put(out, c + 1, (size_t)(close - c - 1));
			c = memchr(close, ')', (size_t)(end - close));
		} else if (*c == '*' && c + 1 < end && c[1] == '*') {
			c++;
		} else if (*c != '`') {
			buf_putc(out, *c);
		}
	}
}

/* The cells of a row, without the marks around them; returns how many. */
static size_t
split_row(struct part line, char *cells[CELLS])
{
	const char *at = line.start + 1, *end = line.start + line.n, *bar;
	struct buf b = BUF_INIT;
	size_t n = 0;

	for (; at < end && n < CELLS; at = bar + 1) {
		bar = memchr(at, '|', (size_t)(end - at));
		if (bar == NULL)
			break;
		while (at < bar && *at == ' ')
			at++;
		put_plain(&b, (struct part){ at, (size_t)(bar - at) });
		while (b.len > 0 && buf_str(&b)[b.len - 1] == ' ')
			buf_cut(&b, b.len - 1);
		cells[n++] = buf_take(&b);
	}
	buf_free(&b);
	return n;
}

static void
free_row(char *cells[CELLS], size_t n)
{
	while (n > 0)
		free(cells[--n]);
}

/* The words of the first column take so many columns, in all rows from at. */
static int
measure_words(const char *at)
{
	struct part line;
	char *cells[CELLS];
	int width, most = 0;
	size_t n;

	for (line = cut_line(&at); starts(line, "|"); line = cut_line(&at)) {
		n = split_row(line, cells);
		width = n > 0 ? terminal_width(cells[0]) : 0;
		most = width > most ? width : most;
		free_row(cells, n);
	}
	return most < BROAD ? most : BROAD;
}

/* One row: its word, and what the other cells say, behind their titles where
 * there are several. */
static void
put_row_topic(struct terminal *t, char *titles[CELLS], char *cells[CELLS],
    size_t n, int width, int columns)
{
	struct buf b = BUF_INIT;
	size_t i, said = 0;
	int at;

	for (i = 1; i < n; i++)
		said += *titles[i] != '\0' && *cells[i] != '\0';
	for (i = 1; i < n; i++) {
		if (*cells[i] == '\0')
			continue;
		buf_printf(&b, "%s%s%s%s", b.len == 0 ? "" : *titles[i] != '\0'
		    && *titles[i - 1] != '\0' ? "; " : " ",
		    said > 1 ? titles[i] : "", said > 1 && *titles[i] != '\0'
		    ? ": " : "", cells[i]);
	}
	at = terminal_width(cells[0]);
	terminal_printf(t, "%*s", INDENT, "");
	terminal_put(t, STYLE_STRONG, cells[0]);
	if (at > width)
		terminal_printf(t, "\n%*s", INDENT + width + 2, "");
	else
		terminal_printf(t, "%*s", width + 2 - at, "");
	terminal_wrap(t, INDENT + width + 2, INDENT + width + 2, buf_str(&b),
	    columns);
	buf_free(&b);
}

/* The table that line begins; at is behind it, and then behind the table. */
static void
put_table_topic(struct terminal *t, struct part line, const char **at,
    int columns)
{
	char *titles[CELLS], *cells[CELLS];
	size_t n = split_row(line, titles), i, has;
	const char *next = *at;
	int width;

	cut_line(at); /* of dashes */
	width = measure_words(*at);
	for (next = *at, line = cut_line(&next); starts(line, "|");
	    *at = next, line = cut_line(&next)) {
		has = split_row(line, cells);
		for (i = has; i < n; i++)
			cells[i] = mem_strdup("");
		put_row_topic(t, titles, cells, n, width, columns);
		free_row(cells, has > n ? has : n);
	}
	free_row(titles, n);
}

/* The lines of a fence, which ends them. */
static void
put_code(struct terminal *t, const char **at)
{
	struct part line;
	struct buf b = BUF_INIT;

	for (line = cut_line(at); line.n + (size_t)(**at != '\0') > 0 &&
	    !starts(line, "```"); line = cut_line(at)) {
		buf_reset(&b);
		buf_put(&b, line.start, line.n);
		terminal_printf(t, "%*s", line.n > 0 ? INDENT : 0, "");
		terminal_put(t, STYLE_PLAIN, buf_str(&b));
		terminal_printf(t, "\n");
	}
	buf_free(&b);
}

/* Does what stands before the line end there? */
static bool
is_break(struct part line)
{
	return line.n == 0 || starts(line, "- ") || starts(line, "|") ||
	    starts(line, "```") || starts(line, "#");
}

/* The paragraph or the item of a list that line begins. */
static void
put_text_topic(struct terminal *t, struct part line, const char **at,
    int columns)
{
	int indent = starts(line, "- ") ? INDENT : 0;
	struct buf b = BUF_INIT;
	const char *next;

	put_plain(&b, line);
	for (next = *at, line = cut_line(&next); !is_break(line);
	    *at = next, line = cut_line(&next)) {
		while (line.n > 0 && *line.start == ' ') {
			line.start++;
			line.n--;
		}
		buf_putc(&b, ' ');
		put_plain(&b, line);
	}
	terminal_wrap(t, 0, indent, buf_str(&b), columns);
	buf_free(&b);
}

bool
topic_put(struct terminal *t, const char *markdown, const char *heading)
{
	int columns = terminal_columns() > 0 ? terminal_columns() : COLUMNS;
	bool found = false;
	struct part line;

	while (*markdown != '\0') {
		line = cut_line(&markdown);
		if (starts(line, "## ")) {
			if (found)
				break;
			found = line.n == strlen(heading) + 3 &&
			    strncmp(line.start + 3, heading, line.n - 3) == 0;
			if (found)
				cut_line(&markdown);
		} else if (!found) {
			continue;
		} else if (line.n == 0) {
			if (*markdown != '\0' && *markdown != '#')
				terminal_printf(t, "\n");
		} else if (starts(line, "|")) {
			put_table_topic(t, line, &markdown, columns);
		} else if (starts(line, "```")) {
			put_code(t, &markdown);
		} else {
			put_text_topic(t, line, &markdown, columns);
		}
	}
	return found;
}
