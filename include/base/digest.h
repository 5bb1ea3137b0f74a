/* SHA-256 (FIPS 180-4), and UUIDs of names. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

enum { DIGEST_HEX = 64, DIGEST_UUID = 36 }; /* characters, without the NUL */

struct digest {
	void *state; /* of the library that computes it */
};

/* Gives OpenSSL memory that cannot fail (base/mem.h). Once, before all that may use
 * that library, others too. */
void digest_init(void);

/* Starts one; adds n bytes. */
void digest_begin(struct digest *d);
void digest_add(struct digest *d, const void *bytes, size_t n);

/* As digest_add of s and its NUL, so that two strings cannot run together. */
void digest_add_str(struct digest *d, const char *s);

/* Ends it: lower-case hexadecimal, with a NUL. */
void digest_end(struct digest *d, char hex[DIGEST_HEX + 1]);

/* That of n bytes alone, as sha256sum has it. */
void digest_bytes(const void *bytes, size_t n, char hex[DIGEST_HEX + 1]);

/* That of what can be read from an open file. Returns 0, or -1 with errno set. */
int digest_fd(int fd, char hex[DIGEST_HEX + 1]);

/* Is s what digest_end writes: 64 lower-case hexadecimal digits? */
bool digest_is_valid(const char *s);

/* The UUID of that name (RFC 9562, version 5: SHA-1), which is one of such a kind
 * of things ("relationship"): the same whenever and wherever it is asked for. */
void digest_uuid(const char *kind, const char *name, char uuid[DIGEST_UUID + 1]);

/* The version of OpenSSL that is loaded, into version. */
void digest_library(char *version, size_t n);

#endif
