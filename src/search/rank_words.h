/* Words of folded texts; search/rank.h says what a word is. */
#ifndef SEARCH_RANK_WORDS_H
#define SEARCH_RANK_WORDS_H

#include <stdbool.h>

#include "base/mem.h"
#include "search/rank.h"

/* A folded copy of the text, in the arena. */
char *words_fold(struct arena *mem, const char *text);

/* The next word of the folded text at *at, which moves on behind it; NULL at the
 * end. A NUL is put behind the word. */
char *words_next(char **at);

/* Have two words the same stem? */
bool words_same_stem(const char *a, const char *b);

/* How a query's word matches a word (rank.h: MATCH), or RANK_NO. last: it is the
 * last one of the query. A phrase matches by one word of it that is the same. */
enum { RANK_NO = 3 };
int rank_match(const struct rank_word *w, const char *word, bool last);

/* The letters a to z and digits of an id, in lower case, in the arena. */
char *words_together(struct arena *mem, const char *id);

/* Is the text a CVE's id? Or letters and that many numbers (0: one or more), as ids
 * are? */
bool rank_is_cve(const char *text);
bool rank_is_id(const char *text, size_t numbers);

#endif
