/* outdated: which sources have something newer than the lock names. */
#include <string.h>

#include "base/interrupt.h"
#include "build/outdated.h"
#include "cmd.h"
#include "common.h"
#include "output/answer.h"
#include "output/output.h"
#include "output/table.h"
#include "store/lock.h"
#include "value/member.h"
#include "value/value.h"

enum {
	SOURCES_MAX = 1000, /* named to it */
	SHORT = 10,         /* digits of a commit that people see */
};

static const struct table_column columns[] = {
	{ "source", TABLE_LEFT, 0, 0 },
	{ "state", TABLE_LEFT, 0, 0 },
	{ "locked", TABLE_LEFT, 0, 0 },
	{ "accessed", TABLE_LEFT, 0, 1 },
	{ "now", TABLE_LEFT, 0, 0 },
	{ "why", TABLE_LEFT, 16, 2 },
};

/* A version, or a commit, of which people see the first digits. */
static void
add_commit(struct table *t, const char *text, bool people)
{
	char digits[SHORT + 1] = "";

	if (people && text != NULL && lock_is_revision(text)) {
		strncat(digits, text, SHORT);
		text = digits;
	}
	table_add(t, text == NULL && people ? "-" : text);
}

static struct table *
make_table(const cJSON *model, bool people)
{
	struct table *t = table_new(columns,
	    sizeof(columns) / sizeof(columns[0]));
	const cJSON *row;
	const char *state, *none = people ? "-" : NULL;

	cJSON_ArrayForEach(row, member_get(model, "sources")) {
		state = member_text(row, "state");
		table_add(t, member_text(row, "id"));
		table_add_styled(t, strcmp(state, "newer") == 0 ? STYLE_STRONG
		    : strcmp(state, "failed") == 0 ? STYLE_WARN : STYLE_PLAIN,
		    state);
		add_commit(t, member_text_or(row, "version",
		    member_text(row, "revision")), people);
		table_add(t, member_text_or(row, "accessed", none));
		add_commit(t, member_text(row, "now"), people);
		table_add(t, member_text(row, "why"));
	}
	return t;
}

static void
print_outdated(const cJSON *model, const char *format)
{
	struct table *table = make_table(model, strcmp(format, "text") == 0 ||
	    strcmp(format, "markdown") == 0);

	table_print(table, format);
	table_free(table);
}

/* Returns the exit code. */
static int
run_outdated(const struct build_options *c, const char *format, bool exit_code)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	const cJSON *states;
	cJSON *model = NULL;
	struct config config;
	int rc;

	interrupt_begin();
	rc = build_config(c, &config);
	if (rc == 0)
		rc = outdated_ask(c, &config, &model);
	if (rc == 0 && strcmp(format, "json") == 0)
		rc = output_write_json(NULL, model);
	else if (rc == 0)
		print_outdated(model, format);
	states = member_get(model, "states");
	rc = rc == -1 || member_number(states, "failed") > 0 ? EXIT_FAILED
	    : exit_code && member_number(states, "newer") > 0 ? EXIT_FOUND
	    : EXIT_OK;
	config_free(&config);
	value_use(before);
	arena_free(&mem);
	return rc;
}

int
cmd_outdated(const struct command *self, int argc, char **argv)
{
	struct build_options c = { .timeout = BUILD_TIMEOUT };
	const char *format = "text";
	bool exit_code = false;
	const struct opt opts[] = { OPT_CONFIG(c),
		{ OPT_LIST, 0, "source", "ID", &c.only,
		    "only this source, or attack; repeatable" },
		{ OPT_FLAG, 0, "exit-code", NULL, &exit_code,
		    "exit with 3 if anything is newer" },
		{ OPT_TEXT, 'f', "format", "NAME", &format,
		    "text, tsv, csv, markdown or json (text)",
		    answer_formats },
		OPT_MIRROR(c), OPT_TIMEOUT(c), OPT_CACHE(c), OPT_JOBS(c),
		OPT_LAST };
	int i, n, rc = options_read(self, opts, argc, argv, SOURCES_MAX, &n);

	for (i = 0; rc == 0 && i < n; i++)
		strs_add(&c.only, argv[i]);
	if (rc == 0)
		rc = common_check(self, &c);
	if (rc == 0)
		rc = run_outdated(&c, format, exit_code);
	strs_free(&c.only);
	return rc;
}
