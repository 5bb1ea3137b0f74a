/* The pages of sources, and the lists of their controls. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "frame.h"
#include "model/matrix.h"
#include "model/model.h"
#include "value/member.h"
#include "value/value.h"

enum { PAGE_CONTROLS = 400 };

/* Each page says which of the site's own lists are of it. */
static int
put_list_sources(const struct site *s, struct catalog *c, cJSON *of)
{
	cJSON *page = cJSON_CreateObject(), *copy;

	(void)c;
	(void)of;
	cJSON_AddItemReferenceToObject(page, "sources",
	    member_get(s->sources, "sources"));
	copy = cJSON_Duplicate(page, 1);
	if (site_put(s, "html/sources", page, "sources/index.html",
	    "sources") == -1)
		return -1;
	return site_put(s, "html/controls", copy, "controls/index.html", NULL);
}

static cJSON *
findings_of(const struct site *s, const char *id)
{
	cJSON *list = cJSON_CreateArray(), *f;

	cJSON_ArrayForEach(f, member_get(s->sources, "findings"))
		if (strcmp(member_text(f, "source"), id) == 0)
			cJSON_AddItemReferenceToArray(list, f);
	return list;
}

static int
put_source_sources(const struct site *s, cJSON *source)
{
	const char *id = member_text(source, "id");
	cJSON *page = cJSON_CreateObject(), *list;
	struct buf path = BUF_INIT;
	int rc;

	cJSON_AddItemReferenceToObject(page, "source", source);
	cJSON_AddBoolToObject(page, "has_ledger",
	    member_get(source, "ledger")->child != NULL);
	list = findings_of(s, id);
	cJSON_AddBoolToObject(page, "has_findings", list->child != NULL);
	cJSON_AddItemToObject(page, "own_findings", list);
	buf_printf(&path, "sources/%s.html", id);
	rc = site_put(s, "html/source", page, buf_str(&path), NULL);
	buf_free(&path);
	return rc;
}

static void
put_or_false(cJSON *to, const char *name, const char *text)
{
	if (text != NULL)
		cJSON_AddStringToObject(to, name, text);
	else
		cJSON_AddFalseToObject(to, name);
}

/* Why it does not count, in b if need be; NULL: it does. */
static const char *
why_not(const cJSON *control, struct buf *b)
{
	const char *lifecycle = member_text(control, "lifecycle");
	const char *base_of = member_text(control, "base_of");

	if (member_get(control, "counts") != NULL)
		return NULL;
	if (base_of == NULL)
		return strcmp(lifecycle, "active") == 0 ? "catch-all"
		    : lifecycle;
	model_base_of(base_of, b);
	return buf_str(b);
}

static void
add_row(cJSON *rows, const cJSON *control)
{
	static const char *const kept[] = { "level", "status", NULL };
	const cJSON *evidence = member_get(control, "evidence");
	cJSON *row = cJSON_CreateObject();
	struct buf b = BUF_INIT;
	size_t i;

	cJSON_AddItemToArray(rows, row);
	cJSON_AddStringToObject(row, "name", member_text(control, "title"));
	put_or_false(row, "href", member_text(control, "url"));
	for (i = 0; kept[i] != NULL; i++)
		put_or_false(row, kept[i], member_text(control, kept[i]));
	put_or_false(row, "why", why_not(control, &b));
	cJSON_AddNumberToObject(row, "evidence", evidence->valuedouble);
	cJSON_AddStringToObject(row, "glyph",
	    model_evidence_glyph((long long)evidence->valuedouble));
	cJSON_AddItemToObject(row, "proved",
	    value_words(member_text(control, "proved")));
	cJSON_AddBoolToObject(row, "some_proved",
	    member_get(row, "proved")->child != NULL);
	cJSON_AddItemToObject(row, "ids",
	    value_words(member_text(control, "techniques")));
	buf_free(&b);
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

/* One page of controls, from *at on, which goes on behind them. */
static int
put_controls_sources(const struct site *s, cJSON *source, const cJSON **at,
    int number, int pages)
{
	const char *id = member_text(source, "id");
	cJSON *page = cJSON_CreateObject(), *rows;
	struct buf path = BUF_INIT;
	int i, rc;

	cJSON_AddItemReferenceToObject(page, "source", source);
	add_numbers(page, id, number, pages);
	rows = cJSON_AddArrayToObject(page, "rows");
	for (i = 0; i < PAGE_CONTROLS && *at != NULL; i++) {
		add_row(rows, *at);
		*at = (*at)->next;
	}
	name_page(&path, "controls/", id, number);
	rc = site_put(s, "html/control_list", page, buf_str(&path), NULL);
	buf_free(&path);
	return rc;
}

static int
put_all_controls(const struct site *s, struct catalog *c, cJSON *source)
{
	cJSON *rows = NULL;
	const cJSON *at;
	char ord[24];
	int number, pages, rc = 0;

	snprintf(ord, sizeof(ord), "%.0f",
	    member_get(source, "ord")->valuedouble);
	if (catalog_rows(c, Q_LISTED, ord, &rows) == -1)
		return -1;
	at = rows->child;
	pages = (cJSON_GetArraySize(rows) + PAGE_CONTROLS - 1) / PAGE_CONTROLS;
	for (number = 1; rc == 0 && number <= pages; number++)
		rc = put_controls_sources(s, source, &at, number, pages);
	return rc;
}

/* of is the source. */
static int
put_pages(const struct site *s, struct catalog *c, cJSON *of)
{
	return put_source_sources(s, of) == 0 ? put_all_controls(s, c, of) : -1;
}

/* How long a bar of each is: in percent of the longest. */
static void
add_bars(cJSON *sources)
{
	double most = 0, n;
	cJSON *source;

	cJSON_ArrayForEach(source, sources) {
		n = member_get(source, "mappings")->valuedouble;
		most = n > most ? n : most;
	}
	cJSON_ArrayForEach(source, sources) {
		n = member_get(source, "mappings")->valuedouble;
		cJSON_AddNumberToObject(source, "bar", most == 0 ? 0
		    : (double)(long long)(n * 100 / most));
	}
}

void
site_add_sources(struct site *s)
{
	cJSON *source;

	add_bars(member_get(s->sources, "sources"));
	site_add_piece(s, put_list_sources, NULL);
	cJSON_ArrayForEach(source, member_get(s->sources, "sources")) {
		cJSON_AddBoolToObject(source, "has_controls",
		    member_get(source, "controls")->valuedouble > 0);
		cJSON_AddBoolToObject(source, "has_layer",
		    member_get(source, "mappings")->valuedouble > 0);
		site_add_piece(s, put_pages, source);
	}
}
