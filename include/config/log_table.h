/*
 * data/logs.yaml: logs, and what each is called by those who name logs. Its head
 * documents the form; data/README.md, "Logs", what a log is.
 */
#ifndef CONFIG_LOG_TABLE_H
#define CONFIG_LOG_TABLE_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"

/* Whose names stand in the rows; what is no part of a name, before or behind it. */
struct log_vocabulary {
	const char *id, *title; /* splunk, Splunk */
	struct strs before, behind;
};

struct log_name {
	size_t vocabulary; /* its place */
	const char *name;
	const char *channel; /* or NULL: all of it */
	int line;
};

struct log_row {
	const char *id; /* windows/sysmon/1, or windows/sysmon/{event} */
	const char *title; /* or NULL: not said */
	bool whole;
	struct strs platforms, any; /* any: ids of rows that record it */
	struct log_name *names;
	size_t nnames;
	int line;
};

struct log_table {
	const char *path;
	struct log_vocabulary *vocabularies;
	size_t nvocabularies;
	struct log_row *rows; /* as they stand there */
	size_t n;
};

/* What stands for an event in a row's id, title and names. */
extern const char log_event[]; /* "{event}" */

/*
 * Reads the table at path; texts are in mem. At most 40 vocabularies, 20,000 rows,
 * 500 names of each, 200 bytes of a text. Returns 0, or -1 after saying path:line:
 * what. log_table_free in either case.
 */
int log_table_read(const char *path, struct arena *mem, struct log_table *t);
void log_table_free(struct log_table *t);

#endif
