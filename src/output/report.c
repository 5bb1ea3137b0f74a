/* A report's formats, order and exit code. */
#include "output/report.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "output/output.h"
#include "report_formats.h"
#include "value/member.h"
#include "value/value.h"

const char *const report_levels[] = { "error", "warning", "note", NULL };

static const struct report_format *const by_format[] = { &report_text,
	&report_github, &report_gitlab, &report_azure, &report_sarif,
	&report_junit, &report_markdown, &report_json };

enum { FORMATS = sizeof(by_format) / sizeof(by_format[0]) };

/* In their order. */
const char *const report_formats[] = { "text", "github", "gitlab", "azure",
	"sarif", "junit", "markdown", "json", NULL };

static const char never[] = "never";

const char *const report_fail_levels[] = { "error", "warning", "note", never,
	NULL };

/* The format whose name is the first len bytes; FORMATS: none. */
static size_t
find_format(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < FORMATS; i++)
		if (strlen(report_formats[i]) == len &&
		    strncmp(report_formats[i], name, len) == 0)
			break;
	return i;
}

/* The place of a word among levels; LEVELS: none. */
static enum report_level
level_number(const char *word)
{
	int i;

	for (i = 0; i < LEVELS; i++)
		if (strcmp(report_levels[i], word) == 0)
			break;
	return (enum report_level)i;
}

enum report_level
report_level(const cJSON *result)
{
	enum report_level level =
	    level_number(member_text_or(result, "level", ""));

	return level == LEVELS ? LEVEL_ERROR : level;
}

bool
report_is_fixed(const cJSON *result)
{
	return cJSON_IsTrue(member_get(result, "fixed"));
}

bool
report_is_failure(const cJSON *says, const cJSON *result)
{
	const char *on = member_text_or(says, "fail_on", "");

	if (strcmp(on, never) == 0 || report_is_fixed(result))
		return false;
	return *on == '\0' ? report_level(result) == LEVEL_ERROR
			   : report_level(result) <= level_number(on);
}

int
report_rule_index(const cJSON *says, const char *id)
{
	const cJSON *r;
	int i = 0;

	cJSON_ArrayForEach(r, member_get(says, "rules")) {
		if (str_equal(member_text_or(r, "id", ""), id))
			return i;
		i++;
	}
	return -1;
}

/* Calls what(r, result, ctx) for each result. What is made of one is gone with
 * it. */
static void
each_result(struct report *r, void (*what)(struct report *, const cJSON *, void *),
    void *ctx)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	const cJSON *result = r->results.next(r->results.ctx, true);

	while (result != NULL) {
		what(r, result, ctx);
		arena_reset(&mem);
		result = r->results.next(r->results.ctx, false);
	}
	value_use(before);
	arena_free(&mem);
}

static void
count_result(struct report *r, const cJSON *result, void *ctx)
{
	int rule = report_rule_index(r->says,
	    member_text_or(result, "rule", ""));

	(void)ctx;
	if (report_is_fixed(result)) {
		r->counts.fixed++;
		return;
	}
	r->counts.of[report_level(result)]++;
	r->counts.failures += report_is_failure(r->says, result);
	if (rule != -1)
		r->told[rule] = true;
}

void
report_begin(struct report *r, cJSON *says, struct report_results results)
{
	*r = (struct report){ .says = says, .results = results };
	r->told = mem_array((size_t)cJSON_GetArraySize(
	    member_get(says, "rules")), sizeof(*r->told));
	each_result(r, count_result, NULL);
}

void
report_done(struct report *r)
{
	free(r->told);
	buf_free(&r->behind);
	buf_free(&r->path);
	strs_free(&r->prints);
}

size_t
report_results(const struct report *r)
{
	size_t n = (size_t)r->counts.fixed;
	int i;

	for (i = 0; i < LEVELS; i++)
		n += (size_t)r->counts.of[i];
	return n;
}

/* A format, and where it puts. */
struct putting {
	const struct report_format *format;
	struct terminal *t;
	void (*pass)(void *ctx, struct terminal *t);
	void *ctx;
};

static void
put_one(struct report *r, const cJSON *result, void *ctx)
{
	const struct putting *p = ctx;
	size_t len;

	p->format->put(r, result, p->t);
	if (p->pass == NULL)
		return;
	len = p->t->text.len;
	p->pass(p->ctx, p->t);
	r->gone += len - p->t->text.len;
}

