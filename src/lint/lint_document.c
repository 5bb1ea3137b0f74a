/* One document: by which definition it is read, its problems, and their
 * fixes. */
#include "lint_document.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "controls/documents.h"
#include "controls/parse.h"
#include "lint_judge.h"
#include "lint_spot.h"
#include "words/words.h"

enum {
	PASSES = 4, /* of fixing: one may make room for another */
};

struct looking {
	const struct linting *l;
	struct lint_document *d;
	struct arena *mem, *scratch;
	const char *bytes;
	size_t len;
};

/* The level that the configuration gives a rule, as a place in check_levels;
 * -1: none. */
static int
configured_level(const struct linting *l, enum lint_rule rule)
{
	const struct checks *c = &l->config->checks;
	size_t i;
	int level = -1;

	for (i = 0; i < c->nlevels; i++)
		if (strcmp(c->levels[i].rule, lint_rules[rule].id) == 0)
			level = c->levels[i].level;
	return level;
}

bool
lint_is_disabled(const struct linting *l, enum lint_rule rule)
{
	int level = configured_level(l, rule);

	return strs_has(l->options->disabled, lint_rules[rule].id) ||
	    (level != -1 && strcmp(check_levels[level], "never") == 0);
}

enum lint_level
lint_level_of(const struct linting *l, enum lint_rule rule)
{
	enum lint_level level = lint_rules[rule].level;
	int i, set = configured_level(l, rule);

	for (i = LINT_NOTE; set != -1 && i <= LINT_ERROR; i++)
		if (strcmp(check_levels[set], lint_level_name(i)) == 0)
			level = i;
	return level;
}

/* How well a definition fits a control: how many fields it found. */
static size_t
fit(const struct source *s, const struct control *c)
{
	const char *const texts[] = { c->id, c->description, c->level,
		c->status, c->author, c->date, c->modified };
	size_t i, n = 1 + s->has.n + (s->has_any.n > 0) +
	    (c->platforms.n > 0) + 2 * (c->ntags > 0);

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		n += texts[i] != NULL;
	return n;
}

static struct document
as_document(const struct looking *k, const char *path)
{
	struct document d = { path, NULL, k->len };

	memcpy(&d.bytes, &k->bytes, sizeof(d.bytes)); /* read only */
	return d;
}

/*
 * Is a control that names no technique still a rule of s? Not every Markdown
 * file with a title is, nor all YAML: it must stand where rules of s do, or
 * look like one.
 */
static bool
is_sure(const struct looking *k, const struct source *s, size_t fits)
{
	enum { MANY = 5, NEEDED = 2 };

	return s->kind != KIND_POLICY &&
	    !lint_is_doubtful(k->l->files, k->d->file, s) &&
	    (fits >= MANY || s->has.n + s->has_any.n >= NEEDED);
}

/* The definition that fits the document best; NULL: it has no controls. */
static const struct source *
find_source(struct looking *k, int format, const cJSON *docs, bool *named)
{
	const struct lint_files *f = k->l->files;
	const struct source *s, *best = NULL;
	struct findings findings = { .mem = k->scratch };
	struct controls found;
	struct document d;
	size_t n, most = 0;

	for (s = f->sources; s != LIST_END(f->sources, f->nsources); s++) {
		if (s->format != format || lint_is_left_out(k->d->file, s))
			continue;
		found = (struct controls){ 0 };
		d = as_document(k, lint_path_in(k->d->file, s));
		control_look(s, &d, docs, k->scratch, &found, &findings);
		n = found.n == 0 ? 0 : fit(s, &found.v[0]);
		if (n > 0 && found.v[0].ntags == 0 && !is_sure(k, s, n))
			n = 0;
		if (n > most) {
			most = n;
			best = s;
			*named = found.v[0].ntags > 0;
		}
		controls_free(&found);
	}
	free(findings.v);
	return best;
}

static void
add_problem(struct looking *k, enum lint_rule rule, int line, const char *why)
{
	struct problem *p = problems_add(&k->d->problems, rule, "%s", why);

	p->path = k->d->file->path;
	p->line = line;
}

