/* The pages that there are once, and those of tactics and of old ids. */
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "frame.h"
#include "model/matrix.h"
#include "prose/description.h"
#include "value/member.h"

static int
put_index(const struct site *s, struct catalog *c, cJSON *of)
{
	cJSON *page = cJSON_CreateObject();

	(void)of;
	cJSON_AddItemReferenceToObject(page, "domains",
	    member_get(s->matrix, "domains"));
	cJSON_AddItemReferenceToObject(page, "sources",
	    member_get(s->sources, "sources"));
	if (site_put(s, "html/index", page, "index.html", "matrix") == -1)
		return -1;
	return site_put_data(s, "sextantMatrix", model_matrix_data(c, s->model,
	    s->matrix, s->actors), "matrix-data.js");
}

static int
put_tactics(const struct site *s, struct catalog *c, cJSON *of)
{
	cJSON *page = cJSON_CreateObject();

	(void)c;
	(void)of;
	cJSON_AddItemReferenceToObject(page, "domains",
	    member_get(s->matrix, "domains"));
	return site_put(s, "html/tactics", page, "tactics/index.html",
	    "tactics");
}

/* Of the tactics of one id, of several domains, the first has the page. */
static bool
is_first(const struct site *s, const cJSON *of)
{
	const cJSON *domain, *tactic;

	cJSON_ArrayForEach(domain, member_get(s->matrix, "domains"))
		cJSON_ArrayForEach(tactic, member_get(domain, "tactics"))
			if (str_equal_nocase(member_text(tactic, "id"),
			    member_text(of, "id")))
				return tactic == of;
	return true;
}

/* of is the tactic, of the matrix. */
static int
put_tactic(const struct site *s, struct catalog *c, cJSON *of)
{
	cJSON *page = cJSON_CreateObject();
	struct buf path = BUF_INIT, text = BUF_INIT;
	int rc = -1;

	(void)c;
	cJSON_AddItemReferenceToObject(page, "tactic", of);
	description_markdown(&text, member_text(of, "description"), false,
	    NULL);
	cJSON_AddStringToObject(page, "markdown", buf_str(&text));
	buf_printf(&path, "tactics/%s.html", member_text(of, "id"));
	if (prose_add(&s->links, "../", page, "markdown", "description_html",
	    false) == 0)
		rc = site_put(s, "html/tactic", page, buf_str(&path), NULL);
	buf_free(&path);
	buf_free(&text);
	return rc;
}

/* An old id leads to its successor, or says that it has none. */
static int
put_old(const struct site *s, cJSON *row)
{
	cJSON *page = cJSON_CreateObject();
	struct buf path = BUF_INIT;
	int rc;

	cJSON_AddItemReferenceToObject(page, "old", row);
	buf_printf(&path, "techniques/%s.html", member_text(row, "id"));
	rc = site_put(s, "html/redirect", page, buf_str(&path), NULL);
	buf_free(&path);
	return rc;
}

static bool
is_cellless(const struct site *s, const cJSON *row)
{
	return cJSON_IsNull(s->cells[(size_t)member_get(row,
	    "pk")->valuedouble - 1]);
}

/* Is it of no technique of today, and the first of those with its id? */
static bool
is_old(const struct site *s, const cJSON *row)
{
	const cJSON *other;
	bool found = false;

	if (!is_cellless(s, row))
		return false;
	cJSON_ArrayForEach(other, s->techniques) {
		if (other == row)
			found = true;
		else if (strcmp(member_text(other, "id"),
		    member_text(row, "id")) == 0 &&
		    (member_get(other, "page") != NULL || (!found &&
		    is_cellless(s, other))))
			return false;
	}
	return true;
}

static int
put_all_old(const struct site *s, struct catalog *c, cJSON *of)
{
	cJSON *row;
	int rc = 0;

	(void)c;
	(void)of;
	cJSON_ArrayForEach(row, s->techniques)
		if (rc == 0 && is_old(s, row))
			rc = put_old(s, row);
	return rc;
}

static int
put_methodology(const struct site *s, struct catalog *c, cJSON *of)
{
	cJSON *page = cJSON_CreateObject();

	(void)c;
	(void)of;
	cJSON_AddItemReferenceToObject(page, "domains",
	    member_get(s->matrix, "domains"));
	cJSON_AddItemReferenceToObject(page, "attack_domains",
	    member_get(s->model, "domains"));
	cJSON_AddItemReferenceToObject(page, "sources",
	    member_get(s->sources, "sources"));
	cJSON_AddItemReferenceToObject(page, "findings",
	    member_get(s->sources, "findings"));
	cJSON_AddItemToObject(page, "levels", model_evidence_levels(s->matrix,
	    member_get(s->model, "sources")));
	return site_put(s, "html/methodology", page, "methodology.html",
	    "methodology");
}

/* A host shows it at any address: it needs to know where the site stands. */
static int
put_not_found(const struct site *s, struct catalog *c, cJSON *of)
{
	cJSON *page = cJSON_CreateObject();
	struct buf root = BUF_INIT;

	(void)c;
	(void)of;
	if (s->o->base != NULL)
		buf_printf(&root, "%s/", s->o->base);
	cJSON_AddStringToObject(page, "root", buf_str(&root));
	buf_free(&root);
	return site_put(s, "html/404", page, "404.html", NULL);
}

/* What the user's own look needs. */
static int
put_look(const struct site *s, struct catalog *c, cJSON *of)
{
	const char *logo = member_text(s->common, "logo");
	struct buf picture = BUF_INIT;
	int rc = 0;

	(void)c;
	(void)of;
	if (logo != NULL) {
		rc = file_read(s->o->logo, 0, &picture);
		if (rc == 0)
			rc = tree_put(s->tree, logo, buf_str(&picture),
			    picture.len);
		buf_free(&picture);
	}
	if (rc == 0 && s->o->accent != NULL)
		rc = site_put(s, "html/accent", cJSON_CreateObject(),
		    "assets/accent.css", NULL);
	if (rc == 0)
		rc = site_put(s, "html/robots", cJSON_CreateObject(),
		    "robots.txt", NULL);
	return rc;
}

void
site_add_pages(struct site *s)
{
	cJSON *domain, *tactic;

	site_add_piece(s, put_index, NULL);
	site_add_piece(s, put_all_old, NULL);
	site_add_piece(s, put_methodology, NULL);
	site_add_piece(s, put_tactics, NULL);
	site_add_piece(s, put_not_found, NULL);
	site_add_piece(s, put_look, NULL);
	cJSON_ArrayForEach(domain, member_get(s->matrix, "domains"))
		cJSON_ArrayForEach(tactic, member_get(domain, "tactics"))
			if (is_first(s, tactic))
				site_add_piece(s, put_tactic, tactic);
}
