/* ATT&CK as STIX: what is taken of a bundle, and which are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <time.h>

#include "attack/stix.h"
#include "bundle.h"
#include "capture.h"
#include "controls/mitigations.h"
#include "value/value.h"

static struct stix s;
static struct arena mem;

static int
tear_down(void **state)
{
	(void)state;
	stix_free(&s);
	arena_free(&mem);
	return 0;
}

static void
read_bundle(const char *text)
{
	stix_free(&s);
	assert_int_equal(stix_read(text, strlen(text), "bundle", NULL, false, 1, &s), 0);
}

static const char full[] = BUNDLE(
    "{\"type\": \"x-mitre-collection\", \"name\": \"Enterprise ATT&CK\","
    " \"x_mitre_version\": \"18.1\", \"modified\": \"2025-11-12T00:00Z\"},"
    "{\"type\": \"attack-pattern\", \"id\": \"ap--1\", \"name\": \"One\","
    " \"description\": \"Does.\\n\\nMore.\", \"external_references\": ["
    "{\"source_name\": \"Blog\", \"description\": \"A blog.\","
    " \"url\": \"https://e.org/a b\"},"
    "{\"source_name\": \"mitre-attack\", \"external_id\": \"T1001\","
    " \"url\": \"https://e.org/T1001\"},"
    "{\"source_name\": \"capec\", \"external_id\": \"CAPEC-1\"},"
    "{\"description\": \"no name\"},"
    "{\"source_name\": \"Evil\", \"url\": \"javascript:x\"}]"
    PHASES(PHASE("impact") ",{\"kill_chain_name\": \"other\", \"phase_name\":"
	" \"x\"}," PHASE("exfiltration"))
    PLATFORMS("\"Linux\", \"Windows\", null") "},"
    TECHNIQUE("T1001.001", SUB) "," SUB_OF("T1001.001", "T1001.002") ","
    RELATION("ap--T1001.001", "subtechnique-of", "ap--1", "") ","
    TECHNIQUE("T1000", REVOKED) ","
    RELATION("ap--T1000", "revoked-by", "ap--1", "") ","
    TECHNIQUE("T1002", DEPRECATED) ","
    "{\"type\": \"intrusion-set\", \"id\": \"x\", \"name\": \"G\"},"
    "{\"type\": \"attack-pattern\", \"id\": \"ap--2\", \"name\": \"No id\"},"
    "{\"type\": \"attack-pattern\", \"id\": \"ap--3\", "
    REFERENCE("T1003") "}");

static void
techniques_are_taken(void **state)
{
	const struct stix_technique *t;

	(void)state;
	read_bundle(full);
	assert_string_equal(s.name, "Enterprise ATT&CK");
	assert_string_equal(s.version, "18.1");
	assert_string_equal(s.modified, "2025-11-12T00:00Z");
	assert_int_equal(s.objects, 11);
	assert_int_equal(s.ntechniques, 4);
	t = &s.techniques[1];
	assert_string_equal(t->id, "T1001");
	assert_string_equal(t->stix, "ap--1");
	assert_string_equal(t->name, "One");
	assert_string_equal(t->description, "Does.\n\nMore.");
	assert_string_equal(t->url, "https://e.org/T1001");
	assert_int_equal(t->tactics.n, 2);
	assert_string_equal(t->tactics.v[1], "exfiltration");
	assert_int_equal(t->platforms.n, 2);
	assert_string_equal(t->platforms.v[0], "Linux");
	assert_int_equal(t->nreferences, 3);
	assert_string_equal(t->references[0].name, "Blog");
	assert_string_equal(t->references[0].description, "A blog.");
	assert_string_equal(t->references[0].url, "https://e.org/a%20b");
	assert_string_equal(t->references[1].name, "capec");
	assert_null(t->references[1].url);
	assert_null(t->references[2].url);
	assert_false(t->revoked || t->deprecated || t->sub);
	assert_int_equal(t->end, 2);
	assert_int_equal(t->parent, 0);
}

static void
techniques_are_related(void **state)
{
	(void)state;
	read_bundle(full);
	assert_string_equal(s.techniques[0].id, "T1000");
	assert_true(s.techniques[0].revoked);
	assert_int_equal(s.techniques[0].next, 2);
	assert_int_equal(s.techniques[0].end, 2);
	assert_string_equal(s.techniques[2].id, "T1001.001");
	assert_true(s.techniques[2].sub);
	assert_int_equal(s.techniques[2].parent, 2);
	assert_string_equal(s.techniques[2].description, "");
	assert_true(s.techniques[3].deprecated);
	assert_int_equal(s.techniques[3].end, 4);
}

/* STIX 2.0: "spec_version" and the identity differ, no collection. */
static const char old[] =
    "{\"type\": \"bundle\", \"id\": \"bundle--1\", \"spec_version\": \"2.0\","
    " \"objects\": [" TECHNIQUE("T1001", "") "," TECHNIQUE("T1002", REVOKED)
    "," REVOKED_BY("T1002", "T1001") "]}";

