/* XML documents: what libxml2 reads, as a tree. */
#include "value/xml.h"

#include <errno.h>
#include <libxml/encoding.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "base/xml_mend.h"
#include "grow.h"
#include "names.h"
#include "text.h"

enum {
	/* A list and an object each; with the document's object, GROW_LEVELS_MAX. */
	ELEMENTS_MAX = (GROW_LEVELS_MAX - 1) / 2,
	/* A document: libxml2 finds them in a table that stops growing (2.9). */
	NAMES_MAX = 150 * 1000,
};

/*
 * What libxml2 reads: a byte order mark, so that it takes the text as UTF-8; and
 * one element around all, since it ends behind the first.
 */
static const char head[] = "\xef\xbb\xbf<all>", tail[] = "</all>";

/* An element that is open. */
struct open {
	cJSON *node;
	struct names members; /* a cJSON each */
	struct buf text;
};

struct reader {
	xmlParserCtxtPtr parser;
	const char *xml;
	size_t len, handed; /* of xml, and how much of it the parser has */
	size_t counted;     /* up to where lines were counted */
	int line;
	struct open open[ELEMENTS_MAX + 1]; /* the first is the document */
	size_t level;
	struct arena work; /* names, for as long as we read */
	struct grow tree;
	bool failed, outside; /* text outside all elements was told */
};

/* Ends the parse; why was filled. */
static void
stop_xml(struct reader *r)
{
	r->failed = true;
	xmlStopParser(r->parser);
}

static void
fail_xml(struct reader *r, int line, const char *what)
{
	grow_fail(&r->tree, line, what);
	stop_xml(r);
}

/* Where the parser is: behind what an event is about. */
static size_t
offset(const struct reader *r)
{
	const xmlParserInput *in = r->parser->input;

	return r->handed - (size_t)(in->end - in->cur);
}

/* The line of a place, which is not before the one asked for last. */
static int
line_at(struct reader *r, size_t at)
{
	for (; r->counted < at; r->counted++)
		r->line += r->xml[r->counted] == '\n';
	return r->line;
}

/* A member of the element, or where it is to be put. */
static cJSON **
find_member(struct reader *r, struct open *in, const char *name)
{
	return (cJSON **)names_slot(&in->members, &r->work, name);
}

static cJSON *
grow_member(struct reader *r, struct open *in, int type, const char *name,
    int line)
{
	cJSON *node;

	if (grow_charge(&r->tree, 1, strlen(name), line) == -1) {
		stop_xml(r);
		return NULL;
	}
	node = grow_node(type);
	node->string = grow_text(name, strlen(name));
	*value_mark(node) = (struct mark){ .line = line, .name_line = line };
	grow_append(in->node, node);
	return node;
}

/* Does the attribute that is next in a start tag have that name? */
static bool
is_next_name(const char *at, const char *prefix, const char *name)
{
	at += strcspn(at, str_space);
	at += strspn(at, str_space);
	if (prefix != NULL) {
		if (!str_has_prefix(at, prefix) || at[strlen(prefix)] != ':')
			return false;
		at += strlen(prefix) + 1;
	}
	return str_has_prefix(at, name) &&
	    strchr(" \t\r\n=", at[strlen(name)]) != NULL;
}

/* To behind the attribute that is next at *at; the line of its value. */
static int
skip_attribute(const char **at, int *line)
{
	const char *p = *at;
	int where;

	for (; *p != '"' && *p != '\'' && *p != '\0'; p++)
		*line += *p == '\n';
	where = *line;
	*at = p;
	if (*p == '\0')
		return where;
	for (++*at; **at != *p && **at != '\0'; ++*at)
		*line += **at == '\n';
	*at += **at != '\0';
	return where;
}

