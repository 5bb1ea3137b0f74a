/* The filled catalog (filled.h) with logs, and rules that need them. */
#ifndef TESTS_LOGS_WORLD_H
#define TESTS_LOGS_WORLD_H

#include "capture.h"
#include "catalog/put_logs.h"
#include "filled.h"
#include "value/member.h"
#include "value/value.h"

/* Logs, by pk: 1 product, 2 and 3 events of it, 4 another, 5 an event that 2 and 4
 * record. */
static inline int
logs_put(struct catalog *c)
{
	static const struct catalog_log logs[] = {
		{ .pk = 1, .id = "sys/mon", .title = "Monitor", .whole = true,
		    .collected = COLLECTED_PART },
		{ .pk = 2, .id = "sys/mon/1", .title = "Monitor event 1",
		    .collected = COLLECTED_YES, .platforms = &filled_platforms },
		{ .pk = 3, .id = "sys/mon/2", .title = "Monitor event 2" },
		{ .pk = 4, .id = "sys/audit/7", .title = "Audit event 7" },
		{ .pk = 5, .id = "sys/start", .title = "A program starts",
		    .collected = COLLECTED_YES },
	};
	size_t i;

	for (i = 0; i < sizeof(logs) / sizeof(logs[0]); i++)
		if (catalog_put_log(c, &logs[i]) == -1)
			return -1;
	if (catalog_put_log_name(c, 1, 0, "mitre", "Sysmon", NULL) == -1 ||
	    catalog_put_log_name(c, 2, 0, "mitre", "Sysmon", "1") == -1 ||
	    catalog_put_log_name(c, 2, 1, "splunk", "Mon EventID 1", NULL) ==
	    -1 || catalog_put_log_name(c, 5, 0, "sigma", "sys/starts", NULL) ==
	    -1 || catalog_put_log_part(c, 1, 2, "id") == -1 ||
	    catalog_put_log_part(c, 1, 3, "id") == -1 ||
	    catalog_put_log_part(c, 5, 2, "any") == -1 ||
	    catalog_put_log_part(c, 5, 4, "any") == -1)
		return -1;
	return catalog_put_log_gives(c, "Sysmon", 1);
}

/* The own rule needs a known log, or another, and one that nobody knows. */
static inline int
logs_put_needs(struct catalog *c)
{
	if (catalog_put_need(c, 8, 0, 0, "Mon EventID 1", 2) == -1 ||
	    catalog_put_need(c, 8, 0, 1, "Audit 7", 4) == -1)
		return -1;
	return catalog_put_need(c, 8, 1, 0, "Homemade", 0);
}

/* Rules from 9 on, each for the second technique: 9 runs, 10 does not, 11 is not
 * known to, 12 names no log. */
static inline int
logs_put_rules(struct catalog *c)
{
	static const struct catalog_control rules[] = {
		{ .id = "y", .title = "Runs", .runs = RUNS_YES },
		{ .id = "n", .title = "Runs not", .runs = RUNS_NO },
		{ .id = "u", .title = "May run", .runs = RUNS_UNKNOWN },
		{ .id = "0", .title = "Names none" },
	};
	struct catalog_mapping mapping = { .tagged = "T1005", .technique = 8,
		.outcome = "exact", .counted = true };
	struct catalog_control row;
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		row = rules[i];
		row.pk = mapping.control = 9 + (long long)i;
		row.source = 3;
		row.lifecycle = "active";
		row.type = "rule";
		row.whose = "available";
		row.counts = true;
		if (catalog_put_control(c, &row) == -1 ||
		    catalog_put_mapping(c, &mapping) == -1)
			return -1;
	}
	if (logs_put_needs(c) == -1 ||
	    catalog_put_need(c, 9, 0, 0, "Mon EventID 1", 2) == -1 ||
	    catalog_put_need(c, 9, 0, 1, "Audit 7", 4) == -1 ||
	    catalog_put_need(c, 10, 0, 0, "Mon EventID 1", 2) == -1 ||
	    catalog_put_need(c, 10, 1, 0, "Mon EventID 2", 3) == -1 ||
	    catalog_put_need(c, 10, 1, 1, "Audit 7", 4) == -1 ||
	    catalog_put_need(c, 11, 0, 0, "Mon", 1) == -1)
		return -1;
	return catalog_put_need(c, 11, 1, 0, "Homemade", 0);
}

/* Opens such a catalog in root; NULL once said. */
static inline struct catalog *
logs_open(const char *root, bool told)
{
	char *path = path_join(root, told ? "told.db" : "untold.db");
	struct catalog *c = catalog_create(path);

	if (c == NULL || fill(c) == -1 || logs_put(c) == -1 ||
	    logs_put_rules(c) == -1 ||
	    (told && catalog_put_meta(c, "logs", "told") == -1) ||
	    catalog_commit(c) == -1)
		return NULL;
	c = catalog_open(path);
	free(path);
	return c;
}

#endif
