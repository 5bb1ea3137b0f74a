/*
 * A source: where controls come from. One file in data/sources/, or an entry
 * of the user's sextant.yaml; both have the same keys, which
 * data/sources/README.md documents.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef CONFIG_SOURCE_H
#define CONFIG_SOURCE_H

#include <regex.h>
#include <stdbool.h>

#include "base/mem.h"
#include "base/pattern.h"
#include "base/str.h"
#include "config/frameworks.h"
#include "value/extract.h"
#include "value/field.h"
#include "value/value.h"
#include "words/words.h"

enum source_format {
	FORMAT_YAML,
	FORMAT_JSON,
	FORMAT_STIX,     /* the mitigations of an ATT&CK bundle */
	FORMAT_TOML,
	FORMAT_CSV,
	FORMAT_MARKDOWN, /* the front matter of Markdown files */
	FORMAT_YARAL,    /* the meta section of YARA-L rules */
	FORMAT_NDJSON,   /* JSON, a document a line */
	FORMAT_CONF,     /* the stanzas of Splunk's .conf files */
	FORMAT_DETTECT,  /* the detections of DeTT&CT's YAML */
	FORMAT_TEXT,     /* any text, by regular expressions */
	FORMAT_XML,
};

enum source_letters {
	LETTERS_UPPER, /* T1059 */
	LETTERS_LOWER, /* t1059 */
};

enum source_holds {
	HOLDS_CONTROLS,
	HOLDS_THREATS,
	HOLDS_BASELINE,
	HOLDS_CROSSWALK,
};

enum compass_list {
	COMPASS_FILES, /* one link a control, by folders */
	COMPASS_NAMES, /* names only: all stand in one file a technique */
	COMPASS_LINKS, /* one link a control */
};

/* Alternatives: the first that is there, or all of them, as the key says. */
struct fields {
	struct field **v;
	size_t n;
};

/*
 * When something is so. All that is given must hold: the document's path
 * matches one glob; one of the fields is there (and not empty), or, where
 * values are given, one of those found is one of these (ASCII case ignored;
 * "" stands for fields that are not there, or empty).
 */
struct rule {
	const char *is;
	struct strs path;
	struct fields field;
	struct strs in;
	struct strs member; /* globs: names in the field, at any depth */
};
struct rules {
	struct rule *v;
	size_t n;
};

/*
 * Where a control names its techniques: the fields of each node `of` each node
 * `within` the control for which `when` holds. Where a node has none of the
 * fields, its `otherwise` are taken.
 */
struct tagging {
	struct fields within, of; /* empty: the node itself */
	struct rule when;
	struct fields fields, otherwise;
	struct fields sub; /* numbers of sub-techniques, beside their techniques */
	struct fields note, score; /* what is said of this very pair */
	const char *remark; /* that is said where there is no note, or NULL */
	const char *context_name, *context_url; /* members of the object that the
	                        id is in: the technique's name and address */
	int letters;         /* enum source_letters: how ids are written */
	const char *framework_id; /* atlas: which its ids are of; NULL: ATT&CK, or
	                             what their form says */
	const struct framework *framework; /* that; filled by config_read */
	const char *written; /* such a value, with {id} in it; or NULL */
	const char *pattern; /* as written, or NULL: the value is the id */
	regex_t *regex;      /* its first group is the id; others are no ids */
};
struct taggings {
	struct tagging *v;
	size_t n;
};

/* From words to what each becomes, one or more: from a source's words, also
 * globs, to ATT&CK's platforms, where the pairs of the first word stand for
 * it. */
struct pairs {
	struct strs from, to;
};

/*
 * Where platforms are told: the words of the fields `of`, each with that of
 * `with` behind a "/", if there is such a field; the names of the members of
 * `names`; or where the document stands, by globs.
 */
