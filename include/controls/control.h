/* Controls, read from documents as their source's definition says. */
#ifndef CONTROLS_CONTROL_H
#define CONTROLS_CONTROL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/str.h"
#include "config/source.h"
#include "controls/documents.h"
#include "logs/logs.h"
#include "value/findings.h"
#include "words/relation.h"
#include "words/words.h"

/*
 * A value that names something, and where it stands, for callers that want more
 * than ids; one that names several is one sighting each. Valid while the
 * document's tree lives.
 */
struct sighting {
	const cJSON *node;
	const struct tagging *how;
	const char *text; /* the value: trimmed, and cut */
	size_t at, len;   /* the id in text; len 0: none is in it */
	const char *id;   /* as in struct tag */
	size_t within;    /* the place of the node that it is of, from 1 */
	bool instead;     /* of `else`, where `fields` are taken */
};
struct sightings {
	struct sighting *v;
	size_t n;
};

/* What looks like an id, and is not read as one (unread_id.h). */
struct unread_id {
	const cJSON *node; /* as in a sighting: the scalar that it is in */
	int line;
	const struct tagging *how; /* that looked there, or NULL */
	const char *text;  /* the value: trimmed, and cut */
	size_t at, len;    /* what looks like an id in it */
	const char *meant; /* the id that it may be: T1059, TA0002, G0016; or
	                      NULL */
	const char *right; /* for unread_id_right; or NULL */
	bool read;         /* it is read: right, if ATT&CK has it */
};
struct unread_ids {
	struct unread_id *v;
	size_t n;
};

/* An id as a control names it: trimmed, upper case. */
struct tag {
	const char *id;
	bool formed; /* T0000 or T0000.000, of ATT&CK */
	const struct framework *framework; /* of another framework: that, or which it is
	                                      said to be of; or NULL */
	bool other; /* it has the form of that framework */
	int line;
	const char *of;       /* the file of the base that names it, or NULL */
	int of_line;          /* where that does */
	const char *note;     /* what the source says of this pair, or NULL */
	const char *score;    /* "protect partial, detect minimal", or NULL */
	size_t known;         /* the technique's index + 1, where it is known */
	size_t technique;     /* filled by resolve: index + 1, 0: none */
	enum outcome outcome;
	bool merged, counted;
	bool newer; /* unknown here, but not in the newer bundle */
	enum evidence evidence; /* of this pair: filled by evidence_join */
};

/* A test, as a control names it: trimmed. */
struct test_name {
	const char *id;
	int line;
};

/* A rule as a correlation calls it, by id or name: trimmed. */
struct rule_name {
	const char *text;
	int line;
	const cJSON *node; /* only of control_look: the scalar, */
	size_t at;         /* and where in it the name begins */
};

/* A log that a control needs, or one that will do: as the control names it, and what
 * that stands for. */
struct need_log {
	const char *name;
	struct log_key key; /* id NULL: unknown */
	size_t log; /* filled by map: its place + 1; 0: unknown */
};
/* It needs one of these. */
struct need {
	struct need_log *v;
	size_t n;
};

/* A rule of another source that a control was made from (map/twins.h). */
struct twin;

struct control;
struct base {
	const struct control *rule;
	int line; /* on which it is called */
};

/* What full text finds a control by, beside what is told of it: words, between
 * which is a space; or NULL. */
struct indexed {
	const char *tags, *log, *logic;
	struct strs cves; /* CVE-2021-44228: distinct, in the order of the document */
};

/* What control_take fills is also in kept/shapes.c. */
struct control {
	const char *id, *title, *description, *path, *url, *edit;
	int line;
	enum lifecycle lifecycle;
	enum type type;
	const char *level, *status, *author, *date;
	const char *modified;
	const char *changed; /* the day of modified, else of date; or NULL */
	const char *executor; /* of a test: powershell, manual */
	bool elevated, cleanup; /* it needs more rights; it tidies up */
	const char **false_positives, **references; /* of an own source: lines */
	size_t nfalse_positives, nreferences;
	enum evidence evidence; /* E0 to E2 by itself; evidence_join: the best of its
	                 pairs */
	struct test_name *simulates; /* tests that it names, distinct */
	size_t nsimulates;
	struct test_name *recordings; /* of a rule: addresses in it, and paths,
	                 that may be of recordings; distinct */
	size_t nrecordings;
	const char **files; /* of a recording: their addresses, or paths */
	size_t nfiles;
	const char *name; /* by which a correlation may call it, or NULL */
	struct rule_name *correlates; /* what it is made of, distinct */
	size_t ncorrelates;
	bool generates; /* these alert by themselves too */
	struct base *bases; /* filled by correlation_resolve: distinct */
	size_t nbases;
	const char *query; /* digest of what it searches for, or NULL */
	struct indexed indexed;
	struct need *needs; /* each of them */
	size_t nneeds;
	enum runs runs; /* filled by map */
	struct strs twin_ids, twin_names; /* what its twin may be called */
	struct twin *twins; /* filled by twins_find */
	size_t ntwins;
	unsigned held; /* bit N: the rule of level EN holds */
	bool shelved; /* it stands in a folder of what is not active */
	bool catch_all;
	bool ran; /* a test that one's own results say was run */
	enum whose whose; /* filled by whose_decide */
	bool full; /* more ids than one control may have */
	bool counts;
	struct strs platforms;
	struct tag *tags; /* distinct, in the order of the document */
	size_t ntags;
	struct unread_ids unread;
	/* Only of control_look: */
	const cJSON *doc, *node;
	struct sightings seen;    /* all values, those without an id too */
	struct sightings tactics;
};

