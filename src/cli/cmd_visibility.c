/* visibility: what could be seen on the logs that are collected, where these come
 * short, and what to collect next. */
#include <string.h>

#include "base/log.h"
#include "cmd.h"
#include "common.h"
#include "count/visibility.h"
#include "filter.h"
#include "model/visibility.h"
#include "output/answer.h"
#include "output/output.h"
#include "selection.h"
#include "text/show_visibility.h"
#include "threat/targets.h"
#include "value/member.h"
#include "words/words.h"

enum { NEXT = 10 }; /* to collect next, unless another limit is asked for */

struct asked {
	struct selection s;
	struct strs words, with, states;
	const char *format, *domain;
	bool next, no_files;
	int limit; /* 0: all; below: not asked for */
};

/* Sets what is as if collected to MITRE's names. As selection_find. */
static int
find_with(struct catalog *c, struct strs *with)
{
	struct buf why = BUF_INIT;
	int rc = visibility_resolve(c, with, &why);

	if (rc == 0)
		log_error("--with %s", buf_str(&why));
	buf_free(&why);
	return rc == 0 ? EXIT_USAGE : rc == 1 ? 0 : -1;
}

static int
print_visibility(cJSON *m, const struct asked *a)
{
	struct visibility_shown shown = { .format = a->format,
		.next = a->next, .listed = a->states.n > 0,
		.limit = a->limit };

	if (strcmp(a->format, "json") != 0) {
		show_visibility(m, &shown);
		return 0;
	}
	if (!a->next && a->limit > 0)
		answer_cut(member_get(m, "techniques"), a->limit);
	return output_write_json(NULL, m);
}

static int
answer_visibility(struct catalog *c, void *what)
{
	struct asked *a = what;
	struct visibility_question q = { .selection = &a->s.chosen,
		.with = &a->with,
		.next = a->next && a->limit >= 0 ? a->limit : NEXT };
	int rc = selection_find(c, &a->s);
	cJSON *m;
	size_t i;

	if (rc == 0)
		rc = selection_find_domain(c, &a->domain);
	if (rc == 0)
		rc = selection_weigh(c, &a->s, NULL);
	if (rc == 0)
		rc = find_with(c, &a->with);
	if (rc == 0 && a->words.n > 0) {
		q.targets = targets_resolve(c, &a->words,
		    a->no_files ? TARGETS_NO_FILES : 0);
		rc = q.targets == NULL ? -1 : filter_say(q.targets, NULL);
	}
	if (rc != 0)
		return rc;
	q.domain = a->domain;
	for (i = 0; i < a->states.n; i++)
		q.states[visible_read(a->states.v[i])] = true;
	m = visibility_answer(c, &q);
	return m == NULL ? -1 : print_visibility(m, a);
}

static int
check_visibility(const struct command *self, struct asked *a)
{
	const char *const kinds[] = { kind_name(KIND_DETECTION), NULL };
	int rc = selection_check(self, &a->s);

	if (rc == 0)
		rc = options_choose_each(self, "kind", &a->s.chosen.kinds,
		    kinds);
	if (rc == 0 && a->next && a->states.n > 0)
		rc = options_wrong(self, "--next and --visible: choose one");
	return rc;
}

int
cmd_visibility(const struct command *self, int argc, char **argv)
{
	struct build_options c = { 0 };
	struct asked a = { .format = "text", .limit = -1 };
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text, tsv, csv, markdown or json (text)",
		    answer_formats },
		OPT_LIMIT(a.limit, "only the first N rows; 0: all"),
		{ OPT_FLAG, 0, "next", NULL, &a.next,
		    "only which logs to collect next" },
		{ OPT_LIST, 0, "visible", "WORD", &a.states,
		    "only full, partly, blind or not-told ones",
		    visible_names },
		{ OPT_LIST, 0, "with", "LOG", &a.with,
		    "as if this were collected, too; repeatable" },
		{ OPT_FLAG, 0, "no-files", NULL, &a.no_files,
		    "take no word for a file; - is standard input" },
		OPT_DOMAIN(a.domain), OPT_SELECTION(a.s), OPT_LAST };
	int i, n, rc = options_read(self, opts, argc, argv, argc, &n);

	for (i = 0; rc == 0 && i < n; i++)
		strs_add(&a.words, argv[i]);
	if (rc == 0)
		rc = check_visibility(self, &a);
	if (rc == 0)
		rc = common_ask(&c, answer_visibility, &a);
	selection_free(&a.s);
	strs_free(&a.words);
	strs_free(&a.with);
	strs_free(&a.states);
	return rc;
}
