/* What a build is to be: sextant.yaml, the command line and the defaults. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/stat.h>

#include "capture.h"
#include "config/config.h"

#define LAYOUT "read: {files: 'rules/*'}\ncontrol: {title: title}\n" \
	       "techniques: [{fields: tags}]\n"

/* The definitions that all of this is about. */
static const struct {
	const char *name, *text;
} definitions[] = {
	{ "defs/attack.yaml", "title: ATT&CK\nkind: attack\nfetch: {index:"
	    " 'https://e.org/i', bundle: 'https://e.org/b'}\n" },
	{ "defs/alpha.yaml", "title: Alpha\ndefault: true\nkind: detection\n"
	    "licence: MIT\ncredit: us\nhomepage: https://e.org/\nfetch:"
	    " {github: a/b, ref: refs/heads/main}\nlink: https://e.org/{path}\n"
	    "compass: {title: A, url: 'https://e.org/', list: names, file:"
	    " 'https://e.org/', folder: f, branch: b, column: c}\n" LAYOUT },
	{ "defs/beta.yaml", "title: Beta\nkind: detection\nfetch: {url: 'https://e.org'}\n"
	    LAYOUT },
	{ "defs/gamma.yaml", "title: Gamma\ndefault: true\nkind: policy\n"
	    "read: {format: stix}\n" },
};

static char *root, *folder, *path;
static struct config c;

static void
put(const char *name, const char *text)
{
	scratch_put(root, name, text);
}

static int
set_up(void **state)
{
	size_t i;

	(void)state;
	root = scratch_begin();
	folder = path_join(root, "defs");
	path = path_join(root, "conf/sextant.yaml");
	for (i = 0; i < sizeof(definitions) / sizeof(definitions[0]); i++)
		put(definitions[i].name, definitions[i].text);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	config_free(&c);
	free(folder);
	free(path);
	scratch_end(root);
	return 0;
}

static int
read_text(const char *text, const char *attack)
{
	config_free(&c);
	put("conf/sextant.yaml", text);
	return config_read(path, folder, attack, &c);
}

/* The ids in use, joined. */
static void
assert_ids(const char *want)
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < c.n; i++)
		buf_printf(&b, "%s%s", i > 0 ? " " : "", c.sources[i].id);
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
}

static void
without_a_file_there_are_defaults(void **state)
{
	char *before = realpath(".", NULL);

	(void)state;
	assert_int_equal(chdir(root), 0);
	assert_int_equal(config_read(NULL, folder, NULL, &c), 0);
	assert_null(c.path);
	assert_string_equal(c.title, "ATT&CK coverage");
	assert_string_equal(c.attacks[0].domain, "enterprise");
	assert_string_equal(c.attacks[0].version, "latest");
	assert_null(c.attacks[0].path);
	assert_string_equal(c.attack_source.index, "https://e.org/i");
	assert_ids("alpha gamma");
	assert_false(c.sample);
	assert_false(c.resolve_exact);
	assert_false(c.lifecycle_all);
	assert_int_equal(c.formats.n, 0);
	assert_int_equal(c.nexceptions, 0);
	assert_null(c.out);
	assert_null(c.statics);
	assert_int_equal(strlen(c.digest), 64);
	config_free(&c);
	/* sextant.yaml of the current folder is found. */
	put("sextant.yaml", "title: Found\nout: site\n");
	assert_int_equal(config_read(NULL, folder, NULL, &c), 0);
	assert_string_equal(c.path, "sextant.yaml");
	assert_string_equal(c.title, "Found");
	assert_string_equal(c.out, "site");
	assert_int_equal(chdir(before), 0);
	free(before);
}

static void
an_empty_file_means_the_defaults(void **state)
{
	(void)state;
	assert_int_equal(read_text("", NULL), 0);
	assert_string_equal(c.title, "ATT&CK coverage");
	assert_string_equal(c.attacks[0].version, "latest");
	assert_ids("alpha gamma");
}

