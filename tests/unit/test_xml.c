/* XML: what elements become, where they stand, and how much is too much. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <libxml/xmlmemory.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "many.h"
#include "value/member.h"
#include "value/xml.h"

#ifndef __has_feature /* clang says by this what gcc says by a macro each */
#define __has_feature(what) 0
#endif

static const struct {
	const char *in, *want;
} documents[] = {
	/* texts, lists, attributes */
	{ "<a>x</a>", "{\"a\":[\"x\"]}" },
	{ "<a/>", "{\"a\":[\"\"]}" },
	{ "<a b='1' c=\"2\"/>", "{\"a\":[{\"@b\":\"1\",\"@c\":\"2\"}]}" },
	{ "<a b='1'>\n x \n</a>", "{\"a\":[{\"@b\":\"1\",\"#text\":\"x\"}]}" },
	{ "<a><b>1</b><c/><b>2</b></a>",
	    "{\"a\":[{\"b\":[\"1\",\"2\"],\"c\":[\"\"]}]}" },
	{ "<a>x <b>1</b> y</a>",
	    "{\"a\":[{\"b\":[\"1\"],\"#text\":\"x  y\"}]}" },
	{ "<a>\n <b>\n  <b> 1 </b>\n </b>\n</a>",
	    "{\"a\":[{\"b\":[{\"b\":[\"1\"]}]}]}" },
	{ "<a>\xc3\xa9</a>", "{\"a\":[\"\xc3\xa9\"]}" },
	{ "<\xc3\xa9 \xc3\xa9='x'/>",
	    "{\"\xc3\xa9\":[{\"@\xc3\xa9\":\"x\"}]}" },
	{ "<a b=' x\n y '/>", "{\"a\":[{\"@b\":\" x  y \"}]}" },
	{ "<a>x\r\ny</a>", "{\"a\":[\"x\\ny\"]}" },
	{ "\xef\xbb\xbf<a/>", "{\"a\":[\"\"]}" },
	/* references and CDATA */
	{ "<a b='&lt;&quot;'>&amp;&lt;&gt;&quot;&apos;&#65;&#x2F;</a>",
	    "{\"a\":[{\"@b\":\"<\\\"\",\"#text\":\"&<>\\\"'A/\"}]}" },
	{ "<a><![CDATA[ <b> & ]] ]]></a>", "{\"a\":[\"<b> & ]]\"]}" },
	{ "<a>x<![CDATA[]]>y</a>", "{\"a\":[\"xy\"]}" },
	{ "<!DOCTYPE a [<!ENTITY e 'x'> <!-- ]> ' --> <?p ]>?>]><a>&e;</a>",
	    "{\"a\":[\"&e;\"]}" },
	{ "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a>&x;&nbsp;</a>",
	    "{\"a\":[\"&x;&nbsp;\"]}" },
	{ "<!DOCTYPE a [<!ATTLIST a b CDATA 'x'>]><a/>", "{\"a\":[\"\"]}" },
	/* name spaces */
	{ "<n:a xmlns:n='urn:n' xmlns='urn:d' n:b='1' xml:lang='en'/>",
	    "{\"a\":[{\"@b\":\"1\",\"@lang\":\"en\"}]}" },
	{ "<a><x:b/><b/></a>", "{\"a\":[{\"b\":[\"\",\"\"]}]}" },
	{ "<a xmlnsx='1'/>", "{\"a\":[{\"@xmlnsx\":\"1\"}]}" },
	/* what is passed over */
	{ "<?xml version='1.0'?><!-- <b> --><a><?p?>x<!--- -- y --></a><!---->",
	    "{\"a\":[\"x\"]}" },
	/* what is no XML */
	{ "<a/><b>1</b><a>2</a>", "{\"a\":[\"\",\"2\"],\"b\":[\"1\"]}" },
	{ "<?xml version='1.0'?><a/><?xml version='1.0'?><a/>",
	    "{\"a\":[\"\",\"\"]}" },
	{ "<a b='x && y &z; &#; &#xg; <'>&& &lt &# &#1</a>",
	    "{\"a\":[{\"@b\":\"x && y &z; &#; &#xg; <\","
	    "\"#text\":\"&& &lt &# &#1\"}]}" },
	{ "<a>1 < 2 <= <3 <! <!-</a>", "{\"a\":[\"1 < 2 <= <3 <! <!-\"]}" },
	{ "<a>[[x]]> ]]]></a>", "{\"a\":[\"[[x]]> ]]]>\"]}" },
	{ "<a b='1>2'>></a>", "{\"a\":[{\"@b\":\"1>2\",\"#text\":\">\"}]}" },
	{ "<?xml version='1.0' encoding='utf-16'?><a>\xc3\xa9</a>",
	    "{\"a\":[\"\xc3\xa9\"]}" },
	/* encodings */
	{ "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>",
	    "{\"a\":[\"\xc3\xa9\"]}" },
	{ "<?xml version='1.0' encoding = \"windows-1252\" ?><a>\x80</a>",
	    "{\"a\":[\"\xe2\x82\xac\"]}" },
	{ "\xef\xbb\xbf<?xml version='1.0' encoding='latin1'?><a>\xc3\xa9</a>",
	    "{\"a\":[\"\xc3\xa9\"]}" },
};

