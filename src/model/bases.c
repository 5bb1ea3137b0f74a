/* Correlations and their base rules, in words. */
#include "model/bases.h"

#include <string.h>

#include "base/buf.h"
#include "value/member.h"
#include "value/value.h"

enum { SHOWN = 3 }; /* titles in a short text */

/* Replaces a row's member, a title per line, by a list. */
static void
split(cJSON *row, const char *name)
{
	const char *text = member_string(row, name);

	if (text == NULL)
		cJSON_DeleteItemFromObject(row, name); /* a null */
	else
		cJSON_ReplaceItemInObject(row, name, value_lines(text));
}

/* Appends the first titles, with commas between, and how many more there are.
 * There is one per line. */
static void
put_titles(const char *titles, struct buf *out)
{
	size_t n, shown = 0, more = 1;
	const char *s;

	for (s = titles; shown < SHOWN; s += n + 1) {
		n = strcspn(s, "\n");
		buf_puts(out, shown++ > 0 ? ", " : "");
		buf_put(out, s, n);
		if (s[n] == '\0')
			return;
	}
	for (; *s != '\0'; s++)
		more += *s == '\n';
	buf_printf(out, " and %zu more", more);
}

void
bases_put_silent(const char *titles, struct buf *out)
{
	buf_puts(out, "base of ");
	put_titles(titles, out);
	buf_puts(out, ", does not alert by itself");
}

void
bases_add(cJSON *row)
{
	struct buf b = BUF_INIT;

	if (member_string(row, "bases") != NULL) {
		put_titles(member_string(row, "bases"), &b);
		member_take_buf(row, "made_of", &b);
	}
	if (member_string(row, "base_of") != NULL) {
		bases_put_silent(member_string(row, "base_of"), &b);
		member_take_buf(row, "silent", &b);
	}
	split(row, "bases");
	split(row, "base_of");
}
