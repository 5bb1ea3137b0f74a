/* help: the commands, the options of one, and what words mean. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/word.h"
#include "build/build.h"
#include "cmd.h"
#include "output/terminal.h"
#include "text/topic.h"

/* What else is explained: a section of a file of data/. */
static const struct topic {
	const char *name, *file, *heading;
} topics[] = {
	{ "config", "help.md", "sextant.yaml" },
	{ "formats", "help.md", "Formats" },
	{ "environment", "help.md", "Environment" },
	{ "files", "help.md", "Files" },
	{ "exit-status", "help.md", "Exit status" },
	{ "words", "README.md", "Words" },
	{ "kinds", "README.md", "Kinds" },
	{ "coverage", "README.md", "Definitions" },
	{ "evidence", "README.md", "Evidence" },
	{ "ids", "README.md", "What becomes of an id" },
	{ "lifecycle", "README.md", "Lifecycle" },
	{ "levels", "README.md", "Levels and statuses" },
	{ "states", "README.md", "States of a technique" },
	{ "priority", "README.md", "Priority" },
	{ "yours", "README.md", "Whose coverage" },
	{ "logs", "README.md", "Logs" },
	{ "platforms", "README.md", "Platforms" },
	{ "policies", "README.md", "Policy" },
	{ "crosswalks", "README.md", "Crosswalks" },
	{ "reports", "README.md", "What a report names" },
};

enum {
	NTOPICS = sizeof(topics) / sizeof(topics[0]),
	COLUMNS = 80, /* of the list of these */
};

int
help_start(void)
{
	static const struct {
		const char *command, *what;
	} first[] = {
		{ "init", "look at this folder, and write a sextant.yaml for it" },
		{ "build", "fetch ATT&CK and the sources, map, render the site" },
		{ "show T1059", "what anything is, and what answers it" },
		{ "gaps", "which techniques nothing of yours answers" },
		{ "lint rules", "check the ATT&CK ids in your own rules" },
	};
	size_t i;

	printf("usage: sextant COMMAND [options]\n\n"
	    "Documents which controls cover which ATT&CK techniques. "
	    "To start with:\n\n");
	for (i = 0; i < sizeof(first) / sizeof(first[0]); i++)
		printf("  sextant %-10s  %s\n", first[i].command, first[i].what);
	printf("\n`sextant help` lists all commands and topics, `sextant help "
	    "build` has the\noptions of one, `sextant help coverage` "
	    "explains a topic.\n");
	return EXIT_USAGE;
}

static void
put_topics(void)
{
	struct buf list = BUF_INIT;
	struct terminal t = { BUF_INIT, false };
	size_t i;

	buf_puts(&list, "topics, for `sextant help TOPIC`:");
	for (i = 0; i < NTOPICS; i++)
		buf_printf(&list, "%s %s", i > 0 ? "," : "", topics[i].name);
	terminal_wrap(&t, 0, 2, buf_str(&list), COLUMNS);
	printf("\n%s", buf_str(&t.text));
	buf_free(&t.text);
	buf_free(&list);
}

int
help_commands(void)
{
	const struct command *c;

	printf("usage: sextant COMMAND [options]\n\n"
	    "Documents which controls cover which ATT&CK techniques.\n\n"
	    "commands:\n");
	for (c = commands; c->name != NULL; c++)
		printf("  %-10s  %s\n", c->name, c->summary);
	put_topics();
	printf("\nSee `sextant COMMAND --help` for the options of a command. Long ones "
	    "may be\nabbreviated, letters combined: --form json, -af json.\n"
	    "Exit status: 0 success, 1 failure, 2 usage error, 3 found what "
	    "it was told to\nfail on.\n");
	return EXIT_OK;
}

void
help_put_meant(struct buf *why, const char *word, bool with_topics)
{
	const struct command *c;
	struct strs known = { 0 };
	size_t i;

	for (c = commands; c->name != NULL; c++)
		strs_add(&known, c->name);
	for (i = 0; with_topics && i < NTOPICS; i++)
		strs_add(&known, topics[i].name);
	if (!word_put_near(why, word, "", (const char *const *)known.v,
	    known.n))
		buf_puts(why, "; see `sextant help`");
	strs_free(&known);
}

const char *
help_topic(size_t i, const char **about)
{
	if (i >= NTOPICS)
		return NULL;
	*about = topics[i].heading;
	return topics[i].name;
}

static int
explain(const struct topic *topic)
{
	char *folder = build_home("data"), *path;
	struct buf text = BUF_INIT;
	struct terminal t;
	int rc = EXIT_FAILED;

	if (folder == NULL)
		return rc;
	path = path_join(folder, topic->file);
	terminal_begin(&t);
	if (file_read(path, 0, &text) == 0) {
		if (topic_put(&t, buf_str(&text), topic->heading))
			rc = EXIT_OK;
		else
			log_error("%s: no section %s", path, topic->heading);
	}
	terminal_end(&t);
	buf_free(&text);
	free(path);
	free(folder);
	return rc;
}

int
cmd_help(const struct command *self, int argc, char **argv)
{
	const struct opt opts[] = { { OPT_END, 0, NULL, NULL, NULL, NULL } };
	const struct command *c;
	char *help[] = { NULL, mem_strdup("--help"), NULL };
	struct buf meant = BUF_INIT;
	int n, rc = options_read(self, opts, argc, argv, 1, &n);
	size_t i;

	for (i = 0; rc == 0 && n == 1 && i < NTOPICS; i++)
		if (word_is(argv[0], topics[i].name))
			break;
	c = rc == 0 && n == 1 ? command_find(argv[0]) : NULL;
	if (rc == 0 && n == 0) {
		rc = help_commands();
	} else if (c != NULL) {
		help[0] = argv[0];
		rc = c->run(c, 2, help);
	} else if (rc == 0 && i < NTOPICS) {
		rc = explain(&topics[i]);
	} else if (rc == 0) {
		help_put_meant(&meant, argv[0], true);
		log_error("help: %s: no such command or topic%s", argv[0],
		    buf_str(&meant));
		rc = EXIT_USAGE;
	}
	buf_free(&meant);
	free(help[1]);
	return rc;
}
