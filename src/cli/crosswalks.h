/* sextant list crosswalks. */
#ifndef CLI_CROSSWALKS_H
#define CLI_CROSSWALKS_H

/* sextant list crosswalks: the whole command, argv[0] being "crosswalks"; returns its
 * exit code. */
int list_crosswalks(int argc, char **argv);

#endif
