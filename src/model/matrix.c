/* Each technique as a cell, and the cells by tactic. */
#include "model/matrix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "count/percent.h"
#include "count/perspective.h"
#include "count/platforms.h"
#include "count/priority.h"
#include "value/member.h"
#include "words/words.h"

/* The counts of a technique. */
struct count {
	long long of[CONTROL_KINDS], available[CONTROL_KINDS]; /* not in of */
	long long tested, named, sources, evidence;
	long long adoptable; /* detections that are available */
	long long last_source; /* the last one counted in sources */
};

struct matrix {
	struct count *counts; /* by pk - 1 */
	cJSON **cells;        /* likewise; NULL: revoked */
	size_t n;
	const cJSON *sources;
	enum of of[CONTROL_KINDS]; /* whose are counted */
	bool any[2]; /* is there a control that is not yours, one that is? */
	struct priority *priority;
};

static int
bin(long long n)
{
	return n == 0 ? 0 : n == 1 ? 1 : n < 5 ? 2 : n < 10 ? 3 : 4;
}

/* Counts controls. Rows are by technique, then by source. */
static void
take_facets(struct matrix *m, const cJSON *rows)
{
	size_t nsources = (size_t)cJSON_GetArraySize(m->sources);
	enum kind *kinds = mem_array(nsources + 1, sizeof(*kinds)), k;
	const cJSON *row, *s;
	long long source = 1, n, evidence;
	struct count *t;

	cJSON_ArrayForEach(s, m->sources)
		kinds[source++] = member_kind(s);
	cJSON_ArrayForEach(row, rows) {
		t = &m->counts[member_number(row, "technique") - 1];
		source = member_number(row, "source");
		m->any[member_whose(row) == WHOSE_YOURS] = true;
		k = kinds[source];
		if (k >= CONTROL_KINDS)
			continue;
		n = member_number(row, "count");
		if (k == KIND_DETECTION && member_whose(row) == WHOSE_AVAILABLE)
			t->adoptable += n;
		if (!perspective_has(m->of[k], member_whose(row))) {
			t->available[k] += n;
			continue;
		}
		t->of[k] += n;
		if (k != KIND_DETECTION)
			continue;
		evidence = member_evidence(row);
		t->tested += evidence >= EVIDENCE_TESTED ? n : 0;
		if (member_string(row, "platforms") != NULL)
			t->named += n;
		t->sources += source != t->last_source;
		t->last_source = source;
		if (evidence > t->evidence)
			t->evidence = evidence;
	}
	free(kinds);
}

/* Adds available: of each kind of which yours are counted, how many more are
 * available. */
static void
add_available(const struct matrix *m, cJSON *cell, const struct count *n)
{
	bool any = false;
	cJSON *available;
	size_t k;

	for (k = 0; k < CONTROL_KINDS; k++)
		any |= m->of[k] == OF_YOURS;
	if (!any) {
		cJSON_AddFalseToObject(cell, "available");
		cJSON_AddFalseToObject(cell, "adopt");
		return;
	}
	available = cJSON_AddObjectToObject(cell, "available");
	for (k = 0; k < CONTROL_KINDS; k++)
		if (m->of[k] == OF_YOURS)
			member_add_number(available, control_kinds[k],
			    n->available[k]);
		else
			cJSON_AddFalseToObject(available, control_kinds[k]);
	member_add_number_or_false(cell, "adopt",
	    n->of[KIND_DETECTION] == 0 && m->of[KIND_DETECTION] == OF_YOURS
	    ? n->available[KIND_DETECTION] : 0);
}

/* The state of a technique by how many rules count for it, as gaps.h has it, in
 * words. */
static const char *
coverage_of(const struct matrix *m, const cJSON *row, long long n)
{
	if (member_get(row, "scoped") == NULL)
		return "out of scope";
	if (n == 0 && member_string(row, "moved_id") != NULL)
		return "moved";
	return perspective_state(m->of[KIND_DETECTION], KIND_DETECTION,
	    n == 0 ? "gap" : n == 1 ? "single" : "covered");
}

/* Adds the parts of a name with a long word, between which a line may break: in
 * front of a capital behind a small letter, and behind what joins two words; of
 * another name false. */
