/* rehearse: show what another version of ATT&CK would change to the same controls. */
#include <stdlib.h>
#include <string.h>

#include "check/rehearsal.h"
#include "cmd.h"
#include "common.h"
#include "output/changes.h"
#include "output/output.h"
#include "value/member.h"
#include "words/words.h"
#include "value/value.h"

static const char *const reasons[] = { "checks", "ids", "controls",
	"techniques", NULL };

struct asked {
	const char *format;
	struct strs fail_on;
	bool all;
};

/* "Rehearsal: ATT&CK enterprise 18.1 -> 19.1, with the same 120 controls …" */
static void
put_head(struct writer *p, const cJSON *m)
{
	const cJSON *d, *mapped = member_get(m, "mapped");
	struct buf b = BUF_INIT;

	cJSON_ArrayForEach(d, member_get(m, "domains"))
		if (!str_equal(member_text(d, "old"), member_text(d, "new"))) {
			buf_puts(&b, b.len > 0 ? ", " : "Rehearsal: ");
			domain_put(&b, member_text(d, "domain"),
			    member_text_or(d, "old", "none"));
			buf_printf(&b, " -> %s", member_text_or(d, "new", "none"));
		}
	if (b.len == 0)
		buf_puts(&b, "Rehearsal: the same version of ATT&CK");
	buf_printf(&b, ", with the same %lld controls of %lld sources; nothing "
	    "of it is kept", member_number(mapped, "controls"),
	    member_number(mapped, "sources"));
	writer_line(p, buf_str(&b));
	buf_free(&b);
}

static void
put_checks(struct writer *p, const cJSON *m)
{
	static const struct table_column columns[] = {
		{ "check", TABLE_LEFT, 16, 0 },
		{ "wanted", TABLE_LEFT, 0, 0 },
		{ "before", TABLE_RIGHT, 0, 0 },
		{ "after", TABLE_RIGHT, 0, 0 },
		{ "then", TABLE_LEFT, 0, 0 },
	};
	const cJSON *list = member_get(m, "checks"), *c;
	struct table *t;
	bool ok, was;

	if (cJSON_GetArraySize(list) == 0)
		return;
	t = table_new(columns, 5);
	cJSON_ArrayForEach(c, list) {
		ok = cJSON_IsTrue(member_get(c, "ok"));
		was = cJSON_IsTrue(member_get(c, "was_ok"));
		table_add(t, member_text(c, "name"));
		table_add(t, member_text(c, "wanted"));
		table_add(t, member_text(c, "before"));
		table_add(t, member_text(c, "after"));
		table_add_styled(t, ok ? STYLE_PLAIN : STYLE_WARN, ok
		    ? was ? "met" : "now met" : was ? "breaks" : "unmet");
	}
	writer_title(p, "Checks", -1);
	writer_table(p, t);
}

/* What check would find that it does not find now. */
static void
put_broken(struct writer *p, const cJSON *list)
{
	struct buf b = BUF_INIT;
	const cJSON *e;
	char *place;

	if (cJSON_GetArraySize(list) == 0)
		return;
	writer_title(p, "What check would find then", cJSON_GetArraySize(list));
	cJSON_ArrayForEach(e, list) {
		place = changes_place(e);
		buf_reset(&b);
		buf_printf(&b, "%s: %s", place,
		    member_text_or(e, "message", ""));
		writer_line(p, buf_str(&b));
		free(place);
	}
	buf_free(&b);
}

static void
put_texts(struct writer *p, const char *what, const char *version,
    const cJSON *list)
{
	struct buf title = BUF_INIT;
	const cJSON *e;

	if (cJSON_GetArraySize(list) == 0)
		return;
	buf_printf(&title, "%s with %s", what, version);
	writer_title(p, buf_str(&title), cJSON_GetArraySize(list));
	buf_free(&title);
	cJSON_ArrayForEach(e, list)
		writer_line(p, e->valuestring);
}

static const char *
how(const cJSON *r)
{
	static const struct { const char *rule, *how; } words[] = {
		{ "revoked-id", "replaced" }, { "retired-id", "retired" },
		{ "deprecated-id", "deprecated" }, { "unknown-id", "unknown" },
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_equal(words[i].rule, member_text(r, "rule")))
			return words[i].how;
	return member_text(r, "rule");
}

static void
put_rewrite(struct writer *p, const cJSON *m, const char *version)
{
	static const struct table_column columns[] = {
		{ "where", TABLE_LEFT, 24, 0 },
		{ "names", TABLE_LEFT, 0, 0 },
		{ "now", TABLE_LEFT, 0, 0 },
		{ "how", TABLE_LEFT, 0, 0 },
		{ "control", TABLE_LEFT, 16, 1 },
	};
	const cJSON *list = member_get(m, "rewrite"), *r;
	struct buf b = BUF_INIT;
	struct table *t;
	char *place;

	if (cJSON_GetArraySize(list) == 0)
		return;
	t = table_new(columns, 5);
	cJSON_ArrayForEach(r, list) {
		place = changes_place(r);
		table_add(t, place);
		table_add(t, member_text(r, "technique"));
		table_add(t, member_text(r, "successor"));
		table_add(t, how(r));
		table_add(t, member_text(r, "title"));
		free(place);
	}
	writer_list(p, "Ids of your own rules to rewrite",
	    cJSON_GetArraySize(list), t);
	buf_printf(&b, "`sextant lint --attack %s --fix` rewrites those that "
	    "have a successor", version);
	writer_line(p, buf_str(&b));
	buf_free(&b);
}

/* What others' controls name: they count on, or not, without your doing. */
struct others {
	const char *source;
	long long followed, lost, known;
};

