/* Words for techniques, for those who use them, for tactics and layers. */
#include "world.h"

#include "threat/targets.h"
#include "value/member.h"

#define G "intrusion-set--"
#define C "campaign--"
#define S "malware--"

static const char objects[] =
    RELATION("uses", G "Bear", AP "e1")
    RELATION("uses", G "Bear", S "Hammer")
    RELATION("uses", S "Hammer", AP "e2")
    RELATION("uses", C "Autumn", AP "e1")
    RELATION("uses", C "Autumn", AP "e3")
    RELATION("uses", C "Autumn", S "Saw")
    RELATION("uses", S "Saw", AP "e4")
    RELATION("attributed-to", C "Autumn", G "Bear")
    RELATION("uses", G "Wolf", AP "e4")
    TECHNIQUE("e1", "T9001", PHASE("mitre-attack", "first"))
    TECHNIQUE("e2", "T9002", PHASE("mitre-attack", "second"))
    TECHNIQUE("e3", "T9003", PHASE("mitre-attack", "first"))
    TECHNIQUE("e4", "T9004", PHASE("mitre-attack", "second"))
    TECHNIQUE("old", "T9005", REVOKED)
    TECHNIQUE("gone", "T9006", DEPRECATED PHASE("mitre-attack", "first"))
    TECHNIQUE("end", "T9007", REVOKED)
    RELATION("revoked-by", AP "old", AP "e1")
    OBJECT("intrusion-set", "Bear", "G9001",
	",'aliases':['Bear','Brown Bear','Saw']")
    OBJECT("intrusion-set", "Wolf", "G9002", "")
    OBJECT("intrusion-set", "Idle", "G9003", "")
    OBJECT("malware", "Hammer", "S9001", "")
    OBJECT("malware", "Saw", "S9002", ",'x_mitre_aliases':['Saw','Wolf']")
    OBJECT("campaign", "Autumn", "C9001", "")
    OBJECT("x-mitre-tactic", "The First", "TA9001",
	",'x_mitre_shortname':'first'")
    OBJECT("x-mitre-tactic", "The Second", "TA9002",
	",'x_mitre_shortname':'second'")
    "{'type':'x-mitre-matrix','id':'x-mitre-matrix--1','name':'M',"
    "'tactic_refs':['x-mitre-tactic--The First',"
    "'x-mitre-tactic--The Second']},";

static void
make(struct world *w)
{
	world_put_bundle(w, "enterprise.json", "18.1", objects);
	world_put(w, "sextant.yaml", "attack: {enterprise: {path: "
	    "enterprise.json}}\nsources: {}\n");
	assert_int_equal(world_map(w, NULL), 0);
}

/* The bear is there, too, with nothing of its own; so are its campaign, another
 * that only this domain attributes to it, and a namesake of the wolf. */
static const char others[] =
    RELATION("uses", C "Autumn", AP "m1")
    RELATION("attributed-to", C "Autumn", G "Bear")
    RELATION("uses", C "Winter", AP "m2")
    RELATION("attributed-to", C "Winter", G "Bear")
    RELATION("uses", S "Hammer", AP "m3")
    RELATION("uses", G "Idle", AP "m1")
    TECHNIQUE("m1", "T9101", PHASE("mitre-mobile-attack", "first"))
    TECHNIQUE("m2", "T9102", "")
    TECHNIQUE("m3", "T9103", "")
    OBJECT("intrusion-set", "Bear", "G9001",
	",'aliases':['Bear','Brown Bear','Saw']")
    OBJECT("intrusion-set", "Idle", "G9003", "")
    OBJECT("malware", "Hammer", "S9001", "")
    OBJECT("malware", "Saw", "S9002", ",'x_mitre_aliases':['Saw','Wolf']")
    OBJECT("campaign", "Autumn", "C9001", "")
    OBJECT("campaign", "Winter", "C9002", "");

/* A campaign of two domains, of which only the other one says whose it is. */
static const char first_of_two[] =
    RELATION("uses", G "Bear", AP "e1")
    RELATION("uses", C "Winter", AP "e2")
    TECHNIQUE("e1", "T9001", "")
    TECHNIQUE("e2", "T9002", "")
    OBJECT("intrusion-set", "Bear", "G9001", "")
    OBJECT("campaign", "Winter", "C9002", "");

static void
make_two(struct world *w, const char *first)
{
	world_put_bundle(w, "enterprise.json", "18.1", first);
	world_put_bundle(w, "mobile.json", "17.1", others);
	world_put(w, "sextant.yaml", "attack: {enterprise: {path: "
	    "enterprise.json}, mobile: {path: mobile.json}}\nsources: {}\n");
	assert_int_equal(world_map(w, NULL), 0);
}

