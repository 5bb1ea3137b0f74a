/* The logs that a control needs. */
#include "needs.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "need_values.h"

enum {
	NEEDS_MAX = 40,
	LOGS_MAX = 200,    /* of a need */
	TRIES_MAX = 20000, /* combinations of values */
};

struct need_reading {
	const struct taking *t;
	const struct log_names *how;
	size_t vocabulary;
	struct arena mem; /* of all that is read */
	struct need_values values;
	const char *chosen[LOG_PARTS_MAX]; /* of each part now, or NULL */
	size_t all;             /* the part each value of which is a need */
	size_t tries;
	bool full;
};

/* The form with the chosen values, in the arena; NULL: a part is missing. *all: it
 * has the part each value of which is a need. */
static const char *
fill_form(struct need_reading *r, const char *form, bool *all)
{
	struct buf b = BUF_INIT;
	const char *open, *close, *name = NULL;
	size_t part;

	*all = false;
	while ((open = strchr(form, '{')) != NULL) {
		close = strchr(open, '}');
		part = need_part(r->how, open + 1, (size_t)(close - open - 1));
		if (r->chosen[part] == NULL)
			goto out;
		*all = *all || part == r->all;
		buf_put(&b, form, (size_t)(open - form));
		buf_puts(&b, r->chosen[part]);
		form = close + 1;
	}
	buf_puts(&b, form);
	name = arena_strdup(&r->mem, buf_str(&b));
out:
	buf_free(&b);
	return name;
}

static bool
same_log(const struct need_log *a, const struct need_log *b)
{
	if (a->key.id == NULL || b->key.id == NULL)
		return a->key.id == b->key.id &&
		    str_equal_nocase(a->name, b->name);
	return str_equal_nocase(a->key.id, b->key.id);
}

static bool
has_log(const struct need *n, const struct need_log *log)
{
	size_t i;

	for (i = 0; i < n->n; i++)
		if (same_log(&n->v[i], log))
			return true;
	return false;
}

static void
add_log(struct need_reading *r, struct need *to, const struct need_log *log)
{
	if (has_log(to, log))
		return;
	if (to->n == LOGS_MAX)
		r->full = true;
	else
		*ARENA_ADD(&r->mem, to->v, to->n) = *log;
}

/* What may be needed: found by way of the part each value of which is a need, and
 * otherwise; and shorter names of what was found. */
struct found_logs {
	struct need with, without;
	struct strs shorter;
};

/* Are all parts of the shorter form in the longer one? */
static bool
is_shorter(const char *shorter, const char *longer)
{
	const char *open, *close, *s;
	size_t n;

	for (; (open = strchr(shorter, '{')) != NULL; shorter = close) {
		close = strchr(open, '}');
		n = (size_t)(close - open) + 1;
		for (s = longer; s != NULL && strncmp(s, open, n) != 0;)
			s = strchr(s + 1, '{');
		if (s == NULL)
			return false;
	}
	return true;
}

/* Is a form that comes behind it shorter than the form? */
static bool
is_longer(const struct strs *forms, size_t form)
{
	size_t i;

	for (i = form + 1; i < forms->n; i++)
		if (is_shorter(forms->v[i], forms->v[form]))
			return true;
	return false;
}

/* "windows.security" is no log beside "windows.security/process". */
static void
add_shorter(struct need_reading *r, size_t form, struct found_logs *found)
{
	const struct strs *forms = &r->how->names;
	const char *name;
	bool all;
	size_t i;

	for (i = form + 1; i < forms->n; i++) {
		name = is_shorter(forms->v[i], forms->v[form])
		    ? fill_form(r, forms->v[i], &all) : NULL;
		if (name != NULL && !strs_has(&found->shorter, name))
			*ARENA_ADD(&r->mem, found->shorter.v,
			    found->shorter.n) = arena_strdup(&r->mem, name);
	}
}

/* Does the name that a form makes of the chosen values stand for a log? */
static bool
is_log_name(struct need_reading *r, const char *name, struct log_key *key)
{
	const char *between = r->how->joined_by;

	return name != NULL && (between == NULL ||
	    strstr(name, between) == NULL) && logs_find(r->t->logs,
	    r->vocabulary, name, &r->mem, key);
}

