/* What is told of coverage, and of what changed. */
#include <string.h>

#include "count/facts.h"
#include "count/perspective.h"
#include "tell.h"
#include "value/member.h"
#include "words/words.h"

const struct field coverage_head[] = {
	{ FIELD_LIST, "visibility", "by domain, what could be seen on the logs collected" },
	END };

const struct field coverage_item[] = {
	{ FIELD_TEXT, "item", "figure, or source: what each source gave" },
	{ FIELD_TEXT, "domain", NULL }, { FIELD_TEXT, "kind", NULL },
	{ FIELD_TEXT, "definition", NULL }, { FIELD_TEXT, "means", NULL },
	{ FIELD_NUMBER, "covered", NULL }, { FIELD_NUMBER, "of", NULL },
	{ FIELD_NUMBER, "more", "others for which something is available" },
	{ FIELD_TEXT, "id", "of a source" },
	{ FIELD_NUMBER, "controls", "all that it has" },
	{ FIELD_NUMBER, "active", "of these, whosesoever" },
	{ FIELD_NUMBER, "mapped", "of these: they name a technique" },
	{ FIELD_COUNT, "unknown", "ids that ATT&CK does not have" }, END };

const struct field changes_head[] = {
	{ FIELD_FLAG, "same", "nothing changed in what both carry" },
	{ FIELD_LIST, "domains", "ATT&CK's versions: old and new" },
	{ FIELD_LIST, "settings", "what both were built with, where that differs" },
	{ FIELD_TEXT, "cause", "what alone it is due to" },
	{ FIELD_OBJECT, "counts", "how many items of each kind there are" }, END };

const struct field changes_item[] = {
	{ FIELD_TEXT, "item", "figures, sources, techniques, stranded, moves, controls, "
	    "attack: what the other members are about" },
	{ FIELD_TEXT, "domain", NULL }, { FIELD_TEXT, "kind", NULL },
	{ FIELD_TEXT, "id", NULL }, { FIELD_TEXT, "name", NULL },
	{ FIELD_TEXT, "title", NULL }, { FIELD_TEXT, "change", NULL },
	{ FIELD_TEXT, "cause", "controls, attack or settings" }, END };

/* A figure, and what it means: "techniques that at least one ... names". */
static void
tell_figure(struct telling *to, const cJSON *domain, const cJSON *figure,
    const char *kind, enum of of)
{
	const struct definition *d = definition_find(figure->string);
	struct buf means = BUF_INIT, noun = BUF_INIT;
	cJSON *item = cJSON_CreateObject();

	cJSON_AddItemToArray(to->items, item);
	cJSON_AddStringToObject(item, "item", "figure");
	member_copy(item, domain, "domain");
	cJSON_AddStringToObject(item, "kind", kind);
	cJSON_AddStringToObject(item, "definition", figure->string);
	perspective_put_noun(&noun, of, kind_read(kind), false);
	if (d != NULL)
		definition_put(&means, d, buf_str(&noun));
	buf_free(&noun);
	member_take_buf(item, "means", &means);
	field_add(item, figure, coverage_item);
}

/* The kind of the headline comes first. */
static const enum kind order[] = { KIND_DETECTION, KIND_POLICY, KIND_TEST };
enum { KINDS = sizeof(order) / sizeof(order[0]) };

static void
add_headline(struct telling *to, const cJSON *domain, const cJSON *perspective)
{
	const cJSON *kinds = member_get(domain, "definitions"), *exact;
	const cJSON *none = member_get(domain, "no_source");
	struct buf without = BUF_INIT;
	const char *between = "", *kind;
	size_t i;

	buf_puts(&to->answer, to->answer.len > 0 ? ". " : "");
	domain_put(&to->answer, member_text_or(domain, "domain", ""),
	    member_text_or(domain, "version", ""));
	buf_puts(&to->answer, ": ");
	for (i = 0; i < KINDS; i++) {
		kind = kind_name(order[i]);
		exact = member_get(member_get(kinds, kind), "exact");
		if (exact == NULL || member_has(none, kind))
			continue;
		buf_printf(&to->answer, "%s%lld of %lld techniques with a ",
		    between, member_number(exact, "covered"),
		    member_number(exact, "of"));
		perspective_put_noun(&to->answer,
		    of_read(member_text(perspective, kind)), order[i], false);
		between = ", ";
	}
	buf_puts(&to->answer, " (definition exact)");
	if (none == NULL)
		return;
	member_put_joined(&without, none, ", ");
	buf_printf(&to->answer, "; no source that is counted has controls of: %s",
	    buf_str(&without));
	buf_free(&without);
}

