/* What the files of this room share. */
#ifndef LOGS_PARTS_H
#define LOGS_PARTS_H

#include "base/lookup.h"
#include "logs/logs.h"

/* A name of a row of {event}, or with a "*" in it: folded, and cut there. */
struct log_pattern {
	size_t row, vocabulary;
	const char *before, *after; /* of {event} */
	const char *glob;           /* or NULL */
	size_t literal; /* bytes that are as they stand */
};

/* A log source of MITRE's that is collected, or one that analytics read. */
struct log_pair {
	const char *name, *channel; /* channel NULL: all of them */
	const char *component_id, *component;
	const struct strs *platforms; /* or NULL: all */
};
struct log_pairs {
	struct log_pair *v;
	size_t n;
};

struct logs {
	const struct log_table *table;
	struct arena mem;
	struct lookup ids;   /* of rows: folded */
	struct lookup names; /* of rows: "VOCABULARY name", folded */
	struct log_pattern *patterns; /* those of {event} before globs, the
	                                 longest first */
	size_t npatterns;
	struct log *v; /* in the order in which they were put */
	size_t n;
	size_t *by_id; /* their places, by folded id */
	struct log_pairs sources; /* that analytics read */
	struct log_pairs given;   /* that are collected: by name, after settling */
	struct log_told *told;
	size_t ntold;
};

/* The text of a row with the event in place of {event}, in mem. */
const char *logs_fill(struct arena *mem, const char *text, const char *event);

/* Do the channels that pairs (by name) have on such platforms (NULL: any) include
 * those of the log source? "EventCode=3, 22" is two. *some is set where any is. */
bool logs_covers(const struct log_pairs *pairs, const char *name,
    const char *channel, const struct strs *platforms, bool *some);

/* Is one of the platforms that the pair is of among these? */
bool logs_is_on(const struct log_pair *pair, const struct strs *platforms);

/* Is the log source of that component: "DC0032", "Process Creation", or both? */
bool logs_is_component(const struct log_pair *s, const char *name);

/* As logs_find, in that vocabulary, or (NULL) in the first that has it, without what
 * the vocabulary strips or else as it is. */
bool logs_find_in(const struct logs *l, const char *vocabulary, const char *name,
    struct arena *mem, struct log_key *key);

/* Fills what follows for each log (by place) where these pairs (by name) are
 * collected; what is collected already stays so. */
void logs_spread(const struct logs *l, const struct log_pairs *pairs,
    enum collected *is);

/* Spells MITRE's names in rows as MITRE does, where ASCII case alone is other:
 * auditd:{event} of the row linux/auditd/syscall is auditd:SYSCALL. */
void logs_spell(struct logs *l);

/* Fills what is collected of what was told. */
void logs_collect(struct logs *l);

#endif
