/* The guard: sudden changes stop the run, or are reported. */
#include "guard.h"

#include <string.h>

#include "attack/expect.h"
#include "attack/version.h"
#include "base/buf.h"
#include "base/log.h"
#include "change.h"
#include "controls/closed_fields.h"
#include "measures.h"
#include "reference.h"

enum {
	SHOWN = 3,    /* documents named in the message */
	TOLD_MAX = 5, /* unknown words of a source, each by itself */
};

static bool
names_one(const struct control *k)
{
	size_t i;

	for (i = 0; i < k->ntags; i++)
		if (k->tags[i].formed)
			return true;
	return false;
}

/* The first documents with a control that names no technique; where all
 * controls name one, the first documents that gave none. */
static void
list_without(const struct input *i, struct buf *b)
{
	const char *path, *last = NULL;
	size_t n, k, shown = 0;

	for (n = 0; n < i->ncontrols && shown < SHOWN; n++) {
		path = i->controls[n].path;
		if (names_one(&i->controls[n]) || path == NULL ||
		    str_equal(path, last))
			continue;
		buf_printf(b, "%s%s", shown++ > 0 ? ", " : "", path);
		last = path;
	}
	if (shown > 0)
		return;
	/* Controls stand in the order of their documents. */
	for (n = 0, k = 0; n < i->documents.n && shown < SHOWN; n++) {
		path = i->documents.v[n].path;
		if (k == i->ncontrols || !str_equal(i->controls[k].path, path))
			buf_printf(b, "%s%s", shown++ > 0 ? ", " : "", path);
		while (k < i->ncontrols && str_equal(i->controls[k].path, path))
			k++;
	}
}

/* "0 of 12 controls name a technique, where …", appended to b. */
static void
put_thin(const struct input *i, size_t named, size_t all, struct buf *b)
{
	const struct source *s = i->source;
	bool controls = s->kind != KIND_EVIDENCE;
	struct buf without = BUF_INIT;

	buf_printf(b, "%zu of %zu %s", named, all, controls
	    ? "controls name a technique" : "proofs are of a control");
	if (i->silent > 0 && controls)
		buf_printf(b, ", and %zu of the documents gave none",
		    i->silent);
	buf_puts(b, ", where at least ");
	if (controls && s->least_share > 0)
		buf_printf(b, "%.0f %% of them and ", s->least_share * 100);
	buf_printf(b, "%d are expected: the layout may have changed",
	    s->least_number > 0 ? s->least_number : 1);
	list_without(i, &without);
	if (without.len > 0 && controls)
		buf_printf(b, "; first without: %s", buf_str(&without));
	buf_free(&without);
}

/* What is known while all is checked. */
struct guarding {
	struct inputs *in;
	struct references refs;
	bool stop;
};

/* Stops the run: reported, or kept for who asked what would stop it. */
static void
refuse_run(struct guarding *g, const char *id, const char *what)
{
	struct buf b = BUF_INIT;

	g->stop = true;
	buf_printf(&b, "%s: %s; --accept-change %s accepts it", id,
	    what, id);
	if (g->in->options->changed != NULL)
		strs_add(g->in->options->changed, buf_str(&b));
	else
		log_error("%s", buf_str(&b));
	buf_free(&b);
}

/* Goes on with a warning, which is a finding as well. Who asked what would stop
 * the run gets no warnings. */
static void
warn(struct guarding *g, struct findings *f, const char *id,
    const char *kind, const char *what)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s: %s", id, what);
	if (g->in->options->changed == NULL)
		strs_add(&g->in->told, buf_str(&b));
	findings_add(f, NULL, 0, kind, "%s", what);
	buf_free(&b);
}

/* Nothing at all is too little, unless the definition says otherwise. */
static bool
is_enough(const struct source *s, size_t n)
{
	return (n > 0 || s->may_be_none) && n >= (size_t)s->least_number;
}

/* "no control in it, and 12 findings, first a.json:3: not JSON". */
static void
put_nothing(const struct findings *f, const char *what, struct buf *b)
{
	const struct finding *first = &f->v[0];

	buf_printf(b, "no %s in it, and %zu finding%s, first ", what, f->n,
	    f->n == 1 ? "" : "s");
	if (first->path != NULL && first->line > 0)
		buf_printf(b, "%s:%d: ", first->path, first->line);
	else if (first->path != NULL)
		buf_printf(b, "%s: ", first->path);
	buf_puts(b, first->why);
}

