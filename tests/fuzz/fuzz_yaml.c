/* YAML: any bytes; what is read prints, and its marks lie inside. */
#include "fuzz.h"
#include "value/yaml.h"

static void
check(const cJSON *node, size_t size)
{
	const struct mark *m = value_mark(node);
	const cJSON *child;

	if (m->start > m->end || m->end > size || m->line < 0 ||
	    (size_t)m->line > size + 1)
		abort();
	if (node->child != NULL && node->child->prev->next != NULL)
		abort();
	cJSON_ArrayForEach(child, node)
		check(child, size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct value_error why = { 0 };
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	cJSON *docs;

	if (yaml_parse(text, size, YAML_LAST_WINS, &docs, &why) == 0) {
		check(docs, size);
		if (cJSON_PrintUnformatted(docs) == NULL)
			abort();
		yaml_parse(text, size, YAML_UNIQUE, &docs, &why);
	} else if (why.what[0] == '\0') {
		abort();
	}
	value_use(before);
	arena_free(&mem);
	return 0;
}
