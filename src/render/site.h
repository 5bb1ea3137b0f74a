/* The HTML site: what its pages share, and the pages. */
#ifndef RENDER_SITE_H
#define RENDER_SITE_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "catalog/catalog.h"
#include "mustache.h"
#include "prose.h"
#include "render/render.h"
#include "tree.h"

/* Once site_begin is done, all threads read it. */
struct site {
	const struct render_options *o;
	const struct templates *templates;
	struct tree *tree;
	const cJSON *model;  /* model_site */
	cJSON *common;       /* what each page says: "site" in templates */
	cJSON *matrix;       /* model_matrix */
	cJSON **cells;       /* its cells, by pk - 1 */
	size_t ncells;
	struct prose_links links;
};

/* Reads what pages share: o, templates, tree and model are set. 0, or -1 once
 * said. site_end in either case. */
int site_begin(struct site *s, struct catalog *c);
void site_end(struct site *s);

/*
 * Fills the template called name ("html/index") from page, which gets what
 * every page has: site, root (the way up: "../"), and the flag in_SECTION
 * ("in_matrix"; NULL: none); and puts it at path. 0, or -1 once said.
 */
int site_put(const struct site *s, const char *name, cJSON *page,
    const char *path, const char *section);

/* A technique's page, and that of its further rules, where it has any. The
 * model has its prose as Markdown, and is filled in further. */
int site_put_technique(const struct site *s, cJSON *technique);

/* All other pages. 0, or -1 once said. */
int site_put_all(const struct site *s, struct catalog *c);

#endif
