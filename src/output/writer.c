/* An answer of several parts, each with a title: as text or as Markdown. */
#include "output/writer.h"

#include "output/answer.h"

void
writer_begin(struct writer *p, bool markdown)
{
	terminal_begin(&p->t);
	p->markdown = markdown;
	p->columns = terminal_columns();
}

void
writer_title(struct writer *p, const char *title, long long n)
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
writer_line(struct writer *p, const char *line)
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
writer_table(struct writer *p, struct table *t)
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
writer_list(struct writer *p, const char *title, long long n, struct table *t)
{
	if (n == 0) {
		table_free(t);
		return;
	}
	writer_title(p, title, n);
	writer_table(p, t);
}

void
writer_end(struct writer *p)
{
	terminal_end(&p->t);
}
