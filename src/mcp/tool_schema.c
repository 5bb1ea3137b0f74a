/* A tool, as its list describes it: JSON Schema 2020-12 of what it takes and gives. */
#include "tool.h"

#include "answer.h"
#include "value/member.h"

static cJSON *
new_type(const char *type, const char *description)
{
	cJSON *s = cJSON_CreateObject();

	member_add_text(s, "type", type);
	member_add_text(s, "description", description);
	return s;
}

static void
add_choices(cJSON *schema, const char *const *choices)
{
	cJSON *list;

	if (choices == NULL)
		return;
	list = cJSON_AddArrayToObject(schema, "enum");
	for (; *choices != NULL; choices++)
		cJSON_AddItemToArray(list, cJSON_CreateString(*choices));
}

static cJSON *
argument_schema(const struct argument *a)
{
	cJSON *s, *each;

	if (a->type == ARGUMENT_FLAG)
		return new_type("boolean", a->description);
	if (a->type == ARGUMENT_NUMBER) {
		s = new_type("integer", a->description);
		member_add_number(s, "minimum", 1);
		member_add_number(s, "maximum", NUMBER_MOST);
		return s;
	}
	if (a->type == ARGUMENT_TEXTS) {
		s = new_type("array", a->description);
		each = new_type("string", NULL);
		add_choices(each, a->choices);
		member_add_number(each, "maxLength", TEXT_MOST);
		cJSON_AddItemToObject(s, "items", each);
		member_add_number(s, "maxItems", TEXTS_MOST);
		return s;
	}
	s = new_type("string", a->description);
	add_choices(s, a->choices);
	member_add_number(s, "maxLength", a->type == ARGUMENT_INPUT ? INPUT_MOST
	    : TEXT_MOST);
	return s;
}

static cJSON *
input_schema(const struct tool *t)
{
	cJSON *s = cJSON_CreateObject(), *properties, *required;
	const struct argument *a;

	cJSON_AddStringToObject(s, "$schema", SCHEMA);
	cJSON_AddStringToObject(s, "type", "object");
	properties = cJSON_AddObjectToObject(s, "properties");
	required = cJSON_CreateArray();
	for (a = t->arguments; a->type != ARGUMENT_END; a++) {
		cJSON_AddItemToObject(properties, a->name, argument_schema(a));
		if (a->required)
			cJSON_AddItemToArray(required,
			    cJSON_CreateString(a->name));
	}
	if (required->child != NULL)
		cJSON_AddItemToObject(s, "required", required);
	cJSON_AddBoolToObject(s, "additionalProperties", false);
	return s;
}

static cJSON *
field_schema(const struct field *f)
{
	static const char *const types[] = { "string", "number", "number",
		"boolean", "array", "string", "array", "object" };
	cJSON *s = new_type(types[f->type], f->description);

	if (f->type == FIELD_TEXTS)
		cJSON_AddItemToObject(s, "items", new_type("string", NULL));
	return s;
}

static void
add_fields(cJSON *properties, const struct field *f)
{
	for (; f->type != FIELD_END; f++)
		cJSON_AddItemToObject(properties, f->name, field_schema(f));
}

static cJSON *
output_schema(const struct tool *t)
{
	cJSON *s = cJSON_CreateObject(), *properties, *required, *items, *of;
	const struct field *f;

	cJSON_AddStringToObject(s, "$schema", SCHEMA);
	cJSON_AddStringToObject(s, "type", "object");
	properties = cJSON_AddObjectToObject(s, "properties");
	required = cJSON_AddArrayToObject(s, "required");
	for (f = answer_fields; f->type != FIELD_END; f++)
		if (answer_requires(f))
			cJSON_AddItemToArray(required,
			    cJSON_CreateString(f->name));
	add_fields(properties, answer_fields);
	add_fields(properties, t->head);
	items = new_type("array", "As many as fit; next_cursor leads to the others.");
	of = new_type("object", NULL);
	add_fields(cJSON_AddObjectToObject(of, "properties"), t->item);
	cJSON_AddItemToObject(items, "items", of);
	cJSON_AddItemToObject(properties, "items", items);
	return s;
}

cJSON *
tool_describe(const struct tool *t)
{
	cJSON *tool = cJSON_CreateObject(), *hints;

	cJSON_AddStringToObject(tool, "name", t->name);
	cJSON_AddStringToObject(tool, "title", t->title);
	cJSON_AddStringToObject(tool, "description", t->description);
	cJSON_AddItemToObject(tool, "inputSchema", input_schema(t));
	cJSON_AddItemToObject(tool, "outputSchema", output_schema(t));
	hints = cJSON_AddObjectToObject(tool, "annotations");
	cJSON_AddStringToObject(hints, "title", t->title);
	cJSON_AddBoolToObject(hints, "readOnlyHint", true);
	cJSON_AddBoolToObject(hints, "destructiveHint", false);
	cJSON_AddBoolToObject(hints, "idempotentHint", true);
	cJSON_AddBoolToObject(hints, "openWorldHint", false);
	return tool;
}
