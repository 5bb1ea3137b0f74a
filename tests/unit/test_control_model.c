/* One control's model, by what it is called; and the names of pages. */
#include <stdio.h>
#include "world.h"

#include "model/control.h"
#include "site/control_pages.h"
#include "model/model.h"

static void
begin(struct world *w)
{
	world_put_bundle(w, "b.json", "18.1",
	    TECHNIQUE("a", "T9001", "")
	    TECHNIQUE("b", "T9002", "")
	    TECHNIQUE("c", "T9003", REVOKED)
	    RELATION("revoked-by", AP "c", AP "b"));
	world_put(w, "sextant.yaml", "attack: {enterprise: {path: b.json}}\n"
	    "sources:\n"
	    "  ours: {like: sigma, path: ours, edit: 'https://e.org/{path}'}\n"
	    "  sigma: {path: theirs, title: Others, optional: true,"
	    " link: 'https://o.org/{path}'}\n");
	world_put(w, "ours/rules/a.yml", "title: First\nid: ONE\n"
	    "status: test\ndate: 2025/01/02\nmodified: 2026-02-03\n"
	    "tags: [attack.t9001, attack.t9003, attack.t8000]\n"
	    "falsepositives: [Updates, '']\nreferences: ['https://e.org/r', "
	    "a book]\ndetection: {a: {b: c}}\n");
	world_put(w, "ours/rules/b.yml", "title: Second\nid: two\n"
	    "tags: [attack.t9002]\nstatus: deprecated\n"
	    "falsepositives: Unknown\ndetection: {a: {b: c}}\n");
}

static cJSON *
model_of(struct world *w, const char *word)
{
	cJSON *site = model_brief(w->catalog), *rows = NULL;

	assert_int_equal(catalog_called(w->catalog, word, &rows), 0);
	assert_int_equal(cJSON_GetArraySize(rows), 1);
	return model_control(w->catalog, site, member_number(rows->child,
	    "pk"));
}

static void
assert_json(const cJSON *node, const char *want)
{
	assert_string_equal(node == NULL ? "" : cJSON_PrintUnformatted(node),
	    want);
}

static void
all_that_is_known(void **state)
{
	struct world *w = *state;
	cJSON *k;

	begin(w);
	assert_int_equal(world_map(w, NULL), 0);
	k = model_of(w, "one");
	assert_string_equal(member_text(k, "title"), "First");
	assert_string_equal(member_text(k, "changed"), "2026-02-03");
	assert_string_equal(member_text(k, "place"), "rules/a.yml:1");
	assert_string_equal(member_text(k, "edit"), "https://e.org/rules/a.yml");
	assert_string_equal(member_text(k, "verdict"),
	    "counts for 2 techniques");
	assert_string_equal(member_text(k, "evidence_text"), "E1");
	assert_null(member_get(k, "why"));
	assert_null(member_get(k, "has_proofs"));
	assert_json(member_get(k, "mappings"),
	    "[{\"tagged\":\"T8000\",\"outcome\":\"unknown\",\"evidence\":1,"
	    "\"not_counted\":\"unknown\"},"
	    "{\"tagged\":\"T9001\",\"outcome\":\"exact\","
	    "\"technique\":1,\"technique_id\":\"T9001\",\"technique_name\":\"a\","
	    "\"evidence\":1,\"counted\":true},"
	    "{\"tagged\":\"T9003\",\"outcome\":\"remapped\","
	    "\"technique\":2,\"technique_id\":\"T9002\",\"technique_name\":\"b\","
	    "\"evidence\":1,\"moved\":true,\"counted\":true}]");
	assert_json(member_get(k, "false_positives"),
	    "[{\"text\":\"Updates\"}]");
	assert_json(member_get(k, "references"),
	    "[{\"text\":\"https://e.org/r\",\"address\":\"https://e.org/r\"},"
	    "{\"text\":\"a book\"}]");
}

static void
one_that_does_not_count(void **state)
{
	struct world *w = *state;
	cJSON *k;

	begin(w);
	world_put(w, "ours/rules/c.yml", "title: Third\n"
	    "detection: {a: {b: c}}\n");
	assert_int_equal(world_map(w, NULL), 0);
	k = model_of(w, "two");
	assert_string_equal(member_text(k, "verdict"),
	    "does not count: deprecated");
	assert_string_equal(member_text(member_get(k, "mappings")->child,
	    "not_counted"), "deprecated");
	assert_json(member_get(k, "false_positives"),
	    "[{\"text\":\"Unknown\"}]");
	assert_string_equal(member_text(model_of(w, "third"), "verdict"),
	    "does not count: it names no technique");
}

