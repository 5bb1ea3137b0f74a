/* Splunk's .conf: any bytes; each stanza once, with its marks, and what its
 * values say as JSON. */
#include "fuzz.h"
#include "value/conf.h"
#include "value/json.h"
#include "value/member.h"

static void
check_marks(const cJSON *node, size_t size)
{
	const struct mark *m = value_mark(node);
	const cJSON *child;

	if (m->line < 1 || (size_t)m->line > size + 1 || m->start > m->end ||
	    m->end > size)
		abort();
	cJSON_ArrayForEach(child, node)
		check_marks(child, size);
}

/* One that stands in a line alone stands there as it is. */
static void
check_value(cJSON *value, const char *text, size_t size)
{
	const struct mark *m = value_mark(value);
	size_t n = m->end - m->start;
	struct value_error why = { 0 };

	if (!cJSON_IsString(value) || *value->string == '\0')
		abort();
	if (memchr(text + m->start, '\\', n) == NULL &&
	    (strlen(value->valuestring) != n ||
	    memcmp(text + m->start, value->valuestring, n) != 0))
		abort();
	if (json_unfold(value, text, size, &why) == -1 &&
	    (why.what[0] == '\0' || !cJSON_IsString(value)))
		abort();
}

static void
check(cJSON *docs, const char *text, size_t size)
{
	cJSON *doc, *content, *value, *other;

	cJSON_ArrayForEach(doc, docs) {
		content = member_get(doc, "content");
		if (!cJSON_IsObject(content) ||
		    value_is_empty(member_get(doc, "name")))
			abort();
		cJSON_ArrayForEach(value, content) {
			if (member_get(content, value->string) != value)
				abort();
			check_value(value, text, size);
		}
		check_marks(doc, size);
		other = doc->next;
		if (other != NULL && strcmp(member_string(doc, "name"),
		    member_string(other, "name")) == 0)
			abort();
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
	int rc = conf_parse(text, size, &docs, &why);

	if (rc == -1 && (docs != NULL || why.what[0] == '\0'))
		abort();
	if (conf_parse(text, size, &all, &lenient) == 0) {
		check(all, text, size);
		if ((rc == 0) != (table.n == 0))
			abort();
	} else if (rc == 0) {
		abort();
	}
	free(repeats.v);
	free(table.v);
	value_use(before);
	arena_free(&mem);
	return 0;
}
