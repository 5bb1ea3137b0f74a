/* sextant list crosswalks. */
#ifndef CLI_CROSSWALKS_H
#define CLI_CROSSWALKS_H

#include "output/options.h"

/* sextant list crosswalks: the whole command, argv[0] being "crosswalks", of list; returns its
 * exit code. */
int list_crosswalks(const struct command *list, int argc, char **argv);

#endif