/* Adds it, or says of one that is there by a shorter name what it is called. */
static void
add_named(struct need_reading *r, struct found_logs *found, bool with,
    const struct need_log *log)
{
	struct need *to = with ? &found->with : &found->without;
	size_t i;

	for (i = 0; i < to->n; i++)
		if (same_log(&to->v[i], log) &&
		    strs_has(&found->shorter, to->v[i].name))
			to->v[i].name = log->name;
	add_log(r, to, log);
}

/* What the chosen values name: the first form that is a log, else the first that is
 * a whole product, else the first that can be made. */
static void
name_chosen(struct need_reading *r, struct found_logs *found)
{
	struct need_log log = { NULL, { NULL, NULL }, 0 };
	bool all, with = false;
	struct log_key key;
	const char *name;
	size_t i;

	for (i = 0; i < r->how->names.n; i++) {
		name = fill_form(r, r->how->names.v[i], &all);
		if (log.name == NULL)
			log.name = name;
		if (!is_log_name(r, name, &key) || (log.key.id != NULL &&
		    logs_is_whole(r->t->logs, &key)))
			continue;
		log.name = name;
		log.key = key;
		with = r->all < r->how->nparts && r->chosen[r->all] != NULL &&
		    (all || is_longer(&r->how->names, i));
		if (logs_is_whole(r->t->logs, &key))
			continue;
		add_shorter(r, i, found);
		break;
	}
	if (log.name != NULL)
		add_named(r, found, with, &log);
}

/* Each combination of the values of the parts from this one on. */
static void
combine(struct need_reading *r, size_t part, struct found_logs *found)
{
	const struct strs *values = &r->values.v[part];
	size_t i;

	if (part == r->how->nparts) {
		if (r->tries++ < TRIES_MAX)
			name_chosen(r, found);
		else
			r->full = true;
		return;
	}
	if (part == r->all || values->n == 0) {
		if (part != r->all)
			r->chosen[part] = NULL;
		combine(r, part + 1, found);
		return;
	}
	for (i = 0; i < values->n && r->tries < TRIES_MAX; i++) {
		r->chosen[part] = values->v[i];
		combine(r, part + 1, found);
	}
}

/* Are all of a's among b's? Then who has one of a's has one of b's. */
static bool
is_within(const struct need *a, const struct need *b)
{
	size_t i;

	for (i = 0; i < a->n; i++)
		if (!has_log(b, &a->v[i]))
			return false;
	return true;
}

/* Adds a need, unless one that is there says so much; it takes the place of those
 * that say less. */
static void
add_need(struct need_reading *r, struct control *c, const struct need *need)
{
	size_t i, k = 0;

	if (need->n == 0)
		return;
	for (i = 0; i < c->nneeds; i++)
		if (is_within(&c->needs[i], need))
			return;
	for (i = 0; i < c->nneeds; i++)
		if (!is_within(need, &c->needs[i]))
			c->needs[k++] = c->needs[i];
	c->nneeds = k;
	if (c->nneeds == NEEDS_MAX)
		r->full = true;
	else
		*ARENA_ADD(&r->mem, c->needs, c->nneeds) = *need;
}

static void
drop_shorter(struct need *n, const struct strs *shorter)
{
	size_t i, k = 0;

	for (i = 0; i < n->n; i++)
		if (!strs_has(shorter, n->v[i].name))
			n->v[k++] = n->v[i];
	n->n = k;
}

/* One need: of the logs that were found by way of the part that makes needs, else of
 * all. Those that are unknown stand beside either. */
static void
add_found_logs(struct need_reading *r, struct control *c, struct found_logs *found)
{
	bool none;
	size_t i;

	drop_shorter(&found->with, &found->shorter);
	drop_shorter(&found->without, &found->shorter);
	none = found->with.n == 0;
	for (i = 0; i < found->without.n; i++)
		if (none || found->without.v[i].key.id == NULL)
			add_log(r, &found->with, &found->without.v[i]);
	add_need(r, c, &found->with);
}

/* The logs of one name, of which several may be needed: "A AND B". */
static struct need
split_name(struct need_reading *r, const struct need_log *log)
{
	const char *between = r->how->joined_by, *s = log->name, *end;
	struct need all = { NULL, 0 };
	struct need_log one;

	while (s != NULL) {
		end = between == NULL ? NULL : strstr(s, between);
		one = *log;
		if (end != NULL || s != log->name) {
			one.name = str_trim(&r->mem, arena_strndup(&r->mem,
			    s, end == NULL ? strlen(s) : (size_t)(end - s)));
			logs_find(r->t->logs, r->vocabulary, one.name,
			    &r->mem, &one.key);
		}
		if (*one.name != '\0')
			add_log(r, &all, &one);
		s = end == NULL ? NULL : end + strlen(between);
	}
	return all;
}

