/* Any bytes as a layer: refused, or entries with an id each. */
#include "fuzz.h"
#include "report/layer_file.h"
#include "value/member.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	const cJSON *entry;
	cJSON *layer;

	if (layer_file_parse("fuzz", (const char *)data, size, &layer) == 0) {
		if (!cJSON_IsNumber(member_get(layer, "passed_over")))
			abort();
		cJSON_ArrayForEach(entry, member_get(layer, "techniques"))
			if (member_text(entry, "id") == NULL)
				abort();
	} else if (layer != NULL) {
		abort();
	}
	value_use(before);
	arena_free(&mem);
	return 0;
}
