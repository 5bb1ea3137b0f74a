/* SHA-256, by OpenSSL. */
#include "base/digest.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

static void
must(int ok)
{
	if (ok == 1)
		return;
	log_error("OpenSSL: SHA-256 is not available");
	exit(1);
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
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned int n = 0, i;

	must(EVP_DigestFinal_ex(d->state, sum, &n));
	EVP_MD_CTX_free(d->state);
	d->state = NULL;
	for (i = 0; i < n && i < DIGEST_HEX / 2; i++)
		snprintf(hex + (size_t)i * 2, 3, "%02x", sum[i]);
}

bool
digest_is_valid(const char *s)
{
	return strspn(s, "0123456789abcdef") == DIGEST_HEX &&
	    s[DIGEST_HEX] == '\0';
}

void
digest_library(char *version, size_t n)
{
	snprintf(version, n, "%s", OpenSSL_version(OPENSSL_VERSION_STRING));
}