static void
add_pieces(cJSON *cell, const char *name)
{
	enum { LONG = 14 }; /* bytes that a narrow column has room for */
	const char *at = name, *p, *end;
	cJSON *list = cJSON_CreateArray();
	char *piece;

	for (p = name; *p != '\0'; p = end + strspn(end, " -")) {
		end = p + strcspn(p, " -");
		if (end - p <= LONG)
			continue;
		for (p++; p < end; p++) {
			if (p[-1] != '/' && p[-1] != '_' && (p[-1] < 'a' ||
			    p[-1] > 'z' || *p < 'A' || *p > 'Z'))
				continue;
			piece = mem_strndup(at, (size_t)(p - at));
			cJSON_AddItemToArray(list, cJSON_CreateString(piece));
			free(piece);
			at = p;
		}
	}
	if (list->child == NULL) {
		cJSON_AddFalseToObject(cell, "pieces");
		cJSON_Delete(list);
		return;
	}
	cJSON_AddItemToArray(list, cJSON_CreateString(at));
	cJSON_AddItemToObject(cell, "pieces", list);
}

static cJSON *
new_cell(const struct matrix *m, const cJSON *row)
{
	const struct count *n = &m->counts[member_number(row, "pk") - 1];
	const char *id = member_string(row, "id"), *dot = strchr(id, '.');
	cJSON *cell = cJSON_CreateObject();
	struct buf rules = BUF_INIT;
	size_t k;

	cJSON_AddStringToObject(cell, "id", id);
	cJSON_AddStringToObject(cell, "name", member_string(row, "name"));
	add_pieces(cell, member_string(row, "name"));
	member_add_or_false(cell, "sub_id", dot);
	member_add_or_false(cell, "parent_name",
	    member_string(row, "parent_name"));
	for (k = 0; k < CONTROL_KINDS; k++)
		member_add_number(cell, control_kinds[k], n->of[k]);
	cJSON_AddStringToObject(cell, "coverage",
	    coverage_of(m, row, n->of[KIND_DETECTION]));
	add_available(m, cell, n);
	buf_printf(&rules, "%lld rule%s", n->of[KIND_DETECTION],
	    n->of[KIND_DETECTION] == 1 ? "" : "s");
	member_take_buf(cell, "rules", &rules);
	member_add_number(cell, "tested", n->tested);
	member_add_number(cell, "named", n->named);
	member_add_number(cell, "sources", n->sources);
	member_add_number(cell, "bin", bin(n->of[KIND_DETECTION]));
	if (n->of[KIND_DETECTION] > 0) {
		matrix_add_evidence(cell, n->evidence);
	} else {
		cJSON_AddFalseToObject(cell, "evidence");
		cJSON_AddFalseToObject(cell, "glyph");
	}
	member_add_or_false(cell, "domain", member_string(row, "domain"));
	member_add_or_false(cell, "state", member_string(row, "state"));
	member_add_or_false(cell, "reason", member_string(row, "reason"));
	member_add_or_false(cell, "owner", member_string(row, "owner"));
	member_add_or_false(cell, "until", member_string(row, "until"));
	member_add_or_false(cell, "moved_version",
	    member_string(row, "moved_version"));
	member_add_or_false(cell, "moved_id", member_string(row, "moved_id"));
	cJSON_AddBoolToObject(cell, "out", member_get(row, "scoped") == NULL);
	member_add_number(cell, "pk", member_number(row, "pk"));
	return cell;
}

static void
add_looks(struct matrix *m, const cJSON *detected)
{
	const cJSON *row;
	cJSON *cell;
	struct buf look = BUF_INIT;
	size_t i;

	cJSON_ArrayForEach(row, detected) {
		cell = m->cells[member_number(row, "technique") - 1];
		if (cell != NULL)
			cJSON_AddTrueToObject(cell, "mitre");
	}
	for (i = 0; i < m->n; i++) {
		cell = m->cells[i];
		if (cell == NULL)
			continue;
		buf_printf(&look, "b%lld%s",
		    member_number(cell, "bin"),
		    cJSON_IsTrue(member_get(cell, "out")) ? " out"
		    : member_number(cell, "bin") == 0 &&
		    member_get(cell, "mitre") != NULL ? " mitre" : "");
		member_take_buf(cell, "look", &look);
		cJSON_AddBoolToObject(cell, "unanswered",
		    strstr(member_string(cell, "look"), "mitre") != NULL);
		if (member_get(cell, "mitre") == NULL)
			cJSON_AddFalseToObject(cell, "mitre");
	}
}

