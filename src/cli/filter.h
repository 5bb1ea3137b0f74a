/* What the commands that print techniques share: list, gaps and threat. */
#ifndef CLI_FILTER_H
#define CLI_FILTER_H

#include "model/gaps.h"
#include "output/answer.h"
#include "output/options.h"
#include "selection.h"

/* What differs between list and gaps. */
struct filtered {
	cJSON *(*model)(struct catalog *c,
	    const struct catalog_selection *selection,
	    const struct gaps_filter *filter);
	const struct column *columns; /* with --single people see the state, too */
	const char *single;           /* the help of that */
	const char *const *orders;    /* what --by may name, ended by NULL: the
	                                 usual one, and "priority" */
	const char *by;               /* the help of that */
	bool reasons;                 /* it has --reason */
};

/* The whole command; returns its exit code. */
int filter_run(const struct command *self, const struct filtered *how, int argc,
    char **argv);

/* Checks the options, of which --kind may name one kind; returns 0, or
 * EXIT_USAGE after reporting the error. */
int filter_check(const struct command *self, struct selection *s);

/*
 * Reports what targets_resolve found out about words, a line each: notes, and as
 * errors what could not be resolved, with the option that has the words (NULL:
 * none). Returns 0, or EXIT_USAGE where there was an error.
 */
int filter_say(const cJSON *targets, const char *option);

/* Says the states of the model's techniques in the words of its perspective, for
 * people: of text and Markdown. */
void filter_put_states(const cJSON *m, const char *format);

/* A copy of the columns: without those of what runs where the model does not say
 * that it is told which logs are collected, and with that of needs for people where
 * any of its controls names a log, likewise of what is missing and what to adopt. The
 * caller frees it. */
struct column *filter_told(const struct column *columns, const cJSON *m);

/* Prints the list of a model that is its member rows, which is cut to limit (0: all),
 * in these columns as filter_told has them, or the model as JSON. Returns 0, or -1. */
int filter_list(cJSON *m, const char *rows, const struct column *columns,
    const char *format, int limit);

#endif
