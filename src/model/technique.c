/* One technique: what answers it, what does not count, and why. */
#include "base/buf.h"
#include "model/model.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "bases.h"
#include "mitre.h"
#include "technique.h"
#include "value/member.h"

static const char *const titles[] = { "Policy / Process Controls",
	"Technical Controls (Detection Rules)", "Offensive Security Tests" };
static const char *const words[] = { "resources", "rules", "tests" };

/* Asks q of the technique's pk. */
static int
ask_technique(struct catalog *c, enum catalog_query q, long long pk,
    cJSON **rows)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", pk);
	return catalog_rows(c, q, text, rows);
}

/* Why a control that names the technique does not count; NULL: it does. */
static const char *
why_not(const cJSON *k)
{
	if (member_number(k, "counted") != 0)
		return NULL;
	if (member_string(k, "silent") != NULL)
		return member_string(k, "silent");
	if (strcmp(member_string(k, "lifecycle"), "active") != 0)
		return member_string(k, "lifecycle");
	if (member_number(k, "catch_all") != 0)
		return "catch-all";
	return member_string(k, "outcome");
}

/* What is said of a control in passing: "high, test, E2, Windows". */
static void
add_facts(cJSON *one)
{
	static const char *const names[] = { "type", "level", "status",
		"platform_list", "executor", "score", NULL };
	long long evidence = member_number(one, "evidence");
	struct buf b = BUF_INIT;
	const char *text;
	size_t i;

	for (i = 0; names[i] != NULL; i++) {
		text = member_string(one, names[i]);
		if (text == NULL || (i == 0 && (str_equal(text, "rule") ||
		    str_equal(text, "test") || str_equal(text, "mitigation"))))
			continue;
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", text);
	}
	if (member_number(one, "elevated") != 0)
		buf_printf(&b, "%selevated", b.len > 0 ? ", " : "");
	if (member_number(one, "deployed") != 0)
		buf_printf(&b, "%sdeployed", b.len > 0 ? ", " : "");
	if (member_string(one, "ran") != NULL)
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
		    member_string(one, "ran"));
	if (evidence > 0)
		buf_printf(&b, "%sE%lld", b.len > 0 ? ", " : "", evidence);
	if (b.len > 0)
		cJSON_AddStringToObject(one, "facts", buf_str(&b));
	buf_free(&b);
}

/* Another id of a control that counts here already: it is told with it. */
static void
add_other_id(cJSON *one, const cJSON *k)
{
	cJSON *ids = member_get(one, "also_tagged");

	if (ids == NULL)
		ids = cJSON_AddArrayToObject(one, "also_tagged");
	cJSON_AddItemToArray(ids,
	    cJSON_CreateString(member_string(k, "tagged")));
}

/* "Dump LSASS and 2 more, proved 2026-01-05": in passing. */
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
	cJSON_AddStringToObject(one, "seen_on", buf_str(&b));
	buf_free(&b);
}

/* "ran 2026-01-05": when a test did last. */
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
	cJSON_AddStringToObject(one, "ran", buf_str(&b));
	buf_free(&b);
}

/* On which tests a rule was seen to fire; that a test ran. */
static void
add_evidence_technique(cJSON *one)
{
	const cJSON *seen = member_get(one, "seen");

	if (seen == NULL)
		return;
	if (member_number(seen->child, "level") == 0)
		add_ran(one, seen);
	else
		add_seen_on(one, seen);
}

/* Takes out of a control's row what only places it. */
static void
drop_places(cJSON *row)
{
	static const char *const names[] = { "source", "source_id", "kind",
		"catch_all", "counts", "merged", "counted" };
	cJSON *member;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		member = member_get(row, names[i]);
		if (member != NULL)
			cJSON_Delete(cJSON_DetachItemViaPointer(row, member));
	}
}

/* Takes the row k, which becomes what is told of the control. */
static void
add_control(cJSON *source, cJSON *k)
{
	const char *why;
	cJSON *platforms = cJSON_DetachItemViaPointer(k,
	    member_get(k, "platforms"));

	bases_tell(k);
	why = why_not(k);
	drop_places(k);
	cJSON_AddItemToArray(member_get(source,
	    why == NULL ? "controls" : "others"), k);
	member_add_flag(k, "linked", member_string(k, "url") != NULL);
	member_add_text(k, "why", why);
	cJSON_AddItemToObject(k, "platforms", platforms);
	member_add_joined(k, "platform_list", platforms);
	add_evidence_technique(k);
	add_facts(k);
}

