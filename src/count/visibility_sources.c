/* The log sources that MITRE's analytics name. */
#include <stdlib.h>
#include <string.h>

#include "value/member.h"
#include "visibility_parts.h"

/* What reads a log source. */
struct reading {
	size_t name; /* its place */
	long long techniques, analytics, alone;
	size_t technique, analytic, sole; /* the last that were counted, and 1 */
	bool collected; /* of what they read: some is */
	cJSON *lacks;   /* channels that are not, with how many analytics name each */
};

/* Does an analytic read no other log source than that of its log? */
static bool
reads_alone(const struct visibility *v, const struct seen_analytic *a,
    size_t name)
{
	size_t i;

	for (i = 0; i < a->n; i++)
		if (v->logs[a->first + i].name != name)
			return false;
	return true;
}

static void
take_analytic(const struct visibility *v, size_t technique, size_t analytic,
    struct reading *all)
{
	const struct seen_analytic *a = &v->analytics[analytic];
	const struct seen_log *log;
	struct reading *r;

	for (log = &v->logs[a->first]; log < &v->logs[a->first + a->n]; log++) {
		r = &all[log->name];
		r->techniques += r->technique != technique + 1;
		r->analytics += r->analytic != analytic + 1;
		r->technique = technique + 1;
		r->analytic = analytic + 1;
		r->collected |= log->collected;
		if (r->sole != technique + 1 && reads_alone(v, a, log->name)) {
			r->alone++;
			r->sole = technique + 1;
		}
		if (log->collected)
			continue;
		if (r->lacks == NULL)
			r->lacks = cJSON_CreateObject();
		member_add_to(r->lacks, member_text_or(log->row, "channel", ""), 1);
	}
}

/* For qsort: what most techniques have first; names are in order already. */
static int
compare_readings(const void *a, const void *b)
{
	const struct reading *x = a, *y = b;

	if (x->techniques != y->techniques)
		return x->techniques > y->techniques ? -1 : 1;
	return x->name < y->name ? -1 : x->name > y->name;
}

/* What most analytics name first, then by name. */
static int
by_analytics(const void *a, const void *b)
{
	const cJSON *x = *(const cJSON *const *)a;
	const cJSON *y = *(const cJSON *const *)b;

	if (x->valuedouble != y->valuedouble)
		return x->valuedouble > y->valuedouble ? -1 : 1;
	return strcmp(x->string, y->string);
}

/* Adds the channels that are lacking of a log source that is collected in part. */
static void
add_lacks(cJSON *one, const struct reading *r)
{
	cJSON *list = cJSON_AddArrayToObject(one, "lacks");
	const cJSON *channel;

	member_sort(r->lacks, by_analytics);
	cJSON_ArrayForEach(channel, r->lacks)
		if (channel->string[0] != '\0')
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(channel->string));
}

cJSON *
visibility_sources(const struct visibility *v)
{
	struct reading *all = mem_array(v->nnames + 1, sizeof(*all));
	cJSON *list = cJSON_CreateArray(), *one;
	const struct seen_technique *t;
	size_t i, k;

	for (i = 0; i < v->nnames; i++)
		all[i].name = i;
	for (i = 0; i < v->n; i++) {
		t = &v->techniques[i];
		for (k = t->first; t->asked && k != LIST_END(t->first, t->n); k++)
			if (v->analytics[k].asked)
				take_analytic(v, i, k, all);
	}
	qsort(all, v->nnames, sizeof(*all), compare_readings);
	for (i = 0; i < v->nnames && all[i].techniques > 0; i++) {
		one = cJSON_CreateObject();
		member_add_text(one, "name", v->names[all[i].name].name);
		member_add_number(one, "techniques", all[i].techniques);
		member_add_number(one, "analytics", all[i].analytics);
		member_add_number(one, "alone", all[i].alone);
		member_add_text(one, "collected", collected_name(
		    !all[i].collected ? COLLECTED_NO : all[i].lacks != NULL
		    ? COLLECTED_PART : COLLECTED_YES));
		if (all[i].collected && all[i].lacks != NULL)
			add_lacks(one, &all[i]);
		cJSON_AddItemToArray(list, one);
	}
	for (i = 0; i < v->nnames; i++)
		cJSON_Delete(all[i].lacks);
	free(all);
	return list;
}
