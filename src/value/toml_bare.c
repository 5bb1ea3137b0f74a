/* TOML's values without quotes: numbers, booleans, dates and times. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "scalar.h"
#include "toml_scan.h"
#include "base/str.h"

enum {
	VALUE_MAX = 255, /* bytes of such a value */
	TIME_LEN = 8,    /* "07:32:00" */
};

static const char decimal[] = "0123456789";
static const char not_value[] = "not a TOML value";

static bool
is_bare(char c)
{
	return str_is_digit(c) || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z') || c == '+' || c == '-' || c == '_' ||
	    c == '.' || c == ':';
}

static bool
looks_like_date(const char *s, size_t n)
{
	return n > 4 && str_is_digit(s[0]) && str_is_digit(s[3]) && s[4] == '-';
}

static bool
looks_like_time(const char *s, size_t n)
{
	return n > 2 && s[2] == ':';
}

/* A date and a time may have a space between them. */
static size_t
find_end_toml_bare(const struct toml_scan *s)
{
	const char *at = s->at;

	while (at < s->end && is_bare(*at))
		at++;
	if (at - s->at != DATE_LEN || !looks_like_date(s->at, DATE_LEN))
		return (size_t)(at - s->at);
	if (s->end - at < 2 || *at != ' ' || !str_is_digit(at[1]))
		return (size_t)(at - s->at);
	for (at++; at < s->end && is_bare(*at);)
		at++;
	return (size_t)(at - s->at);
}

static bool
is_two_digits(const char *s, int max)
{
	if (!str_is_digit(s[0]) || !str_is_digit(s[1]))
		return false;
	return (s[0] - '0') * 10 + (s[1] - '0') <= max;
}

/* 07:32:00.999, where it ends, or NULL; a leap second is one. */
static const char *
skip_time(const char *s)
{
	if (strlen(s) < TIME_LEN || s[2] != ':' || s[5] != ':')
		return NULL;
	if (!is_two_digits(s, 23) || !is_two_digits(s + 3, 59) ||
	    !is_two_digits(s + 6, 60))
		return NULL;
	s += TIME_LEN;
	if (*s != '.')
		return s;
	s++;
	return str_is_digit(*s) ? s + strspn(s, decimal) : NULL;
}

/* Z, +07:00, or nothing. */
static bool
is_offset(const char *s)
{
	if (*s == '\0' || strcmp(s, "Z") == 0 || strcmp(s, "z") == 0)
		return true;
	return (*s == '+' || *s == '-') && strlen(s) == 6 && s[3] == ':' &&
	    is_two_digits(s + 1, 23) && is_two_digits(s + 4, 59);
}

static bool
is_date_time(const char *s)
{
	char day[DATE_LEN + 1] = "";

	strncpy(day, s, DATE_LEN);
	if (!date_is_valid(day))
		return false;
	s += DATE_LEN;
	if (*s == '\0')
		return true;
	if (*s != 'T' && *s != 't' && *s != ' ')
		return false;
	s = skip_time(s + 1);
	return s != NULL && is_offset(s);
}

static bool
is_time(const char *s)
{
	s = skip_time(s);
	return s != NULL && *s == '\0';
}

/* Digits with single underscores between them: where they end, or NULL. */
static const char *
skip_digits(const char *s, const char *digits)
{
	size_t n = strspn(s, digits);

	while (n > 0 && s[n] == '_') {
		s += n + 1;
		n = strspn(s, digits);
	}
	return n > 0 ? s + n : NULL;
}

