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
	struct lint_worker *w;
	struct arena *scratch;
	const char *bytes;
	size_t len;
	struct problems problems, fixed; /* those that are left, or were fixed */
	struct buf was, is;              /* its bytes, where they are to change */
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
	problems_add(&k->problems, rule, "%s", why)->line = line;
}

/* Keeps the names by which the control calls others, and the columns of these. */
static void
keep_calls(struct looking *k, const struct control *c, struct lint_control *one)
{
	struct arena *mem = &k->w->kept;
	struct rule_name *calls = arena_alloc(mem,
	    c->ncorrelates * sizeof(*calls));
	int *columns = arena_alloc(mem, c->ncorrelates * sizeof(*columns));
	const struct rule_name *name;
	size_t i;

	for (i = 0; i < c->ncorrelates; i++) {
		name = &c->correlates[i];
		columns[i] = spot_find(k->bytes, k->len, name->node,
		    value_text(name->node), name->at,
		    strlen(name->text)).column;
		calls[i].text = arena_strdup(mem, name->text);
		calls[i].line = name->line;
	}
	one->calls = calls;
	one->columns = columns;
	one->ncalls = (unsigned)c->ncorrelates;
}

static void
keep_control(struct looking *k, const struct control *c, struct spot id,
    struct lint_control *one)
{
	struct arena *mem = &k->w->kept;

	one->id = arena_strdup(mem, c->id);
	one->title = arena_strdup(mem, c->title);
	one->name = arena_strdup(mem, c->name);
	one->line = id.line;
	one->column = id.column;
	one->starts = c->line;
	if (c->ncorrelates > 0)
		keep_calls(k, c, one);
	one->nids = (unsigned)c->ntags;
	one->generates = c->generates;
	one->active = c->lifecycle == LIFECYCLE_ACTIVE;
	one->past = lint_is_past(c);
}

