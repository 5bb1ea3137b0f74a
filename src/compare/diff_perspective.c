/* Whose controls are compared. */
#include <string.h>

#include "count/perspective.h"
#include "diff_parts.h"
#include "settings.h"
#include "value/member.h"

/* What figures of a kind are of; OF_NONE: it does not say, as it was written when
 * there was but one. */
static enum of
of_kind(const cJSON *perspective, size_t kind)
{
	return of_read(member_string(perspective, control_kinds[kind]));
}

static const cJSON *
of_side(const struct diff *d, enum side side)
{
	return member_get(d->snapshot[side], "perspective");
}

/* What the filter asks for; else what is usual now. But who has lost all of
 * theirs has lost it. */
static enum of
take_kind(const struct diff *d, size_t kind)
{
	const struct diff_filter *f = d->filter;
	enum of was = of_kind(of_side(d, OLD), kind);
	enum of is = of_kind(of_side(d, NEW), kind);

	if (f->of != OF_DEFAULT)
		return f->of;
	if (f->perspective != NULL)
		is = of_kind(f->perspective, kind);
	else if (f->sources.n > 0)
		is = OF_ALL;
	else if (is == OF_NONE || (is == OF_AVAILABLE && was == OF_YOURS))
		is = was;
	return is == OF_NONE ? OF_ALL : is;
}

void
diff_take_perspective(struct diff *d)
{
	size_t k;

	for (k = 0; k < CONTROL_KINDS; k++)
		d->of[k] = take_kind(d, k);
}

/* Which of the two do not say whose their controls are. */
static void
add_untold(cJSON *to, const cJSON *old, const cJSON *new)
{
	cJSON *list;

	if (old != NULL && new != NULL)
		return;
	list = cJSON_AddArrayToObject(to, "untold");
	if (old == NULL)
		cJSON_AddItemToArray(list, cJSON_CreateString("old"));
	if (new == NULL)
		cJSON_AddItemToArray(list, cJSON_CreateString("new"));
}

/* Has either snapshot a source of the kind, of those that are compared? */
static bool
has_source_of(const struct diff *d, size_t kind)
{
	const cJSON *s;
	int side;

	for (side = OLD; side < SIDES; side++)
		cJSON_ArrayForEach(s, member_get(d->snapshot[side], "sources"))
			if (diff_wants(d, s) && member_kind(s) == kind)
				return true;
	return false;
}

void
diff_add_perspective(cJSON *to, const struct diff *d)
{
	const cJSON *old = of_side(d, OLD), *new = of_side(d, NEW);
	const struct diff_filter *f = d->filter;
	struct perspective p;
	size_t k;

	memcpy(p.of, d->of, sizeof(p.of));
	perspective_add(to, &p);
	add_untold(to, old, new);
	if (old == NULL || new == NULL || f->of != OF_DEFAULT ||
	    f->sources.n > 0)
		return;
	for (k = 0; k < CONTROL_KINDS; k++)
		if (has_source_of(d, k))
			settings_compare_of(to, (enum kind)k, of_kind(old, k),
			    of_kind(new, k));
}

/* Has it figures that are of anybody's controls? */
static bool
has_counts(const struct state *s)
{
	return s->figures != NULL || s->counts != NULL;
}

/* Can they be compared? Where nothing is yours, what is available is all. */
static bool
may_be_same(enum of was, enum of is)
{
	return was == is || (was == OF_NONE && is != OF_YOURS) ||
	    (is == OF_NONE && was != OF_YOURS);
}

void
diff_add_bare_perspective(cJSON *to, const struct state *old,
    const struct state *new, const struct strs *wanted, struct strs *kinds)
{
	bool any = has_counts(old) && has_counts(new);
	cJSON *of = any ? cJSON_AddObjectToObject(to, "perspective") : NULL;
	enum of was, is;
	size_t k;

	if (any)
		add_untold(to, old->perspective, new->perspective);
	for (k = 0; k < CONTROL_KINDS; k++) {
		if (wanted->n > 0 && !strs_has(wanted, control_kinds[k]))
			continue;
		was = of_kind(old->perspective, k);
		is = of_kind(new->perspective, k);
		if (may_be_same(was, is))
			strs_add(kinds, control_kinds[k]);
		is = is == OF_NONE ? was : is;
		if (any && may_be_same(was, is))
			member_add_text(of, control_kinds[k],
			    of_name(is == OF_NONE ? OF_ALL : is));
		else if (any)
			settings_compare_of(to, (enum kind)k,
			    was == OF_NONE ? OF_ALL : was, is);
	}
	/* An empty list would be all. */
	if (kinds->n == 0)
		strs_add(kinds, "");
}
