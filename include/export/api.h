/*
 * JSON for machines that the site carries: api/index.json and, for each
 * technique that is not revoked, api/techniques/ID.json. Both are of schema 2:
 * later versions may add members; where one changes its meaning or goes, the
 * schema grows. What does not apply is absent, flags are there only where they
 * are true. json and page stand in the site, seen from its root; url is the
 * source's or ATT&CK's own.
 */
#ifndef EXPORT_API_H
#define EXPORT_API_H

#include "base/buf.h"
#include "catalog/catalog.h"

/*
 *	{
 *	"schema": 2, "what": "index",
 *	"title", "sample": true, "generator", "scope",
 *	"perspective": {kind: whose controls figures count},
 *	"domains": [{"id", "name", "version", "accessed", "homepage",
 *	    "licence", "credit", "newer_version",
 *	    "coverage": {kind: {definition: {"covered", "of"}}}}],
 *	"sources": [{"id", "title", "kind", "domain", "own", "homepage",
 *	    "licence", "credit", "revision", "accessed", "attack_version",
 *	    "controls", "active", "mapped", "mappings"}],
 *	"tactics": [{"domain", "id", "shortname", "name", "url"}],
 *	"techniques": as of export_model (export.h), and "json" and "page",
 *	"revoked": [{"domain", "id", "name", "successor_id"}]
 *	}
 *
 * site is model_overview's. Memory as in model.h; returns NULL after reporting the
 * error.
 */
cJSON *api_index(struct catalog *c, const cJSON *site);

/*
 *	{
 *	"schema": 2, "what": "technique", "sample": true, "generator",
 *	"domain", "version", "id", "name", "url", "page", "state",
 *	"parent_id", "parent_name", "scoped": true, "reason",
 *	"owner", "until" (of an exception),
 *	"moved": {"version", "id", "name", "controls": how many name it, and
 *	    of each kind}, "formerly", "subs": [{"id", "name"}],
 *	"tactics": [{"id", "shortname", "name", "url"}], "platforms": [name],
 *	"counts": {kind: how many controls count, of its perspective},
 *	"perspective": {kind: yours, available or all},
 *	"yours", "available": {kind: how many are},
 *	"sources": [{"id", "title", "kind", "own", "homepage", "licence",
 *	    "credit", "revision", "accessed", "attack_version", "count",
 *	    "controls": [{"id", "title", "url", "path", "line", "type",
 *	        "level", "status", "author", "date", "modified",
 *	        "executor", "elevated", "cleanup", "evidence", "whose",
 *	        "platforms", "tagged", "also_tagged", "outcome",
 *	        "score", "note", "seen": [{"level", "source_id", "test", "named",
 *	        "test_title", "date"}], "needs" (as of count/needs.h) and,
 *	        where it is told which logs are collected, "runs", "lacks"}],
 *	    "not_counted": [the same, "lifecycle" and "why"]}],
 *	"assessed": [{"source_id", "title", "tagged"}: not mappable],
 *	"derived": [{"framework", "name", "ids": [...]}], as of
 *	    crosswalk/crosswalk.h: controls of other frameworks by way of those
 *	    that name it; none is counted,
 *	"users": [{"id", "kind": "group", "campaign" or "software", "name",
 *	    "url"}],
 *	"visible", "visible_on", "nearest": on the logs collected
 *	    (count/visibility.h),
 *	"strategies": [{"id", "name", "url", "analytics": [{"id", "platforms",
 *	    "log_sources": [{"name", "channel", "component_id", "component",
 *	    "collected": true}]}]}: how MITRE would detect it]
 *	}
 *
 * Made of model_technique's, which stays as it is.
 */
cJSON *api_technique(const cJSON *technique);

/*
 * api/logs.json: the head of all, what: "logs", and the members of logs_model
 * (model/logs.h) but for texts made for pages; logs has the rows of all groups.
 */
cJSON *api_logs(const cJSON *logs, const cJSON *site);

/*
 * api/crosswalks.json: the head of all, what: "crosswalks", and crosswalks (absent:
 * there is none) and pairs of crosswalk_pairs (crosswalk/crosswalk.h), which no figure
 * counts. NULL after reporting the error.
 */
cJSON *api_crosswalks(struct catalog *c, const cJSON *site);

/*
 * api/controls/SOURCE/NAME.json: the head of all, what: "control", and the members
 * of model_control's (model/control.h) but for flags and texts made for pages;
 * page ("controls/SOURCE/NAME.html"), where it has one. What is empty is absent.
 */
cJSON *api_control(const cJSON *control);

/* Appends either as text, with each element of a list on a line of its own. */
void api_print(const cJSON *model, struct buf *out);

#endif