/* Has a source of threats the least? A profile of an actor names no technique. */
static bool
has_threats(const struct input *i, struct buf *b)
{
	const struct source *s = i->source;
	size_t n, named = 0;

	if (s->may_be_none && i->nthreats == 0 && i->findings.n > 0) {
		put_nothing(&i->findings, "threat", b);
		return false;
	}
	for (n = 0; n < i->nthreats; n++)
		named += s->actor.n > 0 || names_one(&i->threats[n].named);
	if (is_enough(s, named) && (double)named >= s->least_share *
	    (double)(i->nthreats + i->silent))
		return true;
	buf_printf(b, "%zu of %zu %s, where at least ", named, i->nthreats,
	    s->actor.n > 0 ? "actors have a name"
	    : s->vulnerability.n > 0 ? "vulnerabilities name a technique"
	    : "rows name a technique");
	if (s->least_share > 0)
		buf_printf(b, "%.0f %% of them and ", s->least_share * 100);
	buf_printf(b, "%d are expected: the layout may have changed",
	    s->least_number > 0 ? s->least_number : 1);
	return false;
}

/* Has the source the least that its definition expects? Where it has not, what
 * is wrong is appended to b. */
static bool
has_least(const struct input *i, struct buf *b)
{
	const struct source *s = i->source;
	size_t n, named = 0, all = 0;

	if (s->kind == KIND_EVIDENCE) {
		if (is_enough(s, i->nproofs) && i->nhit * 2 >= i->nknown)
			return true;
		put_thin(i, i->nknown > 0 ? i->nhit : i->nproofs,
		    i->nknown > 0 ? i->nknown : i->nproofs, b);
		return false;
	}
	if (s->kind == KIND_THREATS)
		return has_threats(i, b);
	if (s->kind == KIND_BASELINE) {
		if (is_enough(s, i->nchosen))
			return true;
		buf_printf(b, "%zu controls are chosen, where at least %d are "
		    "expected: the layout may have changed", i->nchosen,
		    s->least_number > 0 ? s->least_number : 1);
		return false;
	}
	if (s->kind == KIND_CROSSWALK) {
		if (is_enough(s, i->nrelated))
			return true;
		buf_printf(b, "%zu pairs of controls, where at least %d are "
		    "expected: the layout may have changed", i->nrelated,
		    s->least_number > 0 ? s->least_number : 1);
		return false;
	}
	/* That it may name no technique does not mean that nothing need be
	 * understood. */
	if (s->may_be_none && i->ncontrols == 0 && i->findings.n > 0) {
		put_nothing(&i->findings, "control", b);
		return false;
	}
	if (s->path == NULL && i->ncontrols < (size_t)s->least_controls) {
		put_thin(i, named, i->ncontrols, b);
		return false;
	}
	for (n = 0; n < i->ncontrols; n++) {
		named += names_one(&i->controls[n]);
		/* What a framework found not mappable need not name one. */
		all += i->controls[n].lifecycle != LIFECYCLE_NOT_MAPPABLE;
	}
	/* A document that gives no control any more must not make it look
	 * better. */
	if (is_enough(s, named) && (double)named >=
	    s->least_share * (double)(all + i->silent))
		return true;
	put_thin(i, named, all, b);
	return false;
}

/* Where an unknown word stood first, and how often it does. */
static void
put_where(const struct unknown *s, struct buf *b)
{
	if (s->n > 1)
		buf_printf(b, " (%zu times, first %s", s->n, s->path);
	else
		buf_printf(b, " (%s", s->path);
	if (s->line > 0)
		buf_printf(b, ":%d", s->line);
	buf_putc(b, ')');
}

/* "unknown status "prod" (12 times, first FILE:3)": warns of the first of them;
 * all are findings. */
static void
report_unknowns(struct guarding *g, struct input *i)
{
	const struct unknown *s;
	struct buf b = BUF_INIT;
	size_t n;

	for (n = 0; n < i->unknowns.n; n++) {
		s = &i->unknowns.v[n];
		buf_reset(&b);
		if (*s->word != '\0')
			buf_printf(&b, "unknown %s \"%s\"", s->field->is,
			    s->word);
		else
			buf_printf(&b, "no %s", s->field->is);
		put_where(s, &b);
		if (n < TOLD_MAX)
			warn(g, &i->findings, i->source->id,
			    "unknown-word", buf_str(&b));
		else
			findings_add(&i->findings, NULL, 0, "unknown-word",
			    "%s", buf_str(&b));
	}
	if (n > TOLD_MAX && g->in->options->changed == NULL) {
		buf_reset(&b);
		buf_printf(&b, "%s: %zu more unknown words", i->source->id,
		    n - TOLD_MAX);
		strs_add(&g->in->told, buf_str(&b));
	}
	buf_free(&b);
}

/* Fills in what fell, or had fallen when the figures were the same; true: too
 * far. */
