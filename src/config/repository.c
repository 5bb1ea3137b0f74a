/* A folder's git repository, by its files. */
#include "repository.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "config/config.h"
#include "git_config.h"

enum {
	CONFIG_MAX = 1024 * 1024, /* bytes of .git/config */
	LINE_MAX_BYTES = 8192,    /* of a file with one line */
};

static bool
is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* What a file of one line says behind the word; NULL: it does not. */
static const char *
read_line(const char *folder, const char *name, const char *word,
    struct arena *mem)
{
	char *path = path_join(folder, name);
	struct buf text = BUF_INIT;
	const char *line = NULL;

	if (is_file(path) && file_read(path, LINE_MAX_BYTES, &text) == 0 &&
	    strlen(buf_str(&text)) == text.len &&
	    str_has_prefix(buf_str(&text), word))
		line = str_trim(mem, buf_str(&text) + strlen(word));
	buf_free(&text);
	free(path);
	return line == NULL || *line == '\0' || strchr(line, '\n') != NULL
	    ? NULL : line;
}

/* The folder that git keeps its own things in, of the repository at root; NULL:
 * there is none. A worktree's or submodule's .git is a file that names it. */
static const char *
find_git(const char *root, struct arena *mem)
{
	char *at = path_join(root, ".git"), *there;
	const char *git = arena_strdup(mem, at), *line;

	if (!file_is_folder(at)) {
		line = read_line(root, ".git", "gitdir:", mem);
		there = line == NULL ? NULL : path_join(root, line);
		git = there == NULL ? NULL : arena_strdup(mem, there);
		free(there);
	}
	free(at);
	return git;
}

/* Where worktrees share config and branches. */
static const char *
find_shared(const char *git, struct arena *mem)
{
	const char *line = read_line(git, "commondir", "", mem);
	char *there;

	if (line == NULL)
		return git;
	there = path_join(git, line);
	git = arena_strdup(mem, there);
	free(there);
	return git;
}

/* From path up, the first folder with a .git; NULL: none has. */
static char *
find_root(const char *path)
{
	char *at = path_real(path), *git, *above;
	bool found;

	while (at != NULL) {
		git = path_join(at, ".git");
		found = file_exists(git);
		free(git);
		if (found)
			return at;
		above = strcmp(at, "/") == 0 ? NULL : path_dir(at);
		free(at);
		at = above;
	}
	return NULL;
}

/* Where the documents of path stand below root: "" or "rules/". */
static const char *
folder_below(const char *root, const char *path, struct arena *mem)
{
	char *whole = path_real(path), *dir = NULL;
	const char *below = "";
	size_t n = strlen(root);

	if (whole != NULL && !file_is_folder(whole)) {
		dir = path_dir(whole);
		free(whole);
		whole = dir;
	}
	if (whole != NULL && strlen(whole) > n)
		below = arena_printf(mem, "%s/", whole + n +
		    (whole[n] == '/'));
	free(whole);
	return below;
}

/* Is it the name of an object, in hexadecimal: SHA-1 or SHA-256? */
static bool
is_commit(const char *line)
{
	size_t n = strlen(line);

	return (n == 40 || n == 64) &&
	    strspn(line, "0123456789abcdef") == n;
}

/* The branch, or the commit, that links are to lead to; NULL: not known. */
static const char *
find_ref(const char *git, const char *shared, struct arena *mem, bool *commit)
{
	const char *line = read_line(shared, "refs/remotes/origin/HEAD",
	    "ref: refs/remotes/origin/", mem);

	*commit = false;
	if (line == NULL)
		line = read_line(git, "HEAD", "ref: refs/heads/", mem);
	if (line != NULL)
		return line;
	line = read_line(git, "HEAD", "", mem);
	*commit = line != NULL && is_commit(line);
	return *commit ? line : NULL;
}

