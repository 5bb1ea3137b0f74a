/* Members of rows, and the head of a table of sources. */
#include "output/rows.h"

#include <stdio.h>
#include <string.h>

#include "value/value.h"

long long
row_number(const cJSON *row, const char *name)
{
	const cJSON *n = value_get(row, name);

	return cJSON_IsNumber(n) ? (long long)n->valuedouble : 0;
}

const char *
row_text(const cJSON *row, const char *name, const char *otherwise)
{
	const char *text = value_get_text(row, name);

	return text != NULL ? text : otherwise;
}

int
row_id_width(const cJSON *sources)
{
	const cJSON *s;
	int n, width = 16;

	cJSON_ArrayForEach(s, sources) {
		n = (int)strlen(value_get_text(s, "id")) + 1;
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
