/* What the guard measures of a source and of a bundle. */
#include "measures.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "words/words.h"

/* Ids that active controls name, well formed: n with repetitions. */
struct ids {
	const char **v;
	size_t n, subs;
	long long mapped; /* controls that name one */
};

static bool
is_active_measures(const struct control *k)
{
	return k->lifecycle == LIFECYCLE_ACTIVE;
}

static void
take_ids(const struct control *k, struct ids *l)
{
	size_t i, before = l->n;

	for (i = 0; i < k->ntags; i++) {
		if (!k->tags[i].formed)
			continue;
		l->v[l->n++] = k->tags[i].id;
		l->subs += strchr(k->tags[i].id, '.') != NULL;
	}
	l->mapped += l->n > before;
}

static void
measure_ids(const struct input *in, struct counts *c)
{
	struct ids l = { 0 };
	size_t i, room = 0;

	for (i = 0; i < in->ncontrols; i++)
		room += in->controls[i].ntags;
	l.v = mem_array(room, sizeof(*l.v));
	for (i = 0; i < in->ncontrols; i++)
		if (is_active_measures(&in->controls[i]))
			take_ids(&in->controls[i], &l);
	counts_set(c, "mapped", l.mapped);
	counts_set(c, "ids", (long long)l.n);
	counts_set(c, "sub-techniques", (long long)l.subs);
	counts_set(c, "techniques", (long long)strs_distinct(l.v, l.n));
	free(l.v);
}

/* "protect partial" is two; NULL is none. */
static long long
count_words(const char *text)
{
	long long n = 0;

	for (; text != NULL && *text != '\0'; text++)
		n += *text != ' ' && (text[1] == ' ' || text[1] == '\0');
	return n;
}

/* What is shown of active controls, and counts nothing. */
static const struct {
	const char *name;
	size_t at; /* a text of struct control */
} shown[] = {
	{ "levels", offsetof(struct control, level) },
	{ "own-ids", offsetof(struct control, id) },
	{ "descriptions", offsetof(struct control, description) },
	{ "authors", offsetof(struct control, author) },
	{ "dates", offsetof(struct control, date) },
	{ "executors", offsetof(struct control, executor) },
};
enum { SHOWN = sizeof(shown) / sizeof(shown[0]) };

static void
measure_shown(const struct input *in, struct counts *c)
{
	const struct control *k;
	long long n, notes = 0, scores = 0;
	size_t i, e;

	for (e = 0; e < SHOWN; e++) {
		n = 0;
		for (i = 0; i < in->ncontrols; i++) {
			k = &in->controls[i];
			n += is_active_measures(k) && *(const char *const *)
			    ((const char *)k + shown[e].at) != NULL;
		}
		counts_set(c, shown[e].name, n);
	}
	for (i = 0; i < in->ncontrols; i++) {
		k = &in->controls[i];
		for (e = 0; is_active_measures(k) && e < k->ntags; e++) {
			notes += k->tags[e].note != NULL;
			scores += count_words(k->tags[e].score);
		}
	}
	counts_set(c, "notes", notes);
	counts_set(c, "scores", scores);
	counts_set(c, "attack-version", in->attack_version != NULL);
}

static void
measure_controls(const struct input *in, struct counts *c)
{
	long long active = 0, unmapped = 0, bases = 0, shelved = 0,
	    platforms = 0, types = 0, held[EVIDENCE_LEVELS] = { 0 };
	const struct control *k;
	size_t i, e;

	for (i = 0; i < in->ncontrols; i++) {
		k = &in->controls[i];
		unmapped += k->lifecycle == LIFECYCLE_NOT_MAPPABLE;
		bases += k->lifecycle == LIFECYCLE_BASE;
		shelved += k->shelved;
		if (!is_active_measures(k))
			continue;
		active++;
		platforms += k->platforms.n > 0;
		types += k->type != TYPE_RULE;
		for (e = E1; e <= E3; e++)
			held[e] += (k->held >> e) & 1;
	}
	counts_set(c, "controls", (long long)in->ncontrols);
	counts_set(c, "active", active);
	counts_set(c, "inactive", (long long)in->ncontrols - active - unmapped -
	    bases);
	counts_set(c, "shelved", shelved);
	counts_set(c, "not-mappable", unmapped + (long long)in->assessed.n);
	for (e = E1; e <= E3; e++)
		counts_set(c, evidence_name(e), held[e]);
	counts_set(c, "platforms", platforms);
	counts_set(c, "types", types);
}

