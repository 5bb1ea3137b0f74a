/* Policies as a component definition of OSCAL 1.1. */
#include <string.h>

#include "base/digest.h"
#include "base/escape.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "count/controls_list.h"
#include "count/provenance.h"
#include "export/export.h"
#include "export_parts.h"
#include "model/model.h"
#include "value/lines.h"
#include "value/member.h"
#include "words/words.h"

enum {
	DEPTH = 7, /* a line a requirement */
	VERSION = 12 /* digits of the digest of all inputs */
};
static const char oscal[] = "1.1.3";
static const char attack[] = "https://attack.mitre.org";

/* Frameworks whose catalog its publisher has as OSCAL: what its controls are
 * called there (ac-2.1), and where it is. */
static const struct {
	const char *source, *catalog;
} catalogs[] = {
	{ "nist-800-53", "https://raw.githubusercontent.com/usnistgov/oscal-content/"
	    "main/nist.gov/SP800-53/rev5/json/NIST_SP-800-53_rev5_catalog.json" },
};

static const char *
catalog_of(const char *source)
{
	size_t i;

	for (i = 0; i < sizeof(catalogs) / sizeof(catalogs[0]); i++)
		if (str_equal(catalogs[i].source, source))
			return catalogs[i].catalog;
	return NULL;
}

/* Appends an id as NIST's catalog has it: "ac-2.1" of "AC-02(01)". */
static void
put_nist_id(struct buf *out, const char *id)
{
	bool number = false;

	for (; *id != '\0'; id++) {
		if (*id == '0' && !number && str_is_digit(id[1]))
			continue;
		number = str_is_digit(*id);
		if (*id == '(')
			buf_putc(out, '.');
		else if (*id >= 'A' && *id <= 'Z')
			buf_putc(out, (char)(*id - 'A' + 'a'));
		else if (*id != ')' && *id != ' ')
			buf_putc(out, *id);
	}
}

/* Is it what OSCAL calls a token? Of ASCII, all that ids of controls have. */
static bool
is_token(const char *s)
{
	static const char first[] = "_ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz";

	if (*s == '\0' || strchr(first, *s) == NULL)
		return false;
	for (; *s != '\0'; s++)
		if (strchr(first, *s) == NULL && strchr("0123456789.-", *s) ==
		    NULL)
			return false;
	return true;
}

/* Adds text as one line without white space around it, as titles and values have
 * to be; nothing where none is left. */
static void
add_oscal_line(cJSON *to, const char *name, const char *text)
{
	struct arena mem = { 0 };
	struct buf b = BUF_INIT;
	const char *trimmed;

	escape_line(&b, text == NULL ? "" : text);
	trimmed = str_trim(&mem, buf_str(&b));
	if (*trimmed != '\0')
		member_add_text(to, name, trimmed);
	buf_free(&b);
	arena_free(&mem);
}

static void
add_uuid(cJSON *to, const char *kind, const char *name)
{
	char uuid[DIGEST_UUID + 1];

	digest_uuid(kind, name, uuid);
	member_add_text(to, "uuid", uuid);
}

static void
add_property(cJSON *to, const char *name, const char *space, const char *value,
    const char *class)
{
	cJSON *p = cJSON_CreateObject();

	member_add_text(p, "name", name);
	member_add_text(p, "ns", space);
	add_oscal_line(p, "value", value);
	member_add_text(p, "class", class);
	cJSON_AddItemToArray(to, p);
}

/* The techniques that the control names: whether rules or tests answer them, and
 * where they are at MITRE. */
static void
add_named_techniques(cJSON *to, const cJSON *control, const cJSON *urls)
{
	cJSON *props = cJSON_AddArrayToObject(to, "props"), *links, *link;
	const cJSON *id, *open = member_get(control, "unanswered_techniques");
	const char *url;

	cJSON_ArrayForEach(id, member_get(control, "techniques"))
		add_property(props, "technique", attack, id->valuestring,
		    member_has(open, id->valuestring) ? "unanswered"
		    : "answered");
	links = cJSON_AddArrayToObject(to, "links");
	cJSON_ArrayForEach(id, member_get(control, "techniques")) {
		url = member_string(urls, id->valuestring);
		if (url == NULL)
			continue;
		link = cJSON_CreateObject();
		member_add_text(link, "href", url);
		member_add_text(link, "rel", "reference");
		member_add_text(link, "text", id->valuestring);
		cJSON_AddItemToArray(links, link);
	}
	if (links->child == NULL)
		cJSON_DeleteItemFromObject(to, "links");
	if (props->child == NULL)
		cJSON_DeleteItemFromObject(to, "props");
}

