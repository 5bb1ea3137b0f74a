/*
 * Any bytes as a snapshot: refused, or the same again after printing and
 * reading; and compared, with itself (no difference) and with another.
 */
#include <stddef.h>

#include "fuzz.h"
#include "compare/diff.h"
#include "compare/snapshot.h"
#include "value/member.h"

static const char other[] = "{\"schema\":1,\"what\":\"snapshot\","
    "\"attack\":{\"enterprise\":{\"version\":\"1\",\"sha256\":\"ab\"}},"
    "\"tactics\":{\"enterprise\":{}},\"techniques\":{\"enterprise\":{"
    "\"T1001\":{\"name\":\"One\",\"tactics\":[\"first\"]},"
    "\"T1002\":{\"name\":\"Two\",\"state\":\"revoked\","
    "\"successor\":\"T1001\"}}},"
    "\"sources\":{\"ours\":{\"title\":\"O\",\"kind\":\"detection\","
    "\"domain\":\"enterprise\"}},"
    "\"controls\":{\"ours\":[{\"id\":\"o\",\"title\":\"O\","
    "\"evidence\":2,\"ids\":[\"T1001\"],"
    "\"resolved\":{\"T1002\":\"T1001\"}},"
    "{\"title\":\"P\",\"path\":\"x/p.yml\",\"ids\":[\"T1001\"]}]}}";

static void
compare(const cJSON *a)
{
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct state snapshot, bare = { 0 };
	cJSON *b = NULL;

	snapshot_print(a, &one);
	if (snapshot_parse("printed", buf_str(&one), one.len, &b) == -1)
		abort();
	snapshot_print(b, &two);
	if (one.len != two.len ||
	    memcmp(buf_str(&one), buf_str(&two), one.len) != 0)
		abort();
	if (snapshot_parse("other", other, strlen(other), &b) == -1)
		abort();
	diff_snapshots(a, b, NULL);
	diff_snapshots(b, a, NULL);
	diff_snapshots(a, a, NULL);
	state_of_snapshot(a, &snapshot);
	bare.sources = bare.figures = bare.counts = member_get(a, "techniques");
	diff_states(&snapshot, &bare, NULL);
	buf_free(&one);
	buf_free(&two);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	cJSON *snapshot;

	if (snapshot_parse("fuzz", (const char *)data, size, &snapshot) == 0)
		compare(snapshot);
	value_use(before);
	arena_free(&mem);
	return 0;
}
