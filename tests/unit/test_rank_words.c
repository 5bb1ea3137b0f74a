/* The words of a query, their stems, and near misses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "search/rank.h"

/* A word each: ~ weak, * open, a phrase in quotes. */
static const struct {
	const char *in, *want;
} queries[] = {
	{ "", "" },
	{ "Pass the Hash", "pass|~the|hash|" },
	{ "pass-the-hash", "pass|~the|hash|" },
	{ "cmd.exe", "cmd|~exe|" },
	{ "CVE_2021_44228", "cve|2021|44228|" },
	{ "lsa* dump", "lsa*|dump|" },
	{ "ad-h* x", "ad|h*|x|" },
	{ "\"clear  event Logs\" x", "\"clear event logs\"|x|" },
	{ "\"the\" \"\" \" - \"", "\"the\"|" },
	{ "a\"b c\"d", "~a|\"b c\"|d|" },
	{ "\"open", "\"open\"|" },
	{ "Process Doppelg\303\244nging", "process|doppelganging|" },
	{ "a \342\200\223 b\342\200\223c", "~a|b|c|" },
	{ "x\377y \300", "x|y|" },
	{ "* - \"", "" },
};

static void
reads_queries(void **state)
{
	static struct rank_query q;
	struct arena mem = { 0 };
	struct buf b = BUF_INIT;
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		rank_query_read(&q, queries[i].in, &mem);
		buf_reset(&b);
		for (k = 0; k < q.n; k++)
			buf_printf(&b, "%s%s%s%s%s|", q.words[k].weak ? "~" : "",
			    q.words[k].phrase ? "\"" : "", q.words[k].text,
			    q.words[k].phrase ? "\"" : "",
			    q.words[k].open ? "*" : "");
		assert_string_equal(buf_str(&b), queries[i].want);
	}
	buf_free(&b);
	arena_free(&mem);
}

static void
reads_no_more_words_than_there_is_room_for(void **state)
{
	static struct rank_query q;
	struct arena mem = { 0 };
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < 2 * RANK_WORDS; i++)
		buf_puts(&b, i % 2 == 0 ? "word " : "\"two words\" ");
	rank_query_read(&q, buf_str(&b), &mem);
	assert_int_equal(q.n, RANK_WORDS);
	buf_free(&b);
	arena_free(&mem);
}

static const struct {
	const char *word, *stem;
} stems[] = {
	{ "dumping", "dump" }, { "dumped", "dump" }, { "dumper", "dump" },
	{ "dumps", "dump" }, { "dump", "dump" },
	{ "scanning", "scan" }, { "scanner", "scan" },
	{ "delete", "delet" }, { "deletion", "delet" },
	{ "injection", "inject" }, { "inject", "inject" },
	{ "exfiltrate", "exfiltrat" }, { "exfiltration", "exfiltrat" },
	{ "policies", "polic" }, { "policy", "polic" },
	{ "discovery", "discov" }, { "discover", "discov" },
	{ "killing", "kill" }, { "process", "process" },
	{ "processes", "process" }, { "status", "status" },
	{ "file", "file" }, { "files", "file" }, { "use", "use" },
	{ "rundll32", "rundll32" }, { "procces", "procc" },
	{ "dies", "die" }, { "\303\244ging", "\303\244ging" },
};

static void
cuts_words_to_their_stems(void **state)
{
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(stems) / sizeof(stems[0]); i++) {
		n = rank_stem(stems[i].word, strlen(stems[i].word));
		assert_int_equal(n, strlen(stems[i].stem));
		assert_memory_equal(stems[i].word, stems[i].stem, n);
	}
}

static const struct {
	const char *a, *b;
	size_t most, want;
} distances[] = {
	{ "mimikats", "mimikatz", 2, 1 },
	{ "kerberosting", "kerberoasting", 2, 1 },
	{ "taks", "task", 1, 1 },          /* swapped */
	{ "credentail", "credential", 2, 1 },
	{ "procces", "process", 2, 1 },    /* as proces is */
	{ "rundl32", "rundll32", 2, 1 },
	{ "tyfoon", "typhoon", 2, 2 },
	{ "abcd", "wxyz", 2, 3 },
	{ "ab", "abcdefgh", 2, 3 },
	{ "same", "same", 1, 0 },
	{ "", "", 1, 0 },
};

static void
counts_edits(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(distances) / sizeof(distances[0]); i++) {
		assert_int_equal(rank_distance(distances[i].a, distances[i].b,
		    distances[i].most), distances[i].want);
		assert_int_equal(rank_distance(distances[i].b, distances[i].a,
		    distances[i].most), distances[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_queries),
		cmocka_unit_test(reads_no_more_words_than_there_is_room_for),
		cmocka_unit_test(cuts_words_to_their_stems),
		cmocka_unit_test(counts_edits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
