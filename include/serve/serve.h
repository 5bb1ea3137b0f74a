/*
 * A folder over HTTP, for its owner's own browser: on loopback only, asked by
 * a name of this machine (DNS rebinding), GET and HEAD. Regular files only, by
 * no link, and none whose name begins with a dot. A browser's page gets a
 * script of ours beside its own, which asks whether the folder has become
 * another, and then loads the page again; others get the very bytes.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

#include <stddef.h>

struct serve;

/*
 * Serves the folder on 127.0.0.1 and, where this machine has it, ::1, in
 * threads of its own; port 0 is any. The folder is looked up at each request,
 * so it may be exchanged for another. serve_stop ends it and frees. NULL on error:
 * the port is in use.
 */
struct serve *serve_start(const char *folder, int port);
void serve_stop(struct serve *s);

/* The port that it listens on. */
int serve_port(const struct serve *s);

/* The version of libmicrohttpd, which is loaded for that, into version; "" after
 * reporting that it cannot be loaded. */
void serve_library(char *version, size_t n);

#endif
