/*
 * Catalog in, pages out. The catalog is read-only.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef SITE_RENDER_H
#define SITE_RENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "catalog/catalog.h"

enum {
	RENDER_HTML = 1,
	RENDER_MARKDOWN = 2,
	RENDER_COMPASS = 4,
};

struct render_options {
	const char *templates; /* folder of html/, markdown/, compass/ */
	const char *out;       /* folder that the tree is to stand at */
	const char *over;      /* folder whose files replace those of templates,
	                          or NULL */
	const char *statics;   /* folder whose files are added, or NULL */
	/* Of the site, each may be NULL: a file; a colour (#rrggbb); where it
	 * will stand, without a last /; a line below every page. */
	const char *logo, *accent, *base, *footer;
	const struct strs *pages; /* whose controls have a page each: own and
	                          policy (where it is empty or NULL, both), all,
	                          none, or ids */
	const char *previous;  /* catalog to compare with, or NULL; */
	const char *history;   /* else the history of builds, or NULL */
	/* What says of the pages what they were made from, and by which program
	 * (base/program.h): a file, and a digest; both NULL: nobody does. */
	const char *stamp, *program;
	int formats;           /* RENDER_HTML | … */
	int jobs;              /* 0: as many as there are processors */
};

struct render_result {
	size_t written, kept, gone; /* files */
};

/* The format called name ("html"), or 0. */
int render_format(const char *name);

/*
 * Renders every page of the catalog at path, and exchanges the tree (see
 * tree/tree.h): OUT/techniques/T1587.003.html and OUT/index.html,
 * OUT/markdown/T1587.003.md and OUT/markdown/index.md,
 * OUT/compass/T1587.003.md. Pages: every technique that is not revoked, and the
 * controls of pages: OUT/controls/SOURCE/NAME.html (src/site/control_pages.h).
 * Where the stamp says that all was made from the same (tree/tree.h), none is made.
 * Returns 0, or -1: then what stood before still does.
 */
int render_run(const char *catalog, const struct render_options *o,
    struct render_result *r);

/*
 * One technique's page in one format, from its model, appended to out: for
 * `show`. Files of the folder over replace those of templates, if it is not NULL.
 * Returns 0, or -1. The model is filled in further.
 */
int render_technique(const char *templates, const char *over, int format,
    cJSON *technique, struct buf *out);

/*
 * A report from its model, appended to out: "html/report" (board/board.h) or
 * "html/report_technique" (a technique's, with its view), as one page of HTML that
 * needs no other file, or "markdown/report". Files of the folder over replace those of
 * templates, if it is not NULL. Returns 0, or -1.
 */
int render_report(const char *templates, const char *over, const char *name,
    cJSON *model, struct buf *out);

/* Likewise one control's page as Markdown. */
int render_control(const char *templates, cJSON *control, struct buf *out);

/* The template called name ("svg/badge"), filled from a picture's model (export/badge.h,
 * export/picture.h), appended to out. Returns 0, or -1. */
int render_svg(const char *templates, const char *name, const cJSON *picture,
    struct buf *out);

/* The versions of cmark and libxml2 that are loaded, into version. */
void render_cmark(char *version, size_t n);
void render_libxml2(char *version, size_t n);

#endif
