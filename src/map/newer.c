/* A newer bundle of a domain than the chosen one. */
#include "newer.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "places.h"
#include "version.h"

static const char mark[] = "{version}";

/* The version in an address that the pattern could have made, or NULL. */
static const char *
version_of(const char *url, const char *pattern, struct arena *mem)
{
	const char *at = strstr(pattern, mark), *behind;
	size_t n = strlen(url), before;

	if (at == NULL)
		return NULL;
	before = (size_t)(at - pattern);
	behind = at + strlen(mark);
	if (n < before + strlen(behind) ||
	    strncmp(url, pattern, before) != 0 || !str_has_suffix(url, behind))
		return NULL;
	n -= before + strlen(behind);
	return version_is_formed(url + before, n)
	    ? arena_strndup(mem, url + before, n) : NULL;
}

void
newer_find(struct bundle *b, const char *pattern, const char *cache,
    const struct cache_known *known, size_t n, struct arena *mem)
{
	struct source_word word = { "domain", b->attack->domain };
	const char *version, *best = b->version;
	char *path;
	size_t i;

	if (best == NULL || !version_is_formed(best, strlen(best)))
		return;
	pattern = source_expand(mem, pattern, &word, 1);
	for (i = 0; i < n; i++) {
		version = version_of(known[i].url, pattern, mem);
		if (version == NULL || version_compare(version, best) <= 0)
			continue;
		best = version;
		path = cache_object_path(cache, known[i].of.sha256);
		b->newer.version = version;
		b->newer.url = known[i].url;
		b->newer.path = arena_strdup(mem, path);
		memcpy(b->newer.sha256, known[i].of.sha256, DIGEST_HEX + 1);
		free(path);
	}
}

/* Where the techniques of s that newer revoked are now. */
static void
mark_moved(struct stix *s, const struct stix *newer)
{
	const struct stix_technique *now;
	struct stix_technique *t;
	struct places places = { 0 };
	size_t i, at;

	places_list(&places, newer->techniques, newer->ntechniques,
	    sizeof(*newer->techniques), offsetof(struct stix_technique, stix));
	for (i = 0; i < s->ntechniques; i++) {
		t = &s->techniques[i];
		at = t->revoked || t->deprecated
		    ? 0 : places_find(&places, t->stix);
		if (at == 0 || !newer->techniques[at - 1].revoked)
			continue;
		t->retired = true;
		now = &newer->techniques[at - 1];
		if (now->end != 0 &&
		    !newer->techniques[now->end - 1].deprecated)
			t->moved = &newer->techniques[now->end - 1];
	}
	free(places.v);
}

void
newer_read(const struct bundle *b, int jobs, struct stix *newer,
    struct stix *s, struct findings *f)
{
	struct mapped text;
	int rc;

	if (b->newer.path == NULL)
		return;
	rc = file_map(b->newer.path, &text);
	if (rc == 0) {
		rc = stix_read_chains(text.bytes, text.len, b->newer.url, jobs,
		    newer);
		file_unmap(&text);
	}
	if (rc == -1) {
		log_warn("%s: left aside: it is not the version asked for",
		    b->newer.url);
		findings_add(f, NULL, 0, "newer-bundle", "ATT&CK %s %s cannot "
		    "be read, so nothing is said of it", b->attack->domain,
		    b->newer.version);
		return;
	}
	newer->domain = s->domain;
	newer->version = b->newer.version;
	s->newer = newer;
	mark_moved(s, newer);
}
