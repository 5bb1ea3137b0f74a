/* Recordings of attacks, by what rules call them: the addresses of their files. */
#ifndef CONTROLS_RECORDINGS_H
#define CONTROLS_RECORDINGS_H

#include "base/lookup.h"
#include "controls/control.h"

/* A recording; and its source, which has the repository. */
struct recording {
	const struct control *k;
	const struct source *source;
};

/* All that rules may call recordings. Starts as { 0 }; recordings_free. */
struct recordings {
	struct recording *v;
	size_t n;
	struct lookup files;        /* OWNER/REPOSITORY/PATH, addresses, paths */
	struct lookup names;        /* OWNER/REPOSITORY, a space, and a file's name
	                               without its extensions */
	struct lookup ids;
	struct lookup repositories; /* of today and before, to some recording */
	struct arena mem;
};

/* Adds the recordings among n controls of a source that says where the files of a
 * recording stand. They and the source stay where they are. */
void recordings_add(struct recordings *r, const struct source *s,
    const struct control *v, size_t n);

/* Sorts what was added: before the first search. */
void recordings_sort(struct recordings *r);

/* What recordings_find found. */
struct recordings_found {
	const struct lookup_entry *v; /* places in recordings' v; NULL: none */
	size_t n;
	bool ours; /* it is a file of a repository of recordings that is here */
};

/*
 * The recordings that an address or a path names (ASCII case ignored): where one of
 * their files, or their own document, stands there. Else, of a file at GitHub
 * (github.com, raw. and media.githubusercontent.com; any ref) in a repository of
 * recordings, or what that was called before, the only one with a file of its name,
 * whatever the extension; of any other address those whose id its last part is,
 * such as .../SDWIN-190518182022.html.
 */
struct recordings_found recordings_find(struct recordings *r, const char *text);

void recordings_free(struct recordings *r);

#endif
