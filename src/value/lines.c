/* JSON that is committed: a line an element, so that its changes read well. */
#include "value/lines.h"

#include <stdbool.h>

/* Does it hold nothing but scalars? */
static bool
is_flat(const cJSON *node)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, node)
		if (cJSON_IsObject(e) || cJSON_IsArray(e))
			return false;
	return true;
}

static void
put_text_lines(struct buf *out, const cJSON *node)
{
	char *text = cJSON_PrintUnformatted(node);

	buf_puts(out, text);
	cJSON_free(text);
}

static void
put_node(struct buf *out, const cJSON *node, int depth, int levels)
{
	bool array = cJSON_IsArray(node);
	const cJSON *e;
	cJSON *name;

	if (depth == levels || (depth > 0 && is_flat(node))) {
		put_text_lines(out, node);
		return;
	}
	buf_puts(out, array ? "[\n" : "{\n");
	cJSON_ArrayForEach(e, node) {
		if (e->string != NULL) {
			name = cJSON_CreateString(e->string);
			put_text_lines(out, name);
			buf_puts(out, ": ");
			cJSON_Delete(name);
		}
		put_node(out, e, depth + 1, levels);
		buf_puts(out, e->next != NULL ? ",\n" : "\n");
	}
	buf_putc(out, array ? ']' : '}');
}

void
lines_print(const cJSON *doc, int levels, struct buf *out)
{
	put_node(out, doc, 0, levels);
	buf_putc(out, '\n');
}
