/* What the site's page of a technique needs beyond the technique's own model.
 * */
#include "technique_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "count/perspective.h"
#include "model/matrix.h"
#include "technique_front.h"
#include "technique_rows.h"
#include "value/member.h"
#include "words/logs.h"
#include "words/words.h"

enum { SOFTWARE_MAX = 60 }; /* named on a page */

/* Adds rows to a section, and refers to it by a name that no object around has. */
static cJSON *
section_of(cJSON *t, enum kind kind, const char *name)
{
	cJSON *section;

	cJSON_ArrayForEach(section, member_get(t, "sections"))
		if (member_kind(section) == kind)
			break;
	technique_rows_add(section);
	cJSON_AddItemReferenceToObject(t, name, section);
	return section;
}

static void
put_count(struct buf *b, long long n, const char *one, const char *many)
{
	buf_printf(b, "%lld %s", n, n == 1 ? one : many);
}

/* "; 3 more public": what is available beside yours. */
static void
put_more(struct buf *b, const cJSON *section)
{
	if (member_of(section) == OF_YOURS &&
	    member_number(section, "available") > 0)
		buf_printf(b, "; %lld more public",
		    member_number(section, "available"));
}

/* "12 public tests": how many controls a section of the kind has. */
static void
put_controls_of(struct buf *b, enum kind kind, const cJSON *section)
{
	long long n = member_number(section, "count");
	enum of of = member_of(section);

	buf_printf(b, "%lld ", n);
	perspective_put_noun(b, of, kind, n != 1);
	put_more(b, section);
}

/* Of the rules of a section: how many sources have any that is counted, how many
 * of these are tested, how many run; and how many run of what is beside them. */
struct rule_counts {
	long long sources, tested, run, beside;
	bool told; /* is it said whether they run? */
};

static void
count_rules(const cJSON *section, struct rule_counts *n)
{
	enum of of = member_of(section);
	const cJSON *source, *k;
	bool any, runs;

	cJSON_ArrayForEach(source, member_get(section, "sources")) {
		any = false;
		cJSON_ArrayForEach(k, member_get(source, "controls")) {
			runs = member_runs(k) == RUNS_YES;
			n->told |= member_get(k, "runs") != NULL;
			if (!perspective_has(of, member_whose(k))) {
				n->beside += runs;
				continue;
			}
			any = true;
			n->run += runs;
			n->tested += member_evidence(k) >= EVIDENCE_TESTED;
		}
		n->sources += any;
	}
}

/* "118 public rules in 5 sources, 40 of them tested, 25 run on the logs
 * collected". */
static void
add_rules_text(cJSON *summary, const cJSON *section)
{
	long long n = member_number(section, "count");
	enum of of = member_of(section);
	struct rule_counts counts = { 0 };
	struct buf b = BUF_INIT;

	count_rules(section, &counts);
	put_count(&b, n, perspective_rule(of, false),
	    perspective_rule(of, true));
	if (n > 0) {
		buf_puts(&b, " in ");
		put_count(&b, counts.sources, "source", "sources");
		if (n > 1)
			buf_printf(&b, ", %lld of them tested", counts.tested);
		else
			buf_puts(&b, counts.tested > 0 ? ", tested"
			    : ", not tested");
		if (counts.told && n > 1)
			buf_printf(&b, ", %lld run on the logs collected",
			    counts.run);
		else if (counts.told)
			buf_puts(&b, counts.run > 0
			    ? ", runs on the logs collected"
			    : ", not known to run on the logs collected");
	}
	put_more(&b, section);
	if (counts.told && of == OF_YOURS && counts.beside > 0)
		buf_printf(&b, ", of which %lld run%s%s", counts.beside,
		    counts.beside == 1 ? "s" : "",
		    n == 0 ? " on the logs collected" : "");
	member_take_buf(summary, "rules", &b);
	cJSON_AddBoolToObject(summary, "single", n == 1);
	cJSON_AddBoolToObject(summary, "gap", n == 0);
}

static cJSON *
add_summary(cJSON *t, const cJSON *policy, const cJSON *detection,
    const cJSON *test)
{
	cJSON *summary = cJSON_AddObjectToObject(t, "summary");
	struct buf b = BUF_INIT;

	add_rules_text(summary, detection);
	put_controls_of(&b, KIND_TEST, test);
	member_take_buf(summary, "tests", &b);
	put_controls_of(&b, KIND_POLICY, policy);
	member_take_buf(summary, "policy", &b);
	member_add_or_false(summary, "used",
	    member_string(member_get(t, "users"), "text"));
	return summary;
}

/* Mapped, not mappable, not assessed: data/README.md, "Policy". */
static void
add_states(cJSON *t, const cJSON *policies, const cJSON *policy)
{
	cJSON *list = cJSON_AddArrayToObject(t, "states"), *one;
	const char *state, *id;
	const cJSON *s, *x;

	cJSON_ArrayForEach(s, policies) {
		if (!str_equal(member_string(s, "domain"),
		    member_string(t, "domain")))
			continue;
		id = member_string(s, "id");
		state = "not assessed";
		cJSON_ArrayForEach(x, member_get(t, "assessed"))
			if (str_equal(member_string(x, "source_id"), id))
				state = "assessed and not mappable";
		cJSON_ArrayForEach(x, member_get(policy, "sources"))
			if (str_equal(member_string(x, "id"), id) &&
			    member_number(x, "count") > 0)
				state = NULL;
		if (state == NULL)
			continue;
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "state_source",
		    member_string(s, "title"));
		cJSON_AddStringToObject(one, "state", state);
		cJSON_AddItemToArray(list, one);
	}
	cJSON_AddBoolToObject(t, "has_states", list->child != NULL);
}

