/* Writes what was mapped into a new catalog. */
#include "write.h"

#include <stdio.h>
#include <stdlib.h>

#include "attack/scope.h"
#include "base/buf.h"
#include "baselines.h"
#include "catalog/put_evidence.h"
#include "controls/control.h"
#include "crosswalks.h"
#include "log_needs.h"
#include "measures.h"
#include "twins.h"
#include "words/words.h"
#include "write_bundle.h"
#include "write_evidence.h"
#include "write_threats.h"

enum { FORGET = 1024 }; /* controls, whose texts need not stay in memory */

/* Appends the settings of figures that are not the usual ones. */
static void
put_settings(struct buf *b, const struct config *c, const char *counts)
{
	if (c->resolve_exact)
		buf_printf(b, "resolve: %s", resolve_name(RESOLVE_EXACT));
	if (c->lifecycle_all)
		buf_printf(b, "%slifecycle: %s", b->len > 0 ? ", " : "",
		    counted_name(COUNTED_ALL));
	if (*counts != '\0')
		buf_printf(b, "%scounts: %s", b->len > 0 ? "; " : "", counts);
}

/* What gaps are ranked by, where it is not the usual. */
static int
write_priority(struct catalog *c, const struct config_priority *p)
{
	struct buf weights = BUF_INIT, sectors = BUF_INIT;
	size_t i;
	int rc = 0;

	weights_put(&weights, &p->weights);
	for (i = 0; i < p->sectors.n; i++)
		buf_printf(&sectors, "%s%s", i > 0 ? "\n" : "",
		    p->sectors.v[i]);
	if (weights.len > 0)
		rc = catalog_put_meta(c, "weights", buf_str(&weights));
	if (rc == 0 && sectors.len > 0)
		rc = catalog_put_meta(c, "sectors", buf_str(&sectors));
	buf_free(&weights);
	buf_free(&sectors);
	return rc;
}

static int
write_meta(struct catalog *c, const struct inputs *in)
{
	const struct config *config = in->config;
	struct buf scope = BUF_INIT, settings = BUF_INIT, counts = BUF_INIT;
	char days[16];
	int rc;

	scope_put(NULL, config, &scope);
	worth_put(&counts, &config->counts, "");
	put_settings(&settings, config, buf_str(&counts));
	rc = catalog_put_meta(c, "generator", "Sextant " SEXTANT_VERSION);
	if (rc == 0)
		rc = catalog_put_meta(c, "inputs", in->key);
	if (rc == 0 && config->sha256[0] != '\0')
		rc = catalog_put_meta(c, "config_sha256", config->sha256);
	if (rc == 0)
		rc = catalog_put_meta(c, "title", config->title);
	if (rc == 0 && config->sample)
		rc = catalog_put_meta(c, "sample", "true");
	if (rc == 0)
		rc = catalog_put_meta(c, "resolve",
		    resolve_name(config->resolve_exact));
	if (rc == 0)
		rc = catalog_put_meta(c, "lifecycle",
		    counted_name(config->lifecycle_all));
	snprintf(days, sizeof(days), "%d", config->valid_for);
	if (rc == 0 && config->valid_for > 0)
		rc = catalog_put_meta(c, "valid_for", days);
	if (rc == 0 && scope.len > 0)
		rc = catalog_put_meta(c, "scope", buf_str(&scope));
	if (rc == 0 && counts.len > 0)
		rc = catalog_put_meta(c, "counts", buf_str(&counts));
	if (rc == 0 && settings.len > 0)
		rc = catalog_put_meta(c, "settings", buf_str(&settings));
	if (rc == 0)
		rc = write_priority(c, &config->priority);
	if (rc == 0 && config->logs_told)
		rc = catalog_put_meta(c, "logs", "told");
	buf_free(&scope);
	buf_free(&settings);
	buf_free(&counts);
	return rc;
}

