/* What a source of threats holds, for the catalog of filled.h. */
#ifndef TESTS_FILLED_THREATS_H
#define TESTS_FILLED_THREATS_H

#include "catalog/threats.h"

static inline int
fill_vulnerabilities(struct catalog *c)
{
	static const struct catalog_vulnerability rows[] = {
		{ 1, 1, "CVE-2021-44228", "A logger", "lookup", "kev.json", 3 },
		{ 2, 1, "CVE-2019-0708", NULL, NULL, "kev.json", 9 },
		{ 3, 3, "CVE-2021-44228", "The same", NULL, "own.csv", 2 },
		{ 4, 3, "CVE-2020-0001", NULL, NULL, "own.csv", 3 },
	};
	static const struct catalog_mapping pairs[] = {
		{ .tagged = "T1001", .technique = 1, .outcome = "exact",
		    .counted = true, .score = "how", .note = "By a line." },
		{ .tagged = "T1002", .technique = 1, .outcome = "remapped" },
		{ .tagged = "T9999", .outcome = "unknown" },
	};
	size_t i;

	for (i = 0; i < 3; i++)
		if (catalog_put_vulnerability(c, &rows[i]) == -1 ||
		    catalog_put_vulnerability_technique(c, 1, &pairs[i]) == -1)
			return -1;
	if (catalog_put_vulnerability(c, &rows[3]) == -1)
		return -1;
	return catalog_put_vulnerability_technique(c, 3, &pairs[0]);
}

static inline int
fill_profiles(struct catalog *c)
{
	static const struct catalog_profile_word words[] = {
		{ 1, 0, "alias", "Grizzly", "Grizzly", "grizzly" },
		{ 1, 1, "origin", "RU", "Russia", "russia" },
		{ 1, 2, "victim", "Germany", "Germany", "germany" },
		{ 2, 0, "sector", "Telecoms", "Telecommunications",
		    "telecommunications" },
	};
	size_t i;

	if (catalog_put_profile(c, 1, 1, "u-1", "Bear", "actors.json", 4) == -1 ||
	    catalog_put_profile(c, 2, 1, NULL, "Nobody", "actors.json", 9) == -1 ||
	    catalog_put_profile_actor(c, 1, 1, "alias") == -1)
		return -1;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (catalog_put_profile_word(c, &words[i]) == -1)
			return -1;
	return catalog_put_same_word(c, "country", "ru", "Russia");
}

/* All of it; 0, or -1 once said. */
static inline int
fill_threats(struct catalog *c)
{
	static const struct catalog_factor rows[] = {
		{ 1, "prevalence", "T1001", 1, "exact", 0.5, true },
		{ 1, "prevalence", "T1002", 1, "remapped", 0.75, false },
	};

	if (fill_vulnerabilities(c) == -1 || fill_profiles(c) == -1 ||
	    catalog_put_factor(c, &rows[0]) == -1)
		return -1;
	return catalog_put_factor(c, &rows[1]);
}

#endif
