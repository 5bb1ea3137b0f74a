/*
 * Prepared parts: what was made of an input, kept in the cache, so that it need
 * not be made again.
 *
 *	ROOT/parts/SHA256-OF-WORDS     a line "sextant part SHA-256\n", and the
 *	                               bytes that have that digest
 *
 * The words say all that the bytes follow from: what they are, in which format
 * (a number that rises with it), the digests of the inputs. (What they do not say the
 * bytes begin with, where the next is to take the place of the last.) A part is of no other
 * use than to save time: what is not there, damaged, another user's or not to be
 * written is made from the input, and nothing is said of it. (No lock names its
 * bytes: so only who runs this may have written them.)
 */
#ifndef STORE_PART_H
#define STORE_PART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/temp.h"

struct part {
	const char *bytes; /* len of them, until part_close */
	size_t len;
	struct mapped file;
};

/* The part of n words, if it is there and sound, for which all of it is read once while
 * it is the same file (base/verified.h); part_close if so. */
bool part_open(const char *root, const char *const *words, size_t n,
    struct part *p);
void part_close(struct part *p);

/* Of parts that are not asked for the cache keeps no more, once one is kept. */
#define PART_DAYS 30
#define PART_BYTES (1000ll * 1000 * 1000)

/* Its bytes need not be in memory until they are read again. */
void part_forget(const struct part *p);

/* Keeps len bytes as the part of n words, whole or not at all; or a string and behind
 * it the bytes of an open file. */
void part_keep(const char *root, const char *const *words, size_t n,
    const char *bytes, size_t len);
void part_keep_file(const char *root, const char *const *words, size_t n,
    const char *first, int fd);

/* The same, piece by piece: begun, added to, ended. */
struct part_making {
	char *path;
	struct temp file;
	struct digest sum;
	int rc; /* of what was written so far */
};
void part_begin(struct part_making *m, const char *root, const char *const *words,
    size_t n);
void part_add(struct part_making *m, const char *bytes, size_t len);
void part_end(struct part_making *m, const char *root);

#endif
