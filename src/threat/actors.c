/* Groups, software and campaigns, and how much of what each uses is covered. */
#include "threat/actors.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "count/percent.h"
#include "count/perspective.h"
#include "count/platforms.h"
#include "threat/threat.h"
#include "value/member.h"
#include "words/words.h"

/* What is read once; arrays are by pk - 1. */
struct actors {
	const cJSON *domains; /* of the matrix */
	cJSON *rows, *uses, *links, *aliases, *prose;
	cJSON **by_pk;       /* actors */
	const cJSON **first; /* the first row of uses of each */
	size_t n;
	cJSON **cells;
	int *states; /* of cells: enum threat_state; -1: of what is revoked */
	size_t ncells;
	enum of of; /* whose rules are counted */
};

static void
index_cells(struct actors *a, const cJSON *cells)
{
	size_t n = (size_t)cJSON_GetArraySize(cells);
	cJSON *cell;

	a->cells = mem_array(n, sizeof(*a->cells));
	a->states = mem_array(n, sizeof(*a->states));
	cJSON_ArrayForEach(cell, cells) {
		a->states[a->ncells] = cJSON_IsNull(cell) ? -1
		    : (int)threat_state(!cJSON_IsTrue(member_get(cell, "out")),
		    member_number(cell, "detection"),
		    member_number(cell, "tested") > 0,
		    member_string(cell, "moved_id") != NULL);
		a->cells[a->ncells++] = cell;
	}
}

static void
index_actors(struct actors *a)
{
	const cJSON *use;
	cJSON *row;
	size_t pk, i;

	cJSON_ArrayForEach(row, a->rows)
		if ((size_t)member_number(row, "pk") > a->n)
			a->n = (size_t)member_number(row, "pk");
	a->by_pk = mem_array(a->n, sizeof(*a->by_pk));
	a->first = mem_array(a->n, sizeof(*a->first));
	cJSON_ArrayForEach(row, a->rows)
		a->by_pk[member_number(row, "pk") - 1] = row;
	cJSON_ArrayForEach(use, a->uses) {
		pk = (size_t)member_number(use, "actor");
		if (a->first[pk - 1] == NULL)
			a->first[pk - 1] = use;
	}
	for (i = 0; i < a->n; i++)
		if (a->by_pk[i] != NULL)
			cJSON_AddArrayToObject(a->by_pk[i], "links");
}

/* Marks what an actor uses that is not marked yet. */
static void
mark_uses(const struct actors *a, size_t pk, long long how, long long *marks)
{
	const cJSON *use = a->first[pk - 1];
	size_t t;

	for (; use != NULL && (size_t)member_number(use, "actor") == pk;
	    use = use->next) {
		t = (size_t)member_number(use, "technique") - 1;
		if (t < a->ncells && marks[t] == 0)
			marks[t] = how;
	}
}

/* As it is printed; where yours are not counted, one that is thin for its number
 * is said to have one. */
static const char *
state_said(const struct actors *a, const cJSON *cell, int state)
{
	bool one = state == THREAT_THIN && a->of != OF_YOURS &&
	    member_number(cell, "detection") == 1;

	return perspective_state(a->of, KIND_DETECTION, one ? "single"
	    : threat_states[state]);
}

static void
add_use(const struct actors *a, cJSON *list, cJSON *cell, int state,
    long long via)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddItemReferenceToObject(one, "cell", cell);
	cJSON_AddStringToObject(one, "state", threat_states[state]);
	cJSON_AddStringToObject(one, "said", state_said(a, cell, state));
	member_add_or_false(one, "via", via > 0
	    ? member_string(a->by_pk[via - 1], "name") : NULL);
	cJSON_AddItemToArray(list, one);
}

