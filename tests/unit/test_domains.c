/* Several domains of ATT&CK in one catalog, and never in one count. */
#include "world.h"

#include "count/coverage.h"
#include "search/find.h"
#include "model/model.h"
#include "value/member.h"

#define TACTIC(name, id, shortname) OBJECT("x-mitre-tactic", name, id, \
	",'x_mitre_shortname':'" shortname "'")
#define SUB ",'x_mitre_is_subtechnique':true"
#define ON(platform) ",'x_mitre_platforms':['" platform "']"

/* The last of mobile has an id that enterprise has, too. */
static const char enterprise[] =
    TACTIC("Start", "TA9001", "start")
    TECHNIQUE("e1", "T9001", PHASE("mitre-attack", "start") ON("Windows"))
    TECHNIQUE("e2", "T9002", PHASE("mitre-attack", "start") ON("Linux"))
    TECHNIQUE("e3", "T9003", REVOKED)
    TECHNIQUE("e9", "T9009", PHASE("mitre-attack", "start") ON("Windows"))
    RELATION("revoked-by", AP "e3", AP "e2")
    OBJECT("course-of-action", "Keep out", "M9001", "")
    RELATION("mitigates", "course-of-action--Keep out", AP "e1");
static const char mobile[] =
    TACTIC("Start", "TA9101", "start")
    TACTIC("Carry", "TA9102", "carry")
    TECHNIQUE("m1", "T9101", PHASE("mitre-mobile-attack", "carry") ON("Slate"))
    TECHNIQUE("m2", "T9102", REVOKED)
    TECHNIQUE("m3", "T9103", PHASE("mitre-mobile-attack", "start") ON("Slate") SUB)
    TECHNIQUE("m9", "T9009", PHASE("mitre-mobile-attack", "start") ON("Slate"))
    RELATION("revoked-by", AP "m2", AP "m1")
    RELATION("subtechnique-of", AP "m3", AP "m1")
    OBJECT("course-of-action", "Lock up", "M9101", "")
    RELATION("mitigates", "course-of-action--Lock up", AP "m1")
    RELATION("mitigates", "course-of-action--Lock up", AP "m2");
/* Older bundles have names of their own for what is ATT&CK's. */
static const char ics[] =
    "{'type':'attack-pattern','id':'" AP "i1','name':'i1',"
    "'external_references':[{'source_name':'mitre-ics-attack',"
    "'external_id':'T9201'}]" PHASE("mitre-ics-attack", "spin") "},"
    TACTIC("Spin", "TA9201", "spin");

static const char three[] =
    "attack:\n"
    "  ics: {path: ics.json}\n"
    "  mobile: {path: mobile.json}\n"
    "  enterprise: {path: enterprise.json}\n";

static void
put_all(struct world *w, const char *config)
{
	world_put_bundle(w, "enterprise.json", "18.1", enterprise);
	world_put_bundle(w, "mobile.json", "17.1", mobile);
	world_put_bundle(w, "ics.json", "18.0", ics);
	world_put(w, "sextant.yaml", config);
}

static const char *
with(struct world *w, const char *more)
{
	return arena_printf(&w->mem, "%s%s", three, more);
}

static void
all_stand_in_one_catalog(void **state)
{
	struct world *w = *state;

	put_all(w, with(w, "sources: {mitigations: , mitigations-mobile: }\n"));
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(world_ask(w, Q_DOMAINS, NULL, "ord id version"),
	    "0 enterprise 18.1|1 mobile 17.1|2 ics 18.0|");
	assert_string_equal(world_ask(w, Q_TECHNIQUES, NULL,
	    "pk domain id parent_id successor_id page"),
	    "1 enterprise T9001 - - 1|2 enterprise T9002 - - 1|"
	    "3 enterprise T9003 - T9002 -|4 enterprise T9009 - - 1|"
	    "5 mobile T9009 - - -|6 mobile T9101 - - 1|"
	    "7 mobile T9102 - T9101 -|8 mobile T9103 T9101 - 1|"
	    "9 ics T9201 - - 1|");
	assert_string_equal(world_ask(w, Q_TACTICS, NULL, "domain shortname"),
	    "enterprise start|mobile start|mobile carry|ics spin|");
	/* A tactic of the same short name is that of the own domain. */
	assert_string_equal(world_ask(w, Q_PHASES, "1", "id"), "TA9001|");
	assert_string_equal(world_ask(w, Q_PHASES, "8", "id"), "TA9101|");
	assert_string_equal(world_ask(w, Q_PHASES, "9", "id"), "TA9201|");
	assert_string_equal(world_ask(w, Q_CONTROLS, "6", "source_id id outcome"),
	    "mitigations-mobile M9101 exact|mitigations-mobile M9101 remapped|");
	assert_string_equal(world_ask(w, Q_FINDINGS, NULL, "source what"),
	    "attack shared-id|");
}

