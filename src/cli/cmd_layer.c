/* layer: write a layer for the ATT&CK Navigator, or a picture of it. */
#include "base/file.h"
#include "base/log.h"
#include "base/word.h"
#include "cmd.h"
#include "common.h"
#include "count/needs.h"
#include "count/perspective.h"
#include "export/layer.h"
#include "export/picture.h"
#include "filter.h"
#include "threat/threat.h"
#include "output/output.h"
#include "selection.h"
#include "value/member.h"
#include "words/words.h"

struct asked {
	struct selection s;
	struct layer_options o;
	const char *by, *coverage, *diff, *output;
	struct strs minus, threats; /* minus: only sources, */
	enum of minus_of;           /* and whose controls */
	bool software, svg, subs;
};

/* "sigma, splunk" */
static void
put_words_layer(struct buf *b, const struct strs *words)
{
	size_t i;

	for (i = 0; i < words->n; i++)
		buf_printf(b, "%s%s", i > 0 ? ", " : "", words->v[i]);
}

static int
write_picture(const struct asked *a, struct catalog *c, const cJSON *layer)
{
	const cJSON *picture = picture_make(c, layer, a->o.domain, a->subs);

	return picture == NULL ? -1 : common_write_svg("svg/layer", picture,
	    a->output);
}

static int
write_layer(struct catalog *c, const struct asked *a, struct layers *all)
{
	cJSON *layer = layers_make(all, &a->o);

	return layer != NULL && a->svg ? write_picture(a, c, layer)
	    : output_write_json(a->output, layer);
}

static int
write_threat(struct catalog *c, struct asked *a, struct layers *all)
{
	struct threats *threats = threat_open(c, &a->s.chosen, a->o.kind);
	const cJSON *domain;
	int rc;

	if (threats == NULL)
		return -1;
	a->o.threat = threat_answer(threats, &a->threats, a->software);
	threat_close(threats);
	rc = a->o.threat == NULL ? -1 : filter_say(a->o.threat, "threat");
	if (rc != 0)
		return rc;
	/* Not asked for, it is the first that the threat has techniques in. */
	domain = member_get(a->o.threat, "domains")->child;
	if (a->o.domain == NULL)
		a->o.domain = member_text(domain, "id");
	return write_layer(c, a, all);
}

/* Takes the word for whose controls out of those of --minus; the rest are
 * sources. */
static int
take_perspective(const struct command *self, struct asked *a)
{
	struct strs sources = { 0 };
	size_t i, n = a->minus.n;
	const char *word;

	for (i = 0; i < n; i++) {
		word = word_find(a->minus.v[i], of_choices);
		if (word == NULL)
			strs_add(&sources, a->minus.v[i]);
		else if (a->minus_of != OF_DEFAULT)
			break;
		else
			a->minus_of = of_read(word);
	}
	strs_free(&a->minus);
	a->minus = sources;
	return i < n ? options_wrong(self, "--minus: choose one of yours, "
	    "available and all") : 0;
}

