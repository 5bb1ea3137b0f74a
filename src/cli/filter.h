/* What commands share that print techniques: list, gaps and threat. */
#ifndef CLI_FILTER_H
#define CLI_FILTER_H

#include "model/gaps.h"
#include "output/answer.h"
#include "output/options.h"
#include "selection.h"

/* What list and gaps do not share. */
struct filtered {
	cJSON *(*model)(struct catalog *c,
	    const struct catalog_selection *selection,
	    const struct gaps_filter *filter);
	const struct column *columns; /* the state for people with --single */
	const char *single;           /* the help of that */
};

/* The whole command; returns its exit code. */
int filter_run(const struct command *self, const struct filtered *how, int argc,
    char **argv);

/* Checks what was given: one kind at most; returns 0, or EXIT_USAGE after
 * reporting the error. */
int filter_check(const struct command *self, struct selection *s,
    const char **format);

/*
 * Says what model_targets tells of words, a line each: what a person should
 * know as talk, what could not be resolved as errors, which name the option
 * that has the words (NULL: none). 0, or EXIT_USAGE where there was any of
 * these.
 */
int filter_say(const cJSON *targets, const char *option);

#endif
