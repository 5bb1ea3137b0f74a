/* Members that are told, by tables. */
#include "tool.h"
#include "value/member.h"
#include "words/words.h"

static void
field_add_texts(cJSON *to, const cJSON *value, const char *name)
{
	cJSON *list;
	const cJSON *one;

	if (!cJSON_IsArray(value) || value->child == NULL)
		return;
	list = cJSON_AddArrayToObject(to, name);
	cJSON_ArrayForEach(one, value)
		if (cJSON_IsString(one))
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(one->valuestring));
		else if (cJSON_IsObject(one))
			cJSON_AddItemToArray(list, cJSON_CreateString(
			    member_text_or(one, "id",
			    member_text_or(one, "name", ""))));
}

static void
field_add_one(cJSON *to, const cJSON *row, const struct field *f)
{
	const cJSON *value = member_get(row, f->name);

	if (value == NULL || cJSON_IsNull(value))
		return;
	switch (f->type) {
	case FIELD_TEXT:
		member_add_text(to, f->name, member_text(row, f->name));
		break;
	case FIELD_NUMBER:
	case FIELD_COUNT:
		if (cJSON_IsNumber(value) && (f->type == FIELD_NUMBER ||
		    value->valuedouble != 0))
			cJSON_AddNumberToObject(to, f->name, value->valuedouble);
		break;
	case FIELD_FLAG:
		member_add_flag(to, f->name, cJSON_IsTrue(value) ||
		    (cJSON_IsNumber(value) && value->valuedouble != 0));
		break;
	case FIELD_TEXTS:
		field_add_texts(to, value, f->name);
		break;
	case FIELD_EVIDENCE:
		member_add_text(to, f->name, cJSON_IsNumber(value)
		    ? evidence_name(member_evidence(row)) : NULL);
		break;
	default:
		if (value->child != NULL)
			cJSON_AddItemToObject(to, f->name,
			    cJSON_Duplicate(value, 1));
	}
}

void
field_add(cJSON *to, const cJSON *row, const struct field *fields)
{
	for (; fields->type != FIELD_END; fields++)
		if (member_get(to, fields->name) == NULL)
			field_add_one(to, row, fields);
}

cJSON *
field_pick(const cJSON *row, const struct field *fields)
{
	cJSON *to = cJSON_CreateObject();

	field_add(to, row, fields);
	return to;
}
