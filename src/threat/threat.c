/* How well a threat's techniques are covered, and what would close them. */
#include "threat/threat.h"

#include <stdlib.h>

#include "base/buf.h"
#include "count/context.h"
#include "count/needs.h"
#include "count/perspective.h"
#include "count/platforms.h"
#include "count/provenance.h"
#include "threat/targets.h"
#include "value/member.h"
#include "words/words.h"

enum {
	CLOSERS_MAX = 3, /* of each kind */
	ANSWERS_MAX = 100, /* rules of yours that are named */
};

struct threats {
	struct catalog *c;
	struct catalog_selection selection; /* without kinds */
	const char *kind;
	enum of of; /* whose controls are counted */
	struct tally tally;
};

const char *const threat_states[] = { "open", "thin", "moved", "covered",
	"out", NULL };

enum threat_state
threat_state(bool scoped, long long n, bool tested, bool moved)
{
	if (!scoped)
		return THREAT_OUT;
	if (n == 0)
		return moved ? THREAT_MOVED : THREAT_OPEN;
	return n == 1 || !tested ? THREAT_THIN : THREAT_COVERED;
}

void
threat_close(struct threats *t)
{
	if (t == NULL)
		return;
	tally_free(&t->tally);
	free(t);
}

struct threats *
threat_open(struct catalog *c, const struct catalog_selection *selection,
    const char *kind)
{
	struct threats *t = mem_alloc(sizeof(*t));
	struct perspective p;

	t->c = c;
	if (selection != NULL)
		t->selection = *selection;
	t->selection.kinds = (struct strs){ 0 };
	t->kind = kind == NULL ? kind_name(KIND_DETECTION) : kind;
	if (perspective_read(c, &t->selection, &p) == -1) {
		threat_close(t);
		return NULL;
	}
	t->of = p.of[kind_read(t->kind)];
	if (tally_make(&t->tally, c, &t->selection) == 0 &&
	    context_add(&t->tally, c, &t->selection, t->kind) == 0)
		return t;
	threat_close(t);
	return NULL;
}

/* Adds the state and, if it is thin, why. */
static void
add_state(cJSON *t, const char *kind)
{
	const cJSON *best = member_get(member_get(t, "best"), kind);
	long long n = member_number(t, kind);
	bool weak = n > 0 && kind_read(kind) == KIND_DETECTION &&
	    best->valueint < EVIDENCE_TESTED;
	enum threat_state state = threat_state(member_get(t, "scoped") != NULL,
	    n, !weak, member_get(t, "moved_id") != NULL);

	cJSON_ReplaceItemInObject(t, "state",
	    cJSON_CreateString(threat_states[state]));
	if (best != NULL)
		member_add_number(t, "evidence", (long long)best->valuedouble);
	member_add_flag(t, "one", state == THREAT_THIN && n == 1);
	member_add_flag(t, "weak", state == THREAT_THIN && weak);
}

static bool
has_state(const cJSON *t, const char *state)
{
	return str_equal(member_string(t, "state"), state);
}

static bool
wants_closing(const cJSON *t)
{
	return has_state(t, "open") || has_state(t, "thin") ||
	    has_state(t, "moved");
}

/* The model of a target technique, from the tally and the target. */
static cJSON *
new_technique(const struct threats *x, const cJSON *target)
{
	static const char *const kept[] = { "pk", "targets", "via", "score",
		"vulnerabilities", NULL };
	cJSON *t = cJSON_Duplicate(tally_find(&x->tally, target, "pk"), 1);

	cJSON_DeleteItemFromObject(t, "active");
	add_state(t, x->kind);
	member_copy_all(t, target, kept);
	member_add_number(t, "used_by",
	    cJSON_GetArraySize(member_get(t, "targets")));
	return t;
}

/* Adds rows of controls to the techniques that they are of, as a member. Both
 * lists are by pk. */
static void
add_controls(cJSON *list, const char *name, const cJSON *rows)
{
	static const char *const kept[] = { "kind", "id", "title", "url",
		"type", "level", "evidence", "needs", "needs_text", "runs",
		"lacks", NULL };
	cJSON *t = list->child, *one;
	const cJSON *row;

	cJSON_ArrayForEach(row, rows) {
		while (member_number(t, "pk") < member_number(row, "technique"))
			t = t->next;
		if (member_get(t, name) == NULL)
			cJSON_AddArrayToObject(t, name);
		one = cJSON_CreateObject();
		member_add_text(one, "source", member_string(row, "source_id"));
		member_copy_all(one, row, kept);
		cJSON_AddItemToArray(member_get(t, name), one);
	}
}

/* Adds what answers each technique, and what would close it: controls of the
 * kind, and tests, which prove a rule. */
