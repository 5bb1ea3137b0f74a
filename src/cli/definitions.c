/* The definitions of sources: which there are, and what they read. */
#include "definitions.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "build/build.h"
#include "config/source.h"
#include "output/options.h"
#include "output/output.h"
#include "output/table.h"
#include "value/member.h"
#include "words/words.h"

static const struct table_column columns[] = {
	{ "id", TABLE_LEFT, 0, 0 },
	{ "kind", TABLE_LEFT, 0, 0 },
	{ "default", TABLE_LEFT, 0, 1 },
	{ "format", TABLE_LEFT, 0, 0 },
	{ "files", TABLE_LEFT, 16, 3 },
	{ "home", TABLE_LEFT, 16, 2 },
};

/* Has it a place of its own, or is it a layout for a path? */
static bool
has_home(const struct source *s)
{
	return s->github != NULL || s->url != NULL || s->document_url != NULL ||
	    s->format == FORMAT_STIX;
}

static void
add_definition(cJSON *list, const struct source *s)
{
	cJSON *d = cJSON_CreateObject(), *files;
	size_t i;

	cJSON_AddItemToArray(list, d);
	member_add_text(d, "id", s->id);
	member_add_text(d, "title", s->title);
	member_add_text(d, "kind", kind_name(s->kind));
	member_add_text(d, "domain", source_domain(s));
	cJSON_AddBoolToObject(d, "default", s->by_default);
	member_add_text(d, "format", source_format_name(s->format));
	files = cJSON_AddArrayToObject(d, "files");
	for (i = 0; i < s->files.n; i++)
		cJSON_AddItemToArray(files, cJSON_CreateString(s->files.v[i]));
	if (s->files.n == 0 && s->url != NULL)
		cJSON_AddItemToArray(files,
		    cJSON_CreateString(path_base(s->url)));
	if (has_home(s))
		member_add_text(d, "home", s->homepage);
}

/* All but that of ATT&CK itself. */
static int
read_all(const char *folder, struct arena *mem, cJSON *list)
{
	struct strs ids = { 0 };
	struct source s;
	char *path;
	size_t i;
	int rc = source_ids(folder, &ids);

	strs_sort(&ids);
	for (i = 0; rc == 0 && i < ids.n; i++) {
		path = path_join(folder,
		    arena_printf(mem, "%s.yaml", ids.v[i]));
		rc = source_read(path, ids.v[i], mem, &s);
		if (rc == 0 && s.kind != KIND_ATTACK)
			add_definition(list, &s);
		source_free(&s);
		free(path);
	}
	strs_free(&ids);
	return rc;
}

static struct table *
make_table(const cJSON *list)
{
	struct table *t = table_new(columns,
	    sizeof(columns) / sizeof(columns[0]));
	struct buf files = BUF_INIT;
	const char *home;
	const cJSON *d;

	cJSON_ArrayForEach(d, list) {
		table_add(t, member_text(d, "id"));
		table_add(t, member_text(d, "kind"));
		table_add(t, cJSON_IsTrue(member_get(d, "default")) ? "yes"
								    : "no");
		table_add(t, member_text(d, "format"));
		buf_reset(&files);
		member_put_joined(&files, member_get(d, "files"), ", ");
		table_add(t, buf_str(&files));
		home = member_text(d, "home");
		table_add_link(t, home, home);
	}
	buf_free(&files);
	return t;
}

int
definitions_print(const char *format)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	char *folder = build_home("data/sources");
	cJSON *all = cJSON_CreateObject(), *list;
	struct table *table;
	int rc = EXIT_FAILED;

	member_add_number(all, "schema", 1);
	list = cJSON_AddArrayToObject(all, "definitions");
	if (folder == NULL || read_all(folder, &mem, list) == -1)
		goto out;
	if (strcmp(format, "json") != 0) {
		table = make_table(list);
		table_print(table, format);
		table_free(table);
	} else if (output_write_json(NULL, all) == -1) {
		goto out;
	}
	rc = EXIT_OK;
out:
	free(folder);
	value_use(before);
	arena_free(&mem);
	return rc;
}
