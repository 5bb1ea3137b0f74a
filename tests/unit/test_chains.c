/* What is prepared of a bundle says the same as the bundle, where only its chains are
 * read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "attack/chains.h"
#include "attack/stix.h"
#include "base/file.h"
#include "bundle.h"
#include "capture.h"
#include "value/value.h"

static void
assert_same(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		assert_ptr_equal(a, b);
	else
		assert_string_equal(a, b);
}

static void
assert_same_words(const struct strs *a, const struct strs *b)
{
	size_t i;

	assert_int_equal(a->n, b->n);
	for (i = 0; i < a->n; i++)
		assert_string_equal(a->v[i], b->v[i]);
}

static void
assert_same_technique(const struct stix_technique *a, const struct stix_technique *b)
{
	assert_same(a->id, b->id);
	assert_same(a->stix, b->stix);
	assert_same(a->name, b->name);
	assert_same(a->url, b->url);
	assert_same(a->heirs, b->heirs);
	assert_same_words(&a->tactics, &b->tactics);
	assert_same_words(&a->platforms, &b->platforms);
	assert_same_words(&a->data_sources, &b->data_sources);
	assert_int_equal(a->revoked, b->revoked);
	assert_int_equal(a->deprecated, b->deprecated);
	assert_int_equal(a->sub, b->sub);
	assert_int_equal(a->domain, b->domain);
	assert_int_equal(a->parent, b->parent);
	assert_int_equal(a->next, b->next);
	assert_int_equal(a->end, b->end);
	assert_int_equal(a->fork, b->fork);
}

static void
assert_same_bundle(const char *text, size_t len)
{
	struct buf part = BUF_INIT;
	struct stix a, b;
	size_t i;

	assert_int_equal(chains_put(text, len, &part), 0);
	assert_true(part.len < len);
	assert_int_equal(stix_read(text, len, "whole", NULL, true, 1, &a), 0);
	assert_int_equal(a.findings.n, 0);
	assert_int_equal(stix_read(buf_str(&part), part.len, "part", NULL, true, 1, &b),
	    0);
	assert_int_equal(b.findings.n, 0);
	assert_same(a.name, b.name);
	assert_same(a.version, b.version);
	assert_same(a.modified, b.modified);
	assert_true(a.ntechniques > 0);
	assert_int_equal(a.ntechniques, b.ntechniques);
	for (i = 0; i < a.ntechniques; i++)
		assert_same_technique(&a.techniques[i], &b.techniques[i]);
	assert_int_equal(a.ntactics, b.ntactics);
	for (i = 0; i < a.ntactics; i++) {
		assert_same(a.tactics[i].id, b.tactics[i].id);
		assert_same(a.tactics[i].name, b.tactics[i].name);
		assert_same(a.tactics[i].shortname, b.tactics[i].shortname);
		assert_same(a.tactics[i].url, b.tactics[i].url);
		assert_int_equal(a.tactics[i].ord, b.tactics[i].ord);
	}
	assert_same_words(&a.others, &b.others);
	stix_free(&a);
	stix_free(&b);
	buf_free(&part);
}

static void
the_sample(void **state)
{
	struct mapped text;

	(void)state;
	assert_int_equal(file_map("data/sample/attack/enterprise-attack.json", &text), 0);
	assert_same_bundle(text.bytes, text.len);
	file_unmap(&text);
}

/* Names with what JSON escapes, keys in any order, what is passed over. */
static void
any_bundle(void **state)
{
	static const char text[] = BUNDLE(
	    "{\"x_mitre_version\": \"18.1\", \"description\": \"All.\","
	    " \"type\": \"x-mitre-collection\", \"name\": \"A \\\"B\\\" \\u00e9\\n\"},"
	    TECHNIQUE("T1001", PHASES(PHASE("impact")) PLATFORMS("\"Linux\"")) ","
	    "{\"type\": \"attack-pattern\", \"id\": \"ap--2\", \"name\": \"Two\","
	    " \"description\": \"Long.\", \"external_references\": [{\"source_name\":"
	    " \"A blog\", \"description\": \"Said.\"}, {\"source_name\":"
	    " \"mitre-attack\", \"external_id\": \"T1002\", \"url\":"
	    " \"https://e.org/a b\"}, {\"source_name\": \"capec\", \"external_id\":"
	    " \"CAPEC-1\"}], \"revoked\": true},"
	    REVOKED_BY("2", "T1001") "," RELATION("x--1", "uses", "ap--2", "") ","
	    TACTIC("TA0040", "impact", "Impact") ","
	    "{\"type\": \"malware\", \"id\": \"malware--1\", \"name\": \"M\","
	    " \"external_references\": [{\"source_name\": \"mitre-attack\","
	    " \"external_id\": \"S0001\"}, {\"source_name\": \"M\"}]},"
	    "{\"type\": \"identity\", \"id\": \"identity--1\", \"name\": \"MITRE\"}");

	(void)state;
	assert_same_bundle(text, sizeof(text) - 1);
}

static void
what_is_no_bundle(void **state)
{
	static const char *const texts[] = { "", "[]", "{\"objects\": 1}",
		"{\"objects\": [{\"type\": \"attack-pattern\", \"id\": }]}" };
	struct buf part = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		buf_reset(&part);
		assert_int_equal(chains_put(texts[i], strlen(texts[i]), &part), -1);
	}
	buf_free(&part);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sample),
		cmocka_unit_test(any_bundle),
		cmocka_unit_test(what_is_no_bundle),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
