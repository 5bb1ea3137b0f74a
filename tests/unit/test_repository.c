/* Where a folder's files stand on the web, by its git repository. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "config/git_config.h"
#include "config/repository.h"
#include "capture.h"

static char *root;
static struct arena mem;

static void
put(const char *name, const char *text)
{
	char *path = path_join(root, name);
	struct outfile f;

	outfile_begin(&f, path);
	buf_puts(&f.text, text);
	assert_int_equal(outfile_commit(&f), 0);
	free(path);
}

static int
set_up(void **state)
{
	(void)state;
	root = scratch_begin();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(&mem);
	scratch_end(root);
	return 0;
}

static struct repository
ask(const char *name)
{
	char *path = path_join(root, name);
	struct repository r;

	repository_read(path, &mem, &r);
	free(path);
	return r;
}

static void
syntax(void **state)
{
	static const struct {
		const char *text, *want; /* want: NULL: none */
		int line;
	} all[] = {
		{ "[remote \"origin\"]\n\turl = a\n", "a", 2 },
		{ "[remote \"origin\"]\r\n\turl = a\r\n", "a", 2 },
		{ "\xef\xbb\xbf[remote \"origin\"]url=a", "a", 1 },
		{ "[REMOTE \"origin\"] URL = a", "a", 1 },
		{ "[remote.Origin]\nurl = a", "a", 2 },
		{ "[remote \"Origin\"]\nurl = a", NULL, 0 },
		{ "[remote \"other\"]\nurl = a\n[remote \"origin\"]\n"
		    "fetch = +refs/heads/*:refs/remotes/origin/*\nurl = b\n"
		    "url = c\n", "b", 5 },
		{ "[remote \"origin\"]\nurl\n", NULL, 0 },
		{ "[remote \"or\\igin\"]\nurl = a", "a", 2 },
		{ "# c\n; d\n\n[remote \"origin\"] # e\nurl = a # f", "a", 5 },
		{ "[remote \"origin\"]\nurl = \" a;b \" ; c", " a;b ", 2 },
		{ "[remote \"origin\"]\nurl = a\\\n  b\n", "a  b", 2 },
		{ "[remote \"origin\"]\nurl = a\\\\b\\tc\\\"\n", "a\\b\tc\"", 2 },
		{ "[remote \"origin\"]\nurl =   \n", "", 2 },
		{ "[core]\n\tbare = false\n", NULL, 0 },
		{ "", NULL, 0 },
	};
	const char *value;
	size_t i;
	int line;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		assert_int_equal(git_config_find(all[i].text,
		    strlen(all[i].text), "remote.origin", "url", &mem, &value,
		    &line), all[i].want != NULL);
		assert_int_equal(line, all[i].line);
		if (all[i].want == NULL)
			assert_null(value);
		else
			assert_string_equal(value, all[i].want);
	}
}

static void
malformed(void **state)
{
	static const struct {
		const char *text;
		int line;
	} all[] = {
		{ "url = a", 1 },
		{ "[remote \"origin\"\nurl = a", 1 },
		{ "[remote origin]\n", 1 },
		{ "[remote \"origin]\n", 1 },
		{ "\n[remote\n", 2 },
		{ "[a]\nb = \"c\n", 2 },
		{ "[a]\nb = \\q\n", 2 },
		{ "[a]\n1b = c\n", 2 },
		{ "[a]\nb_c = d\n", 2 },
		{ "[remote \"origin\"]\nurl = a\n<html>\n", 3 },
	};
	const char *value;
	size_t i;
	int line;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		assert_int_equal(git_config_find(all[i].text,
		    strlen(all[i].text), "remote.origin", "url", &mem, &value,
		    &line), -1);
		assert_int_equal(line, all[i].line);
	}
}

