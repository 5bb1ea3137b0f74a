/* Does an exception of the scope still hold today? */
#include "check/check.h"

#include <string.h>

#include "words/exception.h"

void
check_exceptions(struct checking *k)
{
	const struct config_exception *x = k->config->exceptions;
	const struct config_exception *end = LIST_END(x, k->config->nexceptions);
	struct buf why = BUF_INIT;
	cJSON *one;

	for (; x < end; x++) {
		/* Days as text are in the order of time. */
		if (x->until == NULL || strcmp(x->until, k->today) >= 0)
			continue;
		buf_reset(&why);
		buf_printf(&why, "%s: the exception has run out (", x->id);
		exception_put(&why, x->reason, x->owner, x->until);
		buf_printf(&why, "); today is %s", k->today);
		one = check_add(k, "expired-exception", k->config->path,
		    x->line, buf_str(&why));
		cJSON_AddStringToObject(one, "technique", x->id);
		cJSON_AddStringToObject(one, "reason", x->reason);
		if (x->owner != NULL)
			cJSON_AddStringToObject(one, "owner", x->owner);
		cJSON_AddStringToObject(one, "until", x->until);
	}
	buf_free(&why);
}
