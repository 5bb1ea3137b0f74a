/* A technique as a person looks at it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model.h"
#include "model/description.h"
#include "model/technique_select.h"
#include "value/member.h"

static const struct {
	const char *description, *first, *whole;
} plain[] = {
	{ "", "", "" },
	{ "One.\n\nTwo.\n", "One.", "One.\nTwo." },
	{ "\n\nOne.", "One.", "One." },
	{ "Run <code>a &lt;b&gt;</code> or `c`.", "Run a <b> or c.",
	    "Run a <b> or c." },
	{ "See it.(Citation: X) And (Citation: Y Z)(Citation: W).",
	    "See it. And.", "See it. And." },
	{ "As [OS Credential Dumping](https://e.org/T1003) does.",
	    "As OS Credential Dumping does.",
	    "As OS Credential Dumping does." },
	{ "a[0] and (b) and [c] (d", "a[0] and (b) and [c] (d",
	    "a[0] and (b) and [c] (d" },
	{ "open [a\nb](c) (Citation: d", "open [a",
	    "open [a\nb](c) (Citation: d" },
	{ "as <username> &amp; &nbsp; a<br>b", "as <username> & &nbsp; a\nb",
	    "as <username> & &nbsp; a\nb" },
};

static void
a_description_is_plain(void **state)
{
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		buf_reset(&b);
		description_plain(plain[i].description, false, &b);
		assert_string_equal(buf_str(&b), plain[i].first);
		buf_reset(&b);
		description_plain(plain[i].description, true, &b);
		assert_string_equal(buf_str(&b), plain[i].whole);
	}
	buf_free(&b);
}

static cJSON *
view(const char *id, const struct catalog_selection *s)
{
	cJSON *rows = NULL, *t = technique_model(id);

	assert_non_null(t);
	assert_int_equal(catalog_rows(model_catalog, Q_TECHNIQUE, id, &rows),
	    0);
	assert_int_equal(technique_select(model_catalog, t, rows->child, s), 0);
	return t;
}

static cJSON *
section_of(const cJSON *t, const char *kind)
{
	cJSON *s;

	cJSON_ArrayForEach(s, member_get(t, "sections"))
		if (str_equal(member_text(s, "kind"), kind))
			return s;
	return NULL;
}

static void
the_best_evidence_stands_first(void **state)
{
	cJSON *s = section_of(view("T1001", NULL), "detection"), *k;

	(void)state;
	assert_string_equal(json_of(member_get(s, "evidence")),
	    "[{\"level\":\"E4\",\"count\":1},{\"level\":\"E3\",\"count\":1},"
	    "{\"level\":\"E1\",\"count\":1}]");
	k = member_get(source_of(view("T1001", NULL), "detection", "rules"),
	    "controls")->child;
	assert_string_equal(member_text(k, "title"), "Rule B");
	assert_string_equal(member_text(k->next, "title"), "Rule A");
	assert_null(member_get(s, "elsewhere"));
	assert_null(member_get(s, "hidden"));
}

static void
what_is_not_chosen_is_hidden_and_counted(void **state)
{
	struct catalog_selection s = { .of = OF_YOURS };
	cJSON *t, *section;

	(void)state;
	strs_add(&s.kinds, "detection");
	strs_add(&s.sources, "rules");
	t = view("T1001", &s);
	section = section_of(t, "detection");
	assert_int_equal(cJSON_GetArraySize(member_get(t, "sections")), 1);
	assert_string_equal(json_of(member_get(t, "counts")),
	    "{\"detection\":1}");
	assert_string_equal(member_text(t, "verdict"),
	    "1 detection rule of yours counts for this technique.");
	assert_int_equal(member_get(section, "hidden")->valueint, 2);
	assert_null(source_of(t, "detection", "ours"));
	assert_int_equal(member_get(source_of(t, "detection", "rules"),
	    "hidden")->valueint, 1);
	strs_free(&s.kinds);
	strs_free(&s.sources);
}

static void
where_nothing_counts_its_kin_may(void **state)
{
	struct catalog_selection s = { .evidence = 5 };
	cJSON *t = view("T1001.001", NULL);

	(void)state;
	assert_string_equal(json_of(member_get(section_of(t, "detection"),
	    "elsewhere")), "[{\"text\":\"3 detection rules on its parent "
	    "T1001 Data Obfuscation\",\"id\":\"T1001\"},{\"text\":\"1 test to "
	    "try a rule with\"}]");
	t = view("T1001", &s);
	assert_string_equal(json_of(member_get(section_of(t, "detection"),
	    "elsewhere")), "[{\"text\":\"3 detection rules not chosen\"},"
	    "{\"text\":\"2 analytics of MITRE's to make a rule of\"}]");
	assert_null(member_get(section_of(view("T1003", NULL), "detection"),
	    "elsewhere")); /* deprecated */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_description_is_plain),
		cmocka_unit_test(the_best_evidence_stands_first),
		cmocka_unit_test(what_is_not_chosen_is_hidden_and_counted),
		cmocka_unit_test(where_nothing_counts_its_kin_may),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
