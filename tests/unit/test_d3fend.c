/* D3FEND's definition: many documents, one control a defence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "controls/control.h"
#include "controls/resolve.h"
#include "controls/shared_ids.h"

#define CELL(name, value) \
	"\"" name "\": {\"type\": \"literal\", \"value\": \"" value "\"}"
/* A binding: the technique, and a defence by its id and slug. */
#define BINDING(technique, id, slug) \
	"{" CELL("off_tech_id", technique) ", " CELL("def_tech_id", id) ", " \
	CELL("def_tech", "http://d3fend.mitre.org/ontologies/d3fend.owl#" slug) \
	", " CELL("def_tech_label", "The " slug) ", " \
	CELL("def_tactic_label", "Harden") "}"
#define ANSWER(bindings) \
	"{\"off_to_def\": {\"results\": {\"bindings\": [" bindings "]}}}"

static struct arena mem, scratch;
static struct source s;
static struct controls got;
static struct findings found;

static int
set_up(void **state)
{
	(void)state;
	found.mem = &mem;
	if (source_read("data/sources/d3fend.yaml", "d3fend", &mem, &s) == -1)
		return -1;
	return source_check(&s);
}

static int
tear_down(void **state)
{
	(void)state;
	source_free(&s);
	free(got.v);
	free(found.v);
	got = (struct controls){ 0 };
	found = (struct findings){ 0 };
	arena_free(&mem);
	arena_free(&scratch);
	return 0;
}

/* Adds what a document holds. */
static void
take(const char *path, const char *text)
{
	struct document d = { path, NULL, strlen(text) };

	d.bytes = mem_strdup(text);
	control_take(&s, &d, NULL, &scratch, &mem, &got, &found);
	free(d.bytes);
}

/* "ID: T1 T2; ID: ..." */
static void
assert_controls(const char *want)
{
	struct buf b = BUF_INIT;
	size_t i, k;

	for (i = 0; i < got.n; i++) {
		buf_printf(&b, "%s%s:", i > 0 ? "; " : "", got.v[i].id);
		for (k = 0; k < got.v[i].ntags; k++)
			buf_printf(&b, " %s", got.v[i].tags[k].id);
	}
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
}

static void
a_document_is_asked_for_by_technique(void **state)
{
	(void)state;
	assert_string_equal(source_url(&s, &mem),
	    "https://d3fend.mitre.org/api/version.json");
	assert_string_equal(source_document_url(&s, "T1003.001", &mem),
	    "https://d3fend.mitre.org/api/offensive-technique/attack/"
	    "T1003.001.json");
	assert_false(s.by_default);
}

static void
a_binding_an_artefact_is_one_control(void **state)
{
	(void)state;
	take("T1003.json", ANSWER(BINDING("T1003", "D3-B", "Beta") ", "
	    BINDING("T1003", "D3-A", "Alpha") ", "
	    BINDING("T1003", "D3-B", "Beta")));
	assert_controls("D3-A: T1003; D3-B: T1003");
	assert_int_equal(found.n, 0);
	assert_string_equal(got.v[0].title, "The Alpha");
	assert_string_equal(got.v[0].level, "Harden");
	assert_int_equal(got.v[0].type, TYPE_MITIGATION);
	assert_string_equal(got.v[0].tags[0].note, "inferred by D3FEND");
	assert_null(got.v[0].tags[0].score);
	assert_string_equal(got.v[0].url,
	    "https://d3fend.mitre.org/technique/d3f:Alpha/");
}

static void
an_empty_answer_has_no_control(void **state)
{
	(void)state;
	take("T1003.json", ANSWER(""));
	take("T1003.json", ANSWER("{" CELL("off_tech_id", "T1003") "}"));
	assert_controls("");
	assert_int_equal(found.n, 0);
}

static void
a_defence_of_many_documents_is_one(void **state)
{
	(void)state;
	take("T1001.json", ANSWER(BINDING("T1001", "D3-A", "Alpha")));
	take("T1002.json", ANSWER(BINDING("T1002", "D3-A", "Alpha") ", "
	    BINDING("T1002", "D3-B", "Beta")));
	take("T1003.json", ANSWER(BINDING("T1003", "D3-A", "Alpha") ", "
	    BINDING("T1001", "D3-A", "Alpha")));
	shared_ids_unite(&got, s.unite, &found);
	assert_controls("D3-A: T1001 T1002 T1003; D3-B: T1002");
	assert_int_equal(found.n, 0);
	assert_string_equal(got.v[0].path, "T1001.json");
}

static void
another_state_is_a_finding_all_the_same(void **state)
{
	(void)state;
	take("T1001.json", ANSWER(BINDING("T1001", "D3-A", "Alpha")));
	take("T1002.json", ANSWER(BINDING("T1002", "D3-A", "Alpha")));
	take("T1003.json", ANSWER(BINDING("T1003", "D3-A", "Alpha")));
	got.v[1].lifecycle = LIFECYCLE_REMOVED;
	shared_ids_unite(&got, true, &found);
	assert_controls("D3-A: T1002");
	assert_int_equal(found.n, 2);
	assert_string_equal(found.v[0].what, "duplicate-id");
}

/* What is linked by a field has no link without it. */
static void
addresses_end_in_a_local_name(void **state)
{
	static const struct {
		const char *cell, *want; /* NULL: no link */
	} links[] = {
		{ CELL("def_tech", "https://e.org/d3f/Gamma"), "d3f:Gamma/" },
		{ CELL("def_tech", "Gamma"), "d3f:Gamma/" },
		{ CELL("def_tech", "https://e.org/x#y?z%"), "d3f:y%3Fz%25/" },
		{ CELL("def_tech", " "), NULL },
		{ CELL("other", "x"), NULL },
	};
	static const char before[] = "https://d3fend.mitre.org/technique/";
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		got.n = 0;
		take("T1.json", arena_printf(&mem, ANSWER("{"
		    CELL("def_tech_id", "D3-C") ", "
		    CELL("def_tech_label", "C") ", %s}"), links[i].cell));
		assert_int_equal(got.n, 1);
		if (links[i].want == NULL)
			assert_null(got.v[0].url);
		else
			assert_string_equal(got.v[0].url + strlen(before),
			    links[i].want);
	}
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_document_is_asked_for_by_technique),
		TEST(a_binding_an_artefact_is_one_control),
		TEST(an_empty_answer_has_no_control),
		TEST(a_defence_of_many_documents_is_one),
		TEST(another_state_is_a_finding_all_the_same),
		TEST(addresses_end_in_a_local_name),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