/* "T1562.001, T1562": the ids of a control that is here by another. */
static void
join_ids(cJSON *source)
{
	struct buf b = BUF_INIT;
	const cJSON *id;
	cJSON *one;

	cJSON_ArrayForEach(one, member_get(source, "controls")) {
		buf_reset(&b);
		if (str_equal(member_string(one, "outcome"), "remapped"))
			buf_puts(&b, member_string(one, "tagged"));
		cJSON_ArrayForEach(id, member_get(one, "also_tagged"))
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
			    id->valuestring);
		if (b.len > 0)
			cJSON_AddStringToObject(one, "remapped_from",
			    buf_str(&b));
	}
	buf_free(&b);
}

/* A merged row of a control whose other row counts. */
static bool
is_merged(const cJSON *k)
{
	return member_number(k, "merged") != 0 &&
	    member_number(k, "counts") != 0;
}

/* A section's source, made of the site's row of it. */
static cJSON *
new_source(const cJSON *row)
{
	static const char *const kept[] = { "id", "title", "homepage", "own",
		"accessed", "accessed_long", "revision", "revision_short", "licence",
		"credit", "mappings", "attack_version", "compass_title", "compass_url",
		"compass_tree", "compass_blob", "compass_folder",
		"compass_list", "compass_file", NULL };
	cJSON *s = cJSON_CreateObject();
	size_t i;

	for (i = 0; kept[i] != NULL; i++)
		member_copy(s, row, kept[i]);
	cJSON_AddArrayToObject(s, "controls");
	cJSON_AddArrayToObject(s, "others");
	return s;
}

/* Both lists are in the order of controls: one walk over both. */
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
		if (one != NULL && is_merged(k) &&
		    member_number(one, "control") == pk)
			add_other_id(one, k);
	}
}

/* How many of what counts the organisation runs, where it says so of any. */
static void
add_deployed(cJSON *section, const cJSON *controls)
{
	cJSON *sum = member_get(section, "deployed");
	const cJSON *k;
	int n = 0;

	cJSON_ArrayForEach(k, controls)
		n += member_get(k, "deployed") != NULL;
	if (sum != NULL)
		cJSON_SetNumberValue(sum, sum->valuedouble + n);
	else if (n > 0)
		member_add_number(section, "deployed", n);
}

static void
add_source_technique(cJSON *section, const cJSON *row, cJSON *controls)
{
	cJSON *source = new_source(row), *k = controls->child, *next;
	int n;

	for (; k != NULL; k = next) {
		next = k->next;
		if (is_merged(k))
			continue;
		add_control(source, cJSON_DetachItemViaPointer(controls, k));
	}
	add_other_ids(source, controls);
	join_ids(source);
	n = cJSON_GetArraySize(member_get(source, "controls"));
	if (n == 0 && member_get(source, "others")->child == NULL) {
		cJSON_Delete(source);
		return;
	}
	member_add_number(source, "count", n);
	add_deployed(section, member_get(source, "controls"));
	member_add_flag(source, "some", n > 0);
	member_add_flag(source, "left_out",
	    member_get(source, "others")->child != NULL);
	cJSON_SetNumberValue(member_get(section, "count"),
	    (double)(member_number(section, "count") + n));
	cJSON_AddItemToArray(member_get(section, "sources"), source);
}

/* Adds to each row of a control its platforms. Both lists are in the order of
 * controls: one walk over both. */
static int
add_control_platforms(struct catalog *c, cJSON *controls, long long pk)
{
	cJSON *rows = NULL, *list, *k;
	const cJSON *p, *first;

	if (ask_technique(c, Q_CONTROL_PLATFORMS, pk, &rows) == -1)
		return -1;
	first = rows->child;
	cJSON_ArrayForEach(k, controls) {
		while (first != NULL && member_number(first, "control") <
		    member_number(k, "control"))
			first = first->next;
		list = cJSON_AddArrayToObject(k, "platforms");
		for (p = first; p != NULL && member_number(p, "control") ==
		    member_number(k, "control"); p = p->next)
			cJSON_AddItemToArray(list, cJSON_CreateString(
			    member_string(p, "platform")));
	}
	cJSON_Delete(rows);
	return 0;
}

