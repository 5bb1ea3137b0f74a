/* What this program is made of: each library, asked by who owns it. */
#include "build_info.h"

#include <stdio.h>

#include "base/digest.h"
#include "base/pattern.h"
#include "base/str.h"
#include "catalog/catalog.h"
#include "fetch/fetch.h"
#include "serve/serve.h"
#include "site/render.h"
#include "store/archive.h"
#include "value/value.h"
#include "value/yaml.h"

static const struct {
	const char *name;
	void (*ask)(char *version, size_t n);
} libraries[] = {
	{ "cJSON", value_library },
	{ "cmark", render_cmark },
	{ "libarchive", archive_library },
	{ "libcurl", fetch_library },
	{ "libmicrohttpd", serve_library },
	{ "libxml2", render_libxml2 },
	{ "libyaml", yaml_library },
	{ "OpenSSL", digest_library },
	{ "PCRE2", pattern_library },
	{ "SQLite", catalog_library },
	{ "utf8proc", str_library },
};

void
build_info_print(void)
{
	char version[64];
	size_t i;

	printf("sextant %s\n", SEXTANT_VERSION);
	for (i = 0; i < sizeof(libraries) / sizeof(libraries[0]); i++) {
		libraries[i].ask(version, sizeof(version));
		if (version[0] != '\0')
			printf("%s %s\n", libraries[i].name, version);
	}
}