/* An attribute's value, from libxml2's places of where it starts and ends. */
static void
take_attribute(struct reader *r, const char *name, const xmlChar *from,
    const xmlChar *to, int line)
{
	char *called = arena_printf(&r->work, "@%s", name);
	struct open *in = &r->open[r->level];
	cJSON **slot = find_member(r, in, called);
	size_t n = (size_t)(to - from);

	if (*slot != NULL)
		grow_repeat(&r->tree, (*slot)->string, value_line(*slot), line);
	else
		*slot = grow_member(r, in, cJSON_String, called, line);
	if (*slot == NULL)
		return;
	if (grow_charge(&r->tree, 0, n, line) == -1) {
		stop_xml(r);
		return;
	}
	(*slot)->valuestring = grow_text((const char *)from, n);
	*value_mark(*slot) = (struct mark){ .line = line, .name_line = line };
}

/* All of the start tag that begins at that place. It may declare name spaces
 * between them, which libxml2 does not give. */
static void
take_attributes(struct reader *r, size_t tag, int n,
    const xmlChar **attributes)
{
	const char *at = r->xml + tag;
	int line = r->line, where, i;

	for (i = 0; i < n && !r->failed; i++, attributes += 5) {
		const char *name = (const char *)attributes[0];
		const char *prefix = (const char *)attributes[1];
		bool next;

		do {
			next = is_next_name(at, prefix, name);
			where = skip_attribute(&at, &line);
		} while (!next && *at != '\0');
		take_attribute(r, name, attributes[3], attributes[4], where);
	}
}

/* The node of one more element of that name. */
static cJSON *
add_element(struct reader *r, const char *name, int line)
{
	struct open *in = &r->open[r->level];
	cJSON **slot = find_member(r, in, arena_strdup(&r->work, name));
	cJSON *node;

	if (*slot == NULL)
		*slot = grow_member(r, in, cJSON_Array, name, line);
	if (*slot == NULL)
		return NULL;
	if (grow_charge(&r->tree, 1, 0, line) == -1) {
		stop_xml(r);
		return NULL;
	}
	node = grow_node(cJSON_Object);
	value_mark(node)->line = line;
	grow_append(*slot, node);
	return node;
}

static bool
is_wrapper(const struct reader *r)
{
	return r->open[0].node == NULL;
}

static void
on_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int nspaces, const xmlChar **spaces, int nattributes,
    int ndefaulted, const xmlChar **attributes)
{
	struct reader *r = ctx;
	size_t tag;
	cJSON *node;
	int line;

	(void)prefix, (void)uri, (void)nspaces, (void)spaces;
	(void)ndefaulted;
	if (r->failed)
		return;
	if (is_wrapper(r)) {
		r->open[0].node = grow_node(cJSON_Object);
		value_mark(r->open[0].node)->line = 1;
		return;
	}
	/* Values have no "<": what is nearest is that of the tag. */
	for (tag = offset(r) - 1; r->xml[tag] != '<'; tag--)
		continue;
	line = line_at(r, tag);
	r->outside = false;
	if (xmlDictSize(r->parser->dict) > NAMES_MAX) {
		fail_xml(r, line, "more than 150,000 different names");
		return;
	}
	if (r->level == ELEMENTS_MAX) {
		fail_xml(r, line, "more than 31 elements inside each other");
		return;
	}
	node = add_element(r, (const char *)name, line);
	if (node == NULL)
		return;
	r->level++;
	r->open[r->level].node = node;
	r->open[r->level].members = (struct names){ NULL };
	buf_reset(&r->open[r->level].text);
	take_attributes(r, tag, nattributes, attributes);
}

/* The text of an element, without white space around it. */
static size_t
trim_text(const struct buf *b, const char **text)
{
	const char *end = buf_str(b) + b->len;

	*text = buf_str(b) + strspn(buf_str(b), str_space);
	while (end > *text && str_is_space(end[-1]))
		end--;
	return (size_t)(end - *text);
}

static void
on_end(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct reader *r = ctx;
	struct open *o = &r->open[r->level];
	const char *text;
	cJSON *node = o->node;
	size_t n;

	(void)name, (void)prefix, (void)uri;
	if (r->failed || r->level == 0)
		return;
	r->level--;
	n = trim_text(&o->text, &text);
	if (node->child == NULL)
		node->type = cJSON_String;
	else if (n > 0)
		node = grow_member(r, o, cJSON_String, "#text",
		    value_line(node));
	if (node != NULL && node->type == cJSON_String)
		node->valuestring = grow_text(text, n);
}

