/* Field paths: the first line is a path, the rest a YAML file. */
#include "fuzz.h"
#include "value/field.h"
#include "value/yaml.h"

static void
look_up(const struct field *f, const char *text, size_t size)
{
	struct value_error why = { 0 };
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct nodes found = { 0 };
	const cJSON *doc, *first;
	cJSON *docs;

	if (yaml_parse(text, size, YAML_LAST_WINS, &docs, &why) == 0) {
		doc = docs->child;
		field_find(f, doc, docs, &found);
		first = field_first(f, doc, docs);
		if ((first == NULL) != (found.n == 0) || (first != NULL &&
		    first != found.v[0] &&
		    !cJSON_Compare(first, found.v[0], true)))
			abort();
		free(found.v);
	}
	value_use(before);
	arena_free(&mem);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *end = size == 0 ? NULL : memchr(text, '\n', size);
	size_t n = end == NULL ? size : (size_t)(end - text);
	char *path = mem_strndup(size == 0 ? "" : text, n);
	struct value_error why = { 0 };
	struct field *f = field_new(path, &why);

	if (f != NULL && end != NULL)
		look_up(f, end + 1, size - n - 1);
	else if (f == NULL && why.what[0] == '\0')
		abort();
	field_free(f);
	free(path);
	return 0;
}
