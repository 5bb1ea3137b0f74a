/* A small world to map: a folder with bundles and a config of a test's own. */
#ifndef TESTS_WORLD_H
#define TESTS_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "catalog/catalog.h"
#include "map/map.h"
#include "value/value.h"
#include "value/member.h"

/* Parts of a bundle, with ' for ". Names stand for STIX ids. */
#define OWN(id) "'external_references':[{'source_name':'mitre-attack'," \
	"'external_id':'" id "','url':'https://attack.example.org/" id "'}]"
#define OBJECT(type, name, id, more) "{'type':'" type "','id':'" type "--" \
	name "','name':'" name "'," OWN(id) more "},"
#define TECHNIQUE(name, id, more) OBJECT("attack-pattern", name, id, more)
#define RELATION(type, from, to) "{'type':'relationship'," \
	"'relationship_type':'" type "','source_ref':'" from "'," \
	"'target_ref':'" to "'},"
#define AP "attack-pattern--"
#define REVOKED ",'revoked':true"
#define DEPRECATED ",'x_mitre_deprecated':true"
#define PHASE(chain, tactic) ",'kill_chain_phases':[{'kill_chain_name':'" \
	chain "','phase_name':'" tactic "'}]"

struct world {
	char *dir;
	struct config config;
	struct catalog *catalog;
	struct arena mem;
};

static inline char *
world_path(struct world *w, const char *name)
{
	return arena_printf(&w->mem, "%s/%s", w->dir, name);
}

/* A file of the world; ' becomes " in JSON. */
static inline void
world_put(struct world *w, const char *name, const char *text)
{
	struct outfile f;
	bool json = str_has_suffix(name, ".json");

	outfile_begin(&f, world_path(w, name));
	for (; *text != '\0'; text++)
		buf_putc(&f.text, json && *text == '\'' ? '"' : *text);
	assert_int_equal(outfile_commit(&f), 0);
}

/* A bundle of objects (each with a comma behind it) that says its version. */
static inline void
world_put_bundle(struct world *w, const char *name, const char *version,
    const char *objects)
{
	world_put(w, name, arena_printf(&w->mem, "{'type':'bundle','objects':["
	    "%s{'type':'x-mitre-collection','name':'Small ATT&CK',"
	    "'x_mitre_version':'%s'}]}", objects, version));
}

/* Reads sextant.yaml of the world, and maps. */
static inline int
world_map(struct world *w, const char *attack)
{
	struct map_options o = { 0 };
	size_t i;

	config_free(&w->config);
	catalog_close(w->catalog);
	w->catalog = NULL;
	if (config_read(world_path(w, "sextant.yaml"), "data/sources", attack,
	    &w->config) == -1)
		return -1;
	/* Its bundles are small parts, and not to be held against MITRE's. */
	for (i = 0; i < w->config.nattacks; i++)
		w->config.attacks[i].accepted = true;
	o.cache = world_path(w, "cache");
	o.lock = world_path(w, "sextant.lock");
	o.catalog = world_path(w, "catalog.db");
	o.jobs = 2;
	if (map_run(&w->config, &o, NULL) == -1)
		return -1;
	w->catalog = catalog_open(o.catalog);
	return w->catalog == NULL ? -1 : 0;
}

/* As world_map, and what it said; in the world's memory. */
static inline const char *
world_fail(struct world *w, const char *attack)
{
	struct capture c;
	char *text;
	const char *said;
	int rc;

	capture_begin(&c);
	rc = world_map(w, attack);
	text = capture_end(&c);
	said = arena_strdup(&w->mem, text);
	free(text);
	assert_int_equal(rc, -1);
	return said;
}

/* Columns of a query's rows: "a b|a b|", absent ones as "-"; but what the guard
 * finds of bundles that are small parts. */
static inline const char *
world_ask(struct world *w, enum catalog_query q, const char *param,
    const char *columns)
{
	struct buf b = BUF_INIT;
	cJSON *rows = NULL;
	const cJSON *row;
	const char *at, *text;
	char *name;

	assert_int_equal(catalog_rows(w->catalog, q, param, &rows), 0);
	cJSON_ArrayForEach(row, rows) {
		if (str_equal(member_text(row, "what"), "odd-bundle"))
			continue;
		for (at = columns; *at != '\0'; at += strspn(at, " ")) {
			name = arena_strndup(&w->mem, at, strcspn(at, " "));
			text = member_text(row, name);
			buf_printf(&b, "%s%s", at > columns ? " " : "",
			    text != NULL ? text : "-");
			at += strlen(name);
		}
		buf_putc(&b, '|');
	}
	text = arena_strdup(&w->mem, buf_str(&b));
	buf_free(&b);
	return text;
}

/* Every test starts in one, and its cJSON memory is the world's. */
static inline int
world_begin(void **state)
{
	struct world *w = mem_alloc(sizeof(*w));

	w->dir = scratch_begin();
	value_use(&w->mem);
	*state = w;
	return 0;
}

static inline int
world_end(void **state)
{
	struct world *w = *state;

	catalog_close(w->catalog);
	config_free(&w->config);
	scratch_end(w->dir);
	value_use(NULL);
	arena_free(&w->mem);
	free(w);
	return 0;
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, world_begin, world_end)

#endif
