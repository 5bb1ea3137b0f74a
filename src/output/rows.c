/* Tables of sources, which have more numbers than a narrow terminal has room for. */
#include "output/rows.h"

#include <stdbool.h>
#include <string.h>

#include "value/member.h"

enum { WIDTH = 16 }; /* of ids, at least */

static bool
is_put_row(const struct rows *r, size_t i)
{
	return (r->shown >> i & 1) != 0;
}

/* Columns of text that the numbers take. */
static int
numbers_width(const struct rows *r)
{
	int width = 0;
	size_t i;

	for (i = 0; i < r->n; i++)
		if (is_put_row(r, i))
			width += (int)strlen(r->columns[i].title) +
			    (width > 0 ? 2 : 0);
	return width;
}

/* Leaves out one that may be; false: there is none. */
static bool
leave_one_out(struct rows *r)
{
	size_t i, last = r->n;

	for (i = 0; i < r->n; i++)
		if (is_put_row(r, i) && r->columns[i].rank > 0 &&
		    (last == r->n ||
		    r->columns[i].rank > r->columns[last].rank))
			last = i;
	if (last < r->n)
		r->shown &= ~(1u << last);
	return last < r->n;
}

struct rows
rows_of(const cJSON *sources, const struct row_column *columns, size_t n,
    const char *texts)
{
	struct rows r = { columns, n, WIDTH, (1u << n) - 1 };
	int room = terminal_columns(), id;
	const cJSON *s;

	cJSON_ArrayForEach(s, sources) {
		id = (int)strlen(member_text(s, "id")) + 1;
		r.width = id > r.width ? id : r.width;
	}
	while (room > 0 && r.width + (int)strlen(texts) + numbers_width(&r) >
	    room && leave_one_out(&r))
		;
	return r;
}

void
row_put_titles(struct terminal *t, const struct rows *r, const char *texts)
{
	struct buf text = BUF_INIT;
	const char *between = "";
	size_t i;

	buf_printf(&text, "%-*s%s", r->width, "source", texts);
	for (i = 0; i < r->n; i++) {
		if (!is_put_row(r, i))
			continue;
		buf_printf(&text, "%s%s", between, r->columns[i].title);
		between = "  ";
	}
	terminal_put(t, STYLE_STRONG, buf_str(&text));
	terminal_printf(t, "\n");
	buf_free(&text);
}

void
row_put_numbers(struct terminal *t, const struct rows *r, const cJSON *source)
{
	const char *between = "";
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (!is_put_row(r, i))
			continue;
		terminal_printf(t, "%s%*lld", between,
		    (int)strlen(r->columns[i].title),
		    member_number(source, r->columns[i].member));
		between = "  ";
	}
	terminal_printf(t, "\n");
}
