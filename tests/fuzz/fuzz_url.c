/* Addresses: the first line is one, the second where its host sends on to, the third
 * a mirror. None leads where it may not. */
#include "fuzz.h"
#include "base/mem.h"
#include "base/str.h"
#include "fetch/url.h"
#include "store/lock.h"

enum { LENGTH_MAX = 2048 };

#define COMMIT "0123456789abcdef0123456789abcdef01234567"

/* Bytes behind %XX as they are meant. */
static char *
meant(const char *s)
{
	char *out = mem_alloc(strlen(s) + 1), *to = out, hex[3] = "";

	for (; *s != '\0'; s++) {
		if (*s == '%' && s[1] != '\0' && s[2] != '\0') {
			memcpy(hex, s + 1, 2);
			*to++ = (char)strtol(hex, NULL, 16);
			s += 2;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
	return out;
}

/* A file of a mirror lies in the mirror, and what is asked of a server is one line. */
static void
check_in_mirror(const char *url)
{
	char *file = url_in_mirror("file:///m/", url), *path;

	if (!str_has_prefix(file, "file:///m/") || strpbrk(file, "?#") != NULL)
		abort();
	path = meant(file + strlen("file:///m/"));
	if (*path == '/' || strstr(path, "/../") != NULL ||
	    str_has_prefix(path, "../") || str_has_suffix(path, "/.."))
		abort();
	free(path);
	free(file);
}

static void
check_commit(const char *url)
{
	char *at = url_at_commit(url, COMMIT), *of = url_of_commit(url);
	char *own = url_commit(url);

	if (own != NULL && (!lock_is_revision(own) || of != NULL))
		abort();
	/* A commit may be longer than a branch, and the address by that too long. */
	if (at != NULL && (!url_is_github(at) ||
	    (strlen(at) <= LENGTH_MAX && url_why_not(at) != NULL)))
		abort();
	free(own);
	own = at == NULL ? NULL : url_commit(at);
	if (at != NULL && !str_equal(own, COMMIT))
		abort();
	if (of != NULL && (!str_has_prefix(of, "https://api.github.com/repos/") ||
	    strpbrk(of, " \r\n#") != NULL))
		abort();
	free(own);
	free(at);
	free(of);
}

/* Whose host may take a token, and from where a transfer may go on. */
static void
check_hosts(const char *url, const char *to)
{
	static const char *const hosts[] = { "api.github.com",
		"codeload.github.com", "github.com",
		"raw.githubusercontent.com", NULL };
	size_t n, i;

	if (url_is_github(url)) {
		n = strcspn(url + 8, "/");
		for (i = 0; hosts[i] != NULL && (strlen(hosts[i]) != n ||
		    memcmp(hosts[i], url + 8, n) != 0); i++)
			;
		if (!str_has_prefix(url, "https://") || hosts[i] == NULL)
			abort();
	}
	if (url_may_follow(url, to) && (!str_has_prefix(to, "http") ||
	    (str_has_prefix(url, "https:") && !str_has_prefix(to, "https:"))))
		abort();
}

static char *
line_of(char **rest)
{
	char *line = *rest;
	size_t n = strcspn(line, "\n");

	*rest = line + n + (line[n] != '\0');
	line[n] = '\0';
	return line;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_strndup((const char *)data, size), *rest = text;
	const char *url = line_of(&rest), *to = line_of(&rest);
	const char *mirror = line_of(&rest);

	check_hosts(url, to);
	if (url_why_not(url) == NULL) {
		if (strlen(url) > LENGTH_MAX || strpbrk(url, "\" <>\\^`{|}#\r\t\x7f") != NULL)
			abort();
		check_in_mirror(url);
		check_commit(url);
		if (url_why_no_mirror(mirror) == NULL)
			free(url_in_mirror(mirror, url));
	}
	url_is_tag(url);
	free(text);
	return 0;
}
