/* Compares the lock with what there is now. */
#include "build/outdated.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "fetch/ask.h"
#include "fetch/fetch.h"
#include "map/map.h"
#include "store/cache.h"
#include "store/lock.h"
#include "value/member.h"

static const char current[] = "current", newer[] = "newer", local[] = "local",
    unclear[] = "cannot-tell", failed[] = "failed";

static const char *const states[] = {
	[ASK_UNCLEAR] = unclear, [ASK_CURRENT] = current, [ASK_NEWER] = newer,
	[ASK_PINNED] = "pinned", [ASK_FAILED] = failed,
};

struct outdated {
	const struct build_options *c;
	const struct config *config;
	struct fetch_options options;
	struct lock lock;
	cJSON *sources;
	struct ask *asks; /* of some of the sources' rows */
	cJSON **rows;     /* each one's */
	size_t n;
	struct arena mem;
};

/* ---- rows ---- */

static cJSON *
append_row(struct outdated *o, const char *id)
{
	cJSON *row = cJSON_CreateObject();

	cJSON_AddItemToArray(o->sources, row);
	member_add_text(row, "id", id);
	return row;
}

static void
set_state(cJSON *row, const char *state, const char *now, const char *why)
{
	member_add_text(row, "state", state);
	member_add_text(row, "now", now);
	member_add_text(row, "why", why);
}

/* The lock's entry of the row, which it then tells of; NULL: the row says that
 * there is none for this address (NULL: for any). */
static const struct lock_entry *
find_locked(struct outdated *o, const char *id, const char *url, cJSON *row)
{
	const struct lock_entry *e = lock_find(&o->lock, id);
	bool other = e != NULL && url != NULL && strcmp(e->url, url) != 0;

	if (url != NULL || e != NULL)
		member_add_text(row, "url", url != NULL ? url : e->url);
	if (e == NULL || e->none || other) {
		set_state(row, unclear, NULL, other
		    ? "the lock has another address: run `sextant fetch`"
		    : "not in the lock: run `sextant fetch`");
		return NULL;
	}
	member_add_text(row, "revision", e->revision);
	member_add_text(row, "accessed", e->accessed);
	return e;
}

static bool
is_asked_outdated(const struct outdated *o, const char *id)
{
	return o->c->only.n == 0 || strs_has(&o->c->only, id);
}

/* ---- ATT&CK ---- */

/* By the index, which is there. */
static void
compare_versions(struct outdated *o, const struct config_attack *a,
    const struct lock_entry *e, const struct buf *index, cJSON *row)
{
	const char *latest, *url, *version = e->version;

	if (version == NULL)
		version = map_index_version(index->s, index->len, e->url,
		    &o->mem);
	member_add_text(row, "version", version);
	if (map_index_text(index->s, index->len, a->domain, NULL, &o->mem,
	    &latest, &url) == -1)
		set_state(row, failed, NULL, "ATT&CK's index cannot be read");
	else if (strcmp(url, e->url) == 0)
		set_state(row, current, latest, NULL);
	else if (version == NULL)
		set_state(row, unclear, latest,
		    "neither lock nor index name the version of its address");
	else if (map_version_is_later(latest, version))
		set_state(row, newer, latest, strcmp(a->version, "latest") == 0
		    ? NULL : "the configuration names its version");
	else
		set_state(row, current, latest, NULL);
}

static void
ask_attack(struct outdated *o)
{
	const struct config_attack *a = o->config->attacks;
	const struct config_attack *end = LIST_END(a, o->config->nattacks);
	const struct lock_entry *e;
	struct fetch_options first = o->options;
	struct buf index = BUF_INIT;
	bool asked = false;
	cJSON *row;

	first.more = true;
	if (!is_asked_outdated(o, "attack"))
		return;
	for (; a < end; a++) {
		row = append_row(o, arena_printf(&o->mem, "attack/%s",
		    a->domain));
		if (a->path != NULL) {
			set_state(row, local, NULL, NULL);
			continue;
		}
		if (!asked && ask_text(o->config->attack_source.index,
		    "attack/index", MAP_INDEX_MAX, &first, &index) == -1)
			buf_reset(&index);
		asked = true;
		e = find_locked(o, member_text(row, "id"), NULL, row);
		if (e != NULL && index.len == 0)
			set_state(row, failed, NULL,
			    "ATT&CK's index cannot be had");
		else if (e != NULL)
			compare_versions(o, a, e, &index, row);
	}
	buf_free(&index);
}

/* ---- sources ---- */

static void
plan_source(struct outdated *o, const struct source *s)
{
	const char *url = source_url(s, &o->mem);
	const struct lock_entry *e;
	struct ask *a;
	cJSON *row;

	/* What is of ATT&CK's bundle has no address of its own. */
	if (!is_asked_outdated(o, s->id) || (url == NULL && s->path == NULL))
		return;
	row = append_row(o, s->id);
	if (url == NULL) {
		set_state(row, local, NULL, NULL);
		return;
	}
	e = find_locked(o, s->id, url, row);
	if (e == NULL)
		return;
	if (e->files.n > 0 && !lock_is_of(e, &s->files, &s->except)) {
		set_state(row, unclear, NULL, "the lock has other files than "
		    "the definition now names: run `sextant fetch`");
		return;
	}
	a = &o->asks[o->n];
	a->e = e;
	a->archive = s->github != NULL;
	a->day_given = s->accessed != NULL;
	o->rows[o->n++] = row;
}

static void
ask_sources(struct outdated *o)
{
	size_t i;

	o->asks = mem_array(o->config->n, sizeof(*o->asks));
	o->rows = mem_array(o->config->n, sizeof(struct cJSON *));
	for (i = 0; i < o->config->n; i++)
		plan_source(o, &o->config->sources[i]);
	if (o->n > 0)
		ask_all(o->asks, o->n, &o->options, &o->mem);
	for (i = 0; i < o->n; i++)
		set_state(o->rows[i], states[o->asks[i].state],
		    o->asks[i].revision, o->asks[i].why);
}

static void
count_states(cJSON *model, const cJSON *sources)
{
	cJSON *counts = cJSON_AddObjectToObject(model, "states");
	const cJSON *row;

	cJSON_ArrayForEach(row, sources)
		member_add_to(counts, member_text(row, "state"), 1);
}

static int
read_lock(struct outdated *o, const char *path)
{
	int rc = lock_read(path, &o->lock);

	if (rc == 0)
		log_error("%s: not there: run `sextant fetch`", path);
	return rc == 1 ? 0 : -1;
}

int
outdated_ask(const struct build_options *c, const struct config *config,
    cJSON **model)
{
	struct outdated o = { .c = c, .config = config };
	char *path = lock_path(config->path), *cache = cache_root(c->cache);
	int rc = -1;

	o.options.cache = cache;
	o.options.mirror = c->mirror;
	o.options.jobs = c->jobs;
	fetch_begin(&o.options, c->timeout);
	if (cache == NULL || build_check_only(c, config) == -1 || read_lock(&o, path) == -1)
		goto out;
	*model = cJSON_CreateObject();
	member_add_number(*model, "schema", 1);
	member_add_text(*model, "lock", path);
	o.sources = cJSON_CreateArray();
	ask_attack(&o);
	ask_sources(&o);
	count_states(*model, o.sources);
	cJSON_AddItemToObject(*model, "sources", o.sources);
	rc = 0;
out:
	lock_free(&o.lock);
	free(o.asks);
	free(o.rows);
	free(path);
	free(cache);
	arena_free(&o.mem);
	return rc;
}
