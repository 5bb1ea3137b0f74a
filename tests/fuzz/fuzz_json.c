/* JSON: what is read prints, and reads the same again; slices lie inside. */
#include "fuzz.h"
#include "value/json.h"

static void
check_document(const char *text, size_t size)
{
	struct value_error why = { 0 };
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	cJSON *doc, *again;
	char *first, *second;

	if (json_parse(text, size, &doc, &why) == 0) {
		first = cJSON_PrintUnformatted(doc);
		if (first == NULL ||
		    json_parse(first, strlen(first), &again, &why) == -1)
			abort();
		second = cJSON_PrintUnformatted(again);
		if (second == NULL || strcmp(first, second) != 0)
			abort();
	} else if (why.what[0] == '\0') {
		abort();
	}
	value_use(before);
	arena_free(&mem);
}

static void
check_slices(const char *text, size_t size)
{
	struct value_error why = { 0 };
	struct json_slice *v;
	size_t i, n;

	if (json_slices(text, size, "objects", &v, &n, &why) == -1) {
		if (why.what[0] == '\0')
			abort();
		return;
	}
	for (i = 0; i < n; i++)
		if (v[i].len > 0 && (v[i].s < text || v[i].len < 2 ||
		    v[i].s + v[i].len > text + size || v[i].s[0] != '{' ||
		    v[i].s[v[i].len - 1] != '}' ||
		    strlen(v[i].type) >= sizeof(v[i].type)))
			abort();
	free(v);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_document((const char *)data, size);
	check_slices((const char *)data, size);
	return 0;
}
