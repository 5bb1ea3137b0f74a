/* Techniques and controls as CSV (RFC 4180: lines end in CR LF). */
#include <stdbool.h>

#include "base/escape.h"
#include "base/log.h"
#include "count/perspective.h"
#include "count/platforms.h"
#include "count/provenance.h"
#include "count/tally.h"
#include "domains.h"
#include "export/export.h"
#include "export_parts.h"
#include "value/member.h"
#include "words/words.h"

/* Writes a member as a field: a flag is 1, what is absent is empty. */
static void
put_member(struct buf *out, const cJSON *row, const char *name)
{
	const cJSON *member = member_get(row, name);

	if (cJSON_IsTrue(member))
		buf_putc(out, '1');
	else if (cJSON_IsNumber(member))
		buf_printf(out, "%lld", (long long)member->valuedouble);
	else if (cJSON_IsString(member))
		escape_csv(out, member->valuestring);
	buf_putc(out, ',');
}

static void
put_columns(struct buf *out, const cJSON *row, const char *const *names)
{
	for (; *names != NULL; names++)
		put_member(out, row, *names);
}

static void
put_joined(struct buf *out, const cJSON *list)
{
	struct buf b = BUF_INIT;

	member_put_joined(&b, list, ";");
	escape_csv(out, buf_str(&b));
	buf_putc(out, ',');
	buf_free(&b);
}

/* What one's own was made from: "elastic ID;elastic ID". */
static void
put_twins(struct buf *out, const cJSON *twins)
{
	cJSON *list = cJSON_CreateArray();
	struct buf b = BUF_INIT;
	const cJSON *t;

	cJSON_ArrayForEach(t, twins) {
		buf_reset(&b);
		buf_printf(&b, "%s %s", member_string(t, "source"),
		    member_text_or(t, "id", member_string(t, "title")));
		cJSON_AddItemToArray(list, cJSON_CreateString(buf_str(&b)));
	}
	put_joined(out, list);
	cJSON_Delete(list);
	buf_free(&b);
}

/* Does any domain have a basis? Then rows have a column for it. */
static bool
has_basis(const cJSON *domains)
{
	const cJSON *d;

	cJSON_ArrayForEach(d, domains)
		if (member_get(d, "basis") != NULL)
			return true;
	return false;
}

/* The basis of what is of the domain; NULL: it has none. */
static const char *
basis_of(const cJSON *domains, const cJSON *of)
{
	const cJSON *d;

	cJSON_ArrayForEach(d, domains)
		if (str_equal(member_string(d, "id"),
		    member_string(of, "domain")))
			return member_string(d, "basis");
	return NULL;
}

/* "Counted: published policy controls, detection rules of yours, public tests." */
static void
put_perspective(struct buf *out, const struct perspective *p)
{
	size_t i;

	for (i = 0; i < CONTROL_KINDS; i++) {
		buf_puts(out, i > 0 ? ", " : "Counted: ");
		perspective_put_counted(out, p->of[i], (enum kind)i);
	}
	buf_putc(out, '.');
}

static void
put_technique_row(struct buf *out, const cJSON *t, const cJSON *provenance,
    const struct perspective *p)
{
	static const char *const head[] = { "id", "name", "parent_id", NULL };
	const cJSON *s, *sources = member_get(provenance, "all");
	const char *bounds = basis_of(member_get(provenance, "domains"), t);
	struct buf basis = BUF_INIT;
	size_t i;

	put_columns(out, t, head);
	put_joined(out, member_get(t, "tactics"));
	put_joined(out, member_get(t, "platforms"));
	put_member(out, t, "url");
	cJSON_ArrayForEach(s, sources)
		put_member(out, member_get(t, "counts"), member_string(s, "id"));
	put_columns(out, t, control_kinds);
	for (i = 0; control_kinds[i] != NULL; i++) {
		put_member(out, member_get(t, "yours"), control_kinds[i]);
		put_member(out, member_get(t, "available"), control_kinds[i]);
	}
	put_perspective(&basis, p);
	if (bounds != NULL)
		buf_printf(&basis, " %s", bounds);
	escape_csv(out, buf_str(&basis));
	buf_puts(out, "\r\n");
	buf_free(&basis);
}

static void
put_csv_head(struct buf *out, const cJSON *sources)
{
	const cJSON *s;
	size_t i;

	buf_puts(out, "technique,name,parent,tactics,platforms,url,");
	cJSON_ArrayForEach(s, sources)
		put_member(out, s, "id");
	buf_puts(out, "policy,detection,test,");
	for (i = 0; control_kinds[i] != NULL; i++)
		buf_printf(out, "%s_yours,%s_available,", control_kinds[i],
		    control_kinds[i]);
	buf_puts(out, "basis\r\n");
}

