/* What the site's search reads (site.h). */
#include "site.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/key.h"
#include "base/str.h"
#include "catalog/each.h"
#include "catalog/postings.h"
#include "catalog/seek.h"
#include "value/member.h"
#include "value/value.h"
#include "word_files.h"
#include "words/words.h"

/* The numbers of things: of the index's rows, without the gaps between blocks. */
struct numbers {
	long long most[SEEK_BLOCKS];     /* the last row of a block */
	long long from[SEEK_BLOCKS + 1]; /* what is added to a row there */
	struct buf *synonyms;            /* of each: lines */
};

/* What is made of the index. */
struct filing {
	const struct numbers *numbers;
	bool typed; /* the word is one that may be typed */
	struct word_files files;
};

/* A control's id, in some form; number is its pk, from 1. */
struct called {
	const char *id, *key;
	long long number;
};

/* What is told of each control in turn. */
struct told {
	const struct site *site;
	cJSON *sources;    /* [id, kind, how many], in their order */
	struct called *v;  /* in order of pk */
	size_t n;
	struct arena *mem; /* of both */
	struct buf titles; /* lines */
	struct buf pages;  /* numbers: 3 * a number + what that is */
	struct buf names;  /* of own pages: lines */
	struct buf ids;    /* of policies: lines */
	struct buf facts;  /* numbers: 4 * how many techniques follow, + flags;
	                      their gaps */
};

/* The number of a row, or -1 where the block has none such. */
static long long
thing_number(const struct numbers *n, long long row)
{
	long long block = row >> SEEK_BLOCK_BITS, at;

	if (row < 0 || block >= SEEK_BLOCKS)
		return -1;
	at = row - (block << SEEK_BLOCK_BITS);
	return at <= n->most[block] ? n->from[block] + at : -1;
}

static int
number_all(struct numbers *n, struct catalog *c)
{
	int i;

	memset(n, 0, sizeof(*n));
	if (catalog_seek_blocks(c, n->most) == -1)
		return -1;
	for (i = 0; i < SEEK_BLOCKS; i++)
		n->from[i + 1] = n->from[i] + n->most[i] + 1;
	return 0;
}

static int
take_name(void *ctx, long long row, const char *name, bool synonym)
{
	const struct numbers *n = ctx;
	long long number = thing_number(n, row);
	struct buf *b;

	if (!synonym || number == -1)
		return 0;
	b = &n->synonyms[number];
	buf_printf(b, "%s%s", b->len > 0 ? "\n" : "", name);
	return 0;
}

/* Nobody types what would turn the text of a page around. */
static bool
is_typed(const char *word)
{
	struct buf b = BUF_INIT;
	bool is = true;
	const char *s;

	for (s = word; *s != '\0' && (*s & 0x80) == 0; s++)
		continue;
	if (*s != '\0') {
		escape_prose(&b, word);
		is = strcmp(buf_str(&b), word) == 0;
	}
	buf_free(&b);
	return is;
}

static int
take_posting(void *ctx, const struct catalog_posting *posting)
{
	struct filing *f = ctx;
	long long number = thing_number(f->numbers, posting->row);

	if (posting->first)
		f->typed = is_typed(posting->word);
	if (number == -1 || !f->typed)
		return 0;
	return word_files_add(&f->files, posting->word, posting->word,
	    posting->columns, number);
}

static int
put_index(struct site_page *p, const struct numbers *numbers, cJSON *heads)
{
	struct filing f = { numbers, false, { p->site, "search", "sextantWords",
	    heads, NULL } };

	return word_files_end(&f.files, catalog_postings(p->catalog,
	    take_posting, &f));
}

/* The id without a space: what is neither letter nor digit is a '-'. */
static const char *
plain_id(const char *id, struct arena *mem)
{
	struct buf b = BUF_INIT;
	size_t i;
	char *s;

	str_fold(id, &b);
	s = arena_strdup(mem, buf_str(&b));
	buf_free(&b);
	for (i = 0; s[i] != '\0'; i++)
		if (!str_is_digit(s[i]) && (s[i] & 0x80) == 0 &&
		    (s[i] < 'a' || s[i] > 'z'))
			s[i] = '-';
	return s;
}

