/* How many controls name a technique, and which come first: by indexes alone. */
#include "catalog/heads.h"

#include <stdlib.h>

#include "base/mem.h"
#include "db.h"
#include "words/words.h"

/* A source: its controls have pks side by side. */
struct head {
	long long source, from, to;
	bool is_yours; /* the controls that count, unless they are mixed */
	long long levels[2][EVIDENCE_LEVELS], others; /* levels: available, yours */
	int left, others_left; /* how many are still to be listed */
};

struct heads {
	struct head *v;
	size_t n;
	bool mixed; /* a source has some that are yours, and some that are not */
};

static const char ranges_sql[] =
	"SELECT ord, (SELECT min(pk) FROM control WHERE source = ord),"
	" (SELECT max(pk) FROM control WHERE source = ord) FROM source ORDER BY ord";

static const char whose_sql[] =
	"SELECT source, whose = 'yours' FROM technique_count WHERE technique = ?1"
	" ORDER BY source, whose";

#define COUNTED " FROM mapping m WHERE m.technique = ?1 AND " COUNTS \
	" ORDER BY m.evidence DESC, m.control"

static const char counted_sql[] = "SELECT m.control, m.evidence, 0" COUNTED;

static const char mixed_sql[] =
	"SELECT m.control, m.evidence, (SELECT whose = 'yours' FROM control"
	" WHERE pk = m.control)" COUNTED;

/* But further rows of controls that count by another id. */
static const char others_sql[] =
	"SELECT m.control FROM mapping m WHERE m.technique = ?1"
	" AND (NOT m.counted OR m.aside) AND NOT (m.merged AND"
	" (SELECT counts FROM control WHERE pk = m.control)) ORDER BY m.control";

/* The source of a control; NULL in a catalog that lacks it. */
static struct head *
find_head(struct heads *h, long long control)
{
	size_t from = 0, to = h->n, middle;

	while (from < to) {
		middle = from + (to - from) / 2;
		if (h->v[middle].to < control)
			from = middle + 1;
		else
			to = middle;
	}
	return from < h->n && h->v[from].from <= control ? &h->v[from] : NULL;
}

static void
list_one(cJSON *first, long long control, int *left)
{
	if (*left <= 0)
		return;
	(*left)--;
	cJSON_AddItemToArray(first, cJSON_CreateNumber((double)control));
}

static int
read_ranges(struct catalog *c, struct heads *h, int controls, int others)
{
	sqlite3_stmt *s = db_statement(c, STATEMENT_HEADS, ranges_sql);
	struct head *head;
	int step = SQLITE_ERROR;

	while (s != NULL && (step = sqlite3_step(s)) == SQLITE_ROW) {
		if (sqlite3_column_type(s, 1) == SQLITE_NULL)
			continue;
		head = LIST_ADD(h->v, h->n);
		head->source = sqlite3_column_int64(s, 0);
		head->from = sqlite3_column_int64(s, 1);
		head->to = sqlite3_column_int64(s, 2);
		head->left = controls;
		head->others_left = others;
	}
	return step == SQLITE_DONE ? 0 : db_error(c, "read");
}

/* A statement with the technique bound; NULL on error. */
static sqlite3_stmt *
statement_of(struct catalog *c, int number, const char *sql, long long technique)
{
	sqlite3_stmt *s = db_statement(c, number, sql);

	if (s != NULL)
		sqlite3_bind_int64(s, 1, technique);
	return s;
}

static int
read_whose(struct catalog *c, struct heads *h, long long technique)
{
	sqlite3_stmt *s = statement_of(c, STATEMENT_HEADS + 1, whose_sql, technique);
	long long before = -1, source;
	int step = SQLITE_ERROR;
	size_t i = 0;

	while (s != NULL && (step = sqlite3_step(s)) == SQLITE_ROW) {
		source = sqlite3_column_int64(s, 0);
		h->mixed |= source == before;
		before = source;
		while (i < h->n && h->v[i].source < source)
			i++;
		if (i < h->n && h->v[i].source == source)
			h->v[i].is_yours = sqlite3_column_int(s, 1) != 0;
	}
	return step == SQLITE_DONE ? 0 : db_error(c, "read");
}