static cJSON *
seek(struct world *w, const char *word, bool software)
{
	struct strs words = { 0 };
	cJSON *all;

	strs_add(&words, word);
	all = targets_resolve(w->catalog, &words, software);
	strs_free(&words);
	return all;
}

static void
put_strings(struct buf *b, const char *sign, const cJSON *list)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, list)
		buf_printf(b, "%s%s", sign, e->valuestring);
}

/* "group G9001: T9001 T9003<C9001; told: …; no: …" */
static const char *
tell(struct world *w, const cJSON *all)
{
	struct buf b = BUF_INIT;
	const cJSON *e, *near;
	const char *text;

	assert_non_null(all);
	cJSON_ArrayForEach(e, member_get(all, "targets"))
		buf_printf(&b, "%s %s:", member_text(e, "kind"),
		    member_text(e, "label"));
	cJSON_ArrayForEach(e, member_get(all, "techniques")) {
		buf_printf(&b, " %s", member_text(e, "id"));
		put_strings(&b, "<", member_get(e, "via"));
	}
	cJSON_ArrayForEach(e, member_get(all, "told")) {
		text = member_text(e, "id");
		buf_printf(&b, "; %s %s", member_text(e, "outcome"),
		    text != NULL ? text : "-");
	}
	cJSON_ArrayForEach(e, member_get(all, "unresolved")) {
		buf_printf(&b, "%s;", member_text(e, "why"));
		cJSON_ArrayForEach(near, member_get(e, "near"))
			buf_printf(&b, " %s", member_text(near, "id"));
	}
	text = arena_strdup(&w->mem, buf_str(&b));
	buf_free(&b);
	return text;
}

#define NOTHING "no such technique, tactic, group, software or campaign;"

static const struct { const char *word, *want; } words[] = {
	/* techniques */
	{ "T9002", "technique T9002: T9002" },
	{ " t9002 ", "technique T9002: T9002" },
	{ "E2", "technique T9002: T9002" },
	{ "technique:e2", "technique T9002: T9002" },
	{ "T9005", "technique T9001: T9001; revoked T9005" },
	{ "T9006", "technique T9006:; deprecated T9006" },
	{ "T9007", "technique T9007:; revoked T9007" },
	/* who uses them; a group with its campaigns */
	{ "G9001", "group G9001: T9001 T9003<C9001" },
	{ "group:g9001", "group G9001: T9001 T9003<C9001" },
	{ "brown bear", "group G9001: T9001 T9003<C9001" },
	{ "C9001", "campaign C9001: T9001 T9003" },
	{ "campaign: autumn", "campaign C9001: T9001 T9003" },
	{ "hammer", "software S9001: T9002" },
	{ "Group:Idle", "group G9003:; empty G9003" },
	/* a name before another name, a group before software */
	{ "saw", "software S9002: T9004; ambiguous G9001" },
	{ "wolf", "group G9002: T9004; ambiguous S9002" },
	{ "software:wolf", "software S9002: T9004" },
	{ "group:saw", "group G9001: T9001 T9003<C9001" },
	/* tactics: active ones only */
	{ "TA9001", "tactic TA9001: T9001 T9003" },
	{ "tactic:ta9001", "tactic TA9001: T9001 T9003" },
	{ "tactic:first", "tactic TA9001: T9001 T9003" },
	{ "tactic:the second", "tactic TA9002: T9002 T9004" },
	/* none */
	{ "T9012", NOTHING " T9002" },
	{ "Brown Beer", NOTHING " G9001" },
	{ "group:hammer", "no such group;" },
	{ "group:Hamer", "no such group;" },
	{ "software:Hamer", "no such software; S9001" },
	{ "technique:T901", "no such technique; T9001" },
	{ "tactic:frist", "no such tactic;" },
	{ "tactic:secnd", "no such tactic; TA9002" },
	{ "", NOTHING },
	{ "first", NOTHING },
	{ "file:x", NOTHING },
	{ "%", NOTHING },
};

static void
words_are_resolved(void **state)
{
	struct world *w = *state;
	const char *is;
	size_t i;

	make(w);
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		is = tell(w, seek(w, words[i].word, false));
		if (strcmp(is, words[i].want) != 0)
			fail_msg("\"%s\" is \"%s\", not \"%s\"", words[i].word,
			    is, words[i].want);
	}
}

static void
software_is_taken_where_asked(void **state)
{
	struct world *w = *state;
	cJSON *all;

	make(w);
	all = seek(w, "Bear", true);
	assert_string_equal(tell(w, all), "group G9001: T9001 T9002<S9001 "
	    "T9003<C9001 T9004<S9002");
	assert_string_equal(cJSON_PrintUnformatted(member_get(
	    member_get(all, "targets")->child, "through")),
	    "[{\"id\":\"S9001\",\"kind\":\"software\",\"name\":\"Hammer\"},"
	    "{\"id\":\"C9001\",\"kind\":\"campaign\",\"name\":\"Autumn\"},"
	    "{\"id\":\"S9002\",\"kind\":\"software\",\"name\":\"Saw\"}]");
	assert_string_equal(tell(w, seek(w, "Autumn", true)),
	    "campaign C9001: T9001 T9003 T9004<S9002");
}

