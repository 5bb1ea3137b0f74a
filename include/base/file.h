/*
 * Files and folders: read whole, written whole or not at all, walked in order.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/str.h"
#include "base/temp.h"

/*
 * The whole regular file into text (appended); returns 0, or -1. A file of
 * more than max bytes (0: no limit) is refused.
 */
int file_read(const char *path, size_t max, struct buf *text);

/* The same of standard input, to its end. */
int file_read_input(size_t max, struct buf *text);

/* A file's bytes as read-only memory, until file_unmap. Returns 0, or -1. */
struct mapped {
	const char *bytes;
	size_t len;
};
int file_map(const char *path, struct mapped *m);
void file_unmap(struct mapped *m);

/* The SHA-256 of a file's bytes, into hex. Returns 0, or -1 after reporting the
 * error. */
int file_digest(const char *path, char hex[DIGEST_HEX + 1]);

/* They need not be in memory until they are read again. */
void file_forget(const struct mapped *m);

/*
 * A file that appears whole or not at all: text is gathered, and commit writes
 * it beside path (base/temp.h), syncs and renames. Missing folders are made,
 * and the mode of a file that is there stays. Commit returns 0, or -1:
 * then nothing has changed at path. Either way f is empty again. A file that
 * already holds the same bytes is left as it is. A link at path is replaced,
 * never followed; a device or pipe is refused.
 *
 * commit_through is for a path that the user named to put the text there: where
 * it is a link, the file that it leads to is made so, and the link stays; a
 * device or pipe, or the file that standard output is, is written to. Before it,
 * spill may be called any number of times: where there is much text, and a file to be
 * made of it, that is written aside then, and no longer in memory.
 */
struct outfile {
	struct buf text;
	char *path;
	struct temp aside; /* has what was text before, if any */
	int why;           /* errno, where that could not be written */
};
void outfile_begin(struct outfile *f, const char *path);
int outfile_commit(struct outfile *f);
int outfile_commit_through(struct outfile *f);
void outfile_spill(struct outfile *f);
void outfile_abort(struct outfile *f);

/*
 * Puts text in place of the file at path, whole or not at all, with its mode,
 * if its bytes still are those of was, and it is no symbolic link. Returns 0,
 * or -1: then nothing has changed.
 */
int file_rewrite(const char *path, const struct buf *was,
    const struct buf *text);

/* Writes n bytes to a new file, without sync; returns 0, or -1. */
int file_write_new(const char *path, const void *bytes, size_t n);

/* Writes n bytes to an open file, however many calls it takes; 0, or -1 with
 * errno, unsaid. */
int file_write_all(int fd, const void *bytes, size_t n);

bool file_exists(const char *path);  /* follows links */
bool file_is_folder(const char *path);

/* Makes the folder and those above it; returns 0, or -1 (_try: with errno,
 * unsaid). */
int file_make_folders(const char *path);
int file_try_folders(const char *path);

/* Syncs the folder above path, so that a new name there outlives a crash; not
 * all file systems can. */
void file_sync_parent(const char *path);

/* Makes the folders above path; returns 0, or -1. */
int file_make_parents(const char *path);

/* Removes a file, or a folder with all in it; 0 (also where there is none), or
 * -1 on error. Links are removed, not followed. */
int file_remove(const char *path);

/*
 * The names of all in the folder at path, sorted, hidden ones too. path is taken
 * from the folder open as at, flags are those of open: O_NOFOLLOW or 0. 0, or -1
 * with errno, unsaid.
 */
int file_names(int at, const char *path, int flags, struct strs *names);

/*
 * Every regular file below folder, as paths relative to it with '/', sorted by
 * bytes. A symbolic link is followed only where it leads to a place inside the
 * folder; others, and what is no regular file, go into refused (may be NULL),
 * by the same kind of path, with why. What goes meanwhile may be there or not.
 * Returns 0, or -1 (unreadable, deeper than 32 folders, more than a million files).
 */
struct file_refused {
	struct strs paths;
	struct strs whys; /* of each: a constant phrase */
};
int file_walk(const char *folder, struct strs *paths,
    struct file_refused *refused);
void file_refused_free(struct file_refused *r);

/* dir + "/" + name, or name where it is absolute or dir is NULL or ""; caller
 * frees. */
char *path_join(const char *dir, const char *name);

/* The path of name in the folder that file (NULL: of the current one) is in, or name
 * where it is absolute; caller frees. */
char *path_beside(const char *file, const char *name);

/* All before the last '/', "." without one, "/" for "/x"; caller frees. */
char *path_dir(const char *path);

/* Where caches stand that nobody named a place for: $XDG_CACHE_HOME/sextant, else
 * ~/.cache/sextant; caller frees. NULL where the environment has neither. */
char *path_cache(void);

/* The path from the root on, without "." and ".."; links are not followed, nothing
 * need be there. Caller frees. */
char *path_whole(const char *path);

/* As realpath(path, NULL) and getcwd(NULL, 0): caller frees, NULL with errno. */
char *path_real(const char *path);
char *path_here(void);

/* What stands behind the last '/'; borrowed. */
const char *path_base(const char *path);

/* Does a component of this plain path begin with a '.'? */
bool path_is_hidden(const char *path);

/*
 * Is this a relative path that stays where it is: no "..", no leading '/', no
 * empty or "." component, no control character, no backslash?
 */
bool path_is_plain(const char *path);

#endif
