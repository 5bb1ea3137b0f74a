/* Templates: folders of them, what is said of broken ones, and the limits. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/digest.h"
#include "base/escape.h"
#include "base/pool.h"
#include "capture.h"
#include "template/mustache.h"

/* Templates, and what is said of them after "sextant: ". */
static const struct {
	const char *text, *said;
} broken[] = {
	{ "a\n{{b", "t:2: a tag that does not end" },
	{ "{{", "t:1: a tag that does not end" },
	{ "{{{b}}", "t:1: a tag that does not end" },
	{ "{{=a b}}", "t:1: a tag that does not end" },
	{ "{{=< >=}}<b}}", "t:1: a tag that does not end" },
	{ "{{!\n\n", "t:1: a tag that does not end" },
	{ "{{}}", "t:1: a tag without a name" },
	{ "\n\n {{# }}", "t:3: a tag without a name" },
	{ "{{{ }}}", "t:1: a tag without a name" },
	{ "{{>*}}", "t:1: a tag without a name" },
	{ "{{/}}", "t:1: {{/}} closes nothing" },
	{ "{{a b}}", "t:1: a name with white space in it" },
	{ "{{#a}}\n{{/a b}}", "t:2: {{/a b}} where {{#a}} of line 1 ends" },
	{ "{{> a\nb}}", "t:1: a name with white space in it" },
	{ "{{=a=}}", "t:1: a delimiter tag names two delimiters" },
	{ "{{==}}", "t:1: a delimiter tag names two delimiters" },
	{ "{{= =}}", "t:1: a delimiter tag names two delimiters" },
	{ "{{=a b c=}}", "t:1: a delimiter tag names two delimiters" },
	{ "{{=a= b=}}", "t:1: a delimiter has no '=' in it" },
	{ "\n{{#a}}\n{{#b}}\n{{/b}}", "t:2: {{#a}} is not closed" },
	{ "{{^a}}", "t:1: {{^a}} is not closed" },
	{ "{{<a}}", "t:1: {{<a}} is not closed" },
	{ "{{<*a}}", "t:1: {{<*a}} is not closed" },
	{ "{{$a}}", "t:1: {{$a}} is not closed" },
	{ "x\n{{/a}}", "t:2: {{/a}} closes nothing" },
	{ "{{#a}}\n{{#b}}\n{{/a}}", "t:3: {{/a}} where {{#b}} of line 2 ends" },
	{ "{{#a.b}}{{/a}}", "t:1: {{/a}} where {{#a.b}} of line 1 ends" },
	{ "{{<*a}}\n{{/a}}", "t:2: {{/a}} where {{<*a}} of line 1 ends" },
	{ "{{<a}}\n{{/*a}}", "t:2: {{/*a}} where {{<a}} of line 1 ends" },
	{ "{{<a}}{{#b}}{{/a}}", "t:1: {{/a}} where {{#b}} of line 1 ends" },
	{ "a\nb\xff\nc", "t:2: not UTF-8" },
	{ "a\n\n\xc3", "t:3: not UTF-8" },
};

/* What it says to add text under the name t; caller frees. */
static char *
complaint(const char *text, size_t len)
{
	struct templates *t = NULL;
	struct capture c;
	int rc;

	capture_begin(&c);
	rc = templates_add(&t, "t", text, len);
	templates_free(t);
	if (rc == 0)
		fputs("0\n", stderr);
	return capture_end(&c);
}

static void
assert_said(const char *said, const char *want)
{
	struct buf line = BUF_INIT;

	buf_printf(&line, "sextant: %s\n", want);
	assert_string_equal(said, buf_str(&line));
	buf_free(&line);
}

static void
test_broken(void **state)
{
	size_t i;
	char *said;

	(void)state;
	for (i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		said = complaint(broken[i].text, strlen(broken[i].text));
		assert_said(said, broken[i].said);
		free(said);
	}
	said = complaint("a\0b", 3);
	assert_said(said, "t:1: not UTF-8");
	free(said);
}

static void
repeat(struct buf *b, int n, const char *s)
{
	while (n-- > 0)
		buf_puts(b, s);
}

/* n of open, then n of close: what is said. */
static char *
nest(int n, const char *open, const char *close)
{
	struct buf b = BUF_INIT;
	char *said;

	repeat(&b, n, open);
	repeat(&b, n, close);
	said = complaint(buf_str(&b), b.len);
	buf_free(&b);
	return said;
}

static void
assert_nest(int n, const char *open, const char *close, const char *want)
{
	char *said = nest(n, open, close);

	assert_string_equal(said, want);
	free(said);
}

