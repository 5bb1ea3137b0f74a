/* The options that say which techniques are asked about, and how to print. */
#ifndef CLI_FILTER_H
#define CLI_FILTER_H

#include "model/gaps.h"
#include "output/options.h"
#include "selection.h"

/* What list and gaps are asked. Starts as { .format = "text" }; filter_free. */
struct filter {
	struct selection s;
	struct strs tactics, groups;
	const char *domain, *format;
	bool single;
	int limit;
};

#define OPT_FILTER(a) \
	{ OPT_TEXT, 'f', "format", "NAME", &(a).format, \
		"text, tsv, csv, markdown or json (text)" }, \
	{ OPT_NUMBER, 'n', "limit", "N", &(a).limit, \
		"only the first N techniques" }, \
	{ OPT_LIST, 0, "tactic", "NAME", &(a).tactics, \
		"only techniques of this tactic; repeatable" }, \
	{ OPT_LIST, 0, "group", "NAME", &(a).groups, \
		"only techniques of this group; repeatable" }, \
	{ OPT_TEXT, 0, "domain", "NAME", &(a).domain, \
		"only enterprise, mobile or ics" }

/* Checks what was given; returns 0, or EXIT_USAGE after reporting the error. */
int filter_check(const struct command *self, struct filter *a);

/* The words of the options as a filter, whose parts are borrowed from a and of
 * the thread's cJSON memory. As selection_find. */
int filter_filter(struct catalog *c, struct filter *a,
    struct gaps_filter *filter);

void filter_free(struct filter *a);

/*
 * Says what model_targets tells of words, a line each: what a person should
 * know as talk, what could not be resolved as errors, which name the option
 * that has the words (NULL: none). 0, or EXIT_USAGE where there was any of
 * these.
 */
int filter_say(const cJSON *targets, const char *option);

#endif
