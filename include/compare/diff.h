/*
 * What is between two snapshots, controls and ATT&CK apart.
 *
 * Three points are compared: the old controls on the old ATT&CK; the old
 * controls on the new ATT&CK ("rebased": the same ids, resolved as the new one
 * does); the new controls on the new ATT&CK. What changes over the first step
 * is ATT&CK's doing, what changes over the second is the controls'. A rule that
 * only follows an id that ATT&CK replaced changes nothing. A source that is a
 * part of ATT&CK itself (its mitigations) takes the first step and not the
 * second. Of a domain that only one is configured with no technique is told.
 *
 * Where the scope or the settings differ, these do much of what changes, and it
 * is not told apart: only the first and the last point are compared.
 *
 * A control of both is one by source and id. Those that share an id, or of which
 * one has none, are by source and path, then by the title, and where neither has
 * an id, by the file's name: if only one on each side has that.
 */
#ifndef COMPARE_DIFF_H
#define COMPARE_DIFF_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/str.h"
#include "compare/state.h"
#include "words/words.h"

/* What is compared: lists that are empty mean all. */
struct diff_filter {
	struct strs kinds, sources;
	enum of of; /* whose controls count. By default all of sources; else what
	               the new state's figures are of, or yours, where the old
	               one's are and it has none any more */
	const cJSON *perspective; /* by kind: in place of that default; or NULL */
	struct strs tactics; /* short names, names or ids; ASCII case ignored */
	bool same_controls;  /* both are of the same ones: all is ATT&CK's
	                        doing, and "controls" are only its own */
	bool lacking; /* controls of logs: also those that still do not run */
	bool in_order; /* domains and sources of what is no snapshot: as they
	                  stand there, not by name */
};

