/* What the search box looks in. */
#include "frame.h"
#include "model/search_index.h"

/* For the page's script, and for machines without limits. */
static int
put_search(const struct site *s, struct catalog *c, cJSON *of)
{
	cJSON *places = model_places(c, s->matrix), *all;
	cJSON *rules = model_places_rules(c, s->matrix);

	(void)of;
	if (places == NULL || rules == NULL)
		return -1;
	all = cJSON_Duplicate(places, 1);
	cJSON_AddItemToObject(all, "rules", cJSON_Duplicate(rules, 1));
	cJSON_AddNumberToObject(all, "schema", 1);
	if (site_put_data(s, NULL, all, "search.json") == -1 ||
	    site_put_data(s, "sextantSearch", places, "search.js") == -1)
		return -1;
	return site_put_data(s, "sextantRules", rules, "search-rules.js");
}

void
site_add_search(struct site *s)
{
	site_add_piece(s, put_search, NULL);
}