static int
read_counted_heads(struct catalog *c, struct heads *h, long long technique, cJSON *first)
{
	sqlite3_stmt *s = h->mixed
	    ? statement_of(c, STATEMENT_HEADS + 2, mixed_sql, technique)
	    : statement_of(c, STATEMENT_HEADS + 3, counted_sql, technique);
	int step = SQLITE_ERROR, level;
	struct head *head;
	bool yours;

	while (s != NULL && (step = sqlite3_step(s)) == SQLITE_ROW) {
		head = find_head(h, sqlite3_column_int64(s, 0));
		level = sqlite3_column_int(s, 1);
		if (head == NULL || level < 0 || level >= EVIDENCE_LEVELS)
			continue;
		yours = h->mixed ? sqlite3_column_int(s, 2) != 0 : head->is_yours;
		head->levels[yours][level]++;
		list_one(first, sqlite3_column_int64(s, 0), &head->left);
	}
	return step == SQLITE_DONE ? 0 : db_error(c, "read");
}

static int
read_others(struct catalog *c, struct heads *h, long long technique, cJSON *first)
{
	sqlite3_stmt *s = statement_of(c, STATEMENT_HEADS + 4, others_sql, technique);
	int step = SQLITE_ERROR;
	struct head *head;

	while (s != NULL && (step = sqlite3_step(s)) == SQLITE_ROW) {
		head = find_head(h, sqlite3_column_int64(s, 0));
		if (head == NULL)
			continue;
		head->others++;
		list_one(first, sqlite3_column_int64(s, 0), &head->others_left);
	}
	return step == SQLITE_DONE ? 0 : db_error(c, "read");
}

static void
add_head_levels(cJSON *to, const char *name, const long long levels[EVIDENCE_LEVELS])
{
	cJSON *list = cJSON_AddArrayToObject(to, name);
	int i;

	for (i = 0; i < EVIDENCE_LEVELS; i++)
		cJSON_AddItemToArray(list, cJSON_CreateNumber((double)levels[i]));
}

int
catalog_heads(struct catalog *c, long long technique, int controls, int others,
    cJSON *heads, cJSON *first)
{
	struct heads h = { 0 };
	cJSON *one;
	size_t i;
	int rc = -1;

	if (read_ranges(c, &h, controls, others) == -1 ||
	    read_whose(c, &h, technique) == -1 ||
	    read_counted_heads(c, &h, technique, first) == -1 ||
	    read_others(c, &h, technique, first) == -1)
		goto out;
	for (i = 0; i < h.n; i++) {
		if (h.v[i].left == controls && h.v[i].others == 0)
			continue;
		one = cJSON_CreateObject();
		cJSON_AddItemToArray(heads, one);
		cJSON_AddNumberToObject(one, "source", (double)h.v[i].source);
		add_head_levels(one, whose_name(WHOSE_AVAILABLE), h.v[i].levels[0]);
		add_head_levels(one, whose_name(WHOSE_YOURS), h.v[i].levels[1]);
		cJSON_AddNumberToObject(one, "others", (double)h.v[i].others);
	}
	rc = 0;
out:
	free(h.v);
	return rc;
}

int
catalog_technique_size(struct catalog *c, long long technique, long long *n)
{
	sqlite3_stmt *s = statement_of(c, STATEMENT_HEADS + 5, "SELECT"
	    " ifnull(sum(count), 0) FROM technique_count WHERE technique = ?1"
	    " ORDER BY 1", technique);

	*n = 0;
	if (s == NULL)
		return -1;
	if (sqlite3_step(s) != SQLITE_ROW)
		return db_error(c, "read");
	*n = sqlite3_column_int64(s, 0);
	sqlite3_reset(s);
	return 0;
}