static int
add_closers(const struct threats *x, cJSON *list)
{
	cJSON *pks = cJSON_CreateArray(), *all = cJSON_CreateArray();
	cJSON *rows = NULL, *answers = NULL, *t, *row, *next;
	const enum kind kind = kind_read(x->kind);
	int rc = -1;

	cJSON_ArrayForEach(t, list) {
		cJSON_AddItemReferenceToArray(all, member_get(t, "pk"));
		if (wants_closing(t))
			cJSON_AddItemReferenceToArray(pks,
			    member_get(t, "pk"));
	}
	if (catalog_closers(x->c, &x->selection, x->kind, pks, CLOSERS_MAX,
	    &rows) == -1 || (x->of != OF_AVAILABLE &&
	    catalog_answers(x->c, &x->selection, x->kind, all, x->of == OF_ALL
	    ? CLOSERS_MAX : ANSWERS_MAX, &answers) == -1))
		goto out;
	for (row = rows->child; row != NULL; row = next) {
		next = row->next;
		if (member_kind(row) != kind && (kind != KIND_DETECTION ||
		    member_kind(row) != KIND_TEST))
			cJSON_Delete(cJSON_DetachItemViaPointer(rows, row));
	}
	if (needs_add_to(x->c, rows, "control") == -1 || (answers != NULL &&
	    needs_add_to(x->c, answers, "control") == -1))
		goto out;
	add_controls(list, "closers", rows);
	add_controls(list, "answers", answers);
	rc = 0;
out:
	cJSON_Delete(pks);
	cJSON_Delete(all);
	cJSON_Delete(rows);
	cJSON_Delete(answers);
	return rc;
}

