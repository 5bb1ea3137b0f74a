/* Gathering what a file names. */
#ifndef REPORT_GATHER_H
#define REPORT_GATHER_H

#include <cjson/cJSON.h>

#include "report/report.h"
#include "value/value.h"

/* A place that names something: all as in struct report_thing. */
struct mention {
	enum report_as as;
	unsigned kinds;
	const char *word, *said, *id, *stix, *where;
	bool withdrawn;
	int line;
	size_t place; /* set by gather_add */
};

struct gather {
	const char *path; /* for messages */
	struct arena *mem;
	const struct report_names *names;
	struct report *r;
	struct mention *v;
	size_t n;
	bool full; /* told once */
};

/* Adds a place. Its strings are borrowed, and as old as the report. */
void gather_add(struct gather *g, struct mention m);

/* Is a word (may be NULL) as a whole an id of that? */
bool gather_is_id(enum report_as as, const char *word);

/* Adds what is named by a word that is an id, or has one behind " - " ("APT29 -
 * G0016"), or else by its name, of that kind. */
void gather_add_word(struct gather *g, struct mention m);

/* Adds an actor by its name; where that is not known but one of others (strings,
 * may be NULL) is, by that. */
void gather_add_named(struct gather *g, struct mention m,
    const cJSON *others);

void gather_note(struct gather *g, int line, const char *what);

/* The same "what: n", or nothing where n is 0. */
void gather_note_count(struct gather *g, size_t n, const char *what);

#define ACTIONS_IDLE "actions without a technique"

/* Gives the report each thing once. Returns 0, or -1 after reporting that there
 * were too many. */
int gather_finish(struct gather *g);

/* Ids and names of a text (plain.h makes it) whose first line is that; where
 * step is 0 all is in that line. */
void scan_text(struct gather *g, const char *plain, int line, int step,
    const char *where);

/* The readers. doc lives as long as the report. Return 0, or -1 after reporting
 * the error. */
int stix_bundle_read(struct gather *g, const cJSON *objects);
int attack_flow_read(struct gather *g, const cJSON *doc);
int misp_read(struct gather *g, const cJSON *doc);
int table_read(struct gather *g, const char *text, size_t len);

/* Is doc of the format? */
bool stix_bundle_is(const cJSON *doc, const cJSON **objects);
bool attack_flow_is(const cJSON *doc);
bool misp_is(const cJSON *doc);
bool table_is(const char *text, size_t len);

#endif
