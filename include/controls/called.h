/* Which rules are meant where one calls another by id or name. */
#ifndef CONTROLS_CALLED_H
#define CONTROLS_CALLED_H

#include "controls/control.h"

/* A rule of one source. */
struct caller {
	const char *id, *name; /* or NULL */
	const char *path;
	int line;
	const struct rule_name *calls;
	size_t ncalls;
	bool active;
};

enum called {
	CALLED_ONE,     /* or all that share the id */
	CALLED_NONE,    /* no rule has that id or name: to is 0 */
	CALLED_SEVERAL, /* they share the name; a call for each */
	CALLED_CIRCLE,  /* what is called calls the caller, too */
};

/* Rule `from` calls rule `to`, places among all, by its call of that place. */
struct call {
	size_t from, place, to;
	enum called how;
};

/* Starts as { 0 }; calls_free. */
struct calls {
	struct call *v;
	size_t n;
	size_t *first; /* of each rule the place of its first call, or of the
	                  next rule's; and of one behind them all */
	size_t *order; /* all rules, each behind those that it calls */
};

/*
 * Looks up what each of n rules calls: an id first (ASCII case ignored), then a
 * name; of those that share it the ones in the caller's file, if any are, and
 * of these the active ones, if any are. Calls are in the order of the rules,
 * their calls, and what these mean.
 */
void calls_find(const struct caller *rules, size_t n, struct calls *out);
void calls_free(struct calls *c);

/*
 * What is wrong with what stands at calls->v[i], as the end of a sentence in
 * mem; NULL: nothing. *what is the kind of finding, *n how many calls from i on
 * are of the same place.
 */
const char *calls_why(const struct calls *calls, size_t i,
    const struct caller *rules, struct arena *mem, const char **what,
    size_t *n);

#endif
