/* Source definitions: every key, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "config/source.h"
#include "words/words.h"

static const char every_key[] =
    "title: Our rules\n"
    "kind: test\n"
    "default: true\n"
    "homepage: https://e.org/\n"
    "licence: MIT\n"
    "credit: all of us\n"
    "fetch:\n"
    "  github: us/rules\n"
    "  ref: refs/heads/main\n"
    "  url: http://e.org/x\n"
    "  index: https://e.org/index\n"
    "  bundle: https://e.org/{version}\n"
    "  each: https://e.org/{technique}\n"
    "  version: https://e.org/v\n"
    "read:\n"
    "  format: json\n"
    "  files: ['a/*.json', 'b/**']\n"
    "  except: x\n"
    "  each: 'tests[]'\n"
    "  unite: true\n"
    "  has: [name, id]\n"
    "  has_any: [a, b]\n"
    "  has_none: c\n"
    "control:\n"
    "  id: guid\n"
    "  title: [name, title]\n"
    "  description: d\n"
    "  level: l\n"
    "  status: s\n"
    "  author: a\n"
    "  date: [x, y]\n"
    "  modified: m\n"
    "  platforms: 'p[]'\n"
    "  query: [q, r]\n"
    "techniques:\n"
    "  - fields: [t, u]\n"
    "  - {fields: 'tags[]', pattern: '^x(t.*)$', remark: so they say}\n"
    "lifecycle:\n"
    "  - {is: removed, path: ['old/**', 'gone/**']}\n"
    "  - {is: deprecated, field: s, in: [old, 1]}\n"
    "type: [{is: hunting, field: [h, k]}]\n"
    "evidence: [{is: E2, field: tests}]\n"
    "platforms: {win: Windows, mac: macOS}\n"
    "catch_all:\n"
    "  selections: detection\n"
    "  condition: detection.condition\n"
    "  besides: [condition]\n"
    "  tells_apart: [count, correlation]\n"
    "twin:\n"
    "  of: [a, b]\n"
    "  id: [{fields: from}, {within: 'kin[]', fields: id}]\n"
    "  name: [{fields: name, pattern: '^x(.*)$'}]\n"
    "link: https://e.org/{path}\n"
    "link_field: [uri, url]\n"
    "compass:\n"
    "  title: Rules\n"
    "  url: https://e.org/c\n"
    "  list: names\n"
    "  folder: rules\n"
    "  branch: main\n"
    "  file: https://e.org/{technique}\n"
    "path: ./rules\n"
    "accessed: 2022-08-09\n"
    "optional: true\n";

static char *root, *path;
static struct arena mem;
static struct source s;

static int
set_up(void **state)
{
	(void)state;
	root = scratch_begin();
	path = path_join(root, "x.yaml");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	source_free(&s);
	arena_free(&mem);
	free(path);
	scratch_end(root);
	return 0;
}

static int
read_text(const char *text)
{
	file_remove(path);
	assert_int_equal(file_write_new(path, text, strlen(text)), 0);
	return source_read(path, "x", &mem, &s);
}

static void
texts_are_read(void **state)
{
	(void)state;
	assert_int_equal(read_text(every_key), 0);
	assert_string_equal(s.id, "x");
	assert_string_equal(s.file, path);
	assert_int_equal(s.line, 1);
	assert_string_equal(s.title, "Our rules");
	assert_int_equal(s.kind, KIND_TEST);
	assert_true(s.by_default);
	assert_string_equal(s.homepage, "https://e.org/");
	assert_string_equal(s.licence, "MIT");
	assert_string_equal(s.credit, "all of us");
	assert_string_equal(s.github, "us/rules");
	assert_string_equal(s.ref, "refs/heads/main");
	assert_string_equal(s.url, "http://e.org/x");
	assert_string_equal(s.index, "https://e.org/index");
	assert_string_equal(s.bundle, "https://e.org/{version}");
	assert_string_equal(s.document_url, "https://e.org/{technique}");
	assert_string_equal(s.version_url, "https://e.org/v");
	assert_true(s.unite);
	assert_int_equal(s.format, FORMAT_JSON);
	assert_string_equal(s.link, "https://e.org/{path}");
	assert_string_equal(s.compass_title, "Rules");
	assert_string_equal(s.compass_url, "https://e.org/c");
	assert_int_equal(s.compass_list, COMPASS_NAMES);
	assert_string_equal(s.compass_folder, "rules");
	assert_string_equal(s.compass_branch, "main");
	assert_string_equal(s.compass_file, "https://e.org/{technique}");
	assert_string_equal(s.path, "./rules");
	assert_string_equal(s.accessed, "2022-08-09");
	assert_true(s.optional);
	assert_false(s.own);
}

static void
lists_and_fields_are_read(void **state)
{
	(void)state;
	assert_int_equal(read_text(every_key), 0);
	assert_int_equal(s.files.n, 2);
	assert_string_equal(s.files.v[1], "b/**");
	assert_int_equal(s.except.n, 1);
	assert_int_equal(s.each.n, 1);
	assert_int_equal(s.has.n, 2);
	assert_int_equal(s.has_any.n, 2);
	assert_int_equal(s.has_none.n, 1);
	assert_int_equal(s.control_id.n, 1);
	assert_int_equal(s.control_title.n, 2);
	assert_int_equal(s.description.n, 1);
	assert_int_equal(s.level.n, 1);
	assert_int_equal(s.status.n, 1);
	assert_int_equal(s.author.n, 1);
	assert_int_equal(s.date.n, 2);
	assert_int_equal(s.modified.n, 1);
	assert_int_equal(s.platforms.n, 1);
	assert_int_equal(s.catch_all.n, 1);
	assert_int_equal(s.condition.n, 1);
	assert_int_equal(s.catch_all_besides.n, 1);
	assert_string_equal(s.catch_all_besides.v[0], "condition");
	assert_int_equal(s.tells_apart.n, 2);
	assert_int_equal(s.link_field.n, 2);
	assert_int_equal(s.platform_steps.words.from.n, 2);
	assert_string_equal(s.platform_steps.words.from.v[1], "mac");
	assert_string_equal(s.platform_steps.words.to.v[1], "macOS");
}

static void
rules_and_techniques_are_read(void **state)
{
	(void)state;
	assert_int_equal(read_text(every_key), 0);
	assert_int_equal(s.techniques.n, 2);
	assert_int_equal(s.techniques.v[0].fields.n, 2);
	assert_null(s.techniques.v[0].regex);
	assert_string_equal(s.techniques.v[1].pattern, "^x(t.*)$");
	assert_null(s.techniques.v[0].remark);
	assert_string_equal(s.techniques.v[1].remark, "so they say");
	assert_non_null(s.techniques.v[1].regex);
	assert_int_equal(s.lifecycle.n, 2);
	assert_string_equal(s.lifecycle.v[0].is, "removed");
	assert_int_equal(s.lifecycle.v[0].path.n, 2);
	assert_int_equal(s.lifecycle.v[0].field.n, 0);
	assert_int_equal(s.lifecycle.v[1].field.n, 1);
	assert_int_equal(s.lifecycle.v[1].in.n, 2);
	assert_string_equal(s.lifecycle.v[1].in.v[1], "1");
	assert_int_equal(s.type.n, 1);
	assert_int_equal(s.type.v[0].field.n, 2);
	assert_int_equal(s.evidence.n, 1);
	assert_string_equal(s.evidence.v[0].is, "E2");
}

static void
twins_are_read(void **state)
{
	(void)state;
	assert_int_equal(read_text(every_key), 0);
	assert_int_equal(s.query.n, 2);
	assert_int_equal(s.twin_of.n, 2);
	assert_string_equal(s.twin_of.v[1], "b");
	assert_int_equal(s.twin_ids.n, 2);
	assert_int_equal(s.twin_ids.v[1].within.n, 1);
	assert_int_equal(s.twin_names.n, 1);
	assert_non_null(s.twin_names.v[0].regex);
}

/* What stands alone in x.yaml, and what is said behind "path:". */
static const struct {
	const char *text, *said;
} faults[] = {
	{ "nosuch: 1", "1: nosuch: unknown key" },
	{ "title: x\nTitle: y", "2: Title: unknown key" },
	{ "fetch: {reff: x}", "1: reff: unknown key" },
	{ "read:\n  file: x", "2: file: unknown key" },
	{ "control: {name: x}", "1: name: unknown key" },
	{ "title: [a]", "1: title: expected a word or text" },
	{ "title: {a: b}", "1: title: expected a word or text" },
	{ "title:", "1: title: expected a word or text" },
	{ "title: ''", "1: title: expected a word or text" },
	{ "kind: rule", "1: kind: expected one of: policy, detection, test, "
	    "attack" },
	{ "kind: [test]", "1: kind: expected one of: policy, detection, test, "
	    "attack" },
	{ "default: yes", "1: default: expected true or false" },
	{ "optional: 1", "1: optional: expected true or false" },
	{ "homepage: e.org", "1: homepage: expected an http(s) address" },
	{ "link: javascript:x", "1: link: expected an http(s) address" },
	{ "accessed: 2022-02-30", "1: accessed: expected a day as YYYY-MM-DD" },
	{ "fetch: x", "1: fetch: expected keys and values" },
	{ "read: [a]", "1: read: expected keys and values" },
	{ "read: {format: html}", "1: format: expected one of: yaml, json, stix" },
	{ "read: {files: {a: b}}", "1: files: expected words" },
	{ "read:\n  files:\n  - a\n  - [b]", "4: files: expected words" },
	{ "read: {each: 'a['}", "1: each: no field path: " },
	{ "read: {has: [a, {}]}", "1: has: expected field paths" },
	{ "control: {title: [a, 'b..c']}", "1: title: no field path: " },
	{ "techniques: x", "1: techniques: expected a list" },
	{ "techniques: [x]", "1: expected keys and values" },
	{ "techniques: [{pattern: '(x)'}]", "1: techniques: fields: missing" },
	{ "techniques: [{}]", "1: techniques: fields: missing" },
	{ "techniques:\n- fields: a\n- {fields: a, pattern: x}",
	    "3: pattern: expected an extended regular expression with a group" },
	{ "techniques: [{fields: a, pattern: '(x'}]",
	    "1: pattern: expected an extended regular expression with a group" },
	{ "techniques: [{field: a}]", "1: field: unknown key" },
	{ "twin: {id: rule_id}", "1: id: expected a list" },
	{ "twin: {name: [{pattern: '(x)'}]}", "1: name: fields: missing" },
	{ "twin: {query: x}", "1: query: unknown key" },
	{ "lifecycle: {is: removed}", "1: lifecycle: expected a list" },
	{ "lifecycle: [{path: a}]", "1: lifecycle: is: missing: expected "
	    "active, deprecated, removed, unsupported or disabled" },
	{ "lifecycle: [null]", "1: lifecycle: is: missing: expected "
	    "active, deprecated, removed, unsupported or disabled" },
	{ "lifecycle: [{is: gone, path: a}]", "1: lifecycle: is: gone: expected "
	    "active, deprecated, removed, unsupported or disabled" },
	{ "lifecycle: [{is: removed}]", "1: lifecycle: expected path or field" },
	{ "lifecycle: [{is: removed, in: [a]}]",
	    "1: lifecycle: expected path or field" },
	{ "type: [{is: E1, path: a}]", "1: type: is: E1: expected rule, "
	    "hunting, building-block, correlation, placeholder, test, "
	    "mitigation or recording" },
	{ "evidence: [{is: E0, path: a}, {is: E5, path: a}]",
	    "1: evidence: is: E5: expected E0, E1, E2 or E3" },
	{ "platforms: a", "1: platforms: expected words and what each becomes" },
	{ "platforms:\n  a: {b: c}", "2: a: expected a name, or a list of "
	    "them" },
	{ "platforms:\n  - {of: a}", "2: platforms: words: missing" },
	{ "platforms:\n  - words: {a: b}", "2: platforms: expected of, names or "
	    "paths" },
	{ "platforms:\n  - {names: a, with: b, words: {a: b}}",
	    "2: platforms: with: beside of only" },
	{ "platforms:\n  - {of: a, words: [b]}", "2: words: expected words and "
	    "what each becomes" },
	{ "platforms:\n  - {on: a}", "2: on: unknown key" },
	{ "logs: {in: a, parts: {b: c}, names: ['{d}']}", "1: names: {d}: expected "
	    "parts in braces" },
	{ "logs: {in: a, parts: {b: c}, names: ['{b}'], all: d}",
	    "1: all: d: no such part" },
	{ "logs: {in: a, parts: {b: {fields: c, pattern: ['(x)', x]}}}",
	    "1: pattern: expected extended regular expressions, each with a "
	    "group, at most 4" },
	{ "logs: {in: a, parts: {b: {fields: c, unless: d}, d: e}}",
	    "1: d: no part in front of b" },
	{ "logs: {in: a, parts: {b: c}, names: ['{b}'], steps: {fields: c}}",
	    "1: steps: expected a field and a pattern" },
	{ "compass: {list: all}", "1: list: expected one of: files, names, links" },
	{ "title: a\ntitle: b", "2: " },
	{ "title: 'a", "1: " },
	{ "- a", "1: expected one document of keys and values" },
	{ "title: a\n---\ntitle: b", "1: expected one document of keys and values" },
	{ "just words", "1: expected one document of keys and values" },
};

