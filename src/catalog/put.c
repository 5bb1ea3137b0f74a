/* Writes rows. */
#include <stdarg.h>

#include "catalog/put_baselines.h"
#include "catalog/put_crosswalks.h"
#include "catalog/put_detection.h"
#include "catalog/put_evidence.h"
#include "catalog/put_logs.h"
#include "catalog/threats.h"
#include "db.h"
#include "full_text.h"
#include "tell.h"

/* Statements are numbered from 0 for writing; db.h for reading. */
enum put {
	PUT_META,
	PUT_DOMAIN,
	PUT_TACTIC,
	PUT_TECHNIQUE,
	PUT_TECHNIQUE_TACTIC,
	PUT_TECHNIQUE_PLATFORM,
	PUT_REFERENCE,
	PUT_ACTOR,
	PUT_ACTOR_ALIAS,
	PUT_FORMER,
	PUT_USE,
	PUT_ACTOR_LINK,
	PUT_DATA_SOURCE,
	PUT_STRATEGY,
	PUT_STRATEGY_ANALYTIC,
	PUT_DETECTS,
	PUT_ANALYTIC,
	PUT_ANALYTIC_PLATFORM,
	PUT_MUTABLE,
	PUT_COMPONENT,
	PUT_LOG_SOURCE,
	PUT_SOURCE,
	PUT_CONTROL,
	PUT_CONTROL_PLATFORM,
	PUT_CONTROL_CVE,
	PUT_CONTROL_LINE,
	PUT_CORRELATED,
	PUT_TWIN,
	PUT_FRAMEWORK,
	PUT_MAPPING,
	PUT_EVIDENCE,
	PUT_EVIDENCE_TECHNIQUE,
	PUT_ASSESSED,
	PUT_BASELINE,
	PUT_BASELINE_ID,
	PUT_BASELINE_CONTROL,
	PUT_CROSSWALK,
	PUT_CROSSWALK_ID,
	PUT_CROSSWALK_CONTROL,
	PUT_CROSSWALK_PAIR,
	PUT_VULNERABILITY,
	PUT_VULNERABILITY_TECHNIQUE,
	PUT_PROFILE,
	PUT_PROFILE_WORD,
	PUT_PROFILE_ACTOR,
	PUT_SAME_WORD,
	PUT_FACTOR,
	PUT_LOG,
	PUT_LOG_PLATFORM,
	PUT_LOG_NAME,
	PUT_LOG_PART,
	PUT_LOG_GIVES,
	PUT_NEED,
	PUT_COLLECTED,
	PUT_COLLECTED_PLATFORM,
	PUT_FINDING,
	PUT_MEASURE,
	PUT_END
};
_Static_assert((int)PUT_END <= (int)STATEMENT_QUERY, "room");

