/* Mustache: values, sections, comments and delimiters, clause by clause. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mustache_case.h"

static const struct mustache_case values[] = {
	{ "text is itself", "{ no } tag {\n", "{}", "{ no } tag {\n", {{0}} },
	{ "empty template", "", "{}", "", {{0}} },
	{ "name", "to {{town}}.\n", "{\"town\":\"Brest\"}", "to Brest.\n",
	    {{0}} },
	{ "UTF-8", "{{naïve}}", "{\"naïve\":\"Čeština\"}", "Čeština", {{0}} },
	{ "a value is no template", "{{a}}", "{\"a\":\"{{b}}\",\"b\":\"x\"}",
	    "{{b}}", {{0}} },
	{ "escaped", "{{a}}", "{\"a\":\"<i>'R&D' \\\"x\\\"</i>\"}",
	    "&lt;i&gt;&#39;R&amp;D&#39; &quot;x&quot;&lt;/i&gt;", {{0}} },
	{ "triple is not escaped", "{{{a}}}", "{\"a\":\"<b>&\"}", "<b>&",
	    {{0}} },
	{ "ampersand is not escaped", "{{&a}}", "{\"a\":\"<b>&\"}", "<b>&",
	    {{0}} },
	{ "triple, then a brace", "{{{a}}}}", "{\"a\":1}", "1}", {{0}} },
	{ "missing", "[{{a}}{{{a}}}{{&a}}]", "{}", "[]", {{0}} },
	{ "null", "[{{a}}{{{a}}}{{&a}}]", "{\"a\":null}", "[]", {{0}} },
	{ "truth", "{{a}} {{b}}", "{\"a\":true,\"b\":false}", "true false",
	    {{0}} },
	{ "list and object as JSON", "{{{a}}} {{{b}}} {{b}}",
	    "{\"a\":[1,\"x\"],\"b\":{\"k\":null}}",
	    "[1,\"x\"] {\"k\":null} {&quot;k&quot;:null}", {{0}} },
	{ "padding", "|{{ a }}|{{{ a }}}|{{& a }}|{{\ta\n}}|", "{\"a\":\"=\"}",
	    "|=|=|=|=|", {{0}} },
	{ "white space around stays", "| {{a}} |\n  {{a}}\n", "{\"a\":\"-\"}",
	    "| - |\n  -\n", {{0}} },
	{ "a line of a value stays", " {{a}} \n {{{a}}} \n {{&a}} \n", "{}",
	    "  \n  \n  \n", {{0}} },
	{ "case matters", "{{a}}{{A}}", "{\"A\":\"x\"}", "x", {{0}} },
	{ "last of two equal keys", "{{a}}", "{\"a\":1,\"a\":2}", "2",
	    {{0}} },
};

static const struct mustache_case numbers[] = {
	{ "integers", "{{a}} {{{b}}} {{&c}}", "{\"a\":0,\"b\":-7,\"c\":90210}",
	    "0 -7 90210", {{0}} },
	{ "no fraction", "{{a}} {{b}} {{c}}",
	    "{\"a\":3.0,\"b\":-0.0,\"c\":1e3}", "3 0 1000", {{0}} },
	{ "decimals", "{{a}} {{b}} {{c}}",
	    "{\"a\":2.50,\"b\":0.1,\"c\":-12.375}", "2.5 0.1 -12.375",
	    {{0}} },
	{ "beyond 32 bits", "{{a}} {{b}}",
	    "{\"a\":1700000000000,\"b\":9007199254740992}",
	    "1700000000000 9007199254740992", {{0}} },
	{ "beyond 2^53", "{{a}} {{b}}", "{\"a\":1e300,\"b\":-1e17}",
	    "1e+300 -1e+17", {{0}} },
	{ "17 digits where 15 lose", "{{a}}", "{\"a\":0.30000000000000004}",
	    "0.30000000000000004", {{0}} },
	{ "in a list", "{{#l}}<{{.}}>{{/l}}", "{\"l\":[1,2.25,-3]}",
	    "<1><2.25><-3>", {{0}} },
};

static const struct mustache_case names[] = {
	{ "dotted", "{{ship.mast.flag}}",
	    "{\"ship\":{\"mast\":{\"flag\":\"red\"}}}", "red", {{0}} },
	{ "dotted and raw", "{{{s.m}}}{{&s.m}}", "{\"s\":{\"m\":\"<\"}}", "<<",
	    {{0}} },
	{ "deep", "{{a.b.c.d.e.f.g}}",
	    "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":8}}}}}}}", "8",
	    {{0}} },
	{ "broken chain", "[{{a.b.c}}]", "{\"a\":{}}", "[]", {{0}} },
	{ "chain over a string", "[{{a.b}}]", "{\"a\":\"b\"}", "[]", {{0}} },
	{ "chain over null", "[{{a.b}}]", "{\"a\":null}", "[]", {{0}} },
	{ "no index into a list", "[{{a.0}}]", "{\"a\":[5]}", "[]", {{0}} },
	{ "a later part is found in its parent only", "[{{a.b.n}}]",
	    "{\"a\":{\"b\":{}},\"n\":\"far\"}", "[]", {{0}} },
	{ "the first part is found anywhere", "{{#in}}{{a.b}}{{/in}}",
	    "{\"in\":{},\"a\":{\"b\":\"up\"}}", "up", {{0}} },
	{ "the nearest first part counts", "[{{#in}}{{a.b}}{{/in}}]",
	    "{\"in\":{\"a\":{}},\"a\":{\"b\":\"far\"}}", "[]", {{0}} },
	{ "never a key with a dot", "[{{a.b}}]", "{\"a.b\":1}", "[]", {{0}} },
	{ "nor masked by one", "[{{a.b}}]", "{\"a.b\":1,\"a\":{\"b\":2}}",
	    "[2]", {{0}} },
	{ "the dot is the whole", "{{.}} {{{.}}} {{&.}}", "\"a<b\"",
	    "a&lt;b a<b a<b", {{0}} },
	{ "the dot as a number", "{{.}} knots", "12", "12 knots", {{0}} },
	{ "a name may hold any sign", "{{a-b_c/d@e}}", "{\"a-b_c/d@e\":1}",
	    "1", {{0}} },
	{ "null hides what is further out", "[{{#in}}{{a}}{{/in}}]",
	    "{\"in\":{\"a\":null},\"a\":\"far\"}", "[]", {{0}} },
};

static const struct mustache_case sections[] = {
	{ "true", "<{{#a}}yes{{/a}}>", "{\"a\":true}", "<yes>", {{0}} },
	{ "false", "<{{#a}}yes{{/a}}>", "{\"a\":false}", "<>", {{0}} },
	{ "null", "<{{#a}}yes{{/a}}>", "{\"a\":null}", "<>", {{0}} },
	{ "missing", "<{{#a}}yes{{/a}}>", "{}", "<>", {{0}} },
	{ "empty list", "<{{#a}}yes{{/a}}>", "{\"a\":[]}", "<>", {{0}} },
	{ "zero is truthy", "<{{#a}}{{.}}{{/a}}>", "{\"a\":0}", "<0>", {{0}} },
	{ "the empty string is truthy", "<{{#a}}yes{{/a}}>", "{\"a\":\"\"}",
	    "<yes>", {{0}} },
	{ "the empty object is truthy", "<{{#a}}yes{{/a}}>", "{\"a\":{}}",
	    "<yes>", {{0}} },
	{ "an object is the context", "{{#boat}}{{sail}}{{/boat}}",
	    "{\"boat\":{\"sail\":\"jib\"}}", "jib", {{0}} },
	{ "what it lacks is further out", "{{#in}}{{a}}{{b}}{{c.d}}{{/in}}",
	    "{\"in\":{\"b\":2},\"a\":1,\"b\":9,\"c\":{\"d\":3}}", "123",
	    {{0}} },
	{ "a string is the context", "{{#a}}{{.}}={{a}}{{/a}}",
	    "{\"a\":\"x\"}", "x=x", {{0}} },
	{ "list", "{{#l}}{{n}},{{/l}}",
	    "{\"l\":[{\"n\":1},{\"n\":2},{\"n\":3}]}", "1,2,3,", {{0}} },
	{ "each item is one, whatever it is", "{{#l}}<{{.}}>{{/l}}",
	    "{\"l\":[false,null,\"\",0,{}]}", "<false><><><0><{}>", {{0}} },
	{ "a string is no list", "{{#s}}once{{/s}}", "{\"s\":\"abc\"}", "once",
	    {{0}} },
	{ "lists in a list", "{{#l}}({{#.}}{{.}}{{/.}}){{/l}}",
	    "{\"l\":[[1,2],[],[\"a\"]]}", "(12)()(a)", {{0}} },
	{ "the whole is a list", "{{#.}}{{n}};{{/.}}",
	    "[{\"n\":\"a\"},{\"n\":\"b\"}]", "a;b;", {{0}} },
	{ "items are escaped or not", "{{#l}}{{.}}{{{.}}}{{&.}} {{/l}}",
	    "{\"l\":[\"<\",\">\"]}", "&lt;<< &gt;>> ", {{0}} },
	{ "all contexts at hand", "{{#a}}{{#b}}{{#c}}{{x}}{{y}}{{z}};{{/c}}"
	    "{{/b}}{{/a}}", "{\"a\":[{\"x\":1,\"b\":[{\"y\":2,\"c\":[{\"z\":3},"
	    "{\"z\":4}]},{\"y\":5,\"c\":{\"z\":6}}]}]}", "123;124;156;",
	    {{0}} },
	{ "the context ends with the section", "{{#a}}{{x}}{{/a}}{{x}}",
	    "{\"a\":{\"x\":\"in\"},\"x\":\"out\"}", "inout", {{0}} },
	{ "twice", "{{#a}}1{{/a}}-{{#a}}2{{/a}}", "{\"a\":true}", "1-2",
	    {{0}} },
	{ "of one name in one another", "{{#a}}({{#a}}{{b}}{{/a}}){{/a}}",
	    "{\"a\":{\"b\":7}}", "(7)", {{0}} },
	{ "false around another", "x{{#a}}1{{#a}}2{{/a}}3{{/a}}y",
	    "{\"a\":false}", "xy", {{0}} },
	{ "dotted", "{{#a.b.c}}{{.}}{{/a.b.c}}{{#a.x.c}}no{{/a.x.c}}",
	    "{\"a\":{\"b\":{\"c\":\"here\"}}}", "here", {{0}} },
	{ "a dotted one adds only its value", "[{{#a.b}}{{x}}{{/a.b}}]",
	    "{\"a\":{\"x\":1,\"b\":{}}}", "[]", {{0}} },
	{ "padding", "{{# a }}={{/\ta }}", "{\"a\":1}", "=", {{0}} },
	{ "a blank before the sign", "{{ #a }}={{ /a }}", "{\"a\":1}", "=",
	    {{0}} },
};

static const struct mustache_case inverted[] = {
	{ "true", "<{{^a}}no{{/a}}>", "{\"a\":true}", "<>", {{0}} },
	{ "false", "<{{^a}}no{{/a}}>", "{\"a\":false}", "<no>", {{0}} },
	{ "null", "<{{^a}}no{{/a}}>", "{\"a\":null}", "<no>", {{0}} },
	{ "missing", "<{{^a}}no{{/a}}>", "{}", "<no>", {{0}} },
	{ "empty list", "<{{^a}}no{{/a}}>", "{\"a\":[]}", "<no>", {{0}} },
	{ "list", "<{{^a}}no{{/a}}>", "{\"a\":[null]}", "<>", {{0}} },
	{ "object", "<{{^a}}no{{/a}}>", "{\"a\":{}}", "<>", {{0}} },
	{ "zero and the empty string", "<{{^a}}no{{/a}}{{^b}}no{{/b}}>",
	    "{\"a\":0,\"b\":\"\"}", "<>", {{0}} },
	{ "it leaves the context", "{{^a}}{{b}}{{.}}{{/a}}", "{\"b\":1}",
	    "1{&quot;b&quot;:1}", {{0}} },
	{ "either, or", "{{#a}}with{{/a}}{{^a}}without{{/a}}", "{\"a\":[]}",
	    "without", {{0}} },
	{ "in one another", "{{^a}}1{{^a}}2{{/a}}3{{/a}}", "{}", "123",
	    {{0}} },
	{ "dotted", "{{^a.b}}1{{/a.b}}{{^a.c}}2{{/a.c}}", "{\"a\":{\"b\":1}}",
	    "2", {{0}} },
	{ "padding", "{{^ a }}={{/ a }}", "{}", "=", {{0}} },
};

static const struct mustache_case lines[] = {
	{ "section tags alone take their lines", "a\n{{#x}}\nb\n{{/x}}\nc\n",
	    "{\"x\":true}", "a\nb\nc\n", {{0}} },
	{ "so do inverted ones", "a\n{{^x}}\nb\n{{/x}}\nc\n", "{}",
	    "a\nb\nc\n", {{0}} },
	{ "blanks around do not matter", "a\n \t{{#x}} \t\nb\n\t{{/x}}\t\nc",
	    "{\"x\":true}", "a\nb\nc", {{0}} },
	{ "CR LF", "a\r\n{{#x}}\r\n{{/x}} \r\nb", "{\"x\":true}", "a\r\nb",
	    {{0}} },
	{ "a CR alone ends no line", "{{#x}}\rb{{/x}}", "{\"x\":true}", "\rb",
	    {{0}} },
	{ "first line", "  {{#x}}\nb{{/x}}\nc", "{\"x\":true}", "b\nc",
	    {{0}} },
	{ "last line without its end", "b{{#x}}\nc\n  {{/x}}", "{\"x\":true}",
	    "b\nc\n", {{0}} },
	{ "within a line all stays", " | {{#x}}\t-\t{{/x}} | \n",
	    "{\"x\":true}", " | \t-\t | \n", {{0}} },
	{ "two tags on a line are not alone", " {{#x}}a{{/x}}\n{{#x}}{{/x}}\n",
	    "{\"x\":true}", " a\n\n", {{0}} },
	{ "nor with a comment", " | {{#x}} {{! c }}\n {{/x}} | \n",
	    "{\"x\":true}", " |  \n  | \n", {{0}} },
	{ "only the blanks of the own line go", "a\n\n  {{#x}}\n\nb\n{{/x}}\n",
	    "{\"x\":true}", "a\n\n\nb\n", {{0}} },
	{ "a list of lines", "{{#l}}\n- {{.}}\n{{/l}}\n", "{\"l\":[1,2]}",
	    "- 1\n- 2\n", {{0}} },
};

static const struct mustache_case comments[] = {
	{ "within a line", "ab{{! not this }}cd", "{}", "abcd", {{0}} },
	{ "over lines", "ab{{!\n not\n this\n}}cd\n", "{}", "abcd\n", {{0}} },
	{ "alone", "a\n{{! x }}\nb\n", "{}", "a\nb\n", {{0}} },
	{ "alone and indented", "a\n  {{! x }}  \nb\n", "{}", "a\nb\n",
	    {{0}} },
	{ "alone over lines", "a\n  {{!\n x\n  }}\nb\n", "{}", "a\nb\n",
	    {{0}} },
	{ "alone with CR LF", "a\r\n{{! x }}\r\nb", "{}", "a\r\nb", {{0}} },
	{ "alone at the start", " {{! x }}\n!", "{}", "!", {{0}} },
	{ "alone at the end", "!\n {{! x }}", "{}", "!\n", {{0}} },
	{ "white space around stays", "a {{! x }} b\n  c {{! y }}\n", "{}",
	    "a  b\n  c \n", {{0}} },
	{ "anything inside", "{{! {{# } = {{{ }}.", "{\"\":1}", ".", {{0}} },
	{ "empty", "[{{!}}]", "{}", "[]", {{0}} },
	{ "not a value of that name", "[{{! a }}{{!a}}]",
	    "{\"! a\":1,\"!a\":2,\"a\":3}", "[]", {{0}} },
};

static const struct mustache_case delimiters[] = {
	{ "other ones", "{{=<% %>=}}<% a %>{{a}}", "{\"a\":1}", "1{{a}}",
	    {{0}} },
	{ "of one sign", "({{=[ ]=}}[a])", "{\"a\":1}", "(1)", {{0}} },
	{ "both alike", "{{=| |=}}|#a||.||/a|", "{\"a\":1}", "1", {{0}} },
	{ "and back", "{{=<< >>=}}<<a>><<={{ }}=>>{{a}}<<a>>", "{\"a\":1}",
	    "11<<a>>", {{0}} },
	{ "raw under others", "{{=<% %>=}}<%{a}%><%&a%>", "{\"a\":\"<\"}",
	    "<<", {{0}} },
	{ "within and behind a section",
	    "{{#a}}{{=<% %>=}}<%b%><%/a%><%b%>{{b}}", "{\"a\":{\"b\":1},"
	    "\"b\":2}", "12{{b}}", {{0}} },
	{ "sections", "[\n{{#a}}\n|b|\n{{/a}}\n{{= | | =}}\n|#a|\n|b|{{b}}\n"
	    "|/a|\n]\n", "{\"a\":true,\"b\":1}", "[\n|b|\n1{{b}}\n]\n",
	    {{0}} },
	{ "a partial does not inherit them", "{{=| |=}}|>p|", "{\"v\":1}",
	    "1|v|", {{ "p", "{{v}}|v|" }} },
	{ "nor hand its own on", "{{>p}} {{v}}|v|", "{\"v\":1}", "1 1|v|",
	    {{ "p", "{{=| |=}}|v|" }} },
	{ "a parent neither", "{{=| |=}}|<p||$b||v||/b||/p|", "{\"v\":1}",
	    "1|v|1", {{ "p", "{{v}}|v|{{$b}}{{/b}}" }} },
	{ "white space around stays", "| {{=@ @=}} |\n | @=[ ]=@\n", "{}",
	    "|  |\n | \n", {{0}} },
	{ "alone", "a\n {{=@ @=}} \nb\n", "{}", "a\nb\n", {{0}} },
	{ "alone with CR LF", "|\r\n{{= @ @ =}}\r\n|", "{}", "|\r\n|",
	    {{0}} },
	{ "alone at the start", " {{=@ @=}}\n=", "{}", "=", {{0}} },
	{ "alone at the end", "=\n {{=@ @=}}", "{}", "=\n", {{0}} },
	{ "padding", "|{{=\n@ \t @\n=}}|", "{}", "||", {{0}} },
};

static const struct mustache_case partials[] = {
	{ "another template", "<{{>p}}>", "{}", "<in>", {{ "p", "in" }} },
	{ "missing", "<{{>p}}>", "{}", "<>", {{0}} },
	{ "missing and alone", "a\n {{>p}}\nb\n", "{}", "a\nb\n", {{0}} },
	{ "a path as a name", "{{>site/head.x}}", "{}", "h",
	    {{ "site/head.x", "h" }} },
	{ "its context is the one here", "{{#a}}{{>p}}{{/a}}",
	    "{\"a\":{\"x\":1},\"y\":2}", "12", {{ "p", "{{x}}{{y}}" }} },
	{ "in a partial", "{{>p}}", "{\"a\":1}", "(1)",
	    {{ "p", "({{>q}})" }, { "q", "{{a}}" }} },
	{ "a tree", "{{>n}}",
	    "{\"v\":1,\"l\":[{\"v\":2,\"l\":[]},{\"v\":3,\"l\":[{\"v\":4,"
	    "\"l\":[]}]}]}", "1(2()3(4()))",
	    {{ "n", "{{v}}({{#l}}{{>n}}{{/l}})" }} },
	{ "its last line end is part of it", "a{{>p}}b", "{}", "ax\nb",
	    {{ "p", "x\n" }} },
	{ "within a line nothing is indented", " a {{>p}} b\n", "{}",
	    " a x\ny b\n", {{ "p", "x\ny" }} },
	{ "alone, each line is indented", "a\n\t{{>p}}\nb\n", "{}",
	    "a\n\tx\n\ty\nb\n", {{ "p", "x\ny\n" }} },
	{ "alone, its own line end goes", "a\n{{>p}}\r\nb", "{}", "a\nxb",
	    {{ "p", "x" }} },
	{ "alone at the start", "  {{>p}}\n!", "{}", "  x\n  y!",
	    {{ "p", "x\ny" }} },
	{ "alone at the end", "!\n  {{>p}}", "{}", "!\n  x\n  y",
	    {{ "p", "x\ny" }} },
	{ "lines of a value are not indented", " {{>p}}\n",
	    "{\"v\":\"1\\n2\"}", " a 1\n2 b\n 1\n2\n",
	    {{ "p", "a {{v}} b\n{{v}}\n" }} },
	{ "a blank line is a line", "  {{>p}}\n", "{}", "  x\n  \n  y\n",
	    {{ "p", "x\n\ny\n" }} },
	{ "lines of tags alone are none", "  {{>p}}\n", "{\"l\":[1,2]}",
	    "  <\n  1\n  2\n  >\n",
	    {{ "p", "<\n{{! c }}\n{{#l}}\n{{.}}\n{{/l}}\n>\n" }} },
	{ "tags that begin a line", "  {{>p}}\n", "{\"a\":1}",
	    "  1.\n  1.\n  .\n  .\n  q.\n",
	    {{ "p", "{{a}}.\n{{#a}}{{.}}{{/a}}.\n{{! }}.\n{{^x}}{{/x}}.\n"
	    "{{>q}}.\n" }, { "q", "q" }} },
	{ "a closing tag that begins a line", "  {{>p}}\n", "{\"l\":[1,2]}",
	    "  <1\n  2\n  >\n", {{ "p", "<{{#l}}{{.}}\n{{/l}}>\n" }} },
	{ "a section that ends a line and one that begins it", " {{>p}}\n",
	    "{\"a\":1}", " x\n y\n", {{ "p", "{{#a}}x\ny{{/a}}\n" }} },
	{ "indents add up", " {{>p}}\n", "{}", " <\n   x\n   y\n >\n",
	    {{ "p", "<\n  {{>q}}\n>\n" }, { "q", "x\ny\n" }} },
	{ "but not within a line", "  {{>p}}\n", "{}", "  <x\ny>\n",
	    {{ "p", "<{{>q}}>\n" }, { "q", "x\ny" }} },
	{ "and end with the partial", "  {{>p}}\na\n{{>p}}\n", "{}",
	    "  x\na\nx\n", {{ "p", "x\n" }} },
	{ "in a section", "{{#l}}\n  {{>p}}\n{{/l}}\n", "{\"l\":[1,2]}",
	    "  1\n  2\n", {{ "p", "{{.}}\n" }} },
	{ "padding", "|{{> p }}|", "{}", "|x|", {{ "p", "x" }} },
	{ "an empty one", "a\n  {{>p}}\nb\n", "{}", "a\nb\n", {{ "p", "" }} },
};

static void
test_values(void **state)
{
	(void)state;
	CASE_RUN(values);
	CASE_RUN(numbers);
	CASE_RUN(names);
}

static void
test_sections(void **state)
{
	(void)state;
	CASE_RUN(sections);
	CASE_RUN(inverted);
	CASE_RUN(lines);
}

static void
test_comments(void **state)
{
	(void)state;
	CASE_RUN(comments);
}

static void
test_delimiters(void **state)
{
	(void)state;
	CASE_RUN(delimiters);
}

static void
test_partials(void **state)
{
	(void)state;
	CASE_RUN(partials);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_sections),
		cmocka_unit_test(test_comments),
		cmocka_unit_test(test_delimiters),
		cmocka_unit_test(test_partials),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
