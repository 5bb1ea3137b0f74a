/* Rules of one's own that were made from others' rules, their twins: a rule that
 * was exported from a product, and the public one that it came from. */
#ifndef MAP_TWINS_H
#define MAP_TWINS_H

#include "attack/stix.h"
#include "inputs.h"

/* A control was made from another, its twin. */
struct twin {
	struct control *control; /* the twin */
	const struct input *at;  /* where it is from */
	const char *by;          /* "id", "name": how it was found */
	bool changed;            /* the two search for different things */
	bool techniques;         /* the control has its twin's techniques */
	enum evidence most;      /* that the control has of its twin's: E4, E1 */
};

/*
 * Finds the twins of the controls of each own source, among those of the sources
 * that its definition names (data/sources/README.md, `twin`), and lists them in
 * each control, in memory of its input. By an id, that is every active control
 * of that id, or all where none is active; else by the first name that any has,
 * if only one does: otherwise none is taken, and a control that counts has a
 * finding. Ids and names are compared without ASCII case.
 *
 * A control that counts, and names nothing that looks like a technique's id, gets
 * the tags of its twins, resolved. It gets their evidence up to E2 where `most`
 * is E4; otherwise up to E1. evidence_join does the rest.
 *
 * Controls have their tags resolved, and stay where they are.
 */
void twins_find(struct inputs *in, const struct stix *domains);

/* A twin of a control that counts, as yours, is WHOSE_TWIN and counts no more:
 * the two are one control. To be called once it is decided whose all are. */
void twins_exclude(struct inputs *in);

#endif