/* Keeps the names by which the control calls others, and the columns of these. */
static void
keep_calls(struct looking *k, const struct control *c, struct lint_control *one)
{
	struct rule_name *calls = arena_alloc(k->mem,
	    c->ncorrelates * sizeof(*calls));
	int *columns = arena_alloc(k->mem, c->ncorrelates * sizeof(*columns));
	const struct rule_name *name;
	size_t i;

	for (i = 0; i < c->ncorrelates; i++) {
		name = &c->correlates[i];
		columns[i] = spot_find(k->bytes, k->len, name->node,
		    value_text(name->node), name->at,
		    strlen(name->text)).column;
		calls[i].text = arena_strdup(k->mem, name->text);
		calls[i].line = name->line;
	}
	one->calls = calls;
	one->columns = columns;
	one->ncalls = c->ncorrelates;
}

static void
keep_control(struct looking *k, const struct control *c, struct spot id)
{
	struct lint_document *d = k->d;
	struct lint_control *one;

	if (c->id == NULL && d->source->correlated.n +
	    d->source->correlated_by.n == 0)
		return;
	one = LIST_ADD(d->controls, d->ncontrols);
	one->id = arena_strdup(k->mem, c->id);
	one->title = arena_strdup(k->mem, c->title);
	one->path = d->file->path;
	one->source = d->source;
	one->line = id.line;
	one->column = id.column;
	one->starts = c->line;
	one->name = arena_strdup(k->mem, c->name);
	if (c->ncorrelates > 0)
		keep_calls(k, c, one);
	one->nids = c->ntags;
	one->generates = c->generates;
	one->active = c->lifecycle == LIFECYCLE_ACTIVE;
	one->past = lint_is_past(c);
}

static void
judge_controls(struct looking *k, const struct controls *found)
{
	const struct config *c = k->l->config;
	const struct source *s = k->d->source;
	const struct judging j = { &k->l->stix[config_attack_of(c, s)], s,
		&c->attack_source, k->d->file->path, k->bytes, k->len,
		&k->d->problems };
	struct spot id;
	size_t i;

	for (i = 0; i < found->n; i++) {
		id = lint_judge(&j, &found->v[i]);
		k->d->nrules++;
		k->d->nids += found->v[i].ntags;
		keep_control(k, &found->v[i], id);
	}
}

/* Takes what map would warn about, except what is judged here. */
static void
take_findings(struct looking *k, const struct findings *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->v[i].what, "catch-all") != 0)
			add_problem(k, strcmp(f->v[i].what, "repeated-key") == 0
			    ? LINT_REPEATED_KEY : LINT_BROKEN_DOCUMENT,
			    f->v[i].line, f->v[i].why);
}

/* Finds all problems of the document in its bytes, and forgets those of
 * before. */
static void
look(struct looking *k)
{
	struct lint_document *d = k->d;
	struct findings findings = { .mem = k->scratch };
	struct controls found = { 0 };
	struct value_repeats repeats = { 0 };
	struct value_table table = { 0 };
	struct value_error why = { .repeats = &repeats, .table = &table };
	int format = d->file->format;
	struct document doc = as_document(k, d->file->below);
	struct arena *before = value_use(k->scratch);
	cJSON *docs = NULL;
	bool named;

	d->problems.mem = k->scratch;
	d->problems.n = d->ncontrols = d->nrules = d->nids = 0;
	d->source = d->file->source;
	if ((d->source != NULL ? parse_document(d->source, &doc, &docs, &why)
	    : parse_format(format, &doc, &docs, &why)) == -1) {
		add_problem(k, LINT_BROKEN_DOCUMENT, why.line, why.what);
		goto out;
	}
	if (d->source == NULL)
		d->source = find_source(k, format, docs, &named);
	if (d->source == NULL) {
		if (table.n > 0)
			add_problem(k, LINT_BROKEN_DOCUMENT, table.v[0].line,
			    table.v[0].what);
		goto out;
	}
	doc = as_document(k, lint_path_in(d->file, d->source));
	control_look(d->source, &doc, docs, k->scratch, &found, &findings);
	judge_controls(k, &found);
	findings_add_rows(&table, doc.path, &findings);
	findings_add_repeats(&repeats, doc.path, &findings);
	take_findings(k, &findings);
out:
	if (d->nrules == 0)
		d->source = NULL;
	problems_keep(&d->problems, k->mem);
	controls_free(&found);
	free(findings.v);
	free(repeats.v);
	free(table.v);
	value_use(before);
	arena_reset(k->scratch);
}

