/* The options that select the controls which figures count. */
#include "selection.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/log.h"
#include "base/word.h"
#include "count/baseline.h"
#include "count/needs.h"
#include "count/perspective.h"
#include "count/platforms.h"
#include "count/provenance.h"
#include "value/member.h"
#include "words/logs.h"
#include "words/words.h"

/* Checks what a control has to be worth, by whom and how new. */
static int
check_worth(const struct command *self, struct selection *s)
{
	struct catalog_selection *x = &s->chosen;
	int rc = 0;

	if (x->since != NULL && !date_is_valid(x->since))
		rc = options_wrong(self, "--modified-since %s: expected a day "
		    "as YYYY-MM-DD", x->since);
	x->worth.level = level_of(s->level);
	x->worth.status = status_of(s->status);
	return rc;
}

int
selection_check(const struct command *self, struct selection *s)
{
	int rc = 0;

	if (s->deployed)
		rc = options_wrong(self, "--deployed is gone: --of yours "
		    "counts what you run");
	if (rc == 0 && s->of != NULL)
		s->chosen.of = of_read(s->of);
	perspective_settle(&s->chosen);
	if (rc == 0 && s->baseline != NULL && s->chosen.kinds.n > 0 &&
	    !strs_has(&s->chosen.kinds, kind_name(KIND_POLICY)))
		rc = options_wrong(self, "--baseline chooses controls of "
		    "policies: --kind policy");
	if (rc == 0 && s->evidence != NULL)
		s->chosen.evidence = evidence_read(s->evidence);
	return rc == 0 ? check_worth(self, s) : rc;
}

/* What a query's rows have in a column, each once. */
static int
read_known(struct catalog *c, enum catalog_query q, const char *column,
    struct strs *known)
{
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_rows(c, q, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		if (!strs_has(known, member_text(row, column)))
			strs_add(known, member_text(row, column));
	cJSON_Delete(rows);
	return 0;
}

/* The known one that is meant; returns NULL after reporting the error. */
static const char *
find_selection(const char *option, const char *word, const char *noun,
    const struct strs *known)
{
	struct buf meant = BUF_INIT;
	size_t i;

	for (i = 0; i < known->n; i++)
		if (word_is(word, known->v[i]))
			return known->v[i];
	word_put_meant(&meant, word, known);
	log_error("--%s %s: no such %s in the catalog%s", option, word, noun,
	    buf_str(&meant));
	buf_free(&meant);
	return NULL;
}

int
selection_find_sources(struct catalog *c, const char *option,
    struct strs *sources)
{
	struct strs known = { 0 };
	const char *found;
	size_t i;
	int rc = 0;