static const char *const put_sql[] = {
	[PUT_META] = "INSERT INTO meta VALUES (?,?)",
	[PUT_DOMAIN] = "INSERT INTO domain VALUES "
	    "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[PUT_TACTIC] = "INSERT INTO tactic VALUES (NULL,?,?,?,?,?,?,?)",
	[PUT_TECHNIQUE] =
	    "INSERT INTO technique VALUES "
	    "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[PUT_TECHNIQUE_TACTIC] = "INSERT INTO technique_tactic VALUES (?,?,?)",
	[PUT_TECHNIQUE_PLATFORM] =
	    "INSERT INTO technique_platform VALUES (?,?,?)",
	[PUT_REFERENCE] = "INSERT INTO reference VALUES (?,?,?,?,?)",
	[PUT_ACTOR] = "INSERT INTO actor VALUES (?,?,?,?,?,?,?)",
	[PUT_ACTOR_ALIAS] = "INSERT INTO actor_alias VALUES (?,?,?)",
	[PUT_FORMER] = "INSERT INTO actor_former VALUES (?,?,?,?)",
	[PUT_USE] = "INSERT INTO uses VALUES (?,?)",
	[PUT_ACTOR_LINK] = "INSERT INTO actor_link VALUES (?,?,?)",
	[PUT_DATA_SOURCE] =
	    "INSERT INTO technique_data_source VALUES (?,?,?)",
	[PUT_STRATEGY] = "INSERT INTO strategy VALUES (?,?,?,?,?)",
	[PUT_STRATEGY_ANALYTIC] =
	    "INSERT INTO strategy_analytic VALUES (?,?,?)",
	[PUT_DETECTS] = "INSERT OR IGNORE INTO detects VALUES (?,?)",
	[PUT_ANALYTIC] = "INSERT INTO analytic VALUES (?,?,?,?,?,?)",
	[PUT_ANALYTIC_PLATFORM] =
	    "INSERT INTO analytic_platform VALUES (?,?,?)",
	[PUT_MUTABLE] = "INSERT INTO analytic_mutable VALUES (?,?,?,?)",
	[PUT_COMPONENT] = "INSERT INTO component VALUES (?,?,?,?,?,?)",
	[PUT_LOG_SOURCE] = "INSERT INTO log_source VALUES (?,?,?,?,?,?)",
	[PUT_SOURCE] = "INSERT INTO source VALUES "
		       "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[PUT_CONTROL] = "INSERT INTO control VALUES "
			"(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[PUT_CONTROL_PLATFORM] = "INSERT INTO control_platform VALUES (?,?,?)",
	[PUT_CONTROL_CVE] = "INSERT INTO control_cve VALUES (?,?)",
	[PUT_CONTROL_LINE] = "INSERT INTO control_line VALUES (?,?,?,?)",
	[PUT_CORRELATED] = "INSERT INTO correlated VALUES (?,?,?)",
	[PUT_TWIN] = "INSERT INTO twin VALUES (?,?,?,?,?,?,?)",
	[PUT_FRAMEWORK] = "INSERT INTO framework VALUES (?,?,?,?)",
	[PUT_MAPPING] = "INSERT INTO mapping VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[PUT_EVIDENCE] =
	    "INSERT INTO evidence VALUES (?,?,?,?,?,?,?,?,?,?,?)",
	[PUT_EVIDENCE_TECHNIQUE] =
	    "INSERT OR IGNORE INTO evidence_technique VALUES (?,?,?)",
	[PUT_ASSESSED] = "INSERT OR IGNORE INTO assessed VALUES (?,?,?)",
	[PUT_BASELINE] = "INSERT INTO baseline VALUES (?,?,?,?,?)",
	[PUT_BASELINE_ID] = "INSERT INTO baseline_id VALUES (?,?,?)",
	[PUT_BASELINE_CONTROL] = "INSERT INTO baseline_control VALUES (?,?,?)",
	[PUT_CROSSWALK] = "INSERT INTO crosswalk VALUES (?,?,?,?,?,?,?)",
	[PUT_CROSSWALK_ID] = "INSERT INTO crosswalk_id VALUES (?,?,?,?,?,?)",
	[PUT_CROSSWALK_CONTROL] = "INSERT INTO crosswalk_control VALUES (?,?)",
	[PUT_CROSSWALK_PAIR] = "INSERT INTO crosswalk_pair VALUES (?,?,?,?,?,?,?)",
	[PUT_VULNERABILITY] = "INSERT INTO vulnerability VALUES (?,?,?,?,?,?,?)",
	[PUT_VULNERABILITY_TECHNIQUE] =
	    "INSERT INTO vulnerability_technique VALUES (?,?,?,?,?,?,?)",
	[PUT_PROFILE] = "INSERT INTO profile VALUES (?,?,?,?,?,?)",
	[PUT_PROFILE_WORD] = "INSERT INTO profile_word VALUES (?,?,?,?,?,?)",
	[PUT_PROFILE_ACTOR] = "INSERT INTO profile_actor VALUES (?,?,?)",
	[PUT_SAME_WORD] = "INSERT OR IGNORE INTO same_word VALUES (?,?,?)",
	[PUT_FACTOR] = "INSERT INTO factor VALUES (?,?,?,?,?,?,?)",
	[PUT_LOG] = "INSERT INTO log VALUES (?,?,?,?,?)",
	[PUT_LOG_PLATFORM] = "INSERT INTO log_platform VALUES (?,?,?)",
	[PUT_LOG_NAME] = "INSERT INTO log_name VALUES (?,?,?,?,?)",
	[PUT_LOG_PART] = "INSERT INTO log_part VALUES (?,?,?)",
	[PUT_LOG_GIVES] = "INSERT INTO log_gives VALUES (?,?)",
	[PUT_NEED] = "INSERT INTO need VALUES (?,?,?,?,?)",
	[PUT_COLLECTED] = "INSERT INTO collected VALUES (?,?,?,?,?,?,?)",
	[PUT_COLLECTED_PLATFORM] =
	    "INSERT INTO collected_platform VALUES (?,?,?)",
	[PUT_FINDING] = "INSERT INTO finding VALUES (NULL,?,?,?,?,?)",
	[PUT_MEASURE] = "INSERT INTO measure VALUES (?,?,?,?)",
};