static void
test_parse_limits(void **state)
{
	struct buf b = BUF_INIT;
	char *said;

	(void)state;
	assert_nest(64, "{{#a}}", "{{/a}}", "0\n");
	assert_nest(65, "{{#a}}\n", "{{/a}}",
	    "sextant: t:65: nested more than 64 deep\n");

	buf_puts(&b, "{{<p}}");
	repeat(&b, 256, "{{$a}}{{/a}}");
	buf_puts(&b, "{{/p}}");
	said = complaint(buf_str(&b), b.len);
	assert_string_equal(said, "0\n");
	free(said);
	buf_cut(&b, b.len - 6);
	buf_puts(&b, "\n{{$a}}{{/a}}{{/p}}");
	said = complaint(buf_str(&b), b.len);
	assert_said(said, "t:2: more than 256 blocks in a parent");
	free(said);

	buf_reset(&b);
	buf_puts(&b, "{{");
	repeat(&b, 255, "n");
	said = complaint(buf_str(&b), b.len);
	assert_said(said, "t:1: a tag that does not end");
	free(said);
	buf_puts(&b, "n}}");
	said = complaint(buf_str(&b), b.len);
	assert_said(said, "t:1: a name of more than 255 bytes");
	free(said);

	buf_reset(&b);
	repeat(&b, 1024 * 1024 / 8, "1234567\n");
	said = complaint(buf_str(&b), b.len);
	assert_string_equal(said, "0\n");
	free(said);
	buf_putc(&b, '.');
	said = complaint(buf_str(&b), b.len);
	assert_said(said, "t: larger than 1048576 bytes");
	free(said);
	buf_free(&b);
}

/* A template set of up to three, ended by a NULL name. */
static struct templates *
set_of(const char *const pairs[])
{
	struct templates *t = NULL;

	for (; pairs[0] != NULL; pairs += 2)
		assert_int_equal(
		    templates_add(&t, pairs[0], pairs[1], strlen(pairs[1])), 0);
	return t;
}

/* Fills main from data behind "> " and expects that it fails and says want. */
static void
assert_fails(const char *const pairs[], const char *data, const char *want)
{
	struct templates *t = set_of(pairs);
	cJSON *json = cJSON_Parse(data);
	struct buf out = BUF_INIT;
	struct capture c;
	char *said;
	int rc;

	assert_non_null(json);
	buf_puts(&out, "> ");
	capture_begin(&c);
	rc = mustache_render(t, "main", json, escape_html, &out);
	said = capture_end(&c);
	assert_int_equal(rc, -1);
	assert_said(said, want);
	assert_string_equal(buf_str(&out), "> ");
	free(said);
	buf_free(&out);
	cJSON_Delete(json);
	templates_free(t);
}

static const char *const unknown[] = { "other", "x", NULL };
static const char *const endless[] = { "main", "a\nb {{>main}}", NULL };
static const char *const endless_parent[] = { "main",
	"{{<p}}{{$b}}x{{/b}}{{/p}}", "p", "{{$b}}{{/b}}\n{{<main}}{{/main}}",
	NULL };
static const char *const deep[] = { "main",
	"{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}"
	"{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}"
	"{{>main}}"
	"{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}"
	"{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}",
	NULL };
static const char *const wide[] = { "main",
	"{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}"
	"{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}",
	NULL };
static const char *const long_out[] = { "main",
	"{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{s}}"
	"{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}",
	NULL };
static const char *const long_indent[] = { "main",
	"{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}\n        {{>p}}\n"
	"{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}",
	"p", "\n\n\n\n\n\n\n\n\n\n\n\n\n\n", NULL };

static void
test_fill_limits(void **state)
{
	static const char ten[] =
	    "{\"l\":[1,2,3,4,5,6,7,8,9,0],\"s\":"
	    "\"a string of about as many bytes as it takes for the test, "
	    "which is sixty-eight\"}";

	(void)state;
	assert_fails(unknown, "{}", "no template is called main");
	assert_fails(endless, "{}", "main:2: partials more than 64 deep");
	assert_fails(
	    endless_parent, "{}", "main:1: partials more than 64 deep");
	assert_fails(deep, "{\"a\":1}",
	    "main:1: sections and partials more than 1024 deep");
	assert_fails(wide, ten, "main: more than 16777216 tags to fill");
	assert_fails(long_out, ten, "main: more than 67108864 bytes of output");
	assert_fails(long_indent, ten, "p: more than 67108864 bytes of output");
}

/* A chain of n objects, each the next one's parent. */
static cJSON *
chain(int n)
{
	cJSON *inner = NULL, *outer;

	while (n-- > 0) {
		outer = cJSON_CreateObject();
		if (inner != NULL)
			cJSON_AddItemToObject(outer, "n", inner);
		else
			cJSON_AddNullToObject(outer, "n");
		inner = outer;
	}
	return inner;
}

