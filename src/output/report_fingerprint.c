/* What a result is known by from one run to the next. */
#include "base/digest.h"
#include "base/str.h"
#include "report_formats.h"
#include "value/member.h"

static const char *const members[] = { "rule", "path", "message" };

enum { MEMBERS = sizeof(members) / sizeof(members[0]) };

/* Are two results the same but for their place in the file? */
static bool
is_same_result(const cJSON *a, const cJSON *b)
{
	int i;

	for (i = 0; i < MEMBERS; i++)
		if (!str_equal(member_text_or(a, members[i], ""),
		    member_text_or(b, members[i], "")))
			return false;
	return true;
}

void
report_put_fingerprint(const cJSON *result, int digits, struct buf *out)
{
	char hex[DIGEST_HEX + 1];
	struct digest d;
	const cJSON *r;
	int i, n = 1;

	/* Sorted, so that those of a file stand together; a list's first has
	 * the last before it. */
	for (r = result->prev; r->next != NULL && str_equal(
	    member_text_or(r, "path", ""), member_text_or(result, "path", ""));
	    r = r->prev)
		n += is_same_result(r, result);
	digest_begin(&d);
	for (i = 0; i < MEMBERS; i++)
		digest_add_str(&d, member_text_or(result, members[i], ""));
	digest_end(&d, hex);
	buf_printf(out, "%.*s:%d", str_fit(hex, digits), hex, n);
}
