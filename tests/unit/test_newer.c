/* A newer bundle in the cache: what it retired is moved, not missing. */
#include "world.h"

#include "map/version.h"
#include "model/model.h"
#include "store/cache.h"

#define BUNDLES "https://raw.githubusercontent.com/mitre-attack/" \
	"attack-stix-data/master/"

static const char chosen[] =
    TECHNIQUE("stays", "T9001", "")
    TECHNIQUE("moves", "T9002", "")
    TECHNIQUE("ends", "T9003", "")
    TECHNIQUE("fades", "T9004", "")
    TECHNIQUE("was", "T9005", REVOKED)
    TECHNIQUE("joins", "T9006", "")
    RELATION("revoked-by", AP "was", AP "moves");

/* moves goes to fresh by way of between; joins to one that is here, too. */
static const char next[] =
    TECHNIQUE("stays", "T9001", "")
    TECHNIQUE("moves", "T9002", REVOKED)
    TECHNIQUE("between", "T9010", REVOKED)
    TECHNIQUE("fresh", "T9011", "")
    TECHNIQUE("ends", "T9003", REVOKED)
    TECHNIQUE("fades", "T9004", REVOKED)
    TECHNIQUE("old", "T9012", DEPRECATED)
    TECHNIQUE("was", "T9005", REVOKED)
    TECHNIQUE("joins", "T9006", REVOKED)
    RELATION("revoked-by", AP "moves", AP "between")
    RELATION("revoked-by", AP "between", AP "fresh")
    RELATION("revoked-by", AP "fades", AP "old")
    RELATION("revoked-by", AP "joins", AP "stays")
    OBJECT("intrusion-set", "broken", "G9001", ",'name':")
    RELATION("uses", "intrusion-set--broken", AP "fresh");

static const char config[] =
    "attack: {enterprise: {path: enterprise.json, version: 18.1}}\n"
    "sources:\n"
    "  ours: {like: sigma, path: rules}\n";

static void
put_rule(struct world *w, const char *name, const char *tags)
{
	world_put(w, arena_printf(&w->mem, "rules/%s.yml", name),
	    arena_printf(&w->mem, "title: %s\nid: %s\n"
	    "detection: {a: {b: c}, condition: a}\ntags: [%s]\n", name, name,
	    tags));
}

/* Puts text into the world's cache, as what the address gave. */
static void
cache_put(struct world *w, const char *url, const char *text)
{
	struct cache_object o = { 0 };
	struct cache_url u = { .first = "2026-08-09" };
	const char *root = world_path(w, "cache");

	assert_int_equal(cache_prepare(root), 0);
	assert_int_equal(cache_object_begin(&o, root), 0);
	assert_int_equal(cache_object_add(&o, text, strlen(text)), 0);
	assert_int_equal(cache_object_end(&o), 0);
	u.size = o.size;
	memcpy(u.sha256, o.sha256, sizeof(u.sha256));
	assert_int_equal(cache_object_commit(&o, root), 0);
	assert_int_equal(cache_remember(root, url, &u), 0);
}

static void
cache_bundle(struct world *w, const char *file, const char *objects)
{
	char *text = arena_printf(&w->mem, "{'type':'bundle','objects':[%s"
	    "{'type':'marking-definition'}]}", objects), *at;

	for (at = text; *at != '\0'; at++)
		if (*at == '\'')
			*at = '"';
	cache_put(w, arena_printf(&w->mem, BUNDLES "%s", file), text);
}

static void
put_all(struct world *w)
{
	world_put_bundle(w, "enterprise.json", "18.1", chosen);
	world_put(w, "sextant.yaml", config);
	put_rule(w, "one", "attack.t9011, attack.t9002");
	put_rule(w, "two", "attack.t9011");
	put_rule(w, "three", "attack.t9010, attack.t9099, attack.t9005");
}

