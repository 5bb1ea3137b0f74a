/* How an answer on visibility (model/visibility.h) is printed. */
#ifndef TEXT_SHOW_VISIBILITY_H
#define TEXT_SHOW_VISIBILITY_H

#include <cjson/cJSON.h>
#include <stdbool.h>

struct visibility_shown {
	const char *format; /* one of answer_formats but json */
	bool next;          /* only what to collect next */
	bool listed;        /* techniques are asked for by how visible they are */
	int limit;          /* rows; 0: all; below: for people so many as they read,
	                       for programs all */
};

/* Prints it: for programs one table, of techniques or of what is next, or, where
 * one technique is asked for, of its log sources. */
void show_visibility(cJSON *m, const struct visibility_shown *how);

#endif
