/* DeTT&CT's YAML: any bytes; what is read is detections, each with a title. */
#include "fuzz.h"
#include "base/mem.h"
#include "controls/dettect.h"
#include "value/member.h"

static void
check(const cJSON *detection, size_t size)
{
	const cJSON *score = member_get(detection, "score");

	if (!cJSON_IsObject(detection) || value_line(detection) < 1 ||
	    (size_t)value_line(detection) > size + 1 ||
	    !cJSON_IsString(member_get(detection, "title")) ||
	    (cJSON_IsString(score) && value_line(score) < 1))
		abort();
}

static void
check_all(const cJSON *doc, size_t size)
{
	const cJSON *list = member_get(doc, "detections"), *e;

	if (cJSON_IsArray(member_get(doc, "techniques")))
		cJSON_ArrayForEach(e, list)
			check(e, size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_strndup((const char *)data, size);
	struct value_error why = { 0 };
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	cJSON *docs = NULL;
	const cJSON *doc;

	if (dettect_parse(text, size, &docs, &why) == 0)
		cJSON_ArrayForEach(doc, docs)
			check_all(doc, size);
	else if (why.what[0] == '\0')
		abort();
	value_use(before);
	arena_free(&mem);
	free(text);
	return 0;
}
