/* Any bytes as an HTML fragment: what comes out keeps to the allow-list. */
#include <stdio.h>

#include "fuzz.h"
#include "html_check.h"
#include "prose/html.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf out = BUF_INIT, again = BUF_INIT;
	const char *why;

	html_init();
	if (html_clean((const char *)data, size, &out) == -1)
		abort();
	why = html_check(buf_str(&out));
	if (why != NULL) {
		fprintf(stderr, "%s in: %s\n", why, buf_str(&out));
		abort();
	}
	/* The same bytes once more: no state is left from the first time. */
	if (html_clean((const char *)data, size, &again) == -1 ||
	    strcmp(buf_str(&out), buf_str(&again)) != 0)
		abort();
	buf_free(&out);
	buf_free(&again);
	return 0;
}
