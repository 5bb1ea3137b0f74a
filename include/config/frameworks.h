/*
 * data/frameworks.yaml: frameworks beside ATT&CK, and what their ids look like. Its
 * head documents the form; data/README.md, "Other frameworks", what becomes of them.
 */
#ifndef CONFIG_FRAMEWORKS_H
#define CONFIG_FRAMEWORKS_H

#include <regex.h>
#include <stdbool.h>

#include "base/mem.h"

struct framework_form {
	const char *form; /* as written */
	regex_t regex;    /* of a whole id, which its first group is */
	const char *url;  /* with {id} and {part}; or NULL */
	const char *whole; /* with {id}: what it is in full; or NULL: that */
	bool said;        /* only where a definition says so */
};

/* What its STIX collection has, where that is a matrix as ATT&CK's are. */
struct framework_matrix {
	const char *source; /* mitre-f3: the source_name of its ids' references, and the
	                       kill_chain_name of its phases */
	const char *form;   /* of its techniques' ids, as written */
	regex_t technique;  /* of a whole id */
	const char *layer;  /* what layers of the Navigator call its domain, or NULL: as
	                       its id */
};

struct framework {
	const char *id, *title; /* atlas, MITRE ATLAS */
	const char *homepage;   /* or NULL */
	struct framework_form *forms;
	size_t nforms;
	struct framework_matrix *matrix; /* or NULL: it is no domain */
};

struct frameworks {
	struct framework *v; /* as they stand there */
	size_t n;
};

/*
 * Reads the table at path; texts are in mem. At most 100 frameworks of 20 forms, 200
 * bytes of a text. Returns 0, or -1 after saying path:line: what. frameworks_free in
 * either case.
 */
struct buf;
int frameworks_read(const char *path, struct arena *mem, struct frameworks *f,
    struct buf *text);
void frameworks_free(struct frameworks *f);

/* The framework of that id (atlas); or NULL. */
const struct framework *frameworks_find(const struct frameworks *f,
    const char *id);

/* The first framework that has such an id (AML.T0051, in capitals), where nobody says
 * which it is of; or NULL. */
const struct framework *frameworks_of(const struct frameworks *f,
    const char *id);

/* The form of such an id in the framework, said or not; or NULL: it has none. */
const struct framework_form *framework_form(const struct framework *f,
    const char *id);

/* What such an id of the framework is in full: T0051 of ATLAS is AML.T0051; in mem. */
const char *framework_whole(const struct framework *f, const char *id,
    struct arena *mem);

/* Is it an id of a technique of the domain of f; of NULL, of ATT&CK? */
bool framework_is_technique(const struct framework *f, const char *id);

/* Where the framework has the id, in mem; NULL: it is not known. */
const char *framework_url(const struct framework *f, const char *id,
    struct arena *mem);

#endif
