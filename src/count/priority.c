/* How much it matters that a technique is answered. */
#include "count/priority.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "count/provenance.h"
#include "value/member.h"
#include "words/priority.h"
#include "words/words.h"

/*
 * Values are in hundred-millionths, shares in SHARE_UNIT, priorities in PRIORITY_UNIT.
 * With weights up to 1000, in thousandths, FACTORS_MAX of them add up to less than
 * a long long has room for.
 */
enum { FACTORS_MAX = 64, SHARE_DIGITS = 10, MISSING = -1 };
#define VALUE_UNIT 100000000LL
#define VALUE_MAX 1000000000LL /* ten times it is in range */
#define SHARE_UNIT 10000000000LL /* 10 to the power of SHARE_DIGITS */
#define PRIORITY_UNIT 1000000LL

/* What techniques are ranked by, one of it. */
struct factor_values {
	const char *name;
	int weight;
	bool asked;             /* false: nobody said of which sector */
	long long *of;          /* of techniques, by pk - 1 */
	long long max[DOMAINS]; /* in scope; 0: no technique has any */
};

struct priority {
	struct arena mem;
	struct weights weights;
	struct factor_values *v;
	size_t nfactors;
	size_t n; /* techniques */
	long long scoped[DOMAINS]; /* of them */
	cJSON *sources; /* Q_FACTOR_SOURCES, of these factors */
};

static struct factor_values *
find_factor(const struct priority *p, const char *name)
{
	size_t i;

	for (i = 0; i < p->nfactors; i++)
		if (strcmp(p->v[i].name, name) == 0)
			return &p->v[i];
	return NULL;
}

static struct factor_values *
add_factor(struct priority *p, const char *name)
{
	struct factor_values *f = LIST_ADD(p->v, p->nfactors);
	size_t i;

	f->name = arena_strdup(&p->mem, name);
	f->weight = weight_of(&p->weights, name);
	f->asked = strcmp(name, factor_names[FACTOR_SECTOR]) != 0;
	f->of = mem_array(p->n + 1, sizeof(*f->of));
	for (i = 0; i < p->n; i++)
		f->of[i] = MISSING;
	return f;
}

void
priority_free(struct priority *p)
{
	size_t i;

	if (p == NULL)
		return;
	for (i = 0; i < p->nfactors; i++)
		free(p->v[i].of);
	free(p->v);
	cJSON_Delete(p->sources);
	arena_free(&p->mem);
	free(p);
}

/* Takes numbers of techniques, from 0 to VALUE_MAX: of each technique the greatest
 * of a name. Rows say the name, or name does. */
static void
take_numbers(struct priority *p, const cJSON *rows, const char *name,
    const char *column)
{
	const cJSON *row, *number;
	struct factor_values *f;
	long long value, *of;

	cJSON_ArrayForEach(row, rows) {
		f = find_factor(p, name != NULL ? name
		    : member_string(row, "name"));
		number = member_get(row, column);
		if (f == NULL || number == NULL)
			continue;
		value = (long long)(number->valuedouble * VALUE_UNIT + 0.5);
		of = &f->of[member_number(row, "technique") - 1];
		if (value > *of)
			*of = value;
	}
}

/* Adds what a source knows and the weights name; keeps of sources those that know
 * any of the factors. */
static void
take_sources(struct priority *p)
{
	cJSON *row, *next;
	struct factor_values *f;
	const char *name;
	size_t i;

	for (row = p->sources->child; row != NULL; row = next) {
		next = row->next;
		name = member_string(row, "factor");
		if (find_factor(p, name) == NULL &&
		    weight_of(&p->weights, name) > 0 &&
		    p->nfactors < FACTORS_MAX)
			add_factor(p, name);
		f = find_factor(p, name);
		if (f == NULL)
			cJSON_Delete(cJSON_DetachItemViaPointer(p->sources,
			    row));
		else
			member_add_revision(row);
		if (f == &p->v[FACTOR_KEV])
			/* What a source of them does not map has none. */
			for (i = 0; i < p->n; i++)
				f->of[i] = 0;
	}
}

