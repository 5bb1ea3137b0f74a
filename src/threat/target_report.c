/* Targets from files: reports, bundles, events, tables, layers. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/log.h"
#include "report/report.h"
#include "seeker.h"
#include "threat/targets.h"
#include "value/member.h"
#include "words/words.h"

enum { ANY_ACTOR = REPORT_GROUP | REPORT_CAMPAIGN | REPORT_SOFTWARE };

/* A file, while what it names is sought. */
struct handed {
	struct seeker *s;
	const char *word, *path; /* as on the command line, without a prefix */
	const char *shown;       /* for people */
	cJSON *target;           /* the file itself */
	const struct report_names *names;
	struct arena mem;
};

/* Reads a file, or standard input for "-". */
static int
read_file(struct seeker *s, const char *path, struct buf *text)
{
	if (strcmp(path, "-") != 0)
		return file_read(path, REPORT_BYTES_MAX, text);
	if (s->input) {
		log_error("-: standard input can be read once");
		return -1;
	}
	s->input = true;
	return file_read_input(REPORT_BYTES_MAX, text);
}

static const char *
shown_path(const char *path)
{
	return strcmp(path, "-") == 0 ? "standard input" : path;
}

/* All names of groups, campaigns and software that the catalog has; NULL after
 * reporting the error. */
static struct report_names *
names_read(struct catalog *c)
{
	struct report_names *names = report_names_new();
	cJSON *rows = NULL, *aliases = NULL;
	const cJSON *row, *alias;
	enum report_actors kind;
	int rc = -1;

	if (catalog_rows(c, Q_ACTORS, NULL, &rows) == -1 ||
	    catalog_rows(c, Q_ALL_ALIASES, NULL, &aliases) == -1)
		goto out;
	alias = aliases->child;
	cJSON_ArrayForEach(row, rows) { /* both are in the order of actors */
		kind = seeker_kind(member_string(row, "kind"));
		report_names_add(names, member_string(row, "name"), kind);
		if (kind == REPORT_GROUP)
			report_names_add_short(names,
			    member_string(row, "name"));
		while (alias != NULL && member_number(alias, "actor") <=
		    member_number(row, "pk")) {
			report_names_add(names, member_string(alias, "alias"),
			    kind);
			alias = alias->next;
		}
	}
	rc = 0;
out:
	cJSON_Delete(rows);
	cJSON_Delete(aliases);
	if (rc == 0)
		return names;
	report_names_free(names);
	return NULL;
}

/* "report.md:12", or the file where the line is not known. */
static const char *
place(struct handed *h, int line)
{
	return line > 0 ? arena_printf(&h->mem, "%s:%d", h->shown, line)
	    : h->shown;
}

static const char *
said(const struct report_thing *t)
{
	return t->said != NULL ? t->said : t->word;
}

/* Adds to what the file names one thing: of what kind, and what it was taken
 * for. row is that of what was found, or NULL. */
static cJSON *
add_found(struct handed *h, const struct report_thing *t, const char *kind,
    const cJSON *row, const char *taken_for)
{
	cJSON *one = cJSON_CreateObject(), *lines;
	size_t i;

	cJSON_AddStringToObject(one, "word", said(t));
	cJSON_AddStringToObject(one, "kind", kind);
	member_copy(one, row, "id");
	member_copy(one, row, "name");
	cJSON_AddStringToObject(one, "file", h->shown);
	member_add_number(one, "line", t->lines[0]);
	lines = cJSON_AddArrayToObject(one, "lines");
	for (i = 0; i < t->n; i++)
		cJSON_AddItemToArray(lines, cJSON_CreateNumber(t->lines[i]));
	member_add_number(one, "times", (long long)t->times);
	member_add_text(one, "in", t->where);
	cJSON_AddStringToObject(one, "taken_for", taken_for);
	cJSON_AddItemToArray(h->s->found, one);
	return one;
}

/* The same of what was found: "group G0016 APT29". */
static void
add_resolved(struct handed *h, const struct report_thing *t, const char *kind,
    const cJSON *row)
{
	add_found(h, t, kind, row, arena_printf(&h->mem, "%s %s %s", kind,
	    member_string(row, "id"), member_text_or(row, "name", "")));
}

/* The same of what is not taken. */
static void
add_left(struct handed *h, const struct report_thing *t, const char *kind,
    const char *outcome, const char *why)
{
	add_found(h, t, kind, NULL, arena_printf(&h->mem, "%s, %s", kind,
	    why));
	seeker_tell(h->s, place(h, t->lines[0]),
	    t->id != NULL ? t->id : t->word, outcome, why);
}

static void
add_unknown(struct handed *h, const struct report_thing *t, const char *kind)
{
	add_left(h, t, kind, outcome_name(OUTCOME_UNKNOWN),
	    "not known to this ATT&CK");
}

