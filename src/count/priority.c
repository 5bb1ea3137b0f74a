/* How much it matters that a technique is answered. */
#include "count/priority.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "count/profiles.h"
#include "count/provenance.h"
#include "priority_parts.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

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
	cJSON_Delete(p->sector);
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

/* Adds rows to sources for those that say whom groups attack. */
static int
take_sector_sources(struct priority *p, struct catalog *c)
{
	static const char *const kept[] = { "title", "revision", "accessed",
		NULL };
	cJSON *rows = NULL, *one;
	const cJSON *row;

	if (catalog_rows(c, Q_SOURCES, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		if (!member_has(member_get(p->sector, "sources"),
		    member_string(row, "id")))
			continue;
		one = member_pick(row, kept);
		member_add_text(one, "source", member_string(row, "id"));
		member_add_text(one, "factor", factor_names[FACTOR_SECTOR]);
		member_add_revision(one);
		cJSON_AddItemToArray(p->sources, one);
	}
	cJSON_Delete(rows);
	return 0;
}

/* Counts the groups that attack the sectors, of each technique that they use. */
static int
take_sector(struct priority *p, struct catalog *c, const struct strs *sectors)
{
	struct profiles_asked asked = { .sectors = *sectors };
	struct factor_values *f = &p->v[FACTOR_SECTOR];
	cJSON *ids, *rows = NULL;
	const cJSON *one;
	char *text;
	size_t i;
	int rc;

	p->sector = profiles_match(c, &asked);
	if (p->sector == NULL)
		return -1;
	f->asked = true;
	cJSON_ArrayForEach(one, member_get(p->sector, "unresolved"))
		log_warn("sector %s: %s", member_string(one, "word"),
		    member_string(one, "why"));
	if (member_get(p->sector, "asked")->child == NULL)
		return 0;
	for (i = 0; i < p->n; i++)
		f->of[i] = 0;
	ids = member_column(member_get(p->sector, "groups"), "id");
	text = cJSON_PrintUnformatted(ids);
	rc = catalog_rows(c, Q_GROUPS_USE, text, &rows);
	if (rc == 0)
		take_numbers(p, rows, f->name, "groups");
	cJSON_free(text);
	cJSON_Delete(ids);
	cJSON_Delete(rows);
	return rc == 0 ? take_sector_sources(p, c) : -1;
}

/* What sextant.yaml set, as map wrote it; sectors may name others. */
static int
take_settings(struct priority *p, struct catalog *c, struct strs *sectors)
{
	cJSON *meta = cJSON_CreateObject(), *lines;
	const cJSON *one;
	int rc = provenance_read_meta(meta, c);

	if (rc == 0 && !weights_read(member_string(meta, "weights"), &p->mem,
	    &p->weights)) {
		log_error("the catalog's weights are damaged: run `sextant "
		    "map` again");
		rc = -1;
	}
	lines = value_lines(member_string(meta, "sectors"));
	if (sectors->n == 0)
		cJSON_ArrayForEach(one, lines)
			strs_add(sectors, one->valuestring);
	cJSON_Delete(lines);
	cJSON_Delete(meta);
	return rc;
}

struct priority *
priority_open(struct catalog *c, size_t n, const struct strs *sectors)
{
	struct priority *p = mem_alloc(sizeof(*p));
	struct strs whose = { 0 };
	size_t i;
	int rc;

	p->n = n;
	for (i = 0; sectors != NULL && i < sectors->n; i++)
		strs_add(&whose, sectors->v[i]);
	rc = take_settings(p, c, &whose);
	for (i = 0; rc == 0 && i < FACTORS; i++)
		add_factor(p, factor_names[i]);
	if (rc == 0)
		rc = take_threats(p, c);
	if (rc == 0 && whose.n > 0)
		rc = take_sector(p, c, &whose);
	strs_free(&whose);
	if (rc == 0)
		return p;
	priority_free(p);
	return NULL;
}

size_t
priority_domain(const char *id)
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
	size_t domain = priority_domain(member_string(technique, "domain"));
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
	size_t domain = priority_domain(member_string(technique, "domain"));

	cJSON_AddNumberToObject(technique, "priority",
	    (double)mean_of(p, (size_t)pk - 1, domain) / PRIORITY_UNIT);
}

cJSON *
priority_factor(const struct factor_values *f)
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
	size_t domain = priority_domain(member_string(technique, "domain"));
	cJSON *list = cJSON_AddArrayToObject(technique, "factors"), *one;
	const long long unit = SHARE_UNIT / PRIORITY_UNIT;
	const struct factor_values *f;
	long long share;

	for (i = 0; i < p->nfactors; i++) {
		f = &p->v[i];
		if (f->max[domain] == 0)
			continue;
		share = share_of(f->of[at], f->max[domain]);
		one = priority_factor(f);
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
