/* A request that is being answered. */
#ifndef MCP_CALL_H
#define MCP_CALL_H

#include "mcp/mcp.h"
#include "rpc.h"

/* Revisions of the protocol, the newest first. */
enum revision {
	REVISION_2026_07_28, /* stateless: each request says it */
	REVISION_2025_11_25, /* from here on by initialize */
	REVISION_2025_06_18, /* with structured content, titles and output schemas */
	REVISION_2025_03_26, /* with batches, and annotations of tools */
	REVISION_2024_11_05,
	REVISIONS
};
extern const char *const revision_names[]; /* ended by NULL */

struct call {
	const struct mcp_host *host;
	enum revision revision;
	const struct rpc_message *message;
	cJSON *result;     /* what answers it: a new object, to which is added */
	int code;          /* of an error */
	struct buf why;
	cJSON *data;       /* of an error, or NULL */
};

/* Sets the error; returns -1. */
int call_fail(struct call *c, int code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The request was cancelled: what functions of struct method return then. */
enum { CALL_CANCELLED = 1 };

/* Adds how long what was answered may be kept, where the revision has that: it is
 * the same for everybody, or of this catalog. */
void call_add_caching(struct call *c, bool same);

/* resources/list, resources/templates/list, resources/read and completion/complete:
 * return 0 with result, -1 with an error, or CALL_CANCELLED. */
int resources_list(struct call *c);
int resources_templates(struct call *c);
int resources_read(struct call *c);
int resources_complete(struct call *c);

#endif
