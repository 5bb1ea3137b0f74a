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

const char *const report_levels[] = { "error", "warning", "note", NULL };

const char *const report_formats[] = { "text", "github", "gitlab", "azure",
	"sarif", "junit", "markdown", "json", NULL };

/* In the order of their names. */
static void (*const formats[])(const cJSON *report, struct terminal *t) = {
	report_text, report_github, report_gitlab, report_azure, report_sarif,
	report_junit, report_markdown, report_json };

enum { FORMATS = sizeof(formats) / sizeof(formats[0]) };

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
report_is_failure(const cJSON *report, const cJSON *result)
{
	const char *on = member_text_or(report, "fail_on", "");

	if (strcmp(on, never) == 0 || cJSON_IsTrue(member_get(result, "fixed")))
		return false;
	return *on == '\0' ? report_level(result) == LEVEL_ERROR
			   : report_level(result) <= level_number(on);
}

struct report_counts
report_count(const cJSON *report)
{
	struct report_counts n = { { 0 }, 0 };
	const cJSON *r;

	cJSON_ArrayForEach(r, member_get(report, "results")) {
		if (cJSON_IsTrue(member_get(r, "fixed")))
			n.fixed++;
		else
			n.of[report_level(r)]++;
	}
	return n;
}

static void
put_number(struct buf *out, int n, const char *what)
{
	buf_printf(out, "%s%d %s", out->len > 0 ? ", " : "", n, what);
}

void
report_put_counts(const cJSON *report, struct buf *out)
{
	struct report_counts n = report_count(report);
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
report_put_checked(const cJSON *report, struct buf *out)
{
	struct buf list = BUF_INIT;
	const cJSON *n;
	size_t len;

	cJSON_ArrayForEach(n, member_get(report, "checked")) {
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

void
report_json(const cJSON *report, struct terminal *t)
{
	output_put_json(&t->text, report);
}

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

void
report_sort(cJSON *report)
{
	member_sort(member_get(report, "results"), compare_results);
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

static int
write_files(const cJSON *report, const struct report_options *r)
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
		formats[find_format(s, len)](report, &plain);
		outfile_begin(&f, s + len + 1);
		buf_put(&f.text, buf_str(&plain.text), plain.text.len);
		rc = outfile_commit_through(&f);
		buf_free(&plain.text);
	}
	return rc;
}

int
report_print(const cJSON *report, const char *format)
{
	size_t i = find_format(format, strlen(format));
	struct terminal t;

	if (i == FORMATS)
		return -1;
	terminal_begin(&t);
	formats[i](report, &t);
	terminal_end(&t);
	return 0;
}

/* Prints it on standard output, or aside. */
static int
print_chosen(const cJSON *report, const struct report_options *r)
{
	const char *name = r->format != NULL ? r->format : report_formats[0];
	struct terminal plain = { BUF_INIT, false };

	if (!r->aside)
		return report_print(report, name);
	formats[find_format(name, strlen(name))](report, &plain);
	fwrite(buf_str(&plain.text), 1, plain.text.len, stderr);
	buf_free(&plain.text);
	return 0;
}

int
report_end(cJSON *report, const struct report_options *r)
{
	const cJSON *one;

	report_sort(report);
	cJSON_DeleteItemFromObject(report, "fail_on");
	cJSON_AddStringToObject(report, "fail_on",
	    r->fail_on != NULL ? r->fail_on : report_levels[LEVEL_ERROR]);
	if (print_chosen(report, r) == -1 || write_files(report, r) == -1)
		return EXIT_FAILED;
	cJSON_ArrayForEach(one, member_get(report, "results"))
		if (report_is_failure(report, one))
			return EXIT_FOUND;
	return EXIT_OK;
}

void
report_free(struct report_options *r)
{
	strs_free(&r->files);
}
