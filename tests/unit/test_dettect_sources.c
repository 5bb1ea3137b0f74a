/* What is read of DeTT&CT's administration of data sources. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "logs/dettect_sources.h"

#define HEAD                                                                  \
	"version: 1.1\n"                                                      \
	"file_type: data-source-administration\n"                             \
	"name: team\n"
#define SYSTEMS                                                               \
	"systems:\n"                                                          \
	"- {applicable_to: Servers, platform: [windows, Linux]}\n"            \
	"- {applicable_to: Laptops, platform: macOS}\n"                       \
	"data_sources:\n"
#define GOOD                                                                  \
	"data_quality: {device_completeness: 1, data_field_completeness: 0, " \
	"timeliness: 0, consistency: 0, retention: 0}"
#define NONE                                                                  \
	"data_quality: {device_completeness: 0, data_field_completeness: 0, " \
	"timeliness: 0, consistency: 0, retention: 0}"

static const struct {
	const char *text, *want;
} read[] = {
	/* Who has what, of which systems; dates are read and not asked for. */
	{ HEAD SYSTEMS
	    "- data_source_name: Process Creation\n"
	    "  data_source:\n"
	    "  - applicable_to: [Servers]\n"
	    "    date_registered: 2022-01-07T00:00:00.000Z\n"
	    "    date_connected: null\n"
	    "    products: [Sysmon, '', null, Sysmon, Security]\n"
	    "    available_for_data_analytics: false\n"
	    "    " GOOD "\n"
	    "  - {applicable_to: [laptops, all], products: EDR, " GOOD "}\n",
	    "8 Process Creation: Windows Linux [Sysmon Security]\n"
	    "8 Process Creation: macOS Windows Linux [EDR]\n" },
	/* All scores 0: it is not there. One entry needs no list. */
	{ HEAD SYSTEMS
	    "- data_source_name: File Access\n"
	    "  data_source: {applicable_to: [all], " NONE "}\n"
	    "- data_source_name: Module Load\n"
	    "  data_source: {applicable_to: [ALL], products: [], " GOOD "}\n",
	    "10 Module Load: Windows Linux macOS []\n" },
	/* Version 1.0 knows no systems, but platforms, or none. */
	{ "%YAML 1.2\n---\nversion: 1.0\n"
	    "file_type: data-source-administration\nplatform: Windows\n"
	    "data_sources:\n"
	    "- data_source_name: Process monitoring\n"
	    "  date_registered: 2019-03-01\n"
	    "  products: [Windows event log]\n"
	    "  " GOOD "\n"
	    "- data_source_name: MBR\n  " NONE "\n",
	    "7 Process monitoring: Windows [Windows event log]\n" },
	{ "version: 1.0\nfile_type: data-source-administration\n"
	    "data_sources: [{data_source_name: A, " GOOD "}]\n",
	    "3 A: Windows Linux macOS Network Devices Office Suite []\n" },
	/* Platforms that ATT&CK had once, and all of them. */
	{ HEAD "systems:\n"
	    "- {applicable_to: a, platform: [Network, Office 365]}\n"
	    "- {applicable_to: b, platform: [all]}\n"
	    "data_sources:\n"
	    "- data_source_name: A\n"
	    "  data_source: {applicable_to: [a], " GOOD "}\n"
	    "- data_source_name: B\n"
	    "  data_source: {applicable_to: [b], " GOOD "}\n",
	    "8 A: Network Devices Office Suite []\n"
	    "10 B: Windows Linux macOS Network Devices Office Suite []\n" },
	/* Another domain. */
	{ HEAD "domain: Mobile-attack\n"
	    "systems: [{applicable_to: phones, platform: [all, iOS]}]\n"
	    "data_sources:\n"
	    "- data_source_name: API Calls\n"
	    "  data_source: {applicable_to: phones, " GOOD "}\n",
	    "7 API Calls: Android iOS []\n" },
	{ HEAD "domain: ics-attack\n",
	    "! 4 unknown-domain: ics-attack: not among the domains that are "
	    "read\n" },
	/* A system that is called all is what all means. */
	{ HEAD "systems: [{applicable_to: all, platform: [Linux]}]\n"
	    "data_sources:\n"
	    "- data_source_name: A\n"
	    "  data_source: {applicable_to: [all], " GOOD "}\n",
	    "6 A: Linux []\n" },
	/* What cannot be read is told, and what can is kept. */
	{ HEAD SYSTEMS
	    "- data_source_name: A\n"
	    "  data_source:\n"
	    "  - {applicable_to: [Servers, Phones], " GOOD "}\n"
	    "  - {applicable_to: [Phones], " GOOD "}\n"
	    "  - {" GOOD "}\n"
	    "- data_source: {applicable_to: [all], " GOOD "}\n"
	    "- data_source_name: B\n"
	    "  data_source:\n"
	    "  - applicable_to: [Laptops]\n"
	    "    data_quality: {device_completeness: '5', timeliness: 6,"
	    " retention: 1}\n"
	    "  - {applicable_to: [Laptops]}\n"
	    "  - {applicable_to: [Laptops], data_quality: 5}\n",
	    "8 A: Windows Linux []\n"
	    "14 B: macOS []\n"
	    "! 10 unknown-system: Phones: none of the file's systems\n"
	    "! 11 unknown-system: Phones: none of the file's systems\n"
	    "! 8 unknown-system: applicable_to: none of the file's systems\n"
	    "! 13 no-name: a data source without data_source_name: left "
	    "out\n"
	    "! 17 malformed-number: device_completeness: not a number from 0 "
	    "to 5\n"
	    "! 17 malformed-number: timeliness: not a number from 0 to 5\n"
	    "! 14 no-quality: a data source without data_quality: left out\n"
	    "! 19 no-quality: a data source without data_quality: left "
	    "out\n" },
	{ HEAD "systems:\n"
	    "- {applicable_to: a, platform: [Windows, BeOS, null]}\n"
	    "- {applicable_to: A, platform: [Linux]}\n"
	    "- {platform: [Linux]}\n"
	    "- {applicable_to: b}\n"
	    "data_sources:\n"
	    "- data_source_name: A\n"
	    "  data_source: {applicable_to: [a, b], " GOOD "}\n"
	    "exceptions: [{technique_id: T1001}, {technique_id: null}]\n",
	    "10 A: Windows []\n"
	    "! 5 unknown-platform: BeOS: not a platform of enterprise\n"
	    "! 6 repeated-system: A: a system of that name is already there: "
	    "left out\n"
	    "! 7 no-system: a system without applicable_to: left out\n"
	    "! 8 no-platform: b: a system without a platform\n"
	    "! 12 not-read: exceptions: 1 technique: only DeTT&CT itself "
	    "leaves them out\n" },
	/* Empty lists are no fault. */
	{ HEAD "systems: []\ndata_sources: []\n"
	    "exceptions: [{technique_id: null}]\n", "" },
	{ HEAD, "" },
	/* Other files. */
	{ "version: 1.2\nfile_type: technique-administration\n",
	    "! 2 unknown-layout: file_type: not data-source-administration: "
	    "not read\n" },
	{ "version: 1.2\nfile_type: data-source-administration\n",
	    "! 1 unknown-layout: version: none that is known: not read\n" },
	{ "file_type: data-source-administration\n",
	    "! 1 unknown-layout: version: none that is known: not read\n" },
	{ "- a\n", "! 1 unknown-layout: file_type: not "
	    "data-source-administration: not read\n" },
	{ "", "! 0 broken-document: expected one document\n" },
	{ "a: 1\n---\na: 2\n",
	    "! 0 broken-document: expected one document\n" },
	{ HEAD "name: again\n",
	    "! 4 repeated-key: name: it is already in line 3: the last "
	    "counts\n" },
};

