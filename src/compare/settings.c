/* What a build was mapped with, beside what it was made from. */
#include "settings.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "value/member.h"
#include "words/words.h"

cJSON *
settings_read(struct catalog *c)
{
	cJSON *rows = NULL, *settings;
	const cJSON *row;

	if (catalog_rows(c, Q_META, NULL, &rows) == -1)
		return NULL;
	settings = cJSON_CreateObject();
	cJSON_ArrayForEach(row, rows)
		member_add_text(settings, member_string(row, "key"),
		    member_string(row, "value"));
	cJSON_Delete(rows);
	return settings;
}

/* What follows a parenthesis and all in it; NULL where it does not end. */
static const char *
skip_reason(const char *s)
{
	int depth = 0;

	for (; *s != '\0'; s++) {
		depth += (*s == '(') - (*s == ')');
		if (depth == 0)
			return s + 1;
	}
	return NULL;
}

/* The words of a scope, as in "platforms linux", sorted. False where it is not
 * as map writes it: "platforms A, B; tactics C; without T1 (why), T2 (why)". */
static bool
split(const char *s, struct strs *words)
{
	static const char *const keys[] = { "platforms ", "tactics ",
		"without " };
	const char *key = "";
	struct buf b = BUF_INIT;
	size_t i;

	while (s != NULL && *s != '\0') {
		for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
			if (str_has_prefix(s, keys[i])) {
				key = keys[i];
				s += strlen(key);
			}
		}
		buf_reset(&b);
		buf_puts(&b, key);
		while (s != NULL && *s != '\0' && *s != ',' && *s != ';') {
			if (*s == '(') {
				s = skip_reason(s);
				continue;
			}
			buf_putc(&b, *s >= 'A' && *s <= 'Z'
			    ? (char)(*s - 'A' + 'a') : *s);
			s++;
		}
		strs_add(words, buf_str(&b));
		if (s != NULL && *s != '\0')
			s += 1 + (s[1] == ' ');
	}
	strs_sort(words);
	buf_free(&b);
	return s != NULL;
}

static bool
is_same_scope(const char *a, const char *b)
{
	struct strs x = { 0 }, y = { 0 };
	bool same = a != NULL && b != NULL && split(a, &x) && split(b, &y) &&
	    x.n == y.n;
	size_t i;

	for (i = 0; same && i < x.n; i++)
		same = strcmp(x.v[i], y.v[i]) == 0;
	strs_free(&x);
	strs_free(&y);
	return same || str_equal(a, b);
}

bool
settings_compare(cJSON *to, const cJSON *old, const cJSON *new)
{
	static const char *const names[] = { "scope", "resolve", "lifecycle",
		"counts", NULL };
	cJSON *list = cJSON_AddArrayToObject(to, "settings"), *one;
	bool told = member_string(old, "resolve") != NULL &&
	    member_string(new, "resolve") != NULL;
	const char *was, *is;
	size_t i;

	for (i = 0; told && names[i] != NULL; i++) {
		was = member_string(old, names[i]);
		is = member_string(new, names[i]);
		if (i == 0 ? is_same_scope(was, is) : str_equal(was, is))
			continue;
		one = cJSON_CreateObject();
		member_add_text(one, "name", names[i]);
		member_add_text(one, "old", was);
		member_add_text(one, "new", is);
		cJSON_AddItemToArray(list, one);
	}
	return list->child == NULL;
}

void
settings_compare_of(cJSON *to, enum kind kind, enum of old, enum of new)
{
	cJSON *list = member_get(to, "settings"), *one;

	if (old == new)
		return;
	if (list == NULL)
		list = cJSON_AddArrayToObject(to, "settings");
	one = cJSON_CreateObject();
	member_add_text(one, "name", "of");
	member_add_text(one, "kind", kind_name(kind));
	member_add_text(one, "old", of_name(old));
	member_add_text(one, "new", of_name(new));
	cJSON_AddItemToArray(list, one);
}
