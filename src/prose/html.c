/* HTML fragments through an allow-list; the only file that knows libxml2. */
#include "prose/html.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "html_writer.h"

/*
 * libxml2 looks for an end tag's start among all open elements, and for a
 * repeated attribute among all of its tag, one by one. OPEN_MAX and TAG_MAX
 * keep that from growing with the square of the input.
 */
enum {
	TEXT_MAX = 16 * 1024 * 1024,
	OPEN_MAX = 128, /* elements within each other in what we read */
	TAG_MAX = 512,  /* attributes of a tag; what follows is left out */
};

/*
 * What libxml2 reads: a byte order mark, so that it takes the text as UTF-8
 * whatever a <meta> in it says; tags without which it would put text into
 * paragraphs of its own making; the text.
 */
static const char head[] = "\xef\xbb\xbf<html><body>";

struct reader {
	htmlParserCtxtPtr parser;
	const char *head, *text; /* what the parser has yet to read */
	size_t head_left, text_left;
	struct html_writer writer;
	size_t before[OPEN_MAX]; /* the writer's depth before each open element */
	size_t level;            /* how many of those */
	size_t gone;  /* level of the element that vanishes; 0: none */
	bool stopped; /* too deep: the parser starts anew on the rest */
};

/*
 * Ends the parse behind the tag just read. The rest is read as a fragment of
 * its own, into what is open now: too deep a text loses end tags, not words.
 */
static void
stop(struct reader *r)
{
	const xmlParserInput *in = r->parser->input;
	size_t unread = (size_t)(in->end - in->cur);

	r->text -= unread;
	r->text_left += unread;
	r->stopped = true;
	xmlStopParser(r->parser);
}

static void
on_start(void *ctx, const xmlChar *name, const xmlChar **attributes)
{
	struct reader *r = ctx;

	if (r->stopped)
		return;
	r->before[r->level++] = r->writer.depth;
	if (r->gone == 0 && !html_writer_open(&r->writer, (const char *)name,
	    (const char *const *)attributes))
		r->gone = r->level;
	if (r->level == OPEN_MAX)
		stop(r);
}

static void
on_end(void *ctx, const xmlChar *name)
{
	struct reader *r = ctx;

	(void)name;
	if (r->stopped || r->level == 0)
		return;
	if (r->gone == r->level)
		r->gone = 0;
	r->level--;
	if (r->gone == 0)
		html_writer_close(&r->writer, r->before[r->level]);
}

static void
on_text(void *ctx, const xmlChar *text, int len)
{
	struct reader *r = ctx;

	if (r->gone == 0)
		html_writer_text(&r->writer, (const char *)text, (size_t)len);
}

/* xmlInputReadCallback: libxml2 asks for some 4,000 bytes at a time. */
static int
on_read(void *ctx, char *buffer, int room)
{
	struct reader *r = ctx;
	const char **from = r->head_left > 0 ? &r->head : &r->text;
	size_t *left = r->head_left > 0 ? &r->head_left : &r->text_left;
	size_t n = (size_t)room < *left ? (size_t)room : *left;

	/* Its array has two places for each attribute, and doubles. */
	if (r->parser->maxatts > 4 * TAG_MAX)
		n = r->text_left = 0;
	memcpy(buffer, *from, n);
	*from += n;
	*left -= n;
	return (int)n;
}

/* What remains of the end of the tag at which a parse was stopped. */
static void
skip_tag_end(struct reader *r)
{
	size_t n = 0;

	if (r->text_left > 1 && r->text[0] == '/' && r->text[1] == '>')
		n = 2;
	else if (r->text_left > 0 && r->text[0] == '>')
		n = 1;
	r->text += n;
	r->text_left -= n;
}

static void
parse_once(struct reader *r)
{
	const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
	    HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD |
	    HTML_PARSE_IGNORE_ENC;

	r->head = head;
	r->head_left = sizeof(head) - 1;
	r->stopped = false;
	r->level = 0;
	/* With handlers of our own libxml2 builds no document. */
	xmlFreeDoc(htmlCtxtReadIO(r->parser, on_read, NULL, r, NULL, NULL,
	    options));
}

static void
parse_html(struct reader *r)
{
	r->parser = htmlNewParserCtxt();
	if (r->parser == NULL)
		mem_fail();
	memset(r->parser->sax, 0, sizeof(*r->parser->sax));
	r->parser->sax->startElement = on_start;
	r->parser->sax->endElement = on_end;
	r->parser->sax->characters = on_text;
	r->parser->sax->ignorableWhitespace = on_text;
	r->parser->userData = r;
	parse_once(r);
	/* What vanishes and is too deep has no end that could be found. */
	while (r->stopped && r->gone == 0) {
		skip_tag_end(r);
		parse_once(r);
	}
	html_writer_close(&r->writer, 0);
	htmlFreeParserCtxt(r->parser);
}

/* How many bytes from s on are ASCII that stays as it is. */
static size_t
plain_span(const char *s)
{
	size_t n = 0;

	while (s[n] == '\t' || s[n] == '\n' || (s[n] >= ' ' && s[n] <= '~'))
		n++;
	return n;
}

/*
 * Text of which XML could be made: no NUL, control character or broken UTF-8;
 * line breaks are line feeds. The byte behind the text is a NUL.
 */
static void
put_sound(struct buf *b, const char *text, size_t len)
{
	const char *s = text, *end = text + len;
	unsigned cp;
	size_t n;

	while (s < end) {
		n = plain_span(s);
		buf_put(b, s, n);
		s += n;
		if (s == end)
			break;
		n = 1;
		cp = 0;
		if (*s != '\0')
			n = str_next(s, &cp);
		if (cp == '\r' && s[1] != '\n')
			buf_putc(b, '\n');
		else if (cp == 0 || (cp >= 0xfffd && cp <= 0xffff))
			buf_puts(b, "\xef\xbf\xbd");
		else if (cp >= ' ')
			buf_put(b, s, n);
		s += n;
	}
}

void
html_init(void)
{
	xmlInitParser();
}

int
html_clean(const char *text, size_t len, struct buf *out)
{
	struct reader r = { .writer = { .out = out } };
	struct buf copy = BUF_INIT, sound = BUF_INIT;

	if (len > TEXT_MAX) {
		log_error("HTML: larger than %d bytes", TEXT_MAX);
		return -1;
	}
	buf_put(&copy, text, len);
	put_sound(&sound, buf_str(&copy), len);
	r.text = buf_str(&sound);
	r.text_left = sound.len;
	if (strpbrk(r.text, "<&") == NULL)
		escape_html(out, r.text);
	else
		parse_html(&r);
	buf_free(&r.writer.scratch);
	buf_free(&sound);
	buf_free(&copy);
	return 0;
}

void
html_library(char *version, size_t n)
{
	long number = strtol(xmlParserVersion, NULL, 10); /* 20914 */

	snprintf(version, n, "%ld.%ld.%ld", number / 10000,
	    number / 100 % 100, number % 100);
}
