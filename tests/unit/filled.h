/* A small catalog with one of each: for tests of what is made of one. */
#ifndef TESTS_FILLED_H
#define TESTS_FILLED_H

#include <stdio.h>

#include "catalog/put_evidence.h"
#include "catalog/put_baselines.h"
#include "catalog/put_crosswalks.h"
#include "catalog/put_detection.h"
#include "catalog/put_evidence.h"
#include "filled_threats.h"

/* Lists of words, as rows have them. */
static char filled_text[][16] = { "second", "first", "unlisted", "Linux",
	"Windows", "Process", "Brown Bear", "CVE-2020-0001" };
static char *filled_words[] = { filled_text[0], filled_text[1], filled_text[2],
	filled_text[3], filled_text[4], filled_text[3], filled_text[5],
	filled_text[6], filled_text[7] };
static const struct strs filled_both = { filled_words, 2 };
static const struct strs filled_first = { filled_words + 1, 1 };
static const struct strs filled_unlisted = { filled_words + 2, 1 };
static const struct strs filled_platforms = { filled_words + 3, 2 };
static const struct strs filled_turned = { filled_words + 4, 2 };
static const struct strs filled_logs = { filled_words + 6, 1 };
static const struct strs filled_aliases = { filled_words + 7, 1 };
static const struct strs filled_cves = { filled_words + 8, 1 };

/* Techniques: pk is the place. */
static inline int
fill_techniques(struct catalog *c)
{
	static const struct catalog_reference references[] = {
		{ "Blog", "A blog.", "https://e.org/blog" },
		{ "Book", NULL, NULL },
	};
	const struct catalog_technique rows[] = {
		{ .id = "T1001", .name = "Data Obfuscation", .page = true,
		    .description = "Hides <code>data</code>.",
		    .url = "https://e.org/T1001", .state = "active",
		    .scoped = true, .tactics = &filled_both,
		    .platforms = &filled_platforms,
		    .data_sources = &filled_logs, .references = references,
		    .nreferences = 2 },
		{ .id = "T1001.001", .name = "Junk Data", .page = true,
		    .url = "https://e.org/T1001/001", .parent = 1, .sub = true,
		    .state = "active", .scoped = true,
		    .tactics = &filled_first, .moved_version = "19.1",
		    .moved_id = "T9999", .moved_name = "Junk" },
		{ .id = "T1001.002", .name = "Steganography", .page = true,
		    .url = "https://e.org/T1001/002", .parent = 1, .sub = true,
		    .state = "active", .reason = "not ours",
		    .tactics = &filled_unlisted },
		{ .id = "T1002", .name = "Data Compressed",
		    .url = "https://e.org/T1002", .state = "revoked",
		    .successor = 1 },
		{ .id = "T1003", .name = "Bygone", .page = true,
		    .url = "https://e.org/T1003", .state = "deprecated" },
		{ .id = "T1004", .name = "Gone",
		    .url = "https://e.org/T1004", .state = "revoked" },
		{ .id = "T1005", .name = "Twice",
		    .url = "https://e.org/T1005", .state = "revoked",
		    .successor = 2 },
		{ .id = "T1005", .name = "Twice", .page = true,
		    .url = "https://e.org/T1005", .state = "active",
		    .scoped = true },
	};
	struct catalog_technique row;
	char stix[24];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		row = rows[i];
		row.pk = (long long)i + 1;
		row.domain = "enterprise";
		snprintf(stix, sizeof(stix), "ap--%zu", i + 1);
		row.stix = stix;
		if (row.description == NULL)
			row.description = "";
		if (catalog_put_technique(c, &row) == -1)
			return -1;
	}
	return 0;
}

/* Who uses them, and what is between these: pk is the place. */
static inline int
fill_actors(struct catalog *c)
{
	const struct catalog_actor rows[] = {
		{ .id = "G0001", .kind = "group", .name = "Bear",
		    .description = "A group.", .url = "https://e.org/G0001",
		    .aliases = &filled_aliases },
		{ .id = "S0001", .kind = "software", .name = "Hammer" },
		{ .id = "C0001", .kind = "campaign", .name = "Autumn" },
	};
	static const long long uses[][2] = { { 1, 1 }, { 2, 1 }, { 3, 2 } };
	struct catalog_actor row;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		row = rows[i];
		row.pk = (long long)i + 1;
		row.domain = "enterprise";
		if (catalog_put_actor(c, &row) == -1 ||
		    catalog_put_use(c, uses[i][0], uses[i][1]) == -1)
			return -1;
	}
	if (catalog_put_actor_link(c, 1, "uses", 2) == -1)
		return -1;
	return catalog_put_actor_link(c, 3, "attributed-to", 1);
}

