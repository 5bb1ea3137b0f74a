/* Layers for the ATT&CK Navigator: technique by technique. */
#include "export/layer.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/log.h"
#include "count/provenance.h"
#include "count/platforms.h"
#include "domains.h"
#include "layer_parts.h"
#include "value/member.h"
#include "value/value.h"
#include "words/exception.h"
#include "words/words.h"

/* The pk in this catalog of another catalog's id: of the active technique, or
 * of the active one that replaced it; 0 if there is none. */
static size_t
find_here(const struct layer *l, const char *id)
{
	const char *domain = member_string(l->domain, "id"), *wanted = id;
	const char *successor;
	const cJSON *row;
	int turn;

	for (turn = 0; turn < 2 && wanted != NULL; turn++) {
		successor = NULL;
		cJSON_ArrayForEach(row, l->all->rows) {
			if (!str_equal(member_string(row, "id"), wanted) ||
			    !str_equal(member_string(row, "domain"), domain))
				continue;
			if (member_state(row) == STATE_ACTIVE)
				return (size_t)member_number(row, "pk");
			successor = member_string(row, "successor_id");
		}
		wanted = successor;
	}
	return 0;
}

/* Counts the controls on the other side, by this catalog's pk. */
static int
read_before(struct layer *l)
{
	const struct layer_options *o = l->o;
	struct catalog *other = o->other != NULL ? o->other : l->all->c;
	const char *domain = member_string(l->domain, "id");
	struct catalog_selection there = { 0 };
	struct facts facts = { 0 };
	cJSON *rows = NULL;
	const cJSON *row;
	long long n;
	size_t here;
	int rc = -1;

	if (o->other_selection != NULL)
		there = *o->other_selection;
	else if (l->all->selection != NULL)
		there = *l->all->selection;
	/* What the other catalog counts by default may be another's. */
	if (there.of == OF_DEFAULT)
		there.of = l->of;
	l->before = mem_array(l->counted.facts.n + 1, sizeof(*l->before));
	if (catalog_rows(other, Q_TECHNIQUES, NULL, &rows) == -1 ||
	    facts_read(other, domain, &there, &facts) == -1)
		goto out;
	cJSON_ArrayForEach(row, rows) {
		n = facts.v[member_number(row, "pk") - 1].all.count[l->kind];
		if (n == 0 || !str_equal(member_string(row, "domain"), domain))
			continue;
		here = find_here(l, member_string(row, "id"));
		if (here > 0)
			l->before[here - 1] += n;
	}
	rc = 0;
out:
	facts_free(&facts);
	cJSON_Delete(rows);
	return rc;
}

static void
free_counted(struct layer_counted *counted)
{
	free(counted->rows);
	facts_free(&counted->facts);
	facts_free(&counted->whole);
	free(counted->yours);
	cJSON_Delete(counted->platforms);
	*counted = (struct layer_counted){ 0 };
}

struct layers *
layers_open(struct catalog *c, const struct catalog_selection *selection)
{
	struct layers *all = mem_alloc(sizeof(*all));
	struct catalog_selection both = { 0 };

	all->c = c;
	all->selection = selection;
	if (selection != NULL)
		both = *selection;
	both.of = OF_ALL;
	all->meta = cJSON_CreateObject();
	if (provenance_read_meta(all->meta, c) == 0 &&
	    catalog_rows(c, Q_DOMAINS, NULL, &all->domains) == 0 &&
	    catalog_rows(c, Q_SOURCES, NULL, &all->sources) == 0 &&
	    platforms_techniques(c, selection, NULL, &all->rows) == 0 &&
	    catalog_rows(c, Q_ALL_PLATFORMS, NULL, &all->platforms) == 0 &&
	    catalog_counts(c, selection, &all->counts) == 0 &&
	    catalog_counts(c, &both, &all->both) == 0 &&
	    perspective_read(c, selection, &all->of) == 0)
		return all;
	layers_close(all);
	return NULL;
}