struct platform_step {
	struct fields of, with, names;
	struct pairs words, paths;
};
struct platform_steps {
	struct pairs words; /* of control.platforms, without steps */
	struct platform_step *v;
	size_t n;
};

/* What a number of a source of threats is called, and where it stands. */
struct factor_field {
	const char *name;
	struct fields fields;
};
struct factor_fields {
	struct factor_field *v;
	size_t n;
};

/* Where a part of the name of a log stands: values of the fields, or of members of
 * such names (a glob) at any depth in them; with regular expressions the first
 * group of each match of the last, in what those of the one before it are. */
struct log_field {
	struct fields fields;
	struct strs patterns;
	regex_t *regexes;
	size_t nregexes;
	const char *member; /* or NULL */
	struct strs besides; /* globs: members that are not looked into */
	struct strs except; /* globs: what is no value */
	struct strs without, unless; /* parts before this one: their values are
	                                none; it is read where none has any */
};
struct log_part {
	const char *name;
	struct log_field *v;
	size_t n;
};

enum { LOG_PARTS_MAX = 10 };

/* Where a crosswalk has the ids of one of its two frameworks. */
struct crosswalk_side {
	const char *of;   /* the id of the source that has its controls, or NULL */
	const char *name; /* what people call it; NULL: as that source */
	struct fields ids;
	struct fields title; /* of the control, beside the id */
	const char *pattern; /* as written, or NULL: the value is the id */
	regex_t *regex;      /* its first group is the id; others are no ids */
	struct fields titled, titled_id, titled_title; /* nodes, from the document,
	                        that say what ids are titled */
};
enum { CROSSWALK_FROM, CROSSWALK_TO, CROSSWALK_SIDES };
extern const char *const crosswalk_sides[]; /* "from", "to" */

/* How a control names the logs that it needs. */
struct log_names {
	const char *in; /* the vocabulary; NULL: it names none */
	struct log_part *parts;
	size_t nparts;
	struct strs names; /* "{product}/{service}": the first that is known, and
	                      no whole product where a later one is less */
	const char *all; /* a part each value of which is a need; or NULL */
	struct log_field steps; /* where each step of a query begins, which is a
	                           need of its own; no fields: nowhere */
	const char *joined_by; /* what stands between names of logs that are all
	                          needed, in one value; or NULL */
};

struct source {
	const char *id;
	const char *file; /* where it was read, for messages */
	const char *like; /* the definition whose layout this one's is, or NULL */
	const char *definition; /* SHA-256 of the definition's file, with that of
	                           `like` behind it; or NULL: the config alone
	                           has it */
	int line;
	const cJSON *entry; /* of sextant.yaml, whose keys are over the definition's; or
	                       NULL */

	const char *title;
	int kind; /* enum kind; KIND_NONE: not said */
	int holds; /* enum source_holds: of all but controls it decides the kind */
	bool by_default;
	const char *domain; /* whose techniques its ids are; NULL: enterprise */
	const struct framework *of; /* whose domain that is, filled by config_read; NULL:
	                               ATT&CK */
	const char *homepage, *licence, *credit;

	const char *github, *ref, *url; /* how it is fetched */
	struct strs formerly; /* what github was called: OWNER/REPOSITORY */
	const char *index, *bundle;     /* of ATT&CK: {domain}, {version} */
	const char *document_url;       /* of each {technique}: one document */
	const char *version_url;        /* tells whether any of them changed */
	const char *path;               /* a local folder, resolved */
	const char *accessed;
	bool optional;
	bool own; /* an organisation's own: `like`, or of no public home */

