/* What lint reads, and by which definitions. */
#ifndef LINT_LINT_FILES_H
#define LINT_LINT_FILES_H

#include "controls/control.h"
#include "lint/lint.h"

struct lint_file {
	const char *path;  /* as it is shown, and opened */
	const char *below; /* seen from the folder or archive that it is in */
	const struct source *source; /* that reads it; NULL: not known yet */
	const bool *named; /* of each definition: do its patterns name any of
	                      the files that this came with? */
	const char *refused; /* why it is not read; NULL: it is */
	int format; /* enum source_format, by its name or its text; -1: none */
	bool alone; /* it was given by itself */
	bool input; /* it is standard input */
	char *bytes;                 /* of an archive's, or of that; else NULL */
	size_t len;
};

/* Starts as { 0 }; lint_files_free. */
struct lint_files {
	struct lint_file *v;
	size_t n;
	struct source *sources; /* definitions that a document may be of */
	size_t nsources;
	bool *borrowed; /* of those that are the configuration's */
	struct arena mem;
};

/* Lists the files to read, by path: all with an ending that a definition reads,
 * except in hidden folders. Returns 0, or -1 after reporting the error. */
int lint_files_list(const struct config *c, const struct lint_options *o,
    struct lint_files *out);

void lint_files_free(struct lint_files *f);

/* The file's path in its repository, as far as the patterns of s show. */
const char *lint_path_in(const struct lint_file *f, const struct source *s);

/* Do the definition's patterns leave the file out? */
bool lint_is_left_out(const struct lint_file *f, const struct source *s);

/* Do the patterns of s, one of the definitions of files, name others that the
 * file came with, but not the file? It may be of another kind then. */
bool lint_is_doubtful(const struct lint_files *files,
    const struct lint_file *f, const struct source *s);

#endif