/* Where is text outside all elements? Of what was read last, len bytes. */
static void
tell_outside(struct reader *r, const char *text, size_t len)
{
	static const char what[] = "text outside all elements";
	struct value_table *table = r->tree.why->table;
	/* The parser tells of a text before or behind its passing it. */
	const bool before = (const char *)r->parser->input->cur == text;
	size_t end = offset(r) + (before ? len : 0), i = len;
	int line;

	while (i > 0 && str_is_space(text[len - i]))
		i--;
	if (i == 0 || r->outside)
		return;
	line = line_at(r, end - i);
	r->outside = true;
	if (table == NULL)
		fail_xml(r, line, what);
	else
		grow_fault(table, line, what);
}

static void
on_text(void *ctx, const xmlChar *text, int len)
{
	struct reader *r = ctx;
	size_t n = (size_t)len;

	if (r->failed)
		return;
	if (r->level == 0) {
		tell_outside(r, (const char *)text, n);
		return;
	}
	if (grow_charge(&r->tree, 0, n, r->line) == -1) {
		stop_xml(r);
		return;
	}
	buf_put(&r->open[r->level].text, text, n);
}

/* What an error of libxml2 means; its own words quote the document. */
static const char *
find_words(int code)
{
	static const struct {
		int code;
		const char *words;
	} known[] = {
		{ XML_ERR_TAG_NAME_MISMATCH,
		    "an end tag of another element than the open one" },
		{ XML_ERR_ATTRIBUTE_REDEFINED,
		    "an attribute that the element has already" },
		{ XML_ERR_ATTRIBUTE_NOT_STARTED,
		    "an attribute's value without quotes" },
		{ XML_ERR_ATTRIBUTE_WITHOUT_VALUE,
		    "an attribute without a value" },
		{ XML_ERR_ATTRIBUTE_NOT_FINISHED,
		    "an attribute's value that is not closed, or too long" },
		{ XML_ERR_COMMENT_NOT_FINISHED,
		    "a comment that is not closed" },
		{ XML_ERR_CDATA_NOT_FINISHED,
		    "a CDATA section that is not closed" },
		{ XML_ERR_PI_NOT_FINISHED,
		    "a processing instruction that is not closed" },
		{ XML_ERR_INVALID_CHAR,
		    "a character that XML does not allow" },
		{ XML_ERR_INVALID_CHARREF,
		    "a character that XML does not allow" },
		{ XML_ERR_GT_REQUIRED, "a tag that is not closed" },
		{ XML_ERR_NAME_TOO_LONG, "a name that is too long" },
	};
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].code == code)
			return known[i].words;
	return "XML that is not well-formed";
}

/* errorSAXFunc: the first error that is fatal to the document. */
static void
on_error(void *ctx, const char *format, ...)
{
	struct reader *r = ctx;
	const xmlError *e = xmlCtxtGetLastError(r->parser);
	const char *what;
	int line;

	(void)format;
	if (e == NULL || e->level != XML_ERR_FATAL || r->failed)
		return;
	line = e->line < 1 ? 1 : e->line;
	what = find_words(e->code);
	if (e->code == XML_ERR_TAG_NAME_MISMATCH && r->level == 0) {
		what = "an end tag of no open element";
	} else if (e->code == XML_ERR_TAG_NAME_MISMATCH &&
	    offset(r) + strlen(tail) > r->len) {
		what = "an element that is not closed";
		line = value_line(r->open[r->level].node);
	}
	fail_xml(r, line, what);
}

/* xmlInputReadCallback: libxml2 asks for some 4,000 bytes at a time. */
static int
on_read(void *ctx, char *buffer, int room)
{
	struct reader *r = ctx;
	size_t n = r->len - r->handed;

	if (n > (size_t)room)
		n = (size_t)room;
	memcpy(buffer, r->xml + r->handed, n);
	r->handed += n;
	return (int)n;
}

