/* What priorities are made of: of priority.c and priority_formula.c. */
#ifndef COUNT_PRIORITY_PARTS_H
#define COUNT_PRIORITY_PARTS_H

#include "base/mem.h"
#include "count/priority.h"
#include "words/priority.h"

/*
 * Values are in hundred-millionths, shares in SHARE_UNIT, priorities in PRIORITY_UNIT.
 * With weights up to 1000, in thousandths, FACTORS_MAX of them add up to less than
 * a long long has room for.
 */
enum { FACTORS_MAX = 64, SHARE_DIGITS = 10, MISSING = -1 };
#define VALUE_UNIT 100000000LL
#define VALUE_MAX 1000000000LL /* ten times it is in range */
#define SHARE_UNIT 10000000000LL /* 10 to the power of SHARE_DIGITS */
#define PRIORITY_UNIT 1000000LL

/* What techniques are ranked by, one of it. */
struct factor_values {
	const char *name;
	int weight;
	bool asked;             /* false: nobody said of which sector */
	long long *of;          /* of techniques, by pk - 1 */
	long long max[DOMAINS]; /* in scope; 0: no technique has any */
};

struct priority {
	struct arena mem;
	struct weights weights;
	struct factor_values *v;
	size_t nfactors;
	size_t n; /* techniques */
	long long scoped[DOMAINS]; /* of them */
	cJSON *sources; /* Q_FACTOR_SOURCES, of these factors */
	cJSON *sector;  /* profiles_match, or NULL */
};

/* The place of a domain among domain_names. */
size_t priority_domain(const char *id);

/* {name, weight} */
cJSON *priority_factor(const struct factor_values *f);

#endif
