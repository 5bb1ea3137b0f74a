/* What is collected, and what follows of it. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/word.h"
#include "parts.h"

void
logs_add_source(struct logs *l, const char *name, const char *channel,
    const char *component_id, const char *component,
    const struct strs *platforms)
{
	*LIST_ADD(l->sources.v, l->sources.n) = (struct log_pair){ name, channel,
		component_id, component, platforms };
}

static int
compare_pairs(const void *a, const void *b)
{
	const struct log_pair *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* The first pair of that name; as many as there are: there is none. */
static size_t
first_pair(const struct log_pairs *pairs, const char *name)
{
	size_t from = 0, to = pairs->n, mid;

	while (from < to) {
		mid = from + (to - from) / 2;
		if (strcmp(pairs->v[mid].name, name) >= 0)
			to = mid;
		else
			from = mid + 1;
	}
	return to < pairs->n && strcmp(pairs->v[to].name, name) == 0
	    ? to : pairs->n;
}

bool
logs_is_on(const struct log_pair *pair, const struct strs *platforms)
{
	size_t i;

	if (pair->platforms == NULL || pair->platforms->n == 0 ||
	    platforms == NULL || platforms->n == 0)
		return true;
	for (i = 0; i < platforms->n; i++)
		if (strs_has(pair->platforms, platforms->v[i]))
			return true;
	return false;
}

/* The next of the channels at *at, which stand between commas, trimmed: *n bytes of
 * it; NULL: no more. What stands up to a "=" is each one's: "EventCode=3, 22". */
static const char *
next_channel(const char **at, size_t *n)
{
	const char *s = *at, *equals;

	s += strspn(s, ", ");
	if (*s == '\0')
		return NULL;
	*n = strcspn(s, ",");
	*at = s + *n;
	while (*n > 0 && s[*n - 1] == ' ')
		(*n)--;
	equals = memchr(s, '=', *n);
	if (equals != NULL) {
		*n -= (size_t)(equals + 1 - s);
		s = equals + 1;
	}
	return s;
}

/* Is the channel of n bytes among those? */
static bool
has_channel(const char *channels, const char *one, size_t n)
{
	const char *s;
	size_t len;

	while ((s = next_channel(&channels, &len)) != NULL)
		if (len == n && strncmp(s, one, n) == 0)
			return true;
	return false;
}

static bool
covers_channel(const struct log_pairs *pairs, size_t first,
    const struct strs *platforms, const char *one, size_t n)
{
	const struct log_pair *p;
	size_t i;

	for (i = first; i < pairs->n; i++) {
		p = &pairs->v[i];
		if (strcmp(p->name, pairs->v[first].name) != 0)
			break;
		if (logs_is_on(p, platforms) && (p->channel == NULL ||
		    has_channel(p->channel, one, n)))
			return true;
	}
	return false;
}

bool
logs_covers(const struct log_pairs *pairs, const char *name,
    const char *channel, const struct strs *platforms, bool *some)
{
	size_t first = first_pair(pairs, name), n, i;
	const char *one;
	bool all = true, any = false;

	if (first == pairs->n)
		return false;
	for (i = first; i < pairs->n &&
	     strcmp(pairs->v[i].name, name) == 0; i++) {
		if (!logs_is_on(&pairs->v[i], platforms))
			continue;
		if (some != NULL)
			*some = *some || channel == NULL;
		if (pairs->v[i].channel == NULL ||
		    str_equal(pairs->v[i].channel, channel))
			return true;
	}
	while (channel != NULL && (one = next_channel(&channel, &n)) != NULL) {
		if (covers_channel(pairs, first, platforms, one, n))
			any = true;
		else
			all = false;
	}
	if (some != NULL)
		*some = *some || any;
	return all && any;
}

static void
give(struct logs *l, const char *name, const char *channel,
    const struct strs *platforms)
{
	*LIST_ADD(l->given.v, l->given.n) = (struct log_pair){ .name = name,
		.channel = channel, .platforms = platforms };
}

/* Is it the same name, ASCII case and space around it aside? */
static bool
same_source(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b);

	while (n > 0 && str_is_space(a[n - 1]))
		n--;
	while (m > 0 && str_is_space(b[m - 1]))
		m--;
	return n == m && strncasecmp(a, b, n) == 0;
}

/* One of MITRE's, as analytics write it: all that differ by case or space alone are
 * one. Else as rows do. */
