/*
 * The catalog for other programs: JSON, tables as CSV, and the compass's own
 * table. A selection (NULL: all) says which counted mappings figures are made
 * of.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include "base/buf.h"
#include "catalog/catalog.h"

/*
 * What Sextant found, as one object. What does not apply is absent; what is
 * true of few is there only where it is (`"own": true`).
 *
 *	{
 *	"schema": 2, "what": "export",
 *	"title", "sample": true, "generator", "resolve", "lifecycle", "counts",
 *	"settings", "scope",
 *	"selection": {"sources", "platforms", "kinds", "types": [word],
 *	    "evidence", "of", "level", "status", "author",
 *	    "modified_since", "runs"},
 *	"perspective": {kind: whose controls its figures count},
 *	"domains": [{"id", "name", "version", "modified", "url", "sha256",
 *	    "accessed", "homepage", "licence", "credit", "newer_version",
 *	    "scope", "platforms": [that bound its figures],
 *	    "coverage": {kind: {definition: {"covered", "of", "named"}}}}],
 *	"tactics": [{"domain", "id", "shortname", "name", "url"}],
 *	"sources": [{"id", "title", "kind", "domain", "own", "homepage",
 *	    "licence", "credit", "url", "revision", "sha256", "accessed",
 *	    "attack_version", "documents", "findings", "controls", "active",
 *	    "mapped", "exact", "remapped", "merged", "retired", "deprecated",
 *	    "unknown", "malformed", "other_framework", "newer",
 *	    "mappings"}],
 *	"techniques": [{"domain", "id", "name", "url", "state", "parent_id",
 *	    "scoped": true, "reason", "owner", "until", "moved_version", "moved_id",
 *	    "moved_name", "tactics": [shortname], "platforms": [name],
 *	    "policy", "detection", "test": how many controls count,
 *	    "yours": {kind: how many}, "available": {kind: how many},
 *	    "counts": {source id: how many, whosever}, "named": {kind: how many name a
 *	    platform}, "best": {kind: best evidence}}],
 *	"revoked": [{"domain", "id", "name", "successor_id"}],
 *	"controls": [{"source", "kind", "id", "title", "path", "line", "url",
 *	    "lifecycle", "type", "level", "status", "author", "date",
 *	    "modified", "evidence", "catch_all", "whose", "counts": true,
 *	    "platforms": [name], "description",
 *	    "mappings": [{"tagged", "resolved", "outcome", "merged", "counted",
 *	        "aside" (only for platforms out of the scope),
 *	        "note", "score", "evidence": of this very pair, and of an id of
 *	        another framework "framework": its id, "framework_url"}],
 *	    "seen": [{"level", "source", "test", "named": true, "date",
 *	        "techniques": [id]}],
 *	    "twins": [{"source", "id", "title", "url", "by", "changed": true,
 *	        "techniques": true}],
 *	    "needs", "needs_text", "needs_short" and, where it is told which logs
 *	    are collected, "runs", "runs_text", "lacks": as of count/needs.h}],
 *	"crosswalks": [{"crosswalk", "from", "from_id", "from_title",
 *	    "relation", "to", "to_id", "to_title", "joint": true, "note",
 *	    "path", "line"}], where there are any,
 *	"findings": [{"source", "path", "line", "what", "why"}]
 *	}
 *
 * Techniques are those that are not revoked, by domain and id; controls those
 * of the selection, counted or not, in reading order, with the mappings of at
 * least its evidence; a control's own is that of its best mapping. seen is
 * what it was seen to fire on, or, of a test (level 0), that it ran, and for
 * which techniques that speaks; named: test is the id of a test that is here.
 * twins are what one's own was made from, by id or name; changed: they search for
 * different things; techniques: it has theirs.
 * Words are those of data/README.md and of the catalog. ATT&CK's own texts and
 * actors are not in it: they are in ATT&CK's bundle. Memory as in model.h; NULL
 * on error.
 */
cJSON *export_model(struct catalog *c,
    const struct catalog_selection *selection);

/* Appends it as text, with each element of a list on a line of its own. */
void export_json(const cJSON *model, struct buf *out);

/*
 * Appends a row for each active technique (of the domain, "enterprise"; NULL:
 * of all; with one of the selection's platforms), by domain and id: technique,
 * name, parent, tactics and platforms (joined by ";"), url, a column a source
 * (of all its controls unless the selection says whose), policy, detection, test
 * (of the perspective), policy_yours, policy_available and so on, whatever the
 * perspective; and basis: whose the three count, and what the figures of its domain
 * rest on. Returns 0, or -1.
 */
int export_csv(struct catalog *c, const struct catalog_selection *selection,
    const char *domain, struct buf *out);

