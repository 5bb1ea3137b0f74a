/*
 * A file that is made beside the one whose place it is to take: ".NAME.new-" and
 * 16 digits that nobody can guess. It is made new, so that no link leads
 * elsewhere what is written, and it is locked (flock) while its maker lives: so
 * what a killed run left there is known, and nobody else's file is taken for it.
 */
#ifndef BASE_TEMP_H
#define BASE_TEMP_H

#include <stdbool.h>

enum { TEMP_DIGITS = 16 };

/* Starts as { 0 }, and is so again behind commit and abort. */
struct temp {
	char *path; /* NULL: not begun */
	int fd;     /* open for reading and writing */
};

/*
 * Makes it, empty, beside path, whose folder is there; with path's mode where a
 * regular file stands there, else as new files have. First removes what killed
 * runs left for path. 0, or -1 with errno.
 */
int temp_begin(struct temp *a, const char *path);

/* The same as another name of the file from; fd is open for reading only. */
int temp_link(struct temp *a, const char *path, const char *from);

/* Syncs, renames to path, and syncs the folder of that. 0, or -1 with errno:
 * then it is as after abort. */
int temp_commit(struct temp *a, const char *path);

/* Removes it; any number of times. */
void temp_abort(struct temp *a);

/* Digits that nobody can guess; 0, or -1 with errno. And where they start s:
 * as many of them, and nothing behind? */
int temp_digits(char digits[TEMP_DIGITS + 1]);
bool temp_are_digits(const char *s);

/* Removes what killed runs left for path; silent. */
void temp_tidy(const char *path);

#endif
