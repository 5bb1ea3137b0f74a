/* Files of a folder, opened so that nothing leads out of it. */
#ifndef SERVE_BENEATH_H
#define SERVE_BENEATH_H

#include <sys/stat.h>

/*
 * Opens the regular file at path, which is plain (path_is_plain), below the
 * folder; no link is followed but the folder itself. The descriptor, which the
 * caller closes, and what fstat says of it; or -1 with errno: EISDIR for a
 * folder, ENOENT for all else that is no file.
 */
int beneath_open(const char *folder, const char *path, struct stat *st);

#endif