void
report_put(struct report *r, const struct report_format *format,
    struct terminal *t, void (*pass)(void *ctx, struct terminal *t), void *ctx)
{
	struct putting p = { format, t, pass, ctx };
	bool styled = t->styled;

	r->put = r->gone = 0;
	buf_reset(&r->behind);
	buf_reset(&r->path);
	strs_free(&r->prints);
	t->styled = styled && format->styled;
	if (format->begin != NULL)
		format->begin(r, t);
	each_result(r, put_one, &p);
	format->end(r, t);
	t->styled = styled;
}

static void
put_number(struct buf *out, int n, const char *what)
{
	buf_printf(out, "%s%d %s", out->len > 0 ? ", " : "", n, what);
}

void
report_put_counts(const struct report *r, struct buf *out)
{
	const struct report_counts n = r->counts;
	struct buf list = BUF_INIT, word = BUF_INIT;
	int i;

	for (i = 0; i < LEVELS; i++) {
		buf_reset(&word);
		buf_printf(&word, "%s%s", report_levels[i],
		    n.of[i] == 1 ? "" : "s");
		if (n.of[i] > 0)
			put_number(&list, n.of[i], buf_str(&word));
	}
	if (n.fixed > 0)
		put_number(&list, n.fixed, "fixed");
	buf_puts(out, list.len > 0 ? buf_str(&list) : "no findings");
	buf_free(&list);
	buf_free(&word);
}

void
report_put_checked(const cJSON *says, struct buf *out)
{
	struct buf list = BUF_INIT;
	const cJSON *n;
	size_t len;

	cJSON_ArrayForEach(n, member_get(says, "checked")) {
		put_number(&list, n->valueint, n->string);
		len = list.len;
		if (n->valueint == 1 && buf_str(&list)[len - 1] == 's')
			buf_cut(&list, len - 1);
	}
	buf_puts(out, buf_str(&list));
	buf_free(&list);
}

/* What of path is path_below the folder root; NULL where it is elsewhere. */
static const char *
path_below(const char *path, const char *root)
{
	size_t n = root == NULL ? 0 : strlen(root);

	while (n > 0 && root[n - 1] == '/')
		n--;
	return n > 0 && strncmp(path, root, n) == 0 && path[n] == '/'
	    ? path + n + 1 : NULL;
}

/* The folder that a job has checked out; NULL where none says so. */
static const char *
checkout(void)
{
	/* Of GitHub, GitLab, Azure. */
	static const char *const names[] = { "GITHUB_WORKSPACE",
		"CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY" };
	const char *folder = NULL;
	size_t i;

	for (i = 0; folder == NULL && i < sizeof(names) / sizeof(names[0]); i++)
		folder = getenv(names[i]);
	return folder;
}

void
report_put_path(const cJSON *result, struct buf *out)
{
	const char *path = member_text_or(result, "path", "");
	const char *workspace = checkout(), *rest;
	struct buf whole = BUF_INIT;
	char cwd[PATH_MAX], *slash;

	if (*path == '\0')
		return;
	if (*path == '/' || getcwd(cwd, sizeof(cwd)) == NULL)
		cwd[0] = '\0';
	while (str_has_prefix(path, "./"))
		path += 2;
	rest = path;
	while (cwd[0] != '\0' && str_has_prefix(rest, "../")) {
		rest += 3;
		slash = strrchr(cwd, '/');
		*slash = '\0';
	}
	buf_printf(&whole, "%s%s%s", cwd, cwd[0] == '\0' ? "" : "/", rest);
	rest = path_below(buf_str(&whole), workspace);
	buf_puts(out, rest != NULL ? rest : path);
	buf_free(&whole);
}

void
report_put_place(const cJSON *result, struct buf *out)
{
	buf_puts(out, member_text_or(result, "path", ""));
	if (member_number(result, "line") > 0)
		buf_printf(out, ":%d", (int)member_number(result, "line"));
}

static void
begin_json(struct report *r, struct terminal *t)
{
	output_begin_list(&t->text, r->says, member_get(r->says, "results"),
	    &r->behind);
}

static void
put_result_json(struct report *r, const cJSON *result, struct terminal *t)
{
	output_put_element(&t->text, result, 2, r->put++ == 0);
}

void
report_put_behind(struct report *r, struct terminal *t)
{
	buf_put(&t->text, buf_str(&r->behind), r->behind.len);
}

const struct report_format report_json = { begin_json, put_result_json,
	report_put_behind, false };

static int
compare_texts(const cJSON *a, const cJSON *b, const char *name)
{
	return strcmp(member_text_or(a, name, ""), member_text_or(b, name, ""));
}