static int
add_strategies(const struct threats *x, cJSON *t)
{
	cJSON *rows = NULL, *row;

	if (kind_read(x->kind) != KIND_DETECTION || !wants_closing(t))
		return 0;
	if (catalog_rows_of(x->c, Q_STRATEGIES, member_number(t, "pk"), &rows)
	    == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		cJSON_DeleteItemFromObject(row, "pk");
	if (rows->child != NULL)
		cJSON_AddItemToObject(t, "strategies", rows);
	return 0;
}

static size_t
state_place(const cJSON *t)
{
	size_t i = 0;

	while (i < THREAT_STATES && !has_state(t, threat_states[i]))
		i++;
	return i;
}

static int
by_urgency(const void *a, const void *b)
{
	const cJSON *x = *(cJSON *const *)a, *y = *(cJSON *const *)b;
	const cJSON *sx = member_get(x, "score"), *sy = member_get(y, "score");
	double score = (sx == NULL ? 0 : sx->valuedouble) -
	    (sy == NULL ? 0 : sy->valuedouble);
	size_t px = state_place(x), py = state_place(y);
	long long used = member_number(y, "used_by") -
	    member_number(x, "used_by");
	long long known = member_number(y, "vulnerabilities") -
	    member_number(x, "vulnerabilities");

	if (px != py)
		return px < py ? -1 : 1;
	if (score != 0)
		return score > 0 ? -1 : 1;
	if (used != 0)
		return used > 0 ? 1 : -1;
	return known != 0 ? (known > 0 ? 1 : -1) : context_compare(x, y);
}

static bool
is_of_domain(const cJSON *t, const cJSON *domain)
{
	return str_equal(member_string(t, "domain"),
	    member_string(domain, "id"));
}

/* If platforms bound the domain, appends "; of those answered 40 by ..." */
static void
put_apart(struct buf *b, cJSON *domain, const cJSON *list, const char *kind)
{
	long long answered = 0, named = 0;
	const cJSON *t;
	cJSON *figure;

	if (member_get(domain, "platforms") == NULL)
		return;
	cJSON_ArrayForEach(t, list) {
		if (has_state(t, "out") || !is_of_domain(t, domain))
			continue;
		answered += member_number(t, kind) > 0;
		named += member_number(member_get(t, "named"), kind) > 0;
	}
	member_add_number(domain, "named", named);
	figure = cJSON_CreateObject();
	member_add_number(figure, "covered", answered);
	member_add_number(figure, "named", named);
	platforms_put_apart(b, "; of those answered ", figure, kind_read(kind),
	    member_get(domain, "platforms"));
	cJSON_Delete(figure);
}

/* "ATT&CK enterprise 18.1: 3 of 9 techniques covered, 2 of these thin, ...; 52 more
 * not for Linux; 3 more out of scope; of those answered ..." */
static void
put_states(struct buf *b, cJSON *domain, const cJSON *list, const char *kind,
    enum of of)
{
	long long not_for = 0, out;
	const cJSON *t;

	if (platforms_none(domain, b))
		return;
	domain_put(b, member_string(domain, "id"),
	    member_string(domain, "version"));
	buf_printf(b, ": %lld of %lld techniques %s%s, %lld of these thin, "
	    "%lld %s", member_number(domain, "answered"),
	    member_number(domain, "of"), of == OF_YOURS ? "" : "with ",
	    perspective_state(of, kind_read(kind), "covered"),
	    member_number(domain, "thin"), member_number(domain, "open"),
	    of == OF_YOURS ? "open" : "with none");
	if (member_number(domain, "moved") > 0)
		buf_printf(b, ", %lld moved in ATT&CK %s",
		    member_number(domain, "moved"),
		    member_string(domain, "newer_version"));
	cJSON_ArrayForEach(t, list)
		not_for += platforms_left_out(t) && has_state(t, "out") &&
		    is_of_domain(t, domain);
	if (not_for > 0) {
		buf_printf(b, "; %lld more not for ", not_for);
		platforms_put(b, member_get(domain, "platforms"));
	}
	out = member_number(domain, "out") - not_for;
	if (out > 0)
		buf_printf(b, "; %lld more out of scope", out);
	put_apart(b, domain, list, kind);
}

/* Adds to a domain how many techniques have each state, and a sentence. */
static void
add_state_figures(cJSON *domain, const cJSON *list, const char *kind,
    enum of whose)
{
	struct buf text = BUF_INIT;
	long long n, of = 0;
	const cJSON *t;
	size_t i;

	for (i = 0; i < THREAT_STATES; i++) {
		n = 0;
		cJSON_ArrayForEach(t, list)
			n += has_state(t, threat_states[i]) &&
			    is_of_domain(t, domain);
		member_add_number(domain, threat_states[i], n);
		of += i == THREAT_OUT ? 0 : n;
	}
	member_add_number(domain, "of", of);
	member_add_number(domain, "answered", member_number(domain, "covered") +
	    member_number(domain, "thin"));
	put_states(&text, domain, list, kind, whose);
	member_take_buf(domain, "text", &text);
}

void
threat_put_definitions(struct buf *b, enum of of, enum kind kind)
{
	struct buf noun = BUF_INIT;

	perspective_put_noun(&noun, of, kind, false);
	buf_printf(b, "%s: at least one %s names it (definition exact); thin: "
	    "only one does%s", perspective_state(of, kind, "covered"),
	    buf_str(&noun), kind == KIND_DETECTION
	    ? ", or none with evidence E2 or better" : "");
	buf_puts(b, of == OF_YOURS ? "; open: none does" : "");
	buf_free(&noun);
}

/* Adds what the states mean, and figures of domains that have any. */
static void
add_domain_summaries(const struct threats *x, cJSON *m, const cJSON *list)
{
	const enum kind kind = kind_read(x->kind);
	struct buf b = BUF_INIT;
	cJSON *d, *next;

	threat_put_definitions(&b, x->of, kind);
	member_take_buf(m, "definitions", &b);
	for (d = member_get(m, "domains")->child; d != NULL; d = next) {
		next = d->next;
		add_state_figures(d, list, x->kind, x->of);
		if (member_number(d, "of") + member_number(d, "out") == 0 &&
		    member_get(m, "domains")->child->next != NULL)
			provenance_leave_out(m, d);
	}
}

/* Finishes the techniques in list, and adds figures of them to m. */
static int
finish(const struct threats *x, cJSON *m, cJSON *list)
{
	cJSON *t;

	if (add_closers(x, list) == -1)
		return -1;
	cJSON_ArrayForEach(t, list) {
		if (add_strategies(x, t) == -1 || context_add_moved(x->c, t,
		    member_number(t, "pk")) == -1)
			return -1;
		cJSON_DeleteItemFromObject(t, "pk");
	}
	member_sort(list, by_urgency);
	add_domain_summaries(x, m, list);
	return 0;
}

/* Adds how many targets there are, each once, and what they come from. */
static int
add_targets(const struct threats *x, cJSON *m)
{
	cJSON *labels = cJSON_CreateArray();
	struct strs sources = { 0 };
	const cJSON *t, *s;
	const char *label;
	int rc;

	cJSON_ArrayForEach(t, member_get(m, "targets")) {
		label = member_string(t, "label");
		if (!member_has(labels, label))
			cJSON_AddItemToArray(labels, cJSON_CreateString(label));
		cJSON_ArrayForEach(s, member_get(t, "sources"))
			strs_add(&sources, s->valuestring);
	}
	member_add_number(m, "used_of", cJSON_GetArraySize(labels));
	rc = sources.n == 0 ? 0
	    : provenance_add_from_sources(m, x->c, &sources);
	strs_free(&sources);
	cJSON_Delete(labels);
	return rc;
}

cJSON *
threat_answer(struct threats *x, const struct strs *words, unsigned how)
{
	static const char *const kept[] = { "targets", "told", "unresolved",
		"found", NULL };
	cJSON *m = cJSON_CreateObject(), *list = cJSON_CreateArray();
	cJSON *targets = targets_resolve(x->c, words, how);
	const cJSON *t;
	int rc = -1;

	if (targets == NULL ||
	    provenance_add(m, x->c, &x->selection, x->kind) == -1)
		goto out;
	cJSON_AddStringToObject(m, "kind", x->kind);
	member_copy_all(m, targets, kept);
	if (add_targets(x, m) == -1)
		goto out;
	cJSON_ArrayForEach(t, member_get(targets, "techniques"))
		cJSON_AddItemToArray(list, new_technique(x, t));
	rc = finish(x, m, list);
out:
	cJSON_Delete(targets);
	cJSON_AddItemToObject(m, "techniques", list);
	if (rc == 0)
		return m;
	cJSON_Delete(m);
	return NULL;
}
