/*
 * What was looked at once need not be again while the file is the same one:
 * its device, number, size and times (that of its last change of state cannot
 * be set by who unpacks or copies a file), and of nobody else but root, who might
 * write to it in ways that no time tells.
 */
#ifndef BASE_VERIFIED_H
#define BASE_VERIFIED_H

#include <stdbool.h>

enum { STAMP_SIZE = 160 };

/* What tells one state of a file from another. */
struct stamp {
	char name[STAMP_SIZE];
	long long changed; /* seconds */
	long long size;
	bool ours;
};

/* That of the file at path, for what was looked for, a few words; false where it
 * cannot be had. */
bool verified_stamp(const char *path, const char *what, struct stamp *s);

/* Likewise by its bytes, or by their digest: what is noted of these holds for each file
 * that has them. */
bool verified_bytes(const char *path, const char *what, struct stamp *s);
void verified_digest(const char *hex, const char *what, struct stamp *s);

/* Was it noted? Notes it: in verified/ of the default cache, in silence also where
 * that cannot be. */
bool verified_is(const struct stamp *s);
void verified_note(const struct stamp *s);

#endif
