/* What is neither a technique nor a control, as text and as Markdown. */
#include <ctype.h>
#include <string.h>

#include "base/escape.h"
#include "text/crosswalks.h"
#include "model/description.h"
#include "output/answer.h"
#include "text/show.h"
#include "subject/subject.h"
#include "value/member.h"
#include "words/words.h"

enum {
	NAMED = 12, /* of a list in one paragraph, unless all */
	ROWS = 8,   /* of one with a line each */
	LOGS = 5,   /* of an analytic */
	CHANNELS = 3, /* of a log source */
	LABEL = 26, /* columns of what a line is about */
};

struct subject_page {
	struct writer w;
	bool all;
	int cut; /* how many were left out */
};

/* "  name       text", or "- name: text". */
static void
put_fact_subject(struct subject_page *p, const char *name, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	if (!p->w.markdown) {
		show_put_row(&p->w.t, p->w.columns, name, text);
		return;
	}
	buf_printf(&p->w.t.text, "- %s: ", name);
	escape_markdown(&p->w.t.text, text);
	buf_putc(&p->w.t.text, '\n');
}

static void
put_joined(struct subject_page *p, const char *name, const cJSON *list)
{
	struct buf b = BUF_INIT;

	member_put_joined(&b, list, ", ");
	put_fact_subject(p, name, buf_str(&b));
	buf_free(&b);
}

/* Title, with its id where it has one. */
static void
put_title_subject(struct subject_page *p, const cJSON *m)
{
	const char *id = member_text(m, "id"), *name = member_text(m, "name");
	struct terminal *t = &p->w.t;

	if (str_equal(id, name))
		id = NULL;
	if (p->w.markdown) {
		buf_puts(&t->text, "# ");
		if (id != NULL) {
			escape_markdown(&t->text, id);
			buf_puts(&t->text, ": ");
		}
		escape_markdown(&t->text, name);
		buf_puts(&t->text, "\n\n");
	}
	if (member_get(m, "sample") != NULL && p->w.markdown)
		buf_puts(&t->text, "> **SAMPLE.** This is made from sample "
		    "data, not from real sources.\n\n");
	if (p->w.markdown)
		return;
	if (member_get(m, "sample") != NULL) {
		terminal_put(t, STYLE_WARN, "SAMPLE: made from sample data");
		terminal_printf(t, "\n");
	}
	if (id != NULL) {
		terminal_put(t, STYLE_STRONG, id);
		terminal_printf(t, "  ");
	}
	terminal_put(t, STYLE_STRONG, name);
	terminal_printf(t, "\n");
}

static void
put_place(struct subject_page *p, const cJSON *m)
{
	const char *url = member_text(m, "url");
	struct buf b = BUF_INIT;

	if (url != NULL)
		buf_printf(&b, "%s", url);
	if (url != NULL && member_text(m, "version") != NULL)
		buf_puts(&b, ", ");
	/* "ATT&CK" stands before it where there is no address. */
	if (member_text(m, "version") != NULL && url == NULL)
		buf_printf(&b, "%s %s", member_text(m, "domain"),
		    member_text(m, "version"));
	else if (member_text(m, "version") != NULL)
		domain_put(&b, member_text(m, "domain"),
		    member_text(m, "version"));
	put_fact_subject(p, url == NULL ? "ATT&CK"
	    : member_text(m, "framework") != NULL ? "view" : "at MITRE",
	    buf_str(&b));
	buf_free(&b);
}

static void
put_description_subject(struct subject_page *p, const cJSON *m)
{
	const char *text = member_text(m, "description");
	struct buf b = BUF_INIT;

	if (text == NULL)
		return;
	if (!p->w.markdown) {
		show_put_description(&p->w.t, p->w.columns, text, p->all);
		return;
	}
	description_plain(text, false, &b);
	writer_line(&p->w, buf_str(&b));
	buf_free(&b);
}

/* The first few strings of a list, and how many more there are. */
static void
put_first(struct subject_page *p, struct buf *b, const cJSON *list, int most)
{
	int n = 0, size = cJSON_GetArraySize(list);
	const cJSON *e;

	cJSON_ArrayForEach(e, list) {
		if (n >= most && !p->all && !p->w.markdown)
			break;
		buf_printf(b, "%s%s", n++ == 0 ? "" : ", ", e->valuestring);
	}
	if (n < size) {
		buf_printf(b, ", and %d more", size - n);
		p->cut += size - n;
	}
}