/* An edit, and the place of the problem that it helps to fix. */
struct step {
	struct edit edit;
	size_t problem;
};

static int
compare_steps(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	if (x->edit.start != y->edit.start)
		return x->edit.start < y->edit.start ? -1 : 1;
	if (x->edit.end != y->edit.end)
		return x->edit.end < y->edit.end ? -1 : 1;
	return x->problem < y->problem ? -1 : x->problem > y->problem;
}

static struct step *
list_steps(const struct looking *k, size_t *n)
{
	const struct problems *all = &k->d->problems;
	struct step *steps;
	size_t i, e;

	for (*n = 0, i = 0; i < all->n; i++)
		*n += all->v[i].nedits;
	steps = mem_array(*n, sizeof(*steps));
	for (*n = 0, i = 0; i < all->n; i++) {
		if (lint_is_disabled(k->l, all->v[i].rule))
			continue;
		for (e = 0; e < all->v[i].nedits; e++) {
			steps[*n].edit = all->v[i].edits[e];
			steps[(*n)++].problem = i;
		}
	}
	if (*n > 0)
		qsort(steps, *n, sizeof(*steps), compare_steps);
	return steps;
}

static bool
same_edit(const struct edit *a, const struct edit *b)
{
	return a->start == b->start && a->end == b->end &&
	    strcmp(a->text, b->text) == 0;
}

/*
 * The edits that can be made together, each once, in their order. Problems
 * whose edits overlap others wait for the next pass: wait is true for these.
 * What stands in the trees of several controls (by an alias) is one place, and
 * is fixed for all of them.
 */
static struct edit *
choose_edits(const struct step *steps, size_t nsteps, bool *wait, size_t *n)
{
	struct edit *edits = mem_array(nsteps, sizeof(*edits));
	const struct edit *e;
	size_t i, end = 0;

	for (i = 0; i < nsteps; i++) {
		e = &steps[i].edit;
		if (i > 0 && e->start < end &&
		    !same_edit(e, &steps[i - 1].edit))
			wait[steps[i].problem] = true;
		else
			end = e->end;
	}
	for (*n = 0, i = 0; i < nsteps; i++) {
		e = &steps[i].edit;
		if (!wait[steps[i].problem] &&
		    (*n == 0 || !same_edit(e, &edits[*n - 1])))
			edits[(*n)++] = *e;
	}
	return edits;
}

/* Adds the problems that were fixed to those of the document. */
static void
keep_fixed(struct looking *k, const bool *wait)
{
	struct lint_document *d = k->d;
	const struct problem *p;
	size_t i;

	for (i = 0; i < d->problems.n; i++) {
		p = &d->problems.v[i];
		if (p->nedits == 0 || wait[i] ||
		    lint_is_disabled(k->l, p->rule))
			continue;
		*problems_add(&d->fixed, p->rule, "%s", "") = *p;
		d->fixed.v[d->fixed.n - 1].fixed = true;
	}
}

static bool
is_broken(const struct lint_document *d)
{
	size_t i;

	for (i = 0; i < d->problems.n; i++)
		if (d->problems.v[i].rule == LINT_BROKEN_DOCUMENT)
			return true;
	return false;
}

/* Looks at the document as d->is has it now. */
static void
look_again(struct looking *k)
{
	k->bytes = buf_str(&k->d->is);
	k->len = k->d->is.len;
	look(k);
}

