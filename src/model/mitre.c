/* What ATT&CK says of a technique beside its description. */
#include "mitre.h"

#include "base/buf.h"
#include "count/percent.h"
#include "value/member.h"
#include "words/words.h"

/* Kinds of actors in the order of the query, with their names. */
static const struct {
	const char *kind, *several, *flag, *one, *many;
} kinds[] = {
	{ "group", "groups", "has_groups", "group", "groups" },
	{ "campaign", "campaigns", "has_campaigns", "campaign", "campaigns" },
	{ "software", "software", "has_software", "piece of software",
	    "pieces of software" },
};

/* Adds who uses it; text is "12 groups, 1 campaign, 40 pieces of software". */
static int
add_users(struct catalog *c, cJSON *t, long long pk)
{
	cJSON *rows = NULL, *users, *row, *last;
	struct buf b = BUF_INIT;
	long long n;
	size_t i;

	if (catalog_rows_of(c, Q_USERS, pk, &rows) == -1)
		return -1;
	cJSON_AddItemToObject(t, "groups", rows);
	member_add_flag(t, "used", rows->child != NULL);
	users = cJSON_AddObjectToObject(t, "users");
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		n = 0;
		last = NULL;
		cJSON_ArrayForEach(row, rows) {
			if (!str_equal(member_string(row, "kind"),
			    kinds[i].kind))
				continue;
			member_add_flag(row, kinds[i].kind, 1);
			member_add_flag(row, "linked",
			    member_string(row, "url") != NULL);
			last = row;
			n++;
		}
		member_add_flag(last, "last", last != NULL);
		member_add_number(users, kinds[i].several, n);
		member_add_flag(users, kinds[i].flag, n > 0);
		if (n > 0)
			buf_printf(&b, "%s%lld %s", b.len > 0 ? ", " : "", n,
			    n == 1 ? kinds[i].one : kinds[i].many);
	}
	member_take_buf(users, "text", &b);
	return 0;
}

/* The rows of an analytic, with only these members. */
static cJSON *
rows_of(const cJSON *rows, long long analytic, const char *const *members)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (member_number(row, "analytic") == analytic)
			cJSON_AddItemToArray(list, member_pick(row, members));
	return list;
}

/* Rows about the analytics of one technique. */
struct analytics {
	cJSON *rows, *platforms, *logs, *mutables;
};

static cJSON *
new_analytic(const struct analytics *all, const cJSON *row)
{
	static const char *const kept[] = { "id", "name", "description", "url",
		NULL };
	static const char *const platform[] = { "platform", NULL };
	static const char *const log[] = { "name", "channel", "component_id",
		"component", "?collected", NULL };
	static const char *const mutable[] = { "field", "description", NULL };
	long long pk = member_number(row, "pk");
	cJSON *one = member_pick(row, kept), *rows, *names;

	rows = rows_of(all->platforms, pk, platform);
	names = member_column(rows, "platform");
	cJSON_Delete(rows);
	cJSON_AddItemToObject(one, "platforms", names);
	member_add_joined(one, "on", names);
	cJSON_AddItemToObject(one, "log_sources", rows_of(all->logs, pk, log));
	cJSON_AddItemToObject(one, "mutables",
	    rows_of(all->mutables, pk, mutable));
	return one;
}

static int
add_strategies(struct catalog *c, cJSON *t, long long pk)
{
	static const char *const kept[] = { "id", "name", "url", NULL };
	cJSON *list = cJSON_AddArrayToObject(t, "strategies"), *rows = NULL;
	cJSON *one, *analytics;
	struct analytics all = { 0 };
	const cJSON *row, *a;
	int rc = -1;

	if (catalog_rows_of(c, Q_STRATEGIES, pk, &rows) == -1 ||
	    catalog_rows_of(c, Q_ANALYTICS, pk, &all.rows) == -1 ||
	    catalog_rows_of(c, Q_ANALYTIC_PLATFORMS, pk, &all.platforms) ==
	    -1 || catalog_rows_of(c, Q_LOG_SOURCES, pk, &all.logs) == -1 ||
	    catalog_rows_of(c, Q_MUTABLES, pk, &all.mutables) == -1)
		goto out;
	cJSON_ArrayForEach(row, rows) {
		one = member_pick(row, kept);
		cJSON_AddItemToArray(list, one);
		member_add_flag(one, "linked",
		    member_string(row, "url") != NULL);
		analytics = cJSON_AddArrayToObject(one, "analytics");
		cJSON_ArrayForEach(a, all.rows)
			if (member_number(a, "strategy") ==
			    member_number(row, "pk"))
				cJSON_AddItemToArray(analytics,
				    new_analytic(&all, a));
	}
	member_add_flag(t, "has_strategies", list->child != NULL);
	rc = 0;
out:
	cJSON_Delete(rows);
	cJSON_Delete(all.rows);
	cJSON_Delete(all.platforms);
	cJSON_Delete(all.logs);
	cJSON_Delete(all.mutables);
	return rc;
}

static int
add_data_sources(struct catalog *c, cJSON *t, long long pk)
{
	cJSON *rows = NULL, *names;

	if (catalog_rows_of(c, Q_DATA_SOURCES, pk, &rows) == -1)
		return -1;
	names = member_column(rows, "name");
	cJSON_AddItemToObject(t, "data_sources", names);
	member_add_joined(t, "data_source_list", names);
	cJSON_Delete(rows);
	return 0;
}

/* Moved, not a gap: data/README.md, "What becomes of an id". */
static int
add_retired(struct catalog *c, cJSON *t, const cJSON *row, long long pk)
{
	const char *version = member_string(row, "moved_version");
	const char *id = member_string(row, "moved_id");
	cJSON *rows = NULL, *moved;
	struct buf b = BUF_INIT;
	const cJSON *r;
	long long n = 0;

	if (version == NULL)
		return 0;
	if (catalog_rows_of(c, Q_MOVED, pk, &rows) == -1)
		return -1;
	moved = cJSON_AddObjectToObject(t, "moved");
	cJSON_AddStringToObject(moved, "version", version);
	member_add_text(moved, "id", id);
	member_add_text(moved, "name", member_string(row, "moved_name"));
	cJSON_ArrayForEach(r, rows) {
		n += member_number(r, "controls");
		member_add_number(moved, member_string(r, "kind"),
		    member_number(r, "controls"));
	}
	member_add_number(moved, "controls", n);
	if (id == NULL)
		buf_printf(&b, "Revoked in ATT&CK %s, without one successor",
		    version);
	else
		buf_printf(&b, "Moved to %s (%s) in ATT&CK %s: %s", id,
		    member_string(row, "moved_name"), version,
		    n == 0 ? "no control names it" : "");
	for (r = rows->child; id != NULL && r != NULL; r = r->next) {
		percent_put_namers(&b, member_number(r, "controls"),
		    member_kind(r));
		buf_puts(&b, r->next != NULL ? " it, " : " it");
	}
	member_take_buf(moved, "text", &b);
	cJSON_Delete(rows);
	return 0;
}

int
mitre_add(struct catalog *c, cJSON *technique, const cJSON *row)
{
	long long pk = member_number(row, "pk");

	if (add_retired(c, technique, row, pk) == -1 ||
	    add_users(c, technique, pk) == -1 ||
	    add_strategies(c, technique, pk) == -1)
		return -1;
	return add_data_sources(c, technique, pk);
}