/* Adds to each row of a control what was seen of it here; likewise. */
static int
add_control_evidence(struct catalog *c, cJSON *controls, long long pk)
{
	static const char *const seen[] = { "level", "source_id", "test",
		"?named", "test_title", "date", NULL };
	cJSON *rows = NULL, *list, *k;
	const cJSON *e, *first;

	if (ask_technique(c, Q_EVIDENCE, pk, &rows) == -1)
		return -1;
	first = rows->child;
	cJSON_ArrayForEach(k, controls) {
		while (first != NULL && member_number(first, "control") <
		    member_number(k, "control"))
			first = first->next;
		list = NULL;
		for (e = first; e != NULL && member_number(e, "control") ==
		    member_number(k, "control"); e = e->next) {
			if (list == NULL)
				list = cJSON_AddArrayToObject(k, "seen");
			cJSON_AddItemToArray(list, member_pick(e, seen));
		}
	}
	cJSON_Delete(rows);
	return 0;
}

/* The rows of controls, which are in the order of sources, as an array for each
 * of n sources; takes them out of controls. */
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

static int
add_sections(struct catalog *c, cJSON *t, const cJSON *site, long long pk)
{
	cJSON *list = cJSON_AddArrayToObject(t, "sections"), *section;
	const cJSON *row, *sources = member_get(site, "sources");
	cJSON *controls = NULL, *groups, *group;
	size_t i;
	int rc = ask_technique(c, Q_CONTROLS, pk, &controls);

	if (rc == 0)
		rc = add_control_platforms(c, controls, pk);
	if (rc == 0)
		rc = add_control_evidence(c, controls, pk);
	if (rc == -1) {
		cJSON_Delete(controls);
		return -1;
	}
	groups = by_source(controls, cJSON_GetArraySize(sources));
	for (i = 0; parts_kinds[i] != NULL; i++) {
		section = cJSON_CreateObject();
		cJSON_AddItemToArray(list, section);
		cJSON_AddStringToObject(section, "kind", parts_kinds[i]);
		cJSON_AddStringToObject(section, "title", titles[i]);
		cJSON_AddStringToObject(section, "word", words[i]);
		member_add_number(section, "count", 0);
		cJSON_AddArrayToObject(section, "sources");
		group = groups->child;
		cJSON_ArrayForEach(row, sources) {
			if (str_equal(member_string(row, "kind"),
				parts_kinds[i]) &&
			    group->child != NULL)
				add_source_technique(section, row, group);
			group = group->next;
		}
		member_add_flag(section, "empty",
		    member_number(section, "count") == 0);
		member_add_flag(section, parts_kinds[i], 1);
	}
	cJSON_Delete(controls);
	cJSON_Delete(groups);
	return 0;
}

/* How many of each kind there are, and in one sentence. */
void
technique_count(cJSON *t)
{
	const cJSON *sections = member_get(t, "sections"), *section;
	cJSON *counts = cJSON_CreateObject();
	struct buf b = BUF_INIT;
	const char *kind;
	long long n;
	size_t i;

	cJSON_ArrayForEach(section, sections) {
		n = member_number(section, "count");
		kind = member_string(section, "kind");
		member_add_number(counts, kind, n);
		for (i = 0; strcmp(parts_kinds[i], kind) != 0;)
			i++;
		buf_printf(&b, "%s%lld %s", section == sections->child ? ""
		    : section->next == NULL ? " and " : ", ", n,
		    parts_nouns[i][n != 1]);
		if (member_get(section, "deployed") != NULL)
			buf_printf(&b, " (%lld deployed)",
			    member_number(section, "deployed"));
	}
	buf_printf(&b, " %s for this technique.", sections->child != NULL &&
	    sections->child->next == NULL && member_number(sections->child,
	    "count") == 1 ? "counts" : "count");
	cJSON_DeleteItemFromObject(t, "counts");
	cJSON_DeleteItemFromObject(t, "verdict");
	cJSON_AddItemToObject(t, "counts", counts);
	cJSON_AddStringToObject(t, "verdict", buf_str(&b));
	buf_free(&b);
}

