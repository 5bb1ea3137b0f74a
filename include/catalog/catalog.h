/*
 * The catalog: the SQLite file that joins map with render and with questions.
 * The only folder that knows SQL. The schema is src/catalog/schema.sql.
 *
 * Of the same input every table is the same, on every machine (catalog_dump
 * tells them); the file's bytes are where SQLite is of the same version.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef CATALOG_CATALOG_H
#define CATALOG_CATALOG_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/str.h"
#include "words/logs.h"
#include "words/words.h"
#include "words/worth.h"

enum { CATALOG_SCHEMA = 17 };

struct catalog;

/*
 * A new catalog that is to stand at path: built aside, in one transaction.
 * NULL on error, also where a file stands at path that is no catalog. The put
 * functions return 0, or -1; strings are copied, NULL is NULL.
 */
struct catalog *catalog_create(const char *path);

/*
 * Ends the transaction, syncs and renames into place; frees. Returns 0, or -1:
 * then what stood at path still does. What is replaced is kept at
 * catalog_previous(path); where there was none of this schema to replace,
 * nothing is there any more: what stands there is never older than one step.
 */
int catalog_commit(struct catalog *c);

/* "out/catalog.previous.db" of "out/catalog.db"; caller frees. */
char *catalog_previous(const char *path);

/* Leaves nothing behind; frees (c may be NULL). */
void catalog_abort(struct catalog *c);

/* One thing said of the whole: "title", "inputs". */
int catalog_put_meta(struct catalog *c, const char *key, const char *value);

struct catalog_domain {
	int ord; /* place among the domains, from 0 */
	const char *id, *name, *version, *modified;
	const char *homepage, *licence, *credit;
	const char *url, *sha256, *accessed;
	const char *newer_version, *newer_sha256; /* of the bundle ahead; or NULL */
	const char *scope;     /* what is in denominators; NULL: all */
	const char *platforms; /* of the scope, a line each; NULL: all */
	const char *layer; /* of another framework: its name in layers; or NULL */
};
/* A row of the domain table. */
int catalog_put_domain(struct catalog *c, const struct catalog_domain *d);

struct catalog_tactic {
	const char *domain;
	int ord;
	const char *id, *shortname, *name, *url, *description;
};
/* A row of the tactic table; ord is the matrix's column, from 0. */
int catalog_put_tactic(struct catalog *c, const struct catalog_tactic *t);

struct catalog_reference {
	const char *name, *description, *url;
};
struct catalog_technique {
	long long pk; /* from 1 */
	const char *domain, *id, *stix, *name, *description, *url;
	long long parent; /* 0: none */
	bool sub;
	const char *state;
	long long successor; /* 0: none */
	bool scoped;
	const char *reason;
	const char *owner, *until; /* of an exception, or NULL */
	bool page;
	const char *moved_version, *moved_id, *moved_name; /* or NULL */
	const struct strs *tactics, *platforms, *data_sources;
	const struct catalog_reference *references;
	size_t nreferences;
};
/* A technique, its tactics, platforms, data sources and references. */
int catalog_put_technique(struct catalog *c,
    const struct catalog_technique *t);

struct catalog_actor {
	long long pk; /* from 1 */
	const char *domain, *id, *kind, *name, *description, *url;
	const struct strs *aliases; /* or NULL */
};
/* A group, a campaign or a piece of software, and its other names. */
int catalog_put_actor(struct catalog *c, const struct catalog_actor *a);

/* A revoked actor, which the actor is now; ord is from 0. */
int catalog_put_former(struct catalog *c, long long actor, int ord,
    const char *id, const char *name);

/* An actor uses a technique; each pair once. */
int catalog_put_use(struct catalog *c, long long actor, long long technique);

/* What is between two actors: kind "uses" or "attributed-to". */
int catalog_put_actor_link(struct catalog *c, long long actor,
    const char *kind, long long other);

