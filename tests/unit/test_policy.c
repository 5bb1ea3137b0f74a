/* A policy's control: how broad it is, and what its page says of techniques. */
#include "world.h"

#include "count/breadth.h"
#include "model/control.h"
#include "model/model.h"
#include "model/policy.h"

static void
begin(struct world *w)
{
	struct buf b = BUF_INIT, all = BUF_INIT;
	int i;

	for (i = 1; i <= 110; i++)
		buf_printf(&b, "{'type':'attack-pattern','id':'attack-pattern--"
		    "%d','name':'n%d','external_references':[{'source_name':"
		    "'mitre-attack','external_id':'T9%03d','url':"
		    "'https://attack.example.org/T9%03d'}]},", i, i, i, i);
	world_put_bundle(w, "b.json", "18.1", buf_str(&b));
	buf_puts(&all, "---\nid: ALL\ntitle: All\ntechniques: [");
	for (i = 1; i <= 101; i++)
		buf_printf(&all, "%sT9%03d", i > 1 ? ", " : "", i);
	buf_puts(&all, "]\n---\n");
	world_put(w, "policies/all.md", buf_str(&all));
	world_put(w, "policies/one.md", "---\nid: ONE\ntitle: One\n"
	    "techniques: [T9001, T9110, T7777]\n---\n");
	world_put(w, "policies/draft.md", "---\nid: DRAFT\ntitle: Draft\n"
	    "status: draft\ntechniques: [T9001]\n---\n");
	world_put(w, "ours/a.yml", "title: A\ntags: [attack.t9001]\n"
	    "detection: {a: {b: c}}\n");
	world_put(w, "sextant.yaml", "attack: {enterprise: {path: b.json}}\n"
	    "sources:\n  policies: {path: policies}\n"
	    "  ours: {like: sigma, path: ours}\n"
	    "scope: {except: [{id: T9110, reason: never seen}]}\n");
	assert_int_equal(world_map(w, NULL), 0);
	buf_free(&b);
	buf_free(&all);
}

static cJSON *
control_of(struct world *w, const char *word)
{
	cJSON *rows = NULL;

	assert_int_equal(catalog_called(w->catalog, word, &rows), 0);
	return model_control(w->catalog, model_brief(w->catalog),
	    member_number(rows->child, "pk"));
}

/* Of what does not count nothing is said, and what is out of scope is not
 * counted. */
static void
breadth(void **state)
{
	struct world *w = *state;
	cJSON *k;

	begin(w);
	k = member_get(control_of(w, "ALL"), "breadth");
	assert_string_equal(member_text(k, "text"), "101 of 109 techniques; "
	    "the only one of 2 policy controls that names over 100");
	k = member_get(control_of(w, "one"), "breadth");
	assert_string_equal(member_text(k, "text"), "1 of 109 techniques");
	assert_int_equal(member_number(k, "broad_controls"), 1);
	assert_null(member_get(control_of(w, "draft"), "breadth"));
}

static cJSON *
cell(const char *id, int detections, bool out)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddStringToObject(one, "id", id);
	cJSON_AddNumberToObject(one, "detection", detections);
	cJSON_AddNumberToObject(one, "test", 0);
	cJSON_AddBoolToObject(one, "out", out);
	return one;
}

static cJSON *
mapping(int technique, const char *note, bool counted)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddNumberToObject(one, "technique", technique);
	cJSON_AddStringToObject(one, "tagged", "T1");
	member_add_text(one, "note_markdown", note);
	member_add_flag(one, "counted", counted);
	return one;
}

/* Those with one note stand together; what names no technique has no cell. */
static void
techniques(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	cJSON *k = cJSON_CreateObject(), *list, *g;
	cJSON *cells[4] = { cell("T1", 2, false), cell("T2", 0, false),
		cell("T3", 5, true), cJSON_CreateNull() };

	(void)state;
	list = cJSON_AddArrayToObject(k, "mappings");
	cJSON_AddItemToArray(list, mapping(1, "a", true));
	cJSON_AddItemToArray(list, mapping(2, "b", true));
	cJSON_AddItemToArray(list, mapping(3, "a", true));
	cJSON_AddItemToArray(list, mapping(4, NULL, false));
	policy_add(k, cells, 4, NULL);
	list = member_get(k, "groups");
	assert_int_equal(cJSON_GetArraySize(list), 3);
	g = member_get(list->child, "uses");
	assert_int_equal(cJSON_GetArraySize(g), 2);
	assert_string_equal(member_text(member_get(g->child->next, "cell"),
	    "id"), "T3");
	g = member_get(list->child->prev, "uses")->child;
	assert_true(cJSON_IsFalse(member_get(g, "cell")));
	assert_int_equal(member_number(k, "detections"), 1);
	assert_int_equal(member_number(k, "columns"), 3);
	assert_true(cJSON_IsTrue(member_get(k, "has_notes")));
	value_use(before);
	arena_free(&mem);
}

static void
ids_that_people_say(void **state)
{
	static const struct {
		const char *json, *called;
	} controls[] = {
		{ "{\"id\": \"AC-2\", \"title\": \"Accounts\"}", "AC-2" },
		{ "{\"id\": \"5.3\", \"title\": \"5.3\"}", NULL },
		{ "{\"id\": \"defender_for_storage\", \"title\": \"D\"}", NULL },
		{ "{\"title\": \"Accounts\"}", NULL },
	};
	const char *called;
	cJSON *k;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(controls) / sizeof(controls[0]); i++) {
		k = cJSON_Parse(controls[i].json);
		called = policy_called(k);
		if (controls[i].called == NULL)
			assert_null(called);
		else
			assert_string_equal(called, controls[i].called);
		cJSON_Delete(k);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(breadth),
		cmocka_unit_test(techniques),
		cmocka_unit_test(ids_that_people_say),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
