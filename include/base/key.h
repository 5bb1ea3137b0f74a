/* What ids and names are compared by: one spelling for all of theirs. */
#ifndef BASE_KEY_H
#define BASE_KEY_H

#include "base/buf.h"
#include "base/mem.h"

/*
 * Appends the key of a word (UTF-8; a broken byte is U+FFFD): without case,
 * accents and compatibility (NFKD and case folding of Unicode, without marks);
 * numbers (runs of ASCII digits) without leading zeros; and one '-' for all
 * that stands between letters and numbers, also where nothing does:
 *
 *	AC-2, ac-02, AC 2           ac-2
 *	AC-2(1), ac-2.1             ac-2-1
 *	T1059/001, t1059.1          t-1059-1
 *	{8E35...}, 8e35...          8-e-35...
 *	APT29, APT 29               apt-29
 *	Pass the Hash               pass-the-hash
 *
 * Nothing, where there is neither letter nor digit.
 */
void key_put(const char *word, struct buf *key);

/* The key of a word, in the arena: "" where there is neither. */
char *key_new(struct arena *mem, const char *word);

/* Compares keys as strcmp does, but their numbers as numbers: ac-2, ac-2-1,
 * ac-10. */
int key_compare(const char *a, const char *b);

#endif