/* What a source of evidence says that a control did in a test. */
struct proof {
	const char *control; /* id, or NULL */
	const char *link;    /* address, or NULL */
	const char *test;    /* or NULL: not named */
	const char *name;    /* of the test that is the control, or NULL */
	const char *day;     /* of UTC, or NULL */
	long long at;        /* microseconds, as base/moment.h; without a day
	                        LLONG_MIN */
	const char *path; /* of the document that says so */
	int line;
	enum result outcome; /* not named */
};

/* What a source of threats says of an actor. */
struct actor_word {
	enum profile_word what;
	const char *text; /* on one line */
};

/*
 * What a source of threats holds: a vulnerability, the profile of an actor, or
 * the numbers of techniques.
 */
struct threat {
	struct control named; /* of it: id (of a vulnerability in capitals), title
	                         (of an actor its name), path, line, and the
	                         techniques that it names */
	const char *category; /* or NULL */
	struct strs groups;   /* ids of groups that it is: as G0016 */
	struct actor_word *words;
	size_t nwords;
	double *factors; /* by those of the definition; -1: not said */
	size_t nfactors;
	struct {
		long long actor; /* a group's key in the catalog */
		const char *by;  /* "id", "name" or "alias" */
	} *actors; /* filled by profiles_join: which groups it is of */
	size_t nactors;
};

/* What a crosswalk says of two ids, one of each of its frameworks; by enum
 * CROSSWALK_SIDES. */
struct crosswalk_pair {
	const char *ids[CROSSWALK_SIDES];
	const char *titles[CROSSWALK_SIDES]; /* or NULL */
	enum relation relation; /* of the first to the second */
	bool joint; /* it is said of these and others together */
	const char *note; /* or NULL */
	const char *path;
	int line;
};
/* And what an id is titled. */
struct crosswalk_title {
	int side;
	const char *id, *title;
};

/* A word in a closed field that the definition does not know. */
struct unknown {
	const struct rule *field; /* of the definition's words */
	const char *word;         /* "": there is none */
	const char *path;         /* where it stood first */
	int line;
	size_t n;
};
struct unknowns {
	struct unknown *v;
	size_t n;
};

/* What documents gave. Starts as { 0 }; controls_free. Texts live in the arena
 * given. */
struct controls {
	struct control *v;
	size_t n;
	const char **assessed; /* ids that were found not mappable */
	size_t nassessed;
	struct proof *proofs;
	size_t nproofs;
	struct threat *threats;
	size_t nthreats;
	struct crosswalk_pair *pairs;
	size_t npairs;
	struct crosswalk_title *titles;
	size_t ntitles;
	const char *version, *day; /* of a crosswalk; or NULL */
	size_t rows, understood; /* of a document of evidence: all, and those
	                            that say what a control did */
	bool unread; /* such a document that cannot be read, or whose header
	                is another */
	struct unknowns unknowns;
	bool full; /* more than one document may have */
	const char *attack_version; /* that it was made for, or NULL */
};

/* Frees the lists, but no texts. */
void controls_free(struct controls *c);

/* The control's tag of that id; or NULL. */
struct tag *control_find_tag(const struct control *c, const char *id);

/* Two of one id: does the tag stand, and not the one that is there? One of ATT&CK does
 * before one of another framework. */
bool tag_stands_before(const struct tag *tag, const struct tag *there);

/*
 * Adds the controls of d to out. A document that cannot be read is a finding.
 * logs tells what names of logs stand for; NULL: what controls need is not asked.
 * scratch is for the tree, and is left as it was given; mem keeps the rest.
 */
void control_take(const struct source *s, const struct document *d,
    const struct logs *logs, struct arena *scratch, struct arena *mem, struct controls *out,
    struct findings *f);

/*
 * The same of docs, the documents of d that parse_document gave, whose trees
 * stay; each control knows its sightings. Of a source of
 * controls.
 */
void control_look(const struct source *s, const struct document *d,
    const cJSON *docs, struct arena *mem, struct controls *out,
    struct findings *f);

#endif