/*
 * Appends a row for each id that a control names, also those that do not
 * count, in reading order: source, kind, id, title, path, line, url,
 * lifecycle, type, level, status, evidence (of the row's pair), whose,
 * catch_all, tagged, technique (where that leads), outcome, counted, made_from,
 * needs (in words), runs (where it is told which logs are collected). Flags are
 * 1, or nothing. Returns 0, or -1.
 */
int export_controls_csv(struct catalog *c,
    const struct catalog_selection *selection, struct buf *out);

/*
 * Appends a row for each pair of each crosswalk (crosswalk/crosswalk.h), which no
 * figure counts, in the order of ids: crosswalk, from (a source's id, or what the
 * framework is called), from_id, from_title, relation, to and so on, joint (true: only
 * together with others), note, path, line. Returns 0, or -1.
 */
int export_crosswalks_csv(struct catalog *c, struct buf *out);

/*
 * The table that the supplied site offers for download: {"columns": [{"name",
 * "csv" (its name there, where it is another)}], "rows": [an object a
 * technique that is not revoked, by id: every column in order], "lacks": [{"why",
 * "columns": [those that are empty for it]}], "left_out": [sources, by id, that
 * have no column]}. Counts are of a source's controls, null for none; lowestLevel
 * is "n" where there are sub-techniques, else "y". policy_process_volume is graded
 * where all that is graded is there, and the selection is of everything. domain:
 * NULL is the first. NULL on error: the catalog, or a domain that it does not have.
 */
cJSON *export_compass(struct catalog *c,
    const struct catalog_selection *selection, const char *domain);

/* Append its rows, as the supplied site's files have them. */
void export_compass_json(const cJSON *table, struct buf *out);
void export_compass_csv(const cJSON *table, struct buf *out);

/*
 * Appends DeTT&CT's administration of data sources (version 1.1,
 * github.com/rabobank-cdc/DeTTECT/wiki/YAML-administration-data-sources) for the
 * domain (NULL: the first): a system for each platform, and for each data component
 * of which something is collected there an entry, whose products are what is
 * collected: MITRE's names of log sources, with a channel ("NAME: CHANNEL") where
 * not all are; none where the component itself is what the user named. Where nobody
 * says what is collected, it is a form to fill in: all components that MITRE's
 * analytics read, with scores of 0. left, an array, gets the names of what is
 * collected and has no place there: MITRE's analytics do not read it. Returns 0,
 * or -1.
 */
int export_dettect(struct catalog *c, const char *domain, cJSON *left,
    struct buf *out);

/*
 * Appends DeTT&CT's administration of techniques (version 1.2) for the domain (NULL:
 * the first): of each technique in scope for which a detection rule of the selection
 * (not NULL) counts, or of which something is visible, DeTT&CT's scores, and what
 * they are by. left gets how many techniques have neither. Returns 0, or -1.
 */
int export_dettect_techniques(struct catalog *c,
    const struct catalog_selection *selection, const char *domain, int *left,
    struct buf *out);

/*
 * Appends a bundle of STIX 2.1: courses of action that mitigate, of the policies of
 * the selection, which is not NULL, but for what ATT&CK has itself, and indicators
 * that indicate, of its detection rules whose text is in texts ({source: {path: text,
 * a rule of Sigma}}; or NULL). Techniques are named by MITRE's own ids, and are not in
 * it. The same catalog gives the same ids. left, an array, gets what is left out: how
 * many, and why. Returns 0, or -1.
 */
int export_stix(struct catalog *c, const struct catalog_selection *selection,
    const cJSON *texts, cJSON *left, struct buf *out);

/*
 * Appends a component definition of OSCAL (pages.nist.gov/OSCAL), version 1.1: of each
 * policy of the selection, which is not NULL, a component, with a requirement for each
 * of its controls, and of that the techniques that it names, whether they are answered,
 * and where they are. The same catalog gives the same UUIDs. left, an array, gets the
 * ids that OSCAL cannot have. Returns 0, or -1, also where no control is left.
 */
int export_oscal(struct catalog *c, const struct catalog_selection *selection,
    cJSON *left, struct buf *out);

/*
 * Appends a workbook of Office Open XML: sheets about (what it says of itself:
 * definition, whose, versions, and what is left out), coverage (`sextant stats`),
 * techniques and gaps (by controls of that kind: `sextant list`, `sextant gaps`),
 * controls (detection rules and tests that count: `sextant list controls`), one for
 * each policy of the selection, which is not NULL (`sextant list controls --source`),
 * and sources. answers is whose rules and tests answer policies. A sheet that would
 * have no rows is not there. Returns 0, or -1.
 */
int export_xlsx(struct catalog *c, const struct catalog_selection *selection,
    const char *kind, enum of answers, struct buf *out);

/* The version of libxlsxwriter, which is loaded for that, into version; "" after
 * reporting the error. */
void export_library(char *version, size_t n);

#endif
