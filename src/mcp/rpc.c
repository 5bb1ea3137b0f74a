/* JSON-RPC 2.0 messages. */
#include "rpc.h"

#include <math.h>
#include <string.h>

#include "base/str.h"
#include "value/member.h"
#include "value/value.h"

#define JSONRPC "2.0"

enum { ID_MAX = 256 }; /* bytes of an id */

const char *
rpc_id(const cJSON *id)
{
	const char *text;

	if (cJSON_IsString(id) && strlen(id->valuestring) <= ID_MAX)
		return cJSON_PrintUnformatted(id);
	if (!cJSON_IsNumber(id) || floor(id->valuedouble) != id->valuedouble)
		return NULL;
	/* As it was written: a double does not hold every integer. */
	text = value_text(id);
	return text != NULL && strlen(text) <= ID_MAX ? text : NULL;
}

cJSON *
rpc_read(const cJSON *doc, struct rpc_message *m)
{
	const cJSON *id = member_get(doc, "id");
	const cJSON *params = member_get(doc, "params");
	bool response = member_get(doc, "result") != NULL ||
	    member_get(doc, "error") != NULL;

	*m = (struct rpc_message){ .id = rpc_id(id),
		.method = member_string(doc, "method"), .params = params };
	if (!cJSON_IsObject(doc))
		return rpc_error(NULL, RPC_REQUEST,
		    "Invalid request: expected one JSON object a line", NULL);
	if (!str_equal(member_string(doc, "jsonrpc"), JSONRPC))
		return rpc_error(m->id, RPC_REQUEST,
		    "Invalid request: expected jsonrpc " JSONRPC, NULL);
	if (m->method == NULL)
		return response ? NULL : rpc_error(m->id, RPC_REQUEST,
		    "Invalid request: expected a method", NULL);
	if (id != NULL && m->id == NULL)
		return rpc_error(NULL, RPC_REQUEST, "Invalid request: an id is "
		    "a string or an integer", NULL);
	if (params != NULL && !cJSON_IsObject(params))
		return m->id == NULL ? rpc_error(NULL, RPC_REQUEST,
		    "Invalid request: params is an object", NULL)
		    : rpc_error(m->id, RPC_PARAMS,
		    "Invalid params: expected an object", NULL);
	return NULL;
}

static cJSON *
new_message(const char *id)
{
	cJSON *m = cJSON_CreateObject();

	cJSON_AddStringToObject(m, "jsonrpc", JSONRPC);
	if (id != NULL)
		cJSON_AddRawToObject(m, "id", id);
	return m;
}

cJSON *
rpc_result(const char *id, cJSON *result)
{
	cJSON *m = new_message(id);

	cJSON_AddItemToObject(m, "result", result);
	return m;
}

cJSON *
rpc_error(const char *id, int code, const char *message, cJSON *data)
{
	cJSON *m = new_message(id), *e = cJSON_AddObjectToObject(m, "error");

	member_add_number(e, "code", code);
	cJSON_AddStringToObject(e, "message", message);
	if (data != NULL)
		cJSON_AddItemToObject(e, "data", data);
	return m;
}

cJSON *
rpc_notification(const char *method, cJSON *params)
{
	cJSON *m = new_message(NULL);

	cJSON_AddStringToObject(m, "method", method);
	cJSON_AddItemToObject(m, "params", params);
	return m;
}

void
rpc_put(struct buf *out, const cJSON *message)
{
	char *text = cJSON_PrintUnformatted(message);

	buf_puts(out, text);
	buf_putc(out, '\n');
	cJSON_free(text);
}
