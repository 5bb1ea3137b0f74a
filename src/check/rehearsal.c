/* The same controls on another version of ATT&CK, beside what stands. */
#include "check/rehearsal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "check/check.h"
#include "compare/diff.h"
#include "compare/snapshot.h"
#include "lint/lint.h"
#include "map/map.h"
#include "store/cache.h"
#include "store/lock.h"
#include "value/member.h"
#include "value/value.h"

/* One of the two: a configuration, and the catalog that it makes. */
struct stage {
	struct build_options common;
	struct config config;
	struct catalog *catalog;
	struct strs stops;  /* what would stop a map */
	struct strs absent; /* what of the scope a domain has not */
	cJSON *snapshot;
};

struct places {
	char *dir, *cache, *lock, *definitions;
	char *advice;
};

static int
places_find(struct places *p, const struct rehearsal *r,
    const struct config *config)
{
	const char *tmp = getenv("TMPDIR");
	struct buf b = BUF_INIT;

	buf_printf(&b, "sextant rehearse --fetch %s", r->version);
	p->advice = buf_take(&b);
	p->definitions = build_home("data/sources");
	p->cache = cache_root(r->common->cache);
	p->lock = lock_path(config->path);
	if (p->cache == NULL || p->definitions == NULL)
		return -1;
	if (tmp == NULL || *tmp == '\0')
		tmp = "/tmp";
	p->dir = path_join(tmp, "sextant.XXXXXX");
	if (mkdtemp(p->dir) != NULL)
		return 0;
	log_error("%s: cannot make a folder there: %s", tmp, strerror(errno));
	free(p->dir);
	p->dir = NULL;
	return -1;
}

static void
places_free(struct places *p)
{
	if (p->dir != NULL)
		file_remove(p->dir);
	free(p->dir);
	free(p->cache);
	free(p->lock);
	free(p->definitions);
	free(p->advice);
}

static int
stage_take(struct stage *s, const struct places *p, const char *name)
{
	char *path = path_join(p->dir, name);
	struct map_options o = { .cache = p->cache, .lock = p->lock,
		.catalog = path, .jobs = s->common.jobs, .quiet = true,
		.changed = &s->stops, .scope = &s->stops,
		.absent = &s->absent, .loose = true, .advice = p->advice };
	const struct snapshot_options lacks = { .lacks = true };
	int rc = map_run(&s->config, &o, NULL);

	if (rc == 0) {
		s->catalog = catalog_open(path);
		s->snapshot = s->catalog == NULL ? NULL
		    : snapshot_of(s->catalog, &lacks);
		rc = s->snapshot == NULL ? -1 : 0;
	}
	free(path);
	return rc;
}

static void
stage_free(struct stage *s)
{
	catalog_close(s->catalog);
	config_free(&s->config);
	strs_free(&s->stops);
	strs_free(&s->absent);
	strs_free(&s->common.only);
}

/* What `check:` says of a catalog: its figures and what it finds. */
static int
take_checks(struct checking *k, const struct stage *s, enum of of)
{
	memset(k, 0, sizeof(*k));
	k->asked = of;
	k->config = &s->config;
	k->catalog = s->catalog;
	k->rehearsed = true;
	k->mem = value_use(NULL);
	value_use(k->mem);
	k->report = cJSON_CreateObject();
	k->figures = cJSON_AddArrayToObject(k->report, "figures");
	k->results = cJSON_AddArrayToObject(k->report, "results");
	k->checked = cJSON_AddObjectToObject(k->report, "checked");
	if (check_read_perspective(k) == -1 || check_read_logs(k) == -1 ||
	    check_thresholds(k) == -1)
		return -1;
	return check_targets(k);
}

/* Is it found there too? What it says of figures may differ. */
static bool
is_found(const cJSON *results, const cJSON *one)
{
	static const char *const names[] = { "rule", "technique", "level",
		"target", "line", NULL };
	const cJSON *e;
	size_t i;

	cJSON_ArrayForEach(e, results) {
		for (i = 0; names[i] != NULL; i++)
			if (!str_equal(member_text(e, names[i]),
			    member_text(one, names[i])))
				break;
		if (names[i] == NULL)
			return true;
	}
	return false;
}

/* Takes out of figures the first that is asked for by the same words. */
static cJSON *
take_twin(cJSON *figures, const cJSON *one)
{
	cJSON *e;

	cJSON_ArrayForEach(e, figures)
		if (member_number(e, "line") == member_number(one, "line") &&
		    str_equal(member_text(e, "target"),
		    member_text(one, "target")))
			return cJSON_DetachItemViaPointer(figures, e);
	return NULL;
}

/* Both checks have a figure for all that is asked for; targets may stand in
 * another order. */
