/* A small catalog with one of each: for tests of what is made of one. */
#ifndef TESTS_FILLED_H
#define TESTS_FILLED_H

#include "catalog/catalog.h"

/* Lists of words, as rows have them. */
static char filled_text[][16] = { "second", "first", "unlisted", "Linux",
	"Windows" };
static char *filled_words[] = { filled_text[0], filled_text[1], filled_text[2],
	filled_text[3], filled_text[4], filled_text[3] };
static const struct strs filled_both = { filled_words, 2 };
static const struct strs filled_first = { filled_words + 1, 1 };
static const struct strs filled_unlisted = { filled_words + 2, 1 };
static const struct strs filled_platforms = { filled_words + 3, 2 };
static const struct strs filled_turned = { filled_words + 4, 2 };

/* Techniques: pk is the place. */
static inline int
fill_techniques(struct catalog *c)
{
	static const struct catalog_reference references[] = {
		{ "Blog", "A blog.", "https://e.org/blog" },
		{ "Book", NULL, NULL },
	};
	const struct catalog_technique rows[] = {
		{ 1, "enterprise", "T1001", "ap--1", "Data Obfuscation",
		    "Hides <code>data</code>.", "https://e.org/T1001", 0,
		    false, "active", 0, true, NULL,
		    &filled_both, &filled_platforms,
		    references, 2 },
		{ 2, "enterprise", "T1001.001", "ap--2", "Junk Data", "",
		    "https://e.org/T1001/001", 1, true, "active", 0, true,
		    NULL, &filled_first, NULL, NULL, 0 },
		{ 3, "enterprise", "T1001.002", "ap--3", "Steganography", "",
		    "https://e.org/T1001/002", 1, true, "active", 0, false,
		    "not ours", &filled_unlisted, NULL, NULL, 0 },
		{ 4, "enterprise", "T1002", "ap--4", "Data Compressed", "",
		    "https://e.org/T1002", 0, false, "revoked", 1, false, NULL,
		    NULL, NULL, NULL, 0 },
		{ 5, "enterprise", "T1003", "ap--5", "Bygone", "",
		    "https://e.org/T1003", 0, false, "deprecated", 0, false,
		    NULL, NULL, NULL, NULL, 0 },
		{ 6, "enterprise", "T1004", "ap--6", "Gone", "",
		    "https://e.org/T1004", 0, false, "revoked", 0, false, NULL,
		    NULL, NULL, NULL, 0 },
		{ 7, "enterprise", "T1005", "ap--7", "Twice", "",
		    "https://e.org/T1005", 0, false, "revoked", 2, false, NULL,
		    NULL, NULL, NULL, 0 },
		{ 8, "enterprise", "T1005", "ap--8", "Twice", "",
		    "https://e.org/T1005", 0, false, "active", 0, true, NULL,
		    NULL, NULL, NULL, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (catalog_put_technique(c, &rows[i]) == -1)
			return -1;
	return 0;
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
		    .compass_title = "Mitigations", .compass_list = "links" },
		{ .ord = 2, .id = "ours", .title = "Ours",
		    .kind = "detection", .domain = "enterprise", .own = true,
		    .documents = 1, .compass_title = "Ours",
		    .compass_list = "files" },
		{ .ord = 3, .id = "rules", .title = "Rules",
		    .kind = "detection", .domain = "enterprise",
		    .url = "https://e.org/r.tar.gz",
		    .revision = "0123456789abcdef0123456789abcdef01234567",
		    .sha256 = "00", .accessed = "2026-08-01", .documents = 5,
		    .compass_title = "Rules", .compass_url = "https://e.org/r",
		    .compass_tree = "https://e.org/r/tree/main",
		    .compass_blob = "https://e.org/r/blob/main",
		    .compass_folder = "rules", .compass_list = "files" },
		{ .ord = 4, .id = "tests", .title = "Tests", .kind = "test",
		    .domain = "enterprise", .documents = 1,
		    .compass_title = "Tests", .compass_list = "names",
		    .compass_file = "https://e.org/{technique}/"
				    "{technique}.yaml" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (catalog_put_source(c, &rows[i]) == -1)
			return -1;
	return 0;
}

static inline int
fill_controls(struct catalog *c)
{
	static const struct catalog_control rows[] = {
		{ 1, 1, "M1", "Mitigate", "Do.", NULL, 0, "https://e.org/M1",
		    "active", "mitigation", NULL, NULL, NULL, NULL, NULL, 0,
		    false, true, NULL },
		{ 2, 3, "a", "Rule A", "Finds.", "rules/web/x/a.yml", 1,
		    "https://e.org/a", "active", "rule", "high", "test", "Me",
		    "2020-01-01", "2021-01-01", 1, false, true, NULL },
		{ 3, 3, "b", "Rule B", NULL, "other/b.yml", 1, NULL, "active",
		    "hunting", NULL, NULL, NULL, NULL, NULL, 3, false, true,
		    NULL },
		{ 4, 3, "c", "Rule C", NULL, "rules/c.yml", 1, NULL,
		    "deprecated", "rule", NULL, NULL, NULL, NULL, NULL, 0,
		    false, false, NULL },
		{ 5, 3, "d", "Rule D", NULL, "rules/d.yml", 1, NULL, "active",
		    "rule", NULL, NULL, NULL, NULL, NULL, 0, true, false,
		    NULL },
		{ 6, 3, "e", "Rule E", NULL, "rules/e.yml", 1, NULL, "active",
		    "rule", NULL, NULL, NULL, NULL, NULL, 0, false, true,
		    NULL },
		{ 7, 4, "t1", "Test 1", NULL, "t.yml", 1, NULL, "active",
		    "test", NULL, NULL, NULL, NULL, NULL, 2, false, true,
		    NULL },
		{ 8, 2, "o", "Own", NULL, "own/o.yml", 7, NULL, "active",
		    "rule", NULL, NULL, NULL, NULL, NULL, 0, false, true,
		    NULL },
	};
	struct catalog_control row;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		row = rows[i];
		if (i == 1)
			row.platforms = &filled_turned;
		if (catalog_put_control(c, &row) == -1)
			return -1;
	}
	return 0;
}

static inline int
fill_mappings(struct catalog *c)
{
	static const struct catalog_mapping rows[] = {
		{ 1, "T1001", 1, "exact", false, true, "Because." },
		{ 2, "T1001", 1, "exact", false, true, NULL },
		{ 2, "T1002", 1, "remapped", true, false, NULL },
		{ 3, "T1002", 1, "remapped", false, true, NULL },
		{ 4, "T1001", 1, "exact", false, false, NULL },
		{ 5, "T1001", 1, "exact", false, false, NULL },
		{ 6, "T1003", 5, "deprecated", false, false, NULL },
		{ 6, "T1004", 0, "retired", false, false, NULL },
		{ 6, "T99", 0, "malformed", false, false, NULL },
		{ 7, "T1001.001", 2, "exact", false, true, NULL },
		{ 8, "T9999", 0, "unknown", false, false, NULL },
		{ 8, "T1001", 1, "exact", false, true, NULL },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (catalog_put_mapping(c, &rows[i]) == -1)
			return -1;
	return 0;
}

/* All of it, in one order; 0, or -1 once said. */
static inline int
fill(struct catalog *c)
{
	static const struct catalog_domain domain = { "enterprise",
		"Enterprise ATT&CK", "18.1", "2025-11-12", "https://e.org/",
		"terms", "MITRE", "https://e.org/b.json", "ab", "2026-08-09" };
	static const struct catalog_tactic tactics[] = {
		{ "enterprise", 0, "TA0001", "first", "The First",
		    "https://e.org/TA0001", "Begins." },
		{ "enterprise", 1, "TA0002", "second", "The Second", NULL, "" },
	};
	static const struct catalog_finding findings[] = {
		{ "rules", "rules/z.yml", 3, "broken-document", "x\ty\\\nz" },
		{ "rules", NULL, 0, "unknown-id", "T9999" },
	};

	if (catalog_put_meta(c, "title", "Ours") == -1 ||
	    catalog_put_meta(c, "inputs", "0123") == -1 ||
	    catalog_put_meta(c, "generator", "Sextant") == -1 ||
	    catalog_put_domain(c, &domain) == -1 ||
	    catalog_put_tactic(c, &tactics[0]) == -1 ||
	    catalog_put_tactic(c, &tactics[1]) == -1 ||
	    fill_techniques(c) == -1 || fill_sources(c) == -1 ||
	    fill_controls(c) == -1 || fill_mappings(c) == -1 ||
	    catalog_put_finding(c, &findings[0]) == -1)
		return -1;
	return catalog_put_finding(c, &findings[1]);
}

#endif
