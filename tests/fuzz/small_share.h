/* A folder of a few of our definitions, and what stands beside such a folder: to read
 * all of data/sources for each input would take too long. */
#ifndef TESTS_SMALL_SHARE_H
#define TESTS_SMALL_SHARE_H

#include "../unit/capture.h"

static char *share_root, *share_sources;

static inline void
share_end(void)
{
	scratch_end(share_root);
	free(share_sources);
}

static inline int
share_begin(void)
{
	static const char *const names[] = { "sources/attack.yaml",
		"sources/sigma.yaml", "sources/splunk.yaml", "sources/nist-800-53.yaml",
		"sources/kev.yaml", "sources/misp-threat-actors.yaml",
		"sources/results.yaml", "frameworks.yaml", "threat-words.yaml" };
	struct buf text = BUF_INIT;
	char *path;
	size_t i;

	share_root = scratch_begin();
	share_sources = path_join(share_root, "sources");
	atexit(share_end);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		path = path_join("data", names[i]);
		if (file_read(path, 0, &text) == -1)
			return -1;
		scratch_put(share_root, names[i], buf_str(&text));
		buf_free(&text);
		free(path);
	}
	return 0;
}

#endif
