/* The rendered tree: built beside the old one and exchanged by rename. */
#include "tree/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/log.h"
#include "tree_carry.h"
#include "tree_exchange.h"
#include "tree_manifest.h"
#include "tree_names.h"
#include "tree_stamp.h"

enum { CHUNK = 8 * 1024 };

struct tree {
	char *folder;     /* as the caller named it */
	char *parent;     /* where it really stands */
	char *name;       /* its name in parent */
	char *stood;      /* the part of parent that existed before; or NULL */
	char *temp_name;
	char *aside;      /* parent/temp_name */
	int parent_fd, old_fd, new_fd; /* -1: none */
	mode_t mode;                   /* of the old folder */
	bool has_manifest;
	bool failed; /* and the error has been reported */
	struct manifest old;
	pthread_mutex_t lock; /* of failed, names and what is made aside */
	struct names names;
	tree_exchange exchange;
	struct stamp stamp;
};

/* Reports the first error, and no other. */
static int
fail_tree(struct tree *t, const char *path, const char *why)
{
	pthread_mutex_lock(&t->lock);
	if (!t->failed)
		log_error("%s%s%s: %s", t->folder, path != NULL ? "/" : "",
		    path != NULL ? path : "", why);
	t->failed = true;
	pthread_mutex_unlock(&t->lock);
	return -1;
}

static void
remove_parents(struct tree *t)
{
	char *above, *path = mem_strdup(t->parent);

	while (strcmp(path, t->stood) != 0) {
		rmdir(path);
		above = path_dir(path);
		free(path);
		path = above;
	}
	free(path);
}

static void
tree_free(struct tree *t)
{
	const int fds[] = { t->parent_fd, t->old_fd, t->new_fd };
	size_t i;

	for (i = 0; i < 3; i++)
		if (fds[i] != -1)
			close(fds[i]);
	names_free(&t->names);
	manifest_free(&t->old);
	stamp_free(&t->stamp);
	pthread_mutex_destroy(&t->lock);
	free(t->folder);
	free(t->parent);
	free(t->name);
	free(t->stood);
	free(t->temp_name);
	free(t->aside);
	free(t);
}

/* Removes the folder aside, open as fd. Its mode may deny even its owner
 * access. */
static void
remove_aside(const struct tree *t, int fd)
{
	if (fd == -1)
		return;
	fchmod(fd, 0700);
	file_remove(t->aside);
}

void
tree_abort(struct tree *t)
{
	if (t == NULL)
		return;
	remove_aside(t, t->new_fd);
	if (t->stood != NULL)
		remove_parents(t);
	tree_free(t);
}

void
tree_use_exchange(struct tree *t, tree_exchange exchange)
{
	t->exchange = exchange;
}

/* Where the folder stands or is to stand; a link to it is followed. */
static int
find_place(struct tree *t)
{
	char *real = path_real(t->folder);
	const char *path = real != NULL ? real : t->folder;
	struct stat st;

	if (real == NULL && (errno != ENOENT || lstat(path, &st) == 0))
		return fail_tree(t, NULL, strerror(errno));
	t->parent = path_dir(path);
	t->name = mem_strdup(path_base(path));
	free(real);
	if (!path_is_plain(t->name))
		return fail_tree(t, NULL, "no name for a folder of pages");
	t->temp_name = tree_aside_name(t->name);
	if (t->temp_name == NULL)
		return fail_tree(t, NULL, strerror(errno));
	t->aside = path_join(t->parent, t->temp_name);
	return 0;
}

static bool
is_empty(int fd)
{
	struct strs names = { 0 };
	bool empty = file_names(fd, ".", 0, &names) == 0 && names.n == 0;

	strs_free(&names);
	return empty;
}

/* A process whose current folder it is would be left in a removed one. */
static bool
is_current_tree(const struct tree *t)
{
	char *current = path_here();
	char *real = path_join(t->parent, t->name);
	size_t n = strlen(real);
	bool is = current != NULL && strncmp(current, real, n) == 0 &&
	    (current[n] == '/' || current[n] == '\0');

	free(current);
	free(real);
	return is;
}