static void
measure_proofs(const struct input *in, struct counts *c)
{
	const char **tests = mem_array(in->nproofs, sizeof(*tests));
	long long days = 0, joined = 0, known = 0;
	size_t i, n = 0;

	for (i = 0; i < in->nproofs; i++)
		days += in->proofs[i].day != NULL;
	for (i = 0; i < in->njoined; i++) {
		joined += !in->joined[i].of_twin;
		known += in->joined[i].named && !in->joined[i].of_twin;
	}
	for (i = 0; i < in->nproofs; i++)
		if (in->proofs[i].test != NULL)
			tests[n++] = in->proofs[i].test;
	counts_set(c, "proofs", (long long)in->nproofs);
	counts_set(c, "joined", joined);
	counts_set(c, "known-tests", known);
	counts_set(c, "days", days);
	counts_set(c, "tests", (long long)strs_distinct(tests, n));
	free(tests);
}

static void
measure_threats(const struct input *in, struct counts *c)
{
	long long titles = 0, joined = 0, words = 0, types = 0;
	const struct threat *one;
	struct ids l = { 0 };
	size_t i, k, room = 0;

	for (i = 0; i < in->nthreats; i++)
		room += in->threats[i].named.ntags;
	l.v = mem_array(room, sizeof(*l.v));
	for (i = 0; i < in->nthreats; i++) {
		one = &in->threats[i];
		take_ids(&one->named, &l);
		titles += one->named.title != NULL;
		joined += one->nactors > 0;
		words += (long long)one->nwords;
		for (k = 0; k < one->named.ntags; k++)
			types += one->named.tags[k].score != NULL;
	}
	counts_set(c, "threats", (long long)in->nthreats);
	counts_set(c, "titles", titles);
	counts_set(c, "mapped", l.mapped);
	counts_set(c, "ids", (long long)l.n);
	counts_set(c, "sub-techniques", (long long)l.subs);
	counts_set(c, "techniques", (long long)strs_distinct(l.v, l.n));
	counts_set(c, "scores", types);
	counts_set(c, "groups", joined);
	counts_set(c, "words", words);
	counts_set(c, "numbers", (long long)in->nweighed);
	free(l.v);
}

static void
measure_crosswalk(const struct input *i, struct counts *c)
{
	const struct related_side *side;
	long long ids = 0, joined = 0;
	size_t at, k;

	for (at = 0; at < CROSSWALK_SIDES; at++) {
		side = &i->sides[at];
		ids += (long long)side->n;
		for (k = 0; k < side->n; k++)
			joined += side->v[k].n > 0;
	}
	counts_set(c, "pairs", (long long)i->nrelated);
	counts_set(c, "ids", ids);
	counts_set(c, "joined", joined);
}

void
measures_of_source(const struct input *i, struct counts *c)
{
	counts_set(c, "documents", (long long)i->documents.n);
	if (i->source->kind == KIND_EVIDENCE) {
		measure_proofs(i, c);
		return;
	}
	if (i->source->kind == KIND_THREATS) {
		measure_threats(i, c);
		return;
	}
	if (i->source->kind == KIND_BASELINE) {
		counts_set(c, "controls", (long long)i->nchosen);
		counts_set(c, "joined", (long long)i->nchoices);
		return;
	}
	if (i->source->kind == KIND_CROSSWALK) {
		measure_crosswalk(i, c);
		return;
	}
	measure_controls(i, c);
	measure_shown(i, c);
	measure_ids(i, c);
}

