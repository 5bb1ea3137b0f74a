/* What lint found, as the report that include/lint/lint.h documents. */
#include "lint_report.h"

#include <stdlib.h>
#include <string.h>

#include "value/member.h"
#include "words/words.h"

cJSON *
lint_result(const struct linting *l, const struct lint_document *d,
    const struct problem *p)
{
	const struct lint_control *of =
	    p->of > 0 ? &d->controls[p->of - 1] : NULL;
	cJSON *r = cJSON_CreateObject();
	enum lint_level level = p->level;

	/* One that is milder than its rule is of a control out of use. */
	if (level == lint_rules[p->rule].level)
		level = lint_level_of(l, p->rule);

	member_add_text(r, "rule", lint_rules[p->rule].id);
	member_add_text(r, "level", lint_level_name(level));
	member_add_text(r, "message", p->message);
	member_add_text(r, "path", d->file->path);
	if (p->line > 0)
		member_add_number(r, "line", p->line);
	if (p->column > 0)
		member_add_number(r, "column", p->column);
	member_add_text(r, "title", of == NULL ? NULL : of->title);
	member_add_text(r, "control", of == NULL ? NULL : of->id);
	member_add_text(r, "technique", p->technique);
	member_add_text(r, "successor", p->successor);
	member_add_text(r, "other", p->other);
	member_add_flag(r, "fixable", p->fixable);
	member_add_flag(r, "fixed", p->fixed);
	return r;
}

/* As results of a report are sorted; what is fixed first. */
static int
compare_problems(const void *a, const void *b)
{
	const struct problem *x = a, *y = b;
	int order;

	if (x->line != y->line)
		return x->line - y->line;
	if (x->column != y->column)
		return x->column - y->column;
	order = strcmp(lint_rules[x->rule].id, lint_rules[y->rule].id);
	if (order == 0)
		order = strcmp(x->message, y->message);
	return order != 0 ? order : (int)y->fixed - (int)x->fixed;
}

/* The same, and in the order of controls. */
static int
compare_found(const void *a, const void *b)
{
	const struct problem *x = a, *y = b;
	int order = compare_problems(a, b);

	return order != 0 ? order : x->of < y->of ? -1 : x->of > y->of;
}

void
lint_sort(const struct linting *l, struct lint_document *d)
{
	struct problem *v = d->problems;
	unsigned i, n = 0;

	if (d->nproblems > 0)
		qsort(v, d->nproblems, sizeof(*v), compare_found);
	for (i = 0; i < d->nproblems; i++)
		if (!lint_is_disabled(l, v[i].rule) && (n == 0 ||
		    compare_problems(&v[i], &v[n - 1]) != 0))
			v[n++] = v[i];
	d->nproblems = n;
}

static cJSON *
make_rules(const struct linting *l)
{
	cJSON *rules = cJSON_CreateArray(), *r;
	size_t i;

	for (i = 0; i < LINT_RULES; i++) {
		r = cJSON_CreateObject();
		member_add_text(r, "id", lint_rules[i].id);
		member_add_text(r, "level",
		    lint_level_name(lint_level_of(l, i)));
		member_add_text(r, "summary", lint_rules[i].summary);
		member_add_text(r, "help", lint_rules[i].help);
		cJSON_AddItemToArray(rules, r);
	}
	return rules;
}

static void
add_attack(const struct linting *l, cJSON *report, struct buf *context)
{
	cJSON *list = cJSON_AddArrayToObject(report, "attack"), *one;
	const char *version;
	size_t i;

	for (i = 0; i < l->config->nattacks; i++) {
		version = l->stix[i].version;
		one = cJSON_CreateObject();
		member_add_text(one, "domain", l->stix[i].domain);
		member_add_text(one, "version", version);
		cJSON_AddItemToArray(list, one);
		buf_puts(context, i > 0 ? ", " : "");
		if (i > 0 && l->stix[i].framework == NULL)
			buf_printf(context, "%s %s", l->stix[i].domain, version);
		else
			domain_put(context, l->stix[i].domain, version);
	}
}

/* How many documents each definition read, by their ids. */
static void
add_definitions(cJSON *report, const struct lint_document *docs, size_t n,
    struct buf *context)
{
	const cJSON *count;
	cJSON *to = cJSON_AddObjectToObject(report, "definitions");
	size_t i;

	for (i = 0; i < n; i++)
		if (docs[i].source != NULL)
			member_add_to(to, docs[i].source->id, 1);
	cJSON_ArrayForEach(count, to)
		buf_printf(context, "%s %s (%d)",
		    count == to->child ? "; read as" : ",", count->string,
		    count->valueint);
}

cJSON *
lint_report(const struct linting *l, const struct lint_document *docs,
    size_t n)
{
	cJSON *report = cJSON_CreateObject(), *checked;
	struct buf context = BUF_INIT;
	size_t i, passed = 0, rules = 0, ids = 0;

	cJSON_AddNumberToObject(report, "schema", 1);
	member_add_text(report, "tool", "lint");
	add_attack(l, report, &context);
	cJSON_AddArrayToObject(report, "results");
	for (i = 0; i < n; i++) {
		passed += docs[i].ncontrols == 0 && docs[i].nproblems == 0;
		rules += docs[i].ncontrols;
		ids += docs[i].nids;
	}
	cJSON_AddItemToObject(report, "rules", make_rules(l));
	checked = cJSON_AddObjectToObject(report, "checked");
	member_add_number(checked, "files", (long long)(n - passed));
	member_add_number(checked, "rules", (long long)rules);
	member_add_number(checked, "ids", (long long)ids);
	if (passed > 0)
		member_add_number(checked, "passed over", (long long)passed);
	add_definitions(report, docs, n, &context);
	member_add_text(report, "context", buf_str(&context));
	buf_free(&context);
	return report;
}
