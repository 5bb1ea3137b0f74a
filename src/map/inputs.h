/*
 * What a map is made from: files of the cache or of the user, and their
 * digest.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef MAP_INPUTS_H
#define MAP_INPUTS_H

#include "base/digest.h"
#include "catalog/seen.h"
#include "controls/control.h"
#include "controls/documents.h"
#include "kept/kept.h"
#include "logs/logs.h"
#include "map/bundles.h"
#include "map/map.h"
#include "store/counts.h"
#include "words/words.h"

/* A proof, and the control that it is of. */
struct input;
struct joined {
	struct control *control;
	const struct input *at; /* the control's */
	const struct proof *proof;
	enum evidence level; /* E2: it names a recording; from E3; E0: of a
	                        test, that it ran */
	const char *test; /* as the proof, or the test itself, calls it */
	bool named;       /* it is the id of a test that is here */
	bool of_twin;     /* it was seen of the control's twin */
	bool stands;      /* it proves something, and no later outcome denies it */
	const bool *of;   /* for each tag of the control: is it of its
	                     technique? In the input's memory */
};

/* A number of a technique, by an id that a source of threats names. */
struct weighed {
	const struct tag *tag;
	const char *path; /* of the document */
	size_t factor;    /* its place among those of the definition */
	double value;
	bool counted; /* it is the technique's; else the id leads nowhere, or
	                 another does so before it */
};

/* A control that a baseline chooses. */
struct choice {
	size_t chosen;  /* its place among the controls of the baseline */
	size_t control; /* likewise of the source whose control it is */
};

/* An id of one side of a crosswalk. */
struct related_id {
	const char *id, *key, *title; /* title: or NULL */
	size_t *controls; /* their places among those of the side's source */
	size_t n;
};
struct related_side {
	struct related_id *v; /* by key */
	size_t n;
	const struct input *of; /* the source; NULL: of none here */
};
/* Two of them: their places on their sides, plus 1. */
struct related_pair {
	size_t ids[CROSSWALK_SIDES];
	const struct crosswalk_pair *pair;
};

/* One source, and all that map makes of it. */
struct input {
	const struct source *source;
	size_t domain; /* its place among the bundles */
	const struct lock_entry *lock; /* NULL: local, or of the bundle */
	char *object;                  /* path in the cache, or NULL */
	struct document_file *files;   /* of one document a technique; or NULL */
	size_t nfiles;
	struct documents documents;
	struct kept kept; /* what they gave, where that is prepared: they have no
	                     bytes then */
	bool to_keep;     /* or is to be prepared; */
	size_t before;    /* findings that are not of its documents */
	struct findings findings;
	struct arena mem; /* of the findings */
	struct control *controls;
	size_t ncontrols;
	size_t silent;        /* documents that gave nothing */
	struct strs assessed; /* ids found not mappable: sorted, distinct */
	struct proof *proofs;
	size_t nproofs;
	struct joined *joined;
	size_t njoined;
	struct control *chosen; /* of a baseline: as it names them; */
	size_t nchosen;
	struct choice *choices; /* by chosen, then by control: */
	size_t nchoices;
	const struct input *of; /* whose they are; NULL: of none here */
	struct crosswalk_pair *pairs; /* of a crosswalk: as it says; */
	size_t npairs;
	struct crosswalk_title *titles;
	size_t ntitles;
	const char *version, *day; /* or NULL */
	struct related_side sides[CROSSWALK_SIDES];
	struct related_pair *related; /* by ids, each once */
	size_t nrelated;
	struct threat *threats; /* of a source of threats */
	size_t nthreats;
	struct weighed *weighed; /* by factor and technique */
	size_t nweighed;
	size_t nknown, nhit; /* proofs of files of repositories that are
	                        sources, and those of them that were joined */
	struct unknowns unknowns; /* words that closed fields do not know */
	const char *attack_version; /* that it was made for, or NULL */
	struct counts measured; /* what the guard measured, */
	struct counts fell;     /* and the former figures of what fell */
};

struct inputs {
	const struct config *config;
	const struct map_options *options;
	struct lock lock;
	struct locked held;
	struct bundle bundles[DOMAINS]; /* in the order of config's attacks */
	size_t nbundles;
	struct input *v; /* in the order of the sources */
	size_t n;
	enum of of[KIND_NONE]; /* whose controls figures of a kind count:
	                          filled by whose_decide */
	struct log_table log_table; /* filled by log_needs_begin, */
	struct logs *logs;          /* too */
	struct buf *dettect_texts; /* of the files that config's logs name, by
	                              their place there */
	struct dettect **dettect;  /* and as read: by log_needs_join */
	struct findings findings; /* of ATT&CK itself; in mem */
	struct strs told; /* a line each, reported once the catalog is written */
	struct catalog_seen seen; /* the catalog that is to be replaced */
	char key[DIGEST_HEX + 1]; /* of all of it */
	struct arena mem;
};

/*
 * Finds every input, reads local documents and makes the key. An optional source
 * that is missing has no documents and a finding. Returns 0, or -1 after naming
 * all that are missing. inputs_free in either case.
 */
int inputs_find(const struct config *c, const struct map_options *o,
    struct inputs *in);

/* Are its documents files of the user? */
bool input_is_local(const struct input *i);

/* Reads the documents of archives. Returns 0, or -1. */
int inputs_load(struct inputs *in);

/* Prepares what the documents of i gave, as control_take left it, for the next time,
 * and finds it there: kept_take then. false: it cannot be kept. */
bool input_keep(const struct inputs *in, struct input *i,
    const struct kept_packed *documents);

void inputs_free(struct inputs *in);

#endif
