/* The table of tools. */
#include "tool.h"

#include <string.h>

#include "words/logs.h"
#include "words/reason.h"
#include "words/words.h"

#define OF \
	{ ARGUMENT_TEXT, "of", "of", NULL, of_choices, false, \
	    "Whose controls to count: yours (what this organisation runs), available " \
	    "(public ones that it does not run), or all. Leave it out for the " \
	    "organisation's own setting." }
#define SOURCE \
	{ ARGUMENT_TEXTS, "source", "source", NULL, NULL, false, \
	    "Count only controls of these sources, by their ids, such as sigma; " \
	    "`coverage` lists them." }
#define PLATFORM \
	{ ARGUMENT_TEXTS, "platform", "platform", NULL, NULL, false, \
	    "Only techniques of these platforms, as ATT&CK names them: Windows, " \
	    "Linux, macOS, IaaS ..." }
#define EVIDENCE \
	{ ARGUMENT_TEXT, "evidence", "evidence", NULL, evidence_names, false, \
	    "Count only controls with this much evidence that they work, or more: " \
	    "E1 mature by their authors' word, E2 come with test data, E3 name a " \
	    "test, E4 fired on a public test, E5 fired in a test of yours." }
#define KIND(what) \
	{ ARGUMENT_TEXT, "kind", "kind", NULL, control_kinds, false, what }
#define DOMAIN \
	{ ARGUMENT_TEXT, "domain", "domain", NULL, NULL, false, \
	    "Only this domain: enterprise, mobile or ics." }
#define CURSOR \
	{ ARGUMENT_TEXT, "cursor", NULL, NULL, NULL, false, \
	    "next_cursor of the answer before, with the same other arguments: its " \
	    "next items." }
#define LAST { ARGUMENT_END, NULL, NULL, NULL, NULL, false, NULL }

static const struct argument technique_arguments[] = {
	{ ARGUMENT_TEXT, "technique", NULL, "technique:", NULL, true,
	    "An id (T1059.001; a former one will do) or a name (PowerShell)." },
	OF, SOURCE,
	{ ARGUMENT_TEXTS, "kind", "kind", NULL, control_kinds, false,
	    "Only controls of these kinds." },
	EVIDENCE, CURSOR, LAST };

static const struct argument search_arguments[] = {
	{ ARGUMENT_TEXT, "query", NULL, NULL, NULL, true,
	    "Ids, names or words, in any spelling: lsass, T1003, sysmon 10, "
	    "CVE-2021-44228." },
	{ ARGUMENT_TEXTS, "kind", "kind", NULL, NULL, false,
	    "Only results of these kinds: technique, group, software, campaign, "
	    "detection, test, policy, log ..." },
	SOURCE,
	{ ARGUMENT_NUMBER, "limit", "limit", NULL, NULL, false,
	    "At most so many results of each kind, 1 to 100 (10)." },
	CURSOR, LAST };

static const struct argument control_arguments[] = {
	{ ARGUMENT_TEXT, "control", NULL, "control:", NULL, true,
	    "A rule, test or policy control: its id (AC-2, a UUID), its title, or the "
	    "path of its file." },
	SOURCE, CURSOR, LAST };

static const struct argument gaps_arguments[] = {
	KIND("Techniques without a control of this kind (by default detection)."),
	OF, SOURCE, PLATFORM,
	{ ARGUMENT_TEXTS, "tactic", "tactic", NULL, NULL, false,
	    "Only techniques of these tactics, by id or name." },
	{ ARGUMENT_TEXTS, "group", "group", NULL, NULL, false,
	    "Only techniques that these groups use, by id or name." },
	DOMAIN,
	{ ARGUMENT_FLAG, "single", "single", NULL, NULL, false,
	    "Also techniques with one single control." },
	{ ARGUMENT_TEXT, "reason", "reason", NULL, reason_names, false,
	    "Only gaps for this reason, where it is told which logs are collected." },
	{ ARGUMENT_TEXT, "by", "by", NULL, NULL, false,
	    "use: those that most groups use first; priority: by several factors." },
	EVIDENCE, CURSOR, LAST };

static const struct argument threat_arguments[] = {
	{ ARGUMENT_TEXTS, "threat", NULL, NULL, NULL, false,
	    "Groups, campaigns, software, tactics, techniques or CVEs, by id or name: "
	    "APT29, tactic:TA0006, CVE-2021-44228. Files are not read." },
	{ ARGUMENT_INPUT, "text", "-", NULL, NULL, false,
	    "The text of a report, or a STIX bundle, MISP event or Navigator layer as "
	    "JSON: what it names is asked about." },
	KIND("Controls of this kind answer a technique (by default detection)."),
	OF, SOURCE, PLATFORM,
	{ ARGUMENT_FLAG, "open", "open", NULL, NULL, false,
	    "Only techniques that are open: no control answers them." },
	{ ARGUMENT_FLAG, "software", "software", NULL, NULL, false,
	    "Also techniques of the software that they use." },
	EVIDENCE, CURSOR, LAST };