static void
what_a_newer_version_retired_has_moved(void **state)
{
	struct world *w = *state;

	put_all(w);
	cache_bundle(w, "enterprise-attack/enterprise-attack-19.1.json", next);
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(world_ask(w, Q_DOMAINS, NULL,
	    "version newer_version"), "18.1 19.1|");
	assert_string_equal(world_ask(w, Q_TECHNIQUES, NULL,
	    "id state moved_version moved_id moved_name"),
	    "T9001 active - - -|T9002 active 19.1 T9011 fresh|"
	    "T9003 active 19.1 - -|T9004 active 19.1 - -|T9005 revoked - - -|"
	    "T9006 active 19.1 T9001 stays|");
	assert_string_equal(world_ask(w, Q_MOVED, "2", "kind controls"),
	    "detection 2|");
	assert_string_equal(world_ask(w, Q_MOVED, "3", "kind"), "");
}

static void
newer_ids_are_told_and_never_mapped(void **state)
{
	struct world *w = *state;
	cJSON *counts;

	put_all(w);
	cache_bundle(w, "enterprise-attack/enterprise-attack-19.1.json", next);
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(world_ask(w, Q_OUTCOMES, NULL,
	    "exact remapped unknown newer mappings"), "1 1 4 3 2|");
	assert_int_equal(catalog_counts(w->catalog, NULL, &counts), 0);
	assert_string_equal(cJSON_PrintUnformatted(counts), "[{\"technique\":2,\"source\":1,"
	    "\"kind\":\"detection\",\"count\":2,\"tested\":0,"
	    "\"evidence\":0,\"named\":0,\"named_tested\":0}]");
	assert_string_equal(world_ask(w, Q_FINDINGS, NULL, "path what why"),
	    "one.yml unknown-id T9011: not in this version of ATT&CK, but in "
	    "19.1|"
	    "three.yml unknown-id T9010: not in this version of ATT&CK, but in "
	    "19.1|"
	    "three.yml unknown-id T9099: not in this version of ATT&CK|"
	    "two.yml unknown-id T9011: not in this version of ATT&CK, but in "
	    "19.1|");
}

static void
a_page_says_where_it_went(void **state)
{
	static const struct { const char *id, *want; } pages[] = {
		{ "T9001", NULL },
		{ "T9002", "Moved to T9011 (fresh) in ATT&CK 19.1: 2 controls "
		    "are tagged with it there" },
		{ "T9003", "Revoked in ATT&CK 19.1, without a successor" },
		{ "T9004", "Revoked in ATT&CK 19.1, without a successor" },
		{ "T9006", "Moved to T9001 (stays) in ATT&CK 19.1: 0 controls "
		    "are tagged with it there" },
	};
	struct world *w = *state;
	cJSON *row, *old, *t, *stats;
	size_t i;

	put_all(w);
	cache_bundle(w, "enterprise-attack/enterprise-attack-19.1.json", next);
	assert_int_equal(world_map(w, NULL), 0);
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		assert_int_equal(model_find(w->catalog, pages[i].id, &row,
		    &old), 1);
		t = model_technique(w->catalog, model_site(w->catalog, NULL), row);
		if (pages[i].want == NULL)
			assert_null(value_get(t, "moved"));
		else
			assert_string_equal(value_get_text(value_get(t,
			    "moved"), "text"), pages[i].want);
	}
	stats = model_stats(w->catalog, NULL);
	assert_string_equal(value_get_text(value_get(stats, "domains")->child,
	    "newer_version"), "19.1");
	assert_int_equal(value_get(value_get(stats, "sources")->child,
	    "newer")->valuedouble, 3);
}

