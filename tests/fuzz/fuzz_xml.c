/* XML: any bytes; what is read has the form that the header says. */
#include <limits.h>

#include "fuzz.h"
#include "value/xml.h"

enum { NAMES_MAX = 64 }; /* compared each with each in so small an element */

static void
check_text(const cJSON *node)
{
	if (!cJSON_IsString(node) || node->valuestring == NULL)
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

static void check_list(const cJSON *list, int lines);

static void
check_element(const cJSON *element, int lines)
{
	const cJSON *child;

	if (value_line(element) < 1 || value_line(element) > lines)
		abort();
	if (!cJSON_IsObject(element)) {
		check_text(element);
		return;
	}
	if (element->child == NULL)
		abort();
	check_names(element);
	cJSON_ArrayForEach(child, element) {
		if (value_line(child) < value_line(element) ||
		    value_line(child) > lines)
			abort();
		if (child->string[0] == '@' ||
		    strcmp(child->string, "#text") == 0)
			check_text(child);
		else
			check_list(child, lines);
	}
}

static void
check_list(const cJSON *list, int lines)
{
	const cJSON *child;

	if (!cJSON_IsArray(list) || list->child == NULL ||
	    value_line(list) != value_line(list->child))
		abort();
	cJSON_ArrayForEach(child, list)
		check_element(child, lines);
}

/* What is in another encoding may have line ends that are not to be seen. */
static int
count_lines(const uint8_t *data, size_t size)
{
	int n = 1;
	size_t i;

	if (memmem(data, size, "encoding", 8) != NULL)
		return INT_MAX;
	for (i = 0; i < size; i++)
		n += data[i] == '\n';
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct value_table table = { 0 };
	struct value_repeats repeats = { 0 };
	struct value_error why = { .table = &table, .repeats = &repeats };
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	int lines = count_lines(data, size);
	const cJSON *list;
	cJSON *doc;
	size_t i;

	if (xml_parse((const char *)data, size, &doc, &why) == 0) {
		if (!cJSON_IsObject(doc) || doc->child == NULL)
			abort();
		check_names(doc);
		cJSON_ArrayForEach(list, doc)
			check_list(list, lines);
		if (cJSON_PrintUnformatted(doc) == NULL)
			abort();
	} else if (doc != NULL || why.what[0] == '\0' || why.line < 1 ||
	    why.line > lines) {
		abort();
	}
	for (i = 0; i < table.n && i < VALUE_FAULTS_MAX; i++)
		if (table.v[i].line < 1 || table.v[i].line > lines)
			abort();
	free(table.v);
	free(repeats.v);
	value_use(before);
	arena_free(&mem);
	return 0;
}
