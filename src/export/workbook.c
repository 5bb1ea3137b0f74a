/* Coverage as a workbook: what it says of itself, figures, techniques, gaps,
 * controls, the controls of each framework, sources. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "count/controls_list.h"
#include "count/perspective.h"
#include "count/provenance.h"
#include "export/export.h"
#include "export_parts.h"
#include "model/gaps.h"
#include "model/model.h"
#include "value/member.h"
#include "words/words.h"
#include "xlsx.h"

static const struct xlsx_column about_columns[] = {
	{ "what", XLSX_TEXT, NULL, "what" },
	{ "text", XLSX_TEXT, NULL, "text" },
};

static const struct xlsx_column coverage_columns[] = {
	{ "domain", XLSX_TEXT, NULL, "domain" },
	{ "version", XLSX_TEXT, NULL, "version" },
	{ "kind", XLSX_TEXT, NULL, "kind" },
	{ "whose", XLSX_TEXT, NULL, "whose" },
	{ "definition", XLSX_TEXT, NULL, "definition" },
	{ "covered", XLSX_NUMBER, NULL, "covered" },
	{ "of", XLSX_NUMBER, NULL, "of" },
	{ "share", XLSX_SHARE, NULL, "share" },
	{ "more available", XLSX_NUMBER, NULL, "more" },
};

#define TECHNIQUE_HEAD \
	{ "domain", XLSX_TEXT, NULL, "domain" }, \
	{ "technique", XLSX_LINK, NULL, "id" }, \
	{ "name", XLSX_TEXT, NULL, "name" }, \
	{ "parent", XLSX_TEXT, NULL, "parent_id" }, \
	{ "state", XLSX_TEXT, NULL, "state" }, \
	{ "tactics", XLSX_LIST, NULL, "tactics" }, \
	{ "platforms", XLSX_LIST, NULL, "platforms" }, \
	{ "policy", XLSX_NUMBER, NULL, "policy" }, \
	{ "detection", XLSX_NUMBER, NULL, "detection" }, \
	{ "test", XLSX_NUMBER, NULL, "test" }, \
	{ "yours", XLSX_NUMBER, NULL, "yours" }, \
	{ "available", XLSX_NUMBER, NULL, "available" }, \
	{ "evidence", XLSX_LEVEL, NULL, "evidence" }, \
	{ "groups", XLSX_NUMBER, NULL, "groups" }, \
	{ "campaigns", XLSX_NUMBER, NULL, "campaigns" }, \
	{ "software", XLSX_NUMBER, NULL, "software" }

/* And of each source a column with how many of its controls count. */
static const struct xlsx_column list_head[] = {
	TECHNIQUE_HEAD,
	{ "elsewhere", XLSX_TEXT, "elsewhere", "text" },
	{ "reason", XLSX_TEXT, NULL, "reason" },
	{ "owner", XLSX_TEXT, NULL, "owner" },
	{ "until", XLSX_DAY, NULL, "until" },
};

static const struct xlsx_column gap_columns[] = {
	TECHNIQUE_HEAD,
	{ "why", XLSX_TEXT, NULL, "why_text" },
	{ "missing", XLSX_TEXT, NULL, "missing_text" },
	{ "adopt", XLSX_TEXT, NULL, "adopt_text" },
	{ "elsewhere", XLSX_TEXT, "elsewhere", "text" },
	{ "analytics", XLSX_NUMBER, NULL, "analytics" },
};

static const struct xlsx_column control_columns[] = {
	{ "source", XLSX_TEXT, NULL, "source" },
	{ "kind", XLSX_TEXT, NULL, "kind" },
	{ "id", XLSX_TEXT, NULL, "id" },
	{ "title", XLSX_LINK, NULL, "title" },
	{ "type", XLSX_TEXT, NULL, "type" },
	{ "level", XLSX_TEXT, NULL, "level" },
	{ "status", XLSX_TEXT, NULL, "status" },
	{ "evidence", XLSX_LEVEL, NULL, "evidence" },
	{ "whose", XLSX_TEXT, NULL, "whose" },
	{ "author", XLSX_TEXT, NULL, "author" },
	{ "changed", XLSX_DAY, NULL, "changed" },
	{ "techniques", XLSX_LIST, NULL, "techniques" },
	{ "needs", XLSX_TEXT, NULL, "needs_text" },
	{ "runs", XLSX_TEXT, NULL, "runs" },
	{ "lacks", XLSX_TEXT, NULL, "lacks" },
	{ "path", XLSX_TEXT, NULL, "path" },
	{ "line", XLSX_NUMBER, NULL, "line" },
};