/* Of "A and B", or "A and C" one needs A, and B or C: each choice of one log of every
 * alternative is a need. */
static void
choose_logs(struct need_reading *r, struct control *c, const struct need *of,
    size_t n, const struct need *so_far)
{
	struct need more;
	size_t i;

	if (n == 0 || r->tries++ > TRIES_MAX) {
		r->full = r->full || n > 0;
		if (n == 0)
			add_need(r, c, so_far);
		return;
	}
	for (i = 0; i < of->n; i++) {
		more = (struct need){ NULL, 0 };
		for (size_t k = 0; k < so_far->n; k++)
			add_log(r, &more, &so_far->v[k]);
		add_log(r, &more, &of->v[i]);
		choose_logs(r, c, of + 1, n - 1, &more);
	}
}

static bool
is_joined(const struct need_reading *r, const struct need *need)
{
	size_t i;

	for (i = 0; r->how->joined_by != NULL && i < need->n; i++)
		if (strstr(need->v[i].name, r->how->joined_by) != NULL)
			return true;
	return false;
}

static void
add_joined_logs(struct need_reading *r, struct control *c, const struct need *need)
{
	struct need none = { NULL, 0 };
	struct need *of = mem_array(need->n, sizeof(*of));
	size_t i;

	r->tries = 0;
	for (i = 0; i < need->n; i++)
		of[i] = split_name(r, &need->v[i]);
	choose_logs(r, c, of, need->n, &none);
	free(of);
}

static void
read_one_need(struct need_reading *r, const char *all, struct control *c)
{
	struct found_logs found;

	memset(&found, 0, sizeof(found));
	memset(r->chosen, 0, sizeof(r->chosen));
	if (all != NULL)
		r->chosen[r->all] = all;
	combine(r, 0, &found);
	if (is_joined(r, &found.without))
		add_joined_logs(r, c, &found.without);
	else
		add_found_logs(r, c, &found);
}

/* Of the query, or of a step of it. */
static void
read_step_needs(struct need_reading *r, const char *step, struct control *c)
{
	const struct strs *all = r->all == r->how->nparts ? NULL
	    : &r->values.v[r->all];
	size_t i;

	need_values_take(&r->values, step);
	for (i = 0; all != NULL && i < all->n; i++)
		read_one_need(r, all->v[i], c);
	if (i == 0)
		read_one_need(r, NULL, c);
}

/* Copies what was read to where the control's texts are. */
static void
keep_needs(const struct need_reading *r, struct control *c)
{
	struct arena *mem = r->t->mem;
	struct need *needs = arena_alloc(mem, c->nneeds * sizeof(*needs));
	struct need_log *log;
	size_t i, k;

	for (i = 0; i < c->nneeds; i++) {
		needs[i].n = c->needs[i].n;
		needs[i].v = arena_alloc(mem, needs[i].n * sizeof(*log));
		for (k = 0; k < needs[i].n; k++) {
			log = &needs[i].v[k];
			*log = c->needs[i].v[k];
			log->name = arena_strdup(mem, log->name);
			log->key.id = arena_strdup(mem, log->key.id);
			log->key.event = arena_strdup(mem, log->key.event);
		}
	}
	c->needs = needs;
}

void
needs_take(const struct taking *t, struct control *c)
{
	struct need_reading r = { .t = t, .how = &t->s->logs };
	struct strs steps = { 0 };
	size_t i;

	if (t->logs == NULL || r.how->in == NULL)
		return;
	r.vocabulary = logs_vocabulary(t->logs, r.how->in);
	if (!logs_knows(t->logs, r.vocabulary))
		return;
	r.values = (struct need_values){ .t = t, .how = r.how,
		.vocabulary = r.vocabulary, .mem = &r.mem };
	r.all = r.how->all == NULL ? r.how->nparts
	    : need_part(r.how, r.how->all, strlen(r.how->all));
	need_steps_take(&r.values, &steps);
	for (i = 0; i < steps.n; i++)
		read_step_needs(&r, steps.v[i], c);
	if (i == 0)
		read_step_needs(&r, NULL, c);
	keep_needs(&r, c);
	if (r.full || r.values.full)
		findings_add(t->f, t->d->path, value_line(t->node), "many-logs",
		    "names too many logs: the rest is left out");
	arena_free(&r.mem);
}
