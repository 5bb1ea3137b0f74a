/* Any bytes as a history: refused, or the same again after printing and
 * reading; and its last two builds compared. */
#include <stddef.h>

#include "fuzz.h"
#include "compare/diff.h"
#include "compare/history.h"

static void
compare(const cJSON *a)
{
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct state state;
	cJSON *b = NULL, *changes;

	history_print(a, &one);
	if (history_parse("printed", buf_str(&one), one.len, &b) == -1)
		abort();
	history_print(b, &two);
	if (one.len != two.len ||
	    memcmp(buf_str(&one), buf_str(&two), one.len) != 0)
		abort();
	history_changes(a, NULL, &changes);
	if (state_of_history(a, &state))
		diff_states(&state, &state, NULL);
	buf_free(&one);
	buf_free(&two);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	cJSON *history;

	if (history_parse("fuzz", (const char *)data, size, &history) == 0)
		compare(history);
	value_use(before);
	arena_free(&mem);
	return 0;
}
