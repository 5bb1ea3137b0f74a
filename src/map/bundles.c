/* The bundles of ATT&CK that a configuration asks for. */
#include "map/bundles.h"

#include <stdlib.h>
#include <string.h>

#include "attack/version.h"
#include "base/log.h"
#include "base/lookup.h"
#include "map/map.h"

/*
 * The URL of a version of the domain by the index.json in the cache; of the
 * latest *version is set. Returns NULL after reporting the error.
 */
static const char *
indexed_url(const struct config *c, const struct locked *h, const char *domain,
    const char **version)
{
	const struct source *s = &c->attack_source;
	const struct lock_entry *e = locked_find(h, "attack/index", s->index);
	bool newest = strcmp(*version, "latest") == 0;
	const char *url = NULL;
	char *object;

	if (e == NULL && newest) {
		log_error("attack/index: not in %s: run `%s`", h->lock_path,
		    h->advice);
		return NULL;
	}
	if (e != NULL) {
		object = locked_object(h, e);
		if (object == NULL || map_index(object, domain,
		    newest ? NULL : *version, h->mem, version, &url) == -1) {
			free(object);
			return NULL;
		}
		free(object);
	}
	if (url == NULL) {
		struct source_word words[] = { { "domain", domain },
			{ "version", *version } };

		url = source_expand(h->mem, s->bundle, words, 2);
	}
	return url;
}

static int
find_bundle(const struct config *c, const struct locked *h, struct bundle *b)
{
	const struct config_attack *a = b->attack;
	const struct lock_entry *e;
	const char *url, *id;

	b->version = a->version;
	if (a->path != NULL)
		return bundle_file_local(&b->file, h, a->path);
	url = indexed_url(c, h, a->domain, &b->version);
	if (url == NULL)
		return -1;
	id = arena_printf(h->mem, "attack/%s", a->domain);
	e = locked_entry(h, id, url);
	return e == NULL ? -1 : bundle_file_locked(&b->file, h, e);
}

/*
 * Finds the lock's entry for the version ahead, whichever it is where none is
 * configured. *e is NULL where there is none. Returns 0, or -1 after reporting
 * the error.
 */
static int
find_ahead_entry(const struct config *c, const struct locked *h,
    const struct bundle *b, const struct lock_entry **e)
{
	const struct config_attack *a = b->attack;
	const char *id = arena_printf(h->mem, "attack/ahead/%s", a->domain);
	const char *url, *version = a->ahead;

	*e = NULL;
	if (version == NULL) {
		*e = a->path != NULL ? NULL : lock_find(h->lock, id);
		if (*e != NULL && (*e)->none)
			*e = NULL;
		return 0;
	}
	if (b->version != NULL && !map_version_is_later(version, b->version))
		return 0;
	url = indexed_url(c, h, a->domain, &version);
	*e = url == NULL ? NULL : locked_entry(h, id, url);
	return *e == NULL ? -1 : 0;
}

static int
find_ahead(const struct config *c, const struct locked *h, struct bundle *b)
{
	const struct config_attack *a = b->attack;
	const struct lock_entry *e;

	if (str_equal(a->ahead, "none"))
		return 0;
	if (a->ahead_path != NULL)
		return bundle_file_local(&b->ahead, h, a->ahead_path);
	if (find_ahead_entry(c, h, b, &e) == -1)
		return -1;
	if (e == NULL || strcmp(e->sha256, b->file.sha256) == 0)
		return 0;
	return bundle_file_locked(&b->ahead, h, e);
}

int
bundles_find(const struct config *c, const struct locked *h, bool chains,
    struct bundle bundles[DOMAINS])
{
	size_t i;
	int rc = 0;

	for (i = 0; i < c->nattacks; i++) {
		bundles[i].attack = &c->attacks[i];
		bundles[i].config = c->path;
		bundles[i].file.framework = bundles[i].ahead.framework =
		    c->attacks[i].framework;
		bundles[i].file.chains = chains;
		bundles[i].ahead.chains = true;
		if (find_bundle(c, h, &bundles[i]) == -1 ||
		    find_ahead(c, h, &bundles[i]) == -1)
			rc = -1;
	}
	return rc;
}

/* Has the bundle the version that was asked for? 0, or -1 after reporting the
 * error. */