static int
write_domain(struct catalog *c, const struct inputs *in, size_t i,
    const struct stix *s)
{
	const struct source *a = &in->config->attack_source;
	const struct bundle *b = &in->bundles[i];
	struct catalog_domain d = { 0 };
	struct strs platforms = { 0 };
	struct buf scope = BUF_INIT, lines = BUF_INIT;
	size_t k;
	int rc;

	scope_put(s, in->config, &scope);
	scope_platforms(s, in->config, &platforms);
	for (k = 0; k < platforms.n; k++)
		buf_printf(&lines, "%s%s", k > 0 ? "\n" : "", platforms.v[k]);
	d.scope = scope.len > 0 ? buf_str(&scope) : NULL;
	d.platforms = lines.len > 0 ? buf_str(&lines) : NULL;
	d.ord = (int)i;
	d.id = s->domain;
	d.name = s->name != NULL ? s->name : a->title;
	d.version = s->version;
	d.modified = s->modified;
	d.homepage = a->homepage;
	d.licence = a->licence;
	d.credit = a->credit;
	d.sha256 = b->file.sha256;
	if (s->newer != NULL) {
		d.newer_version = s->newer->version;
		d.newer_sha256 = b->ahead.sha256;
	}
	if (b->file.lock != NULL) {
		d.url = b->file.lock->url;
		d.accessed = b->file.lock->accessed;
	}
	if (b->attack->accessed != NULL)
		d.accessed = b->attack->accessed;
	if (s->framework != NULL) {
		d.name = s->framework->title;
		d.homepage = s->framework->homepage;
		d.licence = d.credit = NULL;
		d.layer = s->framework->matrix->layer != NULL
		    ? s->framework->matrix->layer : s->domain;
	}
	rc = catalog_put_domain(c, &d);
	strs_free(&platforms);
	buf_free(&scope);
	buf_free(&lines);
	return rc;
}

static int
write_tactics(struct catalog *c, const struct stix *s)
{
	struct catalog_tactic row = { 0 };
	const struct stix_tactic *t;
	size_t i;

	for (i = 0; i < s->ntactics; i++) {
		t = &s->tactics[i];
		row.domain = s->domain;
		row.ord = t->ord;
		row.id = t->id;
		row.shortname = t->shortname;
		row.name = t->name;
		row.url = t->url;
		row.description = t->description;
		if (catalog_put_tactic(c, &row) == -1)
			return -1;
	}
	return 0;
}

/* The key of a technique by its index + 1; of 0, none, it is 0. */
static long long
key(const struct stix *s, size_t index)
{
	return index > 0 ? s->first.technique + (long long)index : 0;
}

/* Of a technique that the newer bundle retired. */
static void
set_moved(struct catalog_technique *row, const struct stix *s,
    const struct stix_technique *t)
{
	row->moved_version = t->retired ? s->newer->version : NULL;
	row->moved_id = t->moved != NULL ? t->moved->id : NULL;
	row->moved_name = t->moved != NULL ? t->moved->name : NULL;
}

static int
write_techniques(struct catalog *c, const struct stix *s)
{
	struct catalog_technique row = { 0 };
	const struct stix_technique *t;
	size_t i;

	for (i = 0; i < s->ntechniques; i++) {
		t = &s->techniques[i];
		row.pk = key(s, i + 1);
		row.domain = s->domain;
		row.id = t->id;
		row.stix = t->stix;
		row.name = t->name;
		row.description = t->description;
		row.url = t->url != NULL ? t->url : "";
		row.parent = key(s, t->parent);
		row.sub = t->sub;
		row.state = state_name(t->revoked ? STATE_REVOKED
		    : t->deprecated ? STATE_DEPRECATED : STATE_ACTIVE);
		row.successor = t->revoked ? key(s, t->end) : 0;
		row.scoped = t->scoped;
		row.reason = t->reason;
		row.owner = t->owner;
		row.until = t->until;
		row.page = t->page;
		set_moved(&row, s, t);
		row.tactics = &t->tactics;
		row.platforms = &t->platforms;
		row.data_sources = &t->data_sources;
		row.references = t->references;
		row.nreferences = t->nreferences;
		if (catalog_put_technique(c, &row) == -1)
			return -1;
	}
	return 0;
}

