/* What lint found, as the model that include/lint/lint.h documents. */
#include "lint_report.h"

#include <stdlib.h>
#include <string.h>

#include "value/clean.h"

static void
add_text_report(cJSON *to, const char *name, const char *text)
{
	if (text != NULL)
		cJSON_AddStringToObject(to, name, text);
}

static void
add_count(cJSON *to, const char *name, size_t n)
{
	cJSON_AddNumberToObject(to, name, (double)n);
}

static cJSON *
make_result(const struct linting *l, const struct problem *p)
{
	cJSON *r = cJSON_CreateObject();
	enum lint_level level = p->level;

	/* One that is milder than its rule is of a rule that is past. */
	if (level == lint_rules[p->rule].level)
		level = lint_level_of(l, p->rule);

	cJSON_AddStringToObject(r, "rule", lint_rules[p->rule].id);
	cJSON_AddStringToObject(r, "level", lint_level_name(level));
	cJSON_AddStringToObject(r, "message", p->message);
	cJSON_AddStringToObject(r, "path", p->path);
	if (p->line > 0)
		add_count(r, "line", (size_t)p->line);
	if (p->column > 0)
		add_count(r, "column", (size_t)p->column);
	add_text_report(r, "title", p->title);
	add_text_report(r, "control", p->control);
	add_text_report(r, "technique", p->technique);
	add_text_report(r, "successor", p->successor);
	add_text_report(r, "other", p->other);
	if (p->nedits > 0)
		cJSON_AddTrueToObject(r, "fixable");
	if (p->fixed)
		cJSON_AddTrueToObject(r, "fixed");
	return r;
}

static int
compare_problems(const void *a, const void *b)
{
	const struct problem *x = a, *y = b;

	if (x->line != y->line)
		return x->line - y->line;
	if (x->column != y->column)
		return x->column - y->column;
	if (x->rule != y->rule)
		return (int)x->rule - (int)y->rule;
	return strcmp(x->message, y->message);
}

/* In their order, each once: what an alias stands for is in several places. */
static void
add_results(const struct linting *l, cJSON *results, const struct problems *p)
{
	struct problem *v = mem_array(p->n, sizeof(*v));
	size_t i;

	if (p->n > 0) {
		memcpy(v, p->v, p->n * sizeof(*v));
		qsort(v, p->n, sizeof(*v), compare_problems);
	}
	for (i = 0; i < p->n; i++)
		if (!lint_is_disabled(l, v[i].rule) &&
		    (i == 0 || compare_problems(&v[i], &v[i - 1]) != 0))
			cJSON_AddItemToArray(results, make_result(l, &v[i]));
	free(v);
}

static cJSON *
make_rules(const struct linting *l)
{
	cJSON *rules = cJSON_CreateArray(), *r;
	size_t i;

	for (i = 0; i < LINT_RULES; i++) {
		r = cJSON_CreateObject();
		cJSON_AddStringToObject(r, "id", lint_rules[i].id);
		cJSON_AddStringToObject(r, "level",
		    lint_level_name(lint_level_of(l, i)));
		cJSON_AddStringToObject(r, "summary", lint_rules[i].summary);
		cJSON_AddStringToObject(r, "help", lint_rules[i].help);
		cJSON_AddItemToArray(rules, r);
	}
	return rules;
}

static void
add_attack_report(const struct linting *l, cJSON *report, struct buf *context)
{
	cJSON *list = cJSON_AddArrayToObject(report, "attack"), *one;
	const char *version;
	size_t i;

	buf_puts(context, "ATT&CK");
	for (i = 0; i < l->config->nattacks; i++) {
		version = l->stix[i].version;
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "domain", l->stix[i].domain);
		cJSON_AddStringToObject(one, "version", version);
		cJSON_AddItemToArray(list, one);
		buf_printf(context, "%s %s %s", i > 0 ? "," : "",
		    l->stix[i].domain, version);
	}
}

/* How many documents each definition read, by their ids. */
static void
add_definitions(cJSON *report, const struct lint_document *docs, size_t n,
    struct buf *context)
{
	cJSON *to = cJSON_AddObjectToObject(report, "definitions"), *count;
	size_t i;

	for (i = 0; i < n; i++) {
		if (docs[i].source == NULL)
			continue;
		count = cJSON_GetObjectItemCaseSensitive(to,
		    docs[i].source->id);
		if (count == NULL)
			cJSON_AddNumberToObject(to, docs[i].source->id, 1);
		else
			cJSON_SetNumberValue(count, count->valuedouble + 1);
	}
	cJSON_ArrayForEach(count, to)
		buf_printf(context, "%s %s (%d)",
		    count == to->child ? "; read as" : ",", count->string,
		    count->valueint);
}

cJSON *
lint_report(const struct linting *l, const struct lint_document *docs,
    size_t n)
{
	cJSON *report = cJSON_CreateObject(), *results, *checked;
	struct buf context = BUF_INIT;
	size_t i, passed = 0, rules = 0, ids = 0;

	cJSON_AddNumberToObject(report, "schema", 1);
	cJSON_AddStringToObject(report, "tool", "lint");
	add_attack_report(l, report, &context);
	results = cJSON_AddArrayToObject(report, "results");
	for (i = 0; i < n; i++) {
		add_results(l, results, &docs[i].fixed);
		add_results(l, results, &docs[i].problems);
		passed += docs[i].nrules == 0 && docs[i].problems.n == 0;
		rules += docs[i].nrules;
		ids += docs[i].nids;
	}
	cJSON_AddItemToObject(report, "rules", make_rules(l));
	checked = cJSON_AddObjectToObject(report, "checked");
	add_count(checked, "files", n - passed);
	add_count(checked, "rules", rules);
	add_count(checked, "ids", ids);
	if (passed > 0)
		add_count(checked, "passed over", passed);
	add_definitions(report, docs, n, &context);
	cJSON_AddStringToObject(report, "context", buf_str(&context));
	buf_free(&context);
	return report;
}
