/* Groups, software and campaigns, and how much of what each uses is covered. */
#include "threat/actors.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "count/perspective.h"
#include "count/platforms.h"
#include "threat/threat.h"
#include "value/member.h"
#include "words/words.h"

/* A row of Q_ALL_ACTOR_LINKS: what one uses, or (attributed-to) a campaign is of. */
struct link {
	long long actor, other;
	bool uses;
};

/* What is read once; arrays are by pk - 1. */
struct actors {
	const cJSON *domains; /* of the matrix */
	cJSON *rows, *uses, *aliases, *prose;
	struct link *links;
	size_t nlinks;
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
	size_t pk;

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
}

static int
read_links(struct actors *a, struct catalog *c)
{
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_rows(c, Q_ALL_ACTOR_LINKS, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		*LIST_ADD(a->links, a->nlinks) = (struct link){
			member_number(row, "actor"),
			member_number(row, "other"),
			str_equal(member_string(row, "kind"), "uses") };
	cJSON_Delete(rows);
	return 0;
}

/* A technique that an actor uses: -1 by itself, else through the actor of that pk
 * (0: it does not), and so many more. */
struct mark {
	long long via, more;
};

/* What is marked for one actor, by pk - 1. */
struct marks {
	struct mark *own;      /* also by campaigns attributed to it */
	struct mark *software; /* by the software of all these alone */
	bool *seen;            /* software, by pk - 1 */
};

/* Marks what an actor uses that is not marked yet. */
static void
mark_uses(const struct actors *a, size_t pk, long long how, struct mark *marks)
{
	const cJSON *use = a->first[pk - 1];
	size_t t;

	for (; use != NULL && (size_t)member_number(use, "actor") == pk;
	    use = use->next) {
		t = (size_t)member_number(use, "technique") - 1;
		if (t < a->ncells && marks[t].via == 0)
			marks[t].via = how;
	}
}

/* Marks what a software does that its user is not known for otherwise. */
static void
mark_software(const struct actors *a, size_t pk, struct marks *m)
{
	const cJSON *use = m->seen[pk - 1] ? NULL : a->first[pk - 1];
	size_t t;

	m->seen[pk - 1] = true;
	for (; use != NULL && (size_t)member_number(use, "actor") == pk;
	    use = use->next) {
		t = (size_t)member_number(use, "technique") - 1;
		if (t >= a->ncells || m->own[t].via != 0)
			continue;
		if (m->software[t].via == 0)
			m->software[t].via = (long long)pk;
		else
			m->software[t].more++;
	}
}

/* Marks what the software of an actor does. */
static void
mark_all_software(const struct actors *a, long long pk, struct marks *m)
{
	const struct link *link;

	for (link = a->links; link != LIST_END(a->links, a->nlinks); link++)
		if (link->uses && link->actor == pk)
			mark_software(a, (size_t)link->other, m);
}

/* Adds it as it is printed: what is thin is covered, too; where yours are not
 * counted, it may be thin for having one. */
static void
add_state_said(const struct actors *a, cJSON *use, int state)
{
	bool one = state == THREAT_THIN && a->of != OF_YOURS &&
	    member_number(member_get(use, "cell"), "detection") == 1;
	int as = state == THREAT_THIN ? THREAT_COVERED : state;
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s%s", perspective_state(a->of, KIND_DETECTION, one
	    ? "single" : threat_states[as]), as != state ? ", thin" : "");
	member_take_buf(use, "said", &b);
}

static void
add_use(const struct actors *a, cJSON *list, cJSON *cell, int state,
    const struct mark *mark)
{
	cJSON *one = cJSON_CreateObject();
	long long via = mark->via;

	cJSON_AddItemReferenceToObject(one, "cell", cell);
	cJSON_AddStringToObject(one, "state", threat_states[state]);
	add_state_said(a, one, state);
	member_add_or_false(one, "via", via > 0
	    ? member_string(a->by_pk[via - 1], "name") : NULL);
	member_add_or_false(one, "via_id", via > 0
	    ? member_string(a->by_pk[via - 1], "id") : NULL);
	member_add_number_or_false(one, "via_more", mark->more);
	cJSON_AddItemToArray(list, one);
}