void
layers_close(struct layers *all)
{
	if (all == NULL)
		return;
	value_delete(all->meta);
	value_delete(all->domains);
	value_delete(all->sources);
	value_delete(all->rows);
	value_delete(all->platforms);
	value_delete(all->counts);
	value_delete(all->both);
	free_counted(&all->last);
	free(all);
}

static cJSON *
counts_of_source(const cJSON *counts, long long ord)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *n;

	cJSON_ArrayForEach(n, counts)
		if (member_number(n, "source") == ord)
			cJSON_AddItemToArray(list, cJSON_Duplicate(n, 1));
	return list;
}

/* Restricts the layer to one source: its kind, and its counts alone, of all its
 * controls unless the selection says whose. */
static int
choose_source(struct layer *l)
{
	const struct catalog_selection *x = l->all->selection;
	const cJSON *s;
	long long ord = 1;

	for (s = l->all->sources->child; s != NULL; s = s->next, ord++)
		if (str_equal(member_string(s, "id"), l->o->source))
			break;
	l->kind = member_kind(s);
	if (l->kind >= CONTROL_KINDS) {
		log_error("%s: no such source of controls in the catalog",
		    l->o->source);
		return -1;
	}
	l->of = x != NULL && x->of != OF_DEFAULT ? x->of : OF_ALL;
	l->both = counts_of_source(l->all->both, ord);
	l->counts = l->of == OF_ALL ? cJSON_Duplicate(l->both, 1)
	    : counts_of_source(l->all->counts, ord);
	return 0;
}

static const cJSON *
counts_of(const struct layer *l)
{
	return l->counts != NULL ? l->counts : l->all->counts;
}

/* Counts what is there whosever it is, and how many are yours. */
static void
read_whose(struct layer *l)
{
	const cJSON *rows = l->both != NULL ? l->both : l->all->both, *n;

	facts_make(l->all->rows, rows, member_string(l->domain, "id"),
	    &l->counted.whole);
	l->counted.yours = mem_array(l->counted.whole.n + 1, sizeof(*l->counted.yours));
	cJSON_ArrayForEach(n, rows)
		if (member_kind(n) == l->kind)
			l->counted.yours[member_number(n, "technique") - 1] +=
			    member_number(n, "yours");
}

/* Lists the techniques of the domain. Those of the catalog are by domain and id, and
 * counts by technique. */
static void
list_rows(struct layer *l)
{
	const char *domain = member_string(l->domain, "id");
	const cJSON *row, *n = counts_of(l)->child;
	struct layer_counted *to = &l->counted;
	struct layer_row *one;

	cJSON_ArrayForEach(row, l->all->rows) {
		if (member_state(row) != STATE_ACTIVE ||
		    !str_equal(member_string(row, "domain"), domain))
			continue;
		one = LIST_ADD(to->rows, to->n_rows);
		*one = (struct layer_row){ .row = row,
			.id = member_string(row, "id"),
			.parent = member_string(row, "parent_id"),
			.pk = member_number(row, "pk") };
		while (n != NULL && member_number(n, "technique") < one->pk)
			n = n->next;
		one->counts = n;
	}
}

/* Reads what is counted, or takes what the last layer had. */
static int
read_counted(struct layer *l, struct layers *all)
{
	if (l->o->source == NULL && all->last_domain == l->domain &&
	    all->last_kind == l->kind) {
		l->counted = all->last;
		all->last = (struct layer_counted){ 0 };
		all->last_domain = NULL;
		return 0;
	}
	if (platforms_of(all->c, l->domain, all->selection,
	    &l->counted.platforms) == -1)
		return -1;
	facts_make(all->rows, counts_of(l), member_string(l->domain, "id"),
	    &l->counted.facts);
	l->counted.facts.bounded = l->counted.platforms != NULL;
	read_whose(l);
	list_rows(l);
	return 0;
}

/* Leaves it to the next layer, unless it is of one source; made: it is whole. */
static void
leave_counted(struct layer *l, struct layers *all, bool made)
{
	if (!made || l->o->source != NULL) {
		free_counted(&l->counted);
		return;
	}
	free_counted(&all->last);
	all->last = l->counted;
	all->last_domain = l->domain;
	all->last_kind = l->kind;
}

