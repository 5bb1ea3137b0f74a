/* The bundle ahead of the chosen one: what it revoked is moved, not missing. */
#include "world.h"

#include "attack/version.h"
#include "search/find.h"
#include "model/gaps.h"
#include "model/model.h"
#include "store/cache.h"
#include "store/lock.h"
#include "value/member.h"

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
    "attack:\n"
    "  enterprise: {path: enterprise.json}\n"
    "  ahead: {enterprise: {path: next.json}}\n"
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

static const char *
url_of(struct world *w, const char *version)
{
	return arena_printf(&w->mem, BUNDLES
	    "enterprise-attack/enterprise-attack-%s.json", version);
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

/* A bundle in the cache, by the version in its name and in it. */
static void
cache_bundle(struct world *w, const char *version, const char *objects)
{
	char *text = arena_printf(&w->mem, "{'type':'bundle','objects':[%s"
	    "{'type':'x-mitre-collection','x_mitre_version':'%s'}]}", objects,
	    version), *at;

	for (at = text; *at != '\0'; at++)
		if (*at == '\'')
			*at = '"';
	cache_put(w, url_of(w, version), text);
}

/* The lock's word of an entry, as the cache has the version of it. */
static void
lock_bundle(struct world *w, const char *id, const char *version)
{
	const char *path = world_path(w, "sextant.lock");
	struct cache_url u = { 0 };
	struct lock_entry e = { .id = id, .url = url_of(w, version) };
	struct lock l = { 0 };

	assert_int_not_equal(lock_read(path, &l), -1);
	if (cache_lookup(world_path(w, "cache"), e.url, &w->mem, &u) == 1) {
		e.size = u.size;
	} else {
		e.none = true;
		e.url = "";
	}
	memcpy(e.sha256, u.sha256, sizeof(e.sha256));
	memcpy(e.accessed, "2026-08-09", sizeof(e.accessed));
	lock_set(&l, &e);
	assert_int_equal(lock_write(path, &l), 0);
	lock_free(&l);
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
	world_put_bundle(w, "next.json", "19.1", next);
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
	world_put_bundle(w, "next.json", "19.1", next);
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(world_ask(w, Q_OUTCOMES, NULL,
	    "exact remapped unknown newer mappings"), "1 1 4 3 2|");
	assert_int_equal(catalog_counts(w->catalog, NULL, &counts), 0);
	assert_string_equal(cJSON_PrintUnformatted(counts), "[{\"technique\":2,\"source\":1,"
	    "\"count\":2,\"tested\":0,\"evidence\":0,\"named\":0,"
	    "\"named_tested\":0,\"yours\":2,\"kind\":\"detection\"}]");
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
		{ "T9002", "Moved to T9011 (fresh) in ATT&CK 19.1: 2 detection "
		    "rules name it" },
		{ "T9003", "Revoked in ATT&CK 19.1, without one successor" },
		{ "T9004", "Revoked in ATT&CK 19.1, without one successor" },
		{ "T9006", "Moved to T9001 (stays) in ATT&CK 19.1: no control "
		    "names it" },
	};
	struct world *w = *state;
	cJSON *row, *old, *t, *stats;
	size_t i;

	put_all(w);
	world_put_bundle(w, "next.json", "19.1", next);
	assert_int_equal(world_map(w, NULL), 0);
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		assert_int_equal(find_exact(w->catalog, pages[i].id, &row,
		    &old), 1);
		t = model_technique(w->catalog, model_overview(w->catalog, NULL), row);
		if (pages[i].want == NULL)
			assert_null(member_get(t, "moved"));
		else
			assert_string_equal(member_text(member_get(t,
			    "moved"), "text"), pages[i].want);
	}
	stats = model_stats(w->catalog, NULL);
	assert_string_equal(member_text(member_get(stats, "domains")->child,
	    "newer_version"), "19.1");
	assert_int_equal(member_get(member_get(stats, "sources")->child,
	    "newer")->valuedouble, 3);
}

static void
one_without_a_successor_is_a_gap(void **state)
{
	const struct gaps_filter filter = { .kind = "test" };
	struct world *w = *state;
	const cJSON *m, *t;
	struct buf b = BUF_INIT;

	put_all(w);
	world_put_bundle(w, "next.json", "19.1", next);
	assert_int_equal(world_map(w, NULL), 0);
	m = gaps_list(w->catalog, NULL, &filter);
	assert_non_null(m);
	cJSON_ArrayForEach(t, member_get(m, "techniques"))
		buf_printf(&b, "%s %s|", member_text(t, "id"),
		    member_text(t, "state"));
	assert_string_equal(buf_str(&b), "T9001 gap|T9002 moved|T9003 gap|"
	    "T9004 gap|T9006 moved|");
	buf_free(&b);
}