static const struct xlsx_column policy_columns[] = {
	{ "domain", XLSX_TEXT, NULL, "domain" },
	{ "id", XLSX_LINK, NULL, "id" },
	{ "title", XLSX_TEXT, NULL, "title" },
	{ "names", XLSX_NUMBER, NULL, "names" },
	{ "of", XLSX_NUMBER, NULL, "of" },
	{ "share", XLSX_SHARE, NULL, "share" },
	{ "detections", XLSX_NUMBER, "answered", "detection" },
	{ "tests", XLSX_NUMBER, "answered", "test" },
	{ "unanswered", XLSX_NUMBER, NULL, "unanswered" },
	{ "whose", XLSX_TEXT, NULL, "whose" },
	{ "techniques", XLSX_LIST, NULL, "techniques" },
	{ "unanswered techniques", XLSX_LIST, NULL, "unanswered_techniques" },
};

static const struct xlsx_column source_columns[] = {
	{ "source", XLSX_TEXT, NULL, "id" },
	{ "title", XLSX_LINK, NULL, "title" },
	{ "kind", XLSX_TEXT, NULL, "kind" },
	{ "domain", XLSX_TEXT, NULL, "domain" },
	{ "own", XLSX_TEXT, NULL, "own_word" },
	{ "revision", XLSX_TEXT, NULL, "revision" },
	{ "accessed", XLSX_DAY, NULL, "accessed" },
	{ "made for ATT&CK", XLSX_TEXT, NULL, "attack_version" },
	{ "documents", XLSX_NUMBER, NULL, "documents" },
	{ "controls", XLSX_NUMBER, NULL, "controls" },
	{ "active", XLSX_NUMBER, NULL, "active" },
	{ "mapped", XLSX_NUMBER, NULL, "mapped" },
	{ "mappings", XLSX_NUMBER, NULL, "mappings" },
	{ "findings", XLSX_NUMBER, NULL, "findings" },
	{ "licence", XLSX_TEXT, NULL, "licence" },
	{ "credit", XLSX_TEXT, NULL, "credit" },
};

struct workbook {
	struct catalog *c;
	const struct catalog_selection *s;
	enum of answers; /* whose rules and tests answer policies */
	cJSON *site;
	cJSON *about; /* rows of its first sheet */
	struct xlsx_sheet *sheets;
	size_t n;
	struct xlsx_column *columns; /* of techniques */
	long long controls; /* listed on any sheet */
};

#define COLUMNS(list) list, sizeof(list) / sizeof((list)[0])

static void
say(struct workbook *w, const char *what, const char *text)
{
	cJSON *row;

	if (text == NULL || *text == '\0')
		return;
	row = cJSON_CreateObject();
	member_add_text(row, "what", what);
	member_add_text(row, "text", text);
	cJSON_AddItemToArray(w->about, row);
}

/* Adds a sheet, unless it has no rows, and says on the first what it is. */
static void
add_sheet(struct workbook *w, const char *name, const char *what,
    const struct xlsx_column *columns, size_t ncolumns, const cJSON *rows)
{
	struct xlsx_sheet s = { .columns = columns, .ncolumns = ncolumns,
		.rows = rows };
	struct buf label = BUF_INIT, text = BUF_INIT;
	int n = cJSON_GetArraySize(rows);

	if (n == 0)
		return;
	xlsx_name(w->sheets, w->n, name, s.name);
	*LIST_ADD(w->sheets, w->n) = s;
	buf_printf(&label, "sheet %s", s.name);
	buf_printf(&text, "%s: %d", what, n);
	if (n > XLSX_ROWS)
		buf_printf(&text, "; of them the first %d, more than a sheet "
		    "has no room for", XLSX_ROWS);
	say(w, buf_str(&label), buf_str(&text));
	buf_free(&label);
	buf_free(&text);
}

static void
add_share(cJSON *row, const char *part)
{
	long long of = member_number(row, "of");

	if (of > 0)
		cJSON_AddNumberToObject(row, "share",
		    (double)member_number(row, part) / (double)of);
}

static void
add_coverage_row(cJSON *rows, const cJSON *domain, const char *kind,
    const char *whose, const cJSON *figure)
{
	static const char *const kept[] = { "covered", "of", "more", NULL };
	cJSON *row = cJSON_CreateObject();

	member_add_text(row, "domain", member_string(domain, "id"));
	member_add_text(row, "version", member_text(domain, "version"));
	member_add_text(row, "kind", kind);
	member_add_text(row, "whose", whose);
	member_add_text(row, "definition", figure->string);
	member_copy_all(row, figure, kept);
	add_share(row, "covered");
	cJSON_AddItemToArray(rows, row);
}