/*
 * Of two snapshots (snapshot_of, snapshot_parse); filter may be NULL. Where
 * one has "only", the other is compared in those sources. Memory as in model.h;
 * refers to neither. Never NULL.
 *
 *	{
 *	"schema": 3,
 *	"perspective": {policy, detection, test} whose controls of each kind count
 *	"untold": ["old", "new"]        which does not say whose its controls
 *	                                are (an earlier schema): those of own
 *	                                sources are yours, of figures all; or
 *	                                absent
 *	"same": true                    where nothing below says a difference
 *	"only": [source ids]            as far as the snapshots go; or absent
 *	"domains": [{domain, old, new}] versions; one is absent where the other
 *	                                alone has the domain
 *	"settings": [{name, old, new}]  of scope, resolve, lifecycle and counts those that
 *	                                differ, where both say how they were made;
 *	                                and of, with its kind, where the two
 *	                                count others by default
 *	"cause": "settings" or "mixed"  where there are any but of: all else is
 *	                                the same, or may not be
 *	"sources": [{id, title, kind, domain, own, of_attack, change, old
 *	    {revision, accessed, controls}, new, added, removed, changed}]
 *	    change: added, removed, updated, same (bytes and revision, or where
 *	    it has neither, controls); controls: how many; added and so on:
 *	    controls of the list below
 *	"figures": [{domain, kind, of, definition, before {covered, of},
 *	    rebased, after}]  of domains that both have and kinds that one has
 *	"techniques": [{domain, id, name, kind, cause: "attack" or "controls", or
 *	    that of all, change, before, after, tested_before, tested_after,
 *	    became {how, id, name, count, namesake}, formerly [ids], controls
 *	    [CONTROL and why, tagged]}]  by domain, id, kind and cause
 *	"controls": [CONTROL and change (added, removed, changed), old_path,
 *	    state {old, new}, evidence {old, new}, gained [ids], lost [ids]]  by
 *	    source and id
 *	"moves": [CONTROL and tagged, old, new, how]  as in old
 *	"stranded": [CONTROL and tagged [ids]]  as in old
 *	"attack": [{domain, id, name, change, to {id, name}, namesake, old_name,
 *	    tactics_gained [], tactics_lost [], tactic: true}]
 *	"logs": {                       absent where neither says what is collected
 *	    untold: "old" or "new"      it does not, and nothing below is there
 *	    added [names], removed [names]: what is collected, as they name it
 *	    visible [{domain, visible, before {covered, of}, after}]  techniques
 *	        in scope that are full, partly, blind, not-told; by domain
 *	    runs [{runs, before, after}]  likewise detections that count: yes, no,
 *	        unknown, not-told
 *	    techniques [{domain, id, name, cause, before, after, lost [names]}]
 *	        those that are visible otherwise now; by domain and id
 *	    controls [CONTROL and before, after, lacks]  those that count
 *	        and run otherwise now; before is absent of one that is new
 *	    }
 *	}
 *
 * CONTROL: source, kind, id, title, path, line, url, own: true, of_attack: true
 * (a part of ATT&CK itself); as the new snapshot has it, of a removed one the
 * old.
 *
 * techniques: change is lost (before > 0, after 0), moved (so, too, but ATT&CK
 * replaced it by one that controls of that kind answer: became), gained (before 0,
 * after > 0), inherited (so, too, but it replaced one that was answered), untested (covered,
 * but by no control of E2 or better any more), tested, fewer or more. before
 * and after are controls that count, over the step that cause names. controls
 * are those responsible: why is added, removed, state (it counts no more, or
 * again: state as below), tagged, untagged, evidence, or for ATT&CK moved, known (the old one
 * had its id nowhere) or scope (it gives the technique other platforms, and
 * those of the control are out of scope there, or no longer); tagged is the id
 * that the control names. became says what a technique that ATT&CK took is now
 * (how as in attack below, count what its successor has of that kind), formerly
 * which ids count for one that it gained. Where all has one cause there are no
 * controls, and rebased is absent.
 *
 * controls: state is "active", or why it does not count: its lifecycle,
 * "catch-all", or whose it is (of one added or removed it has one side, and only
 * where that is so); gained and lost are ids as tagged; follows is true where they
 * lead to the same techniques of the new ATT&CK. Another path is a change, another
 * title or line is none; where all has one cause, only another path is.
 *
 * moves: the same control with the same id, which counts elsewhere now: old
 * and new are technique ids, or why it counted nowhere; how is as below, or
 * known: the old ATT&CK did not know the id.
 *
 * stranded: controls that count in both, and of whose ids none leads to a
 * technique any more.
 *
 * attack: how techniques changed: new, restored (it was not active), replaced
 * (revoked by one that is new), merged (by one that was there, or with others),
 * retired (revoked by none), deprecated, missing; renamed, tactics. A technique
 * that is both renamed and in other tactics stands there twice; a tactic is the
 * same one by its id, whatever it is called. namesake: an active one that was
 * not, of the same name, where there is no successor: a guess worth a look.
 * tactic: it is a tactic: new, missing or renamed.
 *
 * logs: of what is less visible, lost are its log sources that were collected and
 * are not now; lacks is what a control that does not run needs, in words: both where
 * the new snapshot has what is lacking. cause is "logs" where ATT&CK is the same, or
 * any was lost; else "attack", or "mixed" where that is not known and a log was
 * removed or, of what is more visible, added.
 */
cJSON *diff_snapshots(const cJSON *old, const cJSON *new,
    const struct diff_filter *filter);

/*
 * Likewise, of any two states. Where one is no snapshot, with what both know:
 * "perspective", "untold", "settings", "domains", "sources" (id, change, old and
 * new as they stand there), "figures" (without rebased), "techniques" (id, kind,
 * change, before and after, the domain where that is known and, where the new state
 * knows its techniques, name and became without how), "logs" (without
 * techniques and controls) and "same"; of, sources and tactics of the filter say
 * nothing there. A snapshot is asked in the other's perspective. A kind of which
 * the two count others is in "settings", and in none of "perspective", "figures"
 * and "techniques". NULL where they have nothing in common: nothing was said.
 */
cJSON *diff_states(const struct state *old, const struct state *new,
    const struct diff_filter *filter);

/* What a snapshot says of logs, as state.h has it, in its own perspective. NULL:
 * nothing. */
cJSON *diff_told_logs(const cJSON *snapshot);

/* How many techniques have rows of the change among those of a diff, of which rows of
 * one technique stand together; of the cause, or of none, unless that is NULL. */
long long diff_techniques_with(const cJSON *rows, const char *change,
    const char *cause);

/* Adds what the snapshot's tactics are called that the list has not (names,
 * short names and ids), and likewise the ids of its sources. */
void diff_add_words(const cJSON *snapshot, struct strs *tactics,
    struct strs *sources);

#endif