/* A row; types as those of db_insert. */
static int
insert(struct catalog *c, enum put which, const char *types, ...)
{
	va_list ap;
	int rc;

	va_start(ap, types);
	tell_row(c, (int)which, types, ap);
	va_end(ap);
	va_start(ap, types);
	rc = c->db == NULL ? 0
	    : db_insert(c, (int)which, put_sql[which], types, ap);
	va_end(ap);
	return rc;
}

int
catalog_put_meta(struct catalog *c, const char *key, const char *value)
{
	return insert(c, PUT_META, "ss", key, value);
}

int
catalog_put_domain(struct catalog *c, const struct catalog_domain *d)
{
	return insert(c, PUT_DOMAIN, "isssssssssssssss",
	    (long long)d->ord, d->id, d->name, d->version,
	    d->modified, d->homepage, d->licence, d->credit, d->url, d->sha256,
	    d->accessed, d->newer_version, d->newer_sha256, d->scope,
	    d->platforms, d->layer);
}

int
catalog_put_tactic(struct catalog *c, const struct catalog_tactic *t)
{
	return insert(c, PUT_TACTIC, "sisssss", t->domain, (long long)t->ord,
	    t->id, t->shortname, t->name, t->url, t->description);
}

static int
put_words_put(struct catalog *c, enum put which, long long owner,
    const struct strs *words)
{
	size_t i;

	if (words == NULL)
		return 0;
	for (i = 0; i < words->n; i++)
		if (insert(c, which, "iis", owner, (long long)i,
		    words->v[i]) == -1)
			return -1;
	return 0;
}

int
catalog_put_technique(struct catalog *c, const struct catalog_technique *t)
{
	size_t i;

	if (insert(c, PUT_TECHNIQUE, "isssssskiskisssisss", t->pk, t->domain,
		t->id, t->stix, t->name, t->description, t->url, t->parent,
		(long long)t->sub, t->state, t->successor, (long long)t->scoped,
		t->reason, t->owner, t->until, (long long)t->page,
		t->moved_version, t->moved_id, t->moved_name) == -1 ||
	    put_words_put(c, PUT_TECHNIQUE_TACTIC, t->pk, t->tactics) == -1 ||
	    put_words_put(c, PUT_TECHNIQUE_PLATFORM, t->pk, t->platforms) ==
		-1 ||
	    put_words_put(c, PUT_DATA_SOURCE, t->pk, t->data_sources) == -1)
		return -1;
	for (i = 0; i < t->nreferences; i++)
		if (insert(c, PUT_REFERENCE, "iisss", t->pk, (long long)i,
		    t->references[i].name, t->references[i].description,
		    t->references[i].url) == -1)
			return -1;
	return 0;
}

