/* badge: write a badge of one figure. */
#include "base/log.h"
#include "cmd.h"
#include "common.h"
#include "export/badge.h"
#include "output/output.h"
#include "selection.h"
#include "value/member.h"
#include "words/words.h"

struct asked {
	struct selection s;
	struct badge_options o;
	const char *format, *output;
};

/* What shields.io asks an endpoint for, to draw a badge of its own. */
static int
write_endpoint(const struct asked *a, const cJSON *badge)
{
	cJSON *answer = cJSON_CreateObject();

	cJSON_AddNumberToObject(answer, "schemaVersion", 1);
	member_copy(answer, badge, "label");
	member_copy(answer, badge, "message");
	cJSON_AddStringToObject(answer, "color", member_text(badge, "colour"));
	return output_write_json(a->output, answer);
}

static int
answer_badge(struct catalog *c, void *what)
{
	struct asked *a = what;
	const char *kind = NULL;
	cJSON *badge;
	int rc;

	rc = selection_find(c, &a->s);
	if (rc == 0)
		rc = selection_find_domain(c, &a->o.domain);
	if (rc == 0)
		rc = selection_kind(c, &a->s, NULL, &kind);
	if (rc == 0)
		rc = selection_weigh(c, &a->s, kind);
	if (rc != 0)
		return rc;
	a->o.kind = kind == NULL ? KIND_DETECTION : kind_read(kind);
	if (a->o.kind != KIND_DETECTION && str_equal(a->o.definition,
	    coverage_names[COVERAGE_TESTED])) {
		log_error("--coverage tested: only detections are tested");
		return EXIT_USAGE;
	}
	badge = badge_make(c, &a->s.chosen, &a->o);
	if (badge == NULL)
		return -1;
	return str_equal(a->format, "json") ? write_endpoint(a, badge)
	    : common_write_svg("svg/badge", badge, a->output);
}

int
cmd_badge(const struct command *self, int argc, char **argv)
{
	static const char *const formats[] = { "svg", "json", NULL };
	struct build_options c = { 0 };
	struct asked a = { .format = "svg" };
	const struct opt opts[] = { OPT_CATALOG(c), OPT_OUTPUT(a.output),
		OPT_DOMAIN(a.o.domain),
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "svg, or json for shields.io (svg)", formats },
		{ OPT_TEXT, 0, "coverage", "NAME", &a.o.definition,
		    "exact, any, all-subs, leaf or tested (exact)",
		    coverage_names },
		OPT_SELECTION(a.s), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = selection_check(self, &a.s);
	if (rc == 0 && a.s.chosen.kinds.n > 1)
		rc = options_wrong(self, "--kind: a badge is of one kind");
	if (rc == 0)
		rc = common_ask(&c, answer_badge, &a);
	selection_free(&a.s);
	return rc;
}
