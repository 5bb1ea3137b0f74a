/*
 * Ctrl-C while something is written. What is under way fails as it would on a
 * full disk, and so takes away what it has half done; then the process dies by
 * the signal, as a shell wants to see. A second one ends it at once.
 */
#ifndef BASE_INTERRUPT_H
#define BASE_INTERRUPT_H

#include <stdbool.h>

/* From here on SIGINT, SIGTERM and SIGHUP are told by interrupted, which
 * whoever works for long asks; nothing is said any more once it is true. */
void interrupt_begin(void);
bool interrupted(void);

/* Dies by the signal that came; returns where none did. */
void interrupt_end(void);

#endif
