/* Techniques and controls as CSV (RFC 4180: lines end in CR LF). */
#include <stdbool.h>

#include "base/escape.h"
#include "base/log.h"
#include "count/platforms.h"
#include "count/provenance.h"
#include "domains.h"
#include "export/export.h"
#include "export_parts.h"
#include "model/model.h"
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

/* Ends the row of a technique or a source, with the basis of its domain if
 * there is a column for it. */
static void
end_row(struct buf *out, const cJSON *domains, const cJSON *of)
{
	const cJSON *d;

	if (has_basis(domains)) {
		cJSON_ArrayForEach(d, domains)
			if (str_equal(member_string(d, "id"),
			    member_string(of, "domain")) &&
			    member_string(d, "basis") != NULL)
				escape_csv(out, member_string(d, "basis"));
	} else {
		buf_cut(out, out->len - 1);
	}
	buf_puts(out, "\r\n");
}

static void
put_technique_row(struct buf *out, const cJSON *t, const cJSON *sources,
    const cJSON *domains)
{
	static const char *const head[] = { "id", "name", "parent_id", NULL };
	const cJSON *s;

	put_columns(out, t, head);
	put_joined(out, member_get(t, "tactics"));
	put_joined(out, member_get(t, "platforms"));
	put_member(out, t, "url");
	cJSON_ArrayForEach(s, sources)
		put_member(out, member_get(t, "counts"), member_string(s, "id"));
	put_columns(out, t, control_kinds);
	end_row(out, domains, t);
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

int
export_csv(struct catalog *c, const struct catalog_selection *selection,
    const char *domain, struct buf *out)
{
	static const char *const id[] = { "id", NULL };
	cJSON *index = NULL, *provenance = cJSON_CreateObject();
	const cJSON *e, *only = NULL, *domains, *sources;
	bool any = false;
	int rc = -1;

	if (provenance_add(provenance, c, selection, NULL) == -1 ||
	    export_add_rows(provenance, c, Q_SOURCES, "all", id) == -1)
		goto out;
	sources = member_get(provenance, "all");
	domains = member_get(provenance, "domains");
	if (domain != NULL) {
		only = domains_find(domains, domain);
		if (only == NULL)
			goto out;
	}
	index = model_techniques(c, selection);
	if (index == NULL)
		goto out;
	buf_puts(out, "technique,name,parent,tactics,platforms,url,");
	cJSON_ArrayForEach(e, sources)
		put_member(out, e, "id");
	buf_printf(out, "policy,detection,test%s\r\n",
	    has_basis(domains) ? ",basis" : "");
	cJSON_ArrayForEach(e, member_get(index, "techniques")) {
		if (member_get(e, "active") == NULL ||
		    !platforms_has(e, selection) || (only != NULL &&
		    !str_equal(member_string(e, "domain"),
		    member_string(only, "id"))))
			continue;
		any = true;
		put_technique_row(out, e, sources, domains);
	}
	if (!any)
		warn_none(only, selection);
	rc = 0;
out:
	cJSON_Delete(index);
	cJSON_Delete(provenance);
	return rc;
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
	    "counted,made_from%s\r\n", has_basis(domains) ? ",basis" : "");
	cJSON_ArrayForEach(k, controls)
		cJSON_ArrayForEach(m, member_get(k, "mappings")) {
			put_columns(out, k, facts);
			put_member(out, m, "evidence");
			put_columns(out, k, flags);
			put_columns(out, m, mapping);
			put_twins(out, member_get(k, "twins"));
			end_row(out, domains, source_of(provenance, k));
		}
	rc = 0;
out:
	cJSON_Delete(controls);
	cJSON_Delete(provenance);
	return rc;
}