/* layers_make frees what l has even if this fails. */
static int
layer_begin(struct layer *l, struct layers *all,
    const struct layer_options *o)
{
	const char *name = o->by == LAYER_COVERAGE ? o->definition : NULL;

	l->all = all;
	l->o = o;
	l->kind = o->kind == NULL ? KIND_DETECTION : kind_read(o->kind);
	l->definition = definition_find(name != NULL ? name
	    : coverage_names[COVERAGE_EXACT]);
	l->domain = domains_find(all->domains, o->domain);
	if (l->kind < CONTROL_KINDS)
		l->of = all->of.of[l->kind];
	if (l->domain == NULL || (o->source != NULL && choose_source(l) == -1))
		return -1;
	if (read_counted(l, all) == -1)
		return -1;
	if (o->by == LAYER_VISIBLE) {
		l->asked.selection = all->selection;
		l->seen = visibility_open(all->c, &l->asked);
		return l->seen == NULL ? -1 : 0;
	}
	return o->by == LAYER_DIFFERENCE ? read_before(l) : 0;
}

/* Adds an entry per source with how many of its controls count. */
static void
add_source_counts(const struct layer *l, cJSON *one, const struct layer_row *row)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *n, *source;
	struct buf b = BUF_INIT;
	long long count;

	for (n = row->counts; n != NULL &&
	    member_number(n, "technique") == row->pk; n = n->next) {
		source = cJSON_GetArrayItem(l->all->sources,
		    (int)member_number(n, "source") - 1);
		if (!layer_has_source(l, source))
			continue;
		count = member_number(n, "count");
		buf_reset(&b);
		buf_printf(&b, "%lld ", count);
		perspective_put_noun(&b, l->of, l->kind, count != 1);
		layer_add_pair(list, "name", member_string(source, "title"),
		    "value", buf_str(&b));
	}
	if (list->child != NULL)
		cJSON_AddItemToObject(one, "metadata", list);
	else
		cJSON_Delete(list);
	buf_free(&b);
}

/* Adds an entry for each log source that the nearest analytic lacks. */
static void
add_missing_logs(const struct layer *l, cJSON *one, long long pk)
{
	cJSON *seen = cJSON_CreateObject(), *list = cJSON_CreateArray();
	struct buf b = BUF_INIT;
	const cJSON *log;

	visibility_add(l->seen, pk, seen);
	cJSON_ArrayForEach(log, member_get(seen, "missing")) {
		buf_reset(&b);
		buf_puts(&b, member_string(log, "name"));
		if (member_string(log, "channel") != NULL)
			buf_printf(&b, ", %s", member_string(log, "channel"));
		if (member_string(log, "component") != NULL)
			buf_printf(&b, " (%s)", member_string(log,
			    "component"));
		layer_add_pair(list, "name", "Missing log", "value",
		    buf_str(&b));
	}
	if (list->child != NULL)
		cJSON_AddItemToObject(one, "metadata", list);
	else
		cJSON_Delete(list);
	cJSON_Delete(seen);
	buf_free(&b);
}