static void
the_newest_of_its_domain_is_taken(void **state)
{
	static const struct { const char *file, *want; } files[] = {
		{ "enterprise-attack/enterprise-attack-9.1.json", "-" },
		{ "enterprise-attack/enterprise-attack-18.1.json", "-" },
		{ "enterprise-attack/enterprise-attack-18.01.json", "-" },
		{ "enterprise-attack/enterprise-attack-.json", "-" },
		{ "enterprise-attack/enterprise-attack-.19.json", "-" },
		{ "enterprise-attack/enterprise-attack-19x.json", "-" },
		{ "enterprise-attack/enterprise-attack-20.0.json.gz", "-" },
		{ "enterprise-attack/enterprise-attack.json", "-" },
		{ "mobile-attack/mobile-attack-30.0.json", "-" },
		{ "enterprise-attack/enterprise-attack-18.1.1.json", "18.1.1" },
		{ "enterprise-attack/enterprise-attack-18.10.json", "18.10" },
		{ "enterprise-attack/enterprise-attack-19.0.json", "19.0" },
		{ "enterprise-attack/enterprise-attack-18.2.json", "19.0" },
		{ "enterprise-attack/enterprise-attack-100.json", "100" },
	};
	struct world *w = *state;
	size_t i;

	put_all(w);
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		/* Each with bytes of its own: the catalog is made anew. */
		cache_bundle(w, files[i].file, arena_printf(&w->mem,
		    TECHNIQUE("stays", "T9001", "") "{'type':'%zu'},", i));
		assert_int_equal(world_map(w, NULL), 0);
		assert_string_equal(world_ask(w, Q_DOMAINS, NULL,
		    "newer_version"), arena_printf(&w->mem, "%s|",
		    files[i].want));
	}
}

/* Without `version` it is known only once the bundle is read. */
static void
a_file_that_does_not_say_its_version_has_none(void **state)
{
	struct world *w = *state;

	put_all(w);
	world_put(w, "sextant.yaml",
	    "attack: {enterprise: {path: enterprise.json}}\nsources: {}\n");
	cache_bundle(w, "enterprise-attack/enterprise-attack-19.1.json", next);
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(world_ask(w, Q_DOMAINS, NULL,
	    "version newer_version"), "18.1 -|");
}

static void
one_that_cannot_be_read_is_left_aside(void **state)
{
	struct world *w = *state;
	struct capture c;
	char *said;
	int rc;

	put_all(w);
	cache_put(w, BUNDLES "enterprise-attack/enterprise-attack-19.1.json",
	    "{\"objects\": [{");
	capture_begin(&c);
	rc = world_map(w, NULL);
	said = capture_end(&c);
	assert_int_equal(rc, 0);
	assert_non_null(strstr(said, "enterprise-attack-19.1.json: left aside"));
	free(said);
	assert_string_equal(world_ask(w, Q_DOMAINS, NULL, "newer_version"),
	    "-|");
	assert_non_null(strstr(world_ask(w, Q_FINDINGS, NULL, "source what"),
	    "attack newer-bundle|"));
}

static void
versions_compare_by_number(void **state)
{
	static const struct { const char *a, *b; int want; } pairs[] = {
		{ "9.0", "18.1", -1 },
		{ "18.1", "18.1", 0 },
		{ "18.01", "18.1", 0 },
		{ "18", "18.1", -1 },
		{ "18.1", "18.1.1", -1 },
		{ "18.10", "18.9", 1 },
		{ "99999999999999999999", "99999999999999999998", 1 },
		{ "1..2", "1.0.2", 0 },
	};
	static const struct { const char *text; bool formed; } texts[] = {
		{ "18.1", true },
		{ "18", true },
		{ "", false },
		{ ".1", false },
		{ "v18", false },
		{ "18.1-beta", false },
		{ "latest", false },
		{ "111111111111111111111111111111111", false },
	};
	size_t i;
	int got;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		got = version_compare(pairs[i].a, pairs[i].b);
		assert_int_equal((got > 0) - (got < 0), pairs[i].want);
		got = version_compare(pairs[i].b, pairs[i].a);
		assert_int_equal((got > 0) - (got < 0), -pairs[i].want);
	}
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_int_equal(version_is_formed(texts[i].text,
		    strlen(texts[i].text)), texts[i].formed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(what_a_newer_version_retired_has_moved),
		WORLD_TEST(newer_ids_are_told_and_never_mapped),
		WORLD_TEST(a_page_says_where_it_went),
		WORLD_TEST(the_newest_of_its_domain_is_taken),
		WORLD_TEST(a_file_that_does_not_say_its_version_has_none),
		WORLD_TEST(one_that_cannot_be_read_is_left_aside),
		WORLD_TEST(versions_compare_by_number),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
