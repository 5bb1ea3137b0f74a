/* The pages of sources, and the lists of their controls. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "catalog/each.h"
#include "count/needs.h"
#include "count/perspective.h"
#include "model/bases.h"
#include "model/matrix.h"
#include "model/model.h"
#include "model/technique_logs.h"
#include "site.h"
#include "technique_rows.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"
#include "words/worth.h"

int
site_fill_source(struct site_page *p)
{
	const char *id = member_text(p->of, "id");
	cJSON *list = cJSON_CreateArray(), *f;

	cJSON_AddItemReferenceToObject(p->data, "source", p->of);
	site_add_figures(p->data, "figures", p->site, p->of);
	cJSON_AddBoolToObject(p->data, "has_ledger",
	    member_get(p->of, "ledger")->child != NULL);
	cJSON_ArrayForEach(f, member_get(p->site->sources, "findings"))
		if (strcmp(member_text(f, "source"), id) == 0)
			cJSON_AddItemReferenceToArray(list, f);
	cJSON_AddBoolToObject(p->data, "has_findings", list->child != NULL);
	cJSON_AddBoolToObject(p->data, "has_pairs",
	    member_kind(p->of) == KIND_CROSSWALK);
	cJSON_AddItemToObject(p->data, "own_findings", list);
	return 0;
}

/* Why it does not count, in b if need be; NULL: it does. */
static const char *
why_not(const cJSON *control, struct buf *b)
{
	const char *base_of = member_text(control, "base_of");
	const char *copy = member_text(control, "copy");

	if (member_get(control, "counts") != NULL)
		return NULL;
	if (copy != NULL && member_text(control, "copy_state") == NULL &&
	    member_get(control, "catch_all") == NULL &&
	    member_lifecycle(control) == LIFECYCLE_ACTIVE) {
		buf_printf(b, "in use as %s", copy);
		return buf_str(b);
	}
	if (base_of == NULL && member_lifecycle(control) == LIFECYCLE_ACTIVE &&
	    perspective_excluded(member_whose(control)) != NULL)
		return perspective_excluded(member_whose(control));
	if (base_of == NULL)
		return member_lifecycle(control) == LIFECYCLE_ACTIVE
		    ? member_text(control, "catch_all_words")
		    : member_text(control, "lifecycle");
	bases_put_silent(base_of, b);
	return buf_str(b);
}

static cJSON *
new_listed(const struct site *s, const cJSON *source, const cJSON *control)
{
	cJSON *row = cJSON_CreateObject();
	struct buf b = BUF_INIT;

	cJSON_AddStringToObject(row, "name", member_text(control, "title"));
	member_add_or_false(row, "id", member_text(control, "id"));
	member_add_or_false(row, "href", member_text(control, "url"));
	member_add_or_false(row, "page", control_pages_of(&s->controls,
	    member_number(control, "pk")));
	member_add_or_false(row, "outside", member_get(source, "own") == NULL &&
	    cJSON_IsString(member_get(row, "page"))
	    ? member_text(control, "url") : NULL);
	member_add_or_false(row, "level", member_text(control, "level"));
	member_add_number(row, "rank", level_of(member_text(control, "level")));
	member_add_or_false(row, "status", member_text(control, "status"));
	member_add_or_false(row, "why", why_not(control, &b));
	cJSON_AddBoolToObject(row, "yours", member_get(source, "own") == NULL &&
	    member_whose(control) == WHOSE_YOURS);
	matrix_add_evidence(row, member_evidence(control));
	needs_row_add(row, control, member_get(control, "counts") != NULL);
	cJSON_AddItemToObject(row, "proved",
	    value_words(member_text(control, "proved")));
	cJSON_AddBoolToObject(row, "some_proved",
	    member_get(row, "proved")->child != NULL);
	cJSON_AddItemToObject(row, "ids",
	    value_words(member_text(control, "techniques")));
	buf_free(&b);
	return row;
}

