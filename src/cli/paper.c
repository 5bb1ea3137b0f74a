/* An answer of several parts, each with a title: as text or as Markdown. */
#include "paper.h"

#include "answer.h"

void
paper_begin(struct paper *p, bool markdown)
{
	terminal_begin(&p->t);
	p->markdown = markdown;
	p->columns = terminal_columns();
}

void
paper_title(struct paper *p, const char *title, long long n)
{
	if (p->t.text.len > 0)
		buf_putc(&p->t.text, '\n');
	if (p->markdown)
		buf_puts(&p->t.text, "## ");
	terminal_put(&p->t, p->markdown ? STYLE_PLAIN : STYLE_STRONG, title);
	if (n >= 0)
		terminal_printf(&p->t, ": %lld", n);
	buf_putc(&p->t.text, '\n');
}

void
paper_line(struct paper *p, const char *line)
{
	struct strs one = { 0 };

	strs_add(&one, line);
	if (p->markdown)
		answer_write_lines(&p->t.text, &one);
	else
		answer_put_lines(&p->t, &one, p->columns);
	strs_free(&one);
}

void
paper_table(struct paper *p, struct table *t)
{
	if (p->markdown) {
		buf_putc(&p->t.text, '\n'); /* a line brings its own */
		table_write(t, "markdown", &p->t.text);
	} else {
		table_put(t, &p->t, p->columns);
	}
	table_free(t);
}

void
paper_end(struct paper *p)
{
	terminal_end(&p->t);
}
