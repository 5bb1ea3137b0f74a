/* Reads what was received, as far as the lock's entry needs. */
#include "inspect.h"

#include <string.h>

#include "base/str.h"
#include "sniff.h"

/* Does the lock name just these documents, and are they of this object? */
static bool
is_known(const struct fetch_item *i, const struct lock_entry *e,
    const char *root, const struct arrival *a)
{
	char object[DIGEST_HEX + 1];
	long long size;

	return e != NULL && strcmp(e->url, i->url) == 0 && e->files.n > 0 &&
	    lock_is_of(e, i->files, i->except) &&
	    content_find(root, e, object, &size) && strcmp(object, a->sha256) == 0;
}

static int
read_archive(const struct fetch_item *i, const struct lock_entry *e,
    const char *root, const struct arrival *a, const char *name,
    struct content *c, const char **why)
{
	if (is_known(i, e, root, a)) {
		memset(c, 0, sizeof(*c));
		memcpy(c->sha256, e->sha256, sizeof(c->sha256));
		c->size = e->size;
		return archive_revision(a->path, name, c->revision);
	}
	if (content_read(a->path, name, i->files, i->except, NULL, NULL,
	    c) == -1)
		return -1;
	if (c->files > 0)
		return 0;
	*why = "no file there that the definition reads";
	return -1;
}

int
inspect_read(const struct fetch_item *i, const struct lock_entry *e,
    const char *root, const struct arrival *a, const char *name,
    struct content *c, const char **why)
{
	*why = NULL;
	if (i->archive)
		return read_archive(i, e, root, a, name, c, why);
	memset(c, 0, sizeof(*c));
	str_copy(c->sha256, sizeof(c->sha256), a->sha256);
	c->size = a->size;
	if ((i->may_lack && a->size == 0) || (e != NULL &&
	    strcmp(e->url, i->url) == 0 && strcmp(e->sha256, a->sha256) == 0))
		return 0;
	*why = i->json ? sniff_why_no_json(a->path) : NULL;
	if (*why != NULL)
		return -1;
	return i->check == NULL ? 0 : i->check(i, a->path, name);
}