static void
add_place(cJSON *list, struct buf *text, const char *href)
{
	cJSON *one = cJSON_CreateObject();

	member_take_buf(one, "text", text);
	member_add_or_false(one, "href", href);
	cJSON_AddItemToArray(list, one);
}

static void
add_related(cJSON *list, const cJSON *cell, enum of of)
{
	struct buf text = BUF_INIT, href = BUF_INIT;

	if (cell == NULL || member_number(cell, "detection") == 0)
		return;
	put_count(&text, member_number(cell, "detection"),
	    perspective_rule(of, false), perspective_rule(of, true));
	buf_printf(&text, " on %s: %s", member_string(cell, "id"),
	    member_string(cell, "name"));
	buf_printf(&href, "%s.html", member_string(cell, "id"));
	add_place(list, &text, buf_str(&href));
	buf_free(&href);
}

/* Rules that do not count stand below those that do, wherever all of these are. */
static void
add_not_counted(cJSON *list, const char *id, const cJSON *detection)
{
	long long n = member_number(detection, "left_out");
	struct buf text = BUF_INIT, href = BUF_INIT;

	if (n == 0)
		return;
	put_count(&text, n, "rule that does not count",
	    "rules that do not count");
	if (cJSON_IsObject(member_get(detection, "all")))
		buf_printf(&href, "%s/rules.html", id);
	buf_puts(&href, "#not-counted");
	add_place(list, &text, buf_str(&href));
	buf_free(&href);
}

/* Adds where to look for help with a gap: first what would close it. */
static void
add_where_to_look(cJSON *t, const cJSON *detection, const cJSON *test,
    const cJSON *lower, const cJSON *parent)
{
	cJSON *list = cJSON_AddArrayToObject(t, "elsewhere");
	const cJSON *sub;
	struct buf b = BUF_INIT;
	int strategies = cJSON_GetArraySize(member_get(t, "strategies"));
	long long tests = member_number(test, "yours") +
	    member_number(test, "available");
	enum of of = member_of(detection);

	if (of == OF_YOURS && member_number(detection, "available") > 0) {
		put_count(&b, member_number(detection, "available"),
		    perspective_rule(OF_AVAILABLE, false),
		    perspective_rule(OF_AVAILABLE, true));
		buf_puts(&b, " to adopt");
		add_place(list, &b, "#detection");
	}
	if (strategies > 0) {
		put_count(&b, strategies, "detection strategy",
		    "detection strategies");
		buf_puts(&b, " of MITRE's, with the log sources they need");
		add_place(list, &b, "#analytics");
	}
	if (tests > 0) {
		put_count(&b, tests, control_nouns[KIND_TEST][0],
		    control_nouns[KIND_TEST][1]);
		buf_puts(&b, " to see what your own logs show");
		add_place(list, &b, "#tests");
	}
	add_not_counted(list, member_string(t, "id"), detection);
	add_related(list, parent, of);
	cJSON_ArrayForEach(sub, lower)
		add_related(list, sub, of);
}

static void
add_marks(cJSON *t)
{
	cJSON *one, *analytic;
	long long n = 0;

	/* A tactic that is not in the matrix has no page. */
	cJSON_ArrayForEach(one, member_get(t, "tactics"))
		member_add_or_false(one, "tactic_id", member_string(one, "id"));
	/* An analytic may name no log sources. */
	cJSON_ArrayForEach(one, member_get(t, "strategies"))
		cJSON_ArrayForEach(analytic, member_get(one, "analytics"))
			cJSON_AddBoolToObject(analytic, "has_logs",
			    member_get(analytic, "log_sources")->child != NULL);
	/* Hundreds of pieces of software use some techniques: name a few. */
	cJSON_ArrayForEach(one, member_get(t, "groups"))
		if (str_equal(member_string(one, "kind"), "software"))
			cJSON_AddBoolToObject(one, "named",
			    ++n <= SOFTWARE_MAX);
	member_add_number_or_false(t, "more_software", n > SOFTWARE_MAX
	    ? n - SOFTWARE_MAX : 0);
}

cJSON *
technique_policies(const cJSON *site)
{
	static const char *const kept[] = { "id", "title", "domain", NULL };
	cJSON *list = cJSON_CreateArray();
	const cJSON *s;

	cJSON_ArrayForEach(s, member_get(site, "sources"))
		if (member_kind(s) == KIND_POLICY)
			cJSON_AddItemToArray(list, member_pick(s, kept));
	return list;
}

void
technique_page_add(cJSON *technique, const cJSON *policies,
    const cJSON *lower, const cJSON *parent)
{
	cJSON *t = technique;
	const cJSON *policy = section_of(t, KIND_POLICY, "policy_section");
	const cJSON *detection = section_of(t, KIND_DETECTION,
	    "detection_section");
	const cJSON *test = section_of(t, KIND_TEST, "test_section");
	const cJSON *summary = add_summary(t, policy, detection, test);

	technique_front_add(t);
	add_marks(t);
	add_states(t, policies, policy);
	if (cJSON_IsTrue(member_get(summary, "gap")))
		add_where_to_look(t, detection, test, lower, parent);
	cJSON_AddBoolToObject(t, "has_help", member_get(t, "moved") != NULL ||
	    cJSON_GetArraySize(member_get(t, "elsewhere")) > 0);
}
