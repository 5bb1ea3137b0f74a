/* What a control is in other frameworks, and a technique by way of it. */
#include "crosswalk/crosswalk.h"

#include "base/buf.h"
#include "base/str.h"
#include "count/provenance.h"
#include "value/member.h"

/* "superset of", "intersects with, with others" */
static void
add_relation_words(cJSON *to, const cJSON *row)
{
	const char *relation = member_string(row, "relation");
	struct buf b = BUF_INIT;

	for (; *relation != '\0'; relation++)
		buf_putc(&b, *relation == '-' ? ' ' : *relation);
	if (member_get(row, "joint") != NULL)
		buf_puts(&b, ", with others");
	member_take_buf(to, "said", &b);
}

/* "5.3 Disable Dormant Accounts" */
static void
add_text_of_id(cJSON *to, const cJSON *row)
{
	const char *title = member_string(row, "title");
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s%s%s", member_string(row, "id"), title != NULL ? " "
	    : "", title != NULL ? title : "");
	member_take_buf(to, "text", &b);
}

/* The group of a list that the row belongs to by these members; a new one has the
 * members kept. */
static cJSON *
group_of_row(cJSON *list, const cJSON *row, const char *const *by,
    const char *const *kept)
{
	cJSON *group = list->child == NULL ? NULL : list->child->prev;
	size_t i;

	for (i = 0; group != NULL && by[i] != NULL; i++)
		if (!str_equal(member_string(group, by[i]),
		    member_string(row, by[i])))
			group = NULL;
	if (group != NULL)
		return group;
	group = member_pick(row, kept);
	cJSON_AddArrayToObject(group, "ids");
	cJSON_AddItemToArray(list, group);
	return group;
}

static int
add_crosswalks_of(struct catalog *c, cJSON *to, enum catalog_query q,
    long long pk)
{
	static const char *const by[] = { "framework", "crosswalk", NULL };
	static const char *const group[] = { "framework", "name", "crosswalk",
		"crosswalk_title", NULL };
	static const char *const kept[] = { "relation", "?joint", "id", "title",
		"control", "note", NULL };
	cJSON *rows = NULL, *list, *one;
	const cJSON *row;

	if (catalog_rows_of(c, q, pk, &rows) == -1)
		return -1;
	list = cJSON_CreateArray();
	cJSON_ArrayForEach(row, rows) {
		one = member_pick(row, kept);
		add_relation_words(one, row);
		add_text_of_id(one, row);
		cJSON_AddItemToArray(member_get(group_of_row(list, row, by,
		    group), "ids"), one);
	}
	member_add_flag(to, "has_crosswalks", list->child != NULL);
	if (list->child != NULL)
		cJSON_AddItemToObject(to, "crosswalks", list);
	else
		cJSON_Delete(list);
	cJSON_Delete(rows);
	return 0;
}

int
crosswalk_add_to_control(struct catalog *c, cJSON *control, long long pk)
{
	return add_crosswalks_of(c, control, Q_CONTROL_CROSSWALKS, pk);
}

int
crosswalk_add_to_element(struct catalog *c, cJSON *element, long long pk)
{
	cJSON *rows = NULL;

	if (catalog_rows_of(c, Q_ELEMENT, pk, &rows) == -1)
		return -1;
	member_copy(element, rows->child, "framework");
	member_add_text(element, "framework_name",
	    member_string(rows->child, "name"));
	cJSON_Delete(rows);
	return add_crosswalks_of(c, element, Q_ELEMENT_CROSSWALKS, pk);
}

/* "AC-2 (subset of), AC-6 (equal to)"; the last is marked. */
static void
finish_derived(cJSON *group)
{
	struct buf b = BUF_INIT;
	const cJSON *by;
	cJSON *one;

	cJSON_ArrayForEach(one, member_get(group, "ids")) {
		buf_reset(&b);
		cJSON_ArrayForEach(by, member_get(one, "by"))
			buf_printf(&b, "%s%s (%s)", b.len > 0 ? ", " : "",
			    member_string(by, "id"), member_string(by, "said"));
		cJSON_AddStringToObject(one, "by_list", buf_str(&b));
		member_mark_last(member_get(one, "by"));
	}
	member_add_number(group, "count",
	    cJSON_GetArraySize(member_get(group, "ids")));
	buf_free(&b);
}