/* Adds how many use each technique. Rows are in the order of techniques. */
static void
add_uses(struct matrix *m, const cJSON *rows)
{
	static const char *const kinds[] = { "groups", "campaigns",
		"software", NULL };
	const cJSON *row = rows->child;
	size_t i, k;

	for (i = 0; i < m->n; i++) {
		while (row != NULL &&
		    (size_t)member_number(row, "technique") < i + 1)
			row = row->next;
		for (k = 0; m->cells[i] != NULL && kinds[k] != NULL; k++)
			member_add_number(m->cells[i], kinds[k], row != NULL &&
			    (size_t)member_number(row, "technique") == i + 1
			    ? member_number(row, kinds[k]) : 0);
	}
}

static bool
is_ranked(const cJSON *cell)
{
	return member_state(cell) == STATE_ACTIVE &&
	    !cJSON_IsTrue(member_get(cell, "out"));
}

/* Adds the priority of each technique, and that in words. */
static int
add_priorities_matrix(struct matrix *m, struct catalog *c)
{
	struct buf text = BUF_INIT;
	cJSON *cell;
	size_t i;

	m->priority = priority_open(c, m->n, NULL);
	if (m->priority == NULL)
		return -1;
	for (i = 0; i < m->n; i++)
		if (m->cells[i] != NULL)
			priority_take(m->priority, (long long)i + 1,
			    m->cells[i], is_ranked(m->cells[i]),
			    m->counts[i].adoptable > 0);
	for (i = 0; i < m->n; i++) {
		cell = m->cells[i];
		if (cell == NULL)
			continue;
		if (!is_ranked(cell)) {
			cJSON_AddFalseToObject(cell, "priority");
			cJSON_AddFalseToObject(cell, "rank");
			continue;
		}
		priority_add(m->priority, (long long)i + 1, cell);
		priority_put(&text, member_get(cell, "priority")->valuedouble,
		    1, false);
		member_take_buf(cell, "rank", &text);
	}
	return 0;
}

/* Adds to each parent how many of its sub-techniques in scope have a rule. */
static void
add_parents(struct matrix *m, const cJSON *rows)
{
	struct { long long hit, of; } *v = mem_array(m->n, sizeof(*v));
	const cJSON *row;
	cJSON *parent;
	size_t i;

	cJSON_ArrayForEach(row, rows) {
		if (member_get(row, "sub") == NULL ||
		    member_get(row, "scoped") == NULL ||
		    member_number(row, "parent") == 0)
			continue;
		i = (size_t)member_number(row, "parent") - 1;
		v[i].of++;
		v[i].hit += m->counts[member_number(row, "pk") - 1]
		    .of[KIND_DETECTION] > 0;
	}
	for (i = 0; i < m->n; i++) {
		if (m->cells[i] == NULL)
			continue;
		if (v[i].of == 0) {
			cJSON_AddFalseToObject(m->cells[i], "parent");
			continue;
		}
		parent = cJSON_AddObjectToObject(m->cells[i], "parent");
		member_add_number(parent, "hit", v[i].hit);
		member_add_number(parent, "of", v[i].of);
	}
	free(v);
}

static int
by_name(const void *a, const void *b)
{
	const cJSON *x = member_get(*(cJSON *const *)a, "cell");
	const cJSON *y = member_get(*(cJSON *const *)b, "cell");
	int order =
	    strcasecmp(member_string(x, "name"), member_string(y, "name"));

	return order != 0
	    ? order
	    : strcmp(member_string(x, "id"), member_string(y, "id"));
}

/* Adds how many of the tactic's techniques have a control of each kind: first
 * detection, which is the tactic's own figure. */
static void
add_covered(cJSON *tactic, const long long covered[CONTROL_KINDS],
    const long long more[CONTROL_KINDS], long long of, long long moved)
{
	static const struct {
		enum kind kind;
		const char *name;
	} order[] = { { KIND_DETECTION, "Detection" },
		{ KIND_TEST, "Test" }, { KIND_POLICY, "Policy" } };
	cJSON *list = cJSON_AddArrayToObject(tactic, "kinds"), *one;
	long long n;
	size_t i;

	for (i = 0; i < CONTROL_KINDS; i++) {
		one = cJSON_CreateObject();
		n = covered[order[i].kind];
		cJSON_AddStringToObject(one, "kind", order[i].name);
		member_add_number(one, "covered", n);
		member_add_number_or_false(one, "more", more[order[i].kind]);
		member_add_number(one, "share", percent_of(n, of));
		cJSON_AddItemToArray(list, one);
	}
	member_add_number_or_false(tactic, "more", more[KIND_DETECTION]);
	member_add_number(tactic, "covered", covered[KIND_DETECTION]);
	member_add_number(tactic, "of", of);
	member_add_number(tactic, "open", of - covered[KIND_DETECTION] - moved);
	member_add_number_or_false(tactic, "moved", moved);
	member_add_number(tactic, "share", percent_of(covered[KIND_DETECTION], of));
}

