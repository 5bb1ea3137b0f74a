/*
 * Conditions and clauses: a line is the condition, what is behind it a YAML
 * document of selections.
 */
#include "fuzz.h"
#include "base/buf.h"
#include "condition/catch_all.h"
#include "condition/regex_any.h"
#include "value/yaml.h"

static struct arena definition, scratch;
static struct source sigma;

int
fuzz_begin(void)
{
	if (source_read("data/sources/sigma.yaml", "sigma", &definition,
	    &sigma) == -1)
		return -1;
	return 0;
}

/* Judges the selections with a condition: format, % standing for condition. */
static bool
judge(cJSON *selections, const char *format, const char *condition)
{
	cJSON *doc = cJSON_CreateObject();
	struct catch_all_doubt doubt;
	struct buf b = BUF_INIT;
	bool is;

	for (; *format != '\0'; format++)
		if (*format == '%')
			buf_puts(&b, condition);
		else
			buf_putc(&b, *format);
	cJSON_AddItemReferenceToObject(doc, "detection", selections);
	cJSON_DeleteItemFromObject(selections, "condition");
	cJSON_AddStringToObject(selections, "condition", buf_str(&b));
	is = catch_all(&sigma, doc, doc, &doubt);
	if (is && doubt.what != NULL)
		abort();
	buf_free(&b);
	return is;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *line = memchr(data, '\n', size);
	struct arena *before = value_use(&scratch);
	struct value_error why = { 0 };
	cJSON *docs = NULL;
	char *condition;
	size_t n = line == NULL ? size : (size_t)(line - data);

	condition = mem_strndup((const char *)data, n);
	regex_any_matches(condition);
	if (line != NULL && str_is_utf8(condition, n) &&
	    yaml_parse((const char *)line + 1, size - n - 1, 0, &docs,
	    &why) == 0 && cJSON_IsObject(docs->child)) {
		/* No condition and its opposite are both true of all. */
		if (judge(docs->child, "%", condition) &&
		    judge(docs->child, "not (%)", condition))
			abort();
		judge(docs->child, "(%) or not (%)", condition);
	}
	free(condition);
	value_use(before);
	arena_reset(&scratch);
	return 0;
}