static int
check_old(struct tree *t)
{
	struct stat st, above;
	char *path;
	int rc;

	if (fstat(t->old_fd, &st) == -1 || fstat(t->parent_fd, &above) == -1)
		return fail_tree(t, NULL, strerror(errno));
	t->mode = st.st_mode & 07777;
	if (st.st_dev != above.st_dev)
		return fail_tree(t, NULL, "a mount point, which cannot be "
		    "exchanged; name a folder below it");
	if (is_current_tree(t))
		return fail_tree(t, NULL, "the current folder or one above it, "
		    "which cannot be exchanged; start from elsewhere");
	if (flock(t->old_fd, LOCK_EX | LOCK_NB) == -1 && errno == EWOULDBLOCK)
		return fail_tree(t, NULL, "another run is writing it");
	path = path_join(t->parent, t->name);
	rc = manifest_read(path, &t->old);
	t->has_manifest = rc == 1;
	if (rc == 0 && !is_empty(t->old_fd))
		rc = fail_tree(t, NULL,
		    "not empty, and not made by sextant (it has "
		    "no " MANIFEST_NAME "); name another folder");
	free(path);
	return rc == -1 ? -1 : 0;
}

static int
open_old(struct tree *t)
{
	t->parent_fd = open(t->parent, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (t->parent_fd == -1 && errno == ENOENT)
		return 0;
	if (t->parent_fd == -1)
		return fail_tree(t, NULL, strerror(errno));
	tree_tidy(t->parent, t->name);
	t->old_fd = openat(t->parent_fd, t->name,
	    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (t->old_fd == -1 && errno == ENOENT)
		return 0;
	if (t->old_fd == -1)
		return fail_tree(t, NULL, strerror(errno));
	return check_old(t);
}

struct tree *
tree_begin(const char *folder)
{
	struct tree *t = mem_alloc(sizeof(*t));
	size_t n = strlen(folder);

	while (n > 1 && folder[n - 1] == '/')
		n--;
	t->folder = mem_strndup(folder, n);
	t->parent_fd = t->old_fd = t->new_fd = -1;
	t->exchange = tree_exchange_best;
	pthread_mutex_init(&t->lock, NULL);
	if (find_place(t) == -1 || open_old(t) == -1) {
		tree_free(t);
		return NULL;
	}
	return t;
}

/* Makes the folders above ours, and notes which a failed run has to remove. */
static int
make_parents(struct tree *t)
{
	char *above;

	t->stood = mem_strdup(t->parent);
	while (!file_exists(t->stood)) {
		above = path_dir(t->stood);
		free(t->stood);
		t->stood = above;
	}
	if (file_make_folders(t->parent) == -1) {
		t->failed = true;
		return -1;
	}
	t->parent_fd = open(t->parent, O_PATH | O_DIRECTORY | O_CLOEXEC);
	return t->parent_fd == -1 ? -1 : 0;
}

/* Makes the folder aside; the lock is held. -1 with errno, or t->failed. */
static int
make_aside(struct tree *t)
{
	int why;

	if (t->new_fd != -1)
		return 0;
	if (t->parent_fd == -1 && make_parents(t) == -1)
		return -1;
	if (mkdirat(t->parent_fd, t->temp_name, 0777) == -1)
		return -1;
	t->new_fd = openat(t->parent_fd, t->temp_name,
	    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (t->new_fd == -1) {
		why = errno;
		unlinkat(t->parent_fd, t->temp_name, AT_REMOVEDIR);
		errno = why;
		return -1;
	}
	/* Tells other runs that it is not abandoned; some file systems have no
	 * locks. */
	flock(t->new_fd, LOCK_EX | LOCK_NB);
	if (t->old_fd != -1)
		return fchmod(t->new_fd, t->mode | 0700);
	return 0;
}

static int
make_folder(struct tree *t, struct name *folder)
{
	if (folder == NULL || folder->made)
		return 0;
	if (make_folder(t, folder->above) == -1)
		return -1;
	if (mkdirat(t->new_fd, folder->path, 0777) == -1)
		return -1;
	folder->made = true;
	return 0;
}

/* Makes the folder of a file (NULL: the top). -1 after reporting the error. */
static int
make_place(struct tree *t, const struct name *name)
{
	int rc, why;

	pthread_mutex_lock(&t->lock);
	rc = make_aside(t);
	if (rc == 0 && name != NULL)
		rc = make_folder(t, name->above);
	why = errno;
	pthread_mutex_unlock(&t->lock);
	if (rc == -1)
		fail_tree(t, name != NULL ? name->path : NULL, strerror(why));
	return rc;
}

static int
write_file(struct tree *t, struct name *name, const void *bytes, size_t len)
{
	struct stat st;
	int fd, rc;

	if (make_place(t, name) == -1)
		return -1;
	fd = openat(t->new_fd, name->path,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd == -1)
		return fail_tree(t, name->path, strerror(errno));
	rc = file_write_all(fd, bytes, len);
	if (rc == 0)
		rc = fstat(fd, &st);
	if (rc == 0)
		stamp_see(&st, &name->seen);
	else
		fail_tree(t, name->path, strerror(errno));
	if (close(fd) == -1 && rc == 0)
		rc = fail_tree(t, name->path, strerror(errno));
	if (rc == 0)
		name->kind = NAME_NEW;
	return rc;
}

/* Does the old tree have it, with just these bytes? */
static bool
is_unchanged(const struct tree *t, struct name *name, const char *bytes,
    size_t len)
{
	const char *path = name->path;
	char chunk[CHUNK];
	struct stat st;
	ssize_t n = 1;
	int fd;

	if (!manifest_has(&t->old, path))
		return false;
	fd = openat(t->old_fd, path,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd == -1)
		return false;
	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode) ||
	    (size_t)st.st_size != len)
		n = 0;
	else
		stamp_see(&st, &name->seen);
	while (len > 0 && n != 0) {
		n = read(fd, chunk, len < CHUNK ? len : CHUNK);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0 || memcmp(chunk, bytes, (size_t)n) != 0)
			break;
		bytes += n;
		len -= (size_t)n;
	}
	close(fd);
	return len == 0 && n != 0;
}

