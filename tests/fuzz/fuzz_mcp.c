/* Lines of a client: whatever it sends, each answer is a line of JSON. */
#include "fuzz.h"
#include "base/mem.h"
#include "mcp/mcp.h"
#include "value/json.h"
#include "value/member.h"

enum { LENGTH_MAX = 65536 };

/* Prints what it was asked with as what was found. */
static int
run(void *ctx, const struct strs *args, const struct buf *input,
    struct buf *out, struct buf *err)
{
	struct arena *mem = ctx;
	struct arena *before = value_use(mem);
	cJSON *m = cJSON_CreateObject();
	cJSON *list = cJSON_AddArrayToObject(m, "techniques"), *one;
	size_t i;

	for (i = 0; i < args->n; i++) {
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "id", args->v[i]);
		cJSON_AddStringToObject(one, "name",
		    input == NULL ? "" : buf_str(input));
		cJSON_AddItemToArray(list, one);
	}
	buf_puts(out, cJSON_PrintUnformatted(m));
	buf_puts(err, "a word of it\n");
	value_use(before);
	return args->n % 3 == 0 ? 2 : 0;
}

static void
identify(void *ctx, struct buf *out)
{
	(void)ctx;
	buf_puts(out, "catalog");
}

static int
methodology(void *ctx, struct buf *out)
{
	(void)ctx;
	buf_puts(out, "# It\n");
	return 0;
}

/* Each line is JSON, and of a tool it is small. */
static void
check(const struct buf *out)
{
	const char *s = buf_str(out), *end;
	struct arena mem = { 0 }, *before = value_use(&mem);
	struct value_error why = { 0 };
	const cJSON *result;
	cJSON *doc = NULL;

	for (; *s != '\0'; s = end + 1) {
		end = strchr(s, '\n');
		if (end == NULL || json_parse(s, (size_t)(end - s), &doc,
		    &why) == -1)
			abort();
		result = member_get(doc, "result");
		if (member_get(result, "isError") != NULL &&
		    strlen(cJSON_PrintUnformatted(result)) > 8000)
			abort();
	}
	value_use(before);
	arena_free(&mem);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	const struct mcp_host host = { &mem, run, identify, methodology };
	struct buf out = BUF_INIT;
	const char *s, *end;
	struct mcp *m;
	char *text;

	if (size > LENGTH_MAX)
		return 0;
	text = mem_strndup((const char *)data, size);
	m = mcp_new(&host);
	for (s = text; *s != '\0'; s = *end == '\0' ? end : end + 1) {
		end = s + strcspn(s, "\n");
		mcp_line(m, s, (size_t)(end - s), &out);
		mcp_id(&mem, s, (size_t)(end - s));
		mcp_cancels(&mem, s, (size_t)(end - s));
	}
	mcp_end(m, &out);
	check(&out);
	mcp_free(m);
	buf_free(&out);
	arena_free(&mem);
	free(text);
	return 0;
}