#define HUB "https://github.com/o/r"
static void
remotes(void **state)
{
	static const struct {
		const char *remote, *view, *edit;
	} all[] = {
		{ "git@github.com:o/r.git", HUB "/blob/main/rules/{path}",
		    HUB "/edit/main/rules/{path}" },
		{ "https://github.com/o/r", HUB "/blob/main/rules/{path}",
		    HUB "/edit/main/rules/{path}" },
		{ "https://user:secret@github.com/o/r.git/",
		    HUB "/blob/main/rules/{path}",
		    HUB "/edit/main/rules/{path}" },
		{ "https://a@b:c@github.com/o/r",
		    HUB "/blob/main/rules/{path}",
		    HUB "/edit/main/rules/{path}" },
		{ "ssh://git@ssh.github.com:443/o/r.git",
		    HUB "/blob/main/rules/{path}",
		    HUB "/edit/main/rules/{path}" },
		{ "git://GitHub.com/o/r.git", HUB "/blob/main/rules/{path}",
		    HUB "/edit/main/rules/{path}" },
		{ "git@gitlab.example.org:a/b/c.git",
		    "https://gitlab.example.org/a/b/c/-/blob/main/rules/{path}",
		    "https://gitlab.example.org/a/b/c/-/edit/main/rules/"
		    "{path}" },
		{ "http://gitlab.local:8080/a/b",
		    "http://gitlab.local:8080/a/b/-/blob/main/rules/{path}",
		    "http://gitlab.local:8080/a/b/-/edit/main/rules/{path}" },
		{ "git@bitbucket.org:o/r.git",
		    "https://bitbucket.org/o/r/src/main/rules/{path}",
		    "https://bitbucket.org/o/r/src/main/rules/{path}"
		    "?mode=edit&spa=0&at=main" },
		{ "git@ssh.dev.azure.com:v3/o/My%20Project/r",
		    "https://dev.azure.com/o/My%20Project/_git/r?version="
		    "GBmain&path=/rules/{path}", NULL },
		{ "https://o@dev.azure.com/o/p/_git/r",
		    "https://dev.azure.com/o/p/_git/r?version=GBmain&path="
		    "/rules/{path}", NULL },
		{ "https://codeberg.org/o/r.git",
		    "https://codeberg.org/o/r/src/branch/main/rules/{path}",
		    "https://codeberg.org/o/r/_edit/main/rules/{path}" },
		{ "https://github.com/o/{path}", "https://github.com/o/%7Bpath"
		    "%7D/blob/main/rules/{path}",
		    "https://github.com/o/%7Bpath%7D/edit/main/rules/{path}" },
	};
	struct repository r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		memset(&r, 0, sizeof(r));
		assert_null(repository_links(all[i].remote, "main", false,
		    "rules/", &mem, &r));
		assert_string_equal(r.view, all[i].view);
		if (all[i].edit == NULL)
			assert_null(r.edit);
		else
			assert_string_equal(r.edit, all[i].edit);
	}
}

static void
nowhere(void **state)
{
	static const char *const all[] = { "/srv/git/r.git", "../r", "r.git",
		"file:///srv/r.git", "git@github.com:", "https://github.com",
		"https://github.com/", "https:///o/r", "git@[::1]:o/r",
		"https://github.com/o/../r", "https://github.com/o/r?x",
		"ext::sh -c x", "git@ssh.dev.azure.com:v3", "https://a b/o/r",
		"git@ssh.dev.azure.com:v3/r", "git@git.example.org:o/r.git" };
	struct repository r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		memset(&r, 0, sizeof(r));
		assert_non_null(repository_links(all[i], "main", false, "",
		    &mem, &r));
		assert_null(r.view);
		assert_null(r.edit);
	}
	assert_string_equal(repository_links("git@git.example.org:o/r.git",
	    "main", false, "", &mem, &r), "where git.example.org shows files "
	    "is not known: write link, and edit, with {path}");
}

