/* The bundles of ATT&CK that a configuration asks for. */
#include "bundles.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "map/map.h"
#include "newer.h"

/* Where index.json in the cache says that the version stands. */
static const char *
indexed_url(const struct config *c, const struct held *h, struct bundle *b)
{
	const struct config_attack *a = b->attack;
	const struct source *s = &c->attack_source;
	const struct lock_entry *e = held_find(h, "attack/index", s->index);
	bool newest = strcmp(a->version, "latest") == 0;
	const char *url = NULL;
	char *object;

	b->version = a->version;
	if (e == NULL && newest) {
		log_error("attack/index: not in %s: run `%s`", h->lock_path,
		    h->advice);
		return NULL;
	}
	if (e != NULL) {
		object = held_object(h, e);
		if (object == NULL || map_index(object, a->domain,
		    newest ? NULL : a->version, h->mem, &b->version,
		    &url) == -1) {
			free(object);
			return NULL;
		}
		free(object);
	}
	if (url == NULL) {
		struct source_word words[] = { { "domain", a->domain },
			{ "version", b->version } };

		url = source_expand(h->mem, s->bundle, words, 2);
	}
	return url;
}

static int
find_bundle(const struct config *c, const struct held *h, struct bundle *b)
{
	const struct config_attack *a = b->attack;
	const char *url, *id;

	if (a->path != NULL) {
		b->version = a->version;
		b->path = mem_strdup(a->path);
		return held_digest(b->path, b->sha256);
	}
	url = indexed_url(c, h, b);
	if (url == NULL)
		return -1;
	id = arena_printf(h->mem, "attack/%s", a->domain);
	b->lock = held_entry(h, id, url);
	if (b->lock == NULL)
		return -1;
	b->path = held_object(h, b->lock);
	if (b->path == NULL)
		return -1;
	memcpy(b->sha256, b->lock->sha256, DIGEST_HEX + 1);
	return 0;
}

int
bundles_find(const struct config *c, const struct held *h,
    struct bundle bundles[DOMAINS])
{
	struct cache_known *known = NULL;
	size_t i, n = 0;
	int rc = cache_urls(h->cache, h->mem, &known, &n);

	for (i = 0; i < c->nattacks; i++) {
		bundles[i].attack = &c->attacks[i];
		if (find_bundle(c, h, &bundles[i]) == -1)
			rc = -1;
		else
			newer_find(&bundles[i], c->attack_source.bundle,
			    h->cache, known, n, h->mem);
	}
	free(known);
	return rc;
}

int
bundle_read(const struct bundle *b, bool chains, int jobs, struct stix *s)
{
	const char *name = b->lock != NULL ? b->lock->url : b->path;
	struct mapped text;
	int rc;

	if (file_map(b->path, &text) == -1)
		return -1;
	rc = chains ? stix_read_chains(text.bytes, text.len, name, jobs, s)
		    : stix_read(text.bytes, text.len, name, jobs, s);
	file_unmap(&text);
	if (rc == -1)
		return -1;
	s->domain = b->attack->domain;
	if (s->version == NULL) /* STIX 2.0 does not say */
		s->version = b->version;
	if (s->version != NULL)
		return 0;
	log_error("%s: no version in it: set `version` beside its path",
	    b->path);
	return -1;
}

void
bundles_free(struct bundle bundles[DOMAINS])
{
	size_t i;

	for (i = 0; i < DOMAINS; i++)
		free(bundles[i].path);
	memset(bundles, 0, DOMAINS * sizeof(*bundles));
}
