/*
 * Logs: which one a name stands for, in any vocabulary, and which are collected.
 * data/README.md, "Logs"; the table is data/logs.yaml.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef LOGS_LOGS_H
#define LOGS_LOGS_H

#include <stdbool.h>

#include "catalog/catalog.h"
#include "config/log_table.h"
#include "words/logs.h"

/* A log that a name stands for: a row of the table, of {event} for one event. */
struct log_key {
	const char *id;
	const char *event; /* as it was written; NULL: it is of none */
};

struct log {
	const char *id, *title;
	const char *fold; /* the id in lower case */
	bool whole;
	struct strs platforms;
	struct log_name *names;
	size_t nnames;
	const char **any_ids; /* of logs that record it; */
	size_t *any;          /* filled by logs_settle: their places, */
	size_t nany;
	size_t *parts; /* and of all that it holds, in the order of ids: */
	bool *by_any;  /* by way of any, or all by their ids */
	size_t nparts;
	enum collected collected; /* filled by logs_settle, */
	bool told;                /* it was named itself */
	long long pk;             /* also: from 1, by id */
};

struct logs;

/*
 * The logs of a table, which stays. NULL on error: a name or an id stands there
 * twice, any names a log that is not there. logs_free frees; takes NULL.
 */
struct logs *logs_new(const struct log_table *t);
void logs_free(struct logs *l);

/* The place of the vocabulary, and is it one of them? Else there is none such, as
 * where there is no table; no function below takes it. */
size_t logs_vocabulary(const struct logs *l, const char *id);
bool logs_knows(const struct logs *l, size_t vocabulary);

/* A part of a name without what the vocabulary strips, in mem. */
char *logs_strip(const struct logs *l, size_t vocabulary, const char *part,
    struct arena *mem);

/*
 * Looks a name up, ASCII case ignored: a name of a row as it stands there, else
 * the longest with {event} that it fits, else the longest with a "*" that does.
 * False: no row has it. By several threads at a time.
 */
bool logs_find(const struct logs *l, size_t vocabulary, const char *name,
    struct arena *mem, struct log_key *key);

/* Is it a whole product, wider than what a rule needs? */
bool logs_is_whole(const struct logs *l, const struct log_key *key);

/* Likewise by its id. */
bool logs_find_id(const struct logs *l, const char *id, struct arena *mem,
    struct log_key *key);

/* The place of that log, which is there from now on. */
size_t logs_put(struct logs *l, const struct log_key *key);

/* How many there are; the one at that place, until logs_put is called. */
size_t logs_count(const struct logs *l);
const struct log *logs_at(const struct logs *l, size_t place);

/* What analytics of MITRE's read, and on which platforms (NULL: not said). Texts
 * stay; component and channel may be NULL. */
void logs_add_source(struct logs *l, const char *name, const char *channel,
    const char *component_id, const char *component,
    const struct strs *platforms);

/* What somebody says is collected. Texts and platforms stay. */
struct log_told {
	const char *vocabulary; /* or NULL: of any, an id, MITRE's, a component */
	const char *name, *channel; /* channel: or NULL */
	const char *path; /* where it says so, or NULL */
	int line;
	const struct strs *platforms; /* of which systems; NULL: all */
	bool component; /* a data component, and nothing else */
	/* Filled by logs_tell: */
	enum collected_what what;
	size_t log; /* its place */
};

/* Takes it as collected, once all sources of MITRE's are added. What nobody knows
 * is COLLECTED_UNKNOWN. */
void logs_tell(struct logs *l, struct log_told *told);

/* Appends "; did you mean WinEventLog:Sysmon?": the nearest name, or nothing. */
void logs_put_meant(const struct logs *l, const char *name, struct buf *out);

/* Works out what holds what and what is collected. Returns 0, or -1: a log that
 * holds itself. */
int logs_settle(struct logs *l);

/* Behind that: is what an analytic on those platforms reads collected? */
bool logs_source_collected(const struct logs *l, const char *name,
    const char *channel, const struct strs *platforms);

/* Writes the logs, their names and what they hold, what was told, and what each
 * of MITRE's log sources gives, into a new catalog. */
int logs_write(struct catalog *c, const struct logs *l);

#endif
