/* Any bytes as Markdown, with all flags: the HTML keeps to the allow-list. */
#include <stdio.h>

#include "fuzz.h"
#include "html_check.h"
#include "prose/html.h"
#include "prose/markdown.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf out = BUF_INIT;
	const char *why;
	int flags;

	html_init();
	for (flags = 0; flags <= MARKDOWN_RAW; flags++) {
		buf_reset(&out);
		if (markdown_to_html((const char *)data, size, flags,
		    &out) == -1)
			abort();
		why = html_check(buf_str(&out));
		if (why != NULL) {
			fprintf(stderr, "%s in: %s\n", why, buf_str(&out));
			abort();
		}
	}
	buf_free(&out);
	return 0;
}
