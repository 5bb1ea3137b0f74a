/* What somebody decides by, on one page. */
#include "board/board.h"

#include <string.h>

#include "base/buf.h"
#include "board_parts.h"
#include "count/percent.h"
#include "count/perspective.h"
#include "count/provenance.h"
#include "model/gaps.h"
#include "value/member.h"

bool
board_is_of(const cJSON *technique, const cJSON *domain)
{
	return str_equal(member_string(technique, "domain"),
	    member_string(domain, "id")) &&
	    !str_equal(member_string(technique, "state"), "out");
}

/* The pks of the techniques that are asked about, as JSON in the thread's cJSON
 * memory; NULL: of all. */
static char *
pks_of(const struct making *m)
{
	cJSON *pks = cJSON_CreateArray();
	const cJSON *t;
	char *text;

	if (m->asked->targets == NULL)
		return NULL;
	cJSON_ArrayForEach(t, member_get(m->asked->targets, "techniques"))
		cJSON_AddItemToArray(pks, cJSON_CreateNumber(
		    (double)member_number(t, "pk")));
	text = cJSON_PrintUnformatted(pks);
	cJSON_Delete(pks);
	return text;
}

void
board_add_list(cJSON *to, const char *name, cJSON *list)
{
	struct buf flag = BUF_INIT;

	buf_printf(&flag, "has_%s", name);
	cJSON_AddItemToObject(to, name, list);
	cJSON_AddBoolToObject(to, buf_str(&flag), list->child != NULL);
	buf_free(&flag);
}

/* "; public detection rules exist for 299 more, and for 213 of these one runs on
 * the logs collected" */
static void
put_elsewhere(struct buf *b, const struct making *m, const cJSON *domain)
{
	long long more = 0, runs = 0;
	const cJSON *part;

	if (m->of != OF_YOURS)
		return;
	cJSON_ArrayForEach(part, member_get(domain, "parts")) {
		if (str_equal(member_string(part, "look"), "elsewhere"))
			more += member_number(part, "n");
		if (str_equal(member_string(part, "part"), "adopt"))
			runs = member_number(part, "n");
	}
	buf_printf(b, "; %s exist for %lld more",
	    perspective_noun(OF_AVAILABLE, m->kind, true), more);
	if (m->told)
		buf_printf(b, ", and for %lld of these one runs on the logs "
		    "collected", runs);
}

/* "152 of 638 techniques and sub-techniques (24 %) are covered: a detection rule of
 * yours names the very technique (exact)" */
static void
add_headline(const struct making *m, cJSON *domain)
{
	long long covered = member_number(domain, "covered");
	long long of = member_number(domain, "of");
	struct buf b = BUF_INIT, percent = BUF_INIT;

	percent_put(&percent, covered, of, 0);
	buf_printf(&b, "%lld of %lld techniques and sub-techniques", covered, of);
	if (percent.len > 0)
		buf_printf(&b, " (%s %%)", buf_str(&percent));
	buf_printf(&b, m->of == OF_YOURS ? " are covered: a " : " have a ");
	perspective_put_noun(&b, m->of, m->kind, false);
	buf_puts(&b, m->of == OF_YOURS ? " names the very technique (exact)"
	    : " that names the very technique (exact)");
	put_elsewhere(&b, m, domain);
	buf_puts(&b, ".");
	member_take_buf(domain, "headline", &b);
	member_add_or_false(domain, "percent", percent.len > 0
	    ? buf_str(&percent) : NULL);
	buf_free(&percent);
}

/* Replaces the basis by one without the formula, which stands by itself. */
static void
add_domain_basis(const struct making *m, const cJSON *board, cJSON *domain)
{
	struct buf b = BUF_INIT;

	cJSON_DeleteItemFromObject(domain, "basis");
	provenance_put_basis(&b, board, domain, m->asked->selection);
	member_add_or_false(domain, "basis", b.len > 0 ? buf_str(&b) : NULL);
	buf_free(&b);
}

static int
add_domain(const struct making *m, const cJSON *board, cJSON *domain)
{
	if (board_add_picture(m, domain) == -1 ||
	    board_add_next(m, domain) == -1)
		return -1;
	add_headline(m, domain);
	add_domain_basis(m, board, domain);
	return 0;
}