struct catalog_source {
	long long ord; /* from 1 */
	const char *id, *title, *kind, *domain;
	bool own;
	const char *perspective; /* whose controls figures of its kind count */
	const char *runner; /* of its tests, or NULL */
	const char *homepage, *licence, *credit;
	const char *url, *revision, *sha256, *definition, *accessed;
	long long documents;
	const char *attack_version;
	const char *compass_title, *compass_url, *compass_tree, *compass_blob;
	const char *compass_folder;
	const char *compass_list;
	const char *compass_file, *compass_column;
	const char *catch_all; /* why its catch-alls are; or NULL */
};
/* A row of the source table. */
int catalog_put_source(struct catalog *c, const struct catalog_source *s);

struct catalog_control {
	long long pk; /* from 1 */
	long long source;
	const char *id, *title, *description, *path;
	int line;
	const char *url, *lifecycle, *type;
	const char *level, *status, *author, *date, *modified;
	const char *changed;  /* the day of modified, else of date; or NULL */
	const char *executor; /* of a test, or NULL */
	bool elevated, cleanup;
	enum evidence evidence; /* the best of its mappings */
	bool catch_all;
	const char *whose;
	bool counts;
	enum runs runs;
	const struct strs *platforms; /* or NULL */
	/* Not kept, but in full text: its tags, with the CVEs and techniques
	 * that it names; where its events come from; what it looks for. Or
	 * NULL. */
	const char *tags, *log, *logic;
	const struct strs *cves; /* distinct; or NULL */
};
/* A control, its platforms and the CVEs that it names, and its place in the full
 * text. */
int catalog_put_control(struct catalog *c, const struct catalog_control *k);

/* A line of what only its own page says: "edit" (an address),
 * "false-positive", "reference"; ord is from 0. */
int catalog_put_control_line(struct catalog *c, long long control,
    const char *what, int ord, const char *text);
/* One's own control, and another that it was made from. */
struct catalog_twin {
	long long control; /* pk */
	int ord;           /* among the twins of that control */
	long long twin;    /* pk */
	const char *by;
	bool changed, techniques;
	enum evidence evidence;
};
int catalog_put_twin(struct catalog *c, const struct catalog_twin *t);

/* A correlation, and a rule that it is made of. */
int catalog_put_correlated(struct catalog *c, long long control, int ord,
    long long base);

/* A framework beside ATT&CK, before what names its ids. */
int catalog_put_framework(struct catalog *c, int ord, const char *id,
    const char *title, const char *homepage);

struct catalog_mapping {
	long long control;
	const char *tagged;
	long long technique; /* 0: none */
	const char *outcome;
	bool merged, counted;
	const char *note, *score;
	bool newer, aside;
	enum evidence evidence; /* of this very pair */
	const char *framework, *framework_url; /* of another framework; or NULL */
};
/* One id that a control names, and what became of it. */
int catalog_put_mapping(struct catalog *c, const struct catalog_mapping *m);

struct catalog_finding {
	const char *source, *path;
	int line; /* 0: none */
	const char *what, *why;
};
/* One thing that map warned about. */
int catalog_put_finding(struct catalog *c, const struct catalog_finding *f);

/* A figure of a source, or of "attack/DOMAIN"; ord is from 0. */
int catalog_put_measure(struct catalog *c, const char *source, long long ord,
    const char *name, long long n);

/* Another word for what has that id, an old one, too; nothing, if nothing has. */
int catalog_put_synonym(struct catalog *c, const char *id, const char *word);

/*
 * Opens the catalog at path read-only. NULL on error: there is none ("run
 * sextant map first"), it is no catalog, it is of another schema, or it breaks
 * what that promises: whoever made it, what is read of it is in range. For one
 * thread at a time; catalog_again opens what c has open for another, without
 * looking at all of it again. catalog_close frees (c may be NULL).
 */
struct catalog *catalog_open(const char *path);
struct catalog *catalog_again(const struct catalog *c);
void catalog_close(struct catalog *c);

/*
 * What was asked of a catalog, each with its parameters (texts). A row is a
 * JSON object: a member a column, numbers for INTEGER; NULL and 0 of a flag
 * are absent, so that a template may ask for them.
 */
