/* One technique: its controls, those that do not count and why. */
#include "base/buf.h"
#include "model/model.h"

#include <stdbool.h>
#include <string.h>

#include "count/needs.h"
#include "count/perspective.h"
#include "crosswalk/crosswalk.h"
#include "model/bases.h"
#include "exploited.h"
#include "mitre.h"
#include "technique.h"
#include "technique_part.h"
#include "twins.h"
#include "value/member.h"
#include "words/words.h"

static const char *const titles[] = { "Policy / Process Controls",
	"Technical Controls (Detection Rules)", "Offensive Security Tests" };
static const char *const words[] = { "resources", "rules", "tests" };

/* Why a control does not count for the technique; NULL if it does. */
static const char *
why_not(const cJSON *k)
{
	if (member_number(k, "counted") != 0)
		return NULL;
	if (member_string(k, "silent") != NULL)
		return member_string(k, "silent");
	if (member_lifecycle(k) != LIFECYCLE_ACTIVE)
		return member_string(k, "lifecycle");
	if (member_string(k, "replaced") != NULL)
		return member_string(k, "replaced");
	if (perspective_excluded(member_whose(k)) != NULL)
		return perspective_excluded(member_whose(k));
	if (member_number(k, "catch_all") != 0)
		return member_string(k, "catch_all_words");
	return member_string(k, "outcome");
}

/* The facts of a control in short: "high, test, E2, Windows". */
static void
add_facts(cJSON *one, bool own)
{
	static const char *const names[] = { "level", "status",
		"platform_list", "executor", "score", NULL };
	enum evidence evidence = member_evidence(one);
	struct buf b = BUF_INIT;
	const char *text;
	size_t i;

	if (member_unusual_type(one) != NULL)
		buf_puts(&b, member_unusual_type(one));
	for (i = 0; names[i] != NULL; i++) {
		text = member_string(one, names[i]);
		if (text != NULL)
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", text);
	}
	if (member_number(one, "elevated") != 0)
		buf_printf(&b, "%selevated", b.len > 0 ? ", " : "");
	if (!own && member_whose(one) == WHOSE_YOURS)
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
		    whose_name(WHOSE_YOURS));
	if (member_string(one, "ran") != NULL)
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
		    member_string(one, "ran"));
	if (evidence > E0)
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
		    evidence_name(evidence));
	member_take_buf(one, "facts", &b);
}

/* "Dump LSASS and 2 more, proved 2026-01-05" */
static void
add_seen_on(cJSON *one, const cJSON *seen)
{
	int n = cJSON_GetArraySize(seen);
	const cJSON *e, *first = seen->child;
	struct buf b = BUF_INIT;

	cJSON_ArrayForEach(e, seen)
		if (member_string(first, "test_title") == NULL)
			first = e;
	buf_puts(&b, member_string(first, "test_title") == NULL
	    ? "a test (test not named)" : member_string(first, "test_title"));
	if (n > 1)
		buf_printf(&b, " and %d more", n - 1);
	if (member_number(first, "level") == 5 &&
	    member_string(first, "date") != NULL)
		buf_printf(&b, ", proved %s", member_string(first, "date"));
	member_take_buf(one, "seen_on", &b);
}

/* "ran 2026-01-05": when a test last ran. */
static void
add_ran(cJSON *one, const cJSON *seen)
{
	const char *day = "", *date;
	struct buf b = BUF_INIT;
	const cJSON *e;

	cJSON_ArrayForEach(e, seen) {
		date = member_string(e, "date");
		if (date != NULL && strcmp(date, day) > 0)
			day = date;
	}
	buf_printf(&b, "ran%s%s", *day == '\0' ? "" : " ", day);
	member_take_buf(one, "ran", &b);
}

/* Adds on which tests a rule fired, or that a test ran. */
static void
add_proof(cJSON *one)
{
	const cJSON *seen = member_get(one, "seen");

	if (seen == NULL)
		return;
	if (member_number(seen->child, "level") == 0)
		add_ran(one, seen);
	else
		add_seen_on(one, seen);
}

