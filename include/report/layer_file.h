/*
 * Layers of the ATT&CK Navigator, read: the JSON of its formats 3 to 4
 * (github.com/mitre-attack/attack-navigator, layers/). Layers are strangers'
 * bytes: at most 16 MiB and 50,000 entries, and of json_parse's limits.
 *
 * What is read of one: name; domain ("enterprise-attack", before 4
 * "mitre-enterprise"); versions.attack; versions.layer, before 4 version; and
 * of each of techniques: techniqueID, tactic, score, enabled. An entry without
 * score, colour, comment, metadata and links that shows its sub-techniques is
 * there to unfold them only.
 */
#ifndef REPORT_LAYER_FILE_H
#define REPORT_LAYER_FILE_H

#include <cjson/cJSON.h>
#include <stddef.h>

/*
 * {"name", "domain": "enterprise", "attack", "techniques": [{"id", "tactic",
 * "score"}], "passed_over"}: what the layer does not have is absent. Entries
 * keep their order, whatever their score (in a layer of coverage 0 is a gap);
 * ids are trimmed and in capitals. passed_over counts entries that are
 * disabled, or only unfold a technique. Uses the thread's cJSON memory; path is
 * for messages. Returns 0, or -1 after reporting the error.
 */
int layer_file_parse(const char *path, const char *text, size_t len,
    cJSON **layer);

#endif