/*
 * Adds the cells of one tactic. members are the rows of its techniques, by id,
 * so that a parent comes before its sub-techniques.
 */
static void
fill_tactic(const struct matrix *m, cJSON *tactic, const cJSON **members,
    size_t n)
{
	cJSON *list = cJSON_AddArrayToObject(tactic, "cells"), *one;
	cJSON **placed = mem_array(m->n, sizeof(*placed));
	long long covered[CONTROL_KINDS] = { 0 }, more[CONTROL_KINDS] = { 0 };
	long long of = 0, named = 0, moved = 0;
	const struct count *count;
	size_t i, k, pk, parent;

	for (i = 0; i < n; i++) {
		pk = (size_t)member_number(members[i], "pk");
		parent = (size_t)member_number(members[i], "parent");
		count = &m->counts[pk - 1];
		if (member_get(members[i], "scoped") != NULL) {
			of++;
			named += count->named > 0;
			for (k = 0; k < CONTROL_KINDS; k++) {
				covered[k] += count->of[k] > 0;
				more[k] += m->of[k] == OF_YOURS &&
				    count->of[k] == 0 && count->available[k] > 0;
			}
			moved += count->of[KIND_DETECTION] == 0 &&
			    member_string(members[i], "moved_id") != NULL;
		}
		if (parent > 0 && placed[parent - 1] != NULL) {
			cJSON_AddItemReferenceToArray(member_get(
			    placed[parent - 1], "subs"), m->cells[pk - 1]);
			continue;
		}
		one = placed[pk - 1] = cJSON_CreateObject();
		cJSON_AddItemReferenceToObject(one, "cell",
		    m->cells[pk - 1]);
		cJSON_AddArrayToObject(one, "subs");
		cJSON_AddItemToArray(list, one);
	}
	free(placed);
	member_sort(list, by_name);
	add_covered(tactic, covered, more, of, moved);
	member_add_number(tactic, "named", named);
}

/* The rows of a tactic's active techniques, in order; the caller frees. */
static const cJSON **
members_of(const struct matrix *m, const cJSON *tactic,
    const cJSON *const *rows, const cJSON *phases, size_t *n)
{
	const cJSON **list = mem_array(m->n, sizeof(*list)), *p, *row;

	*n = 0;
	cJSON_ArrayForEach(p, phases) {
		row = rows[member_number(p, "technique") - 1];
		if (str_equal(member_string(p, "shortname"),
		    member_string(tactic, "shortname")) &&
		    str_equal(member_string(row, "domain"),
		    member_string(tactic, "domain")) &&
		    member_state(row) == STATE_ACTIVE &&
		    *n < m->n)
			list[(*n)++] = row;
	}
	return list;
}

static const struct {
	const char *name, *meaning;
} definitions[] = {
	{ "exact", "techniques and sub-techniques that one names" },
	{ "any", "techniques with one, or with one on a sub-technique" },
	{ "all-subs", "techniques whose every sub-technique has one" },
	{ "leaf", "sub-techniques, and techniques without any, with one" },
	{ "tested", "as exact, by what carries test data or more" },
};

/* "518 of 691" by definition and kind; and how many more public ones would
 * make it, detection_more and so on. */
static void
add_definitions(cJSON *domain, const cJSON *coverage)
{
	static const char *const more[] = { "policy_more", "detection_more",
		"test_more" };
	cJSON *list = cJSON_AddArrayToObject(domain, "definitions"), *one;
	const cJSON *figure;
	char text[64];
	size_t i, k;

	for (i = 0; i < sizeof(definitions) / sizeof(definitions[0]); i++) {
		one = cJSON_CreateObject();
		cJSON_AddItemToArray(list, one);
		cJSON_AddStringToObject(one, "definition",
		    definitions[i].name);
		cJSON_AddStringToObject(one, "meaning",
		    definitions[i].meaning);
		for (k = 0; k < CONTROL_KINDS; k++) {
			figure = member_get(member_get(coverage,
			    control_kinds[k]), definitions[i].name);
			snprintf(text, sizeof(text), figure == NULL
			    ? "\xe2\x80\x93" : "%lld of %lld",
			    member_number(figure, "covered"),
			    member_number(figure, "of"));
			cJSON_AddStringToObject(one, control_kinds[k], text);
			if (member_number(figure, "more") > 0)
				member_add_number(one, more[k],
				    member_number(figure, "more"));
		}
	}
}

