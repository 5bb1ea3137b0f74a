/* tests/cli/server.py as a child of the test. */
#ifndef TESTS_SERVER_H
#define TESTS_SERVER_H

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct server {
	pid_t pid;
	int port;
};

static inline void
server_exec(int out, const char *tls_folder)
{
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	dup2(out, STDOUT_FILENO);
	dup2(nowhere, STDERR_FILENO);
	execlp("python3", "python3", "tests/cli/server.py",
	    tls_folder == NULL ? NULL : "--tls", tls_folder, (char *)NULL);
	_exit(127);
}

/* False where there is no python3, or (for TLS) no openssl: skip. */
static inline bool
server_begin(struct server *s, const char *tls_folder)
{
	char line[32] = "";
	FILE *out;
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) == -1)
		abort();
	s->pid = fork();
	if (s->pid == 0)
		server_exec(ends[1], tls_folder);
	close(ends[1]);
	out = fdopen(ends[0], "r");
	if (fgets(line, sizeof(line), out) == NULL)
		line[0] = '\0';
	fclose(out);
	s->port = atoi(line);
	if (s->port > 0)
		return true;
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
	fputs("skipped: tests/cli/server.py does not start "
	      "(python3, openssl?)\n", stderr);
	return false;
}

static inline void
server_end(struct server *s)
{
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
}

/* Proxies of the environment would stand between us and the server. */
static inline void
server_clean_environment(void)
{
	static const char *const names[] = { "http_proxy", "https_proxy",
		"HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy",
		"NO_PROXY", "GITHUB_TOKEN", "SOURCE_DATE_EPOCH",
		"CURL_CA_BUNDLE", "SSL_CERT_FILE" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unsetenv(names[i]);
}

#endif
