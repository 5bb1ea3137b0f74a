/* What the pages of the HTML site share. */
#include "site.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "model/matrix.h"
#include "model/model.h"
#include "value/value.h"

/* Rows of the catalog whose pages stand in a folder. */
static int
add_links(struct site *s, struct catalog *c, enum catalog_query q,
    const char *folder)
{
	cJSON *rows = NULL;

	if (catalog_rows(c, q, NULL, &rows) == -1)
		return -1;
	prose_links_add(&s->links, rows, folder);
	cJSON_Delete(rows);
	return 0;
}

static void
add_common(struct site *s)
{
	static const char *const kept[] = { "title", "sample", "generator",
		"scope", "attack", NULL };
	const cJSON *member;
	size_t i;

	s->common = cJSON_CreateObject();
	for (i = 0; kept[i] != NULL; i++) {
		member = value_get(s->model, kept[i]);
		if (member != NULL)
			cJSON_AddItemToObject(s->common, kept[i],
			    cJSON_Duplicate(member, 1));
	}
	cJSON_AddBoolToObject(s->common, "markdown",
	    (s->o->formats & RENDER_MARKDOWN) != 0);
}

static void
take_cells(struct site *s)
{
	cJSON *cell;

	s->cells = mem_array((size_t)cJSON_GetArraySize(
	    value_get(s->matrix, "cells")), sizeof(*s->cells));
	cJSON_ArrayForEach(cell, value_get(s->matrix, "cells"))
		s->cells[s->ncells++] = cell;
}

int
site_begin(struct site *s, struct catalog *c)
{
	s->matrix = model_matrix(c, s->model);
	if (s->matrix == NULL ||
	    add_links(s, c, Q_TECHNIQUES, "techniques") == -1)
		return -1;
	take_cells(s);
	prose_links_sort(&s->links);
	add_common(s);
	return 0;
}

void
site_end(struct site *s)
{
	prose_links_free(&s->links);
	cJSON_Delete(s->common);
	cJSON_Delete(s->matrix);
	free(s->cells);
}

/* The way up from path. */
static void
add_root(cJSON *page, const char *path)
{
	struct buf root = BUF_INIT;

	for (; *path != '\0'; path++)
		if (*path == '/')
			buf_puts(&root, "../");
	cJSON_AddStringToObject(page, "root", buf_str(&root));
	buf_free(&root);
}

int
site_put(const struct site *s, const char *name, cJSON *page, const char *path,
    const char *section)
{
	struct buf out = BUF_INIT, flag = BUF_INIT;
	int rc;

	cJSON_AddItemReferenceToObject(page, "site", s->common);
	add_root(page, path);
	if (section != NULL) {
		buf_printf(&flag, "in_%s", section);
		cJSON_AddTrueToObject(page, buf_str(&flag));
	}
	rc = mustache_render(s->templates, name, page, escape_html, &out);
	if (rc == 0)
		rc = tree_put(s->tree, path, buf_str(&out), out.len);
	buf_free(&out);
	buf_free(&flag);
	return rc;
}

/* The data that a script filters the matrix by, as a script of its own. */
static int
put_matrix_data(const struct site *s, struct catalog *c)
{
	cJSON *data = model_matrix_data(c, s->model, s->matrix);
	struct buf out = BUF_INIT;
	char *text;
	int rc;

	if (data == NULL)
		return -1;
	text = cJSON_PrintUnformatted(data);
	buf_printf(&out, "var sextantMatrix = %s;\n", text);
	rc = tree_put(s->tree, "matrix-data.js", buf_str(&out), out.len);
	cJSON_free(text);
	cJSON_Delete(data);
	buf_free(&out);
	return rc;
}

static int
put_index(const struct site *s, struct catalog *c)
{
	cJSON *page = cJSON_CreateObject();
	int rc;

	cJSON_AddItemReferenceToObject(page, "domains",
	    value_get(s->matrix, "domains"));
	cJSON_AddItemReferenceToObject(page, "sources",
	    value_get(s->model, "sources"));
	rc = site_put(s, "html/index", page, "index.html", "matrix");
	cJSON_Delete(page);
	return rc == 0 ? put_matrix_data(s, c) : -1;
}

int
site_put_all(const struct site *s, struct catalog *c)
{
	return put_index(s, c);
}