static void
what_is_wrong_is_said_with_its_line(void **state)
{
	struct buf want = BUF_INIT;
	struct capture c;
	char *said;
	size_t i;
	int rc;

	(void)state;
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		capture_begin(&c);
		rc = read_text(faults[i].text);
		said = capture_end(&c);
		buf_reset(&want);
		buf_printf(&want, "sextant: %s:%s", path, faults[i].said);
		if (rc != -1 || count_lines(said) != 1 ||
		    strncmp(said, buf_str(&want), want.len) != 0)
			fail_msg("\"%s\" said \"%s\", not \"%s\"",
			    faults[i].text, said, buf_str(&want));
		source_free(&s);
		free(said);
	}
	buf_free(&want);
}

static void
what_is_not_there_is_said(void **state)
{
	struct capture c;
	char *said;

	(void)state;
	capture_begin(&c);
	assert_int_equal(source_read(path, "x", &mem, &s), -1);
	said = capture_end(&c);
	assert_int_equal(count_lines(said), 1);
	assert_non_null(strstr(said, "x.yaml: No such file or directory"));
	free(said);
}

/* The least that each kind needs, less one thing. */
static const struct {
	const char *text;
	bool with_rest;
	const char *missing; /* NULL: nothing */
} least[] = {
	{ "path: a", true, "title" },
	{ "title: t\npath: a", true, "kind" },
	{ "title: t\nkind: test\npath: a", true, NULL },
	{ "title: t\nkind: test", true, "fetch (github, url or each) or path" },
	{ "title: t\nkind: test\nfetch: {url: 'https://e.org'}", true, NULL },
	{ "title: t\nkind: test\nfetch: {github: a/b}", true, "fetch: ref" },
	{ "title: t\nkind: test\nfetch: {each: 'https://e.org/x'}",
	    true, "fetch: {technique} in each" },
	{ "title: t\nkind: test\nfetch: {each: 'https://e/{technique}'}",
	    true, "fetch: version" },
	{ "title: t\nkind: test\npath: c\nfetch: {each: 'https://e'}",
	    false, "read: files" },
	{ "title: t\nkind: test\nfetch: {github: a/b, ref: c}", true, NULL },
	{ "title: t\nkind: test\nfetch: {github: a/b}\npath: c", true, NULL },
	{ "title: t\nkind: test\npath: a", false, "read: files" },
	{ "title: t\nkind: test\npath: a\nread: {files: a}", false,
	    "control: title" },
	{ "title: t\nkind: test\npath: a\nread: {files: a}\ncontrol: {title: t}",
	    false, "techniques" },
	{ "title: t\nkind: test\npath: a\ncompass: {list: names}", true,
	    "compass: file" },
	{ "title: t\nkind: test\npath: a\ntwin: {of: a}", true,
	    "twin: id or name" },
	{ "title: t\nkind: test\npath: a\n"
	  "not_mappable: [{is: not-mappable, field: a}]", true,
	    "read: group, whose nodes not_mappable judges" },
	{ "title: t\nkind: test\nread: {format: stix}", false, NULL },
	{ "title: t\nkind: attack", false, "fetch: index and bundle" },
	{ "title: t\nkind: attack\nfetch: {index: 'https://e.org',"
	  " bundle: 'https://e.org'}", false, NULL },
};

