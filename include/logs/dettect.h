/*
 * DeTT&CT's administration of data sources as what is collected.
 * https://github.com/rabobank-cdc/DeTTECT/wiki/YAML-administration-data-sources
 */
#ifndef LOGS_DETTECT_H
#define LOGS_DETTECT_H

#include "logs/logs.h"
#include "value/findings.h"

enum { DETTECT_MAX = 4 << 20 }; /* bytes of a file */

/* A domain, and how ATT&CK spells its platforms. */
struct dettect_domain {
	const char *name; /* enterprise */
	const struct strs *platforms;
};

/* A file as it was read. */
struct dettect;

/*
 * Takes as collected (logs_tell, by whose rules) the data sources of the file that
 * are there: as for DeTT&CT itself those of which any dimension of the quality is
 * above 0, whatever the dates say, and whether or not it is available for data
 * analytics. Each is a data component on the platforms of its systems, whoever
 * records it; but where its products are all of them names that MITRE
 * ("WinEventLog:Sysmon", or with a channel "WinEventLog:Sysmon: EventCode=1") or the
 * table (an id, a title, a name in any vocabulary) has for what MITRE's analytics
 * read of that component there, only that. What is no component may be a name of the
 * vocabulary "dettect".
 *
 * What cannot be read is a finding of path, with its line, and left out. domains are
 * those of ATT&CK that are read. path and these stay; what is returned must stay until
 * logs_free, and is freed by dettect_free, which takes NULL.
 */
struct dettect *dettect_tell(struct logs *l, const char *path, const char *text,
    size_t len, const struct dettect_domain *domains, size_t n,
    struct findings *f);
void dettect_free(struct dettect *d);

#endif
