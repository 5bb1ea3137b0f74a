/* The table of frameworks: any bytes as a file; then what ids stand for is asked. */
#include "in_file.h"
#include "base/buf.h"
#include "config/frameworks.h"

static struct in_file file;

/* The framework of an id has a form of it, which nobody has to say. */
static void
ask(const struct frameworks *f, const char *id, struct arena *mem)
{
	const struct framework *of = frameworks_of(f, id);

	if (of == NULL)
		return;
	if (framework_form(of, id) == NULL || frameworks_find(f, of->id) != of)
		abort();
	framework_url(of, framework_whole(of, id, mem), mem);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const ids[] = { "AML.T0051.001", "F1001", "D3-NTF",
		"CAPEC-163", "T1059", "T1496.A007", "", "X" };
	struct arena mem = { 0 };
	struct frameworks f;
	size_t i;

	in_file(&file, data, size);
	if (frameworks_read(file.path, &mem, &f, NULL) == 0)
		for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
			ask(&f, ids[i], &mem);
	frameworks_free(&f);
	arena_free(&mem);
	return 0;
}
