/* What is near to a word that stands for nothing. */
#include "nearest.h"

#include <string.h>

#include "base/str.h"
#include "subject/subject.h"
#include "value/member.h"

enum {
	EACH_MAX = 3, /* of a kind */
	PART = 2,     /* edits that a part of a name is away */
	PART_MIN = 3, /* letters of a word that may be one */
	FAR = 3,      /* edits: more is too far */
	KINDS_MAX = 16,
};

/* The nearest of one kind, in order. */
struct nearest {
	const char *kind; /* borrowed of the rows */
	const cJSON *rows[EACH_MAX];
	size_t far[EACH_MAX];
	size_t n;
};

/* The distance of a word from what something is called; FAR + 1: not near. */
static size_t
distance_of(const char *word, const char *name, bool id)
{
	size_t len = strlen(word), other = strlen(name), d = FAR + 1;
	/* A short word is near to every short name: allow fewer edits. */
	size_t most = len / 3 < FAR ? len / 3 : FAR;

	if (id && most > 1)
		most = 1;
	if (len <= other + most && other <= len + most)
		d = str_distance(name, word);
	if (d > most)
		d = FAR + 1;
	if (d > PART && len >= PART_MIN && str_contains_nocase(name, word))
		d = PART;
	return d;
}

/* The list of a kind. */
static struct nearest *
list_of(struct nearest *all, const char *kind)
{
	struct nearest *n = all;

	while (n < all + KINDS_MAX - 1 && n->kind != NULL &&
	    !str_equal(n->kind, kind))
		n++;
	n->kind = kind;
	return n;
}

static void
remove_at(struct nearest *n, size_t at)
{
	for (n->n--; at < n->n; at++) {
		n->rows[at] = n->rows[at + 1];
		n->far[at] = n->far[at + 1];
	}
}

/* Keeps the row where it is among the nearest of its kind; of one thing the
 * nearest of what it is called. */
static void
take_near(struct nearest *n, const cJSON *row, size_t far)
{
	long long pk = member_number(row, "pk");
	size_t i;

	for (i = 0; i < n->n; i++)
		if (pk > 0 && member_number(n->rows[i], "pk") == pk) {
			if (n->far[i] <= far)
				return;
			remove_at(n, i);
		}
	if (n->n == EACH_MAX && n->far[n->n - 1] <= far)
		return;
	if (n->n == EACH_MAX)
		n->n--;
	for (i = n->n; i > 0 && n->far[i - 1] > far; i--) {
		n->rows[i] = n->rows[i - 1];
		n->far[i] = n->far[i - 1];
	}
	n->rows[i] = row;
	n->far[i] = far;
	n->n++;
}

/* Adds the thing of a row as catalog_called has it. */
static int
add_near(struct catalog *c, cJSON *list, const cJSON *row)
{
	static const char *const kept[] = { "id", "name", "source", NULL };
	cJSON *rows = NULL, *one;
	const cJSON *r;

	if (catalog_called(c, member_string(row, "word"), &rows) == -1)
		return -1;
	cJSON_ArrayForEach(r, rows) {
		if (!str_equal(member_string(r, "thing"),
		    member_string(row, "thing")) ||
		    member_number(r, "pk") != member_number(row, "pk") ||
		    (member_number(row, "pk") == 0 && !str_equal(
		    member_string(r, "word"), member_string(row, "word"))))
			continue;
		one = member_pick(r, kept);
		member_add_text(one, "kind", member_string(r, "thing"));
		if (!str_equal(member_string(row, "by"), "id") &&
		    !str_equal(member_string(row, "by"), "name"))
			member_copy(one, row, "word");
		cJSON_AddItemToArray(list, one);
		break;
	}
	cJSON_Delete(rows);
	return 0;
}

int
nearest_add(struct catalog *c, cJSON *list, const char *word, const char *kind)
{
	struct nearest all[KINDS_MAX] = { 0 };
	cJSON *rows = NULL;
	const cJSON *row;
	size_t i, k, d;
	int rc = -1;

	if (*word == '\0')
		return 0;
	if (catalog_rows(c, Q_NAMES, NULL, &rows) == -1)
		goto out;
	cJSON_ArrayForEach(row, rows) {
		if (!subject_is_of(member_string(row, "thing"), kind))
			continue;
		d = distance_of(word, member_string(row, "word"),
		    str_equal(member_string(row, "by"), "id"));
		if (d <= FAR)
			take_near(list_of(all, member_string(row,
			    "thing")), row, d);
	}
	for (i = 0; i < KINDS_MAX; i++)
		for (k = 0; k < all[i].n; k++)
			if (add_near(c, list, all[i].rows[k]) == -1)
				goto out;
	rc = 0;
out:
	cJSON_Delete(rows);
	return rc;
}
