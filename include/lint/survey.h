/* What is in a folder: which definitions fit which files. Needs no ATT&CK. */
#ifndef LINT_SURVEY_H
#define LINT_SURVEY_H

#include <stddef.h>

#include "base/mem.h"
#include "config/config.h"

/* The files of the current folder that one definition fits best, if some of them name
 * a technique. */
struct survey_find {
	const char *definition; /* its id */
	int kind;               /* enum kind */
	const char *folder;     /* the narrowest that they are all in, or "." */
	const char *example;    /* the first of them */
	size_t files;
	const char *glob; /* the files of that folder that a source like the
	                     definition needs to be told: "**" and an ending; NULL:
	                     none, it reads them anyway */
};

/* Starts as { 0 }; survey_free. */
struct survey {
	struct survey_find *v; /* of most files first */
	size_t n;
	size_t looked; /* files that might have had a rule */
	struct arena mem;
};

/*
 * Looks at all files of the current folder that might be rules, except hidden ones,
 * those of out/ and those of packages (node_modules). Domains are those of c, whose
 * sources do not matter. definitions is the folder of definitions, jobs as for
 * pool_run. Returns 0, or -1 after reporting the error.
 */
int survey_make(const struct config *c, const char *definitions, int jobs,
    struct survey *out);

void survey_free(struct survey *s);

#endif
