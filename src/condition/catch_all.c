/* Does a rule tell events apart at all? */
#include "condition/catch_all.h"

#include <stdlib.h>
#include <string.h>

#include "clause.h"
#include "condition.h"

/* The selections of one rule; each is read when it is first asked for. */
struct selections {
	struct formulas formulas;
	struct strs names;
	const cJSON **nodes;
	formula *is; /* by place, where known */
	bool *known;
};

static const cJSON *
first_of(const struct fields *f, const cJSON *doc, const cJSON *node)
{
	const cJSON *found = NULL;
	size_t i;

	for (i = 0; i < f->n && value_is_empty(found); i++)
		found = field_first(f->v[i], doc, node);
	return value_is_empty(found) ? NULL : found;
}

static void
list_selections(const struct source *s, const cJSON *detection,
    struct selections *l)
{
	size_t room = (size_t)cJSON_GetArraySize(detection);
	const cJSON *e;

	l->nodes = mem_array(room, sizeof(*l->nodes));
	l->is = mem_array(room, sizeof(*l->is));
	l->known = mem_array(room, sizeof(*l->known));
	cJSON_ArrayForEach(e, detection) {
		if (strs_has(&s->catch_all_besides, e->string))
			continue;
		l->nodes[l->names.n] = e;
		strs_add(&l->names, e->string);
	}
}

static void
selections_free(struct selections *l)
{
	formulas_free(&l->formulas);
	strs_free(&l->names);
	free(l->nodes);
	free(l->is);
	free(l->known);
}

static formula
formula_of(void *ctx, size_t place)
{
	struct selections *l = ctx;

	if (!l->known[place]) {
		l->is[place] = clause_selection(&l->formulas, l->nodes[place]);
		l->known[place] = true;
	}
	return l->is[place];
}

/* One condition of a rule: is it always true? The first doubt is kept. */
static bool
is_always(struct selections *l, const cJSON *condition,
    struct catch_all_doubt *doubt)
{
	const struct condition_world w = { &l->formulas, &l->names, formula_of,
		l };
	const char *text = value_text(condition), *what = NULL;
	char why[160] = "it is no text";
	enum condition_kind kind = CONDITION_BROKEN;
	formula is = FORMULA_FALSE;

	if (text != NULL)
		kind = condition_read(&w, text, &is, why);
	if (kind == CONDITION_BROKEN) {
		what = "broken-condition";
	} else if (l->formulas.over) {
		what = "large-condition";
		str_copy(why, sizeof(why), "it is too large to tell");
	}
	if (what != NULL && doubt->what == NULL) {
		doubt->what = what;
		doubt->line = value_line(condition);
		str_copy(doubt->why, sizeof(doubt->why), why);
	}
	return kind == CONDITION_READ && !l->formulas.over &&
	    is == FORMULA_TRUE;
}

/* Without a condition all selections must hold. */
static bool
all_are(struct selections *l)
{
	size_t i;

	for (i = 0; i < l->names.n; i++)
		if (formula_of(l, i) != FORMULA_TRUE)
			return false;
	return !l->formulas.over;
}

static bool
any_is(struct selections *l, const cJSON *condition,
    struct catch_all_doubt *doubt)
{
	const cJSON *e;

	if (!cJSON_IsArray(condition))
		return is_always(l, condition, doubt);
	cJSON_ArrayForEach(e, condition)
		if (is_always(l, e, doubt))
			return true;
	return false;
}

bool
catch_all(const struct source *s, const cJSON *doc, const cJSON *node,
    struct catch_all_doubt *doubt)
{
	const cJSON *detection = first_of(&s->catch_all, doc, node);
	const cJSON *condition = first_of(&s->condition, doc, node);
	struct selections l = { 0 };
	bool is = false;

	memset(doubt, 0, sizeof(*doubt));
	if (!cJSON_IsObject(detection))
		return false;
	list_selections(s, detection, &l);
	/* Of a document that others are parts of, these may have selections. */
	if (condition != NULL && (l.names.n > 0 ||
	    first_of(&s->parts_of, doc, node) == NULL))
		is = any_is(&l, condition, doubt);
	else
		is = l.names.n > 0 && all_are(&l);
	selections_free(&l);
	return is && first_of(&s->tells_apart, doc, node) == NULL;
}
