/* What is kept of what a document gave: all that control_take fills. */
#include "shapes.h"

#include "controls/control.h"

#define TEXT(s, m) PACK_ONE(PACK_TEXT, struct s, m)
#define NUMBER(s, m) PACK_ONE(PACK_NUMBER, struct s, m)
#define LINK(s, m) PACK_ONE(PACK_LINK, struct s, m)
#define STRS(s, m) PACK_STRS(struct s, m)
#define TEXTS(s, m, n) PACK_MANY(PACK_TEXTS, struct s, m, n, NULL)
#define LIST(s, m, n, of) PACK_MANY(PACK_LIST, struct s, m, n, of)
#define HEAP(s, m, n, of) PACK_MANY(PACK_HEAP, struct s, m, n, of)

static const struct pack_member tag_shape[] = {
	TEXT(tag, id),
	NUMBER(tag, formed),
	LINK(tag, framework),
	NUMBER(tag, other),
	NUMBER(tag, line),
	TEXT(tag, note),
	TEXT(tag, score),
	PACK_STOP,
};

static const struct pack_member test_shape[] = {
	TEXT(test_name, id),
	NUMBER(test_name, line),
	PACK_STOP,
};

static const struct pack_member rule_shape[] = {
	TEXT(rule_name, text),
	NUMBER(rule_name, line),
	PACK_STOP,
};

static const struct pack_member need_log_shape[] = {
	TEXT(need_log, name),
	TEXT(need_log, key.id),
	TEXT(need_log, key.event),
	PACK_STOP,
};

static const struct pack_member need_shape[] = {
	LIST(need, v, n, need_log_shape),
	PACK_STOP,
};

static const struct pack_member unread_shape[] = {
	NUMBER(unread_id, line),
	LINK(unread_id, how),
	TEXT(unread_id, text),
	NUMBER(unread_id, at),
	NUMBER(unread_id, len),
	TEXT(unread_id, meant),
	TEXT(unread_id, right),
	NUMBER(unread_id, read),
	PACK_STOP,
};

static const struct pack_member control_shape[] = {
	TEXT(control, id),
	TEXT(control, title),
	TEXT(control, description),
	TEXT(control, path),
	TEXT(control, url),
	TEXT(control, edit),
	NUMBER(control, line),
	NUMBER(control, lifecycle),
	NUMBER(control, type),
	TEXT(control, level),
	TEXT(control, status),
	TEXT(control, author),
	TEXT(control, date),
	TEXT(control, modified),
	TEXT(control, changed),
	TEXT(control, executor),
	NUMBER(control, elevated),
	NUMBER(control, cleanup),
	TEXTS(control, false_positives, nfalse_positives),
	TEXTS(control, references, nreferences),
	NUMBER(control, evidence),
	LIST(control, simulates, nsimulates, test_shape),
	LIST(control, recordings, nrecordings, test_shape),
	TEXTS(control, files, nfiles),
	TEXT(control, name),
	LIST(control, correlates, ncorrelates, rule_shape),
	NUMBER(control, generates),
	TEXT(control, query),
	TEXT(control, indexed.tags),
	TEXT(control, indexed.log),
	TEXT(control, indexed.logic),
	STRS(control, indexed.cves),
	LIST(control, needs, nneeds, need_shape),
	STRS(control, twin_ids),
	STRS(control, twin_names),
	NUMBER(control, held),
	NUMBER(control, shelved),
	NUMBER(control, catch_all),
	NUMBER(control, full),
	STRS(control, platforms),
	LIST(control, tags, ntags, tag_shape),
	LIST(control, unread.v, unread.n, unread_shape),
	PACK_STOP,
};

static const struct pack_member proof_shape[] = {
	TEXT(proof, control),
	TEXT(proof, link),
	TEXT(proof, test),
	TEXT(proof, name),
	TEXT(proof, day),
	NUMBER(proof, at),
	TEXT(proof, path),
	NUMBER(proof, line),
	NUMBER(proof, outcome),
	PACK_STOP,
};

static const struct pack_member word_shape[] = {
	NUMBER(actor_word, what),
	TEXT(actor_word, text),
	PACK_STOP,
};

static const struct pack_member threat_shape[] = {
	PACK_IN(struct threat, named, control_shape),
	TEXT(threat, category),
	STRS(threat, groups),
	LIST(threat, words, nwords, word_shape),
	LIST(threat, factors, nfactors, NULL),
	PACK_STOP,
};

static const struct pack_member pair_shape[] = {
	TEXT(crosswalk_pair, ids[CROSSWALK_FROM]),
	TEXT(crosswalk_pair, ids[CROSSWALK_TO]),
	TEXT(crosswalk_pair, titles[CROSSWALK_FROM]),
	TEXT(crosswalk_pair, titles[CROSSWALK_TO]),
	NUMBER(crosswalk_pair, relation),
	NUMBER(crosswalk_pair, joint),
	TEXT(crosswalk_pair, note),
	TEXT(crosswalk_pair, path),
	NUMBER(crosswalk_pair, line),
	PACK_STOP,
};

static const struct pack_member title_shape[] = {
	NUMBER(crosswalk_title, side),
	TEXT(crosswalk_title, id),
	TEXT(crosswalk_title, title),
	PACK_STOP,
};

static const struct pack_member unknown_shape[] = {
	LINK(unknown, field),
	TEXT(unknown, word),
	TEXT(unknown, path),
	NUMBER(unknown, line),
	NUMBER(unknown, n),
	PACK_STOP,
};

const struct pack_member shape_controls[] = {
	HEAP(controls, v, n, control_shape),
	PACK_MANY(PACK_HEAPED, struct controls, assessed, nassessed, NULL),
	HEAP(controls, proofs, nproofs, proof_shape),
	HEAP(controls, threats, nthreats, threat_shape),
	HEAP(controls, pairs, npairs, pair_shape),
	HEAP(controls, titles, ntitles, title_shape),
	TEXT(controls, version),
	TEXT(controls, day),
	NUMBER(controls, rows),
	NUMBER(controls, understood),
	NUMBER(controls, unread),
	HEAP(controls, unknowns.v, unknowns.n, unknown_shape),
	NUMBER(controls, full),
	TEXT(controls, attack_version),
	PACK_STOP,
};

const struct pack_member shape_finding[] = {
	TEXT(finding, path),
	NUMBER(finding, line),
	TEXT(finding, what),
	TEXT(finding, why),
	PACK_STOP,
};
