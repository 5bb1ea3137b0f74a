/* Source definitions, read and checked key by key. */
#include "config/source.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"
#include "crosswalk_read.h"
#include "extracts_read.h"
#include "keys.h"
#include "like.h"
#include "logs_read.h"
#include "platforms_read.h"
#include "proof_read.h"
#include "rules_read.h"
#include "threat_read.h"
#include "words/words.h"

#define AT(member) offsetof(struct source, member)

static const char *const formats[] = { "yaml", "json", "stix", "toml", "csv",
	"markdown", "yara-l", "ndjson", "conf", "dettect", "text",
	"xml", NULL };
static const char *const lists[] = { "files", "names", "links", NULL };
const char *const crosswalk_sides[] = { "from", "to" };
const char source_link_auto[] = "auto";
static const char *const letters[] = { "upper", "lower", NULL };

static const struct key context_keys[] = {
	{ "name", KEY_LINE, offsetof(struct tagging, context_name), NULL, NULL },
	{ "url", KEY_TEXT, offsetof(struct tagging, context_url), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key tagging_keys[] = {
	{ "within", KEY_FIELDS, offsetof(struct tagging, within), NULL, NULL },
	{ "when", KEY_OTHER, offsetof(struct tagging, when), NULL, rule_read },
	{ "of", KEY_FIELDS, offsetof(struct tagging, of), NULL, NULL },
	{ "fields", KEY_FIELDS, offsetof(struct tagging, fields), NULL, NULL },
	{ "else", KEY_FIELDS, offsetof(struct tagging, otherwise), NULL, NULL },
	{ "sub", KEY_FIELDS, offsetof(struct tagging, sub), NULL, NULL },
	{ "note", KEY_FIELDS, offsetof(struct tagging, note), NULL, NULL },
	{ "score", KEY_FIELDS, offsetof(struct tagging, score), NULL, NULL },
	{ "remark", KEY_LINE, offsetof(struct tagging, remark), NULL, NULL },
	{ "pattern", KEY_TEXT, offsetof(struct tagging, pattern), NULL, NULL },
	{ "framework", KEY_TEXT, offsetof(struct tagging, framework_id), NULL, NULL },
	{ "letters", KEY_CHOICE, offsetof(struct tagging, letters), letters, NULL },
	{ "written", KEY_TEXT, offsetof(struct tagging, written), NULL, NULL },
	{ "beside", KEY_GROUP, 0, context_keys, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

void
taggings_free(struct taggings *t)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		keys_free(tagging_keys, &t->v[i]);
		rule_free(&t->v[i].when);
		keys_regex_free(&t->v[i].regex);
	}
	free(t->v);
	t->v = NULL;
	t->n = 0;
}

static int
read_lifecycle(const struct keys_at *at, const cJSON *node, void *into)
{
	return rules_read(at, node, lifecycle_in_rules, into);
}

static int
read_type(const struct keys_at *at, const cJSON *node, void *into)
{
	return rules_read(at, node, type_names, into);
}

static int
read_evidence(const struct keys_at *at, const cJSON *node, void *into)
{
	const struct rules *rules = into;
	size_t i;

	if (rules_read(at, node, evidence_in_rules, into) == -1)
		return -1;
	for (i = 0; i < rules->n; i++)
		if (evidence_read(rules->v[i].is) == E3 &&
		    rules->v[i].field.n == 0)
			return keys_error(at, node, "%s: E3: field, which "
			    "names the test: missing", node->string);
	return 0;
}

static int
read_when(const struct keys_at *at, const cJSON *node, void *into)
{
	return rules_read(at, node, NULL, into);
}

static int
read_not_mappable(const struct keys_at *at, const cJSON *node, void *into)
{
	return rules_read(at, node, &lifecycle_names[LIFECYCLE_NOT_MAPPABLE],
	    into);
}

static int
read_id_pattern(const struct keys_at *at, const cJSON *node, void *into)
{
	struct source *s = into;
	const char *pattern = value_text(node);

	return keys_regex(at, node, node->string,
	    pattern == NULL ? "" : pattern, &s->id_regex);
}

int
taggings_read(const struct keys_at *at, const cJSON *node, void *into)
{
	struct taggings *all = into;
	const cJSON *e;
	struct tagging *t;

	taggings_free(all);
	if (!cJSON_IsArray(node))
		return keys_error(at, node, "%s: expected a list", node->string);
	for (e = node->child; e != NULL; e = e->next) {
		t = LIST_ADD(all->v, all->n);
		if (keys_read(at, e, tagging_keys, t) == -1 ||
		    keys_regex(at, e, "pattern", t->pattern,
		    &t->regex) == -1)
			return -1;
		if (t->fields.n == 0)
			return keys_error(at, e, "%s: fields: missing",
			    node->string);
	}
	return 0;
}

static const struct key fetch_keys[] = {
	{ "github", KEY_TEXT, AT(github), NULL, NULL },
	{ "ref", KEY_TEXT, AT(ref), NULL, NULL },
	{ "formerly", KEY_LIST, AT(formerly), NULL, NULL },
	{ "url", KEY_URL, AT(url), NULL, NULL },
	{ "index", KEY_URL, AT(index), NULL, NULL },
	{ "bundle", KEY_URL, AT(bundle), NULL, NULL },
	{ "each", KEY_URL, AT(document_url), NULL, NULL },
	{ "version", KEY_URL, AT(version_url), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key read_keys[] = {
	{ "format", KEY_CHOICE, AT(format), formats, NULL },
	{ "files", KEY_LIST, AT(files), NULL, NULL },
	{ "except", KEY_LIST, AT(except), NULL, NULL },
	{ "text", KEY_OTHER, AT(texts), NULL, extracts_read },
	{ "path", KEY_OTHER, AT(path_pattern), NULL, path_pattern_read },
	{ "plain_names", KEY_FLAG, AT(plain_names), NULL, NULL },
	{ "json", KEY_FIELDS, AT(json), NULL, NULL },
	{ "yara_l", KEY_FIELDS, AT(yaral), NULL, NULL },
	{ "each", KEY_FIELDS, AT(each), NULL, NULL },
	{ "total", KEY_FIELDS, AT(total), NULL, NULL },
	{ "more", KEY_FIELDS, AT(more), NULL, NULL },
	{ "group", KEY_FIELDS, AT(group), NULL, NULL },
	{ "has", KEY_FIELDS, AT(has), NULL, NULL },
	{ "has_any", KEY_FIELDS, AT(has_any), NULL, NULL },
	{ "has_none", KEY_FIELDS, AT(has_none), NULL, NULL },
	{ "when", KEY_OTHER, AT(when), NULL, read_when },
	{ "only", KEY_FIELDS, AT(only), NULL, NULL },
	{ "parts_of", KEY_FIELDS, AT(parts_of), NULL, NULL },
	{ "unite", KEY_FLAG, AT(unite), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key control_keys[] = {
	{ "id", KEY_FIELDS, AT(control_id), NULL, NULL },
	{ "id_pattern", KEY_OTHER, 0, NULL, read_id_pattern },
	{ "title", KEY_FIELDS, AT(control_title), NULL, NULL },
	{ "description", KEY_FIELDS, AT(description), NULL, NULL },
	{ "level", KEY_FIELDS, AT(level), NULL, NULL },
	{ "status", KEY_FIELDS, AT(status), NULL, NULL },
	{ "author", KEY_FIELDS, AT(author), NULL, NULL },
	{ "date", KEY_FIELDS, AT(date), NULL, NULL },
	{ "modified", KEY_FIELDS, AT(modified), NULL, NULL },
	{ "platforms", KEY_FIELDS, AT(platforms), NULL, NULL },
	{ "false_positives", KEY_FIELDS, AT(false_positives), NULL, NULL },
	{ "references", KEY_FIELDS, AT(references), NULL, NULL },
	{ "recordings", KEY_FIELDS, AT(recordings), NULL, NULL },
	{ "files", KEY_FIELDS, AT(recorded), NULL, NULL },
	{ "executor", KEY_FIELDS, AT(executor), NULL, NULL },
	{ "elevated", KEY_FIELDS, AT(elevated), NULL, NULL },
	{ "cleanup", KEY_FIELDS, AT(cleanup), NULL, NULL },
	{ "query", KEY_FIELDS, AT(query), NULL, NULL },
	{ "tags", KEY_FIELDS, AT(control_tags), NULL, NULL },
	{ "log_source", KEY_FIELDS, AT(log_source), NULL, NULL },
	{ "logic", KEY_FIELDS, AT(logic), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key catch_all_keys[] = {
	{ "selections", KEY_FIELDS, AT(catch_all), NULL, NULL },
	{ "besides", KEY_LIST, AT(catch_all_besides), NULL, NULL },
	{ "condition", KEY_FIELDS, AT(condition), NULL, NULL },
	{ "tells_apart", KEY_FIELDS, AT(tells_apart), NULL, NULL },
	{ "reason", KEY_LINE, AT(catch_all_reason), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key correlation_keys[] = {
	{ "rules", KEY_FIELDS, AT(correlated), NULL, NULL },
	{ "condition", KEY_FIELDS, AT(correlated_by), NULL, NULL },
	{ "name", KEY_FIELDS, AT(control_name), NULL, NULL },
	{ "generate", KEY_FIELDS, AT(generate), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key twin_keys[] = {
	{ "of", KEY_LIST, AT(twin_of), NULL, NULL },
	{ "id", KEY_OTHER, AT(twin_ids), NULL, taggings_read },
	{ "name", KEY_OTHER, AT(twin_names), NULL, taggings_read },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key compass_keys[] = {
	{ "title", KEY_LINE, AT(compass_title), NULL, NULL },
	{ "url", KEY_URL, AT(compass_url), NULL, NULL },
	{ "list", KEY_CHOICE, AT(compass_list), lists, NULL },
	{ "folder", KEY_TEXT, AT(compass_folder), NULL, NULL },
	{ "branch", KEY_TEXT, AT(compass_branch), NULL, NULL },
	{ "file", KEY_TEXT, AT(compass_file), NULL, NULL },
	{ "column", KEY_TEXT, AT(compass_column), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key baseline_keys[] = {
	{ "of", KEY_TEXT, AT(baseline_of), NULL, NULL },
	{ "name", KEY_LINE, AT(baseline_name), NULL, NULL },
	{ "version", KEY_FIELDS, AT(status), NULL, NULL },
	{ "date", KEY_FIELDS, AT(modified), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key least_keys[] = {
	{ "share", KEY_SHARE, AT(least_share), NULL, NULL },
	{ "number", KEY_COUNT, AT(least_number), NULL, NULL },
	{ "controls", KEY_COUNT, AT(least_controls), NULL, NULL },
	{ "none", KEY_FLAG, AT(may_be_none), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

/* `deployed`: true or false, or the ids of the controls that run. */
static int
read_deployed(const struct keys_at *at, const cJSON *node, void *into)
{
	struct source *s = into;
	const cJSON *e;

	strs_free(&s->deployed_ids);
	s->deployed = cJSON_IsTrue(node) ? DEPLOYED_ALL
	    : cJSON_IsBool(node) ? DEPLOYED_NONE : DEPLOYED_LIST;
	if (s->deployed == DEPLOYED_LIST && !cJSON_IsArray(node))
		return keys_error(at, node,
		    "deployed: expected true, false or a list of ids");
	for (e = node->child; e != NULL; e = e->next) {
		if (value_text(e) == NULL)
			return keys_error(at, e, "deployed: expected an id");
		strs_add(&s->deployed_ids, value_text(e));
	}
	return 0;
}

/* `own`: is it the organisation's, whatever else says so? */
static int
read_own(const struct keys_at *at, const cJSON *node, void *into)
{
	struct source *s = into;

	if (!cJSON_IsBool(node))
		return keys_error(at, node, "own: expected true or false");
	s->said_own = cJSON_IsTrue(node) ? OWN_YES : OWN_NO;
	return 0;
}

/* An address, or `auto`. */
static int
read_link(const struct keys_at *at, const cJSON *node, void *into)
{
	static const struct key address = { "", KEY_URL, 0, NULL, NULL };
	const char **link = into;

	if (!str_equal(value_text(node), source_link_auto))
		return keys_read_one(at, node, &address, into);
	*link = source_link_auto;
	return 0;
}

static const struct key source_keys[] = {
	{ "title", KEY_LINE, AT(title), NULL, NULL },
	{ "kind", KEY_CHOICE, AT(kind), kinds_in_definitions, NULL },
	{ "holds", KEY_CHOICE, AT(holds), threat_holds, NULL },
	{ "default", KEY_FLAG, AT(by_default), NULL, NULL },
	{ "apart", KEY_FLAG, AT(apart), NULL, NULL },
	{ "domain", KEY_TEXT, AT(domain), NULL, NULL },
	{ "homepage", KEY_URL, AT(homepage), NULL, NULL },
	{ "licence", KEY_LINE, AT(licence), NULL, NULL },
	{ "credit", KEY_LINE, AT(credit), NULL, NULL },
	{ "fetch", KEY_GROUP, 0, fetch_keys, NULL },
	{ "read", KEY_GROUP, 0, read_keys, NULL },
	{ "control", KEY_GROUP, 0, control_keys, NULL },
	{ "logs", KEY_OTHER, AT(logs), NULL, logs_read },
	{ "techniques", KEY_OTHER, AT(techniques), NULL, taggings_read },
	{ "tactics", KEY_OTHER, AT(tactics), NULL, taggings_read },
	{ "replaced_tactics", KEY_OTHER, AT(replaced_tactics), NULL,
	    pairs_read },
	{ "not_mappable", KEY_OTHER, AT(not_mappable), NULL,
	    read_not_mappable },
	{ "attack_version", KEY_FIELDS, AT(attack_version), NULL, NULL },
	{ "least", KEY_GROUP, 0, least_keys, NULL },
	{ "proof", KEY_GROUP, 0, proof_keys, NULL },
	{ "threat", KEY_GROUP, 0, threat_keys, NULL },
	{ "baseline", KEY_GROUP, 0, baseline_keys, NULL },
	{ "crosswalk", KEY_GROUP, 0, crosswalk_keys, NULL },
	{ "lifecycle", KEY_OTHER, AT(lifecycle), NULL, read_lifecycle },
	{ "type", KEY_OTHER, AT(type), NULL, read_type },
	{ "evidence", KEY_OTHER, AT(evidence), NULL, read_evidence },
	{ "words", KEY_OTHER, AT(words), NULL, closed_read },
	{ "runner", KEY_CHOICE, AT(runner), runner_names, NULL },
	{ "platforms", KEY_OTHER, AT(platform_steps), NULL,
	    platforms_read },
	{ "catch_all", KEY_GROUP, 0, catch_all_keys, NULL },
	{ "correlation", KEY_GROUP, 0, correlation_keys, NULL },
	{ "twin", KEY_GROUP, 0, twin_keys, NULL },
	{ "link", KEY_OTHER, AT(link), NULL, read_link },
	{ "edit", KEY_OTHER, AT(edit), NULL, read_link },
	{ "link_field", KEY_FIELDS, AT(link_field), NULL, NULL },
	{ "compass", KEY_GROUP, 0, compass_keys, NULL },
	{ "like", KEY_SKIP, 0, NULL, NULL },
	/* of sextant.yaml, beside the above */
	{ "path", KEY_TEXT, AT(path), NULL, NULL },
	{ "ref", KEY_TEXT, AT(ref), NULL, NULL },
	{ "accessed", KEY_DAY, AT(accessed), NULL, NULL },
	{ "optional", KEY_FLAG, AT(optional), NULL, NULL },
	{ "own", KEY_OTHER, 0, NULL, read_own },
	{ "deployed", KEY_OTHER, 0, NULL, read_deployed },
	{ NULL, KEY_END, 0, NULL, NULL },
};

const char *
source_format_name(int format)
{
	return formats[format];
}

const char *
source_list_name(int compass_list)
{
	return lists[compass_list];
}

int
source_read_tree(const char *path, const cJSON *doc, const char *id,
    struct arena *mem, struct source *s)
{
	struct keys_at at = { path, mem };

	memset(s, 0, sizeof(*s));
	s->kind = KIND_NONE;
	s->runner = RUNNER_NONE;
	if (like_read(&at, doc, s) == -1)
		return -1;
	s->id = arena_strdup(mem, id);
	s->file = arena_strdup(mem, path);
	s->line = 1;
	if (keys_read(&at, doc, source_keys, s) == -1)
		return -1;
	return threat_settle(s);
}

int
source_read(const char *path, const char *id, struct arena *mem,
    struct source *s)
{
	struct arena tree = { 0 };
	cJSON *doc;
	int rc;

	memset(s, 0, sizeof(*s));
	rc = keys_load(path, &tree, &doc, NULL);
	if (rc == 0)
		rc = source_read_tree(path, doc, id, mem, s);
	arena_free(&tree);
	return rc;
}

int
source_apply(const char *path, const cJSON *entry, struct arena *mem,
    struct source *s)
{
	struct keys_at at = { path, mem };

	s->file = arena_strdup(mem, path);
	s->line = value_line(entry);
	return keys_read(&at, entry, source_keys, s) == -1 ? -1
	    : threat_settle(s);
}

static int
lacks(const struct source *s, const char *key)
{
	log_error("%s:%d: %s: %s: missing", s->file, s->line, s->id, key);
	return -1;
}

/* A source of one document a technique. */
static int
check_documents(const struct source *s)
{
	if (s->path != NULL)
		return s->files.n == 0 ? lacks(s, "read: files") : 0;
	if (s->url != NULL || s->github != NULL) {
		log_error("%s:%d: %s: fetch: each stands alone", s->file,
		    s->line, s->id);
		return -1;
	}
	if (strstr(s->document_url, "{technique}") == NULL)
		return lacks(s, "fetch: {technique} in each");
	return s->version_url == NULL ? lacks(s, "fetch: version") : 0;
}

int
source_check(const struct source *s)
{
	if (s->title == NULL)
		return lacks(s, "title");
	if (s->kind == KIND_NONE)
		return lacks(s, "kind");
	if (s->kind == KIND_ATTACK)
		return s->index == NULL || s->bundle == NULL
		    ? lacks(s, "fetch: index and bundle") : 0;
	if (s->format == FORMAT_STIX)
		return 0;
	if (s->path == NULL && s->url == NULL && s->github == NULL &&
	    s->document_url == NULL)
		return lacks(s, "fetch (github, url or each) or path");
	if (s->github != NULL && s->ref == NULL && s->path == NULL)
		return lacks(s, "fetch: ref");
	if (s->document_url != NULL && check_documents(s) == -1)
		return -1;
	if (s->kind == KIND_EVIDENCE && proof_check(s) == -1)
		return -1;
	if (s->files.n == 0 && s->url == NULL && s->document_url == NULL)
		return lacks(s, "read: files");
	if (s->format == FORMAT_TEXT && s->texts.n == 0)
		return lacks(s, "read: text");
	if (s->format != FORMAT_TEXT && s->texts.n > 0)
		return lacks(s, "read: format: text, which text is of");
	if (s->kind == KIND_EVIDENCE)
		return 0;
	if (s->kind == KIND_THREATS)
		return threat_check(s);
	if (s->kind == KIND_CROSSWALK)
		return crosswalk_check(s);
	if (s->kind == KIND_BASELINE)
		return s->baseline_of == NULL ? lacks(s, "baseline: of")
		    : s->control_id.n == 0 ? lacks(s, "control: id") : 0;
	if (s->group.n > 0 && s->each.n == 0)
		return lacks(s, "read: each, whose nodes group joins");
	if (s->not_mappable.n > 0 && s->group.n == 0)
		return lacks(s, "read: group, whose nodes not_mappable judges");
	if (s->control_title.n == 0)
		return lacks(s, "control: title");
	if (s->techniques.n == 0)
		return lacks(s, "techniques");
	if (s->twin_of.n > 0 && s->twin_ids.n + s->twin_names.n == 0)
		return lacks(s, "twin: id or name");
	if (s->compass_list == COMPASS_NAMES && s->compass_file == NULL)
		return lacks(s, "compass: file");
	return 0;
}

const char *
source_domain(const struct source *s)
{
	return s->domain != NULL ? s->domain : domain_name(DOMAIN_ENTERPRISE);
}

const char *
source_url(const struct source *s, struct arena *mem)
{
	struct buf b = BUF_INIT;
	char *url = NULL;

	if (s->path != NULL)
		return NULL;
	if (s->url != NULL)
		return s->url;
	if (s->document_url != NULL)
		return s->version_url;
	if (s->github != NULL) {
		buf_printf(&b, "https://codeload.github.com/%s/tar.gz/%s",
		    s->github, s->ref);
		url = arena_strdup(mem, buf_str(&b));
	}
	buf_free(&b);
	return url;
}

char *
source_expand(struct arena *mem, const char *text,
    const struct source_word *words, size_t n)
{
	struct buf b = BUF_INIT;
	size_t i, len;
	char *out;

	while (*text != '\0') {
		for (i = 0; *text == '{' && i < n; i++) {
			len = strlen(words[i].name);
			if (strncmp(text + 1, words[i].name, len) == 0 &&
			    text[1 + len] == '}')
				break;
		}
		if (*text == '{' && i < n) {
			buf_puts(&b, words[i].value);
			text += strlen(words[i].name) + 2;
		} else {
			buf_putc(&b, *text++);
		}
	}
	out = arena_strdup(mem, buf_str(&b));
	buf_free(&b);
	return out;
}

const char *
source_document_url(const struct source *s, const char *technique,
    struct arena *mem)
{
	struct source_word word = { "technique", technique };

	return source_expand(mem, s->document_url, &word, 1);
}

void
source_free(struct source *s)
{
	keys_free(source_keys, s);
	keys_regex_free(&s->id_regex);
	extracts_free(&s->texts);
	pattern_free(s->path_pattern);
	strs_free(&s->deployed_ids);
	strs_free(&s->replaced_tactics.from);
	strs_free(&s->replaced_tactics.to);
	rules_free(&s->lifecycle);
	rules_free(&s->type);
	rules_free(&s->evidence);
	rules_free(&s->words);
	rules_free(&s->when);
	rules_free(&s->not_mappable);
	rule_free(&s->proof_when);
	rule_free(&s->proof_not_run);
	platforms_free(&s->platform_steps);
	log_names_free(&s->logs);
	taggings_free(&s->techniques);
	taggings_free(&s->tactics);
	taggings_free(&s->twin_ids);
	taggings_free(&s->twin_names);
	crosswalk_free(s);
	threat_free(s);
	memset(s, 0, sizeof(*s));
}

int
source_ids(const char *folder, struct strs *ids)
{
	struct strs paths = { 0 };
	size_t i, n;
	char *id;
	int rc = file_walk(folder, &paths, NULL);

	for (i = 0; rc == 0 && i < paths.n; i++) {
		n = strlen(paths.v[i]);
		if (!str_has_suffix(paths.v[i], ".yaml") ||
		    strchr(paths.v[i], '/') != NULL)
			continue;
		id = mem_strndup(paths.v[i], n - strlen(".yaml"));
		strs_add(ids, id);
		free(id);
	}
	strs_free(&paths);
	return rc;
}