static int
by_key(const void *a, const void *b)
{
	const struct called *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	if (order == 0)
		order = strcmp(x->id, y->id);
	return order != 0 ? order : x->number < y->number ? -1
	    : x->number > y->number;
}

/* Puts the ids of controls. */
static int
put_ids(struct site_page *p, const struct told *t, cJSON *heads)
{
	struct word_files files = { p->site, "search/ids", "sextantIds", heads,
		NULL };
	struct called *v = mem_array(t->n, sizeof(*v));
	struct buf key = BUF_INIT;
	size_t n = 0, i;
	int rc = 0;

	for (i = 0; i < t->n; i++) {
		buf_reset(&key);
		key_put(t->v[i].id, &key);
		if (key.len > 0)
			v[n++] = (struct called){ plain_id(t->v[i].id, t->mem),
				arena_strdup(t->mem, buf_str(&key)),
				t->v[i].number };
	}
	if (n > 0)
		qsort(v, n, sizeof(*v), by_key);
	for (i = 0; rc == 0 && i < n; i++)
		rc = word_files_add(&files, v[i].key, v[i].id, 0, v[i].number);
	buf_free(&key);
	free(v);
	return word_files_end(&files, rc);
}

static void
add_number(cJSON *list, const cJSON *row, const char *name)
{
	cJSON_AddItemToArray(list, cJSON_CreateNumber(
	    (double)member_number(row, name)));
}

/* Nothing behind the last thing that is said. */
static void
trim_row(cJSON *one)
{
	const cJSON *last;

	while ((last = one->child->prev) != one->child &&
	    (cJSON_IsNumber(last) ? last->valuedouble == 0
	    : *last->valuestring == '\0'))
		cJSON_DeleteItemFromArray(one, cJSON_GetArraySize(one) - 1);
}

/* Does a page list the log? */
static bool
is_log_listed(const cJSON *logs, const char *id)
{
	const cJSON *group, *row;

	cJSON_ArrayForEach(group, member_get(logs, "groups")) {
		if (!str_has_prefix(id, member_text(group, "id")))
			continue;
		row = member_get(group, "rows")->child;
		while (row != NULL && !str_equal(member_text(row, "id"), id))
			row = row->next;
		if (row != NULL)
			return true;
	}
	return false;
}

/* Adds a thing to those of its kind: its number, id and name, the pk of its
 * technique (of a technique: of its parent; of a log 1, if a page lists it), how
 * often it is used, its other names, synonyms, and 1 if it is no longer used. */
static void
add_thing(const struct site_page *p, const struct numbers *numbers, cJSON *kinds,
    cJSON *row)
{
	const char *kind = member_text(row, "kind");
	long long number = thing_number(numbers, member_number(row, "row"));
	cJSON *list = member_get(kinds, kind), *one;

	if (number == -1)
		return;
	one = cJSON_CreateArray();
	if (list == NULL)
		list = cJSON_AddArrayToObject(kinds, kind);
	if (number >= numbers->from[SEEK_LOGS])
		member_add_number(row, "at", is_log_listed(p->site->logs,
		    member_text(row, "id")));
	cJSON_AddItemToArray(list, one);
	cJSON_AddItemToArray(one, cJSON_CreateNumber((double)number));
	cJSON_AddItemToArray(one, cJSON_CreateString(
	    member_text(row, "id")));
	cJSON_AddItemToArray(one, cJSON_CreateString(member_text(row, "name")));
	add_number(one, row, member_get(row, "at") != NULL ? "at" : "parent");
	add_number(one, row, "used");
	cJSON_AddItemToArray(one, cJSON_CreateString(
	    member_text_or(row, "others", "")));
	cJSON_AddItemToArray(one, cJSON_CreateString(
	    buf_str(&numbers->synonyms[number])));
	add_number(one, row, "aside");
	trim_row(one);
}

