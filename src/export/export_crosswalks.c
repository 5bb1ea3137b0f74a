/* The pairs of crosswalks, as a table. */
#include "base/escape.h"
#include "crosswalk/crosswalk.h"
#include "export/export.h"
#include "value/member.h"

/* A header, and a row for each of the list; false and what is absent are empty. */
static void
put_crosswalk_rows(const cJSON *list, const char *const *names,
    struct buf *out)
{
	const cJSON *row;
	size_t i;

	for (i = 0; names[i] != NULL; i++)
		buf_printf(out, "%s%s", i > 0 ? "," : "", names[i]);
	buf_puts(out, "\r\n");
	cJSON_ArrayForEach(row, list) {
		for (i = 0; names[i] != NULL; i++) {
			buf_puts(out, i > 0 ? "," : "");
			escape_csv(out, member_text_or(row, names[i], ""));
		}
		buf_puts(out, "\r\n");
	}
}

int
export_crosswalks_csv(struct catalog *c, struct buf *out)
{
	static const char *const names[] = { "crosswalk", "from", "from_id",
		"from_title", "relation", "to", "to_id", "to_title", "joint",
		"note", "path", "line", NULL };
	const struct crosswalk_asked all = { 0 };
	bool known;
	cJSON *m = crosswalk_pairs(c, &all, &known);

	if (m == NULL)
		return -1;
	put_crosswalk_rows(member_get(m, "pairs"), names, out);
	cJSON_Delete(m);
	return 0;
}
