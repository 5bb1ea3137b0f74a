/* Tables: for people as wide as the terminal, for programs whole. */
#include "output/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/mem.h"

enum { GAP = 2 }; /* columns of space between two */

struct cell {
	char *text; /* as a terminal shows it */
	char *raw;  /* on one line, without control characters */
	char *url;
	enum terminal_style style;
};

struct table {
	const struct table_column *columns;
	size_t n;
	struct cell *cells;
	size_t ncells;
};

struct table *
table_new(const struct table_column *columns, size_t n)
{
	struct table *t = mem_alloc(sizeof(*t));

	t->columns = columns;
	t->n = n;
	return t;
}

void
table_free(struct table *t)
{
	size_t i;

	if (t == NULL)
		return;
	for (i = 0; i < t->ncells; i++) {
		free(t->cells[i].text);
		free(t->cells[i].raw);
		free(t->cells[i].url);
	}
	free(t->cells);
	free(t);
}

static void
add_table(struct table *t, const char *text, const char *url,
    enum terminal_style style)
{
	struct buf b = BUF_INIT;
	struct cell *c = LIST_ADD(t->cells, t->ncells);

	escape_terminal(&b, text == NULL ? "" : text);
	c->text = buf_take(&b);
	escape_line(&b, text == NULL ? "" : text);
	c->raw = buf_take(&b);
	c->url = url == NULL ? NULL : mem_strdup(url);
	c->style = style;
}

void
table_add(struct table *t, const char *text)
{
	add_table(t, text, NULL, STYLE_PLAIN);
}

void
table_add_link(struct table *t, const char *text, const char *url)
{
	add_table(t, text, url, STYLE_PLAIN);
}

void
table_add_styled(struct table *t, enum terminal_style style, const char *text)
{
	add_table(t, text, NULL, style);
}

void
table_add_number(struct table *t, long long number)
{
	char text[32];

	snprintf(text, sizeof(text), "%lld", number);
	add_table(t, text, NULL, STYLE_PLAIN);
}

/* What each column would take, whole. */
static void
measure(const struct table *t, int *widths)
{
	size_t i;
	int width;

	for (i = 0; i < t->n; i++)
		widths[i] = terminal_width(t->columns[i].title);
	for (i = 0; i < t->ncells; i++) {
		width = terminal_width(t->cells[i].text);
		if (width > widths[i % t->n])
			widths[i % t->n] = width;
	}
}

/* Columns of text that those shown take, each cut as far as may be. */
static int
least_total(const struct table *t, const int *widths)
{
	int total = -GAP, least;
	size_t i;

	for (i = 0; i < t->n; i++) {
		least = t->columns[i].least;
		if (widths[i] >= 0)
			total += GAP + (least > 0 && least < widths[i] ? least
			    : widths[i]);
	}
	return total;
}

/* Leaves out (width -1) what may be, the highest rank first, until it fits. */
static void
leave_out(const struct table *t, int *widths, int columns)
{
	size_t i, last;

	while (least_total(t, widths) > columns) {
		last = t->n;
		for (i = 0; i < t->n; i++)
			if (widths[i] >= 0 && t->columns[i].rank > 0 &&
			    (last == t->n || t->columns[i].rank >=
			    t->columns[last].rank))
				last = i;
		if (last == t->n)
			return;
		widths[last] = -1;
	}
}

static int
total(const struct table *t, const int *widths)
{
	int sum = -GAP;
	size_t i;

	for (i = 0; i < t->n; i++)
		if (widths[i] >= 0)
			sum += GAP + widths[i];
	return sum;
}

/* Cuts what may be cut, the widest first, until it fits. */
static void
shrink(const struct table *t, int *widths, int columns)
{
	int over = total(t, widths) - columns;
	size_t i, widest;

	for (; over > 0; over--) {
		widest = t->n;
		for (i = 0; i < t->n; i++)
			if (t->columns[i].least > 0 &&
			    widths[i] > t->columns[i].least &&
			    (widest == t->n || widths[i] > widths[widest]))
				widest = i;
		if (widest == t->n)
			return;
		widths[widest]--;
	}
}

static void
put_space(struct terminal *to, int n)
{
	terminal_printf(to, "%*s", n > 0 ? n : 0, "");
}

static void
put_text_table(struct terminal *to, const struct cell *c, const char *text)
{
	if (c->url != NULL)
		terminal_link(to, text, c->url);
	else
		terminal_put(to, c->style, text);
}