enum catalog_query {
	Q_META,         /* (): key, value */
	Q_DOMAINS,      /* (): the domain table, and framework ("ATT&CK"), in its order */
	Q_SOURCES,      /* (): the source table, and findings, how many */
	Q_SOURCE_HEADS, /* (): ord, id, title, kind, domain, own, perspective,
	                   homepage, revision, sha256, accessed, compass_column of
	                   them */
	Q_OUTCOMES,     /* (): source, controls, active, mapped, and of pairs
	                   (active control, id): exact, remapped, merged,
	                   retired, deprecated, unknown, malformed, newer (of
	                   unknown); mappings: those that count */
	Q_TACTICS,      /* (): the tactic table, by domain, in matrix order */
	Q_TECHNIQUES,   /* (pks, here and below: an array as JSON; NULL: of
	                   all): pk, domain, id, name, url, sub, state, scoped,
	                   reason, owner, until, page, parent (pk), parent_id,
	                   parent_name, successor_id, successor_name,
	                   moved_version, moved_id, moved_name; by domain and
	                   id */
	Q_TECHNIQUE,    /* (id): the same and description, stix, of that id;
	                   the one with the id's page first */
	Q_TECHNIQUE_STIX, /* (id of STIX): as Q_TECHNIQUES */
	Q_MOVED,        /* (pk): kind, controls: how many active ones are tagged
	                   with what the technique moved to, if it did */
	Q_FORMERLY,     /* (pk): id, name of those whose chain ends here */
	Q_SUBS,         /* (pk): id, name of active sub-techniques */
	Q_KIN,          /* (pk): kin (sub-technique, parent, sibling: the other
	                   sub-techniques of its parent), id, name, policy,
	                   detection, test (how many count) of those active;
	                   in this order and by id */
	Q_PHASES,       /* (pk): shortname, name, id, url; in its own order */
	Q_ALL_PHASES,   /* (pks): technique (pk), shortname */
	Q_PLATFORMS,    /* (pk): platform */
	Q_ALL_PLATFORMS, /* (pks): technique (pk), platform */
	Q_FACETS,       /* (): technique (pk), source (ord), platforms (a line
	                   each, in the control's order), level, status,
	                   evidence (of the pair), whose, count: how many counted
	                   mappings are of these; by all of them in turn */
	Q_ANSWERS,      /* (kind): technique (pk), control (pk), title, url, level,
	                   evidence, source_title, whose, runs, count (how many of
	                   these there are): of each technique the three best
	                   controls that are yours, and the best one that is
	                   available, of those that run if any does; by technique,
	                   yours first */
	Q_DETECTED,     /* (): technique (pk) of those with strategies */
	Q_KNOWN_PLATFORMS, /* (): domain, platform: of active techniques, by both */
	Q_REFERENCES,   /* (pk): name, description, url */
	Q_CONTROLS,     /* (pk): every control that names the technique, also
	                   those that do not count: control (its pk), the
	                   control table but description, tagged, outcome,
	                   score, note, source_id, kind, merged, counted; bases,
	                   base_of: titles, a line each, of the rules that it is
	                   made of, and of correlations that it is only the base
	                   of; copy, copy_state: as Q_LISTED; evidence is that of
	                   the pair; by source and control */
	Q_CONTROLS_FIRST, /* ({technique, controls}): of these pks only; as are others' */
	Q_ALL_CONTROLS, /* (): pk, source (ord), id, title, path, line, url,
	                   lifecycle, catch_all, counts, evidence; by source
	                   and id, or path where it has none */
	Q_ALL_MAPPINGS, /* (): control (pk), tagged, resolved (the technique's
	                   id), outcome, merged, counted, note, score, evidence, framework
	                   (of another one: its id), framework_url; by control and tagged */
	Q_RESOLVED,     /* (): control, tagged, resolved, outcome, aside, evidence; likewise */
	Q_LISTED,       /* (source ord): its controls: pk, id, title, url,
	                   lifecycle, type, level, status, evidence, catch_all,
	                   whose, counts; techniques: the ids it counts for,
	                   a space between; proved: from E3 on, the ids that are
	                   at that level, likewise; base_of; copy: the title of one's own
	                   that was made from it, one that counts if there is
	                   any; copy_state: why that does not; by title, ASCII
	                   case ignored */
	Q_CONTROL,      /* (pk): the control table (flags as 0 and 1), source_id,
	                   source_title, kind, own; control (its pk); bases and
	                   base_of as of Q_CONTROLS, copy and copy_state as of
	                   Q_LISTED; platforms, a line each */
	Q_CONTROL_TWINS, /* (pk): as Q_TWINS, of this control; and twin (pk) */
	Q_AT_PATH,      /* (word): controls that stand at that path, of an own source
	                   also at the end of the word: thing (their kind), pk,
	                   by (3), id, name, path, source (its id), word; by pk */
	Q_CONTROL_NAMES, /* (source ord): pk, id, title, path, line; by pk */
	Q_CONTROL_LINES, /* (pk): what, text; in order */
	Q_CONTROL_MAPPINGS, /* (pk): tagged, technique (pk), technique_id and
	                   technique_name (where it counts or would), outcome, merged, counted,
	                   aside, newer, note, score, evidence, framework (of another
	                   one: its id), framework_title, framework_url; by tagged */
	Q_BREADTH,      /* (): control (pk) of policies that count, techniques: how
	                   many of those in scope it counts for, of: how many
	                   of its source's domain are; by pk */
	Q_CONTROL_PROOFS, /* (pk): its rows of the evidence table, source_id, source_title,
	                   test_title (where it is named), and techniques, the ids that
	                   it is evidence of, a space between */
	Q_RELATED,      /* (pk): of each technique that the control counts for, or
	                   would: technique_id, technique_name, count: how many
	                   controls of its kind in other sources count there; and
	                   the best three: control (pk), id, title, url,
	                   source_id, source_title, level, type, evidence; by
	                   technique */
	Q_TITLES,       /* (): technique (pk), title: of controls that count, the first
	                   technique of each title; by both */
	Q_CONTROL_PLATFORMS, /* (pk): of these: control (pk), platform */
	Q_CONTROL_PLATFORMS_FIRST,
	Q_ALL_CONTROL_PLATFORMS, /* (): control (pk), platform */
	Q_TWINS,        /* (pk; NULL: of all): what these were made from: control (pk),
	                   source (its id), source_title, id, title, url, by, changed, techniques */
	Q_TWINS_FIRST,
	Q_EVIDENCE,     /* (pk): of these, what was seen of the technique: control (pk),
	                   level (4, 5; 0: a test that ran), source_id, test, named,
	                   test_title (where it is named), date; of a rule only what stands */
	Q_EVIDENCE_FIRST,
	Q_ALL_EVIDENCE, /* (): likewise of all: control (pk), level, source (id), test, named,
	                   date; techniques: those that it is evidence of, a space between */
	Q_LATER,        /* (day): source (id), path, line, date of evidence of a
	                   later day, whatever it says */
	Q_ASSESSED,     /* (pk): source_id, title, tagged */
	Q_LEDGER,       /* (): source_id, tagged, resolved, outcome, controls, and of an
	                   id of another framework framework_title, framework_url:
	                   every outcome but exact, of controls that count */
	Q_ACTORS,       /* (): pk, domain, id, kind, name, url; by domain and id.
	                   An id is one actor in all domains, here and below:
	                   its pk and domain are those of the first */
	Q_ACTOR,        /* (word): the same and description, of that id, name
	                   or other name, ASCII case ignored; by: 0 an id, 1 a
	                   name, 2 another name, in that order */
	Q_ACTOR_ALIASES, /* (actor pk): alias, in its domain */
	Q_ALL_ALIASES,  /* (): actor (pk), alias */
	Q_ACTOR_LINKS,  /* (actor id): kind, and of the other pk, id, name, its
	                   kind as other_kind; both ways: from is 1 where the
	                   actor is the one who uses or is attributed */
	Q_ACTOR_TECHNIQUES, /* (actor id): as Q_TECHNIQUES, of all domains */
	Q_USERS,        /* (pk): domain, id, kind, name, url of the actors that
	                   use the technique: groups, campaigns, software, each
	                   by id */
	Q_USE_COUNTS,   /* (pks): technique (pk), groups, campaigns, software: how
	                   many use it, of techniques that any uses */
	Q_ALL_USES,     /* (): actor (pk), technique (pk); by both */
	Q_ALL_ACTOR_LINKS, /* (): actor (pk), kind, other (pk); by all in turn */
	Q_ACTOR_PROSE,  /* (): pk, description; by pk */
	Q_STRATEGIES,   /* (pk): pk, id, name, url of strategies that detect the
	                   technique */
	Q_ANALYTIC_COUNTS, /* (pks): technique (pk), analytics: how many detect it,
	                   of techniques that any detects */
	Q_ANALYTICS,    /* (pk): theirs: strategy (pk), pk, id, name,
	                   description, url; in the strategy's order */
	Q_ANALYTIC_PLATFORMS, /* (pk): of these: analytic (pk), platform */
	Q_LOG_SOURCES,  /* (pk): analytic (pk), name, channel, component_id,
	                   component (its name) */
	Q_DOMAIN_READS, /* (domain): component (its name), component_id, platform,
	                   name, channel: what analytics of that platform read;
	                   collected: by any of them; by all of these in turn */
	Q_COLLECTED,    /* (): the collected table, platforms, a line each, and
	                   read: 1, an analytic of MITRE's reads it, or 0 */
	Q_MUTABLES,     /* (pk): analytic (pk), field, description */
	Q_DATA_SOURCES, /* (pk): name, of the technique's */
	Q_NAMES,        /* (): thing, pk, by, word as of catalog_called: all names */
	Q_TACTIC, Q_STRATEGY, Q_COMPONENT, /* (pk): the row of that table */
	Q_TACTIC_TECHNIQUES, /* (pk): pk, id of its active techniques */
	Q_CVE_TECHNIQUES, /* (CVE): pk, id, source (its id), type, tagged, note */
	Q_CVE_CONTROLS, /* (CVE): that name it: pk, kind, id, name, url, path, source
	                   (its id), lifecycle, techniques (ids, a space between) */
	Q_CVE_CONTROL_TECHNIQUES, /* (CVE): pk, id, source: that these count for */
	Q_FRAMEWORK_CONTROLS, /* (id of another framework): as Q_CVE_CONTROLS, with
	                   framework (its id), framework_url */
	Q_FRAMEWORK_TECHNIQUES, /* (the same): as Q_CVE_CONTROL_TECHNIQUES */
	Q_ACTOR_PROFILE, /* (actor id): source (its id), what, text, word */
	Q_CHANNELS,     /* (word): channel: those that are the word, or list it:
	                   "EventCode=3, 22" for EventCode=22 */
	Q_READERS,      /* (what): its analytics: pk, domain, id, name, description,
	                   url, platforms (a line each), strategy_id, strategy_name,
	                   strategy_url. what, here and below: strategy:DET0001,
	                   analytic:AN0001, component:DC0001 (before 18 its name),
	                   log-source:NAME, channel:WORD (as above) */
	Q_READER_LOGS,  /* (what): what these read: analytic (pk), name, channel,
	                   component_id, component (its name), component_url */
	Q_READER_MUTABLES, /* (what): analytic (pk), field, description */
	Q_READER_TECHNIQUES, /* (what): pk, id of the techniques that it is for */
	Q_ALL_LOG_SOURCES, /* (): MITRE's name, channel, collected (of any analytic),
	                   each pair once; by both */
	Q_FINDINGS,     /* (): the finding table, in order */
	Q_MEASURES,     /* (): source, name, n, and of "attack/DOMAIN" the
	                   version of that domain */
	Q_RESULTS,      /* (): what came of tests of rules: control (pk), level
	                   (4, 5), test, named, outcome, stands, date,
	                   techniques: the pk's, a space between; by control,
	                   the later behind the earlier */
	Q_BASELINES,    /* (): source (its id), title, url, revision, sha256,
	                   accessed, name, of (the id of the source that it is
	                   of), here (1: that is a source here), version, date,
	                   ids (how many it chooses), mapped (how many of these
	                   are a control that counts for a technique); by
	                   source */
	Q_BASELINE_REST, /* (source id): id, of that baseline, that is none such;
	                   in its order */
	Q_BASELINE_CONTROLS, /* (source id): control (pk) that it chooses; by pk */
	Q_CONTROL_BASELINES, /* (pk): source (its id), title, name, of the
	                   baselines that choose the control; by source */
	/* Of crosswalks, with the columns that crosswalk/crosswalk.h tells of: */
	Q_CROSSWALKS,   /* (): all, with source and title; by source */
	Q_CROSSWALK_PAIRS, /* (): their pairs, and of each side's id control (pk, the
	                   first) and yours (1: a control of yours); by ids */
	Q_CONTROL_CROSSWALKS, /* (pk): what the control is of ids of other frameworks;
	                   by framework and id */
	Q_ELEMENT,      /* (pk): id, title, framework, name */
	Q_ELEMENT_CROSSWALKS, /* (pk): likewise of an id, in all of its framework */
	Q_DERIVED,      /* (technique's pk; NULL: all): ids that are of a technique by
	                   way of a control that counts for it, where their framework
	                   itself does not say so; by technique, framework and id */
	Q_READS,        /* (pks): technique (pk), analytic (pk), analytic_id,
	                   analytic_name, analytic_url, platforms (a line each),
	                   name, channel, component_id, component, collected: each
	                   log source that an analytic of a technique reads; by
	                   technique and analytic */
	Q_OPEN_NEEDS,   /* (): control (pk), ord, log (pk), whose: the alternatives
	                   of each need of which none is collected, of detection
	                   rules that count; by control and ord */
	Q_LOG_GIVES,    /* (): name, log (pk): what is collected where MITRE's log
	                   source of that name is */
	Q_LOG_MITRE,    /* (word): name, channel: how MITRE calls logs that have
	                   that id, or that name in any vocabulary */
	Q_GROUP_USES,   /* (pks): technique (pk), id, name of the groups that use
	                   it; by technique */
	/* Of logs, and of what needs them: catalog/logs.h. */
	Q_NEEDS, Q_LOGS, Q_LOG, Q_LOG_NAMES, Q_LOG_KIN, Q_LOG_RULES,
	Q_LOG_TECHNIQUES, Q_LOG_SOURCE_LOGS, Q_LOG_SOURCE_COLLECTED,
	Q_ALL_LOG_NAMES, Q_LOG_PARTS,
	Q_UNKNOWN_LOGS, Q_COLLECTED_LOGS, Q_RUN_COUNTS,
	/* Of what sources of threats hold: catalog/threats.h. */
	Q_VULNERABILITIES, Q_VULNERABILITY, Q_EXPLOITS, Q_EXPLOITED,
	Q_EXPLOITED_BY, Q_EXPLOIT_RULES, Q_EXPLOIT_COUNTS, Q_PROFILES,
	Q_PROFILE_WORDS, Q_PROFILE_ACTORS, Q_SAME_WORDS, Q_GROUPS_USE,
	Q_FACTOR_SOURCES, Q_FACTORS,
	Q_END
};