static void
what_is_missing_is_said(void **state)
{
	static const char rest[] = "read: {files: a}\ncontrol: {title: t}\n"
				   "techniques: [{fields: i}]\n";
	struct buf b = BUF_INIT, want = BUF_INIT;
	struct capture c;
	char *said;
	size_t i;
	int rc;

	(void)state;
	for (i = 0; i < sizeof(least) / sizeof(least[0]); i++) {
		buf_reset(&b);
		buf_reset(&want);
		buf_printf(&b, "%s\n%s", least[i].text,
		    least[i].with_rest ? rest : "");
		assert_int_equal(read_text(buf_str(&b)), 0);
		capture_begin(&c);
		rc = source_check(&s);
		said = capture_end(&c);
		if (least[i].missing != NULL)
			buf_printf(&want, "sextant: %s:1: x: %s: missing\n",
			    path, least[i].missing);
		assert_string_equal(said, buf_str(&want));
		assert_int_equal(rc, least[i].missing == NULL ? 0 : -1);
		source_free(&s);
		free(said);
	}
	buf_free(&b);
	buf_free(&want);
}

static void
an_entry_lies_over_a_definition(void **state)
{
	static const char text[] = "{\"title\": \"Mine\", \"path\": \"p\","
	    " \"read\": {\"files\": [\"z\"]}, \"techniques\": [{\"fields\":"
	    " \"only\"}], \"lifecycle\": [], \"like\": \"x\"}";
	struct capture c;
	cJSON *entry = cJSON_Parse(text), *bad = cJSON_Parse("{\"reff\": 1}");
	char *said;

	(void)state;
	assert_int_equal(read_text(every_key), 0);
	assert_int_equal(source_apply("mine.yaml", entry, &mem, &s), 0);
	assert_string_equal(s.title, "Mine");
	assert_string_equal(s.file, "mine.yaml");
	assert_string_equal(s.path, "p");
	assert_string_equal(s.licence, "MIT");
	assert_int_equal(s.files.n, 1);
	assert_string_equal(s.files.v[0], "z");
	assert_int_equal(s.has.n, 2);
	assert_int_equal(s.techniques.n, 1);
	assert_int_equal(s.lifecycle.n, 0);
	assert_int_equal(s.evidence.n, 1);
	capture_begin(&c);
	assert_int_equal(source_apply("mine.yaml", bad, &mem, &s), -1);
	said = capture_end(&c);
	assert_string_equal(said, "sextant: mine.yaml:0: reff: unknown key; did you mean "
	    "ref?\n");
	free(said);
	cJSON_Delete(entry);
	cJSON_Delete(bad);
}

