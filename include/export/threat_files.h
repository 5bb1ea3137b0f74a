/*
 * One group, campaign or software for other programs: what the site offers with its
 * page. An actor is one of actors_make (threat/actors.h), and so are its parts; where
 * its cells have answers and best_public (a rule each: {rule, href, page, from,
 * evidence, runs_word, others}), these are told, too.
 *
 * What is made is in the thread's cJSON memory. NULL or -1 is after reporting the
 * error.
 */
#ifndef EXPORT_THREAT_FILES_H
#define EXPORT_THREAT_FILES_H

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "export/layer.h"

/*
 *	{
 *	"schema": 2, "what": "threat", and the head of export/api.h,
 *	"id", "kind", "name", "url", "page", "other_names": [name],
 *	"origin", "victims", "sectors", "described_by": what sources of threats say,
 *	"definitions": what the states mean,
 *	"domains": [{"id", "name", "version", "newer_version", "basis", "of",
 *	    "answered", "covered", "thin", "moved", "open", "out", "adopt",
 *	    "techniques": [{"id", "name", "parent_name", "tactics": [name],
 *	        "state", "via" (the campaign's id), "reason" (of what is out), "policy",
 *	        "detection", "test", "available" {policy, detection, test}, "evidence",
 *	        "priority", "visible", "why", "moved_version", "moved_id", "answers":
 *	        [{"title", "url", "page", "source", "evidence", "runs"}],
 *	        "more_answers", "closer": such a rule that is available,
 *	        "more_closers"}],
 *	    "by_software": {"of" and so on, "techniques": those that only software of it
 *	        uses, via the first, and "via_more" others}}],
 *	"related": [{"relation", "others": [{"id", "name", "answered", "of"}]}]
 *	}
 *
 * What does not apply is absent. site is model_overview's, or threat_files_head of it,
 * which is all that is read of it; definitions is threat_put_definitions'.
 */
cJSON *threat_files_json(const cJSON *actor, const cJSON *site,
    const char *definitions);
cJSON *threat_files_head(const cJSON *site);

/*
 * Appends a row for each technique, in the order of the page: domain, technique,
 * name, tactics (joined by ";"), state, via, policy, detection, test, available,
 * evidence, visible, answered_by and closer ("Rule (Source)", joined by "; "),
 * closer_evidence, closer_runs, url of the closer; basis of its domain.
 */
void threat_files_csv(const cJSON *actor, struct buf *out);

/* The layer of a part, as LAYER_THREAT; base as of layer_options. */
cJSON *threat_files_layer(struct layers *all, const cJSON *actor,
    const cJSON *part, const char *definitions, const char *base);

#endif
