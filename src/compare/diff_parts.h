/* How two snapshots are compared, and the parts that a diff is put together
 * from: compare/diff.h has each. */
#ifndef COMPARE_DIFF_PARTS_H
#define COMPARE_DIFF_PARTS_H

#include "compare/diff.h"
#include "count/facts.h"
#include "words/words.h"

enum side { OLD, NEW, SIDES };
enum point { BEFORE, REBASED, AFTER, POINTS };
enum cause { BY_ATTACK, BY_CONTROLS, CAUSES };

/* A technique that either state knows, and how many controls count for it. */
struct technique {
	const char *domain, *id;
	const cJSON *node[SIDES]; /* NULL: that state does not know it */
	bool active[SIDES];
	bool chosen;   /* of a domain of both, and by the filter's tactics */
	size_t merged; /* active ones of old that are revoked by it in new */
	struct {
		long long count, tested; /* of them at E2 or better */
	} at[POINTS][CONTROL_KINDS];
};

struct control {
	const cJSON *source, *node; /* source->string is its id */
	const char *id, *path;      /* or NULL */
	const char *domain;
	enum kind kind;
	enum evidence evidence, best; /* of all ids that are not proved; of any */
	enum whose whose;
	bool counts;    /* in the figures that are compared */
	bool of_attack; /* its source is a part of ATT&CK itself */
	bool touched;   /* of the new state: with an effect of its own doing */
	struct control *twin; /* the same control in the other state, or NULL */
};

/* What one control did to one technique. */
struct effect {
	const struct technique *technique;
	enum cause cause;
	size_t kind;
	int count, tested;               /* by so many: -1, 0, 1 */
	const struct control *old, *new; /* one may be NULL */
	const char *why;                 /* compare/diff.h: controls */
	const char *tagged; /* id that the control names, or NULL */
};

/* An id of a control that counts elsewhere now. */
struct moved {
	const struct control *old, *new;
	const char *tagged, *from, *to; /* ids, or words */
};

/* A control that names techniques of the old ATT&CK, and none of the new. */
struct stranded {
	const struct control *old, *new;
};

/* All is borrowed from the snapshots and the filter. */
struct diff {
	const cJSON *snapshot[SIDES];
	const struct diff_filter *filter;
	enum of of[CONTROL_KINDS]; /* whose controls are counted */
	struct technique *techniques; /* by domain and id */
	size_t ntechniques;
	struct control *controls[SIDES]; /* in the snapshot's order */
	size_t ncontrols[SIDES];
	struct effect *effects; /* by technique, kind and cause, then in the
	                           order of controls */
	size_t neffects;
	struct moved *moved;
	size_t nmoved;
	struct stranded *stranded;
	size_t nstranded;
	const char *cause; /* of all of it, NULL: each has its own */
};

/* Members of two objects that have one name; one may be NULL. */
struct pair {
	const cJSON *old, *new;
	const char *name;
	size_t at;
};

/* In the order of the one and then, of what is only there, of the other; or
 * sorted. */
enum pair_order { OLD_FIRST, NEW_FIRST, BY_NAME };

/* All members of either; caller frees. */
struct pair *pair_up(const cJSON *old, const cJSON *new, enum pair_order order,
    size_t *n);

/* Fills techniques from objects by domain and id. */
void diff_take_techniques(struct diff *d, const cJSON *old, const cJSON *new);

/* The technique of an id, as far as that state (SIDES: either) knows it, or
 * NULL. */
struct technique *diff_technique(const struct diff *d, enum side side,
    const char *domain, const char *id);

/* The active technique that replaced one in the new state, or NULL. */
struct technique *diff_successor(const struct diff *d,
    const struct technique *t);

/* The technique that an id leads to in the new state: where it counts. NULL
 * where it does nowhere, and *why says why not: a word as outcomes are. */
struct technique *diff_resolve(const struct diff *d, const char *domain,
    const char *id, const char **why);

