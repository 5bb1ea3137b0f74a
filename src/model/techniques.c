/* All techniques with their counts, and by tactic. */
#include "count/tally.h"
#include "model/model.h"
#include "value/member.h"

/* Adds what the index shows of a technique under a tactic. */
static void
add_line(cJSON *list, const cJSON *t)
{
	static const char *const kept[] = { "id", "name", "sub", "policy",
		"detection", "test", NULL };
	cJSON *line = member_pick(t, kept);

	if (member_string(t, "moved_id") != NULL)
		member_copy(line, t, "moved_version");
	member_add_flag(line, "gap", member_number(t, "detection") == 0 &&
	    member_string(t, "moved_id") == NULL);
	cJSON_AddItemToArray(list, line);
}

static int
add_tactics(struct catalog *c, cJSON *index)
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
			    !member_has(member_get(t, "tactics"),
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
model_techniques(struct catalog *c, const struct catalog_selection *selection)
{
	cJSON *index = cJSON_CreateObject();
	struct tally all = { 0 };
	int rc = -1;

	if (tally_make(&all, c, selection) == -1)
		goto out;
	cJSON_AddItemToObject(index, "techniques", all.techniques);
	all.techniques = NULL;
	rc = add_tactics(c, index);
out:
	tally_free(&all);
	if (rc == 0)
		return index;
	cJSON_Delete(index);
	return NULL;
}
