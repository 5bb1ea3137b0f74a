/* Exchanges a finished folder with another, and cleans up after a crash. */
#ifndef TREE_TREE_EXCHANGE_H
#define TREE_TREE_EXCHANGE_H

struct tree;

/*
 * Exchanges the folders aside and name, both in the folder open as parent.
 * Returns 0, or -1 with errno set and nothing reported: then both are where
 * they were.
 */
typedef int (*tree_exchange)(int parent, const char *aside, const char *name);

/* In one step (renameat2, RENAME_EXCHANGE: Linux, and not every file system). */
int tree_exchange_atomic(int parent, const char *aside, const char *name);

/* In three renames, by way of .NAME.old-PID, undone if one fails. */
int tree_exchange_twice(int parent, const char *aside, const char *name);

/* In one step where possible. */
int tree_exchange_best(int parent, const char *aside, const char *name);

/* How tree_commit exchanges, unless by tree_exchange_best; for tests. */
void tree_use_exchange(struct tree *t, tree_exchange exchange);

/* The name beside name under which this process builds; caller frees.
 * NULL with errno. */
char *tree_aside_name(const char *name);

/*
 * Removes what runs that died left beside name in the folder parent. Where one
 * died between its renames, the old tree gets its name back. A run that is
 * alive holds a lock (flock) on the folder it builds in, or its process exists.
 */
void tree_tidy(const char *parent, const char *name);

#endif
