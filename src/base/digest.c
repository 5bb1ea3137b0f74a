/* Digests, by OpenSSL. */
#include "base/digest.h"

#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"

enum { CHUNK = 64 * 1024 }; /* bytes */

static void
must(int ok)
{
	if (ok == 1)
		return;
	log_error("OpenSSL: SHA-256 or SHA-1 is not available");
	exit(1);
}

static void *
get_memory(size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return mem_get(n);
}

static void *
resize_memory(void *p, size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return mem_resize(p, n);
}

static void
free_memory(void *p, const char *file, int line)
{
	(void)file, (void)line;
	free(p);
}

/* Where OpenSSL has memory already, it stays with its own. */
void
digest_init(void)
{
	CRYPTO_set_mem_functions(get_memory, resize_memory, free_memory);
}

void
digest_begin(struct digest *d)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();

	must(ctx != NULL);
	must(EVP_DigestInit_ex(ctx, EVP_sha256(), NULL));
	d->state = ctx;
}

void
digest_add(struct digest *d, const void *bytes, size_t n)
{
	must(EVP_DigestUpdate(d->state, bytes, n));
}

void
digest_add_str(struct digest *d, const char *s)
{
	digest_add(d, s, strlen(s) + 1);
}

void
digest_end(struct digest *d, char hex[DIGEST_HEX + 1])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned int n = 0, i;

	must(EVP_DigestFinal_ex(d->state, sum, &n));
	EVP_MD_CTX_free(d->state);
	d->state = NULL;
	for (i = 0; i < n && i < DIGEST_HEX / 2; i++) {
		*hex++ = digits[sum[i] >> 4];
		*hex++ = digits[sum[i] & 15];
	}
	*hex = '\0';
}

void
digest_bytes(const void *bytes, size_t n, char hex[DIGEST_HEX + 1])
{
	struct digest d;

	digest_begin(&d);
	digest_add(&d, bytes, n);
	digest_end(&d, hex);
}

int
digest_fd(int fd, char hex[DIGEST_HEX + 1])
{
	char *chunk = mem_alloc(CHUNK);
	struct digest d;
	ssize_t n = 1;

	digest_begin(&d);
	while (n > 0) {
		do
			n = read(fd, chunk, CHUNK);
		while (n == -1 && errno == EINTR);
		if (n > 0)
			digest_add(&d, chunk, (size_t)n);
	}
	digest_end(&d, hex);
	free(chunk);
	return n == 0 ? 0 : -1;
}

bool
digest_is_valid(const char *s)
{
	return strspn(s, "0123456789abcdef") == DIGEST_HEX &&
	    s[DIGEST_HEX] == '\0';
}

void
digest_uuid(const char *kind, const char *name, char uuid[DIGEST_UUID + 1])
{
	/* In what the names are: drawn once, for Sextant. */
	static const unsigned char space[] = { 0x5c, 0x1b, 0xd8, 0x0e, 0x67, 0x2f,
		0x4a, 0x93, 0xb0, 0x45, 0x9e, 0x31, 0x7d, 0xc4, 0x28, 0xf6 };
	static const size_t dashes[] = { 8, 13, 18, 23 };
	unsigned char sum[EVP_MAX_MD_SIZE];
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	size_t i, dash = 0, at = 0;

	must(ctx != NULL);
	must(EVP_DigestInit_ex(ctx, EVP_sha1(), NULL));
	must(EVP_DigestUpdate(ctx, space, sizeof(space)));
	must(EVP_DigestUpdate(ctx, kind, strlen(kind) + 1));
	must(EVP_DigestUpdate(ctx, name, strlen(name)));
	must(EVP_DigestFinal_ex(ctx, sum, NULL));
	EVP_MD_CTX_free(ctx);
	sum[6] = (unsigned char)((sum[6] & 0x0f) | 0x50);
	sum[8] = (unsigned char)((sum[8] & 0x3f) | 0x80);
	for (i = 0; i < 16; i++) {
		if (dash < sizeof(dashes) / sizeof(dashes[0]) &&
		    at == dashes[dash]) {
			uuid[at++] = '-';
			dash++;
		}
		snprintf(uuid + at, 3, "%02x", sum[i]);
		at += 2;
	}
}

void
digest_library(char *version, size_t n)
{
	snprintf(version, n, "%s", OpenSSL_version(OPENSSL_VERSION_STRING));
}
