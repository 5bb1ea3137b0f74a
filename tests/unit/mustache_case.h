/* One template, its partials and data, and what must come of them. */
#ifndef TESTS_MUSTACHE_CASE_H
#define TESTS_MUSTACHE_CASE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/escape.h"
#include "template/mustache.h"
#include "value/value.h"

enum { CASE_PARTIALS = 4 };

struct mustache_case {
	const char *what; /* the rule that it is about */
	const char *text, *data, *want;
	struct {
		const char *name, *text;
	} partials[CASE_PARTIALS];
};

/* Folds what is in lists. */
static inline void
case_fold(cJSON *node)
{
	cJSON *list, *e;
	int i, n;

	cJSON_ArrayForEach(list, node) {
		case_fold(list);
		n = cJSON_IsArray(list) ? cJSON_GetArraySize(list) : 0;
		for (i = 0; i < n; i++) {
			e = cJSON_DetachItemFromArray(list, 0);
			cJSON_AddItemToArray(list, value_fold(e));
			cJSON_Delete(e);
		}
	}
}

/* What comes of it; caller frees. NULL where loading or filling fails. */
static inline char *
case_fill(const struct mustache_case *c, bool folded)
{
	cJSON *data = cJSON_Parse(c->data);
	struct templates *t = NULL;
	struct buf out = BUF_INIT;
	int i, rc;

	if (data == NULL)
		abort();
	if (folded)
		case_fold(data);
	rc = templates_add(&t, "main", c->text, strlen(c->text));
	for (i = 0; rc == 0 && i < CASE_PARTIALS; i++)
		if (c->partials[i].name != NULL)
			rc = templates_add(&t, c->partials[i].name,
			    c->partials[i].text, strlen(c->partials[i].text));
	if (rc == 0)
		rc = mustache_render(t, "main", data, escape_html, &out);
	templates_free(t);
	cJSON_Delete(data);
	if (rc == 0)
		return buf_take(&out);
	buf_free(&out);
	return NULL;
}

/* How many of the n cases go wrong, as they are or folded; says which. */
static inline size_t
case_run(const struct mustache_case *v, size_t n)
{
	size_t i, wrong = 0;
	char *got;

	for (i = 0; i < 2 * n; i++) {
		got = case_fill(&v[i / 2], i % 2 != 0);
		if (got == NULL || strcmp(got, v[i / 2].want) != 0) {
			wrong++;
			fprintf(stderr, "%s%s:\n--- want\n%s\n--- got\n%s\n",
			    v[i / 2].what, i % 2 != 0 ? ", folded" : "",
			    v[i / 2].want, got == NULL ? "-1" : got);
		}
		free(got);
	}
	return wrong;
}

#define CASE_RUN(v) assert_int_equal(case_run(v, sizeof(v) / sizeof(*(v))), 0)

#endif