static cJSON *
new_domain(const cJSON *row)
{
	static const char *const kept[] = { "id", "name", "framework", "version", "several",
		"newer_version", "headline", "accessed", "basis", "apart",
		"platforms", NULL };
	cJSON *domain = member_pick(row, kept);

	add_definitions(domain, member_get(row, "coverage"));
	cJSON_AddArrayToObject(domain, "tactics");
	return domain;
}

static int
add_domain_tactics(struct catalog *c, struct matrix *m, const cJSON *site,
    const cJSON *techniques, cJSON *to)
{
	const cJSON **rows = mem_array(m->n, sizeof(*rows)), **members, *row;
	cJSON *tactics = NULL, *phases = NULL, *domain, *tactic, *next;
	size_t n, i = 0;
	int rc = -1;

	if (catalog_rows(c, Q_TACTICS, NULL, &tactics) == -1 ||
	    catalog_rows(c, Q_ALL_PHASES, NULL, &phases) == -1)
		goto out;
	cJSON_ArrayForEach(row, techniques)
		rows[i++] = row;
	cJSON_ArrayForEach(row, member_get(site, "domains")) {
		domain = new_domain(row);
		priority_add_formula(m->priority, domain);
		cJSON_AddBoolToObject(domain, "first", to->child == NULL);
		cJSON_AddItemToArray(to, domain);
		for (tactic = tactics->child; tactic != NULL; tactic = next) {
			next = tactic->next;
			if (!str_equal(member_string(tactic, "domain"),
			    member_string(row, "id")))
				continue;
			members = members_of(m, tactic, rows, phases, &n);
			fill_tactic(m, tactic, members, n);
			member_copy(tactic, domain, "basis");
			platforms_add_apart(tactic, tactic, KIND_DETECTION,
			    member_get(domain, "platforms"));
			free(members);
			cJSON_AddItemToArray(member_get(domain, "tactics"),
			    cJSON_DetachItemViaPointer(tactics, tactic));
		}
	}
	rc = 0;
out:
	free(rows);
	cJSON_Delete(tactics);
	cJSON_Delete(phases);
	return rc;
}

cJSON *
matrix_make(struct catalog *c, const cJSON *site)
{
	cJSON *techniques = NULL, *facets = NULL, *detected = NULL;
	cJSON *uses = NULL, *all = cJSON_CreateObject(), *list;
	struct perspective p;
	struct matrix m = { 0 };
	const cJSON *row;
	size_t i = 0;
	int rc = -1;

	if (catalog_rows(c, Q_TECHNIQUES, NULL, &techniques) == -1 ||
	    catalog_rows(c, Q_FACETS, NULL, &facets) == -1 ||
	    catalog_rows(c, Q_DETECTED, NULL, &detected) == -1 ||
	    catalog_rows(c, Q_USE_COUNTS, NULL, &uses) == -1)
		goto out;
	m.n = (size_t)cJSON_GetArraySize(techniques);
	m.counts = mem_array(m.n, sizeof(*m.counts));
	m.cells = mem_array(m.n, sizeof(*m.cells));
	m.sources = member_get(site, "sources");
	if (perspective_read(c, NULL, &p) == -1)
		goto out;
	memcpy(m.of, p.of, sizeof(m.of));
	take_facets(&m, facets);
	list = cJSON_AddArrayToObject(all, "cells");
	cJSON_ArrayForEach(row, techniques) {
		if (member_state(row) != STATE_REVOKED)
			m.cells[i] = new_cell(&m, row);
		cJSON_AddItemToArray(list, m.cells[i] != NULL ? m.cells[i]
		    : cJSON_CreateNull());
		i++;
	}
	add_looks(&m, detected);
	add_uses(&m, uses);
	add_parents(&m, techniques);
	if (add_priorities_matrix(&m, c) == -1)
		goto out;
	rc = add_domain_tactics(c, &m, site, techniques,
	    cJSON_AddArrayToObject(all, "domains"));
	cJSON_AddBoolToObject(all, "mixed", m.any[false] && m.any[true]);
	cJSON_AddItemToObject(all, "facets", facets);
	facets = NULL;
out:
	free(m.counts);
	free(m.cells);
	priority_free(m.priority);
	cJSON_Delete(techniques);
	cJSON_Delete(facets);
	cJSON_Delete(detected);
	cJSON_Delete(uses);
	if (rc == 0)
		return all;
	cJSON_Delete(all);
	return NULL;
}
