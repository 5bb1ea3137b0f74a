/* The parts that a diff is put together from: model/diff.h has each. */
#ifndef MODEL_DIFF_PARTS_H
#define MODEL_DIFF_PARTS_H

#include "attack.h"

/* Two sides, compared. */
struct diff {
	struct side old, new;
	struct steps steps;
	struct attack attack;
};

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
