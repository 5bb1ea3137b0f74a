/* How MITRE would detect techniques, from each side: strategies, analytics, data
 * components, log sources and their channels. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "parts.h"
#include "value/member.h"
#include "value/value.h"

/* Which of what its analytics read is the subject's own: where the member is
 * one of these. NULL: all of it. */
struct own {
	const char *member;
	cJSON *are; /* strings */
};

static bool
is_own(const cJSON *log, const struct own *own)
{
	return own->member == NULL ||
	    (member_string(log, own->member) != NULL &&
	    member_has(own->are, member_string(log, own->member)));
}

/* The one of a name in a list, or NULL. */
static cJSON *
named(const cJSON *list, const char *name)
{
	cJSON *one;

	cJSON_ArrayForEach(one, list)
		if (str_equal(member_string(one, "name"), name))
			return one;
	return NULL;
}

static void
add_component(struct subject *s, const cJSON *log)
{
	const char *name = member_string(log, "component");
	cJSON *list, *one;

	if (name == NULL)
		return;
	list = subject_related(s, "components");
	if (named(list, name) != NULL)
		return;
	one = cJSON_CreateObject();
	cJSON_AddStringToObject(one, "kind", "component");
	member_add_text(one, "id", member_string(log, "component_id"));
	cJSON_AddStringToObject(one, "name", name);
	member_add_text(one, "url", member_string(log, "component_url"));
	cJSON_AddItemToArray(list, one);
}

static void
add_log_source(struct subject *s, const cJSON *log)
{
	const char *channel = member_string(log, "channel");
	cJSON *list = subject_related(s, "log sources"), *one;

	one = named(list, member_string(log, "name"));
	if (one == NULL) {
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "kind", "log-source");
		member_copy(one, log, "name");
		cJSON_AddArrayToObject(one, "channels");
		cJSON_AddItemToArray(list, one);
	}
	if (channel != NULL && !member_has(member_get(one, "channels"),
	    channel))
		cJSON_AddItemToArray(member_get(one, "channels"),
		    cJSON_CreateString(channel));
}

/* Counts how often a log source is read by each of its channels. */
static void
add_channel(struct subject *s, const cJSON *log)
{
	cJSON *list = subject_related(s, "channels"), *one;

	if (member_string(log, "channel") == NULL)
		return;
	one = named(list, member_string(log, "channel"));
	if (one == NULL) {
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "kind", "channel");
		member_add_text(one, "name", member_string(log, "channel"));
		cJSON_AddItemToArray(list, one);
	}
	member_add_to(one, "analytics", 1);
}

static void
add_strategy(struct subject *s, const cJSON *reader)
{
	const char *id = member_string(reader, "strategy_id");
	cJSON *list, *one;

	if (id == NULL)
		return;
	list = subject_related(s, "strategies");
	cJSON_ArrayForEach(one, list)
		if (str_equal(member_string(one, "id"), id))
			return;
	one = cJSON_CreateObject();
	cJSON_AddStringToObject(one, "kind", "strategy");
	cJSON_AddStringToObject(one, "id", id);
	member_add_text(one, "name", member_string(reader, "strategy_name"));
	member_add_text(one, "url", member_string(reader, "strategy_url"));
	cJSON_AddItemToArray(list, one);
}

/* "WinEventLog:Sysmon (EventCode=1)" */
static void
add_log_text(cJSON *logs, const cJSON *log)
{
	struct buf b = BUF_INIT;

	buf_puts(&b, member_string(log, "name"));
	if (member_string(log, "channel") != NULL)
		buf_printf(&b, " (%s)", member_string(log, "channel"));
	if (!member_has(logs, buf_str(&b)))
		cJSON_AddItemToArray(logs, cJSON_CreateString(buf_str(&b)));
	buf_free(&b);
}

/* logs: of the reader the first, behind which its others stand; or NULL. */
static void
add_analytic(struct subject *s, const cJSON *reader, const cJSON *logs,
    const struct own *own)
{
	static const char *const kept[] = { "id", "name", "url",
		"description", "strategy_id", "strategy_name", NULL };
	cJSON *one = cJSON_CreateObject(), *platforms, *reads;
	const cJSON *l;

	cJSON_AddStringToObject(one, "kind", "analytic");
	member_copy_all(one, reader, kept);
	platforms = value_lines(member_string(reader, "platforms"));
	member_add_joined(one, "on", platforms);
	cJSON_Delete(platforms);
	reads = cJSON_AddArrayToObject(one, "logs");
	for (l = logs; l != NULL && member_number(l, "analytic") ==
	    member_number(reader, "pk"); l = l->next)
		if (is_own(l, own))
			add_log_text(reads, l);
	cJSON_AddItemToArray(subject_related(s, "analytics"), one);
}

/* Which lists a subject has of what goes with it, in their order. */
enum {
	CHANNELS = 1,
	ANALYTICS = 2,
	STRATEGIES = 4,
	COMPONENTS = 8,
	LOG_SOURCES = 16,
};
static const char *const lists_in_order[] = { "channels", "analytics",
	"strategies", "components", "log sources" };

static void
add_related_logs(struct subject *s, const cJSON *logs, const struct own *own,
    unsigned lists)
{
	const cJSON *l;

	cJSON_ArrayForEach(l, logs) {
		if (!is_own(l, own))
			continue;
		if (lists & CHANNELS)
			add_channel(s, l);
		if (lists & LOG_SOURCES)
			add_log_source(s, l);
		if (lists & COMPONENTS)
			add_component(s, l);
	}
}