/* "technique source|" of each count, in order. */
static const char *
counted(struct world *w)
{
	static char text[256];
	cJSON *rows;
	const cJSON *row;
	size_t n = 0;

	assert_int_equal(catalog_counts(w->catalog, NULL, &rows), 0);
	cJSON_ArrayForEach(row, rows)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%d %d|",
		    member_get(row, "technique")->valueint,
		    member_get(row, "source")->valueint);
	return text;
}

static void
ids_are_looked_for_in_the_own_domain(void **state)
{
	struct world *w = *state;

	put_all(w, with(w, "sources:\n"
	    "  a: {like: sigma, path: rules}\n"
	    "  b: {like: sigma, path: rules, domain: mobile}\n"));
	world_put(w, "rules/one.yml", "title: One\nid: one\n"
	    "detection: {a: {b: c}, condition: a}\n"
	    "tags: [attack.t9001, attack.t9102, attack.t9009]\n");
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(world_ask(w, Q_OUTCOMES, NULL,
	    "source exact remapped unknown mappings"), "1 2 0 1 2|2 1 1 1 2|");
	assert_string_equal(counted(w), "1 1|4 1|5 2|6 2|");
	/* Which domain has it is said, whatever became of it there. */
	assert_string_equal(world_ask(w, Q_FINDINGS, NULL, "source what why"),
	    "attack shared-id T9009 of mobile has no page: enterprise has that "
	    "id too|"
	    "a unknown-id T9102: of ATT&CK mobile 17.1, not of enterprise|"
	    "b unknown-id T9001: of ATT&CK enterprise 18.1, not of mobile|");
}

static void
figures_are_of_one_domain(void **state)
{
	struct world *w = *state;
	char *text;

	put_all(w, with(w, "sources: {mitigations: , mitigations-mobile: }\n"));
	assert_int_equal(world_map(w, NULL), 0);
	text = cJSON_PrintUnformatted(member_get(member_get(
	    coverage_read(w->catalog, "enterprise", NULL), "policy"), "exact"));
	assert_string_equal(text, "{\"covered\":1,\"of\":3}");
	text = cJSON_PrintUnformatted(member_get(member_get(
	    coverage_read(w->catalog, "mobile", NULL), "policy"), "any"));
	assert_string_equal(text, "{\"covered\":1,\"of\":2}");
	text = cJSON_PrintUnformatted(member_get(member_get(
	    coverage_read(w->catalog, "ics", NULL), "policy"), "leaf"));
	assert_string_equal(text, "{\"covered\":0,\"of\":1}");
	assert_int_equal(cJSON_GetArraySize(member_get(
	    model_stats(w->catalog, NULL), "domains")), 3);
}

static void
an_id_in_two_domains_is_found_in_the_first(void **state)
{
	struct world *w = *state;
	cJSON *row, *old;

	put_all(w, with(w, "sources: {}\n"));
	assert_int_equal(world_map(w, NULL), 0);
	assert_int_equal(find_exact(w->catalog, "t9009", &row, &old), 1);
	assert_string_equal(member_text(row, "domain"), "enterprise");
	assert_int_equal(find_exact(w->catalog, "T9102", &row, &old), 1);
	assert_string_equal(member_text(row, "id"), "T9101");
	assert_int_equal(find_exact(w->catalog, "i1", &row, &old), 1);
	assert_string_equal(member_text(row, "domain"), "ics");
}

