/*
 * DeTT&CT's administration of data sources: which of ATT&CK's data components a
 * team collects, of which systems.
 * https://github.com/rabobank-cdc/DeTTECT/wiki/YAML-administration-data-sources
 *
 *	version: 1.1
 *	file_type: data-source-administration
 *	domain: enterprise-attack      # or mobile-attack, ics-attack
 *	systems:
 *	  - applicable_to: Servers
 *	    platform: [Windows, Linux] # or all
 *	data_sources:
 *	  - data_source_name: Process Creation
 *	    data_source:               # one, or a list of them
 *	      - applicable_to: [Servers]          # or all
 *	        products: [Sysmon]
 *	        data_quality: {device_completeness: 4, timeliness: 5, …}
 *
 * Of the old version 1.0 a data source has these members itself, and is of the
 * file's `platform`.
 */
#ifndef LOGS_DETTECT_SOURCES_H
#define LOGS_DETTECT_SOURCES_H

#include <stddef.h>

#include "base/str.h"
#include "logs/dettect.h"
#include "value/findings.h"

struct dettect_source {
	const char *name; /* a data component's, as written */
	int line;
	struct strs platforms; /* those of its systems, as ATT&CK spells them */
	struct strs products;  /* as written, without empty ones */
};

/* Starts as { 0 }. */
struct dettect_sources {
	const char *domain; /* one of those that were given, or NULL: none is read */
	struct dettect_source *v;
	size_t n;
	struct arena mem;
};

/*
 * Reads the data sources that are there, in the order of the file: as for DeTT&CT
 * itself those of which any dimension of the quality is above 0; it asks neither
 * whether there is a date nor whether it is available for data analytics. What
 * cannot be read, or is of a system or platform that is not known, is a finding of
 * path and left out. Names of platforms that ATT&CK had once stand for those that
 * it has. exceptions are techniques, and not read: a finding, too.
 */
void dettect_sources_read(const char *path, const char *text, size_t len,
    const struct dettect_domain *domains, size_t n,
    struct dettect_sources *s, struct findings *f);

void dettect_sources_free(struct dettect_sources *s);

#endif
