/* Versions of ATT&CK: "18.1". */
#ifndef ATTACK_VERSION_H
#define ATTACK_VERSION_H

#include <stdbool.h>
#include <stddef.h>

/* Are the n bytes at s a version: digits and dots, a digit first? */
bool version_is_formed(const char *s, size_t n);

/* Number by number, so that 9.0 < 18.1 < 18.1.1: less than, equal to or
 * greater than 0. Both must be formed. */
int version_compare(const char *a, const char *b);

/* Is it the same version? 19 is 19.0; what is not formed has to be equal. */
bool version_is_same(const char *a, const char *b);

#endif