static void
count_move(struct others *o, const cJSON *m)
{
	const char *way = member_text_or(m, "how", "");

	if (strcmp(way, "known") == 0 || strcmp(way, "restored") == 0)
		o->known++;
	else if (strcmp(way, "replaced") == 0 || strcmp(way, "merged") == 0)
		o->followed++;
	else
		o->lost++;
}

static void
put_others(struct writer *p, const cJSON *m)
{
	static const struct table_column columns[] = {
		{ "source", TABLE_LEFT, 0, 0 },
		{ "followed", TABLE_RIGHT, 0, 0 },
		{ "lead nowhere", TABLE_RIGHT, 0, 0 },
		{ "known now", TABLE_RIGHT, 0, 0 },
	};
	struct table *t = table_new(columns, 4);
	const cJSON *e, *s;
	struct others o;
	long long n = 0;

	cJSON_ArrayForEach(s, member_get(m, "sources")) {
		o = (struct others){ .source = member_text_or(s, "id", "") };
		cJSON_ArrayForEach(e, member_get(m, "moves"))
			if (str_equal(member_text(e, "source"), o.source))
				count_move(&o, e);
		if (o.followed + o.lost + o.known == 0)
			continue;
		n++;
		table_add(t, o.source);
		table_add_number(t, o.followed);
		table_add_number(t, o.lost);
		table_add_number(t, o.known);
	}
	if (n > 0) {
		writer_title(p, "Ids that count elsewhere, by source", -1);
		writer_table(p, t);
	} else {
		table_free(t);
	}
}

static void
print_people(const struct asked *a, const cJSON *m, const char *version)
{
	struct writer p;

	writer_begin(&p, strcmp(a->format, "markdown") == 0);
	put_head(&p, m);
	changes_put_figures(&p, m);
	put_checks(&p, m);
	put_broken(&p, member_get(m, "broken"));
	put_texts(&p, "sextant map would fail", version,
	    member_get(m, "unmapped"));
	put_texts(&p, "the scope would lose", version, member_get(m, "absent"));
	put_rewrite(&p, m, version);
	changes_put_stranded(&p, m);
	changes_put_techniques(&p, m, a->all);
	changes_put_logs(&p, m);
	put_others(&p, m);
	changes_put_attack(&p, m, a->all);
	writer_end(&p);
}

/* A technique that ATT&CK took, and that nothing answers under another id. */
static bool
has_lost(const cJSON *m)
{
	const cJSON *t;

	cJSON_ArrayForEach(t, member_get(m, "techniques"))
		if (str_equal(member_text(t, "change"), "lost"))
			return true;
	return false;
}

/* A check that is met now, and would not be then. */
static bool
has_broken(const cJSON *m)
{
	const cJSON *c;

	cJSON_ArrayForEach(c, member_get(m, "checks"))
		if (cJSON_IsTrue(member_get(c, "was_ok")) &&
		    !cJSON_IsTrue(member_get(c, "ok")))
			return true;
	return cJSON_GetArraySize(member_get(m, "broken")) > 0;
}

/* Is there what it was asked to fail on? */
static bool
has_failed(const cJSON *m, const struct strs *on)
{
	const bool found[] = {
		has_broken(m) ||
		    cJSON_GetArraySize(member_get(m, "unmapped")) > 0 ||
		    cJSON_GetArraySize(member_get(m, "absent")) > 0,
		cJSON_GetArraySize(member_get(m, "rewrite")) > 0,
		cJSON_GetArraySize(member_get(m, "stranded")) > 0,
		has_lost(m),
	};
	size_t i;

	for (i = 0; reasons[i] != NULL; i++)
		if (found[i] && strs_has(on, reasons[i]))
			return true;
	return false;
}

static int
run_rehearse(const struct asked *a, const struct rehearsal *r)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	cJSON *model = NULL;
	int rc = EXIT_FAILED;

	if (rehearsal_run(r, &model) == 0) {
		if (strcmp(a->format, "json") == 0)
			output_write_json(NULL, model);
		else
			print_people(a, model, r->version);
		rc = has_failed(model, &a->fail_on) ? EXIT_FOUND : EXIT_OK;
	}
	value_use(before);
	arena_free(&mem);
	return rc;
}

int
cmd_rehearse(const struct command *self, int argc, char **argv)
{
	static const char *const formats[] = { "text", "markdown", "json",
		NULL };
	struct build_options c = { .timeout = BUILD_TIMEOUT };
	struct asked a = { .format = "text" };
	struct rehearsal r = { .common = &c };
	const char *of = NULL;
	const struct opt opts[] = { OPT_CONFIG(c), OPT_ATTACK(c), OPT_CACHE(c),
		{ OPT_FLAG, 0, "fetch", NULL, &r.fetch,
		    "download that version if the cache lacks it" },
		OPT_MIRROR(c), OPT_TIMEOUT(c),
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text, markdown or json (text)", formats },
		{ OPT_FLAG, 'a', "all", NULL, &a.all,
		    "also every control, and every change of ATT&CK" },
		{ OPT_LIST, 0, "fail-on", "WHAT", &a.fail_on,
		    "fail on checks, ids, controls or techniques", reasons },
		OPT_OF(of),
		OPT_JOBS(c), OPT_QUIET(c), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 1, &n);

	if (rc == 0 && n == 0)
		rc = options_wrong(self, "expected a version of ATT&CK");
	if (rc == 0 && !config_is_attack(argv[0]))
		rc = options_wrong(self, "%s: expected [DOMAIN-]VERSION, "
		    "latest, or a bundle FILE.json", argv[0]);
	if (rc == 0)
		rc = common_check(self, &c);
	if (rc == 0) {
		r.version = argv[0];
		r.of = of != NULL ? of_read(of) : OF_DEFAULT;
		rc = run_rehearse(&a, &r);
	}
	strs_free(&a.fail_on);
	return rc;
}
