/* What the names of logs are made of, in a control. */
#include "need_values.h"

#include <stdlib.h>
#include <string.h>

#include "base/glob.h"
#include "base/regex.h"
#include "logs/logs.h"
#include "value/clean.h"

enum {
	VALUES_MAX = 200,  /* of a part */
	VALUE_BYTES = 200, /* of each */
	STEPS_MAX = 40,    /* of a query */
};

size_t
need_part(const struct log_names *how, const char *name, size_t n)
{
	size_t i = 0;

	while (i < how->nparts && (strlen(how->parts[i].name) != n ||
	    strncmp(how->parts[i].name, name, n) != 0))
		i++;
	return i;
}

static const struct strs *
values_of(const struct need_values *v, const char *part)
{
	return &v->v[need_part(v->how, part, strlen(part))];
}

static bool
is_except(struct need_values *v, const struct log_field *f, const char *value)
{
	const char *folded = str_lower(v->mem, value);
	size_t i;

	for (i = 0; i < f->except.n; i++)
		if (glob_match(f->except.v[i], folded))
			return true;
	for (i = 0; i < f->without.n; i++)
		if (strs_has_nocase(values_of(v, f->without.v[i]), value))
			return true;
	return false;
}

static void
add_value(struct need_values *v, const struct log_field *f, const char *text,
    struct strs *to)
{
	char *value = arena_strdup(v->mem, text);

	value[str_fit(value, VALUE_BYTES)] = '\0';
	value = clean_line(v->mem, str_trim(v->mem, value));
	value = arena_strdup(v->mem, logs_strip(v->t->logs, v->vocabulary,
	    value, v->mem));
	if (*value == '\0' || strs_has_nocase(to, value) ||
	    is_except(v, f, value))
		return;
	if (to->n == VALUES_MAX)
		v->full = true;
	else
		*ARENA_ADD(v->mem, to->v, to->n) = value;
}

/* A value of the field: all of it, or what the expressions from the nth on find in
 * it, each in what the one before it has found. */
static void
take_found(struct need_values *v, const struct log_field *f, size_t n,
    const char *text, struct strs *to)
{
	size_t from = 0, len = strlen(text);
	regmatch_t m[2];

	if (n == f->nregexes) {
		add_value(v, f, text, to);
		return;
	}
	while (from <= len && !v->full && regex_match(&f->regexes[n],
	    text + from, 2, m, from > 0 ? REG_NOTBOL : 0)) {
		if (m[1].rm_so >= 0)
			take_found(v, f, n + 1, arena_strndup(v->mem,
			    text + from + m[1].rm_so,
			    (size_t)(m[1].rm_eo - m[1].rm_so)), to);
		from += m[0].rm_eo > 0 ? (size_t)m[0].rm_eo : 1;
	}
}

static bool
matches_any(const cJSON *node, const struct strs *globs)
{
	size_t i;

	for (i = 0; node->string != NULL && i < globs->n; i++)
		if (glob_match(globs->v[i], node->string))
			return true;
	return false;
}

/* Takes the values at node; of members of the field's name alone, where it has one.
 * A document's depth is limited by who read it. */
static void
take_node(struct need_values *v, const struct log_field *f, const cJSON *node,
    bool named, struct strs *to)
{
	const char *text = value_text(node);
	const cJSON *e;

	if (text != NULL) {
		if (named)
			take_found(v, f, 0, text, to);
		return;
	}
	cJSON_ArrayForEach(e, node)
		if (!matches_any(e, &f->besides))
			take_node(v, f, e, named || (e->string != NULL &&
			    f->member != NULL &&
			    glob_match(f->member, e->string)), to);
}

/* Is it read from where the steps are? */
static bool
is_of_steps(const struct log_names *how, const struct log_field *f)
{
	return f->fields.n == 1 && how->steps.fields.n == 1 &&
	    strcmp(field_text(f->fields.v[0]),
	    field_text(how->steps.fields.v[0])) == 0;
}

static bool
has_values(const struct need_values *v, const struct strs *parts)
{
	size_t i;

	for (i = 0; i < parts->n; i++)
		if (values_of(v, parts->v[i])->n > 0)
			return true;
	return false;
}

static void
take_part(struct need_values *v, const struct log_part *p, const char *step,
    struct strs *to)
{
	const struct log_field *f;
	struct nodes found;
	size_t k;

	for (f = p->v; f != LIST_END(p->v, p->n); f++) {
		if (has_values(v, &f->unless))
			continue;
		if (step != NULL && is_of_steps(v->how, f)) {
			take_found(v, f, 0, step, to);
			continue;
		}
		found = pick_nodes(v->t, &f->fields);
		for (k = 0; k < found.n; k++)
			take_node(v, f, found.v[k], f->member == NULL, to);
		free(found.v);
	}
}

void
need_values_take(struct need_values *v, const char *step)
{
	size_t i;

	for (i = 0; i < v->how->nparts; i++) {
		v->v[i] = (struct strs){ 0 };
		take_part(v, &v->how->parts[i], step, &v->v[i]);
	}
}

void
need_steps_take(struct need_values *v, struct strs *steps)
{
	const struct log_field *f = &v->how->steps;
	const char *text = f->nregexes == 0 ? NULL : pick_text(v->t, &f->fields);
	size_t from = 0, begin = 0, at, len = text == NULL ? 0 : strlen(text);
	regmatch_t m[1];

	while (from < len && regex_match(&f->regexes[0], text + from, 1, m,
	    from > 0 ? REG_NOTBOL : 0)) {
		at = from + (size_t)m[0].rm_so;
		from += m[0].rm_eo > 0 ? (size_t)m[0].rm_eo : 1;
		if (steps->n == STEPS_MAX) {
			v->full = true;
			break;
		}
		if (steps->n > 0)
			steps->v[steps->n - 1][at - begin] = '\0';
		*ARENA_ADD(v->mem, steps->v, steps->n) = arena_strdup(v->mem,
		    text + at);
		begin = at;
	}
}