static void
every_key_is_read(void **state)
{
	static const char text[] =
	    "title: Ours\nsample: true\n"
	    "attack: {enterprise: {version: 18.1, path: b.json,"
	    " accessed: 2026-01-02}}\n"
	    "mapping: {resolve: exact, lifecycle: all}\n"
	    "counts: {level: Medium, status: test}\n"
	    "priority: {weights: {kev: 2.5, groups: 0}, sector: [Energy, Water]}\n"
	    "scope:\n  platforms: [Windows, Linux]\n  tactics: impact\n"
	    "  except: [{id: T1200, reason: no hardware}, {id: T1, reason: x,"
	    " owner: IT, until: 2026-12-31}]\n"
	    "formats: [html, compass]\nout: ../site\nstatic: /abs/static\n";

	(void)state;
	assert_int_equal(read_text(text, NULL), 0);
	assert_string_equal(c.path, path);
	assert_string_equal(c.title, "Ours");
	assert_true(c.sample);
	assert_string_equal(c.attacks[0].version, "18.1");
	assert_non_null(strstr(c.attacks[0].path, "/conf/b.json"));
	assert_string_equal(c.attacks[0].accessed, "2026-01-02");
	assert_true(c.resolve_exact);
	assert_true(c.lifecycle_all);
	assert_int_equal(c.counts.level, LEVEL_MEDIUM);
	assert_int_equal(c.counts.status, STATUS_TEST);
	assert_int_equal(weight_of(&c.priority.weights, "kev"), 2500);
	assert_int_equal(weight_of(&c.priority.weights, "groups"), 0);
	assert_int_equal(c.priority.sectors.n, 2);
	assert_string_equal(c.priority.sectors.v[1], "Water");
	assert_int_equal(c.platforms.n, 2);
	assert_string_equal(c.platforms.v[1], "Linux");
	assert_int_equal(c.tactics.n, 1);
	assert_int_equal(c.nexceptions, 2);
	assert_string_equal(c.exceptions[0].id, "T1200");
	assert_string_equal(c.exceptions[0].reason, "no hardware");
	assert_null(c.exceptions[0].owner);
	assert_null(c.exceptions[0].until);
	assert_string_equal(c.exceptions[1].owner, "IT");
	assert_string_equal(c.exceptions[1].until, "2026-12-31");
	assert_int_equal(c.formats.n, 2);
	assert_non_null(strstr(c.out, "/conf/../site"));
	assert_string_equal(c.statics, "/abs/static");
	assert_int_equal(read_text("mapping: {resolve: follow, lifecycle:"
	    " active}", NULL), 0);
	assert_false(c.resolve_exact);
	assert_false(c.lifecycle_all);
}

