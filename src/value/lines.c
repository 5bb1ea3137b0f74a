/* JSON that is committed: a line an element, so that its changes read well. */
#include "value/lines.h"

#include <stdbool.h>

#include "value/value.h"

/* Does it hold nothing but scalars? */
static bool
is_flat(const cJSON *node)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, node)
		if (cJSON_IsObject(e) || cJSON_IsArray(e) || cJSON_IsRaw(e))
			return false;
	return true;
}

static void
put_node(struct buf *out, const cJSON *node, int depth, int levels)
{
	bool array = cJSON_IsArray(node);
	const cJSON *e;
	cJSON *name;

	if (depth == levels || (depth > 0 && is_flat(node))) {
		value_print(node, out);
		return;
	}
	buf_puts(out, array ? "[\n" : "{\n");
	cJSON_ArrayForEach(e, node) {
		if (e->string != NULL) {
			name = cJSON_CreateString(e->string);
			value_print(name, out);
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