/* Is it a name that ATT&CK itself has for it? */
static bool
is_own_name(const cJSON *m, const char *word)
{
	const cJSON *e;

	if (str_equal_nocase(member_text(m, "name"), word))
		return true;
	cJSON_ArrayForEach(e, member_get(m, "aliases"))
		if (str_equal_nocase(e->valuestring, word))
			return true;
	return false;
}

/* A member of what is said of an actor, of one sort, each word once. */
static cJSON *
column_of(const cJSON *m, const char *what, const char *member)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *e;

	cJSON_ArrayForEach(e, member_get(m, "profile"))
		if (str_equal(member_text(e, "what"), what) &&
		    !is_own_name(m, member_text(e, "word")) &&
		    !member_has(list, member_text(e, member)))
			cJSON_AddItemToArray(list, cJSON_CreateString(
			    member_text(e, member)));
	return list;
}

/* "Russia (misp-threat-actors)" */
static void
put_profile(struct subject_page *p, const cJSON *m, const char *name,
    const char *what)
{
	cJSON *words = column_of(m, what, "word");
	cJSON *sources = column_of(m, what, "source");
	struct buf b = BUF_INIT, by = BUF_INIT;

	put_first(p, &b, words, NAMED);
	member_put_joined(&by, sources, ", ");
	if (b.len > 0)
		buf_printf(&b, " (%s)", buf_str(&by));
	put_fact_subject(p, name, buf_str(&b));
	cJSON_Delete(words);
	cJSON_Delete(sources);
	buf_free(&b);
	buf_free(&by);
}

/* The day of a source that the model comes from, or NULL. */
static const char *
day_of(const cJSON *m, const char *source)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, member_get(m, "from"))
		if (str_equal(member_text(e, "source"), source))
			return member_text(e, "date");
	return NULL;
}

/* "kev (2026-08-01): code_execution" */
static void
put_known(struct subject_page *p, const cJSON *m)
{
	struct buf b = BUF_INIT;
	const cJSON *e;

	cJSON_ArrayForEach(e, member_get(m, "known")) {
		buf_reset(&b);
		buf_printf(&b, "%s (%s)", member_text(e, "source"),
		    day_of(m, member_text(e, "source")) == NULL ? "local"
		    : day_of(m, member_text(e, "source")));
		if (member_text(e, "category") != NULL)
			buf_printf(&b, ": %s", member_text(e, "category"));
		put_fact_subject(p, "known to", buf_str(&b));
	}
	buf_free(&b);
}

static void
put_mutables(struct subject_page *p, const cJSON *list)
{
	const char *name = "to tune";
	struct buf b = BUF_INIT;
	const cJSON *e;

	cJSON_ArrayForEach(e, list) {
		buf_reset(&b);
		buf_printf(&b, "%s%s%s", member_text(e, "field"),
		    member_text(e, "description") == NULL ? "" : ": ",
		    member_text_or(e, "description", ""));
		put_fact_subject(p, name, buf_str(&b));
		name = p->w.markdown ? name : "";
	}
	buf_free(&b);
}

/* How a log is called, in each vocabulary. */
static void
put_log_names(struct subject_page *p, const cJSON *names)
{
	struct buf b = BUF_INIT;
	const cJSON *one;

	cJSON_ArrayForEach(one, names) {
		buf_reset(&b);
		put_first(p, &b, member_get(one, "names"), NAMED);
		put_fact_subject(p, member_text(one, "vocabulary"),
		    buf_str(&b));
	}
	buf_free(&b);
}

