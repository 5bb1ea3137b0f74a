/*
 * Words of sources of threats that mean the same: data/threat-words.yaml, which
 * stands beside the folder of definitions.
 *
 *	countries:
 *	  - [Russia, RU, Russian Federation]
 *	sectors:
 *	  - [Telecommunications, Telecoms]
 *
 * The first of each list is the usual one.
 */
#ifndef CONFIG_THREAT_WORDS_H
#define CONFIG_THREAT_WORDS_H

#include "base/buf.h"
#include "base/mem.h"
#include "base/str.h"

/* Each word of a list, and the usual one of it: of one place in both. */
struct same_words {
	struct strs words, usual;
};

/* Starts as { 0 }; threat_words_free. */
struct threat_words {
	struct same_words countries, sectors;
};

/*
 * Reads the file beside the folder definitions; text gets its bytes. That a word
 * is in two lists is an error. Returns 0, or -1 after reporting the error.
 */
int threat_words_read(const char *definitions, struct arena *mem,
    struct threat_words *w, struct buf *text);

void threat_words_free(struct threat_words *w);

#endif
