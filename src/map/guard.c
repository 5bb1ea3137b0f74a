/* The silent-zero guard. */
#include "guard.h"

#include <string.h>

#include "base/buf.h"
#include "base/log.h"

enum { SHOWN = 3 }; /* documents named in the message */

static bool
names_one(const struct control *k)
{
	size_t i;

	for (i = 0; i < k->ntags; i++)
		if (k->tags[i].formed)
			return true;
	return false;
}

static bool
gave_control(const struct input *i, const char *path)
{
	size_t n;

	for (n = 0; n < i->ncontrols; n++)
		if (i->controls[n].path == path)
			return true;
	return false;
}

/* The first documents with a control that names no technique; where all
 * controls name one, the first documents that gave none. */
static void
list_without(const struct input *i, struct buf *b)
{
	const char *path, *last = NULL;
	size_t n, shown = 0;

	for (n = 0; n < i->ncontrols && shown < SHOWN; n++) {
		path = i->controls[n].path;
		if (names_one(&i->controls[n]) || path == NULL || path == last)
			continue;
		buf_printf(b, "%s%s", shown++ > 0 ? ", " : "", path);
		last = path;
	}
	if (shown > 0)
		return;
	for (n = 0; n < i->documents.n && shown < SHOWN; n++)
		if (!gave_control(i, i->documents.v[n].path))
			buf_printf(b, "%s%s", shown++ > 0 ? ", " : "",
			    i->documents.v[n].path);
}

static void
list_expected(const struct source *s, struct buf *b)
{
	int least = s->least_number > 0 ? s->least_number : 1;

	if (s->kind != KIND_EVIDENCE && s->least_share > 0)
		buf_printf(b, "%.0f %% of them and ", s->least_share * 100);
	buf_printf(b, "%d", least);
}

/* "sigma: 0 of 12 controls name a technique, where …", appended to b. */
static void
put_thin(const struct input *i, size_t named, size_t all, struct buf *b)
{
	const struct source *s = i->source;
	struct buf expected = BUF_INIT, without = BUF_INIT;

	list_expected(s, &expected);
	list_without(i, &without);
	buf_printf(b, "%s: %zu of %zu %s", s->id, named, all,
	    s->kind == KIND_EVIDENCE ? "proofs are of a control"
				     : "controls name a technique");
	if (i->silent > 0 && s->kind != KIND_EVIDENCE)
		buf_printf(b, ", and %zu of the documents gave none",
		    i->silent);
	buf_printf(b, ", where at least %s are expected: the layout may have "
	    "changed", buf_str(&expected));
	if (without.len > 0 && s->kind != KIND_EVIDENCE)
		buf_printf(b, "; first without: %s", buf_str(&without));
	buf_printf(b, "; --allow-thin %s goes on all the same", s->id);
	buf_free(&expected);
	buf_free(&without);
}

/* Kept for who asked for it, or said. */
static int
say_thin(const struct input *i, size_t named, size_t all, struct strs *thin)
{
	struct buf b = BUF_INIT;

	put_thin(i, named, all, &b);
	if (thin != NULL)
		strs_add(thin, buf_str(&b));
	else
		log_error("%s", buf_str(&b));
	buf_free(&b);
	return -1;
}

/* Nothing at all is too little, unless the definition says otherwise. */
static bool
is_enough(const struct source *s, size_t n)
{
	return (n > 0 || s->may_be_none) && n >= (size_t)s->least_number;
}

static int
check(const struct input *i, struct strs *thin)
{
	const struct source *s = i->source;
	size_t n, named = 0, all = 0;

	if (s->thin || s->format == FORMAT_STIX ||
	    (s->optional && i->documents.n == 0))
		return 0;
	if (s->kind == KIND_EVIDENCE)
		return is_enough(s, i->nproofs) && i->nhit * 2 >= i->nknown
		    ? 0 : say_thin(i, i->nknown > 0 ? i->nhit : i->nproofs,
		    i->nknown > 0 ? i->nknown : i->nproofs, thin);
	if (s->path == NULL && i->ncontrols < (size_t)s->least_controls)
		return say_thin(i, named, i->ncontrols, thin);
	for (n = 0; n < i->ncontrols; n++) {
		named += names_one(&i->controls[n]);
		/* What a framework found not mappable need not name one. */
		all += strcmp(i->controls[n].lifecycle, "not-mappable") != 0;
	}
	/* A document that gives no control any more must not make it look
	 * better. */
	if (is_enough(s, named) && (double)named >=
	    s->least_share * (double)(all + i->silent))
		return 0;
	return say_thin(i, named, all, thin);
}

int
guard_check(const struct inputs *in)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < in->n; i++)
		if (check(&in->v[i], in->options->thin) == -1)
			rc = -1;
	return rc;
}
