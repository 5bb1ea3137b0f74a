/*
 * Writing logs into a new catalog, and what is collected of them: as the put
 * functions of catalog.h.
 */
#ifndef CATALOG_PUT_LOGS_H
#define CATALOG_PUT_LOGS_H

#include "catalog/catalog.h"
#include "words/logs.h"

struct catalog_log {
	long long pk; /* from 1, by id */
	const char *id, *title;
	bool whole;
	enum collected collected;
	const struct strs *platforms; /* or NULL */
};
/* A log and its platforms; a name of it in a vocabulary (channel NULL: all of
 * it), ord from 0; a log that it holds: kind is "id" or "any"; and that all
 * channels of MITRE's log source of that name give it. */
int catalog_put_log(struct catalog *c, const struct catalog_log *l);
int catalog_put_log_name(struct catalog *c, long long log, long long ord,
    const char *vocabulary, const char *name, const char *channel);
int catalog_put_log_part(struct catalog *c, long long log, long long part,
    const char *kind);
int catalog_put_log_gives(struct catalog *c, const char *name, long long log);

/* The nth alternative (from 0) of the need ord (from 0) of a control: its name
 * there, and the log (0: unknown). */
int catalog_put_need(struct catalog *c, long long control, long long ord,
    long long n, const char *name, long long log);

struct catalog_collected {
	long long ord; /* from 0 */
	const char *name;
	enum collected_what what;
	long long log;       /* pk, or 0 */
	const char *channel; /* or NULL */
	const char *path;    /* or NULL */
	int line;            /* or 0 */
	const struct strs *platforms; /* or NULL: all */
};
/* What sextant.yaml says is collected, and of which systems. */
int catalog_put_collected(struct catalog *c,
    const struct catalog_collected *k);

#endif
