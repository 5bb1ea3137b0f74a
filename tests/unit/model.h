/* The filled catalog, open, and the thread's memory: for tests of models. */
#ifndef TESTS_MODEL_H
#define TESTS_MODEL_H

#include "capture.h"
#include "filled.h"
#include "model/model.h"
#include "value/value.h"
#include "value/member.h"

static char *model_root;
static struct arena model_mem;
static struct catalog *model_catalog;

static inline int
model_begin(void **state)
{
	char *path;

	(void)state;
	model_root = scratch_begin();
	value_use(&model_mem);
	path = path_join(model_root, "catalog.db");
	model_catalog = catalog_create(path);
	if (model_catalog == NULL || fill(model_catalog) == -1 ||
	    catalog_commit(model_catalog) == -1)
		return -1;
	model_catalog = catalog_open(path);
	free(path);
	return model_catalog == NULL ? -1 : 0;
}

static inline int
model_end(void **state)
{
	(void)state;
	catalog_close(model_catalog);
	value_use(NULL);
	arena_free(&model_mem);
	scratch_end(model_root);
	return 0;
}

/* The node as JSON on one line; "" where it is NULL. */
static inline const char *
json_of(const cJSON *node)
{
	return node == NULL ? "" : cJSON_PrintUnformatted(node);
}

/* The technique's model, by its id. */
static inline cJSON *
technique_model(const char *id)
{
	cJSON *rows = NULL, *site = model_overview(model_catalog, NULL);

	if (site == NULL ||
	    catalog_rows(model_catalog, Q_TECHNIQUE, id, &rows) == -1)
		return NULL;
	return model_technique(model_catalog, site, rows->child);
}

/* A source of the technique's section of that kind, by its id. */
static inline cJSON *
source_of(const cJSON *technique, const char *kind, const char *id)
{
	cJSON *section, *source;

	cJSON_ArrayForEach(section, member_get(technique, "sections"))
		cJSON_ArrayForEach(source, member_get(section, "sources"))
			if (str_equal(member_text(section, "kind"), kind) &&
			    str_equal(member_text(source, "id"), id))
				return source;
	return NULL;
}

#endif