/* How the first one is detected: two analytics of one strategy. */
static inline int
fill_strategies(struct catalog *c)
{
	static const struct catalog_strategy strategy = { .pk = 1,
		.domain = "enterprise", .id = "DET0001", .name = "Watch",
		.url = "https://e.org/DET0001" };
	const struct catalog_analytic analytics[] = {
		{ .pk = 1, .domain = "enterprise", .id = "AN0001",
		    .name = "Analytic 1", .description = "Look.",
		    .url = "https://e.org/AN0001",
		    .platforms = &filled_platforms },
		{ .pk = 2, .domain = "enterprise", .id = "AN0002",
		    .name = "Analytic 2" },
	};
	const struct catalog_component component = { .pk = 1,
		.domain = "enterprise", .id = "DC0001",
		.name = "Process Creation", .description = "A program starts." };

	if (catalog_put_strategy(c, &strategy) == -1 ||
	    catalog_put_analytic(c, &analytics[0]) == -1 ||
	    catalog_put_analytic(c, &analytics[1]) == -1 ||
	    catalog_put_strategy_analytic(c, 1, 0, 2) == -1 ||
	    catalog_put_strategy_analytic(c, 1, 1, 1) == -1 ||
	    catalog_put_detects(c, 1, 1) == -1 ||
	    catalog_put_detects(c, 1, 1) == -1 ||
	    catalog_put_component(c, &component) == -1 ||
	    catalog_put_log_source(c, 1, 0, 1, "Sysmon", "1", false) == -1 ||
	    catalog_put_log_source(c, 2, 0, 0, "auditd", NULL, false) == -1)
		return -1;
	return catalog_put_mutable(c, 1, 0, "Window", "How long.");
}

/* Sources: ord is the place. */
static inline int
fill_sources(struct catalog *c)
{
	static const struct catalog_source rows[] = {
		{ .ord = 1, .id = "mitigations", .title = "Mitigations",
		    .kind = "policy", .domain = "enterprise",
		    .homepage = "https://e.org/", .licence = "MIT",
		    .credit = "them", .documents = 0,
		    .compass_title = "Mitigations", .compass_list = "links",
		    .compass_column = "mitigations" },
		{ .ord = 2, .id = "ours", .title = "Ours",
		    .kind = "detection", .domain = "enterprise", .own = true,
		    .documents = 1, .compass_title = "Ours",
		    .compass_list = "files" },
		{ .ord = 3, .id = "rules", .title = "Rules",
		    .kind = "detection", .domain = "enterprise",
		    .attack_version = "17.1", .url = "https://e.org/r.tar.gz",
		    .revision = "0123456789abcdef0123456789abcdef01234567",
		    .sha256 = "00", .accessed = "2026-08-01", .documents = 5,
		    .compass_title = "Rules", .compass_url = "https://e.org/r",
		    .compass_tree = "https://e.org/r/tree/main",
		    .compass_blob = "https://e.org/r/blob/main",
		    .compass_folder = "rules", .compass_list = "files",
		    .compass_column = "splunk" },
		{ .ord = 4, .id = "tests", .title = "Tests", .kind = "test",
		    .domain = "enterprise", .documents = 1,
		    .compass_title = "Tests", .compass_list = "names",
		    .compass_file = "https://e.org/{technique}/"
				    "{technique}.yaml" },
	};
	struct catalog_source row;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		row = rows[i];
		row.perspective = "all";
		if (catalog_put_source(c, &row) == -1)
			return -1;
	}
	return 0;
}