/* Reads r->xml; *doc stays NULL where that fails. */
static void
parse_xml(struct reader *r, cJSON **doc)
{
	xmlSAXHandler *sax;

	r->parser = xmlNewParserCtxt();
	sax = r->parser->sax;
	memset(sax, 0, sizeof(*sax));
	sax->initialized = XML_SAX2_MAGIC;
	sax->startElementNs = on_start;
	sax->endElementNs = on_end;
	sax->characters = sax->ignorableWhitespace = on_text;
	sax->cdataBlock = on_text;
	sax->error = on_error;
	r->parser->userData = r;
	/* With handlers of our own libxml2 builds no document. NOENT gives "&amp;"
	 * in an attribute as "&"; other entities xml_mend has left none. */
	xmlFreeDoc(xmlCtxtReadIO(r->parser, on_read, NULL, r, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOWARNING));
	if (!r->failed && !r->parser->wellFormed)
		fail_xml(r, r->line, "XML that is not well-formed");
	if (!r->failed && r->open[0].node->child == NULL)
		fail_xml(r, 1, "no element");
	if (!r->failed)
		*doc = r->open[0].node;
	xmlFreeParserCtxt(r->parser);
}

/* xmlGenericErrorFunc: what comes of it is told by who asked. */
static void
ignore(void *ctx, const char *format, ...)
{
	(void)ctx, (void)format;
}

static int
count_lines(const char *text, size_t len)
{
	int line = 1;

	for (; len > 0; len--)
		line += *text++ == '\n';
	return line;
}

/* The text in UTF-8, behind what out has; 0, or -1 with *why filled. */
static int
convert(const char *text, size_t len, const char *encoding, struct buf *out,
    struct value_error *why)
{
	struct grow tree = { .why = why };
	xmlCharEncodingHandlerPtr how;
	xmlBufferPtr from, to;
	int n = 1;

	xmlSetGenericErrorFunc(NULL, ignore);
	errno = 0;
	how = xmlFindCharEncodingHandler(encoding);
	if (how == NULL && errno == ENOMEM)
		mem_fail(); /* of iconv, which is the C library's */
	if (how == NULL)
		return grow_fail(&tree, 1, "an encoding that is not known");
	from = xmlBufferCreate();
	to = xmlBufferCreate();
	xmlBufferAdd(from, (const xmlChar *)text, (int)len);
	while (n > 0 && xmlBufferLength(from) > 0)
		n = xmlCharEncInFunc(how, to, from);
	buf_put(out, xmlBufferContent(to), (size_t)xmlBufferLength(to));
	xmlBufferFree(from);
	xmlBufferFree(to);
	xmlCharEncCloseFunc(how);
	if (n > 0)
		return 0;
	return grow_fail(&tree, count_lines(buf_str(out), out->len),
	    "not in the encoding that it says");
}

void
xml_init(void)
{
	xmlMemSetup(free, mem_get, mem_resize, mem_strdup);
	xmlInitParser();
}

int
xml_parse(const char *text, size_t len, cJSON **doc, struct value_error *why)
{
	struct reader r = { .line = 1, .tree.why = why };
	struct buf converted = BUF_INIT, xml = BUF_INIT;
	char encoding[XML_ENCODING_MAX];
	size_t bom, i;
	int line;

	*doc = NULL;
	if (len == 0)
		text = "";
	if (text_fits(len, why) == -1)
		return -1;
	xml_encoding(text, len, encoding, &bom);
	text += bom;
	len -= bom;
	if (encoding[0] != '\0') {
		if (convert(text, len, encoding, &converted, why) == -1)
			goto out;
		text = buf_str(&converted);
		len = converted.len;
	}
	if (text_check(text, len, why) == -1)
		goto out;
	buf_puts(&xml, head);
	line = xml_mend(text, len, &xml);
	if (line > 0) {
		grow_fail(&r.tree, line, "more than 256 attributes");
		goto out;
	}
	buf_puts(&xml, tail);
	r.xml = buf_str(&xml);
	r.len = xml.len;
	parse_xml(&r, doc);
out:
	for (i = 0; i <= ELEMENTS_MAX; i++)
		buf_free(&r.open[i].text);
	arena_free(&r.work);
	buf_free(&converted);
	buf_free(&xml);
	return *doc == NULL ? -1 : 0;
}
