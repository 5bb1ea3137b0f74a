/* Which techniques nothing answers, and what counts for each one. */
#include "model/gaps.h"

#include <stdlib.h>

#include "base/buf.h"
#include "count/context.h"
#include "count/perspective.h"
#include "count/platforms.h"
#include "count/priority.h"
#include "count/provenance.h"
#include "model/gap_logs.h"
#include "value/member.h"
#include "words/reason.h"
#include "words/words.h"

/* What is asked, and what is known so far. */
struct question {
	struct catalog *c;
	const struct catalog_selection *selection;
	const struct gaps_filter *filter;
	const char *kind;
	enum of of; /* whose controls are counted */
	struct tally tally;
	struct priority *priority; /* NULL: not asked for */
	bool *in_tactics, *in_users; /* by pk - 1; NULL: all */
	bool told; /* it is, which logs are collected */
};

/* The techniques of targets_resolve as flags, by pk - 1. */
static bool *
flags(const struct tally *r, const cJSON *targets)
{
	bool *in;
	const cJSON *t;

	if (targets == NULL)
		return NULL;
	in = mem_array(r->n, sizeof(*in));
	cJSON_ArrayForEach(t, member_get(targets, "techniques"))
		in[member_number(t, "pk") - 1] = true;
	return in;
}

static bool
is_asked_about(const struct question *q, size_t at)
{
	const cJSON *t = q->tally.by_pk[at];
	const char *domain = q->filter->domain;

	return t != NULL && member_get(t, "active") != NULL &&
	    (domain == NULL || str_equal(member_string(t, "domain"), domain)) &&
	    (q->in_tactics == NULL || q->in_tactics[at]) &&
	    (q->in_users == NULL || q->in_users[at]) &&
	    platforms_has(t, q->selection);
}

static const char *
state_of(const cJSON *t, const char *kind)
{
	long long n = member_number(t, kind);

	if (member_get(t, "scoped") == NULL)
		return "out";
	if (n > 0)
		return n == 1 ? "single" : "covered";
	return member_string(t, "moved_id") != NULL ? "moved" : "gap";
}

/* Ranks every technique: what the greatest of each factor is depends on none that
 * is asked about. */
static int
add_priorities(struct question *q)
{
	cJSON *t;
	size_t i;

	if (!q->filter->by_priority)
		return 0;
	q->priority = priority_open(q->c, q->tally.n,
	    q->filter->sectors);
	if (q->priority == NULL)
		return -1;
	for (i = 0; i < q->tally.n; i++) {
		t = q->tally.by_pk[i];
		if (t != NULL)
			priority_take(q->priority, (long long)i + 1, t,
			    member_get(t, "scoped") != NULL,
			    member_number(t, "available") > 0);
	}
	for (i = 0; i < q->tally.n; i++) {
		t = q->tally.by_pk[i];
		if (t == NULL || member_get(t, "scoped") == NULL)
			continue;
		priority_add(q->priority, (long long)i + 1, t);
		priority_add_factors(q->priority, (long long)i + 1, t);
	}
	return 0;
}

/* Adds what a domain's techniques are ranked by. */
static void
add_formula(cJSON *domain, const struct question *q)
{
	struct buf basis = BUF_INIT;

	if (q->priority == NULL)
		return;
	priority_add_maxima(q->priority, domain);
	priority_add_formula(q->priority, domain);
	if (member_string(domain, "basis") != NULL)
		buf_printf(&basis, "%s ", member_string(domain, "basis"));
	buf_printf(&basis, "By %s.", member_string(domain, "formula"));
	cJSON_DeleteItemFromObject(domain, "basis");
	member_take_buf(domain, "basis", &basis);
}

/* What ranks comes from sources of its own. */
static int
add_ranked_by(cJSON *m, const struct question *q)
{
	struct strs ids = { 0 };
	int rc;

	if (q->priority == NULL)
		return 0;
	cJSON_AddStringToObject(m, "by", "priority");
	priority_add_sector(q->priority, m);
	priority_add_sources(q->priority, &ids);
	rc = provenance_add_sources(m, q->c, &ids);
	strs_free(&ids);
	return rc;
}

/* Adds what logs have to do with those asked about; where these are only some,
 * that is not asked for. */
