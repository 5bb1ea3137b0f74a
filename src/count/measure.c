/* One figure of coverage, and the techniques behind it. */
#include "count/measure.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/word.h"
#include "count/context.h"
#include "count/facts.h"
#include "count/platforms.h"
#include "count/visibility.h"
#include "value/member.h"
#include "words/words.h"

/* Reports the error, or appends it to why without the suggestions that follow
 * ";". */
static void
refuse(const struct measure *m, const char *text)
{
	if (m->why != NULL)
		buf_printf(m->why, "%.*s", (int)strcspn(text, ";"), text);
	else
		log_error("%s: %s", m->where, text);
}

/* Reports that the word names nothing, and suggests names from the column of
 * the rows, only those of the measure's domain unless version is NULL. */
static void
say_unknown(const struct measure *m, const char *what, const char *word,
    const cJSON *rows, const char *column, const char *version)
{
	struct strs known = { 0 };
	struct buf text = BUF_INIT;
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (version == NULL ||
		    str_equal(member_string(row, "domain"), m->domain))
			strs_add(&known, member_string(row, column));
	if (version == NULL)
		buf_puts(&text, "the catalog");
	else
		domain_put(&text, m->domain, version);
	buf_printf(&text, " has no %s %s", what, word);
	word_put_meant(&text, word, &known);
	refuse(m, buf_str(&text));
	buf_free(&text);
	strs_free(&known);
}

static int
find_sources(struct catalog *c, struct measure *m)
{
	struct strs *sources = &m->selection.sources;
	const cJSON *row = NULL;
	cJSON *rows = NULL;
	size_t i;

	if (sources->n > 0 && catalog_rows(c, Q_SOURCES, NULL, &rows) == -1)
		return -1;
	for (i = 0; i < sources->n; i++) {
		cJSON_ArrayForEach(row, rows)
			if (word_is(sources->v[i], member_string(row, "id")))
				break;
		if (row == NULL) {
			say_unknown(m, "source", sources->v[i], rows, "id",
			    NULL);
			break;
		}
		strs_set(sources, i, member_string(row, "id"));
	}
	cJSON_Delete(rows);
	return i < sources->n ? -1 : 0;
}

static int
find_selected(struct catalog *c, struct measure *m)
{
	struct buf why = BUF_INIT;
	int rc;

	if (find_sources(c, m) == -1)
		return -1;
	buf_puts(&why, "platform ");
	rc = platforms_resolve(c, &m->selection.platforms, &why);
	if (rc == 0)
		refuse(m, buf_str(&why));
	buf_free(&why);
	return rc == 1 ? 0 : -1;
}

/* The short name of a tactic of the domain, or NULL. */
static const char *
tactic_shortname(const cJSON *tactics, const char *domain, const char *word)
{
	static const char *const names[] = { "id", "shortname", "name" };
	const cJSON *row;
	size_t i;

	cJSON_ArrayForEach(row, tactics) {
		if (!str_equal(member_string(row, "domain"), domain))
			continue;
		for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (word_is(word, member_string(row, names[i])))
				return member_string(row, "shortname");
	}
	return NULL;
}

/* Sets keep of the techniques of the tactics, by pk - 1. */
static int
find_tactics(struct catalog *c, const struct measure *m, const char *version,
    bool *keep, size_t n)
{
	struct strs shortnames = { 0 };
	cJSON *tactics = NULL, *phases = NULL;
	const char *name;
	const cJSON *row;
	size_t i, pk;
	int rc = -1;

	if (catalog_rows(c, Q_TACTICS, NULL, &tactics) == -1 ||
	    catalog_rows(c, Q_ALL_PHASES, NULL, &phases) == -1)
		goto out;
	for (i = 0; i < m->tactics.n; i++) {
		name = tactic_shortname(tactics, m->domain, m->tactics.v[i]);
		if (name == NULL) {
			say_unknown(m, "tactic", m->tactics.v[i], tactics,
			    "name", version);
			goto out;
		}
		strs_add(&shortnames, name);
	}
	cJSON_ArrayForEach(row, phases) {
		pk = (size_t)member_number(row, "technique");
		if (pk <= n)
			keep[pk - 1] |= strs_has_nocase(&shortnames,
			    member_string(row, "shortname"));
	}
	rc = 0;
out:
	strs_free(&shortnames);
	cJSON_Delete(tactics);
	cJSON_Delete(phases);
	return rc;
}

/* Keeps only techniques of the tactics in scope. */
static int
keep_tactics(struct catalog *c, const struct measure *m, const char *version,
    struct facts *f)
{
	bool *keep = mem_array(f->n, sizeof(*keep));
	int rc = find_tactics(c, m, version, keep, f->n);

	if (rc == 0)
		facts_narrow(f, keep);
	free(keep);
	return rc;
}

/* The measure's domain, of rows of Q_DOMAINS; NULL where there is none. */
static const cJSON *
find_domain(const struct measure *m, const cJSON *domains)
{
	struct buf text = BUF_INIT;
	const cJSON *domain;

	cJSON_ArrayForEach(domain, domains)
		if (str_equal(member_string(domain, "id"), m->domain))
			return domain;
	buf_printf(&text, "the catalog has no domain %s", m->domain);
	refuse(m, buf_str(&text));
	buf_free(&text);
	return NULL;
}

