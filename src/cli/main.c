/* The program: a verb, and what it is asked. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/log.h"
#include "build_info.h"
#include "cmd.h"
#include "value/value.h"

static const struct command commands[] = {
	{ "build", "", "fetch, map and render in a row",
	    "sextant build --config ours.yaml --out public", cmd_build },
	{ "fetch", "[SOURCE...]", "bring ATT&CK and the sources into the cache",
	    "sextant fetch --mirror file:///srv/mirror", cmd_fetch },
	{ "map", "", "map controls to techniques: cache in, catalog out",
	    "sextant map --catalog out/catalog.db", cmd_map },
	{ "render", "", "render pages: catalog in, site out",
	    "sextant render --format markdown --out docs", cmd_render },
	{ "serve", "", "preview the site, built again as its sources change",
	    "sextant serve --port 8080", cmd_serve },
	{ "show", "TECHNIQUE", "what answers a technique, by id or name",
	    "sextant show T1587.003", cmd_show },
	{ "search", "WORDS", "find techniques, groups and controls by words",
	    "sextant search credential dumping --kind detection", cmd_search },
	{ "list", "", "every technique, and what counts for it",
	    "sextant list --platform Linux --single", cmd_list },
	{ "gaps", "", "techniques that nothing answers, the most used first",
	    "sextant gaps --group APT29 --deployed", cmd_gaps },
	{ "threat", "NAME|LAYER.json...",
	    "what of a group, software or layer is open, and what closes it",
	    "sextant threat APT29 --source sigma --open", cmd_threat },
	{ "lint", "[PATH...]", "hold the ids of your own rules against ATT&CK",
	    "sextant lint --fix rules", cmd_lint },
	{ "sources", "", "what is configured, and what came of it",
	    "sextant sources --findings", cmd_sources },
	{ "stats", "", "coverage under each definition, and outcomes",
	    "sextant stats --format json", cmd_stats },
	{ "layer", "", "what answers each technique, for the ATT&CK Navigator",
	    "sextant layer --threat APT29 >apt29.json", cmd_layer },
	{ "check", "", "guard coverage: thresholds, targets, a baseline",
	    "sextant check --baseline coverage.json --format github",
	    cmd_check },
	{ "diff", "[OLD NEW]", "what changed, by controls and by ATT&CK",
	    "sextant diff baseline.json out/catalog.db", cmd_diff },
	{ "rehearse", "VERSION", "what another version of ATT&CK would do",
	    "sextant rehearse latest --fail-on checks", cmd_rehearse },
	{ "export", "csv|controls|json|compass-csv|compass-json|sqlite|dump",
	    "the catalog for other programs",
	    "sextant export csv >coverage.csv", cmd_export },
};

static const size_t ncommands = sizeof(commands) / sizeof(commands[0]);

static int
print_help(void)
{
	size_t i;

	printf("usage: sextant COMMAND [options]\n\n"
	    "ATT&CK coverage documents: fetches controls, maps and renders "
	    "them.\n\ncommands:\n");
	for (i = 0; i < ncommands; i++)
		printf("  %-8s  %s\n", commands[i].name, commands[i].summary);
	printf("\n`sextant COMMAND --help` has each one's options.\n"
	    "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done and found "
	    "what it was asked\nto fail on.\n");
	return EXIT_OK;
}

static const struct command *
find_command(const char *name)
{
	size_t i;

	for (i = 0; i < ncommands; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static int
run_main(int argc, char **argv)
{
	const struct command *c;

	if (argc < 2) {
		log_error("expected a command; see `sextant --help`");
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
	    strcmp(argv[1], "help") == 0)
		return print_help();
	if (strcmp(argv[1], "--version") == 0) {
		build_info_print();
		return EXIT_OK;
	}
	c = find_command(argv[1]);
	if (c == NULL && argv[1][0] == '-') {
		log_error("unknown option %s; see `sextant --help`", argv[1]);
		return EXIT_USAGE;
	}
	if (c == NULL) {
		log_error("%s: no such command; see `sextant --help`", argv[1]);
		return EXIT_USAGE;
	}
	return c->run(c, argc - 1, argv + 1);
}

int
main(int argc, char **argv)
{
	int rc;

	/* A closed pipe is an error like any other: said once, exit code 1. */
	signal(SIGPIPE, SIG_IGN);
	value_init();
	rc = run_main(argc, argv);
	interrupt_end();
	if (fflush(stdout) == EOF || ferror(stdout)) {
		if (errno != EPIPE)
			log_error("standard output: %s", strerror(errno));
		return EXIT_FAILED;
	}
	return rc;
}