static void
add_coverage(struct workbook *w)
{
	const cJSON *d, *kind, *figure;
	const cJSON *whose = member_get(w->site, "perspective");
	cJSON *rows = cJSON_CreateArray();

	cJSON_ArrayForEach(d, member_get(w->site, "domains"))
		cJSON_ArrayForEach(kind, member_get(d, "coverage"))
			cJSON_ArrayForEach(figure, kind)
				add_coverage_row(rows, d, kind->string,
				    member_string(whose, kind->string), figure);
	add_sheet(w, "coverage", "figures, by each definition",
	    COLUMNS(coverage_columns), rows);
}

/* As list_head, with a column for each source that has any. */
static size_t
list_columns(struct workbook *w, const cJSON *techniques)
{
	size_t n = 0, i;
	const cJSON *s, *t;

	for (i = 0; i < sizeof(list_head) /
	    sizeof(list_head[0]); i++)
		*LIST_ADD(w->columns, n) = list_head[i];
	cJSON_ArrayForEach(s, member_get(w->site, "sources"))
		cJSON_ArrayForEach(t, techniques) {
			const char *id = member_string(s, "id");

			if (member_get(member_get(t, "counts"), id) == NULL)
				continue;
			*LIST_ADD(w->columns, n) = (struct xlsx_column){ id,
				XLSX_NUMBER, "counts", id };
			break;
		}
	return n;
}

static void
add_technique_sheets(struct workbook *w, const cJSON *all, const cJSON *gaps)
{
	size_t n = list_columns(w, member_get(all, "techniques"));

	add_sheet(w, "techniques", "techniques, in and out of scope",
	    w->columns, n, member_get(all, "techniques"));
	add_sheet(w, "gaps", "techniques without any, those most used first",
	    COLUMNS(gap_columns), member_get(gaps, "techniques"));
}

static bool
wants_kind(const struct workbook *w, enum kind kind)
{
	return w->s->kinds.n == 0 || strs_has(&w->s->kinds, kind_name(kind));
}

/* The controls of a kind, of the selection as it is. */
static cJSON *
list_controls(struct workbook *w, const struct catalog_selection *s,
    enum kind kind)
{
	struct controls_asked asked = { .kind = kind, .answers = w->answers };
	cJSON *m = controls_list(w->c, s, &asked);

	return m == NULL ? NULL : member_get(m, "controls");
}

/* Detection rules and tests, as they count. */
static int
add_controls(struct workbook *w)
{
	static const enum kind kinds[] = { KIND_DETECTION, KIND_TEST };
	cJSON *rows = cJSON_CreateArray(), *list, *row;
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!wants_kind(w, kinds[i]))
			continue;
		list = list_controls(w, w->s, kinds[i]);
		if (list == NULL)
			return -1;
		while ((row = list->child) != NULL)
			cJSON_AddItemToArray(rows,
			    cJSON_DetachItemViaPointer(list, row));
	}
	w->controls += cJSON_GetArraySize(rows);
	add_sheet(w, "controls", "detection rules and tests that count",
	    COLUMNS(control_columns), rows);
	return 0;
}

/* All controls of one framework that map anything, as `sextant list controls
 * --source` has them. */
static int
add_framework(struct workbook *w, const cJSON *source)
{
	struct catalog_selection s = *w->s;
	struct buf what = BUF_INIT;
	cJSON *list, *row;

	s.sources = (struct strs){ 0 };
	strs_add(&s.sources, member_string(source, "id"));
	perspective_settle(&s);
	list = list_controls(w, &s, KIND_POLICY);
	strs_free(&s.sources);
	if (list == NULL)
		return -1;
	cJSON_ArrayForEach(row, list) {
		cJSON_DeleteItemFromObject(row, "share");
		add_share(row, "names");
	}
	w->controls += cJSON_GetArraySize(list);
	buf_printf(&what, "controls of %s, and how the techniques that they "
	    "name are answered", member_string(source, "title"));
	add_sheet(w, member_string(source, "id"), buf_str(&what),
	    COLUMNS(policy_columns), list);
	buf_free(&what);
	return 0;
}

static int
add_frameworks(struct workbook *w)
{
	const cJSON *s;

	cJSON_ArrayForEach(s, member_get(w->site, "sources"))
		if (member_kind(s) == KIND_POLICY &&
		    provenance_has(s, w->s) && add_framework(w, s) == -1)
			return -1;
	return 0;
}

