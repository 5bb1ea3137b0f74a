/* What every page says of the whole catalog, and figures of it. */
#include "model/model.h"

#include <stdbool.h>

#include "base/buf.h"
#include "count/baseline.h"
#include "count/coverage.h"
#include "count/percent.h"
#include "count/needs.h"
#include "count/perspective.h"
#include "count/platforms.h"
#include "count/provenance.h"
#include "count/visibility.h"
#include "value/member.h"
#include "words/words.h"

/* Outcomes that are copied to a source's row, in the order of stats. */
static const char *const outcomes[] = { "controls", "active", "mapped",
	"exact", "remapped", "merged", "retired", "deprecated", "unknown",
	"malformed", "other_framework", "mappings", "newer", NULL };

/* Adds what bounds the figures of a domain, or of all, in sentences, or false,
 * so that a template does not find that of the object around. */
static void
add_basis(cJSON *to, const cJSON *site)
{
	struct buf b = BUF_INIT;

	provenance_put_basis(&b, site, to, NULL);
	member_add_or_false(to, "basis", b.len > 0 ? buf_str(&b) : NULL);
	buf_free(&b);
}

/* Adds what the figures of sources rest on. They count all ids, so the scope
 * does not bound them. */
static void
add_source_basis(cJSON *site)
{
	struct buf b = BUF_INIT;
	bool scope = member_string(site, "scope") != NULL;

	if (scope)
		buf_printf(&b, "Figures of sources: %s.", provenance_all_ids);
	if (member_string(site, "settings") != NULL)
		buf_printf(&b, "%sSettings: %s.", scope ? " " : "",
		    member_string(site, "settings"));
	member_add_or_false(site, "source_basis", b.len > 0 ? buf_str(&b)
	    : NULL);
	buf_free(&b);
}

static int
add_domain_rows(struct catalog *c, cJSON *site,
    const struct catalog_selection *selection)
{
	cJSON *rows = NULL, *d, *platforms;

	if (catalog_rows(c, Q_DOMAINS, NULL, &rows) == -1)
		return -1;
	cJSON_AddItemToObject(site, "domains", rows);
	cJSON_ArrayForEach(d, rows) {
		member_add_date(d);
		if (platforms_of(c, d, selection, &platforms) == -1)
			return -1;
		cJSON_DeleteItemFromObject(d, "platforms");
		if (platforms != NULL)
			cJSON_AddItemToObject(d, "platforms", platforms);
		add_basis(d, site);
		member_add_flag(d, "several", rows->child->next != NULL);
	}
	return 0;
}

/* Adds how much of each domain is covered. */
static int
add_coverage(struct catalog *c, cJSON *site,
    const struct catalog_selection *selection)
{
	static const char *const figures[] = { "covered", "of", "named", "more",
		NULL };
	cJSON *domains = member_get(site, "domains"), *d, *coverage, *headline;
	struct buf b = BUF_INIT;

	cJSON_ArrayForEach(d, domains) {
		coverage = coverage_read(c, member_string(d, "id"), selection);
		if (coverage == NULL)
			return -1;
		cJSON_AddItemToObject(d, "coverage", coverage);
		headline = member_pick(member_get(member_get(coverage,
		    "detection"), "exact"), figures);
		cJSON_AddItemToObject(d, "headline", headline);
		percent_put(&b, member_number(headline, "covered"),
		    member_number(headline, "of"), 0);
		member_take_buf(headline, "percent", &b);
		if (member_get(headline, "more") == NULL)
			cJSON_AddFalseToObject(headline, "more");
		platforms_add_apart(d, headline, KIND_DETECTION,
		    member_get(d, "platforms"));
	}
	if (domains->child != NULL)
		cJSON_AddItemToObject(site, "attack",
		    cJSON_Duplicate(domains->child, 1));
	return 0;
}

static int
add_source_rows(struct catalog *c, cJSON *site,
    const struct catalog_selection *selection)
{
	cJSON *sources = NULL, *counts = NULL, *s;
	const cJSON *n;

	if (catalog_rows(c, Q_SOURCES, NULL, &sources) == -1)
		return -1;
	cJSON_AddItemToObject(site, "sources", sources);
	if (catalog_outcomes(c, selection, &counts) == -1)
		return -1;
	/* Both have a row per source, by ord. */
	n = counts->child;
	cJSON_ArrayForEach(s, sources) {
		member_copy_all(s, n, outcomes);
		member_add_revision(s);
		member_add_date(s);
		n = n == NULL ? NULL : n->next;
	}
	cJSON_Delete(counts);
	return 0;
}