/* Turns the row k into the model of a control. */
static void
add_control(cJSON *source, cJSON *k)
{
	/* Needed only to sort it in. */
	static const char *const names[] = { "source", "source_id", "kind",
		"catch_all", "counts", "merged", "counted" };
	const char *why;
	cJSON *platforms = cJSON_DetachItemViaPointer(k,
	    member_get(k, "platforms"));
	size_t i;

	bases_add(k);
	twins_add_copy(k);
	why = why_not(k);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		cJSON_DeleteItemFromObject(k, names[i]);
	cJSON_AddItemToArray(member_get(source,
	    why == NULL ? "controls" : "others"), k);
	member_add_flag(k, "linked", member_string(k, "url") != NULL);
	member_add_text(k, "why", why);
	cJSON_DeleteItemFromObject(k, "catch_all_words");
	cJSON_AddItemToObject(k, "platforms", platforms);
	member_add_joined(k, "platform_list", platforms);
	add_proof(k);
	add_facts(k, member_get(source, "own") != NULL);
}

/* "T1562.001, T1562": ids other than this one that a control names it by. */
static void
join_ids(cJSON *source)
{
	struct buf b = BUF_INIT;
	cJSON *one;

	cJSON_ArrayForEach(one, member_get(source, "controls")) {
		if (member_outcome(one) == OUTCOME_REMAPPED)
			buf_puts(&b, member_string(one, "tagged"));
		member_put_joined(&b, member_get(one, "also_tagged"), ", ");
		member_take_buf(one, "remapped_from", &b);
	}
}

/* Is it a further row of a control that counts by another id? */
static bool
is_merged(const cJSON *k)
{
	return member_number(k, "merged") != 0 &&
	    member_number(k, "counts") != 0;
}

/* Adds the further ids of controls that count. Both lists are in the order of
 * controls, so one pass is enough. */
static void
add_other_ids(cJSON *source, const cJSON *controls)
{
	cJSON *one = member_get(source, "controls")->child;
	const cJSON *k;
	long long pk;

	cJSON_ArrayForEach(k, controls) {
		pk = member_number(k, "control");
		while (one != NULL && member_number(one, "control") < pk)
			one = one->next;
		if (one == NULL || !is_merged(k) ||
		    member_number(one, "control") != pk)
			continue;
		if (member_get(one, "also_tagged") == NULL)
			cJSON_AddArrayToObject(one, "also_tagged");
		cJSON_AddItemToArray(member_get(one, "also_tagged"),
		    cJSON_CreateString(member_string(k, "tagged")));
	}
}

/* Adds a source to a section; row is the site's of it. */
cJSON *
model_technique_source(const cJSON *row)
{
	static const char *const kept[] = { "id", "title", "homepage", "own",
		"accessed", "accessed_long", "revision", "revision_short", "licence",
		"credit", "mappings", "attack_version", "compass_title", "compass_url",
		"compass_tree", "compass_blob", "compass_folder",
		"compass_list", "compass_file", NULL };

	return member_pick(row, kept);
}

static void
add_section_source(cJSON *section, const cJSON *row, cJSON *controls,
    const struct technique_part *part)
{
	cJSON *source = model_technique_source(row), *k = controls->child, *next;
	cJSON *counted = cJSON_AddArrayToObject(source, "controls");
	cJSON *others = cJSON_AddArrayToObject(source, "others");
	long long n;

	for (; k != NULL; k = next) {
		next = k->next;
		if (!is_merged(k))
			add_control(source,
			    cJSON_DetachItemViaPointer(controls, k));
	}
	add_other_ids(source, controls);
	join_ids(source);
	technique_part_add(part, source, member_number(row, "ord"));
	n = cJSON_GetArraySize(counted) +
	    technique_part_unread(source, WHOSE_YOURS) +
	    technique_part_unread(source, WHOSE_AVAILABLE);
	if (n == 0 && others->child == NULL) {
		cJSON_Delete(source);
		return;
	}
	member_add_number(source, "count", n);
	member_add_flag(source, "some", n > 0);
	member_add_flag(source, "left_out", others->child != NULL);
	cJSON_AddItemToArray(member_get(section, "sources"), source);
}