static void
a_bundle_of_stix_2_0_is_read(void **state)
{
	(void)state;
	read_bundle(old);
	assert_null(s.version);
	assert_null(s.name);
	assert_int_equal(s.ntechniques, 2);
	assert_int_equal(s.techniques[1].end, 1);
}

static void
revoked_and_deprecated_relationships_are_passed_over(void **state)
{
	(void)state;
	read_bundle(BUNDLE(TECHNIQUE("T1001", "") "," TECHNIQUE("T1001.001",
	    SUB) "," TECHNIQUE("T1002", REVOKED) ","
	    RELATION("ap--T1001.001", "subtechnique-of", "ap--T1001", REVOKED)
	    "," RELATION("ap--T1002", "revoked-by", "ap--T1001", DEPRECATED)
	    "," RELATION("ap--T1002", "related-to", "ap--T1001", "")
	    "," RELATION("ap--T1002", "revoked-by", "ap--T9999", "")));
	assert_int_equal(s.techniques[1].parent, 0);
	assert_int_equal(s.techniques[2].next, 0);
	assert_int_equal(s.techniques[2].end, 0);
}

static void
chains_end_or_have_no_end(void **state)
{
	struct buf b = BUF_INIT;
	int i;

	(void)state;
	read_bundle(BUNDLE(TECHNIQUE("T1001", REVOKED) ","
	    TECHNIQUE("T1002", REVOKED) "," REVOKED_BY("T1001", "T1002") ","
	    REVOKED_BY("T1002", "T1001") "," TECHNIQUE("T1003", REVOKED) ","
	    TECHNIQUE("T1004", REVOKED) "," TECHNIQUE("T1005", "") ","
	    REVOKED_BY("T1003", "T1004") "," REVOKED_BY("T1004", "T1005")));
	assert_int_equal(s.techniques[0].end, 0);
	assert_int_equal(s.techniques[1].end, 0);
	assert_int_equal(s.techniques[2].end, 5);
	assert_int_equal(s.techniques[3].end, 5);
	/* T1001 is 31 steps from its end; T1000 is one more, and that is too far. */
	buf_puts(&b, "{\"objects\": [");
	for (i = 0; i <= 32; i++)
		buf_printf(&b, "{\"type\": \"attack-pattern\", \"id\": \"%d\","
		    " \"name\": \"x\", \"revoked\": %s,"
		    " \"external_references\": [{\"source_name\":"
		    " \"mitre-attack\", \"external_id\": \"T10%02d\"}]},"
		    "{\"type\": \"relationship\", \"relationship_type\":"
		    " \"revoked-by\", \"source_ref\": \"%d\","
		    " \"target_ref\": \"%d\"},", i, i < 32 ? "true" : "false",
		    i, i, i + 1);
	buf_puts(&b, "{\"type\": \"x\"}]}");
	read_bundle(buf_str(&b));
	assert_int_equal(s.ntechniques, 33);
	assert_int_equal(s.techniques[0].end, 0);
	assert_int_equal(s.techniques[1].end, 33);
	buf_free(&b);
}

