/* Nodes that a source's definition does not recognise as controls. */
#include "controls/unrecognized.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"

enum {
	NAMED = 3,
	PATH_SHOWN = 120, /* bytes */
};

static const char no_control[] = "no-control";

static void
put_fields(struct buf *b, const struct fields *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		buf_printf(b, "%s%s", i == 0 ? ""
		    : i + 1 < f->n ? ", " : " or ", field_text(f->v[i]));
}

/* Is it a document that should have controls, and not itself one? */
static bool
is_whole(const struct taking *t)
{
	return t->s->each.n > 0 && t->node == t->doc;
}

/* Has it the list of controls, if an empty one? */
static bool
has_list(const struct taking *t)
{
	size_t i;

	for (i = 0; i < t->s->each.n; i++)
		if (field_ends_at_list(t->s->each.v[i], t->doc, t->doc))
			return true;
	return false;
}

/* Appends the first thing that it should have. */
static void
put_missing(const struct taking *t, struct buf *b)
{
	const struct source *s = t->s;
	struct fields one = { NULL, 1 };
	size_t i;

	if (s->when.n > 0 && !is_whole(t) &&
	    pick_count(t, &s->has) == s->has.n &&
	    (s->has_any.n == 0 || pick_count(t, &s->has_any) > 0)) {
		buf_puts(b, "none of read.when holds");
		return;
	}
	buf_puts(b, "without ");
	if (is_whole(t)) {
		put_fields(b, &s->each);
		return;
	}
	for (i = 0; i < s->has.n; i++) {
		one.v = &s->has.v[i];
		if (pick_count(t, &one) == 0) {
			put_fields(b, &one);
			return;
		}
	}
	put_fields(b, &s->has_any);
}

void
unrecognized_report(const struct taking *t)
{
	struct buf why = BUF_INIT;

	if (t->look || t->part || cJSON_IsNull(t->node) ||
	    (is_whole(t) && has_list(t)) ||
	    pick_count(t, &t->s->only) < t->s->only.n ||
	    pick_count(t, &t->s->has_none) > 0)
		return;
	put_missing(t, &why);
	findings_add(t->f, t->d->path, value_line(t->node), no_control, "%s",
	    buf_str(&why));
	buf_free(&why);
}

/* Have they the same reason, in the same folder? */
static bool
is_same_reason(const struct finding *a, const struct finding *b)
{
	size_t n = (size_t)(path_base(a->path) - a->path);

	return b->what == no_control && strcmp(a->why, b->why) == 0 &&
	    (size_t)(path_base(b->path) - b->path) == n &&
	    memcmp(a->path, b->path, n) == 0;
}

/* Appends all that are like the first of n, and marks them as done. Returns how
 * many there are. */
static size_t
put_alike(struct finding *v, size_t n, struct buf *b)
{
	const struct finding first = v[0];
	size_t i, all = 0;

	buf_printf(b, "%s: ", first.why);
	for (i = 0; i < n; i++) {
		if (!is_same_reason(&first, &v[i]))
			continue;
		v[i].what = NULL;
		if (all++ >= NAMED)
			continue;
		buf_printf(b, "%s%.*s", all > 1 ? ", " : "",
		    str_fit(v[i].path, PATH_SHOWN), v[i].path);
		if (v[i].line > 1)
			buf_printf(b, ":%d", v[i].line);
	}
	if (all > NAMED)
		buf_printf(b, " and %zu more", all - NAMED);
	return all;
}

static void
add_line(const char *id, size_t n, size_t first, const char *text,
    struct strs *lines)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s: %zu passed over as no control%s, %s", id, n,
	    n == 1 ? "" : "s", text);
	if (n > first)
		buf_printf(&b, "; %zu for other reasons or in other folders",
		    n - first);
	strs_add(lines, buf_str(&b));
	buf_free(&b);
}

void
unrecognized_unite(struct findings *f, const char *id, struct strs *lines)
{
	struct findings old = *f;
	struct buf text = BUF_INIT;
	char *head = NULL;
	size_t i, n, all = 0, first = 0;

	f->v = NULL;
	f->n = 0;
	for (i = 0; i < old.n; i++) {
		const struct finding one = old.v[i];

		if (one.what != no_control) {
			if (one.what != NULL)
				findings_add(f, one.path, one.line, one.what,
				    "%s", one.why);
			continue;
		}
		buf_reset(&text);
		n = put_alike(&old.v[i], old.n - i, &text);
		findings_add(f, one.path, one.line, no_control,
		    "no control by the definition, %s", buf_str(&text));
		if (head == NULL) {
			head = buf_take(&text);
			first = n;
		}
		all += n;
	}
	if (all > 0)
		add_line(id, all, first, head, lines);
	free(head);
	buf_free(&text);
	free(old.v);
}
