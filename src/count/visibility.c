/* What could be seen on the logs that are collected. */
#include "count/visibility.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "count/platforms.h"
#include "count/provenance.h"
#include "value/member.h"
#include "value/value.h"
#include "visibility_parts.h"

const char visibility_definition[] = "full: one of MITRE's analytics has all its "
    "log sources collected; partly: none has all, one has some; blind: none has "
    "any; not told: no analytic names one";

const char *
visibility_key(struct arena *a, const char *name)
{
	return str_lower(a, str_trim(a, name));
}

static struct seen_technique *
technique_at(const struct visibility *v, long long pk)
{
	return pk > 0 && (size_t)pk <= v->n ? &v->techniques[pk - 1] : NULL;
}

/* The lines of a text as a list. */
static cJSON *
new_lines(struct arena *mem, const char *text)
{
	cJSON *list = cJSON_CreateArray();
	size_t len;

	for (; text != NULL && *text != '\0'; text += len + (text[len] == '\n')) {
		len = strcspn(text, "\n");
		cJSON_AddItemToArray(list, cJSON_CreateString(
		    arena_strndup(mem, text, len)));
	}
	return list;
}

/* Is one of the platforms among the others? */
static bool
any_of(const cJSON *platforms, const cJSON *others)
{
	const cJSON *p;

	cJSON_ArrayForEach(p, platforms)
		if (member_has(others, p->valuestring))
			return true;
	return false;
}