/* "controls/sigma.html", "controls/sigma.2.html": no id has a dot. */
static void
name_page(struct buf *path, const char *folder, const char *id, int number)
{
	buf_reset(path);
	buf_printf(path, "%s%s", folder, id);
	if (number > 1)
		buf_printf(path, ".%d", number);
	buf_puts(path, ".html");
}

/* The numbers of all pages, this one marked. */
static void
add_numbers(cJSON *page, const char *id, int number, int pages)
{
	cJSON *list = cJSON_AddArrayToObject(page, "numbers"), *one;
	struct buf path = BUF_INIT;
	int i;

	for (i = 1; i <= pages && pages > 1; i++) {
		one = cJSON_CreateObject();
		cJSON_AddNumberToObject(one, "number", i);
		name_page(&path, "", id, i);
		cJSON_AddStringToObject(one, "page_href", buf_str(&path));
		cJSON_AddBoolToObject(one, "this", i == number);
		cJSON_AddItemToArray(list, one);
	}
	cJSON_AddBoolToObject(page, "several_pages", pages > 1);
	buf_free(&path);
}

/* A source's list while it is made. Its rows are many, and folded (value/value.h):
 * each outlet reads them one at a time. */
struct listing {
	struct site site; /* of its key */
	struct catalog *catalog;
	cJSON *source, *rows;
	struct row_columns columns;
	struct arena *mem; /* of rows */
	struct buf all;    /* the rows of all pages as HTML, as a string of JSON */
};

/* Takes some of Q_LISTED. */
static int
take_rows(void *ctx, cJSON *controls)
{
	struct listing *l = ctx;
	cJSON *rows = cJSON_CreateArray(), *one;
	struct arena *before;

	cJSON_ArrayForEach(one, controls)
		member_copy(one, l->source, "kind");
	if (member_kind(l->source) == KIND_DETECTION &&
	    needs_add_to(l->catalog, controls, "pk") == -1)
		return -1;
	cJSON_ArrayForEach(one, controls)
		cJSON_AddItemToArray(rows, new_listed(&l->site, l->source, one));
	rows_note_columns(&l->columns, rows);
	before = value_use(l->mem);
	cJSON_ArrayForEach(one, rows)
		cJSON_AddItemToArray(l->rows, value_fold(one));
	value_use(before);
	return 0;
}

/* The list's twins have all rows, and each page names them. */
static int
put_list_twins(struct listing *l, cJSON *list)
{
	struct buf path = BUF_INIT;
	int rc;

	cJSON_AddItemReferenceToObject(list, "rows", l->rows);
	cJSON_AddItemReferenceToObject(list, "source", l->source);
	name_page(&path, "controls/", member_text(l->source, "id"), 1);
	rc = site_put_twins(&l->site, "html/control_list", list, buf_str(&path));
	cJSON_DeleteItemFromObject(list, "rows");
	cJSON_DeleteItemFromObject(list, "source");
	buf_free(&path);
	return rc;
}

/* Appends the rows of a page to those of all. */
static int
add_to_all(struct listing *l, const cJSON *page)
{
	struct buf html = BUF_INIT, text = BUF_INIT;
	cJSON string = { .type = cJSON_String };
	int rc = mustache_render(l->site.templates, "html/partials/control_rows",
	    page, escape_html, &html);

	string.valuestring = html.s;
	if (rc == 0 && html.len > 0) {
		value_print(&string, &text);
		buf_put(&l->all, buf_str(&text) + 1, text.len - 2);
	}
	buf_free(&html);
	buf_free(&text);
	return rc;
}

