/* sextant list controls. */
#ifndef CLI_LIST_CONTROLS_H
#define CLI_LIST_CONTROLS_H

/* The whole command, argv[0] being "controls"; returns its exit code. */
int list_controls(int argc, char **argv);

#endif