	int format; /* enum source_format */
	struct strs files, except;
	struct extracts texts; /* FORMAT_TEXT: what is read of a document */
	struct pattern *path_pattern; /* what of its path; NULL: nothing */
	bool plain_names; /* members are called in lower case, with '_' */
	struct fields json, yaral; /* texts that are JSON, or YARA-L, from the
	                              document */
	struct fields total, more; /* of nodes: how many, whether there are more */
	struct fields each, group; /* group: nodes with one value are one */
	struct fields has, has_any, has_none;
	struct rules when; /* one of them must hold of a control, if any */
	struct fields only;    /* nodes without one are not meant */
	struct fields parts_of; /* documents behind one with it are its parts */
	bool unite; /* controls of one id are one, as a matter of course */
	double least_share;        /* of controls that must name a technique */
	int least_number;          /* of controls that do */
	int least_controls;        /* of controls at all, where fetched */
	bool may_be_none;          /* it may well name none */
	bool accepted;             /* --accept-change: it may be as it is */

	struct fields control_id, control_title, description, level, status,
	    author, date, modified, platforms;
	regex_t *id_regex; /* its first group is the id in such a value; NULL: the
	                      value is */
	bool apart; /* its controls are shown, and are in no figure */
	struct fields recordings; /* texts in which a rule names recordings */
	struct fields recorded;   /* of a recording: its files */
	struct fields executor, elevated, cleanup; /* of a test */
	int runner; /* enum runner: what runs its tests */
	struct fields false_positives, references; /* read of own sources only */
	struct fields query; /* what it searches for: to tell whether two are the
	                        same */
	struct fields control_tags, log_source, logic; /* what full text finds it
	                        by, too; no logic: query */
	struct log_names logs; /* that it needs */
	const struct frameworks *frameworks; /* beside ATT&CK; NULL: none is known */
	struct taggings techniques;
	struct taggings tactics;       /* by their id, name or short name */
	struct pairs replaced_tactics; /* of ATT&CK: short names that are no
	                                  more, and those in their place */
	struct rules not_mappable;     /* of a group's nodes */
	struct fields attack_version;  /* that the mappings were made for */
	struct rules lifecycle, type, evidence;
	struct rules words;            /* closed fields and all their words */
	struct platform_steps platform_steps;

	struct fields catch_all;       /* the selections' container */
	struct strs catch_all_besides; /* its members that are no selections */
	struct fields condition;       /* what joins them; without it: and */
	struct fields tells_apart;     /* what makes any rule selective */
	const char *catch_all_reason;  /* why its catch-alls are; or NULL */

	struct fields correlated;      /* rules that a correlation is made of, by
	                                  id or name; where there are none, */
	struct fields correlated_by;   /* a text that joins them by and, or, not */
	struct fields control_name;    /* what a rule may be called beside its id */
	struct fields generate;        /* true: they alert by themselves too */

	struct strs twin_of;           /* ids of sources whose rules those of this
	                                  source, if it is own, were made from: */
	struct taggings twin_ids;      /* which of them, by id, or else */
	struct taggings twin_names;    /* by name */

	/* KIND_EVIDENCE: what proves what. */
	const char *proof_level;       /* E0 (of tests: they ran), E4, E5 */
	struct fields proof_control;   /* control ids; at E0 those of tests stand
	                                  in proof_test */
	struct fields proof_link;      /* addresses of controls */
	struct fields proof_test;      /* the test that it was seen on */
	struct fields proof_name;      /* what it is called, at E0 */
	struct fields proof_date;
	struct fields proof_outcome;   /* empty: all was detected, or ran */
	struct strs proof_words[RESULT_NONE]; /* what the outcome may read */
	struct rule proof_when;
	struct rule proof_not_run;     /* without a field: says nothing */

	/* KIND_BASELINE, whose controls are those that it chooses: by id alone,
	 * with its version as their status and its day as that of their change */
	const char *baseline_of;       /* the id of the source that has them */
	const char *baseline_name;     /* "moderate" */

	/* KIND_CROSSWALK, with its version as status and its day as modified */
	struct crosswalk_side sides[CROSSWALK_SIDES];
	struct fields relation;        /* what the first is of the second */
	struct pairs relations;        /* from its words to ours */
	struct fields relation_note;

