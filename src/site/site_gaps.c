/* What nothing answers, and what only one control does. */
#include "frame.h"
#include "model/matrix.h"
#include "value/member.h"

static int
put_gaps(const struct site *s, struct catalog *c, cJSON *of)
{
	cJSON *page = model_open(s->matrix);

	(void)c;
	(void)of;
	cJSON_AddBoolToObject(page, "has_moved",
	    member_get(page, "moved")->child != NULL);
	return site_put(s, "html/gaps", page, "gaps.html", "gaps");
}

void
site_add_gaps(struct site *s)
{
	site_add_piece(s, put_gaps, NULL);
}
