/* The pages of a technique. */

#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "export/api.h"
#include "site.h"
#include "technique_page.h"
#include "value/member.h"

static const char up[] = "../";

/* Adds what the source says of each pair, as HTML. */
static int
add_notes(const struct site *s, cJSON *rows, const char *root)
{
	cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (prose_add(&s->links, root, row, "note_markdown",
		    "note_html", true) == -1)
			return -1;
	return 0;
}

/* Of all rows of a section. */
static int
add_section_notes(const struct site *s, cJSON *section)
{
	cJSON *table;

	cJSON_ArrayForEach(table, member_get(section, "tables"))
		if (add_notes(s, member_get(table, "rows"), up) == -1)
			return -1;
	return add_notes(s, member_get(member_get(section, "all"), "rows"),
	    "../../");
}

/* Parts the description behind its first paragraph: lead_html, and further_html or
 * false. */
static void
part_description(cJSON *t)
{
	static const char open[] = "<p>", close[] = "</p>";
	const char *html = member_text_or(t, "description_html", ""), *end;
	struct buf lead = BUF_INIT;

	end = str_has_prefix(html, open) ? strstr(html, close) : NULL;
	end = end == NULL ? html + strlen(html) : end + strlen(close);
	buf_put(&lead, html, (size_t)(end - html));
	member_take_buf(t, "lead_html", &lead);
	end += strspn(end, "\n ");
	member_add_or_false(t, "further_html", *end != '\0' ? end : NULL);
}

static int
add_prose(const struct site *s, cJSON *t)
{
	cJSON *section, *strategy, *analytic;

	if (prose_add(&s->links, up, t, "description_markdown",
	    "description_html", false) == -1)
		return -1;
	part_description(t);
	cJSON_ArrayForEach(section, member_get(t, "sections"))
		if (add_section_notes(s, section) == -1)
			return -1;
	cJSON_ArrayForEach(strategy, member_get(t, "strategies"))
		cJSON_ArrayForEach(analytic, member_get(strategy, "analytics"))
			if (prose_add(&s->links, up, analytic,
			    "description_markdown", "description_html",
			    true) == -1)
				return -1;
	return 0;
}

/* The pages of all rows of a section, of which the technique's own has no room for
 * them all. */
static const struct {
	const char *section, *page, *anchor;
} sections[] = {
	{ "policy_section", "policies", "policy" },
	{ "detection_section", "rules", "detection" },
	{ "test_section", "tests", "tests" },
};

static int
put_all(const struct site *s, const cJSON *t, size_t i)
{
	const char *id = member_text(t, "id");
	cJSON *section = member_get(t, sections[i].section), *page;
	struct buf path = BUF_INIT;
	int rc;

	if (!cJSON_IsObject(member_get(section, "all")))
		return 0;
	page = cJSON_CreateObject();
	cJSON_AddStringToObject(page, "id", id);
	cJSON_AddStringToObject(page, "name", member_text(t, "name"));
	cJSON_AddStringToObject(page, "anchor", sections[i].anchor);
	cJSON_AddItemReferenceToObject(page, "section", section);
	cJSON_AddItemReferenceToObject(page, "ways", member_get(t, "ways"));
	buf_printf(&path, "techniques/%s/%s.html", id, sections[i].page);
	rc = site_put(s, "html/all", page, buf_str(&path), NULL);
	cJSON_Delete(page);
	buf_free(&path);
	return rc;
}

static int
put_json(const struct site *s, const cJSON *t)
{
	struct buf path = BUF_INIT;
	int rc;

	buf_printf(&path, "api/techniques/%s.json", member_text(t, "id"));
	rc = site_put_api(s, api_technique(t), buf_str(&path));
	buf_free(&path);
	return rc;
}

/* Adds the cells of other techniques that are named: those above, beside and
 * below it. */
static void
add_family(const struct site *s, size_t pk, struct key *key)
{
	const struct site_way *way = &s->ways[pk - 1];

	key_add(key, s->cells[pk - 1]);
	key_add(key, way->subs);
	if (way->parent > 0) {
		key_add(key, s->cells[way->parent - 1]);
		key_add(key, s->ways[way->parent - 1].subs);
	}
}

int
site_keep_technique(const struct site *s, size_t pk, char hex[DIGEST_HEX + 1])
{
	struct key key;

	site_begin_unit(s, &key, "technique");
	made_from_add_technique(&s->made, &key, (long long)pk);
	if (s->ways != NULL)
		add_family(s, pk, &key);
	return site_keep(s, &key, hex);
}

int
site_put_technique(const struct site *s, size_t pk, cJSON *technique)
{
	const struct site_way *way = &s->ways[pk - 1];
	struct buf path = BUF_INIT;
	size_t i;
	int rc;

	if (put_json(s, technique) == -1)
		return -1;
	technique_page_add(technique, s->policies, way->subs,
	    way->parent > 0 ? s->cells[way->parent - 1] : NULL);
	if (!cJSON_IsNull(s->cells[pk - 1]))
		cJSON_AddItemReferenceToObject(technique, "cell",
		    s->cells[pk - 1]);
	site_add_pages(s, member_get(technique, "derived"));
	if (add_prose(s, technique) == -1)
		return -1;
	buf_printf(&path, "techniques/%s.html",
	    member_text(technique, "id"));
	rc = site_put(s, "html/technique", technique, buf_str(&path), NULL);
	for (i = 0; rc == 0 && i < sizeof(sections) / sizeof(sections[0]); i++)
		rc = put_all(s, technique, i);
	buf_free(&path);
	return rc;
}