static int
compare_results(const void *a, const void *b)
{
	const cJSON *x = *(cJSON *const *)a, *y = *(cJSON *const *)b;
	bool none = *member_text_or(x, "path", "") == '\0';
	int c;

	/* What is of no file stands last. */
	if (none != (*member_text_or(y, "path", "") == '\0'))
		return none ? 1 : -1;
	c = compare_texts(x, y, "path");
	if (c == 0)
		c = (int)member_number(x, "line") -
		    (int)member_number(y, "line");
	if (c == 0)
		c = (int)member_number(x, "column") -
		    (int)member_number(y, "column");
	if (c == 0)
		c = compare_texts(x, y, "rule");
	return c != 0 ? c : compare_texts(x, y, "message");
}

static const cJSON *
next_element(void *ctx, bool first)
{
	struct report_list *l = ctx;

	l->at = first ? l->first : l->at->next;
	return l->at;
}

struct report_results
report_take(cJSON *report, struct report_list *list)
{
	cJSON *results = member_get(report, "results");

	member_sort(results, compare_results);
	*list = (struct report_list){ results->child, NULL };
	results->child = NULL;
	return (struct report_results){ next_element, list };
}

int
report_check(const struct command *self, struct report_options *r)
{
	const char *s;
	size_t i, len;

	for (i = 0; i < r->files.n; i++) {
		s = r->files.v[i];
		len = strcspn(s, "=");
		if (s[len] == '\0' || s[len + 1] == '\0' ||
		    find_format(s, len) == FORMATS)
			return options_wrong(self, "--report %s: expected "
			    "FORMAT=FILE, the format one of text, github, "
			    "gitlab, azure, sarif, junit, markdown, json", s);
	}
	return 0;
}

static void
pass_to_file(void *ctx, struct terminal *t)
{
	struct outfile *f = ctx;

	buf_put(&f->text, buf_str(&t->text), t->text.len);
	buf_reset(&t->text);
	outfile_spill(f);
}

static int
write_files(struct report *report, const struct report_options *r)
{
	struct terminal plain;
	struct outfile f;
	const char *s;
	size_t i, len;
	int rc = 0;

	for (i = 0; i < r->files.n && rc == 0; i++) {
		s = r->files.v[i];
		len = strcspn(s, "=");
		plain = (struct terminal){ BUF_INIT, false };
		outfile_begin(&f, s + len + 1);
		report_put(report, by_format[find_format(s, len)], &plain,
		    pass_to_file, &f);
		pass_to_file(&f, &plain);
		rc = outfile_commit_through(&f);
		buf_free(&plain.text);
	}
	return rc;
}

static void
pass_aside(void *ctx, struct terminal *t)
{
	(void)ctx;
	fwrite(buf_str(&t->text), 1, t->text.len, stderr);
	buf_reset(&t->text);
}

static void
pass_on(void *ctx, struct terminal *t)
{
	(void)ctx;
	terminal_flush(t);
}

/* Prints it on standard output, or aside. */
static void
print_chosen(struct report *report, const struct report_options *r)
{
	const char *name = r->format != NULL ? r->format : report_formats[0];
	const struct report_format *f =
	    by_format[find_format(name, strlen(name))];
	struct terminal t = { BUF_INIT, false };

	if (r->aside) {
		report_put(report, f, &t, pass_aside, NULL);
		pass_aside(NULL, &t);
		buf_free(&t.text);
	} else {
		terminal_begin(&t);
		report_put(report, f, &t, pass_on, NULL);
		terminal_end(&t);
	}
}

int
report_end(cJSON *says, struct report_results results,
    const struct report_options *r)
{
	struct report report;
	int rc = EXIT_OK;

	cJSON_DeleteItemFromObject(says, "fail_on");
	cJSON_AddStringToObject(says, "fail_on",
	    r->fail_on != NULL ? r->fail_on : report_levels[LEVEL_ERROR]);
	report_begin(&report, says, results);
	print_chosen(&report, r);
	if (write_files(&report, r) == -1)
		rc = EXIT_FAILED;
	else if (report.counts.failures > 0)
		rc = EXIT_FOUND;
	report_done(&report);
	return rc;
}

int
report_end_tree(cJSON *report, const struct report_options *r)
{
	struct report_list list;

	return report_end(report, report_take(report, &list), r);
}

void
report_free(struct report_options *r)
{
	strs_free(&r->files);
}