/* One pass of fixing: true if something was fixed. d->is has the bytes then. */
static bool
mend(struct looking *k)
{
	struct lint_document *d = k->d;
	bool *wait = mem_array(d->problems.n, sizeof(*wait));
	size_t nsteps, n, rules = d->nrules, fixed = d->fixed.n;
	struct step *steps = list_steps(k, &nsteps);
	struct edit *edits = choose_edits(steps, nsteps, wait, &n);
	struct buf before = BUF_INIT;
	bool mended = false;

	if (n == 0 || is_broken(d))
		goto out;
	buf_put(&before, buf_str(&d->is), d->is.len);
	buf_reset(&d->is);
	edit_apply(buf_str(&before), before.len, edits, n, &d->is);
	keep_fixed(k, wait);
	look_again(k);
	mended = !is_broken(d) && d->nrules == rules;
	if (mended)
		goto out;
	/* It would be a different document: undo the edits. */
	buf_reset(&d->is);
	buf_put(&d->is, buf_str(&before), before.len);
	d->fixed.n = fixed;
	look_again(k);
out:
	buf_free(&before);
	free(edits);
	free(steps);
	free(wait);
	return mended;
}

static int
fix(struct looking *k)
{
	struct lint_document *d = k->d;
	int i, rc = 0;

	buf_put(&d->was, k->bytes, k->len);
	buf_put(&d->is, k->bytes, k->len);
	for (i = 0; i < PASSES; i++)
		if (!mend(k))
			break;
	d->rewritten = d->fixed.n > 0;
	if (d->rewritten && k->l->options->diff == NULL && !d->file->input)
		rc = file_rewrite(d->file->path, &d->was, &d->is);
	if (!d->rewritten) {
		buf_free(&d->was);
		buf_free(&d->is);
	}
	return rc;
}

/* Is it larger than what map reads? */
static bool
is_too_large(const struct lint_file *f)
{
	struct stat st;

	if (f->bytes != NULL)
		return f->len > DOCUMENT_MAX;
	return stat(f->path, &st) == 0 && st.st_size > DOCUMENT_MAX;
}

int
lint_document(const struct linting *l, struct arena *mem,
    struct arena *scratch, struct lint_document *d)
{
	struct looking k = { l, d, mem, scratch, d->file->bytes, d->file->len };
	struct buf text = BUF_INIT;
	int rc = -1;

	d->problems.mem = d->fixed.mem = mem;
	if (d->file->refused != NULL) {
		add_problem(&k, LINT_REFUSED_FILE, 0, arena_printf(mem,
		    "not read: %s", d->file->refused));
		return 0;
	}
	if (is_too_large(d->file)) {
		add_problem(&k, LINT_BROKEN_DOCUMENT, 0, arena_printf(mem, "larger than %d bytes",
		    DOCUMENT_MAX));
		return 0;
	}
	if (d->file->bytes == NULL) {
		if (file_read(d->file->path, 0, &text) == -1)
			goto out;
		k.bytes = buf_str(&text);
		k.len = text.len;
	}
	look(&k);
	rc = l->options->fix && d->source != NULL ? fix(&k) : 0;
	if (d->file->input && l->options->input_fixed != NULL)
		buf_put(l->options->input_fixed, d->rewritten ? buf_str(&d->is)
		    : d->file->bytes, d->rewritten ? d->is.len : d->file->len);
out:
	buf_free(&text);
	return rc;
}

const struct source *
lint_fit(const struct linting *l, struct arena *scratch,
    const struct lint_file *file, bool *named)
{
	struct lint_document d = { .file = file };
	struct looking k = { l, &d, scratch, scratch, NULL, 0 };
	struct value_table table = { 0 };
	struct value_error why = { .table = &table };
	struct arena *before = value_use(scratch);
	const struct source *found = NULL;
	struct buf text = BUF_INIT;
	struct document doc;
	cJSON *docs = NULL;

	if (!is_too_large(file) && file_read(file->path, 0, &text) == 0) {
		k.bytes = buf_str(&text);
		k.len = text.len;
		doc = as_document(&k, file->below);
		if (parse_format(file->format, &doc, &docs, &why) == 0)
			found = find_source(&k, file->format, docs, named);
	}
	value_use(before);
	buf_free(&text);
	return found;
}

void
lint_document_free(struct lint_document *d)
{
	free(d->problems.v);
	free(d->fixed.v);
	free(d->controls);
	buf_free(&d->was);
	buf_free(&d->is);
}
