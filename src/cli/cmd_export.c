/* export: the catalog for other programs. */
#include <string.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/word.h"
#include "cmd.h"
#include "common.h"
#include "export/export.h"
#include "lint/texts.h"
#include "output/output.h"
#include "selection.h"
#include "value/member.h"
#include "words/words.h"

struct form;

struct asked {
	const struct form *form;
	struct build_options common;
	struct selection s;
	const char *named, *domain, *output;
};

/* A form: how its bytes are made, and what may be chosen of it. */
struct form {
	const char *name;
	int (*put)(struct catalog *c, const struct asked *a, struct buf *out);
	bool selects; /* the options of a selection mean something */
	bool domain;  /* so does --domain */
	bool binary;
	bool rules; /* it reads sextant.yaml, and the rules that this names */
};

static int
put_csv(struct catalog *c, const struct asked *a, struct buf *out)
{
	return export_csv(c, &a->s.chosen, a->domain, out);
}

static int
put_controls_export(struct catalog *c, const struct asked *a, struct buf *out)
{
	return export_controls_csv(c, &a->s.chosen, out);
}

static int
put_json(struct catalog *c, const struct asked *a, struct buf *out)
{
	const cJSON *model = export_model(c, &a->s.chosen);

	if (model == NULL)
		return -1;
	export_json(model, out);
	return 0;
}

static int
put_xlsx(struct catalog *c, const struct asked *a, struct buf *out)
{
	const char *kind;
	int rc = selection_kind(c, &a->s, NULL, &kind);

	/* --source alone means all controls of those sources, and no others. */
	return rc != 0 ? rc : export_xlsx(c, &a->s.chosen, kind, a->s.of == NULL
	    ? OF_DEFAULT : of_read(a->s.of), out);
}

/* "columns that nothing fills: cis, engage" */
static void
say_words(const char *what, const cJSON *words)
{
	struct buf b = BUF_INIT;

	member_put_joined(&b, words, ", ");
	if (b.len > 0)
		log_info("%s: %s", what, buf_str(&b));
	buf_free(&b);
}

static int
put_compass(struct catalog *c, const struct asked *a, struct buf *out,
    void (*put)(const cJSON *table, struct buf *out))
{
	const cJSON *table = export_compass(c, &a->s.chosen, a->domain), *e;

	if (table == NULL)
		return -1;
	put(table, out);
	cJSON_ArrayForEach(e, member_get(table, "lacks"))
		say_words(member_string(e, "why"), member_get(e, "columns"));
	say_words("sources without a column", member_get(table, "left_out"));
	return 0;
}

static int
put_compass_json(struct catalog *c, const struct asked *a, struct buf *out)
{
	return put_compass(c, a, out, export_compass_json);
}

static int
put_compass_csv(struct catalog *c, const struct asked *a, struct buf *out)
{
	return put_compass(c, a, out, export_compass_csv);
}

static int
put_dettect(struct catalog *c, const struct asked *a, struct buf *out)
{
	cJSON *left = cJSON_CreateArray();
	int rc = export_dettect(c, a->domain, left, out);

	if (rc == 0)
		say_words("not in it, as MITRE's analytics do not read it", left);
	cJSON_Delete(left);
	return rc;
}

static int
put_dettect_techniques(struct catalog *c, const struct asked *a,
    struct buf *out)
{
	int left = 0;
	int rc = export_dettect_techniques(c, &a->s.chosen, a->domain, &left,
	    out);

	if (rc == 0 && left > 0)
		log_info("not in it: %d techniques that nothing detects, and of "
		    "which nothing is visible", left);
	return rc;
}

/* What is not yours is only published: who wants that says so. */
static int
put_oscal(struct catalog *c, const struct asked *a, struct buf *out)
{
	struct catalog_selection chosen = a->s.chosen;
	cJSON *left = cJSON_CreateArray();
	int rc;

	if (a->s.of == NULL)
		chosen.of = OF_YOURS;
	rc = export_oscal(c, &chosen, left, out);
	if (rc == 0)
		say_words("not in it, as OSCAL has no such ids", left);
	else if (a->s.of == NULL)
		log_info("only controls of yours are in it (`deployed` in "
		    "sextant.yaml); --of available exports published ones");
	cJSON_Delete(left);
	return rc;
}