/* What matters most first, where that is known (count/priority.h). */
static int
by_priority(const void *a, const void *b)
{
	const cJSON *x = member_get(*(cJSON *const *)a, "cell");
	const cJSON *y = member_get(*(cJSON *const *)b, "cell");
	const cJSON *px = member_get(x, "priority");
	const cJSON *py = member_get(y, "priority");
	double d = (cJSON_IsNumber(py) ? py->valuedouble : 0) -
	    (cJSON_IsNumber(px) ? px->valuedouble : 0);

	return d != 0 ? (d > 0 ? 1 : -1)
	    : strcmp(member_string(x, "id"), member_string(y, "id"));
}

static void
move_all(cJSON *to, cJSON *from)
{
	while (from->child != NULL)
		cJSON_AddItemToArray(to,
		    cJSON_DetachItemViaPointer(from, from->child));
	cJSON_Delete(from);
}

static void
add_state_counts(cJSON *part, const long long *n)
{
	long long of = n[THREAT_OPEN] + n[THREAT_THIN] + n[THREAT_MOVED] +
	    n[THREAT_COVERED];
	int state;

	member_add_number(part, "of", of);
	member_add_number(part, "answered", n[THREAT_COVERED] + n[THREAT_THIN]);
	for (state = 0; state < THREAT_STATES; state++)
		member_add_number(part, threat_states[state], n[state]);
	cJSON_AddBoolToObject(part, "exposed", n[THREAT_OPEN] > 0);
	cJSON_AddBoolToObject(part, "has_moved", n[THREAT_MOVED] > 0);
	cJSON_AddBoolToObject(part, "has_out", n[THREAT_OUT] > 0);
}

/* Adds what is marked of a domain, and how much of it is answered. Returns how much
 * is by rules that name one of the platforms that bound the domain. */
static long long
add_marked(const struct actors *a, cJSON *to, const char *domain,
    const struct mark *marks)
{
	cJSON *list = cJSON_AddArrayToObject(to, "uses"), *some;
	long long n[THREAT_STATES] = { 0 }, named = 0, adopt = 0;
	size_t t;
	int state;

	for (state = 0; state < THREAT_STATES; state++) {
		some = cJSON_CreateArray();
		for (t = 0; t < a->ncells; t++) {
			if (marks[t].via == 0 || a->states[t] != state ||
			    !str_equal(member_string(a->cells[t], "domain"),
				domain))
				continue;
			add_use(a, some, a->cells[t], state, &marks[t]);
			n[state]++;
			adopt += state == THREAT_OPEN && !cJSON_IsFalse(
			    member_get(a->cells[t], "adopt"));
			named += state != THREAT_OUT &&
			    member_number(a->cells[t], "named") > 0;
		}
		member_sort(some, by_priority);
		move_all(list, some);
	}
	cJSON_AddBoolToObject(to, "has_uses", list->child != NULL);
	add_state_counts(to, n);
	member_add_number_or_false(to, "adopt", adopt);
	return named;
}

/* What is used of one domain. */
static cJSON *
new_part(const struct actors *a, const cJSON *domain, const struct marks *m)
{
	cJSON *part = cJSON_CreateObject(), *software = cJSON_CreateObject();
	cJSON *figure = cJSON_CreateObject();
	const char *id = member_string(domain, "id");

	cJSON_AddStringToObject(part, "domain", id);
	cJSON_AddStringToObject(part, "domain_name",
	    member_string(domain, "name"));
	cJSON_AddStringToObject(part, "version",
	    member_string(domain, "version"));
	member_add_or_false(part, "newer_version",
	    member_string(domain, "newer_version"));
	member_copy(part, domain, "basis");
	member_add_number(figure, "named", add_marked(a, part, id, m->own));
	member_add_number(figure, "covered", member_number(part, "answered"));
	platforms_add_apart(part, figure, KIND_DETECTION,
	    member_get(domain, "platforms"));
	cJSON_Delete(figure);
	add_marked(a, software, id, m->software);
	if (member_get(software, "uses")->child != NULL) {
		cJSON_AddItemToObject(part, "by_software", software);
	} else {
		cJSON_AddFalseToObject(part, "by_software");
		cJSON_Delete(software);
	}
	return part;
}

