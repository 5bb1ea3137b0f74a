/* Who uses a technique: groups, campaigns and software. */
#include "world.h"

#include "search/find.h"
#include "model/model.h"
#include "value/member.h"

#define GROUP(name, id, more) OBJECT("intrusion-set", name, id, more)
#define G "intrusion-set--"
#define C "campaign--"
#define S "malware--"

static const char objects[] =
    RELATION("uses", G "Bear", AP "e1")
    RELATION("uses", G "Bear", AP "old")  /* the same one, by its old id */
    RELATION("uses", G "Bear", AP "gone") /* deprecated */
    RELATION("uses", G "Bear", AP "end")  /* revoked, without a successor */
    RELATION("uses", G "Bear", S "Hammer")
    RELATION("uses", G "Away", AP "e1")
    RELATION("uses", S "Hammer", AP "e2")
    RELATION("uses", "tool--Saw", AP "e1")
    RELATION("uses", C "Autumn", AP "e1")
    RELATION("uses", C "Autumn", AP "e2")
    RELATION("attributed-to", C "Autumn", G "Bear")
    RELATION("attributed-to", C "Autumn", G "Bear")
    RELATION("uses", C "Autumn", "tool--Saw")
    "{'type':'relationship','relationship_type':'uses','revoked':true,"
    "'source_ref':'" G "Wolf','target_ref':'" AP "e1'},"
    "{'type':'relationship','relationship_type':'uses',"
    "'x_mitre_deprecated':true,"
    "'source_ref':'" G "Wolf','target_ref':'" AP "e2'},"
    TECHNIQUE("e1", "T9001", "")
    TECHNIQUE("e2", "T9002", "")
    TECHNIQUE("old", "T9003", REVOKED)
    TECHNIQUE("end", "T9004", REVOKED)
    TECHNIQUE("gone", "T9005", DEPRECATED)
    RELATION("revoked-by", AP "old", AP "e1")
    GROUP("Wolf", "G9002", ",'aliases':['Wolf','Saw','Grey','Grey']")
    GROUP("Bear", "G9001", ",'description':'Sleeps.'")
    GROUP("Away", "G9003", REVOKED)
    GROUP("Past", "G9004", DEPRECATED)
    OBJECT("malware", "Hammer", "S9001", ",'x_mitre_aliases':['Hammer','Mallet']")
    OBJECT("tool", "Saw", "S9002", "")
    OBJECT("campaign", "Autumn", "C9001", ",'aliases':['Autumn']");

static void
put_all(struct world *w, const char *more)
{
	world_put_bundle(w, "enterprise.json", "18.1", objects);
	world_put(w, "sextant.yaml", arena_printf(&w->mem,
	    "attack: {enterprise: {path: enterprise.json}}\nsources: {}\n%s",
	    more));
	assert_int_equal(world_map(w, NULL), 0);
}

static void
only_active_ones_are_kept(void **state)
{
	struct world *w = *state;

	put_all(w, "");
	assert_string_equal(world_ask(w, Q_ACTORS, NULL,
	    "pk domain id kind name"),
	    "1 enterprise C9001 campaign Autumn|"
	    "2 enterprise G9001 group Bear|"
	    "3 enterprise G9002 group Wolf|"
	    "4 enterprise S9001 software Hammer|"
	    "5 enterprise S9002 software Saw|");
	assert_string_equal(world_ask(w, Q_ACTOR_ALIASES, "3", "alias"),
	    "Saw|Grey|");
	assert_string_equal(world_ask(w, Q_ACTOR_ALIASES, "1", "alias"), "");
}

static void
what_is_used_is_resolved(void **state)
{
	struct world *w = *state;

	put_all(w, "");
	assert_string_equal(world_ask(w, Q_ACTOR_TECHNIQUES, "G9001", "id state"),
	    "T9001 active|");
	assert_string_equal(world_ask(w, Q_USERS, "1", "id kind"),
	    "G9001 group|C9001 campaign|S9002 software|");
	assert_string_equal(world_ask(w, Q_USERS, "3", "id"), "");
	assert_string_equal(world_ask(w, Q_USE_COUNTS, NULL,
	    "technique groups campaigns software"), "1 1 1 1|2 0 1 1|");
	put_all(w, "mapping: {resolve: exact}\n");
	assert_string_equal(world_ask(w, Q_ACTOR_TECHNIQUES, "G9001", "id state"),
	    "T9001 active|T9003 revoked|T9004 revoked|");
}

static void
one_is_found_by_id_name_or_alias(void **state)
{
	static const struct { const char *word, *want; } words[] = {
		{ "G9001", "G9001 Sleeps.|" },
		{ "g9001", "G9001 Sleeps.|" },
		{ "bear", "G9001 Sleeps.|" },
		{ "mallet", "S9001 -|" },
		{ "SAW", "S9002 -|G9002 -|" }, /* a name before an alias */
		{ "Away", "" },
		{ "Be", "" },
		{ "%", "" },
	};
	struct world *w = *state;
	size_t i;

	put_all(w, "");
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_string_equal(world_ask(w, Q_ACTOR, words[i].word,
		    "id description"), words[i].want);
}

static void
links_lead_both_ways(void **state)
{
	struct world *w = *state;

	put_all(w, "");
	assert_string_equal(world_ask(w, Q_ACTOR_LINKS, "G9001",
	    "kind from id name other_kind"),
	    "uses 1 S9001 Hammer software|"
	    "attributed-to - C9001 Autumn campaign|");
	assert_string_equal(world_ask(w, Q_ACTOR_LINKS, "C9001",
	    "kind from id other_kind"),
	    "attributed-to 1 G9001 group|uses 1 S9002 software|");
	assert_string_equal(world_ask(w, Q_ACTOR_LINKS, "G9002", "id"), "");
}

static void
a_technique_says_who_uses_it(void **state)
{
	struct world *w = *state;
	cJSON *row, *old, *t;
	const cJSON *site, *users;

	put_all(w, "");
	site = model_overview(w->catalog, NULL);
	assert_int_equal(find_exact(w->catalog, "T9001", &row, &old), 1);
	t = model_technique(w->catalog, site, row);
	users = member_get(t, "users");
	assert_string_equal(member_text(users, "text"),
	    "1 group, 1 campaign, 1 piece of software");
	assert_int_equal(cJSON_GetArraySize(member_get(t, "groups")), 3);
	assert_int_equal(find_exact(w->catalog, "T9005", &row, &old), 1);
	t = model_technique(w->catalog, site, row);
	assert_null(member_get(member_get(t, "users"), "text"));
	assert_null(member_get(t, "used"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(only_active_ones_are_kept),
		WORLD_TEST(what_is_used_is_resolved),
		WORLD_TEST(one_is_found_by_id_name_or_alias),
		WORLD_TEST(links_lead_both_ways),
		WORLD_TEST(a_technique_says_who_uses_it),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
