/* Sources of one document a technique. */
#ifndef BUILD_TECHNIQUE_DOCUMENTS_H
#define BUILD_TECHNIQUE_DOCUMENTS_H

#include "config/source.h"
#include "fetch/fetch.h"
#include "store/lock.h"

/*
 * Fetches the documents of s, one for each active technique of the bundle at
 * that path: its version first, and of that version only what the cache has
 * not. Sets the entries of s in fresh: ID of the version, ID/TECHNIQUE of each
 * document; where s is optional and could not be had, those of old. Returns 0,
 * or -1 after reporting the error.
 */
int technique_documents_fetch(const struct source *s, const char *bundle,
    const struct fetch_options *o, const struct lock *old, struct lock *fresh);

#endif