static void
add_state_counts(cJSON *part, const long long *n)
{
	long long of = n[THREAT_OPEN] + n[THREAT_THIN] + n[THREAT_MOVED] +
	    n[THREAT_COVERED];
	int state;

	member_add_number(part, "of", of);
	for (state = 0; state < THREAT_STATES; state++)
		member_add_number(part, threat_states[state], n[state]);
	cJSON_AddBoolToObject(part, "exposed", n[THREAT_OPEN] > 0);
	cJSON_AddBoolToObject(part, "has_moved", n[THREAT_MOVED] > 0);
	cJSON_AddBoolToObject(part, "has_out", n[THREAT_OUT] > 0);
	if (of > 0)
		member_add_number(part, "share",
		    percent_of(n[THREAT_COVERED], of));
	else
		cJSON_AddFalseToObject(part, "share");
}

/* What is used of one domain, and how much of it is answered by rules that name
 * one of the platforms that bound it. marks: 0 is not used, -1 by the actor
 * itself, else by the campaign of that pk. */
static cJSON *
new_part(const struct actors *a, const cJSON *domain, const long long *marks)
{
	cJSON *part = cJSON_CreateObject(), *list;
	cJSON *figure = cJSON_CreateObject();
	const char *id = member_string(domain, "id");
	long long n[THREAT_STATES] = { 0 }, named = 0, adopt = 0;
	size_t t;
	int state;

	cJSON_AddStringToObject(part, "domain", id);
	cJSON_AddStringToObject(part, "domain_name",
	    member_string(domain, "name"));
	cJSON_AddStringToObject(part, "version",
	    member_string(domain, "version"));
	member_add_or_false(part, "newer_version",
	    member_string(domain, "newer_version"));
	member_copy(part, domain, "basis");
	list = cJSON_AddArrayToObject(part, "uses");
	for (state = 0; state < THREAT_STATES; state++) {
		for (t = 0; t < a->ncells; t++) {
			if (marks[t] == 0 || a->states[t] != state ||
			    !str_equal(member_string(a->cells[t], "domain"),
				id))
				continue;
			add_use(a, list, a->cells[t], state, marks[t]);
			n[state]++;
			adopt += state == THREAT_OPEN && !cJSON_IsFalse(
			    member_get(a->cells[t], "adopt"));
			named += state != THREAT_OUT &&
			    member_number(a->cells[t], "named") > 0;
		}
	}
	cJSON_AddBoolToObject(part, "has_uses", list->child != NULL);
	add_state_counts(part, n);
	member_add_number_or_false(part, "adopt", adopt);
	member_add_number(figure, "covered",
	    n[THREAT_THIN] + n[THREAT_COVERED]);
	member_add_number(figure, "named", named);
	platforms_add_apart(part, figure, KIND_DETECTION,
	    member_get(domain, "platforms"));
	cJSON_Delete(figure);
	return part;
}

/* Adds a part for each domain of which the actor uses a technique; if there is
 * none, one for the first domain that has the actor. */
static void
add_parts(const struct actors *a, cJSON *row, const long long *marks)
{
	cJSON *parts = cJSON_AddArrayToObject(row, "parts"), *part;
	cJSON *none = NULL;
	const cJSON *domain;

	cJSON_ArrayForEach(domain, a->domains) {
		part = new_part(a, domain, marks);
		if (member_get(part, "uses")->child != NULL) {
			cJSON_AddItemToArray(parts, part);
		} else if (none == NULL &&
		    str_equal(member_string(domain, "id"),
			member_string(row, "domain"))) {
			none = part;
		} else {
			cJSON_Delete(part);
		}
	}
	if (parts->child == NULL)
		cJSON_AddItemToArray(parts, none);
	else
		cJSON_Delete(none);
}

static void
count_uses(struct actors *a)
{
	long long *marks = mem_array(a->ncells, sizeof(*marks));
	const cJSON *link;
	cJSON *row;
	long long pk;

	cJSON_ArrayForEach(row, a->rows) {
		pk = member_number(row, "pk");
		memset(marks, 0, a->ncells * sizeof(*marks));
		mark_uses(a, (size_t)pk, -1, marks);
		cJSON_ArrayForEach(link, a->links)
			if (member_number(link, "other") == pk && str_equal(
			    member_string(link, "kind"), "attributed-to"))
				mark_uses(a,
				    (size_t)member_number(link, "actor"),
				    member_number(link, "actor"), marks);
		add_parts(a, row, marks);
	}
	free(marks);
}