	/* KIND_THREATS: of one of the three, by id, by name, by technique. */
	struct fields vulnerability;
	struct fields actor;
	struct factor_fields factors;
	struct fields threat_id;       /* of an actor, in its source */
	struct fields threat_title;    /* of a vulnerability */
	struct fields threat_category; /* likewise */
	struct taggings groups;        /* ids of ATT&CK's groups that it is */
	struct fields actor_words[PROFILE_WORDS]; /* by what they say of it */

	enum { DEPLOYED_UNSAID, DEPLOYED_ALL, DEPLOYED_NONE, DEPLOYED_LIST }
	    deployed;             /* what of it runs */
	struct strs deployed_ids; /* DEPLOYED_LIST: these controls */
	enum { OWN_UNSAID, OWN_YES, OWN_NO } said_own; /* then it decides own */

	const char *link; /* {path} {id} {tagged} {number} {slug}; once it was
	                     asked for by source_link_auto and is not known, NULL */
	const char *edit; /* likewise, to change the control */
	const char *no_link; /* why it is not known, */
	const char *no_link_file; /* and by which file's */
	int no_link_line;         /* line; NULL, 0 */
	struct fields link_field; /* {field}, {local}; without it no link */

	const char *compass_title, *compass_url;
	const char *compass_folder, *compass_branch, *compass_file;
	const char *compass_column;
	int compass_list; /* enum compass_list */
};

/* A link that the git repository around `path` is to give: config_read asks it. */
extern const char source_link_auto[];

/* "yaml", "json" and so on. */
const char *source_format_name(int format);

/* "files", "names", "links". */
const char *source_list_name(int compass_list);

/*
 * Reads a definition from the file at path into s; strings live in mem.
 * Returns 0, or -1: path:line: key: what. source_free in either case. The other is
 * given what is in the file.
 */
int source_read(const char *path, const char *id, struct arena *mem,
    struct source *s);
int source_read_tree(const char *path, const cJSON *doc, const char *id,
    struct arena *mem, struct source *s);

/*
 * Lays the keys of entry (an entry of sextant.yaml, from the file at path)
 * over s. Returns 0, or -1.
 */
int source_apply(const char *path, const cJSON *entry, struct arena *mem,
    struct source *s);

/* Is all there that its kind needs? Returns 0, or -1. */
int source_check(const struct source *s);

/* The id of its domain. */
const char *source_domain(const struct source *s);

/* Where it is fetched: an https URL in mem, of many documents that of their
 * version; NULL where it is local or of no place of its own (mitigations). */
const char *source_url(const struct source *s, struct arena *mem);

/* Where the document of one technique is fetched, in mem; of a source that has
 * document_url. */
const char *source_document_url(const struct source *s, const char *technique,
    struct arena *mem);

/* What text, a pattern with {name} in it, becomes; in mem. Values are taken as
 * they are; an unknown name stays. */
struct source_word {
	const char *name, *value;
};
char *source_expand(struct arena *mem, const char *text,
    const struct source_word *words, size_t n);

/* Does one of the globs match the path? A path that ends in .yml is matched as
 * one in .yaml too, and the other way round. */
bool source_matches(const struct strs *globs, const char *path);

/* Likewise; hidden files, and those in hidden folders, only where a glob spells
 * the '.' out. */
bool source_names(const struct strs *globs, const char *path);

/* Is the path that of a document: named by `files`, and not one of `except`? */
bool source_selects(const struct strs *files, const struct strs *except,
    const char *path);
bool source_reads(const struct source *s, const char *path);

/* Has the path one of the extensions of the source's documents? ASCII case
 * ignored; .yml and .yaml are one. */
bool source_has_extension(const struct source *s, const char *path);

/* Gives back what is not in the arena. */
void source_free(struct source *s);

/* The folder's definitions: all ids (files *.yaml), sorted. Returns 0, or -1. */
int source_ids(const char *folder, struct strs *ids);

#endif
