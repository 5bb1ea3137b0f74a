/* What a server sent, before it is kept: the first byte says what it was asked for,
 * the rest is a file. An index that is accepted names only addresses of the web. */
#include "in_file.h"
#include "base/mem.h"
#include "base/str.h"
#include "fetch/sniff.h"
#include "map/map.h"

static struct in_file file;
static struct arena definitions;
static struct source kev, technique;

int
fuzz_begin(void)
{
	if (source_read("data/sources/kev.yaml", "kev", &definitions,
	    &kev) == -1 || source_read("data/sources/top-techniques.yaml",
	    "top-techniques", &definitions, &technique) == -1)
		return -1;
	kev.url = technique.url = "https://e.org/a.json";
	return 0;
}

static void
check_index(const char *text, size_t n)
{
	const char *version, *url;
	struct arena mem = { 0 };

	if (map_index(file.path, "enterprise", NULL, &mem, &version, &url) == 0 &&
	    (!str_has_prefix(url, "https://") || *version < '0' || *version > '9'))
		abort();
	if (url != NULL)
		map_index_version(text, n, url, &mem);
	map_index(file.path, "mobile", "18.1", &mem, &version, &url);
	arena_free(&mem);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data + 1;

	if (size == 0)
		return 0;
	in_file(&file, text, size - 1);
	sniff_why_no_json(file.path);
	switch (data[0] % 4) {
	case 0:
		map_accept_bundle(file.path, "fuzz", "enterprise", "18.1",
		    data[0] & 4, 1);
		break;
	case 1:
		if (map_accept_index(file.path, "fuzz") == 0)
			check_index(text, size - 1);
		break;
	case 2:
		map_accept_document(file.path, "fuzz", &kev);
		break;
	default:
		map_accept_document(file.path, "fuzz", &technique);
	}
	return 0;
}
