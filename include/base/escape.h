/* One escaper a language. All append UTF-8 to b; broken UTF-8 is U+FFFD, and so
 * are, where nothing else is said, control characters that are no white space and
 * those that reorder what a reader sees. */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include "base/buf.h"

/* What a character is that shows nothing by itself. */
enum escape_unseen {
	UNSEEN_NOT,     /* it shows */
	UNSEEN_SPACE,   /* tab and line feed */
	UNSEEN_CONTROL, /* the rest of C0, DEL, C1 */
	UNSEEN_BENDING, /* bidirectional controls, separators of lines */
	UNSEEN_HIDDEN   /* of no width, ignored where it is not known */
};
enum escape_unseen escape_unseen(unsigned cp);

/* & < > " ' as character references: for element content and quoted attributes. */
void escape_html(struct buf *b, const char *s);

/*
 * Text that CommonMark (0.30, 2.4) shows as it is: ASCII punctuation that
 * could mean something is backslash-escaped; a line break becomes a space, and
 * white space at the start a reference, so that no text can start a block.
 * White space at the end is what CommonMark never shows.
 */
void escape_markdown(struct buf *b, const char *s);

/*
 * One cell of CSV (RFC 4180), quoted where needed, or of TSV, on its line. What a
 * spreadsheet would run (= + - @ first, and no number) has an apostrophe before it,
 * at the cell's start and behind each ; and , within, where it may be split, too.
 */
void escape_csv(struct buf *b, const char *s);
void escape_tsv(struct buf *b, const char *s);

/*
 * A URL's path or whole URL: what RFC 3986 does not allow there, and ( ) < > "
 * ' ` \, as %XX; an existing %XX stays.
 */
void escape_url(struct buf *b, const char *s);

/*
 * One YAML scalar that every reader (also of YAML 1.1) takes for this string:
 * plain where nothing in it could be mistaken, else in double quotes.
 */
void escape_yaml(struct buf *b, const char *s);

/*
 * A file's path as a relative URL reference (RFC 3986, 4.2): all but letters,
 * digits and - . _ ~ / as %XX, so that what a name holds is never a scheme, a
 * query or a fragment.
 */
void escape_path(struct buf *b, const char *s);

/* As escape_html, for XML 1.0: what its documents may not hold (2.2), control
 * characters and U+FFFE, is left out; tabs and line feeds are references. */
void escape_xml(struct buf *b, const char *s);

/*
 * What follows "::" in a workflow command of GitHub Actions, and one of its
 * properties: % and line ends as %XX, of a property : and , too; other control
 * characters as escape_terminal shows them.
 */
void escape_workflow(struct buf *b, const char *s);
void escape_workflow_property(struct buf *b, const char *s);

/* A property or the text of a logging command of Azure Pipelines: % as %AZP25,
 * line ends, ; and ] as %XX; other control characters as above. */
void escape_vso(struct buf *b, const char *s);

/*
 * Control characters (C0, DEL, C1) and bidirectional overrides as \xNN or
 * \u{NNNN}: for one line of a terminal. A log of CI is one, too: "::" at the
 * start, and "##" before a word and '[', which its runners take for commands,
 * show their first character so.
 */
void escape_terminal(struct buf *b, const char *s);

/* As escape_terminal, but line feeds stay: for text of several lines. */
void escape_terminal_text(struct buf *b, const char *s);

/* As it is: for what a printer that takes any byte (cJSON) has made. */
void escape_utf8(struct buf *b, const char *s);

/* For text that is kept: what escape_terminal shows as a code becomes a space,
 * so that it stays on its line in every language. */
void escape_line(struct buf *b, const char *s);

/* As escape_line, but line feeds and tabs stay. */
void escape_prose(struct buf *b, const char *s);

#endif