/* Adds what is said of the whole. */
static int
add_board_words(const struct making *m, cJSON *board)
{
	static const char *const kept[] = { "title", "generator", NULL };
	cJSON *meta = cJSON_CreateObject();
	struct buf b = BUF_INIT;
	const cJSON *t;

	if (provenance_read_meta(meta, m->c) == -1)
		return -1;
	member_copy_all(board, meta, kept);
	cJSON_Delete(meta);
	cJSON_ArrayForEach(t, member_get(m->asked->targets, "targets"))
		buf_printf(&b, "%s%s%s%s", b.len > 0 ? ", " : "",
		    member_text_or(t, "id", member_text_or(t, "label", "")),
		    member_text(t, "name") == NULL ? "" : " ",
		    member_text_or(t, "name", ""));
	member_add_or_false(board, "about", b.len > 0 ? buf_str(&b) : NULL);
	buf_reset(&b);
	perspective_put_counted(&b, m->of, m->kind);
	member_take_buf(board, "counted", &b);
	cJSON_AddStringToObject(board, "what", "overview");
	cJSON_AddStringToObject(board, "noun", perspective_noun(OF_ALL,
	    m->kind, false));
	cJSON_AddStringToObject(board, "nouns", perspective_noun(OF_ALL,
	    m->kind, true));
	perspective_put_noun(&b, m->of, m->kind, false);
	member_take_buf(board, "rule", &b);
	cJSON_AddBoolToObject(board, "yours", m->of == OF_YOURS);
	cJSON_AddBoolToObject(board, "public", m->of == OF_AVAILABLE);
	cJSON_AddBoolToObject(board, "told", m->told);
	cJSON_AddBoolToObject(board, "partial",
	    member_get(board, "selection") != NULL ||
	    m->asked->targets != NULL);
	return 0;
}

/* Reads what could be seen, where that is told; *own is to be closed then, or NULL.
 * Returns 0, or -1 after reporting the error. */
static int
see(struct making *m, struct visibility **own)
{
	const struct board_asked *asked = m->asked;

	*own = NULL;
	if (!m->told)
		return 0;
	m->seen_of.selection = asked->selection;
	m->seen_of.techniques = pks_of(m);
	if (asked->seen != NULL && asked->selection == NULL &&
	    asked->targets == NULL)
		m->seen = asked->seen;
	else
		m->seen = *own = visibility_open(m->c, &m->seen_of);
	return m->seen == NULL ? -1 : 0;
}

/* Adds what is said of each domain, and below them. */
static int
add_all(struct making *m, cJSON *board)
{
	cJSON *domains = member_get(board, "domains"), *d;

	cJSON_ArrayForEach(d, domains) {
		member_add_flag(d, "several", domains->child->next != NULL);
		if (add_domain(m, board, d) == -1)
			return -1;
	}
	cJSON_DeleteItemFromObject(board, "logs");
	return board_add_logs(m, board) == -1 ||
	    board_add_oldest(m, board) == -1 ||
	    board_add_trend(m, board) == -1 ? -1 : 0;
}

static int
fill_board(struct making *m, cJSON *board)
{
	struct visibility *own = NULL;
	int rc = -1;

	m->of = of_read(member_text(member_get(board, "perspective"),
	    kind_name(m->kind)));
	m->told = m->kind == KIND_DETECTION &&
	    member_get(board, "logs") != NULL;
	m->techniques = cJSON_DetachItemFromObject(board, "techniques");
	if (add_board_words(m, board) == 0 &&
	    catalog_rows(m->c, Q_TECHNIQUES, NULL, &m->rows) == 0 &&
	    see(m, &own) == 0)
		rc = add_all(m, board);
	visibility_close(own);
	return rc;
}

cJSON *
board_make(struct catalog *c, const struct board_asked *asked)
{
	struct making m = { .c = c, .asked = asked };
	const struct gaps_filter filter = { .kind = asked->kind,
		.domain = asked->domain, .users = asked->targets,
		.seen = asked->seen,
		.by_priority = true };
	cJSON *board = gaps_list(c, asked->selection, &filter);

	if (board == NULL)
		return NULL;
	m.kind = kind_read(member_string(board, "kind"));
	cJSON_ReplaceItemInObject(board, "schema", cJSON_CreateNumber(1));
	if (fill_board(&m, board) == -1) {
		cJSON_Delete(board);
		board = NULL;
	}
	cJSON_Delete(m.techniques);
	cJSON_Delete(m.rows);
	return board;
}

/* Is the member only there for pages to draw by? */
static bool
is_drawn(const char *name)
{
	static const char *const drawn[] = { "x", "width", "middle", "wide",
		"share", "last", "page" };
	size_t i;

	if (str_has_prefix(name, "has_"))
		return true;
	for (i = 0; i < sizeof(drawn) / sizeof(drawn[0]); i++)
		if (strcmp(name, drawn[i]) == 0)
			return true;
	return false;
}

void
board_strip(cJSON *board)
{
	cJSON *one, *next;

	for (one = board->child; one != NULL; one = next) {
		next = one->next;
		if (one->string != NULL && is_drawn(one->string))
			cJSON_Delete(cJSON_DetachItemViaPointer(board, one));
		else
			board_strip(one);
	}
}
