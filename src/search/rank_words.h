/* Words of folded texts (rank_words.c); include/search/rank.h says what a word is. */
#ifndef SEARCH_RANK_WORDS_H
#define SEARCH_RANK_WORDS_H

#include <stdbool.h>

#include "base/mem.h"

/* A folded copy of the text, in the arena. */
char *words_fold(struct arena *mem, const char *text);

/* The next word of the folded text at *at, which moves on behind it; NULL at the
 * end. A NUL is put behind the word. */
char *words_next(char **at);

/* Have two words the same stem? */
bool words_same_stem(const char *a, const char *b);

#endif