/* Fills controls of both, and finds which are one: compare/diff.h tells how. */
void diff_take_controls(struct diff *d);

/* Are the controls of the source compared? */
bool diff_wants(const struct diff *d, const cJSON *source);

/* Is the source a part of ATT&CK itself? */
bool diff_is_attack(const struct diff *d, enum side side, const cJSON *source);

/* Do its bytes have a digest or a revision? Without, they may be others each
 * time. */
bool diff_is_pinned(const cJSON *source);

/* Are digest and revision the same, or there in neither? */
bool diff_is_same_source(const cJSON *a, const cJSON *b);

/* Fills effects, moved and stranded, and what techniques have at each point. */
void diff_take_effects(struct diff *d);

/* All of the above but the cause, from snapshot and filter; diff_end frees. */
void diff_begin(struct diff *d, const cJSON *old, const cJSON *new,
    const struct diff_filter *filter);
void diff_end(struct diff *d);

/* CONTROL, of one or both of these (NULL: not there). */
cJSON *diff_control(const struct control *old, const struct control *new);

/* What became of a technique that was active, as compare/diff.h has it: *to is
 * its successor, or NULL. NULL where it still is, or never was. */
const char *diff_became(const struct diff *d, const struct technique *t,
    const struct technique **to);

/* Did a technique that this one replaced have controls of that kind? */
bool diff_inherits(const struct diff *d, const struct technique *t, size_t kind);

/* Likewise of rows of diff_add_technique: adds names, became, and which have
 * moved and what inherits, from the new state's techniques as a snapshot has them
 * (NULL: nothing is known of them) and its counts. */
void diff_add_bare_moves(cJSON *list, const cJSON *techniques,
    const cJSON *counts);

/* The id of a new technique of the same name, for one without a successor; or
 * NULL. */
const char *diff_namesake(const struct diff *d, const struct technique *t);

/* The figures of a domain at that point, of kinds that either has a source of. */
cJSON *diff_coverage(const struct diff *d, enum point p, const char *domain);

/* Adds figures of each kind and definition that is there before and after;
 * at REBASED may be NULL. */
void diff_add_figures_of(cJSON *list, const char *domain,
    const cJSON *const at[POINTS], const struct strs *kinds);

/* Adds a technique with what a kind of controls had and has for it, where that
 * differs, and returns it, or NULL. */
cJSON *diff_add_technique(cJSON *list, const struct technique *t, size_t kind,
    enum point from, enum point to, const char *cause);

/* Whose controls are compared; and adds "perspective", "untold" and the
 * "settings" that tell of it, behind those of settings_compare. */
void diff_take_perspective(struct diff *d);
void diff_add_perspective(cJSON *to, const struct diff *d);

/* Likewise of two of which one is no snapshot. Appends to kinds those of wanted
 * (empty: all) that can be compared: of which both count the same controls. */
void diff_add_bare_perspective(cJSON *to, const struct state *old,
    const struct state *new, const struct strs *wanted, struct strs *kinds);

/* Adds the state of a control that both have, where it differs. Does it? */
bool diff_add_state(cJSON *one, const struct control *a,
    const struct control *b);

/* What a state of snapshots says of logs, as state.h has it; NULL where it does
 * not. */
cJSON *diff_logs_of(const struct diff *d, enum side side);

/* Adds "logs", but for techniques and controls, of two of these (NULL: it says
 * nothing), and returns it. */
cJSON *diff_add_logs_of(cJSON *to, const cJSON *old, const cJSON *new);

/* Each adds the member that it is named for. */
void diff_add_controls(cJSON *to, const struct diff *d);
void diff_add_moves(cJSON *to, const struct diff *d);
void diff_add_stranded(cJSON *to, const struct diff *d);
void diff_add_figures(cJSON *to, const struct diff *d);
void diff_add_techniques(cJSON *to, const struct diff *d);
void diff_add_attack(cJSON *to, const struct diff *d);
void diff_add_logs(cJSON *to, const struct diff *d);

#endif
