/* All techniques with their counts, and by tactic. */
#include "count/tally.h"
#include "model/model.h"
#include "value/member.h"

static bool
has_word_all_techniques(const cJSON *list, const char *word)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, list)
		if (str_equal(e->valuestring, word))
			return true;
	return false;
}

/* What the index shows of a technique under a tactic. */
static void
add_line(cJSON *list, const cJSON *t)
{
	cJSON *line = cJSON_Duplicate(t, 0);
	size_t i;

	member_copy(line, t, "id");
	member_copy(line, t, "name");
	member_copy(line, t, "sub");
	for (i = 0; parts_kinds[i] != NULL; i++)
		member_copy(line, t, parts_kinds[i]);
	if (member_string(t, "moved_id") != NULL)
		member_copy(line, t, "moved_version");
	member_add_flag(line, "gap", member_number(t, "detection") == 0 &&
	    member_string(t, "moved_id") == NULL);
	cJSON_AddItemToArray(list, line);
}

static int
add_tactics_all_techniques(struct catalog *c, cJSON *index)
{
	cJSON *tactics = NULL, *tactic, *list;
	const cJSON *t;
	long long covered, of;

	if (catalog_rows(c, Q_TACTICS, NULL, &tactics) == -1)
		return -1;
	cJSON_ArrayForEach(tactic, tactics) {
		list = cJSON_AddArrayToObject(tactic, "techniques");
		covered = of = 0;
		cJSON_ArrayForEach(t, member_get(index, "techniques")) {
			if (member_get(t, "scoped") == NULL ||
			    !str_equal(member_string(t, "domain"),
			    member_string(tactic, "domain")) ||
			    !has_word_all_techniques(member_get(t, "tactics"),
			    member_string(tactic, "shortname")))
				continue;
			add_line(list, t);
			of++;
			covered += member_number(t, "detection") > 0;
		}
		member_add_number(tactic, "covered", covered);
		member_add_number(tactic, "of", of);
	}
	cJSON_AddItemToObject(index, "tactics", tactics);
	return 0;
}

cJSON *
model_index(struct catalog *c, const struct catalog_selection *selection)
{
	cJSON *index = cJSON_CreateObject();
	struct tally all = { 0 };
	int rc = -1;

	if (tally_make(&all, c, selection) == -1)
		goto out;
	cJSON_AddItemToObject(index, "techniques", all.techniques);
	all.techniques = NULL;
	rc = add_tactics_all_techniques(c, index);
out:
	tally_free(&all);
	if (rc == 0)
		return index;
	cJSON_Delete(index);
	return NULL;
}
