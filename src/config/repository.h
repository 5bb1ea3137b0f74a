/* Where the files of a folder stand on the web, as its git repository knows: only
 * files are read, git is never run. */
#ifndef CONFIG_REPOSITORY_H
#define CONFIG_REPOSITORY_H

#include <stdbool.h>

#include "base/mem.h"

struct repository {
	/* Addresses to view and to edit a file, with {path} for where it is
	 * below the folder; NULL: not known. */
	const char *view, *edit;

	/* Where there is no view: why, and which file, from the repository's root
	 * on, says so; its line, or 0. file may be NULL. */
	const char *why, *file;
	int line;
};

/*
 * Reads, of the repository that the folder (or file) at path is in, remote
 * "origin", without credentials, and the branch that the remote has for its
 * default, else the one that is checked out, else the commit. Strings live in
 * mem.
 */
void repository_read(const char *path, struct arena *mem,
    struct repository *r);

/*
 * The same of a remote's address, in any of git's forms
 * (https://git-scm.com/docs/git-clone#_git_urls); ref is a branch, or, where
 * is_commit, a commit, of which there is no edit; folder is "" or ends in a slash.
 * Returns NULL, or why there is no view.
 */
const char *repository_links(const char *remote, const char *ref,
    bool is_commit, const char *folder, struct arena *mem,
    struct repository *r);

#endif