/*
 * Which counted mappings a figure is made of: every list that is not empty
 * must name the control's source, kind and so on. With platforms a mapping is
 * of the selection where the technique has one of them, and the control names
 * none at all, or one of them that the technique has. What the scope's
 * platforms leave out (mapping.aside) is in no figure.
 */
struct catalog_selection {
	struct strs sources, platforms, kinds, types;
	enum evidence evidence; /* at least this level, of the pair; where controls and
	                  no mappings are asked for, of the best pair */
	enum of of; /* whose */
	/* Of each, what a control does not say does not match: */
	struct worth worth; /* at least this */
	const char *author; /* a part of it, ASCII case ignored; or NULL */
	const char *since;  /* changed on this day or later; or NULL */
	const char *baseline; /* chosen by it, a source's id; or NULL */
	const char *runs;   /* on the logs collected: a word of runs_names; or
	                       NULL */
};

/* Does it leave nothing out but by whose controls are? */
bool catalog_selects_all(const struct catalog_selection *s);

/* What counts for a technique, of one source. */
struct catalog_count {
	long long technique, source; /* pk, ord */
	enum kind kind;
	long long count;
	long long tested;   /* of count, with evidence E2 or better, of the pair */
	enum evidence evidence; /* the best of the pairs */
	long long named, named_tested; /* of count and tested, that name a platform */
	long long yours;    /* of count */
};