/* Puts one page of the list, to which the first of the rows move. */
static int
put_control_list(struct listing *l, const cJSON *list, int number)
{
	const char *id = member_text(l->source, "id");
	cJSON *page = cJSON_Duplicate(list, 1), *here;
	int pages = (int)member_number(list, "pages"), i, rc = 0;
	struct buf path = BUF_INIT;

	cJSON_AddItemReferenceToObject(page, "source", l->source);
	cJSON_AddNumberToObject(page, "number", number);
	add_numbers(page, id, number, pages);
	here = cJSON_AddArrayToObject(page, "rows");
	for (i = 0; i < SITE_LISTED && l->rows->child != NULL; i++)
		cJSON_AddItemToArray(here, cJSON_DetachItemViaPointer(l->rows,
		    l->rows->child));
	name_page(&path, "controls/", id, number);
	if (pages > 1)
		rc = add_to_all(l, page);
	if (rc == 0)
		rc = site_put(&l->site, "html/control_list", page,
		    buf_str(&path), NULL);
	buf_free(&path);
	return rc;
}

/* The rows of all pages as one script, which filters and sorts load. */
static int
put_all_rows(struct listing *l)
{
	struct buf path = BUF_INIT;
	int rc;

	buf_puts(&l->all, "\");\n");
	buf_printf(&path, "controls/%s.js", member_text(l->source, "id"));
	rc = site_put_bytes(&l->site, buf_str(&path), NULL, &l->all);
	buf_free(&path);
	return rc;
}

static int
put_control_lists(struct listing *l)
{
	int pages = (cJSON_GetArraySize(l->rows) + SITE_LISTED - 1) /
	    SITE_LISTED, number, rc = 0;
	cJSON *list = cJSON_CreateObject();
	struct arena page = { 0 }, *before;

	cJSON_AddStringToObject(list, "root", "../");
	cJSON_AddNumberToObject(list, "pages", pages);
	rows_add_columns(list, &l->columns, member_kind(l->source));
	if (pages > 0)
		rc = put_list_twins(l, list);
	buf_puts(&l->all, "sextantRows(\"");
	before = value_use(&page);
	for (number = 1; rc == 0 && number <= pages; number++) {
		rc = put_control_list(l, list, number);
		arena_reset(&page);
	}
	value_use(before);
	arena_free(&page);
	if (rc == 0 && pages > 1)
		rc = put_all_rows(l);
	buf_free(&l->all);
	return rc;
}

static int
keep_control_lists(const struct site_page *p, char hex[DIGEST_HEX + 1])
{
	const struct site *s = p->site;
	struct key key;

	site_begin_unit(s, &key, "control lists");
	made_from_add_source(&s->made, &key, member_number(p->of, "ord"));
	key_add(&key, p->of);
	return site_keep(s, &key, hex);
}

int
site_put_control_lists(struct site_page *p)
{
	struct listing l = { .site = *p->site, .catalog = p->catalog,
		.source = p->of, .rows = cJSON_CreateArray(),
		.mem = value_arena() };
	char ord[24], key[DIGEST_HEX + 1];
	int rc = keep_control_lists(p, key);

	if (rc != 0)
		return rc == 1 ? 0 : -1;
	l.site.key = key;
	snprintf(ord, sizeof(ord), "%lld", member_number(p->of, "ord"));
	if (catalog_each(p->catalog, Q_LISTED, ord, take_rows, &l) == -1)
		return -1;
	return put_control_lists(&l);
}

/* The source with the most mappings has the longest bar. */
cJSON *
site_sources(const struct site *s, struct catalog *c)
{
	cJSON *all = cJSON_CreateObject(), *source;
	long long most = 0, n;

	cJSON_AddItemToObject(all, "sources",
	    cJSON_Duplicate(member_get(s->model, "sources"), 1));
	all = model_sources(c, all);
	cJSON_ArrayForEach(source, member_get(all, "sources")) {
		n = member_number(source, "mappings");
		most = n > most ? n : most;
	}
	cJSON_ArrayForEach(source, member_get(all, "sources")) {
		n = member_number(source, "mappings");
		member_add_number(source, "bar", most == 0 ? 0 : n * 100 / most);
		cJSON_AddBoolToObject(source, "has_controls",
		    member_number(source, "controls") > 0);
		cJSON_AddBoolToObject(source, "has_layer", n > 0);
	}
	return all;
}