/* Skips rows of controls before this one. */
static const cJSON *
skip_to(const cJSON *row, long long control)
{
	while (row != NULL && member_number(row, "control") < control)
		row = row->next;
	return row;
}

static bool
is_of_control(const cJSON *row, long long control)
{
	return row != NULL && member_number(row, "control") == control;
}

/* Rows about all controls of a technique, or about those of a part. */
static int
rows_of_part(struct catalog *c, const struct technique_part *part, long long pk,
    enum catalog_query all, enum catalog_query first, cJSON **rows)
{
	if (part->which == NULL)
		return catalog_rows_of(c, all, pk, rows);
	return catalog_rows(c, first, part->which, rows);
}

/* Adds to each row of a control its platforms, what was seen of it here, what
 * it was made from, and which logs it needs. All
 * lists are in the order of controls, so one pass is enough. */
static int
add_details(struct catalog *c, cJSON *controls, long long pk,
    const struct technique_part *part)
{
	static const char *const seen[] = { "level", "source_id", "test",
		"?named", "test_title", "date", NULL };
	cJSON *platforms = NULL, *evidence = NULL, *twins = NULL, *list, *k;
	const cJSON *row, *p, *e, *t;
	long long control;

	if (rows_of_part(c, part, pk, Q_CONTROL_PLATFORMS,
	    Q_CONTROL_PLATFORMS_FIRST, &platforms) == -1 ||
	    rows_of_part(c, part, pk, Q_EVIDENCE, Q_EVIDENCE_FIRST, &evidence) == -1 ||
	    rows_of_part(c, part, pk, Q_TWINS, Q_TWINS_FIRST, &twins) == -1)
		return -1;
	p = platforms->child;
	e = evidence->child;
	t = twins->child;
	cJSON_ArrayForEach(k, controls) {
		control = member_number(k, "control");
		p = skip_to(p, control);
		list = cJSON_AddArrayToObject(k, "platforms");
		for (row = p; is_of_control(row, control); row = row->next)
			cJSON_AddItemToArray(list, cJSON_CreateString(
			    member_string(row, "platform")));
		e = skip_to(e, control);
		list = is_of_control(e, control) ? cJSON_AddArrayToObject(k, "seen")
		    : NULL;
		for (row = e; is_of_control(row, control); row = row->next)
			cJSON_AddItemToArray(list, member_pick(row, seen));
		t = skip_to(t, control);
		twins_add(k, t);
	}
	cJSON_Delete(platforms);
	cJSON_Delete(evidence);
	cJSON_Delete(twins);
	return needs_add_to(c, controls, "control");
}

/* Splits rows of controls, which are in the order of sources, into an array for
 * each of n sources. */
static cJSON *
by_source(cJSON *controls, int n)
{
	cJSON *groups = cJSON_CreateArray(), *group = NULL, *k;
	long long source = 0, ord;

	while (n-- > 0)
		cJSON_AddItemToArray(groups, cJSON_CreateArray());
	while (controls->child != NULL) {
		k = cJSON_DetachItemViaPointer(controls, controls->child);
		ord = member_number(k, "source");
		if (ord != source)
			group = cJSON_GetArrayItem(groups, (int)ord - 1);
		source = ord;
		cJSON_AddItemToArray(group, k);
	}
	return groups;
}

void
technique_count_section(cJSON *section, enum of of)
{
	long long yours = 0, n = 0;
	const cJSON *source, *k;
	const char *const names[] = { "perspective", "yours", "available", "count",
		"empty", "none" };
	struct buf none = BUF_INIT;
	size_t i;

	cJSON_ArrayForEach(source, member_get(section, "sources")) {
		cJSON_ArrayForEach(k, member_get(source, "controls")) {
			yours += member_whose(k) == WHOSE_YOURS;
			n++;
		}
		yours += technique_part_unread(source, WHOSE_YOURS);
		n += technique_part_unread(source, WHOSE_YOURS) +
		    technique_part_unread(source, WHOSE_AVAILABLE);
	}
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		cJSON_DeleteItemFromObject(section, names[i]);
	cJSON_AddStringToObject(section, "perspective", of_name(of));
	member_add_number(section, "yours", yours);
	member_add_number(section, "available", n - yours);
	if (of != OF_ALL)
		n = of == OF_YOURS ? yours : n - yours;
	member_add_number(section, "count", n);
	member_add_flag(section, "empty", n == 0);
	if (n > 0)
		return;
	buf_puts(&none, "No ");
	perspective_put_noun(&none, of, member_kind(section), false);
	buf_puts(&none, " counts for this technique");
	member_take_buf(section, "none", &none);
}