/* Adds a part for each domain of which the actor, or software of it, uses a
 * technique; where the actor itself uses none, one for the first domain that has
 * it stands for that. The others without one of its own are only_software. */
static void
add_parts(const struct actors *a, cJSON *row, const struct marks *m)
{
	cJSON *parts = cJSON_AddArrayToObject(row, "parts"), *part;
	bool used = false, home;
	const cJSON *domain;
	size_t t;

	for (t = 0; t < a->ncells; t++)
		used |= m->own[t].via != 0;
	cJSON_ArrayForEach(domain, a->domains) {
		part = new_part(a, domain, m);
		home = !used && str_equal(member_string(domain, "id"),
		    member_string(row, "domain"));
		cJSON_AddBoolToObject(part, "only_software", !home &&
		    !cJSON_IsTrue(member_get(part, "has_uses")));
		if (home || cJSON_IsTrue(member_get(part, "has_uses")) ||
		    cJSON_IsObject(member_get(part, "by_software")))
			cJSON_AddItemToArray(parts, part);
		else
			cJSON_Delete(part);
	}
}

/* Marks what an actor uses, and then what its software does. */
static void
mark_actor(const struct actors *a, long long pk, struct marks *m)
{
	const struct link *link, *end = LIST_END(a->links, a->nlinks);

	memset(m->own, 0, a->ncells * sizeof(*m->own));
	memset(m->software, 0, a->ncells * sizeof(*m->software));
	memset(m->seen, 0, a->n * sizeof(*m->seen));
	mark_uses(a, (size_t)pk, -1, m->own);
	for (link = a->links; link != end; link++)
		if (!link->uses && link->other == pk)
			mark_uses(a, (size_t)link->actor, link->actor, m->own);
	mark_all_software(a, pk, m);
	for (link = a->links; link != end; link++)
		if (!link->uses && link->other == pk)
			mark_all_software(a, link->actor, m);
}

static void
count_uses(struct actors *a)
{
	struct marks m;
	cJSON *row;

	m.own = mem_array(a->ncells, sizeof(*m.own));
	m.software = mem_array(a->ncells, sizeof(*m.software));
	m.seen = mem_array(a->n, sizeof(*m.seen));
	cJSON_ArrayForEach(row, a->rows) {
		mark_actor(a, member_number(row, "pk"), &m);
		add_parts(a, row, &m);
	}
	free(m.own);
	free(m.software);
	free(m.seen);
}

/* How others are related: what a list of them is called. */
static const char *const relations[] = { "Software used", "Campaigns attributed",
	"Attributed to", "Used by" };
enum relation { USES, CAMPAIGN, ATTRIBUTED, USED, RELATIONS };

/* Adds another, with how much of what it uses is answered. */
static void
add_link(cJSON *from, const cJSON *to, enum relation how)
{
	long long answered = 0, of = 0;
	const cJSON *part;
	cJSON *one;

	if (from == NULL || to == NULL)
		return;
	cJSON_ArrayForEach(part, member_get(to, "parts")) {
		answered += member_number(part, "answered");
		of += member_number(part, "of");
	}
	one = cJSON_CreateObject();
	cJSON_AddStringToObject(one, "other_id", member_string(to, "id"));
	cJSON_AddStringToObject(one, "other_name", member_string(to, "name"));
	member_add_number(one, "other_answered", answered);
	member_add_number(one, "other_of", of);
	cJSON_AddItemToArray(member_get(cJSON_GetArrayItem(member_get(from,
	    "links"), (int)how), "others"), one);
}

