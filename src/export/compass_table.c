/* The compass's own table: a row per technique, a column per repository. */
#include "base/escape.h"
#include "compass_grade.h"
#include "count/tally.h"
#include "domains.h"
#include "export/export.h"
#include "value/member.h"
#include "words/words.h"

/* Columns of repositories, in order. A source's definition says which it fills
 * (compass: column). */
static const char *const repositories[] = { "mitigations", "nist", "cis",
	"d3fend", "engage", "splunk", "splunk_threatHunting", "elastic",
	"eql_analytics", "azure_fullStack", "sentinel_defender",
	"azure_sentinel", "logpoint", "proofpoint_emergingThreats",
	"tanium_threatResponse", "aws", "gcp", "car", "atc", "sigma",
	"th_playbook", "art", "car_red", "rta", "prelude", "stockpile",
	"scythe", NULL };

/* Vendors' pages in 2022: no repository has what was counted there. */
static const char *const vendors[] = { "logpoint", "tanium_threatResponse",
	NULL };

/* What it was graded by is not what its table counts: T1111 has no rule there
 * and is graded 1, while 99 others without one are graded 0. */
static const char *const unknown_grades[] = { "detect_volume", "test_volume",
	"validate_potential", NULL };

static const char *const heads[] = { "techID", "techName", "technique",
	"tactics", "url", "lowestLevel", NULL };

/* The one column that JSON and CSV name differently. */
#define JSON_NAME "sentinel_defender"
#define CSV_NAME "sentinel-defender"

struct table {
	const char *domain;
	struct tally all;
	cJSON *tactics; /* Q_TACTICS */
	bool graded;    /* it has all that policies are graded by */
};

static bool
has_word(const char *const *list, const char *word)
{
	for (; *list != NULL; list++)
		if (str_equal(*list, word))
			return true;
	return false;
}

/* Does a source of the domain fill the column? */
static bool
is_filled(const struct table *t, const char *column)
{
	const cJSON *s;

	cJSON_ArrayForEach(s, t->all.sources)
		if (str_equal(member_string(s, "compass_column"), column) &&
		    str_equal(member_string(s, "domain"), t->domain))
			return true;
	return false;
}

/* A part of what is graded would be graded too low. */
static bool
is_graded(const struct table *t, const struct catalog_selection *selection)
{
	size_t i;

	for (i = 0; i < COMPASS_GRADED; i++)
		if (!is_filled(t, compass_graded[i]))
			return false;
	return selection == NULL || catalog_selects_all(selection);
}

static const char *
tactic_name(const struct table *t, const char *shortname)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, t->tactics)
		if (str_equal(member_string(row, "domain"), t->domain) &&
		    str_equal(member_string(row, "shortname"), shortname))
			return member_string(row, "name");
	return shortname;
}

static cJSON *
new_row(const struct table *t, const cJSON *technique)
{
	const char *id = member_string(technique, "id");
	const char *name = member_string(technique, "name");
	const cJSON *next = technique->next, *e, *counts;
	cJSON *row = cJSON_CreateObject();
	struct buf b = BUF_INIT;
	long long n;
	size_t i;

	member_add_text(row, "techID", id);
	member_add_text(row, "techName", name);
	buf_printf(&b, "%s: %s", id, name);
	member_take_buf(row, "technique", &b);
	cJSON_ArrayForEach(e, member_get(technique, "tactics"))
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
		    tactic_name(t, e->valuestring));
	member_add_text(row, "tactics", buf_str(&b));
	buf_free(&b);
	member_add_text(row, "url", member_string(technique, "url"));
	/* Techniques are by id: a sub-technique follows its parent. */
	member_add_text(row, "lowestLevel", next != NULL && str_equal(
	    member_string(next, "parent_id"), id) ? "n" : "y");
	counts = member_get(technique, "counts");
	for (i = 0; repositories[i] != NULL; i++) {
		n = 0;
		cJSON_ArrayForEach(e, t->all.sources)
			if (str_equal(member_string(e, "compass_column"),
			    repositories[i]))
				n += member_number(counts,
				    member_string(e, "id"));
		if (n > 0)
			member_add_number(row, repositories[i], n);
		else
			cJSON_AddNullToObject(row, repositories[i]);
	}
	if (t->graded)
		member_add_number(row, COMPASS_GRADE, compass_grade(row));
	else
		cJSON_AddNullToObject(row, COMPASS_GRADE);
	for (i = 0; unknown_grades[i] != NULL; i++)
		cJSON_AddNullToObject(row, unknown_grades[i]);
	return row;
}

