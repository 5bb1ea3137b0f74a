/* serve: the site as it is built, over HTTP, built again as its sources change. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "build/watch.h"
#include "cmd.h"
#include "common.h"
#include "serve/serve.h"

enum {
	PORT = 8000,
	LOOK_MS = 300,   /* between two looks at the files */
	SETTLE_MS = 100, /* until those that change have come to rest */
	SETTLE_LOOKS = 20,
	LOOK_SHARE = 20, /* a look may take this part of the time */
};

/* What is served, and what it came from. */
struct preview {
	struct build_options c;
	struct config config;
	struct watch watch;
	struct strs seen;
	sigset_t ends; /* the signals that end it */
};

/*
 * One build of what the cache has; returns 0, or -1 after reporting the error.
 */
static int
build(const struct build_options *c, const struct config *config)
{
	const struct strs as_configured = { 0 };

	return stage_map(c, config) == 0 &&
	    stage_render(c, config, &as_configured) == 0 ? 0 : -1;
}

/* Watches what the configuration, as it is now, names. */
static int
start_watch(struct preview *p)
{
	watch_free(&p->watch);
	if (watch_build(&p->watch, &p->c, &p->config) == -1)
		return -1;
	watch_look(&p->watch, &p->seen);
	return 0;
}

/* Waits; true where a signal asked to end. */
static bool
wait_ms(const struct preview *p, long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	return sigtimedwait(&p->ends, NULL, &t) > 0;
}

/* Until nothing changes any more; true where a signal asked to end. */
static bool
settle(struct preview *p)
{
	struct strs now = { 0 };
	bool moved = true, ended = false;
	size_t length;
	int looks;

	for (looks = 0; moved && !ended && looks < SETTLE_LOOKS; looks++) {
		ended = wait_ms(p, SETTLE_MS);
		watch_look(&p->watch, &now);
		moved = watch_difference(&p->seen, &now, &length) != NULL;
		strs_free(&p->seen);
		p->seen = now;
		now = (struct strs){ 0 };
	}
	return ended;
}

/* Builds by the configuration as it is now; what cannot be read or built is
 * said, and the previous site stays. */
static void
rebuild(struct preview *p)
{
	struct config config;
	int rc = build_config(&p->c, &config);

	if (rc == -1) {
		config_free(&config);
	} else {
		config_free(&p->config);
		p->config = config;
		rc = start_watch(p);
	}
	if (rc == 0)
		rc = build(&p->c, &p->config);
	if (rc == -1)
		log_error("the previous site stays");
}

/* Says which file changed, from the current folder where it is below that. */
static void
tell_serve(const char *path, size_t length)
{
	char *here = path_real(".");
	size_t n = here == NULL ? 0 : strlen(here);

	if (n > 0 && n < length && strncmp(path, here, n) == 0 &&
	    path[n] == '/') {
		path += n + 1;
		length -= n + 1;
	}
	log_info("%.*s: changed", (int)length, path);
	free(here);
}

/* Looks for changes until a signal asks to end. */
static void
follow_serve(struct preview *p)
{
	struct strs now = { 0 };
	const char *path;
	size_t length;
	long long started;
	long took = 0;

	while (!wait_ms(p, LOOK_MS + took * LOOK_SHARE)) {
		started = log_clock();
		watch_look(&p->watch, &now);
		took = (long)(log_clock() - started);
		path = watch_difference(&p->seen, &now, &length);
		if (path == NULL)
			continue;
		if (!p->c.quiet)
			tell_serve(path, length);
		if (settle(p))
			break;
		/* In the midst of it a signal ends the program at once. */
		pthread_sigmask(SIG_UNBLOCK, &p->ends, NULL);
		rebuild(p);
		pthread_sigmask(SIG_BLOCK, &p->ends, NULL);
	}
	strs_free(&now);
}

/* Serves what was built, and says where; returns 0, or -1 after reporting the
 * error. */
static int
preview(struct preview *p, int port)
{
	struct serve *s;
	int why;

	sigemptyset(&p->ends);
	sigaddset(&p->ends, SIGINT);
	sigaddset(&p->ends, SIGTERM);
	sigaddset(&p->ends, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &p->ends, NULL);
	s = serve_start(p->c.out, port);
	if (s == NULL)
		return -1;
	printf("http://127.0.0.1:%d/\n", serve_port(s));
	if (fflush(stdout) == 0 && !ferror(stdout)) {
		if (!p->c.quiet)
			log_info("serving %s; press Ctrl-C to stop", p->c.out);
		follow_serve(p);
	}
	why = errno; /* main() reports it */
	serve_stop(s);
	errno = why;
	return 0;
}

int
cmd_serve(const struct command *self, int argc, char **argv)
{
	struct preview p = { 0 };
	int port = PORT;
	char *out = NULL;
	const struct opt opts[] = { OPT_CONFIG(p.c), OPT_ATTACK(p.c),
		OPT_CACHE(p.c), OPT_CATALOG(p.c), OPT_OUT(p.c), OPT_ACCEPT(p.c),
		{ OPT_PORT, 'p', "port", "N", &port,
		    "port (8000); 0: any free one" },
		OPT_JOBS(p.c), OPT_QUIET(p.c), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = common_check(self, &p.c);
	if (rc == 0) {
		build_begin(&p.c);
		rc = build_config(&p.c, &p.config);
		/* Whatever the configuration becomes: one folder is served. */
		out = mem_strdup(build_out(&p.c, &p.config));
		p.c.out = out;
		if (rc == 0)
			rc = start_watch(&p);
		if (rc == 0)
			rc = build(&p.c, &p.config);
		if (rc == 0)
			rc = preview(&p, port);
		rc = rc == 0 ? EXIT_OK : EXIT_FAILED;
		config_free(&p.config);
	}
	free(out);
	watch_free(&p.watch);
	strs_free(&p.seen);
	strs_free(&p.c.accepted);
	return rc;
}
