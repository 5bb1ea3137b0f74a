/* A snapshot in a form that can be looked things up in. */
#include "side.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "count/facts.h"
#include "value/member.h"

static int
compare_techniques(const void *a, const void *b)
{
	const struct side_technique *x = a, *y = b;
	int order = strcmp(x->domain, y->domain);

	return order != 0 ? order : strcmp(x->id, y->id);
}

static void
take_techniques(struct side *s)
{
	const cJSON *domain, *t;
	struct side_technique *to;
	size_t n = 0;

	cJSON_ArrayForEach(domain, member_get(s->snapshot, "techniques"))
		n += (size_t)cJSON_GetArraySize(domain);
	s->techniques = mem_array(n, sizeof(*s->techniques));
	cJSON_ArrayForEach(domain, member_get(s->snapshot, "techniques")) {
		cJSON_ArrayForEach(t, domain) {
			to = &s->techniques[s->ntechniques++];
			to->domain = domain->string;
			to->id = t->string;
			to->node = t;
			to->active = member_string(t, "state") == NULL;
		}
	}
	if (n > 0)
		qsort(s->techniques, n, sizeof(*s->techniques),
		    compare_techniques);
}

static bool
has_text(const cJSON *list, const char *s)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, list)
		if (str_equal(e->valuestring, s))
			return true;
	return false;
}

bool
side_wants(const struct side *s, const cJSON *source)
{
	const cJSON *ours = member_get(s->snapshot, "only");
	const struct diff_filter *f = s->filter;

	return (s->only == NULL || has_text(s->only, source->string)) &&
	    (ours == NULL || has_text(ours, source->string)) &&
	    (f->sources.n == 0 || strs_has(&f->sources, source->string)) &&
	    (f->kinds.n == 0 ||
	    strs_has(&f->kinds, member_string(source, "kind")));
}

bool
side_is_attack(const struct side *s, const cJSON *source)
{
	const cJSON *domain = member_get(member_get(s->snapshot, "attack"),
	    member_string(source, "domain"));
	const char *sum = member_string(source, "sha256");

	return sum != NULL && str_equal(sum, member_string(domain, "sha256"));
}

static void
take_control(struct side *s, const cJSON *source, const cJSON *node,
    bool of_attack)
{
	struct side_control *k = &s->controls[s->ncontrols++];
	const cJSON *e;

	k->source = source;
	k->node = node;
	k->id = member_string(node, "id");
	k->path = member_string(node, "path");
	k->domain = member_string(source, "domain");
	k->kind = facts_kind(member_string(source, "kind"));
	k->evidence = k->best = (int)member_number(node, "evidence");
	cJSON_ArrayForEach(e, member_get(node, "proved"))
		if (e->valueint > k->best)
			k->best = e->valueint;
	k->counts = member_string(node, "state") == NULL;
	k->of_attack = of_attack;
}

static void
take_controls(struct side *s)
{
	const cJSON *sources = member_get(s->snapshot, "sources");
	const cJSON *list, *source, *node;
	bool of_attack;
	size_t n = 0;

	cJSON_ArrayForEach(list, member_get(s->snapshot, "controls"))
		n += (size_t)cJSON_GetArraySize(list);
	s->controls = mem_array(n, sizeof(*s->controls));
	cJSON_ArrayForEach(list, member_get(s->snapshot, "controls")) {
		source = member_get(sources, list->string);
		if (!side_wants(s, source))
			continue;
		of_attack = side_is_attack(s, source);
		cJSON_ArrayForEach(node, list)
			take_control(s, source, node, of_attack);
	}
}

void
side_begin(struct side *s, const cJSON *snapshot, const cJSON *only,
    const struct diff_filter *f)
{
	memset(s, 0, sizeof(*s));
	s->snapshot = snapshot;
	s->follow = !str_equal(member_string(snapshot, "resolve"), "exact");
	s->only = only;
	s->filter = f;
	take_techniques(s);
	take_controls(s);
}

const struct side_technique *
side_find(const struct side *s, const char *domain, const char *id)
{
	struct side_technique wanted = { domain, id, NULL, false };

	return s->ntechniques == 0 || id == NULL ? NULL
	    : bsearch(&wanted, s->techniques, s->ntechniques,
	    sizeof(*s->techniques), compare_techniques);
}

const struct side_technique *
side_resolve(const struct side *s, const char *domain, const char *id,
    const char **why)
{
	const struct side_technique *t = side_find(s, domain, id), *end;

	if (t == NULL) {
		*why = "unknown";
		return NULL;
	}
	if (t->active || !s->follow)
		return t;
	end = side_find(s, domain, member_string(t->node, "successor"));
	if (end != NULL && end->active)
		return end;
	*why = end != NULL || str_equal(member_string(t->node, "state"),
	    "deprecated") ? "deprecated" : "retired";
	return NULL;
}

int
side_evidence(const struct side_control *k, const char *tagged)
{
	const cJSON *level = member_get(member_get(k->node, "proved"), tagged);

	return level != NULL ? level->valueint : k->evidence;
}

void
side_free(struct side *s)
{
	free(s->techniques);
	free(s->controls);
	memset(s, 0, sizeof(*s));
}
