/* What a list of policies' controls says of their techniques. */
#include "policies.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/key.h"
#include "base/mem.h"
#include "count/breadth.h"
#include "count/percent.h"
#include "count/perspective.h"
#include "count/platforms.h"
#include "count/provenance.h"
#include "value/member.h"
#include "words/words.h"

const char *const controls_orders[] = { "id", "breadth", "unanswered", NULL };

static const enum kind answering[] = { KIND_DETECTION, KIND_TEST };
enum { ANSWERING = sizeof(answering) / sizeof(answering[0]) };

/* A technique in scope. */
struct answered {
	const char *id, *domain;
	bool named;         /* by a control of the list */
	bool by[ANSWERING]; /* has such a control */
};

struct policies {
	struct answered *v; /* by pk - 1; without an id: not in scope */
	size_t n;
	cJSON *techniques, *pairs;
};

static int
read_techniques(struct policies *p, struct catalog *c,
    const struct catalog_selection *selection)
{
	struct answered *one;
	const cJSON *row;

	if (platforms_techniques(c, selection, NULL, &p->techniques) == -1)
		return -1;
	p->n = (size_t)cJSON_GetArraySize(p->techniques);
	p->v = mem_array(p->n, sizeof(*p->v));
	cJSON_ArrayForEach(row, p->techniques) {
		if (member_get(row, "scoped") == NULL)
			continue;
		one = &p->v[member_number(row, "pk") - 1];
		one->id = member_string(row, "id");
		one->domain = member_string(row, "domain");
	}
	return 0;
}

static int
read_answers(struct policies *p, struct catalog *c,
    const struct catalog_selection *answers)
{
	struct catalog_count *v;
	size_t n, i, k;

	if (catalog_read_counts(c, answers, NULL, &v, &n) == -1)
		return -1;
	for (i = 0; i < n; i++)
		for (k = 0; k < ANSWERING; k++)
			if (v[i].kind == answering[k])
				p->v[v[i].technique - 1].by[k] = true;
	free(v);
	return 0;
}

/* How many techniques in scope the domain has (NULL: all domains). */
static long long
count_scope(const struct policies *p, const char *domain)
{
	long long n = 0;
	size_t i;

	for (i = 0; i < p->n; i++)
		n += p->v[i].id != NULL && (domain == NULL ||
		    str_equal(p->v[i].domain, domain));
	return n;
}

/* The domain of the source with that id. */
static const char *
domain_of(const cJSON *model, const char *id)
{
	const cJSON *s;

	cJSON_ArrayForEach(s, member_get(model, "sources"))
		if (str_equal(member_string(s, "id"), id))
			return member_string(s, "domain");
	return NULL;
}

static void
add_id(cJSON *to, const char *id)
{
	cJSON_AddItemToArray(to, cJSON_CreateString(id));
}

/* Adds all that is said of a control; from is the first of the pairs that may be
 * its own. Returns the first behind these. */
static const cJSON *
add_policy(struct policies *p, cJSON *control, const char *domain,
    const cJSON *from)
{
	long long pk = member_number(control, "pk"), of, names = 0;
	long long by[ANSWERING] = { 0 };
	cJSON *ids = cJSON_CreateArray(), *without = cJSON_CreateArray();
	cJSON *answered;
	struct buf percent = BUF_INIT;
	struct answered *t;
	size_t i;

	while (from != NULL && member_number(from, "control") < pk)
		from = from->next;
	for (; from != NULL && member_number(from, "control") == pk;
	    from = from->next) {
		t = &p->v[member_number(from, "technique") - 1];
		if (t->id == NULL)
			continue;
		names++;
		t->named = true;
		add_id(ids, t->id);
		if (!t->by[0])
			add_id(without, t->id);
		for (i = 0; i < ANSWERING; i++)
			by[i] += t->by[i];
	}
	of = count_scope(p, domain);
	member_add_text(control, "domain", domain);
	percent_put(&percent, names, of, 1);
	member_add_number(control, "names", names);
	member_add_number(control, "of", of);
	member_take_buf(control, "percent", &percent);
	answered = cJSON_AddObjectToObject(control, "answered");
	for (i = 0; i < ANSWERING; i++)
		member_add_number(answered, kind_name(answering[i]), by[i]);
	member_add_number(control, "unanswered", names - by[0]);
	cJSON_DeleteItemFromObject(control, "techniques");
	cJSON_AddItemToObject(control, "techniques", ids);
	cJSON_AddItemToObject(control, "unanswered_techniques", without);
	return from;
}