int
catalog_put_actor(struct catalog *c, const struct catalog_actor *a)
{
	if (insert(c, PUT_ACTOR, "issssss", a->pk, a->domain, a->id, a->kind,
	    a->name, a->description, a->url) == -1)
		return -1;
	return put_words_put(c, PUT_ACTOR_ALIAS, a->pk, a->aliases);
}

int
catalog_put_former(struct catalog *c, long long actor, int ord, const char *id,
    const char *name)
{
	return insert(c, PUT_FORMER, "iiss", actor, (long long)ord, id, name);
}

int
catalog_put_use(struct catalog *c, long long actor, long long technique)
{
	return insert(c, PUT_USE, "ii", actor, technique);
}

int
catalog_put_actor_link(struct catalog *c, long long actor, const char *kind,
    long long other)
{
	return insert(c, PUT_ACTOR_LINK, "isi", actor, kind, other);
}

int
catalog_put_strategy(struct catalog *c, const struct catalog_strategy *s)
{
	return insert(c, PUT_STRATEGY, "issss", s->pk, s->domain, s->id,
	    s->name, s->url);
}

int
catalog_put_strategy_analytic(struct catalog *c, long long strategy,
    long long ord, long long analytic)
{
	return insert(c, PUT_STRATEGY_ANALYTIC, "iii", strategy, ord, analytic);
}

int
catalog_put_detects(struct catalog *c, long long strategy,
    long long technique)
{
	return insert(c, PUT_DETECTS, "ii", strategy, technique);
}

int
catalog_put_analytic(struct catalog *c, const struct catalog_analytic *a)
{
	if (insert(c, PUT_ANALYTIC, "isssss", a->pk, a->domain, a->id, a->name,
	    a->description, a->url) == -1)
		return -1;
	return put_words_put(c, PUT_ANALYTIC_PLATFORM, a->pk, a->platforms);
}

int
catalog_put_mutable(struct catalog *c, long long analytic, long long ord,
    const char *field, const char *description)
{
	return insert(c, PUT_MUTABLE, "iiss", analytic, ord, field,
	    description);
}

int
catalog_put_component(struct catalog *c, const struct catalog_component *k)
{
	return insert(c, PUT_COMPONENT, "isssss", k->pk, k->domain, k->id,
	    k->name, k->description, k->url);
}

int
catalog_put_log_source(struct catalog *c, long long analytic, long long ord,
    long long component, const char *name, const char *channel, bool collected)
{
	return insert(c, PUT_LOG_SOURCE, "iikssi", analytic, ord, component,
	    name, channel, (long long)collected);
}

int
catalog_put_source(struct catalog *c, const struct catalog_source *s)
{
	return insert(c, PUT_SOURCE, "issssi" "ssssssssss" "issssssssss", s->ord,
	    s->id, s->title, s->kind, s->domain, (long long)s->own, s->perspective,
	    s->runner, s->homepage, s->licence, s->credit, s->url, s->revision, s->sha256,
	    s->definition, s->accessed, s->documents, s->attack_version,
	    s->compass_title, s->compass_url,
	    s->compass_tree, s->compass_blob, s->compass_folder,
	    s->compass_list, s->compass_file, s->compass_column,
	    s->catch_all);
}

int
catalog_put_control(struct catalog *c, const struct catalog_control *k)
{
	size_t i;

	if (insert(c, PUT_CONTROL, "iissssk" "ssssssss" "iiss" "iiiisis", k->pk, k->source,
	    k->id, k->title, k->description, k->path, (long long)k->line,
	    k->url, k->lifecycle, k->type, k->level, k->status, k->author,
	    k->date, k->modified, (long long)level_of(k->level),
	    (long long)status_of(k->status), k->changed, k->executor,
	    (long long)k->elevated,
	    (long long)k->cleanup, (long long)k->evidence,
	    (long long)k->catch_all, k->whose,
	    (long long)k->counts, runs_name(k->runs)) == -1)
		return -1;
	for (i = 0; k->cves != NULL && i < k->cves->n; i++)
		if (insert(c, PUT_CONTROL_CVE, "is", k->pk, k->cves->v[i]) == -1)
			return -1;
	if (put_words_put(c, PUT_CONTROL_PLATFORM, k->pk, k->platforms) == -1)
		return -1;
	return full_text_put_control(c, k);
}

