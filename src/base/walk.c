/* Folders made, walked in order, and removed. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"

enum {
	DEPTH_MAX = 32,
	FILES_MAX = 1000000,
};

int
file_try_folders(const char *path)
{
	char *copy = mem_strdup(path), *p = copy;
	int rc = 0;

	while (rc == 0 && p != NULL) {
		p = strchr(p + 1, '/');
		if (p != NULL)
			*p = '\0';
		if (mkdir(copy, 0777) == -1 && errno != EEXIST &&
		    !(errno == EROFS && file_is_folder(copy)))
			rc = -1;
		if (p != NULL)
			*p = '/';
	}
	if (rc == 0 && !file_is_folder(path)) {
		errno = ENOTDIR;
		rc = -1;
	}
	free(copy);
	return rc;
}

int
file_make_folders(const char *path)
{
	if (file_try_folders(path) == 0)
		return 0;
	log_error("%s: cannot make the folder: %s", path, strerror(errno));
	return -1;
}

int
file_make_parents(const char *path)
{
	char *dir = path_dir(path);
	int rc = file_is_folder(dir) ? 0 : file_make_folders(dir);

	free(dir);
	return rc;
}

struct walk {
	char *root; /* real path */
	struct strs *paths;
	struct file_refused *refused;
	int depth;
};

/* Why the link at path is not followed; NULL: it leads to a place inside. */
static const char *
why_refused(const struct walk *w, const char *path)
{
	char *real = path_real(path);
	const char *why = NULL;
	size_t n = strlen(w->root);

	if (real == NULL)
		why = errno == ELOOP ? "a link that leads in a circle"
		    : "a link that leads nowhere";
	else if (strncmp(real, w->root, n) != 0 ||
	    (real[n] != '/' && real[n] != '\0'))
		why = "a link that leads out of the folder";
	free(real);
	return why;
}

static int
refuse_walk(struct walk *w, const char *relative, const char *why)
{
	if (w->refused != NULL) {
		strs_add(&w->refused->paths, relative);
		strs_add(&w->refused->whys, why);
	}
	return 0;
}

int
file_names(int at, const char *path, int flags, struct strs *names)
{
	int fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags);
	DIR *d = fd == -1 ? NULL : fdopendir(fd);
	struct dirent *e;
	int why = errno;

	if (d == NULL) {
		if (fd != -1)
			close(fd);
		errno = why;
		return -1;
	}
	for (errno = 0; (e = readdir(d)) != NULL; errno = 0)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			strs_add(names, e->d_name);
	why = errno;
	closedir(d);
	strs_sort(names);
	errno = why;
	return why == 0 ? 0 : -1;
}

/* Of one that has gone meanwhile there are none. */
static int
list_folder(const char *folder, struct strs *names)
{
	if (file_names(AT_FDCWD, folder, 0, names) == 0 || errno == ENOENT)
		return 0;
	log_error("%s: %s", folder, strerror(errno));
	return -1;
}

static int walk_folder(struct walk *w, const char *folder, const char *below);

static int
walk_entry(struct walk *w, const char *path, const char *relative)
{
	const char *why;
	struct stat st;

	if (lstat(path, &st) == -1) {
		if (errno == ENOENT)
			return 0; /* gone since its folder was read */
		log_error("%s: %s", path, strerror(errno));
		return -1;
	}
	if (S_ISLNK(st.st_mode)) {
		why = why_refused(w, path);
		if (why == NULL && stat(path, &st) == -1)
			why = "a link that leads nowhere";
		if (why != NULL)
			return refuse_walk(w, relative, why);
		if (S_ISDIR(st.st_mode))
			return 0; /* it is walked where it stands */
	}
	if (S_ISDIR(st.st_mode))
		return walk_folder(w, path, relative);
	if (!S_ISREG(st.st_mode))
		return refuse_walk(w, relative,
		    "no file, but a pipe, socket or "
		    "device");
	if (w->paths->n >= FILES_MAX) {
		log_error("%s: more than %d files", w->root, FILES_MAX);
		return -1;
	}
	strs_add(w->paths, relative);
	return 0;
}

static int
walk_folder(struct walk *w, const char *folder, const char *below)
{
	struct strs names = { 0 };
	char *path, *relative;
	size_t i;
	int rc = list_folder(folder, &names);

	if (rc == 0 && ++w->depth > DEPTH_MAX) {
		log_error("%s: more than %d folders deep", folder, DEPTH_MAX);
		rc = -1;
	}
	for (i = 0; rc == 0 && i < names.n; i++) {
		path = path_join(folder, names.v[i]);
		relative = path_join(below, names.v[i]);
		rc = walk_entry(w, path, relative);
		free(path);
		free(relative);
	}
	w->depth--;
	strs_free(&names);
	return rc;
}

int
file_walk(const char *folder, struct strs *paths,
    struct file_refused *refused)
{
	struct walk w = { 0 };
	int rc;

	w.root = path_real(folder);
	if (w.root == NULL) {
		log_error("%s: %s", folder, strerror(errno));
		return -1;
	}
	w.paths = paths;
	w.refused = refused;
	rc = walk_folder(&w, folder, NULL);
	strs_sort(paths);
	free(w.root);
	return rc;
}

void
file_refused_free(struct file_refused *r)
{
	strs_free(&r->paths);
	strs_free(&r->whys);
}

static int
remove_folder(const char *folder)
{
	struct strs names = { 0 };
	char *path;
	size_t i;
	int rc = list_folder(folder, &names);

	for (i = 0; rc == 0 && i < names.n; i++) {
		path = path_join(folder, names.v[i]);
		rc = file_remove(path);
		free(path);
	}
	strs_free(&names);
	if (rc == 0 && rmdir(folder) == -1) {
		log_error("%s: %s", folder, strerror(errno));
		rc = -1;
	}
	return rc;
}

int
file_remove(const char *path)
{
	struct stat st;
	int why;

	/* Most are files: a folder is told by the error. */
	if (unlink(path) == 0)
		return 0;
	why = errno;
	if (lstat(path, &st) == -1)
		return 0;
	if (S_ISDIR(st.st_mode))
		return remove_folder(path);
	log_error("%s: %s", path, strerror(why));
	return -1;
}
