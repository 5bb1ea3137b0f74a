/* What controls need, and what is collected. */
#include "log_needs.h"

#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/word.h"
#include "catalog/put_logs.h"
#include "logs/dettect.h"

/* Is each vocabulary in which sextant.yaml names a log one of the table? */
static int
check_told(const struct inputs *in)
{
	const struct config *c = in->config;
	struct buf meant = BUF_INIT;
	struct strs known = { 0 };
	const char *vocabulary;
	size_t i;
	int rc = 0;

	for (i = 0; i < in->log_table.nvocabularies; i++)
		strs_add(&known, in->log_table.vocabularies[i].id);
	for (i = 0; rc == 0 && i < c->nlogs; i++) {
		vocabulary = c->logs[i].vocabulary;
		if (vocabulary == NULL || strs_has(&known, vocabulary))
			continue;
		word_put_meant(&meant, vocabulary, &known);
		log_error("%s:%d: logs: %s: no such vocabulary%s", c->path,
		    c->logs[i].line, vocabulary, buf_str(&meant));
		rc = -1;
	}
	buf_free(&meant);
	strs_free(&known);
	return rc;
}

int
log_needs_begin(struct inputs *in)
{
	const struct source *s;
	size_t i;

	if (in->config->log_table != NULL &&
	    log_table_read(in->config->log_table, &in->mem, &in->log_table) ==
	    -1)
		return -1;
	in->logs = logs_new(&in->log_table);
	if (in->logs == NULL || check_told(in) == -1)
		return -1;
	for (i = 0; i < in->n; i++) {
		s = in->v[i].source;
		if (s->logs.in == NULL || in->config->log_table == NULL ||
		    logs_knows(in->logs,
		    logs_vocabulary(in->logs, s->logs.in)))
			continue;
		log_error("%s:%d: %s: logs: in: %s: %s has no such vocabulary",
		    s->file, s->line, s->id, s->logs.in, in->log_table.path);
		return -1;
	}
	return 0;
}

/* What the analytics of all domains read. */
static void
add_log_sources(struct inputs *in, const struct stix *s)
{
	const struct stix_component *k;
	const struct stix_analytic *a;
	const struct stix_log *l;

	for (a = s->analytics; a != LIST_END(s->analytics, s->nanalytics); a++)
		for (l = a->logs; l != LIST_END(a->logs, a->nlogs); l++) {
			k = l->component == 0 ? NULL
			    : &s->components[l->component - 1];
			logs_add_source(in->logs, l->name, l->channel,
			    k == NULL ? NULL : k->id, k == NULL ? NULL : k->name,
			    &a->platforms);
		}
}

/* Takes one thing that sextant.yaml says is collected. */
static void
tell(struct inputs *in, struct log_told *told)
{
	struct buf meant = BUF_INIT;

	logs_tell(in->logs, told);
	if (told->what == COLLECTED_UNKNOWN) {
		logs_put_meant(in->logs, told->name, &meant);
		findings_add(&in->findings, told->path, told->line,
		    "unknown-log", "%s: no log that %s or ATT&CK names%s",
		    told->name, in->log_table.path == NULL ? "a table"
		    : "data/logs.yaml", buf_str(&meant));
		buf_free(&meant);
	}
}

/* Takes what a file of DeTT&CT's says is; n is its place in the config. */
static void
tell_dettect(struct inputs *in, size_t n, const struct stix *stix)
{
	const struct config *c = in->config;
	const struct buf *text = &in->dettect_texts[n];
	struct dettect_domain domains[DOMAINS];
	struct strs platforms[DOMAINS] = { 0 };
	size_t i, k;

	for (i = 0; i < in->nbundles; i++) {
		domains[i].name = c->attacks[i].domain;
		domains[i].platforms = &platforms[i];
		for (k = 0; k < stix[i].ntechniques; k++)
			strs_merge(&platforms[i],
			    &stix[i].techniques[k].platforms);
		strs_sort(&platforms[i]);
	}
	in->dettect[n] = dettect_tell(in->logs,
	    config_path_in(c, c->logs[n].dettect), buf_str(text), text->len,
	    domains, in->nbundles, &in->findings);
	for (i = 0; i < in->nbundles; i++)
		strs_free(&platforms[i]);
}

