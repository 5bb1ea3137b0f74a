/* Words for targets that are the names of files. */
#ifndef WORDS_TARGET_WORD_H
#define WORDS_TARGET_WORD_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Is the word a file's name: behind "layer:" or "report:" (*prefix becomes their
 * length, else 0), or by its end: .json, .afb, .csv, .txt, .md, .markdown, .htm
 * or .html? Standard input, "-", is none.
 */
bool target_word_is_file(const char *word, size_t *prefix);

#endif
