/* The files that a running program is made of. */
#include "base/program.h"

#include <link.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct parts {
	struct digest digest;
	size_t n;
};

/* The program comes first and without a name. What the kernel brings is no file. */
static int
add_part(struct dl_phdr_info *info, size_t size, void *ctx)
{
	struct parts *p = ctx;
	const char *path = p->n++ == 0 ? "/proc/self/exe" : info->dlpi_name;
	long long of[5];
	struct stat st;

	(void)size;
	if (strchr(path, '/') == NULL)
		return 0;
	if (stat(path, &st) == -1)
		return -1;
	of[0] = (long long)st.st_ino;
	of[1] = (long long)st.st_size;
	of[2] = (long long)st.st_mtim.tv_sec;
	of[3] = (long long)st.st_mtim.tv_nsec;
	of[4] = (long long)st.st_ctim.tv_sec;
	digest_add_str(&p->digest, path);
	digest_add(&p->digest, of, sizeof(of));
	return 0;
}

int
program_digest(char hex[DIGEST_HEX + 1])
{
	struct parts p = { .n = 0 };
	int rc;

	digest_begin(&p.digest);
	rc = dl_iterate_phdr(add_part, &p);
	digest_end(&p.digest, hex);
	return rc;
}
