/* Watches the files that a build reads, by polling. */
#ifndef BUILD_WATCH_H
#define BUILD_WATCH_H

#include "base/str.h"
#include "build/build.h"
#include "config/config.h"

/* A file or a folder, whether it is there or not; of a source's folder, files
 * that may be its documents. */
struct watch_place {
	char *path;
	const struct source *source; /* or NULL */
};

/*
 * What is watched, and what of that is ignored: paths, and all names that begin
 * with theirs and a dot or a hyphen (a catalog's journal).
 * Starts as { 0 }.
 */
struct watch {
	struct watch_place *places;
	size_t n;
	struct strs ignored;
};

/* Adds a place to watch, or one to ignore. A source is borrowed until
 * watch_free; a NULL path adds nothing. */
void watch_add(struct watch *w, const char *path,
    const struct source *source);
void watch_ignore(struct watch *w, const char *path);

/*
 * Adds all that a build by these options and this configuration reads, but the
 * cache: the configuration and its lock, the definitions and templates, own
 * rules and local copies, files to be added. What the build writes is
 * ignored. The configuration must stay until watch_free. Returns 0, or -1 after
 * reporting the error.
 */
int watch_build(struct watch *w, const struct build_options *c,
    const struct config *config);
void watch_free(struct watch *w);

/*
 * The files as they are: "PATH\tSTATE" each, sorted, into seen (emptied first).
 * Names that begin with a dot are ignored, links are not followed below a
 * place. Says nothing: what is not there now may be in a moment.
 */
void watch_look(const struct watch *w, struct strs *seen);

/* The path of the first file that came, went or changed between two looks,
 * until those are freed or looked into again; NULL where none did. */
const char *watch_difference(const struct strs *before,
    const struct strs *after, size_t *length);

#endif
