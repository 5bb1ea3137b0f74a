/* The controls that count, and how long ago they were changed. */
#include "count/controls_list.h"

#include <string.h>

#include "base/buf.h"
#include "count/needs.h"
#include "count/perspective.h"
#include "count/provenance.h"
#include "policies.h"
#include "value/member.h"
#include "words/words.h"

/* Was the control not changed since? One that does not say when may be old. */
static bool
is_stale(const cJSON *control, const char *before)
{
	const char *changed = member_string(control, "changed");

	return before == NULL || changed == NULL ||
	    strcmp(changed, before) < 0;
}

/* The oldest first; behind all those without a day. Of one day as they were. */
static int
compare_changed(const void *a, const void *b)
{
	const cJSON *x = *(cJSON *const *)a, *y = *(cJSON *const *)b;
	const char *one = member_string(x, "changed");
	const char *other = member_string(y, "changed");
	int order = one != NULL && other != NULL ? strcmp(one, other)
	    : (one == NULL) - (other == NULL);

	if (order == 0)
		order = member_number(x, "pk") < member_number(y, "pk") ? -1
									: 1;
	return order;
}

/* Adds the techniques of each control; both are in the order of controls. */
static void
add_techniques(cJSON *controls, const cJSON *mappings)
{
	const cJSON *m = mappings->child;
	cJSON *k, *ids;

	cJSON_ArrayForEach(k, controls) {
		ids = cJSON_AddArrayToObject(k, "techniques");
		while (m != NULL && member_number(m, "control") <
		    member_number(k, "pk"))
			m = m->next;
		for (; m != NULL && member_number(m, "control") ==
		    member_number(k, "pk"); m = m->next)
			if (member_get(m, "counted") != NULL)
				cJSON_AddItemToArray(ids, cJSON_CreateString(
				    member_string(m, "resolved")));
	}
}

/* "3 of 17 detection rules of yours not modified since 2026-01-01; 1 more does
 * not say when" */
static void
add_sentence(cJSON *to, long long of, long long dated, long long undated,
    const char *nouns, const char *before)
{
	struct buf b = BUF_INIT;

	if (before != NULL)
		buf_printf(&b, "%lld of ", dated);
	buf_printf(&b, "%lld %s", of, nouns);
	if (before != NULL)
		buf_printf(&b, " not modified since %s", before);
	if (before != NULL && undated > 0)
		buf_printf(&b, "; %lld more %s not say when", undated,
		    undated == 1 ? "does" : "do");
	member_take_buf(to, "text", &b);
}

/* The rows that count, and of these the old ones, with all that is said. */
static cJSON *
take_listed(cJSON *m, const cJSON *rows, const cJSON *mappings,
    const struct perspective *p, enum kind kind, const char *before)
{
	static const char *const kept[] = { "pk", "source", "kind", "id",
		"title", "url", "path", "line", "type", "level", "status",
		"author", "date", "modified", "changed", "evidence", "whose",
		NULL };
	cJSON *list = cJSON_CreateArray();
	struct buf nouns = BUF_INIT;
	const cJSON *row;
	long long of = 0, dated = 0;

	cJSON_ArrayForEach(row, rows) {
		if (member_get(row, "counts") == NULL || !perspective_has(
		    p->of[member_kind(row)], member_whose(row)))
			continue;
		of++;
		if (!is_stale(row, before))
			continue;
		dated += member_get(row, "changed") != NULL;
		cJSON_AddItemToArray(list, member_pick(row, kept));
	}
	add_techniques(list, mappings);
	buf_printf(&nouns, "%s%s", perspective_noun(p->of[kind], kind,
	    of != 1), p->of[kind] == OF_YOURS ? " of yours" : "");
	add_sentence(m, of, dated, cJSON_GetArraySize(list) - dated,
	    buf_str(&nouns), before);
	buf_free(&nouns);
	member_add_number(m, "of", of);
	member_add_number(m, "dated", dated);
	member_add_number(m, "undated", cJSON_GetArraySize(list) - dated);
	member_add_text(m, "not_modified_since", before);
	if (before != NULL)
		member_sort(list, compare_changed);
	return list;
}

cJSON *
controls_list(struct catalog *c, const struct catalog_selection *selection,
    const struct controls_asked *asked)
{
	struct catalog_selection chosen = *selection;
	cJSON *m = cJSON_CreateObject(), *rows = NULL, *mappings = NULL, *list;
	struct perspective p;
	cJSON *k;
	int rc = -1;

	chosen.kinds = (struct strs){ 0 };
	strs_add(&chosen.kinds, kind_name(asked->kind));
	if (provenance_add(m, c, &chosen, NULL) == -1 ||
	    perspective_read(c, &chosen, &p) == -1 ||
	    catalog_controls(c, &chosen, &rows) == -1 ||
	    catalog_rows(c, Q_ALL_MAPPINGS, NULL, &mappings) == -1)
		goto out;
	list = take_listed(m, rows, mappings, &p, asked->kind, asked->before);
	if (asked->kind == KIND_POLICY &&
	    policies_answer(c, m, list, &chosen, asked) == -1)
		goto out;
	if (needs_add_to(c, list, "pk") == -1)
		goto out;
	cJSON_ArrayForEach(k, list)
		cJSON_DeleteItemFromObject(k, "pk");
	cJSON_AddItemToObject(m, "controls", list);
	rc = 0;
out:
	strs_free(&chosen.kinds);
	cJSON_Delete(rows);
	cJSON_Delete(mappings);
	if (rc == 0)
		return m;
	cJSON_Delete(m);
	return NULL;
}