static const struct {
	const char *in;
	int line;
	const char *what;
} bad[] = {
	{ "", 1, "no element" },
	{ "\n<!-- <a/> -->\n", 1, "no element" },
	{ "\n<a>\n<b>\n</a>\n", 4, "an end tag of another element" },
	{ "<a/>\n</a>\n<b/>", 2, "an end tag of no open element" },
	{ "<a/>\n</all>", 2, "well-formed" },
	{ "<a/>\n</all><all>", 2, "well-formed" },
	{ "<a>\n<b>\n<c/>\n\n", 2, "an element that is not closed" },
	{ "<a/>\n<b c='1'\n", 3, "well-formed" },
	{ "<a/>\n<b", 2, "well-formed" },
	{ "<a\nb='1' b='2'/>", 2, "already" },
	{ "<a\n b=1/>", 2, "without quotes" },
	{ "<a\n b/>", 2, "without a value" },
	{ "<a>\n<b c='1'd='2'/></a>", 2, "well-formed" },
	{ "<a>\n<!-- ", 2, "comment" },
	{ "<a>\n<![CDATA[ ", 2, "CDATA" },
	{ "<a>\n<?p ", 2, "processing instruction" },
	{ "<a/>\n<!DOCTYPE a [ > ", 2, "well-formed" },
	{ "<a>\n&#0;</a>", 2, "does not allow" },
	{ "<a>\n\x01</a>", 2, "does not allow" },
	{ "<a>\n\xef\xbf\xbf</a>", 2, "does not allow" },
	{ "<a>\n\xe9</a>", 2, "not UTF-8" },
	{ "<a/>\n\njunk\n<b/>", 3, "text outside all elements" },
	{ "junk\n<b/>", 1, "text outside all elements" },
	{ "<?xml version='1.0' encoding='nobody-has-it'?><a/>", 1,
	    "an encoding that is not known" },
	{ "<?xml version='1.0' encoding='US-ASCII'?>\n<a>\n\xe9</a>", 3,
	    "not in the encoding" },
	{ "<?xml version='1.0' encoding='ISO-8859-1'?>\n<a>\n</b>", 3,
	    "an end tag of another element" },
};

/* In memory of just the right size, so that the sanitizer sees one byte more. */
static int
parse(const char *s, size_t n, cJSON **doc, struct value_error *why)
{
	char *copy = malloc(n > 0 ? n : 1);
	int rc;

	assert_non_null(copy);
	memcpy(copy, s, n);
	rc = xml_parse(copy, n, doc, why);
	free(copy);
	return rc;
}

static void
assert_document(const char *s, size_t n, const char *want)
{
	struct value_error why = { 0 };
	cJSON *doc;

	if (parse(s, n, &doc, &why) == -1)
		fail_msg("%s: %d: %s", s, why.line, why.what);
	assert_string_equal(cJSON_PrintUnformatted(doc), want);
}

static void
elements_become_lists_and_texts(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
		assert_document(documents[i].in, strlen(documents[i].in),
		    documents[i].want);
	value_use(before);
	arena_free(&mem);
}

static void
what_is_not_well_formed_is_an_error_in_its_line(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why;
	cJSON *doc;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		why = (struct value_error){ 0 };
		if (parse(bad[i].in, strlen(bad[i].in), &doc, &why) == 0)
			fail_msg("%s: read", bad[i].in);
		assert_null(doc);
		if (strstr(why.what, bad[i].what) == NULL ||
		    why.line != bad[i].line)
			fail_msg("%s: %d: %s", bad[i].in, why.line, why.what);
	}
	assert_int_equal(parse("<a>\0</a>", 8, &doc, &why), -1);
	value_use(before);
	arena_free(&mem);
}

