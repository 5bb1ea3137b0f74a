/* Regular expressions by PCRE2: the only file that knows of that library. */
#include "base/pattern.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/mem.h"
#include "base/str.h"

enum {
	HEAP_KIB = 64 * 1024, /* of one search, to go back to */
	MESSAGE_MAX = 120,
	/* Every part of the expression is told when it is tried, which is how
	 * steps are counted: PCRE2's own limit starts anew at each byte. */
	OPTIONS = PCRE2_UTF | PCRE2_MULTILINE | PCRE2_DUPNAMES |
	    PCRE2_AUTO_CALLOUT | PCRE2_NEVER_BACKSLASH_C,
};

_Static_assert(PATTERN_ABSENT == PCRE2_UNSET, "a group that took no part");

struct group {
	const char *name; /* of the compiled expression */
	size_t number;
};

struct pattern {
	pcre2_general_context *memory;
	pcre2_code *code;
	struct group *groups;
	size_t n;
};

struct pattern_search {
	const struct pattern *p;
	const char *text;
	size_t len, at; /* at: where the next match may start */
	size_t *steps, passed; /* passed: the byte of the last step */
	size_t tried;          /* where the match would begin that is tried */
	bool empty; /* the last match was: none like it at the same place */
	const char *why;
	pcre2_match_context *limits;
	pcre2_match_data *match;
};

static void *
pcre2_mem_alloc(size_t n, void *data)
{
	(void)data;
	return mem_get(n);
}

static void
pcre2_mem_free(void *p, void *data)
{
	(void)data;
	free(p);
}

static int
compare_groups(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	return x->number < y->number ? -1 : x->number > y->number;
}