/* Adds by way of which, and by whose word. */
static void
add_by(cJSON *one, const cJSON *row)
{
	static const char *const kept[] = { "relation", "?joint", "crosswalk",
		"crosswalk_title", NULL };
	cJSON *by = cJSON_CreateObject();

	member_add_text(by, "id", member_string(row, "by"));
	member_add_text(by, "title", member_string(row, "by_title"));
	member_add_text(by, "source", member_string(row, "by_source"));
	member_add_text(by, "source_title",
	    member_string(row, "by_source_title"));
	member_add_number(by, "control", member_number(row, "by_control"));
	member_copy_all(by, row, kept);
	add_relation_words(by, row);
	cJSON_AddItemToArray(member_get(one, "by"), by);
}

static void
add_derived_row(cJSON *list, const cJSON *row)
{
	static const char *const of[] = { "framework", NULL };
	static const char *const group[] = { "framework", "name", NULL };
	static const char *const kept[] = { "id", "title", "control", NULL };
	cJSON *ids = member_get(group_of_row(list, row, of, group), "ids");
	cJSON *one = ids->child == NULL ? NULL : ids->child->prev;

	if (one == NULL || !str_equal(member_string(one, "id"),
	    member_string(row, "id"))) {
		one = member_pick(row, kept);
		add_text_of_id(one, row);
		cJSON_AddArrayToObject(one, "by");
		cJSON_AddItemToArray(ids, one);
	}
	add_by(one, row);
}

/* "CIS Controls to NIST 800-53": whose word it all is. */
static void
add_sayers_of(cJSON *group)
{
	cJSON *titles = cJSON_CreateArray();
	const cJSON *one, *by;
	const char *title;

	cJSON_ArrayForEach(one, member_get(group, "ids"))
		cJSON_ArrayForEach(by, member_get(one, "by")) {
			title = member_string(by, "crosswalk_title");
			if (!member_has(titles, title))
				cJSON_AddItemToArray(titles,
				    cJSON_CreateString(title));
		}
	member_add_joined(group, "of_titles", titles);
	cJSON_Delete(titles);
}

int
crosswalk_add_to_technique(struct catalog *c, cJSON *technique, long long pk)
{
	cJSON *rows = NULL, *list, *group;
	const cJSON *row;

	if (catalog_rows_of(c, Q_DERIVED, pk, &rows) == -1)
		return -1;
	list = cJSON_CreateArray();
	cJSON_ArrayForEach(row, rows)
		add_derived_row(list, row);
	cJSON_ArrayForEach(group, list) {
		finish_derived(group);
		add_sayers_of(group);
	}
	member_add_flag(technique, "has_derived", list->child != NULL);
	if (list->child != NULL)
		cJSON_AddItemToObject(technique, "derived", list);
	else
		cJSON_Delete(list);
	cJSON_Delete(rows);
	return 0;
}

static void
add_crosswalk_once(struct strs *ids, const cJSON *row)
{
	const char *id = member_string(row, "crosswalk");

	if (id != NULL && !strs_has(ids, id))
		strs_add(ids, id);
}

int
crosswalk_add_from(struct catalog *c, cJSON *answer)
{
	struct strs ids = { 0 };
	const cJSON *group, *one, *by;
	int rc;

	cJSON_ArrayForEach(group, member_get(answer, "crosswalks"))
		add_crosswalk_once(&ids, group);
	cJSON_ArrayForEach(group, member_get(answer, "derived"))
		cJSON_ArrayForEach(one, member_get(group, "ids"))
			cJSON_ArrayForEach(by, member_get(one, "by"))
				add_crosswalk_once(&ids, by);
	rc = ids.n == 0 ? 0 : provenance_add_from_sources(answer, c, &ids);
	strs_free(&ids);
	return rc;
}
