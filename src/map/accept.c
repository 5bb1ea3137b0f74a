/* Is what was fetched what was asked for? */
#include <stdlib.h>
#include <string.h>

#include "attack/stix.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"
#include "controls/control.h"
#include "map/map.h"
#include "value/json.h"
#include "value/member.h"

/* Is a bundle that could be read the one that was asked for? */
static int
accept_stix(const struct stix *s, const char *name, const char *domain,
    const char *version)
{
	const char *of = stix_other_domain(s, domain);

	if (of != NULL)
		log_error("%s: ATT&CK's %s, not %s", name, of, domain);
	else if (s->version != NULL && strcmp(s->version, version) != 0)
		log_error("%s: ATT&CK %s, not %s", name, s->version, version);
	else
		return 0;
	return -1;
}

int
map_accept_bundle(const char *path, const char *name, const char *domain,
    const char *version, bool ahead, int jobs)
{
	struct stix s = { 0 };
	int rc = stix_read_file(path, name, NULL, ahead, jobs, &s);

	if (rc == 0)
		rc = accept_stix(&s, name, domain, version);
	stix_free(&s);
	return rc;
}

int
map_accept_index(const char *path, const char *name)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	struct buf text = BUF_INIT;
	cJSON *doc = NULL;
	int rc = -1;

	if (file_read(path, 0, &text) == -1 ||
	    json_read(name, buf_str(&text), text.len, &doc) == -1)
		goto out;
	if (cJSON_GetArraySize(member_get(doc, "collections")) == 0)
		log_error("%s: no collections in it: not ATT&CK's index", name);
	else
		rc = 0;
out:
	value_use(before);
	buf_free(&text);
	arena_free(&mem);
	return rc;
}

int
map_accept_document(const char *path, const char *name,
    const struct source *s)
{
	struct document d = { .path = path_base(s->url) };
	struct arena kept = { 0 }, scratch = { 0 };
	struct findings findings = { .mem = &kept };
	struct controls controls = { 0 };
	struct buf text = BUF_INIT;
	int rc = -1;

	if (file_read(path, 0, &text) == -1)
		return -1;
	d.len = text.len;
	d.bytes = buf_take(&text);
	control_take(s, &d, NULL, &scratch, &kept, &controls, &findings);
	if (controls.n + controls.nassessed + controls.nproofs +
	    controls.nthreats > 0 ||
	    (s->may_be_none && findings.n == 0))
		rc = 0;
	else
		log_error("%s: nothing in it that the definition reads%s%s",
		    name, findings.n > 0 ? ": " : "",
		    findings.n > 0 ? findings.v[0].why : "");
	controls_free(&controls);
	free(findings.v);
	free(d.bytes);
	arena_free(&scratch);
	arena_free(&kept);
	return rc;
}
