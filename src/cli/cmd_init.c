/* init: a sextant.yaml for what is in this folder. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/log.h"
#include "cmd.h"
#include "common.h"
#include "lint/survey.h"
#include "words/words.h"

static const char name[] = "sextant.yaml";

struct asked {
	struct build_options c;
	bool print;
};

/* Fewer than one in so many of all files that fit may fit by chance. */
enum { RARE = 50 };

static bool
is_rare(const struct survey *s, const struct survey_find *one)
{
	return one != s->v && one->files * RARE < s->v[0].files;
}

/* "  our-sigma: {like: sigma, path: rules, title: Ours (sigma)}" */
static void
put_source(struct buf *b, const struct survey *s,
    const struct survey_find *one)
{
	const char *mark = is_rare(s, one) ? "# " : "";
	struct buf title = BUF_INIT;

	buf_printf(&title, "Ours (%s)", one->definition);
	buf_printf(b, "  %sour-%s:  # %zu file%s, such as ", mark,
	    one->definition, one->files, one->files == 1 ? "" : "s");
	escape_line(b, one->example);
	buf_printf(b, "\n  %s  { like: %s, path: ", mark, one->definition);
	escape_yaml(b, one->folder);
	buf_puts(b, ", title: ");
	escape_yaml(b, buf_str(&title));
	if (one->glob != NULL) {
		buf_puts(b, ", read: { files: [");
		escape_yaml(b, one->glob);
		buf_puts(b, "] }");
	}
	buf_puts(b, " }\n");
	buf_free(&title);
}

static void
put_source_list(struct buf *b, const struct survey *s)
{
	size_t i;

	buf_puts(b, "sources:\n");
	if (s->n > 0)
		buf_puts(b, "  # Yours, read where they stand: what the figures "
		    "count.\n");
	else
		buf_puts(b, "  # Yours: what the figures count. No file here fits a "
		    "definition; for example:\n"
		    "  # our-rules: { like: sigma, path: rules }\n"
		    "  # our-policies: { like: policies, path: policies }\n");
	for (i = 0; i < s->n; i++)
		put_source(b, s, &s->v[i]);
	buf_puts(b, "  # Results of your own tests:\n"
	    "  # our-tests: { like: results, path: results.csv }\n"
	    "  # Public ones, to compare with and to adopt from: all that are\n"
	    "  # fetched by default; or name a few (`sextant sources "
	    "--definitions`):\n"
	    "  default: true\n"
	    "  # sigma: {}\n"
	    "  # atomic: {}\n\n");
}

static void
put_config(struct buf *b, const struct survey *s, const char *title)
{
	buf_puts(b, "# What Sextant documents here. `sextant help config` lists "
	    "the keys, the\n"
	    "# manual explains them (man sextant.yaml). Commit this file, and "
	    "sextant.lock.\n\ntitle: ");
	escape_yaml(b, title);
	buf_puts(b, "\n\nattack:\n"
	    "  enterprise: latest  # or a version: 18.1. Also mobile, ics\n\n");
	put_source_list(b, s);
	buf_puts(b, "# Which logs you collect, in any vocabulary: what could be "
	    "seen, which rules run.\n"
	    "# logs:\n"
	    "#   - WinEventLog:Security\n"
	    "#   - { product: windows, category: process_creation }\n\n"
	    "# What counts; shown with each figure.\n"
	    "# scope: { platforms: [Windows, Linux] }\n\n"
	    "# What `sextant check` enforces, in CI.\n"
	    "# check:\n"
	    "#   thresholds:\n"
	    "#     - { kind: detection, coverage: exact, at-least: 10% }\n"
	    "#   must: [T1059.001]\n");
}

/* What was found, and what may be done next. */
static void
print_found(const struct survey *s)
{
	const struct survey_find *one;
	struct buf b = BUF_INIT;

	if (s->n == 0)
		printf("%zu file%s looked at: none is a rule, a test or a policy "
		    "that a definition reads\n", s->looked,
		    s->looked == 1 ? "" : "s");
	for (one = s->v; one != LIST_END(s->v, s->n); one++) {
		buf_reset(&b);
		escape_terminal(&b, one->folder);
		printf("%s: %zu file%s in %s %s by %s%s\n", kind_name(one->kind),
		    one->files, one->files == 1 ? "" : "s", buf_str(&b),
		    one->files == 1 ? "is read" : "are read", one->definition,
		    is_rare(s, one) ? ": few, so a comment" : "");
	}
	buf_free(&b);
	if (s->n > 0)
		printf("\nsextant fetch attack && sextant lint   # the ids in "
		    "these\n");
	else
		printf("\n");
	printf("sextant build                          # all of it, and the "
	    "pages in out/site\n");
	if (file_exists(".git") && !file_exists("out"))
		printf("echo /out/ >>.gitignore                # which each build "
		    "makes anew\n");
}

/* Reports a configuration that is there, and counts here. */
static int
refuse_another(void)
{
	struct stat st;
	char *found = config_find(false);
	int rc = -1;

	if (lstat(name, &st) == 0)
		log_error("%s: is there already; --print shows what would be "
		    "written", name);
	else if (found != NULL)
		log_error("%s: is the configuration here already; --print shows "
		    "what would be written", found);
	else
		rc = 0;
	free(found);
	return rc;
}

static int
write_config(const struct survey *s, bool print)
{
	char *here = path_here();
	struct buf title = BUF_INIT;
	struct outfile f;
	int rc = 0;

	buf_printf(&title, "ATT&CK coverage of %s", here == NULL ||
	    *path_base(here) == '\0' ? "ours" : path_base(here));
	outfile_begin(&f, name);
	put_config(&f.text, s, buf_str(&title));
	if (print) {
		fwrite(buf_str(&f.text), 1, f.text.len, stdout);
		outfile_abort(&f);
	} else {
		rc = outfile_commit(&f);
	}
	if (rc == 0 && !print) {
		printf("%s: written\n", name);
		print_found(s);
	}
	buf_free(&title);
	free(here);
	return rc;
}

static int
run_init(const struct asked *a)
{
	char *definitions = build_home("data/sources");
	struct config config = { 0 };
	struct survey survey = { 0 };
	int rc = EXIT_FAILED;

	if (definitions != NULL && (a->print || refuse_another() == 0) &&
	    config_read_defaults(definitions, &config) == 0 &&
	    survey_make(&config, definitions, a->c.jobs, &survey) == 0 &&
	    write_config(&survey, a->print) == 0)
		rc = EXIT_OK;
	survey_free(&survey);
	config_free(&config);
	free(definitions);
	return rc;
}

int
cmd_init(const struct command *self, int argc, char **argv)
{
	struct asked a = { 0 };
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "print", NULL, &a.print,
		    "print it, and write nothing" },
		OPT_JOBS(a.c), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	return rc == 0 ? run_init(&a) : rc;
}