/* REPOSITORY/tree/BRANCH, as GitHub has it; without one that is fetched, the
 * page's address is the repository's. */
static const char *
compass_base(struct arena *mem, const struct source *s, const char *what)
{
	if (s->compass_url == NULL || s->compass_branch == NULL)
		return NULL;
	if (s->github != NULL)
		return arena_printf(mem, "https://github.com/%s/%s/%s",
		    s->github, what, s->compass_branch);
	return arena_printf(mem, "%s/%s/%s", s->compass_url, what,
	    s->compass_branch);
}

static int
write_source(struct catalog *c, const struct inputs *in, struct input *i,
    const struct bundle *b, long long ord)
{
	const struct source *s = i->source;
	struct catalog_source row = { 0 };

	row.ord = ord;
	row.id = s->id;
	row.title = s->title;
	row.kind = kind_name(s->kind);
	row.domain = b->attack->domain;
	row.own = s->own;
	row.runner = runner_name((enum runner)s->runner);
	row.perspective = of_name(in->of[s->kind]);
	row.homepage = s->homepage;
	row.licence = s->licence;
	row.credit = s->credit;
	if (i->lock != NULL) {
		row.url = i->lock->url;
		row.revision = i->lock->revision;
		/* For an archive the digest of its documents, not the
		 * lock's. */
		row.sha256 = i->documents.digest[0] != '\0'
		    ? i->documents.digest : i->lock->sha256;
		row.accessed = i->lock->accessed;
	} else if (s->format == FORMAT_STIX) {
		/* The same bytes as the domain's. */
		row.sha256 = b->file.sha256;
		row.accessed = b->file.lock != NULL ? b->file.lock->accessed : NULL;
	} else if (i->documents.digest[0] != '\0')
		row.sha256 = i->documents.digest;
	row.definition = s->definition;
	if (s->accessed != NULL)
		row.accessed = s->accessed;
	row.attack_version = i->attack_version;
	row.documents = s->format == FORMAT_STIX ? 1
						 : (long long)i->documents.n;
	row.compass_title = s->compass_title != NULL ? s->compass_title
						     : s->title;
	row.compass_url = s->compass_url;
	row.compass_tree = compass_base(&i->mem, s, "tree");
	row.compass_blob = compass_base(&i->mem, s, "blob");
	row.compass_folder = s->compass_folder;
	row.compass_list = source_list_name(s->compass_list);
	row.compass_file = s->compass_file;
	row.compass_column = s->compass_column;
	row.catch_all = s->catch_all_reason;
	return catalog_put_source(c, &row);
}

/* The rules of a source are numbered on, so bases stand beside it. */
static int
write_bases(struct catalog *c, const struct control *k, long long pk)
{
	size_t i;

	for (i = 0; i < k->nbases; i++)
		if (catalog_put_correlated(c, pk, (int)i,
		    pk + (k->bases[i].rule - k)) == -1)
			return -1;
	return 0;
}

long long
write_control_pk(const struct inputs *in, const struct input *at,
    const struct control *k)
{
	long long pk = 1 + (k - at->controls);
	const struct input *i;

	for (i = in->v; i < at; i++)
		pk += (long long)i->ncontrols;
	return pk;
}

static int
write_twins(struct catalog *c, const struct inputs *in, const struct control *k,
    long long pk)
{
	struct catalog_twin row = { .control = pk };
	const struct twin *t;
	size_t i;

	for (i = 0; i < k->ntwins; i++) {
		t = &k->twins[i];
		row.ord = (int)i;
		row.twin = write_control_pk(in, t->at, t->control);
		row.by = t->by;
		row.changed = t->changed;
		row.techniques = t->techniques;
		row.evidence = t->most;
		if (catalog_put_twin(c, &row) == -1)
			return -1;
	}
	return 0;
}

