/* The formula of priorities, its weights and maxima, and whose numbers they are. */
#include "base/str.h"
#include "priority_parts.h"
#include "value/member.h"

/* "3·groups/85" */
static void
put_term(struct buf *b, const struct factor_values *f, size_t domain)
{
	if (f->weight != WEIGHT_UNIT) {
		weight_put(b, f->weight);
		buf_puts(b, "\xc2\xb7");
	}
	buf_printf(b, "%s/", f->name);
	priority_put(b, (double)f->max[domain] / VALUE_UNIT, 6, true);
}

/* "; sector: Energy or Water, which 12 groups are said to attack" */
static void
put_sector(struct buf *b, const struct priority *p)
{
	const cJSON *asked = member_get(p->sector, "asked"), *one;
	int n = cJSON_GetArraySize(member_get(p->sector, "groups"));

	if (asked == NULL || asked->child == NULL)
		return;
	cJSON_ArrayForEach(one, asked)
		buf_printf(b, "%s%s", one == asked->child ? "; sector: "
		    : " or ", member_string(one, "usual"));
	buf_printf(b, ", which %d group%s said to attack", n,
	    n == 1 ? " is" : "s are");
}

/* "priority = 100 · (3·groups/85 + software/385) / 4, each factor divided by its
 * maximum over the 691 techniques in scope; left out, for want of any value: kev" */
static void
put_formula(struct buf *b, const struct priority *p, size_t domain)
{
	struct buf out = BUF_INIT;
	const struct factor_values *f;
	const char *between = "";
	int weights = 0;
	size_t i;

	buf_puts(b, "priority = 100 \xc2\xb7 (");
	for (i = 0; i < p->nfactors; i++) {
		f = &p->v[i];
		if (f->weight == 0 || !f->asked)
			continue;
		if (f->max[domain] > 0) {
			buf_puts(b, between);
			put_term(b, f, domain);
			weights += f->weight;
			between = " + ";
		} else {
			buf_printf(&out, "%s%s", out.len > 0 ? ", " : "",
			    f->name);
		}
	}
	if (weights == 0) {
		buf_reset(b);
		buf_puts(b, "priority is 0 everywhere: no factor with a weight "
		    "has any value");
	} else {
		buf_puts(b, ") / ");
		weight_put(b, weights);
		buf_printf(b, ", each factor divided by its maximum over the "
		    "%lld techniques in scope", p->scoped[domain]);
	}
	put_sector(b, p);
	if (out.len > 0)
		buf_printf(b, "; left out, for want of any value: %s",
		    buf_str(&out));
	buf_free(&out);
}

/* Appends "kev: Known exploited vulnerabilities (2026-01-31); actionability,
 * prevalence: Top techniques 87cc589ee9 (2026-01-31)": which source says what. */
static void
put_sources(struct buf *b, const struct priority *p)
{
	const char *between = "", *revision, *day;
	const cJSON *row;

	cJSON_ArrayForEach(row, p->sources) {
		buf_printf(b, "%s%s", between, member_string(row, "factor"));
		between = ", ";
		if (row->next != NULL && str_equal(member_string(row, "source"),
		    member_string(row->next, "source")))
			continue;
		between = "; ";
		revision = member_string(row, "revision_short");
		day = member_string(row, "accessed");
		buf_printf(b, ": %s%s%s (%s)", member_string(row, "title"),
		    revision == NULL ? "" : " ",
		    revision == NULL ? "" : revision,
		    day == NULL ? "local" : day);
	}
}

void
priority_add_formula(const struct priority *p, cJSON *domain)
{
	struct buf b = BUF_INIT;

	put_formula(&b, p, priority_domain(member_string(domain, "id")));
	member_take_buf(domain, "formula", &b);
	put_sources(&b, p);
	member_add_or_false(domain, "factor_sources",
	    b.len > 0 ? buf_str(&b) : NULL);
	buf_free(&b);
}

/* Adds the sources that know the factor, if it is of any. */
static void
add_ids(cJSON *to, const struct priority *p, const char *factor)
{
	const cJSON *row;
	cJSON *list = NULL;

	cJSON_ArrayForEach(row, p->sources) {
		if (!str_equal(member_string(row, "factor"), factor))
			continue;
		if (list == NULL)
			list = cJSON_AddArrayToObject(to, "sources");
		cJSON_AddItemToArray(list, cJSON_CreateString(
		    member_string(row, "source")));
	}
}

void
priority_add_maxima(const struct priority *p, cJSON *to)
{
	size_t domain = priority_domain(member_string(to, "id")), i;
	cJSON *list = cJSON_AddArrayToObject(to, "factors"), *one;
	const struct factor_values *f;

	for (i = 0; i < p->nfactors; i++) {
		f = &p->v[i];
		if (!f->asked)
			continue;
		one = priority_factor(f);
		if (f->max[domain] > 0)
			cJSON_AddNumberToObject(one, "max",
			    (double)f->max[domain] / VALUE_UNIT);
		add_ids(one, p, f->name);
		cJSON_AddItemToArray(list, one);
	}
}

void
priority_add_sector(const struct priority *p, cJSON *to)
{
	static const char *const kept[] = { "id", "name", NULL };
	cJSON *sector;

	if (p->sector == NULL)
		return;
	sector = cJSON_AddObjectToObject(to, "sector");
	cJSON_AddItemToObject(sector, "words", member_column(
	    member_get(p->sector, "asked"), "usual"));
	cJSON_AddItemToObject(sector, "groups", member_pick_all(
	    member_get(p->sector, "groups"), kept));
}

void
priority_add_sources(const struct priority *p, struct strs *ids)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, p->sources)
		if (!strs_has(ids, member_string(row, "source")))
			strs_add(ids, member_string(row, "source"));
}
