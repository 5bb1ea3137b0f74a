/* What this program is made of. */
#ifndef CLI_VERSION_H
#define CLI_VERSION_H

/* Prints the program's version, and that of each library as it is loaded. */
void version_print(void);

#endif