static const char *const all[] = { "Windows", "Linux", "macOS",
	"Network Devices", "Office Suite" };

static void
put_words(struct buf *out, const struct strs *words, const char *between)
{
	size_t i;

	for (i = 0; i < words->n; i++)
		buf_printf(out, "%s%s", i == 0 ? "" : between, words->v[i]);
}

static void
put_read(struct buf *out, const char *text)
{
	struct strs platforms[2] = { 0 };
	const struct dettect_domain domains[] = {
		{ "enterprise", &platforms[0] }, { "mobile", &platforms[1] } };
	struct arena mem = { 0 };
	struct findings f = { .mem = &mem };
	struct dettect_sources s = { 0 };
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		strs_add(&platforms[0], all[i]);
	strs_add(&platforms[1], "Android");
	strs_add(&platforms[1], "iOS");
	dettect_sources_read("d.yaml", text, strlen(text), domains, 2, &s, &f);
	for (i = 0; i < s.n; i++) {
		buf_printf(out, "%d %s: ", s.v[i].line, s.v[i].name);
		put_words(out, &s.v[i].platforms, " ");
		buf_puts(out, " [");
		put_words(out, &s.v[i].products, " ");
		buf_puts(out, "]\n");
	}
	for (i = 0; i < f.n; i++)
		buf_printf(out, "! %d %s: %s\n", f.v[i].line, f.v[i].what,
		    f.v[i].why);
	free(f.v);
	strs_free(&platforms[0]);
	strs_free(&platforms[1]);
	dettect_sources_free(&s);
	arena_free(&mem);
}

static void
reads_what_is_there(void **state)
{
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(read) / sizeof(read[0]); i++) {
		buf_reset(&out);
		put_read(&out, read[i].text);
		assert_string_equal(buf_str(&out), read[i].want);
	}
	buf_free(&out);
}

/* Many of them, each with a number between before and behind. */
static void
put_many(struct buf *text, int n, const char *before, const char *behind)
{
	int i;

	for (i = 0; i < n; i++)
		buf_printf(text, "%s%d%s", before, i, behind);
}

static void
limits_what_it_reads(void **state)
{
	struct buf text = BUF_INIT, out = BUF_INIT;

	(void)state;
	buf_puts(&text, HEAD SYSTEMS);
	put_many(&text, 5002, "- {data_source_name: A",
	    ", " GOOD "}\n");
	put_read(&out, buf_str(&text));
	assert_non_null(strstr(buf_str(&out), "\n5007 A4999: "));
	assert_null(strstr(buf_str(&out), " A5000: "));
	assert_non_null(strstr(buf_str(&out), "! 5008 too-many-sources: more "
	    "than 5000 data sources: the rest is left out\n"));

	buf_reset(&text);
	buf_reset(&out);
	buf_puts(&text, HEAD "systems:\n");
	put_many(&text, 1001, "- {applicable_to: s", ", platform: [all]}\n");
	buf_puts(&text, "data_sources:\n- data_source_name: A\n"
	    "  data_source: {applicable_to: [s0], " GOOD ",\n   products: [");
	put_many(&text, 101, "p", ", ");
	buf_puts(&text, "]}\n");
	put_read(&out, buf_str(&text));
	assert_non_null(strstr(buf_str(&out), " p99]\n"));
	assert_non_null(strstr(buf_str(&out), "! 1005 too-many-systems: "));
	assert_non_null(strstr(buf_str(&out), "! 1009 too-many-products: "));
	buf_free(&text);
	buf_free(&out);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_is_there),
		cmocka_unit_test(limits_what_it_reads),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