/* Of 16 bits, either way round, with a mark and without; and of 32. */
static void
a_byte_order_mark_says_the_encoding(void **state)
{
	static const char le[] = "\xff\xfe<\0a\0>\0\xe9\0<\0/\0a\0>\0";
	static const char be[] = "\xfe\xff\0<\0a\0>\x20\xac\0<\0/\0a\0>";
	static const char wide[] = "\xff\xfe\0\0<\0\0\0a\0\0\0/\0\0\0>\0\0\0";
	static const char bare[] = "<\0?\0p\0?\0>\0\n\0<\0a\0/\0>\0";
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *doc;

	(void)state;
	assert_document(le, sizeof(le) - 1, "{\"a\":[\"\xc3\xa9\"]}");
	assert_document(be, sizeof(be) - 1, "{\"a\":[\"\xe2\x82\xac\"]}");
	assert_document(wide, sizeof(wide) - 1, "{\"a\":[\"\"]}");
	assert_document(bare, sizeof(bare) - 1, "{\"a\":[\"\"]}");
	assert_int_equal(parse(le, sizeof(le) - 2, &doc, &why), -1);
	assert_non_null(strstr(why.what, "not in the encoding"));
	value_use(before);
	arena_free(&mem);
}

static const cJSON *
first(const cJSON *object, const char *name)
{
	return member_get(object, name)->child;
}

static void
each_element_has_its_line(void **state)
{
	static const char text[] =
	    "<?xml version='1.0'?><!--\n"
	    "--><group name='a'\n"
	    "  level='1'>\n"
	    "  <rule\n"
	    "    xmlns:x='urn:\n"
	    "x' x:id='7' if = '\n"
	    "' of='8'>\n"
	    "    <id>&amp;\n"
	    "    </id></rule><rule>x</rule>\n"
	    "</group>\n";
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	const cJSON *group, *rule;
	cJSON *doc;

	(void)state;
	assert_int_equal(parse(text, strlen(text), &doc, &why), 0);
	assert_int_equal(value_line(doc), 1);
	assert_int_equal(value_line(member_get(doc, "group")), 2);
	assert_int_equal(value_mark(member_get(doc, "group"))->name_line, 2);
	group = first(doc, "group");
	assert_int_equal(value_line(group), 2);
	assert_int_equal(value_line(member_get(group, "@name")), 2);
	assert_int_equal(value_line(member_get(group, "@level")), 3);
	rule = first(group, "rule");
	assert_int_equal(value_line(rule), 4);
	assert_int_equal(value_line(member_get(rule, "@id")), 6);
	assert_int_equal(value_line(member_get(rule, "@if")), 6);
	assert_int_equal(value_line(member_get(rule, "@of")), 7);
	assert_int_equal(value_line(first(rule, "id")), 8);
	assert_int_equal(value_line(rule->next), 9);
	assert_int_equal(value_mark(first(rule, "id"))->end, 0);
	value_use(before);
	arena_free(&mem);
}

static void
text_outside_is_told_and_names_that_collide(void **state)
{
	static const char text[] = "\n\njunk &amp;\n more\n<a x:b='1'\n"
				   "y:b='2'/>\n\n and <c/>";
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_table table = { 0 };
	struct value_repeats repeats = { 0 };
	struct value_error why = { .table = &table, .repeats = &repeats };
	cJSON *doc;

	(void)state;
	assert_int_equal(parse(text, strlen(text), &doc, &why), 0);
	assert_string_equal(cJSON_PrintUnformatted(doc),
	    "{\"a\":[{\"@b\":\"2\"}],\"c\":[\"\"]}");
	assert_int_equal(table.n, 2);
	assert_int_equal(table.v[0].line, 3);
	assert_int_equal(table.v[1].line, 8);
	assert_string_equal(table.v[0].what, "text outside all elements");
	assert_int_equal(repeats.n, 1);
	assert_string_equal(repeats.v[0].name, "@b");
	assert_int_equal(repeats.v[0].first, 5);
	assert_int_equal(repeats.v[0].line, 6);
	free(table.v);
	free(repeats.v);
	value_use(before);
	arena_free(&mem);
}