static void
test_deep_tree(void **state)
{
	static const char *const tree[] = { "main", "({{#n}}{{>main}}{{/n}})",
		NULL };
	struct templates *t = set_of(tree);
	struct buf out = BUF_INIT, want = BUF_INIT;
	cJSON *data = chain(65);

	(void)state;
	assert_int_equal(mustache_render(t, "main", data, NULL, &out), 0);
	repeat(&want, 65, "(");
	repeat(&want, 65, ")");
	assert_string_equal(buf_str(&out), buf_str(&want));
	cJSON_Delete(data);
	buf_free(&out);
	buf_free(&want);
	templates_free(t);
}

/* Fills ctx's main in a thread whose stack is of 64 KiB; musl gives 128. */
struct small {
	const struct templates *t;
	cJSON *data;
	struct buf out;
	int rc;
};

static void *
fill_small(void *ctx)
{
	struct small *s = ctx;

	s->rc = mustache_render(s->t, "main", s->data, escape_html, &s->out);
	return NULL;
}

static void
run_small(struct small *s)
{
	pthread_attr_t attr;
	pthread_t thread;

	assert_int_equal(pthread_attr_init(&attr), 0);
	assert_int_equal(pthread_attr_setstacksize(&attr, 64 * 1024), 0);
	assert_int_equal(pthread_create(&thread, &attr, fill_small, s), 0);
	assert_int_equal(pthread_join(thread, NULL), 0);
	pthread_attr_destroy(&attr);
}

/* 63 partials of 15 sections each: nearly as deep as may be. */
static void
test_small_stack(void **state)
{
	static const char *const tree[] = { "main",
		"({{#n}}{{#.}}{{#.}}{{#.}}{{#.}}{{#.}}{{#.}}{{#.}}{{#.}}"
		"{{#.}}{{#.}}{{#.}}{{#.}}{{#.}}{{#.}}{{>main}}"
		"{{/.}}{{/.}}{{/.}}{{/.}}{{/.}}{{/.}}{{/.}}{{/.}}"
		"{{/.}}{{/.}}{{/.}}{{/.}}{{/.}}{{/.}}{{/n}})", NULL };
	struct templates *t = set_of(tree), *never = set_of(endless);
	struct small s = { .t = t, .data = chain(64) };
	struct buf want = BUF_INIT;
	struct capture c;
	char *said;

	(void)state;
	run_small(&s);
	repeat(&want, 64, "(");
	repeat(&want, 64, ")");
	assert_int_equal(s.rc, 0);
	assert_string_equal(buf_str(&s.out), buf_str(&want));
	s.t = never;
	capture_begin(&c);
	run_small(&s);
	said = capture_end(&c);
	assert_int_equal(s.rc, -1);
	assert_said(said, "main:2: partials more than 64 deep");
	free(said);
	cJSON_Delete(s.data);
	buf_free(&s.out);
	buf_free(&want);
	templates_free(t);
	templates_free(never);
}

static void
test_append(void **state)
{
	static const char *const one[] = { "main", "{{a}}", NULL };
	struct templates *t = set_of(one);
	cJSON *data = cJSON_Parse("{\"a\":\"<\"}");
	struct buf out = BUF_INIT;

	(void)state;
	assert_int_equal(mustache_render(t, "main", data, NULL, &out), 0);
	assert_int_equal(
	    mustache_render(t, "main", data, escape_html, &out), 0);
	assert_int_equal(
	    mustache_render(t, "main", NULL, escape_html, &out), 0);
	assert_int_equal(templates_add(&t, "main", "[{{a}}]", 7), 0);
	assert_int_equal(mustache_render(t, "main", data, escape_csv, &out), 0);
	assert_string_equal(buf_str(&out), "<&lt;[<]");
	buf_free(&out);
	cJSON_Delete(data);
	templates_free(t);
}

static void
write_file(const char *folder, const char *name, const char *text)
{
	char *path = path_join(folder, name);

	assert_int_equal(file_make_parents(path), 0);
	assert_int_equal(file_write_new(path, text, strlen(text)), 0);
	free(path);
}

static char *
fill(const struct templates *t, const char *name)
{
	struct buf out = BUF_INIT;

	assert_int_equal(mustache_render(t, name, NULL, NULL, &out), 0);
	return buf_take(&out);
}

static void
assert_fill(const struct templates *t, const char *name, const char *want)
{
	char *got = fill(t, name);

	assert_string_equal(got, want);
	free(got);
}

