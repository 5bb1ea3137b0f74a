/* Mustache: parents and blocks, and names out of the data. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mustache_case.h"

static const struct mustache_case blocks[] = {
	{ "default", "<{{$b}}dry{{/b}}>", "{}", "<dry>", {{0}} },
	{ "tags in the default", "{{$b}}{{a}}{{{a}}}{{#l}}{{.}}{{/l}}"
	    "{{^x}}!{{/x}}{{/b}}", "{\"a\":\"<\",\"l\":[1,2]}", "&lt;<12!",
	    {{0}} },
	{ "a value in it is no template", "{{$b}}{{a}}{{/b}}",
	    "{\"a\":\"{{x}}\",\"x\":1}", "{{x}}", {{0}} },
	{ "data is no argument", "{{$b}}dry{{/b}}", "{\"b\":\"wet\"}", "dry",
	    {{0}} },
	{ "in a block", "{{$a}}1{{$b}}2{{/b}}3{{/a}}", "{}", "123", {{0}} },
	{ "padding", "{{$ b }}x{{/ b }}", "{}", "x", {{0}} },
};

static const struct mustache_case parents[] = {
	{ "without arguments, as a partial", "{{>p}}={{<p}}{{/p}}", "{}",
	    "<dry>=<dry>", {{ "p", "<{{$b}}dry{{/b}}>" }} },
	{ "an argument", "{{<p}}{{$b}}wet{{/b}}{{/p}}", "{}", "<wet>",
	    {{ "p", "<{{$b}}dry{{/b}}>" }} },
	{ "missing", "[{{<p}}{{$b}}wet{{/b}}{{/p}}]", "{}", "[]", {{0}} },
	{ "data is no argument", "{{<p}}{{/p}}", "{\"b\":\"wet\"}", "<dry>",
	    {{ "p", "<{{$b}}dry{{/b}}>" }} },
	{ "nor does it hide one", "{{<p}}{{$b}}wet{{/b}}{{/p}}",
	    "{\"b\":\"data\"}", "<wet>", {{ "p", "<{{$b}}dry{{/b}}>" }} },
	{ "one of two", "{{<p}}{{$b}}2{{/b}}{{/p}}", "{}", "a2",
	    {{ "p", "{{$a}}a{{/a}}{{$b}}b{{/b}}" }} },
	{ "two, in any order", "{{<p}}{{$b}}2{{/b}}{{$a}}1{{/a}}{{/p}}", "{}",
	    "12", {{ "p", "{{$a}}a{{/a}}{{$b}}b{{/b}}" }} },
	{ "one used twice", "{{<p}}{{$b}}x{{/b}}{{/p}}", "{}", "x,x",
	    {{ "p", "{{$b}}{{/b}},{{$b}}y{{/b}}" }} },
	{ "an empty one", "{{<p}}{{$b}}{{/b}}{{/p}}", "{}", "<>",
	    {{ "p", "<{{$b}}dry{{/b}}>" }} },
	{ "each parent has its own", "{{<p}}{{$b}}1{{/b}}{{/p}}"
	    "{{<p}}{{$b}}2{{/b}}{{/p}}{{<p}}{{/p}}", "{}", "<1><2><dry>",
	    {{ "p", "<{{$b}}dry{{/b}}>" }} },
	{ "text beside arguments counts for nothing",
	    "{{<p}} x {{a}} {{! c }}{{$b}}wet{{/b}} {{>p}} y{{/p}}",
	    "{\"a\":1}", "<wet>", {{ "p", "<{{$b}}dry{{/b}}>" }} },
	{ "nor do sections there, with all in them",
	    "{{<p}}{{#a}}{{$b}}wet{{/b}}{{/a}}{{^x}}{{<p}}{{/p}}{{/x}}{{/p}}",
	    "{\"a\":1}", "<dry>", {{ "p", "<{{$b}}dry{{/b}}>" }} },
	{ "delimiters there do", "{{<p}}{{=| |=}}|$b|wet|/b||/p|", "{}",
	    "<wet>", {{ "p", "<{{$b}}dry{{/b}}>" }} },
	{ "a name for blocks only", "{{<p}}{{$p}}{{p}}{{/p}}{{/p}}",
	    "{\"p\":\"data\"}", "<data>", {{ "p", "<{{$p}}dry{{/p}}>" }} },
	{ "an argument's context is where it is put",
	    "{{<p}}{{$b}}{{fish}}{{/b}}{{/p}}",
	    "{\"fish\":\"cod\",\"net\":{\"fish\":\"eel\"}}", "eel",
	    {{ "p", "{{#net}}{{$b}}{{/b}}{{/net}}" }} },
	{ "put in for each item", "{{<p}}{{$b}}<{{.}}>{{/b}}{{/p}}",
	    "{\"l\":[1,2,3]}", "<1><2><3>",
	    {{ "p", "{{#l}}{{$b}}{{/b}}{{/l}}" }} },
	{ "padding", "{{< p }}{{/ p }}", "{}", "x", {{ "p", "x" }} },
};

static const struct mustache_case levels[] = {
	{ "an argument goes up two", "{{<p}}{{$b}}top{{/b}}{{/p}}", "{}",
	    "<top>", {{ "p", "{{<q}}{{/q}}" },
	    { "q", "<{{$b}}dry{{/b}}>" }} },
	{ "the outermost decides", "{{<p}}{{$b}}top{{/b}}{{/p}}", "{}",
	    "<top>", {{ "p", "{{<q}}{{$b}}mid{{/b}}{{/q}}" },
	    { "q", "{{<r}}{{$b}}low{{/b}}{{/r}}" },
	    { "r", "<{{$b}}dry{{/b}}>" }} },
	{ "then the next", "{{<p}}{{/p}}", "{}", "<mid>",
	    {{ "p", "{{<q}}{{$b}}mid{{/b}}{{/q}}" },
	    { "q", "{{<r}}{{$b}}low{{/b}}{{/r}}" },
	    { "r", "<{{$b}}dry{{/b}}>" }} },
	{ "through a partial too", "{{<p}}{{$b}}top{{/b}}{{/p}}", "{}",
	    "<top>", {{ "p", "{{>q}}" }, { "q", "<{{$b}}dry{{/b}}>" }} },
	{ "a block in an argument is one to fill",
	    "{{<p}}{{$in}}top{{/in}}{{/p}}", "{}", "<[top]>",
	    {{ "p", "{{<q}}{{$b}}[{{$in}}mid{{/in}}]{{/b}}{{/q}}" },
	    { "q", "<{{$b}}dry{{/b}}>" }} },
	{ "a parent in an argument", "{{<p}}{{$b}}1{{<p}}{{$b}}2{{/b}}{{/p}}3"
	    "{{/b}}{{/p}}", "{}", "<1<2>3>", {{ "p", "<{{$b}}dry{{/b}}>" }} },
	{ "a parent in an argument, three deep", "{{<p}}{{$b}}{{<p}}{{$b}}"
	    "{{<p}}{{/p}}{{/b}}{{/p}}{{/b}}{{/p}}", "{}", "<<<dry>>>",
	    {{ "p", "<{{$b}}dry{{/b}}>" }} },
	{ "parents that fill each other end",
	    "{{<p}}{{$a}}A{{/a}}{{/p}}", "{}", "A(A[A!])",
	    {{ "p", "{{$a}}{{/a}}{{$b}}({{<q}}{{/q}}){{/b}}" },
	    { "q", "{{$a}}{{/a}}[{{<p}}{{$b}}!{{/b}}{{/p}}]" }} },
	{ "behind an argument all is as before",
	    "{{<p}}{{$a}}1{{/a}}{{$b}}2{{/b}}{{/p}}{{$a}}x{{/a}}", "{}",
	    "1,2,1;x", {{ "p", "{{$a}}{{/a}},{{$b}}{{/b}},{{$a}}{{/a}};" }} },
};

static const struct mustache_case lines[] = {
	{ "a parent alone takes its line", "a\n  {{<p}}{{/p}}\nb\n", "{}",
	    "a\n  x\n  y\nb\n", {{ "p", "x\ny\n" }} },
	{ "also over lines", "a\n  {{<p}}\n   {{$b}}2{{/b}}\n  {{/p}} \nb\n",
	    "{}", "a\n  2\n  y\nb\n", {{ "p", "{{$b}}x{{/b}}\ny\n" }} },
	{ "also with CR LF", "a\r\n{{<p}}\r\n{{/p}}\r\nb", "{}", "a\r\nxb",
	    {{ "p", "x" }} },
	{ "not with text before it", "a {{<p}}{{/p}}\nb\n", "{}",
	    "a x\ny\n\nb\n", {{ "p", "x\ny\n" }} },
	{ "not with text behind it", "  {{<p}}\n{{/p}} a\n", "{}",
	    "  x\ny a\n", {{ "p", "x\ny" }} },
	{ "an argument starts behind its tag's line",
	    "{{<p}}{{$b}} \t\nx\n\ny\n{{/b}}{{/p}}", "{}", "x\n\ny\n",
	    {{ "p", "{{$b}}{{/b}}" }} },
	{ "its last line's blanks are not part of it",
	    "{{<p}}\n  {{$b}}\n  x\n  {{/b}}\n{{/p}}\n", "{}", "<x\n>",
	    {{ "p", "<{{$b}}{{/b}}>" }} },
	{ "it is moved left by its first line's blanks",
	    "{{<p}}{{$b}}\n    x\n      y\n  z\n{{/b}}{{/p}}", "{}",
	    "x\n  y\n  z\n", {{ "p", "{{$b}}{{/b}}" }} },
	{ "tags in it too", "{{<p}}{{$b}}\n\t{{#l}}\n\t{{.}}\n\t\t{{>q}}\n"
	    "\t{{/l}}\n{{/b}}{{/p}}", "{\"l\":[1]}", "1\n\tq\n",
	    {{ "p", "{{$b}}{{/b}}" }, { "q", "q\n" }} },
	{ "a block alone indents it", "{{<p}}{{$b}}x\ny{{/b}}{{/p}}", "{}",
	    "a\n  x\n  y\nb\n", {{ "p", "a\n  {{$b}}-{{/b}}\nb\n" }} },
	{ "and leaves its default as it stands", "{{<p}}{{/p}}", "{}",
	    "a\n  x\n y\nb\n", {{ "p", "a\n  {{$b}}x\n y{{/b}}\nb\n" }} },
	{ "over lines, by the blanks of the first",
	    "{{<p}}{{$b}}\n x\n y\n{{/b}}{{/p}}", "{}", "a\n    x\n    y\nb\n",
	    {{ "p", "a\n {{$b}}\n    -\n   {{/b}}\nb\n" }} },
	{ "and its default still as it stands", "{{<p}}{{/p}}", "{}",
	    "    x\n  y\n", {{ "p", " {{$b}}\n    x\n  y\n {{/b}}\n" }} },
	{ "within a line nothing is indented",
	    "{{<p}}{{$b}}x\ny{{/b}}{{/p}}", "{}", " <x\ny>\n",
	    {{ "p", " <{{$b}}-{{/b}}>\n" }} },
	{ "indents of parent and block add up",
	    " {{<p}}\n{{$b}}\nx\ny\n{{/b}}\n{{/p}}\n", "{}",
	    " <\n   x\n   y\n >\n", {{ "p", "<\n  {{$b}}{{/b}}\n>\n" }} },
	{ "also for the default", " {{<p}}{{/p}}\n", "{}", " <\n   -\n >\n",
	    {{ "p", "<\n  {{$b}}-{{/b}}\n>\n" }} },
	{ "a block in an argument is placed in it",
	    "{{<p}}{{$in}}\n3\n{{/in}}{{/p}}", "{}", "<\n  1\n    3\n>\n",
	    {{ "p", "{{<q}}{{$b}}\n      1\n      {{$in}}\n        2\n"
	    "      {{/in}}\n{{/b}}{{/q}}\n" },
	    { "q", "<\n  {{$b}}{{/b}}\n>\n" }} },
	{ "an argument in an argument is moved left twice",
	    "{{<p}}{{$b}}\n  {{<p}}{{$b}}\n    x\n     y\n  {{/b}}{{/p}}\n"
	    "{{/b}}{{/p}}", "{}", "<\n <\n  x\n   y\n >\n>\n",
	    {{ "p", "<\n {{$b}}{{/b}}\n>\n" }} },
};

static const struct mustache_case ends[] = {
	{ "whole lines into whole lines", "{{<p}}{{$b}}\nx\n{{/b}}{{/p}}",
	    "{}", "a\nx\nb\n", {{ "p", "a\n{{$b}}\n-\n{{/b}}\nb\n" }} },
	{ "part of a line into part of a line", "{{<p}}{{$b}}x{{/b}}{{/p}}",
	    "{}", "a\nx\nb\n", {{ "p", "a\n{{$b}}-{{/b}}\nb\n" }} },
	{ "part of a line into whole lines", "{{<p}}{{$b}}x{{/b}}{{/p}}",
	    "{}", "a\nx\nb\n", {{ "p", "a\n{{$b}}\n-\n{{/b}} \nb\n" }} },
	{ "part of a line into whole lines of CR LF",
	    "{{<p}}{{$b}}x{{/b}}{{/p}}", "{}", "x\r\nb",
	    {{ "p", "{{$b}}\r\n-\r\n{{/b}} \r\nb" }} },
	{ "whole lines into part of a line", "{{<p}}{{$b}}\nx\n{{/b}}{{/p}}",
	    "{}", "a\nx\nb\n", {{ "p", "a\n{{$b}}-{{/b}}\nb\n" }} },
	{ "no lines at all", "{{<p}}{{$b}}\n{{/b}}{{/p}}", "{}", "a\nb\n",
	    {{ "p", "a\n  {{$b}}-{{/b}}\nb\n" }} },
	{ "the default of whole lines", "a\n{{$b}}\n-\n{{/b}}\nb\n", "{}",
	    "a\n-\nb\n", {{0}} },
	{ "the default within a line", "a\n {{$b}}-{{/b}} \nb\n", "{}",
	    "a\n - \nb\n", {{0}} },
	{ "no text behind it", "{{<p}}{{$b}}x{{/b}}{{/p}}", "{}", "a\nx",
	    {{ "p", "a\n{{$b}}\n-\n{{/b}}" }} },
	{ "text behind it", "{{<p}}{{$b}}\nx\n{{/b}}{{/p}}", "{}",
	    "x\n.\n", {{ "p", "{{$b}}-{{/b}}.\n" }} },
};

static const struct mustache_case dynamic[] = {
	{ "the value is the name", "<{{>*kind}}>",
	    "{\"kind\":\"reed\",\"*kind\":\"no\"}", "<tall>",
	    {{ "reed", "tall" }, { "kind", "-" }, { "no", "-" }} },
	{ "a number too", "{{>*n}}", "{\"n\":7}", "seven",
	    {{ "7", "seven" }} },
	{ "missing in the data", "<{{>*kind}}>", "{}", "<>",
	    {{ "kind", "-" }, { "", "no name" }} },
	{ "missing among the templates", "<{{>*kind}}>",
	    "{\"kind\":\"reed\"}", "<>", {{ "kind", "-" }} },
	{ "no list or object", "<{{>*a}}{{>*b}}>", "{\"a\":[],\"b\":{}}",
	    "<>", {{ "[]", "-" }, { "{}", "-" }} },
	{ "dotted", "{{>*a.b}}", "{\"a\":{\"b\":\"p\",\"x\":1},\"x\":2}", "2",
	    {{ "p", "{{x}}" }} },
	{ "resolved once", "<{{>*a.b}}>",
	    "{\"a\":\"c\",\"c\":{\"b\":\"p\"}}", "<>", {{ "p", "-" }} },
	{ "no two asterisks", "<{{>**a}}{{>*a.*b}}>",
	    "{\"a\":\"b\",\"b\":\"p\"}", "<>", {{ "p", "-" }} },
	{ "in the context here", "{{#l}}{{>*k}}{{/l}}",
	    "{\"k\":\"q\",\"l\":[{\"k\":\"p\"},{}]}", "PQ",
	    {{ "p", "P" }, { "q", "Q" }} },
	{ "a tree", "{{>*k}}",
	    "{\"k\":\"n\",\"v\":1,\"l\":[{\"v\":2,\"l\":[]}]}", "1(2())",
	    {{ "n", "{{v}}({{#l}}{{>*k}}{{/l}})" }} },
	{ "alone, each line is indented", "a\n  {{>*k}} \nb\n",
	    "{\"k\":\"p\"}", "a\n  x\n  y\nb\n", {{ "p", "x\ny\n" }} },
	{ "within a line not", " a {{>*k}}\n", "{\"k\":\"p\"}", " a x\ny\n",
	    {{ "p", "x\ny" }} },
	{ "a parent", "{{<*k}}{{$b}}wet{{/b}}{{/*k}}", "{\"k\":\"p\"}",
	    "<wet>", {{ "p", "<{{$b}}dry{{/b}}>" }} },
	{ "padding", "{{> * k }}{{< *k}}{{/ * k }}", "{\"k\":\"p\"}", "xx",
	    {{ "p", "x" }} },
};

static void
test_blocks(void **state)
{
	(void)state;
	CASE_RUN(blocks);
}

static void
test_parents(void **state)
{
	(void)state;
	CASE_RUN(parents);
	CASE_RUN(levels);
}

static void
test_lines(void **state)
{
	(void)state;
	CASE_RUN(lines);
	CASE_RUN(ends);
}

static void
test_dynamic(void **state)
{
	(void)state;
	CASE_RUN(dynamic);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_parents),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_dynamic),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