static void
tell_all(struct inputs *in, const struct stix *stix)
{
	const struct config_log *l;
	struct log_told told;
	size_t i;

	for (i = 0; i < in->config->nlogs; i++) {
		l = &in->config->logs[i];
		if (l->dettect != NULL) {
			tell_dettect(in, i, stix);
			continue;
		}
		told = (struct log_told){ .vocabulary = l->vocabulary,
			.name = l->name, .channel = l->channel,
			.path = config_path_in(in->config, in->config->path),
			.line = l->line };
		tell(in, &told);
	}
}

/* A correlation alerts on what its rules find: it needs all that they do. */
static void
take_of_bases(struct inputs *in, struct control *k)
{
	const struct control *base;
	size_t i, n;

	if (k->nneeds > 0)
		return;
	for (i = 0; i < k->nbases; i++) {
		base = k->bases[i].rule;
		for (n = 0; base != k && n < base->nneeds; n++)
			*ARENA_ADD(&in->mem, k->needs, k->nneeds) =
			    base->needs[n];
	}
}

static void
put_logs_of(struct inputs *in, struct control *k)
{
	struct need_log *log;
	size_t i, n;

	for (i = 0; i < k->nneeds; i++)
		for (n = 0; n < k->needs[i].n; n++) {
			log = &k->needs[i].v[n];
			if (log->key.id != NULL && log->log == 0)
				log->log = logs_put(in->logs, &log->key) + 1;
		}
}

static enum runs
need_runs(const struct inputs *in, const struct need *need)
{
	enum runs runs = RUNS_NO;
	const struct log *log;
	size_t i;

	for (i = 0; i < need->n; i++) {
		log = need->v[i].log == 0 ? NULL
		    : logs_at(in->logs, need->v[i].log - 1);
		runs = runs_with(runs, log != NULL,
		    log == NULL ? COLLECTED_NO : log->collected);
	}
	return runs;
}

static enum runs
control_runs(const struct inputs *in, const struct control *k)
{
	enum runs runs = RUNS_YES, one;
	size_t i;

	if (k->nneeds == 0)
		return RUNS_NOT_TOLD;
	for (i = 0; i < k->nneeds; i++) {
		one = in->config->logs_told ? need_runs(in, &k->needs[i])
		    : RUNS_UNKNOWN;
		if (one == RUNS_NO)
			return RUNS_NO;
		if (one == RUNS_UNKNOWN)
			runs = RUNS_UNKNOWN;
	}
	return runs;
}

int
log_needs_join(struct inputs *in, const struct stix *domains)
{
	struct input *i;
	size_t k;

	for (k = 0; k < in->nbundles; k++)
		add_log_sources(in, &domains[k]);
	for (i = in->v; i != LIST_END(in->v, in->n); i++)
		for (k = 0; k < i->ncontrols; k++)
			put_logs_of(in, &i->controls[k]);
	for (i = in->v; i != LIST_END(in->v, in->n); i++)
		for (k = 0; k < i->ncontrols; k++)
			take_of_bases(in, &i->controls[k]);
	tell_all(in, domains);
	if (logs_settle(in->logs) == -1)
		return -1;
	for (i = in->v; i != LIST_END(in->v, in->n); i++)
		for (k = 0; k < i->ncontrols; k++)
			i->controls[k].runs = control_runs(in, &i->controls[k]);
	return 0;
}

int
log_needs_write(struct catalog *c, const struct inputs *in,
    const struct control *k, long long pk)
{
	const struct need_log *log;
	size_t i, n;

	for (i = 0; i < k->nneeds; i++)
		for (n = 0; n < k->needs[i].n; n++) {
			log = &k->needs[i].v[n];
			if (catalog_put_need(c, pk, (long long)i, (long long)n,
			    log->name, log->log == 0 ? 0
			    : logs_at(in->logs, log->log - 1)->pk) == -1)
				return -1;
		}
	return 0;
}
