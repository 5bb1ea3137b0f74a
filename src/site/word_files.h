/*
 * Words and where they stand, in files that the site's search loads when somebody
 * asks for a word.
 */
#ifndef SITE_WORD_FILES_H
#define SITE_WORD_FILES_H

#include "site.h"

/*
 * Files FOLDER/HEAD.js, one behind another until all words are told. A word has a
 * key; its head is the key's first two bytes, each of which that is neither a to z
 * nor a digit being "~". A file has all words of its head and of those that follow
 * up to the next file's. It is
 *
 *	FUNCTION(["HEAD", "WORD PLACES WORD PLACES ..."]);
 *
 * WORD: a number, how many letters of
 * ASCII it begins with as the word before it in the file does (at most 31), then
 * the rest of it. PLACES: numbers, for each kind of place: the kind, how many
 * places of it there are, and their gaps: the first place, then what is to be
 * added for the next one. A number is that of base/buf.h.
 *
 * Starts as { site, folder, function, heads }; word_files_end.
 */
struct word_files {
	const struct site *site;
	const char *folder, *function;
	cJSON *heads; /* an array, to which each HEAD is added */
	struct word_files_state *state;
};

/*
 * Adds a place of a word, which has no space in it. Keys come in the order of
 * their bytes, places of a word and kind from the smallest on. Returns 0, or -1
 * after reporting the error.
 */
int word_files_add(struct word_files *w, const char *key, const char *word,
    unsigned kind, long long place);

/* Puts what is left, where rc is 0, and frees. Returns rc, or -1 after reporting
 * the error. */
int word_files_end(struct word_files *w, int rc);

#endif
