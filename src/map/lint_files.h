/* What lint reads, and by which definitions. */
#ifndef MAP_LINT_FILES_H
#define MAP_LINT_FILES_H

#include "control.h"
#include "lint_rules.h"
#include "map/lint.h"

struct lint_file {
	const char *path;  /* as it is shown, and opened */
	const char *below; /* seen from the folder or archive that it is in */
	const struct source *source; /* that reads it; NULL: to be found out */
	const bool *strict; /* of each definition: only what its patterns name,
	                       since they name something where this is from */
	char *bytes;                 /* of an archive's; else NULL */
	size_t len;
};

/* Starts as { 0 }; lint_files_free. */
struct lint_files {
	struct lint_file *v;
	size_t n;
	struct source *sources; /* definitions that a document may be of */
	size_t nsources;
	struct arena mem;
};

/* Is the rule not to be asked? */
bool lint_is_disabled(const struct lint_options *o, enum lint_rule rule);

/* Lists them by path: all that has an ending that a definition reads, but in
 * hidden folders. 0, or -1 once said. */
int lint_files_list(const struct config *c, const struct lint_options *o,
    struct lint_files *out);

void lint_files_free(struct lint_files *f);

/* enum source_format by how the path ends; -1: of no format. */
int lint_format(const char *path);

/* What the file is called in its repository, as far as s can tell. */
const char *lint_path_in(const struct lint_file *f, const struct source *s);

/* May the definition, one of files, read the file: do its patterns leave it
 * out, or name others beside it and not this one? */
bool lint_may_read(const struct lint_files *files, const struct lint_file *f,
    const struct source *s);

#endif