static void
of_one_id_the_active_technique_is_found(void **state)
{
	static const struct {
		const char *more[3];
		const char *found;
		size_t n;
	} cases[] = {
		{ { REVOKED, "", DEPRECATED }, "1", 3 },
		{ { DEPRECATED, REVOKED, "" }, "2", 3 },
		{ { "", REVOKED, REVOKED }, "0", 3 },
		/* Of those that are not active one stays. */
		{ { DEPRECATED, REVOKED, DEPRECATED }, "1", 1 },
		{ { REVOKED, REVOKED, REVOKED }, "0", 1 },
	};
	struct buf b = BUF_INIT;
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_reset(&b);
		buf_puts(&b, "{\"objects\": [" TECHNIQUE("T0999", ""));
		for (k = 0; k < 3; k++)
			buf_printf(&b, ",{\"type\": \"attack-pattern\", \"id\":"
			    " \"%zu\", \"name\": \"x\", "
			    REFERENCE("T1000") "%s}", k, cases[i].more[k]);
		buf_puts(&b, "," TECHNIQUE("T1000.001", "") "]}");
		read_bundle(buf_str(&b));
		assert_int_equal(s.ntechniques, 2 + cases[i].n);
		assert_string_equal(stix_find(&s, "T1000")->stix,
		    cases[i].found);
		assert_ptr_equal(stix_find(&s, "T0999"), &s.techniques[0]);
		assert_ptr_equal(stix_find(&s, "T1000.001"),
		    &s.techniques[1 + cases[i].n]);
		assert_null(stix_find(&s, "T100"));
		assert_null(stix_find(&s, "T1000.002"));
		assert_null(stix_find(&s, ""));
	}
	buf_free(&b);
}

/* Whatever their STIX ids, and in either order. */
static void
copies_of_what_is_revoked_have_the_successors_of_all(void **state)
{
	static const struct {
		const char *more, *by[2]; /* of the second; of both, or "" */
		const char *heirs, *end;  /* of the id, or NULL */
	} cases[] = {
		{ REVOKED, { "T1001", "T1002" }, "T1001, T1002", NULL },
		{ REVOKED, { "T1002", "T1001" }, "T1001, T1002", NULL },
		{ REVOKED, { "T1002", "T1002" }, NULL, "T1002" },
		{ REVOKED, { "T1002", "" }, NULL, "T1002" },
		{ REVOKED, { "", "T1002" }, NULL, "T1002" },
		{ DEPRECATED, { "T1002", "" }, NULL, "T1002" },
		{ REVOKED, { "", "" }, NULL, NULL },
	};
	static const char *const ids[2][2] = { { "a", "b" }, { "b", "a" } };
	const struct stix_technique *t;
	struct buf b = BUF_INIT;
	size_t i, k, side;

	(void)state;
	for (i = 0; i < 2 * sizeof(cases) / sizeof(cases[0]); i++) {
		k = i / 2;
		buf_reset(&b);
		buf_puts(&b, "{\"objects\": [" TECHNIQUE("T1001", "") ","
		    TECHNIQUE("T1002", ""));
		for (side = 0; side < 2; side++) {
			buf_printf(&b, ",{\"type\": \"attack-pattern\","
			    " \"id\": \"%s\", \"name\": \"%zu\", "
			    REFERENCE("T1000") "%s}", ids[i % 2][side], side,
			    side == 0 ? REVOKED : cases[k].more);
			if (*cases[k].by[side] != '\0')
				buf_printf(&b, "," RELATION("%s", "revoked-by",
				    "ap--%s", ""), ids[i % 2][side],
				    cases[k].by[side]);
		}
		buf_puts(&b, "]}");
		read_bundle(buf_str(&b));
		assert_int_equal(s.ntechniques, 3);
		assert_int_equal(s.findings.n, 1);
		t = stix_find(&s, "T1000");
		assert_int_equal(t->heirs == NULL, cases[k].heirs == NULL);
		if (t->heirs != NULL)
			assert_string_equal(t->heirs, cases[k].heirs);
		assert_int_equal(t->end == 0, cases[k].end == NULL);
		if (t->end != 0)
			assert_string_equal(s.techniques[t->end - 1].id,
			    cases[k].end);
	}
	buf_free(&b);
}

