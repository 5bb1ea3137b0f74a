/* The head of a table of sources. */
#include "output/rows.h"

#include <string.h>

#include "value/member.h"

int
row_id_width(const cJSON *sources)
{
	const cJSON *s;
	int n, width = 16;

	cJSON_ArrayForEach(s, sources) {
		n = (int)strlen(member_text(s, "id")) + 1;
		width = n > width ? n : width;
	}
	return width;
}

void
row_put_titles(struct terminal *t, int width, const char *titles)
{
	struct buf text = BUF_INIT;

	buf_printf(&text, "%-*s%s", width, "source", titles);
	terminal_put(t, STYLE_STRONG, buf_str(&text));
	terminal_printf(t, "\n");
	buf_free(&text);
}
