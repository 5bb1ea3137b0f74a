/* What was read of a bundle, as bytes. */
#include "attack/stix_part.h"

#include <string.h>

#include "store/pack.h"

#define TEXT(s, m) PACK_ONE(PACK_TEXT, struct s, m)
#define NUMBER(s, m) PACK_ONE(PACK_NUMBER, struct s, m)
#define STRS(s, m) PACK_STRS(struct s, m)
#define LIST(s, m, n, of) PACK_MANY(PACK_LIST, struct s, m, n, of)
#define HEAP(s, m, n, of) PACK_MANY(PACK_HEAP, struct s, m, n, of)

static const struct pack_member reference[] = {
	TEXT(catalog_reference, name),
	TEXT(catalog_reference, description),
	TEXT(catalog_reference, url),
	PACK_STOP,
};

#define TECHNIQUE_IN_CHAIN \
	TEXT(stix_technique, id), TEXT(stix_technique, stix), \
	    TEXT(stix_technique, name), TEXT(stix_technique, url), \
	    NUMBER(stix_technique, revoked), NUMBER(stix_technique, deprecated), \
	    NUMBER(stix_technique, sub), NUMBER(stix_technique, domain), \
	    STRS(stix_technique, tactics), STRS(stix_technique, platforms), \
	    STRS(stix_technique, data_sources), NUMBER(stix_technique, parent), \
	    NUMBER(stix_technique, next), NUMBER(stix_technique, end), \
	    NUMBER(stix_technique, fork), TEXT(stix_technique, heirs)

static const struct pack_member technique_in_chain[] = {
	TECHNIQUE_IN_CHAIN,
	PACK_STOP,
};

static const struct pack_member technique[] = {
	TECHNIQUE_IN_CHAIN,
	TEXT(stix_technique, description),
	LIST(stix_technique, references, nreferences, reference),
	PACK_STOP,
};

#define TACTIC_IN_CHAIN \
	TEXT(stix_tactic, id), TEXT(stix_tactic, stix), TEXT(stix_tactic, name), \
	    TEXT(stix_tactic, shortname), TEXT(stix_tactic, url), \
	    NUMBER(stix_tactic, ord)

static const struct pack_member tactic_in_chain[] = { TACTIC_IN_CHAIN, PACK_STOP };

static const struct pack_member tactic[] = {
	TACTIC_IN_CHAIN,
	TEXT(stix_tactic, description),
	PACK_STOP,
};

static const struct pack_member mitigation[] = {
	TEXT(stix_mitigation, id),
	TEXT(stix_mitigation, stix),
	TEXT(stix_mitigation, name),
	TEXT(stix_mitigation, description),
	TEXT(stix_mitigation, url),
	NUMBER(stix_mitigation, active),
	PACK_STOP,
};

static const struct pack_member mitigates[] = {
	TEXT(stix_mitigates, from),
	TEXT(stix_mitigates, description),
	NUMBER(stix_mitigates, to),
	PACK_STOP,
};

static const struct pack_member former[] = {
	TEXT(stix_former, id),
	TEXT(stix_former, name),
	PACK_STOP,
};

static const struct pack_member actor[] = {
	TEXT(stix_actor, id),
	TEXT(stix_actor, stix),
	TEXT(stix_actor, name),
	TEXT(stix_actor, description),
	TEXT(stix_actor, url),
	TEXT(stix_actor, kind),
	STRS(stix_actor, aliases),
	HEAP(stix_actor, formers, nformers, former),
	PACK_STOP,
};

static const struct pack_member pair[] = {
	NUMBER(stix_pair, from),
	NUMBER(stix_pair, to),
	PACK_STOP,
};

static const struct pack_member joint[] = {
	TEXT(stix_link, kind),
	NUMBER(stix_link, from),
	NUMBER(stix_link, to),
	PACK_STOP,
};

