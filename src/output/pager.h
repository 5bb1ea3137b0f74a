/* The user's pager, for what is longer than the screen. */
#ifndef OUTPUT_PAGER_H
#define OUTPUT_PAGER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Shows text in the pager: $SEXTANT_PAGER, else $PAGER, else less. False where
 * there is none, it is "cat" or "", or cannot be run: then nothing was shown.
 * Who leaves it early has seen enough; Ctrl-C is the pager's.
 */
bool pager_show(const char *text, size_t len);

#endif
