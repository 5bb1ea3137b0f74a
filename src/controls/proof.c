/* Evidence: the tests that a rule names, and what came of tests. */
#include "proof.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/moment.h"
#include "proof_layout.h"
#include "value/clean.h"
#include "words/words.h"

enum {
	TESTS_MAX = 1000, /* tests that one control names, or recordings */
	FILES_MAX = 1000, /* of one recording */
};

/* Names of tests, or of recordings. */
struct named_tests {
	struct test_name **v;
	size_t *n;
	const char *what, *many; /* "tests"; "too-many-tests" */
};

static void
add_test(const struct taking *t, const struct named_tests *to, const cJSON *node,
    const char *text)
{
	size_t i, n = *to->n;

	if (*text == '\0' || n > TESTS_MAX)
		return;
	for (i = 0; i < n; i++)
		if (str_equal_nocase((*to->v)[i].id, text))
			return;
	if (n == TESTS_MAX) {
		(*to->n)++; /* reported once */
		findings_add(t->f, t->d->path, value_line(node), to->many,
		    "more than %d %s: the rest is left out", TESTS_MAX,
		    to->what);
		return;
	}
	*ARENA_ADD(t->mem, *to->v, *to->n) =
	    (struct test_name){ text, value_line(node) };
}

/* The text of a node on one line, trimmed; "": it has none. */
static const char *
trimmed_line(const struct taking *t, const cJSON *node)
{
	const char *text = value_text(node);

	return text == NULL ? ""
	    : clean_line(t->mem, str_trim(t->mem, text));
}

void
proof_simulated(const struct taking *t, struct control *c)
{
	const struct rules *rules = &t->s->evidence;
	const struct named_tests to = { &c->simulates, &c->nsimulates, "tests",
		"too-many-tests" };
	struct nodes found;
	size_t i, k;

	for (i = 0; i < rules->n; i++) {
		if (evidence_read(rules->v[i].is) != E3 ||
		    !pick_rule_holds(t, &rules->v[i]))
			continue;
		found = pick_nodes(t, &rules->v[i].field);
		for (k = 0; k < found.n; k++)
			add_test(t, &to, found.v[k],
			    trimmed_line(t, found.v[k]));
		free(found.v);
	}
	if (c->nsimulates > TESTS_MAX)
		c->nsimulates = TESTS_MAX;
}

/* Adds each address in the text, which may stand among other words. Where there is
 * none the text is a path, if it can be one. */
static void
add_addresses(const struct taking *t, const struct named_tests *to,
    const cJSON *node)
{
	static const char end[] = " \t\"'`<>()[]{}|\\^";
	const char *line = trimmed_line(t, node), *p = line, *colon;
	size_t len, scheme;

	if (strstr(line, "://") == NULL) {
		if (strchr(line, '/') != NULL &&
		    line[strcspn(line, str_space)] == '\0')
			add_test(t, to, node, line);
		return;
	}
	while ((colon = strstr(p, "://")) != NULL) {
		for (scheme = 0; colon - scheme > p &&
		    isalpha((unsigned char)colon[-(long)scheme - 1]);)
			scheme++;
		len = strcspn(colon, end);
		while (strchr(".,;", colon[len - 1]) != NULL)
			len--;
		add_test(t, to, node, arena_strndup(t->mem, colon - scheme,
		    scheme + len));
		p = colon + strlen("://");
	}
}

void
proof_recorded(const struct taking *t, struct control *c)
{
	const struct named_tests to = { &c->recordings, &c->nrecordings,
		"addresses", "too-many-recordings" };
	struct nodes found = pick_nodes(t, &t->s->recordings);
	const char *text;
	size_t i;

	for (i = 0; i < found.n; i++)
		add_addresses(t, &to, found.v[i]);
	free(found.v);
	if (c->nrecordings > TESTS_MAX)
		c->nrecordings = TESTS_MAX;
	found = pick_nodes(t, &t->s->recorded);
	for (i = 0; i < found.n; i++) {
		text = trimmed_line(t, found.v[i]);
		if (*text == '\0')
			continue;
		if (c->nfiles == FILES_MAX) {
			findings_add(t->f, t->d->path, value_line(found.v[i]),
			    "too-many-files", "more than %d files: the rest "
			    "is left out", FILES_MAX);
			break;
		}
		*ARENA_ADD(t->mem, c->files, c->nfiles) = text;
	}
	free(found.v);
}

