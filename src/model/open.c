/* What is open of the matrix, ranked by who uses it. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/matrix.h"
#include "value/member.h"

static bool
is_asked_open(const cJSON *cell)
{
	return str_equal(member_string(cell, "state"), "active") &&
	    !cJSON_IsTrue(member_get(cell, "out"));
}

static bool
has_moved(const cJSON *cell)
{
	return member_string(cell, "moved_id") != NULL;
}

static bool
has_no_rule(const cJSON *cell)
{
	return member_number(cell, "detection") == 0 && !has_moved(cell);
}

static bool
has_one_rule(const cJSON *cell)
{
	return member_number(cell, "detection") == 1;
}

static bool
has_no_test(const cJSON *cell)
{
	return member_number(cell, "test") == 0 && !has_moved(cell);
}

static bool
was_moved(const cJSON *cell)
{
	return member_number(cell, "detection") == 0 && has_moved(cell);
}

static const struct {
	const char *name;
	bool (*has)(const cJSON *cell);
} lists[] = {
	{ "rules", has_no_rule },
	{ "single", has_one_rule },
	{ "tests", has_no_test },
	{ "moved", was_moved },
};

/* The most used first; those used alike stay in their order. */
static int
by_use(const void *a, const void *b)
{
	const cJSON *x = *(cJSON *const *)a, *y = *(cJSON *const *)b;
	long long d = member_number(y, "groups") + member_number(y, "campaigns")
	    - member_number(x, "groups") - member_number(x, "campaigns");

	if (d == 0)
		d = member_number(y, "software") - member_number(x, "software");
	if (d == 0)
		d = member_number(x, "pk") - member_number(y, "pk");
	return d < 0 ? -1 : d > 0;
}

static cJSON *
ranked(const cJSON *cells, bool (*has)(const cJSON *cell))
{
	size_t room = (size_t)cJSON_GetArraySize(cells), n = 0, i;
	cJSON **v = mem_array(room, sizeof(*v)), *list = cJSON_CreateArray();
	cJSON *cell;

	cJSON_ArrayForEach(cell, cells)
		if (is_asked_open(cell) && has(cell))
			v[n++] = cell;
	qsort(v, n, sizeof(*v), by_use);
	for (i = 0; i < n; i++)
		cJSON_AddItemReferenceToArray(list, v[i]);
	free(v);
	return list;
}

static cJSON *
figures(const cJSON *domain, const cJSON *cells)
{
	long long of = 0, gaps = 0, single = 0, moved = 0;
	cJSON *one = cJSON_CreateObject();
	struct buf b = BUF_INIT;
	const cJSON *cell;

	cJSON_ArrayForEach(cell, cells) {
		if (!is_asked_open(cell) ||
		    !str_equal(member_string(cell, "domain"),
			member_string(domain, "id")))
			continue;
		of++;
		gaps += has_no_rule(cell);
		single += has_one_rule(cell);
		moved += was_moved(cell);
	}
	member_copy(one, domain, "id");
	member_copy(one, domain, "name");
	member_copy(one, domain, "version");
	member_copy(one, domain, "basis");
	member_copy(one, domain, "apart");
	member_add_number(one, "of", of);
	member_add_number(one, "gaps", gaps);
	member_add_number(one, "single", single);
	if (moved > 0)
		buf_printf(&b, "%lld more moved in ATT&CK %s", moved,
		    member_string(domain, "newer_version"));
	member_add_or_false(one, "more_moved", moved > 0 ? buf_str(&b) : NULL);
	buf_free(&b);
	return one;
}

cJSON *
model_open(const cJSON *matrix)
{
	cJSON *all = cJSON_CreateObject(), *list;
	const cJSON *cells = member_get(matrix, "cells"), *domain;
	size_t i;

	list = cJSON_AddArrayToObject(all, "domains");
	cJSON_ArrayForEach(domain, member_get(matrix, "domains"))
		cJSON_AddItemToArray(list, figures(domain, cells));
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		cJSON_AddItemToObject(all, lists[i].name,
		    ranked(cells, lists[i].has));
	return all;
}