static cJSON *
new_technique(struct layer *l, const struct layer_row *of)
{
	const cJSON *row = of->row;
	cJSON *one = cJSON_CreateObject();
	struct layer_cell cell = { NULL, 0, BUF_INIT };
	struct layer_scale scale = layer_scale(l->o);
	const char *reason = member_string(row, "reason");
	bool scoped = member_number(row, "scoped") != 0;
	struct buf url = BUF_INIT;

	member_add_text(one, "techniqueID", of->id);
	if (scoped) {
		layer_cell_fill(l, row, of->target, &cell);
	} else {
		buf_puts(&cell.comment, "Out of scope: ");
		exception_put(&cell.comment, reason != NULL ? reason
		    : "no reason is given", member_string(row, "owner"),
		    member_string(row, "until"));
		buf_puts(&cell.comment, ".");
	}
	l->out += !scoped;
	if (cell.shade != NULL) {
		member_add_number(one, "score", cell.score);
		member_add_text(one, "color", cell.shade->colour);
		l->tally[cell.shade - scale.v]++;
	}
	member_add_text(one, "comment", buf_str(&cell.comment));
	cJSON_AddBoolToObject(one, "enabled", scoped);
	if (scoped && l->seen != NULL)
		add_missing_logs(l, one, of->pk);
	else if (scoped)
		add_source_counts(l, one, of);
	if (l->o->base != NULL) {
		escape_url(&url, l->o->base);
		buf_printf(&url, "%stechniques/%s.html",
		    str_has_suffix(l->o->base, "/") ? "" : "/", of->id);
		layer_add_pair(cJSON_AddArrayToObject(one, "links"), "label",
		    "What answers it", "url", buf_str(&url));
		buf_free(&url);
	}
	layer_cell_free(&cell);
	return one;
}

/* Unfolds the sub-techniques of a technique. Its entry, if it has one, is near
 * the end, since entries are in the order of ids. */
static void
unfold(cJSON *list, const char *id)
{
	cJSON *one = list->child == NULL ? NULL : list->child->prev;

	while (one != NULL && one != list->child &&
	    !str_equal(member_string(one, "techniqueID"), id) &&
	    str_has_prefix(member_string(one, "techniqueID"), id))
		one = one->prev;
	if (one == NULL || !str_equal(member_string(one, "techniqueID"), id)) {
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "techniqueID", id);
		cJSON_AddItemToArray(list, one);
	}
	if (member_get(one, "showSubtechniques") == NULL)
		cJSON_AddTrueToObject(one, "showSubtechniques");
}

static int
id_of_row(const void *id, const void *row)
{
	return strcmp(id, ((const struct layer_row *)row)->id);
}

/* Gives each technique what the threat's model says of it, the first where it does
 * so twice. */
static void
mark_targets(struct layer *l)
{
	struct layer_counted *in = &l->counted;
	const char *id, *domain = member_string(l->domain, "id");
	struct layer_row *row;
	const cJSON *t;
	size_t i;

	for (i = 0; i < in->n_rows; i++)
		in->rows[i].target = NULL;
	cJSON_ArrayForEach(t, member_get(l->o->threat, "techniques")) {
		id = member_string(t, "id");
		if (id == NULL || in->n_rows == 0 ||
		    !str_equal(member_string(t, "domain"), domain))
			continue;
		row = bsearch(id, in->rows, in->n_rows, sizeof(*row), id_of_row);
		if (row != NULL && row->target == NULL)
			row->target = t;
	}
}

static cJSON *
new_techniques(struct layer *l)
{
	cJSON *list = cJSON_CreateArray(), *one;
	const struct layer_row *row;
	size_t i;

	for (i = 0; i < l->counted.n_rows; i++) {
		row = &l->counted.rows[i];
		if (l->o->by == LAYER_THREAT && row->target == NULL)
			continue;
		one = new_technique(l, row);
		/* Do not hide in a folded parent what the layer is there to
		 * show. */
		if (row->parent != NULL && (l->o->by == LAYER_THREAT ||
		    (l->o->by == LAYER_DIFFERENCE &&
		    member_number(one, "score") != 0)))
			unfold(list, row->parent);
		cJSON_AddItemToArray(list, one);
	}
	return list;
}

cJSON *
layers_make(struct layers *all, const struct layer_options *o)
{
	struct layer l = { 0 };
	cJSON *layer = NULL, *techniques;

	if (layer_begin(&l, all, o) == 0) {
		mark_targets(&l);
		techniques = new_techniques(&l);
		layer = cJSON_CreateObject();
		layer_add_head(&l, layer);
		cJSON_AddItemToObject(layer, "techniques", techniques);
		layer_add_foot(&l, layer);
	}
	leave_counted(&l, all, layer != NULL);
	free(l.before);
	visibility_close(l.seen);
	cJSON_Delete(l.counts);
	cJSON_Delete(l.both);
	return layer;
}