/* Controls: pk is the place. */
static inline int
fill_controls(struct catalog *c)
{
	const struct catalog_control rows[] = {
		{ .source = 1, .id = "M1", .title = "Mitigate",
		    .description = "Do.", .url = "https://e.org/M1",
		    .type = "mitigation", .counts = true },
		{ .source = 3, .id = "a", .title = "Rule A",
		    .description = "Finds.", .path = "rules/web/x/a.yml",
		    .line = 1, .url = "https://e.org/a", .level = "high",
		    .status = "test", .author = "Me", .date = "2020-01-01",
		    .modified = "2021-01-01", .evidence = 1, .counts = true,
		    .platforms = &filled_turned },
		{ .source = 3, .id = "b", .title = "Rule B",
		    .path = "other/b.yml", .line = 1, .type = "hunting",
		    .evidence = 3, .whose = "yours", .counts = true },
		{ .source = 3, .id = "c", .title = "Rule C",
		    .path = "rules/c.yml", .line = 1,
		    .lifecycle = "deprecated" },
		{ .source = 3, .id = "d", .title = "Rule D",
		    .path = "rules/d.yml", .line = 1, .catch_all = true },
		{ .source = 3, .id = "e", .title = "Rule E",
		    .path = "rules/e.yml", .line = 1, .counts = true },
		{ .source = 4, .id = "t1", .title = "Test 1", .path = "t.yml",
		    .line = 1, .type = "test", .evidence = 2, .counts = true },
		{ .source = 2, .id = "o", .title = "Own", .path = "own/o.yml",
		    .line = 7, .evidence = 4, .whose = "yours",
		    .counts = true, .tags = "CVE-2020-0001",
		    .log = "windows process", .logic = "Image lsass exe",
		    .cves = &filled_cves },
	};
	struct catalog_control row;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		row = rows[i];
		row.pk = (long long)i + 1;
		if (row.lifecycle == NULL)
			row.lifecycle = "active";
		if (row.type == NULL)
			row.type = "rule";
		if (row.whose == NULL)
			row.whose = "available";
		if (catalog_put_control(c, &row) == -1)
			return -1;
	}
	return 0;
}

static inline int
fill_mappings(struct catalog *c)
{
	static const struct catalog_mapping rows[] = {
		{ .control = 1, .tagged = "T1001", .technique = 1,
		    .outcome = "exact", .counted = true, .note = "Because.",
		    .score = "protect partial" },
		{ .control = 2, .tagged = "T1001", .technique = 1,
		    .outcome = "exact", .counted = true, .evidence = 1 },
		{ .control = 2, .tagged = "T1002", .technique = 1,
		    .outcome = "remapped", .merged = true, .evidence = 1 },
		{ .control = 3, .tagged = "T1002", .technique = 1,
		    .outcome = "remapped", .counted = true, .evidence = 3 },
		{ .control = 4, .tagged = "T1001", .technique = 1,
		    .outcome = "exact" },
		{ .control = 5, .tagged = "T1001", .technique = 1,
		    .outcome = "exact" },
		{ .control = 6, .tagged = "T1003", .technique = 5,
		    .outcome = "deprecated" },
		{ .control = 6, .tagged = "T1004", .outcome = "retired" },
		{ .control = 6, .tagged = "T99", .outcome = "malformed" },
		{ .control = 2, .tagged = "AML.T0051",
		    .outcome = "other-framework", .framework = "atlas",
		    .framework_url = "https://e.org/AML.T0051", .evidence = 1 },
		{ .control = 7, .tagged = "T1001.001", .technique = 2,
		    .outcome = "exact", .counted = true, .evidence = 2 },
		{ .control = 8, .tagged = "T9999", .outcome = "unknown",
		    .newer = true },
		{ .control = 8, .tagged = "T1001", .technique = 1,
		    .outcome = "exact", .counted = true, .evidence = 4 },
	};
	size_t i;

	if (catalog_put_framework(c, 0, "atlas", "MITRE ATLAS",
	    "https://e.org/") == -1)
		return -1;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (catalog_put_mapping(c, &rows[i]) == -1)
			return -1;
	return 0;
}

/* The own rule was seen to fire; a framework passed over the first one. */
static inline int
fill_evidence(struct catalog *c)
{
	static const struct catalog_evidence rows[] = {
		{ .control = 8, .ord = 0, .level = 4, .source = 3,
		    .test = "t1", .named = true, .outcome = "detected",
		    .stands = true, .date = "2026-01-02", .path = "map.csv",
		    .line = 2 },
		{ .control = 8, .ord = 1, .level = 4, .source = 3,
		    .outcome = "detected", .stands = true },
	};

	if (catalog_put_evidence(c, &rows[0]) == -1 ||
	    catalog_put_evidence(c, &rows[1]) == -1 ||
	    catalog_put_evidence_technique(c, 8, 0, 1) == -1 ||
	    catalog_put_evidence_technique(c, 8, 1, 1) == -1 ||
	    catalog_put_control_line(c, 8, "reference", 0, "Book") == -1 ||
	    catalog_put_assessed(c, 1, 1, "T1001") == -1 ||
	    catalog_put_assessed(c, 2, 1, "T1001.001") == -1)
		return -1;
	return catalog_put_assessed(c, 2, 1, "T1001.001");
}