static bool
tell_source(struct logs *l, const struct log_told *t)
{
	size_t i, k, mitre = logs_vocabulary(l, "mitre");
	struct strs given = { 0 };
	const char *name;

	for (i = 0; i < l->sources.n; i++) {
		name = l->sources.v[i].name;
		if (!same_source(name, t->name) || strs_has(&given, name))
			continue;
		strs_add(&given, name);
		give(l, name, t->channel, t->platforms);
	}
	for (i = 0; given.n == 0 && i < l->n; i++)
		for (k = 0; given.n == 0 && k < l->v[i].nnames; k++) {
			name = l->v[i].names[k].name;
			if (l->v[i].names[k].vocabulary != mitre ||
			    !same_source(name, t->name))
				continue;
			strs_add(&given, name);
			give(l, name, t->channel, t->platforms);
		}
	k = given.n;
	strs_free(&given);
	return k > 0;
}

bool
logs_is_component(const struct log_pair *s, const char *name)
{
	size_t id = s->component_id == NULL ? 0 : strlen(s->component_id);

	if (s->component == NULL)
		return false;
	if (id > 0 && strncmp(s->component_id, name, id) == 0) {
		if (name[id] == '\0')
			return true;
		if (name[id] == ' ')
			name += id + 1;
	}
	return str_equal_nocase(s->component, name);
}

static bool
tell_component(struct logs *l, struct log_told *t)
{
	const struct log_pair *s, *end = LIST_END(l->sources.v, l->sources.n);
	bool found = false;

	for (s = l->sources.v; s < end; s++) {
		if (!logs_is_component(s, t->name))
			continue;
		found = true;
		if (t->platforms == NULL || t->platforms->n == 0)
			give(l, s->name, s->channel, s->platforms);
		else if (logs_is_on(&(struct log_pair){ .platforms = t->platforms },
		    s->platforms))
			give(l, s->name, s->channel, t->platforms);
	}
	return found;
}

bool
logs_find_in(const struct logs *l, const char *vocabulary, const char *name,
    struct arena *mem, struct log_key *key)
{
	size_t i;

	for (i = 0; i < l->table->nvocabularies; i++)
		if ((vocabulary == NULL ||
		    str_equal(vocabulary, l->table->vocabularies[i].id)) &&
		    (logs_find(l, i, logs_strip(l, i, name, mem), mem, key) ||
		    logs_find(l, i, name, mem, key)))
			return true;
	return false;
}

static bool
tell_log(struct logs *l, struct log_told *t)
{
	struct arena mem = { 0 };
	struct log_key key;
	bool found = (t->vocabulary == NULL &&
	    logs_find_id(l, t->name, &mem, &key)) ||
	    logs_find_in(l, t->vocabulary, t->name, &mem, &key);

	if (found) {
		t->log = logs_put(l, &key);
		l->v[t->log].told = true;
	}
	arena_free(&mem);
	return found;
}

void
logs_tell(struct logs *l, struct log_told *t)
{
	bool mitre = t->vocabulary == NULL || str_equal(t->vocabulary, "mitre");

	t->what = COLLECTED_UNKNOWN;
	if (mitre && !t->component && tell_source(l, t)) {
		t->what = COLLECTED_LOG_SOURCE;
	} else if (t->channel == NULL && mitre && tell_component(l, t)) {
		t->what = COLLECTED_COMPONENT;
	} else if (t->channel == NULL && tell_log(l, t)) {
		t->what = COLLECTED_LOG;
	}
	*LIST_ADD(l->told, l->ntold) = *t;
}

void
logs_put_meant(const struct logs *l, const char *name, struct buf *out)
{
	struct strs all = { 0 }, known = { 0 };
	size_t i, k;

	for (i = 0; i < l->sources.n; i++)
		strs_add(&all, l->sources.v[i].name);
	for (i = 0; i < l->n; i++) {
		strs_add(&all, l->v[i].id);
		for (k = 0; k < l->v[i].nnames; k++)
			strs_add(&all, l->v[i].names[k].name);
	}
	/* Several logs may have one name. */
	strs_sort(&all);
	for (i = 0; i < all.n; i++)
		if (i == 0 || strcmp(all.v[i], all.v[i - 1]) != 0)
			strs_add(&known, all.v[i]);
	word_put_meant(out, name, &known);
	strs_free(&all);
	strs_free(&known);
}

/* MITRE's names of a log that was told are collected: of it and of all it holds. */
static void
give_names(struct logs *l, const struct log *log, size_t mitre)
{
	size_t i;

	for (i = 0; i < log->nnames; i++)
		if (log->names[i].vocabulary == mitre)
			give(l, log->names[i].name, log->names[i].channel, NULL);
}

