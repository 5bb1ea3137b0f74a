/* Which log a name stands for, what a control needs, and what is collected. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "logs_of_text.h"

static const char rows[] =
    "vocabularies:\n"
    "  mitre: {title: MITRE}\n"
    "  sigma: {title: Sigma}\n"
    "  splunk: {title: Splunk}\n"
    "  elastic:\n"
    "    title: Elastic\n"
    "    strip: {before: [logs-], behind: ['-*', '*']}\n"
    "logs:\n"
    "  win/sysmon: {title: Sysmon, mitre: 'W:Sysmon', elastic: win.sysmon,\n"
    "    platforms: [Windows], whole: true}\n"
    "  win/sysmon/{event}: {title: 'Sysmon {event}', splunk: 'Sysmon {event}',\n"
    "    mitre: {name: 'W:Sysmon', channel: 'EventCode={event}'}}\n"
    "  win/sysmon/1: {title: Creation, elastic: win.sysmon process}\n"
    "  win/security: {title: Security, mitre: 'W:Security', sigma: win/security}\n"
    "  win/security/{event}: {title: 'Security {event}',\n"
    "    sigma: 'win/security/{event}', splunk: 'Windows Security {event}',\n"
    "    mitre: {name: 'W:Security', channel: 'EventCode={event}'}}\n"
    "  win/creation: {title: A process, any: [win/sysmon/1, win/security/4688,\n"
    "    edr/process], sigma: win/process_creation}\n"
    "  win/log: {title: Log, elastic: [win.log]}\n"
    "  win/log/{event}: {title: 'Log {event}', elastic: 'win.log code:{event}'}\n"
    "  win/log/4: {title: Logins, elastic: win.log login}\n"
    "  edr/process: {title: EDR process, elastic: ['edr process']}\n"
    "  record/{event}: {title: Records, mitre: 'r:{event}'}\n"
    "  record/syscall: {title: System calls}\n"
    "  edr/network: {title: EDR network, elastic: ['edr network', 'edr.net*']}\n";

static int
begin(void **state)
{
	(void)state;
	return read_table(rows);
}

static const char *
found_id(const char *vocabulary, const char *name)
{
	struct log_key key;
	size_t v = logs_vocabulary(logs, vocabulary);

	return logs_find(logs, v, logs_strip(logs, v, name, &mem), &mem, &key)
	    ? key.id : "none";
}

static void
names_stand_for_rows(void **state)
{
	(void)state;
	assert_string_equal(found_id("sigma", "WIN/Process_Creation"),
	    "win/creation");
	assert_string_equal(found_id("splunk", "Sysmon 1"), "win/sysmon/1");
	assert_string_equal(found_id("splunk", "sysmon 22"), "win/sysmon/22");
	assert_string_equal(found_id("splunk", "Sysmon "), "none");
	assert_string_equal(found_id("elastic", "logs-win.sysmon-*"),
	    "win/sysmon");
	assert_string_equal(found_id("elastic", "edr.network"), "edr/network");
	assert_string_equal(found_id("elastic", "edr"), "none");
	assert_string_equal(found_id("splunk", "win/security"), "none");
}

/* "A|B & C|?name": alternatives by id, or as named with a question mark. */
static const char *
needs_of(const struct source *s, const char *text)
{
	const struct control *c = take(s, "r.yml", text);
	struct buf b = BUF_INIT;
	const struct need *n;
	size_t i, k;

	assert_non_null(c);
	for (i = 0; i < c->nneeds; i++) {
		n = &c->needs[i];
		buf_puts(&b, i > 0 ? " & " : "");
		for (k = 0; k < n->n; k++)
			buf_printf(&b, "%s%s%s", k > 0 ? "|" : "",
			    n->v[k].key.id != NULL ? "" : "?",
			    n->v[k].key.id != NULL ? n->v[k].key.id
			    : n->v[k].name);
	}
	text = arena_strdup(&mem, buf_str(&b));
	buf_free(&b);
	return text;
}

static void
read_source_text(const char *keys, struct source *s)
{
	char path[] = "/tmp/sextant-logs-XXXXXX";
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "w");

	assert_non_null(f);
	fprintf(f, "title: x\nkind: detection\nread: {files: ['*.yml']}\n"
	    "control: {title: t}\ntechniques: [{fields: x}]\n%s", keys);
	fclose(f);
	assert_int_equal(source_read(path, "x", &mem, s), 0);
	unlink(path);
}