static void
add_link(cJSON *from, const cJSON *to, const char *word)
{
	cJSON *one;

	if (from == NULL || to == NULL)
		return;
	one = cJSON_CreateObject();
	cJSON_AddStringToObject(one, "other_id", member_string(to, "id"));
	cJSON_AddStringToObject(one, "other_name", member_string(to, "name"));
	cJSON_AddStringToObject(one, "word", word);
	cJSON_AddItemToArray(member_get(from, "links"), one);
}

static void
add_links(struct actors *a)
{
	cJSON *from, *to, *row;
	const cJSON *link;
	bool uses;

	cJSON_ArrayForEach(link, a->links) {
		from = a->by_pk[member_number(link, "actor") - 1];
		to = a->by_pk[member_number(link, "other") - 1];
		uses = str_equal(member_string(link, "kind"), "uses");
		add_link(from, to, uses ? "uses" : "attributed to");
		add_link(to, from, uses ? "used by" : "campaign");
	}
	cJSON_ArrayForEach(row, a->rows)
		cJSON_AddBoolToObject(row, "has_links",
		    member_get(row, "links")->child != NULL);
}

/* Adds aliases and ATT&CK's descriptions. */
static void
add_words(struct actors *a)
{
	const cJSON *alias = a->aliases->child, *prose = a->prose->child;
	struct buf names = BUF_INIT;
	long long pk;
	cJSON *row;

	cJSON_ArrayForEach(row, a->rows) {
		pk = member_number(row, "pk");
		buf_reset(&names);
		for (; alias != NULL && member_number(alias, "actor") <= pk;
		    alias = alias->next)
			buf_printf(&names, "%s%s", names.len > 0 ? ", " : "",
			    member_string(alias, "alias"));
		member_add_or_false(row, "aliases",
		    names.len > 0 ? buf_str(&names) : NULL);
		while (prose != NULL && member_number(prose, "pk") < pk)
			prose = prose->next;
		member_add_or_false(row, "description",
		    member_string(prose, "description"));
		member_add_flag(row, member_string(row, "kind"), 1);
	}
	buf_free(&names);
}

static int
by_actor_id(const void *a, const void *b)
{
	const cJSON *x = *(cJSON *const *)a, *y = *(cJSON *const *)b;

	return strcmp(member_string(x, "id"), member_string(y, "id"));
}

cJSON *
actors_make(struct catalog *c, const cJSON *matrix)
{
	struct actors a = { 0 };
	struct perspective p;
	int rc = -1;

	if (catalog_rows(c, Q_ACTORS, NULL, &a.rows) == -1 ||
	    catalog_rows(c, Q_ALL_USES, NULL, &a.uses) == -1 ||
	    catalog_rows(c, Q_ALL_ACTOR_LINKS, NULL, &a.links) == -1 ||
	    catalog_rows(c, Q_ALL_ALIASES, NULL, &a.aliases) == -1 ||
	    catalog_rows(c, Q_ACTOR_PROSE, NULL, &a.prose) == -1 ||
	    perspective_read(c, NULL, &p) == -1)
		goto out;
	a.of = p.of[KIND_DETECTION];
	a.domains = member_get(matrix, "domains");
	index_cells(&a, member_get(matrix, "cells"));
	index_actors(&a);
	add_words(&a);
	add_links(&a);
	count_uses(&a);
	member_sort(a.rows, by_actor_id);
	rc = 0;
out:
	free(a.by_pk);
	free(a.first);
	free(a.cells);
	free(a.states);
	cJSON_Delete(a.uses);
	cJSON_Delete(a.links);
	cJSON_Delete(a.aliases);
	cJSON_Delete(a.prose);
	if (rc == 0)
		return a.rows;
	cJSON_Delete(a.rows);
	return NULL;
}
