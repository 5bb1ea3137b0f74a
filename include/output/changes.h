/* What is between two builds, part by part: compare/diff.h has what it is. */
#ifndef OUTPUT_CHANGES_H
#define OUTPUT_CHANGES_H

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "output/writer.h"

/* Appends "The scope differs: none -> platforms Linux; the settings differ:
 * resolve follow -> exact": of "settings", nothing where there are none. */
void changes_put_settings(struct buf *b, const cJSON *settings);

/* Each puts its part, with a title; nothing where there is nothing. */
void changes_put_sources(struct writer *p, const cJSON *diff);
void changes_put_figures(struct writer *p, const cJSON *diff);
void changes_put_attack(struct writer *p, const cJSON *diff, bool all);

/* Techniques: lost by the controls and by ATT&CK, those whose controls count
 * elsewhere now, gained; all: also those with more controls, or fewer. */
void changes_put_techniques(struct writer *p, const cJSON *diff, bool all);

/* Each control that was added, removed or changed. */
void changes_put_controls(struct writer *p, const cJSON *diff);

/* Which logs are collected, techniques that are more or less visible by them, and
 * rules that run now or no longer do. */
void changes_put_logs(struct writer *p, const cJSON *diff);

/* Controls that are left without a technique. */
void changes_put_stranded(struct writer *p, const cJSON *diff);

/* The techniques as one table for programs: "tsv" or "csv". */
void changes_write(const cJSON *diff, const char *form);

/* "rules/a.yml:3" of a control, "" where it has no path; caller frees. */
char *changes_place(const cJSON *control);

/* "518 of 691 (75 %)"; caller frees. */
char *changes_figure(const cJSON *ratio);

#endif
