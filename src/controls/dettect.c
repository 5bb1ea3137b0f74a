/* DeTT&CT's technique administration, a detection at a time. */
#include "dettect.h"

#include <limits.h>
#include <string.h>

#include "base/buf.h"
#include "base/moment.h"
#include "base/str.h"
#include "value/member.h"
#include "value/yaml.h"

static const char none[] = "-1";

/* Adds a copy of a scalar, with its mark. */
static void
copy(cJSON *to, const char *name, const cJSON *node)
{
	const char *text = value_text(node);
	cJSON *made;

	if (text == NULL)
		return;
	made = cJSON_AddStringToObject(to, name, text);
	*value_mark(made) = *value_mark(node);
}

/* The newest entry of a logbook; NULL: it has none. *bad becomes a date that
 * cannot be read. */
static const cJSON *
newest(const cJSON *logbook, const cJSON **bad)
{
	const cJSON *entry, *date, *found = NULL;
	struct moment when;
	long long best = 0;

	if (cJSON_IsObject(logbook))
		return logbook;
	cJSON_ArrayForEach(entry, logbook) {
		date = member_get(entry, "date");
		when.at = LLONG_MIN;
		if (!value_is_empty(date) && (value_text(date) == NULL ||
		    !moment_read(value_text(date), &when)))
			*bad = date;
		if (found == NULL || when.at > best) {
			found = entry;
			best = when.at;
		}
	}
	return found;
}

/* Gives the detection the score that it has now, and its day. */
static void
take_score(cJSON *detection)
{
	const cJSON *logbook = member_get(detection, "score_logbook");
	const cJSON *bad = NULL, *entry = newest(logbook, &bad);

	if (entry == NULL)
		return;
	copy(detection, "score", bad != NULL ? bad : member_get(entry, "score"));
	copy(detection, "date", member_get(entry, "date"));
}

/* Appends the words of a list that say something: "all" does not. */
static void
put_words(struct buf *b, const cJSON *list, const char *before)
{
	const cJSON *e;
	const char *text;

	cJSON_ArrayForEach(e, list) {
		text = value_text(e);
		if (text == NULL || text[strspn(text, str_space)] == '\0' ||
		    str_equal_nocase(text, "all"))
			continue;
		buf_printf(b, "%s%s", before, text);
		before = ", ";
	}
}

static void
take_title(cJSON *detection)
{
	const char *id = member_text(detection, "technique_id");
	const char *name = member_text(detection, "technique_name");
	struct buf b = BUF_INIT;
	size_t n;

	buf_puts(&b, name != NULL && *name != '\0' ? name
	    : id != NULL ? id : "");
	put_words(&b, member_get(detection, "location"), ": ");
	n = b.len;
	put_words(&b, member_get(detection, "applicable_to"), " (");
	if (b.len > n)
		buf_putc(&b, ')');
	*value_mark(cJSON_AddStringToObject(detection, "title", buf_str(&b))) =
	    *value_mark(detection);
	buf_free(&b);
}

/* Moves a detection of the technique into the list. */
static void
take_detection(const cJSON *technique, cJSON *from, cJSON *detection,
    cJSON *list)
{
	static const char *const names[] = { "technique_id",
		"technique_name" };
	size_t i;

	cJSON_DetachItemViaPointer(from, detection);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		copy(detection, names[i], member_get(technique, names[i]));
	take_score(detection);
	take_title(detection);
	if (!str_equal(member_text(detection, "score"), none))
		cJSON_AddItemToArray(list, detection);
}

static void
take_detections(cJSON *technique, cJSON *list)
{
	cJSON *detection = member_get(technique, "detection"), *e, *next;

	if (cJSON_IsObject(detection)) {
		take_detection(technique, technique, detection, list);
	} else if (cJSON_IsArray(detection)) {
		for (e = detection->child; e != NULL; e = next) {
			next = e->next;
			if (cJSON_IsObject(e))
				take_detection(technique, detection, e, list);
		}
	}
}

int
dettect_parse(const char *text, size_t len, cJSON **docs,
    struct value_error *why)
{
	cJSON *doc, *techniques, *e, *list;

	if (yaml_parse(text, len, YAML_LAST_WINS, docs, why) == -1)
		return -1;
	cJSON_ArrayForEach(doc, *docs) {
		techniques = member_get(doc, "techniques");
		if (!cJSON_IsArray(techniques))
			continue;
		list = cJSON_AddArrayToObject(doc, "detections");
		*value_mark(list) = *value_mark(techniques);
		cJSON_ArrayForEach(e, techniques)
			take_detections(e, list);
	}
	return 0;
}
