/*
 * Layers for the ATT&CK Navigator, of its format 4.5
 * (github.com/mitre-attack/attack-navigator, layers/spec/v4.5/layerformat.md):
 * what controls of one kind answer, technique by technique; whose they are is said
 * in its name, description, legend and metadata, and in each comment how many there
 * are beside (perspective.h).
 *
 * Every active technique of the domain stands in it, by id, without tactic: so
 * it is shown under each of its tactics. In scope it has a score, the colour
 * of its legend item, and a comment that says the same in words; a metadata
 * entry for each source with how many of its controls count. One that is out
 * of scope is disabled, and its comment says why. Name, description, metadata
 * and legend tell the figure with its definition, numerator and denominator,
 * ATT&CK's version, and revision and day of each source.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef EXPORT_LAYER_H
#define EXPORT_LAYER_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "catalog/catalog.h"

/* What the score is. */
enum layer_by {
	LAYER_CONTROLS,   /* how many controls; coloured 0, 1, 2-4, 5-9, 10+ */
	LAYER_COVERAGE,   /* 1 covered (of what is available: with a public
	                     control), 0 not; none outside of the
	                     denominator */
	LAYER_EVIDENCE,   /* the best level, 0 to 5; none without a control */
	LAYER_THREAT,     /* of a threat's techniques only: 0 open, 1 moved,
	                     2 thin, 3 covered (threat.h) */
	LAYER_VISIBLE,    /* 0 blind, 1 partly, 2 fully visible; none not told
	                     (count/visibility.h); what the nearest analytic
	                     lacks is metadata */
	LAYER_DIFFERENCE, /* 1 gained, 0 in both, -1 lost; none in neither */
};

/* Zero is: the catalog's first domain, detections, LAYER_CONTROLS. */
struct layer_options {
	enum layer_by by;
	const char *domain; /* "enterprise", or "enterprise-attack" */
	const char *source; /* only this one's controls, of its kind, whosever
	                       unless the selection says whose; or NULL */
	const char *kind;   /* policy, detection (NULL) or test */
	const char *definition; /* of LAYER_COVERAGE: a name; NULL: exact */
	const cJSON *threat;    /* of LAYER_THREAT: threat_answer's */
	/* Of LAYER_DIFFERENCE: what it is compared with, and how a person
	 * calls that: another catalog (NULL: the same), another selection
	 * (NULL: the same); where that does not say whose controls, those that
	 * are counted here. Ids of the other catalog are those of this one, or
	 * are followed to where this one's ATT&CK leads. */
	struct catalog *other;
	const struct catalog_selection *other_selection;
	const char *other_name;
	/* Where pages stand ("https://example.org/attack"): each technique
	 * links to BASE/techniques/ID.html; NULL: none does. */
	const char *base;
};

/* What all layers of a catalog share, read once. */
struct layers;

/*
 * The selection (NULL: all; borrowed until layers_close) says which mappings
 * count; its kinds are ignored. Uses the thread's cJSON memory, which must
 * outlive it. Returns NULL on error.
 */
struct layers *layers_open(struct catalog *c,
    const struct catalog_selection *selection);
void layers_close(struct layers *all); /* all may be NULL */

/* Makes one layer; queries the catalog only for a difference. Returns NULL if
 * the domain or the source does not exist. */
cJSON *layers_make(struct layers *all, const struct layer_options *o);

#endif
