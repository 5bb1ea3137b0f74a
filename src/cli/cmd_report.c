/* report: what somebody decides by, as one file to hand over. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "board/board.h"
#include "cmd.h"
#include "common.h"
#include "compare/history.h"
#include "count/visibility.h"
#include "filter.h"
#include "model/model.h"
#include "model/technique_logs.h"
#include "model/technique_select.h"
#include "output/output.h"
#include "site/render.h"
#include "threat/targets.h"
#include "threat/threat.h"
#include "value/member.h"

struct asked {
	struct build_options common;
	struct selection s;
	struct strs threats;
	const char *format, *out, *domain, *technique, *over;
	char *templates;
};

static bool
is_markdown(const struct asked *a)
{
	return strcmp(a->format, "markdown") == 0;
}

static const struct catalog_selection *
chosen_of(const struct asked *a)
{
	return selection_is_all(&a->s) ? NULL : &a->s.chosen;
}

/* The techniques of a state, each with its name. */
static void
add_techniques_in(cJSON *states, const cJSON *answer, const char *state)
{
	static const char *const kept[] = { "id", "name", "url", NULL };
	cJSON *one = cJSON_CreateObject(), *list;
	const cJSON *t;

	member_add_text(one, "threat_state", state);
	list = cJSON_AddArrayToObject(one, "techniques");
	cJSON_ArrayForEach(t, member_get(answer, "techniques"))
		if (str_equal(member_text(t, "state"), state))
			cJSON_AddItemToArray(list, member_pick(t, kept));
	member_mark_last(list);
	member_add_number(one, "n", cJSON_GetArraySize(list));
	if (list->child != NULL)
		cJSON_AddItemToArray(states, one);
	else
		cJSON_Delete(one);
}

/* Adds how well the techniques of a threat are answered. */
static int
add_states_of_threat(struct catalog *c, const struct asked *a,
    const char *kind, cJSON *board)
{
	struct threats *threats = threat_open(c, &a->s.chosen, kind);
	cJSON *answer = threats == NULL ? NULL
	    : threat_answer(threats, &a->threats, 0), *states;
	struct buf text = BUF_INIT;
	const cJSON *d;
	size_t i;

	threat_close(threats);
	if (answer == NULL)
		return -1;
	cJSON_ArrayForEach(d, member_get(answer, "domains"))
		buf_printf(&text, "%s%s", text.len > 0 ? ". " : "",
		    member_text_or(d, "text", ""));
	member_take_buf(board, "threat_text", &text);
	member_add_text(board, "threat_definitions",
	    member_text(answer, "definitions"));
	states = cJSON_AddArrayToObject(board, "states");
	for (i = 0; threat_states[i] != NULL; i++)
		add_techniques_in(states, answer, threat_states[i]);
	cJSON_AddBoolToObject(board, "has_states", states->child != NULL);
	return 0;
}

static int
write_report(const struct asked *a, cJSON *model)
{
	struct buf out = BUF_INIT;
	int rc = 0;

	member_mark_last(member_get(model, "sources"));
	if (strcmp(a->format, "json") == 0) {
		board_strip(model);
		output_put_json(&out, model);
	} else {
		rc = render_report(a->templates, a->over, is_markdown(a)
		    ? "markdown/report" : "html/report", model, &out);
	}
	if (rc == 0)
		rc = output_write(a->out, &out);
	buf_free(&out);
	return rc;
}

/* Of all, or of what the targets use. */
static int
report_board(struct catalog *c, struct asked *a, const char *kind,
    const cJSON *targets)
{
	char *catalog = build_catalog(&a->common);
	char *previous = catalog_previous(catalog);
	char *config = a->common.config != NULL
	    ? mem_strdup(a->common.config) : config_find(false);
	char *history = history_path(config);
	struct board_asked asked = { .selection = chosen_of(a), .kind = kind,
		.domain = a->domain, .targets = targets };
	cJSON *board = NULL;
	int rc = -1;

	if (file_exists(previous)) {
		asked.before = catalog_open(previous);
		if (asked.before == NULL)
			goto out;
	}
	/* One that stands here is of the catalog that is made here. */
	if ((a->common.catalog == NULL || a->common.config != NULL) &&
	    file_exists(history))
		asked.history = history;
	board = board_make(c, &asked);
	if (board != NULL)
		rc = targets == NULL ? 0
		    : add_states_of_threat(c, a, kind, board);
	if (rc == 0)
		rc = write_report(a, board);
out:
	catalog_close(asked.before);
	free(config);
	free(catalog);
	free(previous);
	free(history);
	return rc;
}

