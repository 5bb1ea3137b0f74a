/* Which program this is: not its version, but its very files. */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include "base/digest.h"

/*
 * A digest of the program's file and those of the libraries that are loaded: of their
 * paths, sizes, inodes and times, into hex. Another build or another version of a library
 * is another program. What is loaded late is among them from then on: to be asked
 * early. Returns 0, or -1 where that cannot be told.
 */
int program_digest(char hex[DIGEST_HEX + 1]);

#endif