int
catalog_put_control_line(struct catalog *c, long long control,
    const char *what, int ord, const char *text)
{
	return insert(c, PUT_CONTROL_LINE, "isis", control, what,
	    (long long)ord, text);
}

int
catalog_put_correlated(struct catalog *c, long long control, int ord,
    long long base)
{
	return insert(c, PUT_CORRELATED, "iii", control, (long long)ord, base);
}

int
catalog_put_twin(struct catalog *c, const struct catalog_twin *t)
{
	return insert(c, PUT_TWIN, "iiisiii", t->control, (long long)t->ord,
	    t->twin, t->by, (long long)t->changed, (long long)t->techniques,
	    (long long)t->evidence);
}

int
catalog_put_framework(struct catalog *c, int ord, const char *id,
    const char *title, const char *homepage)
{
	return insert(c, PUT_FRAMEWORK, "isss", (long long)ord, id, title,
	    homepage);
}

int
catalog_put_mapping(struct catalog *c, const struct catalog_mapping *m)
{
	return insert(c, PUT_MAPPING, "isksiissiiiss", m->control, m->tagged,
	    m->technique, m->outcome, (long long)m->merged,
	    (long long)m->counted, m->note, m->score, (long long)m->newer,
	    (long long)m->evidence, (long long)m->aside, m->framework,
	    m->framework_url);
}

int
catalog_put_evidence(struct catalog *c, const struct catalog_evidence *e)
{
	return insert(c, PUT_EVIDENCE, "iiiisisissk", e->control,
	    (long long)e->ord, (long long)e->level, e->source, e->test,
	    (long long)e->named, e->outcome, (long long)e->stands, e->date,
	    e->path, (long long)e->line);
}

int
catalog_put_evidence_technique(struct catalog *c, long long control, int ord,
    long long technique)
{
	return insert(c, PUT_EVIDENCE_TECHNIQUE, "iii", control,
	    (long long)ord, technique);
}

int
catalog_put_assessed(struct catalog *c, long long technique, long long source,
    const char *tagged)
{
	return insert(c, PUT_ASSESSED, "iis", technique, source, tagged);
}

int
catalog_put_baseline(struct catalog *c, const struct catalog_baseline *b)
{
	return insert(c, PUT_BASELINE, "issss", b->source, b->name, b->of,
	    b->version, b->date);
}

int
catalog_put_baseline_id(struct catalog *c, long long baseline, int ord,
    const char *id)
{
	return insert(c, PUT_BASELINE_ID, "iis", baseline, (long long)ord, id);
}

int
catalog_put_baseline_control(struct catalog *c, long long baseline, int ord,
    long long control)
{
	return insert(c, PUT_BASELINE_CONTROL, "iii", baseline, (long long)ord,
	    control);
}

int
catalog_put_crosswalk(struct catalog *c, const struct catalog_crosswalk *w)
{
	return insert(c, PUT_CROSSWALK, "issssss", w->source, w->from_of,
	    w->from_name, w->to_of, w->to_name, w->version, w->date);
}

int
catalog_put_crosswalk_id(struct catalog *c, const struct catalog_crosswalk_id *i)
{
	return insert(c, PUT_CROSSWALK_ID, "iissss", i->pk, i->crosswalk, i->side,
	    i->id, i->key, i->title);
}

int
catalog_put_crosswalk_control(struct catalog *c, long long id,
    long long control)
{
	return insert(c, PUT_CROSSWALK_CONTROL, "ii", id, control);
}

