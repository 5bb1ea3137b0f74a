/* How far a figure moves with its definition alone. */
#include "count/spread.h"

#include "base/buf.h"
#include "base/str.h"
#include "count/facts.h"
#include "count/percent.h"
#include "count/perspective.h"
#include "value/member.h"
#include "words/words.h"

/* A cell that is compared with all others, by share. */
struct extreme {
	const cJSON *cell, *row;
};

static cJSON *
cell(enum of of, long long covered, long long all)
{
	cJSON *one = cJSON_CreateObject();
	struct buf b = BUF_INIT;

	member_add_text(one, "whose", perspective_short(of));
	member_add_number(one, "covered", covered);
	member_add_number(one, "of", all);
	percent_put(&b, covered, all, 0);
	member_take_buf(one, "percent", &b);
	return one;
}

/* Adds a cell to the row of that name, which the first column makes. */
static void
add_figure_spread(cJSON *rows, const char *definition, const char *meaning, cJSON *one)
{
	cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (str_equal(member_string(row, "definition"), definition))
			break;
	if (row == NULL) {
		row = cJSON_CreateObject();
		member_add_text(row, "definition", definition);
		member_add_text(row, "meaning", meaning);
		cJSON_AddArrayToObject(row, "by");
		cJSON_AddItemToArray(rows, row);
	}
	cJSON_AddItemToArray(member_get(row, "by"), one);
}

/* Techniques with one control alone are not covered here. */
static void
add_thick(cJSON *rows, enum of of, const struct facts *f, long long all)
{
	long long covered = 0;
	size_t i;

	for (i = 0; i < f->n; i++)
		covered += f->v[i].scoped &&
		    f->v[i].all.count[KIND_DETECTION] > 1;
	add_figure_spread(rows, "exact, none thin",
	    "techniques and sub-techniques that two or more name",
	    cell(of, covered, all));
}

static int
add_whose_spread(cJSON *spread, struct catalog *c, const char *domain, enum of of)
{
	struct catalog_selection selection = { .of = of };
	cJSON *rows = member_get(spread, "rows"), *column, *all;
	const cJSON *first, *figure;
	struct facts f = { 0 };

	if (facts_read(c, domain, &selection, &f) == -1)
		return -1;
	column = cJSON_CreateObject();
	member_add_text(column, "whose", perspective_short(of));
	cJSON_AddItemToArray(member_get(spread, "columns"), column);
	all = facts_coverage(&f);
	first = member_get(all, control_kinds[KIND_DETECTION])->child;
	for (figure = first; figure != NULL; figure = figure->next) {
		add_figure_spread(rows, figure->string, NULL, cell(of,
		    member_number(figure, "covered"),
		    member_number(figure, "of")));
		if (figure == first)
			add_thick(rows, of, &f, member_number(figure, "of"));
	}
	cJSON_Delete(all);
	facts_free(&f);
	return 0;
}

/* Is a's share less than b's? */
static bool
is_less(const cJSON *a, const cJSON *b)
{
	return member_number(a, "covered") * member_number(b, "of") <
	    member_number(b, "covered") * member_number(a, "of");
}

static void
add_extreme(cJSON *spread, const char *name, const struct extreme *e)
{
	static const char *const kept[] = { "whose", "covered", "of", "percent",
		NULL };
	cJSON *one;

	if (e->cell == NULL)
		return;
	one = member_pick(e->cell, kept);
	member_copy(one, e->row, "definition");
	cJSON_AddItemToObject(spread, name, one);
}

static void
add_extremes(cJSON *spread)
{
	struct extreme least = { 0 }, most = { 0 };
	const cJSON *row, *one;

	cJSON_ArrayForEach(row, member_get(spread, "rows"))
		cJSON_ArrayForEach(one, member_get(row, "by")) {
			if (member_number(one, "of") == 0)
				continue;
			if (least.cell == NULL || is_less(one, least.cell))
				least = (struct extreme){ one, row };
			if (most.cell == NULL || is_less(most.cell, one))
				most = (struct extreme){ one, row };
		}
	add_extreme(spread, "least", &least);
	add_extreme(spread, "most", &most);
}

cJSON *
spread_read(struct catalog *c, const char *domain)
{
	static const enum of yours[] = { OF_YOURS, OF_AVAILABLE, OF_ALL };
	cJSON *spread = cJSON_CreateObject();
	struct perspective p;
	int rc = perspective_read(c, NULL, &p);
	size_t i;

	cJSON_AddArrayToObject(spread, "columns");
	cJSON_AddArrayToObject(spread, "rows");
	if (rc == 0 && p.of[KIND_DETECTION] == OF_AVAILABLE)
		rc = add_whose_spread(spread, c, domain, OF_AVAILABLE);
	else
		for (i = 0; rc == 0 && i < 3; i++)
			rc = add_whose_spread(spread, c, domain, yours[i]);
	if (rc == 0) {
		add_extremes(spread);
		return spread;
	}
	cJSON_Delete(spread);
	return NULL;
}