static void
put_head_subject(struct subject_page *p, const cJSON *m)
{
	/* Of what a profile says. */
	static const char *const labels[] = { "known as", "origin", "victims",
		"sectors" };
	size_t i;

	put_title_subject(p, m);
	put_fact_subject(p, "kind", subject_noun(member_text(m, "kind")));
	put_fact_subject(p, "framework", member_text(m, "framework_name"));
	put_fact_subject(p, "short name", member_text(m, "shortname"));
	put_joined(p, "also called", member_get(m, "aliases"));
	for (i = 0; profile_word_names[i] != NULL; i++)
		put_profile(p, m, labels[i], profile_word_names[i]);
	put_known(p, m);
	put_fact_subject(p, "collected", member_text(m, "collected"));
	put_log_names(p, member_get(m, "names"));
	put_joined(p, "platforms", member_get(m, "platforms"));
	put_place(p, m);
	put_mutables(p, member_get(m, "mutables"));
	put_description_subject(p, m);
}

/* "S0154 Cobalt Strike" */
static void
put_name_of(struct buf *b, const cJSON *row)
{
	const char *id = member_text(row, "id");

	buf_printf(b, "%s%s%s", id == NULL ? "" : id, id == NULL ? "" : " ",
	    member_text_or(row, "name", ""));
}

/* What is said of one beside its name: of an analytic where and what it reads, of
 * a log source its channels. */
static void
put_detail(struct subject_page *p, struct buf *b, const cJSON *row)
{
	const cJSON *logs = member_get(row, "logs");

	if (logs != NULL) {
		buf_puts(b, member_text_or(row, "on", "anywhere"));
		if (logs->child != NULL)
			buf_puts(b, ": ");
		put_first(p, b, logs, LOGS);
	}
	if (member_get(row, "channels") != NULL)
		put_first(p, b, member_get(row, "channels"), CHANNELS);
	if (member_get(row, "source") != NULL &&
	    member_lifecycle(row) != LIFECYCLE_ACTIVE)
		buf_printf(b, " (%s)", member_text(row, "lifecycle"));
	if (member_get(row, "source") != NULL &&
	    member_get(row, "techniques")->child != NULL) {
		buf_puts(b, b->len > 0 && !p->w.markdown ? ": " : "");
		put_first(p, b, member_get(row, "techniques"), LOGS);
	}
	if (member_get(row, "runs") != NULL)
		buf_printf(b, "%sruns: %s", b->len > 0 ? "; " : "",
		    member_text(row, "runs"));
	if (member_get(row, "channel") != NULL)
		buf_printf(b, "%s%s", b->len > 0 ? ", " : "",
		    member_text(row, "channel"));
	if (member_get(row, "collected") != NULL)
		buf_printf(b, "%scollected: %s", b->len > 0 ? ", " : "",
		    member_text(row, "collected"));
	if (member_get(row, "analytics") != NULL)
		buf_printf(b, "%lld analytic%s",
		    member_number(row, "analytics"),
		    member_number(row, "analytics") == 1 ? "" : "s");
}

/* Does the list read better with a line for each? */
static bool
has_lines(const cJSON *rows)
{
	const cJSON *row = rows->child;

	return member_get(row, "logs") != NULL ||
	    member_get(row, "channels") != NULL ||
	    member_get(row, "analytics") != NULL ||
	    member_get(row, "source") != NULL ||
	    str_equal(member_text(row, "kind"), "log") ||
	    str_equal(member_text(row, "kind"), "strategy");
}

/* What a line begins with. */
static const char *
label_of(const cJSON *row)
{
	return member_text_or(row, "source", member_text_or(row, "id",
	    member_text_or(row, "name", "")));
}

/* "AN0001  Windows: WinEventLog:Security (EventCode=4698)" */
static void
put_line_of(struct subject_page *p, const cJSON *row, int width)
{
	int label = terminal_width(label_of(row));
	struct buf b = BUF_INIT;

	/* The name of an analytic only repeats its id. */
	if (strcmp(label_of(row), member_text_or(row, "name", "")) != 0 &&
	    member_get(row, "logs") == NULL)
		buf_puts(&b, member_text_or(row, "name", ""));
	put_detail(p, &b, row);
	terminal_printf(&p->w.t, "  ");
	terminal_pad(&p->w.t, label_of(row), width + 2);
	terminal_wrap(&p->w.t, 2 + (label > width ? label + 1 : width + 2),
	    width + 4, buf_str(&b), p->w.columns);
	buf_free(&b);
}

