/* The C library's regular expressions. */
#include "base/regex.h"

#include <errno.h>

#include "base/mem.h"

/* glibc's regexec has no memory and says "no match": only errno tells. */
static void
check_memory(int rc)
{
	if (rc == REG_ESPACE || errno == ENOMEM)
		mem_fail();
}

bool
regex_compile(regex_t *regex, const char *text, int flags)
{
	int rc;

	errno = 0;
	rc = regcomp(regex, text, flags);
	check_memory(rc);
	return rc == 0;
}

bool
regex_match(const regex_t *regex, const char *text, size_t n,
    regmatch_t *groups, int flags)
{
	int rc;

	errno = 0;
	rc = regexec(regex, text, n, groups, flags);
	check_memory(rc);
	return rc == 0;
}
