/* The rendered tree and what others own: their files, folders and mounts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>

#include "tree/tree_carry.h"
#include "tree_place.h"

static void
check_link(const struct place *p, const char *path, const char *want)
{
	char target[64] = "", *full = below(p, path);

	assert_int_equal(readlink(full, target, sizeof(target) - 1),
	    strlen(want));
	assert_string_equal(target, want);
	free(full);
}

static void
files_of_others_are_carried_over(void **state)
{
	const struct place *p = *state;
	struct tree *t;
	struct stat st;

	make_three(p);
	add_others(p);
	st = stat_at(p, "x/y/z.txt");
	t = begin(p);
	put(t, "index.html", "changed");
	commit(t, 1, 0, 2);
	check_at(p, "CNAME", "example.org");
	check_at(p, "a/notes.txt", "mine");
	check_at(p, "x/y/z.txt", "deep");
	assert_int_equal(stat_at(p, "x/y/z.txt").st_ino, st.st_ino);
	assert_int_equal(stat_at(p, "x/y").st_mode & 07777, 0750);
	assert_int_equal(stat_at(p, "x/empty").st_mode & 07777, 0700);
	check_link(p, "a/dead", "/no/such/place");
	check_link(p, "folder", "a");
	assert_true(S_ISFIFO(stat_at(p, "pipe").st_mode));
	assert_false(is_at(p, "a/b.html"));
	assert_false(is_at(p, "a/c"));
	check_nothing_beside(p);
	/* They are still nobody's of ours. */
	t = begin(p);
	put(t, "index.html", "changed");
	commit(t, 0, 1, 0);
}

static void
what_others_put_in_the_way_is_refused(void **state)
{
	static const char *const folders[][2] = {
		{ "CNAME/x", "site/CNAME: not made by sextant" },
		{ "x/y", "site/x/y: not made by sextant" },
		{ "x/empty", "site/x/empty: not made by sextant" },
		{ "folder/x", "site/folder: not made by sextant" },
	};
	const struct place *p = *state;
	struct tree *t;
	struct stat site, name;
	size_t i;

	make_three(p);
	add_others(p);
	site = stat_at(p, "");
	name = stat_at(p, "CNAME");
	t = begin(p);
	put_refused(t, "CNAME", "site/CNAME: not made by sextant");
	assert_int_equal(tree_commit(t, NULL, NULL, NULL), -1);
	t = begin(p);
	put_refused(t, "a/dead", "site/a/dead: not made by sextant");
	tree_abort(t);
	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		t = begin(p);
		put(t, folders[i][0], "x");
		commit_refused(t, folders[i][1]);
	}
	/* Also with the very same bytes. */
	t = begin(p);
	put_three(t);
	put_refused(t, "a/notes.txt", "site/a/notes.txt: not made by sextant");
	tree_abort(t);
	assert_int_equal(stat_at(p, "").st_ino, site.st_ino);
	assert_int_equal(stat_at(p, "CNAME").st_ino, name.st_ino);
	assert_int_equal(stat_at(p, "CNAME").st_nlink, 1);
	check_at(p, "index.html", "index");
	check_nothing_beside(p);
}

static void
folders_of_others_are_refused(void **state)
{
	const struct place *p = *state;
	struct tree *t;
	char *before, *file;

	write_at(p, "thesis.txt", "years of work");
	before = snapshot(p);
	refused(p->site, "not empty, and not made by sextant");
	file = below(p, "thesis.txt");
	refused(file, "Not a directory");
	check_untouched(p, before);
	/* An empty one will do. */
	assert_int_equal(unlink(file), 0);
	assert_int_equal(chmod(p->site, 0701), 0);
	t = begin(p);
	put(t, "x", "y");
	commit(t, 1, 0, 0);
	check_at(p, "x", "y");
	assert_int_equal(stat_at(p, "").st_mode & 07777, 0701);
	free(file);
}

static void
broken_manifests_are_refused(void **state)
{
#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	static const char *const texts[] = { "x\n", HEX " *a\n", HEX "  a",
		HEX "  ../a\n", HEX "  /a\n", HEX "  \n", HEX "0  a\n",
		HEX "  a\\b\n" };
	const struct place *p = *state;
	size_t i;

	make_three(p);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		write_at(p, MANIFEST_NAME, texts[i]);
		refused(p->site, MANIFEST_NAME ":1: not a digest");
	}
	write_at(p, MANIFEST_NAME, HEX "  b\n" HEX "  a\n");
	refused(p->site, MANIFEST_NAME ":2: not in order");
	write_at(p, MANIFEST_NAME, HEX "  b\n" HEX "  b\n");
	refused(p->site, MANIFEST_NAME ":2: not in order");
	check_at(p, "index.html", "index");
}

