/* A control of a policy: its techniques, and how each of them is answered. */
#include "model/policy.h"

#include <string.h>

#include "base/str.h"
#include "value/member.h"
#include "words/words.h"

const char *
policy_called(const cJSON *control)
{
	const char *id = member_string(control, "id");

	return id == NULL ||
	    id[strspn(id, "abcdefghijklmnopqrstuvwxyz_-")] == '\0' ||
	    str_equal(id, member_string(control, "title")) ? NULL : id;
}

/* What the pages of a policy's techniques are made of. */
struct policy {
	cJSON *groups;
	cJSON *const *cells;
	size_t ncells;
	long long detections, tests;
	bool has_scores, has_notes;
};

/* The group of mappings of which its source says the same. */
static cJSON *
group_of(struct policy *p, const char *note)
{
	cJSON *group;

	cJSON_ArrayForEach(group, p->groups)
		if (str_equal(member_string(group, "note_markdown"), note))
			return group;
	group = cJSON_CreateObject();
	cJSON_AddArrayToObject(group, "uses");
	member_add_or_false(group, "note_markdown", note);
	cJSON_AddItemToArray(p->groups, group);
	return group;
}

/* The cell of the technique where it counts, or would; NULL: none. */
static cJSON *
cell_of(const struct policy *p, const cJSON *mapping)
{
	size_t pk = (size_t)member_number(mapping, "technique");

	return pk == 0 || pk > p->ncells || cJSON_IsNull(p->cells[pk - 1])
	    ? NULL : p->cells[pk - 1];
}

static void
add_use(struct policy *p, const cJSON *mapping)
{
	const char *note = member_string(mapping, "note_markdown");
	const char *tagged = member_string(mapping, "tagged");
	const char *score = member_string(mapping, "score");
	cJSON *cell = cell_of(p, mapping), *use = cJSON_CreateObject();

	cJSON_AddItemToArray(member_get(group_of(p, note), "uses"), use);
	if (cell != NULL)
		cJSON_AddItemReferenceToObject(use, "cell", cell);
	else
		cJSON_AddFalseToObject(use, "cell");
	member_add_text(use, "tagged", tagged);
	member_add_or_false(use, "named_as",
	    member_get(mapping, "moved") != NULL ? tagged : NULL);
	member_add_or_false(use, "score", score);
	member_add_or_false(use, "not_counted",
	    member_string(mapping, "not_counted"));
	p->has_scores |= score != NULL;
	p->has_notes |= note != NULL;
	if (cell == NULL || member_get(mapping, "counted") == NULL ||
	    cJSON_IsTrue(member_get(cell, "out")))
		return;
	p->detections += member_number(cell, kind_name(KIND_DETECTION)) > 0;
	p->tests += member_number(cell, kind_name(KIND_TEST)) > 0;
}

void
policy_add(cJSON *control, cJSON *const *cells, size_t ncells,
    const cJSON *whose)
{
	struct policy p = { cJSON_AddArrayToObject(control, "groups"), cells,
		ncells, 0, 0, false, false };
	const cJSON *m;

	cJSON_ArrayForEach(m, member_get(control, "mappings"))
		add_use(&p, m);
	member_add_number(control, "detections", p.detections);
	member_add_number(control, "tests", p.tests);
	cJSON_AddBoolToObject(control, "has_scores", p.has_scores);
	cJSON_AddBoolToObject(control, "has_notes", p.has_notes);
	/* Technique, rules, tests. */
	member_add_number(control, "columns", 3 + p.has_scores +
	    2 * cJSON_IsTrue(member_get(whose, "yours")) +
	    cJSON_IsTrue(member_get(whose, "yours_test")));
	member_add_or_false(control, "called", policy_called(control));
	cJSON_AddBoolToObject(control, "assessed",
	    member_lifecycle(control) == LIFECYCLE_NOT_MAPPABLE);
}