#define ORIGIN "[remote \"origin\"]\n\turl = git@github.com:o/r.git\n"
static void
folders(void **state)
{
	(void)state;
	put("top/.git/config", ORIGIN);
	put("top/.git/HEAD", "ref: refs/heads/a#b\n");
	put("top/rules/win/a.yml", "");
	put("top/list.csv", "");
	assert_string_equal(ask("top").view, HUB "/blob/a%23b/{path}");
	assert_string_equal(ask("top/rules").view,
	    HUB "/blob/a%23b/rules/{path}");
	assert_string_equal(ask("top/rules/win").edit,
	    HUB "/edit/a%23b/rules/win/{path}");
	assert_string_equal(ask("top/list.csv").view,
	    HUB "/blob/a%23b/{path}");
	/* What the remote has for its default goes before what is checked out. */
	put("top/.git/refs/remotes/origin/HEAD",
	    "ref: refs/remotes/origin/main\n");
	assert_string_equal(ask("top").view, HUB "/blob/main/{path}");
}

static void
commits(void **state)
{
	(void)state;
	put("top/.git/config", ORIGIN);
	put("top/.git/HEAD", "0123456789abcdef0123456789abcdef01234567\n");
	assert_string_equal(ask("top").view,
	    HUB "/blob/0123456789abcdef0123456789abcdef01234567/{path}");
	assert_null(ask("top").edit);
	put("top/.git/HEAD", "0123\n");
	assert_null(ask("top").view);
	assert_string_equal(ask("top").file, ".git/HEAD");
}

static void
worktrees(void **state)
{
	(void)state;
	put("top/.git/config", ORIGIN);
	put("top/.git/worktrees/x/HEAD", "ref: refs/heads/x\n");
	put("top/.git/worktrees/x/commondir", "../..\n");
	put("x/.git", "gitdir: ../top/.git/worktrees/x\n");
	put("x/rules/a.yml", "");
	assert_string_equal(ask("x/rules").view, HUB "/blob/x/rules/{path}");
	/* A submodule is a repository of its own. */
	put("top/.git/modules/s/config", "[remote \"origin\"]\n"
	    "url = https://gitlab.com/g/s\n");
	put("top/.git/modules/s/HEAD", "ref: refs/heads/dev\n");
	put("top/s/.git", "gitdir: ../.git/modules/s");
	assert_string_equal(ask("top/s").view,
	    "https://gitlab.com/g/s/-/blob/dev/{path}");
}

static void
broken(void **state)
{
	static const struct {
		const char *name, *text, *file, *why;
		int line;
	} all[] = {
		{ "a/.git", "gitdir\n", ".git",
		    "neither a folder nor a file with gitdir", 0 },
		{ "b/.git", "gitdir: nowhere\n", ".git/config",
		    "cannot be read", 0 },
		{ "c/.git/config", "[core]\n\tbare\n[remote\n", ".git/config",
		    "not git's syntax", 3 },
		{ "d/.git/config", "[core]\n", ".git/config",
		    "no url of remote \"origin\"", 0 },
		{ "e/.git/config", "[remote \"origin\"]\nurl = /srv/r\n",
		    ".git/config", "remote \"origin\" is no place on the web",
		    2 },
	};
	struct repository r;
	char name[2] = "a";
	size_t i;

	(void)state;
	put("e/.git/HEAD", "ref: refs/heads/main\n");
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		put(all[i].name, all[i].text);
		name[0] = all[i].name[0];
		r = ask(name);
		assert_null(r.view);
		assert_null(r.edit);
		assert_string_equal(r.file, all[i].file);
		assert_string_equal(r.why, all[i].why);
		assert_int_equal(r.line, all[i].line);
	}
	assert_string_equal(ask("none").why, "in no git repository");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(syntax, set_up, tear_down),
		cmocka_unit_test_setup_teardown(malformed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(remotes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(nowhere, set_up, tear_down),
		cmocka_unit_test_setup_teardown(folders, set_up, tear_down),
		cmocka_unit_test_setup_teardown(commits, set_up, tear_down),
		cmocka_unit_test_setup_teardown(worktrees, set_up, tear_down),
		cmocka_unit_test_setup_teardown(broken, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
