/*
 * The HTML site: what its pages share, and the pages.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "catalog/catalog.h"
#include "control_pages.h"
#include "count/breadth.h"
#include "count/visibility.h"
#include "inputs.h"
#include "keyring.h"
#include "made_from.h"
#include "prose/prose.h"
#include "site/render.h"
#include "template/mustache.h"
#include "tree/tree.h"

struct site;

/* A page while a thread makes it. */
struct site_page {
	const struct site *site;
	struct catalog *catalog; /* the thread's own */
	cJSON *of;               /* an item of its kind's list, or NULL */
	cJSON *data;             /* what its template gets; an object at first */
};

/*
 * A kind of page, or of files for programs: a row of site_kinds, which lists all
 * of the site but the pages of techniques (site_put_technique).
 * templates/README.md says what each template gets.
 */
struct site_kind {
	const char *template; /* "html/gaps"; NULL: files without one */

	/* "gaps.html"; "tactics/": ID.html in there, by the id of the item;
	 * NULL: fill puts the files. */
	const char *path;

	const char *section; /* that the page is the entry of, or NULL: site_put */

	/* The items, each of which gets a page; NULL: there is one page. */
	cJSON *(*list)(const struct site *s);

	/* Fills in p->data. Returns 0, -1, or SITE_NONE: there is no such page. */
	int (*fill)(struct site_page *p);
};

enum {
	SITE_NONE = 1,
	SITE_LISTED = 400, /* controls on a page of a source's */
};

/* A piece of work: a page of a kind. */
struct site_piece {
	const struct site_kind *kind;
	cJSON *of;
};

/* Where a technique stands among others. */
struct site_way {
	cJSON *turns;  /* site_add_turns: a tactic each; NULL: in none */
	size_t parent; /* its pk, or 0 */
	cJSON *subs;   /* cells of its active sub-techniques, by id; NULL: it has none */
};

/* Once site_begin is done, all threads read it. */
struct site {
	const struct render_options *o;
	const struct templates *templates;
	struct tree *tree;
	const cJSON *model;  /* model_overview */
	cJSON *common;       /* what each page says: "site" in templates */
	cJSON *sources;      /* model_sources */
	cJSON *head;         /* threat_files_head */
	cJSON *policies;     /* [{id, title, domain}]: the sources of policies */
	cJSON *techniques;   /* Q_TECHNIQUES */
	cJSON *matrix;       /* matrix_make */
	cJSON *actors;       /* actors_make */
	cJSON *exploited;    /* site_exploited */
	struct visibility *visibility; /* site_read_logs */
	cJSON *logs;         /* logs_model */
	struct inputs inputs; /* of inputs_digest, where that was asked; else empty */
	struct catalog *before; /* the one before, opened by site_read_changes; or NULL */
	cJSON *told_before;  /* diff_told_logs of it; NULL: not known */
	cJSON *changes;      /* site_read_changes; or NULL */
	cJSON *told_logs;    /* site_read_changes: diff_told_logs; or NULL */
	cJSON **cells;       /* its cells, by pk - 1 */
	size_t ncells;
	struct site_way *ways; /* by pk - 1 */
	struct control_pages controls;
	struct breadth breadth;
	struct prose_links links;
	struct site_piece *pieces;
	size_t npieces;
	struct keyring keys;
	struct made_from made;
	const char *key; /* of all files that are put now (site_keep), or NULL: each has
	                    its own */
};

/*
 * Reads what pages share, into the thread's arena: o, templates, tree, model,
 * techniques, visibility and logs are set. Returns 0, or -1. site_end in either case.
 */
int site_begin(struct site *s, struct catalog *c);
void site_end(struct site *s);

/* Adds what the figures of a source count, and how much that is: [{word, means, n}].
 * Of no source (NULL) those that tell apart what "controls" may mean, without n. */
void site_add_figures(cJSON *to, const char *name, const struct site *s,
    const cJSON *source);

/* Makes a piece. Returns 0, or -1. */
int site_make(const struct site *s, const struct site_piece *piece,
    struct catalog *c);

/* Begins the key of a unit: what all pages are made from as the catalog has it, what
 * each of them says, and the formats that are rendered. */
void site_begin_unit(const struct site *s, struct key *key, const char *how);

/*
 * Has key what is to be put been put from just that before? Then it is kept, and 1
 * returned; else 0, and hex is its key: of the unit that it is part of, if that has
 * one; or -1. Ends key.
 */
int site_keep(const struct site *s, struct key *key, char hex[DIGEST_HEX + 1]);

/* Puts a file, of that key or of the unit's; ends bytes. Returns 0, or -1. */
int site_put_bytes(const struct site *s, const char *path, const char *key,
    struct buf *bytes);

