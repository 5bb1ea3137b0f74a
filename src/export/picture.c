/* A layer as a picture. */
#include "export/picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "domains.h"
#include "svg_text.h"
#include "value/member.h"
#include "words/words.h"

/* In pixels: boxes of the matrix, and sizes of fonts. */
enum {
	MARGIN = 20,
	COLUMN = 150,
	GAP = 4,     /* between columns */
	PAD = 4,     /* within a box */
	INDENT = 10, /* of a sub-technique's box */
	LINE = 11,
	HEAD = 34,   /* of a column */
	SWATCH = 14,
	TITLE = 20,
	TEXT = 12,
	NAME = 9,
	FOOT = 8,
	LEAST = 6 * (COLUMN + GAP), /* a picture is as wide as that */
};

/* What a sheet of A3, landscape, takes, in tenths of a millimetre. */
enum { SHEET_WIDTH = 4000, SHEET_HEIGHT = 2750 };

struct picture {
	const cJSON *layer, *rows;
	const cJSON **entries; /* of the layer, by pk - 1; NULL: it has none */
	const cJSON **techniques; /* rows, by pk - 1 */
	size_t n;
	bool subs, counts; /* counts: a score of many values is its own word */
	cJSON *out, *cells;
	int x, y, width;
};

/* Adds a text to a list, at a place. */
static void
add_line_at(cJSON *list, int x, int y, const char *s, size_t n)
{
	cJSON *one = cJSON_CreateObject();
	struct buf b = BUF_INIT;

	buf_put(&b, s, n);
	cJSON_AddNumberToObject(one, "x", x);
	cJSON_AddNumberToObject(one, "y", y);
	svg_text_add(one, "text", buf_str(&b));
	cJSON_AddItemToArray(list, one);
	buf_free(&b);
}

/* Adds a text as lines, from p->y on, which becomes what is below. */
static void
add_paragraph(struct picture *p, cJSON *list, const char *s)
{
	size_t n;

	while (*s != '\0') {
		n = svg_text_fit(s, p->width - 2 * MARGIN, TEXT);
		p->y += TEXT + 4;
		add_line_at(list, MARGIN, p->y, s, n);
		for (s += n; *s == ' '; s++)
			;
	}
}

/* Is white easier to read on the colour ("#rrggbb") than black? By the weights of
 * its parts of ITU-R BT.601. */
static bool
is_dark(const char *colour)
{
	unsigned long rgb = strtoul(colour + 1, NULL, 16);

	return 299 * (rgb >> 16) + 587 * (rgb >> 8 & 0xff) +
	    114 * (rgb & 0xff) < 125 * 1000;
}

/* What the legend calls an entry's colour: "Thin" of "Thin (9)". */
static void
put_legend_word(const struct picture *p, const cJSON *entry, struct buf *b)
{
	const char *colour = member_text(entry, "color"), *label, *end;
	const cJSON *item;

	cJSON_ArrayForEach(item, member_get(p->layer, "legendItems")) {
		if (!str_equal(member_text(item, "color"), colour))
			continue;
		label = member_text(item, "label");
		end = strrchr(label, '(');
		buf_put(b, label, end == NULL ? strlen(label)
		    : (size_t)(end - label) - 1);
		return;
	}
}

/* What the box says of an entry's score: "5", "E3", "Thin". */
static void
put_mark(const struct picture *p, const cJSON *entry, struct buf *b)
{
	if (member_get(entry, "score") == NULL)
		buf_puts(b, cJSON_IsFalse(member_get(entry, "enabled"))
		    ? "out of scope" : "\xe2\x80\x93");
	else if (p->counts)
		buf_printf(b, "%lld", member_number(entry, "score"));
	else
		put_legend_word(p, entry, b);
	/* Of evidence the level is enough: "E3 names a simulation". */
	if (b->len > 2 && b->s[0] == 'E' && b->s[1] >= '0' && b->s[1] <= '5')
		buf_cut(b, 2);
}