/* The address of remote "origin"; NULL, and r says why. */
static const char *
read_remote(const char *shared, struct arena *mem, struct repository *r)
{
	char *path = path_join(shared, "config");
	struct buf text = BUF_INIT;
	const char *remote = NULL;
	int found = 0;

	r->file = ".git/config";
	if (!is_file(path) || file_read(path, CONFIG_MAX, &text) == -1) {
		r->why = "cannot be read";
	} else {
		found = git_config_find(buf_str(&text), text.len,
		    "remote.origin", "url", mem, &remote, &r->line);
		if (found == -1)
			r->why = "not git's syntax";
		else if (found == 0 || *remote == '\0')
			r->why = "no url of remote \"origin\"";
	}
	buf_free(&text);
	free(path);
	return r->why == NULL ? remote : NULL;
}

static void
read_repository(const char *root, const char *path, struct arena *mem,
    struct repository *r)
{
	const char *git = find_git(root, mem), *shared, *remote, *ref;
	bool commit;

	if (git == NULL) {
		r->file = ".git";
		r->why = "neither a folder nor a file with gitdir";
		return;
	}
	shared = find_shared(git, mem);
	remote = read_remote(shared, mem, r);
	if (remote == NULL)
		return;
	ref = find_ref(git, shared, mem, &commit);
	if (ref == NULL) {
		r->file = ".git/HEAD";
		r->line = 0;
		r->why = "neither a branch nor a commit";
		return;
	}
	r->why = repository_links(remote, ref, commit,
	    folder_below(root, path, mem), mem, r);
}

void
repository_read(const char *path, struct arena *mem, struct repository *r)
{
	char *root = find_root(path);

	memset(r, 0, sizeof(*r));
	if (root == NULL)
		r->why = "in no git repository";
	else
		read_repository(root, path, mem, r);
	free(root);
}

/* Does a repository of any program for versions begin in the folder? */
static bool
is_marked(const char *folder)
{
	static const char *const marks[] = { ".git", ".hg", ".svn", ".jj" };
	bool found = false;
	char *path;
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]) && !found; i++) {
		path = path_join(folder, marks[i]);
		found = file_exists(path);
		free(path);
	}
	return found;
}

/* Is the file, and a link that it is, of that owner, the user or root? */
static bool
is_trusted(const char *path, uid_t owner)
{
	struct stat link, file;

	return lstat(path, &link) == 0 && stat(path, &file) == 0 &&
	    (link.st_uid == owner || link.st_uid == geteuid() ||
	    link.st_uid == 0) && (file.st_uid == owner ||
	    file.st_uid == geteuid() || file.st_uid == 0);
}

/* From the current folder up, the nearest file of that name, if a repository
 * begins there or above; *owner is that of all folders up to there. */
static char *
find_above(const char *name, uid_t *owner)
{
	struct stat start, at, above;
	struct buf up = BUF_INIT;
	char *path, *nearest = NULL;
	bool marked = false, more = stat(".", &start) == 0;

	*owner = start.st_uid;
	for (at = start; more && !marked; at = above) {
		path = path_join(buf_str(&up), name);
		if (nearest == NULL && file_exists(path))
			nearest = path;
		else
			free(path);
		marked = is_marked(buf_str(&up));
		buf_puts(&up, "../");
		more = stat(buf_str(&up), &above) == 0 &&
		    above.st_dev == at.st_dev && above.st_ino != at.st_ino &&
		    above.st_uid == at.st_uid;
	}
	buf_free(&up);
	if (marked)
		return nearest;
	free(nearest);
	return NULL;
}

char *
config_find(bool warn)
{
	static const char name[] = "sextant.yaml";
	char *found;
	uid_t owner;

	if (file_exists(name))
		return mem_strdup(name);
	found = find_above(name, &owner);
	if (found == NULL || is_trusted(found, owner))
		return found;
	if (warn)
		log_warn("%s: not read: it belongs to another user; --config "
		    "reads it", found);
	free(found);
	return NULL;
}