static void
add_source_sheet(struct workbook *w)
{
	cJSON *rows = member_get(w->site, "sources"), *s;

	cJSON_ArrayForEach(s, rows) {
		member_add_text(s, "own_word", member_number(s, "own") != 0 ||
		    cJSON_IsTrue(member_get(s, "own")) ? of_name(OF_YOURS) : NULL);
		if (member_get(s, "url") != NULL)
			cJSON_DeleteItemFromObject(s, "url");
		member_add_text(s, "url", member_string(s, "homepage"));
	}
	add_sheet(w, "sources", "what it was made from, in which version, and "
	    "whose it is", COLUMNS(source_columns), rows);
}

static void
say_head(struct workbook *w, const cJSON *techniques)
{
	struct buf b = BUF_INIT;
	const cJSON *d;

	say(w, "title", member_string(w->site, "title"));
	if (member_get(w->site, "sample") != NULL)
		say(w, "sample", "made from sample data");
	say(w, "made by", member_string(w->site, "generator"));
	cJSON_ArrayForEach(d, member_get(w->site, "domains")) {
		buf_reset(&b);
		buf_printf(&b, "%s %s", member_string(d, "name"),
		    member_text_or(d, "version", ""));
		if (member_get(d, "accessed") != NULL)
			buf_printf(&b, ", fetched %s",
			    member_string(d, "accessed"));
		say(w, "ATT&CK", buf_str(&b));
		say(w, "credit", member_string(d, "credit"));
	}
	say(w, "counted", member_string(member_get(w->site, "whose"),
	    "counted"));
	buf_reset(&b);
	provenance_put_selection(&b, w->s);
	say(w, "only", buf_str(&b));
	say(w, "scope", member_string(w->site, "scope"));
	say(w, "settings", member_string(w->site, "settings"));
	cJSON_ArrayForEach(d, member_get(techniques, "domains"))
		say(w, "figure", member_string(d, "text"));
	say(w, "states", "covered: at least two controls; single: one; gap: "
	    "none; moved: retired by a newer ATT&CK; out: out of scope");
	say(w, "levels", "evidence E0 names the technique, E1 is mature, E2 has test "
	    "data, E3 names a simulation, E4 was seen to fire on one, E5 fired "
	    "in a test of yours");
	buf_free(&b);
}

static void
say_rest(struct workbook *w)
{
	struct buf b = BUF_INIT;
	long long controls = 0;
	const cJSON *s;

	cJSON_ArrayForEach(s, member_get(w->site, "sources"))
		if (member_kind(s) < KIND_EVIDENCE)
			controls += member_number(s, "controls");
	if (controls > w->controls) {
		buf_printf(&b, "%lld of %lld controls that no figure here "
		    "counts: they are not active, name no technique, or are not "
		    "of those counted. `sextant export controls` and `sextant "
		    "export json` have all of them, with every id that they "
		    "name, and descriptions", controls - w->controls, controls);
		say(w, "left out", buf_str(&b));
	}
	say(w, "licences", "what comes from a source stays under its licence: "
	    "sheet sources");
	buf_free(&b);
}

static int
fill(struct workbook *w, const char *kind)
{
	struct xlsx_sheet about = { .name = "about",
		.columns = about_columns, .ncolumns = sizeof(about_columns) /
		sizeof(about_columns[0]), .rows = w->about, .prose = true };
	struct gaps_filter filter = { .kind = kind };
	const cJSON *all = gaps_list(w->c, w->s, &filter);
	const cJSON *gaps = gaps_find(w->c, w->s, &filter);

	if (all == NULL || gaps == NULL)
		return -1;
	*LIST_ADD(w->sheets, w->n) = about;
	say_head(w, all);
	add_coverage(w);
	add_technique_sheets(w, all, gaps);
	if (add_controls(w) == -1 || add_frameworks(w) == -1)
		return -1;
	add_source_sheet(w);
	say_rest(w);
	return 0;
}

int
export_xlsx(struct catalog *c, const struct catalog_selection *selection,
    const char *kind, enum of answers, struct buf *out)
{
	struct workbook w = { .c = c, .s = selection, .answers = answers,
		.site = model_overview(c, selection),
		.about = cJSON_CreateArray() };
	struct xlsx_book book = { 0 };
	int rc = -1;

	if (w.site == NULL || fill(&w, kind) == -1)
		goto out;
	book.title = member_string(w.site, "title");
	book.author = member_string(w.site, "generator");
	book.day = export_day(w.site);
	book.sheets = w.sheets;
	book.n = w.n;
	rc = xlsx_put(&book, out);
out:
	free(w.sheets);
	free(w.columns);
	return rc;
}