static int
add_logs(struct question *q)
{
	cJSON **asked = mem_array(q->tally.n, sizeof(*asked));
	bool *gaps = mem_array(q->tally.n, sizeof(*gaps));
	size_t i;
	int rc;

	for (i = 0; i < q->tally.n; i++) {
		if (!is_asked_about(q, i))
			continue;
		asked[i] = q->tally.by_pk[i];
		gaps[i] = str_equal(state_of(asked[i], q->kind), "gap");
	}
	rc = gap_logs_add(q->c, q->selection, q->kind, asked, q->tally.n, gaps,
	    q->filter->seen);
	free(asked);
	free(gaps);
	return rc;
}

/* Moves the techniques that are asked about into list, finished. */
static int
take_asked(struct question *q, cJSON *list)
{
	cJSON *t, *best;
	size_t i;

	for (i = 0; i < q->tally.n; i++) {
		if (!is_asked_about(q, i))
			continue;
		t = q->tally.by_pk[i];
		cJSON_DetachItemViaPointer(q->tally.techniques, t);
		cJSON_AddItemToArray(list, t);
		cJSON_DeleteItemFromObject(t, "active");
		cJSON_ReplaceItemInObject(t, "state",
		    cJSON_CreateString(state_of(t, q->kind)));
		if (q->filter->only != NULL) {
			cJSON_DeleteItemFromObject(t, "parent");
			cJSON_DeleteItemFromObject(t, "subs");
			cJSON_DeleteItemFromObject(t, "elsewhere");
		}
		best = member_get(member_get(t, "best"), q->kind);
		if (best != NULL)
			member_add_number(t, "evidence",
			    (long long)best->valuedouble);
		if (context_add_moved(q->c, t, (long long)i + 1) == -1)
			return -1;
	}
	return 0;
}

/* "ATT&CK mobile 17.1: APT29 uses nothing in mobile", if only what somebody
 * uses is asked about. */
static bool
put_unused(struct buf *b, const cJSON *domain, const struct question *q)
{
	const cJSON *users = member_get(q->filter->users, "targets"), *u;

	if (users == NULL || users->child == NULL ||
	    q->filter->tactics != NULL ||
	    member_number(domain, "of") + member_number(domain, "out") > 0)
		return false;
	domain_put(b, member_string(domain, "id"),
	    member_string(domain, "version"));
	buf_puts(b, ": ");
	cJSON_ArrayForEach(u, users)
		buf_printf(b, "%s%s", u == users->child ? ""
		    : u->next != NULL ? ", " : " and ",
		    member_string(u, "name"));
	buf_printf(b, " %s nothing in %s", users->child->next == NULL ? "uses"
	    : "use", member_string(domain, "id"));
	return true;
}

/* "ATT&CK enterprise 18.1: 5 of 9 techniques without a detection rule that
 * names them (exact); 4 with at least one, 2 of these with only one", or that
 * no technique is for the platforms. */
static void
put_sentence(struct buf *b, const cJSON *domain, const struct question *q)
{
	if (platforms_none(domain, b) || put_unused(b, domain, q))
		return;
	domain_put(b, member_string(domain, "id"),
	    member_string(domain, "version"));
	buf_printf(b, ": %lld of %lld techniques without a ",
	    member_number(domain, "gaps"), member_number(domain, "of"));
	perspective_put_noun(b, q->of, kind_read(q->kind), false);
	buf_printf(b, " that names them (exact); %lld with at least one, %lld "
	    "of these with only one", member_number(domain, "covered"),
	    member_number(domain, "single"));
	if (q->of == OF_YOURS)
		buf_printf(b, "; %s exist for %lld more",
		    perspective_noun(OF_AVAILABLE, kind_read(q->kind), true),
		    member_number(domain, "more"));
	platforms_put_apart(b, "; ", domain, kind_read(q->kind),
	    member_get(domain, "platforms"));
	if (member_number(domain, "moved") > 0)
		buf_printf(b, "; %lld more moved in ATT&CK %s",
		    member_number(domain, "moved"),
		    member_string(domain, "newer_version"));
}

/* "of the gaps 45: log, no rule; 20: rule, log not collected; 10: no log; 3: not
 * told; 30 could be closed by a public rule that runs" */