static void
tactics_are_in_the_matrix_order(void **state)
{
	static const char *const want[] = { "TA0003", "TA0001", "TA0002",
		"TA0004" };
	size_t i;

	(void)state;
	read_bundle(BUNDLE(TECHNIQUE("T1001", "") ","
	    TACTIC("TA0001", "one", "One") "," TACTIC("TA0002", "two", "Two")
	    "," TACTIC("TA0004", "four", "Four") ","
	    MATRIX("\"ta--TA0003\", \"ta--TA0001\", \"ta--TA0009\","
	    " \"ta--TA0003\"") ","
	    "{\"type\": \"x-mitre-matrix\", \"revoked\": true,"
	    " \"tactic_refs\": [\"ta--TA0004\"]},"
	    "{\"type\": \"x-mitre-tactic\", \"id\": \"ta--5\", \"name\":"
	    " \"Gone\", \"x_mitre_shortname\": \"five\", "
	    REFERENCE("TA0005") DEPRECATED "},"
	    TACTIC("TA0003", "three", "Three")));
	assert_int_equal(s.ntactics, 4);
	for (i = 0; i < 4; i++) {
		assert_string_equal(s.tactics[i].id, want[i]);
		assert_int_equal(s.tactics[i].ord, i);
	}
	assert_string_equal(s.tactics[0].shortname, "three");
	assert_string_equal(s.tactics[0].name, "Three");
	assert_string_equal(s.tactics[0].url, "https://e.org/TA0003");
	assert_string_equal(s.tactics[0].description, "");
}

#define MITIGATION(id, stix, more) \
	"{\"type\": \"course-of-action\", \"id\": \"" stix "\", \"name\":" \
	" \"M of " id "\", " REFERENCE(id) more "}"
#define MITIGATES(from, to) \
	RELATION(from, "mitigates", to, ", \"description\": \"" from to "\"")

static void
mitigations_are_controls(void **state)
{
	struct controls all = { 0 };

	(void)state;
	read_bundle(BUNDLE(TECHNIQUE("T1001", "") "," TECHNIQUE("T1002", "")
	    "," MITIGATION("M1002", "m2", ", \"description\": \"Do.\"") ","
	    MITIGATION("M1001", "m1", "") "," MITIGATION("M1003", "m3",
	    REVOKED) "," MITIGATION("T1009", "m4", "") ","
	    MITIGATES("m2", "ap--T1002") "," MITIGATES("m2", "ap--T1001") ","
	    MITIGATES("m2", "ap--T1001") "," MITIGATES("m2", "ap--T9") ","
	    MITIGATES("m3", "ap--T1001")));
	mitigations_take(&s, &mem, &all);
	assert_int_equal(all.n, 2);
	assert_string_equal(all.v[0].id, "M1001");
	assert_int_equal(all.v[0].ntags, 0);
	assert_string_equal(all.v[1].id, "M1002");
	assert_string_equal(all.v[1].title, "M of M1002");
	assert_string_equal(all.v[1].description, "Do.");
	assert_string_equal(all.v[1].url, "https://e.org/M1002");
	assert_int_equal(all.v[1].lifecycle, LIFECYCLE_ACTIVE);
	assert_int_equal(all.v[1].type, TYPE_MITIGATION);
	assert_int_equal(all.v[1].ntags, 2);
	assert_string_equal(all.v[1].tags[0].id, "T1001");
	assert_true(all.v[1].tags[0].formed);
	assert_string_equal(all.v[1].tags[0].note, "m2ap--T1001");
	assert_string_equal(all.v[1].tags[1].id, "T1002");
	free(all.v);
}

static void
what_is_no_bundle_is_said(void **state)
{
	static const struct {
		const char *text, *said;
	} broken[] = {
		{ "", "sextant: bundle:" },
		{ "<!DOCTYPE html>\n<html>", "not a STIX bundle: " },
		{ "[]", "not a STIX bundle: " },
		{ "{}", "not a STIX bundle: " },
		{ "{\"objects\": {}}", "not a STIX bundle: " },
		{ "{\"objects\": [" TECHNIQUE("T1001", ""),
		    "not a STIX bundle: " },
		{ "{\"objects\": [" TECHNIQUE("T1001", "") "]",
		    "not a STIX bundle: " },
		{ BUNDLE(""), "bundle: no technique in it: not an ATT&CK "
		    "bundle\n" },
		{ BUNDLE(TACTIC("TA0001", "one", "One")),
		    "bundle: no technique in it: not an ATT&CK bundle\n" },
		{ BUNDLE("{\"type\": \"attack-pattern\",\n\n \"id\": nul}"),
		    "bundle: no technique in it: " },
	};
	struct capture c;
	char *said;
	size_t i;
	int rc;

	(void)state;
	for (i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		capture_begin(&c);
		rc = stix_read(broken[i].text, strlen(broken[i].text),
		    "bundle", NULL, false, 2, &s);
		said = capture_end(&c);
		if (rc != -1 || count_lines(said) != 1 ||
		    strncmp(said, "sextant: bundle:", 16) != 0 ||
		    strstr(said, broken[i].said) == NULL)
			fail_msg("%d: \"%s\"", (int)i, said);
		free(said);
		stix_free(&s);
	}
}

