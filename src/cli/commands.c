/* The table of commands. */
#include "cmd.h"

#include <string.h>

const struct command commands[] = {
	{ "init", "", "write a sextant.yaml for what is in this folder",
	    "sextant init", cmd_init },
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
	{ "cache", "", "show what the cache holds, and remove what is not used",
	    "sextant cache --prune", cmd_cache },
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
	{ "mcp", "", "answer assistants over the Model Context Protocol",
	    "sextant mcp --catalog out/catalog.db", cmd_mcp },
	{ "export", "csv|controls|json|xlsx|stix|oscal|compass-csv|"
	    "compass-json|crosswalks|dettect|dettect-techniques|sqlite|dump",
	    "export the catalog for other programs",
	    "sextant export csv >coverage.csv", cmd_export },
	{ "help", "[COMMAND|TOPIC]", "show the options of a command, or explain a topic",
	    "sextant help coverage", cmd_help },
	{ "version", "", "show the version, and those of the libraries",
	    "sextant version", cmd_version },
	{ "completion", "bash|zsh|fish",
	    "print a script by which a shell completes commands",
	    "sextant completion bash >sextant", cmd_completion },
	{ NULL, NULL, NULL, NULL, NULL },
};

const struct command *
command_find(const char *name)
{
	const struct command *c = commands;

	while (c->name != NULL && strcmp(c->name, name) != 0)
		c++;
	return c->name != NULL ? c : NULL;
}