/* Gives each technique its platforms, and those that bound the figures. */
static int
read_platforms(struct visibility *v, struct catalog *c)
{
	const char *pks = v->asked->techniques, *name;
	struct seen_technique *t;
	const cJSON *row, *bounds;
	cJSON *rows = NULL;

	if (catalog_rows(c, Q_ALL_PLATFORMS, pks, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		t = technique_at(v, member_number(row, "technique"));
		if (t == NULL || t->row == NULL)
			continue;
		name = member_string(row, "platform");
		bounds = member_get(v->bounds, member_string(t->row, "domain"));
		if (t->platforms == NULL) {
			t->platforms = cJSON_CreateArray();
			t->bounds = bounds == NULL ? NULL : cJSON_CreateArray();
		}
		cJSON_AddItemToArray(t->platforms, cJSON_CreateString(name));
		if (member_has(bounds, name))
			cJSON_AddItemToArray(t->bounds,
			    cJSON_CreateString(name));
	}
	cJSON_Delete(rows);
	return 0;
}

/* Reads the techniques, which of them are asked about, and of which platforms. */
static int
read_techniques(struct visibility *v, struct catalog *c)
{
	const struct catalog_selection *s = v->asked->selection;
	cJSON *domains = NULL, *list;
	struct seen_technique *t;
	const cJSON *row;
	int rc = 0;

	if (platforms_techniques(c, s, v->asked->techniques, &v->rows) == -1 ||
	    catalog_rows(c, Q_DOMAINS, NULL, &domains) == -1)
		return -1;
	cJSON_ArrayForEach(row, domains) {
		list = NULL;
		if (rc == 0)
			rc = platforms_of(c, row, s, &list);
		if (list != NULL)
			cJSON_AddItemToObject(v->bounds,
			    member_string(row, "id"), list);
	}
	cJSON_Delete(domains);
	cJSON_ArrayForEach(row, v->rows)
		if ((size_t)member_number(row, "pk") > v->n)
			v->n = (size_t)member_number(row, "pk");
	v->techniques = mem_array(v->n + 1, sizeof(*v->techniques));
	cJSON_ArrayForEach(row, v->rows) {
		t = technique_at(v, member_number(row, "pk"));
		t->row = row;
		t->asked = member_get(row, "scoped") != NULL;
	}
	return rc == -1 ? -1 : read_platforms(v, c);
}

/* Starts an analytic with its first row. One that its technique does not have its
 * platforms in common with is not asked about. */
static void
add_analytic(struct visibility *v, const cJSON *row)
{
	struct seen_technique *t = technique_at(v, member_number(row,
	    "technique"));
	struct seen_analytic *a;

	if (t->n == 0)
		t->first = v->nanalytics;
	t->n++;
	a = LIST_ADD(v->analytics, v->nanalytics);
	a->row = row;
	a->first = v->nlogs;
	a->platforms = new_lines(&v->mem, member_string(row, "platforms"));
	a->asked = member_get(v->bounds, member_string(t->row, "domain")) ==
	    NULL || any_of(a->platforms, t->bounds);
}

/* Reads what analytics read. Rows are by technique and analytic. */
static int
read_analytics(struct visibility *v, struct catalog *c)
{
	const cJSON *row, *last = NULL;
	const struct seen_technique *t;
	struct seen_log *log;

	if (catalog_rows(c, Q_READS, v->asked->techniques, &v->reads) == -1)
		return -1;
	cJSON_ArrayForEach(row, v->reads) {
		t = technique_at(v, member_number(row, "technique"));
		if (t == NULL || t->row == NULL)
			continue;
		if (last == NULL || member_number(last, "analytic") !=
		    member_number(row, "analytic") || member_number(last,
		    "technique") != member_number(row, "technique"))
			add_analytic(v, row);
		last = row;
		log = LIST_ADD(v->logs, v->nlogs);
		log->row = row;
		log->collected = member_get(row, "collected") != NULL;
		v->analytics[v->nanalytics - 1].n++;
	}
	return 0;
}

/* A name as one log source writes it. */
struct written {
	const char *key, *name;
	size_t log;
};

static int
compare_written(const void *a, const void *b)
{
	const struct written *x = a, *y = b;
	int rc = strcmp(x->key, y->key);

	return rc != 0 ? rc : strcmp(x->name, y->name);
}

/* The name that most of n with one key have, the first of several. */
static const char *
most_written(const struct written *w, size_t n)
{
	const char *name = w->name;
	size_t i, run, most = 0;

	for (i = 0; i < n; i += run) {
		for (run = 1; i + run < n && strcmp(w[i].name,
		    w[i + run].name) == 0; run++)
			;
		if (run > most) {
			most = run;
			name = w[i].name;
		}
	}
	return name;
}

/* Gives each log source the place of its name. */
static void
index_names(struct visibility *v)
{
	struct written *w = mem_array(v->nlogs + 1, sizeof(*w));
	struct seen_name *name;
	size_t i, k, n;

	for (i = 0; i < v->nlogs; i++)
		w[i] = (struct written){ visibility_key(&v->mem,
		    member_string(v->logs[i].row, "name")),
		    member_string(v->logs[i].row, "name"), i };
	qsort(w, v->nlogs, sizeof(*w), compare_written);
	for (i = 0; i < v->nlogs; i += n) {
		for (n = 1; i + n < v->nlogs && strcmp(w[i].key,
		    w[i + n].key) == 0; n++)
			;
		name = LIST_ADD(v->names, v->nnames);
		*name = (struct seen_name){ w[i].key, most_written(&w[i], n) };
		lookup_add(&v->keys, name->key, v->nnames - 1);
		for (k = i; k != LIST_END(i, n); k++)
			v->logs[w[k].log].name = v->nnames - 1;
	}
	lookup_sort(&v->keys);
	free(w);
}

/* Takes what is as if it were collected. */
static void
take_with(struct visibility *v)
{
	const struct strs *with = v->asked->with;
	size_t i, place;

	v->with = mem_array(v->nnames + 1, sizeof(*v->with));
	for (i = 0; with != NULL && i < with->n; i++) {
		v->told = true;
		place = lookup_first(&v->keys, visibility_key(&v->mem,
		    with->v[i]));
		if (place > 0)
			v->with[place - 1] = true;
	}
	for (i = 0; i < v->nlogs; i++)
		v->logs[i].collected |= v->with[v->logs[i].name];
}

enum visible
visibility_by(const struct visibility *v, const struct seen_analytic *a,
    size_t also)
{
	const struct seen_log *log;
	size_t n = 0;

	for (log = &v->logs[a->first]; log < &v->logs[a->first + a->n]; log++)
		n += log->collected || log->name == also;
	return n == a->n ? VISIBLE_FULL : n > 0 ? VISIBLE_PARTLY : VISIBLE_BLIND;
}

/* How far a technique could be seen, on one platform or (NULL) those that bound
 * the figures. */
static enum visible
visible_on(const struct visibility *v, const struct seen_technique *t,
    const char *platform)
{
	enum visible best = VISIBLE_NOT_TOLD, one;
	const struct seen_analytic *a;
	size_t i;

	for (i = 0; i < t->n; i++) {
		a = &v->analytics[t->first + i];
		if (platform == NULL ? !a->asked
		    : !member_has(a->platforms, platform))
			continue;
		one = visibility_by(v, a, v->nnames);
		if (one > best)
			best = one;
	}
	return best;
}

struct visibility *
visibility_open(struct catalog *c, const struct visibility_asked *asked)
{
	struct visibility *v = mem_alloc(sizeof(*v));
	cJSON *meta = cJSON_CreateObject();
	size_t i;

	v->asked = asked;
	v->bounds = cJSON_CreateObject();
	if (provenance_read_meta(meta, c) == -1 ||
	    read_techniques(v, c) == -1 || read_analytics(v, c) == -1) {
		cJSON_Delete(meta);
		visibility_close(v);
		return NULL;
	}
	v->told = member_get(meta, "logs") != NULL;
	cJSON_Delete(meta);
	index_names(v);
	take_with(v);
	for (i = 0; i < v->n; i++)
		if (v->techniques[i].asked)
			v->techniques[i].visible = visible_on(v,
			    &v->techniques[i], NULL);
	return v;
}

void
visibility_close(struct visibility *v)
{
	size_t i;

	if (v == NULL)
		return;
	for (i = 0; i < v->nanalytics; i++)
		value_delete(v->analytics[i].platforms);
	for (i = 0; v->techniques != NULL && i < v->n; i++) {
		value_delete(v->techniques[i].platforms);
		value_delete(v->techniques[i].bounds);
	}
	value_delete(v->rows);
	value_delete(v->reads);
	value_delete(v->bounds);
	free(v->techniques);
	free(v->analytics);
	free(v->logs);
	free(v->names);
	free(v->keys.v);
	free(v->with);
	arena_free(&v->mem);
	free(v);
}

bool
visibility_told(const struct visibility *v)
{
	return v->told;
}

bool
visibility_asks(const struct visibility *v, long long technique)
{
	const struct seen_technique *t = technique_at(v, technique);

	return t != NULL && t->asked;
}

enum visible
visibility_of(const struct visibility *v, long long technique)
{
	const struct seen_technique *t = technique_at(v, technique);

	return t == NULL ? VISIBLE_NOT_TOLD : t->visible;
}

static size_t
count_missing(const struct visibility *v, const struct seen_analytic *a)
{
	size_t i, n = 0;

	for (i = 0; i < a->n; i++)
		n += !v->logs[a->first + i].collected;
	return n;
}

static cJSON *
new_source(const struct seen_log *log)
{
	static const char *const kept[] = { "name", "channel", "component_id",
		"component", NULL };

	return member_pick(log->row, kept);
}

/* Adds what the analytic that lacks least lacks. */
static void
add_nearest(const struct visibility *v, const struct seen_technique *t,
    cJSON *to)
{
	const struct seen_analytic *a, *best = NULL;
	size_t i, n, least = 0;
	cJSON *list, *names;
	const char *name;

	for (i = 0; i < t->n; i++) {
		a = &v->analytics[t->first + i];
		n = count_missing(v, a);
		if (!a->asked || (best != NULL && n >= least))
			continue;
		best = a;
		least = n;
	}
	member_add_text(to, "nearest", member_string(best->row, "analytic_id"));
	names = cJSON_AddArrayToObject(to, "lacks");
	list = cJSON_AddArrayToObject(to, "missing");
	for (i = 0; i < best->n; i++) {
		if (v->logs[best->first + i].collected)
			continue;
		cJSON_AddItemToArray(list,
		    new_source(&v->logs[best->first + i]));
		name = v->names[v->logs[best->first + i].name].name;
		if (!member_has(names, name))
			cJSON_AddItemToArray(names, cJSON_CreateString(name));
	}
}

bool
visibility_differs(const struct visibility *v, long long technique)
{
	const struct seen_technique *t = technique_at(v, technique);
	const cJSON *p;

	if (t == NULL || !t->asked)
		return false;
	cJSON_ArrayForEach(p, t->bounds)
		if (visible_on(v, t, p->valuestring) != t->visible)
			return true;
	return false;
}

void
visibility_add(const struct visibility *v, long long technique, cJSON *to)
{
	const struct seen_technique *t = technique_at(v, technique);
	long long n = 0;
	const cJSON *p;
	cJSON *on;
	size_t i;

	if (t == NULL || !t->asked)
		return;
	for (i = 0; i < t->n; i++)
		n += v->analytics[t->first + i].asked;
	member_add_text(to, "visible", visible_name(t->visible));
	member_add_number(to, "analytics", n);
	if (t->visible != VISIBLE_NOT_TOLD && t->bounds != NULL) {
		on = cJSON_AddArrayToObject(to, "visible_on");
		cJSON_ArrayForEach(p, t->bounds)
			if (visible_on(v, t, p->valuestring) == t->visible)
				cJSON_AddItemToArray(on,
				    cJSON_CreateString(p->valuestring));
	}
	if (t->visible == VISIBLE_PARTLY || t->visible == VISIBLE_BLIND)
		add_nearest(v, t, to);
}

cJSON *
visibility_analytics(const struct visibility *v, long long technique)
{
	const struct seen_technique *t = technique_at(v, technique);
	cJSON *list = cJSON_CreateArray(), *one, *sources, *source;
	const struct seen_analytic *a;
	size_t i, k;

	for (i = 0; t != NULL && t->asked && i < t->n; i++) {
		a = &v->analytics[t->first + i];
		if (!a->asked)
			continue;
		one = cJSON_CreateObject();
		cJSON_AddItemToArray(list, one);
		member_add_text(one, "id", member_string(a->row, "analytic_id"));
		member_add_text(one, "name",
		    member_string(a->row, "analytic_name"));
		member_add_text(one, "url",
		    member_string(a->row, "analytic_url"));
		cJSON_AddItemToObject(one, "platforms",
		    cJSON_Duplicate(a->platforms, 1));
		if (v->told)
			member_add_text(one, "visible",
			    visible_name(visibility_by(v, a, v->nnames)));
		sources = cJSON_AddArrayToObject(one, "log_sources");
		for (k = 0; k < a->n; k++) {
			source = new_source(&v->logs[a->first + k]);
			if (v->told)
				cJSON_AddBoolToObject(source, "collected",
				    v->logs[a->first + k].collected);
			cJSON_AddItemToArray(sources, source);
		}
	}
	return list;
}

void
visibility_count(const struct visibility *v, const char *domain,
    const char *platform, const bool *only, struct visibility_figures *figures)
{
	const struct seen_technique *t;
	size_t i;

	memset(figures, 0, sizeof(*figures));
	for (i = 0; i < v->n; i++) {
		t = &v->techniques[i];
		if (!t->asked || (only != NULL && !only[i]) ||
		    (domain != NULL && !str_equal(domain,
		    member_string(t->row, "domain"))) ||
		    (platform != NULL && !member_has(t->platforms, platform)))
			continue;
		figures->of++;
		figures->n[platform == NULL ? t->visible
		    : visible_on(v, t, platform)]++;
	}
}

void
visibility_add_figures(cJSON *to, const struct visibility_figures *figures)
{
	member_add_number(to, "of", figures->of);
	member_add_number(to, "full", figures->n[VISIBLE_FULL]);
	member_add_number(to, "partly", figures->n[VISIBLE_PARTLY]);
	member_add_number(to, "blind", figures->n[VISIBLE_BLIND]);
	member_add_number(to, "not_told", figures->n[VISIBLE_NOT_TOLD]);
}