static void
the_current_folder_is_refused(void **state)
{
	const struct place *p = *state;
	char *before = getcwd(NULL, 0), *a = below(p, "a");
	struct tree *t;

	make_three(p);
	assert_int_equal(chdir(p->site), 0);
	refused(".", ".: the current folder");
	assert_int_equal(chdir(a), 0);
	refused("..", "..: the current folder");
	/* A name that only starts alike, and a relative one. */
	assert_int_equal(chdir(p->out), 0);
	assert_int_equal(mkdir("sit", 0700), 0);
	t = tree_begin("sit");
	assert_non_null(t);
	put(t, "x", "y");
	commit(t, 1, 0, 0);
	t = tree_begin("site");
	assert_non_null(t);
	put(t, "x", "y");
	commit(t, 1, 0, 3);
	t = tree_begin("n/m");
	assert_non_null(t);
	put(t, "x", "y");
	commit(t, 1, 0, 0);
	assert_true(file_exists("n/m/x"));
	assert_int_equal(chdir(before), 0);
	free(before);
	free(a);
}

/* Where links cannot be had, files and links are copied. */
/* A folder mounted into the tree: the same file system, or another. */
static void
check_mounted(const struct place *p, const char *source, const char *type)
{
	char *mnt = below(p, "mnt");
	struct tree *t;

	if (mount(source, mnt, type, type == NULL ? MS_BIND : 0, NULL) == -1) {
		print_message("skipped: may not mount\n");
		free(mnt);
		return;
	}
	write_at(p, "mnt/theirs", "x");
	t = begin(p);
	put(t, "index.html", "new");
	commit_refused(t, "site/mnt");
	check_at(p, "index.html", "index");
	check_at(p, "mnt/theirs", "x");
	assert_int_equal(umount(mnt), 0);
	check_nothing_beside(p);
	free(mnt);
}

static void
mounts_in_the_tree_are_left_alone(void **state)
{
	const struct place *p = *state;
	char *source = path_join(p->scratch, "source");

	make_three(p);
	write_at(p, "mnt/below", "y");
	assert_int_equal(mkdir(source, 0700), 0);
	if (unshare(CLONE_NEWNS) == -1 ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1) {
		print_message("skipped: may not mount\n");
	} else {
		check_mounted(p, source, NULL);
		check_mounted(p, "none", "tmpfs");
	}
	free(source);
}

static void
carried_across_file_systems(void **state)
{
	const struct place *p = *state;
	char *far = mem_strdup("/dev/shm/sextant.XXXXXX");
	const struct timespec times[2] = { { 1000000000, 5 }, { 999999999, 7 } };
	struct buf text = BUF_INIT;
	struct stat here, there;
	char target[8] = "", *path;
	int from, to;

	write_at(p, "file", "bytes");
	path = below(p, "file");
	assert_int_equal(chmod(path, 0640), 0);
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
	free(path);
	path = below(p, "link");
	assert_int_equal(symlink("file", path), 0);
	free(path);
	path = below(p, "pipe");
	assert_int_equal(mkfifo(path, 0600), 0);
	free(path);
	if (mkdtemp(far) == NULL || stat(far, &there) == -1 ||
	    stat(p->site, &here) == -1 || here.st_dev == there.st_dev) {
		print_message("skipped: no second file system\n");
		goto out;
	}
	from = open(p->site, O_PATH);
	to = open(far, O_PATH);
	assert_int_equal(carry_file(from, to, "file"), 0);
	assert_int_equal(carry_file(from, to, "link"), 0);
	assert_int_equal(carry_file(from, to, "pipe"), -1);
	assert_int_equal(errno, EXDEV);
	assert_int_equal(carry_file(from, to, "none"), -1);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(fstatat(to, "file", &there, 0), 0);
	assert_int_equal(there.st_mode & 07777, 0640);
	assert_int_equal(there.st_mtim.tv_sec, 999999999);
	assert_int_equal(there.st_mtim.tv_nsec, 7);
	path = path_join(far, "file");
	assert_int_equal(file_read(path, 0, &text), 0);
	assert_string_equal(buf_str(&text), "bytes");
	free(path);
	assert_int_equal(readlinkat(to, "link", target, 7), 4);
	assert_string_equal(target, "file");
	close(from);
	close(to);
	assert_int_equal(file_remove(far), 0);
out:
	buf_free(&text);
	free(far);
}

static void
mount_points_are_refused(void **state)
{
	struct stat here, above;

	(void)state;
	if (lstat("/dev/shm", &here) == -1 || !S_ISDIR(here.st_mode) ||
	    stat("/dev", &above) == -1 || here.st_dev == above.st_dev)
		print_message("skipped: /dev/shm is not mounted\n");
	else
		refused("/dev/shm", "/dev/shm: a mount point");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(files_of_others_are_carried_over),
		PLACE_TEST(what_others_put_in_the_way_is_refused),
		PLACE_TEST(folders_of_others_are_refused),
		PLACE_TEST(broken_manifests_are_refused),
		PLACE_TEST(the_current_folder_is_refused),
		PLACE_TEST(mount_points_are_refused),
		PLACE_TEST(mounts_in_the_tree_are_left_alone),
		PLACE_TEST(carried_across_file_systems),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
