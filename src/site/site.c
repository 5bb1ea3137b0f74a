/* What the pages of the HTML site share. */
#include "site.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/file.h"
#include "compare/history.h"
#include "export/api.h"
#include "export/threat_files.h"
#include "technique_page.h"
#include "threat/actors.h"
#include "model/matrix.h"
#include "value/member.h"
#include "value/value.h"
#include "words/source_figure.h"
#include "words/words.h"

/* "ATT&CK 18.1"; of several domains "ATT&CK enterprise 18.1, mobile 17.1, F3 1.1". */
static void
put_versions(const struct site *s, struct buf *out)
{
	const cJSON *domains = member_get(s->model, "domains"), *d;

	cJSON_ArrayForEach(d, domains) {
		if (d != domains->child)
			buf_puts(out, ", ");
		if (d == domains->child || !domain_is_attack(member_text(d, "id")))
			buf_printf(out, "%s ", member_text(d, "framework"));
		if (domains->child->next != NULL &&
		    domain_is_attack(member_text(d, "id")))
			buf_printf(out, "%s ", member_text(d, "id"));
		buf_puts(out, member_text(d, "version"));
	}
}

const cJSON *
site_domain(const struct site *s, const char *id)
{
	const cJSON *d;

	cJSON_ArrayForEach(d, member_get(s->model, "domains"))
		if (str_equal(member_text(d, "id"), id))
			return d;
	return NULL;
}

/* "ATT&CK and F3" */
static void
put_frameworks(const struct site *s, struct buf *out)
{
	const cJSON *domains = member_get(s->model, "domains"), *d, *e;
	const char *name;

	cJSON_ArrayForEach(d, domains) {
		name = member_text(d, "framework");
		for (e = domains->child; e != d; e = e->next)
			if (str_equal(member_text(e, "framework"), name))
				break;
		if (e == d)
			buf_printf(out, "%s%s", d == domains->child ? ""
			    : " and ", name);
	}
}

/* The picture that links to the site show, where the folder static: has one. */
static const char image[] = "og.png";

static bool
has_image(const struct site *s)
{
	char *path = s->o->statics == NULL ? NULL : path_join(s->o->statics, image);
	bool has = path != NULL && file_exists(path);

	free(path);
	return has;
}

void
site_add_figures(cJSON *to, const char *name, const struct site *s,
    const cJSON *source)
{
	cJSON *list = cJSON_AddArrayToObject(to, name), *one;
	const struct source_figure *f;

	for (f = source_figures; f->name != NULL; f++) {
		if (source == NULL && !source_figure_is_basic(f))
			continue;
		one = cJSON_CreateObject();
		cJSON_AddItemToArray(list, one);
		member_add_text(one, "word", f->word);
		member_add_text(one, "means", source_figure_means(f,
		    member_resolve(s->model)));
		if (source != NULL)
			member_add_number(one, "n", member_number(source,
			    f->name));
	}
}

static void
add_common(struct site *s)
{
	static const char *const kept[] = { "title", "sample", "generator",
		"basis", "source_basis", "settings", "config_sha256", "whose", NULL };
	/* No figure: each page would be another where one changes. */
	static const char *const attack[] = { "id", "name", "version", "homepage",
		"licence", "credit", "accessed", "sha256", NULL };
	const char *dot;
	struct buf logo = BUF_INIT, versions = BUF_INIT, frameworks = BUF_INIT;
	struct buf base = BUF_INIT;

	put_versions(s, &versions);
	put_frameworks(s, &frameworks);
	s->common = member_pick(s->model, kept);
	if (member_get(s->model, "attack") != NULL)
		cJSON_AddItemToObject(s->common, "attack",
		    member_pick(member_get(s->model, "attack"), attack));
	cJSON_AddStringToObject(s->common, "versions", buf_str(&versions));
	member_take_buf(s->common, "frameworks", &frameworks);
	site_add_figures(s->common, "counts", s, NULL);
	cJSON_AddBoolToObject(s->common, "exact_ids",
	    member_resolve(s->model) == RESOLVE_EXACT);
	cJSON_AddBoolToObject(s->common, "any_lifecycle",
	    counted_read(member_text(s->model, "lifecycle")) == COUNTED_ALL);
	member_add_flag(s->common, "logs", visibility_told(s->visibility));
	cJSON_AddBoolToObject(s->common, "markdown",
	    (s->o->formats & RENDER_MARKDOWN) != 0);
	if (s->o->logo != NULL) {
		dot = strrchr(s->o->logo, '.');
		buf_printf(&logo, "assets/logo%s", dot != NULL ? dot : "");
		cJSON_AddStringToObject(s->common, "logo", buf_str(&logo));
	}
	if (has_image(s))
		member_add_text(s->common, "image", image);
	member_add_flag(s->common, "feed", history_day(s->model) != NULL);
	member_add_text(s->common, "accent", s->o->accent);
	member_add_text(s->common, "footer", s->o->footer);
	member_add_text(s->common, "base", s->o->base);
	if (s->o->base != NULL) {
		escape_path(&base, s->o->base);
		cJSON_AddStringToObject(s->common, "base_encoded",
		    buf_str(&base));
	}
	buf_free(&base);
	buf_free(&logo);
	buf_free(&versions);
}