/* As a table: the id, or whose it is, the name, and what is said beside. */
static void
put_table_of(struct subject_page *p, const cJSON *rows)
{
	static const struct table_column columns[][3] = {
		{ { "id", TABLE_LEFT, 0, 0 }, { "name", TABLE_LEFT, 0, 0 },
		    { "reads", TABLE_LEFT, 0, 0 } },
		{ { "source", TABLE_LEFT, 0, 0 }, { "name", TABLE_LEFT, 0, 0 },
		    { "techniques", TABLE_LEFT, 0, 0 } } };
	bool control = member_get(rows->child, "source") != NULL;
	bool told = has_lines(rows) &&
	    !str_equal(member_text(rows->child, "kind"), "strategy");
	size_t n = told ? 3 : 2;
	struct table *table = table_new(columns[control], n);
	struct buf b = BUF_INIT;
	const cJSON *row;

	cJSON_ArrayForEach(row, rows) {
		if (control)
			table_add(table, member_text(row, "source"));
		else
			table_add_link(table, member_text_or(row, "id", ""),
			    member_text(row, "url"));
		if (control)
			table_add_link(table, member_text(row, "name"),
			    member_text(row, "url"));
		else
			table_add(table, member_text(row, "name"));
		buf_reset(&b);
		put_detail(p, &b, row);
		if (told)
			table_add(table, buf_str(&b));
	}
	writer_table(&p->w, table);
	buf_free(&b);
}

/* "S0154 Cobalt Strike, …, and 28 more" */
static void
put_paragraph(struct subject_page *p, const cJSON *rows)
{
	int n = 0, size = cJSON_GetArraySize(rows);
	struct buf b = BUF_INIT;
	const cJSON *row;

	cJSON_ArrayForEach(row, rows) {
		if (!p->all && n >= NAMED && size > NAMED + 1)
			break;
		buf_puts(&b, n++ == 0 ? "" : ", ");
		put_name_of(&b, row);
	}
	if (n < size) {
		buf_printf(&b, ", and %d more: --all", size - n);
		p->cut += size - n;
	}
	terminal_printf(&p->w.t, "  ");
	terminal_wrap(&p->w.t, 2, 2, buf_str(&b), p->w.columns);
	buf_free(&b);
}

static void
put_lines_of(struct subject_page *p, const cJSON *rows)
{
	int n = 0, size = cJSON_GetArraySize(rows), width = 0, w;
	const cJSON *row;

	cJSON_ArrayForEach(row, rows) {
		w = terminal_width(label_of(row));
		width = w > width && w <= LABEL ? w : width;
	}
	cJSON_ArrayForEach(row, rows) {
		if (!p->all && n >= ROWS && size > ROWS + 1)
			break;
		put_line_of(p, row, width);
		n++;
	}
	if (n == size)
		return;
	terminal_printf(&p->w.t, "  … %d more: --all\n", size - n);
	p->cut += size - n;
}

static void
put_related_subject(struct subject_page *p, const cJSON *related)
{
	const cJSON *rows = member_get(related, "rows");
	const char *what = member_text(related, "what");
	struct buf title = BUF_INIT;

	buf_printf(&title, "%c%s", toupper((unsigned char)*what), what + 1);
	writer_title(&p->w, buf_str(&title), cJSON_GetArraySize(rows));
	buf_free(&title);
	if (p->w.markdown) {
		put_table_of(p, rows);
	} else if (has_lines(rows)) {
		put_lines_of(p, rows);
	} else {
		put_paragraph(p, rows);
	}
}

void
show_print_subject(const cJSON *m, bool markdown, bool all)
{
	struct subject_page p = { .all = all };
	const cJSON *one;

	writer_begin(&p.w, markdown);
	put_head_subject(&p, m);
	if (member_get(m, "techniques") != NULL)
		p.cut = show_put_techniques(&p.w, m, all);
	p.cut += crosswalks_put(&p.w, member_get(m, "crosswalks"), all);
	cJSON_ArrayForEach(one, member_get(m, "related"))
		put_related_subject(&p, one);
	if (member_get(m, "techniques") != NULL)
		show_put_basis(&p.w, m);
	if (p.cut > 0)
		terminal_printf(&p.w.t, "\n--all shows the %d that were left "
		    "out\n", p.cut);
	writer_end(&p.w);
}
