/* Baselines: which controls of a policy are chosen, and what is known of them. */
#include "count/baseline.h"

#include "base/word.h"
#include "count/provenance.h"
#include "value/member.h"

enum { NAMED = 5 }; /* ids that the text names */

bool
baseline_is(const cJSON *row, const char *word)
{
	return word_is(word, member_string(row, "name")) ||
	    word_is(word, member_string(row, "source"));
}

/* "79 of the 287 controls of NIST 800-53B, moderate baseline (5.1.1+u4,
 * 2024-02-04) name a technique; nist-800-53 knows none for the other 208: ac-1,
 * ac-2.1 …" */
static void
put_baseline(const cJSON *b, struct buf *out)
{
	long long ids = member_number(b, "ids"), n = ids -
	    member_number(b, "mapped");
	const char *version = member_string(b, "version");
	const char *date = member_string(b, "date");
	const cJSON *id;
	int i = 0;

	buf_printf(out, "%lld of the %lld controls of %s",
	    member_number(b, "mapped"), ids, member_string(b, "title"));
	if (version != NULL || date != NULL)
		buf_printf(out, " (%s%s%s)", version != NULL ? version : "",
		    version != NULL && date != NULL ? ", " : "",
		    date != NULL ? date : "");
	buf_puts(out, " name a technique");
	if (n == 0)
		return;
	buf_printf(out, "; %s knows none for the other %lld",
	    member_string(b, "of"), n);
	cJSON_ArrayForEach(id, member_get(b, "unmapped"))
		if (i++ < NAMED)
			buf_printf(out, "%s%s", i == 1 ? ": " : ", ",
			    id->valuestring);
	if (n > NAMED)
		buf_puts(out, " \xe2\x80\xa6");
}

static int
add_row_of_baseline(cJSON *to, struct catalog *c, const cJSON *row)
{
	static const char *const kept[] = { "source", "title", "name", "of",
		"version", "date", "url", "revision", "sha256", "accessed",
		"ids", "mapped", NULL };
	cJSON *rest = NULL, *b;
	struct buf text = BUF_INIT;

	if (catalog_rows(c, Q_BASELINE_REST, member_string(row, "source"),
	    &rest) == -1)
		return -1;
	b = member_pick(row, kept);
	cJSON_AddItemToObject(b, "unmapped", member_column(rest, "id"));
	put_baseline(b, &text);
	member_take_buf(b, "text", &text);
	cJSON_AddItemToObject(to, "baseline", b);
	cJSON_Delete(rest);
	return 0;
}

int
baseline_add(cJSON *to, struct catalog *c, const struct catalog_selection *s)
{
	struct strs ids = { 0 };
	cJSON *rows = NULL;
	const cJSON *row;
	int rc = 0;

	if (s == NULL || s->baseline == NULL)
		return 0;
	if (catalog_rows(c, Q_BASELINES, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		if (rc == 0 && str_equal(member_string(row, "source"),
		    s->baseline))
			rc = add_row_of_baseline(to, c, row);
	strs_add(&ids, s->baseline);
	if (rc == 0)
		rc = provenance_add_from_sources(to, c, &ids);
	strs_free(&ids);
	cJSON_Delete(rows);
	return rc;
}
