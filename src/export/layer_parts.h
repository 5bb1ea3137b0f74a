/* What layers are made of. */
#ifndef EXPORT_LAYER_PARTS_H
#define EXPORT_LAYER_PARTS_H

#include "base/buf.h"
#include "count/facts.h"
#include "count/perspective.h"
#include "count/visibility.h"
#include "export/layer.h"
#include "words/words.h"

/* A colour and what it stands for: a score of at least so much. */
struct layer_shade {
	long long least;
	const char *colour, *label;
	bool noun; /* the label ends in what is counted */
};

/* Shades by ascending score. Darker means more of it or, in threats and
 * differences, more to do. */
struct layer_scale {
	const struct layer_shade *v;
	size_t n;
};

enum { LAYER_SHADES_MAX = 8 };

/* An active technique of a domain. */
struct layer_row {
	const cJSON *row;         /* of Q_TECHNIQUES */
	const char *id, *parent;  /* parent: NULL where it has none */
	long long pk;
	const cJSON *counts;      /* the first of it, or NULL */
	const cJSON *target;      /* what the threat's model says of it, or NULL */
};

/* What is counted for a domain and a kind. */
struct layer_counted {
	struct layer_row *rows; /* by id */
	size_t n_rows;
	cJSON *platforms;    /* that bound its figures, or NULL */
	struct facts facts, whole; /* of what is counted; whosever it is */
	long long *yours;    /* by pk - 1, how many */
};

struct layers {
	struct catalog *c;
	const struct catalog_selection *selection;
	cJSON *meta;      /* title, sample, scope, generator */
	cJSON *domains;   /* Q_DOMAINS */
	cJSON *sources;   /* Q_SOURCES */
	cJSON *rows;      /* Q_TECHNIQUES */
	cJSON *platforms; /* Q_ALL_PLATFORMS */
	cJSON *counts;    /* catalog_counts */
	cJSON *both;      /* the same, whosever they are */
	struct perspective of;
	/* Of the last layer that was of no source: layers of many threats have the
	 * same. domain: NULL: there is none. */
	struct layer_counted last;
	const cJSON *last_domain;
	enum kind last_kind;
};

/* A layer under construction. */
struct layer {
	const struct layers *all;
	const struct layer_options *o;
	enum kind kind; /* before CONTROL_KINDS */
	enum of of;     /* whose controls are counted */
	const struct definition *definition;
	const cJSON *domain; /* of the domains */
	cJSON *counts;       /* those of the source, where it is of one */
	cJSON *both;         /* likewise */
	struct layer_counted counted;
	struct visibility_asked asked; /* of what is visible */
	struct visibility *seen; /* likewise, or NULL */
	long long *before;   /* of differences: by pk - 1, how many there */
	size_t tally[LAYER_SHADES_MAX]; /* techniques of each shade */
	size_t out;                     /* not in scope */
};

/* Starts as { 0 }; free with layer_cell_free. */
struct layer_cell {
	const struct layer_shade *shade; /* NULL: no score */
	long long score;
	struct buf comment;
};

/* The shades of the option's score; a comparison of sources has words of its
 * own. */
struct layer_scale layer_scale(const struct layer_options *o);

/* The shade of a score; below the least it is the first. */
const struct layer_shade *layer_shade_of(struct layer_scale scale,
    long long score);

/* What the label of a shade stands for, before what it ends in: of whose controls
 * a technique has depends how that is called. */
void layer_put_label(const struct layer *l, const struct layer_shade *shade,
    struct buf *b);

/* Fills the cell of a technique in scope, a row of Q_TECHNIQUES; target is the
 * threat model's entry for it, or NULL. */
void layer_cell_fill(const struct layer *l, const cJSON *row,
    const cJSON *target, struct layer_cell *cell);
void layer_cell_free(struct layer_cell *cell);

/* Do the layer's figures include the source? */
bool layer_has_source(const struct layer *l, const cJSON *source);

/* Adds {first: a, second: b} to a list. */
void layer_add_pair(cJSON *list, const char *first, const char *a,
    const char *second, const char *b);

/* Appends "Our coverage: all detection rules of sigma, tested". */
void layer_put_title(const struct layer *l, struct buf *b);

/* Add what comes before and after the techniques; call both after they are
 * counted. */
void layer_add_head(const struct layer *l, cJSON *layer);
void layer_add_foot(const struct layer *l, cJSON *layer);

#endif