static void
a_rule_needs_what_it_names(void **state)
{
	struct source s;

	(void)state;
	read_source_text("logs:\n"
	    "  in: sigma\n"
	    "  parts: {product: l.p, category: l.c, service: l.s,\n"
	    "    event: {fields: d, member: 'EventID*', besides: [filter*]}}\n"
	    "  names: ['{product}/{service}/{event}', '{product}/{service}',\n"
	    "    '{product}/{category}', '{product}']\n", &s);
	assert_string_equal(needs_of(&s, "t: a\nl: {p: win, c: process_creation}"),
	    "win/creation");
	assert_string_equal(needs_of(&s, "t: a\nl: {p: win, s: security}\n"
	    "d: {a: {EventID: [4624, 4625]}, b: [{EventID|in: 4648}],\n"
	    "  filter_x: {EventID: 1}}"),
	    "win/security/4624|win/security/4625|win/security/4648");
	assert_string_equal(needs_of(&s, "t: a\nl: {p: win, s: security}"),
	    "win/security");
	assert_string_equal(needs_of(&s, "t: a\nl: {p: qnx, s: audit}"),
	    "?qnx/audit");
	assert_string_equal(needs_of(&s, "t: a"), "");
	source_free(&s);
}

static void
names_may_be_joined(void **state)
{
	struct source s;

	(void)state;
	read_source_text("logs: {in: splunk, parts: {n: 'd[]'}, names: ['{n}'],\n"
	    "  and: ' AND '}\n", &s);
	assert_string_equal(needs_of(&s, "t: a\nd: [Sysmon 1, Sysmon 3, Zeek]"),
	    "win/sysmon/1|win/sysmon/3|?Zeek");
	assert_string_equal(needs_of(&s,
	    "t: a\nd: [Sysmon 1 AND Sysmon 12, Sysmon 1 AND Sysmon 13]"),
	    "win/sysmon/1 & win/sysmon/12|win/sysmon/13");
	source_free(&s);
}

static void
each_category_is_a_need(void **state)
{
	struct source s;

	(void)state;
	read_source_text("logs:\n"
	    "  in: elastic\n"
	    "  parts:\n"
	    "    index: 'i[]'\n"
	    "    category: {fields: q, pattern: '([a-z]+) where'}\n"
	    "  names: ['{index} {category}', '{index}']\n"
	    "  all: category\n", &s);
	assert_string_equal(needs_of(&s, "t: a\n"
	    "i: ['logs-edr-*', 'logs-win.sysmon-*', 'logs-new-*']\n"
	    "q: sequence [process where a] [network where b] [process where c]"),
	    "edr/process|win/sysmon/1|?new process & "
	    "edr/network|?new network");
	assert_string_equal(needs_of(&s, "t: a\ni: ['logs-win.sysmon-*']\n"
	    "q: any where true"), "win/sysmon");
	source_free(&s);
}

static void
each_step_is_a_need(void **state)
{
	struct source s;

	(void)state;
	read_source_text("logs:\n"
	    "  in: elastic\n"
	    "  parts:\n"
	    "    index: 'i[]'\n"
	    "    category: {fields: q, pattern: '([a-z]+) where'}\n"
	    "    code: {fields: q, pattern: 'code ([0-9]+)'}\n"
	    "  names: ['{index} code:{code}', '{index} {category}', '{index}']\n"
	    "  steps: {fields: q, pattern: '([a-z]+ where)'}\n"
	    "  all: category\n", &s);
	assert_string_equal(needs_of(&s, "t: a\ni: [logs-edr-*, logs-win.log-*]\n"
	    "q: '[process where a] [any where code 7] [any where code 9]'"),
	    "edr/process & win/log/7|?edr code:7 & "
	    "win/log/9|?edr code:9");
	assert_string_equal(needs_of(&s, "t: a\ni: [logs-win.log-*]\n"
	    "q: 'code 7 or code 9'"), "win/log/7|win/log/9");
	source_free(&s);
}

/* What is whole is named only where nothing is that is less, and a shorter name
 * only where no longer one is. */