/* At a path; of an own source also where that ends so. */
static void
what_stands_at_a_path(void **state)
{
	struct world *w = *state;

	begin(w);
	world_put(w, "theirs/rules/a.yml", "title: ONE\nid: three\n"
	    "tags: [attack.t9001]\ndetection: {a: {b: c}}\n");
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(world_ask(w, Q_AT_PATH, "rules/a.yml",
	    "thing source name"), "detection ours First|detection sigma ONE|");
	assert_string_equal(world_ask(w, Q_AT_PATH, "x/rules/b.yml",
	    "by name"), "3 Second|");
	assert_string_equal(world_ask(w, Q_AT_PATH, "xrules/b.yml", "name"),
	    "");
	assert_string_equal(world_ask(w, Q_AT_PATH, "ONE", "name"), "");
}

static void
what_others_have(void **state)
{
	struct world *w = *state;
	char name[32], text[128];
	int i;

	begin(w);
	for (i = 0; i < 5; i++) {
		snprintf(name, sizeof(name), "theirs/rules/%d.yml", i);
		snprintf(text, sizeof(text), "title: R%d\nlevel: %s\n"
		    "tags: [attack.t9002]\ndetection: {a: {b: c}}\n", i,
		    i == 3 ? "high" : "low");
		world_put(w, name, text);
	}
	assert_int_equal(world_map(w, NULL), 0);
	assert_json(member_get(model_of(w, "one"), "related"),
	    "[{\"technique_id\":\"T9002\",\"technique_name\":\"b\",\"count\":5,"
	    "\"controls\":[{\"control\":6,\"name\":\"R3\","
	    "\"href\":\"https://o.org/rules/3.yml\",\"from_id\":\"sigma\","
	    "\"from_title\":\"Others\",\"facts\":\"high, E0\"},{\"control\":3,"
	    "\"name\":\"R0\",\"href\":\"https://o.org/rules/0.yml\","
	    "\"from_id\":\"sigma\",\"from_title\":\"Others\",\"facts\":\"low,"
	    " E0\"},{\"control\":4,\"name\":\"R1\","
	    "\"href\":\"https://o.org/rules/1.yml\",\"from_id\":\"sigma\","
	    "\"from_title\":\"Others\",\"facts\":\"low, E0\"}],\"more\":2}]");
}

/* The names of the pages of all rules, in their order. */
static const char *
names(struct world *w)
{
	struct control_pages p = { 0 };
	struct buf b = BUF_INIT;
	cJSON *sources = NULL;
	const char *text;
	size_t i;

	assert_int_equal(catalog_rows(w->catalog, Q_SOURCES, NULL, &sources), 0);
	assert_int_equal(control_pages_add(&p, w->catalog, sources->child), 0);
	for (i = 0; i < p.n; i++)
		buf_printf(&b, "%s|", p.v[i].name);
	assert_null(control_pages_of(&p, 0));
	assert_null(control_pages_of(&p, (long long)p.n + 1));
	text = arena_strdup(&w->mem, buf_str(&b));
	buf_free(&b);
	control_pages_free(&p);
	return text;
}

static void
put_rule(struct world *w, int nth, const char *id)
{
	world_put(w, arena_printf(&w->mem, "ours/rules/%d.yml", nth),
	    arena_printf(&w->mem, "title: R%d\n%s%s\ntags: [attack.t9001]\n"
	    "detection: {a: {b: c}}\n",
	    nth, id == NULL ? "" : "id: ", id == NULL ? "" : id));
}

static void
names_of_pages(void **state)
{
	struct world *w = *state;

	world_put_bundle(w, "b.json", "18.1", TECHNIQUE("a", "T9001", ""));
	world_put(w, "sextant.yaml", "attack: {enterprise: {path: b.json}}\n"
	    "sources:\n  ours: {like: sigma, path: ours}\n");
	put_rule(w, 0, "Alpha One/2");
	put_rule(w, 1, NULL);
	put_rule(w, 2, "../..");
	put_rule(w, 3, "\xc3\xa9");
	put_rule(w, 4, "con");
	put_rule(w, 5, "..x.html.");
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(names(w), "ours/alpha-one-2|ours/rules-1|"
	    "ours/control-20444f75|ours/control-53f17211|ours/con-4561bef4|"
	    "ours/x.html|");
	/* What differs in case, or in what a name cannot have, is told apart;
	 * whoever of them stood first. */
	put_rule(w, 6, "alpha_one");
	put_rule(w, 7, "ALPHA_ONE");
	put_rule(w, 8, "x?y");
	put_rule(w, 9, "x*y");
	assert_int_equal(world_map(w, NULL), 0);
	assert_string_equal(names(w), "ours/alpha-one-2|ours/rules-1|"
	    "ours/control-20444f75|ours/control-53f17211|ours/con-4561bef4|"
	    "ours/x.html|ours/alpha_one-e07f11ea|ours/alpha_one-744712e5|"
	    "ours/x-y-507b3772|ours/x-y-715b2c29|");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(all_that_is_known),
		WORLD_TEST(one_that_does_not_count),
		WORLD_TEST(what_stands_at_a_path),
		WORLD_TEST(what_others_have),
		WORLD_TEST(names_of_pages),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
