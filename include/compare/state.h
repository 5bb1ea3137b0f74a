/*
 * What a file knows of a build, so that two of them can be compared: a snapshot
 * all; `export json` and a history (compare/history.h) of its last build all
 * but the controls; `stats --format json` no counts, and of several domains no
 * settings; `export csv` only counts, a lock only sources.
 */
#ifndef COMPARE_STATE_H
#define COMPARE_STATE_H

#include <cjson/cJSON.h>
#include <stdbool.h>

/* What is NULL is not known. All is borrowed from what it is of. */
struct state {
	const cJSON *perspective; /* by kind: whose are counted; NULL: it does not
	                             say */
	const cJSON *settings; /* an object with resolve, lifecycle, counts,
	                          scope */
	const cJSON *attack;   /* by domain: its version, or {version} */
	const cJSON *sources;  /* by id: {revision, accessed, sha256, controls} */
	const cJSON *figures;  /* by domain, kind and definition: {covered, of} */
	const cJSON *counts;   /* of controls, by domain ("": not told), technique
	                          and kind */
	const cJSON *logs;     /* {collected [names], visible {domain: {full …}}
	                          (techniques), runs {yes …} (detections)} */
	const cJSON *techniques; /* by domain, as a snapshot has them */
	const cJSON *snapshot; /* compare/snapshot.h: all of it */
};

/*
 * Each is of what its name says: what model_stats makes; export_model; rows of
 * csv_parse. False where it is none of these, or holds no build: nothing was
 * said.
 */
void state_of_snapshot(const cJSON *snapshot, struct state *s);
bool state_of_history(const cJSON *history, struct state *s);
bool state_of_stats(const cJSON *stats, struct state *s);
void state_of_export(const cJSON *export, struct state *s);
bool state_of_csv(const cJSON *rows, struct state *s);

#endif