static int
by_other_name(const void *a, const void *b)
{
	const cJSON *x = *(cJSON *const *)a, *y = *(cJSON *const *)b;
	int order = strcasecmp(member_string(x, "other_name"),
	    member_string(y, "other_name"));

	return order != 0 ? order : strcmp(member_string(x, "other_id"),
	    member_string(y, "other_id"));
}

/* Leaves lists that have any, by name. */
static void
finish_links(cJSON *row)
{
	cJSON *list = member_get(row, "links"), *one, *next, *others;

	for (one = list->child; one != NULL; one = next) {
		next = one->next;
		others = member_get(one, "others");
		member_sort(others, by_other_name);
		member_mark_last(others);
		member_add_number(one, "n", cJSON_GetArraySize(others));
		if (others->child == NULL)
			cJSON_Delete(cJSON_DetachItemViaPointer(list, one));
	}
	cJSON_AddBoolToObject(row, "has_links", list->child != NULL);
}

static void
add_links(struct actors *a)
{
	cJSON *from, *to, *row, *one;
	const struct link *link;
	int how;

	cJSON_ArrayForEach(row, a->rows) {
		cJSON_AddArrayToObject(row, "links");
		for (how = 0; how < RELATIONS; how++) {
			one = cJSON_CreateObject();
			cJSON_AddStringToObject(one, "relation",
			    relations[how]);
			cJSON_AddArrayToObject(one, "others");
			cJSON_AddItemToArray(member_get(row, "links"), one);
		}
	}
	for (link = a->links; link != LIST_END(a->links, a->nlinks); link++) {
		from = a->by_pk[link->actor - 1];
		to = a->by_pk[link->other - 1];
		add_link(from, to, link->uses ? USES : ATTRIBUTED);
		add_link(to, from, link->uses ? USED : CAMPAIGN);
	}
	cJSON_ArrayForEach(row, a->rows)
		finish_links(row);
}

/* Adds aliases and ATT&CK's descriptions. */
static void
add_words(struct actors *a)
{
	const cJSON *alias = a->aliases->child, *prose = a->prose->child;
	long long pk;
	cJSON *row, *names;

	cJSON_ArrayForEach(row, a->rows) {
		pk = member_number(row, "pk");
		names = cJSON_AddArrayToObject(row, "other_names");
		for (; alias != NULL && member_number(alias, "actor") <= pk;
		    alias = alias->next)
			cJSON_AddItemToArray(names, cJSON_CreateString(
			    member_string(alias, "alias")));
		if (names->child != NULL)
			member_add_joined(row, "aliases", names);
		else
			cJSON_AddFalseToObject(row, "aliases");
		while (prose != NULL && member_number(prose, "pk") < pk)
			prose = prose->next;
		member_add_or_false(row, "description",
		    member_string(prose, "description"));
		member_add_flag(row, member_string(row, "kind"), 1);
	}
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
	    read_links(&a, c) == -1 ||
	    catalog_rows(c, Q_ALL_ALIASES, NULL, &a.aliases) == -1 ||
	    catalog_rows(c, Q_ACTOR_PROSE, NULL, &a.prose) == -1 ||
	    perspective_read(c, NULL, &p) == -1)
		goto out;
	a.of = p.of[KIND_DETECTION];
	a.domains = member_get(matrix, "domains");
	index_cells(&a, member_get(matrix, "cells"));
	index_actors(&a);
	add_words(&a);
	count_uses(&a);
	add_links(&a);
	member_sort(a.rows, by_actor_id);
	rc = 0;
out:
	free(a.by_pk);
	free(a.first);
	free(a.cells);
	free(a.states);
	free(a.links);
	cJSON_Delete(a.uses);
	cJSON_Delete(a.aliases);
	cJSON_Delete(a.prose);
	if (rc == 0)
		return a.rows;
	cJSON_Delete(a.rows);
	return NULL;
}
