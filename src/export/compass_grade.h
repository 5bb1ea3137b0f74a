/* The compass's grade of how much policies say of a technique. */
#ifndef EXPORT_COMPASS_GRADE_H
#define EXPORT_COMPASS_GRADE_H

#include <cjson/cJSON.h>

#define COMPASS_GRADE "policy_process_volume" /* its column */
#define COMPASS_GRADED 5

/* The columns that are graded. */
extern const char *const compass_graded[COMPASS_GRADED];

/*
 * The grade, 0 to 3, of a row of the compass's table, by those columns.
 *
 * The compass does not publish how it grades. This was worked out from its table
 * of August 2022, and gives the grade of each of the 578 rows there: a column is
 * none (0), few (1), some (2) or many (3), and of the sum of these 1 is the least
 * for grade 1, 3 for 2, and 7 for 3.
 */
long long compass_grade(const cJSON *row);

#endif
