/* Every technique as a row of CSV (RFC 4180: lines end in CR LF). */
#include <stdbool.h>

#include "base/escape.h"
#include "base/log.h"
#include "count/measure.h"
#include "count/origin.h"
#include "count/platforms.h"
#include "domains.h"
#include "export/export.h"
#include "export_parts.h"
#include "model/model.h"
#include "value/member.h"
#include "words/words.h"

static void
put_text_export_csv(struct buf *out, const char *text)
{
	if (text != NULL)
		escape_csv(out, text);
	buf_putc(out, ',');
}

static void
put_joined(struct buf *out, const cJSON *list)
{
	struct buf b = BUF_INIT;
	const cJSON *e;

	cJSON_ArrayForEach(e, list)
		buf_printf(&b, "%s%s", b.len > 0 ? ";" : "", e->valuestring);
	put_text_export_csv(out, buf_str(&b));
	buf_free(&b);
}

/* basis: of its domain's figures, or NULL where no column is of that. */
static void
put_row_export_csv(struct buf *out, const cJSON *t, const cJSON *sources,
    const char *basis)
{
	const cJSON *s, *n;
	size_t i;

	put_text_export_csv(out, member_string(t, "id"));
	put_text_export_csv(out, member_string(t, "name"));
	put_text_export_csv(out, member_string(t, "parent_id"));
	put_joined(out, member_get(t, "tactics"));
	put_joined(out, member_get(t, "platforms"));
	put_text_export_csv(out, member_string(t, "url"));
	cJSON_ArrayForEach(s, sources) {
		n = member_get(member_get(t, "counts"), member_string(s, "id"));
		if (n != NULL)
			buf_printf(out, "%lld", (long long)n->valuedouble);
		buf_putc(out, ',');
	}
	for (i = 0; control_kinds[i] != NULL; i++)
		buf_printf(out, "%lld%s", member_number(t, control_kinds[i]),
		    control_kinds[i + 1] != NULL || basis != NULL ? "," : "");
	if (basis != NULL)
		escape_csv(out, basis);
	buf_puts(out, "\r\n");
}

/* What a technique's figures rest on; "" where nothing bounds them. */
static const char *
basis_of(const cJSON *domains, const cJSON *t)
{
	const cJSON *d;

	cJSON_ArrayForEach(d, domains) if (str_equal(member_string(d, "id"),
					       member_string(t, "domain")) &&
	    member_string(d, "basis") != NULL) return member_string(d, "basis");
	return "";
}

/* Does anything bound the figures of any domain? */
static bool
has_basis(const cJSON *domains)
{
	const cJSON *d;

	cJSON_ArrayForEach(d, domains)
		if (member_get(d, "basis") != NULL)
			return true;
	return false;
}

static void
warn_none(const cJSON *domain, const struct catalog_selection *s)
{
	struct buf what = BUF_INIT;

	model_put_selection(&what, s);
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
	cJSON *index = NULL, *origin = cJSON_CreateObject();
	const cJSON *e, *only = NULL, *domains, *sources;
	bool basis, any = false;
	int rc = -1;

	if (origin_add(origin, c, selection, NULL) == -1 ||
	    export_add_rows(origin, c, Q_SOURCES, "all", id) == -1)
		goto out;
	sources = member_get(origin, "all");
	domains = member_get(origin, "domains");
	basis = has_basis(domains);
	if (domain != NULL) {
		only = domains_find(domains, domain);
		if (only == NULL)
			goto out;
	}
	index = model_index(c, selection);
	if (index == NULL)
		goto out;
	buf_puts(out, "technique,name,parent,tactics,platforms,url,");
	cJSON_ArrayForEach(e, sources)
		put_text_export_csv(out, member_string(e, "id"));
	buf_printf(out, "policy,detection,test%s\r\n", basis ? ",basis" : "");
	cJSON_ArrayForEach(e, member_get(index, "techniques")) {
		if (member_get(e, "active") == NULL ||
		    !platforms_has(e, selection) || (only != NULL &&
		    !str_equal(member_string(e, "domain"),
		    member_string(only, "id"))))
			continue;
		any = true;
		put_row_export_csv(out, e, sources,
		    basis ? basis_of(domains, e) : NULL);
	}
	if (!any)
		warn_none(only, selection);
	rc = 0;
out:
	cJSON_Delete(index);
	cJSON_Delete(origin);
	return rc;
}

/* A member as a field: flags are 1, what is absent is nothing. */
static void
put_member_export_csv(struct buf *out, const cJSON *row, const char *name)
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

/* The source of a control, which says its domain. */
static const cJSON *
source_of(const cJSON *origin, const cJSON *control)
{
	const cJSON *s;

	cJSON_ArrayForEach(s, member_get(origin, "sources"))
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
	static const char *const more[] = { "deployed", "catch_all", NULL };
	cJSON *controls = NULL, *origin = cJSON_CreateObject();
	const cJSON *k, *m, *domains;
	bool basis;
	int rc = -1;
	size_t i;

	if (origin_add(origin, c, selection, NULL) == -1)
		goto out;
	controls = export_controls(c, selection);
	if (controls == NULL)
		goto out;
	domains = member_get(origin, "domains");
	basis = has_basis(domains);
	for (i = 0; facts[i] != NULL; i++)
		buf_printf(out, "%s,", facts[i]);
	buf_printf(out, "evidence,deployed,catch_all,tagged,technique,outcome,"
	    "counted%s\r\n", basis ? ",basis" : "");
	cJSON_ArrayForEach(k, controls) {
		cJSON_ArrayForEach(m, member_get(k, "mappings")) {
			for (i = 0; facts[i] != NULL; i++)
				put_member_export_csv(out, k, facts[i]);
			put_member_export_csv(out, m, "evidence");
			for (i = 0; more[i] != NULL; i++)
				put_member_export_csv(out, k, more[i]);
			put_member_export_csv(out, m, "tagged");
			put_member_export_csv(out, m, "resolved");
			put_member_export_csv(out, m, "outcome");
			buf_puts(out, member_get(m, "counted") != NULL
			    ? "1" : "");
			if (basis)
				buf_putc(out, ',');
			if (basis)
				escape_csv(out, basis_of(domains, source_of(
				    origin, k)));
			buf_puts(out, "\r\n");
		}
	}
	rc = 0;
out:
	cJSON_Delete(controls);
	cJSON_Delete(origin);
	return rc;
}
