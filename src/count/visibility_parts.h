/* What visibility is made of: of visibility.c and visibility_next.c. */
#ifndef COUNT_VISIBILITY_PARTS_H
#define COUNT_VISIBILITY_PARTS_H

#include "base/lookup.h"
#include "base/mem.h"
#include "count/visibility.h"

/* A log source that an analytic reads. */
struct seen_log {
	const cJSON *row; /* of Q_READS */
	size_t name;      /* its place among the names */
	bool collected;
};

struct seen_analytic {
	const cJSON *row; /* the first of its rows */
	size_t first, n;  /* its logs */
	cJSON *platforms;
	bool asked;       /* of one of the platforms that bound the figures */
};

struct seen_technique {
	const cJSON *row; /* of Q_TECHNIQUES, or NULL */
	cJSON *platforms; /* all of its, by name; NULL: none */
	cJSON *bounds;    /* those of them that bound the figures; NULL: nothing
	                     does */
	size_t first, n;  /* its analytics */
	bool asked;
	enum visible visible;
};

/* Names that differ by case or space around are one. */
struct seen_name {
	const char *key, *name; /* as most write it */
};

struct visibility {
	struct arena mem;
	cJSON *rows, *reads, *bounds; /* bounds: {domain: its platforms} */
	struct seen_technique *techniques; /* by pk - 1 */
	size_t n;
	struct seen_analytic *analytics;
	size_t nanalytics;
	struct seen_log *logs;
	size_t nlogs;
	struct seen_name *names; /* by key */
	size_t nnames;
	struct lookup keys;      /* the places of these */
	bool *with;              /* by name: as if collected */
	const struct visibility_asked *asked;
	bool told;
};

/* What names are compared by, in the arena. */
const char *visibility_key(struct arena *a, const char *name);

/* How far an analytic sees; also is the place of a name as if that were collected, or
 * nnames. */
enum visible visibility_by(const struct visibility *v,
    const struct seen_analytic *a, size_t also);

#endif
