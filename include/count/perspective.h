/* Whose controls figures count: data/README.md, "Whose coverage". */
#ifndef COUNT_PERSPECTIVE_H
#define COUNT_PERSPECTIVE_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/buf.h"
#include "catalog/catalog.h"

/* Of each kind of control, whose are counted; the kinds of which no source is
 * have OF_AVAILABLE. */
struct perspective {
	enum of of[CONTROL_KINDS];
};

/* That of the selection (NULL: by default). Returns 0, or -1 after reporting
 * the error. */
int perspective_read(struct catalog *c, const struct catalog_selection *s,
    struct perspective *p);

/* Is a control of whom, that counts, among those of the perspective? */
bool perspective_has(enum of of, enum whose whose);

/* Whose a control that counts usually is, of a source with "own". */
enum whose perspective_usual(const cJSON *source);

/* Why a control of whom is in no figure: "written, not deployed"; NULL: it is in
 * some. */
const char *perspective_excluded(enum whose whose);

/* A selection of sources that says nothing else is of all their controls. */
void perspective_settle(struct catalog_selection *s);

/* "controls of yours", "available controls", "all controls" */
const char *perspective_words(enum of of);

/*
 * What a technique with such a control is: "covered" by yours, "with a public
 * rule" where only what is available is counted, "with a rule, yours or public"
 * of both. One without is "not covered", "without a public rule" and so on.
 */
const char *perspective_with(enum of of, enum kind kind);
const char *perspective_without(enum of of, enum kind kind);

/* The state of a technique (gaps.h, threat.h) in words: as it is of yours; of
 * what is available "public rules", "one public rule", "none"; of both without
 * "public". "thin", "moved" and "out" are what they are. */
const char *perspective_state(enum of of, enum kind kind, const char *state);

/* Appends "detection rule of yours", "public detection rule", "detection
 * rule". */
void perspective_put_noun(struct buf *out, enum of of, enum kind kind,
    bool several);

/* What its controls are: "detection rules", "public detection rules". */
const char *perspective_noun(enum of of, enum kind kind, bool several);

/* Whose that is, in short: "yours", "public", "yours and public". */
const char *perspective_short(enum of of);

/* Its rules: "rule of yours", "public rules", "rule". */
const char *perspective_rule(enum of of, bool several);

/*
 * Adds whose, for texts of pages: {policy, detection, test (of each kind what its
 * controls are: "yours", "public", "yours and public"), yours, public (whether
 * detection is of these alone), yours_test, yours_policy, rule, rules ("rule of
 * yours", "public rules", "rule"), with ("covered by your rules", "with a public rule"),
 * counted (all this in a sentence)}.
 */
void perspective_add_words(cJSON *to, const struct perspective *p);

/* Appends what is counted: "detection rules of yours", "public detection rules",
 * "all detection rules". */
void perspective_put_counted(struct buf *out, enum of of, enum kind kind);

/* Adds perspective {policy, detection, test}: the words of each kind. */
void perspective_add(cJSON *to, const struct perspective *p);

#endif
