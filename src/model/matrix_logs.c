/* What the cells of the matrix say of the logs collected. */
#include <stdlib.h>

#include "base/mem.h"
#include "count/perspective.h"
#include "model/matrix.h"
#include "model/technique_logs.h"
#include "value/member.h"
#include "words/logs.h"
#include "words/reason.h"
#include "words/words.h"

/* The rules of a technique. */
struct cell_rules {
	struct reason_rules all;
	long long run, available; /* that run: of those counted, of others' */
};

/* Counts the rules of each technique, by pk - 1; the caller frees. */
static struct cell_rules *
count_rules(const cJSON *matrix, const cJSON *site, enum of of)
{
	const cJSON *sources = member_get(site, "sources"), *row, *s;
	size_t n = (size_t)cJSON_GetArraySize(member_get(matrix, "cells"));
	struct cell_rules *rules = mem_array(n + 1, sizeof(*rules)), *r;
	bool *detects = mem_array((size_t)cJSON_GetArraySize(sources) + 1,
	    sizeof(*detects));
	long long count, source = 1;

	cJSON_ArrayForEach(s, sources)
		detects[source++] = member_kind(s) == KIND_DETECTION;
	cJSON_ArrayForEach(row, member_get(matrix, "facets")) {
		if (!detects[member_number(row, "source")])
			continue;
		r = &rules[member_number(row, "technique") - 1];
		count = member_number(row, "count");
		switch (member_runs(row)) {
		case RUNS_YES:
			r->all.yes += count;
			if (perspective_has(of, member_whose(row)))
				r->run += count;
			else
				r->available += count;
			break;
		case RUNS_NO:
			r->all.no += count;
			break;
		case RUNS_UNKNOWN:
			r->all.unknown += count;
			break;
		case RUNS_NOT_TOLD:
			r->all.not_told += count;
			break;
		}
	}
	free(detects);
	return rules;
}

static void
add_to_cell(cJSON *cell, const struct cell_rules *r, const struct visibility *v)
{
	long long pk = member_number(cell, "pk");
	enum visible visible = visibility_of(v, pk);
	bool asked = visibility_asks(v, pk);
	bool gap = asked && member_number(cell, "detection") == 0;

	member_add_or_false(cell, "visible", asked
	    ? technique_logs_word(visible) : NULL);
	member_add_number(cell, "run", r->run);
	member_add_number_or_false(cell, "adopt_run",
	    member_number(cell, "adopt") > 0 ? r->available : 0);
	member_add_or_false(cell, "why", gap
	    ? reason_text(reason_of(&r->all, visible)) : NULL);
}

void
matrix_add_logs(cJSON *matrix, const cJSON *site, const struct visibility *v)
{
	enum of of = of_read(member_string(member_get(site, "perspective"),
	    kind_name(KIND_DETECTION)));
	struct visibility_figures figures;
	struct cell_rules *rules;
	cJSON *cell, *domain, *one;
	size_t i = 0;

	if (!visibility_told(v))
		return;
	rules = count_rules(matrix, site, of);
	cJSON_ArrayForEach(cell, member_get(matrix, "cells")) {
		if (!cJSON_IsNull(cell))
			add_to_cell(cell, &rules[i], v);
		i++;
	}
	free(rules);
	cJSON_ArrayForEach(domain, member_get(matrix, "domains")) {
		one = cJSON_AddObjectToObject(domain, "visibility");
		visibility_count(v, member_string(domain, "id"), NULL, NULL,
		    &figures);
		visibility_add_figures(one, &figures);
	}
}