static const struct argument coverage_arguments[] = {
	OF, SOURCE, PLATFORM, EVIDENCE, CURSOR, LAST };

static const struct argument visibility_arguments[] = {
	{ ARGUMENT_TEXTS, "about", NULL, NULL, NULL, false,
	    "Only techniques of these: techniques, groups, software, campaigns or "
	    "tactics, by id or name. One technique: also its analytics and rules." },
	PLATFORM,
	{ ARGUMENT_TEXTS, "with", "with", NULL, NULL, false,
	    "As if these logs were collected, too: WinEventLog:Sysmon." },
	{ ARGUMENT_TEXTS, "visible", "visible", NULL, visible_names, false,
	    "Only techniques that are visible in this way." },
	DOMAIN, CURSOR, LAST };

static const struct argument lint_arguments[] = {
	{ ARGUMENT_INPUT, "text", "-", NULL, NULL, true,
	    "The rule as it stands in its file: YAML, TOML, JSON ..." },
	{ ARGUMENT_TEXT, "like", "like", NULL, NULL, false,
	    "Read it as a rule of this source: sigma, splunk, elastic ... "
	    "(by default what fits best)." },
	CURSOR, LAST };

static const struct argument changes_arguments[] = {
	{ ARGUMENT_TEXTS, "tactic", "tactic", NULL, NULL, false,
	    "Only techniques of these tactics." },
	SOURCE,
	{ ARGUMENT_TEXTS, "kind", "kind", NULL, control_kinds, false,
	    "Only controls of these kinds." },
	OF, CURSOR, LAST };

const struct tool tools[] = {
	{ "technique", "A technique and what answers it",
	    "Which detection rules, tests and policy controls are known for a MITRE "
	    "ATT&CK technique, whose they are, and how well each is known to work. A "
	    "control counts only for the very technique that it names.",
	    "show", NULL, technique_arguments, technique_head, technique_item,
	    tell_technique, false },
	{ "search", "Search everything",
	    "Find techniques, groups, software, rules, tests, policy controls and logs "
	    "by id, name or words. Use it first where you do not know the exact name.",
	    "search", "--limit=10", search_arguments, search_head, search_item, tell_search,
	    false },
	{ "control", "A rule, test or policy control",
	    "One control: what it is, whether it counts and why, its evidence, what "
	    "logs it needs, and each technique that it names.",
	    "show", NULL, control_arguments, control_head, control_item, tell_control,
	    false },
	{ "gaps", "Techniques without a control",
	    "Techniques in scope that no control answers, those first that most groups "
	    "use, and what is available elsewhere for each.",
	    "gaps", NULL, gaps_arguments, gaps_head, gaps_item, tell_gaps, false },
	{ "threat", "What a threat leaves open",
	    "How well the techniques of groups, campaigns, software, vulnerabilities or "
	    "of a report's text are answered, and what would close those that are not.",
	    "threat", "--no-files", threat_arguments, threat_head, threat_item, tell_threat,
	    false },
	{ "coverage", "Coverage by each definition",
	    "How many techniques are covered, by each definition of coverage and each "
	    "kind of control (kinds are never added up), and what each source gave.",
	    "stats", NULL, coverage_arguments, coverage_head, coverage_item,
	    tell_coverage, false },
	{ "visibility", "What the logs collected show",
	    "Which techniques could be seen on the logs that are collected, by MITRE's "
	    "analytics, and which log to collect next. Being visible is not being "
	    "detected.",
	    "visibility", "--no-files", visibility_arguments, visibility_head, visibility_item,
	    tell_visibility, false },
	{ "lint", "Check the ATT&CK ids of a rule",
	    "Check a rule's text: ids that are unknown, revoked or deprecated, tactics "
	    "that do not fit, and so on. Nothing is written.",
	    "lint", NULL, lint_arguments, lint_head, lint_item, tell_lint, true },
	{ "changes", "What changed since the build before",
	    "What changed between the last two builds of the catalog, and whether by "
	    "controls, ATT&CK or settings.",
	    "diff", NULL, changes_arguments, changes_head, changes_item, tell_changes,
	    false },
	{ NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false },
};

const struct tool *
tool_find(const char *name)
{
	const struct tool *t;

	for (t = tools; t->name != NULL; t++)
		if (strcmp(t->name, name) == 0)
			return t;
	return NULL;
}
