/* YARA-L rules: their meta sections, and the text behind them. */
#include "value/yaral.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "value/member.h"

enum {
	SIZE_MAX_BYTES = 1024 * 1024,
	KEYS_MAX = 1000, /* meta lines of one rule */
};

struct reader {
	const char *s; /* next byte; the text ends in NUL */
	int line;
	struct value_error *why;
};

static int
fail_yaral(struct reader *r, const char *what)
{
	r->why->line = r->line;
	str_copy(r->why->what, sizeof(r->why->what), what);
	return -1;
}

static void
next(struct reader *r)
{
	if (*r->s == '\n')
		r->line++;
	r->s++;
}

/* White space and comments: "//" to the end of the line, and C's. */
static void
skip_space(struct reader *r)
{
	for (;;) {
		if (r->s[0] == '/' && r->s[1] == '/') {
			while (*r->s != '\0' && *r->s != '\n')
				next(r);
		} else if (r->s[0] == '/' && r->s[1] == '*') {
			while (*r->s != '\0' &&
			    !(r->s[0] == '*' && r->s[1] == '/'))
				next(r);
			if (*r->s != '\0')
				r->s += 2;
		} else if (*r->s != '\0' && strchr(" \t\r\n", *r->s) != NULL) {
			next(r);
		} else {
			return;
		}
	}
}

static bool
is_word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

/* A word's bytes; 0: there is none. */
static size_t
word_len(const struct reader *r)
{
	size_t n = 0;

	while (is_word_char(r->s[n]))
		n++;
	return n;
}

/* A string at its quote, to s; escapes stay as they are but \" and \\. */
static int
take_string(struct reader *r, struct buf *s)
{
	char quote = *r->s;

	next(r);
	while (*r->s != quote) {
		if (*r->s == '\0' || *r->s == '\n')
			return fail_yaral(r, "an unterminated string");
		if (*r->s == '\\' && (r->s[1] == quote || r->s[1] == '\\'))
			next(r);
		buf_putc(s, *r->s);
		next(r);
	}
	next(r);
	return 0;
}

/* key = "value", or a bare word or number; added to the key's list. */
static int
take_meta_line(struct reader *r, cJSON *meta)
{
	struct buf value = BUF_INIT;
	size_t n = word_len(r);
	char *key = mem_strndup(r->s, n);
	cJSON *list;
	int line = r->line, rc = -1;

	r->s += n;
	skip_space(r);
	if (*r->s != '=') {
		fail_yaral(r, "a meta line without =");
		goto out;
	}
	next(r);
	skip_space(r);
	if (*r->s == '"' || *r->s == '\'' || *r->s == '`') {
		if (take_string(r, &value) == -1)
			goto out;
	} else {
		n = word_len(r);
		buf_put(&value, r->s, n);
		r->s += n;
	}
	list = member_get(meta, key);
	if (list == NULL)
		list = cJSON_AddArrayToObject(meta, key);
	cJSON_AddItemToArray(list, cJSON_CreateString(buf_str(&value)));
	value_mark(list->child->prev)->line = line;
	rc = 0;
out:
	free(key);
	buf_free(&value);
	return rc;
}

/* The section's lines, until a word with ':' behind it, or the rule's end. */
static int
take_meta(struct reader *r, cJSON *meta)
{
	const char *behind;
	int keys = 0;

	for (;;) {
		skip_space(r);
		if (*r->s == '}' || *r->s == '\0')
			return 0;
		if (word_len(r) == 0)
			return fail_yaral(r, "a meta line without a key");
		behind = r->s + word_len(r);
		if (*behind == ':')
			return 0;
		if (++keys > KEYS_MAX)
			return fail_yaral(r, "too many meta lines");
		if (take_meta_line(r, meta) == -1)
			return -1;
	}
}

/*
 * To behind the brace that closes the rule: it stands first on its line, or
 * where a section would begin. Braces within are not counted, since they stand
 * in regular expressions too.
 */
static int
skip_rule(struct reader *r)
{
	bool first = true;

	while (*r->s != '\0' && !(first && *r->s == '}')) {
		first = *r->s == '\n' ||
		    (first && (*r->s == ' ' || *r->s == '\t'));
		next(r);
	}
	if (*r->s == '\0')
		return fail_yaral(r, "an unterminated rule");
	next(r);
	return 0;
}

/* The text from start, on that line, to the rule's end, without spaces around it,
 * if there is any. */
static void
add_body(const struct reader *r, const char *start, int line, cJSON *rule)
{
	const char *end = r->s - 1; /* its brace */
	char *text;

	start += strspn(start, str_space);
	while (end > start && strchr(str_space, end[-1]) != NULL)
		end--;
	if (end <= start)
		return;
	text = mem_strndup(start, (size_t)(end - start));
	value_mark(cJSON_AddStringToObject(rule, "body", text))->line = line;
	free(text);
}

/* One rule, at its name. */
static int
take_rule(struct reader *r, cJSON *docs)
{
	cJSON *rule = cJSON_CreateObject(), *meta;
	size_t n = word_len(r);
	const char *behind;
	char *name;
	int line;

	cJSON_AddItemToArray(docs, rule);
	value_mark(rule)->line = r->line;
	name = mem_strndup(r->s, n);
	cJSON_AddStringToObject(rule, "name", name);
	free(name);
	meta = cJSON_AddObjectToObject(rule, "meta");
	r->s += n;
	skip_space(r);
	if (n == 0 || *r->s != '{')
		return fail_yaral(r, "a rule without a name and {");
	next(r);
	skip_space(r);
	if (word_len(r) == 4 && strncmp(r->s, "meta:", 5) == 0) {
		r->s += 5;
		if (take_meta(r, meta) == -1)
			return -1;
	}
	behind = r->s;
	line = r->line;
	if (skip_rule(r) == -1)
		return -1;
	add_body(r, behind, line, rule);
	return 0;
}

int
yaral_parse(const char *text, size_t len, cJSON **docs,
    struct value_error *why)
{
	struct reader r = { text, 1, why };

	*docs = cJSON_CreateArray();
	if (len > SIZE_MAX_BYTES)
		return fail_yaral(&r, "larger than 1 MiB");
	if (!str_is_utf8(text, len) || memchr(text, '\0', len) != NULL)
		return fail_yaral(&r, "not UTF-8, or with a NUL in it");
	if (str_has_prefix(text, "\xef\xbb\xbf"))
		r.s += 3;
	for (;;) {
		skip_space(&r);
		if (*r.s == '\0')
			return 0;
		if (word_len(&r) != 4 || strncmp(r.s, "rule", 4) != 0)
			return fail_yaral(&r, "expected a rule");
		r.s += 4;
		skip_space(&r);
		if (take_rule(&r, *docs) == -1)
			return -1;
	}
}

static void
set_line(cJSON *node, int line)
{
	cJSON *child;

	*value_mark(node) = (struct mark){ .line = line, .name_line = line };
	cJSON_ArrayForEach(child, node)
		set_line(child, line);
}

int
yaral_unfold(cJSON *node, struct value_error *why)
{
	int line = value_line(node);
	cJSON *rules = NULL;

	if (yaral_parse(node->valuestring, strlen(node->valuestring), &rules,
	    why) == -1) {
		why->line = line;
		return -1;
	}
	set_line(rules, line);
	node->type = rules->type;
	node->child = rules->child;
	node->valuestring = NULL;
	value_mark(node)->start = value_mark(node)->end = 0;
	return 0;
}
