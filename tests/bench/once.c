/* once COMMAND [ARG...]: runs it, and prints the microseconds of processor time and of
 * wall time that it took, its children's included, the most kilobytes that it, or one of
 * these, had at once, and how it ended. Small, so that what it takes itself hides nothing. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static long long
micros(struct timeval t)
{
	return t.tv_sec * 1000000LL + t.tv_usec;
}

static long long
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

int
main(int argc, char **argv)
{
	posix_spawn_file_actions_t actions;
	struct rusage usage;
	long long start;
	int status, rc;
	pid_t pid;

	if (argc < 2)
		return 2;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	start = now();
	rc = posix_spawnp(&pid, argv[1], &actions, NULL, argv + 1, environ);
	if (rc != 0) {
		fprintf(stderr, "%s: %s\n", argv[1], strerror(rc));
		return 1;
	}
	while (wait4(pid, &status, 0, &usage) == -1)
		if (errno != EINTR)
			return 1;
	printf("%lld %lld %ld %d\n", micros(usage.ru_utime) +
	    micros(usage.ru_stime), now() - start, usage.ru_maxrss,
	    WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return 0;
}
