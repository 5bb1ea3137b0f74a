/* A bundle of ATT&CK, made of few words. */
#ifndef TESTS_BUNDLE_H
#define TESTS_BUNDLE_H

/* STIX ids need not look like theirs: nothing reads them. */
#define BUNDLE(objects) \
	"{\"type\": \"bundle\", \"id\": \"bundle--1\", \"objects\": [" objects \
	"]}"
#define REFERENCE(id) \
	"\"external_references\": [{\"source_name\": \"mitre-attack\"," \
	" \"external_id\": \"" id "\", \"url\": \"https://e.org/" id "\"}]"
#define TECHNIQUE(id, more) \
	"{\"type\": \"attack-pattern\", \"id\": \"ap--" id "\", \"name\":" \
	" \"Name of " id "\", " REFERENCE(id) more "}"
#define REVOKED ", \"revoked\": true"
#define DEPRECATED ", \"x_mitre_deprecated\": true"
#define SUB ", \"x_mitre_is_subtechnique\": true"
#define PLATFORMS(list) ", \"x_mitre_platforms\": [" list "]"
#define PHASE(name) \
	"{\"kill_chain_name\": \"mitre-attack\", \"phase_name\": \"" name "\"}"
#define PHASES(list) ", \"kill_chain_phases\": [" list "]"
#define TACTIC(id, short, name) \
	"{\"type\": \"x-mitre-tactic\", \"id\": \"ta--" id "\", \"name\": \"" \
	name "\", \"x_mitre_shortname\": \"" short "\", " REFERENCE(id) "}"
#define MATRIX(refs) \
	"{\"type\": \"x-mitre-matrix\", \"tactic_refs\": [" refs "]}"
#define RELATION(from, type, to, more) \
	"{\"type\": \"relationship\", \"relationship_type\": \"" type "\"," \
	" \"source_ref\": \"" from "\", \"target_ref\": \"" to "\"" more "}"
#define REVOKED_BY(from, to) RELATION("ap--" from, "revoked-by", "ap--" to, "")
#define SUB_OF(from, to) \
	RELATION("ap--" from, "subtechnique-of", "ap--" to, "")

#endif
