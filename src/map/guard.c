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

/* How many are expected: a local copy may well be a part. */
static size_t
least_number(const struct source *s)
{
	size_t n = s->path == NULL ? (size_t)s->least_number : 0;

	return n > 0 || s->may_be_none ? n : 1;
}

static int
say_thin(const struct input *i, size_t named, size_t all)
{
	const struct source *s = i->source;
	struct buf b = BUF_INIT;
	size_t n, shown = 0;

	for (n = 0; n < i->ncontrols && shown < SHOWN; n++)
		if (!names_one(&i->controls[n]) &&
		    i->controls[n].path != NULL)
			buf_printf(&b, "%s%s", shown++ > 0 ? ", " : "",
			    i->controls[n].path);
	log_error("%s: %zu of %zu controls name a technique, where at least "
	    "%.0f %% of them and %zu are expected: the layout may have changed"
	    "%s%s; --allow-thin %s goes on all the same", s->id, named, all,
	    s->least_share * 100, least_number(s),
	    b.len > 0 ? "; first without: " : "", buf_str(&b), s->id);
	buf_free(&b);
	return -1;
}

static int
check(const struct input *i)
{
	const struct source *s = i->source;
	size_t n, named = 0, all = 0;

	if (s->thin || s->format == FORMAT_STIX || (s->optional &&
	    i->documents.n == 0))
		return 0;
	if (s->kind == KIND_EVIDENCE) {
		if (i->nproofs >= least_number(s))
			return 0;
		return say_thin(i, i->nproofs, i->nproofs);
	}
	for (n = 0; n < i->ncontrols; n++) {
		named += names_one(&i->controls[n]);
		/* What a framework found not mappable need not name one. */
		all += strcmp(i->controls[n].lifecycle, "not-mappable") != 0;
	}
	if (named >= least_number(s) && (double)named >= s->least_share * (double)all)
		return 0;
	return say_thin(i, named, all);
}

int
guard_check(const struct inputs *in)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < in->n; i++)
		if (check(&in->v[i]) == -1)
			rc = -1;
	return rc;
}