/*
 * Fills the template called name ("html/index") from page, which gets what
 * every page has: site, self (path), root (the way up: "../"), and the flag in_SECTION
 * ("in_matrix"; NULL: none); and puts it at path. Returns 0, or -1.
 */
int site_put(const struct site *s, const char *name, cJSON *page,
    const char *path, const char *section);

/* Likewise as it is, and without what it gets: also Markdown, and of the compass. */
int site_fill(const struct site *s, const char *name, const cJSON *data,
    const char *path);

/* Puts JSON at path, as a script that sets a variable (NULL: as it is); takes
 * data, which may be NULL: -1. Returns 0, or -1. */
int site_put_data(const struct site *s, const char *variable, cJSON *data,
    const char *path);

/* Likewise a script that calls a function with it. */
int site_put_call(const struct site *s, const char *function, cJSON *data,
    const char *path);

/* Likewise JSON of export/api.h, as that is printed; path is below api/, and the model
 * says what it is: its schema is api/schema/WHAT.json, which it names. */
int site_put_api(const struct site *s, cJSON *model, const char *path);

/*
 * Puts the twins of the page at path ("tactics/TA0001.html") that the template
 * makes from page: JSON (export/api_pages.h) in api/, and Markdown in markdown/, if
 * that is rendered; and adds twin, their path without folder and ending. Nothing where
 * a page of that template has none, or puts its own. Returns 0, or -1.
 */
int site_put_twins(const struct site *s, const char *template, cJSON *page,
    const char *path);

/* Reads what is in all keys, and what pages share. Returns 0, or -1. */
int site_begin_keys(struct site *s, struct catalog *c);

/*
 * Has all of technique pk been made from just that before, in the formats that are
 * rendered? As site_keep: what is put of it else has that key.
 */
int site_keep_technique(const struct site *s, size_t pk, char hex[DIGEST_HEX + 1]);

/* The page of technique pk, and that of its further rules, where it has any. The
 * model has its prose as Markdown, and is filled in further. */
int site_put_technique(const struct site *s, size_t pk, cJSON *technique);

/* Names the pages of controls, of those sources that are to have them. Returns
 * 0, or -1. */
int site_name_controls(struct site *s, struct catalog *c);

/*
 * The pages of control pk, which has a name: of HTML, JSON and Markdown those that
 * are rendered; of a framework's (a source of policies that is not own) HTML
 * alone. Returns 0, or -1.
 */
int site_put_control(const struct site *s, struct catalog *c, long long pk);

/* Reads what is said of logs, into the thread's arena. Returns 0, or -1. */
int site_read_logs(struct site *s, struct catalog *c);

/* Reads what changed since the catalog before, where there is one, into the thread's
 * arena. Returns 0, or -1. */
int site_read_changes(struct site *s, struct catalog *c);

/* Adds page, or false, to each id of the groups of crosswalk/crosswalk.h (or NULL). */
void site_add_pages(const struct site *s, cJSON *groups);

/* Adds the prose of a control's model as Markdown. */
void site_add_control_prose(cJSON *control);

/* The domain of the model, or NULL. */
const cJSON *site_domain(const struct site *s, const char *id);

/* Is there a page at techniques/ID.html? */
bool site_has_technique(const struct site *s, const char *id);

/*
 * Adds to page, by that name, what changed by that cause (compare/diff.h): {any,
 * lists {lost [{row}], ...}: of the diff; summary, fewer, more, has_by, rows [{what,
 * worse, id, name, linked, to {id, name}, counts [{kind, told, otherwise, before,
 * after}], said, by [{title, href, why}], more_by}]}: a row a technique, the worst
 * first.
 */
void site_add_moves(const struct site *s, cJSON *page, const cJSON *diff,
    const char *name, const char *cause);

/* Reads the matrix, and where techniques stand in it, into the thread's arena.
 * Returns 0, or -1. */
int site_read_matrix(struct site *s, struct catalog *c);

/*
 * Adds to a page what is before and behind it: turns [{among (what they are of: a
 * tactic), among_id (its id, or false), previous, next: {id, name}, or false}],
 * has_turns, and turn, that among among_id, else the first, or false. turns is a list
 * of these that must live as long, or NULL, as may be among_id.
 */
void site_add_turns(cJSON *page, cJSON *turns, const char *among_id);

/* Makes such a list of an item of a list: of one, or of none where it stands alone
 * among those beside it that have the same text by that name. */
cJSON *site_turns_of(const cJSON *item, const char *name, const char *among);

