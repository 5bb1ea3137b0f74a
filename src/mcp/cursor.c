/* Cursors: a place, which catalog it is of, and a sum over both and the question. */
#include "cursor.h"

#include <stdbool.h>
#include <string.h>

#include "base/digest.h"
#include "base/str.h"

enum { SUM = 12 }; /* hexadecimal digits of a sum that are told */

static void
sum_of(char sum[SUM + 1], const char *a, const char *b)
{
	struct digest d;
	char hex[DIGEST_HEX + 1];

	digest_begin(&d);
	digest_add_str(&d, a);
	digest_add_str(&d, b);
	digest_end(&d, hex);
	memcpy(sum, hex, SUM);
	sum[SUM] = '\0';
}

/* The same of a catalog's sum. */
static void
put_cursor(struct buf *cursor, long long at, const char *question,
    const char *catalog)
{
	char sum[SUM + 1];

	buf_printf(cursor, "%lld.%s", at, catalog);
	sum_of(sum, buf_str(cursor), question);
	buf_printf(cursor, ".%s", sum);
}

void
cursor_put(struct buf *cursor, long long at, const char *question,
    const char *catalog)
{
	char sum[SUM + 1];

	sum_of(sum, catalog, "");
	put_cursor(cursor, at, question, sum);
}

/* The place before the first dot, and the sum behind it. */
static bool
read_cursor(const char *cursor, long long *at, char of[SUM + 1])
{
	size_t n = strcspn(cursor, ".");
	struct arena mem = { 0 };
	bool rc = str_to_number(arena_strndup(&mem, cursor, n), at) &&
	    strlen(cursor + n) > SUM + 1;

	arena_free(&mem);
	if (rc)
		memcpy(of, cursor + n + 1, SUM);
	of[SUM] = '\0';
	return rc;
}

const char *
cursor_read(const char *cursor, const char *question, const char *catalog,
    long long *at)
{
	char of[SUM + 1], sum[SUM + 1];
	struct buf made = BUF_INIT;
	bool same;

	if (!read_cursor(cursor, at, of))
		return "is no cursor of this server";
	put_cursor(&made, *at, question, of);
	same = strcmp(buf_str(&made), cursor) == 0;
	buf_free(&made);
	if (!same)
		return "is damaged, or of a question with other arguments";
	sum_of(sum, catalog, "");
	if (strcmp(of, sum) != 0)
		return "is of another catalog: it was built anew since; ask "
		    "again without a cursor";
	return NULL;
}