/* A query's rows as a member, with the last one marked. */
static int
add_rows_technique(struct catalog *c, cJSON *t, enum catalog_query q,
    const char *name, long long pk)
{
	cJSON *rows = NULL;

	if (ask_technique(c, q, pk, &rows) == -1)
		return -1;
	member_mark_last(rows);
	cJSON_AddItemToObject(t, name, rows);
	return 0;
}

/* What the description cites: with `linked` where there is an address. */
static int
add_references(struct catalog *c, cJSON *t, long long pk)
{
	cJSON *r;

	if (add_rows_technique(c, t, Q_REFERENCES, "references", pk) == -1)
		return -1;
	cJSON_ArrayForEach(r, member_get(t, "references")) {
		member_add_flag(r, "linked", member_string(r, "url") != NULL);
		member_add_text(r, "link", member_string(r, "url"));
	}
	return 0;
}

static int
add_platforms_technique(struct catalog *c, cJSON *t, long long pk)
{
	cJSON *rows = NULL, *list;

	if (ask_technique(c, Q_PLATFORMS, pk, &rows) == -1)
		return -1;
	list = member_column(rows, "platform");
	cJSON_AddItemToObject(t, "platforms", list);
	member_add_joined(t, "platform_list", list);
	cJSON_Delete(rows);
	return 0;
}

static int
add_tactics_technique(struct catalog *c, cJSON *t, long long pk)
{
	cJSON *names;

	if (add_rows_technique(c, t, Q_PHASES, "tactics", pk) == -1)
		return -1;
	names = member_column(member_get(t, "tactics"), "name");
	member_add_joined(t, "tactic_list", names);
	cJSON_Delete(names);
	return 0;
}

/* Of its own domain, what the page says; not how much of it is covered. */
static void
add_attack_technique(cJSON *t, const cJSON *domain)
{
	static const char *const kept[] = { "id", "name", "version", "modified",
		"homepage", "licence", "credit", "url", "sha256", "accessed",
		"accessed_long", "several", NULL };
	cJSON *attack = cJSON_AddObjectToObject(t, "attack");
	size_t i;

	for (i = 0; kept[i] != NULL; i++)
		member_copy(attack, domain, kept[i]);
}

cJSON *
model_technique(struct catalog *c, const cJSON *site, const cJSON *row)
{
	static const char *const kept[] = { "id", "name", "url", "domain",
		"state", "sub", "scoped", "reason", "parent_id", "parent_name",
		"successor_id", "successor_name", NULL };
	long long pk = member_number(row, "pk");
	cJSON *t = cJSON_CreateObject(), *whole = NULL;
	const cJSON *domain;
	size_t i;

	for (i = 0; kept[i] != NULL; i++)
		member_copy(t, row, kept[i]);
	member_add_flag(t, member_string(row, "state"), 1);
	cJSON_ArrayForEach(domain,
	    member_get(site,
		"domains")) if (str_equal(member_string(domain, "id"),
				    member_string(row, "domain")))
	{
		add_attack_technique(t, domain);
		member_add_text(t, "basis", member_string(domain, "basis"));
	}
	member_copy(t, site, "sample");
	member_copy(t, site, "generator");
	if (catalog_rows(c, Q_TECHNIQUE, member_string(row, "id"), &whole) ==
		-1 ||
	    add_rows_technique(c, t, Q_FORMERLY, "formerly", pk) == -1 ||
	    add_tactics_technique(c, t, pk) == -1 ||
	    add_platforms_technique(c, t, pk) == -1 ||
	    add_rows_technique(c, t, Q_SUBS, "subs", pk) == -1 ||
	    add_references(c, t, pk) == -1 ||
	    add_rows_technique(c, t, Q_ASSESSED, "assessed", pk) == -1 ||
	    add_sections(c, t, site, pk) == -1 || mitre_add(c, t, row) == -1)
		goto fail;
	member_add_flag(t, "was_called",
	    member_get(t, "formerly")->child != NULL);
	member_add_flag(t, "was_assessed",
	    member_get(t, "assessed")->child != NULL);
	member_add_flag(t, "cites", member_get(t, "references")->child != NULL);
	member_add_flag(t, "has_subs", member_get(t, "subs")->child != NULL);
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
