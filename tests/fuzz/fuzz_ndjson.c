/* NDJSON: any bytes; a bad line costs itself alone, and marks are in range. */
#include "fuzz.h"
#include "value/ndjson.h"

static void
check_marks(const cJSON *node, const char *text, size_t size, int line)
{
	const struct mark *m = value_mark(node);
	const cJSON *child;

	/* A document has no line feed. */
	if (m->line != line || m->start > m->end || m->end > size ||
	    (node->string != NULL && m->name_line != line) ||
	    (cJSON_IsString(node) && (text[m->start] != '"' ||
	    text[m->end - 1] != '"')))
		abort();
	cJSON_ArrayForEach(child, node)
		check_marks(child, text, size, line);
}

static void
check(const cJSON *docs, const char *text, size_t size)
{
	const cJSON *doc;
	int line = 0;

	cJSON_ArrayForEach(doc, docs) {
		if (value_line(doc) <= line ||
		    (size_t)value_line(doc) > size + 1)
			abort();
		line = value_line(doc);
		check_marks(doc, text, size, line);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct value_repeats repeats = { 0 };
	struct value_table table = { 0 };
	struct value_error why = { 0 };
	struct value_error lenient = { .repeats = &repeats, .table = &table };
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	cJSON *docs, *all;
	int rc = ndjson_parse(text, size, &docs, &why);

	if (rc == -1 && (docs != NULL || why.what[0] == '\0' || why.line < 1))
		abort();
	if (ndjson_parse(text, size, &all, &lenient) == -1) {
		if (rc == 0 || all != NULL)
			abort();
	} else {
		check(all, text, size);
		if ((rc == 0) != (table.n == 0) || table.lost != table.n ||
		    (rc == 0 && cJSON_GetArraySize(docs) !=
		    cJSON_GetArraySize(all)))
			abort();
	}
	free(repeats.v);
	free(table.v);
	value_use(before);
	arena_free(&mem);
	return 0;
}