/*
 * For each technique and source with counted mappings of the selection (NULL:
 * of all), by both; only of techniques, a list of pks as JSON, where that is
 * not NULL. Returns 0, or -1 after reporting the error; the caller frees *v.
 */
int catalog_read_counts(struct catalog *c, const struct catalog_selection *s,
    const char *techniques, struct catalog_count **v, size_t *n);

/* The same as rows, whose members are called like those. */
int catalog_counts(struct catalog *c, const struct catalog_selection *s,
    cJSON **rows);

/* Does the selection choose any control; counted: any mapping that counts? 1, 0,
 * or -1 after reporting the error. */
int catalog_chooses(struct catalog *c, const struct catalog_selection *s,
    bool counted);

/* For each technique (pk) with counted mappings of its active sub-techniques:
 * kind, count: how many controls these are; as above. */
int catalog_below(struct catalog *c, const struct catalog_selection *s,
    cJSON **rows);

/*
 * Every control of the selection (NULL: all), also those that do not count:
 * the control table, source an id, and kind; in reading order. As above.
 */
int catalog_controls(struct catalog *c, const struct catalog_selection *s,
    cJSON **rows);

/* Q_OUTCOMES of the controls of the selection (NULL: of all); as above. */
int catalog_outcomes(struct catalog *c, const struct catalog_selection *s,
    cJSON **rows);