static void
a_scope_may_be_of_any_domain(void **state)
{
	struct world *w = *state;

	put_all(w, with(w, "sources: {}\nscope: {platforms: [slate]}\n"));
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(world_ask(w, Q_TECHNIQUES, NULL, "id scoped"),
	    "T9001 1|T9002 1|T9003 -|T9009 1|T9009 1|T9101 1|T9102 -|"
	    "T9103 1|T9201 1|");
	put_all(w, with(w, "sources: {}\nscope: {tactics: [Spin, start], "
	    "except: [{id: T9103, reason: no}]}\n"));
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(world_ask(w, Q_TECHNIQUES, NULL, "id scoped"),
	    "T9001 1|T9002 1|T9003 -|T9009 1|T9009 1|T9101 -|T9102 -|"
	    "T9103 -|T9201 1|");
	put_all(w, with(w, "sources: {}\nscope: {platforms: [Slat]}\n"));
	assert_non_null(strstr(world_fail(w, NULL), "platforms: Slat: no such "
	    "platform in ATT&CK enterprise 18.1, mobile 17.1, ics 18.0"));
}

static void
sources_of_other_domains_are_left_out(void **state)
{
	static const char one[] = "attack: {mobile: {path: mobile.json}}\n";
	struct world *w = *state;
	const char *said;

	put_all(w, arena_printf(&w->mem, "%ssources: {mitigations-mobile: }\n",
	    one));
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(world_ask(w, Q_DOMAINS, NULL, "ord id"),
	    "0 mobile|");
	put_all(w, arena_printf(&w->mem, "%ssources:\n  default: true\n", one));
	config_free(&w->config);
	assert_int_equal(config_read(world_path(w, "sextant.yaml"),
	    "data/sources", NULL, &w->config), 0);
	assert_non_null(config_source(&w->config, "mitigations-mobile"));
	assert_null(config_source(&w->config, "mitigations-ics"));
	assert_null(config_source(&w->config, "mitigations"));
	put_all(w, arena_printf(&w->mem, "%ssources:\n  mitigations: {}\n",
	    one));
	said = world_fail(w, NULL);
	assert_non_null(strstr(said, "sextant.yaml:3: mitigations: answers "
	    "techniques of enterprise, which is not listed under attack\n"));
}

static void
an_option_sets_a_domain_or_adds_it(void **state)
{
	static const struct {
		const char *config, *option, *want;
	} cases[] = {
		{ "", NULL, "enterprise latest|" },
		{ "", "18.1", "enterprise 18.1|" },
		{ "", "enterprise-9.0", "enterprise 9.0|" },
		{ "", "mobile-17.1", "enterprise latest|mobile 17.1|" },
		{ "attack:\n", "ics-latest", "enterprise latest|ics latest|" },
		{ "attack: {ics: 18.1, mobile: 17.1}", NULL,
		    "mobile 17.1|ics 18.1|" },
		{ "attack: {ics: 18.1}", "mobile-16.0",
		    "mobile 16.0|ics 18.1|" },
		{ "attack: {mobile: {path: a.json}}", "mobile-16.0",
		    "mobile 16.0|" },
		{ "attack: {mobile: 17.1}", "18.0",
		    "enterprise 18.0|mobile 17.1|" },
	};
	static const char *const wrong[] = { "mobile", "mobile-", "ics-x",
		"pre-18.1", "-18.1", "mobile-ics-18.1" };
	struct world *w = *state;
	struct config *c = &w->config;
	struct buf b = BUF_INIT;
	size_t i, k;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		world_put(w, "sextant.yaml", cases[i].config);
		assert_int_equal(config_read(world_path(w, "sextant.yaml"),
		    "data/sources", cases[i].option, c), 0);
		buf_reset(&b);
		for (k = 0; k < c->nattacks; k++) {
			buf_printf(&b, "%s %s|", c->attacks[k].domain,
			    c->attacks[k].version);
			assert_null(c->attacks[k].path);
		}
		assert_string_equal(buf_str(&b), cases[i].want);
		config_free(c);
	}
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_non_null(strstr(world_fail(w, wrong[i]),
		    "expected [DOMAIN-]VERSION"));
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(all_stand_in_one_catalog),
		WORLD_TEST(ids_are_looked_for_in_the_own_domain),
		WORLD_TEST(figures_are_of_one_domain),
		WORLD_TEST(an_id_in_two_domains_is_found_in_the_first),
		WORLD_TEST(a_scope_may_be_of_any_domain),
		WORLD_TEST(sources_of_other_domains_are_left_out),
		WORLD_TEST(an_option_sets_a_domain_or_adds_it),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
