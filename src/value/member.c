/* Members of objects: how they are read, added, copied and sorted. */
#include "value/member.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/str.h"
#include "value/value.h"

enum { REVISION_SHORT = 10 }; /* digits of a commit */

/* Names are short, and most differ at once: calling strcmp would take longer. */
static bool
is_name(const char *s, const char *name)
{
	for (; *s == *name; s++, name++)
		if (*s == '\0')
			return true;
	return false;
}

cJSON *
member_get(const cJSON *node, const char *name)
{
	cJSON *child;

	if (node == NULL || (node->type & 0xff) != cJSON_Object ||
	    node->child == NULL)
		return NULL;
	/* From the end (the first's prev): the last of that name is the first that is
	 * met. */
	for (child = node->child->prev; child != NULL; child = child->prev) {
		if (child->string != NULL && is_name(child->string, name))
			return child;
		if (child == node->child)
			return NULL;
	}
	return NULL;
}

const char *
member_text(const cJSON *node, const char *name)
{
	return value_text(member_get(node, name));
}

const char *
member_text_or(const cJSON *node, const char *name, const char *otherwise)
{
	const char *text = member_text(node, name);

	return text != NULL ? text : otherwise;
}

long long
member_number(const cJSON *row, const char *name)
{
	const cJSON *n = member_get(row, name);

	return cJSON_IsNumber(n) ? (long long)n->valuedouble : 0;
}

const char *
member_string(const cJSON *row, const char *name)
{
	const cJSON *s = member_get(row, name);

	return cJSON_IsString(s) ? s->valuestring : NULL;
}

void
member_add_text(cJSON *to, const char *name, const char *text)
{
	if (text != NULL)
		cJSON_AddStringToObject(to, name, text);
}

void
member_add_or_false(cJSON *to, const char *name, const char *text)
{
	if (text != NULL)
		cJSON_AddStringToObject(to, name, text);
	else
		cJSON_AddFalseToObject(to, name);
}

void
member_take_buf(cJSON *to, const char *name, struct buf *text)
{
	if (text->len > 0)
		cJSON_AddStringToObject(to, name, buf_str(text));
	buf_free(text);
}

void
member_add_flag(cJSON *to, const char *name, int is)
{
	if (is)
		cJSON_AddTrueToObject(to, name);
}

void
member_add_number(cJSON *to, const char *name, long long n)
{
	cJSON_AddNumberToObject(to, name, (double)n);
}

void
member_add_number_or_false(cJSON *to, const char *name, long long n)
{
	if (n != 0)
		member_add_number(to, name, n);
	else
		cJSON_AddFalseToObject(to, name);
}

void
member_add_to(cJSON *to, const char *name, long long n)
{
	cJSON *member = member_get(to, name);

	if (member == NULL)
		member_add_number(to, name, n);
	else
		cJSON_SetNumberValue(member, member->valuedouble + (double)n);
}

void
member_copy(cJSON *to, const cJSON *row, const char *name)
{
	const cJSON *member = member_get(row, name);

	if (member != NULL)
		cJSON_AddItemToObject(to, name, cJSON_Duplicate(member, 1));
}

void
member_copy_all(cJSON *to, const cJSON *row, const char *const *names)
{
	const cJSON *flag;

	for (; *names != NULL; names++) {
		if (**names != '?') {
			member_copy(to, row, *names);
			continue;
		}
		flag = member_get(row, *names + 1);
		member_add_flag(to, *names + 1, flag != NULL &&
		    !cJSON_IsFalse(flag) && !(cJSON_IsNumber(flag) &&
		    flag->valuedouble == 0));
	}
}

cJSON *
member_pick(const cJSON *row, const char *const *names)
{
	cJSON *one = cJSON_CreateObject();

	member_copy_all(one, row, names);
	return one;
}

cJSON *
member_pick_all(const cJSON *rows, const char *const *names)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		cJSON_AddItemToArray(list, member_pick(row, names));
	return list;
}

bool
member_has(const cJSON *strings, const char *text)
{
	const cJSON *s;

	cJSON_ArrayForEach(s, strings)
		if (str_equal(s->valuestring, text))
			return true;
	return false;
}

bool
member_same_id(const cJSON *a, const cJSON *b)
{
	return str_equal(member_text(a, "id"), member_text(b, "id")) &&
	    str_equal(member_text(a, "domain"), member_text(b, "domain"));
}

cJSON *
member_column(const cJSON *rows, const char *name)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (member_string(row, name) != NULL)
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(member_string(row, name)));
	return list;
}

void
member_put_joined(struct buf *out, const cJSON *strings, const char *between)
{
	const cJSON *s;

	cJSON_ArrayForEach(s, strings)
		buf_printf(out, "%s%s", out->len > 0 ? between : "",
		    s->valuestring);
}

void
member_add_joined(cJSON *to, const char *name, const cJSON *strings)
{
	struct buf b = BUF_INIT;

	member_put_joined(&b, strings, ", ");
	member_take_buf(to, name, &b);
}

void
member_add_date(cJSON *row)
{
	const char *day = member_string(row, "accessed");
	char text[32];

	if (day == NULL || !date_is_valid(day))
		return;
	date_long(day, text);
	cJSON_AddStringToObject(row, "accessed_long", text);
}

void
member_add_revision(cJSON *row)
{
	const char *revision = member_string(row, "revision");
	char text[REVISION_SHORT + 1] = "";

	if (revision == NULL)
		return;
	strncat(text, revision, REVISION_SHORT);
	cJSON_AddStringToObject(row, "revision_short", text);
}

void
member_sort(cJSON *array, int (*compare)(const void *a, const void *b))
{
	size_t i, n = (size_t)cJSON_GetArraySize(array);
	cJSON **v = mem_array(n, sizeof(*v));

	for (i = 0; i < n; i++)
		v[i] = cJSON_DetachItemFromArray(array, 0);
	qsort(v, n, sizeof(*v), compare);
	for (i = 0; i < n; i++)
		cJSON_AddItemToArray(array, v[i]);
	free(v);
}

void
member_mark_last(cJSON *array)
{
	if (array->child != NULL)
		cJSON_AddTrueToObject(array->child->prev, "last");
}
