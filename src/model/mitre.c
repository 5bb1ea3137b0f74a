/* What MITRE itself says of a technique, beside its description. */
#include "mitre.h"

#include <stdio.h>

#include "base/buf.h"
#include "parts.h"
#include "value/value.h"

/* Kinds of actors, in the order of the query, and what several are called. */
static const struct {
	const char *kind, *several, *flag, *one, *many;
} kinds[] = {
	{ "group", "groups", "has_groups", "group", "groups" },
	{ "campaign", "campaigns", "has_campaigns", "campaign", "campaigns" },
	{ "software", "software", "has_software", "piece of software",
	    "pieces of software" },
};

static int
ask(struct catalog *c, enum catalog_query q, long long pk, cJSON **rows)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", pk);
	return catalog_rows(c, q, text, rows);
}

/* Marks those of one kind; how many there are. */
static long long
mark_kind(cJSON *rows, const char *kind)
{
	cJSON *row, *last = NULL;
	long long n = 0;

	cJSON_ArrayForEach(row, rows) {
		if (!str_equal(parts_text(row, "kind"), kind))
			continue;
		parts_add_flag(row, kind, 1);
		parts_add_flag(row, "linked", parts_text(row, "url") != NULL);
		last = row;
		n++;
	}
	if (last != NULL)
		parts_add_flag(last, "last", 1);
	return n;
}

/* "12 groups, 1 campaign, 40 pieces of software": those that there are. */
static int
add_users(struct catalog *c, cJSON *t, long long pk)
{
	cJSON *rows = NULL, *users;
	struct buf b = BUF_INIT;
	long long n;
	size_t i;

	if (ask(c, Q_USERS, pk, &rows) == -1)
		return -1;
	cJSON_AddItemToObject(t, "groups", rows);
	parts_add_flag(t, "used", rows->child != NULL);
	users = cJSON_AddObjectToObject(t, "users");
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		n = mark_kind(rows, kinds[i].kind);
		parts_add_number(users, kinds[i].several, n);
		parts_add_flag(users, kinds[i].flag, n > 0);
		if (n > 0)
			buf_printf(&b, "%s%lld %s", b.len > 0 ? ", " : "", n,
			    n == 1 ? kinds[i].one : kinds[i].many);
	}
	if (b.len > 0)
		cJSON_AddStringToObject(users, "text", buf_str(&b));
	buf_free(&b);
	return 0;
}

int
mitre_add(struct catalog *c, cJSON *technique, long long pk)
{
	return add_users(c, technique, pk);
}