static void
warn_none(const cJSON *domain, const struct catalog_selection *s)
{
	struct buf what = BUF_INIT;

	provenance_put_selection(&what, s);
	log_warn("no technique%s%s%s%s: there is only the header",
	    domain == NULL ? "" : " of ", domain == NULL ? ""
	    : member_string(domain, "id"), what.len > 0 ? " matches " : "",
	    buf_str(&what));
	buf_free(&what);
}

/* Sources of threats and baselines have no controls, and no column. */
static void
drop_others(cJSON *sources)
{
	cJSON *s, *next;

	for (s = sources->child; s != NULL; s = next) {
		next = s->next;
		if (member_kind(s) > KIND_EVIDENCE)
			cJSON_Delete(cJSON_DetachItemViaPointer(sources, s));
	}
}

int
export_csv(struct catalog *c, const struct catalog_selection *selection,
    const char *domain, struct buf *out)
{
	static const char *const id[] = { "id", "kind", NULL };
	cJSON *provenance = cJSON_CreateObject();
	const cJSON *e, *only = NULL;
	struct tally all = { 0 };
	struct perspective p;
	bool any = false;
	int rc = -1;

	if (provenance_add(provenance, c, selection, NULL) == -1 ||
	    export_add_rows(provenance, c, Q_SOURCES, "all", id) == -1 ||
	    perspective_read(c, selection, &p) == -1)
		goto out;
	if (domain != NULL) {
		only = domains_find(member_get(provenance, "domains"), domain);
		if (only == NULL)
			goto out;
	}
	if (tally_make(&all, c, selection) == -1 ||
	    tally_count_whose(&all, c, selection) == -1)
		goto out;
	drop_others(member_get(provenance, "all"));
	put_csv_head(out, member_get(provenance, "all"));
	cJSON_ArrayForEach(e, all.techniques) {
		if (member_get(e, "active") == NULL ||
		    !platforms_has(e, selection) || (only != NULL &&
		    !str_equal(member_string(e, "domain"),
		    member_string(only, "id"))))
			continue;
		any = true;
		put_technique_row(out, e, provenance, &p);
	}
	if (!any)
		warn_none(only, selection);
	rc = 0;
out:
	tally_free(&all);
	cJSON_Delete(provenance);
	return rc;
}

/* Ends the row of a control, with the basis of its source's domain if there is a
 * column for it. */
static void
end_row(struct buf *out, const cJSON *domains, const cJSON *source)
{
	const char *basis = basis_of(domains, source);

	if (!has_basis(domains))
		buf_cut(out, out->len - 1);
	else if (basis != NULL)
		escape_csv(out, basis);
	buf_puts(out, "\r\n");
}

/* The source of a control, which knows its domain. */
static const cJSON *
source_of(const cJSON *provenance, const cJSON *control)
{
	const cJSON *s;

	cJSON_ArrayForEach(s, member_get(provenance, "sources"))
		if (str_equal(member_string(s, "id"),
		    member_string(control, "source")))
			return s;
	return NULL;
}

int
export_controls_csv(struct catalog *c,
    const struct catalog_selection *selection, struct buf *out)
{
	static const char *const facts[] = { "source", "kind", "id", "title",
		"path", "line", "url", "lifecycle", "type", "level", "status",
		NULL };
	static const char *const flags[] = { "whose", "catch_all", NULL };
	static const char *const mapping[] = { "tagged", "resolved", "outcome",
		"counted", NULL };
	static const char *const logs[] = { "needs_text", "runs", NULL };
	cJSON *controls = NULL, *provenance = cJSON_CreateObject();
	const cJSON *k, *m, *domains;
	int rc = -1;
	size_t i;

	if (provenance_add(provenance, c, selection, NULL) == -1)
		goto out;
	controls = export_controls(c, selection);
	if (controls == NULL)
		goto out;
	domains = member_get(provenance, "domains");
	for (i = 0; facts[i] != NULL; i++)
		buf_printf(out, "%s,", facts[i]);
	buf_printf(out, "evidence,whose,catch_all,tagged,technique,outcome,"
	    "counted,made_from,needs,runs%s\r\n", has_basis(domains) ? ",basis" : "");
	cJSON_ArrayForEach(k, controls)
		cJSON_ArrayForEach(m, member_get(k, "mappings")) {
			put_columns(out, k, facts);
			put_member(out, m, "evidence");
			put_columns(out, k, flags);
			put_columns(out, m, mapping);
			put_twins(out, member_get(k, "twins"));
			put_columns(out, k, logs);
			end_row(out, domains, source_of(provenance, k));
		}
	rc = 0;
out:
	cJSON_Delete(controls);
	cJSON_Delete(provenance);
	return rc;
}
