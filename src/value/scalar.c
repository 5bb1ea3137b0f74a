/* What a plain YAML scalar means: YAML 1.2's core schema (10.3.2). */
#include "scalar.h"

#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *text;
	int type;
	double number;
} words[] = {
	{ "", cJSON_NULL, 0 },
	{ "~", cJSON_NULL, 0 },
	{ "null", cJSON_NULL, 0 },
	{ "Null", cJSON_NULL, 0 },
	{ "NULL", cJSON_NULL, 0 },
	{ "true", cJSON_True, 0 },
	{ "True", cJSON_True, 0 },
	{ "TRUE", cJSON_True, 0 },
	{ "false", cJSON_False, 0 },
	{ "False", cJSON_False, 0 },
	{ "FALSE", cJSON_False, 0 },
	{ ".inf", cJSON_Number, INFINITY },
	{ ".Inf", cJSON_Number, INFINITY },
	{ ".INF", cJSON_Number, INFINITY },
	{ "+.inf", cJSON_Number, INFINITY },
	{ "+.Inf", cJSON_Number, INFINITY },
	{ "+.INF", cJSON_Number, INFINITY },
	{ "-.inf", cJSON_Number, -INFINITY },
	{ "-.Inf", cJSON_Number, -INFINITY },
	{ "-.INF", cJSON_Number, -INFINITY },
	{ ".nan", cJSON_Number, NAN },
	{ ".NaN", cJSON_Number, NAN },
	{ ".NAN", cJSON_Number, NAN },
};

void
scalar_set_number(cJSON *node, double number)
{
	node->type = cJSON_Number;
	node->valuedouble = number;
	if (isnan(number))
		node->valueint = 0;
	else if (number >= INT_MAX)
		node->valueint = INT_MAX;
	else if (number <= INT_MIN)
		node->valueint = INT_MIN;
	else
		node->valueint = (int)number;
}

static bool
resolve_word(cJSON *node)
{
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(node->valuestring, words[i].text) != 0)
			continue;
		if (words[i].type == cJSON_Number)
			scalar_set_number(node, words[i].number);
		else
			node->type = words[i].type;
		return true;
	}
	return false;
}

static size_t
count_digits(const char *s)
{
	return strspn(s, "0123456789");
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool
is_decimal(const char *s)
{
	size_t whole, part = 0;

	if (*s == '-' || *s == '+')
		s++;
	whole = count_digits(s);
	s += whole;
	if (*s == '.') {
		part = count_digits(++s);
		s += part;
	}
	if (whole + part == 0)
		return false;
	if (*s == 'e' || *s == 'E') {
		s++;
		if (*s == '-' || *s == '+')
			s++;
		if (count_digits(s) == 0)
			return false;
		s += count_digits(s);
	}
	return *s == '\0';
}

/* 0o17 and 0x1F: no sign. */
static bool
resolve_based(cJSON *node)
{
	static const char digits[] = "0123456789abcdef";
	const char *s = node->valuestring, *at;
	unsigned base = s[1] == 'o' ? 8 : 16;
	double number = 0;

	if (s[0] != '0' || (s[1] != 'o' && s[1] != 'x') || s[2] == '\0')
		return false;
	for (s += 2; *s != '\0'; s++) {
		at = strchr(digits, *s >= 'A' && *s <= 'F' ? *s | 0x20 : *s);
		if (at == NULL || at - digits >= (int)base)
			return false;
		number = number * base + (double)(at - digits);
	}
	scalar_set_number(node, number);
	return true;
}

void
scalar_resolve(cJSON *node)
{
	const char *s = node->valuestring;

	node->type = cJSON_String;
	/* What starts no word and no number, which is nearly everything. */
	if (*s != '\0' && strchr("~nNtTfF.+-0123456789", *s) == NULL)
		return;
	if (resolve_word(node) || resolve_based(node))
		return;
	if (is_decimal(s))
		scalar_set_number(node, strtod(s, NULL));
}