static int
put_stix(struct catalog *c, const struct asked *a, struct buf *out)
{
	cJSON *texts = cJSON_CreateObject(), *left = cJSON_CreateArray();
	cJSON *sources = NULL;
	struct config config = { 0 };
	int rc = build_config(&a->common, &config);

	if (rc == 0)
		rc = catalog_rows(c, Q_SOURCES, NULL, &sources);
	if (rc == 0)
		rc = lint_texts(&config, sources, texts);
	if (rc == 0)
		rc = export_stix(c, &a->s.chosen, texts, left, out);
	say_words("not in it", left);
	config_free(&config);
	cJSON_Delete(sources);
	cJSON_Delete(texts);
	cJSON_Delete(left);
	return rc;
}

static int
put_crosswalks(struct catalog *c, const struct asked *a, struct buf *out)
{
	(void)a;
	return export_crosswalks_csv(c, out);
}

static int
put_dump(struct catalog *c, const struct asked *a, struct buf *out)
{
	(void)a;
	return catalog_dump(c, out);
}

/* Nobody writes to a catalog that stands: its file is the whole of it. */
static int
put_sqlite(struct catalog *c, const struct asked *a, struct buf *out)
{
	char *path = build_catalog(&a->common);
	int rc = file_read(path, 0, out);

	(void)c;
	free(path);
	return rc;
}

static const struct form forms[] = {
	{ "csv", put_csv, true, true, false, false },
	{ "controls", put_controls_export, true, false, false, false },
	{ "json", put_json, true, false, false, false },
	{ "xlsx", put_xlsx, true, false, true, false },
	{ "stix", put_stix, true, false, false, true },
	{ "oscal", put_oscal, true, false, false, false },
	{ "compass-csv", put_compass_csv, true, true, false, false },
	{ "compass-json", put_compass_json, true, true, false, false },
	{ "crosswalks", put_crosswalks, false, false, false, false },
	{ "dettect", put_dettect, false, true, false, false },
	{ "dettect-techniques", put_dettect_techniques, true, true, false, false },
	{ "sqlite", put_sqlite, false, false, true, false },
	{ "dump", put_dump, false, false, false, false },
};

static int
answer_export(struct catalog *c, void *what)
{
	struct asked *a = what;
	struct buf out = BUF_INIT;
	int rc = selection_find(c, &a->s);

	if (rc == 0)
		rc = selection_find_domain(c, &a->domain);
	if (rc == 0)
		rc = selection_weigh(c, &a->s, NULL);
	if (rc == 0)
		rc = a->form->put(c, a, &out);
	if (rc == 0)
		rc = output_write(a->output, &out);
	buf_free(&out);
	return rc;
}

static const struct form *
find_form(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcmp(forms[i].name, name) == 0)
			return &forms[i];
	return NULL;
}

static int
wrong_form(const struct command *self, const char *named)
{
	struct strs known = { 0 };
	struct buf meant = BUF_INIT;
	size_t i;
	int rc;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		strs_add(&known, forms[i].name);
	if (named != NULL)
		word_put_near(&meant, named, "", (const char *const *)known.v,
		    known.n);
	rc = options_wrong(self, "expected %s%s", self->operands,
	    buf_str(&meant));
	strs_free(&known);
	buf_free(&meant);
	return rc;
}

/* What was asked for must go with the form; as selection_check. */
static int
check_export(const struct command *self, const struct asked *a)
{
	const struct form *f = a->form;

	if (f == NULL)
		return wrong_form(self, a->named);
	if (!f->selects && !selection_is_all(&a->s))
		return options_wrong(self, "%s is the whole %s: nothing %scan be "
		    "chosen of it", f->name, f->domain ? "domain" : "catalog",
		    f->domain ? "else " : "");
	if (!f->domain && a->domain != NULL)
		return options_wrong(self, "--domain: %s has all domains",
		    f->name);
	if (!f->rules && a->common.config != NULL)
		return options_wrong(self, "--config: %s is made of the catalog "
		    "alone", f->name);
	if (f->binary && output_is_standard(a->output) &&
	    isatty(STDOUT_FILENO))
		return options_wrong(self, "%s is no text for a terminal: "
		    "name a file by --output", f->name);
	return 0;
}

int
cmd_export(const struct command *self, int argc, char **argv)
{
	struct asked a = { 0 };
	const struct opt opts[] = { OPT_CATALOG(a.common),
		OPT_CONFIG(a.common),
		OPT_OUTPUT(a.output), OPT_DOMAIN(a.domain), OPT_SELECTION(a.s),
		OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 1, &n);

	if (rc == 0)
		rc = selection_check(self, &a.s);
	if (rc == 0) {
		a.named = n == 1 ? argv[0] : NULL;
		a.form = n == 1 ? find_form(argv[0]) : NULL;
		rc = check_export(self, &a);
	}
	if (rc == 0)
		rc = common_ask(&a.common, answer_export, &a);
	selection_free(&a.s);
	return rc;
}
