/* What is detected and could be seen, as DeTT&CT's administration of techniques. */
#include <string.h>

#include "base/date.h"
#include "base/escape.h"
#include "count/controls_list.h"
#include "count/platforms.h"
#include "count/provenance.h"
#include "count/visibility.h"
#include "domains.h"
#include "export/export.h"
#include "export_parts.h"
#include "model/gaps.h"
#include "value/member.h"
#include "words/words.h"

static const double techniques_layout = 1.2; /* the version of DeTT&CT's files */

/*
 * Of each level of evidence DeTT&CT's score of a detection: 1 basic, 2 fair, 3 good.
 * Evidence says that a rule works, and nothing about how much of a technique it
 * sees, which 4 and 5 would say.
 */
static const int scores[] = { [E0] = 1, [E1] = 1, [E2] = 2, [E3] = 2, [E4] = 3,
	[E5] = 3 };
enum { NO_DETECTION = -1 };

/* Likewise of what is visible: 1 minimal, 3 good; 4 would say that all is known. */
static int
visible_score(enum visible v)
{
	return v == VISIBLE_FULL ? 3 : v == VISIBLE_PARTLY ? 1 : 0;
}

struct techniques_form {
	const struct visibility *visibility;
	cJSON *rules; /* {technique: {changed: the last day, sources: [id]}} */
	const char *day; /* that scores without another are of; or NULL */
	struct buf list;
	int left; /* techniques of which there is nothing to say */
};

/* Adds a control to what is known of the rules of a technique. */
static void
gather_rule(cJSON *rules, const char *technique, const cJSON *control)
{
	cJSON *one = member_get(rules, technique), *sources;
	const char *changed = member_string(control, "changed"), *last;

	if (one == NULL) {
		one = cJSON_AddObjectToObject(rules, technique);
		cJSON_AddArrayToObject(one, "sources");
	}
	sources = member_get(one, "sources");
	if (!member_has(sources, member_string(control, "source")))
		cJSON_AddItemToArray(sources, cJSON_CreateString(
		    member_string(control, "source")));
	last = member_string(one, "changed");
	if (changed == NULL || !date_is_valid(changed) ||
	    (last != NULL && strcmp(changed, last) <= 0))
		return;
	cJSON_DeleteItemFromObject(one, "changed");
	member_add_text(one, "changed", changed);
}

static cJSON *
gather_rules(const cJSON *controls)
{
	cJSON *rules = cJSON_CreateObject();
	const cJSON *control, *id;

	cJSON_ArrayForEach(control, controls)
		cJSON_ArrayForEach(id, member_get(control, "techniques"))
			gather_rule(rules, id->valuestring, control);
	return rules;
}

/* The rest of an object behind applicable_to: when, how much, and why. */
static void
put_score(struct buf *out, const char *date, int score, const char *comment)
{
	buf_puts(out, "    comment: ");
	escape_yaml(out, comment);
	buf_printf(out, "\n    score_logbook:\n    - date:%s%s\n      score: %d\n"
	    "      comment: ''\n      auto_generated: true\n", date == NULL ? ""
	    : " ", date == NULL ? "" : date, score);
}

static void
put_detection(struct techniques_form *f, const cJSON *technique)
{
	long long n = member_number(technique, kind_name(KIND_DETECTION));
	const cJSON *rules = member_get(f->rules, member_string(technique,
	    "id"));
	enum evidence best = member_evidence(technique);
	struct buf *out = &f->list, comment = BUF_INIT;
	const cJSON *source;

	buf_puts(out, "  detection:\n  - applicable_to:\n    - all\n"
	    "    location:");
	if (n == 0)
		buf_puts(out, " ['']");
	buf_putc(out, '\n');
	cJSON_ArrayForEach(source, member_get(rules, "sources")) {
		buf_puts(out, "    - ");
		escape_yaml(out, source->valuestring);
		buf_putc(out, '\n');
	}
	if (n > 0)
		buf_printf(&comment, "%lld detection rule%s, the best with "
		    "evidence %s", n, n == 1 ? "" : "s", evidence_name(best));
	put_score(out, n == 0 ? NULL : member_text_or(rules, "changed", f->day),
	    n == 0 ? NO_DETECTION : scores[best], buf_str(&comment));
	buf_free(&comment);
}

static void
put_visibility(struct techniques_form *f, enum visible visible)
{
	static const char *const said[] = {
		[VISIBLE_NOT_TOLD] = "not known: MITRE's analytics name no log",
		[VISIBLE_BLIND] = "blind: no log is collected that MITRE's "
		    "analytics read",
		[VISIBLE_PARTLY] = "partly: some of the logs that MITRE's "
		    "analytics read",
		[VISIBLE_FULL] = "full: all logs that one of MITRE's analytics "
		    "reads" };
	bool told = visibility_told(f->visibility);

	buf_puts(&f->list, "  visibility:\n  - applicable_to:\n    - all\n");
	put_score(&f->list, f->day, told ? visible_score(visible) : 0, told
	    ? said[visible] : "not known: sextant.yaml does not say which logs "
	    "are collected");
}

