/* One's own controls and those that they were made from, in words. */
#include "twins.h"

#include "base/buf.h"
#include "base/str.h"
#include "count/perspective.h"
#include "value/member.h"
#include "words/words.h"

/* "Elastic Detection Rules: Logon, by name, query changed, its techniques" */
static void
put_from(struct buf *b, const cJSON *row)
{
	buf_printf(b, "%s%s: %s", b->len > 0 ? "; " : "",
	    member_string(row, "source_title"), member_string(row, "title"));
	if (str_equal(member_string(row, "by"), "name"))
		buf_puts(b, ", by name");
	if (member_number(row, "changed") != 0)
		buf_puts(b, ", query changed");
	if (member_number(row, "techniques") != 0)
		buf_puts(b, ", with its techniques");
}

void
twins_add(cJSON *control, const cJSON *row)
{
	static const char *const kept[] = { "source", "id", "title", "url",
		"by", "?changed", "?techniques", NULL };
	long long of = member_number(control, "control");
	struct buf b = BUF_INIT;
	cJSON *list = NULL;

	for (; row != NULL && member_number(row, "control") == of;
	    row = row->next) {
		if (list == NULL)
			list = cJSON_AddArrayToObject(control, "twins");
		cJSON_AddItemToArray(list, member_pick(row, kept));
		put_from(&b, row);
	}
	member_take_buf(control, "from", &b);
}

void
twins_add_copy(cJSON *control)
{
	const char *copy = member_string(control, "copy");
	const char *state = member_string(control, "copy_state");
	const char *excluded = perspective_excluded(whose_read(state));
	struct buf b = BUF_INIT;

	if (copy != NULL && state == NULL &&
	    member_number(control, "counts") == 0 &&
	    member_lifecycle(control) == LIFECYCLE_ACTIVE) {
		buf_printf(&b, "in use as %s", copy);
		member_take_buf(control, "replaced", &b);
	} else if (copy != NULL) {
		buf_printf(&b, "%s, %s", copy, state == NULL ? "in use"
		    : excluded != NULL ? excluded : state);
		member_take_buf(control, "copied", &b);
	}
	cJSON_DeleteItemFromObject(control, "copy");
	cJSON_DeleteItemFromObject(control, "copy_state");
}