/*
 * What would close gaps: the best counted controls of the techniques (an array
 * of pk's), of that kind those outside the selection, of other kinds all:
 * technique (pk), kind, source_id, control (pk), id, title, url, type, level,
 * status, evidence, count (how many there are). By
 * technique and kind; of each at most so many, those that run on the logs collected
 * first, then the best evidence, then rules, then the highest level. Returns 0, or
 * -1.
 */
int catalog_closers(struct catalog *c, const struct catalog_selection *s,
    const char *kind, const cJSON *techniques, int most, cJSON **rows);

/* The same of the selection itself: its controls of that kind that count; whether
 * they run makes no difference. */
int catalog_answers(struct catalog *c, const struct catalog_selection *s,
    const char *kind, const cJSON *techniques, int most, cJSON **rows);

/*
 * Every pair of a control of the selection (NULL: all) and a technique in scope
 * that it counts for: control (pk), source (id), kind, id, title, url, path,
 * type, level, executor, elevated, runner, platforms (a line each), domain,
 * technique (pk), technique_id, parent (pk), evidence (of the pair); by control
 * and technique. Returns 0, or -1.
 */
int catalog_pairs(struct catalog *c, const struct catalog_selection *s,
    cJSON **rows);

/* *rows is a new array (the thread's cJSON memory); returns 0, or -1.
 * Parameters the query does not have are NULL. */
