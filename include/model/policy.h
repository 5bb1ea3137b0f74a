/* A control of a policy: its techniques, and how each of them is answered. */
#ifndef MODEL_POLICY_H
#define MODEL_POLICY_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

/* The id of a control (of any kind) that people call it by, such as "AC-2"; NULL
 * where it has none, or one that only repeats the title: "defender_for_storage",
 * or "5.3" of the title "5.3". */
const char *policy_called(const cJSON *control);

/*
 * Adds to a control of model/control.h, for its page, the cells of matrix.h by
 * pk - 1:
 *
 * groups [{uses [{cell (false: it names no technique), tagged, named_as (the
 * other id that it names it by), score, not_counted (why)}], note_markdown}]: its
 * mappings, those of which its source says the same together, in the order in
 * which each first stands; what does not apply is false;
 *
 * detections, tests: of the techniques in scope that it counts for, how many
 * have one of the rules, tests, that the cells count; has_scores, has_notes;
 * columns: how many the table of uses has, of those that yours and yours_test
 * of whose, an object with flags, call for; called: as policy_called has it,
 * or false; assessed: it was looked at, and is not mappable.
 */
void policy_add(cJSON *control, cJSON *const *cells, size_t ncells,
    const cJSON *whose);

#endif