static int
write_lines(struct catalog *c, long long pk, const char *what,
    const char *const *lines, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (catalog_put_control_line(c, pk, what, (int)i, lines[i]) == -1)
			return -1;
	return 0;
}

/* What only its own page says. */
static int
write_page(struct catalog *c, const struct control *k, long long pk)
{
	if (write_lines(c, pk, "edit", &k->edit, k->edit != NULL) == -1 ||
	    write_lines(c, pk, "false-positive", k->false_positives,
	    k->nfalse_positives) == -1)
		return -1;
	return write_lines(c, pk, "reference", k->references, k->nreferences);
}

/* Appends its tags, its CVEs and the techniques that it names, by the ids that it
 * has of them. */
static void
put_tags(struct buf *b, const struct control *k)
{
	const struct indexed *x = &k->indexed;
	size_t i;

	buf_puts(b, x->tags != NULL ? x->tags : "");
	for (i = 0; i < x->cves.n; i++)
		buf_printf(b, " %s", x->cves.v[i]);
	for (i = 0; i < k->ntags; i++)
		buf_printf(b, " %s", k->tags[i].id);
}

/* Of another framework's id: which, and where it has it. */
static void
set_framework(struct catalog_mapping *m, const struct tag *tag,
    struct arena *mem)
{
	bool other = tag->outcome == OUTCOME_OTHER_FRAMEWORK;

	m->framework = other ? tag->framework->id : NULL;
	m->framework_url = other ? framework_url(tag->framework, tag->id, mem)
	    : NULL;
}

static int
write_mappings(struct catalog *c, const struct stix *s,
    const struct strs *platforms, const struct control *k, long long pk)
{
	struct catalog_mapping m = { .control = pk };
	struct arena mem = { 0 };
	const struct tag *tag;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < k->ntags; i++) {
		tag = &k->tags[i];
		m.tagged = tag->id;
		m.technique = key(s, tag->technique);
		m.outcome = outcome_name(tag->outcome);
		m.merged = tag->merged;
		m.counted = tag->counted;
		m.newer = tag->newer;
		m.aside = tag->technique > 0 && scope_is_aside(
		    &s->techniques[tag->technique - 1], platforms,
		    &k->platforms);
		m.note = tag->note;
		m.score = tag->score;
		m.evidence = tag->evidence;
		set_framework(&m, tag, &mem);
		rc = catalog_put_mapping(c, &m);
	}
	arena_free(&mem);
	return rc;
}

static int
write_control(struct catalog *c, const struct stix *s,
    const struct strs *platforms, const struct control *k, long long pk,
    long long source)
{
	struct catalog_control row = { pk, source, k->id, k->title,
		k->description, k->path, k->line, k->url,
		lifecycle_name(k->lifecycle), type_name(k->type), k->level,
		k->status, k->author, k->date, k->modified, k->changed, k->executor,
		k->elevated, k->cleanup, k->evidence,
		k->catch_all, whose_name(k->whose), k->counts, k->runs,
		&k->platforms,
		NULL, k->indexed.log, k->indexed.logic, &k->indexed.cves };
	struct buf tags = BUF_INIT;
	int rc;

	put_tags(&tags, k);
	row.tags = buf_str(&tags);
	rc = catalog_put_control(c, &row);
	buf_free(&tags);
	if (rc == -1 || write_page(c, k, pk) == -1 || write_bases(c, k, pk) == -1)
		return -1;
	return write_mappings(c, s, platforms, k, pk);
}

static int
write_findings(struct catalog *c, const char *source,
    const struct findings *f)
{
	struct catalog_finding row = { 0 };
	size_t k;

	for (k = 0; k < f->n; k++) {
		row.source = source;
		row.path = f->v[k].path;
		row.line = f->v[k].line;
		row.what = f->v[k].what;
		row.why = f->v[k].why;
		if (catalog_put_finding(c, &row) == -1)
			return -1;
	}
	return 0;
}

