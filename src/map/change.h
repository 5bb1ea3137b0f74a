/* Compares what was measured with what was measured before. */
#ifndef MAP_CHANGE_H
#define MAP_CHANGE_H

#include <stdbool.h>

#include "base/buf.h"
#include "store/counts.h"

/*
 * Compares the figures of a source, or of a bundle, with those before. The
 * former figures of what fell by more than 5 % are added to fell. Returns true
 * if something fell so far that the run must not go on: what most figures rest
 * on by more than 20 %, what is not active and what is tested to half or less.
 * Never so for a source that had fewer than 20 documents.
 */
bool change_of_source(const struct counts *now, const struct counts *before,
    struct counts *fell);
bool change_of_bundle(const struct counts *now, const struct counts *before,
    struct counts *fell);

/* "mapped 2700, 3115 before (-13 %); …" of what fell, appended. */
void change_put(struct buf *b, const struct counts *now,
    const struct counts *fell, bool bundle);

#endif