static void
add_figures_rehearsal(cJSON *model, const struct checking *old,
    const struct checking *new)
{
	cJSON *list = cJSON_AddArrayToObject(model, "checks"), *one;
	const cJSON *b;
	cJSON *a;

	cJSON_ArrayForEach(b, new->figures) {
		a = take_twin(old->figures, b);
		one = cJSON_CreateObject();
		member_copy(one, b, "name");
		member_copy(one, b, "wanted");
		member_add_text(one, "before", member_text_or(a, "value", ""));
		member_add_text(one, "after", member_text(b, "value"));
		cJSON_AddBoolToObject(one, "was_ok",
		    cJSON_IsTrue(member_get(a, "ok")));
		cJSON_AddBoolToObject(one, "ok",
		    cJSON_IsTrue(member_get(b, "ok")));
		cJSON_AddItemToArray(list, one);
		cJSON_Delete(a);
	}
}

static int
add_checks(cJSON *model, const struct stage *before,
    const struct stage *after, enum of of)
{
	struct checking old, new;
	const cJSON *e;
	cJSON *list;

	if (take_checks(&old, before, of) == -1 ||
	    take_checks(&new, after, of) == -1)
		return -1;
	add_figures_rehearsal(model, &old, &new);
	list = cJSON_AddArrayToObject(model, "broken");
	cJSON_ArrayForEach(e, new.results)
		if (!is_found(old.results, e))
			cJSON_AddItemToArray(list, cJSON_Duplicate(e, 1));
	return 0;
}

/* The id of one's own that leads elsewhere, in the rule that names it. */
static bool
is_moved(const cJSON *model, const cJSON *result)
{
	const cJSON *m;

	cJSON_ArrayForEach(m, member_get(model, "moves"))
		if (member_get(m, "own") != NULL &&
		    str_equal(member_text(m, "tagged"),
		    member_text(result, "technique")) &&
		    (member_get(result, "control") == NULL ||
		    str_equal(member_text(m, "id"),
		    member_text(result, "control"))))
			return true;
	return false;
}

/* The places of ids that are to be rewritten, as lint finds them. */
static int
add_rewrite(cJSON *model, const struct stage *after, const struct places *p)
{
	cJSON *list = cJSON_AddArrayToObject(model, "rewrite"), *report, *e;
	struct lint_found *found = NULL;
	struct strs paths = { 0 }, none = { 0 };
	struct lint_options o = { .cache = p->cache, .lock = p->lock,
		.definitions = p->definitions, .paths = &paths,
		.disabled = &none, .jobs = after->common.jobs };
	size_t i;
	int rc = 0;

	for (i = 0; i < after->config.n; i++)
		if (after->config.sources[i].own &&
		    after->config.sources[i].path != NULL)
			strs_add(&paths, after->config.sources[i].path);
	if (paths.n > 0) {
		rc = lint_run(&after->config, &o, &found, &report);
		for (e = rc == 0 ? lint_next(found, true) : NULL; e != NULL;
		    e = lint_next(found, false))
			if (is_moved(model, e))
				cJSON_AddItemToArray(list, e);
		lint_free(found);
	}
	strs_free(&paths);
	return rc;
}

static void
add_mapped(cJSON *model)
{
	cJSON *mapped = cJSON_AddObjectToObject(model, "mapped");
	const cJSON *s;
	long long controls = 0, sources = 0, n;

	cJSON_ArrayForEach(s, member_get(model, "sources")) {
		n = member_number(member_get(s, "new"), "controls");
		controls += n;
		sources += n > 0;
	}
	cJSON_AddNumberToObject(mapped, "controls", (double)controls);
	cJSON_AddNumberToObject(mapped, "sources", (double)sources);
}

/* What is told then, and is not now. */
static void
add_new(cJSON *model, const char *name, const struct strs *before,
    const struct strs *after)
{
	cJSON *list = cJSON_AddArrayToObject(model, name);
	size_t i;

	for (i = 0; i < after->n; i++)
		if (!strs_has(before, after->v[i]))
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(after->v[i]));
}

static int
compare_rehearsal(const struct stage *before, const struct stage *after,
    const struct places *p, enum of of, cJSON **model)
{
	const struct diff_filter filter = { .same_controls = true, .of = of };

	*model = diff_snapshots(before->snapshot, after->snapshot, &filter);
	add_mapped(*model);
	add_new(*model, "unmapped", &before->stops, &after->stops);
	add_new(*model, "absent", &before->absent, &after->absent);
	if (add_rewrite(*model, after, p) == -1)
		return -1;
	return add_checks(*model, before, after, of);
}

int
rehearsal_run(const struct rehearsal *r, cJSON **model)
{
	struct stage before = { 0 }, after = { 0 };
	struct places p = { 0 };
	int rc = -1;

	before.common = after.common = *r->common;
	after.common.attack = r->version;
	after.common.aside = true;
	after.common.only = (struct strs){ 0 };
	strs_add(&after.common.only, "attack");
	if (build_config(&before.common, &before.config) == -1 ||
	    build_config(&after.common, &after.config) == -1 ||
	    places_find(&p, r, &before.config) == -1)
		goto out;
	if (r->fetch && stage_fetch(&after.common, &after.config) == -1)
		goto out;
	if (stage_take(&before, &p, "before.db") == 0 &&
	    stage_take(&after, &p, "after.db") == 0)
		rc = compare_rehearsal(&before, &after, &p, r->of, model);
out:
	stage_free(&before);
	stage_free(&after);
	places_free(&p);
	return rc;
}