static void
put_technique_form(struct techniques_form *f, const cJSON *technique,
    long long pk)
{
	enum visible visible = visibility_of(f->visibility, pk);

	if (member_get(technique, "scoped") == NULL)
		return;
	if (member_number(technique, kind_name(KIND_DETECTION)) == 0 &&
	    (!visibility_told(f->visibility) || visible_score(visible) == 0)) {
		f->left++;
		return;
	}
	buf_puts(&f->list, "- technique_id: ");
	escape_yaml(&f->list, member_string(technique, "id"));
	buf_puts(&f->list, "\n  technique_name: ");
	escape_yaml(&f->list, member_string(technique, "name"));
	buf_putc(&f->list, '\n');
	put_detection(f, technique);
	put_visibility(f, visible);
}

static void
put_techniques_head(struct buf *out, const cJSON *meta, const cJSON *domain,
    const cJSON *platforms, const struct catalog_selection *s)
{
	const char *id = member_string(domain, "id");
	struct buf notes = BUF_INIT;
	const cJSON *p;

	buf_printf(out, "# Techniques for DeTT&CT, by %s from ATT&CK %s %s.\n"
	    "version: %.1f\nfile_type: technique-administration\nname: ",
	    member_string(meta, "generator"), id,
	    member_text_or(domain, "version", ""), techniques_layout);
	escape_yaml(out, member_string(meta, "title"));
	buf_printf(out, "\ndomain: %s%s\nplatform:\n", id, DOMAINS_SUFFIX);
	if (platforms == NULL)
		buf_puts(out, "- all\n");
	cJSON_ArrayForEach(p, platforms) {
		buf_puts(out, "- ");
		escape_yaml(out, p->valuestring);
		buf_putc(out, '\n');
	}
	buf_puts(&notes, "Scores are by evidence, not by how much of a technique "
	    "is seen: E0 and E1 are 1, E2 and E3 are 2, E4 and E5 are 3; of "
	    "visibility, partly is 1 and full is 3. A date is that of the last "
	    "change of a rule; of visibility, and of rules that say none, the "
	    "last on which anything was fetched.");
	provenance_put_basis(&notes, meta, domain, s);
	buf_puts(out, "notes: ");
	escape_yaml(out, buf_str(&notes));
	buf_putc(out, '\n');
	buf_free(&notes);
}

/* The pk of a technique of the domain; both lists are by id. */
static long long
pk_of(const cJSON *techniques, const cJSON *technique)
{
	const cJSON *t;

	cJSON_ArrayForEach(t, techniques)
		if (member_same_id(t, technique) &&
		    member_state(t) == STATE_ACTIVE)
			return member_number(t, "pk");
	return 0;
}

static int
put_all(struct catalog *c, const struct catalog_selection *s,
    const cJSON *domain, struct techniques_form *f)
{
	struct controls_asked asked = { .kind = KIND_DETECTION };
	struct gaps_filter filter = { .domain = member_string(domain, "id") };
	const cJSON *all = gaps_list(c, s, &filter), *t;
	const cJSON *list = controls_list(c, s, &asked);
	cJSON *rows = NULL;

	if (all == NULL || list == NULL ||
	    catalog_rows(c, Q_TECHNIQUES, NULL, &rows) == -1)
		return -1;
	f->rules = gather_rules(member_get(list, "controls"));
	cJSON_ArrayForEach(t, member_get(all, "techniques"))
		put_technique_form(f, t, pk_of(rows, t));
	return 0;
}

int
export_dettect_techniques(struct catalog *c,
    const struct catalog_selection *selection, const char *domain, int *left,
    struct buf *out)
{
	const struct visibility_asked asked = { .selection = selection };
	struct visibility *v = visibility_open(c, &asked);
	struct techniques_form f = { .visibility = v };
	cJSON *meta = cJSON_CreateObject(), *platforms = NULL;
	cJSON *site = cJSON_CreateObject(), *domains = NULL, *sources = NULL;
	const cJSON *row = NULL;
	int rc = -1;

	if (v != NULL && provenance_read_meta(meta, c) == 0 &&
	    catalog_rows(c, Q_DOMAINS, NULL, &domains) == 0 &&
	    catalog_rows(c, Q_SOURCES, NULL, &sources) == 0) {
		row = domains_find(domains, domain);
		cJSON_AddItemToObject(site, "domains", domains);
		cJSON_AddItemToObject(site, "sources", sources);
		f.day = export_day(site);
	}
	if (row == NULL || platforms_of(c, row, selection, &platforms) == -1 ||
	    put_all(c, selection, row, &f) == -1)
		goto out;
	put_techniques_head(out, meta, row, platforms, selection);
	buf_printf(out, "techniques:%s\n%s", f.list.len == 0 ? " []" : "",
	    buf_str(&f.list));
	*left = f.left;
	rc = 0;
out:
	visibility_close(v);
	buf_free(&f.list);
	return rc;
}
