/* What is known of a subject: of any kind in one shape. */
#include "subject/subject.h"

#include <string.h>

#include "count/context.h"
#include "count/provenance.h"
#include "crosswalk/crosswalk.h"
#include "model/gaps.h"
#include "parts.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

/* The kinds that have a shape of their own: techniques and controls are made
 * elsewhere. */
static const struct {
	const char *kind;
	int (*make)(struct subject *s);
} makers[] = {
	{ "tactic", subject_tactic },
	{ "group", subject_actor },
	{ "campaign", subject_actor },
	{ "software", subject_actor },
	{ "strategy", subject_strategy },
	{ "analytic", subject_analytic },
	{ "component", subject_component },
	{ "log-source", subject_log_source },
	{ "channel", subject_channel },
	{ "cve", subject_cve },
	{ "log", subject_log },
	{ "framework-id", subject_framework_id },
};

void
subject_head(struct subject *s, const cJSON *row)
{
	static const char *const kept[] = { "domain", "id", "name", "url",
		"description", NULL };
	size_t i;

	for (i = 0; kept[i] != NULL; i++)
		if (member_get(s->m, kept[i]) == NULL)
			member_copy(s->m, row, kept[i]);
}

cJSON *
subject_related(struct subject *s, const char *what)
{
	cJSON *one;

	cJSON_ArrayForEach(one, s->related)
		if (str_equal(member_string(one, "what"), what))
			return member_get(one, "rows");
	one = cJSON_CreateObject();
	cJSON_AddStringToObject(one, "what", what);
	cJSON_AddItemToArray(s->related, one);
	return cJSON_AddArrayToObject(one, "rows");
}

cJSON *
subject_said(struct subject *s, const char *id, const char *member)
{
	cJSON *of = member_get(s->said, id), *list;

	if (of == NULL)
		of = cJSON_AddObjectToObject(s->said, id);
	list = member_get(of, member);
	return list != NULL ? list : cJSON_AddArrayToObject(of, member);
}

void
subject_add_naming(struct subject *s, const cJSON *rows)
{
	static const char *const kept[] = { "kind", "id", "name", "url",
		"source", "path", "lifecycle", NULL };
	const cJSON *row;
	cJSON *one;

	cJSON_ArrayForEach(row, rows) {
		one = member_pick(row, kept);
		cJSON_AddItemToObject(one, "techniques",
		    value_words(member_string(row, "techniques")));
		cJSON_AddItemToArray(subject_related(s,
		    control_nouns[member_kind(row)][1]), one);
	}
}

void
subject_take_pks(struct subject *s, const cJSON *rows)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		cJSON_AddItemToArray(s->pks, cJSON_CreateNumber(
		    (double)member_number(row, "pk")));
}

/* Those that need something come first, then the most used. */
static void
sort_by_need(cJSON *list)
{
	static const char *const states[] = { "gap", "moved", "single",
		"covered", "out" };
	cJSON *all = cJSON_CreateArray(), *some, *t, *next;
	size_t i;

	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		some = cJSON_CreateArray();
		for (t = list->child; t != NULL; t = next) {
			next = t->next;
			if (str_equal(states[i], member_string(t, "state")))
				cJSON_AddItemToArray(some,
				    cJSON_DetachItemViaPointer(list, t));
		}
		member_sort(some, context_by_use);
		while (some->child != NULL)
			cJSON_AddItemToArray(all,
			    cJSON_DetachItemViaPointer(some, some->child));
		cJSON_Delete(some);
	}
	while (all->child != NULL)
		cJSON_AddItemToArray(list,
		    cJSON_DetachItemViaPointer(all, all->child));
	cJSON_Delete(all);
}

/* Adds coverage, techniques and from. */
static int
add_coverage_of(struct catalog *c, cJSON *to, const cJSON *pks,
    const struct catalog_selection *selection, const char *kind)
{
	static const char *const kept[] = { "kind", "definition", "selection",
		"perspective", "scope", "settings", "domains", "sources",
		NULL };
	struct gaps_filter filter = { .kind = kind, .only = pks };
	cJSON *all = gaps_list(c, selection, &filter), *list;

	if (all == NULL)
		return -1;
	member_copy(to, all, "sample");
	cJSON_AddItemToObject(to, "coverage", member_pick(all, kept));
	list = cJSON_DetachItemFromObject(all, "techniques");
	sort_by_need(list);
	cJSON_AddItemToObject(to, "techniques", list);
	cJSON_Delete(all);
	return provenance_add_from(to, c, selection, NULL);
}

/* What a control says of a technique, where it counts or would. */
static const cJSON *
mapping_of(const cJSON *control, const char *id)
{
	const cJSON *m;

	cJSON_ArrayForEach(m, member_get(control, "mappings"))
		if (str_equal(member_string(m, "technique_id"), id))
			return m;
	return NULL;
}