/* [number, synonyms] of controls that have some. */
static cJSON *
name_controls(const struct numbers *numbers)
{
	cJSON *list = cJSON_CreateArray(), *one;
	long long i;

	for (i = numbers->from[SEEK_CONTROLS];
	    i < numbers->from[SEEK_CONTROLS + 1]; i++) {
		if (numbers->synonyms[i].len == 0)
			continue;
		one = cJSON_CreateArray();
		cJSON_AddItemToArray(list, one);
		cJSON_AddItemToArray(one, cJSON_CreateNumber((double)i));
		cJSON_AddItemToArray(one, cJSON_CreateString(
		    buf_str(&numbers->synonyms[i])));
	}
	return list;
}

/* Adds to all: kinds, of each kind the things, but controls; and synonyms, those of
 * controls. */
static int
name_things(struct site_page *p, struct numbers *numbers, cJSON *all)
{
	long long end = numbers->from[SEEK_BLOCKS], i;
	cJSON *kinds, *rows = NULL;
	cJSON *row;
	int rc = -1;

	numbers->synonyms = mem_array((size_t)end, sizeof(struct buf));
	if (catalog_seek_names(p->catalog, take_name, numbers) == 0 &&
	    catalog_indexed(p->catalog, &rows) == 0) {
		kinds = cJSON_AddObjectToObject(all, "kinds");
		cJSON_ArrayForEach(row, rows)
			add_thing(p, numbers, kinds, row);
		cJSON_AddItemToObject(all, "synonyms",
		    name_controls(numbers));
		rc = 0;
	}
	cJSON_Delete(rows);
	for (i = 0; i < end; i++)
		buf_free(&numbers->synonyms[i]);
	free(numbers->synonyms);
	return rc;
}

/* The names of things, their numbers, and the index, which says by these where a
 * word stands. */
static int
put_names(struct site_page *p, const struct told *t)
{
	cJSON *all = cJSON_CreateObject();
	struct numbers numbers;

	if (number_all(&numbers, p->catalog) == -1 ||
	    name_things(p, &numbers, all) == -1)
		return -1;
	cJSON_AddNumberToObject(all, "controls",
	    (double)numbers.from[SEEK_CONTROLS]);
	cJSON_AddNumberToObject(all, "end", (double)numbers.from[SEEK_BLOCKS]);
	if (put_ids(p, t, cJSON_AddArrayToObject(all, "ids")) == -1 ||
	    put_index(p, &numbers, cJSON_AddArrayToObject(all, "words")) == -1)
		return -1;
	return site_put_call(p->site, "sextantNames", all, "search.js");
}

/* Where the page is that tells of a control: a number, and what it is. */
enum page { PAGE_OWN, PAGE_TECHNIQUE, PAGE_LIST, PAGES };

static void
tell_page(struct told *t, const cJSON *row)
{
	const char *own = control_pages_of(&t->site->controls,
	    member_number(row, "pk"));

	if (own != NULL) {
		buf_printf(&t->names, "%s\n", strchr(own, '/') + 1);
		buf_put_vlq(&t->pages, PAGE_OWN);
	} else if (member_get(row, "at") != NULL) {
		buf_put_vlq(&t->pages, (unsigned long long)member_number(row, "at")
		    * PAGES + PAGE_TECHNIQUE);
	} else {
		buf_put_vlq(&t->pages, (unsigned long long)(member_number(row,
		    "place") / SITE_LISTED) * PAGES + PAGE_LIST);
	}
}

static void
tell_facts(struct told *t, const cJSON *row)
{
	enum { COUNTS = 1, ACTIVE = 2, FLAGS = 4 };
	cJSON *list = value_words(member_text(row, "techniques"));
	unsigned long long last = 0, pk, flags;
	const cJSON *one;

	flags = (member_get(row, "counts") != NULL ? COUNTS : 0) +
	    (member_get(row, "active") != NULL ? ACTIVE : 0);
	buf_put_vlq(&t->facts, (unsigned long long)cJSON_GetArraySize(list) * FLAGS +
	    flags);
	cJSON_ArrayForEach(one, list) {
		pk = strtoull(one->valuestring, NULL, 10);
		buf_put_vlq(&t->facts, pk - last);
		last = pk;
	}
	cJSON_Delete(list);
}

