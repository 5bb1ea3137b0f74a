/* The user's pager, for what is longer than the screen. */
#include "pager.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

enum { NOT_FOUND = 127 }; /* the exit code of a shell for no such program */

/* Our environment, and where the user does not say otherwise, that less leaves
 * short text alone and keeps colours; caller frees. */
static char **
pager_environment(void)
{
	static char less[] = "LESS=FRX", charset[] = "LESSCHARSET=utf-8";
	char **all = NULL, **e;
	size_t n = 0;

	for (e = environ; *e != NULL; e++)
		*LIST_ADD(all, n) = *e;
	if (getenv("LESS") == NULL)
		*LIST_ADD(all, n) = less;
	if (getenv("LESSCHARSET") == NULL)
		*LIST_ADD(all, n) = charset;
	LIST_ADD(all, n); /* NULL: the end */
	return all;
}

/* In the child: becomes the pager, a command line of the user's own, as the
 * shell reads it, or less where that is NULL. */
static void
become(const char *pager, char *const *environment, int in)
{
	char less[] = "less", *const arguments[] = { less, NULL };

	dup2(in, STDIN_FILENO);
	close(in);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	if (pager == NULL)
		execvpe(less, arguments, environment);
	else
		execle("/bin/sh", "sh", "-c", pager, (char *)NULL,
		    environment);
	_exit(NOT_FOUND);
}

static pid_t
start(const char *pager, int *to)
{
	int ends[2];
	char **environment;
	pid_t child;

	if (pipe2(ends, O_CLOEXEC) == -1)
		return -1;
	environment = pager_environment();
	child = fork();
	if (child == 0) {
		close(ends[1]);
		become(pager, environment, ends[0]);
	}
	free(environment);
	close(ends[0]);
	if (child == -1)
		close(ends[1]);
	*to = ends[1];
	return child;
}

bool
pager_show(const char *text, size_t len)
{
	const char *pager = getenv("SEXTANT_PAGER");
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	int to, status = 0;
	pid_t child;

	if (pager == NULL)
		pager = getenv("PAGER");
	if (pager != NULL && (*pager == '\0' || strcmp(pager, "cat") == 0))
		return false;
	fflush(stdout);
	child = start(pager, &to);
	if (child == -1)
		return false;
	sigaction(SIGINT, &ignore, &before);
	file_write_all(to, text, len); /* who left early does not read on */
	close(to);
	while (waitpid(child, &status, 0) == -1 && errno == EINTR)
		;
	sigaction(SIGINT, &before, NULL);
	return !WIFEXITED(status) || WEXITSTATUS(status) != NOT_FOUND;
}
