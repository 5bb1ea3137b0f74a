/* How broad the controls of policies are: how many techniques each names. */
#include "count/breadth.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "value/member.h"

int
breadth_read(struct catalog *c, struct breadth *b)
{
	struct breadth_of *one;
	cJSON *rows = NULL;
	const cJSON *row;
	size_t pk;

	if (catalog_rows(c, Q_BREADTH, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		pk = (size_t)member_number(row, "control");
		while (b->n < pk)
			*LIST_ADD(b->v, b->n) = (struct breadth_of){ 0, 0 };
		one = &b->v[pk - 1];
		one->techniques = member_number(row, "techniques");
		one->of = member_number(row, "of");
		b->controls++;
		b->broad += one->techniques > BREADTH_BROAD;
	}
	cJSON_Delete(rows);
	return 0;
}

void
breadth_free(struct breadth *b)
{
	free(b->v);
	memset(b, 0, sizeof(*b));
}

static void
put_breadth(const struct breadth *b, const struct breadth_of *one,
    struct buf *out)
{
	buf_printf(out, "%lld of %lld technique%s", one->techniques, one->of,
	    one->of == 1 ? "" : "s");
	if (one->techniques <= BREADTH_BROAD)
		return;
	if (b->broad == 1)
		buf_printf(out, "; the only one of %lld policy controls that "
		    "names over %d", b->controls, BREADTH_BROAD);
	else
		buf_printf(out, "; one of the %lld of %lld policy controls "
		    "that name over %d", b->broad, b->controls, BREADTH_BROAD);
}

void
breadth_add(const struct breadth *b, cJSON *control, long long pk)
{
	const struct breadth_of *one;
	struct buf text = BUF_INIT;
	cJSON *breadth;

	if (pk <= 0 || (size_t)pk > b->n || b->v[pk - 1].of == 0)
		return;
	one = &b->v[pk - 1];
	breadth = cJSON_AddObjectToObject(control, "breadth");
	member_add_number(breadth, "techniques", one->techniques);
	member_add_number(breadth, "of", one->of);
	member_add_number(breadth, "limit", BREADTH_BROAD);
	member_add_number(breadth, "broad_controls", b->broad);
	member_add_number(breadth, "controls", b->controls);
	put_breadth(b, one, &text);
	member_take_buf(breadth, "text", &text);
}
