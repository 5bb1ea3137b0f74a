/* Snapshots to compare, written short, and what a diff of them tells. */
#ifndef TESTS_SNAPSHOTS_H
#define TESTS_SNAPSHOTS_H

#include "compare/snapshot.h"
#include "model.h"
#include "value/member.h"

/* A snapshot with ' for ": techniques of "enterprise", and the controls of its
 * one source, "ours". */
#define ATTACK(version, first) \
	"{'schema':1,'what':'snapshot','resolve':'follow'," \
	"'attack':{'enterprise':{'version':'" version "','sha256':'" \
	version "'}},'tactics':{'enterprise':{'TA1':{" first "}," \
	"'TA2':{'shortname':'two','name':'Two'}}},"
#define HEAD(version) ATTACK(version, "'shortname':'one','name':'The One'")
#define SOURCE(more) "'sources':{'ours':{'title':'Ours'," \
	"'kind':'detection','domain':'enterprise','own':true" more "}},"
#define SNAPSHOT(version, techniques, controls) HEAD(version) \
	"'techniques':{'enterprise':{" techniques "}}," SOURCE("") \
	"'controls':{'ours':[" controls "]}}"
/* The first tactic is called otherwise. */
#define RENAMED(techniques) \
	ATTACK("2", "'shortname':'uno','name':'The Uno'") \
	"'techniques':{'enterprise':{" techniques "}}," SOURCE("") \
	"'controls':{'ours':[]}}"
#define T(id, more) "'" id "':{'name':'" id "','tactics':['one']" more "}"
#define GONE(id, more) "'" id "':{'name':'" id "','state':" more "}"
#define RULE(id, more) "{'id':'" id "','title':'R','path':'" id ".yml'" \
	more "}"
#define IDS(ids) ",'ids':[" ids "]"
#define SHARED(title, path, ids) "{'id':'x','title':'" title "','path':'" \
	path "'" IDS(ids) "}"

static cJSON *
parse(const char *text)
{
	char *json = arena_strdup(&model_mem, text), *s = json;
	cJSON *snapshot = NULL;

	for (; *s != '\0'; s++)
		if (*s == '\'')
			*s = '"';
	assert_int_equal(snapshot_parse("text", json, strlen(json), &snapshot),
	    0);
	return snapshot;
}

static const char *
text(const cJSON *node, const char *name)
{
	const char *s = member_text(node, name);

	return s == NULL ? "-" : s;
}

/* "controls lost T1 detection 1>0: a removed" of every technique; of ATT&CK's
 * own changes "T1 replaced T2"; of moves "a T1 T1>T2 replaced"; of controls "a
 * changed +T1 -T2 follows". */
static inline const char *
tell(const cJSON *diff)
{
	struct buf b = BUF_INIT;
	const cJSON *e, *k;
	const char *told;

	cJSON_ArrayForEach(e, member_get(diff, "techniques")) {
		buf_printf(&b, "%s %s %s %s>%s", text(e, "cause"),
		    text(e, "change"), text(e, "id"), text(e, "before"),
		    text(e, "after"));
		k = member_get(e, "became");
		if (k != NULL)
			buf_printf(&b, " %s %s %s", text(k, "how"),
			    text(k, "id"), text(k, "count"));
		cJSON_ArrayForEach(k, member_get(e, "formerly"))
			buf_printf(&b, " was %s", k->valuestring);
		cJSON_ArrayForEach(k, member_get(e, "controls"))
			buf_printf(&b, ", %s %s", text(k, "id"),
			    text(k, "why"));
		buf_putc(&b, '\n');
	}
	cJSON_ArrayForEach(e, member_get(diff, "attack"))
		buf_printf(&b, "%s %s %s\n", text(e, "id"), text(e, "change"),
		    member_get(e, "namesake") != NULL ? text(e, "namesake")
		    : text(member_get(e, "to"), "id"));
	cJSON_ArrayForEach(e, member_get(diff, "moves"))
		buf_printf(&b, "%s %s %s>%s %s\n", text(e, "id"),
		    text(e, "tagged"), text(e, "old"), text(e, "new"),
		    text(e, "how"));
	cJSON_ArrayForEach(e, member_get(diff, "stranded"))
		buf_printf(&b, "%s stranded\n", text(e, "id"));
	cJSON_ArrayForEach(e, member_get(diff, "controls")) {
		buf_printf(&b, "%s %s", text(e, "id"), text(e, "change"));
		cJSON_ArrayForEach(k, member_get(e, "gained"))
			buf_printf(&b, " +%s", k->valuestring);
		cJSON_ArrayForEach(k, member_get(e, "lost"))
			buf_printf(&b, " -%s", k->valuestring);
		if (member_get(e, "follows") != NULL)
			buf_puts(&b, " follows");
		if (member_get(e, "old_path") != NULL)
			buf_printf(&b, " from %s", text(e, "old_path"));
		k = member_get(e, "state");
		if (k != NULL)
			buf_printf(&b, " %s>%s", text(k, "old"),
			    text(k, "new"));
		k = member_get(e, "evidence");
		if (k != NULL)
			buf_printf(&b, " E%s>E%s", text(k, "old"),
			    text(k, "new"));
		buf_putc(&b, '\n');
	}
	told = arena_strdup(&model_mem, buf_str(&b));
	buf_free(&b);
	return told;
}

#define ONE T("T1", "") "," T("T2", "")

#endif