static void
add_piece(struct site *s, const struct site_kind *kind, cJSON *of)
{
	*LIST_ADD(s->pieces, s->npieces) = (struct site_piece){ kind, of };
}

int
site_begin(struct site *s, struct catalog *c)
{
	const struct site_kind *kind;
	cJSON *tactics, *one;

	s->actors = actors_make(c, s->matrix);
	s->sources = s->actors == NULL || actors_add_profiles(c, s->actors) == -1
	    ? NULL : site_sources(s, c);
	if (s->sources == NULL ||
	    catalog_rows(c, Q_TACTICS, NULL, &tactics) == -1)
		return -1;
	site_turn_threats(s);
	prose_links_add(&s->links, tactics, "tactics");
	prose_links_add(&s->links, s->techniques, "techniques");
	prose_links_add(&s->links, s->actors, "threats");
	prose_links_sort(&s->links);
	site_add_tactics(s);
	if (site_add_answers(s, c) == -1 || site_read_changes(s, c) == -1)
		return -1;
	matrix_add_logs(s->matrix, s->model, s->visibility);
	s->exploited = site_exploited(s, c);
	if (s->exploited == NULL)
		return -1;
	add_common(s);
	for (kind = site_kinds; kind->fill != NULL; kind++) {
		if (kind->list == NULL)
			add_piece(s, kind, NULL);
		else
			cJSON_ArrayForEach(one, kind->list(s))
				add_piece(s, kind, one);
	}
	return 0;
}

int
site_begin_keys(struct site *s, struct catalog *c)
{
	const cJSON *one;
	size_t i;

	s->policies = technique_policies(s->model);
	s->head = threat_files_head(s->model);
	keyring_begin(&s->keys, s->o->program, s->templates, &s->links);
	if (made_from_read(&s->made, c, &s->controls, member_get(s->model,
	    "sources"), &s->keys) == -1)
		return -1;
	for (i = 0; i < s->ncells; i++)
		keyring_share(&s->keys, s->cells[i],
		    made_from_counts(&s->made, (long long)i + 1));
	cJSON_ArrayForEach(one, s->actors)
		keyring_share(&s->keys, one, NULL);
	keyring_share(&s->keys, s->common, NULL);
	keyring_share(&s->keys, s->head, NULL);
	keyring_share(&s->keys, s->policies, NULL);
	return 0;
}

int
site_make(const struct site *s, const struct site_piece *piece,
    struct catalog *c)
{
	const struct site_kind *kind = piece->kind;
	struct site_page page = { s, c, piece->of, cJSON_CreateObject() };
	struct buf path = BUF_INIT;
	int rc = kind->fill(&page);

	if (rc == 0 && kind->path != NULL) {
		buf_puts(&path, kind->path);
		if (str_has_suffix(kind->path, "/"))
			buf_printf(&path, "%s.html", member_text(page.of, "id"));
		rc = site_put_twins(s, kind->template, page.data,
		    buf_str(&path));
		if (rc == 0)
			rc = site_put(s, kind->template, page.data,
			    buf_str(&path), kind->section);
	}
	buf_free(&path);
	return rc == -1 ? -1 : 0;
}

void
site_end(struct site *s)
{
	catalog_close(s->before);
	keyring_free(&s->keys);
	made_from_free(&s->made);
	control_pages_free(&s->controls);
	breadth_free(&s->breadth);
	prose_links_free(&s->links);
	visibility_close(s->visibility);
	free(s->cells);
	free(s->ways);
	free(s->pieces);
}

/* The way up from path. */
static void
add_root(cJSON *page, const char *path)
{
	struct buf root = BUF_INIT;

	for (; *path != '\0'; path++)
		if (*path == '/')
			buf_puts(&root, "../");
	cJSON_AddStringToObject(page, "root", buf_str(&root));
	buf_free(&root);
}

void
site_begin_unit(const struct site *s, struct key *key, const char *how)
{
	char formats[] = { (char)('0' + s->o->formats), '\0' };

	key_begin(key, &s->keys, how);
	key_add_text(key, formats);
	made_from_add_all(&s->made, key);
	key_add(key, s->common);
	key_add(key, s->head);
}

