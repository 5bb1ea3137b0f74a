/* TOML: any bytes; what is read prints, and stands where its marks say. */
#include "fuzz.h"
#include "value/toml.h"

enum { NAMES_MAX = 64 }; /* compared each with each in so small a table */

static int
line_of(const char *text, size_t at)
{
	size_t i;
	int line = 1;

	for (i = 0; i < at; i++)
		line += text[i] == '\n';
	return line;
}

/* A scalar has a range, on its line; what is no string is written there. */
static void
check_scalar(const char *text, size_t size, const cJSON *node)
{
	const struct mark *m = value_mark(node);
	size_t n = m->end - m->start;

	if (m->start >= m->end || m->end > size)
		abort();
	if (size < 4096 && m->line != line_of(text, m->start))
		abort();
	if (text[m->start] == '"' || text[m->start] == '\'')
		return;
	if (strlen(node->valuestring) != n ||
	    memcmp(text + m->start, node->valuestring, n) != 0)
		abort();
}

static void
check_names(const cJSON *object)
{
	const cJSON *a, *b;

	if (cJSON_GetArraySize(object) > NAMES_MAX)
		return;
	cJSON_ArrayForEach(a, object)
		for (b = a->next; b != NULL; b = b->next)
			if (strcmp(a->string, b->string) == 0)
				abort();
}

static void
check(const char *text, size_t size, const cJSON *node)
{
	const cJSON *child;

	if (value_line(node) < 1 || (size_t)value_line(node) > size + 1)
		abort();
	if (node->child != NULL && node->child->prev->next != NULL)
		abort();
	if (cJSON_IsObject(node))
		check_names(node);
	else if (!cJSON_IsArray(node))
		check_scalar(text, size, node);
	cJSON_ArrayForEach(child, node)
		check(text, size, child);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct value_error why = { 0 };
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	cJSON *doc;

	if (toml_parse(text, size, &doc, &why) == 0) {
		check(text, size, doc);
		if (cJSON_PrintUnformatted(doc) == NULL)
			abort();
	} else if (doc != NULL || why.what[0] == '\0' || why.line < 1 ||
	    (size_t)why.line > size + 1) {
		abort();
	}
	value_use(before);
	arena_free(&mem);
	return 0;
}