/* The names, from PCRE2's table: a number in two bytes, and the name, each. */
static void
list_groups(struct pattern *p)
{
	uint32_t n, size, i;
	PCRE2_SPTR table;
	struct group *g;

	pcre2_pattern_info(p->code, PCRE2_INFO_NAMECOUNT, &n);
	pcre2_pattern_info(p->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(p->code, PCRE2_INFO_NAMETABLE, &table);
	for (i = 0; i < n; i++, table += size) {
		g = LIST_ADD(p->groups, p->n);
		g->number = (size_t)table[0] << 8 | table[1];
		g->name = (const char *)table + 2;
	}
	if (p->n > 0)
		qsort(p->groups, p->n, sizeof(*p->groups), compare_groups);
}

struct pattern *
pattern_new(const char *text, struct buf *why)
{
	struct pattern *p = mem_alloc(sizeof(*p));
	pcre2_compile_context *how;
	PCRE2_UCHAR message[MESSAGE_MAX];
	PCRE2_SIZE at;
	int error;

	p->memory = pcre2_general_context_create(pcre2_mem_alloc,
	    pcre2_mem_free, NULL);
	how = pcre2_compile_context_create(p->memory);
	pcre2_set_newline(how, PCRE2_NEWLINE_ANYCRLF);
	pcre2_set_bsr(how, PCRE2_BSR_ANYCRLF);
	p->code = pcre2_compile((PCRE2_SPTR)text, strlen(text), OPTIONS, &error,
	    &at, how);
	pcre2_compile_context_free(how);
	if (p->code != NULL) {
		list_groups(p);
		return p;
	}
	pcre2_get_error_message(error, message, sizeof(message));
	buf_printf(why, "%s (at byte %zu)", (const char *)message, at + 1);
	pattern_free(p);
	return NULL;
}

void
pattern_free(struct pattern *p)
{
	if (p == NULL)
		return;
	pcre2_code_free(p->code);
	pcre2_general_context_free(p->memory);
	free(p->groups);
	free(p);
}

size_t
pattern_groups(const struct pattern *p)
{
	return p->n;
}

const char *
pattern_group(const struct pattern *p, size_t i)
{
	return p->groups[i].name;
}

/* A part of the expression is about to be tried, at a byte. */
static int
count_step(pcre2_callout_block *block, void *data)
{
	struct pattern_search *s = data;
	size_t now = block->current_position;
	size_t cost = 1 + (now > s->passed ? now - s->passed : s->passed - now);

	s->passed = now;
	s->tried = block->start_match;
	if (cost > *s->steps) {
		*s->steps = 0;
		return PCRE2_ERROR_CALLOUT;
	}
	*s->steps -= cost;
	return 0;
}

struct pattern_search *
pattern_search_new(const struct pattern *p, const char *text, size_t len,
    size_t *steps)
{
	struct pattern_search *s = mem_alloc(sizeof(*s));

	s->p = p;
	s->text = text;
	s->len = len;
	s->steps = steps;
	s->limits = pcre2_match_context_create(p->memory);
	pcre2_set_callout(s->limits, count_step, s);
	pcre2_set_match_limit(s->limits, UINT32_MAX);
	pcre2_set_depth_limit(s->limits, UINT32_MAX);
	pcre2_set_heap_limit(s->limits, HEAP_KIB);
	s->match = pcre2_match_data_create_from_pattern(p->code, p->memory);
	return s;
}

void
pattern_search_free(struct pattern_search *s)
{
	pcre2_match_data_free(s->match);
	pcre2_match_context_free(s->limits);
	free(s);
}

static int
search(struct pattern_search *s, uint32_t options)
{
	s->passed = s->tried = s->at;
	return pcre2_match(s->p->code, (PCRE2_SPTR)s->text, s->len, s->at,
	    PCRE2_NO_UTF_CHECK | options, s->match, s->limits);
}

static struct pattern_span
span_of(const struct pattern_search *s, size_t number)
{
	const PCRE2_SIZE *all = pcre2_get_ovector_pointer(s->match);

	return (struct pattern_span){ all[2 * number], all[2 * number + 1] };
}

struct pattern_span
pattern_search_whole(const struct pattern_search *s)
{
	struct pattern_span whole = span_of(s, 0);

	/* Where \K stands in a lookahead it may begin behind its end. */
	if (whole.start > whole.end)
		whole.start = whole.end;
	return whole;
}

/* Over a character, of which CRLF is one. */
static void
pass_one(struct pattern_search *s)
{
	if (s->at + 1 < s->len && s->text[s->at] == '\r' &&
	    s->text[s->at + 1] == '\n')
		s->at++;
	do
		s->at++;
	while (s->at < s->len && ((unsigned char)s->text[s->at] & 0xc0) == 0x80);
}

int
pattern_search_next(struct pattern_search *s)
{
	int rc = PCRE2_ERROR_NOMATCH;

	if (s->empty) {
		rc = search(s, PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED);
		if (rc == PCRE2_ERROR_NOMATCH)
			pass_one(s);
	}
	if (rc == PCRE2_ERROR_NOMATCH && s->at <= s->len)
		rc = search(s, 0);
	if (rc == PCRE2_ERROR_NOMATCH)
		return 0;
	if (rc < 0) {
		s->why = rc == PCRE2_ERROR_CALLOUT ? "too many steps"
		    : rc == PCRE2_ERROR_HEAPLIMIT ? "more than 64 MiB of memory"
						  : "a recursion without end";
		return -1;
	}
	s->at = pattern_search_whole(s).end;
	s->empty = pattern_search_whole(s).start == s->at;
	return 1;
}

const char *
pattern_search_why(const struct pattern_search *s)
{
	return s->why;
}

struct pattern_span
pattern_search_span(const struct pattern_search *s, size_t group)
{
	return span_of(s, s->p->groups[group].number);
}

size_t
pattern_search_tried(const struct pattern_search *s)
{
	return s->tried;
}

void
pattern_library(char *version, size_t n)
{
	char whole[64] = "";

	/* "10.42 2022-12-11" */
	if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) <= (int)sizeof(whole))
		pcre2_config(PCRE2_CONFIG_VERSION, whole);
	whole[strcspn(whole, " ")] = '\0';
	str_copy(version, n, whole);
}
