/* A technique of which only the first controls are read: how many more there are. */
#include "technique_part.h"

#include "catalog/heads.h"
#include "value/member.h"

/* Controls for which two more questions are worth while. */
enum { MANY = 200 };

int
technique_part_choose(struct catalog *c, long long technique, int controls, int others,
    struct technique_part *part)
{
	cJSON *which, *first;
	long long n;

	*part = (struct technique_part){ 0 };
	if (controls == 0)
		return 0;
	if (catalog_technique_size(c, technique, &n) == -1)
		return -1;
	if (n < MANY)
		return 0;
	which = cJSON_CreateObject();
	member_add_number(which, "technique", technique);
	first = cJSON_AddArrayToObject(which, "controls");
	part->heads = cJSON_CreateArray();
	if (catalog_heads(c, technique, controls, others, part->heads, first) == -1) {
		cJSON_Delete(which);
		technique_part_free(part);
		return -1;
	}
	part->which = cJSON_PrintUnformatted(which);
	cJSON_Delete(which);
	return 0;
}

void
technique_part_free(struct technique_part *part)
{
	cJSON_Delete(part->heads);
	cJSON_free(part->which);
	*part = (struct technique_part){ 0 };
}

/* One less of a list's number. */
static void
take_away(cJSON *unread, enum whose whose, int level)
{
	cJSON *n = cJSON_GetArrayItem(member_get(unread, whose_name(whose)), level);

	if (n != NULL)
		cJSON_SetNumberValue(n, n->valuedouble - 1);
}

void
technique_part_add(const struct technique_part *part, cJSON *source, long long ord)
{
	static const char *const kept[] = { "yours", "available", "others", NULL };
	cJSON *unread = NULL, *others;
	const cJSON *head, *k;

	cJSON_ArrayForEach(head, part->heads)
		if (member_number(head, "source") == ord)
			unread = member_pick(head, kept);
	if (unread == NULL)
		return;
	cJSON_AddItemToObject(source, "unread", unread);
	cJSON_ArrayForEach(k, member_get(source, "controls"))
		take_away(unread, member_whose(k), (int)member_evidence(k));
	others = member_get(unread, "others");
	cJSON_SetNumberValue(others, others->valuedouble -
	    cJSON_GetArraySize(member_get(source, "others")));
}

long long
technique_part_unread(const cJSON *source, enum whose whose)
{
	const cJSON *n;
	long long sum = 0;

	cJSON_ArrayForEach(n, member_get(member_get(source, "unread"), whose_name(whose)))
		sum += (long long)n->valuedouble;
	return sum;
}
