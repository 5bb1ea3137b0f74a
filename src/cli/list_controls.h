/* sextant list controls. */
#ifndef CLI_LIST_CONTROLS_H
#define CLI_LIST_CONTROLS_H

#include "output/options.h"

/* The whole command, argv[0] being "controls", of list; returns its exit code. */
int list_controls(const struct command *list, int argc, char **argv);

#endif
