/* Newline-delimited JSON: a document a line. */
#include "value/ndjson.h"

#include <string.h>

#include "grow.h"
#include "text.h"
#include "value/json.h"

enum {
	TEXT_MAX = 64 * 1024 * 1024,
	DOCUMENTS_MAX = 100 * 1000,
	VALUES_MAX = 4 * 1000 * 1000,
};

static bool
is_blank_line(const char *at, const char *end)
{
	while (at < end && strchr(" \t\r", *at) != NULL && *at != '\0')
		at++;
	return at == end;
}

/* At least as many as the line has values, less one: commas and brackets. */
static size_t
count_values(const char *at, const char *end)
{
	size_t n = 0;

	for (; at < end; at++)
		n += *at == ',' || *at == '[' || *at == '{';
	return n;
}

/* A line that is bad: an error, or told. */
static int
lose_line(struct value_error *why, int line)
{
	why->line = line;
	if (why->table == NULL)
		return -1;
	grow_fault(why->table, line, grow_text(why->what,
	    strlen(why->what)));
	why->table->lost++;
	return 0;
}

int
ndjson_parse(const char *text, size_t len, cJSON **docs,
    struct value_error *why)
{
	struct grow tree = { .why = why };
	const char *at, *end, *stop;
	cJSON *array, *doc;
	size_t n = 0, values = 0;
	int line = 1;

	*docs = NULL;
	if (len > TEXT_MAX)
		return grow_fail(&tree, 0, "more than 64 MiB");
	array = grow_node(cJSON_Array);
	at = text + text_bom(text, len);
	for (end = text + len; at < end; at = stop + 1, line++) {
		stop = memchr(at, '\n', (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		if (is_blank_line(at, stop))
			continue;
		if (n++ == DOCUMENTS_MAX)
			return grow_fail(&tree, line,
			    "more than 100,000 documents");
		values += count_values(at, stop);
		if (values > VALUES_MAX)
			return grow_fail(&tree, line,
			    "more than 4,000,000 values");
		if (json_parse_part(at, (size_t)(stop - at),
			(size_t)(at - text), line, &doc, why) == 0)
			grow_append(array, doc);
		else if (lose_line(why, line) == -1)
			return -1;
	}
	*docs = array;
	return 0;
}
