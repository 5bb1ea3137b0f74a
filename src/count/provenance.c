/* What figures are based on: sources, scope and settings. */
#include "count/provenance.h"

#include "count/baseline.h"
#include "count/perspective.h"
#include "count/platforms.h"
#include "value/member.h"
#include "words/words.h"

const char provenance_all_ids[] = "all ids, whatever the scope";
const char provenance_chosen_ids[] = "the ids of what is chosen, whatever the "
    "scope";

bool
provenance_has(const cJSON *source, const struct catalog_selection *s)
{
	return s == NULL || ((s->sources.n == 0 ||
	    strs_has(&s->sources, member_string(source, "id"))) &&
	    (s->kinds.n == 0 ||
	    strs_has(&s->kinds, member_string(source, "kind"))));
}

static void
add_words(cJSON *to, const char *name, const struct strs *list)
{
	cJSON *array;
	size_t i;

	if (list->n == 0)
		return;
	array = cJSON_AddArrayToObject(to, name);
	for (i = 0; i < list->n; i++)
		cJSON_AddItemToArray(array, cJSON_CreateString(list->v[i]));
}

/* What is chosen by worth, author and day. */
static void
add_worth(cJSON *to, const struct catalog_selection *s)
{
	if (s->worth.level != LEVEL_UNKNOWN)
		member_add_text(to, "level", level_names[s->worth.level - 1]);
	if (s->worth.status != STATUS_UNKNOWN)
		member_add_text(to, "status",
		    status_names[s->worth.status - 1]);
	member_add_text(to, "author", s->author);
	member_add_text(to, "modified_since", s->since);
	member_add_text(to, "baseline", s->baseline);
	member_add_text(to, "runs", s->runs);
}

void
provenance_add_selection(cJSON *to, const struct catalog_selection *s)
{
	cJSON *selection = cJSON_CreateObject();

	if (s != NULL) {
		add_words(selection, "sources", &s->sources);
		add_words(selection, "platforms", &s->platforms);
		add_words(selection, "kinds", &s->kinds);
		add_words(selection, "types", &s->types);
		if (s->evidence > E0)
			member_add_number(selection, "evidence", s->evidence);
		if (s->of != OF_DEFAULT)
			cJSON_AddStringToObject(selection, "of",
			    of_name(s->of));
		add_worth(selection, s);
	}
	if (selection->child != NULL)
		cJSON_AddItemToObject(to, "selection", selection);
	else
		cJSON_Delete(selection);
}

