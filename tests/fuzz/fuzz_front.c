/* Front matter: any bytes; its Markdown is there to the last of them. */
#include "fuzz.h"
#include "value/front.h"
#include "value/member.h"

/* A text that is written as it is, where its mark says. */
static void
check_text(const char *text, size_t size, const cJSON *node)
{
	const struct mark *m = value_mark(node);
	size_t i;
	int line = 1;

	if (!cJSON_IsString(node) || m->start > m->end || m->end > size ||
	    strlen(node->valuestring) != m->end - m->start ||
	    memcmp(text + m->start, node->valuestring,
		m->end - m->start) != 0)
		abort();
	for (i = 0; i < m->start; i++)
		line += text[i] == '\n';
	/* What ends without a line feed has its empty body behind that. */
	if (m->line != line && m->start != size)
		abort();
}

static void
check(const char *text, size_t size, const cJSON *docs)
{
	const cJSON *doc = docs->child, *heading;

	if (doc == NULL)
		return;
	if (doc->next != NULL || member_get(doc, "body") == NULL)
		abort();
	check_text(text, size, member_get(doc, "body"));
	if (value_mark(member_get(doc, "body"))->end != size)
		abort();
	heading = doc->child->prev;
	if (strcmp(heading->string, "heading") != 0)
		return;
	check_text(text, size, heading);
	if (!value_is_empty(member_get(doc, "title")) ||
	    value_is_empty(heading))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct value_error why = { 0 };
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	cJSON *docs;

	if (front_parse(text, size, &docs, &why) == 0)
		check(text, size, docs);
	else if (docs != NULL || why.what[0] == '\0')
		abort();
	value_use(before);
	arena_free(&mem);
	return 0;
}