cJSON *
subject_of_control(struct catalog *c, const cJSON *control,
    const struct catalog_selection *selection, const char *kind)
{
	static const char *const kept[] = { "score", "note", NULL };
	cJSON *pks = cJSON_CreateArray(), *answer = cJSON_CreateObject(), *t;
	const cJSON *m;
	int rc;

	cJSON_ArrayForEach(m, member_get(control, "mappings"))
		if (member_get(m, "technique") != NULL)
			cJSON_AddItemToArray(pks, cJSON_CreateNumber(
			    (double)member_number(m, "technique")));
	rc = add_coverage_of(c, answer, pks, selection, kind);
	cJSON_Delete(pks);
	cJSON_ArrayForEach(t, member_get(answer, "techniques")) {
		m = mapping_of(control, member_string(t, "id"));
		if (m != NULL)
			member_copy_all(t, m, kept);
	}
	if (rc == 0)
		return answer;
	cJSON_Delete(answer);
	return NULL;
}

/* Adds which version of ATT&CK it is of. */
static int
add_version(struct subject *s)
{
	cJSON *rows = NULL;
	const cJSON *d;

	if (catalog_rows(s->c, Q_DOMAINS, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(d, rows)
		if (str_equal(member_string(d, "id"),
		    member_string(s->m, "domain")))
			member_copy(s->m, d, "version");
	cJSON_Delete(rows);
	return 0;
}

static void
add_said(struct subject *s)
{
	const cJSON *one;
	cJSON *t;

	cJSON_ArrayForEach(t, member_get(s->m, "techniques"))
		cJSON_ArrayForEach(one, member_get(s->said,
		    member_string(t, "id")))
			cJSON_AddItemToObject(t, one->string,
			    cJSON_Duplicate(one, true));
}

/* Of what there is none, nothing is said. */
static void
leave_empty_out(cJSON *related)
{
	cJSON *one, *next;

	for (one = related->child; one != NULL; one = next) {
		next = one->next;
		if (member_get(one, "rows")->child == NULL)
			cJSON_Delete(cJSON_DetachItemViaPointer(related, one));
	}
}

/* Behind those that a source knows of a CVE, those that only rules do. */
static void
put_via_last(cJSON *list)
{
	cJSON *last = cJSON_CreateArray(), *t, *next;

	for (t = list->child; t != NULL; t = next) {
		next = t->next;
		if (member_get(t, "via") != NULL)
			cJSON_AddItemToArray(last,
			    cJSON_DetachItemViaPointer(list, t));
	}
	while (last->child != NULL)
		cJSON_AddItemToArray(list, cJSON_DetachItemViaPointer(last,
		    last->child));
	cJSON_Delete(last);
}

/* Adds those who say what is said beside ATT&CK. */
static int
add_sayers(struct subject *s)
{
	static const char *const lists[] = { "known", "profile" };
	struct strs ids = { 0 };
	const cJSON *e;
	size_t i;
	int rc;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		cJSON_ArrayForEach(e, member_get(s->m, lists[i]))
			if (!strs_has(&ids, member_string(e, "source")))
				strs_add(&ids, member_string(e, "source"));
	rc = provenance_add_from_sources(s->m, s->c, &ids);
	strs_free(&ids);
	return rc;
}

/* An id of a framework that is no control here: no technique is its own. */
static int
make_element(struct subject *s)
{
	if (crosswalk_add_to_element(s->c, s->m,
	    member_number(s->found, "pk")) == -1)
		return -1;
	return crosswalk_add_from(s->c, s->m);
}

static int
make_subject(struct subject *s, const struct catalog_selection *selection,
    const char *kind)
{
	const char *what = member_string(s->found, "kind");
	size_t i;

	member_add_number(s->m, "schema", 1);
	member_add_text(s->m, "kind", what);
	member_copy(s->m, s->found, "id");
	member_copy(s->m, s->found, "name");
	if (str_equal(what, "element"))
		return make_element(s);
	for (i = 0; i < sizeof(makers) / sizeof(makers[0]); i++)
		if (str_equal(makers[i].kind, what) &&
		    makers[i].make(s) == -1)
			return -1;
	if (add_version(s) == -1 || add_coverage_of(s->c, s->m, s->pks,
	    selection, kind) == -1)
		return -1;
	add_said(s);
	if (member_get(s->m, "known") != NULL)
		put_via_last(member_get(s->m, "techniques"));
	return add_sayers(s);
}

cJSON *
subject_make(struct catalog *c, const cJSON *found,
    const struct catalog_selection *selection, const char *kind)
{
	struct subject s = { .c = c, .found = found };
	int rc;

	s.m = cJSON_CreateObject();
	s.related = cJSON_CreateArray();
	s.pks = cJSON_CreateArray();
	s.said = cJSON_CreateObject();
	rc = make_subject(&s, selection, kind);
	leave_empty_out(s.related);
	cJSON_AddItemToObject(s.m, "related", s.related);
	cJSON_Delete(s.pks);
	cJSON_Delete(s.said);
	if (rc == 0)
		return s.m;
	cJSON_Delete(s.m);
	return NULL;
}
