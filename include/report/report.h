/*
 * Files that are handed over as a threat, and what they name. The content says
 * which format a file has:
 *
 *	STIX         a bundle of 2.0 or 2.1
 *	             (docs.oasis-open.org/cti/stix/v2.1/), or a list of its objects
 *	Attack Flow  such a bundle with attack-action objects, and what the Builder
 *	             saves as .afb
 *	             (center-for-threat-informed-defense.github.io/attack-flow/)
 *	MISP         events (www.misp-standard.org/rfc/misp-standard-core.html):
 *	             {"Event": ...}, a list of them, or the answer of its API
 *	Navigator    a layer: layer_file.h reads it
 *	CSV          a table with a header that says what a column holds
 *	text         all else: plain text, Markdown, HTML
 *
 * Files are strangers' bytes: at most 64 MiB, 200,000 objects of STIX, 100,000
 * different things in 1,000,000 places, and the limits of json_parse (64 levels)
 * and csv_parse (16 MiB).
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "report/names.h"

enum { REPORT_BYTES_MAX = 64 << 20, REPORT_LINES_MAX = 20 };

enum report_format {
	REPORT_STIX, REPORT_FLOW, REPORT_BUILDER, REPORT_MISP, REPORT_LAYER,
	REPORT_CSV, REPORT_TEXT,
};

/* "STIX bundle", "text", ... */
const char *report_format_name(enum report_format f);

enum report_as {
	REPORT_TECHNIQUE,
	REPORT_TACTIC,
	REPORT_ACTOR, /* a group, a campaign or software: kinds */
	REPORT_CVE,
};

/* Something that a file names. */
struct report_thing {
	enum report_as as;
	unsigned kinds;   /* of REPORT_ACTOR: enum report_actors, or 0: any */
	const char *word; /* as it stands there; of a name in a text, as added */
	const char *said; /* of such a name: as it stands where it is first */
	/* In ATT&CK's spelling: T1059.001, G0016, TA0002, CVE-2021-44228. NULL:
	 * the word is a name, or an id that is malformed. */
	const char *id;
	const char *stix; /* the id of its object, where that is all there is */
	const char *where; /* "attack-pattern", "column group"; NULL: in the text */
	bool withdrawn;    /* the file itself calls it revoked or deprecated */
	size_t times;      /* in how many places, */
	size_t n;          /* and the lines of the first of them */
	int lines[REPORT_LINES_MAX];
};

/* What a person should know of a file: "12 objects are in no report of it". */
struct report_note {
	int line; /* 0: the file */
	const char *what;
};

/* Starts as { 0 }; all of it is in the arena. */
struct report {
	enum report_format format;
	const char *name; /* that it has itself, or NULL */
	struct report_thing *v; /* by line, each thing once */
	size_t n;
	struct report_note *notes;
	size_t nnotes;
};

/*
 * Reads len bytes, behind which there is a NUL. path is for messages. Of a layer
 * nothing but the format is read. Returns 0, or -1 after reporting the error:
 * what is broken gives nothing.
 */
int report_read(const char *path, const char *text, size_t len,
    const struct report_names *names, struct arena *mem, struct report *r);

#endif