/* A baseline of mitigations, which lack one of the two that it chooses. */
static inline int
fill_baseline(struct catalog *c)
{
	static const struct catalog_baseline row = { 4, "moderate",
		"mitigations", "1.0", "2026-01-01" };

	return catalog_put_baseline(c, &row) == -1 ||
	    catalog_put_baseline_id(c, 4, 0, "m-01") == -1 ||
	    catalog_put_baseline_id(c, 4, 1, "m-2") == -1
	    ? -1 : catalog_put_baseline_control(c, 4, 0, 1);
}

/* A crosswalk of mitigations, which lack one of the two that it relates. */
static inline int
fill_crosswalk(struct catalog *c)
{
	static const struct catalog_crosswalk row = { 4, "mitigations",
		"Mitigations", NULL, "Others", "1.0", "2026-01-01" };
	static const struct catalog_crosswalk_id ids[] = {
		{ 1, 4, "from", "m-1", "m-1", NULL },
		{ 2, 4, "from", "m-2", "m-2", "Lacking" },
		{ 3, 4, "to", "O.1", "o-1", "The other" },
	};
	static const struct catalog_crosswalk_pair pairs[] = {
		{ 1, 3, "subset-of", false, "A note.", "w.csv", 2 },
		{ 2, 3, "equal-to", true, NULL, "w.csv", 3 },
	};
	size_t i;

	if (catalog_put_crosswalk(c, &row) == -1)
		return -1;
	for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		if (catalog_put_crosswalk_id(c, &ids[i]) == -1)
			return -1;
	if (catalog_put_crosswalk_control(c, 1, 1) == -1)
		return -1;
	return catalog_put_crosswalk_pair(c, &pairs[0]) == -1 ? -1
	    : catalog_put_crosswalk_pair(c, &pairs[1]);
}

/* All of it, in one order; 0, or -1 once said. */
static inline int
fill(struct catalog *c)
{
	static const struct catalog_domain domain = { .id = "enterprise",
		.name = "Enterprise ATT&CK", .version = "18.1",
		.modified = "2025-11-12", .homepage = "https://e.org/",
		.licence = "terms", .credit = "MITRE",
		.url = "https://e.org/b.json", .sha256 = "ab",
		.accessed = "2026-08-09", .newer_version = "19.1" };
	static const struct catalog_tactic tactics[] = {
		{ .domain = "enterprise", .ord = 0, .id = "TA0001",
		    .shortname = "first", .name = "The First",
		    .url = "https://e.org/TA0001", .description = "Begins." },
		{ .domain = "enterprise", .ord = 1, .id = "TA0002",
		    .shortname = "second", .name = "The Second",
		    .description = "" },
	};
	static const struct catalog_finding findings[] = {
		{ .source = "rules", .path = "rules/z.yml", .line = 3,
		    .what = "broken-document", .why = "x\ty\\\nz" },
		{ .source = "rules", .what = "unknown-id", .why = "T9999" },
	};

	if (catalog_put_meta(c, "title", "Ours") == -1 ||
	    catalog_put_meta(c, "inputs", "0123") == -1 ||
	    catalog_put_meta(c, "generator", "Sextant") == -1 ||
	    catalog_put_domain(c, &domain) == -1 ||
	    catalog_put_tactic(c, &tactics[0]) == -1 ||
	    catalog_put_tactic(c, &tactics[1]) == -1 ||
	    fill_techniques(c) == -1 || fill_actors(c) == -1 ||
	    fill_strategies(c) == -1 || fill_sources(c) == -1 ||
	    fill_controls(c) == -1 || fill_mappings(c) == -1 ||
	    fill_evidence(c) == -1 || fill_threats(c) == -1 ||
	    fill_baseline(c) == -1 || fill_crosswalk(c) == -1 ||
	    catalog_put_measure(c, "rules", 0, "documents", 3) == -1 ||
	    catalog_put_finding(c, &findings[0]) == -1)
		return -1;
	return catalog_put_finding(c, &findings[1]);
}

#endif