/* A proof for each value of the fields. */
static void
take_values(const struct taking *t, const struct fields *fields, bool links,
    struct proof p, struct controls *out)
{
	struct nodes found = pick_nodes(t, fields);
	const char *text;
	size_t i;

	for (i = 0; i < found.n; i++) {
		text = value_text(found.v[i]);
		text = text == NULL ? "" : str_trim(t->mem, text);
		if (*text == '\0')
			continue;
		p.control = links ? NULL : text;
		p.link = links ? text : NULL;
		*LIST_ADD(out->proofs, out->nproofs) = p;
	}
	free(found.v);
}

/* Reads when it was; false: the date is in another form. */
static bool
take_date(const struct taking *t, struct proof *p)
{
	const char *text = pick_line(t, &t->s->proof_date);
	struct moment m;

	p->day = NULL;
	p->at = LLONG_MIN;
	if (text == NULL)
		return true;
	if (!moment_read(text, &m)) {
		findings_add(t->f, p->path, p->line, "unclear-date",
		    "%.*s: not a date as ISO 8601 writes it (2026-02-01): "
		    "the row is not used", str_fit(text, 40), text);
		return false;
	}
	p->day = arena_strdup(t->mem, m.day);
	p->at = m.at;
	return true;
}

/* Reads what came of it; false: the word is unknown. */
static bool
take_outcome(const struct taking *t, struct proof *p)
{
	const struct nodes self = { (const cJSON *[]){ t->node }, 1 };
	const char *word = pick_line(t, &t->s->proof_outcome);
	const struct strs *words = t->s->proof_words;

	p->outcome = RESULT_NOT_RUN;
	if (t->s->proof_not_run.field.n > 0 &&
	    pick_rule_holds(t, &t->s->proof_not_run))
		return true;
	p->outcome = evidence_read(t->s->proof_level) == E0 ? RESULT_RAN
	    : RESULT_DETECTED;
	if (t->s->proof_outcome.n == 0)
		return true;
	if (!proof_layout_has(t, &self, &t->s->proof_outcome)) {
		findings_add(t->f, p->path, p->line, "no-outcome",
		    "it does not give the test's result: the row is not "
		    "used");
		return false;
	}
	if (word == NULL)
		word = "";
	for (p->outcome = RESULT_DETECTED; p->outcome < RESULT_NONE;
	    p->outcome++)
		if (strs_has_nocase(&words[p->outcome], word))
			return true;
	findings_add(t->f, p->path, p->line, "unknown-outcome",
	    "%.*s: not a word for a test's result: the row is not used",
	    str_fit(word, 40), *word == '\0' ? "nothing" : word);
	return false;
}

static void
take_row(struct taking *t, struct controls *out)
{
	const struct source *s = t->s;
	struct proof p = { .path = t->d->path, .line = value_line(t->node) };
	/* Where only tests are named, these are the controls. */
	bool tests = s->proof_control.n + s->proof_link.n == 0;
	size_t before = out->nproofs;
	bool dated, clear;

	if (!pick_rule_holds(t, &s->proof_when))
		return;
	out->rows++;
	p.test = tests ? NULL : pick_line(t, &s->proof_test);
	p.name = pick_line(t, &s->proof_name);
	dated = take_date(t, &p);
	clear = take_outcome(t, &p);
	if (!dated || !clear)
		return;
	take_values(t, tests ? &s->proof_test : &s->proof_control, false, p,
	    out);
	take_values(t, &s->proof_link, true, p, out);
	if (tests && p.name != NULL && out->nproofs == before)
		*LIST_ADD(out->proofs, out->nproofs) = p;
	if (out->nproofs > before)
		out->understood++;
	else if (tests)
		findings_add(t->f, p.path, p.line, "no-test",
		    "it names no test");
	else if (s->proof_control.n > 0)
		findings_add(t->f, p.path, p.line, "no-control",
		    "it names no control");
}

void
proof_take(struct taking *t, cJSON *header, struct controls *out)
{
	const struct nodes head = { (const cJSON *[]){ header },
		header != NULL };
	struct nodes each;
	size_t i;

	t->node = t->doc;
	each = pick_nodes_or_self(t, &t->s->each);
	if (!(head.n + each.n > 0
	    ? proof_layout_check(t, header, head.n > 0 ? &head : &each)
	    : proof_layout_check_empty(t))) {
		out->rows += each.n;
		out->unread = out->rows == 0;
		each.n = 0;
	}
	for (i = 0; i < each.n; i++) {
		t->node = each.v[i];
		take_row(t, out);
	}
	free(each.v);
}
