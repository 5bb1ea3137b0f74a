/*
 * A template as rendering reads it: a flat list of nodes over its own text.
 * Between the files of the mustache engine only; others see mustache.h.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef TEMPLATE_TEMPLATE_H
#define TEMPLATE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Bytes of a template's text. */
struct span {
	uint32_t at, len;
};

enum node_kind {
	NODE_TEXT,
	NODE_VALUE,    /* {{name}}, {{{name}}}, {{&name}} */
	NODE_SECTION,  /* {{#name}} */
	NODE_INVERTED, /* {{^name}} */
	NODE_PARTIAL,  /* {{>name}} */
	NODE_PARENT,   /* {{<name}}; its children are arguments only */
	NODE_BLOCK,    /* {{$name}} where an argument may be put in */
	NODE_ARGUMENT, /* {{$name}} right inside a parent */
};

enum node_flag {
	NODE_LINE_START = 1, /* text: its first byte begins a line */
	NODE_RAW = 2,        /* value: not escaped */
	NODE_DYNAMIC = 4,    /* partial, parent: the name's value is the name */

	/* partial, parent, block: alone on its line or lines, so that each line
	 * of what is put there is indented by indent. */
	NODE_STANDALONE = 8,

	/* block: indent is what stands before it in its line; the default
	 * content follows it there. */
	NODE_LEADS = 16,

	/* block, argument: the content ends with the end of a line. */
	NODE_WHOLE_LINES = 32,
};

struct node {
	uint8_t kind;
	uint8_t flags;
	uint16_t parts; /* of the name; 0 for "." */
	uint8_t mark;   /* of its first part: template_mark */
	uint32_t name;  /* where in names it begins; each part ends in a NUL */
	uint32_t end;   /* the node after this one and its children */

	/* text: the bytes; partial, parent, section: the tag, for messages;
	 * block: what ends the closing tag's line, which follows the content
	 * unless that is of whole lines. */
	struct span text;
	struct span indent;
};

struct template
{
	char *name;
	char *path; /* for messages */
	char *text;
	size_t len;
	struct node *nodes;
	uint32_t n;
	struct buf names;
};

/* A number below TEMPLATE_MARKS that a name has for being looked up: like names have the
 * same, and few others. */
enum { TEMPLATE_MARKS = 256 };
unsigned template_mark(const char *name);

/* A tag as it stands in the text. */
struct tag {
	char kind; /* # ^ / > < $ ! = as written; v for a value, & for a raw one
	            */
	bool argument; /* $ right inside a < */
	bool dynamic;  /* > or < with a *, which is not part of name */
	bool left;     /* only blanks stand before it in its line */
	bool right;    /* only blanks stand behind it in its line */
	struct span name;
	uint32_t start, end; /* with the delimiters */
	uint32_t line;       /* if left: where its line begins */
	uint32_t next;       /* if right: where the next line begins */
	uint32_t match;      /* the closing tag's index, or the opening one's */
	uint32_t parent; /* index of the opening tag around it, or TAG_NONE */
	uint32_t arguments; /* of a < */
	uint32_t node;      /* opening tags: their node */
};

#define TAG_NONE UINT32_MAX

enum { TAGS_NESTED_MAX = 64 }; /* sections, parents and blocks in one another */

struct tags {
	struct tag *v;
	uint32_t n;
};

/* All tags of t's text, in order; caller frees tags->v also on failure.
 * Returns 0, or -1. */
int template_scan(const struct template *t, struct tags *tags);

/* Fills t's nodes and names from its text. Returns 0, or -1. */
int template_parse(struct template *t);

/* Reports what is wrong at a byte of the text; returns -1. */
int template_fail(const struct template *t, size_t at, const char *what);

/* The number of the line with the byte at. */
unsigned template_line(const struct template *t, size_t at);

void template_free(struct template *t);

struct templates;

/* The template of that name, or NULL; lives as long as all. */
const struct template *
templates_find(const struct templates *all, const char *name);

#endif
