/* Edits: pieces of a text replaced, every other byte kept; and unified
 * diffs. */
#include "edit.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { CONTEXT = 3 };

void
edit_apply(const char *bytes, size_t len, const struct edit *edits, size_t n,
    struct buf *out)
{
	size_t i, at = 0;

	for (i = 0; i < n; i++) {
		buf_put(out, bytes + at, edits[i].start - at);
		buf_puts(out, edits[i].text);
		at = edits[i].end;
	}
	buf_put(out, bytes + at, len - at);
}

/* A text and where its lines start; starts[n] is its length. */
struct lines {
	const char *bytes;
	size_t *starts;
	size_t n;
};

static void
find_lines(const struct buf *text, struct lines *l)
{
	const char *at = buf_str(text), *end = at + text->len;

	l->bytes = at;
	while (at < end) {
		*LIST_ADD(l->starts, l->n) = (size_t)(at - l->bytes);
		at = memchr(at, '\n', (size_t)(end - at));
		at = at == NULL ? end : at + 1;
	}
	*LIST_ADD(l->starts, l->n) = text->len;
	l->n--;
}

/* Lines from..to of the old text become those of the new. */
struct change {
	size_t from, to, new_from, new_to;
};

struct diff {
	struct lines a, b;
	struct change *v;
	size_t n;
};

/* Is it the same line? The ends of both texts are equal, too. */
static bool
same_line(const struct diff *d, size_t i, size_t k)
{
	size_t n, m;

	if (i >= d->a.n || k >= d->b.n)
		return i == d->a.n && k == d->b.n;
	n = d->a.starts[i + 1] - d->a.starts[i];
	m = d->b.starts[k + 1] - d->b.starts[k];
	return n == m && memcmp(d->a.bytes + d->a.starts[i],
	    d->b.bytes + d->b.starts[k], n) == 0;
}

/* The change at i and k, up to the nearest place where both texts have two
 * equal lines. */
static struct change
find_change(const struct diff *d, size_t i, size_t k)
{
	struct change c = { i, d->a.n, k, d->b.n };
	size_t away, x, y;

	for (away = 1; away <= d->a.n - i + d->b.n - k; away++) {
		for (x = 0; x <= away; x++) {
			y = away - x;
			if (i + x > d->a.n || k + y > d->b.n ||
			    !same_line(d, i + x, k + y) ||
			    (i + x < d->a.n &&
			    !same_line(d, i + x + 1, k + y + 1)))
				continue;
			c.to = i + x;
			c.new_to = k + y;
			return c;
		}
	}
	return c;
}

static void
find_changes(struct diff *d)
{
	struct change *c;
	size_t i = 0, k = 0;

	while (i < d->a.n || k < d->b.n) {
		if (same_line(d, i, k)) {
			i++;
			k++;
			continue;
		}
		c = LIST_ADD(d->v, d->n);
		*c = find_change(d, i, k);
		i = c->to;
		k = c->new_to;
	}
}

/* Lines of a text, each behind the mark. */
static void
put_lines(struct buf *out, char mark, const struct lines *l, size_t from,
    size_t to)
{
	for (; from < to; from++) {
		buf_putc(out, mark);
		buf_put(out, l->bytes + l->starts[from],
		    l->starts[from + 1] - l->starts[from]);
		if (l->bytes[l->starts[from + 1] - 1] != '\n')
			buf_puts(out, "\n\\ No newline at end of file\n");
	}
}

/* Lines count from 1; a range of none names the line before it. */
static void
put_range(struct buf *out, char mark, size_t from, size_t n)
{
	buf_printf(out, "%c%zu", mark, n == 0 ? from : from + 1);
	if (n != 1)
		buf_printf(out, ",%zu", n);
}

/* One hunk of n changes. */
static void
put_hunk(struct buf *out, const struct diff *d, const struct change *c,
    size_t n)
{
	const struct change *last = &c[n - 1];
	size_t before = c->from < CONTEXT ? c->from : CONTEXT;
	size_t behind = d->a.n - last->to < CONTEXT ? d->a.n - last->to
						    : CONTEXT;
	size_t i, at = c->from - before;

	buf_puts(out, "@@ ");
	put_range(out, '-', at, last->to + behind - at);
	buf_putc(out, ' ');
	put_range(out, '+', c->new_from - before,
	    last->new_to + behind - (c->new_from - before));
	buf_puts(out, " @@\n");
	for (i = 0; i < n; i++) {
		put_lines(out, ' ', &d->a, at, c[i].from);
		put_lines(out, '-', &d->a, c[i].from, c[i].to);
		put_lines(out, '+', &d->b, c[i].new_from, c[i].new_to);
		at = c[i].to;
	}
	put_lines(out, ' ', &d->a, at, at + behind);
}

void
edit_diff(const char *path, const struct buf *from, const struct buf *to,
    struct buf *out)
{
	struct diff d = { 0 };
	size_t first, k;
	bool whole = *path == '/';

	find_lines(from, &d.a);
	find_lines(to, &d.b);
	find_changes(&d);
	if (d.n > 0)
		buf_printf(out, "--- %s%s\n+++ %s%s\n", whole ? "" : "a/",
		    path, whole ? "" : "b/", path);
	for (first = 0; first < d.n; first = k) {
		for (k = first + 1; k < d.n; k++)
			if (d.v[k].from > d.v[k - 1].to + (size_t)2 * CONTEXT)
				break;
		put_hunk(out, &d, &d.v[first], k - first);
	}
	free(d.v);
	free(d.a.starts);
	free(d.b.starts);
}
