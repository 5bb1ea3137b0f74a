/* Headers of a host that wants to be asked later: a line each, the first a number
 * that stands for a date. */
#include "fuzz.h"
#include "base/date.h"
#include "base/mem.h"
#include "fetch/limit.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const long long now = 1800000000;
	char *text = mem_strndup((const char *)data, size), *at = text;
	const char *lines[4];
	struct limit l;
	char told[DATE_TIME_LEN + 1];
	long long until;
	bool used_up;
	int i;

	for (i = 0; i < 4; i++) {
		lines[i] = at;
		at += strcspn(at, "\n");
		if (*at != '\0')
			*at++ = '\0';
	}
	l = (struct limit){ lines[1], strtoll(lines[0], NULL, 10), lines[2],
		lines[3] };
	until = limit_until(&l, now, &used_up);
	if (until != 0 && (until <= now || until > DATE_SECOND_MAX))
		abort();
	if (used_up && until == 0)
		abort();
	date_time(until, told);
	if (strlen(told) != DATE_TIME_LEN)
		abort();
	free(text);
	return 0;
}