static void
measure_techniques(const struct stix *s, struct counts *c)
{
	long long active = 0, deprecated = 0, revoked = 0, subs = 0,
	    phases = 0, platforms = 0, parents = 0, followed = 0, texts = 0;
	const struct stix_technique *t;
	size_t i;

	for (i = 0; i < s->ntechniques; i++) {
		t = &s->techniques[i];
		revoked += t->revoked;
		followed += t->revoked && t->next != 0;
		deprecated += t->deprecated && !t->revoked;
		if (!stix_is_active(t))
			continue;
		active++;
		subs += t->sub;
		parents += t->parent != 0;
		phases += (long long)t->tactics.n;
		platforms += t->platforms.n > 0;
		texts += t->description != NULL && *t->description != '\0';
	}
	counts_set(c, "active", active);
	counts_set(c, "descriptions", texts);
	counts_set(c, "deprecated", deprecated);
	counts_set(c, "revoked", revoked);
	counts_set(c, "sub-techniques", subs);
	counts_set(c, "phases", phases);
	counts_set(c, "platforms", platforms);
	counts_set(c, "subtechnique-of", parents);
	counts_set(c, "revoked-by", followed);
}

static void
measure_actors(const struct stix *s, struct counts *c)
{
	long long groups = 0, campaigns = 0, software = 0, attributed = 0,
	    aliases = 0;
	size_t i;

	for (i = 0; i < s->nactors; i++) {
		groups += str_equal(s->actors[i].kind, "group");
		campaigns += str_equal(s->actors[i].kind, "campaign");
		software += str_equal(s->actors[i].kind, "software");
		aliases += (long long)s->actors[i].aliases.n;
	}
	for (i = 0; i < s->nlinks; i++)
		attributed += str_equal(s->links[i].kind, "attributed-to");
	counts_set(c, "groups", groups);
	counts_set(c, "campaigns", campaigns);
	counts_set(c, "software", software);
	counts_set(c, "aliases", aliases);
	counts_set(c, "uses", (long long)s->nuses);
	counts_set(c, "attributed-to", attributed);
}

static void
measure_detection(const struct stix *s, struct counts *c)
{
	long long analytics = 0, logs = 0, mutables = 0;
	size_t i, k;

	for (i = 0; i < s->nstrategies; i++)
		analytics += s->strategies[i].nanalytics > 0;
	for (i = 0; i < s->nanalytics; i++)
		mutables += (long long)s->analytics[i].nmutables;
	for (i = 0; i < s->nanalytics; i++)
		for (k = 0; k < s->analytics[i].nlogs; k++)
			logs += s->analytics[i].logs[k].component != 0;
	counts_set(c, "strategies", (long long)s->nstrategies);
	counts_set(c, "analytics", analytics);
	counts_set(c, "log-sources", logs);
	counts_set(c, "mutables", mutables);
	counts_set(c, "detects", (long long)s->detected);
}

void
measures_of_bundle(const struct stix *s, struct counts *c)
{
	long long mitigations = 0;
	size_t i;

	for (i = 0; i < s->nmitigations; i++)
		mitigations += s->mitigations[i].active;
	counts_set(c, "columns", (long long)s->columns);
	counts_set(c, "tactics", (long long)s->ntactics);
	measure_techniques(s, c);
	counts_set(c, "mitigations", mitigations);
	counts_set(c, "mitigates", (long long)s->nmitigates);
	measure_actors(s, c);
	measure_detection(s, c);
}

static int
write_measures(struct catalog *c, const char *id, const struct counts *m)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (catalog_put_measure(c, id, (long long)i, m->v[i].name,
		    m->v[i].n) == -1)
			return -1;
	return 0;
}

int
measures_write(struct catalog *c, const struct inputs *in)
{
	const struct input *i;
	struct arena mem = { 0 };
	int rc = 0;
	size_t k;

	for (k = 0; rc == 0 && k < in->nbundles; k++)
		rc = write_measures(c, bundle_id(&in->bundles[k], &mem),
		    &in->bundles[k].measured);
	arena_free(&mem);
	for (i = in->v; rc == 0 && i != LIST_END(in->v, in->n); i++)
		rc = write_measures(c, i->source->id, &i->measured);
	return rc;
}
