/* How much policies say of a technique, as the compass grades it. */
#include "compass_grade.h"

#include "value/member.h"

const char *const compass_graded[COMPASS_GRADED] = { "mitigations", "nist",
	"cis", "d3fend", "engage" };

/* The most that is few, and that is some. The table leaves open where CIS has
 * many (its limits are NIST's here), and which of 3 to 5 mitigations are. */
static const struct {
	long long few, some;
} limits[COMPASS_GRADED] = { { 2, 5 }, { 3, 6 }, { 3, 6 }, { 2, 5 }, { 2, 5 } };

long long
compass_grade(const cJSON *row)
{
	long long sum = 0, n;
	size_t i;

	for (i = 0; i < COMPASS_GRADED; i++) {
		n = member_number(row, compass_graded[i]);
		sum += (n > 0) + (n > limits[i].few) + (n > limits[i].some);
	}
	return (sum >= 1) + (sum >= 3) + (sum >= 7);
}