static void
add_columns(cJSON *list, const char *const *names)
{
	cJSON *one;

	for (; *names != NULL; names++) {
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "name", *names);
		if (str_equal(*names, JSON_NAME))
			cJSON_AddStringToObject(one, "csv", CSV_NAME);
		cJSON_AddItemToArray(list, one);
	}
}

static cJSON *
add_lack(cJSON *lacks, const char *why)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddStringToObject(one, "why", why);
	cJSON_AddItemToArray(lacks, one);
	return cJSON_AddArrayToObject(one, "columns");
}

/* Columns that are empty, by the reason; and sources without a column. */
static void
add_lacks(cJSON *model, const struct table *t)
{
	cJSON *lacks = cJSON_AddArrayToObject(model, "lacks"), *list;
	const cJSON *s;
	size_t i;

	list = add_lack(lacks, "columns that nothing fills");
	for (i = 0; repositories[i] != NULL; i++)
		if (!is_filled(t, repositories[i]) &&
		    !has_word(vendors, repositories[i]))
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(repositories[i]));
	if (!t->graded)
		cJSON_AddItemToArray(list, cJSON_CreateString(COMPASS_GRADE));
	list = add_lack(lacks, "columns of vendors' pages, which no repository has");
	for (i = 0; vendors[i] != NULL; i++)
		if (!is_filled(t, vendors[i]))
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(vendors[i]));
	list = add_lack(lacks, "grades that do not follow from the counts");
	for (i = 0; unknown_grades[i] != NULL; i++)
		cJSON_AddItemToArray(list,
		    cJSON_CreateString(unknown_grades[i]));
	list = cJSON_AddArrayToObject(model, "left_out");
	cJSON_ArrayForEach(s, t->all.sources)
		if (has_word(control_kinds, member_string(s, "kind")) &&
		    str_equal(member_string(s, "domain"), t->domain) &&
		    !has_word(repositories, member_string(s, "compass_column")))
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(member_string(s, "id")));
}

cJSON *
export_compass(struct catalog *c,
    const struct catalog_selection *selection, const char *domain)
{
	static const char *const grade[] = { COMPASS_GRADE, NULL };
	struct table t = { .tactics = NULL };
	struct catalog_selection all = { 0 };
	cJSON *domains = NULL, *model = NULL, *list;
	const cJSON *one, *e;

	if (catalog_rows(c, Q_DOMAINS, NULL, &domains) == -1)
		return NULL;
	/* It reproduces a table of all that there is. */
	if (selection != NULL)
		all = *selection;
	all.of = OF_ALL;
	one = domains_find(domains, domain);
	if (one == NULL || tally_make(&t.all, c, &all) == -1 ||
	    catalog_rows(c, Q_TACTICS, NULL, &t.tactics) == -1)
		goto out;
	t.domain = member_string(one, "id");
	t.graded = is_graded(&t, selection);
	model = cJSON_CreateObject();
	list = cJSON_AddArrayToObject(model, "columns");
	add_columns(list, heads);
	add_columns(list, repositories);
	add_columns(list, grade);
	add_columns(list, unknown_grades);
	list = cJSON_AddArrayToObject(model, "rows");
	cJSON_ArrayForEach(e, t.all.techniques)
		if (str_equal(member_string(e, "domain"), t.domain))
			cJSON_AddItemToArray(list, new_row(&t, e));
	add_lacks(model, &t);
out:
	tally_free(&t.all);
	cJSON_Delete(t.tactics);
	cJSON_Delete(domains);
	return model;
}

void
export_compass_json(const cJSON *table, struct buf *out)
{
	char *text = cJSON_Print(member_get(table, "rows"));

	buf_puts(out, text);
	buf_putc(out, '\n');
	cJSON_free(text);
}

void
export_compass_csv(const cJSON *table, struct buf *out)
{
	const cJSON *row, *e;
	const char *name;

	cJSON_ArrayForEach(e, member_get(table, "columns")) {
		name = member_string(e, "csv");
		escape_csv(out, name != NULL ? name : member_string(e, "name"));
		buf_puts(out, e->next != NULL ? "," : "\r\n");
	}
	cJSON_ArrayForEach(row, member_get(table, "rows")) {
		cJSON_ArrayForEach(e, row) {
			if (cJSON_IsString(e))
				escape_csv(out, e->valuestring);
			else if (cJSON_IsNumber(e))
				buf_printf(out, "%lld",
				    (long long)e->valuedouble);
			buf_puts(out, e->next != NULL ? "," : "\r\n");
		}
	}
}