static int
check_version(const struct bundle *b, const char *name, const char *version)
{
	if (b->version == NULL || version_is_same(b->version, version))
		return 0;
	if (b->file.lock == NULL && b->attack->line > 0)
		log_error("%s:%d: %s: version %s, but %s is %s %s",
		    b->config, b->attack->line, b->attack->domain, b->version,
		    name, b->attack->framework == NULL ? "ATT&CK"
		    : b->attack->framework->title, version);
	else
		log_error("%s: ATT&CK %s, but %s was asked for", name,
		    version, b->version);
	return -1;
}

static void
warn_domain(const struct bundle *b, const struct stix *s,
    const char *name, struct findings *f)
{
	const char *domain = b->attack->domain;
	const char *of = stix_other_domain(s, domain);

	if (of == NULL)
		return;
	log_warn("%s: ATT&CK's %s, not %s", name, of, domain);
	findings_add(f, NULL, 0, "other-domain", "%s: ATT&CK's %s, not %s",
	    name, of, domain);
}

int
bundle_read(struct bundle *b, int jobs, struct stix *s)
{
	const char *name = bundle_file_name(&b->file);

	if (bundle_file_read(&b->file, jobs, s) == -1)
		return -1;
	s->domain = b->attack->domain;
	if (b->file.lock == NULL)
		warn_domain(b, s, name, &s->findings);
	if (s->version == NULL) /* STIX 2.0 does not say */
		s->version = b->version;
	if (s->version != NULL)
		return check_version(b, name, s->version);
	findings_add(&s->findings, NULL, 0, "no-version", "%s: it says no "
	    "version: set `version` beside its path", name);
	s->version = "unknown";
	return 0;
}

/* Sets where the techniques of s that newer revoked are now. */
static void
mark_moved(struct stix *s, const struct stix *newer)
{
	const struct stix_technique *now;
	struct stix_technique *t;
	struct lookup places = { 0 };
	size_t i, at;

	lookup_list(&places, newer->techniques, newer->ntechniques,
	    sizeof(*newer->techniques), offsetof(struct stix_technique, stix));
	for (i = 0; i < s->ntechniques; i++) {
		t = &s->techniques[i];
		if (!stix_is_active(t))
			continue;
		at = lookup_first(&places, t->stix);
		now = at != 0 ? &newer->techniques[at - 1]
		    : stix_find(newer, t->id); /* of which there were two */
		if (now == NULL || !now->revoked)
			continue;
		t->retired = true;
		if (now->end != 0 &&
		    !newer->techniques[now->end - 1].deprecated)
			t->moved = &newer->techniques[now->end - 1];
	}
	free(places.v);
}

int
ahead_read(struct bundle *b, int jobs, struct stix *newer,
    struct stix *s)
{
	const char *name;

	if (b->ahead.path == NULL)
		return 0;
	name = bundle_file_name(&b->ahead);
	if (bundle_file_read(&b->ahead, jobs, newer) == -1)
		return -1;
	if (newer->version == NULL) /* STIX 2.0 does not say */
		newer->version = b->attack->ahead;
	if (newer->version == NULL) {
		log_error("%s: no version in it", name);
		return -1;
	}
	if (!map_version_is_later(newer->version, s->version))
		return 0;
	if (b->ahead.lock == NULL)
		warn_domain(b, newer, name, &s->findings);
	newer->domain = s->domain;
	s->newer = newer;
	mark_moved(s, newer);
	return 0;
}

const char *
bundle_id(const struct bundle *b, struct arena *mem)
{
	return arena_printf(mem, "attack/%s", b->attack->domain);
}

void
bundles_free(struct bundle bundles[DOMAINS])
{
	size_t i;

	for (i = 0; i < DOMAINS; i++) {
		bundle_file_close(&bundles[i].file);
		bundle_file_close(&bundles[i].ahead);
	}
	memset(bundles, 0, DOMAINS * sizeof(*bundles));
}

int
map_techniques(const char *path, int jobs, struct strs *ids)
{
	struct stix s = { 0 };
	const struct stix_technique *t;
	const char *last = "";
	int rc = stix_read_file(path, path, NULL, false, jobs, &s);

	for (t = s.techniques; rc == 0 && t != LIST_END(s.techniques, s.ntechniques);
	    t++) {
		if (!stix_is_active(t) || strcmp(t->id, last) == 0)
			continue;
		last = t->id;
		strs_add(ids, last);
	}
	stix_free(&s);
	return rc;
}