static void
judge_controls(struct looking *k, const struct controls *found)
{
	const struct config *c = k->l->config;
	const struct source *s = k->d->source;
	struct judging j = { &k->l->stix[config_attack_of(c, s)], s,
		&c->attack_source, k->bytes, k->len, 0, &k->problems };
	struct spot id;
	size_t i;

	k->d->ncontrols = (unsigned)found->n;
	k->d->controls = arena_alloc(&k->w->kept,
	    found->n * sizeof(*k->d->controls));
	for (i = 0; i < found->n; i++) {
		j.of = (unsigned)i + 1;
		id = lint_judge(&j, &found->v[i]);
		k->d->nids += (unsigned)found->v[i].ntags;
		keep_control(k, &found->v[i], id, &k->d->controls[i]);
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

	k->problems = (struct problems){ .mem = k->scratch };
	d->ncontrols = d->nids = 0;
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
	if (d->ncontrols == 0)
		d->source = NULL;
	problems_keep(&k->problems, &k->w->texts, k->l->options->fix);
	controls_free(&found);
	free(findings.v);
	free(repeats.v);
	free(table.v);
	value_use(before);
	arena_reset(k->scratch);
}

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

/* The steps of what is to be fixed, in their order in the text; caller frees. */
static struct step *
list_steps(const struct looking *k, size_t *n)
{
	const struct problems *all = &k->problems;
	const struct step *from = all->steps;
	struct step *steps = mem_array(all->nsteps, sizeof(*steps));

	for (*n = 0; from != LIST_END(all->steps, all->nsteps); from++)
		if (!lint_is_disabled(k->l, all->v[from->problem].rule))
			steps[(*n)++] = *from;
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
	struct problems *fixed = &k->fixed;
	const struct problem *p;
	size_t i;

	for (i = 0; i < k->problems.n; i++) {
		p = &k->problems.v[i];
		if (!p->fixable || wait[i] || lint_is_disabled(k->l, p->rule))
			continue;
		*ARENA_ADD(fixed->mem, fixed->v, fixed->n) = *p;
		fixed->v[fixed->n - 1].fixed = true;
	}
}

static bool
is_broken(const struct looking *k)
{
	size_t i;

	for (i = 0; i < k->problems.n; i++)
		if (k->problems.v[i].rule == LINT_BROKEN_DOCUMENT)
			return true;
	return false;
}

/* Looks at the document as k->is has it now. */
static void
look_again(struct looking *k)
{
	k->bytes = buf_str(&k->is);
	k->len = k->is.len;
	look(k);
}

/* One pass of fixing: true if something was fixed. k->is has the bytes then. */
static bool
mend(struct looking *k)
{
	bool *wait = mem_array(k->problems.n, sizeof(*wait));
	size_t nsteps, n, rules = k->d->ncontrols, fixed = k->fixed.n;
	struct step *steps = list_steps(k, &nsteps);
	struct edit *edits = choose_edits(steps, nsteps, wait, &n);
	struct buf before = BUF_INIT;
	bool mended = false;

	if (n == 0 || is_broken(k))
		goto out;
	buf_put(&before, buf_str(&k->is), k->is.len);
	buf_reset(&k->is);
	edit_apply(buf_str(&before), before.len, edits, n, &k->is);
	keep_fixed(k, wait);
	look_again(k);
	mended = !is_broken(k) && k->d->ncontrols == rules;
	if (mended)
		goto out;
	/* It would be a different document: undo the edits. */
	buf_reset(&k->is);
	buf_put(&k->is, buf_str(&before), before.len);
	k->fixed.n = fixed;
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
	const struct lint_file *f = k->d->file;
	struct buf diff = BUF_INIT;
	int i;

	buf_put(&k->was, k->bytes, k->len);
	buf_put(&k->is, k->bytes, k->len);
	for (i = 0; i < PASSES; i++)
		if (!mend(k))
			break;
	if (k->fixed.n == 0)
		return 0;
	if (k->l->options->diff != NULL) {
		edit_diff(f->path, &k->was, &k->is, &diff);
		k->d->diff = arena_strndup(&k->w->kept, buf_str(&diff), diff.len);
		k->d->ndiff = diff.len;
		buf_free(&diff);
	} else if (!f->input) {
		return file_rewrite(f->path, &k->was, &k->is);
	}
	return 0;
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

/* Reads the file, if it is not read yet, and looks at it. */
static int
look_at_file(struct looking *k, struct buf *text)
{
	const struct lint_file *f = k->d->file;
	struct buf *input = k->l->options->input_fixed;
	int rc = 0;

	if (f->refused != NULL || is_too_large(f)) {
		add_problem(k, f->refused != NULL ? LINT_REFUSED_FILE
		    : LINT_BROKEN_DOCUMENT, 0, f->refused != NULL
		    ? arena_printf(&k->w->kept, "not read: %s", f->refused)
		    : arena_printf(&k->w->kept, "larger than %d bytes",
		    DOCUMENT_MAX));
		return 0;
	}
	if (f->bytes == NULL) {
		if (file_read(f->path, 0, text) == -1)
			return -1;
		k->bytes = buf_str(text);
		k->len = text->len;
	}
	look(k);
	if (k->l->options->fix && k->d->source != NULL)
		rc = fix(k);
	if (f->input && input != NULL)
		buf_put(input, k->fixed.n > 0 ? buf_str(&k->is) : f->bytes,
		    k->fixed.n > 0 ? k->is.len : f->len);
	return rc;
}

int
lint_document(const struct linting *l, struct lint_worker *w,
    struct lint_document *d)
{
	struct arena *kept = &w->kept;
	struct looking k = { .l = l, .d = d, .w = w, .scratch = &w->scratch,
		.bytes = d->file->bytes, .len = d->file->len,
		.problems.mem = kept, .fixed.mem = kept };
	struct buf text = BUF_INIT;
	size_t i;
	int rc;

	w->texts.mem = kept;
	rc = look_at_file(&k, &text);
	for (i = 0; i < k.fixed.n; i++)
		*ARENA_ADD(kept, k.problems.v, k.problems.n) = k.fixed.v[i];
	d->problems = k.problems.v;
	d->nproblems = (unsigned)k.problems.n;
	buf_free(&text);
	buf_free(&k.was);
	buf_free(&k.is);
	return rc;
}

struct problem *
lint_document_add(struct lint_document *d, struct arena *mem,
    const struct lint_control *of, enum lint_rule rule, const char *message)
{
	struct problems all = { d->problems, d->nproblems, NULL, 0, mem };
	struct problem *one = problems_add(&all, rule, "%s", message);

	one->of = (unsigned)(of - d->controls) + 1;
	d->problems = all.v;
	d->nproblems = (unsigned)all.n;
	return one;
}

void
lint_worker_free(struct lint_worker *w)
{
	free(w->texts.v);
	arena_free(&w->kept);
	arena_free(&w->scratch);
}

const struct source *
lint_fit(const struct linting *l, struct arena *scratch,
    const struct lint_file *file, bool *named)
{
	struct lint_document d = { .file = file };
	struct looking k = { .l = l, .d = &d, .scratch = scratch };
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
