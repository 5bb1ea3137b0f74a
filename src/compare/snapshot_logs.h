/* What of logs a snapshot keeps: compare/snapshot.h. */
#ifndef COMPARE_SNAPSHOT_LOGS_H
#define COMPARE_SNAPSHOT_LOGS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "catalog/catalog.h"

struct needs;
struct visibility;

/* Starts as { 0 }; snapshot_logs_close. Where it is not told what is collected, all
 * of it adds nothing. */
struct snapshot_logs {
	const struct visibility *seen; /* NULL: not told */
	struct visibility *own;        /* that is closed with it; or NULL */
	struct needs *needs;     /* NULL: what is lacking is not asked */
	bool lacks;
};

/* seen: of all, NULL: it is opened. Returns 0, or -1 after reporting the error. */
int snapshot_logs_open(struct snapshot_logs *l, struct catalog *c,
    const struct visibility *seen, bool lacks);
void snapshot_logs_close(struct snapshot_logs *l);

/* Adds to the snapshot "logs" and "log_sources"; 0, or -1. */
int snapshot_logs_add_names(const struct snapshot_logs *l, struct catalog *c,
    cJSON *snapshot);

/* Adds to a technique and to a control, of that row, what they have of it. */
void snapshot_logs_add_technique(const struct snapshot_logs *l, const cJSON *row,
    cJSON *technique);
void snapshot_logs_add_control(const struct snapshot_logs *l, const cJSON *row,
    cJSON *control);

#endif