static void
the_narrowest_name_goes_first(void **state)
{
	struct source s;

	(void)state;
	read_source_text("logs:\n"
	    "  in: elastic\n"
	    "  parts: {index: 'i[]', kind: 'k[]', set: 'd[]'}\n"
	    "  names: ['{index} {kind}', '{index}', '{set}']\n", &s);
	assert_string_equal(needs_of(&s, "t: a\ni: [win.sysmon]\nd: [edr.network]"),
	    "edr/network");
	assert_string_equal(needs_of(&s, "t: a\ni: [win.sysmon]\nd: [other]"),
	    "win/sysmon");
	assert_string_equal(needs_of(&s, "t: a\ni: [win.log]\nd: [edr.network]"),
	    "win/log");
	assert_string_equal(needs_of(&s, "t: a\ni: [win.log, edr.network]\n"
	    "k: [other, login]"), "win/log/4|edr/network");
	assert_string_equal(needs_of(&s, "t: a\ni: [win.log]\nk: [login, other]"),
	    "win/log/4");
	source_free(&s);
}

static void
values_are_found_within_others(void **state)
{
	struct source s;

	(void)state;
	read_source_text("logs:\n"
	    "  in: splunk\n"
	    "  parts:\n"
	    "    own: {fields: q, pattern: 'let ([a-z]+)'}\n"
	    "    one: {fields: q, pattern: ['from ([^|]*)', '([a-z0-9]+)'],\n"
	    "      not: [where, 'x*'], without: own}\n"
	    "    two: {fields: d, unless: [own, one]}\n"
	    "  names: ['{one}', '{two}']\n", &s);
	assert_string_equal(needs_of(&s, "t: a\n"
	    "q: let mine = a | from mine, xyz, A1 where b2 | c3\nd: e"),
	    "?A1|?b2");
	assert_string_equal(needs_of(&s, "t: a\nq: let mine = a\nd: e"), "");
	assert_string_equal(needs_of(&s, "t: a\nq: select\nd: Sysmon 1"),
	    "win/sysmon/1");
	source_free(&s);
}

static const char *
is_collected(const char *id)
{
	static const char *const words[] = { "no", "part", "yes" };
	struct log_key key;

	assert_true(logs_find_id(logs, id, &mem, &key));
	return words[logs_at(logs, logs_put(logs, &key))->collected];
}

static enum collected_what
tell(const char *name, const char *channel)
{
	struct log_told told = { .name = name, .channel = channel };

	logs_tell(logs, &told);
	return told.what;
}

static void
prepare(void)
{
	static struct strs windows, linux_only;
	struct log_key key;

	strs_free(&windows);
	strs_free(&linux_only);
	strs_add(&windows, "Windows");
	strs_add(&linux_only, "Linux");
	assert_true(logs_find_id(logs, "win/sysmon/3", &mem, &key));
	logs_put(logs, &key);
	assert_true(logs_find_id(logs, "win/security/4624", &mem, &key));
	logs_put(logs, &key);
	logs_add_source(logs, "W:Sysmon", "EventCode=1", "DC1", "Creation",
	    &windows);
	logs_add_source(logs, "W:Security", "EventCode=4624, 4648", "DC2",
	    "Logon", &windows);
	logs_add_source(logs, "W:SYSMON ", "EventCode=5", "DC3", "End", &windows);
	logs_add_source(logs, "R:SYSCALL", NULL, NULL, NULL, &linux_only);
	logs_add_source(logs, "auditd", "execve", "DC1", "Creation",
	    &linux_only);
}

static void
a_name_of_mitre_is_not_widened(void **state)
{
	(void)state;
	prepare();
	assert_int_equal(tell("w:sysmon", NULL), COLLECTED_LOG_SOURCE);
	assert_int_equal(tell("r:syscall", NULL), COLLECTED_LOG_SOURCE);
	assert_int_equal(logs_settle(logs), 0);
	assert_string_equal(is_collected("win/sysmon"), "yes");
	assert_string_equal(is_collected("win/sysmon/3"), "yes");
	assert_string_equal(is_collected("record/syscall"), "yes");
	assert_string_equal(is_collected("win/creation"), "yes");
	assert_string_equal(is_collected("win/security/4688"), "no");
	assert_string_equal(is_collected("edr/process"), "no");
	assert_true(logs_source_collected(logs, "W:Sysmon", "EventCode=9", NULL));
	assert_true(logs_source_collected(logs, "W:SYSMON ", "EventCode=5", NULL));
	assert_false(logs_source_collected(logs, "W:Security", "EventCode=4688",
	    NULL));
}