/* What is told is collected, and all that it holds. */
static void
spread_told(struct logs *l, enum collected *is)
{
	size_t i, k, mitre = logs_vocabulary(l, "mitre");
	const struct log *log;

	for (i = 0; i < l->n; i++) {
		log = &l->v[i];
		if (!log->told)
			continue;
		is[i] = COLLECTED_YES;
		give_names(l, log, mitre);
		for (k = 0; k < log->nparts; k++) {
			is[log->parts[k]] = COLLECTED_YES;
			give_names(l, &l->v[log->parts[k]], mitre);
		}
	}
}

/* A log that has one of MITRE's names that are collected is, and all below it. */
static void
spread_pairs(const struct logs *l, const struct log_pairs *pairs, size_t at,
    enum collected *is)
{
	size_t k, mitre = logs_vocabulary(l, "mitre");
	const struct log *log = &l->v[at];
	bool some = false, all = false;

	for (k = 0; k < log->nnames && !all; k++)
		if (log->names[k].vocabulary == mitre)
			all = logs_covers(pairs, log->names[k].name,
			    log->names[k].channel, &log->platforms, &some);
	if (all)
		is[at] = COLLECTED_YES;
	else if (some && is[at] == COLLECTED_NO)
		is[at] = COLLECTED_PART;
	for (k = 0; all && k < log->nparts; k++)
		if (!log->by_any[k])
			is[log->parts[k]] = COLLECTED_YES;
}

/* A kind of event is collected where a log that records it is; of what holds a log
 * that is, a part. Has anything changed? */
static bool
spread_up(const struct logs *l, size_t at, enum collected *is)
{
	const struct log *log = &l->v[at];
	enum collected before = is[at];
	size_t k;

	for (k = 0; k < log->nany; k++)
		if (is[log->any[k]] == COLLECTED_YES)
			is[at] = COLLECTED_YES;
	for (k = 0; k < log->nparts && is[at] == COLLECTED_NO; k++)
		if (is[log->parts[k]] != COLLECTED_NO)
			is[at] = COLLECTED_PART;
	return is[at] != before;
}

void
logs_spread(const struct logs *l, const struct log_pairs *pairs,
    enum collected *is)
{
	bool changed = true;
	size_t i;

	for (i = 0; i < l->n; i++)
		spread_pairs(l, pairs, i, is);
	while (changed)
		for (changed = false, i = 0; i < l->n; i++)
			changed |= spread_up(l, i, is);
}

/* The names of MITRE's sources, each once, sorted; frees: v. */
static struct lookup
source_names(const struct logs *l)
{
	struct lookup names = { 0 };
	size_t i, n = 0;

	lookup_list(&names, l->sources.v, l->sources.n, sizeof(*l->sources.v),
	    offsetof(struct log_pair, name));
	for (i = 0; i < names.n; i++)
		if (n == 0 || strcmp(names.v[n - 1].text, names.v[i].text) != 0)
			names.v[n++] = names.v[i];
	names.n = n;
	return names;
}

/* The name as MITRE spells it, ASCII case aside; or as it is. */
static const char *
spell(const struct lookup *names, const char *name)
{
	size_t i;

	if (lookup_first(names, name) > 0)
		return name;
	for (i = 0; i < names->n; i++)
		if (str_equal_nocase(names->v[i].text, name))
			return names->v[i].text;
	return name;
}

void
logs_spell(struct logs *l)
{
	struct lookup names = source_names(l);
	size_t i, k, mitre = logs_vocabulary(l, "mitre");
	struct log_name *name;

	for (i = 0; i < l->n; i++)
		for (k = 0; k < l->v[i].nnames; k++) {
			name = &l->v[i].names[k];
			if (name->vocabulary == mitre)
				name->name = spell(&names, name->name);
		}
	free(names.v);
}

void
logs_collect(struct logs *l)
{
	enum collected *is = mem_array(l->n, sizeof(*is));
	size_t i;

	spread_told(l, is);
	if (l->given.n > 0)
		qsort(l->given.v, l->given.n, sizeof(*l->given.v), compare_pairs);
	logs_spread(l, &l->given, is);
	for (i = 0; i < l->n; i++)
		l->v[i].collected = is[i];
	free(is);
}

bool
logs_source_collected(const struct logs *l, const char *name,
    const char *channel, const struct strs *platforms)
{
	return logs_covers(&l->given, name, channel, platforms, NULL);
}
