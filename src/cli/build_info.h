/* What this program is made of. */
#ifndef CLI_BUILD_INFO_H
#define CLI_BUILD_INFO_H

/* Prints the program's version, and that of each library as it is loaded. */
void build_info_print(void);

#endif