static cJSON *
new_overview(struct catalog *c, const struct catalog_selection *selection)
{
	cJSON *site = cJSON_CreateObject();
	int rc = provenance_read_meta(site, c);
	struct perspective p;

	if (rc == 0)
		rc = perspective_read(c, selection, &p);
	if (rc == 0) {
		perspective_add(site, &p);
		perspective_add_words(site, &p);
	}
	add_basis(site, site);
	add_source_basis(site);
	if (rc == 0 && add_domain_rows(c, site, selection) == 0 &&
	    add_source_rows(c, site, selection) == 0)
		return site;
	cJSON_Delete(site);
	return NULL;
}

cJSON *
model_brief(struct catalog *c)
{
	return new_overview(c, NULL);
}

cJSON *
model_overview(struct catalog *c, const struct catalog_selection *selection)
{
	cJSON *site = new_overview(c, selection);

	if (site != NULL && add_coverage(c, site, selection) == 0)
		return site;
	cJSON_Delete(site);
	return NULL;
}

static void
count_states(const cJSON *techniques, cJSON *domain)
{
	long long parents = 0, subs = 0, revoked = 0, deprecated = 0;
	const cJSON *t;
	enum technique_state state;

	cJSON_ArrayForEach(t, techniques) {
		state = member_state(t);
		if (!str_equal(member_string(t, "domain"),
		    member_string(domain, "domain")))
			continue;
		if (state == STATE_REVOKED)
			revoked++;
		else if (state == STATE_DEPRECATED)
			deprecated++;
		else if (member_number(t, "sub") != 0)
			subs++;
		else
			parents++;
	}
	member_add_number(domain, "techniques", parents);
	member_add_number(domain, "subtechniques", subs);
	member_add_number(domain, "revoked", revoked);
	member_add_number(domain, "deprecated", deprecated);
}

/* Adds the ledger of one source: every outcome but exact. */
static void
add_ledger(cJSON *source, const cJSON *ledger)
{
	static const char *const kept[] = { "tagged", "resolved", "outcome",
		"framework_title", "framework_url", "controls", NULL };
	cJSON *list = cJSON_AddArrayToObject(source, "ledger");
	const char *id = member_string(source, "id");
	const cJSON *row;

	cJSON_ArrayForEach(row, ledger)
		if (str_equal(member_string(row, "source_id"), id))
			cJSON_AddItemToArray(list, member_pick(row, kept));
}

static void
add_stats_sources(cJSON *stats, const cJSON *sources, const cJSON *ledger,
    const struct catalog_selection *selection)
{
	static const char *const head[] = { "id", "kind", "domain", "revision",
		"accessed", "attack_version", "documents", NULL };
	cJSON *list = cJSON_AddArrayToObject(stats, "sources"), *one;
	const cJSON *s;

	cJSON_ArrayForEach(s, sources) {
		if (member_kind(s) > KIND_EVIDENCE)
			continue;
		one = member_pick(s, head);
		member_copy_all(one, s, outcomes);
		if (provenance_has(s, selection))
			add_ledger(one, ledger);
		cJSON_AddItemToArray(list, one);
	}
}

/* Removes the figures of kinds that are not selected. */
static cJSON *
chosen_kinds(cJSON *coverage, const struct catalog_selection *s)
{
	size_t i;

	for (i = 0; s != NULL && s->kinds.n > 0 && control_kinds[i] != NULL; i++)
		if (!strs_has(&s->kinds, control_kinds[i]))
			cJSON_DeleteItemFromObject(coverage, control_kinds[i]);
	return coverage;
}

/* Adds no_source: kinds of which no selected source is of the domain. It tells
 * a 0 for want of sources from a 0 for want of controls. */
static void
add_no_source(cJSON *domain, const cJSON *sources,
    const struct catalog_selection *selection)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *k, *s;

	cJSON_ArrayForEach(k, member_get(domain, "definitions")) {
		cJSON_ArrayForEach(s, sources)
			if (str_equal(member_string(s, "kind"), k->string) &&
			    str_equal(member_string(s, "domain"),
			    member_string(domain, "domain")) &&
			    provenance_has(s, selection))
				break;
		if (s == NULL)
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(k->string));
	}
	if (list->child != NULL)
		cJSON_AddItemToObject(domain, "no_source", list);
	else
		cJSON_Delete(list);
}

