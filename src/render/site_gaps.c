/* What nothing answers, and what only one control does. */
#include "base/str.h"
#include "model/gaps.h"
#include "site.h"
#include "value/value.h"

/* Takes the techniques of a state out of an answer. */
static cJSON *
take_state(cJSON *answer, const char *state)
{
	cJSON *from = value_get(answer, "techniques"), *t, *next;
	cJSON *list = cJSON_CreateArray();

	for (t = from->child; t != NULL; t = next) {
		next = t->next;
		if (str_equal(value_get_text(t, "state"), state))
			cJSON_AddItemToArray(list,
			    cJSON_DetachItemViaPointer(from, t));
	}
	return list;
}

/* A list of techniques of the page, under a name. */
static void
add_list(cJSON *page, const char *name, cJSON *techniques)
{
	cJSON *one = cJSON_AddObjectToObject(page, name);

	cJSON_AddItemToObject(one, "techniques", techniques);
}

static int
put_gaps(const struct site *s, struct catalog *c, cJSON *of)
{
	struct gaps_filter rules = { .single = true };
	struct gaps_filter tests = { .kind = "test" };
	cJSON *page = cJSON_CreateObject();
	cJSON *answer = model_gaps(c, NULL, &rules);
	cJSON *untested = model_gaps(c, NULL, &tests);

	(void)of;
	if (answer == NULL || untested == NULL)
		return -1;
	add_list(page, "single", take_state(answer, "single"));
	add_list(page, "moved", take_state(answer, "moved"));
	cJSON_AddItemToObject(page, "rules", answer);
	add_list(page, "tests", take_state(untested, "gap"));
	return site_put(s, "html/gaps", page, "gaps.html", "gaps");
}

void
site_add_gaps(struct site *s)
{
	site_add_piece(s, put_gaps, NULL);
}