static int
add_sections(struct catalog *c, cJSON *t, const cJSON *site, long long pk,
    const struct technique_part *part)
{
	cJSON *list = cJSON_AddArrayToObject(t, "sections"), *section;
	const cJSON *row, *sources = member_get(site, "sources");
	cJSON *controls = NULL, *groups, *group;
	enum of of;
	size_t i;

	if (rows_of_part(c, part, pk, Q_CONTROLS, Q_CONTROLS_FIRST, &controls) == -1 ||
	    add_details(c, controls, pk, part) == -1) {
		cJSON_Delete(controls);
		return -1;
	}
	groups = by_source(controls, cJSON_GetArraySize(sources));
	for (i = 0; control_kinds[i] != NULL; i++) {
		section = cJSON_CreateObject();
		cJSON_AddItemToArray(list, section);
		cJSON_AddStringToObject(section, "kind", control_kinds[i]);
		cJSON_AddStringToObject(section, "title", titles[i]);
		cJSON_AddStringToObject(section, "word", words[i]);
		cJSON_AddArrayToObject(section, "sources");
		of = OF_AVAILABLE;
		group = groups->child;
		cJSON_ArrayForEach(row, sources) {
			if (member_kind(row) == i)
				of = member_of(row);
			if (member_kind(row) == i && group->child != NULL)
				add_section_source(section, row, group, part);
			group = group->next;
		}
		technique_count_section(section, of);
		member_add_flag(section, control_kinds[i], 1);
	}
	cJSON_Delete(controls);
	cJSON_Delete(groups);
	return 0;
}

/* Counts controls of each kind, and says so in a sentence. */
void
technique_count(cJSON *t)
{
	const cJSON *sections = member_get(t, "sections"), *section;
	cJSON *counts = cJSON_CreateObject();
	struct buf b = BUF_INIT;
	const char *kind;
	long long n;
	enum of of;

	cJSON_ArrayForEach(section, sections) {
		n = member_number(section, "count");
		kind = member_string(section, "kind");
		member_add_number(counts, kind, n);
		of = member_of(section);
		buf_printf(&b, "%s%lld %s%s", section == sections->child ? ""
		    : section->next == NULL ? " and " : ", ", n,
		    perspective_noun(of, kind_read(kind), n != 1),
		    of == OF_YOURS ? " of yours" : "");
		if (of == OF_YOURS && member_number(section, "available") > 0)
			buf_printf(&b, " (%lld more public)",
			    member_number(section, "available"));
	}
	buf_printf(&b, " %s for this technique.", sections->child != NULL &&
	    sections->child->next == NULL && member_number(sections->child,
	    "count") == 1 ? "counts" : "count");
	cJSON_DeleteItemFromObject(t, "counts");
	cJSON_DeleteItemFromObject(t, "verdict");
	cJSON_AddItemToObject(t, "counts", counts);
	member_take_buf(t, "verdict", &b);
}

int
technique_by_evidence(const void *a, const void *b)
{
	const cJSON *x = *(const cJSON *const *)a;
	const cJSON *y = *(const cJSON *const *)b;
	long long d = (long long)member_evidence(y) - member_evidence(x);

	if (d == 0)
		d = member_number(x, "control") - member_number(y, "control");
	return d < 0 ? -1 : d > 0;
}

/* Adds a query's rows as a member, with the last one marked. */
static int
add_query(struct catalog *c, cJSON *t, enum catalog_query q,
    const char *name, long long pk)
{
	cJSON *rows = NULL;

	if (catalog_rows_of(c, q, pk, &rows) == -1)
		return -1;
	member_mark_last(rows);
	cJSON_AddItemToObject(t, name, rows);
	return 0;
}