static void
add_reasons(cJSON *domain, const cJSON *list)
{
	static const enum reason order[] = { REASON_NO_RULE,
		REASON_NOT_COLLECTED, REASON_NO_LOG, REASON_NOT_TOLD };
	long long n[REASON_NONE + 1] = { 0 }, adoptable = 0;
	struct buf b = BUF_INIT;
	cJSON *reasons;
	const cJSON *t;
	size_t i;

	cJSON_ArrayForEach(t, list) {
		if (member_get(t, "why") == NULL || !str_equal(member_string(t,
		    "domain"), member_string(domain, "id")))
			continue;
		n[member_reason(t)]++;
		adoptable += member_number(t, "adopt_count") > 0;
	}
	reasons = cJSON_AddObjectToObject(domain, "reasons");
	for (i = 0; i < REASON_NONE; i++) {
		member_add_number(reasons, reason_name((enum reason)i), n[i]);
		if (n[order[i]] > 0)
			buf_printf(&b, "%s%lld %s", b.len > 0 ? "; "
			    : "of the gaps ", n[order[i]],
			    reason_text(order[i]));
	}
	member_add_number(domain, "adopt_count", adoptable);
	if (adoptable > 0)
		buf_printf(&b, "; for %lld a public rule runs on the logs "
		    "collected", adoptable);
	member_take_buf(domain, "why", &b);
}

static void
add_gap_counts(cJSON *domain, const cJSON *list, const struct question *q)
{
	long long single = 0, covered = 0, gaps = 0, moved = 0, out = 0;
	long long named = 0, more = 0;
	struct buf text = BUF_INIT;
	const char *state;
	const cJSON *t;

	cJSON_ArrayForEach(t, list) {
		if (!str_equal(member_string(t, "domain"),
		    member_string(domain, "id")))
			continue;
		state = member_string(t, "state");
		single += str_equal(state, "single");
		covered += str_equal(state, "covered");
		gaps += str_equal(state, "gap");
		more += str_equal(state, "gap") &&
		    member_number(t, "available") > 0;
		moved += str_equal(state, "moved");
		out += str_equal(state, "out");
		named += !str_equal(state, "out") && member_number(
		    member_get(t, "named"), q->kind) > 0;
	}
	covered += single;
	member_add_number(domain, "of", covered + gaps + moved);
	member_add_number(domain, "covered", covered);
	member_add_number(domain, "single", single);
	member_add_number(domain, "gaps", gaps);
	member_add_number(domain, "moved", moved);
	member_add_number(domain, "out", out);
	if (q->of == OF_YOURS)
		member_add_number(domain, "more", more);
	if (member_get(domain, "platforms") != NULL)
		member_add_number(domain, "named", named);
	put_sentence(&text, domain, q);
	member_take_buf(domain, "text", &text);
	if (q->told)
		add_reasons(domain, list);
}

static void
add_names(cJSON *filter, const char *name, const cJSON *targets)
{
	static const char *const kept[] = { "id", "name", "kind", NULL };

	if (targets != NULL)
		cJSON_AddItemToObject(filter, name,
		    member_pick_all(member_get(targets, "targets"), kept));
}

static int
add_question(cJSON *m, struct question *q, const cJSON *list)
{
	cJSON *filter, *d, *next;

	if (provenance_add(m, q->c, q->selection, q->kind) == -1 ||
	    add_ranked_by(m, q) == -1)
		return -1;
	cJSON_AddStringToObject(m, "kind", q->kind);
	cJSON_AddStringToObject(m, "definition",
	    coverage_names[COVERAGE_EXACT]);
	member_add_flag(m, "single", q->filter->single);
	filter = cJSON_AddObjectToObject(m, "filter");
	add_names(filter, "tactics", q->filter->tactics);
	add_names(filter, "users", q->filter->users);
	member_add_text(filter, "domain", q->filter->domain);
	member_add_text(filter, "reason", q->filter->reason);
	q->told = q->filter->only == NULL && member_get(m, "logs") != NULL &&
	    kind_read(q->kind) == KIND_DETECTION;
	for (d = member_get(m, "domains")->child; d != NULL; d = next) {
		next = d->next;
		if (q->filter->domain == NULL || str_equal(q->filter->domain,
		    member_string(d, "id")))
			add_gap_counts(d, list, q);
		if (member_get(d, "of") == NULL || (q->filter->only != NULL &&
		    member_number(d, "of") + member_number(d, "out") == 0)) {
			provenance_leave_out(m, d);
			continue;
		}
		add_formula(d, q);
	}
	return 0;
}