static const struct pack_member strategy[] = {
	TEXT(stix_strategy, id),
	TEXT(stix_strategy, stix),
	TEXT(stix_strategy, name),
	TEXT(stix_strategy, url),
	STRS(stix_strategy, refs),
	LIST(stix_strategy, analytics, nanalytics, NULL),
	PACK_STOP,
};

static const struct pack_member log_source[] = {
	TEXT(stix_log, ref),
	NUMBER(stix_log, component),
	TEXT(stix_log, name),
	TEXT(stix_log, channel),
	PACK_STOP,
};

static const struct pack_member mutable[] = {
	TEXT(stix_mutable, field),
	TEXT(stix_mutable, description),
	PACK_STOP,
};

static const struct pack_member analytic[] = {
	TEXT(stix_analytic, id),
	TEXT(stix_analytic, stix),
	TEXT(stix_analytic, name),
	TEXT(stix_analytic, description),
	TEXT(stix_analytic, url),
	STRS(stix_analytic, platforms),
	LIST(stix_analytic, logs, nlogs, log_source),
	LIST(stix_analytic, mutables, nmutables, mutable),
	PACK_STOP,
};

static const struct pack_member component[] = {
	TEXT(stix_component, id),
	TEXT(stix_component, stix),
	TEXT(stix_component, name),
	TEXT(stix_component, description),
	TEXT(stix_component, url),
	TEXT(stix_component, source),
	PACK_STOP,
};

static const struct pack_member found[] = {
	TEXT(finding, path),
	NUMBER(finding, line),
	TEXT(finding, what),
	TEXT(finding, why),
	PACK_STOP,
};

#define BUNDLE_IN_CHAINS \
	TEXT(stix, name), TEXT(stix, version), TEXT(stix, modified), \
	    NUMBER(stix, columns), HEAP(stix, revoked_by, nrevoked_by, pair), \
	    PACK_MANY(PACK_WORDS, struct stix, others.v, others.n, NULL), \
	    NUMBER(stix, detected), NUMBER(stix, odd.flags), NUMBER(stix, odd.ids), \
	    NUMBER(stix, objects), HEAP(stix, findings.v, findings.n, found)

static const struct pack_member chains_of[] = {
	BUNDLE_IN_CHAINS,
	HEAP(stix, techniques, ntechniques, technique_in_chain),
	HEAP(stix, tactics, ntactics, tactic_in_chain),
	PACK_STOP,
};

static const struct pack_member bundle[] = {
	BUNDLE_IN_CHAINS,
	HEAP(stix, techniques, ntechniques, technique),
	HEAP(stix, tactics, ntactics, tactic),
	HEAP(stix, mitigations, nmitigations, mitigation),
	HEAP(stix, mitigates, nmitigates, mitigates),
	HEAP(stix, actors, nactors, actor),
	HEAP(stix, uses, nuses, pair),
	HEAP(stix, links, nlinks, joint),
	HEAP(stix, strategies, nstrategies, strategy),
	HEAP(stix, analytics, nanalytics, analytic),
	HEAP(stix, components, ncomponents, component),
	HEAP(stix, data_sources, ndata_sources, component),
	HEAP(stix, detects, ndetects, pair),
	PACK_STOP,
};

static const struct pack_ends none[PACK_ENDS];

void
stix_part_put(const struct stix *s, bool chains, struct buf *out)
{
	pack_put(s, chains ? chains_of : bundle, none, out);
}

int
stix_part_get(const char *bytes, size_t len, bool chains, struct stix *s)
{
	size_t i;

	memset(s, 0, sizeof(*s));
	s->nmems = 1;
	s->mems = mem_alloc(sizeof(*s->mems));
	s->findings.mem = s->mems;
	if (pack_get(bytes, len, chains ? chains_of : bundle, none, s->mems, s) == -1)
		return -1;
	for (i = 0; chains && i < s->ntechniques; i++)
		s->techniques[i].description = "";
	for (i = 0; chains && i < s->ntactics; i++)
		s->tactics[i].description = "";
	return 0;
}
