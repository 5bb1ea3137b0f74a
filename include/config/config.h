/*
 * What a build is to be: sextant.yaml, the command line and the defaults,
 * checked and put together.
 *
 *	title: Our coverage
 *	attack: {enterprise: 18.1}     # or latest, or {path: FILE}; also
 *	                               # mobile and ics, each with its own;
 *	                               # ahead: a later version, one a domain,
 *	                               # or none; and the matrix of one other
 *	                               # framework, {f3: {path: FILE}}
 *	sources:                       # absent: all default sources
 *	  splunk: {ref: refs/tags/v5.0}
 *	  sigma: {}
 *	  ours: {like: sigma, path: rules/}
 *	mapping: {resolve: follow, lifecycle: active}
 *	counts: {level: medium, status: test} # the least that is yours
 *	scope: {platforms: [Windows], tactics: [],
 *	        except: [{id: T1200, reason: …, owner: …, until: 2026-12-31}]}
 *	priority: {weights: {groups: 3, kev: 2}} # what gaps are ranked by
 *	logs: [WinEventLog:Sysmon, {dettect: FILE}] # what is collected
 *	formats: [html, markdown, compass]
 *	out: out/site
 *	static: static/
 *	check: {…}                     # config/checks.h
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"
#include "config/checks.h"
#include "config/look.h"
#include "config/source.h"
#include "config/threat_words.h"
#include "words/priority.h"
#include "words/worth.h"

struct config_attack {
	const char *domain;  /* "enterprise", "mobile", "ics", or of another: f3 */
	const struct framework *framework; /* of that; NULL: ATT&CK */
	const char *version; /* "18.1" or "latest" */
	int line;            /* in sextant.yaml, or 0 */
	const char *path;    /* a local bundle, resolved, or NULL */
	const char *accessed;
	const char *ahead;      /* a later version that map looks ahead to, or
	                           "none"; NULL: the newest that the index names */
	const char *ahead_path; /* likewise a local bundle, resolved, or NULL */
	bool ahead_named;       /* the config gives this domain one of its own */
	bool accepted; /* --accept-change */
};

/* What pages are written as, ended by NULL. */
extern const char *const config_formats[];

struct config_exception {
	const char *id, *reason;
	const char *owner; /* who accepts it, or NULL */
	const char *until; /* the last day that it holds, or NULL: any */
	int line;          /* in sextant.yaml */
};

/* What gaps are ranked by. */
struct config_priority {
	struct weights weights; /* as written */
	struct strs sectors;    /* one's own */
	int line;               /* of the sectors */
};

/* What is said to be collected. */
struct config_log {
	const char *vocabulary; /* or NULL: of any */
	const char *name, *channel; /* channel: or NULL */
	const char *dettect; /* instead a file of DeTT&CT's, resolved; or NULL */
	int line;            /* in sextant.yaml */
};

/* Another word for what has that id: of data/synonyms.yaml. */
struct config_synonym {
	const char *id, *word;
};

struct config {
	const char *path; /* of sextant.yaml, or NULL: none */
	char digest[65];  /* of its text and of all definitions in use */
	char sha256[65];  /* of its bytes alone; "": there is none */
	char tables[65];  /* of frameworks.yaml and logs.yaml */
	const char *title;
	bool sample; /* every page says SAMPLE */
	struct config_attack attacks[DOMAINS]; /* in the order of domains */
	size_t nattacks;                       /* at least one */
	struct source attack_source;
	struct source *sources; /* in the order of ids */
	size_t n;
	struct source *unused; /* other definitions, where all were read */
	size_t nunused;
	int of; /* enum of: whose controls figures count */
	int resolve_exact, lifecycle_all; /* enum resolve, enum counted */
	int valid_for; /* days that a proof holds; 0: for ever */
	struct worth counts; /* the least that counts as one's own detection */
	struct config_priority priority;
	struct strs platforms, tactics; /* of the scope; empty: all */
	struct frameworks frameworks; /* of frameworks.yaml; none: there is none */
	const char *log_table; /* path of logs.yaml; NULL: there is none */
	bool logs_told;
	struct config_log *logs;
	size_t nlogs;
	struct config_synonym *synonyms;
	size_t nsynonyms;
	struct config_exception *exceptions;
	size_t nexceptions;
	struct strs formats;
	const char *out;    /* as written, from the config's folder; or NULL */
	const char *statics; /* folder, resolved, or NULL */
	const char *templates; /* likewise: what replaces ours */
	struct site_look look;
	struct threat_words same; /* read where a source has profiles of actors */
	struct checks checks;
	const cJSON *scope; /* of sextant.yaml, for config_line; or NULL */
	struct arena mem;
};

/*
 * The configuration that is meant where none is named: sextant.yaml of the current
 * folder, else the nearest above it in the same repository (up to a folder with
 * .git, .hg, .svn or .jj), if no folder up to there is another owner's or on
 * another file system; caller frees. NULL: there is none. One that belongs to
 * somebody else is none either, of which is warned where warn.
 */
char *config_find(bool warn);

/*
 * Reads the config at path; where path is NULL that of config_find, with
 * out/site beside it for its out, and where there is none, the defaults: the latest ATT&CK and all
 * default sources. definitions is the folder of definitions (data/sources);
 * synonyms.yaml next to it, if there is one, has the synonyms, frameworks.yaml the
 * frameworks beside ATT&CK.
 * attack, of --attack, is [DOMAIN-]VERSION, a bundle FILE.json or NULL: it
 * sets that domain (of a file by its name; enterprise without a word), and
 * adds it where it is not configured. Returns 0, or -1. config_free in either
 * case.
 */
int config_read(const char *path, const char *definitions, const char *attack,
    struct config *c);

/* The defaults alone, whatever there is. As config_read. */
int config_read_defaults(const char *definitions, struct config *c);

/* Is it what config_read takes as attack: [DOMAIN-]VERSION, latest, or
 * FILE.json? */
bool config_is_attack(const char *attack);

/* The path of a file that the configuration names, or its own, as seen from where it
 * is: the same wherever a command runs. Borrowed, of path. */
const char *config_path_in(const struct config *c, const char *path);

/* The line of the nth word (from 0) of a list of the scope. */
int config_line(const struct config *c, const char *key, size_t n);

/* Gives a definition that was read by itself the frameworks that it names, of those of
 * c, which it must not outlive. Returns 0, or -1. */
int config_join(const struct config *c, struct source *s);

/* A source by id, or NULL. */
const struct source *config_source(const struct config *c, const char *id);

/* The definition of that id, where it was read from the file at path, and nothing was
 * laid over it; or NULL. */
const struct source *config_definition(const struct config *c, const char *id,
    const char *path);

/* The place among the attacks of the domain that s is of; nattacks: c does not
 * ask for it. */
size_t config_attack_of(const struct config *c, const struct source *s);

/* Reports that no source of that id, of that option ("--accept-change "; "": an
 * operand), is configured, and which may be meant. */
void config_no_source(const struct config *c, const char *option,
    const char *id);

/*
 * What the source of that id, or the bundle "attack/DOMAIN" ("attack": all of
 * them), has become is taken as it is; returns 0, or -1: there is none.
 */
int config_accept_change(struct config *c, const char *id);

void config_free(struct config *c);

#endif