static void
add_withdrawn(struct handed *h, const struct report_thing *t, const char *kind)
{
	add_left(h, t, kind, "withdrawn", "revoked by the file itself");
}

/* A row of a technique by "Parent: Sub", as ATT&CK writes its names in full. */
static const cJSON *
row_of_full_name(const struct seeker *s, const char *name)
{
	const char *sub = strstr(name, ": "), *parent;
	const cJSON *row;
	size_t n;

	if (sub == NULL)
		return NULL;
	n = (size_t)(sub - name);
	cJSON_ArrayForEach(row, s->rows) {
		parent = member_string(row, "parent_name");
		if (parent != NULL && member_state(row) == STATE_ACTIVE &&
		    strlen(parent) == n && strncasecmp(parent, name, n) == 0 &&
		    str_equal_nocase(member_string(row, "name"), sub + 2))
			return row;
	}
	return NULL;
}

/* A row of a technique by its name; an active one first. */
static const cJSON *
row_of_name(const struct seeker *s, const char *name)
{
	const cJSON *row, *any = NULL;

	cJSON_ArrayForEach(row, s->rows) {
		if (!str_equal_nocase(member_string(row, "name"), name))
			continue;
		if (member_state(row) == STATE_ACTIVE)
			return row;
		any = any == NULL ? row : any;
	}
	return any;
}

/* Tells of other active techniques of the name that stands for row. */
static void
tell_named(struct handed *h, const struct report_thing *t, const cJSON *row)
{
	const cJSON *other;

	cJSON_ArrayForEach(other, h->s->rows)
		if (member_state(other) == STATE_ACTIVE &&
		    member_get(other, "page") != NULL &&
		    str_equal(member_string(other, "name"),
		    member_string(row, "name")) &&
		    !str_equal(member_string(other, "id"),
		    member_string(row, "id")))
			seeker_tell(h->s, place(h, t->lines[0]),
			    member_string(other, "id"), "ambiguous",
			    arena_printf(&h->mem, "technique %s has that name "
			    "too", member_string(other, "name")));
}

/* The technique that a thing names, *row, or NULL. 0, or -1 on error. */
static int
find_thing(struct handed *h, const struct report_thing *t, const cJSON **row)
{
	cJSON *found = NULL;
	int rc;

	*row = NULL;
	if (t->id != NULL) {
		*row = seeker_row(h->s, t->id);
		return 0;
	}
	if (t->stix != NULL) {
		rc = catalog_rows(h->s->c, Q_TECHNIQUE_STIX, t->stix, &found);
		if (rc == 0 && found->child != NULL)
			*row = seeker_row(h->s,
			    member_string(found->child, "id"));
		return rc;
	}
	*row = row_of_full_name(h->s, t->word);
	if (*row != NULL)
		return 0;
	*row = row_of_name(h->s, t->word);
	if (*row != NULL)
		tell_named(h, t, *row);
	return 0;
}

static int
take_named_technique(struct handed *h, const struct report_thing *t)
{
	const char *where = place(h, t->lines[0]), *successor;
	const cJSON *row;

	if (find_thing(h, t, &row) == -1)
		return -1;
	if (row == NULL) {
		add_unknown(h, t, "technique");
		return 0;
	}
	if (t->withdrawn && member_state(row) == STATE_ACTIVE) {
		add_withdrawn(h, t, "technique");
		return 0;
	}
	successor = member_string(row, "successor_id");
	if (member_state(row) == STATE_REVOKED && successor != NULL) {
		seeker_tell_revoked(h->s, where, member_string(row, "id"),
		    successor);
		row = seeker_row(h->s, successor);
	}
	if (member_state(row) != STATE_ACTIVE) {
		add_left(h, t, "technique", state_name(member_state(row)),
		    seeker_why_not(row));
		return 0;
	}
	add_resolved(h, t, "technique", row);
	seeker_take(h->s, h->target, row, NULL);
	return 0;
}