/* The lock decides; what else the cache holds does not. */
static void
only_what_the_lock_names_is_ahead(void **state)
{
	static const char chosen_only[] = "attack: {enterprise: 18.1}\n"
	    "sources: {}\n";
	struct world *w = *state;
	char key[DIGEST_HEX + 1], after[DIGEST_HEX + 1];
	const char *catalog = world_path(w, "catalog.db");

	world_put(w, "sextant.yaml", chosen_only);
	cache_bundle(w, "18.1", chosen);
	lock_bundle(w, "attack/enterprise", "18.1");
	assert_int_equal(world_map(w, NULL), 0);
	assert_int_equal(catalog_inputs(catalog, key, sizeof(key)), 1);
	cache_bundle(w, "19.1", next);
	cache_bundle(w, "20.0", chosen);
	assert_int_equal(world_map(w, NULL), 0);
	assert_int_equal(catalog_inputs(catalog, after, sizeof(after)), 1);
	assert_string_equal(key, after);
	assert_string_equal(world_ask(w, Q_DOMAINS, NULL,
	    "version newer_version"), "18.1 -|");
	/* Nothing could be had: locked as none. */
	lock_bundle(w, "attack/ahead/enterprise", "21.0");
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(world_ask(w, Q_DOMAINS, NULL, "newer_version"),
	    "-|");
	lock_bundle(w, "attack/ahead/enterprise", "19.1");
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(world_ask(w, Q_DOMAINS, NULL, "newer_version"),
	    "19.1|");
	/* A lock made for another choice of version. */
	lock_bundle(w, "attack/enterprise", "20.0");
	assert_int_equal(world_map(w, "20.0"), 0);
	assert_string_equal(world_ask(w, Q_DOMAINS, NULL,
	    "version newer_version"), "20.0 -|");
}

static void
what_is_configured_must_be_there(void **state)
{
	struct world *w = *state;

	cache_bundle(w, "18.1", chosen);
	cache_bundle(w, "19.1", next);
	lock_bundle(w, "attack/enterprise", "18.1");
	world_put(w, "sextant.yaml",
	    "attack: {enterprise: 18.1, ahead: 19.1}\nsources: {}\n");
	assert_non_null(strstr(world_fail(w, NULL),
	    "attack/ahead/enterprise: not in "));
	lock_bundle(w, "attack/ahead/enterprise", "19.1");
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(world_ask(w, Q_DOMAINS, NULL, "newer_version"),
	    "19.1|");
	/* --attack 20.0: nothing is ahead of it. */
	cache_bundle(w, "20.0", chosen);
	lock_bundle(w, "attack/enterprise", "20.0");
	assert_int_equal(world_map(w, "20.0"), 0);
	assert_string_equal(world_ask(w, Q_DOMAINS, NULL,
	    "version newer_version"), "20.0 -|");
	lock_bundle(w, "attack/enterprise", "18.1");
	world_put(w, "sextant.yaml",
	    "attack: {enterprise: 18.1, ahead: none}\nsources: {}\n");
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(world_ask(w, Q_DOMAINS, NULL,
	    "version newer_version"), "18.1 -|");
}

static void
a_local_one_must_be_a_later_bundle(void **state)
{
	struct world *w = *state;

	put_all(w);
	assert_non_null(strstr(world_fail(w, NULL), "next.json"));
	world_put(w, "next.json", "{'objects': [{");
	assert_non_null(strstr(world_fail(w, NULL), "next.json"));
	world_put_bundle(w, "next.json", "18.1", next);
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(world_ask(w, Q_DOMAINS, NULL,
	    "version newer_version"), "18.1 -|");
}

static void
ahead_is_checked_when_it_is_read(void **state)
{
	static const struct { const char *attack, *want; } bad[] = {
		{ "{enterprise: 18.1, ahead: soon}",
		    ":1: ahead: expected a version" },
		{ "{enterprise: 18.1, ahead: latest}",
		    ":1: ahead: expected a version" },
		{ "{enterprise: 18.1, ahead: [19.1]}",
		    ":1: ahead: expected a version" },
		{ "{enterprise: 18.1, ahead: {mobile: 18.1}}",
		    "ahead: mobile is not listed under attack" },
		{ "{enterprise: 18.1, ahead: {phone: 18.1}}", ":1: " },
	};
	struct world *w = *state;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		world_put(w, "sextant.yaml", arena_printf(&w->mem,
		    "attack: %s\n", bad[i].attack));
		assert_non_null(strstr(world_fail(w, NULL), bad[i].want));
	}
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
		WORLD_TEST(one_without_a_successor_is_a_gap),
		WORLD_TEST(only_what_the_lock_names_is_ahead),
		WORLD_TEST(what_is_configured_must_be_there),
		WORLD_TEST(a_local_one_must_be_a_later_bundle),
		WORLD_TEST(ahead_is_checked_when_it_is_read),
		WORLD_TEST(versions_compare_by_number),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
