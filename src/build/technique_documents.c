/* Sources of one document a technique: fetched once ATT&CK is there. */
#include "technique_documents.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/str.h"
#include "map/map.h"

struct documents {
	const struct source *s;
	const struct fetch_options *o;
	struct lock work; /* what the lock says of s, and then what came */
	struct fetch_item version, *items;
	size_t n;
	struct arena mem;
};

/* The entries of s, from one lock into another. */
static void
carry(const struct source *s, const struct lock *from, struct lock *to)
{
	const struct lock_entry *e;
	size_t i, n = strlen(s->id);

	for (i = 0; i < from->n; i++) {
		e = &from->entries[i];
		if (strncmp(e->id, s->id, n) == 0 &&
		    (e->id[n] == '\0' || e->id[n] == '/'))
			lock_set(to, e);
	}
}

static void
plan_documents(struct documents *p, const struct strs *techniques)
{
	const char *edition = arena_strdup(&p->mem, p->version.got.sha256);
	struct fetch_item *item;
	size_t i;

	p->items = mem_array(techniques->n, sizeof(*p->items));
	for (i = 0; i < techniques->n; i++) {
		item = &p->items[p->n++];
		item->id = arena_printf(&p->mem, "%s/%s", p->s->id,
		    techniques->v[i]);
		item->url = source_document_url(p->s, techniques->v[i],
		    &p->mem);
		item->json = p->version.json;
		item->optional = p->s->optional;
		item->accessed = p->s->accessed;
		item->edition = edition;
		item->may_lack = true;
	}
}

/* Where there is not one of them, it is their address that is wrong. */
static int
check_documents(const struct documents *p)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->items[i].got.size > 0)
			return 0;
	(p->s->optional ? log_warn : log_error)("%s: %s: not there for any of "
	    "%zu techniques", p->s->id, p->s->document_url, p->n);
	return -1;
}

/* 0 where all are there; else -1 after reporting the error. */
static int
fetch_documents(struct documents *p, const char *bundle)
{
	struct fetch_options o = *p->o;
	struct strs techniques = { 0 };
	size_t i;
	int rc = -1;

	if (map_techniques(bundle, o.jobs, &techniques) == -1)
		goto out;
	plan_documents(p, &techniques);
	o.documents_of = p->s->id;
	if (fetch_items(p->items, p->n, &p->work, &o) == -1)
		goto out;
	for (i = 0; i < p->n; i++)
		if (p->items[i].failed)
			goto out;
	rc = check_documents(p);
out:
	strs_free(&techniques);
	return rc;
}

int
technique_documents_fetch(const struct source *s, const char *bundle,
    const struct fetch_options *o, const struct lock *old, struct lock *fresh)
{
	struct documents p = { .s = s, .o = o };
	struct fetch_options quiet = *o;
	size_t i;
	int rc;

	carry(s, old, &p.work);
	quiet.quiet = true; /* one line of a source is enough */
	quiet.more = true;
	/* The document that tells whether any other changed. */
	p.version.id = s->id;
	p.version.url = s->version_url;
	p.version.json = s->format == FORMAT_JSON;
	p.version.optional = s->optional;
	p.version.accessed = s->accessed;
	rc = fetch_items(&p.version, 1, &p.work, &quiet);
	if (rc == 0)
		rc = p.version.failed ? -1 : fetch_documents(&p, bundle);
	if (rc == 0) {
		lock_set(fresh, &p.version.got);
		for (i = 0; i < p.n; i++)
			lock_set(fresh, &p.items[i].got);
	} else if (s->optional) {
		carry(s, old, fresh); /* what it was, it is still */
		rc = 0;
	}
	free(p.items);
	lock_free(&p.work);
	arena_free(&p.mem);
	return rc;
}