static void
a_source_has_an_address(void **state)
{
	static const struct {
		const char *text, *url;
	} sources[] = {
		{ "fetch: {github: a/b, ref: refs/tags/v1}",
		    "https://codeload.github.com/a/b/tar.gz/refs/tags/v1" },
		{ "fetch: {github: a/b, ref: c, url: 'https://e.org/x'}",
		    "https://e.org/x" },
		{ "fetch: {url: 'https://e.org/x'}\npath: here", NULL },
		{ "title: none", NULL },
	};
	const char *url;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		assert_int_equal(read_text(sources[i].text), 0);
		url = source_url(&s, &mem);
		if (sources[i].url == NULL)
			assert_null(url);
		else
			assert_string_equal(url, sources[i].url);
		source_free(&s);
	}
}

static void
words_are_filled_in(void **state)
{
	static const struct source_word words[] = { { "path", "a/{id}" },
		{ "id", "7" }, { "p", "short" }, { "empty", "" } };
	static const struct {
		const char *text, *want;
	} texts[] = {
		{ "", "" },
		{ "plain", "plain" },
		{ "{path}", "a/{id}" },
		{ "{p}{path}{p}", "shorta/{id}short" },
		{ "x/{id}/y", "x/7/y" },
		{ "{other} {ID}", "{other} {ID}" },
		{ "{id", "{id" },
		{ "id}", "id}" },
		{ "{{id}}", "{7}" },
		{ "{}", "{}" },
		{ "[{empty}]", "[]" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_string_equal(source_expand(&mem, texts[i].text, words,
		    4), texts[i].want);
	assert_string_equal(source_expand(&mem, "{id}", NULL, 0), "{id}");
}

static void
a_folder_names_its_definitions(void **state)
{
	static const char *const files[] = { "b.yaml", "a.yaml", "c.yml",
		"README.md", "sub/d.yaml", "e.yaml.old" };
	struct strs ids = { 0 };
	struct capture c;
	char *name, *said;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		name = path_join(root, files[i]);
		assert_int_equal(file_make_parents(name), 0);
		assert_int_equal(file_write_new(name, "", 0), 0);
		free(name);
	}
	assert_int_equal(source_ids(root, &ids), 0);
	assert_int_equal(ids.n, 2);
	assert_string_equal(ids.v[0], "a");
	assert_string_equal(ids.v[1], "b");
	strs_free(&ids);
	capture_begin(&c);
	assert_int_equal(source_ids(path, &ids), -1);
	said = capture_end(&c);
	assert_int_equal(count_lines(said), 1);
	free(said);
	assert_string_equal(kind_name(KIND_POLICY), "policy");
	assert_string_equal(kind_name(KIND_ATTACK), "attack");
	assert_string_equal(source_list_name(COMPASS_LINKS), "links");
}

static void
one_ending_is_as_good_as_the_other(void **state)
{
	static const struct {
		const char *glob, *path;
		bool matches;
	} cases[] = {
		{ "rules*/**/*.yml", "rules/a/b.yml", true },
		{ "rules*/**/*.yml", "rules/a/b.yaml", true },
		{ "*/T*.yaml", "T1018/T1018.yml", true },
		{ "*/T*.yaml", "T1018/T1018.YML", true },
		{ "*.yml", "a.yaml.old", false },
		{ "*.yml", "a.toml", false },
		{ "*.json", "a.yaml", false },
		{ "*.yml", "yaml", false },
		{ "*.yml", "a.yml/b", false },
		{ "rules/**", "rules/.yaml", true },
	};
	struct source one = { 0 };
	struct strs globs = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		strs_add(&globs, cases[i].glob);
		assert_int_equal(source_matches(&globs, cases[i].path),
		    cases[i].matches);
		strs_free(&globs);
	}
	assert_false(source_matches(&globs, "a.yml"));
	strs_add(&one.files, "**/*.yml");
	strs_add(&one.except, "**/draft-*.yml");
	assert_true(source_reads(&one, "b/a.yaml"));
	assert_false(source_reads(&one, "b/draft-a.yaml"));
	assert_true(source_has_extension(&one, "b/A.YAML"));
	assert_true(source_has_extension(&one, "a.yml"));
	assert_false(source_has_extension(&one, "a.yml/b"));
	assert_false(source_has_extension(&one, "yml"));
	source_free(&one);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(texts_are_read),
		TEST(lists_and_fields_are_read),
		TEST(rules_and_techniques_are_read),
		TEST(twins_are_read),
		TEST(what_is_wrong_is_said_with_its_line),
		TEST(what_is_not_there_is_said),
		TEST(what_is_missing_is_said),
		TEST(an_entry_lies_over_a_definition),
		TEST(a_source_has_an_address),
		TEST(words_are_filled_in),
		TEST(a_folder_names_its_definitions),
		TEST(one_ending_is_as_good_as_the_other),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