/*
 * Adds to technique pk what site_add_turns adds, by the matrix, and ways: tactic
 * and parent, each {id, name} or false: what the bread crumbs of its page name; family
 * {of {id, name}: the technique that they are below, where that is another, or false;
 * rows [{here: it is that, cell}]}: its sub-techniques, or those of its
 * parent; or false.
 */
void site_add_ways(const struct site *s, size_t pk, cJSON *technique);

/* Adds the item's description, as Markdown and as HTML. Returns 0, or -1. */
int site_add_description(struct site_page *p);

/* Where detection is yours, adds to each cell answers [{rule, href, page, from,
 * glyph, evidence, last}], its best rules of yours, more_answers, and best_public, such a
 * one with others, how many more there are. Returns 0, or -1. */
int site_add_answers(struct site *s, struct catalog *c);

/* Adds to each cell tactics, the names, and tactic_list, these joined. */
void site_add_tactics(struct site *s);

/* Adds definitions, what the states of techniques mean, and several: whether there are
 * several domains. */
void site_add_meaning(struct site_page *p);

/* Has a technique that a threat uses moved in a newer ATT&CK? */
bool site_any_moved(const struct site *s);

/* Adds to each of the actors turns, by kind and name (site_add_turns). */
void site_turn_threats(struct site *s);

/* Groups, campaigns and software, some at a time: of what site_put_threat_files puts
 * the layers, JSON and CSV. */
cJSON *site_list_threat_chunks(const struct site *s);

/*
 * Puts what the site's search (templates/html/assets/rank.js) reads. Things have
 * numbers: the row of the index (schema.sql), without the gaps between blocks.
 * Where a text is of numbers, they are those of base/buf.h.
 *
 *	search.js             sextantNames({kinds, synonyms, controls, end, ids,
 *	                      words}): kinds has a list of each kind's things, but of
 *	                      controls: [number, id, name, pk of its technique (of a
 *	                      technique: its parent's), how often it is used, other
 *	                      names (lines; of a technique each id that leads to it,
 *	                      and its name), synonyms (lines), 1 if it is deprecated],
 *	                      without what is empty at the end; synonyms [number,
 *	                      lines] of controls; the number before that of the first
 *	                      control, and behind the last thing's; the heads of ...
 *	search/ids/HEAD.js    sextantIds: the ids of controls, folded and without
 *	                      spaces, and whose they are: 1 is the first control
 *	search/HEAD.js        sextantWords: the words of the index, and in which
 *	                      columns of what (catalog/postings.h) they stand
 *	search-controls.js    sextantControls({sources, titles, ids, order, pages,
 *	                      names, facts}): [id, kind, how many controls it has],
 *	                      one source behind another; then of each control in turn
 *	                      its title, and of policies the id (lines); which one its
 *	                      id is in their order; where its page is: 0 it has one,
 *	                      1 + 3 * the pk of a technique, 2 + 3 * the page of the
 *	                      source's list; of own pages the names (lines); 4 * how
 *	                      many techniques it names, + 1 if it counts, + 2 if it is
 *	                      active, then their pks, as gaps
 *
 * The two folders are as word_files.h says. Nothing of the index is left out but
 * which word stands behind which, and words with marks of direction. Returns 0, or -1.
 */
int site_put_search_index(struct site_page *p);

/*
 * Sources that know vulnerabilities: [{id, source, n, rows [{id, title, category,
 * techniques [{id, name, detection, look, none, last}], of, with (how many of these
 * have rules), any, rules [{rule, from, href, page, last}], more}]}]. NULL after
 * reporting the error.
 */
cJSON *site_exploited(const struct site *s, struct catalog *c);

/* model_sources, with what all pages of sources say of one. */
cJSON *site_sources(const struct site *s, struct catalog *c);

/* In site_pages.c; up to one without fill. */
extern const struct site_kind site_kinds[];

/* Their functions fill, beside those of site_pages.c. */
int site_fill_source(struct site_page *p);
int site_put_control_lists(struct site_page *p);
int site_fill_threats(struct site_page *p);
int site_fill_threat(struct site_page *p);
int site_put_threat_files(struct site_page *p);
int site_fill_compare(struct site_page *p); /* and what its script reads */
int site_fill_exploited(struct site_page *p);
int site_fill_changes(struct site_page *p);
int site_fill_overview(struct site_page *p);
int site_fill_logs(struct site_page *p);
int site_fill_log_group(struct site_page *p);
int site_put_api_logs(struct site_page *p);
int site_put_matrix_data(struct site_page *p);
int site_put_search(struct site_page *p);
int site_put_api_index(struct site_page *p);
int site_put_api_crosswalks(struct site_page *p);
int site_put_layers(struct site_page *p);
int site_put_csv(struct site_page *p);
int site_put_tables(struct site_page *p);

#endif