/* The kind of actors that is meant; NULL: any. */
static const char *
only_kind(unsigned kinds)
{
	static const char *const names[] = { "group", "campaign", "software" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (kinds == (unsigned)seeker_kind(names[i]))
			return names[i];
	return NULL;
}

/* Is the actor a target by another name of the same file? */
static bool
is_target(const struct handed *h, const cJSON *row)
{
	const cJSON *t;

	cJSON_ArrayForEach(t, h->s->targets)
		if (str_equal(member_string(t, "file"), h->shown) &&
		    str_equal(member_string(t, "id"),
		    member_string(row, "id")))
			return true;
	return false;
}

static int
take_named_actor(struct handed *h, const struct report_thing *t)
{
	const char *where = place(h, t->lines[0]), *kind = only_kind(t->kinds);
	const char *name = t->id != NULL ? t->id : t->word;
	cJSON *row = NULL, *target, *one;
	int rc = 0;

	if (t->withdrawn) {
		add_withdrawn(h, t, kind == NULL ? "actor" : kind);
		return 0;
	}
	if (t->id != NULL || report_names_has(h->names, name, ANY_ACTOR))
		rc = seeker_find_actor(h->s, where, name, kind, &row);
	if (rc == -1)
		return -1;
	if (rc == 0) {
		add_unknown(h, t, kind == NULL ? "actor" : kind);
		return 0;
	}
	kind = member_string(row, "kind");
	add_resolved(h, t, kind, row);
	if ((h->s->how & TARGETS_NAMED) == 0 && !is_target(h, row)) {
		target = seeker_target(h->s, said(t), kind, row);
		one = h->s->found->child->prev; /* the last */
		member_copy(target, one, "file");
		member_copy(target, one, "line");
		member_copy(target, one, "lines");
		member_copy(target, one, "taken_for");
		rc = seeker_use_actor(h->s, target, where);
	}
	cJSON_Delete(row);
	return rc == -1 ? -1 : 0;
}

/* What a source of vulnerabilities knows of one is a target, too. */
static int
take_named_vulnerability(struct handed *h, const struct report_thing *t)
{
	const char *name = t->id != NULL ? t->id : t->word;
	cJSON *target, *one;
	int rc = (h->s->how & TARGETS_NAMED) != 0 ? 0
	    : seeker_vulnerability(h->s, t->word, name, NULL);

	if (rc == 0)
		add_found(h, t, "vulnerability", NULL, "vulnerability");
	if (rc <= 0)
		return rc;
	target = h->s->targets->child->prev; /* the last */
	add_resolved(h, t, "vulnerability", target);
	one = h->s->found->child->prev;
	member_copy(target, one, "file");
	member_copy(target, one, "line");
	member_copy(target, one, "lines");
	member_copy(target, one, "taken_for");
	return 0;
}

/* A tactic orders what a report says; it does not ask for all of its
 * techniques. */
static void
add_tactic(struct handed *h, const struct report_thing *t)
{
	add_found(h, t, "tactic", NULL, "tactic: not a target by itself");
}

static int
take_thing(struct handed *h, const struct report_thing *t)
{
	switch (t->as) {
	case REPORT_TECHNIQUE:
		return take_named_technique(h, t);
	case REPORT_TACTIC:
		add_tactic(h, t);
		return 0;
	case REPORT_ACTOR:
		return take_named_actor(h, t);
	case REPORT_CVE:
		return take_named_vulnerability(h, t);
	}
	return 0;
}

static int
take_report(struct handed *h, const struct report *r)
{
	size_t i;

	if (h->s->found == NULL)
		h->s->found = cJSON_CreateArray();
	h->target = seeker_target(h->s, h->word, "report", NULL);
	cJSON_ReplaceItemInObject(h->target, "label", cJSON_CreateString(
	    path_base(h->shown)));
	cJSON_AddStringToObject(h->target, "format",
	    report_format_name(r->format));
	member_add_text(h->target, "name", r->name);
	cJSON_AddStringToObject(h->target, "file", h->shown);
	for (i = 0; i < r->nnotes; i++)
		seeker_tell(h->s, place(h, r->notes[i].line), NULL, "note",
		    r->notes[i].what);
	for (i = 0; i < r->n; i++)
		if (take_thing(h, &r->v[i]) == -1)
			return -1;
	if (r->n == 0)
		seeker_tell(h->s, h->shown, NULL, "empty",
		    "names no technique, group, software or campaign of "
		    "ATT&CK");
	return 1;
}

int
seeker_report_file(struct seeker *s, const char *word, const char *path,
    const char *kind)
{
	struct handed h = { .s = s, .word = word, .path = path,
		.shown = shown_path(path) };
	struct report_names *names = NULL;
	struct report report = { 0 };
	struct arena mem = { 0 };
	struct buf text = BUF_INIT;
	int rc = -1;

	(void)kind;
	if (read_file(s, path, &text) == -1 || seeker_need_rows(s) == -1)
		goto out;
	h.names = names = names_read(s->c);
	if (names == NULL || report_read(h.shown, buf_str(&text), text.len,
	    names, &mem, &report) == -1)
		goto out;
	rc = report.format == REPORT_LAYER
	    ? seeker_layer(s, word, h.shown, buf_str(&text), text.len)
	    : take_report(&h, &report);
out:
	report_names_free(names);
	buf_free(&text);
	arena_free(&mem);
	arena_free(&h.mem);
	return rc;
}

int
seeker_layer_file(struct seeker *s, const char *word, const char *path,
    const char *kind)
{
	struct buf text = BUF_INIT;
	int rc = read_file(s, path, &text);

	(void)kind;
	if (rc == 0)
		rc = seeker_layer(s, word, shown_path(path), buf_str(&text),
		    text.len);
	buf_free(&text);
	return rc;
}