static void
test_load(void **state)
{
	char *folder = scratch_begin(), *over = scratch_begin();
	struct templates *t;

	(void)state;
	write_file(folder, "page.mustache", "<{{>part/head}}{{>part/foot}}>\n");
	write_file(folder, "part/head.mustache", "head");
	write_file(folder, "part/foot.mustache", "foot");
	write_file(folder, "part/notes.md", "{{");
	write_file(folder, "style.css", "{{");
	write_file(over, "part/foot.mustache", "end");
	write_file(over, "new.mustache", "new");

	t = templates_load(folder, NULL);
	assert_non_null(t);
	assert_fill(t, "page", "<headfoot>\n");
	templates_free(t);

	t = templates_load(folder, over);
	assert_non_null(t);
	assert_fill(t, "page", "<headend>\n");
	assert_fill(t, "new", "new");
	templates_free(t);
	scratch_end(folder);
	scratch_end(over);
}

/* What loading it says, which must fail; caller frees. */
static char *
load_complaint(const char *folder, const char *over)
{
	struct templates *t;
	struct capture c;
	char *said;

	capture_begin(&c);
	t = templates_load(folder, over);
	said = capture_end(&c);
	assert_null(t);
	return said;
}

static void
test_load_broken(void **state)
{
	char *folder = scratch_begin(), *over = scratch_begin(), *said;
	struct buf want = BUF_INIT;

	(void)state;
	write_file(folder, "a.mustache", "{{#a}}");
	write_file(folder, "b.mustache", "fine");
	write_file(folder, "c/d.mustache", "\n{{/x}}");
	said = load_complaint(folder, NULL);
	buf_printf(&want,
	    "sextant: %s/a.mustache:1: {{#a}} is not closed\n"
	    "sextant: %s/c/d.mustache:2: {{/x}} closes nothing\n",
	    folder, folder);
	assert_string_equal(said, buf_str(&want));
	free(said);

	/* Also where it is only the second folder that is broken. */
	said = load_complaint(over, folder);
	assert_string_equal(said, buf_str(&want));
	free(said);

	scratch_end(over);
	over = path_join(folder, "none");
	said = load_complaint(over, NULL);
	assert_int_equal(count_lines(said), 1);
	free(said);
	free(over);
	buf_free(&want);
	scratch_end(folder);
}

static void
digest_of(const char *const pairs[], char hex[DIGEST_HEX + 1])
{
	struct templates *t = set_of(pairs);

	templates_digest(t, hex);
	templates_free(t);
}

static void
test_digest(void **state)
{
	static const char *const same[][5] = {
		{ "a", "1", "b", "2", NULL },
		{ "b", "2", "a", "1", NULL },
	};
	static const char *const other[][5] = {
		{ "a", "1", "b", "3", NULL },
		{ "a", "1", "c", "2", NULL },
		{ "a", "1b", "", "2", NULL },
		{ "a", "1", NULL },
	};
	char first[DIGEST_HEX + 1], hex[DIGEST_HEX + 1];
	size_t i;

	(void)state;
	digest_of(same[0], first);
	assert_int_equal(strlen(first), DIGEST_HEX);
	digest_of(same[1], hex);
	assert_string_equal(first, hex);
	for (i = 0; i < sizeof(other) / sizeof(other[0]); i++) {
		digest_of(other[i], hex);
		assert_string_not_equal(first, hex);
	}
}

struct shared {
	const struct templates *t;
	const cJSON *data;
	char *pages[64];
};

static int
fill_one(void *ctx, size_t i, int worker)
{
	struct shared *s = ctx;
	struct buf out = BUF_INIT;
	int rc = mustache_render(s->t, "main", s->data, escape_html, &out);

	(void)worker;
	s->pages[i] = buf_take(&out);
	return rc;
}

static void
test_threads(void **state)
{
	static const char *const page[] = { "main",
		"{{<p}}{{$b}}\n{{#l}}\n  {{>q}}\n{{/l}}\n{{/b}}{{/p}}", "p",
		"<\n {{$b}}{{/b}}\n>\n", "q", "{{n}}\n{{a.b}}\n", NULL };
	struct templates *t = set_of(page);
	cJSON *data = cJSON_Parse("{\"l\":[{\"n\":1},{\"n\":2.5}],"
				  "\"a\":{\"b\":\"&\"}}");
	struct shared s = { .t = t, .data = data };
	size_t i;

	(void)state;
	assert_int_equal(pool_run(4, 64, fill_one, &s), 0);
	for (i = 0; i < 64; i++) {
		assert_string_equal(
		    s.pages[i], "<\n   1\n   &amp;\n   2.5\n   &amp;\n>\n");
		free(s.pages[i]);
	}
	cJSON_Delete(data);
	templates_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_parse_limits),
		cmocka_unit_test(test_fill_limits),
		cmocka_unit_test(test_deep_tree),
		cmocka_unit_test(test_small_stack),
		cmocka_unit_test(test_append),
		cmocka_unit_test(test_load),
		cmocka_unit_test(test_load_broken),
		cmocka_unit_test(test_digest),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