/* Is a file of somebody else where ours is to go? Better reported now than once
 * all is built. */
static bool
is_in_the_way(const struct tree *t, const char *path)
{
	struct stat st;

	return t->old_fd != -1 && !manifest_has(&t->old, path) &&
	    fstatat(t->old_fd, path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    !S_ISDIR(st.st_mode);
}

int
tree_put(struct tree *t, const char *path, const char *key,
    const void *bytes, size_t len)
{
	struct name *name;
	const char *why;

	if (!path_is_plain(path) || strcmp(path, MANIFEST_NAME) == 0)
		return fail_tree(t, path, "no path for a file of a tree");
	pthread_mutex_lock(&t->lock);
	name = names_add(&t->names, path, &why);
	pthread_mutex_unlock(&t->lock);
	if (name == NULL)
		return fail_tree(t, path, why);
	if (key != NULL)
		str_copy(name->key, sizeof(name->key), key);
	digest_bytes(bytes, len, name->hex);
	if (is_unchanged(t, name, bytes, len)) {
		name->kind = NAME_SAME;
		return 0;
	}
	if (is_in_the_way(t, path))
		return fail_tree(t, path,
		    "not made by sextant, and in the way");
	return write_file(t, name, bytes, len);
}

/* Puts a file of the old tree that is the same. */
static int
keep_file(struct tree *t, const struct stamp_file *f, const char *path,
    const struct seen *now)
{
	struct name *name;
	const char *why;

	pthread_mutex_lock(&t->lock);
	name = names_add(&t->names, path, &why);
	pthread_mutex_unlock(&t->lock);
	if (name == NULL)
		return fail_tree(t, path, why);
	name->kind = NAME_SAME;
	name->seen = *now;
	str_copy(name->key, sizeof(name->key), f->key);
	str_copy(name->hex, sizeof(name->hex), f->hex);
	return 0;
}

int
tree_keep(struct tree *t, const char *key)
{
	size_t n, i, *of = stamp_of_key(&t->stamp, key, &n);
	struct seen *now = mem_array(n, sizeof(*now));
	int rc = n > 0;

	for (i = 0; rc == 1 && i < n; i++)
		rc = stamp_is_same(&t->stamp.files[of[i]], t->old_fd,
		    t->old.paths.v[of[i]], &now[i]);
	for (i = 0; rc == 1 && i < n; i++)
		if (keep_file(t, &t->stamp.files[of[i]],
		    t->old.paths.v[of[i]], &now[i]) == -1)
			rc = -1;
	free(now);
	return rc;
}

/* How many files of the old tree are not in the new one. */
static size_t
count_gone(const struct tree *t)
{
	const struct name *name;
	size_t i, n = 0;

	for (i = 0; i < t->old.paths.n; i++) {
		name = names_find(&t->names, t->old.paths.v[i]);
		n += name == NULL || name->kind == NAME_FOLDER;
	}
	return n;
}

/* Adds what is unchanged, what others put there, and the manifest. */
static int
complete(struct tree *t, struct name *const *files, size_t n,
    const struct buf *manifest)
{
	struct name name = { .path = MANIFEST_NAME };
	size_t i;

	if (make_place(t, NULL) == -1)
		return -1;
	for (i = 0; i < n; i++) {
		if (files[i]->kind != NAME_SAME)
			continue;
		if (make_place(t, files[i]) == -1)
			return -1;
		if (carry_file(t->old_fd, t->new_fd, files[i]->path) == -1)
			return fail_tree(t, files[i]->path, strerror(errno));
	}
	if (t->old_fd != -1 && carry_others(t->folder, t->old_fd, t->new_fd,
	    &t->old, &t->names) == -1)
		return -1;
	return write_file(t, &name, buf_str(manifest), manifest->len);
}

/* Is the folder still the one that tree_begin opened? */
static bool
is_still_there(const struct tree *t)
{
	struct stat now, then;

	return fstatat(t->parent_fd, t->name, &now, AT_SYMLINK_NOFOLLOW) == 0 &&
	    fstat(t->old_fd, &then) == 0 && now.st_dev == then.st_dev &&
	    now.st_ino == then.st_ino;
}

static int
exchange(struct tree *t)
{
	struct buf why = BUF_INIT;
	int rc;

	if (t->old_fd != -1 && fchmod(t->new_fd, t->mode) == -1)
		return fail_tree(t, NULL, strerror(errno));
	if (syncfs(t->new_fd) == -1)
		return fail_tree(t, NULL, strerror(errno));
	if (t->old_fd == -1)
		rc = renameat(t->parent_fd, t->temp_name, t->parent_fd,
		    t->name);
	else if (!is_still_there(t))
		return fail_tree(t, NULL, "another run has exchanged it");
	else
		rc = t->exchange(t->parent_fd, t->temp_name, t->name);
	if (rc == -1) {
		buf_printf(&why, "cannot be renamed: %s", strerror(errno));
		rc = fail_tree(t, NULL, buf_str(&why));
		buf_free(&why);
		return rc;
	}
	file_sync_parent(t->folder);
	remove_aside(t, t->old_fd); /* where it cannot, the next run tries */
	return 0;
}

bool
tree_is_made(struct tree *t, const char *stamp, const char *inputs)
{
	return stamp_begin(&t->stamp, stamp, inputs, t->old_fd,
	    t->has_manifest ? &t->old : NULL);
}

/* Leaves the tree that was made already. */
static int
commit_made(struct tree *t, size_t *written, size_t *kept, size_t *gone)
{
	if (written != NULL)
		*written = 0;
	if (gone != NULL)
		*gone = 0;
	if (kept != NULL)
		*kept = t->old.paths.n;
	stamp_write_same(&t->stamp, t->old_fd, &t->old);
	tree_free(t);
	return 0;
}

int
tree_commit(struct tree *t, size_t *written, size_t *kept, size_t *gone)
{
	struct buf manifest = BUF_INIT;
	struct name **files;
	size_t n, i, same = 0;
	int rc = t->failed || interrupted() ? -1 : 0;

	if (rc == 0 && t->stamp.made)
		return commit_made(t, written, kept, gone);
	files = names_files(&t->names, &n);
	for (i = 0; i < n; i++) {
		manifest_put(&manifest, files[i]->hex, files[i]->path);
		same += files[i]->kind == NAME_SAME;
	}
	if (written != NULL)
		*written = n - same;
	if (kept != NULL)
		*kept = same;
	if (gone != NULL)
		*gone = count_gone(t);
	if (rc == 0 && (same < n || !t->has_manifest ||
	    strcmp(buf_str(&manifest), buf_str(&t->old.text)) != 0)) {
		rc = complete(t, files, n, &manifest);
		if (rc == 0)
			rc = exchange(t);
	}
	if (rc == 0)
		stamp_write_new(&t->stamp, t->new_fd != -1 ? t->new_fd
		    : t->old_fd, &manifest, files, n);
	free(files);
	buf_free(&manifest);
	if (rc == -1) {
		tree_abort(t);
		return -1;
	}
	tree_free(t);
	return 0;
}
