/* Any text in each language that we write: it stays within its place, and where we
 * can read the language it says the same. */
#include "fuzz.h"
#include "base/escape.h"
#include "base/mem.h"
#include "base/str.h"
#include "value/csv.h"
#include "value/member.h"
#include "value/xml.h"
#include "value/yaml.h"

struct language {
	void (*escape)(struct buf *b, const char *s);
	const char *none_of;  /* bytes that are not left in it */
	const char *controls; /* the control characters that are; NULL: any */
	bool straight;        /* nothing turns the direction of text, or ends a
	                         line unseen */
};

static const struct language languages[] = {
	{ escape_html, "<>\"'", "\t\n\v\f\r", true },
	{ escape_markdown, "\n\r", "\t\v\f", true },
	{ escape_csv, "", "\t\n\v\f\r", true },
	{ escape_tsv, "\t\n\r", "\v\f", true },
	{ escape_url, " <>\"'`\\()", "", true },
	{ escape_yaml, "", "", true },
	{ escape_path, " <>\"'`\\():?#&", "", true },
	{ escape_xml, "<>\"'", "", true },
	{ escape_workflow, "", "", true },
	{ escape_workflow_property, ":,", "", true },
	{ escape_vso, ";]", "", true },
	{ escape_terminal, "", "", true },
	{ escape_terminal_text, "", "\n", true },
	{ escape_utf8, "", NULL, false },
	{ escape_line, "", "", true },
	{ escape_prose, "", "\n\t", true },
};

static bool
is_control(unsigned cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
}

static bool
is_bending(unsigned cp)
{
	return (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069) ||
	    cp == 0x200e || cp == 0x200f || cp == 0x061c || cp == 0x2028 ||
	    cp == 0x2029;
}

static void
check_chars(const struct language *l, const char *s)
{
	unsigned cp;
	size_t n;

	for (; *s != '\0'; s += n) {
		n = str_next(s, &cp);
		if (l->controls != NULL && is_control(cp) &&
		    (cp >= 0x80 || strchr(l->controls, (int)cp) == NULL))
			abort();
		if (l->straight && is_bending(cp))
			abort();
	}
}

static void
check(const struct language *l, const char *text)
{
	struct buf b = BUF_INIT;
	const char *s;

	l->escape(&b, text);
	s = buf_str(&b);
	if (strlen(s) != b.len || !str_is_utf8(s, b.len) ||
	    s[strcspn(s, l->none_of)] != '\0')
		abort();
	check_chars(l, s);
	buf_free(&b);
}

/* Would a spreadsheet run it, or a part of it where it splits that? */
static bool
is_run(const char *s)
{
	for (; *s != '\0'; s += strcspn(s, ";,\t\r\n")) {
		s += strspn(s, ";,\t\r\n");
		s += strspn(s, " ");
		if (*s == '=' || *s == '@')
			return true;
		if (*s != '+' && *s != '-')
			continue;
		s += 1 + strspn(s + 1, "0123456789.%");
		if (*s != '\0' && strchr(";,\t\r\n", *s) == NULL)
			return true;
	}
	return false;
}

/* s without what a cell has more, or another mark for. */
static void
put_bare(struct buf *b, const char *s)
{
	unsigned cp;
	size_t n;

	for (; *s != '\0'; s += n) {
		n = str_next(s, &cp);
		if (cp != '\'' && cp != 0xfffd && !is_control(cp) && !is_bending(cp))
			buf_put(b, s, n);
	}
}

/* What a reader of CSV has is the text, and what a spreadsheet would run is none. */
static void
check_csv(const char *text)
{
	struct value_error why = { 0 };
	struct buf b = BUF_INIT, want = BUF_INIT, bare = BUF_INIT;
	cJSON *rows;
	const char *got;

	buf_puts(&b, "a,b\n");
	escape_csv(&b, text);
	buf_puts(&b, ",end\n");
	if (csv_parse(buf_str(&b), b.len, &rows, &why) == -1 ||
	    cJSON_GetArraySize(rows) != 1 ||
	    !str_equal(member_text(rows->child, "b"), "end"))
		abort();
	got = member_text_or(rows->child, "a", "");
	put_bare(&want, text);
	put_bare(&bare, got);
	if (is_run(got) || *got == '\t' || *got == '\r' ||
	    !str_equal(buf_str(&want), buf_str(&bare)))
		abort();
	buf_reset(&b);
	escape_tsv(&b, text);
	if (is_run(buf_str(&b)))
		abort();
	buf_free(&b);
	buf_free(&want);
	buf_free(&bare);
}

static void
check_yaml(const char *text)
{
	struct value_error why = { 0 };
	struct buf b = BUF_INIT, utf8 = BUF_INIT;
	cJSON *docs;

	buf_puts(&b, "a: ");
	escape_yaml(&b, text);
	buf_putc(&b, '\n');
	escape_utf8(&utf8, text);
	if (yaml_parse(buf_str(&b), b.len, YAML_UNIQUE, &docs, &why) == -1 ||
	    !cJSON_IsString(member_get(docs->child, "a")) ||
	    !str_equal(member_text(docs->child, "a"), buf_str(&utf8)))
		abort();
	buf_free(&b);
	buf_free(&utf8);
}

/* It is the one element that stands there. */
static void
check_xml(const char *text)
{
	struct value_error why = { 0 };
	struct buf b = BUF_INIT;
	cJSON *doc;

	buf_puts(&b, "<a b=\"");
	escape_xml(&b, text);
	buf_puts(&b, "\"><c>");
	escape_xml(&b, text);
	buf_puts(&b, "</c></a>");
	if (xml_parse(buf_str(&b), b.len, &doc, &why) == -1)
		abort();
	buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	char *text = mem_strndup((const char *)data, size);
	size_t i;

	for (i = 0; i < sizeof(languages) / sizeof(languages[0]); i++)
		check(&languages[i], text);
	check_csv(text);
	check_yaml(text);
	check_xml(text);
	free(text);
	value_use(before);
	arena_free(&mem);
	return 0;
}