static void
one_id_is_one_actor_in_all_domains(void **state)
{
	struct world *w = *state;

	make_two(w, objects);
	assert_string_equal(tell(w, seek(w, "Bear", false)), "group G9001: "
	    "T9001 T9003<C9001 T9101<C9001 T9102<C9002");
	assert_string_equal(tell(w, seek(w, "Bear", true)), "group G9001: "
	    "T9001 T9002<S9001 T9003<C9001 T9004<S9002 T9101<C9001 "
	    "T9102<C9002 T9103<S9001");
	assert_string_equal(tell(w, seek(w, "autumn", false)),
	    "campaign C9001: T9001 T9003 T9101");
	assert_string_equal(tell(w, seek(w, "G9003", false)),
	    "group G9003: T9101");
	/* Each namesake is told once, and each that is near. */
	assert_string_equal(tell(w, seek(w, "wolf", false)),
	    "group G9002: T9004; ambiguous S9002");
	assert_string_equal(tell(w, seek(w, "software:hamer", false)),
	    "no such software; S9001");
}

static void
who_is_behind_a_campaign_is_said_in_any_domain(void **state)
{
	struct world *w = *state;

	make_two(w, first_of_two);
	assert_string_equal(tell(w, seek(w, "Bear", false)), "group G9001: "
	    "T9001 T9002<C9002 T9101<C9001 T9102<C9002");
}

static void
several_are_one_set(void **state)
{
	struct world *w = *state;
	struct strs several = { 0 };
	const cJSON *all, *t;

	make(w);
	strs_add(&several, "T9003");
	strs_add(&several, "Bear");
	strs_add(&several, "nobody");
	all = targets_resolve(w->catalog, &several, false);
	/* What one names itself is not there by way of a campaign only. */
	assert_string_equal(tell(w, all), "technique T9003:group G9001: "
	    "T9001 T9003" NOTHING);
	t = member_get(all, "techniques")->child->next;
	assert_string_equal(cJSON_PrintUnformatted(member_get(t, "targets")),
	    "[\"T9003\",\"G9001\"]");
	strs_free(&several);
}

static void
a_layer_is_a_target(void **state)
{
	struct world *w = *state;
	const cJSON *all, *t;
	char *said;
	struct capture talk;

	make(w);
	world_put(w, "a.json", "{'name':'Ours','versions':{'attack':'17',"
	    "'layer':'4.5'},'domain':'enterprise-attack','techniques':["
	    "{'techniqueID':'T9001','tactic':'first','score':3},"
	    "{'techniqueID':'T9001','tactic':'second','score':1},"
	    "{'techniqueID':'T9005','score':7},{'techniqueID':'T9002'},"
	    "{'techniqueID':'T9006'},{'techniqueID':'T9099'},"
	    "{'techniqueID':'T9004','enabled':false}]}");
	all = seek(w, world_path(w, "a.json"), false);
	assert_string_equal(tell(w, all), "layer a.json: T9001 T9002; revoked "
	    "T9005; deprecated T9006; unknown T9099");
	t = member_get(all, "targets")->child;
	assert_string_equal(member_text(t, "name"), "Ours");
	assert_string_equal(member_text(t, "attack"), "17");
	assert_string_equal(member_text(t, "passed_over"), "1");
	t = member_get(all, "techniques")->child;
	assert_string_equal(member_text(t, "score"), "7");
	assert_null(member_get(t->next, "score"));

	world_put(w, "b.JSON", "{\"domain\":\"mobile-attack\",\"techniques\":"
	    "[{\"techniqueID\":\"T9001\"}]}");
	assert_string_equal(tell(w, seek(w, world_path(w, "b.JSON"), false)),
	    "layer b.JSON:; other-domain -; empty -");
	world_put(w, "layer", "{\"techniques\":[]}");
	assert_string_equal(tell(w, seek(w, arena_printf(&w->mem, "layer:%s",
	    world_path(w, "layer")), false)), "layer layer:; empty -");

	capture_begin(&talk);
	all = seek(w, "none.json", false);
	said = capture_end(&talk);
	assert_null(all);
	assert_string_equal(said,
	    "sextant: none.json: No such file or directory\n");
	free(said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(words_are_resolved),
		WORLD_TEST(software_is_taken_where_asked),
		WORLD_TEST(one_id_is_one_actor_in_all_domains),
		WORLD_TEST(who_is_behind_a_campaign_is_said_in_any_domain),
		WORLD_TEST(several_are_one_set),
		WORLD_TEST(a_layer_is_a_target),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