	if (sources->n > 0)
		rc = read_known(c, Q_SOURCES, "id", &known);
	for (i = 0; rc == 0 && i < sources->n; i++) {
		found = find_selection(option, sources->v[i], "source", &known);
		if (found == NULL)
			rc = EXIT_USAGE;
		else
			strs_set(sources, i, found);
	}
	strs_free(&known);
	return rc;
}

int
selection_find_domain(struct catalog *c, const char **domain)
{
	static const char suffix[] = "-attack"; /* as MITRE's files have it */
	const char *found;
	struct strs known = { 0 };
	cJSON *rows = NULL;
	const cJSON *row;
	char *word;
	int rc = 0;

	if (*domain == NULL)
		return 0;
	if (read_known(c, Q_DOMAINS, "id", &known) == -1 ||
	    catalog_rows(c, Q_DOMAINS, NULL, &rows) == -1)
		return -1;
	word = mem_strndup(*domain, strlen(*domain) -
	    (str_has_suffix(*domain, suffix) ? strlen(suffix) : 0));
	found = find_selection("domain", word, "domain", &known);
	if (found == NULL)
		rc = EXIT_USAGE;
	/* Lives as long as what is asked. */
	cJSON_ArrayForEach(row, rows)
		if (found != NULL && strcmp(member_text(row, "id"),
		    found) == 0)
			*domain = member_text(row, "id");
	free(word);
	strs_free(&known);
	return rc;
}

/* Reports that no baseline is called so, or several are. */
static int
say_baselines(const char *word, const cJSON *rows, int found)
{
	struct strs known = { 0 };
	struct buf b = BUF_INIT;
	const cJSON *row;

	cJSON_ArrayForEach(row, rows) {
		strs_add(&known, member_text(row, "name"));
		if (!baseline_is(row, word))
			continue;
		buf_printf(&b, "%s%s (of %s)", b.len > 0 ? ", " : "",
		    member_text(row, "source"), member_text(row, "of"));
	}
	if (found == 0)
		word_put_meant(&b, word, &known);
	log_error("--baseline %s: %s%s", word, found == 0
	    ? "no such baseline in the catalog" : "name one of several: ",
	    buf_str(&b));
	strs_free(&known);
	buf_free(&b);
	return EXIT_USAGE;
}

/* The row of the baseline; *found: how many there are. A source's id is one
 * alone's. */
static const cJSON *
find_baseline(const cJSON *rows, const char *word, int *found)
{
	const cJSON *row, *one = NULL;

	*found = 0;
	cJSON_ArrayForEach(row, rows) {
		if (!baseline_is(row, word))
			continue;
		one = row;
		++*found;
		if (word_is(word, member_text(row, "source"))) {
			*found = 1;
			break;
		}
	}
	return *found == 1 ? one : NULL;
}

/* Why nothing can be chosen by a baseline, a row of Q_BASELINES; NULL: something
 * may be. */
static const char *
no_choice(const cJSON *row, const struct strs *sources)
{
	if (member_get(row, "here") == NULL)
		return "is no source in the catalog";
	if (sources->n > 0 && !strs_has(sources, member_text(row, "of")))
		return "--source does not choose";
	return NULL;
}

static int
settle_baseline(struct catalog *c, struct selection *s)
{
	cJSON *rows = NULL;
	const cJSON *row;
	const char *why;
	int found;

	if (s->baseline == NULL)
		return 0;
	if (catalog_rows(c, Q_BASELINES, NULL, &rows) == -1)
		return -1;
	row = find_baseline(rows, s->baseline, &found);
	if (row == NULL)
		return say_baselines(s->baseline, rows, found);
	why = no_choice(row, &s->chosen.sources);
	if (why != NULL)
		log_error("--baseline %s: of %s, which %s", s->baseline,
		    member_text(row, "of"), why);
	else if (member_number(row, "ids") == 0)
		log_error("--baseline %s: nothing of it is here; see `sextant "
		    "sources --findings`", s->baseline);
	if (why != NULL || member_number(row, "ids") == 0)
		return EXIT_USAGE;
	s->chosen.baseline = member_text(row, "source");
	if (s->chosen.sources.n == 0)
		strs_add(&s->chosen.sources, member_text(row, "of"));
	perspective_settle(&s->chosen);
	return 0;
}

int
selection_check_told(struct catalog *c, const char *option, const char *word)
{
	int told = word == NULL ? 1 : needs_are_told(c);

	if (told == 0)
		log_error("--%s %s: sextant.yaml does not say which logs are "
		    "collected (logs:)", option, word);
	return told == 1 ? 0 : told == 0 ? EXIT_USAGE : -1;
}

int
selection_find(struct catalog *c, struct selection *s)
{
	struct buf why = BUF_INIT;
	int rc = selection_find_sources(c, "source", &s->chosen.sources);

	if (rc == 0)
		rc = selection_check_told(c, "runs", s->chosen.runs);
	if (rc == 0)
		rc = settle_baseline(c, s);
	if (rc != 0)
		return rc;
	rc = platforms_resolve(c, &s->chosen.platforms, &why);
	if (rc == 0)
		log_error("--platform %s", buf_str(&why));
	buf_free(&why);
	return rc == 0 ? EXIT_USAGE : rc == 1 ? 0 : -1;
}

/* The kind of the sources, where they are of one: else NULL. Borrowed from
 * rows. */
static const char *
kind_of(const cJSON *rows, const struct strs *sources, const char *kind)
{
	const char *k;
	const cJSON *row;

	cJSON_ArrayForEach(row, rows) {
		if (!strs_has(sources, member_text(row, "id")))
			continue;
		k = member_text(row, "kind");
		if (kind != NULL && strcmp(kind, k) != 0)
			return NULL;
		kind = k;
	}
	return kind;
}

int
selection_kind(struct catalog *c, const struct selection *s,
    const struct strs *others, const char **kind)
{
	const struct strs *sources = &s->chosen.sources;
	cJSON *rows = NULL;

	*kind = kind_name(KIND_DETECTION);
	if (s->chosen.kinds.n > 0) {
		*kind = s->chosen.kinds.v[0];
		return 0;
	}
	if (sources->n + (others == NULL ? 0 : others->n) == 0)
		return 0;
	if (catalog_rows(c, Q_SOURCES, NULL, &rows) == -1)
		return -1;
	if (sources->n > 0)
		*kind = kind_of(rows, sources, NULL);
	if (*kind != NULL && others != NULL && others->n > 0)
		*kind = kind_of(rows, others,
		    sources->n > 0 ? *kind : NULL);
	if (*kind != NULL)
		return 0;
	log_error("--source: these are of several kinds: choose one by --kind");
	return EXIT_USAGE;
}

bool
selection_is_all(const struct selection *s)
{
	return catalog_selects_all(&s->chosen) && s->chosen.of == OF_DEFAULT;
}

/* How much is there of it? 0: no control of these sources, kinds and types, and
 * of those asked for; 1: none that counts; 2: some; -1. */
static int
weigh(struct catalog *c, const struct catalog_selection *s)
{
	struct catalog_selection x = *s;
	int rc = catalog_chooses(c, s, true);

	if (rc != 0)
		return rc == 1 ? 2 : -1;
	x.evidence = 0;
	x.platforms = (struct strs){ 0 };
	return catalog_chooses(c, &x, false);
}

/* "nothing of sigma is yours: ...", or "nothing is yours (kinds test): ..." */
static void
say_not_yours(const struct catalog_selection *x)
{
	struct catalog_selection rest = *x;
	struct buf of = BUF_INIT, text = BUF_INIT;
	size_t i;

	for (i = 0; i < x->sources.n; i++)
		buf_printf(&of, "%s%s", i > 0 ? ", " : " of ", x->sources.v[i]);
	rest.of = OF_DEFAULT;
	if (x->sources.n == 0)
		provenance_put_selection(&text, &rest);
	log_error("nothing%s is yours%s%s%s: set `deployed` of a source in "
	    "sextant.yaml to what you run", buf_str(&of),
	    text.len > 0 ? " (" : "", buf_str(&text), text.len > 0 ? ")" : "");
	buf_free(&of);
	buf_free(&text);
}

/* An own source may have nothing yet: that is an answer, and no wrong usage. */
static int
say_nothing(const struct selection *s, const struct catalog_selection *x,
    bool any)
{
	bool yours = s->chosen.of == OF_YOURS;
	bool wrong = !any && (s->chosen.kinds.n + s->chosen.types.n > 0 ||
	    yours);
	struct buf text = BUF_INIT;

	provenance_put_selection(&text, x);
	if (wrong && yours)
		say_not_yours(x);
	else if (wrong)
		log_error("nothing is chosen: the catalog has no control of "
		    "these: %s", buf_str(&text));
	else
		log_warn("no control matches: %s", buf_str(&text));
	buf_free(&text);
	return wrong ? EXIT_USAGE : 0;
}

int
selection_weigh(struct catalog *c, const struct selection *s,
    const char *kind)
{
	struct catalog_selection x = s->chosen;
	struct strs one = { 0 };
	int any, rc;

	if (selection_is_all(s))
		return 0;
	if (kind != NULL) {
		strs_add(&one, kind);
		x.kinds = one;
	}
	any = weigh(c, &x);
	rc = any == 2 ? 0 : any == -1 ? -1 : say_nothing(s, &x, any == 1);
	strs_free(&one);
	return rc;
}

void
selection_free(struct selection *s)
{
	strs_free(&s->chosen.sources);
	strs_free(&s->chosen.platforms);
	strs_free(&s->chosen.kinds);
	strs_free(&s->chosen.types);
}
