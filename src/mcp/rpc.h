/* JSON-RPC 2.0: what a message is, and what answers it. */
#ifndef MCP_RPC_H
#define MCP_RPC_H

#include <cjson/cJSON.h>

#include "base/buf.h"

/* Codes of errors: of JSON-RPC, and of the protocol. */
enum {
	RPC_PARSE = -32700,
	RPC_REQUEST = -32600,
	RPC_METHOD = -32601,
	RPC_PARAMS = -32602,
	RPC_INTERNAL = -32603,
	RPC_VERSION = -32022,  /* of 2026-07-28 */
	RPC_RESOURCE = -32002, /* no such resource; before 2026-07-28 */
};

struct rpc_message {
	const char *id;      /* as JSON; NULL: a notification */
	const char *method;  /* NULL: a response, which nobody waits for */
	const cJSON *params; /* an object, or NULL */
};

/*
 * Reads a message, which stays as long as doc and the thread's arena. Returns NULL,
 * or the answer to what is no message.
 */
cJSON *rpc_read(const cJSON *doc, struct rpc_message *m);

/* An id as JSON, in the thread's arena; NULL: it is none. */
const char *rpc_id(const cJSON *id);

/* Answers: id NULL where it is not known. result and data (or NULL) become part of
 * the answer. */
cJSON *rpc_result(const char *id, cJSON *result);
cJSON *rpc_error(const char *id, int code, const char *message, cJSON *data);
cJSON *rpc_notification(const char *method, cJSON *params);

/* Appends it as a line. */
void rpc_put(struct buf *out, const cJSON *message);

#endif
