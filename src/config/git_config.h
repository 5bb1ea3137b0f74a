/* A repository's .git/config, as far as one value is asked of it:
 * https://git-scm.com/docs/git-config#_syntax */
#ifndef CONFIG_GIT_CONFIG_H
#define CONFIG_GIT_CONFIG_H

#include <stddef.h>

#include "base/mem.h"

/*
 * Looks for the first value of a variable: section is "remote.origin" for
 * [remote "origin"] (the part before the dot in lower case), name is in lower
 * case. Files that it includes are not read. Returns 1 with *value, in mem;
 * 0: there is none; -1: git would not read the file either, because of *line.
 */
int git_config_find(const char *text, size_t len, const char *section,
    const char *name, struct arena *mem, const char **value, int *line);

#endif