static void
a_channel_is_no_more_than_that(void **state)
{
	(void)state;
	prepare();
	tell("W:Security", "EventCode=4624");
	tell("Sysmon 1", NULL);
	assert_int_equal(logs_settle(logs), 0);
	assert_string_equal(is_collected("win/security"), "part");
	assert_string_equal(is_collected("win/security/4624"), "yes");
	assert_string_equal(is_collected("win/sysmon/1"), "yes");
	assert_string_equal(is_collected("win/sysmon/3"), "no");
	assert_string_equal(is_collected("win/sysmon"), "part");
	assert_true(logs_source_collected(logs, "W:Sysmon", "EventCode=1", NULL));
	assert_false(logs_source_collected(logs, "W:Security",
	    "EventCode=4624, 4648", NULL));
}

static void
a_kind_of_event_is_by_any_log(void **state)
{
	(void)state;
	prepare();
	assert_int_equal(tell("win/process_creation", NULL), COLLECTED_LOG);
	assert_int_equal(logs_settle(logs), 0);
	assert_string_equal(is_collected("edr/process"), "yes");
	assert_string_equal(is_collected("win/security/4688"), "yes");
	assert_string_equal(is_collected("win/security"), "part");
	assert_true(logs_source_collected(logs, "W:Security", "EventCode=4688",
	    NULL));
}

static void
a_component_is_on_its_platforms(void **state)
{
	struct strs on_linux = { 0 }, windows = { 0 };
	struct log_told told = { .name = "DC1", .platforms = &on_linux };

	(void)state;
	strs_add(&on_linux, "Linux");
	strs_add(&windows, "Windows");
	prepare();
	logs_tell(logs, &told);
	assert_int_equal(told.what, COLLECTED_COMPONENT);
	assert_int_equal(tell("Sysmno 1", NULL), COLLECTED_UNKNOWN);
	assert_int_equal(logs_settle(logs), 0);
	assert_true(logs_source_collected(logs, "auditd", "execve", &on_linux));
	assert_false(logs_source_collected(logs, "W:Sysmon", "EventCode=1",
	    &windows));
	assert_string_equal(is_collected("win/creation"), "no");
	strs_free(&on_linux);
	strs_free(&windows);
}

/* A long chain of any, each the event of the next. */
static void
a_chain_is_followed_to_its_end(void **state)
{
	struct buf text = BUF_INIT;
	int i;

	(void)state;
	buf_puts(&text, "logs:\n");
	for (i = 0; i < 1000; i++)
		buf_printf(&text, "  a%d: {any: [a%d]}\n", i, i + 1);
	buf_puts(&text, "  a1000: {}\n");
	assert_int_equal(read_table(buf_str(&text)), 0);
	assert_int_equal(tell("a1000", NULL), COLLECTED_LOG);
	assert_int_equal(logs_settle(logs), 0);
	assert_string_equal(is_collected("a0"), "yes");
	buf_free(&text);
}

static void
without_a_table_nothing_is_needed(void **state)
{
	struct source s;

	(void)state;
	assert_int_equal(read_table("{}\n"), 0);
	read_source_text("logs: {in: splunk, parts: {n: 'd[]'}, names: ['{n}']}\n",
	    &s);
	assert_string_equal(needs_of(&s, "t: a\nd: [Sysmon 1]"), "");
	assert_int_equal(tell("Sysmon 1", NULL), COLLECTED_UNKNOWN);
	assert_int_equal(logs_settle(logs), 0);
	source_free(&s);
}

#define OF_ROWS(test) cmocka_unit_test_setup_teardown(test, begin, end)
#define OF_NONE(test) cmocka_unit_test_teardown(test, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		OF_NONE(without_a_table_nothing_is_needed),
		OF_ROWS(names_stand_for_rows),
		OF_ROWS(a_rule_needs_what_it_names),
		OF_ROWS(names_may_be_joined),
		OF_ROWS(each_category_is_a_need),
		OF_ROWS(each_step_is_a_need),
		OF_ROWS(the_narrowest_name_goes_first),
		OF_ROWS(values_are_found_within_others),
		OF_ROWS(a_name_of_mitre_is_not_widened),
		OF_ROWS(a_channel_is_no_more_than_that),
		OF_ROWS(a_kind_of_event_is_by_any_log),
		OF_ROWS(a_component_is_on_its_platforms),
		OF_NONE(a_chain_is_followed_to_its_end),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
