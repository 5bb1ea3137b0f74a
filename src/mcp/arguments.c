/* A tool's arguments as a command line. */
#include <string.h>

#include "answer.h"
#include "tool.h"
#include "value/member.h"
#include "value/value.h"

static void
put_argument_names(struct buf *b, const struct argument *a)
{
	const char *between = "";

	for (; a->type != ARGUMENT_END; a++, between = ", ")
		buf_printf(b, "%s%s", between, a->name);
}

static const struct argument *
find_argument(const struct tool *t, const char *name)
{
	const struct argument *a;

	for (a = t->arguments; a->type != ARGUMENT_END; a++)
		if (strcmp(a->name, name) == 0)
			return a;
	return NULL;
}

static bool
is_choice(const struct argument *a, const char *text)
{
	const char *const *c = a->choices;

	for (; c != NULL && *c != NULL; c++)
		if (strcmp(*c, text) == 0)
			return true;
	return c == NULL;
}

static int
wrong_choice(const struct argument *a, struct buf *why)
{
	const char *const *c;

	buf_printf(why, "%s: expected one of", a->name);
	for (c = a->choices; *c != NULL; c++)
		buf_printf(why, "%s %s", c == a->choices ? "" : ",", *c);
	return -1;
}

/* One string, as an option or an operand. */
static int
take_one_text(const struct argument *a, const cJSON *value, struct strs *args,
    struct strs *operands, struct buf *why)
{
	struct buf b = BUF_INIT;

	if (!cJSON_IsString(value)) {
		buf_printf(why, "%s: expected a string%s", a->name,
		    a->type == ARGUMENT_TEXTS ? ", or a list of strings" : "");
		return -1;
	}
	if (strlen(value->valuestring) > TEXT_MOST) {
		buf_printf(why, "%s: longer than %d bytes", a->name, TEXT_MOST);
		return -1;
	}
	if (value->valuestring[strspn(value->valuestring, str_space)] == '\0') {
		buf_printf(why, "%s: is empty", a->name);
		return -1;
	}
	if (!is_choice(a, value->valuestring))
		return wrong_choice(a, why);
	if (a->option != NULL)
		buf_printf(&b, "--%s=%s", a->option, value->valuestring);
	else
		buf_printf(&b, "%s%s", a->prefix == NULL ? "" : a->prefix,
		    value->valuestring);
	strs_add(a->option != NULL ? args : operands, buf_str(&b));
	buf_free(&b);
	return 0;
}

static int
take_texts(const struct argument *a, const cJSON *value, struct strs *args,
    struct strs *operands, struct buf *why)
{
	const cJSON *one;

	if (!cJSON_IsArray(value))
		return take_one_text(a, value, args, operands, why);
	if (cJSON_GetArraySize(value) > TEXTS_MOST) {
		buf_printf(why, "%s: more than %d", a->name, TEXTS_MOST);
		return -1;
	}
	cJSON_ArrayForEach(one, value)
		if (take_one_text(a, one, args, operands, why) == -1)
			return -1;
	return 0;
}

static int
take_number(const struct argument *a, const cJSON *value, struct strs *args,
    struct buf *why)
{
	struct buf b = BUF_INIT;

	if (!cJSON_IsNumber(value) || value->valuedouble < 1 ||
	    value->valuedouble > NUMBER_MOST ||
	    value->valuedouble != (double)(int)value->valuedouble) {
		buf_printf(why, "%s: expected 1 to %d", a->name, NUMBER_MOST);
		return -1;
	}
	buf_printf(&b, "--%s=%d", a->option, (int)value->valuedouble);
	strs_add(args, buf_str(&b));
	buf_free(&b);
	return 0;
}

/* A long text, which the operand "-" reads. */
static int
take_input(const struct argument *a, const cJSON *value, struct strs *operands,
    struct buf *input, struct buf *why)
{
	if (!cJSON_IsString(value) || value->valuestring[0] == '\0' ||
	    strlen(value->valuestring) > INPUT_MOST) {
		buf_printf(why, "%s: expected a text of at most %d bytes",
		    a->name, INPUT_MOST);
		return -1;
	}
	buf_puts(input, value->valuestring);
	strs_add(operands, a->option);
	return 0;
}

static int
take_flag(const struct argument *a, const cJSON *value, struct strs *args,
    struct buf *why)
{
	struct buf b = BUF_INIT;

	if (!cJSON_IsBool(value)) {
		buf_printf(why, "%s: expected true or false", a->name);
		return -1;
	}
	buf_printf(&b, "--%s", a->option);
	if (cJSON_IsTrue(value))
		strs_add(args, buf_str(&b));
	buf_free(&b);
	return 0;
}

static int
take_argument(const struct argument *a, const cJSON *value, struct strs *args,
    struct strs *operands, struct buf *input, struct buf *why)
{
	if (cJSON_IsNull(value))
		return 0;
	switch (a->type) {
	case ARGUMENT_FLAG:
		return take_flag(a, value, args, why);
	case ARGUMENT_NUMBER:
		return take_number(a, value, args, why);
	case ARGUMENT_INPUT:
		return take_input(a, value, operands, input, why);
	case ARGUMENT_TEXTS:
		return take_texts(a, value, args, operands, why);
	default:
		return take_one_text(a, value, args, operands, why);
	}
}

/* By the table, so that the same question has one command line. */
static int
take_arguments(const struct tool *t, const cJSON *arguments, struct strs *args,
    struct strs *operands, struct buf *input, struct buf *why)
{
	const struct argument *a;
	const cJSON *value;

	for (a = t->arguments; a->type != ARGUMENT_END; a++) {
		value = member_get(arguments, a->name);
		if (strcmp(a->name, CURSOR_ARGUMENT) == 0)
			continue;
		if (a->required && (value == NULL || cJSON_IsNull(value))) {
			buf_printf(why, "%s: is required", a->name);
			return -1;
		}
		if (value != NULL && take_argument(a, value, args, operands, input,
		    why) == -1)
			return -1;
	}
	return 0;
}

int
tool_arguments(const struct tool *t, const cJSON *arguments,
    struct strs *args, struct buf *input, struct buf *why)
{
	struct strs operands = { 0 };
	const cJSON *given;
	size_t i;
	int rc = 0;

	cJSON_ArrayForEach(given, arguments) {
		if (find_argument(t, given->string) != NULL)
			continue;
		buf_printf(why, "%s takes no argument %.*s; it takes ", t->name,
		    str_fit(given->string, 60), given->string);
		put_argument_names(why, t->arguments);
		return -1;
	}
	strs_add(args, t->command);
	if (t->always != NULL)
		strs_add(args, t->always);
	rc = take_arguments(t, arguments, args, &operands, input, why);
	strs_add(args, "--format=json");
	strs_add(args, "--");
	for (i = 0; i < operands.n; i++)
		strs_add(args, operands.v[i]);
	strs_free(&operands);
	return rc;
}