cJSON *
measure_read(struct catalog *c, struct measure *m)
{
	static const char *const figures[] = { "covered", "of", "named", NULL };
	cJSON *domains = NULL, *all = NULL, *platforms = NULL, *counted;
	struct facts f = { 0 };
	const cJSON *domain;
	const char *version;

	if (find_selected(c, m) == -1 ||
	    catalog_rows(c, Q_DOMAINS, NULL, &domains) == -1)
		goto out;
	domain = find_domain(m, domains);
	if (domain == NULL)
		goto out;
	version = member_string(domain, "version");
	if (facts_read(c, m->domain, &m->selection, &f) == -1 ||
	    platforms_of(c, domain, &m->selection, &platforms) == -1 ||
	    (m->tactics.n > 0 && keep_tactics(c, m, version, &f) == -1))
		goto out;
	all = cJSON_CreateObject();
	member_add_text(all, "domain", m->domain);
	member_add_text(all, "version", version);
	member_add_text(all, "kind", m->kind);
	member_add_text(all, "definition", m->definition);
	counted = definition_count(definition_find(m->definition), &f,
	    kind_read(m->kind));
	member_copy_all(all, counted, figures);
	cJSON_Delete(counted);
	if (platforms != NULL)
		cJSON_AddItemToObject(all, "platforms", platforms);
out:
	facts_free(&f);
	cJSON_Delete(domains);
	return all;
}

/* Counts the techniques of the tactics, of all n that there are; NULL where that
 * is all of them. Returns 0, or -1. */
static int
find_counted(struct catalog *c, const struct measure *m, const char *version,
    bool **only)
{
	cJSON *techniques = NULL;
	size_t n;

	if (m->tactics.n == 0)
		return 0;
	if (catalog_rows(c, Q_TECHNIQUES, NULL, &techniques) == -1)
		return -1;
	n = (size_t)cJSON_GetArraySize(techniques);
	cJSON_Delete(techniques);
	*only = mem_array(n, sizeof(**only));
	return find_tactics(c, m, version, *only, n);
}

cJSON *
measure_visible(struct catalog *c, struct measure *m, enum visible least)
{
	const struct visibility_asked asked = { .selection = &m->selection };
	struct visibility_figures figures;
	struct visibility *v = NULL;
	cJSON *domains = NULL, *all = NULL;
	const cJSON *domain;
	const char *version;
	long long covered = 0;
	bool *only = NULL;
	int i;

	if (find_selected(c, m) == -1 ||
	    catalog_rows(c, Q_DOMAINS, NULL, &domains) == -1)
		goto out;
	domain = find_domain(m, domains);
	if (domain == NULL)
		goto out;
	version = member_string(domain, "version");
	if (find_counted(c, m, version, &only) == -1)
		goto out;
	v = visibility_open(c, &asked);
	if (v == NULL)
		goto out;
	visibility_count(v, m->domain, NULL, only, &figures);
	for (i = least; i <= VISIBLE_FULL; i++)
		covered += figures.n[i];
	all = cJSON_CreateObject();
	member_add_text(all, "domain", m->domain);
	member_add_text(all, "version", version);
	member_add_text(all, "visible", visible_name(least));
	member_add_number(all, "covered", covered);
	visibility_add_figures(all, &figures);
out:
	visibility_close(v);
	free(only);
	cJSON_Delete(domains);
	return all;
}

/* Marks the techniques of one domain. */
static int
mark_domain(struct catalog *c, const struct measure *m, const char *domain,
    cJSON *techniques)
{
	const struct definition *d = definition_find(m->definition);
	struct facts f = { 0 };
	const struct fact *t;
	cJSON *row;
	bool covered;
	int rc = 0;

	if (facts_read(c, domain, &m->selection, &f) == -1)
		return -1;
	cJSON_ArrayForEach(row, techniques) {
		t = &f.v[member_number(row, "pk") - 1];
		if (!t->scoped)
			continue;
		cJSON_AddTrueToObject(row, "in_scope");
		covered = d->covered(t, &t->all, kind_read(m->kind));
		member_add_flag(row, "covered", covered);
		if (rc == 0 && !covered)
			rc =
			    context_add_moved(c, row, member_number(row, "pk"));
	}
	facts_free(&f);
	return rc;
}

int
measure_mark(struct catalog *c, struct measure *m, cJSON *techniques)
{
	cJSON *domains = NULL;
	const cJSON *d;
	int rc = find_selected(c, m);

	if (rc == 0)
		rc = catalog_rows(c, Q_DOMAINS, NULL, &domains);
	cJSON_ArrayForEach(d, domains)
		if (rc == 0)
			rc = mark_domain(c, m, member_string(d, "id"),
			    techniques);
	cJSON_Delete(domains);
	return rc;
}

int
measure_mark_visible(struct catalog *c, struct measure *m, enum visible least,
    cJSON *techniques)
{
	const struct visibility_asked asked = { .selection = &m->selection };
	struct visibility *v;
	cJSON *row;
	enum visible is;
	long long pk;

	if (find_selected(c, m) == -1)
		return -1;
	v = visibility_open(c, &asked);
	if (v == NULL)
		return -1;
	cJSON_ArrayForEach(row, techniques) {
		pk = member_number(row, "pk");
		if (!visibility_asks(v, pk))
			continue;
		is = visibility_of(v, pk);
		cJSON_AddTrueToObject(row, "in_scope");
		member_add_text(row, "visible", visible_name(is));
		member_add_flag(row, "covered", is >= least);
	}
	visibility_close(v);
	return 0;
}
