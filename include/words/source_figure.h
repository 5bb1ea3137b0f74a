/* The figures of a source, and what each counts. */
#ifndef WORDS_SOURCE_FIGURE_H
#define WORDS_SOURCE_FIGURE_H

#include <stdbool.h>

#include "words/words.h"

struct source_figure {
	const char *name; /* as JSON has it: "active" */
	const char *word; /* beside the number: "Active controls" */
	const char *means;
	const char *as_tagged; /* what it means where ids are not followed; NULL: the
	                        * same */
};

/* In the order in which they are shown; the last has no name. */
extern const struct source_figure source_figures[];

/* What it counts, where ids are resolved so; lives as long as the program. */
const char *source_figure_means(const struct source_figure *f,
    enum resolve resolve);

/* Is it one of those that tell apart what "controls" may mean: documents, all, active
 * and mapped ones, mappings? */
bool source_figure_is_basic(const struct source_figure *f);

#endif