/* "T1059, 3/8 subs" */
static void
put_foot(const struct picture *p, const cJSON *row, struct buf *b)
{
	const char *id = member_string(row, "id");
	const cJSON *other, *entry;
	long long subs = 0, hit = 0, pk;

	buf_puts(b, id);
	if (p->subs)
		return;
	cJSON_ArrayForEach(other, p->rows) {
		pk = member_number(other, "pk");
		entry = p->entries[pk - 1];
		if (entry == NULL || !str_equal(member_string(other,
		    "parent_id"), id) || cJSON_IsFalse(member_get(entry,
		    "enabled")))
			continue;
		subs++;
		hit += member_number(entry, "score") > 0;
	}
	if (subs > 0)
		buf_printf(b, ", %lld/%lld subs", hit, subs);
}

/* Adds the name in one line or two, and leaves y below them. */
static void
add_name_lines(cJSON *cell, const char *name, int x, int *y, int width)
{
	cJSON *list = cJSON_AddArrayToObject(cell, "lines");
	struct buf b = BUF_INIT;
	size_t n = svg_text_fit(name, width, NAME);

	add_line_at(list, x, *y += LINE, name, n);
	for (name += n; *name == ' '; name++)
		;
	if (*name != '\0') {
		svg_text_cut(&b, name, width, NAME);
		add_line_at(list, x, *y += LINE, buf_str(&b), b.len);
	}
	buf_free(&b);
}

/* Adds a technique's box, and leaves p->y below it. */
static void
add_box(struct picture *p, long long pk)
{
	const cJSON *row = p->techniques[pk - 1], *entry = p->entries[pk - 1];
	const char *colour = member_text_or(entry, "color", "#ffffff");
	bool sub = member_string(row, "parent_id") != NULL;
	int indent = sub ? INDENT : 0, y = p->y;
	cJSON *cell = cJSON_CreateObject();
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s %s: %s", member_string(row, "id"),
	    member_string(row, "name"), member_text_or(entry, "comment",
	    "not in this layer"));
	svg_text_add(cell, "title", buf_str(&b));
	buf_reset(&b);
	cJSON_AddNumberToObject(cell, "x", p->x + indent);
	cJSON_AddNumberToObject(cell, "y", y);
	cJSON_AddNumberToObject(cell, "width", COLUMN - indent);
	cJSON_AddStringToObject(cell, "colour", colour);
	cJSON_AddBoolToObject(cell, "dark", is_dark(colour));
	cJSON_AddBoolToObject(cell, "out", cJSON_IsFalse(member_get(entry,
	    "enabled")));
	add_name_lines(cell, member_string(row, "name"), p->x + indent + PAD,
	    &y, COLUMN - indent - 2 * PAD);
	y += LINE;
	put_foot(p, row, &b);
	cJSON_AddNumberToObject(cell, "foot_x", p->x + indent + PAD);
	cJSON_AddNumberToObject(cell, "foot_y", y);
	cJSON_AddStringToObject(cell, "foot", buf_str(&b));
	buf_reset(&b);
	if (entry != NULL)
		put_mark(p, entry, &b);
	cJSON_AddNumberToObject(cell, "mark_x", p->x + COLUMN - PAD);
	svg_text_add(cell, "mark", buf_str(&b));
	cJSON_AddNumberToObject(cell, "height", y + PAD - p->y);
	cJSON_AddItemToArray(p->cells, cell);
	p->y = y + PAD;
	buf_free(&b);
}

/* Adds a tactic's column: its techniques, each with its sub-techniques behind
 * it where they are shown. */