/* Resolved like any other id; what leads nowhere is left out. */
static int
write_assessed(struct catalog *c, const struct input *i, const struct stix *s,
    long long source)
{
	const struct stix_technique *t;
	size_t k;

	for (k = 0; k < i->assessed.n; k++) {
		t = stix_find(s, i->assessed.v[k]);
		if (t != NULL && t->end != 0 && catalog_put_assessed(c,
		    key(s, t->end), source, i->assessed.v[k]) == -1)
			return -1;
	}
	return 0;
}

/* A source, its controls behind that key. */
static int
write_input(struct catalog *c, const struct inputs *in, struct input *i,
    const struct stix *s, long long ord, long long pk)
{
	struct strs platforms = { 0 };
	int rc = write_source(c, in, i, &in->bundles[i->domain], ord);
	size_t k;

	scope_platforms(s, in->config, &platforms);
	for (k = 0; rc == 0 && k < i->ncontrols; k++) {
		if (k % FORGET == 0)
			kept_forget(&i->kept);
		rc = write_control(c, s, &platforms, &i->controls[k], ++pk,
		    ord);
		if (rc == 0)
			rc = write_twins(c, in, &i->controls[k], pk);
		if (rc == 0)
			rc = log_needs_write(c, in, &i->controls[k], pk);
	}
	strs_free(&platforms);
	return rc == -1 ? -1 : write_assessed(c, i, s, ord);
}

/* The sources whose documents are one's own files, or the others. */
static int
write_inputs(struct catalog *c, const struct inputs *in,
    const struct stix *domains, bool local)
{
	struct threat_keys threats = { 0 };
	const struct stix *s;
	struct input *i;
	long long pk = 0, ord;

	for (i = in->v; i != LIST_END(in->v, in->n); i++) {
		s = &domains[i->domain];
		ord = i - in->v + 1;
		if (input_is_local(i) == local &&
		    (write_input(c, in, i, s, ord, pk) == -1 ||
		    write_threats(c, in, i, s, ord, &threats) == -1))
			return -1;
		pk += (long long)i->ncontrols;
		threat_keys_take(&threats, i);
	}
	return 0;
}

static int
write_frameworks(struct catalog *c, const struct frameworks *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (catalog_put_framework(c, (int)i, f->v[i].id, f->v[i].title,
		    f->v[i].homepage) == -1)
			return -1;
	return 0;
}

int
write_ground(struct catalog *c, const struct inputs *in,
    const struct stix *domains)
{
	size_t i;

	if (write_frameworks(c, &in->config->frameworks) == -1)
		return -1;
	for (i = 0; i < in->nbundles; i++)
		if (write_domain(c, in, i, &domains[i]) == -1 ||
		    write_tactics(c, &domains[i]) == -1 ||
		    write_techniques(c, &domains[i]) == -1 ||
		    write_actors(c, in->config, &domains[i]) == -1 ||
		    write_detection(c, in->config, in->logs, &domains[i]) == -1)
			return -1;
	if (logs_write(c, in->logs) == -1 ||
	    write_inputs(c, in, domains, false) == -1 ||
	    write_same_words(c, in->config) == -1 ||
	    baselines_write(c, in) == -1 || crosswalks_write(c, in) == -1)
		return -1;
	return write_evidence(c, in, domains, false);
}

int
write_rest(struct catalog *c, const struct inputs *in,
    const struct stix *domains)
{
	const struct input *from;
	size_t i;

	if (write_meta(c, in) == -1 || measures_write(c, in) == -1 ||
	    write_findings(c, "attack", &in->findings) == -1)
		return -1;
	for (from = in->v; from != LIST_END(in->v, in->n); from++)
		if (write_findings(c, from->source->id, &from->findings) == -1)
			return -1;
	for (i = 0; i < in->config->nsynonyms; i++)
		if (catalog_put_synonym(c, in->config->synonyms[i].id,
		    in->config->synonyms[i].word) == -1)
			return -1;
	if (write_inputs(c, in, domains, true) == -1)
		return -1;
	return write_evidence(c, in, domains, true);
}
