/* Files that are handed over as a threat: which format each has. */
#include "report/report.h"

#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/str.h"
#include "gather.h"
#include "report/plain.h"
#include "value/json.h"
#include "value/member.h"

static const char *const formats[] = { "STIX bundle", "Attack Flow",
	"Attack Flow of the Builder", "MISP event", "Navigator layer", "CSV",
	"text" };

/* What is no text, by its first bytes. */
static const struct {
	const char *start;
	size_t len;
	const char *what;
} others[] = {
	{ "%PDF-", 5, "a PDF: hand over its text" },
	{ "PK\003\004", 4, "an archive or a document of an office program: "
	    "hand over its text" },
	{ "\037\213", 2, "compressed: hand over what is in it" },
	{ "\377\376", 2, "UTF-16: hand it over as UTF-8" },
	{ "\376\377", 2, "UTF-16: hand it over as UTF-8" },
	{ "\xd0\xcf\x11\xe0", 4, "a document of an office program: hand over "
	    "its text" },
};

const char *
report_format_name(enum report_format f)
{
	return formats[f];
}

static int
fail_report(const char *path, int line, const char *what)
{
	if (line > 0)
		log_error("%s:%d: %s", path, line, what);
	else
		log_error("%s: %s", path, what);
	return -1;
}

/* Bytes up to the first line that is no UTF-8, and its number. */
static int
bad_line(const char *text, size_t len)
{
	const char *end = text + len, *next;
	int line;

	for (line = 1; text < end; line++) {
		next = memchr(text, '\n', (size_t)(end - text));
		next = next == NULL ? end : next + 1;
		if (!str_is_utf8(text, (size_t)(next - text)))
			return line;
		text = next;
	}
	return 0;
}

static int
check_text(const char *path, const char *text, size_t len)
{
	size_t i;

	if (len > REPORT_BYTES_MAX)
		return fail_report(path, 0, "more than 64 MiB");
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (len >= others[i].len &&
		    memcmp(text, others[i].start, others[i].len) == 0)
			return fail_report(path, 0, others[i].what);
	if (!str_is_utf8(text, len))
		return fail_report(path, bad_line(text, len),
		    "not UTF-8, or a NUL in it");
	if (text[strspn(text, str_space)] == '\0')
		return fail_report(path, 0, "nothing in it");
	return 0;
}

/* Does the text begin as a JSON document does? A list of Markdown's links or
 * footnotes begins as an array does. */
static bool
begins_json(const char *text)
{
	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	text += strspn(text, str_space);
	if (*text != '[')
		return *text == '{';
	text++;
	text += strspn(text, str_space);
	return *text == '{' || *text == ']';
}

static bool
is_layer(const cJSON *doc)
{
	return cJSON_IsArray(member_get(doc, "techniques"));
}

static int
read_json(struct gather *g, const char *text, size_t len)
{
	const cJSON *objects;
	cJSON *doc;

	if (json_read(g->path, text, len, &doc) == -1)
		return -1;
	if (attack_flow_is(doc))
		return attack_flow_read(g, doc);
	if (stix_bundle_is(doc, &objects))
		return stix_bundle_read(g, objects);
	if (misp_is(doc))
		return misp_read(g, doc);
	if (is_layer(doc)) {
		g->r->format = REPORT_LAYER;
		return 0;
	}
	return fail_report(g->path, 0, "JSON of no format that is known: "
	    "expected a STIX bundle, an Attack Flow, a MISP event, or a layer "
	    "of the Navigator");
}

static int
read_text(struct gather *g, const char *text, size_t len)
{
	struct buf plain = BUF_INIT;

	g->r->format = REPORT_TEXT;
	plain_put(text, len, &plain);
	scan_text(g, buf_str(&plain), 1, 1, NULL);
	buf_free(&plain);
	return 0;
}

int
report_read(const char *path, const char *text, size_t len,
    const struct report_names *names, struct arena *mem, struct report *r)
{
	struct gather g = { .path = path, .mem = mem, .names = names, .r = r };
	struct arena *before;
	int rc = -1;

	if (check_text(path, text, len) == -1)
		return -1;
	before = value_use(mem);
	if (begins_json(text))
		rc = read_json(&g, text, len);
	else if (table_is(text, len))
		rc = table_read(&g, text, len);
	else
		rc = read_text(&g, text, len);
	if (gather_finish(&g) == -1)
		rc = -1;
	if (rc == -1)
		*r = (struct report){ 0 };
	value_use(before);
	return rc;
}
