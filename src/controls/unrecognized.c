/* What a source's definition does not recognise: nodes that are no controls, and words
 * in closed fields, of which it knows every one. */
#include "controls/unrecognized.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "controls/closed_fields.h"
#include "value/clean.h"

enum {
	NAMED = 3,
	PATH_SHOWN = 120, /* bytes */
	WORD_MAX = 60,    /* bytes shown */
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

void
closed_fields_add(struct unknowns *s, const struct unknown *one)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		if (s->v[i].field == one->field &&
		    str_equal_nocase(s->v[i].word, one->word)) {
			s->v[i].n += one->n;
			return;
		}
	}
	if (s->n == UNKNOWNS_MAX)
		return;
	if (s->n == 0)
		s->v = mem_array(UNKNOWNS_MAX, sizeof(*s->v));
	s->v[s->n++] = *one;
}

static void
take_field(const struct taking *t, const struct rule *r, struct unknowns *s)
{
	struct nodes found = pick_nodes(t, &r->field);
	struct unknown one = { r, "", t->d->path, value_line(t->node), 1 };
	const char *text;
	bool any = false;
	size_t i;

	for (i = 0; i < found.n; i++) {
		text = value_text(found.v[i]);
		if (text == NULL ? value_is_empty(found.v[i])
		    : (text = str_trim(t->mem, text), *text == '\0'))
			continue;
		any = true;
		if (text != NULL && strs_has_nocase(&r->in, text))
			continue;
		one.word = text == NULL ? "(no word)"
		    : clean_line(t->mem, pick_cut(t, text, WORD_MAX));
		one.line = value_line(found.v[i]);
		closed_fields_add(s, &one);
	}
	if (!any && !strs_has_nocase(&r->in, "")) {
		one.word = "";
		one.line = value_line(t->node);
		closed_fields_add(s, &one);
	}
	free(found.v);
}

void
closed_fields_take(const struct taking *t, struct unknowns *s)
{
	size_t i;

	if (t->look)
		return; /* lint is about ids alone */
	for (i = 0; i < t->s->words.n; i++)
		take_field(t, &t->s->words.v[i], s);
}

void
closed_fields_join(struct unknowns *s, const struct unknowns *from)
{
	size_t i;

	for (i = 0; i < from->n; i++)
		closed_fields_add(s, &from->v[i]);
}

/* Adds what counts as a platform: those of this ATT&CK, and those that the
 * definition gives, which may be of older ones. */
static void
list_platforms(const struct source *of, const struct stix *s,
    struct strs *platforms)
{
	const struct platform_steps *p = &of->platform_steps;
	size_t i;

	for (i = 0; i < s->ntechniques; i++)
		strs_merge(platforms, &s->techniques[i].platforms);
	strs_merge(platforms, &p->words.to);
	for (i = 0; i < p->n; i++) {
		strs_merge(platforms, &p->v[i].words.to);
		strs_merge(platforms, &p->v[i].paths.to);
	}
}

void
closed_fields_add_platforms(struct unknowns *to, const struct source *s,
    const struct stix *attack, const struct control *v, size_t n)
{
	static const struct rule field = { .is = "platform" };
	struct strs platforms = { 0 };
	const struct control *k;
	struct unknown one;
	size_t i;

	list_platforms(s, attack, &platforms);
	for (k = v; k != LIST_END(v, n); k++) {
		for (i = 0; i < k->platforms.n; i++) {
			if (!k->counts || strs_has_nocase(&platforms,
			    k->platforms.v[i]))
				continue;
			one = (struct unknown){ &field, k->platforms.v[i],
				k->path, k->line, 1 };
			closed_fields_add(to, &one);
		}
	}
	strs_free(&platforms);
}
