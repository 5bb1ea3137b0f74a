/* How MITRE would detect a technique: by strategies, or by data sources. */
#include "world.h"

#include "search/find.h"
#include "model/model.h"
#include "value/member.h"

#define STRATEGY(name, id, more) \
	OBJECT("x-mitre-detection-strategy", name, id, more)
#define ANALYTIC(name, id, more) OBJECT("x-mitre-analytic", name, id, more)
#define COMPONENT(name, id, more) \
	OBJECT("x-mitre-data-component", name, id, more)
#define DS "x-mitre-detection-strategy--"
#define AN "x-mitre-analytic--"
#define DC "x-mitre-data-component--"
#define REFS(a, b) ",'x_mitre_analytic_refs':['" AN a "','" AN b "']"

static const char present[] =
    RELATION("detects", DS "Late", AP "old")
    RELATION("detects", DS "Late", AP "e1") /* the same one */
    RELATION("detects", DS "Early", AP "e1")
    RELATION("detects", DS "Dead", AP "e1")
    RELATION("detects", DS "Bare", AP "e2")
    RELATION("detects", DS "Early", AP "gone")
    STRATEGY("Late", "DET9002", REFS("Two", "One"))
    STRATEGY("Early", "DET9001", REFS("Lost", "Three"))
    STRATEGY("Dead", "DET9003", REVOKED REFS("One", "Two"))
    STRATEGY("Bare", "DET9004", "")
    ANALYTIC("One", "AN9001", ",'x_mitre_platforms':['Windows','Linux'],"
    "'description':'Watch.','x_mitre_log_source_references':["
    "{'x_mitre_data_component_ref':'" DC "Made','name':'log:a',"
    "'channel':'1'},{'x_mitre_data_component_ref':'" DC "Gone',"
    "'name':'log:b','channel':'None'},{'channel':'2'}],'x_mitre_mutable_elements':["
    "{'field':'Window','description':'How long.'},{'field':'Who'}]")
    ANALYTIC("Two", "AN9002", "")
    ANALYTIC("Three", "AN9003", DEPRECATED)
    COMPONENT("Made", "DC9001", "")
    COMPONENT("Gone", "DC9002", DEPRECATED)
    TECHNIQUE("e1", "T9001", "")
    TECHNIQUE("e2", "T9002", "")
    TECHNIQUE("old", "T9003", REVOKED)
    TECHNIQUE("gone", "T9005", DEPRECATED)
    RELATION("revoked-by", AP "old", AP "e1");

/* Before 18: components have no ids of ATT&CK's, techniques name sources. */
#define UNNAMED(type, name, more) "{'type':'" type "','id':'" type "--" \
	name "','name':'" name "'" more "},"
static const char past[] =
    UNNAMED("x-mitre-data-component", "Made",
    ",'x_mitre_data_source_ref':'x-mitre-data-source--File'")
    UNNAMED("x-mitre-data-component", "Seen", "")
    UNNAMED("x-mitre-data-source", "File", "")
    RELATION("detects", DC "Made", AP "e1")
    RELATION("detects", DC "Seen", AP "e1")
    RELATION("detects", DC "Made", AP "e2")
    TECHNIQUE("e1", "T9001", ",'x_mitre_data_sources':['Process: Begun',"
    "'File: Made','Process: Begun']")
    TECHNIQUE("e2", "T9002", "")
    TECHNIQUE("e3", "T9003", "");

static void
put_all(struct world *w, const char *objects)
{
	world_put_bundle(w, "enterprise.json", "18.1", objects);
	world_put(w, "sextant.yaml",
	    "attack: {enterprise: {path: enterprise.json}}\nsources: {}\n");
	assert_int_equal(world_map(w, NULL), 0);
}