/* Reads b and empties it. */
static void
assert_read(struct buf *b, const char *what)
{
	struct value_error why = { 0 };
	cJSON *doc;
	int rc = parse(b->s, b->len, &doc, &why);

	if (what == NULL && rc == -1)
		fail_msg("%s", why.what);
	if (what != NULL && rc == 0)
		fail_msg("no %s", what);
	if (what != NULL && strstr(why.what, what) == NULL)
		fail_msg("%s", why.what);
	buf_reset(b);
}

static void
there_are_limits(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct buf text = BUF_INIT;
	size_t extra;
	int i;

	(void)state;
	for (extra = 0; extra < 2; extra++) {
		put_many(&text, "<a>", 31 + extra);
		put_many(&text, "</a>", 31 + extra);
		assert_read(&text, extra ? "31 elements" : NULL);
		buf_puts(&text, "<a");
		for (i = 0; i < 256 + (int)extra; i++)
			buf_printf(&text, " b%d=''", i);
		buf_puts(&text, "/>");
		assert_read(&text, extra ? "256 attributes" : NULL);
	}
	buf_puts(&text, "<a>");
	for (i = 0; i < 49 * 1000; i++)
		buf_printf(&text, "<b xmlns:n%d='u%d' n%d:c='1'/>", i, i, i);
	buf_puts(&text, "</a>");
	assert_read(&text, NULL);
	arena_reset(&mem);
	for (i = 0; i <= 150 * 1000; i++)
		buf_printf(&text, "<n%d/>", i);
	assert_read(&text, "150,000 different names");
	arena_reset(&mem);
	put_many(&text, "<a/>", 1000 * 1000);
	assert_read(&text, "1,000,000");
	arena_reset(&mem);
	buf_puts(&text, "<a>");
	put_many(&text, "0123456789abcde\n", 1024 * 1024 - 1);
	buf_puts(&text, "</a>");
	assert_read(&text, NULL);
	arena_reset(&mem);
	put_many(&text, "0123456789abcde\n", 1024 * 1024 + 1);
	assert_read(&text, "16 MiB");
	buf_puts(&text, "<a b='");
	put_many(&text, "0123456789abcdef", 1024 * 900);
	buf_puts(&text, "'/>");
	parse(text.s, text.len, &(cJSON *){ NULL }, &(struct value_error){ 0 });
	buf_free(&text);
	value_use(before);
	arena_free(&mem);
}

/* Each of these would take minutes if anything were looked for among all. */
static void
time_grows_with_the_size(void **state)
{
	static const char *const cut_off[] = { "<!--", "<?", "<!DOCTYPE [",
		"<![CDATA[", "<!", "<", "&", "</", "]]>", "<a '", "&#x1" };
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct buf text = BUF_INIT;
	size_t k;
	int i;

	(void)state;
	buf_puts(&text, "<a>");
	for (i = 0; i < 100 * 1000; i++)
		buf_printf(&text, "<k%d/>", i);
	buf_puts(&text, "</a>");
	assert_read(&text, NULL);
	arena_reset(&mem);
	for (k = 0; k < sizeof(cut_off) / sizeof(cut_off[0]); k++) {
		buf_puts(&text, "<a>");
		put_many(&text, cut_off[k], 100 * 1000);
		parse(text.s, text.len, &(cJSON *){ NULL },
		    &(struct value_error){ 0 });
		buf_reset(&text);
		arena_reset(&mem);
	}
	buf_free(&text);
	value_use(before);
	arena_free(&mem);
}

static void
no_memory_ends_the_process(void **state)
{
	xmlMallocFunc get;
	xmlReallocFunc grow;
	xmlStrdupFunc copy;
	xmlFreeFunc give_back;
	int status;
	pid_t child;

	(void)state;
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
	skip(); /* it has a way of its own to end a process */
#endif
	assert_int_equal(xmlMemGet(&give_back, &get, &grow, &copy), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		fclose(stderr);
		_exit(get(SIZE_MAX / 4) == NULL ? 2 : 3);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_become_lists_and_texts),
		cmocka_unit_test(
		    what_is_not_well_formed_is_an_error_in_its_line),
		cmocka_unit_test(a_byte_order_mark_says_the_encoding),
		cmocka_unit_test(each_element_has_its_line),
		cmocka_unit_test(text_outside_is_told_and_names_that_collide),
		cmocka_unit_test(there_are_limits),
		cmocka_unit_test(time_grows_with_the_size),
		cmocka_unit_test(
		    no_memory_ends_the_process),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
