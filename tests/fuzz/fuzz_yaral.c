/* YARA-L: any bytes; what is read is rules with a name and lists of texts. */
#include "fuzz.h"
#include "base/mem.h"
#include "value/yaral.h"
#include "value/member.h"

static void
check(const cJSON *rule, size_t size)
{
	const cJSON *meta = member_get(rule, "meta"), *list, *e;

	if (member_text(rule, "name") == NULL || !cJSON_IsObject(meta))
		abort();
	cJSON_ArrayForEach(list, meta)
		cJSON_ArrayForEach(e, list)
			if (!cJSON_IsString(e) || value_line(e) < 1 ||
			    (size_t)value_line(e) > size + 1)
				abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_strndup((const char *)data, size);
	struct value_error why = { 0 };
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	cJSON *docs = NULL;
	const cJSON *rule;

	if (yaral_parse(text, size, &docs, &why) == 0)
		cJSON_ArrayForEach(rule, docs)
			check(rule, size);
	else if (why.what[0] == '\0')
		abort();
	value_use(before);
	arena_free(&mem);
	free(text);
	return 0;
}