/* References with an address are marked as linked. */
static int
add_attack_rows(struct catalog *c, cJSON *t, long long pk)
{
	cJSON *platforms = NULL, *list, *r;

	if (add_query(c, t, Q_FORMERLY, "formerly", pk) == -1 ||
	    add_query(c, t, Q_PHASES, "tactics", pk) == -1)
		return -1;
	list = member_column(member_get(t, "tactics"), "name");
	member_add_joined(t, "tactic_list", list);
	cJSON_Delete(list);
	if (catalog_rows_of(c, Q_PLATFORMS, pk, &platforms) == -1)
		return -1;
	list = member_column(platforms, "platform");
	cJSON_AddItemToObject(t, "platforms", list);
	member_add_joined(t, "platform_list", list);
	cJSON_Delete(platforms);
	if (add_query(c, t, Q_SUBS, "subs", pk) == -1 ||
	    add_query(c, t, Q_REFERENCES, "references", pk) == -1)
		return -1;
	cJSON_ArrayForEach(r, member_get(t, "references")) {
		member_add_flag(r, "linked", member_string(r, "url") != NULL);
		member_add_text(r, "link", member_string(r, "url"));
	}
	return add_query(c, t, Q_ASSESSED, "assessed", pk);
}

static cJSON *
new_technique_of(struct catalog *c, const cJSON *site, const cJSON *row,
    const struct technique_part *part)
{
	static const char *const kept[] = { "id", "name", "url", "domain",
		"state", "sub", "scoped", "reason", "owner", "until",
		"parent_id", "parent_name",
		"successor_id", "successor_name", NULL };
	/* Members of its domain, without coverage. */
	static const char *const attack[] = { "id", "name", "framework", "version",
		"modified", "homepage", "licence", "credit", "url", "sha256",
		"accessed", "accessed_long", "several", NULL };
	static const char *const lists[][2] = { { "formerly", "was_called" },
		{ "assessed", "was_assessed" }, { "references", "cites" },
		{ "subs", "has_subs" } };
	long long pk = member_number(row, "pk");
	cJSON *t = member_pick(row, kept), *whole = NULL;
	const cJSON *domain;
	size_t i;

	member_add_flag(t, member_string(row, "state"), 1);
	cJSON_ArrayForEach(domain, member_get(site, "domains")) {
		if (!str_equal(member_string(domain, "id"),
		    member_string(row, "domain")))
			continue;
		cJSON_AddItemToObject(t, "attack", member_pick(domain, attack));
		member_add_text(t, "basis", member_string(domain, "basis"));
	}
	member_copy(t, site, "sample");
	member_copy(t, site, "generator");
	if (catalog_rows(c, Q_TECHNIQUE, member_string(row, "id"), &whole) ==
		-1 ||
	    add_attack_rows(c, t, pk) == -1 ||
	    add_sections(c, t, site, pk, part) == -1 || mitre_add(c, t, row) == -1 ||
	    exploited_add(c, t, pk) == -1 ||
	    crosswalk_add_to_technique(c, t, pk) == -1)
		goto fail;
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		member_add_flag(t, lists[i][1],
		    member_get(t, lists[i][0])->child != NULL);
	technique_count(t);
	cJSON_ArrayForEach(row, whole)
		if (member_number(row, "pk") == pk)
			member_copy(t, row, "description");
	cJSON_Delete(whole);
	return t;
fail:
	cJSON_Delete(whole);
	cJSON_Delete(t);
	return NULL;
}

cJSON *
model_technique(struct catalog *c, const cJSON *site, const cJSON *row)
{
	static const struct technique_part all = { 0 };

	return new_technique_of(c, site, row, &all);
}

cJSON *
model_technique_first(struct catalog *c, const cJSON *site, const cJSON *row,
    int controls, int others)
{
	struct technique_part part;
	cJSON *technique = NULL;

	if (technique_part_choose(c, member_number(row, "pk"), controls, others,
	    &part) == 0)
		technique = new_technique_of(c, site, row, &part);
	technique_part_free(&part);
	return technique;
}
