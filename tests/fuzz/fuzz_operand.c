/* What `diff` compares: any bytes as a file of whatever kind, with itself and with
 * one that knows a little of everything. */
#include "in_file.h"
#include "base/mem.h"
#include "compare/diff.h"
#include "compare/history.h"
#include "compare/operand.h"
#include "compare/snapshot.h"

static struct in_file file, other_file;
static struct arena kept;
static struct operand other;

int
fuzz_begin(void)
{
	static const char text[] = "{\"domain\":{\"id\":\"enterprise\",\"version\":"
	    "\"18.1\"},\"perspective\":{\"detection\":\"all\"},\"sources\":{\"s\":"
	    "{\"revision\":\"1\",\"controls\":2}},\"coverage\":[{\"kind\":"
	    "\"detection\",\"definition\":\"exact\",\"covered\":1,\"of\":2}]}";
	struct arena *before = value_use(&kept);

	other.path = in_file(&other_file, text, strlen(text));
	if (operand_read(other.path, &other) == -1)
		memset(&other.state, 0, sizeof(other.state));
	value_use(before);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	struct operand o = { 0 };
	cJSON *text;

	if (operand_read(in_file(&file, data, size), &o) == 0) {
		if (o.what == NULL)
			abort();
		diff_states(&o.state, &o.state, NULL);
		diff_states(&o.state, &other.state, NULL);
		diff_states(&other.state, &o.state, NULL);
	}
	history_read(file.path, &text);
	snapshot_read(file.path, &text);
	value_use(before);
	arena_free(&mem);
	return 0;
}