/* The first log of each analytic, by its key; n: how many places there are. */
static const cJSON **
first_logs(const cJSON *logs, size_t *n)
{
	const cJSON **first, *l;
	size_t pk;

	*n = logs->child == NULL ? 0
	    : (size_t)member_number(logs->child->prev, "analytic") + 1;
	first = mem_array(*n, sizeof(const cJSON *));
	cJSON_ArrayForEach(l, logs) {
		pk = (size_t)member_number(l, "analytic");
		if (first[pk] == NULL)
			first[pk] = l;
	}
	return first;
}

static void
add_readers(struct subject *s, const cJSON *readers, const cJSON *logs,
    const struct own *own, unsigned lists)
{
	size_t n, pk;
	const cJSON **first = first_logs(logs, &n), *r;

	cJSON_ArrayForEach(r, readers) {
		pk = (size_t)member_number(r, "pk");
		if (lists & STRATEGIES)
			add_strategy(s, r);
		if (lists & ANALYTICS)
			add_analytic(s, r, pk < n ? first[pk] : NULL, own);
	}
	free(first);
}

/* Adds the techniques, and what goes with the analytics that the subject stands
 * for (Q_READERS): kind:name. */
static int
add_reading(struct subject *s, const char *name, const struct own *own,
    unsigned lists)
{
	cJSON *readers = NULL, *logs = NULL, *techniques = NULL;
	struct buf what = BUF_INIT;
	size_t i;
	int rc = -1;

	buf_printf(&what, "%s:%s", member_string(s->found, "kind"), name);
	if (catalog_rows(s->c, Q_READERS, buf_str(&what), &readers) == -1 ||
	    catalog_rows(s->c, Q_READER_LOGS, buf_str(&what), &logs) == -1 ||
	    catalog_rows(s->c, Q_READER_TECHNIQUES, buf_str(&what),
	    &techniques) == -1)
		goto out;
	for (i = 0; i < sizeof(lists_in_order) / sizeof(lists_in_order[0]); i++)
		if (readers->child != NULL && lists & 1U << i)
			subject_related(s, lists_in_order[i]);
	subject_take_pks(s, techniques);
	if (readers->child != NULL && member_get(s->m, "domain") == NULL)
		member_copy(s->m, readers->child, "domain");
	add_related_logs(s, logs, own, lists);
	add_readers(s, readers, logs, own, lists);
	rc = 0;
out:
	cJSON_Delete(readers);
	cJSON_Delete(logs);
	cJSON_Delete(techniques);
	buf_free(&what);
	return rc;
}

int
subject_strategy(struct subject *s)
{
	static const struct own all = { 0 };
	cJSON *row = NULL;

	if (catalog_rows_of(s->c, Q_STRATEGY, member_number(s->found, "pk"),
	    &row) == -1)
		return -1;
	subject_head(s, row->child);
	cJSON_Delete(row);
	return add_reading(s, member_string(s->m, "id"), &all,
	    ANALYTICS | COMPONENTS | LOG_SOURCES);
}

int
subject_analytic(struct subject *s)
{
	static const char *const kept[] = { "field", "description", NULL };
	static const struct own all = { 0 };
	cJSON *row = NULL, *mutables = NULL, *platforms;
	struct buf what = BUF_INIT;
	int rc = -1;

	buf_printf(&what, "analytic:%s", member_string(s->found, "id"));
	if (catalog_rows(s->c, Q_READERS, buf_str(&what), &row) == -1 ||
	    catalog_rows(s->c, Q_READER_MUTABLES, buf_str(&what), &mutables)
	    == -1)
		goto out;
	subject_head(s, row->child);
	platforms = value_lines(member_string(row->child, "platforms"));
	cJSON_AddItemToObject(s->m, "platforms", platforms);
	cJSON_AddItemToObject(s->m, "mutables",
	    member_pick_all(mutables, kept));
	rc = add_reading(s, member_string(s->m, "id"), &all,
	    STRATEGIES | COMPONENTS | LOG_SOURCES);
out:
	cJSON_Delete(row);
	cJSON_Delete(mutables);
	buf_free(&what);
	return rc;
}

/* The same of what is its own by the member, where that is the name. */
static int
add_own(struct subject *s, const char *what, const char *member,
    const char *name, unsigned lists)
{
	struct own own = { member, cJSON_CreateArray() };
	int rc;

	cJSON_AddItemToArray(own.are, cJSON_CreateString(name));
	rc = add_reading(s, what, &own, lists);
	cJSON_Delete(own.are);
	return rc;
}

int
subject_component(struct subject *s)
{
	const char *id, *name;
	cJSON *row = NULL;

	if (catalog_rows_of(s->c, Q_COMPONENT, member_number(s->found, "pk"),
	    &row) == -1)
		return -1;
	subject_head(s, row->child);
	cJSON_Delete(row);
	name = member_string(s->m, "name");
	id = member_string(s->m, "id");
	return add_own(s, id != NULL ? id : name, "component", name,
	    LOG_SOURCES | STRATEGIES | ANALYTICS);
}

int
subject_log_source(struct subject *s)
{
	const char *name = member_string(s->found, "name");

	if (subject_add_logs(s, name) == -1)
		return -1;
	return add_own(s, name, "name", name,
	    CHANNELS | COMPONENTS | STRATEGIES | ANALYTICS);
}

int
subject_channel(struct subject *s)
{
	const char *name = member_string(s->found, "name");
	struct own own = { .member = "channel" };
	cJSON *rows = NULL;
	int rc;

	if (catalog_rows(s->c, Q_CHANNELS, name, &rows) == -1)
		return -1;
	own.are = member_column(rows, "channel");
	cJSON_Delete(rows);
	rc = add_reading(s, name, &own,
	    LOG_SOURCES | COMPONENTS | STRATEGIES | ANALYTICS);
	cJSON_Delete(own.are);
	return rc;
}