/* Adds to what bounds the figures of each domain of what they are: "Of
 * techniques of ATT&CK 18.1; answered by detection rules of yours, public tests."
 * A file without talk says it in each row. */
static void
add_basis_policies(cJSON *model, const struct perspective *of)
{
	struct buf b = BUF_INIT;
	cJSON *d;
	size_t i;

	cJSON_ArrayForEach(d, member_get(model, "domains")) {
		if (member_string(d, "basis") != NULL)
			buf_printf(&b, "%s ", member_string(d, "basis"));
		buf_printf(&b, "Of techniques of ATT&CK %s; answered by",
		    member_string(d, "version"));
		for (i = 0; i < ANSWERING; i++) {
			buf_puts(&b, i == 0 ? " " : ", ");
			perspective_put_noun(&b, of->of[answering[i]],
			    answering[i], true);
		}
		buf_putc(&b, '.');
		cJSON_DeleteItemFromObject(d, "basis");
		member_take_buf(d, "basis", &b);
	}
}

/* "they name 488 of 691 techniques: 42 with detection rules of yours, 30 with
 * public tests; 18 of them name over 100" */
static void
put_sentence_policies(const cJSON *answered, const struct perspective *of,
    int controls, struct buf *b)
{
	long long names = member_number(answered, "names"), broad, n;
	size_t i;

	buf_printf(b, "%s %lld ", controls == 1 ? "it names" : "they name",
	    names);
	if (member_get(answered, "of") != NULL)
		buf_printf(b, "of %lld ", member_number(answered, "of"));
	buf_printf(b, "technique%s", names == 1 &&
	    member_get(answered, "of") == NULL ? "" : "s");
	for (i = 0; i < ANSWERING; i++) {
		n = member_number(answered, kind_name(answering[i]));
		buf_printf(b, "%s %lld with ", i == 0 ? ":" : ",", n);
		perspective_put_noun(b, of->of[answering[i]], answering[i],
		    true);
	}
	broad = member_number(answered, "broad");
	if (broad > 0)
		buf_printf(b, "; %lld of them name%s over %d", broad,
		    broad == 1 ? "s" : "", BREADTH_BROAD);
}

/* What is said of all controls together. */
static void
add_together(const struct policies *p, cJSON *model, const cJSON *list,
    const struct perspective *of)
{
	long long names = 0, broad = 0, by[ANSWERING] = { 0 };
	cJSON *answered = cJSON_AddObjectToObject(model, "answered");
	const cJSON *domains = member_get(model, "domains"), *k;
	struct buf text = BUF_INIT;
	size_t i, j;

	for (i = 0; i < p->n; i++) {
		names += p->v[i].named;
		for (j = 0; j < ANSWERING; j++)
			by[j] += p->v[i].named && p->v[i].by[j];
	}
	cJSON_ArrayForEach(k, list)
		broad += member_number(k, "names") > BREADTH_BROAD;
	member_add_number(answered, "names", names);
	if (domains->child != NULL && domains->child->next == NULL)
		member_add_number(answered, "of", count_scope(p, NULL));
	for (j = 0; j < ANSWERING; j++)
		member_add_number(answered, kind_name(answering[j]), by[j]);
	member_add_number(answered, "broad", broad);
	buf_printf(&text, "%s; ", member_string(model, "text"));
	put_sentence_policies(answered, of, cJSON_GetArraySize(list), &text);
	cJSON_DeleteItemFromObject(model, "text");
	member_take_buf(model, "text", &text);
}