/* A cell in its column; none behind the last is padded. */
static void
put_cell_table(struct terminal *to, const struct cell *c,
    const struct table_column *column, int width, bool last)
{
	char *text = terminal_cut(c->text, width);
	int left;

	left = width - terminal_width(text);
	if (column->align == TABLE_RIGHT)
		put_space(to, left);
	put_text_table(to, c, text);
	if (column->align == TABLE_LEFT && !last)
		put_space(to, left);
	free(text);
}

static void
put_row_table(const struct table *t, struct terminal *to,
    const struct cell *row, const int *widths)
{
	size_t i, end = t->n;
	const char *between = "";

	while (end > 0 && (widths[end - 1] < 0 ||
	    (row[end - 1].text[0] == '\0')))
		end--;
	for (i = 0; i < end; i++) {
		if (widths[i] < 0)
			continue;
		terminal_printf(to, "%s", between);
		put_cell_table(to, &row[i], &t->columns[i], widths[i],
		    i == end - 1);
		between = "  ";
	}
	terminal_printf(to, "\n");
}

static void
put_titles(const struct table *t, struct terminal *to, const int *widths)
{
	struct cell *row = mem_array(t->n, sizeof(*row));
	size_t i;

	for (i = 0; i < t->n; i++) {
		row[i].text = mem_strdup(t->columns[i].title);
		row[i].style = STYLE_STRONG;
	}
	put_row_table(t, to, row, widths);
	for (i = 0; i < t->n; i++)
		free(row[i].text);
	free(row);
}

void
table_put(const struct table *t, struct terminal *to, int columns)
{
	int *widths;
	size_t i;

	if (t->ncells == 0)
		return;
	widths = mem_array(t->n, sizeof(*widths));
	measure(t, widths);
	if (columns > 0) {
		leave_out(t, widths, columns);
		shrink(t, widths, columns);
	}
	put_titles(t, to, widths);
	for (i = 0; i + t->n <= t->ncells; i += t->n)
		put_row_table(t, to, &t->cells[i], widths);
	free(widths);
}

static void
write_tsv(struct buf *out, const struct cell *c)
{
	escape_tsv(out, c->raw);
}

static void
write_csv(struct buf *out, const struct cell *c)
{
	escape_csv(out, c->raw);
}

static void
write_markdown(struct buf *out, const struct cell *c)
{
	if (c->url == NULL) {
		escape_markdown(out, c->raw);
		return;
	}
	buf_putc(out, '[');
	escape_markdown(out, c->raw);
	buf_puts(out, "](");
	escape_url(out, c->url);
	buf_putc(out, ')');
}

static const struct form {
	const char *name, *start, *between, *end;
	void (*write)(struct buf *out, const struct cell *c);
} forms[] = {
	{ "tsv", "", "\t", "\n", write_tsv },
	{ "csv", "", ",", "\r\n", write_csv },
	{ "markdown", "| ", " | ", " |\n", write_markdown },
};

static const struct form *
find_form(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcmp(forms[i].name, name) == 0)
			return &forms[i];
	return NULL;
}

bool
table_has_form(const char *form)
{
	return find_form(form) != NULL;
}

static void
write_titles(const struct table *t, const struct form *f, struct buf *out)
{
	struct cell c = { 0 };
	size_t i;

	buf_puts(out, f->start);
	for (i = 0; i < t->n; i++) {
		c.raw = mem_strdup(t->columns[i].title);
		buf_puts(out, i > 0 ? f->between : "");
		f->write(out, &c);
		free(c.raw);
	}
	buf_puts(out, f->end);
	if (f->write != write_markdown)
		return;
	for (i = 0; i < t->n; i++)
		buf_puts(out, t->columns[i].align == TABLE_RIGHT ? "| ---: "
								 : "| --- ");
	buf_puts(out, "|\n");
}

void
table_write(const struct table *t, const char *form, struct buf *out)
{
	const struct form *f = find_form(form);
	size_t i;

	write_titles(t, f, out);
	for (i = 0; i < t->ncells; i++) {
		buf_puts(out, i % t->n == 0 ? f->start : f->between);
		f->write(out, &t->cells[i]);
		if (i % t->n == t->n - 1)
			buf_puts(out, f->end);
	}
}

void
table_print(const struct table *t, const char *form)
{
	struct buf out = BUF_INIT;
	struct terminal to;

	if (strcmp(form, "text") == 0) {
		terminal_begin(&to);
		table_put(t, &to, terminal_columns());
		terminal_end(&to);
	} else {
		table_write(t, form, &out);
		fwrite(buf_str(&out), 1, out.len, stdout);
	}
	buf_free(&out);
}