static void
strategies_have_their_analytics(void **state)
{
	struct world *w = *state;

	put_all(w, present);
	assert_string_equal(world_ask(w, Q_STRATEGIES, "1", "pk id name url"),
	    "1 DET9001 Early https://attack.example.org/DET9001|"
	    "2 DET9002 Late https://attack.example.org/DET9002|");
	assert_string_equal(world_ask(w, Q_STRATEGIES, "2", "id"), "DET9004|");
	assert_string_equal(world_ask(w, Q_STRATEGIES, "4", "id"), "");
	/* In the order of the strategy; what is not there is left out. */
	assert_string_equal(world_ask(w, Q_ANALYTICS, "1",
	    "strategy pk id description"), "2 2 AN9002 -|2 1 AN9001 Watch.|");
	assert_string_equal(world_ask(w, Q_ANALYTIC_PLATFORMS, "1",
	    "analytic platform"), "1 Windows|1 Linux|");
	assert_string_equal(world_ask(w, Q_LOG_SOURCES, "1",
	    "analytic name channel component_id component"),
	    "1 log:a 1 DC9001 Made|1 log:b - - -|");
	assert_string_equal(world_ask(w, Q_MUTABLES, "1",
	    "analytic field description"), "1 Window How long.|1 Who -|");
	assert_string_equal(world_ask(w, Q_DATA_SOURCES, "1", "name"), "");
}

static void
older_bundles_name_data_sources(void **state)
{
	struct world *w = *state;

	put_all(w, past);
	assert_string_equal(world_ask(w, Q_DATA_SOURCES, "1", "name"),
	    "File: Made|Process: Begun|Seen|");
	assert_string_equal(world_ask(w, Q_DATA_SOURCES, "2", "name"),
	    "File: Made|");
	assert_string_equal(world_ask(w, Q_DATA_SOURCES, "3", "name"), "");
	assert_string_equal(world_ask(w, Q_STRATEGIES, "1", "id"), "");
}

static void
a_technique_says_how_to_detect_it(void **state)
{
	struct world *w = *state;
	cJSON *row, *old, *t;
	char *text;

	put_all(w, present);
	assert_int_equal(find_exact(w->catalog, "T9001", &row, &old), 1);
	t = model_technique(w->catalog, model_overview(w->catalog, NULL), row);
	text = cJSON_PrintUnformatted(member_get(t, "strategies"));
	assert_string_equal(text,
	    "[{\"id\":\"DET9001\",\"name\":\"Early\","
	    "\"url\":\"https://attack.example.org/DET9001\",\"linked\":true,"
	    "\"analytics\":[]},{\"id\":\"DET9002\",\"name\":\"Late\","
	    "\"url\":\"https://attack.example.org/DET9002\",\"linked\":true,"
	    "\"analytics\":[{\"id\":\"AN9002\",\"name\":\"Two\","
	    "\"url\":\"https://attack.example.org/AN9002\",\"platforms\":[],"
	    "\"log_sources\":[],\"mutables\":[]},"
	    "{\"id\":\"AN9001\",\"name\":\"One\",\"description\":\"Watch.\","
	    "\"url\":\"https://attack.example.org/AN9001\","
	    "\"platforms\":[\"Windows\",\"Linux\"],\"on\":\"Windows, Linux\","
	    "\"log_sources\":[{\"name\":\"log:a\",\"channel\":\"1\","
	    "\"component_id\":\"DC9001\",\"component\":\"Made\"},"
	    "{\"name\":\"log:b\"}],\"mutables\":[{\"field\":\"Window\","
	    "\"description\":\"How long.\"},{\"field\":\"Who\"}]}]}]");
	assert_null(member_get(t, "data_source_list"));
	put_all(w, past);
	assert_int_equal(find_exact(w->catalog, "T9001", &row, &old), 1);
	t = model_technique(w->catalog, model_overview(w->catalog, NULL), row);
	assert_string_equal(member_text(t, "data_source_list"),
	    "File: Made, Process: Begun, Seen");
	assert_null(member_get(t, "has_strategies"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(strategies_have_their_analytics),
		WORLD_TEST(older_bundles_name_data_sources),
		WORLD_TEST(a_technique_says_how_to_detect_it),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
