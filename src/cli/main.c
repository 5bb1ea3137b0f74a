/* The program: a verb, and what it is asked. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/interrupt.h"
#include "base/log.h"
#include "base/pattern.h"
#include "base/str.h"
#include "catalog/catalog.h"
#include "cmd.h"
#include "export/export.h"
#include "fetch/fetch.h"
#include "serve/serve.h"
#include "site/render.h"
#include "store/archive.h"
#include "value/value.h"
#include "value/yaml.h"

static const struct command commands[] = {
	{ "build", "", "fetch, map and render",
	    "sextant build --config ours.yaml --out public", cmd_build },
	{ "fetch", "[SOURCE...]", "download ATT&CK and the sources into the cache",
	    "sextant fetch --mirror file:///srv/mirror", cmd_fetch },
	{ "map", "", "map the cached controls to techniques, into the catalog",
	    "sextant map --catalog out/catalog.db", cmd_map },
	{ "render", "", "write the site from the catalog",
	    "sextant render --format markdown --out docs", cmd_render },
	{ "serve", "", "preview the site, rebuilt whenever its inputs change",
	    "sextant serve --port 8080", cmd_serve },
	{ "show", "ANYTHING",
	    "show anything by its id or name, and what answers it",
	    "sextant show T1587.003", cmd_show },
	{ "search", "WORDS", "search all by ids, names and words",
	    "sextant search credential dumping --kind detection", cmd_search },
	{ "list", "[controls|logs|crosswalks]",
	    "list all techniques with their numbers of controls",
	    "sextant list --platform Linux --single", cmd_list },
	{ "gaps", "", "list techniques without a control, most used first",
	    "sextant gaps --group APT29 --of yours", cmd_gaps },
	{ "threat", "NAME|FILE|-...",
	    "show what a group, software or report leaves open",
	    "sextant threat APT29 --source sigma --open", cmd_threat },
	{ "visibility", "[TECHNIQUE|GROUP|FILE...]",
	    "show what could be seen on your logs, and what to collect next",
	    "sextant visibility --platform Windows --next", cmd_visibility },
	{ "plan", "", "list rules without a test, and tests without a rule",
	    "sextant plan --threat APT29 --format atomic", cmd_plan },
	{ "lint", "[PATH...]", "check the ATT&CK ids in your own rules",
	    "sextant lint --fix rules", cmd_lint },
	{ "sources", "", "show the sources and what was read from them",
	    "sextant sources --findings", cmd_sources },
	{ "outdated", "[SOURCE...]",
	    "show which sources have something newer than sextant.lock",
	    "sextant outdated --exit-code", cmd_outdated },
	{ "report", "", "write a report of all, a threat or a technique, as one file",
	    "sextant report --threat APT29 --output apt29.html", cmd_report },
	{ "stats", "", "show coverage by each definition, and counts by source",
	    "sextant stats --format json", cmd_stats },
	{ "layer", "", "write a layer for the ATT&CK Navigator",
	    "sextant layer --threat APT29 >apt29.json", cmd_layer },
	{ "badge", "", "write a badge of one figure, as SVG",
	    "sextant badge --coverage tested >tested.svg", cmd_badge },
	{ "check", "", "enforce thresholds, targets and a baseline",
	    "sextant check --baseline coverage.json --format github",
	    cmd_check },
	{ "diff", "[OLD NEW]", "show what changed between two builds, and why",
	    "sextant diff baseline.json out/catalog.db", cmd_diff },
	{ "rehearse", "VERSION", "show what another version of ATT&CK would change",
	    "sextant rehearse latest --fail-on checks", cmd_rehearse },
	{ "export", "csv|controls|json|xlsx|compass-csv|compass-json|crosswalks|"
	    "dettect|sqlite|dump",
	    "export the catalog for other programs",
	    "sextant export csv >coverage.csv", cmd_export },
};

static const size_t ncommands = sizeof(commands) / sizeof(commands[0]);

static int
print_help(void)
{
	size_t i;

	printf("usage: sextant COMMAND [options]\n\n"
	    "Documents which controls cover which ATT&CK techniques.\n\n"
	    "commands:\n");
	for (i = 0; i < ncommands; i++)
		printf("  %-10s  %s\n", commands[i].name, commands[i].summary);
	printf("\nSee `sextant COMMAND --help` for the options of a command. Long ones "
	    "may be\nabbreviated, letters combined: --form json, -af json.\n"
	    "Exit status: 0 success, 1 failure, 2 usage error, 3 found what "
	    "it was told to\nfail on.\n");
	return EXIT_OK;
}

/* What this program is made of: each library, asked by who owns it. */
static const struct {
	const char *name;
	void (*ask)(char *version, size_t n);
} libraries[] = {
	{ "cJSON", value_library },
	{ "cmark", render_cmark },
	{ "libarchive", archive_library },
	{ "libcurl", fetch_library },
	{ "libmicrohttpd", serve_library },
	{ "libxlsxwriter", export_library },
	{ "libxml2", render_libxml2 },
	{ "libyaml", yaml_library },
	{ "OpenSSL", digest_library },
	{ "PCRE2", pattern_library },
	{ "SQLite", catalog_library },
	{ "utf8proc", str_library },
};

/* The program's version, and that of each library as it is loaded. */
static void
print_version(void)
{
	char version[64];
	size_t i;

	printf("sextant %s\n", SEXTANT_VERSION);
	for (i = 0; i < sizeof(libraries) / sizeof(libraries[0]); i++) {
		libraries[i].ask(version, sizeof(version));
		if (version[0] != '\0')
			printf("%s %s\n", libraries[i].name, version);
	}
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
	int rc;

	if (argc < 2) {
		log_error("expected a command; see `sextant --help`");
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
	    strcmp(argv[1], "help") == 0)
		return print_help();
	if (strcmp(argv[1], "--version") == 0) {
		print_version();
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
	rc = c->run(c, argc - 1, argv + 1);
	return rc == EXIT_HELP ? EXIT_OK : rc;
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
