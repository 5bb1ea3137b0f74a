/*
 * The documents of a source, as bytes, from its archive or folder.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef CONTROLS_DOCUMENTS_H
#define CONTROLS_DOCUMENTS_H

#include <stddef.h>
#include <stdio.h>

#include "base/digest.h"
#include "base/mem.h"
#include "config/source.h"
#include "value/findings.h"

enum { DOCUMENT_MAX = 16 * 1024 * 1024 }; /* bytes */

struct document {
	const char *path; /* in the repository */
	char *bytes;      /* NULL: put aside, see documents_load */
	size_t len;
	size_t at; /* where they are then */
};

/* Starts as { 0 }; documents_free. */
struct documents {
	struct document *v; /* in walk order */
	size_t n;
	char digest[DIGEST_HEX + 1]; /* of a folder's; of an archive's as
	                                store/content.h; else "" */
	struct arena mem;            /* paths */
	size_t held; /* bytes in memory; beyond so many they are put aside in a */
	FILE *aside; /* temporary file, of */
	size_t length;
};

/*
 * Reads every document that the definition's globs name: from the archive at
 * object, or where that is NULL from the source's folder: a repository's root,
 * or, where no glob matches, every file below it with an extension that the
 * globs have. Returns 0, or -1: unreadable, nothing at all. Links that lead
 * out and files that are too large become findings.
 */
int documents_read(const struct source *s, const char *object,
    struct documents *d, struct findings *f);

/* A document that was fetched by itself: its object, and what it is called. */
struct document_file {
	char *object;
	const char *path;
};

/* Reads the files that were fetched for s. Returns 0, or -1. What is too large
 * is a finding. */
int documents_read_files(const struct document_file *files, size_t n,
    struct documents *d, struct findings *f);

/* Has the bytes of one of d in memory, for any thread; free() and NULL is what they
 * may be then. Returns 0, or -1. */
int documents_load(const struct documents *d, struct document *one);

void documents_free(struct documents *d);

/*
 * Walk order: in a folder files before folders, then by name with ASCII
 * letters as capitals (so that "_" stands behind them). Lists on every page
 * have it.
 */
int documents_compare(const char *a, const char *b);

/* May the link at path, not followed, lead to a folder of documents? It has no
 * ending, or does. Not what is hidden: below is its path as the walk has it. */
bool documents_may_be_folder(const char *path, const char *below);

#endif