static void
tell_title(struct told *t, const cJSON *row)
{
	const char *s = member_text(row, "title");

	for (; *s != '\0'; s++)
		buf_putc(&t->titles, *s == '\n' ? ' ' : *s);
	buf_putc(&t->titles, '\n');
}

static int
order_called(const void *a, const void *b)
{
	const struct called *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	return order != 0 ? order : x->number < y->number ? -1
	    : x->number > y->number;
}

/* Counts it to its source. */
static void
tell_source(struct told *t, const cJSON *row)
{
	cJSON *one = t->sources->child == NULL ? NULL : t->sources->child->prev;
	const char *id = member_text(row, "source");
	struct arena *before = value_use(t->mem);

	if (one == NULL || !str_equal(one->child->valuestring, id)) {
		one = cJSON_CreateArray();
		cJSON_AddItemToArray(t->sources, one);
		cJSON_AddItemToArray(one, cJSON_CreateString(id));
		cJSON_AddItemToArray(one, cJSON_CreateString(
		    member_text(row, "kind")));
		cJSON_AddItemToArray(one, cJSON_CreateNumber(0));
	}
	cJSON_SetNumberValue(one->child->prev,
	    one->child->prev->valuedouble + 1);
	value_use(before);
}

static int
tell_controls(void *ctx, cJSON *rows)
{
	struct told *t = ctx;
	const cJSON *row;
	const char *id;

	cJSON_ArrayForEach(row, rows) {
		id = arena_strdup(t->mem, member_text_or(row, "id", ""));
		*LIST_ADD(t->v, t->n) = (struct called){ id, NULL,
			member_number(row, "pk") };
		tell_source(t, row);
		tell_title(t, row);
		tell_page(t, row);
		tell_facts(t, row);
		if (member_kind(row) == KIND_POLICY)
			buf_printf(&t->ids, "%s\n", id);
	}
	return 0;
}

/* Numbers: of each control in turn, which one its id is among all, byte by byte;
 * the same id is the same one. Sorts them. */
static cJSON *
order_of_ids(struct told *t)
{
	size_t *places = mem_array(t->n, sizeof(*places)), place = 0, i;
	struct called *v = t->v;
	struct buf b = BUF_INIT;
	cJSON *order;

	for (i = 0; i < t->n; i++)
		v[i].number = (long long)i;
	if (t->n > 0)
		qsort(v, t->n, sizeof(*v), order_called);
	for (i = 0; i < t->n; i++) {
		place += i > 0 && strcmp(v[i].id, v[i - 1].id) != 0;
		places[v[i].number] = place;
	}
	for (i = 0; i < t->n; i++)
		buf_put_vlq(&b, places[i]);
	order = cJSON_CreateString(buf_str(&b));
	buf_free(&b);
	free(places);
	return order;
}

static int
put_controls(struct site_page *p, struct told *t)
{
	cJSON *all = cJSON_CreateObject();

	cJSON_AddItemToObject(all, "sources", t->sources);
	cJSON_AddStringToObject(all, "titles", buf_str(&t->titles));
	cJSON_AddStringToObject(all, "pages", buf_str(&t->pages));
	cJSON_AddStringToObject(all, "names", buf_str(&t->names));
	cJSON_AddStringToObject(all, "ids", buf_str(&t->ids));
	cJSON_AddStringToObject(all, "facts", buf_str(&t->facts));
	cJSON_AddItemToObject(all, "order", order_of_ids(t));
	return site_put_call(p->site, "sextantControls", all,
	    "search-controls.js");
}

int
site_put_search_index(struct site_page *p)
{
	struct told t = { .site = p->site, .sources = cJSON_CreateArray(),
		.mem = value_arena() };
	int rc = catalog_indexed_controls(p->catalog, tell_controls, &t);

	if (rc == 0)
		rc = put_names(p, &t);
	if (rc == 0)
		rc = put_controls(p, &t);
	buf_free(&t.titles);
	buf_free(&t.pages);
	buf_free(&t.names);
	buf_free(&t.ids);
	buf_free(&t.facts);
	free(t.v);
	return rc;
}