/* Of 64 bits and a sign, as TOML wants it. */
static int
resolve_integer(struct toml_scan *s, cJSON *node, const char *digits,
    unsigned base)
{
	bool negative = *node->valuestring == '-';
	uint64_t max = (uint64_t)INT64_MAX + negative, number = 0, digit;

	for (; *digits != '\0'; digits++) {
		if (*digits == '_')
			continue;
		digit = str_is_digit(*digits)
		    ? (uint64_t)(*digits - '0')
		    : (uint64_t)((*digits | 0x20) - 'a' + 10);
		if (number > (max - digit) / base)
			return toml_fail(
			    s, "an integer of more than 64 bits");
		number = number * base + digit;
	}
	/* -0 is 0 here, other than in a float. */
	scalar_set_number(node,
	    negative && number > 0 ? -(double)number : (double)number);
	return 0;
}

static int
resolve_float(cJSON *node)
{
	char plain[VALUE_MAX + 1], *to = plain;
	const char *s;

	for (s = node->valuestring; *s != '\0'; s++)
		if (*s != '_')
			*to++ = *s;
	*to = '\0';
	scalar_set_number(node, strtod(plain, NULL));
	return 0;
}

/* What a float has behind its whole part; NULL where that is none. */
static const char *
skip_fraction(const char *s)
{
	if (*s == '.') {
		s = skip_digits(s + 1, decimal);
		if (s == NULL)
			return NULL;
	}
	if (*s != 'e' && *s != 'E')
		return s;
	s++;
	if (*s == '+' || *s == '-')
		s++;
	return skip_digits(s, decimal);
}

static int
resolve_decimal(struct toml_scan *s, cJSON *node)
{
	const char *start = node->valuestring, *end;

	if (*start == '+' || *start == '-')
		start++;
	if (strcmp(start, "inf") == 0 || strcmp(start, "nan") == 0)
		return resolve_float(node);
	end = skip_digits(start, decimal);
	if (end == NULL)
		return toml_fail(s, not_value);
	if (*start == '0' && end - start > 1)
		return toml_fail(s, "a number that starts with a zero");
	if (*end == '\0')
		return resolve_integer(s, node, start, 10);
	end = skip_fraction(end);
	if (end == NULL || *end != '\0')
		return toml_fail(s, not_value);
	return resolve_float(node);
}

static int
resolve_number(struct toml_scan *s, cJSON *node)
{
	static const struct {
		const char *prefix, *digits;
		unsigned base;
	} bases[] = {
		{ "0x", "0123456789abcdefABCDEF", 16 },
		{ "0o", "01234567", 8 },
		{ "0b", "01", 2 },
	};
	const char *start = node->valuestring, *end;
	size_t i;

	for (i = 0; i < sizeof(bases) / sizeof(bases[0]); i++) {
		if (strncmp(start, bases[i].prefix, 2) != 0)
			continue;
		end = skip_digits(start + 2, bases[i].digits);
		if (end == NULL || *end != '\0')
			return toml_fail(s, not_value);
		return resolve_integer(s, node, start + 2, bases[i].base);
	}
	return resolve_decimal(s, node);
}

static int
resolve(struct toml_scan *s, cJSON *node, size_t n)
{
	const char *text = node->valuestring;

	node->type = cJSON_String;
	if (looks_like_date(text, n)) {
		if (!is_date_time(text))
			return toml_fail(s, "no date and time that exists");
		return 0;
	}
	if (looks_like_time(text, n)) {
		if (!is_time(text))
			return toml_fail(s, "no time that exists");
		return 0;
	}
	if (strcmp(text, "true") == 0)
		node->type = cJSON_True;
	else if (strcmp(text, "false") == 0)
		node->type = cJSON_False;
	else
		return resolve_number(s, node);
	return 0;
}

int
toml_take_bare(struct toml_scan *s, cJSON *node)
{
	size_t n = find_end_toml_bare(s);

	if (n == 0)
		return toml_fail(s, "expected a value");
	if (n > VALUE_MAX)
		return toml_fail(s, "a value of more than 255 characters");
	if (grow_charge(&s->tree, 0, n, s->line) == -1)
		return -1;
	node->valuestring = grow_text(s->at, n);
	s->at += n;
	return resolve(s, node, n);
}
