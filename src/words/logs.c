/* What the logs that are collected are enough for. */
#include "words/logs.h"

#include <stddef.h>

#include "base/word.h"
#include "value/member.h"

const char *const runs_names[] = { "not-told", "unknown", "no", "yes", NULL };
const char *const visible_names[] = { "not-told", "blind", "partly", "full",
	NULL };
const char *const runs_choices[] = { "yes", "no", "unknown", "not-told",
	NULL };

/* The place of a word in a list that NULL ends; 0 where it is none. */
static int
place_or_first(const char *name, const char *const *names)
{
	int place = word_place(name, names);

	return names[place] != NULL ? place : 0;
}

const char *
runs_name(enum runs runs)
{
	return runs_names[runs];
}

enum runs
runs_read(const char *name)
{
	return (enum runs)place_or_first(name, runs_names);
}

enum runs
member_runs(const cJSON *node)
{
	return runs_read(member_string(node, "runs"));
}

enum runs
runs_with(enum runs so_far, bool known, enum collected collected)
{
	if (so_far == RUNS_YES || (known && collected == COLLECTED_YES))
		return RUNS_YES;
	return known && collected == COLLECTED_NO ? so_far : RUNS_UNKNOWN;
}

const char *
visible_name(enum visible visible)
{
	return visible_names[visible];
}

enum visible
visible_read(const char *name)
{
	return (enum visible)place_or_first(name, visible_names);
}

const char *
collected_name(enum collected collected)
{
	static const char *const names[] = { "no", "part", "yes" };

	return names[collected];
}

const char *
collected_what_name(enum collected_what what)
{
	static const char *const names[] = { "log", "log-source", "component",
		"unknown" };

	return names[what];
}
