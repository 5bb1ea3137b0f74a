/* What a word stands for: the one, or the few, that it fits best. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "base/word.h"
#include "nearest.h"
#include "subject/subject.h"
#include "value/member.h"
#include "words/words.h"

/* How a word was found, from the best on: the first three as `called` says. What
 * a rule or a test is titled is no name: some are titled APT29. */
enum { BY_ID, BY_NAME, BY_ALIAS, BY_TITLE };

/* The kinds in the order to tell them, before those of controls. */
static const struct {
	const char *kind, *noun;
} kinds[] = {
	{ "technique", "technique" }, { "tactic", "tactic" },
	{ "group", "group" }, { "campaign", "campaign" },
	{ "software", "software" }, { "strategy", "detection strategy" },
	{ "analytic", "analytic" }, { "component", "data component" },
	{ "log-source", "log source" }, { "channel", "channel" },
	{ "cve", "CVE" }, { "log", "log" },
	{ "framework-id", "framework id" },
	{ "element", "framework control" },
};

static const size_t nkinds = sizeof(kinds) / sizeof(kinds[0]);

/* Any of those of controls. */
static const char control[] = "control";

static bool
is_control_kind(const char *kind)
{
	size_t i;

	for (i = 0; control_kinds[i] != NULL; i++)
		if (str_equal(control_kinds[i], kind))
			return true;
	return false;
}

bool
subject_is_control(const cJSON *found)
{
	return is_control_kind(member_string(found, "kind"));
}

const char *
subject_noun(const char *kind)
{
	size_t i;

	for (i = 0; i < nkinds; i++)
		if (str_equal(kinds[i].kind, kind))
			return kinds[i].noun;
	return is_control_kind(kind) ? control_nouns[kind_read(kind)][0] : kind;
}

void
subject_put_kinds(struct buf *out, const char *kind)
{
	size_t i;

	/* The last of them is a control, too. */
	for (i = 0; kind == NULL && i < nkinds - 1; i++)
		buf_printf(out, "%s%s", i == 0 ? "" : ", ", kinds[i].noun);
	if (kind == NULL)
		buf_printf(out, " or %s", control);
	else
		buf_puts(out, subject_noun(kind));
}

static bool
starts_with_kind(const char *word, size_t n, const char *kind)
{
	return strlen(kind) == n && strncasecmp(word, kind, n) == 0;
}

/* The kind that the word starts with, and the rest; NULL: with none. */
static const char *
read_prefix(const char *word, const char **rest)
{
	const char *colon = strchr(word, ':');
	size_t i, n = colon == NULL ? 0 : (size_t)(colon - word);
	const char *kind = NULL;

	for (i = 0; kind == NULL && i < nkinds; i++)
		if (starts_with_kind(word, n, kinds[i].kind))
			kind = kinds[i].kind;
	for (i = 0; kind == NULL && control_kinds[i] != NULL; i++)
		if (starts_with_kind(word, n, control_kinds[i]))
			kind = control_kinds[i];
	if (kind == NULL && starts_with_kind(word, n, control))
		kind = control;
	*rest = kind == NULL ? word : colon + 1;
	return kind;
}

bool
subject_is_of(const char *kind, const char *asked)
{
	return asked == NULL || str_equal(kind, asked) ||
	    (strcmp(asked, control) == 0 && is_control_kind(kind));
}

/* Rows as the ones found. */
static void
take_rows(cJSON *list, const cJSON *rows, const char *kind,
    const struct strs *sources)
{
	static const char *const kept[] = { "id", "name", "pk", "by", "word",
		"domain", "source", "state", "path", "old", NULL };
	const cJSON *row;
	cJSON *one;

	cJSON_ArrayForEach(row, rows) {
		one = member_pick(row, kept);
		member_add_text(one, "kind", member_string(row, "thing"));
		if (member_number(one, "by") > BY_ID &&
		    subject_is_control(one) && member_kind(one) != KIND_POLICY)
			cJSON_SetNumberValue(member_get(one, "by"), BY_TITLE);
		if (subject_is_of(member_string(one, "kind"), kind) && (!subject_is_control(one) ||
		    sources->n == 0 || strs_has(sources,
		    member_string(one, "source"))))
			cJSON_AddItemToArray(list, one);
		else
			cJSON_Delete(one);
	}
}