static int
take_threats(struct priority *p, struct catalog *c)
{
	cJSON *exploits = NULL, *factors = NULL;
	int rc = -1;

	if (catalog_rows(c, Q_FACTOR_SOURCES, NULL, &p->sources) == -1 ||
	    catalog_rows(c, Q_EXPLOIT_COUNTS, NULL, &exploits) == -1 ||
	    catalog_rows(c, Q_FACTORS, NULL, &factors) == -1)
		goto out;
	take_sources(p);
	take_numbers(p, exploits, factor_names[FACTOR_KEV], "vulnerabilities");
	take_numbers(p, factors, NULL, "value");
	rc = 0;
out:
	cJSON_Delete(exploits);
	cJSON_Delete(factors);
	return rc;
}

static int
read_weights(struct priority *p, struct catalog *c)
{
	cJSON *meta = cJSON_CreateObject();
	int rc = provenance_read_meta(meta, c);

	if (rc == 0 && !weights_read(member_string(meta, "weights"), &p->mem,
	    &p->weights)) {
		log_error("the catalog's weights are damaged: run `sextant "
		    "map` again");
		rc = -1;
	}
	cJSON_Delete(meta);
	return rc;
}

struct priority *
priority_open(struct catalog *c, size_t n)
{
	struct priority *p = mem_alloc(sizeof(*p));
	size_t i;
	int rc = read_weights(p, c);

	p->n = n;
	for (i = 0; rc == 0 && i < FACTORS; i++)
		add_factor(p, factor_names[i]);
	if (rc == 0)
		rc = take_threats(p, c);
	if (rc == 0)
		return p;
	priority_free(p);
	return NULL;
}

/* The place of a domain among domain_names. */
static size_t
domain_at(const char *id)
{
	size_t i = 0;

	while (i + 1 < DOMAINS && !str_equal(domain_names[i], id))
		i++;
	return i;
}

void
priority_take(struct priority *p, long long pk, const cJSON *technique,
    bool scoped, bool adoptable)
{
	static const enum factor counted[] = { FACTOR_GROUPS, FACTOR_CAMPAIGNS,
		FACTOR_SOFTWARE };
	size_t at = (size_t)pk - 1, i;
	size_t domain = domain_at(member_string(technique, "domain"));
	long long n;

	for (i = 0; i < sizeof(counted) / sizeof(counted[0]); i++) {
		n = member_number(technique, factor_names[counted[i]]);
		p->v[counted[i]].of[at] = VALUE_UNIT *
		    (n < VALUE_MAX ? n : VALUE_MAX);
	}
	p->v[FACTOR_ADOPTABLE].of[at] = adoptable ? VALUE_UNIT : 0;
	if (!scoped)
		return;
	p->scoped[domain]++;
	for (i = 0; i < p->nfactors; i++)
		if (p->v[i].of[at] > p->v[i].max[domain])
			p->v[i].max[domain] = p->v[i].of[at];
}

/* value by max, in SHARE_UNIT, rounded half up: by long division, since the two
 * are too great to be multiplied. */
static long long
share_of(long long value, long long max)
{
	long long q, rest;
	int i;

	if (value <= 0 || max <= 0)
		return 0;
	q = value / max;
	rest = value % max;
	for (i = 0; i < SHARE_DIGITS; i++) {
		rest *= 10;
		q = q * 10 + rest / max;
		rest %= max;
	}
	return q + (rest * 2 >= max);
}

/* 100 times the mean, in PRIORITY_UNIT. */
static long long
mean_of(const struct priority *p, size_t at, size_t domain)
{
	long long sum = 0, weights = 0;
	const struct factor_values *f;
	size_t i;

	for (i = 0; i < p->nfactors; i++) {
		f = &p->v[i];
		if (f->max[domain] == 0)
			continue;
		sum += f->weight * share_of(f->of[at], f->max[domain]);
		weights += f->weight;
	}
	/* Weights are in thousandths above and below. */
	weights *= SHARE_UNIT / PRIORITY_UNIT / 100;
	return weights == 0 ? 0 : (sum * 2 + weights) / (weights * 2);
}

