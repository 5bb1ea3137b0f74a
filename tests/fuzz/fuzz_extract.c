/* Texts of any form: the first byte chooses what is read, the rest is any text.
 * What is read stands there, and the steps have an end. */
#include "fuzz.h"
#include "base/mem.h"
#include "base/pattern.h"
#include "value/extract.h"
#include "value/member.h"

static struct extracts ways[4];

static struct extracts *
add(struct extracts *all, const char *pattern, const char *as)
{
	struct extract *e = LIST_ADD(all->v, all->n);
	struct buf why = BUF_INIT;

	e->pattern = pattern_new(pattern, &why);
	e->as = as;
	if (e->pattern == NULL)
		abort();
	buf_free(&why);
	return &e->within;
}

int
fuzz_begin(void)
{
	struct extracts *rules, *rows;

	/* ids in a text, in a table, and of rules in a file */
	add(&ways[0], "\\b(?<id>T\\d{4}(?:\\.\\d{3})?)\\b", NULL);
	add(&ways[0], "^#[ \\t]+(?<title>.*\\S)|^(?<title>.+)\\R=+$", NULL);
	rows = add(&ways[1], "^\\|[ \\t]*(?<id>T\\d{4})[ \\t]*\\|(?<body>.*)\\|",
	    "rows");
	add(rows, "[ \\t]*(?<cell>[^|]*?)[ \\t]*(?:\\||$)", NULL);
	add(&ways[1], "(?<empty>x*)", NULL);
	rules = add(&ways[2], "(?s)^rule[ ](?<name>\\w+)\\s*\\{(?<body>.*?)^\\}",
	    "rules");
	rows = add(rules, "^\\s*(?<key>\\w+)\\s*=\\s*\"(?<value>[^\"]*)\"", "meta");
	add(rows, "(?<id>T\\d{4})", NULL);
	/* whatever takes too long */
	add(&ways[3], "(?<a>(?:x+)+)[yz]|(?<b>(\\w|\\W)*)!", NULL);
	return 0;
}

static void
check_node(const cJSON *node, const char *text, size_t size)
{
	const struct mark *m = value_mark(node);
	const cJSON *e;

	if (m->line < 1 || (size_t)m->line > size + 1)
		abort();
	if (cJSON_IsString(node) && (m->end > size || m->start > m->end ||
	    strlen(node->valuestring) != m->end - m->start ||
	    memcmp(node->valuestring, text + m->start, m->end - m->start) != 0))
		abort();
	if (cJSON_IsArray(node) && node->child == NULL)
		abort();
	cJSON_ArrayForEach(e, node)
		check_node(e, text, size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct value_error why = { 0 };
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	const struct extracts *how;
	cJSON *docs = NULL;
	char *text;

	if (size > 0) {
		/* the last takes its time */
		how = &ways[data[0] == '3' ? 3 : data[0] % 3];
		text = mem_strndup((const char *)data + 1, size - 1);
		if (extract_parse(how, text, size - 1, &docs, &why) == 0)
			check_node(docs->child, text, size - 1);
		else if (docs != NULL || why.what[0] == '\0' || why.line < 1)
			abort();
		docs = cJSON_CreateObject();
		extract_path(how->v[0].pattern, text, docs, &why);
		free(text);
	}
	value_use(before);
	arena_free(&mem);
	return 0;
}