static void
jobs_make_no_difference(void **state)
{
	struct buf b = BUF_INIT;
	struct stix other;
	size_t i;

	(void)state;
	buf_puts(&b, "{\"objects\": [");
	for (i = 0; i < 2000; i++)
		buf_printf(&b, "%s{\"type\": \"attack-pattern\", \"id\":"
		    " \"%zu\", \"name\": \"x\", \"external_references\":"
		    " [{\"source_name\": \"mitre-attack\", \"external_id\":"
		    " \"T%04zu\"}]}", i > 0 ? "," : "", i, i * 7 % 2000);
	buf_puts(&b, "]}");
	read_bundle(buf_str(&b));
	assert_int_equal(stix_read(buf_str(&b), b.len, "bundle", NULL, false, 8, &other), 0);
	assert_int_equal(s.ntechniques, 2000);
	assert_int_equal(other.ntechniques, 2000);
	for (i = 0; i < 2000; i++) {
		assert_string_equal(s.techniques[i].id, other.techniques[i].id);
		assert_string_equal(s.techniques[i].stix,
		    other.techniques[i].stix);
	}
	stix_free(&other);
	buf_free(&b);
}

/* Each was looked for among all others, by each matrix. */
static void
tactics_have_a_limit(void **state)
{
	struct buf b = BUF_INIT;
	struct capture c;
	char *said;
	size_t i;

	(void)state;
	buf_puts(&b, "{\"objects\": [" TECHNIQUE("T1001", ""));
	for (i = 0; i < 1001; i++)
		buf_printf(&b, "," TACTIC("TA%04zu", "t%zu", "One"), i, i, i,
		    i);
	buf_puts(&b, "]}");
	capture_begin(&c);
	assert_int_equal(stix_read(buf_str(&b), b.len, "bundle", NULL, false, 1, &s), -1);
	said = capture_end(&c);
	assert_string_equal(said, "sextant: bundle: more than 1000 tactics\n");
	free(said);
	buf_free(&b);
}

/* For each pair all techniques were looked through. */
static void
many_mitigations_are_taken_soon(void **state)
{
	enum { N = 60000 };
	struct controls all = { 0 };
	struct buf b = BUF_INIT;
	clock_t begin;
	size_t i;

	(void)state;
	buf_puts(&b, "{\"objects\": [{}");
	for (i = 0; i < N; i++)
		buf_printf(&b, ",{\"type\": \"attack-pattern\", \"id\": \"%zu\","
		    "\"name\": \"x\", " REFERENCE("T%04zu.%03zu") "},"
		    "{\"type\": \"course-of-action\", \"id\": \"m%zu\","
		    " \"name\": \"x\", " REFERENCE("M1%05zu") "},"
		    "{\"type\": \"relationship\", \"relationship_type\":"
		    " \"mitigates\", \"source_ref\": \"m%zu\", \"target_ref\":"
		    " \"%zu\"}", i, i / 1000, i % 1000, i / 1000, i % 1000,
		    i, i, i, i, N - 1 - i);
	buf_puts(&b, "]}");
	read_bundle(buf_str(&b));
	begin = clock();
	mitigations_take(&s, &mem, &all);
	assert_true((double)(clock() - begin) / CLOCKS_PER_SEC < 4);
	assert_int_equal(all.n, N);
	assert_int_equal(all.v[N - 1].ntags, 1);
	free(all.v);
	buf_free(&b);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_teardown(f, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(techniques_are_taken),
		TEST(techniques_are_related),
		TEST(a_bundle_of_stix_2_0_is_read),
		TEST(revoked_and_deprecated_relationships_are_passed_over),
		TEST(chains_end_or_have_no_end),
		TEST(of_one_id_the_active_technique_is_found),
		TEST(copies_of_what_is_revoked_have_the_successors_of_all),
		TEST(tactics_are_in_the_matrix_order),
		TEST(mitigations_are_controls),
		TEST(what_is_no_bundle_is_said),
		TEST(jobs_make_no_difference),
		TEST(tactics_have_a_limit),
		TEST(many_mitigations_are_taken_soon),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