int
site_keep(const struct site *s, struct key *key, char hex[DIGEST_HEX + 1])
{
	key_end(key, hex);
	if (s->key == NULL)
		return tree_keep(s->tree, hex);
	str_copy(hex, DIGEST_HEX + 1, s->key);
	return 0;
}

int
site_put_bytes(const struct site *s, const char *path, const char *key,
    struct buf *bytes)
{
	int rc = tree_put(s->tree, path, key != NULL ? key : s->key,
	    buf_str(bytes), bytes->len);

	buf_free(bytes);
	return rc;
}

int
site_fill(const struct site *s, const char *name, const cJSON *data,
    const char *path)
{
	mustache_escape escape = str_has_prefix(name, "html/") ||
	    str_has_prefix(name, "svg/") ? escape_html : str_has_prefix(name,
	    "markdown/") ? escape_markdown : NULL;
	char hex[DIGEST_HEX + 1];
	struct buf out = BUF_INIT;
	struct key key;
	int rc;

	key_begin(&key, &s->keys, name);
	key_add_text(&key, path);
	if (s->key == NULL)
		key_add(&key, data);
	rc = site_keep(s, &key, hex);
	if (rc != 0)
		return rc == 1 ? 0 : -1;
	rc = mustache_render(s->templates, name, data, escape, &out);
	if (rc == 0)
		return site_put_bytes(s, path, hex, &out);
	buf_free(&out);
	return -1;
}

int
site_put(const struct site *s, const char *name, cJSON *page, const char *path,
    const char *section)
{
	struct buf flag = BUF_INIT;
	int rc;

	cJSON_AddItemReferenceToObject(page, "site", s->common);
	member_add_text(page, "self", path);
	if (member_get(page, "root") == NULL)
		add_root(page, path);
	if (section != NULL) {
		buf_printf(&flag, "in_%s", section);
		cJSON_AddTrueToObject(page, buf_str(&flag));
	}
	rc = site_fill(s, name, page, path);
	buf_free(&flag);
	return rc;
}

/* Puts data, which it takes, between two texts. */
static int
put_data(const struct site *s, const char *before, cJSON *data,
    const char *behind, const char *path)
{
	char hex[DIGEST_HEX + 1];
	struct buf out = BUF_INIT;
	struct key key;
	int rc;

	if (data == NULL)
		return -1;
	key_begin(&key, &s->keys, before);
	key_add_text(&key, path);
	if (s->key == NULL)
		key_add(&key, data);
	rc = site_keep(s, &key, hex);
	if (rc == 0) {
		buf_puts(&out, before);
		value_print(data, &out);
		buf_printf(&out, "%s\n", behind);
		rc = site_put_bytes(s, path, hex, &out);
	}
	value_delete(data);
	return rc == -1 ? -1 : 0;
}

int
site_put_data(const struct site *s, const char *variable, cJSON *data,
    const char *path)
{
	struct buf before = BUF_INIT;
	int rc;

	if (variable != NULL)
		buf_printf(&before, "var %s = ", variable);
	rc = put_data(s, buf_str(&before), data, variable != NULL ? ";" : "",
	    path);
	buf_free(&before);
	return rc;
}

int
site_put_call(const struct site *s, const char *function, cJSON *data,
    const char *path)
{
	struct buf before = BUF_INIT;
	int rc;

	buf_printf(&before, "%s(", function);
	rc = put_data(s, buf_str(&before), data, ");", path);
	buf_free(&before);
	return rc;
}

/* The model, which it takes, with the address of its schema first: from the place
 * of the file, so that what reads the file finds it anywhere. */
static cJSON *
with_schema(cJSON *model, const char *path)
{
	cJSON *all = cJSON_CreateObject(), *one;
	struct buf b = BUF_INIT;

	for (path = strchr(path, '/') + 1; *path != '\0'; path++)
		if (*path == '/')
			buf_puts(&b, "../");
	buf_printf(&b, "schema/%s.json", member_text(model, "what"));
	cJSON_AddStringToObject(all, "$schema", buf_str(&b));
	while ((one = cJSON_DetachItemFromArray(model, 0)) != NULL)
		cJSON_AddItemToObject(all, one->string, one);
	cJSON_Delete(model);
	buf_free(&b);
	return all;
}

int
site_put_api(const struct site *s, cJSON *model, const char *path)
{
	char hex[DIGEST_HEX + 1];
	struct buf out = BUF_INIT;
	struct key key;
	int rc;

	if (model == NULL)
		return -1;
	key_begin(&key, &s->keys, "api");
	key_add_text(&key, path);
	if (s->key == NULL)
		key_add(&key, model);
	rc = site_keep(s, &key, hex);
	if (rc == 0) {
		model = with_schema(model, path);
		api_print(model, &out);
		rc = site_put_bytes(s, path, hex, &out);
	}
	value_delete(model);
	return rc == -1 ? -1 : 0;
}
