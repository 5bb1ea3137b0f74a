/* What the lock names, as it is in the cache. */
#include "store/locked.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/verified.h"
#include "store/cache.h"
#include "store/content.h"

enum { NOTED = 256 * 1024 }; /* bytes from which on it is worth a note */

/* Has the object the digest that is its name? A large one is read once while it is the
 * same file. sum is empty where it cannot be read. */
static bool
has_digest(const char *path, const char *object, char sum[DIGEST_HEX + 1])
{
	struct stamp before, after;
	bool have = verified_stamp(path, object, &before);

	if (have && verified_is(&before))
		return true;
	if (file_digest(path, sum) == -1 || strcmp(sum, object) != 0)
		return false;
	if (have && before.size >= NOTED && verified_stamp(path, object, &after) &&
	    strcmp(before.name, after.name) == 0)
		verified_note(&after);
	return true;
}

char *
locked_object(const struct locked *h, const struct lock_entry *e)
{
	char object[DIGEST_HEX + 1], sum[DIGEST_HEX + 1] = "";
	long long size;
	char *path;

	if (!content_find(h->cache, e, object, &size)) {
		log_error("%s: not in the cache: run `%s` (%s)", e->id,
		    h->advice, e->url);
		return NULL;
	}
	path = cache_object_path(h->cache, object);
	if (has_digest(path, object, sum))
		return path;
	if (*sum != '\0')
		log_error("%s: %s: not the bytes that %s names: remove it and "
		    "run `%s`", e->id, path, h->lock_path, h->advice);
	free(path);
	return NULL;
}

/* What the cache knows of the URL, as if the lock named it. */
static const struct lock_entry *
cached_entry(const struct locked *h, const char *id, const char *url)
{
	struct lock_entry *e;
	struct cache_url known;

	if (!h->loose || cache_lookup(h->cache, url, h->mem, &known) != 1)
		return NULL;
	e = arena_alloc(h->mem, sizeof(*e));
	e->id = id;
	e->url = url;
	e->size = known.size;
	memcpy(e->sha256, known.sha256, sizeof(e->sha256));
	memcpy(e->accessed, known.first, sizeof(e->accessed));
	return e;
}

const struct lock_entry *
locked_find(const struct locked *h, const char *id, const char *url)
{
	const struct lock_entry *e = lock_find(h->lock, id);

	return e != NULL ? e : cached_entry(h, id, url);
}

int
locked_is_of(const struct locked *h, const struct lock_entry *e,
    const struct source *s)
{
	if (e->files.n == 0 || lock_is_of(e, &s->files, &s->except))
		return 0;
	log_error("%s: %s has it with other files than the definition now "
	    "names: run `%s`", e->id, h->lock_path, h->advice);
	return -1;
}

const struct lock_entry *
locked_entry(const struct locked *h, const char *id, const char *url)
{
	const struct lock_entry *named = lock_find(h->lock, id), *e;

	if (named != NULL && strcmp(named->url, url) == 0)
		return named;
	e = cached_entry(h, id, url);
	if (e != NULL)
		return e;
	if (named != NULL)
		log_error("%s: %s has %s, not %s: run `%s`", id, h->lock_path,
		    named->url, url, h->advice);
	else if (h->loose)
		log_error("%s: neither in %s nor in the cache: run `%s`", id,
		    h->lock_path, h->advice);
	else
		log_error("%s: not in %s: run `%s`", id, h->lock_path,
		    h->advice);
	return NULL;
}
