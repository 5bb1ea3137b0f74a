/* The parts that a diff is put together from: compare/diff.h has each. */
#ifndef COMPARE_DIFF_PARTS_H
#define COMPARE_DIFF_PARTS_H

#include "attack_changes.h"

/* Two sides, compared. */
struct diff {
	struct side old, new;
	struct steps steps;
	struct attack attack;
	const char *cause; /* of all of it, NULL: each has its own */
};

/* Do its bytes have a digest or a revision? Without, they may be others each
 * time. */
bool diff_is_pinned(const cJSON *source);

/* Are digest and revision the same, or there in neither? */
bool diff_is_same_source(const cJSON *a, const cJSON *b);

/* CONTROL, of one or both of these (NULL: not there). */
cJSON *diff_control(const struct side_control *old,
    const struct side_control *new);

/* Each adds the member that it is named for. */
void diff_add_controls(cJSON *to, const struct diff *d);
void diff_add_moves(cJSON *to, const struct diff *d);
void diff_add_stranded(cJSON *to, const struct diff *d);
void diff_add_figures(cJSON *to, const struct diff *d);
void diff_add_techniques(cJSON *to, const struct diff *d);

#endif
