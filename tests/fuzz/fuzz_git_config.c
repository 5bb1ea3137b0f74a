/* A .git/config, and where the remote that it names shows files. */
#include "fuzz.h"
#include "base/mem.h"
#include "base/str.h"
#include "config/git_config.h"
#include "config/repository.h"

/* An address of the web with one {path}, and nobody's password. */
static void
check_link(const char *link)
{
	const char *path = link == NULL ? NULL : strstr(link, "{path}"), *host;

	if (link == NULL)
		return;
	host = strchr(link, '/') + 2;
	if (memchr(host, '@', strcspn(host, "/")) != NULL || (!str_has_prefix(link, "https://") &&
	    !str_has_prefix(link, "http://")) || path == NULL ||
	    strstr(path + 1, "{path}") != NULL ||
	    strpbrk(link, " \t\n<>\"'`\\#") != NULL)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *value, *why;
	struct repository r = { 0 };
	struct arena mem = { 0 };
	int line, found;

	found = git_config_find((const char *)data, size, "remote.origin",
	    "url", &mem, &value, &line);
	if (line < 0 || (size_t)line > size + 1 || (found == 1) !=
	    (value != NULL && line > 0))
		abort();
	if (found == 1) {
		why = repository_links(value, "main", false, "rules/", &mem,
		    &r);
		if ((why == NULL) != (r.view != NULL))
			abort();
		check_link(r.view);
		check_link(r.edit);
	}
	arena_free(&mem);
	return 0;
}