static int
add_column(struct picture *p, struct catalog *c, const cJSON *tactic,
    cJSON *columns)
{
	cJSON *rows = NULL, *one = cJSON_CreateObject();
	struct buf b = BUF_INIT;
	const cJSON *row;
	long long n = 0, pk;

	if (catalog_rows_of(c, Q_TACTIC_TECHNIQUES, member_number(tactic, "pk"),
	    &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		pk = member_number(row, "pk");
		if (member_string(p->techniques[pk - 1], "parent_id") == NULL)
			n++;
		else if (!p->subs)
			continue;
		add_box(p, pk);
	}
	cJSON_AddNumberToObject(one, "x", p->x);
	svg_text_add(one, "name", member_string(tactic, "name"));
	buf_printf(&b, "%s, %lld techniques", member_string(tactic, "id"), n);
	cJSON_AddStringToObject(one, "about", buf_str(&b));
	cJSON_AddItemToArray(columns, one);
	cJSON_Delete(rows);
	buf_free(&b);
	return 0;
}

/* Adds the legend in lines, and leaves p->y below it. */
static void
add_legend(struct picture *p)
{
	cJSON *list = cJSON_AddArrayToObject(p->out, "legend"), *one;
	int x = MARGIN, width;
	const cJSON *item;

	p->y += SWATCH;
	cJSON_ArrayForEach(item, member_get(p->layer, "legendItems")) {
		width = SWATCH + PAD + svg_text_width(member_text(item,
		    "label"), TEXT) + MARGIN;
		if (x > MARGIN && x + width > p->width) {
			x = MARGIN;
			p->y += SWATCH + PAD;
		}
		one = cJSON_CreateObject();
		cJSON_AddNumberToObject(one, "x", x);
		cJSON_AddNumberToObject(one, "y", p->y);
		cJSON_AddStringToObject(one, "colour", member_text(item,
		    "color"));
		cJSON_AddNumberToObject(one, "label_x", x + SWATCH + PAD);
		cJSON_AddNumberToObject(one, "label_y", p->y + TEXT - 1);
		svg_text_add(one, "label", member_text(item, "label"));
		cJSON_AddItemToArray(list, one);
		x += width;
	}
	p->y += SWATCH + MARGIN / 2;
}

/* Title, description, legend: all that stands above the matrix. */
static void
add_above(struct picture *p)
{
	const char *title = member_text(member_get(p->layer,
	    "metadata")->child, "value");
	cJSON *list = cJSON_AddArrayToObject(p->out, "about");

	p->y = MARGIN + TITLE;
	svg_text_add(p->out, "title", title);
	cJSON_AddNumberToObject(p->out, "title_y", p->y);
	cJSON_AddNumberToObject(p->out, "left", MARGIN);
	svg_text_add(p->out, "description", member_text(p->layer,
	    "description"));
	add_paragraph(p, list, member_text(p->layer, "description"));
	add_legend(p);
}

/* "ATT&CK: Enterprise ATT&CK 18.1. Sigma: ..., accessed ...": what it was made
 * from, as the layer's metadata has it. */
static void
add_below(struct picture *p)
{
	const cJSON *first = member_get(p->layer, "metadata")->child, *item;
	struct buf b = BUF_INIT;

	for (item = first->next; item != NULL; item = item->next)
		buf_printf(&b, "%s%s: %s", b.len > 0 ? "; " : "",
		    member_text(item, "name"), member_text(item, "value"));
	buf_putc(&b, '.');
	p->y += MARGIN / 2;
	add_paragraph(p, cJSON_AddArrayToObject(p->out, "origins"),
	    buf_str(&b));
	p->y += MARGIN;
	buf_free(&b);
}

/* "400.0": millimetres of a length that is so many tenths. */
static void
add_length(cJSON *to, const char *name, long long tenths)
{
	char text[32];

	snprintf(text, sizeof(text), "%lld.%lld", tenths / 10, tenths % 10);
	cJSON_AddStringToObject(to, name, text);
}

/* As large as a sheet takes it; with sub-techniques it may be longer. */
static void
add_size(struct picture *p)
{
	long long width = SHEET_WIDTH, height = width * p->y / p->width;

	if (!p->subs && height > SHEET_HEIGHT) {
		height = SHEET_HEIGHT;
		width = height * p->width / p->y;
	}
	cJSON_AddNumberToObject(p->out, "width", p->width);
	cJSON_AddNumberToObject(p->out, "height", p->y);
	add_length(p->out, "sheet_width", width);
	add_length(p->out, "sheet_height", height);
}

/* Finds the layer's entry for each technique of the domain. */
static void
find_entries(struct picture *p, const char *domain)
{
	const cJSON *row, *entry, *entries = member_get(p->layer, "techniques");

	p->n = (size_t)cJSON_GetArraySize(p->rows);
	p->entries = mem_array(p->n + 1, sizeof(cJSON *));
	p->techniques = mem_array(p->n + 1, sizeof(cJSON *));
	cJSON_ArrayForEach(row, p->rows) {
		p->techniques[member_number(row, "pk") - 1] = row;
		if (!str_equal(member_string(row, "domain"), domain) ||
		    member_state(row) != STATE_ACTIVE)
			continue;
		cJSON_ArrayForEach(entry, entries)
			if (str_equal(member_text(entry, "techniqueID"),
			    member_string(row, "id")))
				break;
		p->entries[member_number(row, "pk") - 1] = entry;
	}
}

/* The matrix, from p->y on. */
static int
add_matrix_picture(struct picture *p, struct catalog *c, const cJSON *tactics,
    const char *domain)
{
	cJSON *columns = cJSON_AddArrayToObject(p->out, "columns");
	int top = p->y, lowest = p->y + HEAD;
	const cJSON *tactic;

	p->cells = cJSON_AddArrayToObject(p->out, "cells");
	cJSON_AddNumberToObject(p->out, "head_y", top + LINE);
	cJSON_AddNumberToObject(p->out, "head_about_y", top + 2 * LINE + 2);
	p->x = MARGIN;
	cJSON_ArrayForEach(tactic, tactics) {
		if (!str_equal(member_string(tactic, "domain"), domain))
			continue;
		p->y = top + HEAD;
		if (add_column(p, c, tactic, columns) == -1)
			return -1;
		lowest = p->y > lowest ? p->y : lowest;
		p->x += COLUMN + GAP;
	}
	p->y = lowest;
	return 0;
}

static int
count_of_domain(const cJSON *tactics, const char *domain)
{
	const cJSON *tactic;
	int n = 0;

	cJSON_ArrayForEach(tactic, tactics)
		n += str_equal(member_string(tactic, "domain"), domain);
	return n;
}

cJSON *
picture_make(struct catalog *c, const cJSON *layer, const char *domain,
    bool subs)
{
	struct picture p = { .layer = layer, .subs = subs };
	cJSON *domains = NULL, *tactics = NULL, *rows = NULL;
	const cJSON *row;
	const char *id;
	int rc = -1;

	if (catalog_rows(c, Q_DOMAINS, NULL, &domains) == -1 ||
	    catalog_rows(c, Q_TACTICS, NULL, &tactics) == -1 ||
	    catalog_rows(c, Q_TECHNIQUES, NULL, &rows) == -1)
		goto out;
	row = domains_find(domains, domain);
	if (row == NULL)
		goto out;
	id = member_string(row, "id");
	p.rows = rows;
	p.out = cJSON_CreateObject();
	p.counts = member_number(member_get(layer, "gradient"), "maxValue") > 5;
	p.width = count_of_domain(tactics, id) * (COLUMN + GAP) - GAP;
	p.width = 2 * MARGIN + (p.width > LEAST ? p.width : LEAST);
	find_entries(&p, id);
	add_above(&p);
	rc = add_matrix_picture(&p, c, tactics, id);
	add_below(&p);
	add_size(&p);
out:
	free(p.entries);
	free(p.techniques);
	cJSON_Delete(domains);
	cJSON_Delete(tactics);
	cJSON_Delete(rows);
	if (rc == 0)
		return p.out;
	cJSON_Delete(p.out);
	return NULL;
}
