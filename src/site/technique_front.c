/* What a technique's page answers in its first screen. */
#include "technique_front.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/matrix.h"
#include "value/member.h"
#include "words/words.h"

/* A source, and what its controls come to. */
struct answer {
	const cJSON *source;
	long long n, yours, ran;
	enum evidence best;
	size_t i;
};

static struct answer
sum_up(const cJSON *source, size_t i)
{
	struct answer a = { .source = source, .i = i };
	const cJSON *k;

	cJSON_ArrayForEach(k, member_get(source, "controls")) {
		a.n++;
		a.yours += member_whose(k) == WHOSE_YOURS;
		a.ran += member_string(k, "ran") != NULL;
		if (member_evidence(k) > a.best)
			a.best = member_evidence(k);
	}
	return a;
}

static int
by_answer(const void *a, const void *b)
{
	const struct answer *x = a, *y = b;

	if ((x->yours > 0) != (y->yours > 0))
		return x->yours > 0 ? -1 : 1;
	if (x->best != y->best)
		return x->best > y->best ? -1 : 1;
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return x->i < y->i ? -1 : x->i > y->i;
}

/* "12"; where yours are counted "3 yours", "9 public", "12, 3 of them yours". */
static void
add_amount(cJSON *row, const struct answer *a, enum of of)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%lld", a->n);
	if (a->yours == a->n)
		buf_puts(&b, " yours");
	else if (a->yours > 0)
		buf_printf(&b, ", %lld of them yours", a->yours);
	else if (of == OF_YOURS)
		buf_puts(&b, " public");
	member_take_buf(row, "amount", &b);
}

static cJSON *
new_answer_row(const struct answer *a, enum of of, enum kind kind)
{
	cJSON *row = cJSON_CreateObject();
	struct buf b = BUF_INIT;

	cJSON_AddStringToObject(row, "source_id",
	    member_string(a->source, "id"));
	cJSON_AddStringToObject(row, "source_title",
	    member_string(a->source, "title"));
	add_amount(row, a, of);
	if (kind == KIND_DETECTION)
		matrix_add_evidence(row, a->best);
	if (a->ran > 0)
		buf_printf(&b, "%lld of them ran", a->ran);
	member_add_or_false(row, "ran", b.len > 0 ? buf_str(&b) : NULL);
	buf_free(&b);
	return row;
}

static void
add_kind(cJSON *front, const cJSON *section, const char *title,
    const char *place)
{
	cJSON *one = cJSON_CreateObject(), *rows;
	struct answer *v = NULL;
	const cJSON *source;
	size_t n = 0, i, named;

	cJSON_ArrayForEach(source, member_get(section, "sources")) {
		if (member_get(source, "controls")->child == NULL)
			continue;
		i = n;
		*LIST_ADD(v, n) = sum_up(source, i);
	}
	if (n > 0)
		qsort(v, n, sizeof(*v), by_answer);
	named = n > FRONT_SOURCES ? FRONT_SOURCES : n;
	cJSON_AddItemToArray(front, one);
	cJSON_AddStringToObject(one, "front_title", title);
	cJSON_AddStringToObject(one, "place", place);
	rows = cJSON_AddArrayToObject(one, "rows");
	for (i = 0; i < named; i++)
		cJSON_AddItemToArray(rows, new_answer_row(&v[i],
		    member_of(section), member_kind(section)));
	if (named > 0)
		cJSON_AddTrueToObject(rows->child, "first");
	member_add_number_or_false(one, "unnamed", (long long)(n - named));
	member_add_or_false(one, "none", n == 0 ? member_string(section, "none")
	    : NULL);
	member_add_number(one, "height", (long long)named + (n > named));
	free(v);
}

static const struct {
	const char *section, *title, *place;
} parts[] = {
	{ "detection_section", "Rules", "detection" },
	{ "test_section", "Tests", "tests" },
};

void
technique_front_add(cJSON *technique)
{
	cJSON *front = cJSON_AddArrayToObject(technique, "front");
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		add_kind(front, member_get(technique, parts[i].section),
		    parts[i].title, parts[i].place);
}
