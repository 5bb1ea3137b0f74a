/*
 * What a word stands for, whatever it is: a technique, a tactic, a group, a
 * rule, a log source; and what is known of it.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef SUBJECT_SUBJECT_H
#define SUBJECT_SUBJECT_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/buf.h"
#include "catalog/catalog.h"

/*
 * A word is an id or a name in any spelling (base/key.h), the path of a control,
 * or the channel of a log source. "KIND:WORD" is only of that kind:
 *
 *	technique tactic group campaign software
 *	strategy analytic component log-source channel cve log framework-id
 *	policy detection test   (control: any of these three)
 *	element                 (of a framework: only a crosswalk knows it)
 *
 * An id goes before a name, a name before another name, and this before the
 * title of a rule or a test; what is spelled like the word before what only has
 * its key, a technique that is active before those that are not. An actor, a
 * strategy and so on of several domains is one.
 *
 * {word, name (without its kind), kind (where it has one), found [{kind, id
 * (where it has one), name, pk (of log sources and channels 0), by (0 an id, 1 a
 * name, 2 another name, 3 a title or a path), domain, source (its id), path, ask (what finds
 * this one alone, or the fewest: "group:G0016")}], others [the same: those that
 * are called that, too, where found are not by their ids], near [as found, those
 * that are near where nothing is found: a few of each kind]}. Controls of
 * sources other than these (none: of all) are none.
 */
cJSON *subject_find(struct catalog *c, const char *word,
    const struct strs *sources);

/* Is it a control's kind: policy, detection or test? */
bool subject_is_control(const cJSON *found);

/* Is it of the kind that is asked for: NULL is any, control any of a control's? */
bool subject_is_of(const char *kind, const char *asked);

/* What a kind is called: "data component"; and appends "technique, tactic … or
 * control", all that a word of the kind (NULL: of any) may be. */
const char *subject_noun(const char *kind);
void subject_put_kinds(struct buf *out, const char *kind);

/*
 * One that subject_find found, but no technique and no control:
 *
 * {schema: 1, kind, id, name, domain, version (of ATT&CK), url, aliases [],
 * description, of an id of another framework framework (its id, whose title is the
 * name), and of a tactic shortname, of an analytic platforms [] and
 * mutables [{field, description}], of a group and so on profile [{source, what
 * ("alias", "origin", "victim", "sector"), text (as the source says it), word}], of
 * a CVE known [{source, title, category, path, line}], of a log platforms [], whole
 * (true: a whole product), names [{vocabulary, names []}], of a log and of a log source
 * collected ("yes", "part", "no"; where it is told); what is not known is absent;
 * coverage {what gaps_list (model/gaps.h) says of the whole: kind (of controls),
 * definition, perspective, selection, scope, settings, sample, domains, sources};
 * techniques [as of gaps_list, those without a control first, then the most used;
 * via: ids of campaigns that alone use it, of a CVE of sources whose rules alone
 * name it, of an id of another framework of sources whose rules name both;
 * types: "exploitation_technique" and so on, notes: of a CVE];
 * related [{what ("campaigns", "software", "analytics" …), rows [{kind, id, name,
 * url, and of an analytic on ("Windows, Linux"), strategy_id, strategy_name,
 * techniques [], logs ["WinEventLog:Sysmon (EventCode=1)"]; of a log source
 * channels []; of a control source, path, lifecycle, techniques [], and where logs are
 * asked about whose and (where it is told) runs; of a log collected, and of a log
 * source's its channel}]}];
 * told [{id, why}] (what became of techniques that it names);
 * from (count/provenance.h)}.
 */
cJSON *subject_make(struct catalog *c, const cJSON *found,
    const struct catalog_selection *selection, const char *kind);

/* Of a control (model/control.h), which stays as it is, only coverage, techniques
 * and from, and sample; a technique also has score and note of what the control
 * says of it. */
cJSON *subject_of_control(struct catalog *c, const cJSON *control,
    const struct catalog_selection *selection, const char *kind);

#endif