int
provenance_read_meta(cJSON *to, struct catalog *c)
{
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_rows(c, Q_META, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		cJSON_AddStringToObject(to, member_string(row, "key"),
		    member_string(row, "value"));
	cJSON_Delete(rows);
	return 0;
}

int
provenance_add_meta(cJSON *to, struct catalog *c)
{
	static const char *const kept[] = { "sample", "scope", "settings",
		"logs", NULL };
	cJSON *meta = cJSON_CreateObject();
	int rc = provenance_read_meta(meta, c);

	member_copy_all(to, meta, kept);
	cJSON_Delete(meta);
	return rc;
}

static void
put_words(struct buf *out, const char **between, const char *name,
    const struct strs *list)
{
	size_t i;

	if (list->n == 0)
		return;
	buf_printf(out, "%s%s ", *between, name);
	for (i = 0; i < list->n; i++)
		buf_printf(out, "%s%s", i > 0 ? ", " : "", list->v[i]);
	*between = "; ";
}

/* "level medium or higher, status test or better; author x; modified since
 * 2026-01-01" */
static void
put_worth(struct buf *out, const char *between,
    const struct catalog_selection *s)
{
	size_t len = out->len;

	worth_put(out, &s->worth, between);
	if (out->len > len)
		between = "; ";
	if (s->author != NULL) {
		buf_printf(out, "%sauthor %s", between, s->author);
		between = "; ";
	}
	if (s->since != NULL) {
		buf_printf(out, "%smodified since %s", between, s->since);
		between = "; ";
	}
	if (s->baseline != NULL) {
		buf_printf(out, "%sbaseline %s", between, s->baseline);
		between = "; ";
	}
	if (s->runs != NULL)
		buf_printf(out, "%sruns %s", between, s->runs);
}

void
provenance_put_selection(struct buf *out, const struct catalog_selection *s)
{
	const char *between = "";

	if (s == NULL)
		return;
	put_words(out, &between, "sources", &s->sources);
	put_words(out, &between, "platforms", &s->platforms);
	put_words(out, &between, "kinds", &s->kinds);
	put_words(out, &between, "types", &s->types);
	if (s->evidence > E0) {
		buf_printf(out, "%sevidence %s or better", between,
		    evidence_name(s->evidence));
		between = "; ";
	}
	if (s->of != OF_DEFAULT) {
		buf_printf(out, "%s%s", between, perspective_words(s->of));
		between = "; ";
	}
	put_worth(out, between, s);
}

/* Appends a sentence, after a space if it is not the first. */
static void
put_sentence(struct buf *out, const char *what, const char *text)
{
	if (text != NULL && *text != '\0')
		buf_printf(out, "%s%s: %s.", out->len > 0 ? " " : "", what,
		    text);
}

void
provenance_put_basis(struct buf *out, const cJSON *meta, const cJSON *domain,
    const struct catalog_selection *s)
{
	struct buf b = BUF_INIT;

	provenance_put_selection(&b, s);
	put_sentence(out, "Only", buf_str(&b));
	put_sentence(out, "Scope", member_string(domain, "scope"));
	put_sentence(out, "Settings", member_string(meta, "settings"));
	buf_free(&b);
}

static int
add_domains(cJSON *to, struct catalog *c,
    const struct catalog_selection *s)
{
	static const char *const kept[] = { "id", "name", "version",
		"accessed", "newer_version", "scope", NULL };
	cJSON *rows = NULL, *list = cJSON_AddArrayToObject(to, "domains");
	cJSON *one, *platforms;
	struct buf basis = BUF_INIT;
	const cJSON *row;

	if (catalog_rows(c, Q_DOMAINS, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		one = member_pick(row, kept);
		cJSON_AddItemToArray(list, one);
		if (platforms_of(c, row, s, &platforms) == -1)
			return -1;
		if (platforms != NULL)
			cJSON_AddItemToObject(one, "platforms", platforms);
		provenance_put_basis(&basis, to, one, s);
		member_take_buf(one, "basis", &basis);
	}
	cJSON_Delete(rows);
	return 0;
}

/* Those selected and of the kind (NULL: all but threats and crosswalks, of which
 * figures of controls have nothing); with ids, these. */
static bool
is_chosen_source(const cJSON *row, const struct catalog_selection *s,
    const char *kind, const struct strs *ids)
{
	if (ids != NULL)
		return strs_has(ids, member_string(row, "id"));
	return provenance_has(row, s) && (kind == NULL
	    ? member_kind(row) != KIND_THREATS &&
	    member_kind(row) != KIND_CROSSWALK
	    : str_equal(member_string(row, "kind"), kind));
}

static void
add_chosen_sources(cJSON *list, const cJSON *rows,
    const struct catalog_selection *s, const char *kind,
    const struct strs *ids)
{
	static const char *const kept[] = { "id", "title", "kind", "domain",
		"own", "homepage", "revision", "accessed", NULL };
	const cJSON *row;
	cJSON *one;

	cJSON_ArrayForEach(row, rows) {
		if (!is_chosen_source(row, s, kind, ids) &&
		    (s == NULL || s->baseline == NULL ||
		    !str_equal(member_string(row, "id"), s->baseline)))
			continue;
		one = member_pick(row, kept);
		member_add_revision(one);
		cJSON_AddItemToArray(list, one);
	}
}

/* The list of an answer, and whether it has the source already. */
static cJSON *
from_list(cJSON *to, const char *source, bool *has)
{
	cJSON *list = member_get(to, "from");
	const cJSON *one;

	if (list == NULL)
		list = cJSON_AddArrayToObject(to, "from");
	*has = false;
	cJSON_ArrayForEach(one, list)
		*has |= str_equal(member_string(one, "source"), source);
	return list;
}

static void
add_from(cJSON *to, const char *source, const char *title,
    const char *revision, const cJSON *row)
{
	const char *sha256 = member_string(row, "sha256");
	const char *date = member_string(row, "accessed");
	struct buf b = BUF_INIT;
	bool has;
	cJSON *list = from_list(to, source, &has), *one;

	if (has)
		return;
	one = cJSON_CreateObject();
	cJSON_AddItemToArray(list, one);
	cJSON_AddStringToObject(one, "source", source);
	member_add_text(one, "title", title);
	if (revision == NULL && sha256 != NULL)
		buf_printf(&b, "sha256:%s", sha256);
	cJSON_AddItemToObject(one, "revision", revision != NULL
	    ? cJSON_CreateString(revision) : b.len > 0
	    ? cJSON_CreateString(buf_str(&b)) : cJSON_CreateNull());
	cJSON_AddItemToObject(one, "date", date != NULL
	    ? cJSON_CreateString(date) : cJSON_CreateNull());
	buf_free(&b);
}

static int
add_from_domains(cJSON *to, struct catalog *c)
{
	struct buf source = BUF_INIT;
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_rows(c, Q_DOMAINS, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		buf_reset(&source);
		buf_printf(&source, "attack/%s", member_string(row, "id"));
		add_from(to, buf_str(&source), member_string(row, "name"),
		    member_string(row, "version"), row);
	}
	buf_free(&source);
	cJSON_Delete(rows);
	return 0;
}

static void
add_from_chosen(cJSON *to, const cJSON *rows,
    const struct catalog_selection *s, const char *kind,
    const struct strs *ids)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (is_chosen_source(row, s, kind, ids))
			add_from(to, member_string(row, "id"),
			    member_string(row, "title"),
			    member_string(row, "revision"), row);
}

/* Adds the sources to from and, where that is not NULL, to the list. */
static int
provenance_sources(cJSON *to, cJSON *list, struct catalog *c,
    const struct catalog_selection *s, const char *kind,
    const struct strs *ids)
{
	cJSON *rows = NULL;

	if (catalog_rows(c, Q_SOURCE_HEADS, NULL, &rows) == -1)
		return -1;
	if (list != NULL)
		add_chosen_sources(list, rows, s, kind, ids);
	add_from_chosen(to, rows, s, kind, ids);
	cJSON_Delete(rows);
	return 0;
}

int
provenance_add_from(cJSON *to, struct catalog *c,
    const struct catalog_selection *s, const char *kind)
{
	if (add_from_domains(to, c) == -1)
		return -1;
	return provenance_sources(to, NULL, c, s, kind, NULL);
}

int
provenance_add_from_sources(cJSON *to, struct catalog *c,
    const struct strs *ids)
{
	return provenance_sources(to, NULL, c, NULL, NULL, ids);
}

int
provenance_add(cJSON *to, struct catalog *c, const struct catalog_selection *s,
    const char *kind)
{
	struct perspective p;
	cJSON *sources;

	member_add_number(to, "schema", 2);
	provenance_add_selection(to, s);
	if (perspective_read(c, s, &p) == -1)
		return -1;
	perspective_add(to, &p);
	if (provenance_add_meta(to, c) == -1 || add_domains(to, c, s) == -1)
		return -1;
	sources = cJSON_AddArrayToObject(to, "sources");
	if (add_from_domains(to, c) == -1 ||
	    provenance_sources(to, sources, c, s, kind, NULL) == -1)
		return -1;
	return baseline_add(to, c, s);
}

int
provenance_add_sources(cJSON *to, struct catalog *c, const struct strs *ids)
{
	return provenance_sources(to, member_get(to, "sources"), c, NULL, NULL, ids);
}

/* Removes from's source of that id. */
static void
leave_from_out(cJSON *from, const char *source)
{
	cJSON *list = member_get(from, "from"), *one, *next;

	for (one = list == NULL ? NULL : list->child; one != NULL; one = next) {
		next = one->next;
		if (str_equal(member_string(one, "source"), source))
			cJSON_Delete(cJSON_DetachItemViaPointer(list, one));
	}
}

void
provenance_leave_out(cJSON *from, cJSON *domain)
{
	cJSON *sources = member_get(from, "sources"), *s, *next;
	const char *id = member_string(domain, "id");
	struct buf attack = BUF_INIT;

	for (s = sources->child; s != NULL; s = next) {
		next = s->next;
		if (!str_equal(member_string(s, "domain"), id))
			continue;
		leave_from_out(from, member_string(s, "id"));
		cJSON_Delete(cJSON_DetachItemViaPointer(sources, s));
	}
	buf_printf(&attack, "attack/%s", id);
	leave_from_out(from, buf_str(&attack));
	buf_free(&attack);
	cJSON_Delete(cJSON_DetachItemViaPointer(member_get(from, "domains"),
	    domain));
}
