/* The definitions of sources that the program has. */
#ifndef CLI_DEFINITIONS_H
#define CLI_DEFINITIONS_H

/* Prints them, with what each reads and where that is fetched, in a format of
 * answer_formats. Returns the exit code. */
int definitions_print(const char *format);

#endif
