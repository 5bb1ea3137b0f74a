/* Whose controls figures count. */
#include "count/perspective.h"

#include "base/buf.h"
#include "base/str.h"
#include "value/member.h"
#include "words/words.h"

void
perspective_settle(struct catalog_selection *s)
{
	if (s->of == OF_DEFAULT && s->sources.n > 0)
		s->of = OF_ALL;
}

bool
perspective_has(enum of of, enum whose whose)
{
	return of == OF_ALL || (of == OF_YOURS) == (whose == WHOSE_YOURS);
}

enum whose
perspective_usual(const cJSON *source)
{
	const cJSON *own = member_get(source, "own");

	return cJSON_IsTrue(own) || (cJSON_IsNumber(own) && own->valueint != 0)
	    ? WHOSE_YOURS : WHOSE_AVAILABLE;
}

const char *
perspective_excluded(enum whose whose)
{
	static const char *const why[] = {
		[WHOSE_NOT_DEPLOYED] = "written, not deployed",
		[WHOSE_BELOW] = "less than what is to count",
		[WHOSE_TWIN] = "counts as the rule made from it",
		[WHOSE_APART] = "related, and in no figure",
		[WHOSE_NONE] = NULL,
	};

	return why[whose];
}

int
perspective_read(struct catalog *c, const struct catalog_selection *s,
    struct perspective *p)
{
	cJSON *rows = NULL;
	const cJSON *row;
	size_t i;

	for (i = 0; i < CONTROL_KINDS; i++)
		p->of[i] = s != NULL && s->of != OF_DEFAULT ? s->of
							    : OF_AVAILABLE;
	if (s != NULL && s->of != OF_DEFAULT)
		return 0;
	if (catalog_rows(c, Q_SOURCE_HEADS, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		if (member_kind(row) < CONTROL_KINDS)
			p->of[member_kind(row)] = member_of(row);
	cJSON_Delete(rows);
	return 0;
}

const char *
perspective_words(enum of of)
{
	return of == OF_YOURS ? "controls of yours"
	    : of == OF_AVAILABLE ? "available controls" : "all controls";
}

const char *
perspective_with(enum of of, enum kind kind)
{
	static const char *const words[CONTROL_KINDS][2] = {
		{ "with a published control",
		    "with a control, yours or published" },
		{ "with a public rule", "with a rule, yours or public" },
		{ "with a public test", "with a test, yours or public" },
	};

	return of == OF_YOURS ? "covered" : words[kind][of == OF_ALL];
}

const char *
perspective_without(enum of of, enum kind kind)
{
	static const char *const words[CONTROL_KINDS][2] = {
		{ "without a published control", "without any control" },
		{ "without a public rule", "without any rule" },
		{ "without a public test", "without any test" },
	};

	return of == OF_YOURS ? "not covered" : words[kind][of == OF_ALL];
}

const char *
perspective_noun(enum of of, enum kind kind, bool several)
{
	static const char *const public[CONTROL_KINDS][2] = {
		{ "published policy control", "published policy controls" },
		{ "public detection rule", "public detection rules" },
		{ "public test", "public tests" },
	};

	return of == OF_AVAILABLE ? public[kind][several]
				  : control_nouns[kind][several];
}

void
perspective_put_noun(struct buf *out, enum of of, enum kind kind, bool several)
{
	buf_puts(out, perspective_noun(of, kind, several));
	if (of == OF_YOURS)
		buf_puts(out, " of yours");
}

const char *
perspective_state(enum of of, enum kind kind, const char *state)
{
	static const char *const names[] = { "covered", "single", "gap",
		"open", NULL };
	static const char *const words[CONTROL_KINDS][2][4] = {
		{ { "published controls", "one published control", "none",
		    "none" }, { "controls", "one control", "none", "none" } },
		{ { "public rules", "one public rule", "none", "none" },
		    { "rules", "one rule", "none", "none" } },
		{ { "public tests", "one public test", "none", "none" },
		    { "tests", "one test", "none", "none" } },
	};
	size_t i = 0;

	while (names[i] != NULL && !str_equal(names[i], state))
		i++;
	return of == OF_YOURS || names[i] == NULL ? state
	    : words[kind][of == OF_ALL][i];
}

void
perspective_put_counted(struct buf *out, enum of of, enum kind kind)
{
	if (of == OF_ALL)
		buf_puts(out, "all ");
	perspective_put_noun(out, of, kind, true);
}

void
perspective_add(cJSON *to, const struct perspective *p)
{
	cJSON *of = cJSON_AddObjectToObject(to, "perspective");
	size_t i;

	for (i = 0; i < CONTROL_KINDS; i++)
		cJSON_AddStringToObject(of, kind_name((enum kind)i),
		    of_name(p->of[i]));
}

/* What is said of rules. */
static const struct {
	const char *one, *many, *with;
} of_rules[] = {
	[OF_YOURS] = { "rule of yours", "rules of yours",
	    "covered by your rules" },
	[OF_AVAILABLE] = { "public rule", "public rules",
	    "with a public rule" },
	[OF_ALL] = { "rule", "rules", "with a rule, yours or public" },
};

const char *
perspective_rule(enum of of, bool several)
{
	return several ? of_rules[of].many : of_rules[of].one;
}

const char *
perspective_short(enum of of)
{
	return of == OF_YOURS ? of_name(of) : of == OF_ALL ? "yours and public"
							   : "public";
}

void
perspective_add_words(cJSON *to, const struct perspective *p)
{
	static const enum kind order[CONTROL_KINDS] = { KIND_DETECTION,
		KIND_TEST, KIND_POLICY };
	cJSON *whose = cJSON_AddObjectToObject(to, "whose");
	enum of detection = p->of[KIND_DETECTION];
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < CONTROL_KINDS; i++) {
		cJSON_AddStringToObject(whose, kind_name(order[i]),
		    perspective_short(p->of[order[i]]));
		buf_puts(&b, i == 0 ? "" : "; ");
		perspective_put_noun(&b, p->of[order[i]], order[i], true);
		buf_puts(&b, p->of[order[i]] == OF_ALL ? ", yours and public"
		    : "");
	}
	member_take_buf(whose, "counted", &b);
	cJSON_AddBoolToObject(whose, "yours", detection == OF_YOURS);
	cJSON_AddBoolToObject(whose, "public", detection == OF_AVAILABLE);
	cJSON_AddBoolToObject(whose, "yours_test",
	    p->of[KIND_TEST] == OF_YOURS);
	cJSON_AddBoolToObject(whose, "yours_policy",
	    p->of[KIND_POLICY] == OF_YOURS);
	cJSON_AddStringToObject(whose, "rule", of_rules[detection].one);
	cJSON_AddStringToObject(whose, "rules", of_rules[detection].many);
	cJSON_AddStringToObject(whose, "with", of_rules[detection].with);
}