/* A source may be called as one of the words are. */
static int
say_ambiguous(struct catalog *c, enum of of)
{
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_rows(c, Q_SOURCES, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		if (word_is(of_name(of), member_text(row, "id")))
			log_warn("--minus %s: taken for whose controls, not for "
			    "the source of that id", of_name(of));
	cJSON_Delete(rows);
	return 0;
}

/* What --minus compares with: its sources, or all; all of their controls, or the
 * named ones. EXIT_USAGE: nothing can be there, or it is what is counted anyway. */
static int
choose_others(struct catalog *c, const struct asked *a,
    struct selection *others)
{
	struct perspective p;

	others->chosen = a->s.chosen;
	others->chosen.of = a->minus_of == OF_DEFAULT ? OF_ALL : a->minus_of;
	others->chosen.sources = a->minus;
	if (a->minus_of == OF_DEFAULT)
		return 0;
	if (say_ambiguous(c, a->minus_of) == -1 ||
	    perspective_read(c, &a->s.chosen, &p) == -1)
		return -1;
	if (a->minus.n + a->s.chosen.sources.n == 0 &&
	    p.of[kind_read(a->o.kind)] == a->minus_of) {
		log_error("--minus %s: that is what is counted: --of says what "
		    "else to compare", of_name(a->minus_of));
		return EXIT_USAGE;
	}
	return selection_weigh(c, others, a->o.kind);
}

/* "sigma, splunk"; "available controls of sigma" */
static void
put_others(struct buf *b, const struct asked *a)
{
	if (a->minus_of != OF_DEFAULT)
		buf_printf(b, "%s%s", perspective_words(a->minus_of),
		    a->minus.n == 0 ? "" : a->minus_of == OF_YOURS ? " from "
		    : " of ");
	put_words_layer(b, &a->minus);
}

/* Compared with another catalog, or with other sources or controls of this
 * one. */
static int
write_difference(struct catalog *c, struct asked *a, struct layers *all)
{
	struct selection others = { 0 }; /* borrows */
	struct buf name = BUF_INIT;
	int rc = -1;

	if (a->diff != NULL) {
		a->o.other = catalog_open(a->diff);
		if (a->o.other == NULL)
			goto out;
		a->o.other_name = path_base(a->diff);
	} else {
		rc = choose_others(c, a, &others);
		if (rc != 0)
			goto out;
		a->o.other_selection = &others.chosen;
		put_others(&name, a);
		a->o.other_name = buf_str(&name);
	}
	rc = write_layer(c, a, all);
out:
	catalog_close(a->o.other);
	buf_free(&name);
	return rc;
}

/* What is visible is known where sextant.yaml says what is collected. */
static int
check_told_layer(struct catalog *c, const struct asked *a)
{
	int told = a->o.by == LAYER_VISIBLE ? needs_are_told(c) : 1;

	if (told == 0)
		log_error("--by visibility: sextant.yaml does not say which "
		    "logs are collected (logs:)");
	return told == 1 ? 0 : told == 0 ? EXIT_USAGE : -1;
}

static int
answer_layer(struct catalog *c, void *what)
{
	struct asked *a = what;
	struct layers *all;
	int rc;

	rc = selection_find(c, &a->s);
	if (rc == 0)
		rc = selection_find_sources(c, "minus", &a->minus);
	if (rc == 0)
		rc = selection_find_domain(c, &a->o.domain);
	if (rc == 0)
		rc = selection_kind(c, &a->s, &a->minus, &a->o.kind);
	if (rc == 0)
		rc = selection_weigh(c, &a->s, a->o.kind);
	if (rc != 0)
		return rc;
	if (str_equal(a->coverage, coverage_names[COVERAGE_TESTED]) &&
	    kind_read(a->o.kind) != KIND_DETECTION) {
		log_error("--coverage tested: only detections are tested");
		return EXIT_USAGE;
	}
	rc = check_told_layer(c, a);
	if (rc != 0)
		return rc;
	all = layers_open(c, &a->s.chosen);
	if (all == NULL)
		return -1;
	if (a->o.by == LAYER_DIFFERENCE)
		rc = write_difference(c, a, all);
	else if (a->o.by == LAYER_THREAT)
		rc = write_threat(c, a, all);
	else
		rc = write_layer(c, a, all);
	layers_close(all);
	return rc;
}

/* A mode for each of the options that ask for one; two are wrong usage. */
static int
choose_mode(const struct command *self, struct asked *a)
{
	bool has_minus = a->minus.n > 0;
	int modes = (a->by != NULL) + (a->coverage != NULL) +
	    (a->threats.n > 0) + has_minus + (a->diff != NULL);

	if (modes > 1)
		return options_wrong(self, "--by, --coverage, --threat, "
		    "--minus and --diff: choose one");
	if (a->s.chosen.kinds.n > 1)
		return options_wrong(self, "--kind: a layer is of one kind");
	if (a->subs && !a->svg)
		return options_wrong(self, "--subs: only with --svg");
	if (a->software && a->threats.n == 0)
		return options_wrong(self, "--software: only with --threat");
	if (a->o.base != NULL && !str_has_prefix(a->o.base, "https://") &&
	    !str_has_prefix(a->o.base, "http://"))
		return options_wrong(self, "--base: expected http:// or "
		    "https://");
	if (str_equal(a->by, "evidence"))
		a->o.by = LAYER_EVIDENCE;
	if (str_equal(a->by, "visibility"))
		a->o.by = LAYER_VISIBLE;
	if (a->coverage != NULL)
		a->o.by = LAYER_COVERAGE;
	a->o.definition = a->coverage;
	if (a->threats.n > 0)
		a->o.by = LAYER_THREAT;
	if (has_minus || a->diff != NULL)
		a->o.by = LAYER_DIFFERENCE;
	return take_perspective(self, a);
}

int
cmd_layer(const struct command *self, int argc, char **argv)
{
	static const char *const scores[] = { "controls", "evidence",
		"visibility", NULL };
	struct build_options c = { 0 };
	struct asked a = { 0 };
	const struct opt opts[] = { OPT_CATALOG(c), OPT_OUTPUT(a.output),
		OPT_DOMAIN(a.o.domain),
		{ OPT_TEXT, 0, "by", "WHAT", &a.by,
		    "score by controls, evidence or visibility", scores },
		{ OPT_TEXT, 0, "coverage", "NAME", &a.coverage,
		    "score by exact, any, all-subs, leaf or tested",
		    coverage_names },
		{ OPT_LIST, 0, "threat", "WORD", &a.threats,
		    "only techniques of this group or layer" },
		{ OPT_FLAG, 0, "software", NULL, &a.software,
		    "with --threat: also those of their software" },
		{ OPT_LIST, 0, "minus", "WHAT", &a.minus,
		    "compare with a source, yours, available or all" },
		{ OPT_TEXT, 0, "diff", "FILE", &a.diff,
		    "compare with another catalog: gained and lost" },
		{ OPT_TEXT, 0, "base", "URL", &a.o.base,
		    "URL of the site, for links to techniques" },
		{ OPT_FLAG, 0, "svg", NULL, &a.svg,
		    "a picture of the layer instead: SVG" },
		{ OPT_FLAG, 0, "subs", NULL, &a.subs,
		    "with --svg: a box for each sub-technique, too" },
		OPT_SELECTION(a.s), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = selection_check(self, &a.s);
	if (rc == 0)
		rc = choose_mode(self, &a);
	if (rc == 0)
		rc = common_ask(&c, answer_layer, &a);
	selection_free(&a.s);
	strs_free(&a.minus);
	strs_free(&a.threats);
	return rc;
}
