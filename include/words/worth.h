/*
 * What its source says a control is worth: how grave what it finds is (its
 * level) and how mature it is (its status), in order. data/README.md, "Levels
 * and statuses".
 */
#ifndef WORDS_WORTH_H
#define WORDS_WORTH_H

#include "base/buf.h"

/* From the least on; 0: not said, or a word that is not known. */
enum level {
	LEVEL_UNKNOWN,
	LEVEL_INFORMATIONAL,
	LEVEL_LOW,
	LEVEL_MEDIUM,
	LEVEL_HIGH,
	LEVEL_CRITICAL
};
enum status {
	STATUS_UNKNOWN,
	STATUS_EXPERIMENTAL,
	STATUS_TEST,
	STATUS_STABLE
};

/* The words that may be asked for, from the least on, ended by NULL: production
 * is another one for stable. */
extern const char *const level_names[], *const status_names[];

/* What a source's word (or NULL) means; ASCII case is ignored. */
enum level level_of(const char *word);
enum status status_of(const char *word);

/* The least that is asked for; 0: anything will do, also nothing. */
struct worth {
	enum level level;
	enum status status;
};

/* Appends "level medium or higher, status test or better", after between where
 * there is anything; nothing where anything will do. */
void worth_put(struct buf *b, const struct worth *least, const char *between);

#endif