/* "Account Management. Names 195 of 638 techniques in scope; ..." */
static void
add_description(cJSON *to, const cJSON *control)
{
	const cJSON *answered = member_get(control, "answered");
	struct buf b = BUF_INIT;

	escape_line(&b, member_text_or(control, "title", ""));
	buf_printf(&b, ". Names %lld of %lld ATT&CK techniques in scope; "
	    "detection rules answer %lld of them, tests %lld, nothing %lld.",
	    member_number(control, "names"), member_number(control, "of"),
	    member_number(answered, "detection"),
	    member_number(answered, "test"),
	    member_number(control, "unanswered"));
	member_take_buf(to, "description", &b);
}

/* The requirement of a control; NULL: its id is none that OSCAL can have. */
static cJSON *
new_requirement(const cJSON *control, const char *source, const cJSON *urls)
{
	cJSON *r = NULL;
	struct buf id = BUF_INIT, name = BUF_INIT;

	if (catalog_of(source) != NULL)
		put_nist_id(&id, member_text_or(control, "id", ""));
	else
		buf_puts(&id, member_text_or(control, "id", ""));
	if (is_token(buf_str(&id))) {
		r = cJSON_CreateObject();
		buf_printf(&name, "%s %s", source, buf_str(&id));
		add_uuid(r, "oscal-requirement", buf_str(&name));
		member_add_text(r, "control-id", buf_str(&id));
		add_description(r, control);
		add_named_techniques(r, control, urls);
	}
	buf_free(&id);
	buf_free(&name);
	return r;
}

/* What the ids of the controls are of: the baseline that chooses them, the
 * publisher's catalog, or what the source was read from; NULL: no address. */
static const char *
reference_of(const cJSON *source, const cJSON *baseline)
{
	const char *id = member_string(source, "id");
	const char *url = member_string(baseline, "url");

	if (url != NULL && str_equal(member_string(baseline, "of"), id))
		return url;
	url = catalog_of(id);
	if (url == NULL)
		url = member_string(source, "url");
	if (url == NULL)
		url = member_string(source, "homepage");
	return url;
}

/* Adds it; of a source without an address a resource of the document. */
static void
add_reference_to(cJSON *to, const cJSON *source, const cJSON *baseline,
    cJSON *resources)
{
	const char *url = reference_of(source, baseline);
	cJSON *resource;
	struct buf b = BUF_INIT;

	if (url != NULL) {
		escape_url(&b, url);
	} else {
		resource = cJSON_CreateObject();
		add_uuid(resource, "oscal-resource",
		    member_string(source, "id"));
		add_oscal_line(resource, "title", member_string(source, "title"));
		cJSON_AddItemToArray(resources, resource);
		buf_printf(&b, "#%s", member_string(resource, "uuid"));
	}
	member_take_buf(to, "source", &b);
}

static void
add_component(cJSON *components, const cJSON *source, const cJSON *list,
    const cJSON *urls, cJSON *left, cJSON *resources)
{
	const char *id = member_string(source, "id");
	cJSON *component = cJSON_CreateObject(), *one = cJSON_CreateObject();
	cJSON *required = cJSON_CreateArray(), *r;
	const cJSON *control, *all = member_get(list, "controls");
	struct buf b = BUF_INIT;

	cJSON_ArrayForEach(control, all) {
		r = new_requirement(control, id, urls);
		if (r != NULL)
			cJSON_AddItemToArray(required, r);
		else
			cJSON_AddItemToArray(left, cJSON_CreateString(
			    member_text_or(control, "id",
			    member_text_or(control, "title", ""))));
	}
	add_uuid(component, "oscal-component", id);
	member_add_text(component, "type", kind_name(KIND_POLICY));
	add_oscal_line(component, "title", member_string(source, "title"));
	escape_line(&b, member_text_or(source, "title", id));
	buf_printf(&b, ": %s", member_text_or(list, "text", ""));
	member_add_text(component, "description", buf_str(&b));
	member_take_buf(one, "description", &b);
	add_uuid(one, "oscal-implementation", id);
	if (required->child == NULL) {
		cJSON_Delete(required);
		cJSON_Delete(one);
		cJSON_Delete(component);
		return;
	}
	add_reference_to(one, source, member_get(list, "baseline"), resources);
	cJSON_AddItemToObject(one, "implemented-requirements", required);
	cJSON_AddItemToArray(cJSON_AddArrayToObject(component,
	    "control-implementations"), one);
	cJSON_AddItemToArray(components, component);
}