static void
attack_has_several_forms(void **state)
{
	static const struct {
		const char *text, *option, *version;
		bool path;
	} forms[] = {
		{ "attack: {enterprise: latest}", NULL, "latest", false },
		{ "attack: {enterprise: 9.0}", NULL, "9.0", false },
		{ "attack: {enterprise: '18'}", NULL, "18", false },
		{ "attack: {enterprise: 10.10}", NULL, "10.10", false },
		{ "attack: {enterprise: {path: x}}", NULL, NULL, true },
		{ "attack: {}", NULL, "latest", false },
		{ "", "18.1", "18.1", false },
		{ "", "enterprise-10.1", "10.1", false },
		{ "", "latest", "latest", false },
		{ "", "enterprise-latest", "latest", false },
		{ "attack: {enterprise: 9.0}", "10.1", "10.1", false },
		{ "attack: {enterprise: {path: x}}", "10.1", "10.1", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		assert_int_equal(read_text(forms[i].text, forms[i].option), 0);
		if (forms[i].version == NULL)
			assert_null(c.attacks[0].version);
		else
			assert_string_equal(c.attacks[0].version,
			    forms[i].version);
		assert_int_equal(c.attacks[0].path != NULL, forms[i].path);
	}
}

static void
sources_are_named_in_two_ways(void **state)
{
	static const struct {
		const char *text, *ids;
	} lists[] = {
		{ "sources: {beta: {}}", "beta" },
		{ "sources:\n  gamma:\n  beta:\n  alpha:\n",
		    "alpha beta gamma" },
		{ "sources: [gamma, beta]", "beta gamma" },
		{ "sources: {}", "" },
		{ "sources: []", "" },
		{ "sources: {default: true}", "alpha gamma" },
		{ "sources: {beta: {}, default: true}", "alpha beta gamma" },
		{ "sources: {default: true, alpha: {ref: x}}", "alpha gamma" },
		{ "sources: {default: false, beta: {}}", "beta" },
		{ "sources: {extra: true}", "alpha beta gamma" },
		{ "sources: {extra: true, default: false}", "beta" },
		{ "sources: {extra: false, gamma: {}}", "gamma" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		assert_int_equal(read_text(lists[i].text, NULL), 0);
		assert_ids(lists[i].ids);
	}
	assert_int_equal(read_text("sources: {default: true, alpha: {ref: x}}",
	    NULL), 0);
	assert_string_equal(config_source(&c, "alpha")->ref, "x");
	assert_null(config_source(&c, "beta"));
	assert_int_equal(read_text("sources: {extra: true}", NULL), 0);
	assert_true(config_source(&c, "beta")->optional);
	assert_false(config_source(&c, "alpha")->optional);
}

static void
an_entry_changes_what_it_says(void **state)
{
	const struct source *s;

	(void)state;
	assert_int_equal(read_text("sources:\n  alpha: {ref: v5, accessed:"
	    " 2022-08-09, optional: true}\n  beta: {path: sub/}\n  gamma:"
	    " {path: /abs}\n", NULL), 0);
	s = config_source(&c, "alpha");
	assert_string_equal(s->ref, "v5");
	assert_string_equal(s->github, "a/b");
	assert_string_equal(s->accessed, "2022-08-09");
	assert_true(s->optional);
	assert_false(s->own);
	assert_string_equal(s->title, "Alpha");
	s = config_source(&c, "beta");
	assert_non_null(strstr(s->path, "/conf/sub/"));
	assert_false(s->own);
	assert_string_equal(config_source(&c, "gamma")->path, "/abs");
}

static void
a_source_like_another_has_a_home_of_its_own(void **state)
{
	const struct source *s;

	(void)state;
	assert_int_equal(read_text("sources:\n  ours: {like: alpha, path: r}\n"
	    "  mine:\n    title: Mine\n    kind: detection\n    path: m\n    read: {files: x}\n"
	    "    control: {title: t}\n    techniques: [{fields: f}]\n",
	    NULL), 0);
	assert_ids("mine ours");
	s = config_source(&c, "ours");
	assert_string_equal(s->title, "ours");
	assert_true(s->own);
	assert_int_equal(s->kind, KIND_DETECTION);
	assert_int_equal(s->files.n, 1);
	assert_int_equal(s->techniques.n, 1);
	assert_null(s->homepage);
	assert_null(s->licence);
	assert_null(s->credit);
	assert_null(s->github);
	assert_null(s->ref);
	assert_null(s->url);
	assert_null(s->link);
	assert_null(s->compass_title);
	assert_null(s->compass_url);
	assert_null(s->compass_folder);
	assert_null(s->compass_branch);
	assert_null(s->compass_file);
	assert_null(s->compass_column);
	assert_int_equal(s->compass_list, COMPASS_FILES);
	s = config_source(&c, "mine");
	assert_true(s->own);
	assert_string_equal(s->title, "Mine");
	assert_non_null(strstr(s->path, "/conf/m"));
}

/* What is wrong, and what is said behind the file's path (or "--attack"). */
static const struct {
	const char *text, *attack, *said;
} faults[] = {
	{ "titel: x", NULL, ":1: titel: unknown key" },
	{ "title: a\nscope:\n  platform: x", NULL, ":3: platform: unknown key" },
	{ "attack: {lunar: 1}", NULL, ":1: lunar: unknown key" },
	{ "attack: 18.1", NULL, ":1: attack: expected keys and values" },
	{ "attack: {enterprise: newest}", NULL,
	    ":1: enterprise: expected a version in numbers and dots, "
	    "or latest" },
	{ "attack: {enterprise: [18.1]}", NULL,
	    ":1: enterprise: expected a version or a path" },
	{ "attack: {enterprise: {}}", NULL,
	    ":1: enterprise: expected a version or a path" },
	{ "attack: {enterprise: {versions: 1}}", NULL,
	    ":1: versions: unknown key" },
	{ "attack: {enterprise: {version: 1, accessed: today}}", NULL,
	    ":1: accessed: expected a day as YYYY-MM-DD" },
	{ "mapping: {resolve: yes}", NULL,
	    ":1: resolve: expected one of: follow, exact" },
	{ "mapping: {lifecycle: [all]}", NULL,
	    ":1: lifecycle: expected one of: active, all" },
	{ "title: x\ncounts: {level: none}", NULL, ":2: level: expected "
	    "informational, low, medium, high or critical" },
	{ "counts: {status: 3}", NULL, ":1: status: expected experimental, "
	    "test, stable or production" },
	{ "counts: {levels: low}", NULL, ":1: levels: unknown key" },
	{ "counts: high", NULL, ":1: counts: expected keys and values" },
	{ "priority:\n  weights: {groups: 2, kve: 1}", NULL,
	    ":2: weights: kve: no such factor; did you mean kev?" },
	{ "priority:\n  weights:\n    kev: -1", NULL, ":3: weights: kev: "
	    "expected a number from 0 to 1000, with at most three decimals" },
	{ "priority: {weights: {kev: 1001}}", NULL, ":1: weights: kev: expected "
	    "a number from 0 to 1000" },
	{ "priority: {weights: {kev: 0.0001}}", NULL, ":1: weights: kev: "
	    "expected a number" },
	{ "priority: {weights: {kev: .nan}}", NULL, ":1: weights: kev: expected "
	    "a number" },
	{ "priority: {weights: {kev: high}}", NULL, ":1: weights: kev: expected "
	    "a number" },
	{ "priority: {weights: {kev: [1]}}", NULL, ":1: weights: kev: expected "
	    "a number" },
	{ "priority: {weights: [kev]}", NULL, ":1: weights: expected factors, "
	    "each with its weight" },
	{ "title: x\npriority: {weights: {groups: 0, campaigns: 0, software: 0,"
	    " kev: 0, actionability: 0, choke-point: 0, prevalence: 0.0,"
	    " sector: 0, adoptable: 0}}", NULL,
	    ":2: weights: expected one that is more than 0" },
	{ "priority: {weight: {kev: 1}}", NULL, ":1: weight: unknown key" },
	{ "priority: kev", NULL, ":1: priority: expected keys and values" },
	{ "priority: {sector: {a: b}}", NULL, ":1: sector: expected words" },
	{ "scope: {except: T1200}", NULL, ":1: except: expected a list" },
	{ "scope: {except: [T1200]}", NULL, ":1: expected keys and values" },
	{ "scope:\n  except:\n  - {id: T1200}", NULL,
	    ":3: except: expected an id and a reason" },
	{ "scope:\n  except:\n  - id: T1200\n    reason: x\n    until: 2026-02-30",
	    NULL, ":5: until: expected a day as YYYY-MM-DD" },
	{ "scope: {except: [{id: T1, reason: x, until: soon}]}", NULL,
	    ":1: until: expected a day as YYYY-MM-DD" },
	{ "scope: {except: [{id: T1, reason: x, owner: [a, b]}]}", NULL,
	    ":1: owner: expected a word or text" },
	{ "title: x\nformats: [html, pdf]", NULL,
	    ":2: formats: pdf: no such format" },
	{ "out: [a]", NULL, ":1: out: expected a word or text" },
	{ "sources: alpha", NULL,
	    ":1: sources: expected ids, each with its settings" },
	{ "sources:", NULL,
	    ":1: sources: expected ids, each with its settings" },
	{ "sources: {delta: {}}", NULL,
	    ":1: delta: no such source" },
	{ "sources: [delta]", NULL, ":1: delta: no such source" },
	{ "sources: {delta: }", NULL, ":1: delta: no such source" },
	{ "sources: {delta: {like: epsilon}}", NULL,
	    ":1: epsilon: no such source" },
	{ "sources: {alpha: 5}", NULL, ":1: alpha: expected keys and values" },
	{ "sources: [[a]]", NULL, ":1: sources: expected keys and values" },
	{ "sources: [alpha,\n alpha]", NULL, ":2: alpha: named twice" },
	{ "sources:\n  alpha: {}\n  alpha: {}", NULL, ":3: " },
	{ "sources: {Alpha: {}}", NULL, ":1: Alpha: expected an id of "
	    "lower-case letters, digits, - and _" },
	{ "sources: ['../alpha']", NULL, ":1: ../alpha: expected an id of "
	    "lower-case letters, digits, - and _" },
	{ "sources: {ours: {like: ../defs/alpha}}", NULL,
	    ":1: ../defs/alpha: no such source" },
	{ "sources: {extra: maybe}", NULL, ":1: extra: expected true or false" },
	{ "sources: {attack: {}}", NULL,
	    ":1: attack: ATT&CK itself is set under attack" },
	{ "sources:\n  alpha:\n    reff: x", NULL, ":3: reff: unknown key" },
	{ "sources: {ours: {like: alpha}}", NULL,
	    ":1: ours: fetch (github, url or each) or path: missing" },
	{ "site: {pages: [own, mine]}", NULL,
	    ":1: pages: mine: expected own, policy, all, none or sources" },
	{ "sources: {beta: {link: auto}}", NULL, ":1: beta: link: auto: needs "
	    "path, a folder in a git repository" },
	{ "sources: {beta: {edit: auto}}", NULL, ":1: beta: edit: auto: " },
	{ "sources: {beta: {edit: here}}", NULL,
	    ":1: edit: expected an http(s) address" },
	{ "", "lunar-18.1", NULL },
	{ "", "18.1x", NULL },
	{ "", "", NULL },
};

static void
what_is_wrong_is_said_with_its_line(void **state)
{
	struct buf want = BUF_INIT;
	struct capture talk;
	char *said;
	size_t i;
	int rc;

	(void)state;
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		capture_begin(&talk);
		rc = read_text(faults[i].text, faults[i].attack);
		said = capture_end(&talk);
		buf_reset(&want);
		if (faults[i].said != NULL)
			buf_printf(&want, "sextant: %s%s", path,
			    faults[i].said);
		else
			buf_printf(&want, "sextant: --attack %s: expected "
			    "[DOMAIN-]VERSION", faults[i].attack);
		if (rc != -1 || count_lines(said) != 1 ||
		    strncmp(said, buf_str(&want), want.len) != 0)
			fail_msg("\"%s\" said \"%s\", not \"%s\"",
			    faults[i].text, said, buf_str(&want));
		free(said);
	}
	buf_free(&want);
}

static void
what_is_not_there_is_said(void **state)
{
	struct capture talk;
	char *said, *none = path_join(root, "none");

	(void)state;
	capture_begin(&talk);
	assert_int_equal(config_read(path, folder, NULL, &c), -1);
	config_free(&c);
	assert_int_equal(config_read(NULL, none, NULL, &c), -1);
	said = capture_end(&talk);
	assert_int_equal(count_lines(said), 2);
	assert_non_null(strstr(said, "conf/sextant.yaml: No such file"));
	assert_non_null(strstr(said, "/none: No such file"));
	free(said);
	free(none);
}

/* The digest of a reading, which must succeed. */
static void
digest_of(const char *text, const char *attack, char digest[65])
{
	assert_int_equal(read_text(text, attack), 0);
	memcpy(digest, c.digest, 65);
}

static void
the_digest_tells_inputs_apart(void **state)
{
	char one[65], other[65];

	(void)state;
	digest_of("title: a", NULL, one);
	digest_of("title: a", NULL, other);
	assert_string_equal(one, other);
	digest_of("title: b", NULL, other);
	assert_string_not_equal(one, other);
	digest_of("title: a", "18.1", other);
	assert_string_not_equal(one, other);
	put("defs/alpha.yaml", "title: Alpha\nkind: detection\ndefault: true\nfetch: {url:"
	    " 'https://e.org'}\n" LAYOUT);
	digest_of("title: a", NULL, other);
	assert_string_not_equal(one, other);
}

/* What the repository around a source says decides what map writes. */
static void
links_of_a_repository(void **state)
{
	static const char text[] = "sources:\n  own: {like: alpha, path: rules,"
	    " link: auto}\n";
	char digest[65];

	(void)state;
	assert_int_equal(read_text(text, NULL), 0);
	assert_null(c.sources[0].link);
	assert_string_equal(c.sources[0].no_link, "in no git repository");
	memcpy(digest, c.digest, sizeof(digest));
	put("conf/.git/config", "[remote \"origin\"]\n"
	    "url = git@github.com:o/r\n");
	put("conf/.git/HEAD", "ref: refs/heads/main\n");
	put("conf/rules/a.yml", "");
	assert_int_equal(read_text(text, NULL), 0);
	assert_string_equal(c.sources[0].link,
	    "https://github.com/o/r/blob/main/rules/{path}");
	assert_string_equal(c.sources[0].edit,
	    "https://github.com/o/r/edit/main/rules/{path}");
	assert_null(c.sources[0].no_link);
	assert_string_not_equal(digest, c.digest);
	/* What is written stands; edit may be asked for alone. */
	assert_int_equal(read_text("sources:\n  own: {like: alpha, path: rules,"
	    " link: 'https://w.org/{id}', edit: auto}\n", NULL), 0);
	assert_string_equal(c.sources[0].link, "https://w.org/{id}");
	assert_string_equal(c.sources[0].edit,
	    "https://github.com/o/r/edit/main/rules/{path}");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(without_a_file_there_are_defaults),
		TEST(an_empty_file_means_the_defaults),
		TEST(every_key_is_read),
		TEST(attack_has_several_forms),
		TEST(sources_are_named_in_two_ways),
		TEST(an_entry_changes_what_it_says),
		TEST(a_source_like_another_has_a_home_of_its_own),
		TEST(what_is_wrong_is_said_with_its_line),
		TEST(what_is_not_there_is_said),
		TEST(the_digest_tells_inputs_apart),
		TEST(links_of_a_repository),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
