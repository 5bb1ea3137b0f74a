/* The techniques of both states, and where ids lead. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/word.h"
#include "diff_parts.h"
#include "value/member.h"
#include "words/words.h"

static bool
is_wanted_tactic(const struct diff *d, enum side side, const char *domain,
    const char *shortname)
{
	const struct strs *wanted = &d->filter->tactics;
	const cJSON *t, *tactics =
	    member_get(member_get(d->snapshot[side], "tactics"), domain);
	size_t i;

	for (i = 0; i < wanted->n; i++) {
		if (word_is(wanted->v[i], shortname))
			return true;
		cJSON_ArrayForEach(t, tactics) {
			if (str_equal(member_string(t, "shortname"),
			    shortname) &&
			    (str_equal_nocase(wanted->v[i], t->string) ||
			    word_is(wanted->v[i], member_string(t, "name"))))
				return true;
		}
	}
	return false;
}

/* Is it in one of the tactics that are wanted, in either state? */
static bool
is_chosen(const struct diff *d, const struct technique *t)
{
	const cJSON *e;
	int side;

	if (d->filter->tactics.n == 0)
		return true;
	for (side = OLD; side < SIDES; side++)
		cJSON_ArrayForEach(e, member_get(t->node[side], "tactics"))
			if (is_wanted_tactic(d, side, t->domain,
			    e->valuestring))
				return true;
	return false;
}

static int
compare_techniques(const void *a, const void *b)
{
	const struct technique *x = a, *y = b;
	int order = strcmp(x->domain, y->domain);

	return order != 0 ? order : strcmp(x->id, y->id);
}

void
diff_take_techniques(struct diff *d, const cJSON *old, const cJSON *new)
{
	size_t i, j, ndomains, n;
	struct pair *domains = pair_up(old, new, BY_NAME, &ndomains), *ids;
	struct technique *t;

	for (i = 0; i < ndomains; i++) {
		ids = pair_up(domains[i].old, domains[i].new, BY_NAME, &n);
		d->techniques = mem_grow(d->techniques, d->ntechniques + n,
		    sizeof(*d->techniques));
		for (j = 0; j < n; j++) {
			t = &d->techniques[d->ntechniques++];
			*t = (struct technique){ domains[i].name, ids[j].name,
				.node = { ids[j].old, ids[j].new } };
			t->active[OLD] = ids[j].old != NULL &&
			    member_string(ids[j].old, "state") == NULL;
			t->active[NEW] = ids[j].new != NULL &&
			    member_string(ids[j].new, "state") == NULL;
			/* A state took nothing from a domain that it is not
			 * configured with. */
			t->chosen = domains[i].old != NULL &&
			    domains[i].new != NULL && is_chosen(d, t);
		}
		free(ids);
	}
	free(domains);
	for (i = 0; i < d->ntechniques; i++) {
		t = diff_successor(d, &d->techniques[i]);
		if (t != NULL && d->techniques[i].active[OLD] &&
		    !d->techniques[i].active[NEW])
			t->merged++;
	}
}

struct technique *
diff_technique(const struct diff *d, enum side side, const char *domain,
    const char *id)
{
	const struct technique wanted = { .domain = domain, .id = id };
	struct technique *t = NULL;

	if (d->ntechniques > 0 && id != NULL)
		t = bsearch(&wanted, d->techniques, d->ntechniques,
		    sizeof(*t), compare_techniques);
	return t != NULL && (side == SIDES || t->node[side] != NULL) ? t
	    : NULL;
}

struct technique *
diff_successor(const struct diff *d, const struct technique *t)
{
	struct technique *to = diff_technique(d, NEW, t->domain,
	    member_string(t->node[NEW], "successor"));

	return to != NULL && to->active[NEW] ? to : NULL;
}

struct technique *
diff_resolve(const struct diff *d, const char *domain, const char *id,
    const char **why)
{
	struct technique *t = diff_technique(d, NEW, domain, id), *end;

	if (t == NULL) {
		*why = outcome_name(OUTCOME_UNKNOWN);
		return NULL;
	}
	if (t->active[NEW] || member_resolve(d->snapshot[NEW]) == RESOLVE_EXACT)
		return t;
	end = diff_technique(d, NEW, domain,
	    member_string(t->node[NEW], "successor"));
	if (end != NULL && end->active[NEW])
		return end;
	*why = outcome_name(end != NULL ||
	    member_state(t->node[NEW]) == STATE_DEPRECATED ? OUTCOME_DEPRECATED
	    : OUTCOME_RETIRED);
	return NULL;
}