/* Is an earlier one of the list the same in another domain? */
static bool
is_there_already(const cJSON *list, const cJSON *one)
{
	const cJSON *e;

	if (subject_is_control(one) || member_string(one, "id") == NULL)
		return false;
	for (e = list->child; e != one; e = e->next)
		if (str_equal(member_string(e, "kind"),
		    member_string(one, "kind")) &&
		    str_equal(member_string(e, "id"),
		    member_string(one, "id")))
			return true;
	return false;
}

static void
leave_one_each(cJSON *list)
{
	cJSON *one, *next;

	for (one = list->child; one != NULL; one = next) {
		next = one->next;
		if (is_there_already(list, one))
			cJSON_Delete(cJSON_DetachItemViaPointer(list, one));
	}
}

/* Takes those out that do not have something which others have. */
static void
leave_best(cJSON *list, cJSON *others,
    bool (*has)(const cJSON *one, const void *what), const void *what)
{
	cJSON *one, *next;
	bool any = false;

	cJSON_ArrayForEach(one, list)
		any |= has(one, what);
	for (one = any ? list->child : NULL; one != NULL; one = next) {
		next = one->next;
		if (!has(one, what))
			cJSON_AddItemToArray(others,
			    cJSON_DetachItemViaPointer(list, one));
	}
}

static bool
is_by(const cJSON *one, const void *what)
{
	const int *by = what;

	return member_number(one, "by") <= *by;
}

/* Old techniques keep the names that present ones took over. */
static bool
is_present(const cJSON *one, const void *what)
{
	(void)what;
	return member_string(one, "state") == NULL ||
	    member_state(one) == STATE_ACTIVE;
}

static bool
is_spelled_alike(const cJSON *one, const void *what)
{
	return str_equal_nocase(member_string(one, "word"), what);
}

static bool
is_spelled_so(const cJSON *one, const void *what)
{
	return str_equal(member_string(one, "word"), what);
}

/* What no source has as a control, only a crosswalk knows. */
static bool
is_no_element(const cJSON *one, const void *what)
{
	(void)what;
	return !str_equal(member_string(one, "kind"), "element");
}

/* Is it a log source of MITRE's, spelled like the word? */
static bool
is_source_alike(const cJSON *one, const void *what)
{
	return str_equal(member_string(one, "kind"), "log-source") &&
	    is_spelled_alike(one, what);
}

/* AWS:CloudTrail is MITRE's name, aws/cloudtrail the id of a log. */
static void
prefer_source(cJSON *list, cJSON *others, const char *name)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, list)
		if (is_source_alike(one, name)) {
			leave_best(list, others, is_spelled_alike, name);
			return;
		}
}

/* Leaves the ones that the word fits best. */
static void
choose(cJSON *list, cJSON *others, const char *name)
{
	int by;

	prefer_source(list, others, name);
	for (by = BY_ID; by <= BY_TITLE; by++)
		leave_best(list, others, is_by, &by);
	leave_best(list, others, is_present, NULL);
	leave_best(list, others, is_no_element, NULL);
	leave_best(list, others, is_spelled_alike, name);
	/* Log sources may differ in case alone. */
	if (list->child != NULL && str_equal(member_string(list->child,
	    "kind"), "log-source"))
		leave_best(list, others, is_spelled_so, name);
}

/* Adds what asks for this one alone. */
static void
add_ask(cJSON *one)
{
	const char *id = member_string(one, "id");
	struct buf b = BUF_INIT;

	if (id == NULL)
		id = member_string(one, "path");
	buf_printf(&b, "%s:%s", member_string(one, "kind"),
	    id != NULL ? id : member_string(one, "name"));
	member_take_buf(one, "ask", &b);
}

static int
take_called(struct catalog *c, cJSON *list, const char *name,
    const char *kind, const struct strs *sources)
{
	cJSON *rows = NULL;
	int rc = catalog_called(c, name, &rows);

	if (rc == 0)
		take_rows(list, rows, kind, sources);
	cJSON_Delete(rows);
	return rc;
}

/* Appends the CVE id that the word is in some spelling: "cve 2021-44228". False
 * where it is none: four digits, and four to nineteen. */
