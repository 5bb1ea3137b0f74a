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

enum { NOT_FOUND = 127 }; /* the exit code of a shell for no such program */

/* What the user wants; NULL: less. */
static const char *
find_pager(void)
{
	const char *pager = getenv("SEXTANT_PAGER");

	return pager != NULL ? pager : getenv("PAGER");
}

/* In the child: becomes the pager. It is a command line of the user's own, as
 * the shell reads it; less leaves short text alone and keeps colours. */
static void
become(const char *pager, int in)
{
	dup2(in, STDIN_FILENO);
	close(in);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	setenv("LESS", "FRX", 0);
	setenv("LESSCHARSET", "utf-8", 0);
	if (pager == NULL)
		execlp("less", "less", (char *)NULL);
	else
		execl("/bin/sh", "sh", "-c", pager, (char *)NULL);
	_exit(NOT_FOUND);
}

static pid_t
start(const char *pager, int *to)
{
	int ends[2];
	pid_t child;

	if (pipe2(ends, O_CLOEXEC) == -1)
		return -1;
	child = fork();
	if (child == 0) {
		close(ends[1]);
		become(pager, ends[0]);
	}
	close(ends[0]);
	if (child == -1)
		close(ends[1]);
	*to = ends[1];
	return child;
}

bool
pager_show(const char *text, size_t len)
{
	const char *pager = find_pager();
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	int to, status = 0;
	pid_t child;

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