/* Adds what is said of logs, and what to do next. */
static int
add_advice(struct catalog *c, const struct asked *a, const cJSON *targets,
    cJSON *technique)
{
	const struct board_asked asked = { .selection = chosen_of(a),
		.targets = targets };
	long long pk = member_number(member_get(targets, "techniques")->child,
	    "pk");
	struct visibility_asked seen = { 0 };
	struct visibility *v = visibility_open(c, &seen);
	cJSON *board = v == NULL ? NULL : board_make(c, &asked);
	static const char *const kept[] = { "next", "unproven", NULL };

	if (board != NULL) {
		technique_logs_add(technique, v, pk);
		member_copy_all(technique, member_get(board, "domains")->child,
		    kept);
	}
	visibility_close(v);
	return board == NULL ? -1 : 0;
}

static int
write_technique(const struct asked *a, cJSON *technique)
{
	struct buf out = BUF_INIT;
	int rc = is_markdown(a)
	    ? render_technique(a->templates, a->over, RENDER_MARKDOWN,
	    technique, &out)
	    : render_report(a->templates, a->over, "html/report_technique",
	    technique, &out);

	if (rc == 0)
		rc = output_write(a->out, &out);
	buf_free(&out);
	return rc;
}

/* Of one technique. */
static int
report_technique(struct catalog *c, struct asked *a, const cJSON *targets)
{
	const cJSON *t = member_get(targets, "techniques")->child;
	cJSON *rows = NULL, *site, *technique;

	if (catalog_rows(c, Q_TECHNIQUE, member_text(t, "id"), &rows) == -1)
		return -1;
	site = model_brief(c);
	technique = site == NULL ? NULL : model_technique(c, site,
	    rows->child);
	if (technique == NULL || technique_select(c, technique, rows->child,
	    chosen_of(a)) == -1 || add_advice(c, a, targets, technique) == -1)
		return -1;
	return write_technique(a, technique);
}

/* The techniques of the words; *targets is NULL where there is no word. */
static int
find_targets(struct catalog *c, const struct asked *a, cJSON **targets)
{
	struct strs words = { 0 };
	struct buf word = BUF_INIT;
	int rc = 0;

	*targets = NULL;
	if (a->technique != NULL) {
		buf_printf(&word, "technique:%s", a->technique);
		strs_add(&words, buf_str(&word));
		*targets = targets_resolve(c, &words, 0);
	} else if (a->threats.n > 0) {
		*targets = targets_resolve(c, &a->threats, 0);
	}
	if (*targets == NULL)
		rc = a->technique != NULL || a->threats.n > 0 ? -1 : 0;
	else
		rc = filter_say(*targets, a->technique != NULL ? "technique"
		    : "threat");
	if (rc == 0 && a->technique != NULL && member_get(*targets,
	    "techniques")->child == NULL) {
		log_error("--technique: %s is no technique that is active",
		    a->technique);
		rc = EXIT_USAGE;
	}
	strs_free(&words);
	buf_free(&word);
	return rc;
}

static int
answer_report(struct catalog *c, void *what)
{
	struct asked *a = what;
	const char *kind = NULL;
	cJSON *targets = NULL;
	int rc = selection_find(c, &a->s);

	if (rc == 0)
		rc = selection_find_domain(c, &a->domain);
	if (rc == 0 && a->technique == NULL)
		rc = selection_kind(c, &a->s, NULL, &kind);
	if (rc == 0)
		rc = selection_weigh(c, &a->s, kind);
	if (rc == 0)
		rc = find_targets(c, a, &targets);
	if (rc != 0)
		return rc;
	return a->technique != NULL ? report_technique(c, a, targets)
	    : report_board(c, a, kind, targets);
}

int
cmd_report(const struct command *self, int argc, char **argv)
{
	static const char *const formats[] = { "html", "markdown", "json",
		NULL };
	struct asked a = { .format = "html" };
	const struct opt opts[] = { OPT_CATALOG(a.common),
		OPT_CONFIG(a.common), OPT_OUTPUT(a.out),
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "html, markdown or json (html)", formats },
		{ OPT_TEXT, 0, "technique", "NAME", &a.technique,
		    "of this technique alone" },
		{ OPT_LIST, 0, "threat", "NAME", &a.threats,
		    "of what this threat uses; repeatable" },
		{ OPT_TEXT, 0, "templates", "DIR", &a.over,
		    "templates that replace those of the program" },
		OPT_DOMAIN(a.domain), OPT_SELECTION(a.s), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = selection_check(self, &a.s);
	if (rc == 0 && a.technique != NULL && a.threats.n > 0)
		rc = options_wrong(self, "--technique or --threat, not both");
	if (rc == 0 && a.technique != NULL && strcmp(a.format, "json") == 0)
		rc = options_wrong(self, "--technique: for JSON see "
		    "`sextant show`");
	if (rc == 0) {
		a.templates = build_home("templates");
		rc = a.templates == NULL ? EXIT_FAILED
		    : common_ask(&a.common, answer_report, &a);
	}
	free(a.templates);
	selection_free(&a.s);
	strs_free(&a.threats);
	return rc;
}