int catalog_rows(struct catalog *c, enum catalog_query q, const char *param,
    cJSON **rows);

/* The same of a query whose parameter is a pk. */
int catalog_rows_of(struct catalog *c, enum catalog_query q, long long pk,
    cJSON **rows);

/*
 * What the word is an id or a name of, in any spelling (base/key.h), a row
 * each: by (0: its id is the word, or that of a group or software that it
 * revoked; 1: its name, of a sub-technique also with its parent's; 2: another
 * name or a synonym), thing (technique, tactic, group, campaign, software,
 * strategy, analytic, component, log-source, log, policy, detection, test), pk (in the
 * table of these; of a log source 0), word (as it is written), old
 * (the word, where it is the id of what was revoked), id,
 * name (a control's title), domain, state (of a technique), source (the id of
 * a control's), path and counts (of a control). Ids first, then in the order of things;
 * active ones, and the one that an id's page is of, before others. An id that
 * several domains have is a row in each. *rows is an empty array where it stands
 * for nothing. Returns 0, or -1 after reporting the error.
 */
int catalog_called(struct catalog *c, const char *word, cJSON **rows);

/* What is searched for (search/rank.h). */
struct catalog_search {
	const char *words;
	struct strs kinds;   /* those of search_kinds; none: all */
	struct strs sources; /* only controls of these */
	int limit;           /* of each kind; 0: all */
};

/* The inputs that the catalog at path was made from (meta "inputs"), in key: 1;
 * 0 where there is none, or none that catalog_open would open: silent. */
int catalog_inputs(const char *path, char *key, size_t size);

/*
 * Appends every table as text, in order: the joint that goldens compare.
 * Returns 0, or -1.
 */
struct buf;
int catalog_dump(struct catalog *c, struct buf *out);

/* Gives SQLite memory that cannot fail; once, first. Its version, into version. */
void catalog_init(void);
void catalog_library(char *version, size_t n);

#endif