/* Adds visibility to domains, where it is told which logs are collected. */
static int
add_visibility(struct catalog *c, const struct catalog_selection *selection,
    cJSON *domains)
{
	const struct visibility_asked asked = { .selection = selection };
	struct visibility_figures f;
	struct visibility *v;
	int told = needs_are_told(c);
	cJSON *d;

	if (told != 1)
		return told;
	v = visibility_open(c, &asked);
	if (v == NULL)
		return -1;
	cJSON_ArrayForEach(d, domains) {
		visibility_count(v, member_string(d, "domain"), NULL, NULL,
		    &f);
		visibility_add_figures(cJSON_AddObjectToObject(d,
		    "visibility"), &f);
	}
	visibility_close(v);
	return 0;
}

cJSON *
model_stats(struct catalog *c, const struct catalog_selection *selection)
{
	cJSON *site = model_overview(c, selection), *techniques = NULL;
	cJSON *stats = NULL, *ledger = NULL, *list, *domain, *d;
	struct perspective p;

	if (site == NULL || perspective_read(c, selection, &p) == -1 ||
	    catalog_rows(c, Q_TECHNIQUES, NULL, &techniques) == -1 ||
	    catalog_rows(c, Q_LEDGER, NULL, &ledger) == -1)
		goto out;
	stats = cJSON_CreateObject();
	member_add_number(stats, "schema", 2);
	provenance_add_selection(stats, selection);
	perspective_add(stats, &p);
	list = cJSON_AddArrayToObject(stats, "domains");
	cJSON_ArrayForEach(domain, member_get(site, "domains")) {
		d = cJSON_CreateObject();
		cJSON_AddItemToArray(list, d);
		member_add_text(d, "domain", member_string(domain, "id"));
		member_copy(d, domain, "version");
		member_copy(d, domain, "newer_version");
		count_states(techniques, d);
		member_copy(d, domain, "scope");
		member_copy(d, domain, "platforms");
		member_copy(d, site, "settings");
		cJSON_AddItemToObject(d, "definitions", chosen_kinds(
		    cJSON_DetachItemFromObject(domain, "coverage"),
		    selection));
		add_no_source(d, member_get(site, "sources"), selection);
	}
	if (member_string(site, "scope") != NULL)
		cJSON_AddStringToObject(stats, "figures_of_sources",
		    member_get(stats, "selection") == NULL ? provenance_all_ids
		    : provenance_chosen_ids);
	add_stats_sources(stats, member_get(site, "sources"), ledger,
	    selection);
	if (add_visibility(c, selection, list) == -1 ||
	    provenance_add_from(stats, c, selection, NULL) == -1 ||
	    baseline_add(stats, c, selection) == -1) {
		cJSON_Delete(stats);
		stats = NULL;
	}
out:
	cJSON_Delete(site);
	cJSON_Delete(techniques);
	cJSON_Delete(ledger);
	return stats;
}

cJSON *
model_sources(struct catalog *c, cJSON *site)
{
	cJSON *ledger = NULL, *findings = NULL, *all = NULL, *source;
	cJSON *scopes = cJSON_CreateObject();
	const cJSON *d;

	if (site == NULL || catalog_rows(c, Q_LEDGER, NULL, &ledger) == -1 ||
	    catalog_rows(c, Q_FINDINGS, NULL, &findings) == -1)
		goto out;
	cJSON_ArrayForEach(source, member_get(site, "sources"))
		add_ledger(source, ledger);
	all = cJSON_CreateObject();
	member_add_number(all, "schema", 1);
	/* What the figures rest on. */
	member_copy(all, site, "settings");
	cJSON_ArrayForEach(d, member_get(site, "domains"))
		member_add_text(scopes, member_string(d, "id"),
		    member_string(d, "scope"));
	if (scopes->child != NULL) {
		cJSON_AddItemToObject(all, "scopes", scopes);
		scopes = NULL;
		cJSON_AddStringToObject(all, "figures_of_sources",
		    provenance_all_ids);
	}
	cJSON_AddItemToObject(all, "sources",
	    cJSON_DetachItemFromObject(site, "sources"));
	cJSON_AddItemToObject(all, "findings", findings);
	if (provenance_add_from(all, c, NULL, NULL) == -1) {
		cJSON_Delete(all);
		all = NULL;
	}
out:
	cJSON_Delete(scopes);
	cJSON_Delete(ledger);
	return all;
}
