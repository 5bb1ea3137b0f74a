/*
 * The HTML site: what its pages share, and the pages.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef SITE_FRAME_H
#define SITE_FRAME_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "catalog/catalog.h"
#include "prose/prose.h"
#include "site/render.h"
#include "template/mustache.h"
#include "tree/tree.h"

struct site;

/* Pages that are made at one go, of what: by any thread, with its catalog. */
struct site_piece {
	int (*put)(const struct site *s, struct catalog *c, cJSON *of);
	cJSON *of;
};

/* Once site_begin is done, all threads read it. */
struct site {
	const struct render_options *o;
	const struct templates *templates;
	struct tree *tree;
	const cJSON *model;  /* model_site */
	cJSON *common;       /* what each page says: "site" in templates */
	cJSON *sources;      /* model_sources */
	cJSON *techniques;   /* Q_TECHNIQUES */
	cJSON *matrix;       /* model_matrix */
	cJSON *actors;       /* model_actors */
	cJSON **cells;       /* its cells, by pk - 1 */
	size_t ncells;
	struct prose_links links;
	struct site_piece *pieces; /* all but techniques */
	size_t npieces;
};

/*
 * Reads what pages share, into the thread's arena: o, templates, tree, model
 * and techniques are set. Returns 0, or -1. site_end in either case.
 */
int site_begin(struct site *s, struct catalog *c);
void site_end(struct site *s);

/*
 * Fills the template called name ("html/index") from page, which gets what
 * every page has: site, root (the way up: "../"), and the flag in_SECTION
 * ("in_matrix"; NULL: none); and puts it at path. Returns 0, or -1.
 */
int site_put(const struct site *s, const char *name, cJSON *page,
    const char *path, const char *section);

/* Puts JSON at path, as a script that sets a variable (NULL: as it is); takes
 * data, which may be NULL: -1. Returns 0, or -1. */
int site_put_data(const struct site *s, const char *variable, cJSON *data,
    const char *path);

/* Likewise JSON of export/api.h, as that is printed. */
int site_put_api(const struct site *s, cJSON *model, const char *path);

/* A technique's page, and that of its further rules, where it has any. The
 * model has its prose as Markdown, and is filled in further. */
int site_put_technique(const struct site *s, cJSON *technique);

/* What each file of pages has to be made; site_begin asks them all. */
void site_add_piece(struct site *s, int (*put)(const struct site *s,
    struct catalog *c, cJSON *of), cJSON *of);
void site_add_pages(struct site *s);
void site_add_sources(struct site *s);
void site_add_changes(struct site *s);
void site_add_data(struct site *s);
void site_add_gaps(struct site *s);
void site_add_threats(struct site *s);
void site_add_search(struct site *s);

#endif