/* Answers with all techniques that are asked about. The selection's kinds are
 * ignored: the filter's kind is asked about. Returns NULL after reporting the
 * error. */
static cJSON *
answer_question(struct catalog *c, const struct catalog_selection *selection,
    const struct gaps_filter *filter)
{
	static const struct gaps_filter all = { 0 };
	cJSON *m = cJSON_CreateObject(), *list = cJSON_CreateArray();
	struct catalog_selection chosen = { 0 };
	struct question q = { .c = c, .selection = &chosen };
	struct perspective p;
	int rc = -1;

	if (selection != NULL)
		chosen = *selection;
	chosen.kinds = (struct strs){ 0 };
	q.filter = filter == NULL ? &all : filter;
	q.kind = q.filter->kind == NULL ? kind_name(KIND_DETECTION)
				      : q.filter->kind;
	if (perspective_read(c, &chosen, &p) == -1)
		goto out;
	q.of = p.of[kind_read(q.kind)];
	if ((q.filter->only == NULL ? tally_make(&q.tally, c, &chosen)
	    : tally_make_of(&q.tally, c, &chosen, q.filter->only)) == -1 ||
	    context_add(&q.tally, c, &chosen, q.kind) == -1 ||
	    add_priorities(&q) == -1)
		goto out;
	q.in_tactics = flags(&q.tally, q.filter->tactics);
	q.in_users = flags(&q.tally, q.filter->users);
	if (q.filter->only == NULL && add_logs(&q) == -1)
		goto out;
	if (take_asked(&q, list) == -1 || add_question(m, &q, list) == -1)
		goto out;
	rc = 0;
out:
	free(q.in_tactics);
	free(q.in_users);
	priority_free(q.priority);
	tally_free(&q.tally);
	cJSON_AddItemToObject(m, "techniques", list);
	if (rc == 0)
		return m;
	cJSON_Delete(m);
	return NULL;
}

/* Takes the techniques out of list whose state is one of two. */
static cJSON *
take_states(cJSON *list, const char *one, const char *other)
{
	cJSON *taken = cJSON_CreateArray(), *t, *next;
	const char *state;

	for (t = list->child; t != NULL; t = next) {
		next = t->next;
		state = member_string(t, "state");
		if (str_equal(state, one) || str_equal(state, other))
			cJSON_AddItemToArray(taken,
			    cJSON_DetachItemViaPointer(list, t));
	}
	return taken;
}

/* Leaves those that are a gap for that reason. */
static void
leave_reason(cJSON *list, enum reason reason)
{
	cJSON *t, *next;

	for (t = list->child; t != NULL; t = next) {
		next = t->next;
		if (member_reason(t) != reason)
			cJSON_Delete(cJSON_DetachItemViaPointer(list, t));
	}
}

cJSON *
gaps_list(struct catalog *c, const struct catalog_selection *selection,
    const struct gaps_filter *filter)
{
	cJSON *m = answer_question(c, selection, filter);

	if (m != NULL && filter != NULL && filter->by_priority)
		member_sort(member_get(m, "techniques"), priority_by_rank);
	if (m != NULL && filter != NULL && filter->single)
		cJSON_ReplaceItemInObject(m, "techniques",
		    take_states(member_get(m, "techniques"), "single", NULL));
	return m;
}

cJSON *
gaps_find(struct catalog *c, const struct catalog_selection *selection,
    const struct gaps_filter *filter)
{
	cJSON *m = answer_question(c, selection, filter), *all, *list, *moved;
	bool single = filter != NULL && filter->single;
	bool ranked = filter != NULL && filter->by_priority;

	if (m == NULL)
		return NULL;
	all = member_get(m, "techniques");
	list = take_states(all, "gap", single ? "single" : NULL);
	if (filter != NULL && filter->reason != NULL)
		leave_reason(list, reason_read(filter->reason));
	moved = take_states(all, "moved", NULL);
	member_sort(list, ranked ? priority_by_rank : context_by_use);
	member_sort(moved, ranked ? priority_by_rank : context_by_use);
	cJSON_ReplaceItemInObject(m, "techniques", list);
	cJSON_AddItemToObject(m, "moved", moved);
	return m;
}