static int
add_components(cJSON *to, struct catalog *c, const struct catalog_selection *s,
    const cJSON *site, cJSON *left)
{
	struct controls_asked asked = { .kind = KIND_POLICY };
	cJSON *components = cJSON_CreateArray(), *urls = cJSON_CreateObject();
	cJSON *techniques = NULL, *list, *resources = cJSON_CreateArray();
	struct catalog_selection one = *s;
	const cJSON *source, *t;

	if (catalog_rows(c, Q_TECHNIQUES, NULL, &techniques) == -1)
		return -1;
	cJSON_ArrayForEach(t, techniques)
		if (member_get(urls, member_string(t, "id")) == NULL)
			member_add_text(urls, member_string(t, "id"),
			    member_string(t, "url"));
	cJSON_ArrayForEach(source, member_get(site, "sources")) {
		if (member_kind(source) != KIND_POLICY ||
		    !provenance_has(source, s))
			continue;
		one.sources = (struct strs){ 0 };
		strs_add(&one.sources, member_string(source, "id"));
		list = controls_list(c, &one, &asked);
		strs_free(&one.sources);
		if (list == NULL)
			return -1;
		add_component(components, source, list, urls, left,
		    resources);
	}
	if (components->child != NULL)
		cJSON_AddItemToObject(to, "components", components);
	if (resources->child != NULL)
		cJSON_AddItemToObject(cJSON_AddObjectToObject(to,
		    "back-matter"), "resources", resources);
	return 0;
}

/* What the figures rest on. */
static void
add_remarks(cJSON *to, const cJSON *site, const struct catalog_selection *s)
{
	struct buf b = BUF_INIT;
	const cJSON *d;

	buf_printf(&b, "Made by %s.", member_text_or(site, "generator", ""));
	if (member_get(site, "sample") != NULL)
		buf_puts(&b, " SAMPLE: made from sample data.");
	cJSON_ArrayForEach(d, member_get(site, "domains"))
		buf_printf(&b, " %s %s.", member_text_or(d, "name", ""),
		    member_text_or(d, "version", ""));
	buf_puts(&b, " That a control names a technique is what its source says "
	    "(definition exact), and no assessment of how it is implemented.");
	d = member_get(site, "domains")->child;
	if (d != NULL)
		provenance_put_basis(&b, site, d, s);
	member_take_buf(to, "remarks", &b);
}

static void
add_metadata(cJSON *to, const cJSON *site, const struct catalog_selection *s)
{
	cJSON *m = cJSON_AddObjectToObject(to, "metadata");
	const char *inputs = member_text_or(site, "inputs", "0");
	struct buf b = BUF_INIT;

	add_oscal_line(m, "title", member_string(site, "title"));
	if (member_get(m, "title") == NULL)
		member_add_text(m, "title", "ATT&CK coverage");
	export_put_moment(&b, site, NULL);
	member_take_buf(m, "last-modified", &b);
	buf_put(&b, inputs, strlen(inputs) < VERSION ? strlen(inputs) : VERSION);
	member_take_buf(m, "version", &b);
	member_add_text(m, "oscal-version", oscal);
	add_remarks(m, site, s);
}

int
export_oscal(struct catalog *c, const struct catalog_selection *selection,
    cJSON *left, struct buf *out)
{
	cJSON *model = cJSON_CreateObject(), *definition;
	const cJSON *site = model_overview(c, selection);
	struct buf name = BUF_INIT;

	if (site == NULL)
		return -1;
	definition = cJSON_AddObjectToObject(model, "component-definition");
	/* A document of other content is another document. */
	buf_printf(&name, "%s ", member_text_or(site, "inputs", ""));
	provenance_put_selection(&name, selection);
	add_uuid(definition, "oscal-document", buf_str(&name));
	buf_free(&name);
	add_metadata(definition, site, selection);
	if (add_components(definition, c, selection, site, left) == -1)
		return -1;
	if (member_get(definition, "components") == NULL) {
		log_error("no control of a policy that counts is in the "
		    "selection: a component definition would be empty");
		return -1;
	}
	lines_print(model, DEPTH, out);
	return 0;
}