static void
tell_kinds(struct telling *to, const cJSON *domain, const cJSON *perspective)
{
	const cJSON *figure;
	const char *kind;
	size_t i;

	for (i = 0; i < KINDS; i++) {
		kind = kind_name(order[i]);
		if (member_has(member_get(domain, "no_source"), kind))
			continue;
		cJSON_ArrayForEach(figure, member_get(member_get(domain,
		    "definitions"), kind))
			tell_figure(to, domain, figure, kind,
			    of_read(member_text(perspective, kind)));
	}
}

void
tell_coverage(const cJSON *full, struct telling *to)
{
	const cJSON *perspective = member_get(full, "perspective");
	const cJSON *d, *s;
	cJSON *visible = cJSON_CreateArray(), *one;

	buf_puts(&to->definition, "Each figure has a definition (means), a kind, a "
	    "domain, and is of active techniques in scope. Kinds are never added up. "
	    "Figures of sources are of all that they have, whatever the scope.");
	cJSON_ArrayForEach(d, member_get(full, "domains")) {
		add_headline(to, d, perspective);
		tell_kinds(to, d, perspective);
		if (member_get(d, "visibility") == NULL)
			continue;
		one = cJSON_Duplicate(member_get(d, "visibility"), 1);
		member_copy(one, d, "domain");
		cJSON_AddItemToArray(visible, one);
	}
	if (visible->child != NULL)
		cJSON_AddItemToObject(to->head, "visibility", visible);
	cJSON_ArrayForEach(s, member_get(full, "sources"))
		tell_item(to, "source", s, coverage_item);
	tell_one_domain(to, member_get(full, "domains"));
}

/* "ATT&CK enterprise 18.1 -> 19.1": what both were made from. */
static void
tell_versions(const cJSON *full, struct telling *to)
{
	cJSON *attack = cJSON_AddArrayToObject(to->head, "attack");
	cJSON *sources = cJSON_AddArrayToObject(to->head, "sources");
	struct buf b = BUF_INIT;
	const cJSON *one;

	cJSON_ArrayForEach(one, member_get(full, "domains")) {
		buf_reset(&b);
		domain_put(&b, member_text_or(one, "domain", ""),
		    member_text_or(one, "old", "(none)"));
		buf_printf(&b, " -> %s", member_text_or(one, "new", "(none)"));
		cJSON_AddItemToArray(attack, cJSON_CreateString(buf_str(&b)));
		buf_printf(&to->answer, "%s%s", to->answer.len > 0 ? "; " : "",
		    buf_str(&b));
	}
	cJSON_ArrayForEach(one, member_get(full, "sources")) {
		buf_reset(&b);
		buf_printf(&b, "%s %s -> %s", member_text_or(one, "id", ""),
		    member_text_or(member_get(one, "old"), "accessed", "(local)"),
		    member_text_or(member_get(one, "new"), "accessed", "(local)"));
		cJSON_AddItemToArray(sources, cJSON_CreateString(buf_str(&b)));
	}
	buf_free(&b);
}

/* Of a source whose figures are the same there is nothing to tell. */
static bool
is_unchanged(const cJSON *row)
{
	return str_equal(member_text(row, "change"), "same");
}

void
tell_changes(const cJSON *full, struct telling *to)
{
	static const char *const lists[] = { "figures", "sources", "techniques",
		"stranded", "moves", "attack", "controls" };
	cJSON *counts = cJSON_CreateObject(), *item;
	const cJSON *row, *d;
	long long n;
	size_t i, any = 0;

	buf_puts(&to->definition, "The catalog beside the one before it. cause says "
	    "whether a change is due to controls, ATT&CK or settings. " COUNTS_FOR);
	tell_versions(full, to);
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		n = 0;
		cJSON_ArrayForEach(row, member_get(full, lists[i])) {
			if (is_unchanged(row))
				continue;
			item = cJSON_CreateObject();
			cJSON_AddStringToObject(item, "item", lists[i]);
			cJSON_ArrayForEach(d, row)
				cJSON_AddItemToObject(item, d->string,
				    cJSON_Duplicate(d, 1));
			cJSON_AddItemToArray(to->items, item);
			n++;
		}
		member_add_number(counts, lists[i], n);
		if (n > 0)
			buf_printf(&to->answer, "%s%lld rows of %s",
			    any++ > 0 ? ", " : ": ", n, lists[i]);
	}
	if (to->items->child == NULL)
		buf_puts(&to->answer, ": nothing changed");
	else if (str_equal(member_text(full, "cause"), "settings"))
		buf_puts(&to->answer, "; all of it by the scope and settings");
	cJSON_AddItemToObject(to->head, "counts", counts);
	field_add(to->head, full, changes_head);
}
