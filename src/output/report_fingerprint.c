/* What a result is known by from one run to the next. */
#include <string.h>

#include "base/digest.h"
#include "base/str.h"
#include "report_formats.h"
#include "value/member.h"

void
report_put_fingerprint(struct report *report, const cJSON *result, int digits,
    struct buf *out)
{
	static const char *const members[] = { "rule", "path", "message" };
	const char *path = member_text_or(result, "path", "");
	char hex[DIGEST_HEX + 1];
	struct digest d;
	size_t i;
	int n = 1;

	digest_begin(&d);
	for (i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		digest_add_str(&d, member_text_or(result, members[i], ""));
	digest_end(&d, hex);
	/* Sorted, so that those of a file stand together. */
	if (!str_equal(path, buf_str(&report->path))) {
		strs_free(&report->prints);
		buf_reset(&report->path);
		buf_puts(&report->path, path);
	}
	for (i = 0; i < report->prints.n; i++)
		n += strcmp(report->prints.v[i], hex) == 0;
	strs_add(&report->prints, hex);
	buf_printf(out, "%.*s:%d", str_fit(hex, digits), hex, n);
}
