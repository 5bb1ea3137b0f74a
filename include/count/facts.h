/* What counting needs to know of techniques, and the named definitions. */
#ifndef COUNT_FACTS_H
#define COUNT_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "catalog/catalog.h"
#include "words/words.h"

/* One technique. */
struct fact {
	size_t parent; /* its place + 1, 0: none */
	bool sub, scoped;
	struct fact_counts {
		long long count[CONTROL_KINDS], tested[CONTROL_KINDS];
		size_t hit[CONTROL_KINDS]; /* of subs, with a control */
	} all, named;                   /* named: that name a platform */
	enum evidence evidence[CONTROL_KINDS];   /* the best, of those that count */
	size_t subs;                 /* that are scoped */
};

/* Starts as { 0 }; free with facts_free. */
struct facts {
	struct fact *v; /* v[pk - 1]; those of other domains are not scoped */
	size_t n;
	bool bounded;   /* by platforms: named is shown apart */
};

/* Reads one domain; the selection (NULL: all) says which mappings count.
 * Returns 0, or -1 after reporting the error. */
int facts_read(struct catalog *c, const char *domain,
    const struct catalog_selection *selection, struct facts *f);
void facts_free(struct facts *f);

/* Computes subs and hit after the rest was filled in by hand. */
void facts_settle(struct facts *f);

/* The figures of each kind under each definition, as coverage_read returns
 * them. */
cJSON *facts_coverage(const struct facts *f);

/* As facts_read, from rows: of Q_TECHNIQUES (or platforms_techniques of a
 * selection) and catalog_counts. */
void facts_make(const cJSON *techniques, const cJSON *counts,
    const char *domain, struct facts *f);

/* Takes all techniques out of scope that keep does not have, by index. */
void facts_narrow(struct facts *f, const bool *keep);

/* A definition of coverage: which techniques it counts, and when one of them is
 * covered by controls of a kind. Ask only of techniques in scope. */
struct definition {
	const char *name;
	const char *before, *after; /* of definition_put */
	bool (*of)(const struct fact *t);
	bool (*covered)(const struct fact *t, const struct fact_counts *by,
	    size_t kind);
};

/* As data/README.md, "Definitions", has them; the last has no name. */
extern const struct definition definitions[];

/* The definition of that name, or NULL. */
const struct definition *definition_find(const char *name);

/* {of, covered, named} under the definition: named counts those covered by
 * controls that name a platform, and is there only if platforms bound the
 * facts. */
cJSON *definition_count(const struct definition *d, const struct facts *f,
    size_t kind);

/* Appends what the definition counts as covered: "techniques whose every
 * sub-technique at least one detection rule names"; noun is "detection rule".
 * */
void definition_put(struct buf *out, const struct definition *d,
    const char *noun);

#endif
