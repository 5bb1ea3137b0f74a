/* ATT&CK's index.json: which versions there are, and where. */
#include <stdbool.h>
#include <string.h>

#include "attack/version.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"
#include "map/map.h"
#include "value/json.h"
#include "value/member.h"

/* Does the address name a file of this domain? */
static bool
is_of(const char *url, const char *domain)
{
	const char *base = path_base(url);

	return str_has_prefix(base, domain) &&
	    str_has_prefix(base + strlen(domain), "-attack");
}

static void
consider(const cJSON *entry, const char *domain, const char *wanted,
    const char **version, const char **url)
{
	const char *v = member_text(entry, "version");
	const char *u = member_text(entry, "url");

	if (v == NULL || u == NULL || !str_has_prefix(u, "https://") ||
	    !version_is_formed(v, strlen(v)) || !is_of(u, domain))
		return;
	if (wanted != NULL ? strcmp(v, wanted) != 0
			   : *version != NULL &&
		    version_compare(v, *version) <= 0)
		return;
	*version = v;
	*url = u;
}

bool
map_version_is_later(const char *version, const char *than)
{
	return version_is_formed(version, strlen(version)) &&
	    version_is_formed(than, strlen(than)) &&
	    version_compare(version, than) > 0;
}

/* Returns NULL after reporting the error. */
static const cJSON *
parse_index(const char *text, size_t n)
{
	struct value_error why = { 0 };
	cJSON *doc = NULL;

	if (json_parse(text, n, &doc, &why) == 0)
		return doc;
	log_error("attack/index:%d: %s", why.line, why.what);
	return NULL;
}

int
map_index_text(const char *text, size_t n, const char *domain,
    const char *version, struct arena *mem, const char **found,
    const char **url)
{
	struct arena *before = value_use(mem);
	const cJSON *list, *c, *v, *doc = parse_index(text, n);
	int rc = -1;

	*found = *url = NULL;
	if (doc == NULL)
		goto out;
	list = member_get(doc, "collections");
	for (c = list == NULL ? NULL : list->child; c != NULL; c = c->next) {
		v = member_get(c, "versions");
		for (v = v == NULL ? NULL : v->child; v != NULL; v = v->next)
			consider(v, domain, version, found, url);
	}
	if (*found == NULL && version == NULL) {
		log_error("attack/index: no version of %s in it", domain);
		goto out;
	}
	if (*found == NULL)
		*found = version;
	rc = 0;
out:
	value_use(before);
	return rc;
}

const char *
map_index_version(const char *text, size_t n, const char *url,
    struct arena *mem)
{
	struct arena *before = value_use(mem);
	const cJSON *list = member_get(parse_index(text, n), "collections");
	const cJSON *c, *v;
	const char *version = NULL;

	cJSON_ArrayForEach(c, list)
		cJSON_ArrayForEach(v, member_get(c, "versions"))
			if (str_equal(member_text(v, "url"), url))
				version = member_text(v, "version");
	value_use(before);
	return version != NULL && version_is_formed(version, strlen(version))
	    ? version : NULL;
}

int
map_index(const char *path, const char *domain, const char *version,
    struct arena *mem, const char **found, const char **url)
{
	struct buf text = BUF_INIT;
	int rc = file_read(path, MAP_INDEX_MAX, &text);

	*found = *url = NULL;
	if (rc == 0)
		rc = map_index_text(buf_str(&text), text.len, domain, version,
		    mem, found, url);
	buf_free(&text);
	return rc;
}
