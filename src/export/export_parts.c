/* What exports share. */
#include "export_parts.h"

#include <string.h>

#include "base/date.h"
#include "base/moment.h"
#include "count/tally.h"
#include "value/member.h"
#include "words/words.h"

/* Adds a query's rows as a member, with only the members kept. */
int
export_add_rows(cJSON *model, struct catalog *c, enum catalog_query q,
    const char *name, const char *const *kept)
{
	cJSON *rows = NULL;

	if (catalog_rows(c, q, NULL, &rows) == -1)
		return -1;
	cJSON_AddItemToObject(model, name, member_pick_all(rows, kept));
	cJSON_Delete(rows);
	return 0;
}

static int
add_technique_rows(cJSON *model, struct catalog *c,
    const struct catalog_selection *selection)
{
	static const char *const kept[] = { "domain", "id", "name", "url",
		"state", "parent_id", "?scoped", "reason", "owner", "until",
		"moved_version", "moved_id", "moved_name", "tactics", "platforms", "policy",
		"detection", "test", "yours", "available", "counts", "named",
		"best", NULL };
	struct tally all = { 0 };
	int rc = tally_make(&all, c, selection);

	if (rc == 0)
		rc = tally_count_whose(&all, c, selection);
	if (rc == 0)
		cJSON_AddItemToObject(model, "techniques",
		    member_pick_all(all.techniques, kept));
	tally_free(&all);
	return rc;
}

static int
add_revoked(cJSON *model, struct catalog *c)
{
	static const char *const kept[] = { "domain", "id", "name",
		"successor_id", NULL };
	cJSON *rows = NULL, *list;
	const cJSON *row;

	if (catalog_rows(c, Q_TECHNIQUES, NULL, &rows) == -1)
		return -1;
	list = cJSON_AddArrayToObject(model, "revoked");
	cJSON_ArrayForEach(row, rows)
		if (member_state(row) == STATE_REVOKED)
			cJSON_AddItemToArray(list, member_pick(row, kept));
	cJSON_Delete(rows);
	return 0;
}

int
export_add_attack(cJSON *model, struct catalog *c,
    const struct catalog_selection *selection)
{
	static const char *const tactic[] = { "domain", "id", "shortname",
		"name", "url", NULL };

	if (export_add_rows(model, c, Q_TACTICS, "tactics", tactic) == -1 ||
	    add_technique_rows(model, c, selection) == -1)
		return -1;
	return add_revoked(model, c);
}

void
export_api_turns(cJSON *model, const cJSON *turns)
{
	static const char *const kept[] = { "among", "among_id", "previous",
		"next", NULL };
	const char *const *name;
	cJSON *list, *one;
	const cJSON *turn;

	if (turns == NULL || turns->child == NULL)
		return;
	list = cJSON_AddArrayToObject(model, "neighbours");
	cJSON_ArrayForEach(turn, turns) {
		one = cJSON_CreateObject();
		for (name = kept; *name != NULL; name++)
			export_api_as(one, *name, turn, *name);
		cJSON_AddItemToArray(list, one);
	}
}

const char *
export_day(const cJSON *site)
{
	static const char *const lists[] = { "domains", "sources", NULL };
	const char *day = NULL, *other;
	const cJSON *one;
	size_t i;

	for (i = 0; lists[i] != NULL; i++)
		cJSON_ArrayForEach(one, member_get(site, lists[i])) {
			other = member_string(one, "accessed");
			if (other != NULL && date_is_valid(other) &&
			    (day == NULL || strcmp(other, day) > 0))
				day = other;
		}
	return day;
}

/* The day of ATT&CK's own release. */
static bool
read_release(const cJSON *site, struct moment *m)
{
	const cJSON *d = member_get(site, "domains");
	const char *modified = member_string(d == NULL ? NULL : d->child,
	    "modified");

	return modified != NULL && moment_read(modified, m);
}

void
export_put_moment(struct buf *out, const cJSON *site, const char *day)
{
	struct moment m;

	if (day == NULL)
		day = export_day(site);
	if (day == NULL && read_release(site, &m))
		day = m.day;
	buf_printf(out, "%sT00:00:00.000Z", day == NULL ? "1970-01-01" : day);
}

bool
export_is_attack(const cJSON *site, const cJSON *source)
{
	const char *digest = member_string(source, "sha256");
	const cJSON *d;

	cJSON_ArrayForEach(d, member_get(site, "domains"))
		if (digest != NULL &&
		    str_equal(digest, member_string(d, "sha256")))
			return true;
	return false;
}