/* Whose rules and tests answer, and their sources. */
static int
add_answering(struct catalog *c, cJSON *model,
    const struct catalog_selection *answers, struct perspective *of)
{
	cJSON *from = cJSON_CreateObject(), *sources, *s, *next, *words;
	struct strs ids = { 0 };
	size_t i;
	int rc = -1;

	if (perspective_read(c, answers, of) == -1 ||
	    provenance_add(from, c, answers, NULL) == -1)
		goto out;
	words = member_get(model, "perspective");
	sources = member_get(from, "sources");
	for (i = 0; i < ANSWERING; i++)
		cJSON_ReplaceItemInObject(words, kind_name(answering[i]),
		    cJSON_CreateString(of_name(of->of[answering[i]])));
	for (s = sources->child; s != NULL; s = next) {
		next = s->next;
		for (i = 0; i < ANSWERING; i++)
			if (member_kind(s) == answering[i])
				break;
		if (i == ANSWERING)
			continue;
		strs_add(&ids, member_string(s, "id"));
		cJSON_AddItemToArray(member_get(model, "sources"),
		    cJSON_DetachItemViaPointer(sources, s));
	}
	rc = provenance_add_from_sources(model, c, &ids);
out:
	strs_free(&ids);
	cJSON_Delete(from);
	return rc;
}

/* By source and id, as people count. */
static int
compare_id(const cJSON *x, const cJSON *y)
{
	struct buf a = BUF_INIT, b = BUF_INIT;
	int order = strcmp(member_string(x, "source"),
	    member_string(y, "source"));

	if (order == 0) {
		key_put(member_text_or(x, "id", member_text(x, "title")), &a);
		key_put(member_text_or(y, "id", member_text(y, "title")), &b);
		order = key_compare(buf_str(&a), buf_str(&b));
	}
	buf_free(&a);
	buf_free(&b);
	return order != 0 ? order
	    : member_number(x, "pk") < member_number(y, "pk") ? -1 : 1;
}

static int
by_source_id(const void *a, const void *b)
{
	return compare_id(*(cJSON *const *)a, *(cJSON *const *)b);
}

static int
by_most(const void *a, const void *b, const char *member)
{
	const cJSON *x = *(cJSON *const *)a, *y = *(cJSON *const *)b;
	long long n = member_number(x, member), m = member_number(y, member);

	return n != m ? (n > m ? -1 : 1) : compare_id(x, y);
}

static int
by_breadth(const void *a, const void *b)
{
	return by_most(a, b, "names");
}

static int
by_unanswered(const void *a, const void *b)
{
	return by_most(a, b, "unanswered");
}

static int (*const orders[])(const void *a, const void *b) = {
	[CONTROLS_BY_ID] = by_source_id,
	[CONTROLS_BY_BREADTH] = by_breadth,
	[CONTROLS_BY_UNANSWERED] = by_unanswered,
};

int
policies_answer(struct catalog *c, cJSON *model, cJSON *list,
    const struct catalog_selection *selection,
    const struct controls_asked *asked)
{
	struct catalog_selection answers = { .of = asked->answers,
		.platforms = selection->platforms };
	struct policies p = { NULL, 0, NULL, NULL };
	struct perspective of;
	const cJSON *pair;
	cJSON *k;
	int rc = -1;

	if (read_techniques(&p, c, selection) == -1 ||
	    read_answers(&p, c, &answers) == -1 ||
	    catalog_pairs(c, selection, &p.pairs) == -1)
		goto out;
	pair = p.pairs->child;
	cJSON_ArrayForEach(k, list) {
		if (asked->before != NULL) /* in an order of their own */
			pair = p.pairs->child;
		pair = add_policy(&p, k, domain_of(model,
		    member_string(k, "source")), pair);
	}
	if (add_answering(c, model, &answers, &of) == -1)
		goto out;
	add_basis_policies(model, &of);
	add_together(&p, model, list, &of);
	if (asked->before == NULL)
		member_sort(list, orders[asked->by]);
	rc = 0;
out:
	free(p.v);
	cJSON_Delete(p.techniques);
	cJSON_Delete(p.pairs);
	return rc;
}