void
priority_add(const struct priority *p, long long pk, cJSON *technique)
{
	size_t domain = domain_at(member_string(technique, "domain"));

	cJSON_AddNumberToObject(technique, "priority",
	    (double)mean_of(p, (size_t)pk - 1, domain) / PRIORITY_UNIT);
}

/* {name, weight} */
static cJSON *
new_factor(const struct factor_values *f)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddStringToObject(one, "name", f->name);
	cJSON_AddNumberToObject(one, "weight",
	    f->weight / (double)WEIGHT_UNIT);
	return one;
}

void
priority_add_factors(const struct priority *p, long long pk, cJSON *technique)
{
	size_t at = (size_t)pk - 1, i;
	size_t domain = domain_at(member_string(technique, "domain"));
	cJSON *list = cJSON_AddArrayToObject(technique, "factors"), *one;
	const long long unit = SHARE_UNIT / PRIORITY_UNIT;
	const struct factor_values *f;
	long long share;

	for (i = 0; i < p->nfactors; i++) {
		f = &p->v[i];
		if (f->max[domain] == 0)
			continue;
		share = share_of(f->of[at], f->max[domain]);
		one = new_factor(f);
		if (f->of[at] != MISSING)
			cJSON_AddNumberToObject(one, "value",
			    (double)f->of[at] / VALUE_UNIT);
		cJSON_AddNumberToObject(one, "max",
		    (double)f->max[domain] / VALUE_UNIT);
		cJSON_AddNumberToObject(one, "share",
		    (double)((share + unit / 2) / unit) / PRIORITY_UNIT);
		cJSON_AddItemToArray(list, one);
	}
}

void
priority_put(struct buf *b, double number, int places, bool less)
{
	long long unit = PRIORITY_UNIT, n = (long long)(number *
	    PRIORITY_UNIT + 0.5), part;
	int i;

	for (i = 0; i < places; i++)
		unit /= 10;
	/* In units of the last place that is wanted. */
	n = (n + unit / 2) / unit;
	unit = PRIORITY_UNIT / unit;
	buf_printf(b, "%lld", n / unit);
	part = n % unit;
	if (places == 0 || (less && part == 0))
		return;
	buf_putc(b, '.');
	for (i = 0; i < places && (!less || part > 0); i++) {
		unit /= 10;
		buf_printf(b, "%lld", part / unit);
		part %= unit;
	}
}

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

	put_formula(&b, p, domain_at(member_string(domain, "id")));
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
	size_t domain = domain_at(member_string(to, "id")), i;
	cJSON *list = cJSON_AddArrayToObject(to, "factors"), *one;
	const struct factor_values *f;

	for (i = 0; i < p->nfactors; i++) {
		f = &p->v[i];
		if (!f->asked)
			continue;
		one = new_factor(f);
		if (f->max[domain] > 0)
			cJSON_AddNumberToObject(one, "max",
			    (double)f->max[domain] / VALUE_UNIT);
		add_ids(one, p, f->name);
		cJSON_AddItemToArray(list, one);
	}
}

void
priority_add_sources(const struct priority *p, struct strs *ids)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, p->sources)
		if (!strs_has(ids, member_string(row, "source")))
			strs_add(ids, member_string(row, "source"));
}

/* Their priority; -1: out of scope. */
static double
number_of(const cJSON *technique)
{
	const cJSON *n = member_get(technique, "priority");

	return n == NULL ? -1 : n->valuedouble;
}

int
priority_compare(const cJSON *x, const cJSON *y)
{
	double a = number_of(x), b = number_of(y);
	int ids;

	if (a != b)
		return a < b ? 1 : -1;
	ids = strcmp(member_string(x, "id"), member_string(y, "id"));
	return ids != 0 ? ids
	    : strcmp(member_string(x, "domain"), member_string(y, "domain"));
}

int
priority_by_rank(const void *a, const void *b)
{
	return priority_compare(*(cJSON *const *)a, *(cJSON *const *)b);
}