static bool
put_cve(struct buf *id, const char *word)
{
	static const char between[] = " -_:";
	const char *s = word;
	size_t n;

	if (strncasecmp(s, "cve", 3) != 0)
		return false;
	s += 3 + strspn(s + 3, between);
	n = strspn(s, "0123456789");
	if (n < 4)
		return false;
	buf_puts(id, "CVE-");
	buf_put(id, s, 4);
	buf_putc(id, '-');
	s += 4 + strspn(s + 4, between);
	n = strspn(s, "0123456789");
	if (n < 4 || n > 19 || s[n] != '\0')
		return false;
	buf_puts(id, s);
	return true;
}

/* A CVE that a source of threats knows, or a control names. */
static int
take_cve(struct catalog *c, cJSON *list, const char *name, const char *kind)
{
	cJSON *rows = NULL, *controls = NULL, *one;
	struct buf id = BUF_INIT;
	const char *title;
	int rc = -1;

	if (!subject_is_of("cve", kind) || !put_cve(&id, name)) {
		rc = 0;
		goto out;
	}
	if (catalog_rows(c, Q_VULNERABILITY, buf_str(&id), &rows) == -1 ||
	    catalog_rows(c, Q_CVE_CONTROLS, buf_str(&id), &controls) == -1)
		goto out;
	if (rows->child != NULL || controls->child != NULL) {
		title = member_string(rows->child, "title");
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "kind", "cve");
		cJSON_AddStringToObject(one, "id", buf_str(&id));
		member_add_text(one, "name", title != NULL ? title
		    : buf_str(&id));
		member_add_number(one, "by", BY_ID);
		cJSON_AddItemToArray(list, one);
	}
	rc = 0;
out:
	cJSON_Delete(rows);
	cJSON_Delete(controls);
	buf_free(&id);
	return rc;
}

/* What no table of names has: files, and what is in a log. */
static int
take_uncalled(struct catalog *c, cJSON *list, const char *name,
    const char *kind, const struct strs *sources)
{
	cJSON *rows = NULL, *channels = NULL, *one;
	int rc = -1;

	if (catalog_rows(c, Q_CHANNELS, name, &channels) == -1 ||
	    (channels->child == NULL &&
	    catalog_rows(c, Q_AT_PATH, name, &rows) == -1))
		goto out;
	if (rows != NULL)
		take_rows(list, rows, kind, sources);
	if (channels->child != NULL && subject_is_of("channel", kind)) {
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "kind", "channel");
		cJSON_AddStringToObject(one, "name", str_equal_nocase(name,
		    member_string(channels->child, "channel"))
		    ? member_string(channels->child, "channel") : name);
		member_add_number(one, "by", BY_NAME);
		cJSON_AddItemToArray(list, one);
	}
	rc = 0;
out:
	cJSON_Delete(rows);
	cJSON_Delete(channels);
	return rc;
}

static int
find(struct catalog *c, cJSON *answer, const struct strs *sources)
{
	const char *name = member_string(answer, "name");
	const char *kind = member_string(answer, "kind");
	cJSON *found = cJSON_AddArrayToObject(answer, "found"), *one;
	cJSON *others = cJSON_AddArrayToObject(answer, "others");
	cJSON *near = cJSON_AddArrayToObject(answer, "near");

	if (take_called(c, found, name, kind, sources) == -1 ||
	    take_cve(c, found, name, kind) == -1 || (found->child == NULL &&
	    take_uncalled(c, found, name, kind, sources) == -1))
		return -1;
	leave_one_each(found);
	choose(found, others, name);
	cJSON_ArrayForEach(one, found)
		add_ask(one);
	cJSON_ArrayForEach(one, others)
		add_ask(one);
	return found->child == NULL ? nearest_add(c, near, name, kind) : 0;
}

cJSON *
subject_find(struct catalog *c, const char *word, const struct strs *sources)
{
	cJSON *answer = cJSON_CreateObject();
	struct arena mem = { 0 };
	const char *rest;
	const char *kind = read_prefix(str_trim(&mem, word), &rest);

	cJSON_AddStringToObject(answer, "word", word);
	cJSON_AddStringToObject(answer, "name", str_trim(&mem, rest));
	member_add_text(answer, "kind", kind);
	arena_free(&mem);
	if (find(c, answer, sources) == 0)
		return answer;
	cJSON_Delete(answer);
	return NULL;
}
