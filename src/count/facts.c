/* What counting needs to know of techniques, and the named definitions. */
#include "count/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "count/platforms.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

/* Techniques of other domains have an entry too, but are never in scope. */
static void
take_techniques(struct facts *f, const cJSON *rows, const char *domain)
{
	const cJSON *row;
	struct fact *t;

	cJSON_ArrayForEach(row, rows)
		if ((size_t)member_number(row, "pk") > f->n)
			f->n = (size_t)member_number(row, "pk");
	f->v = mem_array(f->n, sizeof(*f->v));
	cJSON_ArrayForEach(row, rows) {
		t = &f->v[member_number(row, "pk") - 1];
		t->scoped = member_number(row, "scoped") != 0 &&
		    str_equal(member_string(row, "domain"), domain);
		t->sub = member_number(row, "sub") != 0;
		t->parent = (size_t)member_number(row, "parent");
	}
}

static void
take_counts(struct facts *f, const cJSON *rows)
{
	const cJSON *row;
	struct fact *t;
	enum kind k;
	enum evidence evidence;

	cJSON_ArrayForEach(row, rows) {
		t = &f->v[member_number(row, "technique") - 1];
		k = member_kind(row);
		if (k >= CONTROL_KINDS)
			continue;
		t->all.count[k] += member_number(row, "count");
		t->all.tested[k] += member_number(row, "tested");
		t->named.count[k] += member_number(row, "named");
		t->named.tested[k] += member_number(row, "named_tested");
		evidence = member_evidence(row);
		if (evidence > t->evidence[k])
			t->evidence[k] = evidence;
	}
}

void
facts_settle(struct facts *f)
{
	struct fact *t, *p;
	size_t k;

	for (t = f->v; t != LIST_END(f->v, f->n); t++) {
		t->subs = 0;
		memset(t->all.hit, 0, sizeof(t->all.hit));
		memset(t->named.hit, 0, sizeof(t->named.hit));
	}
	for (t = f->v; t != LIST_END(f->v, f->n); t++) {
		if (!t->sub || !t->scoped || t->parent == 0)
			continue;
		p = &f->v[t->parent - 1];
		p->subs++;
		for (k = 0; k < CONTROL_KINDS; k++) {
			p->all.hit[k] += t->all.count[k] > 0;
			p->named.hit[k] += t->named.count[k] > 0;
		}
	}
}

static bool
any(const struct fact *t, const struct fact_counts *by, size_t k)
{
	(void)t;
	return by->count[k] > 0 || by->hit[k] > 0;
}

static bool
all_subs(const struct fact *t, const struct fact_counts *by, size_t k)
{
	return t->subs > 0 ? by->hit[k] == t->subs : by->count[k] > 0;
}

static bool
exact(const struct fact *t, const struct fact_counts *by, size_t k)
{
	(void)t;
	return by->count[k] > 0;
}

static bool
tested(const struct fact *t, const struct fact_counts *by, size_t k)
{
	(void)t;
	return by->tested[k] > 0;
}

static bool
is_any(const struct fact *t)
{
	(void)t;
	return true;
}

static bool
is_parent(const struct fact *t)
{
	return !t->sub;
}

static bool
is_leaf(const struct fact *t)
{
	return t->subs == 0;
}

const struct definition definitions[] = {
	{ "exact", "techniques and sub-techniques that at least one ", " names",
	    is_any, exact },
	{ "any", "techniques that at least one ",
	    " names, or a sub-technique of theirs", is_parent, any },
	{ "all-subs", "techniques whose every sub-technique at least one ",
	    " names", is_parent, all_subs },
	{ "leaf", "sub-techniques, and techniques without any, that at least "
	    "one ", " names", is_leaf, exact },
	{ "tested", "techniques and sub-techniques that at least one ",
	    " with test data of its own, or better evidence, names", is_any,
	    tested },
	{ NULL, NULL, NULL, NULL, NULL },
};

const struct definition *
definition_find(const char *name)
{
	const struct definition *d;

	for (d = definitions; d->name != NULL; d++)
		if (str_equal(d->name, name))
			return d;
	return NULL;
}

void
definition_put(struct buf *out, const struct definition *d, const char *noun)
{
	buf_printf(out, "%s%s%s", d->before, noun, d->after);
}

cJSON *
definition_count(const struct definition *d, const struct facts *f,
    size_t kind)
{
	long long covered = 0, named = 0, of = 0;
	cJSON *figure = cJSON_CreateObject();
	const struct fact *t;

	for (t = f->v; t != LIST_END(f->v, f->n); t++) {
		if (!t->scoped || !d->of(t))
			continue;
		of++;
		covered += d->covered(t, &t->all, kind);
		named += d->covered(t, &t->named, kind);
	}
	member_add_number(figure, "covered", covered);
	member_add_number(figure, "of", of);
	if (f->bounded)
		member_add_number(figure, "named", named);
	return figure;
}

void
facts_make(const cJSON *techniques, const cJSON *counts, const char *domain,
    struct facts *f)
{
	take_techniques(f, techniques, domain);
	take_counts(f, counts);
	facts_settle(f);
}

int
facts_read(struct catalog *c, const char *domain,
    const struct catalog_selection *selection, struct facts *f)
{
	cJSON *techniques = NULL, *counts = NULL, *domains = NULL;
	const cJSON *d;
	int rc = -1;

	if (platforms_techniques(c, selection, NULL, &techniques) == -1 ||
	    catalog_rows(c, Q_DOMAINS, NULL, &domains) == -1 ||
	    catalog_counts(c, selection, &counts) == -1)
		goto out;
	facts_make(techniques, counts, domain, f);
	f->bounded = selection != NULL && selection->platforms.n > 0;
	cJSON_ArrayForEach(d, domains)
		f->bounded |= str_equal(member_string(d, "id"), domain) &&
		    member_string(d, "platforms") != NULL;
	rc = 0;
out:
	value_delete(domains);
	value_delete(techniques);
	value_delete(counts);
	return rc;
}

void
facts_narrow(struct facts *f, const bool *keep)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		f->v[i].scoped &= keep[i];
	facts_settle(f);
}

void
facts_free(struct facts *f)
{
	free(f->v);
	f->v = NULL;
	f->n = 0;
}