int
catalog_put_crosswalk_pair(struct catalog *c,
    const struct catalog_crosswalk_pair *p)
{
	return insert(c, PUT_CROSSWALK_PAIR, "iisissi", p->from, p->to,
	    p->relation, (long long)p->joint, p->note, p->path,
	    (long long)p->line);
}

int
catalog_put_vulnerability(struct catalog *c,
    const struct catalog_vulnerability *v)
{
	return insert(c, PUT_VULNERABILITY, "iissssi", v->pk, v->source, v->id,
	    v->title, v->category, v->path, (long long)v->line);
}

int
catalog_put_vulnerability_technique(struct catalog *c, long long vulnerability,
    const struct catalog_mapping *m)
{
	return insert(c, PUT_VULNERABILITY_TECHNIQUE, "isksiss", vulnerability,
	    m->tagged, m->technique, m->outcome, (long long)m->counted, m->score,
	    m->note);
}

int
catalog_put_profile(struct catalog *c, long long pk, long long source,
    const char *id, const char *name, const char *path, int line)
{
	return insert(c, PUT_PROFILE, "iisssi", pk, source, id, name, path,
	    (long long)line);
}

int
catalog_put_profile_word(struct catalog *c,
    const struct catalog_profile_word *w)
{
	return insert(c, PUT_PROFILE_WORD, "iissss", w->profile,
	    (long long)w->ord, w->what, w->text, w->word, w->key);
}

int
catalog_put_profile_actor(struct catalog *c, long long profile,
    long long actor, const char *by)
{
	return insert(c, PUT_PROFILE_ACTOR, "iis", profile, actor, by);
}

int
catalog_put_same_word(struct catalog *c, const char *what, const char *key,
    const char *word)
{
	return insert(c, PUT_SAME_WORD, "sss", what, key, word);
}

int
catalog_put_factor(struct catalog *c, const struct catalog_factor *f)
{
	return insert(c, PUT_FACTOR, "issksdi", f->source, f->name, f->tagged,
	    f->technique, f->outcome, f->value, (long long)f->counted);
}

int
catalog_put_log(struct catalog *c, const struct catalog_log *l)
{
	if (insert(c, PUT_LOG, "issii", l->pk, l->id, l->title,
	    (long long)l->whole, (long long)l->collected) == -1)
		return -1;
	return put_words_put(c, PUT_LOG_PLATFORM, l->pk, l->platforms);
}

int
catalog_put_log_name(struct catalog *c, long long log, long long ord,
    const char *vocabulary, const char *name, const char *channel)
{
	return insert(c, PUT_LOG_NAME, "iisss", log, ord, vocabulary, name,
	    channel);
}

int
catalog_put_log_part(struct catalog *c, long long log, long long part,
    const char *kind)
{
	return insert(c, PUT_LOG_PART, "iis", log, part, kind);
}

int
catalog_put_log_gives(struct catalog *c, const char *name, long long log)
{
	return insert(c, PUT_LOG_GIVES, "si", name, log);
}

int
catalog_put_need(struct catalog *c, long long control, long long ord,
    long long n, const char *name, long long log)
{
	return insert(c, PUT_NEED, "iiisk", control, ord, n, name, log);
}

int
catalog_put_collected(struct catalog *c, const struct catalog_collected *k)
{
	if (insert(c, PUT_COLLECTED, "isskssk", k->ord, k->name,
	    collected_what_name(k->what), k->log, k->channel, k->path,
	    (long long)k->line) == -1)
		return -1;
	return put_words_put(c, PUT_COLLECTED_PLATFORM, k->ord, k->platforms);
}

int
catalog_put_finding(struct catalog *c, const struct catalog_finding *f)
{
	return insert(c, PUT_FINDING, "sskss", f->source, f->path,
	    (long long)f->line, f->what, f->why);
}

int
catalog_put_measure(struct catalog *c, const char *source, long long ord,
    const char *name, long long n)
{
	return insert(c, PUT_MEASURE, "sisi", source, ord, name, n);
}