static bool
find_fallen(const struct counts *now, const struct reference *before,
    bool bundle, struct counts *fell)
{
	if (counts_equal(now, &before->measured)) {
		*fell = before->fell;
		return false;
	}
	return bundle ? change_of_bundle(now, &before->measured, fell)
		      : change_of_source(now, &before->measured, fell);
}

/* Reports what fell since the reference, and stops where it is too far. */
static void
report_fallen(struct guarding *g, struct findings *f, const char *id,
    const struct counts *now, const struct counts *fell, bool too_far)
{
	bool bundle = str_has_prefix(id, "attack/");
	struct buf b = BUF_INIT;

	if (fell->n == 0)
		return;
	change_put(&b, now, fell, bundle);
	if (too_far) {
		buf_puts(&b, ": the layout may have changed");
		refuse_run(g, id, buf_str(&b));
	} else {
		warn(g, f, id, "fallen", buf_str(&b));
	}
	buf_free(&b);
}

static void
check_source(struct guarding *g, struct input *i, const struct stix *stix)
{
	const struct source *s = i->source;
	const struct lock_entry *e = s->path == NULL ? i->lock : NULL;
	struct buf b = BUF_INIT;
	struct reference before;
	bool stop;

	if (s->format == FORMAT_STIX || (s->optional && i->documents.n == 0))
		return;
	measures_of_source(i, &i->measured);
	closed_fields_add_platforms(&i->unknowns, i->source, stix,
	    i->controls, i->ncontrols);
	report_unknowns(g, i);
	if (!has_least(i, &b) && !s->accepted) {
		refuse_run(g, s->id, buf_str(&b));
	} else if (!g->in->options->loose &&
	    reference_find(&g->refs, s->id, e, &before)) {
		stop = find_fallen(&i->measured, &before, false, &i->fell);
		report_fallen(g, &i->findings, s->id, &i->measured, &i->fell,
		    stop && !s->accepted);
	}
	buf_free(&b);
}

/* Reports what a bundle should have and lacks. Returns true where that stops
 * the run, as it does for a fetched one. */
static bool
check_expected(struct guarding *g, const struct bundle *b,
    const struct stix *s, const char *id)
{
	struct strs grave = { 0 }, slight = { 0 };
	bool stop = b->file.lock != NULL && !b->attack->accepted;
	struct buf what = BUF_INIT;
	size_t i;

	expect_check(s, &b->measured, b->file.lock != NULL, &grave, &slight);
	for (i = 0; i < grave.n; i++)
		buf_printf(&what, "%s%s", i > 0 ? "; " : "", grave.v[i]);
	stop = stop && grave.n > 0;
	if (stop) {
		buf_puts(&what, ": the layout may have changed");
		refuse_run(g, id, buf_str(&what));
		buf_reset(&what);
	}
	for (i = 0; i < slight.n; i++)
		buf_printf(&what, "%s%s", what.len > 0 ? "; " : "",
		    slight.v[i]);
	if (what.len > 0)
		warn(g, &g->in->findings, id, "odd-bundle",
		    buf_str(&what));
	buf_free(&what);
	strs_free(&grave);
	strs_free(&slight);
	return stop;
}

/* Is it older than the reference? Then less is expected. */
static bool
is_older(const char *version, const char *than)
{
	return than != NULL && (!version_is_formed(version, strlen(version)) ||
	    !version_is_formed(than, strlen(than)) ||
	    version_compare(version, than) < 0);
}

static void
check_bundle(struct guarding *g, struct bundle *b, const struct stix *s)
{
	const char *id = bundle_id(b, &g->in->mem);
	struct reference before;
	bool stop;

	measures_of_bundle(s, &b->measured);
	if (check_expected(g, b, s, id) || g->in->options->loose ||
	    !reference_find(&g->refs, id, b->file.lock, &before) ||
	    is_older(s->version, before.version))
		return;
	stop = find_fallen(&b->measured, &before, true, &b->fell);
	report_fallen(g, &g->in->findings, id, &b->measured, &b->fell,
	    stop && b->file.lock != NULL && !b->attack->accepted);
}

int
guard_check(struct inputs *in, const struct stix *stix)
{
	struct guarding g = { in, { 0 }, false };
	int rc = references_open(&g.refs, in);
	size_t i;

	for (i = 0; rc == 0 && i < in->nbundles; i++)
		check_bundle(&g, &in->bundles[i], &stix[i]);
	for (i = 0; rc == 0 && i < in->n; i++)
		check_source(&g, &in->v[i], &stix[in->v[i].domain]);
	references_free(&g.refs);
	return g.stop ? -1 : rc;
}
